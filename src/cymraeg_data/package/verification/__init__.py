"""Verification of a built dataset: everything that can be recomputed is compared with the record."""
