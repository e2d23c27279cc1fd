"""The Welsh language over `str`: alphabet and sort order, mutations, numbers, dates, words and lemmas."""

from cymraeg_data.public_names import show_public_names
from cymraeg_data.welsh.alphabet import ALPHABET, letters, sort_key
from cymraeg_data.welsh.calendar import MONTHS, WEEKDAYS, month_forms, plural_category, weekday_forms
from cymraeg_data.welsh.dates import DateReading, format_date, parse_date
from cymraeg_data.welsh.dialect import dialect_balance, standard_form
from cymraeg_data.welsh.expansions import expand
from cymraeg_data.welsh.lemmas import lemma, read_lexicon
from cymraeg_data.welsh.mutations import MutationReading, mutate, mutation_readings, radicals
from cymraeg_data.welsh.numbers import number_words, ordinal_number, ordinal_words
from cymraeg_data.welsh.numerals import like_num, number_value
from cymraeg_data.welsh.sentence import Sentence, sentences
from cymraeg_data.welsh.times import format_time, parse_time
from cymraeg_data.welsh.tokens import Token, words

__all__ = [
    "ALPHABET",
    "MONTHS",
    "WEEKDAYS",
    "DateReading",
    "MutationReading",
    "Sentence",
    "Token",
    "dialect_balance",
    "expand",
    "format_date",
    "format_time",
    "lemma",
    "letters",
    "like_num",
    "month_forms",
    "mutate",
    "mutation_readings",
    "number_value",
    "number_words",
    "ordinal_number",
    "ordinal_words",
    "parse_date",
    "parse_time",
    "plural_category",
    "radicals",
    "read_lexicon",
    "sentences",
    "sort_key",
    "standard_form",
    "weekday_forms",
    "words",
]

show_public_names(__name__)
