"""The Welsh language itself, over `str` only: its alphabet and order, its mutations, its numbers."""

from cymraeg_data.welsh.alphabet import ALPHABET, letters, sort_key
from cymraeg_data.welsh.mutations import Reading, mutate, mutation_readings, radicals
from cymraeg_data.welsh.numbers import number_words, ordinal_number, ordinal_words
from cymraeg_data.welsh.numerals import like_num, number_value

__all__ = [
    "ALPHABET",
    "Reading",
    "letters",
    "like_num",
    "mutate",
    "mutation_readings",
    "number_value",
    "number_words",
    "ordinal_number",
    "ordinal_words",
    "radicals",
    "sort_key",
]
