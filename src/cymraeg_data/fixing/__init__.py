"""A file, repaired: a copy in which only the cells that needed it differ, and a log of every change."""

from cymraeg_data.fixing.changed_values import Change
from cymraeg_data.fixing.file_repair import Fixed, changes, fix_file
from cymraeg_data.public_names import show_public_names

__all__ = ["Change", "Fixed", "changes", "fix_file"]

show_public_names(__name__)
