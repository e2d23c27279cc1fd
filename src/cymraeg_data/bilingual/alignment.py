"""Alignment of the sentences of an English and a Welsh document.

Each sentence becomes a sparse vector of Welsh words: a Welsh sentence of its own words, an English one of the
words that the dictionary gives as their translations; names, numbers and cognates are features of both. The
best path through the similarities is found by dynamic programming over links of 1:1, 1:2, 2:1 and 2:2
sentences and sentences without a partner, with the lengths as further evidence (Gale and Church 1993); in
long documents, in a band around the surest links. Sentences left over on both sides are aligned a second time
among themselves, for blocks that changed places.
"""

import bisect
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cymraeg_data.bilingual.alignment_band import Band, bands
from cymraeg_data.bilingual.sentence_similarity import Similarity, similarity
from cymraeg_data.translation.pair_score import score_pairs

__all__ = ["Alignment", "align"]

Floats = npt.NDArray[np.float64]
Link = tuple[tuple[int, ...], tuple[int, ...]]

_MIN_MOVED = 2  # sentences that must be left over on both sides for a second pass
_DOUBT = 0.1  # score below which a link is taken apart again; our choice
_CLEARLY = 0.02  # how much better a link must score without a sentence; our choice
_SURE = 0.5  # score from which a moved sentence counts as aligned; our choice
# Sentences on each side of a link and what such a link costs. These and the next were chosen on development
# documents (benchmarks/alignment.py).
_MOVES = ((1, 1, 0.0), (1, 2, 0.18), (2, 1, 0.18), (2, 2, 1.0))
_SKIP = 0.15  # a sentence without a partner
_BASE = 0.06  # similarity below which two sentences are better left apart
_LENGTH = 0.08  # weight of the lengths
_MAX_DEVIATION = 14.0
# Welsh characters per English character, and their variance: 1,997 news sentences
_RATIO, _VARIANCE = 1.0758, 2.156
_BLOCK = 64  # rows whose products are taken together


class Alignment(NamedTuple):
    """One link: the indices of its sentences in the English and the Welsh document, and its score.

    One side is empty where a sentence has no partner; the score is then 0.
    """

    en: tuple[int, ...]
    cy: tuple[int, ...]
    score: float


def align(en: Sequence[str], cy: Sequence[str]) -> list[Alignment]:
    """Return the links between the sentences of two documents, in the order of the English one.

    Every sentence is in exactly one link. The same documents always give the same links. The score of a link
    is that of `translation_score`.

    >>> en = ["The castle opens at ten.", "Dogs are not allowed inside.", "A ticket costs five pounds."]
    >>> cy = ["Mae'r castell yn agor am ddeg. Ni chaniateir cŵn y tu mewn.", "Pris tocyn yw pum punt."]
    >>> [(link.en, link.cy) for link in align(en, cy)]
    [((0, 1), (0,)), ((2,), (1,))]
    """
    found = {link: score for link, score in _narrowed(en, cy, _links(en, cy)).items() if score >= _DOUBT}
    left_en, left_cy = _left(found, len(en), len(cy))
    if min(len(left_en), len(left_cy)) >= _MIN_MOVED:
        moved = _links([en[i] for i in left_en], [cy[j] for j in left_cy])
        again = [(tuple(left_en[i] for i in link[0]), tuple(left_cy[j] for j in link[1])) for link in moved]
        found |= {link: score for link, score in _narrowed(en, cy, again).items() if score >= _SURE}
        left_en, left_cy = _left(found, len(en), len(cy))
    found |= dict.fromkeys([*(((i,), ()) for i in left_en), *(((), (j,)) for j in left_cy)], 0.0)
    return [Alignment(*link, found[link]) for link in _reading_order(list(found))]


def _narrowed(en: Sequence[str], cy: Sequence[str], links: Sequence[Link]) -> dict[Link, float]:
    """Return the links with their scores, without sentences whose removal raises the score of their link."""
    found = _scored(en, cy, links)
    parts = {part: link for link in found for part in _parts(link)}
    better: dict[Link, tuple[float, Link]] = {}
    for part, score in _scored(en, cy, list(parts)).items():
        link = parts[part]
        if score > max(found[link] + _CLEARLY, better.get(link, (0.0, link))[0]):
            better[link] = score, part
    return {
        better.get(link, (score, link))[1]: better.get(link, (score, link))[0]
        for link, score in found.items()
    }


def _parts(link: Link) -> list[Link]:
    """Return the 1:1 links that remain when one sentence is taken out of a 1:2 or 2:1 link."""
    en, cy = link
    if len(en) + len(cy) != 3:  # a 1:2 or 2:1 link
        return []
    return [((i,), cy) for i in en] if len(en) > 1 else [(en, (j,)) for j in cy]


def _left(links: Iterable[Link], n_en: int, n_cy: int) -> tuple[list[int], list[int]]:
    """Return the sentences of each side that are in no link."""
    en, cy = set(range(n_en)), set(range(n_cy))
    for link in links:
        en.difference_update(link[0])
        cy.difference_update(link[1])
    return sorted(en), sorted(cy)


