"""Filled Word forms made at random with their answers known: structure × layout × fill × format (README, *Reading*)."""
