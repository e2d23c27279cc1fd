"""Text as Arrow buffers: the bytes of a column, the words found in them once, and the kernel that reads them."""
