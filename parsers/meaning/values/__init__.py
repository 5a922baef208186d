"""What a value says: days, ticks, rows of lists, and whether it can answer what was asked."""
