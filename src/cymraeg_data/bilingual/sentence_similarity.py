"""Similarity of sentences of two documents, the English ones translated word by word."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cymraeg_data.translation.word_ids import Terms, terms
from cymraeg_data.translation.word_translations import Dictionary, load

__all__ = ["Similarity", "Vectors", "similarity"]

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

_MIN_PROBABILITY = 0.04  # translations below are left out of the vectors; our choice
_PREFIX = 4  # letters that make two unknown words cognates; our choice
_PREFIX_WEIGHT = 0.5
_BLOCK = 1 << 21  # products of words computed together: some 50 MB


class Vectors(NamedTuple):
    """Sparse rows, the features of a row rising: those of sentence `i` are `offsets[i]:offsets[i + 1]`.

    `norms` are the norms of the rows, `norms_of_two` those of each row and the next together.
    """

    features: Numbers
    weights: Floats
    offsets: Numbers
    norms: Floats
    norms_of_two: Floats
    n_chars: Numbers


class Similarity:
    """Two documents as vectors over the same features."""

    __slots__ = ("_cells", "_weights", "cy", "en")

    def __init__(self, en: Vectors, cy: Vectors) -> None:
        self.en = en
        self.cy = cy
        row = np.repeat(np.arange(len(cy.norms)), np.diff(cy.offsets))
        cells = cy.features * len(cy.norms) + row
        order = np.argsort(cells, kind="stable")
        self._cells = cells[order]
        self._weights = cy.weights[order]

    def products(self, start: int, end: int, low: int, high: int) -> Floats:
        """Return the matrix product of the English sentences `start:end` and the Welsh ones `low:high`."""
        rows = slice(self.en.offsets[start], self.en.offsets[end])
        wanted = self.en.features[rows] * len(self.cy.norms)
        first = np.searchsorted(self._cells, wanted + low)
        n = np.searchsorted(self._cells, wanted + high) - first
        row = np.repeat(np.arange(end - start), np.diff(self.en.offsets[start : end + 1]))
        width = high - low
        out = np.zeros((end - start) * width)
        for part in _parts(n):
            taken = n[part]
            before = np.cumsum(taken) - taken
            place = np.arange(taken.sum()) + np.repeat(first[part] - before, taken)
            column = self._cells[place] - np.repeat(wanted[part], taken) - low
            weight = self._weights[place] * np.repeat(self.en.weights[rows][part], taken)
            out += np.bincount(column + np.repeat(row[part] * width, taken), weight, len(out))
        return out.reshape(end - start, width)


def similarity(en: Sequence[str], cy: Sequence[str]) -> Similarity:
    """Return two documents, each a list of sentences, as comparable vectors."""
    dictionary = load()
    english = terms(pa.array(en, pa.string()), "en")
    welsh = terms(pa.array(cy, pa.string()), "cy")
    number = _features(english, welsh, dictionary)
    cy_rows, cy_features, cy_weights = _of_welsh(welsh, number, dictionary)
    en_rows, en_features, en_weights = _of_english(english, number, dictionary)
    n_features = len(dictionary.welsh.shares) + len(number)
    commonness = np.bincount(cy_features, minlength=n_features)
    rarity = np.log((1 + len(welsh)) / (1 + np.minimum(commonness, len(welsh)))) + 0.1
    return Similarity(
        _vectors(en_rows, en_features, en_weights * rarity[en_features], english, n_features),
        _vectors(cy_rows, cy_features, cy_weights * rarity[cy_features], welsh, n_features),
    )


def _features(english: Terms, welsh: Terms, dictionary: Dictionary) -> dict[str, int]:
    """Return the number of each feature other than Welsh words of the dictionary: strings, prefixes."""
    first = len(dictionary.welsh.shares)
    shared = set(english.words) & set(welsh.words)
    beginnings = {_beginning(word) for word in english.words} & {_beginning(word) for word in welsh.words}
    names = [f"={word}" for word in sorted(shared)] + [f"{start}…" for start in sorted(beginnings - {""})]
    return {name: first + i for i, name in enumerate(["?", *names])}


def _beginning(word: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return plain[:_PREFIX] if len(plain) > _PREFIX and plain.isalpha() else ""


def _of_welsh(side: Terms, number: dict[str, int], dictionary: Dictionary) -> tuple[Numbers, Numbers, Floats]:
    known = dictionary.welsh.find(side.words)
    table = [[(int(word), 1.0)] if word >= 0 else [] for word in known]
    return _expand(
        side,
        [
            found + _strings(word, number, known=bool(found))
            for word, found in zip(side.words, table, strict=True)
        ],
    )


def _of_english(
    side: Terms, number: dict[str, int], dictionary: Dictionary
) -> tuple[Numbers, Numbers, Floats]:
    n_welsh = len(dictionary.welsh.shares)
    table = []
    for word, known in zip(side.words, dictionary.english.find(side.words).tolist(), strict=True):
        low, high = (
            np.searchsorted(dictionary.keys, (known * n_welsh, (known + 1) * n_welsh))
            if known >= 0
            else (0, 0)
        )
        chances = dictionary.to_welsh[low:high]
        likely = np.flatnonzero(chances >= _MIN_PROBABILITY)
        found = [(int(dictionary.keys[low + i]) - known * n_welsh, float(chances[i]) ** 0.5) for i in likely]
        table.append(found + _strings(word, number, known=bool(found)))
    return _expand(side, table)


def _strings(word: str, number: dict[str, int], *, known: bool) -> list[tuple[int, float]]:
    """Return the features of a word as a string; an unknown word without any is a feature of its own."""
    same = number.get(f"={word}")
    if same is not None:
        return [(same, 1.0)]
    if known:
        return []
    start = number.get(f"{_beginning(word)}…")
    return [(number["?"], 0.0)] if start is None else [(start, _PREFIX_WEIGHT)]


def _expand(side: Terms, table: list[list[tuple[int, float]]]) -> tuple[Numbers, Numbers, Floats]:
    """Return row, feature and weight of every feature of every word of every sentence."""
    sizes = np.array([len(found) for found in table], np.int64)
    features = np.array([feature for found in table for feature, _ in found], np.int64)
    weights = np.array([weight for found in table for _, weight in found], np.float64)
    starts = np.cumsum(sizes) - sizes
    rows = np.repeat(np.arange(len(side)), np.diff(side.offsets))
    taken = sizes[side.ids]
    place = np.arange(taken.sum()) + np.repeat(starts[side.ids] - np.cumsum(taken) + taken, taken)
    return np.repeat(rows, taken), features[place], weights[place]


def _vectors(rows: Numbers, features: Numbers, weights: Floats, side: Terms, n_features: int) -> Vectors:
    """Return the rows with each feature once, at its greatest weight."""
    cells, which = np.unique(rows * n_features + features, return_inverse=True)
    greatest = np.zeros(len(cells))
    np.maximum.at(greatest, which, weights)
    row = cells // n_features
    squares = np.bincount(row, greatest**2, len(side)) + 1e-9
    place = np.searchsorted(cells, cells - n_features)  # the same feature in the row before
    follows = (
        (row > 0) & (cells[np.minimum(place, len(cells) - 1)] == cells - n_features)
        if len(cells)
        else row > 0
    )
    inner = np.bincount(row[follows] - 1, greatest[follows] * greatest[place[follows]], len(side))
    both = squares + np.append(squares[1:], 0) + 2 * inner
    return Vectors(
        cells % n_features,
        greatest,
        np.searchsorted(row, np.arange(len(side) + 1)),
        np.sqrt(squares),
        np.sqrt(both),
        side.n_chars,
    )


def _parts(sizes: Numbers) -> Iterator[slice]:
    """Yield slices whose sizes add up to about a block."""
    ends = np.cumsum(sizes)
    start = 0
    while start < len(sizes):
        before = ends[start - 1] if start else 0
        end = max(start + 1, int(np.searchsorted(ends, before + _BLOCK, side="right")))
        yield slice(start, end)
        start = end
