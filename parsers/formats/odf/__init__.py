"""OpenDocument texts, zipped or flat."""
