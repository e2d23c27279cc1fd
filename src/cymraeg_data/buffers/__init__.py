"""Text as Arrow buffers: the bytes of a column, the words found in them in one pass, the choice of kernel."""
