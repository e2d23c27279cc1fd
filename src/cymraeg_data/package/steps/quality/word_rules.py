"""Counts of the words between white space by row, with equal integers from numpy and compiled code."""

import functools
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cymraeg_data.buffers import kernel_choice
from cymraeg_data.buffers.numpy_words import Bytes, Keys, Places
from cymraeg_data.package.steps.word_arrays import ngrams

__all__ = ["MASKS", "RUN", "WordMeasures", "again", "codes", "eights", "read", "spread", "twice"]

RUN = 10
"""Words of a run that is looked for again: the longest n of Rae et al. (2021), table A1."""

_ALL = np.arange(256)
_LETTER = (((_ALL | 0x20) >= 0x61) & ((_ALL | 0x20) <= 0x7A)) | (_ALL >= 0x80)
_LOOK = 32  # bytes of a word in which a letter is looked for
_FACTOR = 0xD6E8FEB86659FD93  # any odd number: what is compared are hashes
MASKS = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)
"""What keeps the first 0 to 8 bytes of eight."""
_SIEVE = 16  # bits of a first look, in a table that stays in the cache


class WordMeasures(Protocol):
    """What is counted of the words of each row.

    The columns of `counts` are words, their characters, words without a letter among their first 32 bytes,
    and hash signs and ellipses. `covered` are the words in runs of ten words that stood in the row before.
    """

    @property
    def counts(self) -> Places: ...  # noqa: D102 - above

    def covered(self) -> Places: ...  # noqa: D102 - above


def read(data: Bytes, offsets: Places) -> WordMeasures:
    """Return the measures of the words of UTF-8 rows, by the kernel that detection uses for as much text.

    >>> read(np.frombuffer(b"Bore da... # 12", np.uint8), np.array([0, 15])).counts.tolist()
    [[4, 12, 2, 2]]
    """
    if kernel_choice.kernel(len(data)) == "numpy":
        return _PlainMeasures(data, offsets)
    return _CompiledMeasures(data, offsets)


class _PlainMeasures:
    """The counts in numpy."""

    def __init__(self, data: Bytes, offsets: Places) -> None:
        self.data, self.offsets = data, offsets
        white = data <= 0x20
        begins, ends = ~white, ~white
        begins[1:] &= white[:-1]
        ends[:-1] &= white[1:]
        some = np.diff(offsets) > 0
        firsts, lasts = offsets[:-1][some], offsets[1:][some] - 1
        begins[firsts], ends[lasts] = ~white[firsts], ~white[lasts]
        self.starts = np.flatnonzero(begins)
        self.sizes = np.flatnonzero(ends) + 1 - self.starts
        self.rows = np.searchsorted(self.starts, offsets)

    @functools.cached_property
    def counts(self) -> Places:
        n_words = np.diff(self.rows)
        inside = np.flatnonzero((self.data & 0xC0) == 0x80)
        n_chars = _sums(self.sizes, self.rows) - np.diff(np.searchsorted(inside, self.offsets))
        bare = np.searchsorted(self.rows, self._without_letters(), "right") - 1
        n_bare = np.bincount(bare, minlength=len(n_words))
        n_symbols = np.diff(np.searchsorted(self._symbols(), self.offsets))
        return np.column_stack([n_words, n_chars, n_bare, n_symbols]).astype(np.int64)

    def _without_letters(self) -> Places:
        """Return the words without a letter among their first bytes."""
        left = np.flatnonzero(~_LETTER[self.data[self.starts]])
        without = []
        for step in range(1, _LOOK):
            ended = self.sizes[left] <= step
            without.append(left[ended])
            left = left[~ended]
            left = left[~_LETTER[self.data[self.starts[left] + step]]]
        return np.concatenate([*without, left])

    def _symbols(self) -> Places:
        """Return the places of hash signs and of the ends of ellipses."""
        hashes, dots = (np.flatnonzero(self.data == ord(mark)) for mark in "#.")
        signs = np.flatnonzero(self.data == 0xA6)  # … is E2 80 A6
        signs = signs[(self.data[signs - 1] == 0x80) & (self.data[signs - 2] == 0xE2)]
        last = dots[2:][dots[2:] - dots[:-2] == 2]
        row = np.searchsorted(self.offsets, last, "right")
        last = last[np.searchsorted(self.offsets, last - 2, "right") == row]
        return np.sort(np.concatenate([hashes, signs, last]))

    def covered(self) -> Places:
        n_runs = len(self.starts) - RUN + 1
        rows = np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.rows))
        whole = np.flatnonzero(rows[: max(n_runs, 0)] == rows[RUN - 1 :])
        hashes = ngrams(self._keys(), RUN)[whole]
        may = twice(hashes ^ spread(rows[whole]))
        first = whole[may][again(codes(hashes[may]), rows[whole[may]])]
        edges = np.zeros(len(self.starts) + 1, np.int64)
        np.add.at(edges, first, 1)
        np.add.at(edges, first + RUN, -1)
        return _sums((np.cumsum(edges[:-1]) > 0).astype(np.int64), self.rows)

    def _keys(self) -> Keys:
        """Return a hash of each word, by its first 16 bytes.

        Longer words with equal beginnings in equal contexts are rare.
        """
        factor, eight = np.uint64(_FACTOR), eights(self.data)
        keys = eight[self.starts].view(np.uint64) & MASKS[np.minimum(self.sizes, 8)]
        keys *= factor
        keys ^= keys >> np.uint64(29)
        long = np.flatnonzero(self.sizes > 8)
        more = eight[self.starts[long] + 8].view(np.uint64)
        keys[long] += more & MASKS[np.minimum(self.sizes[long] - 8, 8)]
        keys *= factor
        found: Keys = keys ^ (keys >> np.uint64(32))
        return found


