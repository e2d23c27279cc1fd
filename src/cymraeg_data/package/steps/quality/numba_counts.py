"""What the quality rules count word by word, in compiled code: the same integers that they have from numpy.

Compiled and kept as in `buffers.numba_words`.
"""

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers.numba_words import jit
from cymraeg_data.buffers.numpy_words import Bytes, Keys, Places

__all__ = ["cover", "read_words"]

_EIGHT, _SIXTEEN = 8, 16


@jit
def read_words(  # noqa: C901 - one pass over the bytes, which a call a byte would slow
    data: Bytes,
    offsets: Places,
    letter: npt.NDArray[np.bool_],
    look: int,
    factor: np.uint64,
    counts: Places,
    keys: Keys,
) -> int:
    """Write four counts for each row and a key for each word; return the number of words.

    The counts are of words, of their characters, of words without a letter among their first `look` bytes,
    and of hash signs and ellipses. A key is that of `word_rules`.
    """
    n_words = 0
    zero, byte_bits = np.uint64(0), np.uint64(8)
    for row in range(offsets.shape[0] - 1):
        words, chars, bare, symbols, dots = 0, 0, 0, 0, 0
        at, end = offsets[row], offsets[row + 1]
        while at < end:
            byte = data[at]
            if byte <= 0x20:
                dots = 0
                at += 1
                continue
            size, lettered = 0, False
            first, second, shift = zero, zero, zero
            while at < end:
                byte = data[at]
                if byte <= 0x20:
                    break
                if size < _SIXTEEN:
                    if size == _EIGHT:
                        shift = zero
                    if size < _EIGHT:
                        first |= np.uint64(byte) << shift
                    else:
                        second |= np.uint64(byte) << shift
                    shift += byte_bits
                if size < look and letter[byte]:
                    lettered = True
                chars += (byte & 0xC0) != 0x80
                dots = dots + 1 if byte == 0x2E else 0
                symbols += byte == 0x23 or dots >= 3
                if byte == 0xA6 and size >= 2 and data[at - 1] == 0x80 and data[at - 2] == 0xE2:
                    symbols += 1
                size += 1
                at += 1
            key = first * factor
            key ^= key >> np.uint64(29)
            if size > _EIGHT:
                key += second
            key *= factor
            keys[n_words] = key ^ (key >> np.uint64(32))
            n_words += 1
            words += 1
            bare += not lettered
        counts[row, 0], counts[row, 1], counts[row, 2], counts[row, 3] = words, chars, bare, symbols
    return n_words


@jit
def cover(
    keys: Keys, counts: Places, run: int, base: np.uint64, table: Places, hashes: Keys, covered: Places
) -> None:
    """Write how many words of each row are in runs of `run` words that stood in it before.

    `table` has room for the runs of a row, twice over, and is a power of two long; it comes and goes full of
    -1.
    """
    power = np.uint64(1)
    for _step in range(run):
        power *= base
    row_first = 0
    for row in range(counts.shape[0]):
        n_runs = counts[row, 0] - run + 1
        bits, size = np.uint64(1), 2
        while size < 2 * n_runs:
            bits += np.uint64(1)
            size *= 2
        rolling = np.uint64(0)
        until, inside = 0, 0
        for step in range(counts[row, 0]):
            rolling = rolling * base + keys[row_first + step]
            if step >= run:
                rolling -= keys[row_first + step - run] * power
            place = step - run + 1
            if place < 0:
                continue
            hashes[place] = rolling
            slot = np.int64((rolling * np.uint64(0x9E3779B97F4A7C15)) >> (np.uint64(64) - bits))
            while table[slot] >= 0 and hashes[table[slot]] != rolling:
                slot = (slot + 1) & (size - 1)
            if table[slot] < 0:
                table[slot] = place
            else:
                inside += step + 1 - max(until, place)
                until = step + 1
        table[:size] = -1
        covered[row] = inside
        row_first += counts[row, 0]
