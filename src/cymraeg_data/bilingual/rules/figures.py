"""Figures that differ: B309 a number or month, B319 one left out, B312 a telephone number or an hour.

Numbers may be words on one side: *pythefnos* is two weeks, *chwe* is 6, *1af* is first. Telephone lines and
opening hours of the Welsh service differ on purpose and are notes.
"""

import re
from collections import Counter
from functools import cache
from typing import NamedTuple, get_args

import numpy as np
import pyarrow.compute as pc

from cymraeg_data.bilingual.rules.text_pairs import Mask, TextPairs, matches
from cymraeg_data.welsh.calendar import MONTHS
from cymraeg_data.welsh.mutations import mutate
from cymraeg_data.welsh.numbers import Gender, System, number_words, ordinal_words

__all__ = ["values"]

_MASKED = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+|</?[a-zA-Z][^>]*>|&#?\w+;|\{\{[^}]*\}\}|\$?\{[^{}]*\}|%\([^)]*\)[a-z]|%[\d$]*[a-z@]\b"
    r"|%\{[^}]*\}|\$t\([^)]*\)|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b[A-Za-z]+\d[\w-]*|\b\d+[A-Z]{2,}\w*"
)
_PHONE = re.compile(r"(?<![\d.,])(?:\+44\s?|\(?0)\d[\d\s()-]{7,}\d")
_TIME = re.compile(
    r"\b(\d{1,2})(?:[.:](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.|yb|yp|yh|y\.b\.|y\.p\.|y\.h\.|y bore|y prynhawn|yr"
    r" hwyr|y nos)\b"
    r"|\b([01]?\d|2[0-3])[:.]([0-5]\d)\b(?![.,]?\d|\s*%)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_MONTH_EN = "January February March April May June July August September October November December".split()
_WORD = re.compile(r"[^\W\d_]+")
_MAX_WORD = 31
_NO_DIGITS = r"\D+"


class _Figures(NamedTuple):
    numbers: Counter[str]
    times: Counter[int]
    phones: Counter[str]
    months: Counter[int]


def values(sides: TextPairs) -> dict[str, Mask]:
    """Return which pairs differ in a number, month, telephone number or hour, or leave a number out."""
    differ, missing, service = (np.zeros(len(sides), bool) for _ in range(3))
    for row, en, cy in sides.rows(sides.both & ~sides.same & _to_compare(sides)):
        english = _figures(_MASKED.sub(" ", en), _english_months())
        welsh = _figures(_MASKED.sub(" ", cy), _welsh_months())
        left, added = english.numbers - welsh.numbers, welsh.numbers - english.numbers
        left = _without_words(left, _values_of(cy, _welsh_words()))
        added = _without_words(added, _values_of(en, _english_words()))
        months = english.months != welsh.months and bool(english.months) and bool(welsh.months)
        differ[row] = months or bool(left and added)
        missing[row] = not differ[row] and bool(left or added)
        service[row] = english.phones != welsh.phones or english.times != welsh.times
    return {"B309": differ, "B312": service & ~differ, "B319": missing & ~service}


def _to_compare(sides: TextPairs) -> Mask:
    """Return which pairs have different digits on the two sides, or a month."""
    digits = [pc.replace_substring_regex(side, _NO_DIGITS, " ") for side in (sides.en, sides.cy)]
    differ: Mask = pc.not_equal(*digits).fill_null(False).to_numpy(zero_copy_only=False)
    months = matches(sides.en, rf"\d.*\b(?:{'|'.join(_MONTH_EN)})\b|\b(?:{'|'.join(_MONTH_EN)})\b.*\d")
    return differ | months


def _figures(text: str, months: re.Pattern[str]) -> _Figures:
    phones = Counter(re.sub(r"\D", "", phone) for phone in _PHONE.findall(text))
    text = _PHONE.sub(" ", text)
    times = Counter(_minutes(*match.groups()) for match in _TIME.finditer(text))
    text = _TIME.sub(" ", text)
    found = Counter(_month(match.group()) for match in months.finditer(text))
    numbers = Counter(_plain(number) for number in _NUMBER.findall(text))
    return _Figures(numbers, times, phones, found)


def _minutes(
    hour: str | None, minute: str | None, half: str | None, hour24: str | None, minute24: str | None
) -> int:
    """Return the minute of a twelve-hour day: 17:00, 5pm and 5yp are the same."""
    del half
    return int(hour or hour24 or 0) % 12 * 60 + int(minute or minute24 or 0)


def _plain(number: str) -> str:
    text = number.replace(",", "")
    return text.rstrip("0").rstrip(".") if "." in text else text.lstrip("0") or "0"


@cache
def _english_months() -> re.Pattern[str]:
    return _month_pattern(_MONTH_EN)


@cache
def _welsh_months() -> re.Pattern[str]:
    return _month_pattern([form for month in MONTHS for form in _mutated(month)])


def _month_pattern(names: list[str]) -> re.Pattern[str]:
    found = "|".join(sorted(dict.fromkeys(names), key=len, reverse=True))
    return re.compile(
        rf"(?<=\d )(?:{found})\b|(?<=\d[a-z][a-z] )(?:{found})\b|(?<=\d o"
        rf" )(?:{found})\b|\b(?:{found})(?= \d)",
        re.IGNORECASE,
    )


@cache
def _month(name: str) -> int:
    for number, (english, welsh) in enumerate(zip(_MONTH_EN, MONTHS, strict=True), 1):
        if name.lower() == english.lower() or name.lower() in {form.lower() for form in _mutated(welsh)}:
            return number
    return 0


def _mutated(word: str) -> tuple[str, ...]:
    return word, *(mutate(word, kind) for kind in ("soft", "nasal", "aspirate", "h"))


def _values_of(text: str, known: dict[str, frozenset[str]]) -> frozenset[str]:
    """Return the numbers that the words of a text may mean."""
    return frozenset().union(*(known.get(word.lower(), frozenset()) for word in _WORD.findall(text)))


def _without_words(numbers: Counter[str], words: frozenset[str]) -> Counter[str]:
    return Counter({number: n for number, n in numbers.items() if number not in words})


@cache
def _welsh_words() -> dict[str, frozenset[str]]:
    """Return the numbers that each Welsh word may mean, in every gender and mutation."""
    # fmt: off
    table: dict[str, set[str]] = {
        "pythefnos": {"2", "14"}, "bythefnos": {"2", "14"}, "phythefnos": {"2", "14"}, "wythnos": {"1", "7"},
        "blwyddyn": {"1", "12"}, "flwyddyn": {"1", "12"}, "mis": {"1"}, "fis": {"1"}, "diwrnod": {"1"},
        "ddiwrnod": {"1"}, "hanner": {"0.5", "50", "6", "30"}, "chwarter": {"25", "0.25", "3", "15"},
        "canol": {"12"}, "ganol": {"12"}, "dim": {"0"}, "sero": {"0"}, "deuddydd": {"2"}, "ddeuddydd": {"2"},
        "tridiau": {"3"}, "dridiau": {"3"}, "degawd": {"10"}, "ddegawd": {"10"}, "cyntaf": {"1"},
        "gyntaf": {"1"}, "dwywaith": {"2"}, "ddwywaith": {"2"}, "unwaith": {"1"}, "teirgwaith": {"3"},
        "mil": {"1000"}, "fil": {"1000"}, "miliwn": {"1000000"}, "filiwn": {"1000000"},
    }
    # fmt: on
    for number in range(1, _MAX_WORD + 1):
        spelt = [
            words
            for gender in get_args(Gender)
            for words in (
                *(number_words(number, system=system, gender=gender) for system in get_args(System)),
                ordinal_words(number, gender=gender),
            )
        ]
        for words in spelt:
            for word in words.split():
                for form in _mutated(word):
                    table.setdefault(form.lower(), set()).add(str(number))
    for short, value in (
        ("chwe", "6"),
        ("pum", "5"),
        ("bum", "5"),
        ("phum", "5"),
        ("deng", "10"),
        ("ddeng", "10"),
        ("can", "100"),
        ("gan", "100"),
    ):
        table.setdefault(short, set()).add(value)
    return {word: frozenset(numbers) for word, numbers in table.items()}


@cache
def _english_words() -> dict[str, frozenset[str]]:
    units = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen twenty".split()
    )
    ordinals = (
        "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
    )
    # fmt: off
    table: dict[str, set[str]] = {
        "fortnight": {"2", "14"}, "week": {"1", "7"}, "half": {"0.5", "50"}, "quarter": {"25", "0.25"},
        "hundred": {"100"}, "thousand": {"1000"}, "million": {"1000000"}, "once": {"1"}, "twice": {"2"},
        "midnight": {"12", "0"}, "noon": {"12"}, "midday": {"12"}, "a": {"1"}, "an": {"1"}, "thirty": {"30"},
        "forty": {"40"}, "fifty": {"50"}, "sixty": {"60"}, "annual": {"1"}, "decade": {"10"}, "both": {"2"},
    }
    # fmt: on
    for words in (units, ordinals):
        for number, word in enumerate(words):
            table.setdefault(word, set()).add(str(number))
    return {word: frozenset(numbers) for word, numbers in table.items()}
