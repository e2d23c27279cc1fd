"""Bytes to text, and text to canonical text: what is wrong with it and in which encoding it was written."""
