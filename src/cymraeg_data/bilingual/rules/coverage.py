"""B322, Welsh that stops before the English does: found by several signs together, each weak alone."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cymraeg_data.bilingual.rules.text_pairs import Mask, TextPairs, matches
from cymraeg_data.translation.pair_score import partners
from cymraeg_data.translation.word_ids import terms
from cymraeg_data.translation.word_translations import load

__all__ = ["coverage"]

# All our choices, set on cuts made in real pairs and on the real pairs themselves (benchmarks/pairs.py).
_SHORTER = 0.9  # Welsh over English in characters, below which a cut is looked for
_MIN_LENGTH = 25
_RATIOS = (0.8, 0.7, 0.62, 0.54, 0.46)  # one point each
# Lead of the beginning of the English over its end in words translated, one point each.
_GAPS = (0.25, 0.5, 0.75)
_ENOUGH = ((25, 4.0), (60, 3.0))  # points needed, from this length of the English
_MIN_WORDS = 2
_PARTNER = 0.15  # probability from which a word counts as translated

_CLOSED = r"[.!?][\"'”’)\]]*\s*$"
# No Welsh text ends in these, and no English one in those.
_HANGING_CY = (
    r"(?i)(?:^|[\s'’])(?:y|yr|yn|ym|yng|i|o|a|ac|â|ag|ar|at|am|neu|eich|ein|eu|ei|fy|dy|mae|maent|fod|pan|os|sydd|sy['’]n|wedi|ond|nad|nid"
    r"|wrth|gan|gyda|dros|drwy|trwy|heb|dan|rhwng|er|fel|cyn|pob|unrhyw|y?n|r|i['’]w|a['’]i|o['’]r|i['’]r|a['’]r)\s*$"
)
_HANGING_EN = (
    r"(?i)\b(?:the|a|an|of|to|in|on|at|for|and|or|with|by|from|your|our|their|is|are|will|has|until|"
    r"about)\s*$"
)


def coverage(sides: TextPairs) -> dict[str, Mask]:
    """Return which Welsh texts are probably cut short."""
    en, cy = sides.lengths
    asked = sides.both & ~sides.same & (en >= _MIN_LENGTH) & (cy < _SHORTER * en)
    rows = np.flatnonzero(asked)
    cut = np.zeros(len(sides), bool)
    if len(rows):
        chosen = pa.array(rows)
        english, welsh = sides.en.take(chosen), sides.cy.take(chosen)
        ratio = cy[rows] / en[rows]
        points = sum((ratio < limit).astype(float) for limit in _RATIOS)
        points += 1.5 * (matches(english, _CLOSED) & ~matches(welsh, _CLOSED))
        points += 2.5 * (matches(welsh, _HANGING_CY) & ~matches(english, _HANGING_EN))
        gap = _gap(english, welsh)
        points += sum((gap >= limit).astype(float) for limit in _GAPS)
        points -= 1.0 * (gap <= 0)
        needed = np.select([en[rows] >= length for length, _ in _ENOUGH[::-1]], [n for _, n in _ENOUGH[::-1]])
        cut[rows] = points >= needed
    return {"B322": cut}


def _gap(en: pa.Array, cy: pa.Array) -> npt.NDArray[np.float64]:
    """Return how much more of the first half of each English text is translated than of the second."""
    english, welsh = terms(en, "en"), terms(cy, "cy")
    _, best = partners(english, welsh, load())
    n = np.diff(english.offsets)
    row = np.repeat(np.arange(len(english)), n)
    place = np.arange(len(english.ids)) - english.offsets[row]
    translated = best >= _PARTNER
    half = np.maximum(n // 2, 1)
    first = np.bincount(row, translated & (place < half[row]), len(n)) / half
    last = np.bincount(row, translated & (place >= (n - half)[row]), len(n)) / half
    return np.where(n >= 2 * _MIN_WORDS, first - last, 0.0)
