"""The words before and after a find, as evidence of what it is."""

import re

__all__ = ["after", "any_of", "before", "has_digit_beside"]

_BEFORE = 60  # characters; our choice: “Rhif y Gwasanaeth Iechyd Gwladol (os ydych yn ei wybod):” has 56
_AFTER = 30  # our choice: “ (rhif Yswiriant Gwladol)” has 25
_MASK = re.compile(r"\[[A-Z_]+\]")


def before(text: str, start: int) -> str:
    """Return the words before `start` in lower case, without underscores or masks of other finds."""
    return _plain(text[max(0, start - _BEFORE) : start])


def after(text: str, end: int) -> str:
    """Return the words after `end`, as `before` does."""
    return _plain(text[end : end + _AFTER])


def _plain(text: str) -> str:
    return _MASK.sub(" ", text).lower().replace("_", " ")


def any_of(*patterns: str) -> re.Pattern[str]:
    """Return a pattern for any of several words or phrases, each whole; written in folded lower case.

    >>> bool(any_of("rh?if ffon").search("eich rhif ffon:"))
    True
    """
    return re.compile(r"(?<![a-z])(?:" + "|".join(patterns) + r")(?![a-z])")


_DIGIT_BEFORE = re.compile(r"[0-9][ .:/-]$")
_DIGIT_AFTER = re.compile(r"[ .:/-][0-9]")


def has_digit_beside(text: str, start: int, end: int) -> bool:
    """Return whether another number is next to `text[start:end]`, as in a row of figures."""
    return bool(_DIGIT_BEFORE.search(text[max(0, start - 2) : start]) or _DIGIT_AFTER.match(text, end))
