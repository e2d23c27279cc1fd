"""From words to evidence in compiled code, with the same integers as numpy.

Compiled and cached as in `numba_words`. The loops over lanes have a length known only at run time: loops of
fixed length are unrolled and then not vectorised.
"""

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers.numba_words import Int, Marks, jit, sum_rows, sum_weights
from cymraeg_data.buffers.numpy_words import Bytes, Keys, Places

__all__ = ["FULL", "add_rows", "find_rows", "learn", "look_up", "move"]

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
def move(table: Keys, first: int, into: Keys) -> None:
    """Write the words of a table whose place is `first` or later into an empty table, places from 0."""
    mask = into.shape[0] - 1
    for old in range(table.shape[0]):
        key, place = table[old, 0], np.int64(table[old, 1])
        if key and place >= first:
            slot = np.int64((key * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(40)) & mask
            while into[slot, 0]:
                slot = (slot + 1) & mask
            into[slot, 0], into[slot, 1] = key, place - first


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
def _is_mash(text: Bytes, start: Int, end: Int, vowels: npt.NDArray[np.bool_]) -> bool:
    """Return whether a word has no vowel, or is one letter three times or more (`word_evidence._is_mash`)."""
    n, same = 0, end - start >= 3
    for i in range(start, end):
        n += vowels[text[i]]
        same &= text[i] == text[start]
    return n == 0 or same


@jit
def _is_other_script(text: Bytes, start: Int, end: Int) -> bool:
    """Return whether all letters of a word are in another script (`word_evidence.is_other_script`)."""
    n = 0
    for i in range(start, end):
        byte = text[i]
        if 0x61 <= byte <= 0x7A or 0xC0 <= byte < 0xCE:
            return False
        if byte == 0xE1 and 0xB8 <= text[i + 1] <= 0xBB:  # Latin letters with two accents
            return False
        n += byte >= 0xCE
    return n > 0


@jit
def _find_listed(key: np.uint64, listed: Marks, lanes: Bytes) -> int:
    """Return what the model lists for a word (`listed_words.exception_lanes`)."""
    mixed = (key ^ (key >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(0xC2B2AE3D27D4EB4F)
    wanted = np.uint32(mixed >> np.uint64(32))
    first, last = 0, listed.shape[0]
    while first < last:
        middle = (first + last) >> 1
        if listed[middle] < wanted:
            first = middle + 1
        else:
            last = middle
    return int(lanes[first]) if first < listed.shape[0] and listed[first] == wanted else 255


@jit
def _has_digit(text: Bytes, start: Int, end: Int) -> bool:
    n = 0
    for i in range(start, end):
        n += 0x30 <= text[i] <= 0x39
    return n > 0


@jit
def _write_twin(
    place: int, twin: int, own: int, limits: tuple[int, int, int, int], evidence: Evidence
) -> None:
    """Write the evidence of an exception in a text of few words (`weighing.exceptions`).

    `own` is its lane, or more than any for a word of Welsh or English; `limits` are the lanes of these, the
    most evidence of a word, and the lead of an exception.
    """
    welsh, english, cap, ahead = limits
    first, second = (own, own) if own < evidence.shape[1] else (welsh, english)
    over = 0
    for lane in range(evidence.shape[1]):
        if lane not in (first, second):
            over = max(over, int(evidence[place, lane]))
    over = max(over - (cap - ahead), 0)
    short = cap - max(int(evidence[place, first]), int(evidence[place, second]))
    for lane in range(evidence.shape[1]):
        found = int(evidence[place, lane])
        evidence[twin, lane] = found + short if lane in (first, second) else max(found - over, 0)


@jit
def _twinned(
    place: int,
    following: int,
    own: int,
    limits: tuple[int, int, int, int],
    evidence: Evidence,
    facts: tuple[Bytes, Bytes, Marks, Bytes],
    names: int,
) -> int:
    """Write the twin of a word that is listed to the next place; return the one after the last."""
    _known, _soft, twin, use = facts
    if own == 255:
        return following
    if own == 252:  # no word
        evidence[following] = 0
        twin[place], use[place] = following, 2
        return following + 1
    lane = own if own >= 253 else own & 63
    _write_twin(place, following, lane, limits, evidence)
    twin[place] = following
    if lane == names:
        use[place] = 3 if own < 64 else 4 if own < 128 else 5
    else:
        use[place] = 2 if own < 64 else 1
    return following + 1


@jit
def learn(
    words: tuple[Bytes, Marks, Keys],
    new: Marks,
    places: tuple[int, int],
    model: tuple[npt.NDArray[np.int8], int, int, int, int, Keys],
    listed: tuple[Marks, Bytes, npt.NDArray[np.bool_], npt.NDArray[np.bool_]],
    own_lanes: tuple[int, int, int, int, int],
    found: tuple[tuple[Marks, npt.NDArray[np.int16]], tuple[Bytes, Bytes, Marks, Bytes], Evidence],
) -> int:
    """Write the evidence of the new words, from the sums of the weights of their n-grams (`weigh`).

    `words` are the text, the edges and the keys; `places` the first new place and the one after the last;
    `model` the weights, the bits of a bucket, the number of labels, the longest n-gram, the most evidence of
    a word, and the factors that mix a key. `listed` are the exceptions, the lane of each, which bytes are
    vowels, and which labels are allowed; `own_lanes` the lanes of Welsh, English, names and other scripts,
    and the lead of an exception. `found` are scratch space, `Scored.known`, `soft`, `twin` and `use`, and the
    evidence. Return the place after the last, with those of the twins.
    """
    ((buckets, sums), facts, evidence), (first, last) = found, places
    (text, edges, keys), (known, soft, twin, use) = words, facts
    (exceptions, exception_lanes, vowels, allowed), (welsh, english, names, other, ahead) = listed, own_lanes
    following = last
    weights, bits, n_labels, orders, cap, factors = model
    limits = (welsh, english, cap, ahead)
    for place in range(first, last):
        word = new[place - first]
        start, end = np.int64(edges[2 * word]), np.int64(edges[2 * word + 1])
        lanes = evidence[place]
        known[place] = not _has_digit(text, start, end)
        soft[place], twin[place], use[place] = 0, place, 0
        if not known[place]:
            lanes[:] = 0
            continue
        own = _find_listed(keys[word], exceptions, exception_lanes)
        soft[place] = own == 254
        if _is_mash(text, start, end, vowels):
            own = 252
        if _is_other_script(text, start, end):
            lanes[:] = 0
            lanes[other] = cap * allowed[other]
        else:
            before, after = text[start - 1], text[end]
            text[start - 1] = text[end] = _SPACE
            key = keys[word]
            n = _buckets(text, start, end, bits, orders, buckets)
            buckets[n] = ((key ^ (key >> np.uint64(32))) * factors[1]) >> np.uint64(64 - bits)
            text[start - 1], text[end] = before, after
            sum_weights(weights, buckets, 0, n + 1, sums)
            best = np.int32(-32768)
            for lane in range(n_labels):
                if allowed[lane]:
                    best = max(best, np.int32(sums[lane]))
            over = np.int32(cap) - best
            for lane in range(n_labels):
                lanes[lane] = max(np.int32(sums[lane]) + over, np.int32(0)) * allowed[lane]
            lanes[n_labels:] = 0
        following = _twinned(place, following, own, limits, evidence, facts, names)
    return following


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
def _is_used(use: int, n_known: int, n_names: int, n_listed: int) -> bool:
    """Return whether the evidence of a word's twin counts (`listed_words.USE_NEVER` and the others)."""
    if use >= 3 and n_names > 0:
        return True
    return use == 2 or (1 <= use <= 3 and n_known == 1) or (use == 1 and n_listed == n_known)


@jit
def _add_few(
    which: Marks,
    words: tuple[int, int],
    facts: tuple[Bytes, Marks, Bytes],
    n_known: int,
    evidence: Keys,
    sums: Keys,
) -> None:
    """Write the sums of the evidence of the words of a row of few words."""
    (first, last), (known, twin, use) = words, facts
    n_names, n_sure, n_listed = 0, 0, 0
    for i in range(first, last):
        kind = use[which[i]]
        n_names += kind >= 3 and known[which[i]]
        n_sure += kind in (3, 5)
        n_listed += kind in (1, 2)
    if n_known == 1 or n_names < n_known or not n_sure:
        n_names = 0
    sums[:] = 0
    for i in range(first, last):
        place = np.int64(which[i])
        if _is_used(use[place], n_known, n_names, n_listed):
            place = np.int64(twin[place])
        for group in range(sums.shape[0]):
            sums[group] += evidence[place, group]


@jit
def add_rows(
    which: Marks,
    rows: tuple[Places, Places],
    facts: tuple[Bytes, Marks, Bytes],
    few: tuple[int, int],
    evidence: Keys,
    sums: tuple[Keys, Evidence, int],
    totals: Sums,
    speaking: Places,
) -> None:
    """Write `[row, lane]`, the sums of the evidence of each row's words, and how many can have a language.

    `rows` are the first word of each row and the one after its last; `facts` are `Scored.known`, `twin` and
    `use`; `few` the most words of a row in which twins count, of those
    that can have a language and of all. `sums` is scratch space for the sums of a run of words, the same
    bytes once by group and once by lane, and the longest run.
    """
    (packed_sums, lanes, run), known, (starts, ends) = sums, facts[0], rows
    for row in range(starts.shape[0]):
        n_known, first, last = 0, starts[row], ends[row]
        for i in range(first, last):
            n_known += known[which[i]]
        speaking[row] = n_known
        if n_known <= few[0] and last - first <= few[1]:
            _add_few(which, (first, last), facts, n_known, evidence, packed_sums)
        else:
            sum_rows(evidence, which, first, min(first + run, last), packed_sums)
        for lane in range(lanes.shape[0]):
            totals[row, lane] = lanes[lane]
        for start in range(first + run, last, run):
            sum_rows(evidence, which, start, min(start + run, last), packed_sums)
            for lane in range(lanes.shape[0]):
                totals[row, lane] += lanes[lane]
