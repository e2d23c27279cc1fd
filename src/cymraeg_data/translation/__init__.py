"""Which English and Welsh words translate one another, and how likely one text is the translation of another."""
