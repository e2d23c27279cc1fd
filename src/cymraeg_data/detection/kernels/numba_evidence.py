"""From words to evidence in compiled code, with the same integers as numpy.

Compiled and cached as in `numba_words`. The loops over lanes have a length known only at run time: loops of
fixed length are unrolled and then not vectorised.
"""

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers.numba_words import Int, Marks, jit, sum_rows
from cymraeg_data.buffers.numpy_words import Bytes, Keys, Places

__all__ = ["FULL", "add_rows", "find_rows", "learn", "look_up"]

FULL = -1
"""The result of `look_up` when it has no room for another word."""

Evidence = npt.NDArray[np.uint16]
Sums = npt.NDArray[np.int32]

_SPACE = np.uint8(0x20)


@jit
def look_up(keys: Keys, n_words: int, table: Keys, count: int, which: Marks, new: Marks) -> int:
    """Write the place of each word in the table, and which words are new; return the number of places taken.

    A slot of the table holds the key of a word and its place. A new word takes the next place. If the table
    would be full, nothing more is written and the result is `FULL`.
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
def _buckets(text: Bytes, start: Int, end: Int, bits: int, orders: int, buckets: Marks) -> int:
    """Write the buckets of the n-grams of a word between two spaces (`bucket_grams`); return their number."""
    n, shift = 0, np.uint32(32 - bits)
    for first in range(start - 1, end + 1):
        state = np.uint32(0)
        for at in range(first, min(first + orders, end + 1)):
            state = np.uint32((state + np.uint32(text[at]) + np.uint32(1)) * np.uint32(0x01000193))
            state = np.uint32(state ^ (state >> np.uint32(15)))
            buckets[n] = np.uint32(state * np.uint32(0x9E3779B1)) >> shift
            n += 1
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
    model: tuple[Keys, int, int, int, int, Keys],
    buckets: Marks,
    known: Bytes,
    packed_evidence: Keys,
    evidence: Evidence,
) -> None:
    """Write the evidence of the new words, from the sums of the weights of their n-grams (`weigh`).

    `words` are the text, the edges and the keys; `places` the first new place and the one after the last;
    `model` the packed weights, the bits of a bucket, the number of labels, the longest n-gram, the most
    evidence of a word, and the factors that mix a key; `buckets` is scratch space. `packed_evidence` and
    `evidence` are the same bytes, as `[place, group]` and `[place, lane]`.
    """
    (text, edges, keys), (first, last) = words, places
    packed, bits, n_labels, orders, cap, factors = model
    most = np.uint16(cap)
    for place in range(first, last):
        word = new[place - first]
        start, end = np.int64(edges[2 * word]), np.int64(edges[2 * word + 1])
        lanes = evidence[place]
        known[place] = not _has_digit(text, start, end)
        if not known[place]:
            lanes[:] = 0
            continue
        before, after = text[start - 1], text[end]
        text[start - 1] = text[end] = _SPACE
        key = keys[word]
        n = _buckets(text, start, end, bits, orders, buckets)
        buckets[n] = ((key ^ (key >> np.uint64(32))) * factors[1]) >> np.uint64(64 - bits)
        text[start - 1], text[end] = before, after
        sum_rows(packed, buckets, 0, n + 1, packed_evidence[place])
        best = np.uint16(0)
        for lane in range(n_labels):
            best = max(best, lanes[lane])
        for lane in range(n_labels):
            lanes[lane] = max(np.uint16(lanes[lane] + most), best) - best
        lanes[n_labels:] = 0


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
    evidence: Keys,
    sums: tuple[Keys, Evidence, int],
    totals: Sums,
    speaking: Places,
) -> None:
    """Write `[row, lane]`, the sums of the evidence of each row's words, and how many can have a language.

    `sums` is scratch space for the sums of a run of words, the same bytes once by group and once by lane, and
    the longest run.
    """
    packed_sums, lanes, run = sums
    for row in range(starts.shape[0] - 1):
        n_known, first, last = 0, starts[row], starts[row + 1]
        for i in range(first, last):
            n_known += known[which[i]]
        speaking[row] = n_known
        sum_rows(evidence, which, first, min(first + run, last), packed_sums)
        for lane in range(lanes.shape[0]):
            totals[row, lane] = lanes[lane]
        for start in range(first + run, last, run):
            sum_rows(evidence, which, start, min(start + run, last), packed_sums)
            for lane in range(lanes.shape[0]):
                totals[row, lane] += lanes[lane]
