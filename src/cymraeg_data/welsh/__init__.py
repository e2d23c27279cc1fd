"""The Welsh language itself, over `str` only: its alphabet and order."""

from cymraeg_data.welsh.alphabet import ALPHABET, letters, sort_key

__all__ = ["ALPHABET", "letters", "sort_key"]
