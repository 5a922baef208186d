"""What a stage begins with, what the policy has done at it, and what it sends elsewhere."""
