"""Where segments end, and rows that may hold text in no language, in compiled code (`segments.scan`).

Compiled and cached as in `numba_words`.
"""

import numpy as np

from cymraeg_data.buffers.numba_words import Int, Marks, jit
from cymraeg_data.buffers.numpy_words import Bytes, Keys, Places

__all__ = ["scan"]


@jit
def _is_letter(byte: Int) -> bool:
    return bool(byte >= 0x80 or 0x61 <= byte <= 0x7A)


@jit
def _is_digit(byte: Int) -> bool:
    return bool(0x30 <= byte <= 0x39)


@jit
def _is_hex(byte: Int) -> bool:
    return bool(_is_digit(byte) or 0x61 <= byte <= 0x66)


@jit
def _is_numeral(byte: Int) -> bool:
    return byte in (0x69, 0x76, 0x78)


@jit
def _is_joined(text: Bytes, at: int) -> bool:
    """Return whether a hyphen or colon is between two groups of hexadecimal digits, one with a letter."""
    before, after = text[at - 1], text[at + 1]
    groups = _is_hex(before) and _is_hex(after) and _is_hex(text[at - 2]) and _is_hex(text[at + 2])
    return groups and not (_is_digit(before) and _is_digit(after))


@jit
def _read_mark(  # noqa: PLR0911 - one a kind
    text: Bytes, at: int, kind: Int
) -> tuple[int, bool]:
    """Return what ends at a mark, and whether it may belong to text in no language."""
    mark, before, after = text[at], text[at - 1], text[at + 1]
    if kind == 1:
        return 3, False
    if kind == 2:
        return (2 if after <= 0x20 else 0), mark == 0x2E and _is_letter(after)
    if kind == 3:
        return 1, False
    if kind in (4, 8):
        return (1 if kind == 4 and before <= 0x20 else 0), _is_joined(text, at)
    if kind == 5:
        return 0, True
    if kind == 6:
        inner = _is_letter(before) and _is_letter(after)
        return 1, not inner and not (before <= 0x20 and after <= 0x20)
    if kind == 7:
        named = (_is_letter(before) and before < 0x80) or _is_digit(before) or before == 0x5F
        later = text[at + 2]
        return 1, named or (mark == 0x28 and _is_numeral(after) and (_is_numeral(later) or later == 0x29))
    if mark == 0x2A:
        return 0, before == 0x20 and after == 0x20
    amount = mark == 0x24 and _is_digit(after)
    return 0, after > 0x20 and after not in (0x29, 0x2C) and not amount


@jit
def _starts_like_mark(text: Bytes, at: Int, end: Int, starts: Keys, short: int) -> bool:
    """Return whether a row begins as a mark or a line of code may (`segments._starts_like_mark`)."""
    at = int(at)
    length, first = end - at, text[at]
    if length < 2:
        return False
    bits = starts[first, text[at + 1]]
    if bits:
        goes_on = np.uint64(text[at + 2] & 31 if length > 2 and _is_letter(text[at + 2]) else 0)
        if (bits >> (goes_on + np.uint64(32))) & np.uint64(1):
            return True
        if length <= short and (bits >> goes_on) & np.uint64(1):
            return True
    if not (_is_letter(first) or _is_digit(first)):
        return length <= short
    if first < 0x61 or first > 0x7A or length > short:
        return False
    digits = _is_digit(text[at + 1]) or (length > 2 and _is_digit(text[at + 2]))
    return digits or (length > 3 and _is_digit(text[at + 3]))


@jit
def scan(
    words: tuple[Bytes, Marks, Places, Places],
    tables: tuple[Bytes, Keys],
    short: int,
    levels: Bytes,
    suspects: Places,
) -> int:
    """Write what ends before each word and the rows to search; return the number of these.

    `words` are the text, the edges of words, the first word of each row and the end of each row; `tables` are
    `segments.kinds` and `segments.starts`.
    """
    (text, edges, firsts, ends), (kinds, starts) = words, tables
    n, at = 0, np.int64(1)
    for row in range(ends.shape[0]):
        end = ends[row] - 1
        is_suspect = _starts_like_mark(text, at, end, starts, short)
        for word in range(firsts[row], firsts[row + 1] + 1):
            is_last = word == firsts[row + 1]
            stop = end if is_last else np.int64(edges[2 * word])
            level = 0
            if stop - at != 1 or text[at] != 0x20:
                for place in range(at, stop):
                    kind = kinds[text[place]]
                    if kind:
                        ends_here, sign = _read_mark(text, place, kind)
                        level = max(level, ends_here)
                        is_suspect |= sign
            if not is_last:
                levels[word] = level if word > firsts[row] else 0
                at = np.int64(edges[2 * word + 1])
        if is_suspect:
            suspects[n] = row
            n += 1
        at = ends[row]
    return n
