"""Which rows of a column cannot need a change, found over its bytes without a Python step per row."""
