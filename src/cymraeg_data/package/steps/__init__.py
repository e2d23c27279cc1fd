"""The steps of a build: each takes Arrow arrays and gives a result for every row."""
