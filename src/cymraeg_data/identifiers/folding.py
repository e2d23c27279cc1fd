"""Text as the finders read it: plain letters, ASCII digits, plain spaces and hyphens, nothing invisible."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Folded", "fold"]


class Folded(NamedTuple):
    """Folded text; `places` has the original offset of each character, None where no offset changed."""

    text: str
    places: Sequence[int] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets of the non-empty `text[start:end]` in the original text."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    """Return `text` with digits of every script as ASCII, letters without accents, spaces and dashes plain.

    Combining marks and characters without width (soft hyphen, zero-width space, byte order mark) are left
    out, so that separated accents and invisibly separated digits read like any others.

    >>> fold("Ffôn: ０２９\u00a02018\u200b 0123").text
    'Ffon: 029 2018 0123'
    """
    if text.isascii():
        return Folded(text, None)
    folded = text.translate(_TABLE)
    if len(folded) == len(text):
        return Folded(folded, None)
    return Folded(folded, [place for place, char in enumerate(text) if _TABLE[ord(char)]])


class _Table(dict[int, str]):
    """The folded form of each character, computed when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = becomes = char if code < 0x80 else _folded(char)  # ASCII stays
        return becomes


_TABLE = _Table()


def _folded(char: str) -> str:
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"}:
        return ""
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category in {"Zs", "Pd"}:
        return " " if category == "Zs" else "-"
    parts = [part for part in unicodedata.normalize("NFKD", char) if unicodedata.category(part) != "Mn"]
    return parts[0] if len(parts) == 1 else char
