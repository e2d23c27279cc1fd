"""Near-duplicates: texts that share most of their runs of five words, found without comparing all pairs.

A text is the set of its runs (shingles) of five words, as in the deduplication of C4 and RefinedWeb (Lee and
others 2022, Penedo and others 2023) and in datatrove; case, punctuation and spaces are no part of a word. Two
texts are as near as their sets: the runs that both have, over the runs that either has (Jaccard).

`signatures` keeps `PERMUTATIONS` numbers of each set, the least after each of as many permutations (MinHash,
Broder 1997). Two sets have the same least number with the probability J of their nearness, so that the share
of equal numbers estimates it with a standard error of √(J(1−J)/128): .035 at J = .8.

`clusters` looks for pairs in bands (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4): a pair
that agrees in all r numbers of one of b bands is a candidate, which happens with probability 1−(1−J^r)^b. For
a threshold of .8 that is r = 6 and b = 21, and .998 at J = .8. A candidate is a pair when the estimate is at
most 2.5 standard errors below the threshold: .712 of 128, which .994 of the pairs at .8 reach and one in 10⁶
of those at .5. So of the pairs at .8 .992 are found, of those above it more, and of those between .65 and .75
some are flagged too.
"""

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.package.steps import word_arrays
from cymraeg_data.package.steps.word_arrays import Keys, Places

__all__ = ["PERMUTATIONS", "SHINGLE", "Bands", "bands", "clusters", "signatures"]

SHINGLE = 5
"""Words in a shingle: the choice of C4, RefinedWeb and datatrove.

Shorter texts have none, and are no near-duplicates.
"""

PERMUTATIONS = 128
"""Numbers in a signature: 512 bytes per text, and the standard error above. Our choice."""

_NONE = np.uint32(0xFFFFFFFF)
_STANDARD_ERRORS = 2.5
_FOUND = 0.995
"""The probability that a pair at the threshold is a candidate. Our choice: .98 are then found."""

_PIECE = 1 << 13
"""Shingles permuted at once in numpy. Our choice: they stay in the cache."""

_AT_ONCE = 4
"""Bands whose keys are held at once, eight bytes per row each. Our choice."""

_NEIGHBOURS = 8
"""Rows after each that are compared with it in a bucket, as well as the first of the bucket. Our choice:
buckets of up to nine rows are compared in full; the pairs of a larger one grow with its rows, not with their
square.
"""

_ROWS = 1 << 14
"""Rows of signatures read at once: 8 MB. Our choice."""

_PAIRS = 1 << 14
"""Pairs whose signatures are compared at once: 16 MB. Our choice."""

Signatures = npt.NDArray[np.uint32]


class Bands(NamedTuple):
    """Bands of signatures: `n` bands of `rows` numbers, and the least share of equal numbers of a pair."""

    n: int
    rows: int
    least: float


