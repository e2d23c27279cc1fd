"""Words to evidence in compiled code: the same integers that `kernels` has from numpy.

Compiled and kept as `compiled_text` says. The loops over lanes run to a length that is not known before: those of a
fixed length are unrolled and then not turned into vectors.
"""

# ruff: noqa: PLR2004 - the bytes of UTF-8 are plainest as numbers

import numpy as np
import numpy.typing as npt

from cymraeg_data.detect.compiled_text import Int, Marks, jit
from cymraeg_data.detect.features import Bytes, Keys, Places

__all__ = ["FULL", "add_rows", "find_rows", "learn", "look_up", "rank"]

FULL = -1
"""What `look_up` returns where it has no room for another word."""

Evidence = npt.NDArray[np.uint16]
Weights = npt.NDArray[np.int8]
Sums = npt.NDArray[np.int32]

_SPACE = np.uint8(0x20)


@jit
def look_up(keys: Keys, n_words: int, table: Keys, count: int, which: Marks, new: Marks) -> int:
    """Write the place of each word in the table, and which words are new; return how many places are taken.

    A slot of the table holds the key of a word and its place. A new word has the next place. Where the table would be
    full, nothing more is written and the answer is `FULL`.
    """
    mask, met, most = table.shape[0] - 1, count, min(table.shape[0] // 8 * 7, count + new.shape[0])
    for word in range(n_words):
        key = keys[word]
        slot = np.int64((key * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(40)) & mask
        while table[slot, 0] != key:
            if not table[slot, 0]:  # free: no word has the key 0
                if count == most:
                    return FULL
                new[count - met] = word
                table[slot, 0], table[slot, 1] = key, count
                count += 1
                break
            slot = (slot + 1) & mask
        which[word] = table[slot, 1]
    return count


@jit
def _buckets(text: Bytes, start: Int, end: Int, bits: int, orders: int, states: Marks, buckets: Marks) -> int:
    """Write the buckets of a word's n-grams: see `features.bucket_grams`; return how many there are."""
    n, shift, size = 0, np.uint32(32 - bits), end - start + 2
    before, after = text[start - 1], text[end]
    text[start - 1] = text[end] = _SPACE
    for i in range(size):
        states[i] = 0
    for order in range(min(orders, size)):
        first = start - 1 + order
        for i in range(size - order):
            state = (states[i] + np.uint32(text[first + i]) + np.uint32(1)) * np.uint32(0x01000193)
            mixed = np.uint32(state) ^ (np.uint32(state) >> np.uint32(15))
            states[i] = mixed
            buckets[n + i] = np.uint32(mixed * np.uint32(0x9E3779B1)) >> shift
        n += size - order
    text[start - 1], text[end] = before, after
    return n


@jit
def _has_digit(text: Bytes, start: Int, end: Int) -> bool:
    n = 0
    for i in range(start, end):
        n += 0x30 <= text[i] <= 0x39
    return n > 0


@jit
def learn(
    words: tuple[Bytes, Marks, Keys],
    new: Marks,
    places: tuple[int, int],
    model: tuple[Weights, int, int, int, Keys],
    room: tuple[Marks, Marks, Sums],
    known: Bytes,
    evidence: Evidence,
) -> None:
    """Write the evidence of the new words, from the sums of the weights of their n-grams: see `kernels.weigh`.

    `words` are the text, the edges and the keys; `places` the first new place and the one after the last; `model` the
    weights, the bits of a bucket, the longest n-gram, the most that a word says, and the factors that mix a key;
    `room` is room for states, buckets and sums.
    """
    (text, edges, keys), (first, last) = words, places
    weights, bits, orders, cap, factors = model
    states, buckets, sums = room
    for place in range(first, last):
        word = new[place - first]
        start, end = np.int64(edges[2 * word]), np.int64(edges[2 * word + 1])
        known[place] = not _has_digit(text, start, end)
        for lane in range(evidence.shape[1]):
            evidence[place, lane] = 0
        if not known[place]:
            continue
        n = _buckets(text, start, end, bits, orders, states, buckets)
        key = keys[word]
        buckets[n] = ((key ^ (key >> np.uint64(32))) * factors[1]) >> np.uint64(64 - bits)
        for lane in range(sums.shape[0]):
            sums[lane] = 0
        for i in range(n + 1):
            bucket = buckets[i]
            for lane in range(sums.shape[0]):
                sums[lane] += weights[bucket, lane]
        best = sums[0]
        for lane in range(sums.shape[0]):
            best = max(best, sums[lane])
        for lane in range(sums.shape[0]):
            evidence[place, lane] = max(np.int64(sums[lane]) + cap - best, 0)


@jit
def find_rows(edges: Marks, n_words: int, ends: Places, starts: Places) -> None:
    """Write the first word of each row, and the number of words at the end."""
    word = 0
    for row in range(ends.shape[0]):
        starts[row] = word
        while word < n_words and edges[2 * word] < ends[row]:
            word += 1
    starts[ends.shape[0]] = word


@jit
def add_rows(
    which: Marks,
    starts: Places,
    known: Bytes,
    evidence: Evidence,
    sums: Sums,
    totals: Sums,
    speaking: Places,
) -> None:
    """Write `[row, lane]`, the sums of the evidence of each row's words, and how many can have a language.

    `sums` is room for one row.
    """
    for row in range(starts.shape[0] - 1):
        n_known = 0
        for lane in range(sums.shape[0]):
            sums[lane] = 0
        for i in range(starts[row], starts[row + 1]):
            place = which[i]
            n_known += known[place]
            for lane in range(sums.shape[0]):
                sums[lane] += evidence[place, lane]
        for lane in range(sums.shape[0]):
            totals[row, lane] = sums[lane]
        speaking[row] = n_known


@jit
def rank(totals: Sums, languages: Places, best: Places, lead: Places) -> None:
    """Write each row's best language, the first of those with the highest sum, and its lead over the next."""
    n_lanes = languages.shape[0]
    for row in range(totals.shape[0]):
        top = np.int32(0)
        for lane in range(n_lanes):
            top = max(top, totals[row, lane])
        first = n_lanes
        for lane in range(n_lanes):
            if totals[row, lane] == top:
                first = min(first, languages[lane])
        second = np.int32(0)
        for lane in range(n_lanes):
            if languages[lane] != first:
                second = max(second, totals[row, lane])
        best[row], lead[row] = first, np.int64(top) - np.int64(second)
