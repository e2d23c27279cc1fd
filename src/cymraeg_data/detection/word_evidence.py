"""The evidence of words and rows, computed in numpy over UTF-8 bytes and row offsets.

The contract of a kernel: exact integers, independent of neighbouring rows and of how the input is cut into
pieces. Each distinct word of a piece is scored once; four labels share one 64-bit integer, so that one
addition adds four. Words of more than eight bytes are distinguished by a hash of 63 bits: two with the same
hash would count as one.
"""

import functools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection.model import Model

__all__ = [
    "CAP",
    "PIECE",
    "ROWS",
    "RUN",
    "Piece",
    "Scored",
    "Sums",
    "encode",
    "pieces",
    "rank",
    "read",
    "score",
    "weigh",
]

PIECE = 1 << 18
"""Bytes read together: a bound on memory, whatever the size of the rows (our choice)."""

ROWS = PIECE >> 4
"""Rows read together: a bound on memory where they are short or empty (our choice)."""

_REACH = 1 << 12
"""The bytes at the end of a piece of one long row that are searched for a space at which to cut."""

CAP = 1023
"""The most evidence of a word against a language, about e⁸ to one, so that mixed text keeps its languages."""

RUN = 64
"""Words whose evidence is added in 16 bits: as many of at most `CAP` as they hold."""

Evidence = npt.NDArray[np.uint64]
Totals = npt.NDArray[np.int32] | npt.NDArray[np.int64]


class Piece(NamedTuple):
    """Bytes to read together: rows `first` to `last`, or a part of the one row `first`."""

    first: int
    last: int
    data: numpy_words.Bytes
    offsets: numpy_words.Places
    is_part: bool = False


class Sums(NamedTuple):
    """Sums that a kernel may add up while reading: `[row, lane]` evidence, known words, characters."""

    totals: Totals
    known: numpy_words.Places
    chars: numpy_words.Places


