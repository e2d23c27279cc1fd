"""Manifests: what a dataset is made from, checked against a published schema."""
