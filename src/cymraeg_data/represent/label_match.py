"""Labels as people write them, brought to one form; the known labels nearest to an unknown one."""

import difflib
import unicodedata
from collections.abc import Iterable

from cymraeg_data.welsh import radicals
from cymraeg_data.welsh.tokens import APOSTROPHES

__all__ = ["fold", "nearest"]

_NEAR = 0.6  # difflib's own default cutoff
_SHOWN = 3  # our choice: enough to choose from
_PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys("‐‑–—", "-"))


def fold(label: str) -> str:
    """Return a label in the form in which labels are compared.

    That is NFC, in lower case, with plain apostrophes and hyphens and single spaces. Underscores are spaces,
    and a final full stop or colon is dropped. Accents are kept: they distinguish letters.

    >>> fold("  Ynys  MO\u0302N "), fold("Bwrdd Iechyd Prifysgol Caerdydd a’r Fro"), fold("ethnic_group")
    ('ynys môn', "bwrdd iechyd prifysgol caerdydd a'r fro", 'ethnic group')
    """
    text = unicodedata.normalize("NFC", label).translate(_PLAIN).replace("_", " ").casefold()
    return " ".join(text.split()).rstrip(".:")


def nearest(label: str, known: Iterable[str], *, n: int = _SHOWN) -> tuple[str, ...]:
    """Return the known labels most similar to `label`, best first; unmutated forms are tried too.

    >>> nearest("Gaerdydd", ["Caerffili", "Caerdydd", "Ceredigion"])[0]
    'Caerdydd'
    """
    folded: dict[str, str] = {}
    for each in known:
        folded.setdefault(fold(each), each)
    wanted = fold(label)
    first, space, rest = wanted.partition(" ")
    forms = [f"{radical}{space}{rest}" for radical in sorted(_radicals(first))]
    exact = [folded[form] for form in forms if form in folded]
    close = difflib.get_close_matches(wanted, folded, n=n, cutoff=_NEAR)
    return tuple(dict.fromkeys([*exact, *(folded[form] for form in close)]))[:n]


def _radicals(word: str) -> set[str]:
    return set(radicals(word)) if word.isalpha() else set()
