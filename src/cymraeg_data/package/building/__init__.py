"""Builds the files of a dataset from the rows of a source, in bounded memory and byte-reproducibly."""