def _reading_order(links: list[Link]) -> list[Link]:
    """Return links in the order of the English, a Welsh sentence without a partner after its predecessor."""
    pairs = sorted((link[1][-1], link[0][-1]) for link in links if all(link))
    ends = [cy for cy, _en in pairs]

    def place(link: Link) -> tuple[int, int, int]:
        if link[0]:
            return link[0][0], 0, 0
        before = bisect.bisect_left(ends, link[1][0])
        return pairs[before - 1][1] if before else -1, 1, link[1][0]

    return sorted(links, key=place)


def _scored(en: Sequence[str], cy: Sequence[str], links: Sequence[Link]) -> dict[Link, float]:
    """Return the links with sentences on both sides, each with its score."""
    whole = [link for link in links if all(link)]
    scores = score_pairs(
        pa.array([" ".join(en[i] for i in link[0]) for link in whole], pa.string()),
        pa.array([" ".join(cy[j] for j in link[1]) for link in whole], pa.string()),
    )
    return dict(zip(whole, scores.to_pylist(), strict=True))


def _links(en: Sequence[str], cy: Sequence[str]) -> list[Link]:
    """Return the best links that keep the order of both documents."""
    if not en or not cy:
        return [*(((i,), ()) for i in range(len(en))), *(((), (j,)) for j in range(len(cy)))]
    both = similarity(en, cy)
    band = bands(both)
    steps = _forward(both, band)
    i, j = len(en), len(cy)
    links: list[Link] = []
    while i or j:
        a, b = _STEPS[steps[i][j - band[i].low]]
        links.append((tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return links[::-1]


_STEPS = (*((a, b) for a, b, _cost in _MOVES), (1, 0), (0, 1))
_SKIP_EN, _SKIP_CY = len(_MOVES), len(_MOVES) + 1


def _forward(both: Similarity, band: Sequence[Band]) -> list[npt.NDArray[np.uint8]]:
    """Return the last step of the best path to each cell: one array per row, for the columns of its band."""
    n_cy = len(both.cy.norms)
    rows = _LinkScores(both, band)
    best: list[Floats] = []  # of the last rows, over all columns
    steps = []
    for i, (low, high) in enumerate(band):
        columns = np.arange(low, high)
        choices = np.full((len(_STEPS) - 1, high - low), -np.inf)
        for n, (a, b, cost) in enumerate(_MOVES):
            if i >= a:
                usable = columns >= b
                j = columns[usable]
                choices[n, usable] = best[-a][j - b] + rows.value(i, j, a, b) - cost
        if i:
            choices[_SKIP_EN] = best[-1][low:high] - _SKIP
        else:
            choices[_SKIP_EN, columns == 0] = 0.0
        step = np.argmax(choices, axis=0).astype(np.uint8)
        reached = choices[step, np.arange(high - low)]
        slid = np.maximum.accumulate(reached + _SKIP * columns) - _SKIP * columns
        step[slid > reached + 1e-12] = _SKIP_CY
        row = np.full(n_cy + 1, -np.inf)
        row[low:high] = slid
        best = [*best[-1:], row]
        steps.append(step)
    return steps


class _LinkScores:
    """The scores of links that end at a cell, from products computed in blocks of rows."""

    def __init__(self, both: Similarity, band: Sequence[Band]) -> None:
        self.both = both
        self.band = band
        self.first = 0
        self.low = 0
        self.products: Floats = np.zeros((0, 0))

    def value(self, i: int, j: npt.NDArray[np.int64], a: int, b: int) -> Floats:
        """Return the scores of links of `a` English and `b` Welsh sentences before `i` and each `j`."""
        en, cy = self.both.en, self.both.cy
        product = sum(self._row(i - 1 - k)[j - 1 - m - self.low] for k in range(a) for m in range(b))
        norm_en = en.norms[i - 1] if a == 1 else en.norms_of_two[i - 2]
        norm_cy = cy.norms[j - 1] if b == 1 else cy.norms_of_two[j - 2]
        n_en = en.n_chars[i - a : i].sum()
        n_cy = sum(cy.n_chars[j - 1 - m] for m in range(b))
        deviation = np.minimum((n_cy - _RATIO * n_en) ** 2 / (_VARIANCE * (n_en + 1)), _MAX_DEVIATION)
        worth: Floats = (a + b) / 2 * (product / (norm_en * norm_cy) - _BASE) - _LENGTH * deviation / 2
        return worth

    def _row(self, i: int) -> Floats:
        if not self.first <= i < self.first + len(self.products):
            # The row before is kept, for links of two English sentences.
            self.first = max(0, i - 1)
            end = min(len(self.both.en.norms), self.first + _BLOCK)
            reach = self.band[self.first + 1 : end + 3]
            self.low = max(0, min(band.low for band in reach) - 2)
            high = max(band.high for band in reach)
            self.products = self.both.products(self.first, end, self.low, min(high, len(self.both.cy.norms)))
        row: Floats = self.products[i - self.first]
        return row
