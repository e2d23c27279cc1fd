"""The steps of a build: each takes Arrow arrays and says something about every row of them."""