class _CompiledMeasures:
    """The same in compiled code."""

    def __init__(self, data: Bytes, offsets: Places) -> None:
        from cymraeg_data.package.steps.quality import numba_counts

        self._code = numba_counts
        self.counts: Places = np.zeros((len(offsets) - 1, 4), np.int64)
        keys = np.zeros(len(data) // 2 + len(offsets), np.uint64)
        read_only = data.view()
        read_only.flags.writeable = False
        n_words = numba_counts.read_words(
            read_only, offsets, _LETTER, _LOOK, np.uint64(_FACTOR), self.counts, keys
        )
        self._keys = keys[:n_words]

    def covered(self) -> Places:
        most = max(int(self.counts[:, 0].max(initial=0)), 1)
        table = np.full(4 << (2 * most).bit_length(), -1, np.int64)
        found = np.zeros(len(self.counts), np.int64)
        room = np.zeros(most, np.uint64)
        self._code.cover(self._keys, self.counts, RUN, np.uint64(_FACTOR), table, room, found)
        return found


def _sums(values: Places, rows: Places) -> Places:
    """Return the sum of the values of each row."""
    until = np.concatenate([[0], np.cumsum(values)])
    sums: Places = until[rows[1:]] - until[rows[:-1]]
    return sums


def eights(data: Bytes) -> npt.NDArray[np.void]:
    """Return the eight bytes from each place on, without a copy of them; zeros follow the last."""
    padded = np.concatenate([data, np.zeros(16, np.uint8)])
    return np.ndarray(len(data) + 9, "V8", padded, 0, (1,))


def spread(rows: Places) -> Keys:
    """Return a number for each row with which equal keys in two rows become different ones."""
    found = (rows.astype(np.uint64) + np.uint64(1)) * np.uint64(_FACTOR)
    return found ^ (found >> np.uint64(31))


def twice(keys: Keys) -> npt.NDArray[np.bool_]:
    """Return which of the keys are there more than once."""
    ordered = np.sort(keys)
    repeated = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    sieve = np.zeros(1 << _SIEVE, bool)
    shift = np.uint64(64 - _SIEVE)
    sieve[repeated >> shift] = True
    found: npt.NDArray[np.bool_] = sieve[keys >> shift]
    found[found] = np.isin(keys[found], repeated)
    return found


def codes(values: Keys) -> Places:
    """Return a small number for each distinct value."""
    found: Places = pa.array(values).dictionary_encode().indices.to_numpy().astype(np.int64)
    return found


def again(numbers: Places, rows: Places) -> npt.NDArray[np.bool_]:
    """Return which of the small numbers stood in the same row before; rows are in order."""
    if not len(numbers):
        return np.zeros(0, bool)
    together = codes((rows.astype(np.uint64) << np.uint64(32)) | numbers.astype(np.uint64))
    first = np.full(int(together.max()) + 1, -1, np.int64)
    first[together[::-1]] = np.arange(len(numbers))[::-1]
    found: npt.NDArray[np.bool_] = first[together] != np.arange(len(numbers))
    return found
