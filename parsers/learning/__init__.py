"""What a label that no wording knows most likely asks for, learned from labelled examples (README, *Learned labels*)."""
