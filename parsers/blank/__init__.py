"""The blank Word forms that we give away, filling them in by their controls, and filling in the outcome of anybody's form."""
