"""The prefilter: the rows of a column that may need a change, found over its bytes without a loop."""
