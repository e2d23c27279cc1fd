"""Readers of catalogues: texts by key, in the formats that software is translated with."""