def bands(threshold: float) -> Bands:
    """Return the bands for a threshold.

    The longest that let a pair at the threshold through with probability .995.

    >>> found = bands(0.8)
    >>> found.n, found.rows, round(found.least, 3)
    (21, 6, 0.712)

    Raises:
        InputError: `threshold` is not between 0.5 and 1.
    """
    if not 0.5 <= threshold <= 1:  # below it most texts of one kind are near
        raise InputError(
            _("The threshold of near-duplicates must be between 0.5 and 1, not {found}.", found=threshold)
        )
    fits = [rows for rows in range(1, 33) if _candidate(threshold, rows) >= _FOUND]
    error = math.sqrt(threshold * (1 - threshold) / PERMUTATIONS)
    return Bands(PERMUTATIONS // max(fits), max(fits), threshold - _STANDARD_ERRORS * error)


def _candidate(nearness: float, rows: int) -> float:
    return 1 - (1 - nearness**rows) ** (PERMUTATIONS // rows)


def signatures(array: pa.Array | pa.ChunkedArray | word_arrays.WordColumn) -> Signatures:
    """Return `[row, PERMUTATIONS]`: the signature of each text of a column; all bits set where it has none.

    `array` is a column of text, or its words from `word_arrays.read_column`.

    The same on every machine, with numpy and with numba.

    >>> import pyarrow as pa
    >>> texts = ["Mae’r cyfarfod nesaf yn y neuadd.", "mae'r  cyfarfod nesaf yn Y NEUADD", "Diolch yn fawr"]
    >>> found = signatures(pa.array(texts))
    >>> bool((found[0] == found[1]).all()), bool((found[2] == 0xFFFFFFFF).all())
    (True, True)

    Raises:
        WrongTypeError: `array` is not an Arrow array of text.
    """
    read = (
        array if isinstance(array, word_arrays.WordColumn) else word_arrays.read_column(array, radicals=False)
    )
    hashes = word_arrays.ngrams(read.keys, SHINGLE)[word_arrays.places(read.rows, SHINGLE)]
    shingles = (hashes >> np.uint64(32)).astype(np.uint32)
    rows = np.concatenate([[0], np.cumsum(word_arrays.inside(read.rows, SHINGLE))]).astype(np.int64)
    found = np.full((len(read.rows) - 1, PERMUTATIONS), _NONE, np.uint32)
    if read.name == "numba":
        from cymraeg_data.package.steps import numba_kernels

        numba_kernels.least(shingles, rows, *_permutations(), found)
    else:
        _least(shingles, rows, found)
    return found


def _permutations() -> tuple[Signatures, Signatures]:
    """Return an odd factor and a mask for each permutation: x to (x ^ mask) × factor modulo 2³²."""
    numbers = word_arrays.mix(np.arange(PERMUTATIONS, dtype=np.uint64))
    return (numbers >> np.uint64(32)).astype(np.uint32) | np.uint32(1), numbers.astype(np.uint32)


def _least(shingles: Signatures, rows: Places, found: Signatures) -> None:
    """Write the least of each permutation of the shingles of each row."""
    factors, masks = _permutations()
    filled = np.flatnonzero(np.diff(rows))
    cuts = np.concatenate([rows[filled], rows[-1:]])
    first = 0
    while first < len(filled):
        last = max(int(np.searchsorted(cuts, cuts[first] + _PIECE, side="right")) - 1, first + 1)
        here, starts = shingles[cuts[first] : cuts[last]], cuts[first:last] - cuts[first]
        permuted = np.empty_like(here)
        for number, (factor, mask) in enumerate(zip(factors, masks, strict=True)):
            np.bitwise_xor(here, mask, out=permuted)
            np.multiply(permuted, factor, out=permuted)
            found[filled[first:last], number] = np.minimum.reduceat(permuted, starts)
        first = last


def clusters(found: Signatures, *, rank: npt.NDArray[np.generic], threshold: float = 0.8) -> Places:
    """Return for each row the row with the lowest `rank` in its cluster, or itself.

    A cluster is what pairs link, however far its ends are from each other. Rows without a signature are near
    to nothing.

    >>> import pyarrow as pa
    >>> text = "Mae’r cyfarfod nesaf yn y neuadd am saith o’r gloch nos Fawrth"
    >>> texts = pa.array([text, "Dim byd tebyg yn y frawddeg hon", text + "."])
    >>> clusters(signatures(texts), rank=np.arange(3))
    array([0, 1, 0])

    Args:
        found: what `signatures` gave; it may be an `np.memmap`, which is read row by row.
        rank: a different number for each row; the row to keep has the lowest.
        threshold: how near two texts are to be, from 0.5 to 1.

    Raises:
        InputError: the threshold is not one, or `rank` has another length.
    """
    if len(rank) != len(found):
        raise InputError(
            _(
                "There are {n} ranks for {rows} rows. Give one rank per row.",
                n=len(rank),
                rows=len(found),
            )
        )
    cut = bands(threshold)
    order = np.argsort(rank, kind="stable")
    signed = order[(found[:, : cut.rows] != _NONE).any(axis=1)[order]]
    parent = _first_alike(
        next(_keys(found, 1, PERMUTATIONS))[signed]
    )  # by place in `signed`, in the order of `rank`
    single = np.flatnonzero(parent == np.arange(len(parent)))
    for keys in _keys(found, cut.n, cut.rows):
        for one, other in _candidates(keys[signed[single]]):
            _link(parent, single[one], single[other], lambda rows: found[signed[rows]], cut.least)
    nearest = np.arange(len(found))
    nearest[signed] = signed[_roots(parent, np.arange(len(parent)))]
    return nearest


def _keys(found: Signatures, n: int, width: int) -> Iterator[Keys]:
    """Yield one key per row for each of `n` bands.

    The signatures are read once for every few bands, some rows at once.
    """
    factors = word_arrays.mix(np.arange(width, dtype=np.uint64))
    for first in range(0, n, _AT_ONCE):
        last = min(first + _AT_ONCE, n)
        keys = np.empty((last - first, len(found)), np.uint64)
        for start in range(0, len(found), _ROWS):
            here = found[start : start + _ROWS, first * width : last * width].astype(np.uint64)
            np.matmul(
                here.reshape(len(here), last - first, width), factors, out=keys[:, start : start + _ROWS].T
            )
        yield from keys


def _first_alike(keys: Keys) -> Places:
    """Return for each key its first place."""
    _values, first, which = np.unique(keys, return_index=True, return_inverse=True)
    found: Places = first[which]
    return found


def _candidates(keys: Keys) -> Iterator[tuple[Places, Places]]:
    """Yield pairs of places with one key, the earlier first.

    Each with the first of its bucket, then neighbours.
    """
    if not len(keys):
        return
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    firsts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    bucket = np.repeat(firsts, np.diff(firsts, append=len(ordered)))
    later = np.flatnonzero(np.arange(len(ordered)) != bucket)
    if not len(later):
        return
    yield order[bucket[later]], order[later]
    for lag in range(1, _NEIGHBOURS + 1):
        pairs = np.flatnonzero(ordered[lag:] == ordered[:-lag])
        if not len(pairs):
            return
        yield order[pairs], order[pairs + lag]


def _link(
    parent: Places, one: Places, other: Places, signature: Callable[[Places], Signatures], least: float
) -> None:
    """Link the pairs that are near, but for those that are linked already."""
    apart = np.flatnonzero(_roots(parent, one) != _roots(parent, other))
    one, other = one[apart], other[apart]
    for first in range(0, len(one), _PAIRS):
        here = slice(first, first + _PAIRS)
        equal = np.count_nonzero(signature(one[here]) == signature(other[here]), axis=1)
        near = equal >= least * PERMUTATIONS
        _join(parent, one[here][near], other[here][near])


def _roots(parent: Places, places: Places) -> Places:
    """Return the first place of the cluster of each place, and shorten the way there."""
    roots = parent[places]
    while not np.array_equal(above := parent[roots], roots):
        parent[places] = roots = above  # so that the next step goes twice as far
    return roots


def _join(parent: Places, one: Places, other: Places) -> None:
    """Make one cluster of those of each pair; the earlier root stays."""
    while len(one):
        one, other = _roots(parent, one), _roots(parent, other)
        apart = one != other
        one, other = np.minimum(one, other)[apart], np.maximum(one, other)[apart]
        np.minimum.at(parent, other, one)  # of several, one is linked here and the rest in the next turn
