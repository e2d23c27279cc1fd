"""The Welsh language itself, over `str` only: its alphabet and order, its mutations."""

from cymraeg_data.welsh.alphabet import ALPHABET, letters, sort_key
from cymraeg_data.welsh.mutations import Reading, mutate, mutation_readings, radicals

__all__ = ["ALPHABET", "Reading", "letters", "mutate", "mutation_readings", "radicals", "sort_key"]
