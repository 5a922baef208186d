"""What is asked of the store, subject by subject; `Store` is all of it."""
