"""What was built, read back: the rows of a dataset, one figure of a table."""
