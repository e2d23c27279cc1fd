"""The band of cells that alignment searches in two long documents: around the clearest links."""

import bisect
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.bilingual.sentence_similarity import Similarity

__all__ = ["Band", "bands"]

Numbers = npt.NDArray[np.int64]

_FULL = 1_000_000  # cells up to which all are computed; our choice: a second of work
_WIDTH = 50  # sentences on each side of the line between two anchors; our choice
_BLOCK = 64
_MIN_SIMILARITY = 0.35  # an anchor is clearly the best of its row and of its column; our choice
_MIN_LEAD = 0.1


class Band(NamedTuple):
    """The columns `low:high` of a row."""

    low: int
    high: int


def bands(both: Similarity) -> list[Band]:
    """Return the band of each row, from before the first English sentence to after the last."""
    n_en, n_cy = len(both.en.norms), len(both.cy.norms)
    if n_en * n_cy <= _FULL:
        return [Band(0, n_cy + 1)] * (n_en + 1)
    anchors = [(0, 0), *_rising(_anchors(both)), (n_en, n_cy)]
    found: list[Band] = []
    for (i, j), (next_i, next_j) in pairwise(anchors):
        band = Band(max(0, min(j, next_j) - _WIDTH), min(n_cy, max(j, next_j) + _WIDTH) + 1)
        found += [band] * (next_i - i)
    return [*found, found[-1]]


def _anchors(both: Similarity) -> list[tuple[int, int]]:
    """Return the pairs of sentences that are clearly each other's best match, in the order of the English."""
    n_en, n_cy = len(both.en.norms), len(both.cy.norms)
    column_best, column_row = np.zeros(n_cy), np.full(n_cy, -1)
    row_column, row_lead = np.zeros(n_en, np.int64), np.zeros(n_en)
    for start in range(0, n_en, _BLOCK):
        end = min(n_en, start + _BLOCK)
        alike = both.products(start, end, 0, n_cy) / (both.en.norms[start:end, None] * both.cy.norms)
        column = alike.argmax(1)
        top = alike[np.arange(end - start), column]
        best = alike.max(0)
        better = best > column_best
        column_best[better], column_row[better] = best[better], start + alike.argmax(0)[better]
        alike[np.arange(end - start), column] = 0
        row_column[start:end] = column
        row_lead[start:end] = np.where(top >= _MIN_SIMILARITY, top - alike.max(1, initial=0), 0)
    sure = np.flatnonzero((row_lead >= _MIN_LEAD) & (column_row[row_column] == np.arange(n_en)))
    return [(int(i), int(row_column[i])) for i in sure]


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs in which both places rise."""
    ends: list[int] = []  # the smallest column in which a run of each length ends
    last: list[int] = []
    before = [-1] * len(pairs)
    for n, (_i, j) in enumerate(pairs):
        length = bisect.bisect_left(ends, j)
        before[n] = last[length - 1] if length else -1
        ends[length : length + 1] = [j]
        last[length : length + 1] = [n]
    found = []
    n = last[-1] if last else -1
    while n >= 0:
        found.append(pairs[n])
        n = before[n]
    return found[::-1]
