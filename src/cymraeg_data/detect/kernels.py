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

PIECE = 1 << 20
"""Bytes read at once: a bound on memory, whatever the size of the rows (ours)."""

_REACH = 1 << 12
"""How far before the end of a piece of one long row a space is looked for, to cut there rather than in a word."""

CAP = 1023
"""A word speaks against a language by at most this much, about e⁸ to one: text in two languages stays with them."""

_PAIR, _LOW = np.uint64(0x0000FFFF0000FFFF), np.uint64(0xFFFFFFFF)

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

    `which[w]` is the kind of word `w`. `evidence[group, kind]` holds four labels of 16 bits each, from 0 to `CAP`: how
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
        found: features.Places = (self.evidence[group] >> np.uint64(16 * part) & np.uint64(0xFFFF)).astype(
            np.int64
        )
        return found

    def row_totals(self) -> features.Places:
        """Return `[row, lane]`: the sums of the evidence of each row's words."""
        rows = self.words.rows
        total = np.zeros((len(rows) - 1, LANES), np.int64)
        filled = np.flatnonzero(rows[1:] > rows[:-1])
        if not len(filled):
            return total
        starts = rows[filled]
        for group, labels in enumerate(self.evidence):
            for part in (0, 1):  # two sums of 32 bits at once: PIECE words of CAP each do not fill them
                pair = (labels >> np.uint64(16 * part)) & _PAIR
                sums = np.add.reduceat(pair.take(self.which), starts)
                total[filled, 4 * group + part] = sums & _LOW
                total[filled, 4 * group + part + 2] = sums >> np.uint64(32)
        return total

    def row_known(self) -> features.Places:
        """Return how many words of each row can have a language."""
        running = np.concatenate([[0], np.cumsum(self.known.take(self.which))])
        counts: features.Places = running[self.words.rows[1:]] - running[self.words.rows[:-1]]
        return counts


class Memory:
    """The evidence of words met before, in a table of `SLOTS` places that a new word may take over."""

    SLOTS = 1 << 15

    def __init__(self, model: Model) -> None:
        self.keys = np.zeros(self.SLOTS, np.uint64)  # no word has the key 0
        self.evidence = np.zeros((len(model.packed), self.SLOTS), np.uint64)
        self.known = np.zeros(self.SLOTS, np.int64)


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
    first, which = features.distinct(keys)
    keys, starts, ends = keys[first], words.starts[first], words.ends[first]
    if memory is None:
        return Scored(prepared, words, which, *_evidence(prepared.text, starts, ends, keys, model))
    slot = (keys * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(49)).astype(np.int64)
    new = np.flatnonzero(memory.keys[slot] != keys)
    evidence, known = memory.evidence.take(slot, axis=1), memory.known[slot]
    evidence[:, new], known[new] = _evidence(prepared.text, starts[new], ends[new], keys[new], model)
    memory.keys[slot], memory.known[slot] = keys, known
    memory.evidence[:, slot] = evidence
    return Scored(prepared, words, which, evidence, known)


def _evidence(
    text: features.Bytes,
    starts: features.Places,
    ends: features.Places,
    keys: features.Keys,
    model: Model,
) -> tuple[Evidence, features.Places]:
    """Return `Scored.evidence` and `Scored.known` of some words: the sums of the weights of their n-grams."""
    if not len(keys):
        return np.zeros((len(model.packed), 0), np.uint64), np.zeros(0, np.int64)
    flat = features.flatten(text, starts, ends)
    state = np.zeros(len(flat.text), np.uint32)
    grams = [features.bucket_grams(flat, order, state, model.bits) for order in range(1, features.ORDERS + 1)]
    whole = features.word_buckets(keys, model.bits)
    total = np.empty((len(keys), len(model.packed)), np.uint64)
    for group, weights in enumerate(model.packed):
        sums = weights.take(grams[0])
        for buckets in grams[1:]:
            sums += weights.take(buckets)
        total[:, group] = np.add.reduceat(sums, flat.offsets[:-1]) + weights.take(whole)
    known = ~features.has_digit(flat)
    lanes = total.astype("<u8").view("<u2")
    lanes[:, len(model.labels) :] = 0
    best = lanes.max(axis=1, keepdims=True)
    lanes += np.uint16(CAP)  # what was added to every weight falls away in the difference
    np.maximum(lanes, best, out=lanes)
    lanes -= best
    lanes[:, len(model.labels) :] = 0
    lanes[~known] = 0
    return np.ascontiguousarray(lanes.view("<u8").astype(np.uint64).T), known.astype(np.int64)
