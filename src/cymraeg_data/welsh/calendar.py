"""The Welsh names of months and days in all their forms, and plural categories.

Names and the abbreviations that are written are those of CLDR 47 (as in babel 2.18); every beginning of a
name that no other has is read; the mutated forms follow from `mutations`.
"""

from collections.abc import Container
from functools import cache
from typing import Literal

from cymraeg_data.welsh.mutations import mutate

__all__ = ["MONTHS", "WEEKDAYS", "PluralCategory", "month_forms", "plural_category", "weekday_forms"]

MONTHS = (
    "Ionawr",
    "Chwefror",
    "Mawrth",
    "Ebrill",
    "Mai",
    "Mehefin",
    "Gorffennaf",
    "Awst",
    "Medi",
    "Hydref",
    "Tachwedd",
    "Rhagfyr",
)
WEEKDAYS = ("Llun", "Mawrth", "Mercher", "Iau", "Gwener", "Sadwrn", "Sul")
"""From Monday, as in `datetime.date.weekday`."""

MONTH_ABBREVIATIONS = (
    "Ion",
    "Chwef",
    "Maw",
    "Ebr",
    "Mai",
    "Meh",
    "Gorff",
    "Awst",
    "Medi",
    "Hyd",
    "Tach",
    "Rhag",
)
# Abbreviations that are also words (chwe: six, gorffen: to finish, mawr: big) count only beside a day or a
# year.
DOUBTFUL_MONTHS = {"chwe": 2, "mawr": 3, "gorffen": 7}
DOUBTFUL_WEEKDAYS = {"ll": 0, "ma": 1, "mawr": 1, "me": 2, "ia": 3, "gw": 4, "sa": 5, "su": 6}
_SHORTEST = 3

PluralCategory = Literal["zero", "one", "two", "few", "many", "other"]


@cache
def month_forms() -> dict[str, int]:
    """Return the number of the month that each form names, in lower case.

    Abbreviations of three letters or more are read, except for *chwe*, *mawr* and *gorffen*, which are words.

    >>> [month_forms()[form] for form in ("mawrth", "fawrth", "nhachwedd", "tach", "tachw", "orffennaf")]
    [3, 3, 11, 11, 11, 7]
    """
    return _mutated(_shortened(MONTHS, DOUBTFUL_MONTHS.keys(), first=1))


@cache
def weekday_forms() -> dict[str, int]:
    """Return the number of the weekday that each form names (Monday is 0), in lower case.

    >>> [weekday_forms()[form] for form in ("llun", "lun", "fercher", "wener", "sad", "merch")]
    [0, 0, 2, 4, 5, 2]
    """
    return _mutated(_shortened(WEEKDAYS, DOUBTFUL_WEEKDAYS.keys(), first=0))


def _shortened(names: tuple[str, ...], doubtful: Container[str], *, first: int) -> dict[str, int]:
    """Return the number of each name and of its beginnings that no other name has."""
    found: dict[str, int] = {}
    for number, name in enumerate(names, first):
        for size in range(_SHORTEST, len(name) + 1):
            form = name[:size].lower()
            others = (other for other in names if other != name)
            if form not in doubtful and not any(other.lower().startswith(form) for other in others):
                found[form] = number
    return found


def _mutated(names: dict[str, int]) -> dict[str, int]:
    forms = dict(names)
    for name, number in names.items():
        for kind in ("soft", "nasal", "aspirate"):
            form = mutate(name, kind)
            if len(form) >= _SHORTEST:
                forms.setdefault(form, number)
    return forms


def plural_category(n: float, *, ordinal: bool = False) -> PluralCategory:
    """Return which of the six plural forms of Welsh a number takes.

    The rules are those of Unicode CLDR: cardinals 0, 1, 2, 3 and 6 have a category each; ordinals 0 and 7 to
    9, 1, 2, 3 and 4, 5 and 6. All else is "other".

    >>> [plural_category(n) for n in (0, 1, 2, 3, 4, 6)]
    ['zero', 'one', 'two', 'few', 'other', 'many']
    >>> [plural_category(n, ordinal=True) for n in (1, 4, 5, 8, 10)]
    ['one', 'few', 'many', 'zero', 'other']

    Args:
        n: any number; its sign does not count, and 1.0 is 1.
        ordinal: for *1af, 2il, 3ydd* rather than *1 rhes, 2 res, 3 rhes*.
    """
    if not -_LAST <= n <= _LAST or n != int(n):
        return "other"
    return (_ORDINAL if ordinal else _CARDINAL).get(abs(int(n)), "other")


_CARDINAL: dict[int, PluralCategory] = {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many"}
_ORDINAL: dict[int, PluralCategory] = {
    **dict.fromkeys((0, 7, 8, 9), "zero"),
    1: "one",
    2: "two",
    **dict.fromkeys((3, 4), "few"),
    **dict.fromkeys((5, 6), "many"),
}
_LAST = 9
