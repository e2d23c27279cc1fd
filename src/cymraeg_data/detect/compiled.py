"""The kernel that numba compiles: the same integers as `kernels` has from numpy, in one pass a step over the bytes.

It reads well-formed UTF-8 (lone surrogates too) and gives up on a piece that is not, which is then read in numpy.
Importing this module imports numba; each function is compiled for one signature when it is first called, or loaded
from where numba kept it. Numbers that other modules own are arguments, never globals: what numba keeps on disk it
keeps by the date of this file alone.
"""

# ruff: noqa: PLR2004 - the bytes of UTF-8 are plainest as numbers

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numba.extending
import numpy as np
import numpy.typing as npt

from cymraeg_data.detect.features import Bytes, Keys, Places

__all__ = ["MALFORMED", "add_rows", "find_edges", "learn", "look_up", "rank", "spell"]

MALFORMED = -1
"""What `spell` returns for bytes that are not UTF-8."""

Function = TypeVar("Function", bound=Callable[..., object])
Evidence = npt.NDArray[np.uint16]
Letters = npt.NDArray[np.uint16]
Weights = npt.NDArray[np.int8]
Sums = npt.NDArray[np.int32]
Marks = npt.NDArray[np.uint32]

_HIGH = np.uint64(0x8080808080808080)
_SPACE, _APOSTROPHE = np.uint8(0x20), np.uint8(0x27)


def _jit(function: Function) -> Function:
    """Return the function compiled, without the GIL; kept on disk where numba finds a place to write."""
    try:
        return cast("Function", numba.njit(nogil=True, cache=True)(function))
    except RuntimeError:  # a read-only install, and no folder of the user's
        return cast("Function", numba.njit(nogil=True)(function))


@numba.extending.intrinsic
def _eight(_context: Any, text: Any, at: Any) -> Any:
    """Return eight bytes of `text`, wherever they start, as one integer with the first byte lowest."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.load(_address(context, builder, signature, arguments), align=1)

    return numba.uint64(text, at), generate


@numba.extending.intrinsic
def _put_eight(_context: Any, text: Any, at: Any, _value: Any) -> Any:
    """Write eight bytes of `text` as `_eight` reads them."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        builder.store(arguments[2], _address(context, builder, signature, arguments), align=1)
        return context.get_dummy_value()

    return numba.void(text, at, numba.uint64), generate


