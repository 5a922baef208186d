"""What a label asks for: by the wordings of the vocabulary, by its section, by what examples make likely."""
