"""Datasets that others published: what their card claims, and what their data bears out."""

from cymraeg_data.package.audit.auditing import audit, is_dataset

__all__ = ["audit", "is_dataset"]