class Scored(NamedTuple):
    """The words of a piece and the evidence of each distinct one.

    `which[w]` is the kind of word `w`. `evidence[kind, group]` holds four labels of 16 bits each, from 0 to
    `CAP`: how close each label comes to the word's best, which has `CAP`; `known[kind]` is 0 for words that
    can have no language. With `sums`, `prepared` is left out, and the places of words are left out or in
    characters.
    """

    prepared: numpy_words.Prepared
    words: numpy_words.Words
    which: npt.NDArray[np.integer]
    evidence: Evidence
    known: npt.NDArray[np.integer]
    sums: Sums | None = None

    def label(self, lane: int) -> numpy_words.Places:
        """Return the evidence of each kind of word for one label."""
        group, part = divmod(lane, 4)
        found: numpy_words.Places = (
            self.evidence[:, group] >> np.uint64(16 * part) & np.uint64(0xFFFF)
        ).astype(np.int64)
        return found

    def of_words(
        self, lanes: int | numpy_words.Places, words: slice | numpy_words.Places = slice(None)
    ) -> numpy_words.Places:
        """Return the evidence of each word for one label, or for a label per word."""
        which = self.which[words]
        if isinstance(lanes, int):
            packed = self.evidence[:, lanes // 4][which] >> np.uint64(16 * (lanes % 4))
        else:
            packed = self.evidence[which, lanes // 4] >> (16 * (lanes % 4)).astype(np.uint64)
        found: numpy_words.Places = (packed & np.uint64(0xFFFF)).astype(np.int64)
        return found

    def only(self, rows: numpy_words.Places) -> "Scored":
        """Return the words of some rows, without their places."""
        firsts, n = self.words.rows[rows], self.words.rows[rows + 1] - self.words.rows[rows]
        starts = np.concatenate([[0], np.cumsum(n)])
        words = np.arange(starts[-1]) + np.repeat(firsts - starts[:-1], n)
        sums = self.sums
        if sums is not None:
            sums = Sums(sums.totals[rows], sums.known[rows], sums.chars[rows])
        nowhere = starts[:0]
        return self._replace(
            words=numpy_words.Words(nowhere, nowhere, starts), which=self.which[words], sums=sums
        )

    def row_totals(self) -> Totals:
        """Return `[lane, row]`: the sums of the evidence of each row's words."""
        if self.sums is not None:
            return self.sums.totals.T
        firsts, lasts = self.words.rows[:-1], self.words.rows[1:]
        more = np.maximum(lasts - firsts - 1, 0) // RUN  # runs after the first, in long rows
        long = np.flatnonzero(more)
        owners, until = np.repeat(long, more[long]), np.cumsum(more[long])
        step = np.arange(len(owners)) - np.repeat(until - more[long], more[long]) + 1
        starts = np.concatenate([firsts, firsts[owners] + step * RUN])
        ends = np.minimum(starts + RUN, np.concatenate([lasts, lasts[owners]]))
        by_run = self._sums(starts, ends)
        total = by_run[:, : len(firsts)]
        if len(long):
            total[:, long] += np.add.reduceat(by_run[:, len(firsts) :], until - more[long], axis=1)
        return total

    def _sums(self, starts: numpy_words.Places, ends: numpy_words.Places) -> numpy_words.Places:
        """Return `[lane, run]`: the sums of the evidence of the words of each run, at most `RUN` of them.

        They are differences of running sums, which may overflow: the overflow cancels out.
        """
        n_groups = self.evidence.shape[1]
        running = np.zeros(len(self.which) + 1, np.uint64)
        sums = np.empty((n_groups, len(starts)), "<u8")
        for group in range(n_groups):
            np.cumsum(self.evidence[:, group][self.which], out=running[1:])
            np.subtract(running[ends], running[starts], out=sums[group])
        lanes = sums.view("<u2").reshape(n_groups, -1, 4).transpose(0, 2, 1)
        found: numpy_words.Places = lanes.reshape(4 * n_groups, -1).astype(np.int64)
        return found

    def row_known(self) -> numpy_words.Places:
        """Return how many words of each row can have a language."""
        if self.sums is not None:
            return self.sums.known
        running = np.concatenate([[0], np.cumsum(self.known[self.which])])
        counts: numpy_words.Places = running[self.words.rows[1:]] - running[self.words.rows[:-1]]
        return counts

    def row_chars(self, piece: Piece) -> numpy_words.Places:
        """Return how many characters each row of the piece has."""
        if self.sums is not None:
            return self.sums.chars.copy()
        running = np.concatenate([[0], np.cumsum(numpy_words.starts_character(piece.data))])
        counts: numpy_words.Places = np.diff(running[piece.offsets])
        return counts

    def characters(self, piece: Piece) -> tuple[numpy_words.Places, numpy_words.Places, int]:
        """Return the starts and ends of the words of one text in characters as given, and its length."""
        if self.sums is not None:
            return self.words.starts, self.words.ends, int(self.sums.chars[0])
        first = self.prepared.given(self.words.starts)
        last = self.prepared.given(self.words.ends - 1)
        index = np.cumsum(numpy_words.starts_character(piece.data)) - 1
        return index[first], index[last] + 1, int(index[-1]) + 1 if len(index) else 0


def encode(text: str) -> tuple[numpy_words.Bytes, numpy_words.Places]:
    """Return the UTF-8 bytes of `text`, lone surrogates included, and its offsets as a column of one row."""
    data = np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)
    return data, np.array([0, len(data)], np.int64)


def pieces(data: numpy_words.Bytes, offsets: numpy_words.Places) -> Iterator[Piece]:
    """Yield the rows in pieces of at most `PIECE` bytes; a longer row comes alone, cut at spaces.

    How a row is cut depends only on the row.
    """
    first, n_rows = 0, len(offsets) - 1
    while first < n_rows:
        start = int(offsets[first])
        last = int(np.searchsorted(offsets, start + PIECE, side="right")) - 1
        last = min(last, first + ROWS)
        if last > first:
            yield Piece(first, last, data[start : int(offsets[last])], offsets[first : last + 1] - start)
            first = last
        else:
            yield from _parts(first, data[start : int(offsets[first + 1])])
            first += 1


def _parts(row: int, data: numpy_words.Bytes) -> Iterator[Piece]:
    """Yield one long row in parts, each cut before a space or, without one, between two characters."""
    start = 0
    while start < len(data):
        end = min(start + PIECE, len(data))
        if end < len(data):
            tail = data[end - _REACH : end + 1]
            cuts = np.flatnonzero(tail <= ord(" "))
            if not len(cuts):
                cuts = np.flatnonzero(numpy_words.starts_character(tail))
            end = end - _REACH + int(cuts[-1]) if len(cuts) else end
        yield Piece(row, row + 1, data[start:end], np.array([0, end - start], np.int64), is_part=True)
        start = end


def score(piece: Piece, model: Model) -> Scored:
    """Return the words of `piece` with their evidence."""
    prepared, words, keys = read(piece)
    first, which = numpy_words.distinct(keys)
    made = weigh(prepared.text, words.starts[first], words.ends[first], keys[first], model)
    return Scored(prepared, words, which, *made)


def read(piece: Piece) -> tuple[numpy_words.Prepared, numpy_words.Words, numpy_words.Keys]:
    """Return the normalised text of a piece, its words and their keys."""
    prepared = numpy_words.prepare(piece.data, piece.offsets)
    words = numpy_words.find_words(prepared)
    return prepared, words, numpy_words.word_keys(prepared.text, words.starts, words.ends)


@functools.lru_cache(maxsize=4)
def language_numbers(model: Model) -> numpy_words.Places:
    """Return the index of each label's language in `Model.languages`."""
    numbers = {language: number for number, language in enumerate(model.languages)}
    found = np.array([numbers[label] for label in model.labels], np.int64)
    found.flags.writeable = False  # it is the same array each time
    return found


def rank(totals: Totals, model: Model) -> tuple[numpy_words.Places, numpy_words.Places]:
    """Return each row's best language, the first of several with the highest sum, and its lead."""
    numbers = language_numbers(model)
    n = len(numbers)
    keys = (
        totals[:n] * np.int64(n) + (n - 1 - numbers)[:, None]
    )  # one number to compare: the sum, then the language
    if keys.shape[1] < _MANY:
        first = keys.max(axis=0)
        keys[keys % n == first % n] = 0
        second = keys.max(axis=0)
    else:
        first, second = _two_highest(keys, numbers)
    best, top = n - 1 - first % n, first // n
    return best, top - second // n


_MANY = 64
"""Rows from which a pass per label is faster: our choice."""


def _two_highest(
    keys: numpy_words.Places, numbers: numpy_words.Places
) -> tuple[numpy_words.Places, numpy_words.Places]:
    """Return the highest key of each row, and the highest of another language."""
    first = np.zeros(keys.shape[1], np.int64)
    second, lower = first.copy(), first.copy()
    labels = numbers.tolist()
    for number in dict.fromkeys(labels):
        lanes = [lane for lane, found in enumerate(labels) if found == number]
        here = keys[lanes[0]]
        for lane in lanes[1:]:
            np.maximum(here, keys[lane], out=here)
        np.minimum(first, here, out=lower)
        np.maximum(second, lower, out=second)
        np.maximum(first, here, out=first)
    return first, second


def weigh(
    text: numpy_words.Bytes,
    starts: numpy_words.Places,
    ends: numpy_words.Places,
    keys: numpy_words.Keys,
    model: Model,
) -> tuple[Evidence, numpy_words.Places]:
    """Return `Scored.evidence` and `Scored.known` of some words: the sums of the weights of their n-grams."""
    evidence: Evidence = np.empty((len(keys), model.packed.shape[1]), np.uint64)
    known = np.empty(len(keys), np.int64)
    for first in range(0, len(keys), _WORDS):
        here = slice(first, first + _WORDS)
        evidence[here], known[here] = _weigh(text, starts[here], ends[here], keys[here], model)
    return evidence, known


_WORDS = 1 << 9
"""Words weighed together: our choice, so few that the weights of their n-grams stay in the cache."""


def _weigh(
    text: numpy_words.Bytes,
    starts: numpy_words.Places,
    ends: numpy_words.Places,
    keys: numpy_words.Keys,
    model: Model,
) -> tuple[Evidence, numpy_words.Places]:
    """Return the result of `weigh` for at least one word."""
    flat = numpy_words.flatten(text, starts, ends)
    state = np.zeros(len(flat.text), np.uint32)
    sums = model.packed.take(numpy_words.bucket_grams(flat, 1, state, model.bits), axis=0)
    for order in range(2, numpy_words.ORDERS + 1):
        sums += model.packed.take(numpy_words.bucket_grams(flat, order, state, model.bits), axis=0)
    total = np.add.reduceat(sums, flat.offsets[:-1], axis=0)
    total += model.packed.take(numpy_words.word_buckets(keys, model.bits), axis=0)
    known = ~numpy_words.has_digit(flat)
    return _capped(total, known, len(model.labels)), known.astype(np.int64)


def _capped(total: Evidence, known: numpy_words.Mask, n_labels: int) -> Evidence:
    """Return sums of weights as evidence; 0 for a word without a language.

    The constant added to every weight to keep it positive cancels out in the difference.
    """
    lanes = total.astype("<u8", copy=False).view("<u2")
    lanes[:, n_labels:] = 0
    best = lanes.max(axis=1, keepdims=True)
    lanes += np.uint16(CAP)
    np.maximum(lanes, best, out=lanes)
    lanes -= best
    lanes[:, n_labels:] = 0
    lanes[~known] = 0
    return lanes.view("<u8").astype(np.uint64, copy=False)
