"""The balance of northern and southern Welsh over texts, and colloquial spellings with their standard forms.

A text counts for a side only where it has a strong marker of that side (a weight of .6 or more) and none of
the other. Register is counted apart: formal Welsh belongs to no side. A single text says little about its
writer: use the balance over many texts, and read its interval.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from cymraeg_data.welsh.dialect_markers import COLLOQUIAL_FORMS, FORMAL_FORMS, MARKERS, NOT_AFTER, Marker
from cymraeg_data.welsh.tokens import APOSTROPHES, words

__all__ = ["COLLOQUIAL", "Balance", "dialect_balance", "dialect_markers", "standard_form"]

COLLOQUIAL: Final = {
    "ca'l": "cael",
    "chydig": "ychydig",
    "cynta": "cyntaf",
    "deud": "dweud",
    "dwytha": "diwethaf",
    "ella": "efallai",
    "falla": "efallai",
    "gneud": "gwneud",
    "gwbod": "gwybod",
    "gweud": "dweud",
    "gynta": "gyntaf",
    "isio": "eisiau",
    "ishe": "eisiau",
    "mynadd": "amynedd",
    "nath": "wnaeth",
    "neud": "gwneud",
    "ola": "olaf",
    "petha": "pethau",
    "pethe": "pethau",
    "rwan": "rŵan",
    "sgrifennu": "ysgrifennu",
    "sgwennu": "ysgrifennu",
    "stafell": "ystafell",
    "steddfod": "eisteddfod",
}
"""Colloquial spellings and their standard forms, without the apostrophe that some write at the front.

Never applied automatically: both are Welsh.
"""

_PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
STRONG = 0.6
"""The least weight with which a marker says anything about a text. Of the 20,863 Welsh texts in eleven public
catalogues none has such a marker."""
_Z = 1.959964  # of 95%
_ENOUGH = 10  # marked texts below which no side is named; our choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Numbers of texts with markers of the north only, the south only, both or neither; the counts add.

    `n_formal` and `n_colloquial` count texts by register, apart from their side.
    """

    n_texts: int = 0
    n_north: int = 0
    n_south: int = 0
    n_both: int = 0
    n_formal: int = 0
    n_colloquial: int = 0

    def __add__(self, other: "Balance") -> "Balance":
        """Return the balance of the texts of both."""
        return Balance(**{name: getattr(self, name) + getattr(other, name) for name in Balance.__slots__})

    @property
    def north_share(self) -> float | None:
        """Return the north's share of the texts with markers of one side only, None when there are none."""
        marked = self.n_north + self.n_south
        return self.n_north / marked if marked else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return the 95% interval of `north_share` (Wilson 1927), None when no text has a marker."""
        share, marked = self.north_share, self.n_north + self.n_south
        if share is None:
            return None
        centre = (share + _Z**2 / (2 * marked)) / (1 + _Z**2 / marked)
        half = _Z / (1 + _Z**2 / marked) * math.sqrt(share * (1 - share) / marked + _Z**2 / (4 * marked**2))
        return min(share, max(0.0, centre - half)), max(share, min(1.0, centre + half))

    @property
    def leaning(self) -> Literal["north", "south", "even"] | None:
        """Return the side that most of the marked texts are of; None where it cannot be told.

        "even" when the interval holds a half, None below ten marked texts (our choice).
        """
        if self.interval is None or self.n_north + self.n_south < _ENOUGH:
            return None
        low, high = self.interval
        return "north" if low > 0.5 else "south" if high < 0.5 else "even"  # a half


def dialect_balance(texts: Iterable[str]) -> Balance:
    """Return the balance of northern and southern markers over texts, each text counted once.

    >>> texts = ["Dwi isio panad efo llefrith rŵan.", "Fi moyn mynd mas nawr.", "Mae'n braf."]
    >>> found = dialect_balance(texts)
    >>> found.n_north, found.n_south, found.n_both, found.leaning
    (1, 1, 0, None)
    >>> dialect_balance(["Mae'r siop yn cydweithio gyda'r banc."]).n_south
    0
    """
    counts = dict.fromkeys(Balance.__slots__, 0)
    for text in texts:
        forms = _forms(text)
        sides = {marker.side for marker in _found(forms) if marker.weight >= STRONG}
        counts["n_texts"] += 1
        counts["n_both"] += len(sides) > 1
        counts["n_north"] += sides == {"north"}
        counts["n_south"] += sides == {"south"}
        colloquial = not COLLOQUIAL_FORMS.isdisjoint(forms)
        counts["n_colloquial"] += colloquial
        counts["n_formal"] += not colloquial and not FORMAL_FORMS.isdisjoint(forms)
    return Balance(**counts)


def dialect_markers(text: str) -> tuple[Marker, ...]:
    """Return the northern and southern markers in a text, each once, in their order.

    >>> [(marker.form, marker.side) for marker in dialect_markers("Dwn i'm, tyrd yma!")]
    [("dwn i 'm", 'north'), ('tyrd', 'north')]
    """
    return tuple(dict.fromkeys(_found(_forms(text))))


def _forms(text: str) -> list[str]:
    return [token.text.lower().translate(_PLAIN) for token in words(text)]


def _found(forms: Sequence[str]) -> Iterator[Marker]:
    """Yield the markers in a sequence of tokens."""
    padded = [*forms, "$"]
    for at, form in enumerate(forms):
        before = forms[at - 1] if at else ""
        for parts, starts, marker in _BY_FIRST.get(form, ()):
            if tuple(padded[at : at + len(parts)]) != parts or (starts and before[-1:].isalnum()):
                continue
            if before not in NOT_AFTER.get(marker.form, ()):
                yield marker


def _by_first() -> dict[str, list[tuple[tuple[str, ...], bool, Marker]]]:
    found: dict[str, list[tuple[tuple[str, ...], bool, Marker]]] = {}
    for marker in MARKERS:
        parts = marker.form.split()
        starts = parts[0] == "^"
        parts = parts[starts:]
        found.setdefault(parts[0], []).append((tuple(parts), starts, marker))
    return found


_BY_FIRST: Final = _by_first()


def standard_form(word: str) -> str | None:
    """Return the standard spelling of a colloquial form, as a suggestion; None for any other word.

    >>> standard_form("'mynadd"), standard_form("cath")
    ('amynedd', None)
    """
    return COLLOQUIAL.get(word.lower().translate(_PLAIN).strip("'")) or COLLOQUIAL.get(
        word.lower().translate(_PLAIN)
    )
