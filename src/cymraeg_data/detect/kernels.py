"""Evidence of words and rows, straight over UTF-8 bytes and row offsets, in numpy.

A kernel's contract: exact integers, the same whatever the rows beside it and however the input is cut into pieces.
Each distinct word of a piece is scored once; four labels share one 64-bit integer, so that one addition adds four.
Words of more than eight bytes are told apart by a hash of 63 bits: two that share one would be read as the same.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.detect import features
from cymraeg_data.detect.model import LANES, Model

__all__ = ["CAP", "PIECE", "Memory", "Piece", "Scored", "encode", "pieces", "score"]

PIECE = 1 << 18
"""Bytes read at once: a bound on memory, whatever the size of the rows (ours)."""

_REACH = 1 << 12
"""How far before the end of a piece of one long row a space is looked for, to cut there rather than in a word."""

CAP = 1023
"""A word speaks against a language by at most this much, about e⁸ to one: text in two languages stays with them."""

_RUN = 64
"""Words whose evidence is added at once: as many of at most `CAP` as 16 bits hold."""

Evidence = npt.NDArray[np.uint64]


class Piece(NamedTuple):
    """Some bytes to read at once: rows `first` to `last`, or a part of the one row `first`."""

    first: int
    last: int
    data: features.Bytes
    offsets: features.Places
    is_part: bool = False


class Scored(NamedTuple):
    """The words of a piece and the evidence of each distinct one.

    `which[w]` is the kind of word `w`. `evidence[kind, group]` holds four labels of 16 bits each, from 0 to `CAP`: how
    close each label comes to the word's best, which has `CAP`; `known[kind]` is 0 where there can be no language.
    """

    prepared: features.Prepared
    words: features.Words
    which: features.Places
    evidence: Evidence
    known: features.Places

    def label(self, lane: int) -> features.Places:
        """Return the evidence of each kind of word for one label."""
        group, part = divmod(lane, 4)
        found: features.Places = (self.evidence[:, group] >> np.uint64(16 * part) & np.uint64(0xFFFF)).astype(
            np.int64
        )
        return found

    def row_totals(self) -> features.Places:
        """Return `[lane, row]`: the sums of the evidence of each row's words."""
        rows = self.words.rows
        total = np.zeros((LANES, len(rows) - 1), np.int64)
        filled = np.flatnonzero(rows[1:] > rows[:-1])
        if not len(filled):
            return total
        starts = rows[filled]
        runs = -(-(rows[filled + 1] - starts) // _RUN)
        ends = np.cumsum(runs)
        at = np.repeat(starts - (ends - runs) * _RUN, runs) + np.arange(ends[-1]) * _RUN
        sums = np.add.reduceat(self.evidence.take(self.which, axis=0), at, axis=0)
        by_lane = sums.astype("<u8", copy=False).view("<u2").T.astype(np.int64, order="C")
        if len(at) > len(filled):
            by_lane = np.add.reduceat(by_lane, ends - runs, axis=1)
        if len(filled) == total.shape[1]:
            return by_lane
        total[:, filled] = by_lane
        return total

    def row_known(self) -> features.Places:
        """Return how many words of each row can have a language."""
        running = np.concatenate([[0], np.cumsum(self.known.take(self.which))])
        counts: features.Places = running[self.words.rows[1:]] - running[self.words.rows[:-1]]
        return counts


class Memory:
    """The evidence of words met before: a table in which each has two places to be, and spare room for the others."""

    SLOTS = 1 << 16
    SPARE = 1 << 14

    def __init__(self, model: Model) -> None:
        self.keys = np.zeros(self.SLOTS, np.uint64)  # no word has the key 0
        self.evidence = np.zeros((self.SLOTS + self.SPARE, model.packed.shape[1]), np.uint64)
        self.known = np.zeros(self.SLOTS + self.SPARE, np.int64)

    def find(self, keys: features.Keys) -> tuple[features.Places, features.Places]:
        """Return the place of each word in the table, and which words are not there."""
        place = features.word_buckets(keys, 16)
        new = np.flatnonzero(self.keys.take(place) != keys)
        place[new] ^= _step(keys[new])
        return place, new[self.keys.take(place[new]) != keys[new]]

    def learn(self, keys: features.Keys, evidence: Evidence, known: features.Places) -> features.Places:
        """Put distinct new words where there is room; return their places, which hold until the next piece."""
        place = features.word_buckets(keys, 16)
        left = np.arange(len(keys))
        for step in (0, _step(keys)):
            place[left] = (place ^ step)[left]
            free = left[self.keys[place[left]] == 0]
            self.keys[place[free]] = keys[free]
            left = left[self.keys[place[left]] != keys[left]]
        place[left] = self.SLOTS + np.arange(len(left))
        lacking = self.SLOTS + len(left) - len(self.known)
        if lacking > 0:
            self.evidence = np.pad(self.evidence, ((0, lacking), (0, 0)))
            self.known = np.pad(self.known, (0, lacking))
        self.evidence[place], self.known[place] = evidence, known
        return place


def _step(keys: features.Keys) -> features.Places:
    """Return how far the second place of each word is from its first."""
    step: features.Places = ((keys * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(49)).astype(np.int64) | 1
    return step


def encode(text: str) -> tuple[features.Bytes, features.Places]:
    """Return the UTF-8 bytes of `text` and its offsets as a column of one row; lone surrogates stay what they are."""
    data = np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)
    return data, np.array([0, len(data)], np.int64)


def pieces(data: features.Bytes, offsets: features.Places) -> Iterator[Piece]:
    """Yield the rows in pieces of at most `PIECE` bytes; a longer row comes by itself, cut at spaces.

    How a row is cut depends on nothing but the row.
    """
    first, n_rows = 0, len(offsets) - 1
    while first < n_rows:
        start = int(offsets[first])
        last = int(np.searchsorted(offsets, start + PIECE, side="right")) - 1
        if last > first:
            yield Piece(first, last, data[start : int(offsets[last])], offsets[first : last + 1] - start)
            first = last
        else:
            yield from _parts(first, data[start : int(offsets[first + 1])])
            first += 1


def _parts(row: int, data: features.Bytes) -> Iterator[Piece]:
    """Yield one long row in parts, each cut before a space or, where there is none, before a whole character."""
    start = 0
    while start < len(data):
        end = min(start + PIECE, len(data))
        if end < len(data):
            tail = data[end - _REACH : end + 1]
            cuts = np.flatnonzero(tail <= ord(" "))
            if not len(cuts):
                cuts = np.flatnonzero(features.starts_character(tail))
            end = end - _REACH + int(cuts[-1]) if len(cuts) else end
        yield Piece(row, row + 1, data[start:end], np.array([0, end - start], np.int64), is_part=True)
        start = end


def score(piece: Piece, model: Model, memory: Memory | None = None) -> Scored:
    """Return the words of `piece` with their evidence; `memory` saves work from one piece to the next."""
    prepared = features.prepare(piece.data, piece.offsets)
    words = features.find_words(prepared)
    keys = features.word_keys(prepared.text, words.starts, words.ends)
    text, (starts, ends, _rows) = prepared.text, words
    if memory is None:
        first, which = features.distinct(keys)
        return Scored(
            prepared, words, which, *_evidence(text, starts[first], ends[first], keys[first], model)
        )
    which, new = memory.find(keys)
    if len(new):
        first, kind = features.distinct(keys[new])
        first = new[first]
        made = _evidence(text, starts[first], ends[first], keys[first], model)
        which[new] = memory.learn(keys[first], *made)[kind]
    return Scored(prepared, words, which, memory.evidence, memory.known)


def _evidence(
    text: features.Bytes,
    starts: features.Places,
    ends: features.Places,
    keys: features.Keys,
    model: Model,
) -> tuple[Evidence, features.Places]:
    """Return `Scored.evidence` and `Scored.known` of some words: the sums of the weights of their n-grams."""
    if not len(keys):
        return np.zeros((0, model.packed.shape[1]), np.uint64), np.zeros(0, np.int64)
    flat = features.flatten(text, starts, ends)
    state = np.zeros(len(flat.text), np.uint32)
    sums = model.packed.take(features.bucket_grams(flat, 1, state, model.bits), axis=0)
    for order in range(2, features.ORDERS + 1):
        sums += model.packed.take(features.bucket_grams(flat, order, state, model.bits), axis=0)
    total = np.add.reduceat(sums, flat.offsets[:-1], axis=0)
    total += model.packed.take(features.word_buckets(keys, model.bits), axis=0)
    known = ~features.has_digit(flat)
    return _capped(total, known, len(model.labels)), known.astype(np.int64)


def _capped(total: Evidence, known: features.Mask, n_labels: int) -> Evidence:
    """Return sums of weights as evidence; nothing for a word without a language.

    What was added to every weight to keep it positive falls away in the difference.
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
