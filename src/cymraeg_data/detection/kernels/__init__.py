"""Readers that score the words of a column: plain Python for short texts, numpy, numba if installed."""
