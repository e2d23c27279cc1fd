"""Bytes to text: which encoding they are in, and lines of any length."""
