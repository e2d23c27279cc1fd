"""Numbers read from Welsh text: either system, ordinals, mutated forms, words run together, digits.

The grammar is that of `numbers` and accepts more: *cant ac ugain* and *chwe ugain*, *dau ddeg tri* and *tri
ar hugain*, *dwy fil ar hugain* and *dwy ar hugain o filoedd*. Every reading of the words is tried; no text
that the grammar accepts has two values.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from cymraeg_data.welsh.mutations import mutate

__all__ = ["like_num", "number_value"]

_LONGEST = 400
"""More than the longest number in words below a million million million; longer text is not read."""


class _Token(NamedTuple):
    """A word of a number: its part in the grammar and its value."""

    kind: str
    value: int = 0


# The kinds of words: one letter each, so that a run of them is a string.
_UNIT, _TEN, _TEEN, _SCORE, _HUNDRED, _GREAT, _GREATS, _AND, _ON, _OF, _PART, _DOZEN = "utnscgpaxohd"
_WORDS: dict[str, _Token] = {
    **{
        word: _Token(_UNIT, n)
        for n, word in enumerate("un dau tri pedwar pump chwech saith wyth naw".split(), 1)
    },
    **{
        word: _Token(_UNIT, n)
        for n, word in ((2, "dwy"), (3, "tair"), (4, "pedair"), (5, "pum"), (6, "chwe"))
    },
    **dict.fromkeys(("deg", "deng"), _Token(_TEN, 10)),
    **dict.fromkeys(("deuddeg", "deuddeng"), _Token(_TEEN, 12)),
    **dict.fromkeys(("pymtheg", "pymtheng"), _Token(_TEEN, 15)),
    "deunaw": _Token(_TEEN, 18),
    "ugain": _Token(_SCORE, 20),
    "deugain": _Token(_SCORE, 40),
    "trigain": _Token(_SCORE, 60),
    **dict.fromkeys(("cant", "can"), _Token(_HUNDRED, 100)),
    "mil": _Token(_GREAT, 1_000),
    "miliwn": _Token(_GREAT, 1_000_000),
    "biliwn": _Token(_GREAT, 10**9),
    "triliwn": _Token(_GREAT, 10**12),
    "miloedd": _Token(_GREATS, 1_000),
    "miliynau": _Token(_GREATS, 1_000_000),
    "biliynau": _Token(_GREATS, 10**9),
    "triliynau": _Token(_GREATS, 10**12),
    "hanner": _Token(_PART, 2),
    "chwarter": _Token(_PART, 4),
    "dwsin": _Token(_DOZEN, 12),
    "gros": _Token(_DOZEN, 144),
}
_UNMUTATED = ("biliwn", "biliynau", "gros")
"""*biliwn* keeps its b, because *filiwn* is a million; *ros* is the moor."""
_ORDINALS = {
    "cyntaf": "un",
    "unfed": "un",
    "ail": "dau",
    **dict.fromkeys(("trydydd", "trydedd"), "tri"),
    **dict.fromkeys(("pedwerydd", "pedwaredd"), "pedwar"),
    "pumed": "pump",
    "chweched": "chwech",
    "seithfed": "saith",
    "wythfed": "wyth",
    "nawfed": "naw",
    "degfed": "deg",
    "deuddegfed": "deuddeg",
    "pymthegfed": "pymtheg",
    "deunawfed": "deunaw",
    "ugeinfed": "ugain",
    "deugeinfed": "deugain",
    "trigeinfed": "trigain",
    "canfed": "cant",
    "milfed": "mil",
    "miliynfed": "miliwn",
}
_JOINERS = {"a": _Token(_AND), "ac": _Token(_AND), "ar": _Token(_ON), "o": _Token(_OF)}
# Written as one word: unarddeg, dauddeg, trideg, deucant, trichant.
_TOGETHER = re.compile(
    r"(un|dau|dwy|tri|tair|pedwar|pedair)(ar)(ddeg|bymtheg|hugain)|"
    r"(d[ae]u|tri|pedwar|pum|chwe|saith|wyth|naw|un)(dd?eg|cant|gant|chant)"
)


def number_value(text: str) -> int | None:
    """Return the whole number that `text` names in words or digits, cardinal or ordinal; else None.

    >>> number_value("tri deg pump"), number_value("pymtheg ar hugain"), number_value("unfed ar hugain")
    (35, 35, 21)
    >>> tuple(map(number_value, ("dwy fil dau ddeg tair", "12,500", "21ain", "2.5 miliwn")))
    (2023, 12500, 21, 2500000)
    >>> number_value("gan") is None
    True

    Mutated forms are read (*ddau*, *dair*, *bum*, *fil*, *hugain*), dozens (*hanner dwsin*, *gros*), and
    years said digit by digit (*mil naw wyth naw*). *gan*, which is nearly always the preposition, is a
    hundred only after another number, as in *dau gan mil*.

    Args:
        text: the number and nothing else, of any case.
    """
    if len(text) > _LONGEST:
        return None
    folded = unicodedata.normalize("NFC", text).strip().lower()
    digits = _DIGITS.fullmatch(folded)
    if digits:
        return _value_of_digits(digits)
    if folded in ("dim", "sero"):
        return 0
    run = _run(folded)
    if run is None:
        return _year_by_digits(folded)
    values = {value for read in (_whole, _dozens) for value, end in read(run, 0) if end == len(run.kinds)}
    return values.pop() if len(values) == 1 else _year_by_digits(folded)


_DIGITS = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,18})(?:\.(?P<part>[0-9]{1,9}))?"
    r"(?P<ending>af|il|ydd|edd|ed|fed|eg|ain)?"
    r"(?: (?P<great>mil|fil|miliwn|filiwn|biliwn|[td]riliwn|thriliwn))?"
)


def _value_of_digits(found: re.Match[str]) -> int | None:
    value = Decimal(found["whole"].replace(",", "") + "." + (found["part"] or "0"))
    if found["great"]:
        value *= _forms()[found["great"]].value
    if (found["ending"] and (found["part"] or found["great"])) or value != int(value):
        return None
    return int(value)


def _year_by_digits(folded: str) -> int | None:
    """Return a year said digit by digit: *mil naw wyth naw*, *dau ddim dau pedwar*; None for any other text.

    Four digits alone count only from 1500 to 2199: *un dau tri pedwar* is counting.
    """
    words = folded.split()
    if len(words) != len("2024"):
        return None
    said_as_thousand = words[0] in ("mil", "fil")
    digits = [_Token(_UNIT) if word in ("dim", "ddim", "sero") else _forms().get(word) for word in words]
    if said_as_thousand:
        digits[0] = _Token(_UNIT, 1)
    values = [digit.value for digit in digits if digit is not None and digit.kind == _UNIT]
    if len(values) < len(words) or any(word in _ordinal_forms() for word in words):
        return None
    year = int("".join(map(str, values)))
    return year if said_as_thousand or _FIRST_YEAR <= year <= _LAST_YEAR else None


_FIRST_YEAR, _LAST_YEAR = 1500, 2199


@cache
def _forms() -> dict[str, _Token]:
    """Return every form of every word of a number, mutated forms too."""
    found: dict[str, _Token] = {}
    for word, token in (_WORDS | {ordinal: _WORDS[word] for ordinal, word in _ORDINALS.items()}).items():
        forms = {word}
        if word not in _UNMUTATED:
            forms |= {mutate(word, "soft"), mutate(word, "aspirate")}
        if word[0] in "ptc":
            forms.add(mutate(word, "nasal"))  # those of d (nau, nwy, neg) are other words
        if word in ("ugain", "ugeinfed"):
            forms.add(mutate(word, "h"))
        found.update(dict.fromkeys(forms, token))
    return found | _JOINERS


@cache
def _ordinal_forms() -> frozenset[str]:
    return frozenset(
        form for word in _ORDINALS for form in (word, mutate(word, "soft"), mutate(word, "aspirate"))
    )


class _Run(NamedTuple):
    """The words of a number: their kinds, one letter per word, and their values."""

    kinds: str
    values: tuple[int, ...]

    def has(self, kinds: str, at: int) -> bool:
        """Return whether words of these kinds are at an index."""
        return self.kinds.startswith(kinds, at)

    def value(self, at: int) -> int:
        """Return the value of a word, 0 past the end."""
        return self.values[at] if at < len(self.values) else 0


def _run(folded: str) -> _Run | None:
    """Return the words of a number, None where one is not a number word."""
    forms = _forms()
    words: list[str] = []
    for word in folded.replace("-", " ").replace(",", " ").split():
        found = None if word in forms else _TOGETHER.fullmatch(word)
        words += [part.replace("deu", "dau") for part in found.groups() if part] if found else [word]
    if not words or words[0] == "gan" or not all(word in forms for word in words):
        return None
    if sum(word in _ordinal_forms() for word in words) > 1:
        return None
    tokens = [forms[word] for word in words]
    return _Run("".join(token.kind for token in tokens), tuple(token.value for token in tokens))


Parses = Iterator[tuple[int, int]]
"""Values, each with the index at which it ends."""


def _one(run: _Run, at: int, kinds: str) -> Parses:
    if at < len(run.kinds) and run.kinds[at] in kinds:
        yield run.values[at], at + 1


def _teen(run: _Run, at: int) -> Parses:
    """Read 1 to 19 in the traditional system: *pump*, *deunaw*, *tri ar ddeg*, *dau ar bymtheg*."""
    yield from _one(run, at, _UNIT + _TEN + _TEEN)
    if run.has(_UNIT + _ON, at) and run.value(at + 2) in (10, 15):
        yield run.value(at) + run.value(at + 2), at + 3


def _score(run: _Run, at: int) -> Parses:
    """Read a number of twenties, or half a hundred: *ugain*, *pedwar ugain*, *hanner cant*."""
    yield from _one(run, at, _SCORE)
    if run.has(_UNIT + _SCORE, at) and run.value(at + 1) == _TWENTY:
        yield run.value(at) * _TWENTY, at + 2
    if run.has(_PART + _HUNDRED, at) and run.value(at) == 2:
        yield _FIFTY, at + 2


_TWENTY, _FIFTY = 20, 50


def _below_hundred(run: _Run, at: int) -> Parses:
    for teen, end in _teen(run, at):
        yield teen, end
        if run.has(_ON + _SCORE, end) and run.value(end + 1) == _TWENTY:
            yield teen + _TWENTY, end + 2
        if run.has(_AND, end):
            yield from ((teen + value, last) for value, last in _score(run, end + 1) if value > _TWENTY)
    for score, end in _score(run, at):
        yield score, end
        if run.has(_AND, end):
            yield from ((score + teen, last) for teen, last in _teen(run, end + 1))
    if run.has(_UNIT + _TEN, at):
        tens, end = run.value(at) * 10, at + 2
        yield tens, end
        yield from ((tens + ones, last) for ones, last in _one(run, end + run.has(_AND, end), _UNIT))


def _below_thousand(run: _Run, at: int) -> Parses:
    yield from _below_hundred(run, at)
    for count, end in ((1, at), *_one(run, at, _UNIT)):
        if run.has(_HUNDRED, end):
            yield from _with_rest(run, count * 100, end + 1, _below_hundred, size=100)


def _greats(run: _Run, at: int, size: int) -> Parses:
    """Read thousands or millions: *mil*, *dwy filiwn*, *un fil ar ddeg*, *deugain o filoedd*."""
    if size not in run.values:
        return
    counts: tuple[tuple[int, int], ...] = ((1, at), *_below_thousand(run, at))
    for count, end in counts:
        if run.has(_GREAT, end) and run.value(end) == size:
            yield count * size, end + 1
            if end > at and count < _TWENTY:
                yield from ((total * size, last) for total, last in _after_noun(run, count, end + 1))
        if end > at and run.has(_OF + _GREATS, end) and run.value(end + 1) == size:
            yield count * size, end + 2
    for part, end in _part(run, at):
        if run.has(_GREAT, end) and run.value(end) == size:
            yield size * part // 4, end + 1


def _part(run: _Run, at: int) -> Parses:
    """Read a half or quarters, counted in quarters: *hanner*, *chwarter*, *tri chwarter*."""
    if run.has(_PART, at):
        yield 4 // run.value(at), at + 1
    if run.has(_UNIT + _PART, at) and (run.value(at), run.value(at + 1)) == (3, 4):
        yield 3, at + 2


def _dozens(run: _Run, at: int) -> Parses:
    """Read dozens: *dwsin*, *dau ddwsin*, *hanner dwsin*, *dwsin a hanner*."""
    for count, end in ((1, at), *_below_hundred(run, at)):
        if run.has(_DOZEN, end):
            total = count * run.value(end)
            yield total, end + 1
            if run.has(_AND + _PART, end + 1):
                yield total + run.value(end) // run.value(end + 2), end + 3
    if run.has(_PART + _DOZEN, at):
        yield run.value(at + 1) // run.value(at), at + 2


def _after_noun(run: _Run, count: int, at: int) -> Parses:
    """Read the rest of a traditional number with its noun inside: *dwy fil **ar hugain***."""
    while run.has(_ON, at) and run.value(at + 1) in (10, 15, _TWENTY):
        count, at = count + run.value(at + 1), at + 2
        yield count, at


_SIZES = (10**12, 10**9, 10**6, 10**3)


def _whole(run: _Run, at: int, sizes: tuple[int, ...] = _SIZES) -> Parses:
    """Read a number in which the greatest part is one of the sizes or smaller."""
    if not sizes:
        yield from _below_thousand(run, at)
        return
    size, smaller = sizes[0], sizes[1:]
    yield from _whole(run, at, smaller)
    for count, end in _greats(run, at, size):
        yield from _with_rest(run, count, end, lambda run, at: _whole(run, at, smaller), size=size)


def _with_rest(run: _Run, value: int, at: int, rest: Callable[[_Run, int], Parses], *, size: int) -> Parses:
    """Read what may follow: nothing, a smaller number with *a* or without, or *a hanner*, *a chwarter*."""
    yield value, at
    after = at + run.has(_AND, at)
    yield from ((value + less, last) for less, last in rest(run, after))
    if after > at and size > _DOZENS:
        yield from ((value + size * part // 4, last) for part, last in _part(run, after))
    elif after > at and run.has(_PART, after) and run.value(after) == 2:
        yield value + size // 2, after + 1


_DOZENS = 100
"""A hundred and a quarter is not said."""


_FIGURES = re.compile(
    r"[+\-±~£€$]?[0-9]{1,18}(?:[.,:/–-][0-9]{1,18}){0,6}(?:(?P<ending>af|il|ydd|edd|ed|fed|eg|ain)|m|mn|bn|k|%)?|[½¼¾⅓⅔]"
)


def like_num(text: str, *, ordinals: bool = False) -> bool:
    """Return whether a token is a number: figures, or a Welsh number word in any form.

    *gan* counts as the preposition, not the hundred of *dau gan mil*; *a*, *ar*, *dim*, *hanner*, *chwarter*
    and plurals (*miloedd*, *miliynau*) are not numbers.

    >>> [like_num(word) for word in ("dair", "Pump", "bymtheg", "2021-22", "17:00", "1,000", "5.9m")]
    [True, True, True, True, True, True, True]
    >>> [like_num(word) for word in ("gan", "a", "cath", "cyntaf", "")]
    [False, False, False, False, False]
    >>> like_num("trydydd", ordinals=True), like_num("21ain", ordinals=True)
    (True, True)

    Args:
        text: one token.
        ordinals: count ordinals too; treebanks take them as adjectives.
    """
    if len(text) > _LONGEST:
        return False
    folded = unicodedata.normalize("NFC", text).lower()
    figures = _FIGURES.fullmatch(folded)
    if figures:
        return ordinals or not figures["ending"]
    if folded in _ordinal_forms():
        return ordinals
    token = _forms().get(folded)
    if token is None:
        return _TOGETHER.fullmatch(folded) is not None
    return token.kind not in _NOT_ALONE and folded != "gan"


_NOT_ALONE = (_AND, _ON, _OF, _PART, _GREATS)
