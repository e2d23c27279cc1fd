"""The rules that pairs of texts are checked by, one file a kind.

Each rule is a function of `Sides` that returns masks.
"""
