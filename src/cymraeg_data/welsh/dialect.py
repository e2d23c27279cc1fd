"""Markers of northern and southern Welsh, and colloquial spellings with their standard forms.

Each marker is a pair that means the same, with a weight for either side: 1.0 for a form that is heard in one
half of Wales only, less for one that is also standard Welsh (`nawr`, `gyda`, `llaeth`) and weak evidence
alone. The pairs are common knowledge among speakers; the choice and the weights are our choice and not yet
measured. A single text says little about its writer: use them over many texts, and count texts, not words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from cymraeg_data.welsh.tokens import APOSTROPHES, words

__all__ = ["COLLOQUIAL", "MARKERS", "Balance", "Marker", "dialect_balance", "standard_form"]


class Marker(NamedTuple):
    """Two forms with one meaning: northern form and weight, southern form and weight, English meaning."""

    north: str
    north_weight: float
    south: str
    south_weight: float
    meaning: str


MARKERS: Final = (
    Marker("allan", 0.1, "mas", 0.9, "out"),
    Marker("blin", 0.1, "crac", 0.8, "angry"),
    Marker("dallt", 1.0, "deall", 0.1, "understand"),
    Marker("efo", 0.8, "gyda", 0.2, "with"),
    Marker("fo", 0.7, "fe", 0.3, "he"),
    Marker("fyny", 0.2, "lan", 0.7, "up"),
    Marker("genod", 0.9, "merched", 0.1, "girls"),
    Marker("goriad", 1.0, "allwedd", 0.3, "key"),
    Marker("hefo", 1.0, "gyda", 0.2, "with"),
    Marker("hogan", 1.0, "croten", 1.0, "girl"),
    Marker("hogyn", 1.0, "crwt", 1.0, "boy"),
    Marker("isio", 0.6, "moyn", 0.9, "want"),
    Marker("llefrith", 1.0, "llaeth", 0.3, "milk"),
    Marker("nain", 0.9, "mam-gu", 1.0, "grandmother"),
    Marker("panad", 1.0, "dishgled", 1.0, "cup of tea"),
    Marker("pres", 0.5, "arian", 0.1, "money"),
    Marker("rŵan", 1.0, "nawr", 0.3, "now"),
    Marker("rwan", 1.0, "nawr", 0.3, "now"),
    Marker("stryd", 0.0, "hewl", 0.9, "street"),
    Marker("sâl", 0.2, "tost", 0.7, "ill"),
    Marker("taid", 0.9, "tad-cu", 1.0, "grandfather"),
    Marker("tydi", 0.8, "dyw", 0.4, "is not"),
    Marker("yli", 1.0, "drych", 0.6, "look"),
)

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
_WEIGHTS: Final = {
    "north": {marker.north: marker.north_weight for marker in MARKERS},
    "south": {marker.south: marker.south_weight for marker in MARKERS},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Numbers of texts with markers of the north only, the south only, both or neither; the counts add.

    `north_weight` and `south_weight` are sums over texts of the strongest marker of each side in the text.
    """

    n_texts: int = 0
    n_north: int = 0
    n_south: int = 0
    n_both: int = 0
    north_weight: float = 0.0
    south_weight: float = 0.0

    @property
    def north_share(self) -> float | None:
        """Return the north's share of the weight, None when no text has a marker."""
        total = self.north_weight + self.south_weight
        return self.north_weight / total if total else None


def dialect_balance(texts: Iterable[str]) -> Balance:
    """Return the balance of northern and southern markers over texts, each text counted once.

    >>> texts = ["Dwi isio panad efo llefrith rŵan.", "Fi moyn mynd mas nawr.", "Mae'n braf."]
    >>> found = dialect_balance(texts)
    >>> found.n_north, found.n_south, found.n_both
    (1, 1, 0)
    """
    n_texts = n_north = n_south = n_both = 0
    weights = {"north": 0.0, "south": 0.0}
    for text in texts:
        n_texts += 1
        forms = {token.text.lower().translate(_PLAIN) for token in words(text)}
        strongest = {
            side: max((table[form] for form in forms & table.keys()), default=0.0)
            for side, table in _WEIGHTS.items()
        }
        for side, weight in strongest.items():
            weights[side] += weight
        north, south = bool(strongest["north"]), bool(strongest["south"])
        n_both += north and south
        n_north += north and not south
        n_south += south and not north
    return Balance(
        n_texts=n_texts,
        n_north=n_north,
        n_south=n_south,
        n_both=n_both,
        north_weight=weights["north"],
        south_weight=weights["south"],
    )


def standard_form(word: str) -> str | None:
    """Return the standard spelling of a colloquial form, as a suggestion; None for any other word.

    >>> standard_form("'mynadd"), standard_form("cath")
    ('amynedd', None)
    """
    return COLLOQUIAL.get(word.lower().translate(_PLAIN).strip("'")) or COLLOQUIAL.get(
        word.lower().translate(_PLAIN)
    )
