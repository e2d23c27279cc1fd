"""The readers that score the words of a column.

Plain Python for short texts, numpy, and numba where it is installed.
"""
