"""What is written into the store, subject by subject; `Change` is all of it."""
