"""The dictionary of English and Welsh words, and how likely one text is the translation of another."""
