"""Published datasets: the claims of the card, checked against the data."""

from cymraeg_data.audit.folder_audit import audit_folder, is_dataset
from cymraeg_data.audit.hub_audit import audit_repository
from cymraeg_data.audit.verdict import check
from cymraeg_data.public_names import show_public_names

__all__ = ["audit_folder", "audit_repository", "check", "is_dataset"]

show_public_names(__name__)