def _address(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    """Return a pointer to eight bytes, in the code that is being compiled."""
    array = context.make_array(signature.args[0])(context, builder, arguments[0])
    first = builder.gep(array.data, [arguments[1]])
    return builder.bitcast(first, context.get_value_type(numba.uint64).as_pointer())


@_jit
def _width(data: Bytes, at: int, end: int) -> int:
    """Return the bytes of the character at `at` that is not ASCII, 0 where it is not whole."""
    lead = data[at]
    width = 0
    if lead >= 0xC2:
        width = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4 if lead < 0xF5 else 0
    if at + width > end:
        return 0
    for step in range(1, width):
        if (data[at + step] & 0xC0) != 0x80:
            return 0
    return width


@_jit
def _is_symbol(lead: int, second: int) -> bool:
    """Return whether a character that is not ASCII is no part of a word: see `features._blank_symbols`."""
    if lead == 0xC3:
        return second in (0x97, 0xB7)
    if lead in (0xC2, 0xE2, 0xEF) or lead >= 0xF3:
        return True
    return (
        (lead == 0xE3 and second == 0x80)
        or (lead == 0xED and second >= 0xA0)
        or (lead == 0xF0 and second == 0x9F)
    )


@_jit
def _is_quote(data: Bytes, at: int) -> bool:
    """Return whether ’, ‘ or ʼ is at `at`."""
    if data[at] == 0xCA:
        return bool(data[at + 1] == 0xBC)
    return bool(
        data[at] == 0xE2 and data[at + 1] == 0x80 and (data[at + 2] == 0x98 or data[at + 2] == 0x99)
    )


@_jit
def _lower(lead: int, second: int) -> int:
    """Return the second byte of a letter of two bytes in lower case."""
    if lead == 0xC3 and 0x80 <= second <= 0x9E:
        return second + 0x20
    if lead == 0xC5 and second in (0xB4, 0xB6):
        return second + 1
    return second


@_jit
def _write(data: Bytes, at: int, width: int, text: Bytes, size: int, composed: Letters) -> int:
    """Write a character that is not ASCII after the text, in one spelling; return the size of the text."""
    lead, second = data[at], data[at + 1]
    if _is_quote(data, at):
        text[size] = _APOSTROPHE
        return size + 1
    if _is_symbol(lead, second):
        text[size] = _SPACE
        return size + 1
    if lead == 0xCC:
        letter = composed[text[size - 1], second]
        if letter:
            text[size - 1], text[size] = letter >> 8, letter & 0xFF
            return size + 1
    text[size], text[size + 1] = lead, _lower(lead, second)
    for step in range(2, width):
        text[size + step] = data[at + step]
    return size + width


@_jit
def _lower_eight(plain: np.uint64) -> np.uint64:
    """Return eight ASCII characters in lower case."""
    from_a = plain + np.uint64(0x3F3F3F3F3F3F3F3F)  # the high bit of each byte tells
    after_z = plain + np.uint64(0x2525252525252525)
    return plain | ((from_a & ~after_z & _HIGH) >> np.uint64(2))


@_jit
def spell(data: Bytes, offsets: Places, composed: Letters, text: Bytes, ends: Places, chars: Places) -> int:
    """Write the rows in one spelling, with a space before each and after the last; return its size, or `MALFORMED`.

    `ends` are where the rows end in it, `chars` the number of characters that each row was given with.
    """
    text[0], size = _SPACE, 1
    for row in range(offsets.shape[0] - 1):
        at, end, n_chars = offsets[row], offsets[row + 1], 0
        while at < end:
            n = min(end - at, 8)
            if at + 8 <= data.shape[0]:
                word = _eight(data, at)
                if not (word & (_HIGH >> np.uint64(64 - 8 * n))):
                    _put_eight(text, size, _lower_eight(word & ~_HIGH))
                    at += n
                    size += n
                    n_chars += n
                    continue
            byte = data[at]
            n_chars += 1
            if byte < 0x80:
                text[size] = byte + np.uint8(0x20) if 0x41 <= byte <= 0x5A else byte
                size += 1
                at += 1
            else:
                width = _width(data, at, end)
                if width == 0:
                    return MALFORMED
                size = _write(data, at, width, text, size, composed)
                at += width
        text[size] = _SPACE
        size += 1
        ends[row], chars[row] = size, n_chars
    return size


@_jit
def find_edges(text: Bytes, size: int, inside: Bytes, edges: Marks) -> int:
    """Write where words start and end, in turn; return how many edges there are."""
    n, before = 0, np.uint8(0)
    for i in range(size):
        byte = text[i]
        here = inside[byte] | (np.uint8(byte == _APOSTROPHE) & before & inside[text[i + 1]])
        edges[n] = i
        n += here ^ before
        before = here
    return n


@_jit
def _key(text: Bytes, start: int, length: int, factors: Keys, below: Keys) -> np.uint64:
    """Return the key of a word: see `features.word_keys`."""
    key = _eight(text, start) & below[min(length, 8)]
    if length <= 8:
        return key
    for step in range(3):
        part = _eight(text, start + 8 * step + 8) & below[min(max(length - 8 * step - 8, 0), 8)]
        key = (key ^ (key >> np.uint64(29))) * factors[0] + part * factors[step]
    return key | np.uint64(1 << 63)


@_jit
def _end(text: Bytes, start: int, end: int, step: int, longest: int) -> int:
    """Return where the piece of a word ends whose whole is from `start` to `end`: see `features._cut_long`."""
    cut = start + (step + 1) * (longest - 3)
    if end - start <= longest or cut >= end:
        return end
    for _byte in range(3):
        if (text[cut] & 0xC0) == 0x80:
            cut -= 1
    return cut


@_jit
def look_up(
    text: Bytes,
    found: tuple[Marks, int, Places, Places],
    hashing: tuple[Keys, Keys, int],
    table: Keys,
    count: int,
    which: Marks,
    new: Marks,
) -> int:
    """Write the place of each word in the table, giving new words the next places; return how many are taken.

    A slot of the table holds the key of a word and its place.
    `found` are the edges, their number, where the rows end, and where to write the first word of each row.
    """
    edges, n_edges, ends, starts = found
    factors, below, longest = hashing
    edge, n, met, mask = 0, 0, count, table.shape[0] - 1
    for row in range(ends.shape[0]):
        starts[row] = n
        while edge < n_edges and edges[edge] < ends[row]:
            whole, last, step = np.int64(edges[edge]), np.int64(edges[edge + 1]), 0
            start = whole
            edge += 2
            while start < last:
                end = _end(text, whole, last, step, longest)
                key = _key(text, start, end - start, factors, below)
                slot = np.int64((key * factors[0]) >> np.uint64(40)) & mask
                while table[slot, 0] != key:
                    if not table[slot, 0]:  # free: no word has the key 0
                        new[count - met, 0], new[count - met, 1] = start, end
                        table[slot, 0], table[slot, 1] = key, count
                        count += 1
                        break
                    slot = (slot + 1) & mask
                which[n] = table[slot, 1]
                n += 1
                start = end
                step += 1
    starts[ends.shape[0]] = n
    return count


@_jit
def _buckets(text: Bytes, start: int, end: int, bits: int, orders: int, states: Marks, buckets: Marks) -> int:
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


@_jit
def _has_digit(text: Bytes, start: int, end: int) -> bool:
    n = 0
    for i in range(start, end):
        n += 0x30 <= text[i] <= 0x39
    return n > 0


@_jit
def learn(
    text: Bytes,
    new: Marks,
    places: tuple[int, int],
    model: tuple[Weights, int, int, int],
    hashing: tuple[Keys, Keys, int],
    room: tuple[Marks, Marks, Sums],
    known: Bytes,
    evidence: Evidence,
) -> None:
    """Write the evidence of the new words, from the sums of the weights of their n-grams: see `kernels._evidence`.

    `places` are the first new place and the one after the last; `model` the weights, the bits of a bucket, the longest
    n-gram, and the most that a word says; `room` is room for states, buckets and sums.
    """
    (first, last), (weights, bits, orders, cap) = places, model
    factors, below, _longest = hashing
    states, buckets, sums = room
    for place in range(first, last):
        start, end = np.int64(new[place - first, 0]), np.int64(new[place - first, 1])
        known[place] = not _has_digit(text, start, end)
        for lane in range(evidence.shape[1]):
            evidence[place, lane] = 0
        if not known[place]:
            continue
        n = _buckets(text, start, end, bits, orders, states, buckets)
        key = _key(text, start, end - start, factors, below)
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


@_jit
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

    `sums` is room for one row. The loops over lanes run to a length that is not known before: others are not turned
    into vectors.
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


@_jit
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
