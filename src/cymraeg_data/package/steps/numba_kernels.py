"""What the steps do word by word, in compiled code: the same integers that they have from numpy.

Compiled and kept as in `buffers.numba_words`.
"""

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers.numba_words import Int, Marks, jit
from cymraeg_data.buffers.numpy_words import Bytes, Keys, Places

__all__ = ["cut_initials", "least", "probe"]

Small = npt.NDArray[np.uint32]
Table = npt.NDArray[np.uint8]
Tables = npt.NDArray[np.uint8]

_BEFORE_A, _LETTERS = np.uint8(0x60), 27


@jit
def _letter(text: Bytes, at: Int, end: Int) -> int:
    """Return the number of a letter of a to z, 0 for anything else and after the word."""
    if at >= end:
        return 0
    letter = np.int64(text[at]) - np.int64(_BEFORE_A)
    return int(letter) if 0 < letter < _LETTERS else 0


@jit
def cut_initials(
    text: Bytes, edges: Marks, n_words: int, tables: tuple[Table, Tables], shift: int, group: Places
) -> None:
    """Move the start of each word past its initial and write the number of its group.

    See `radicals.initials`.
    """
    fallen, after = tables
    for word in range(n_words):
        at, end = np.int64(edges[2 * word]), np.int64(edges[2 * word + 1])
        first, second = _letter(text, at, end), _letter(text, at + 1, end)
        skip = np.int64(fallen[(first * _LETTERS + second) * _LETTERS + _letter(text, at + 2, end)])
        at += skip
        number = _letter(text, at, end) * _LETTERS + _letter(text, at + 1, end)
        found = np.int64(after[1 if skip else 0, number])
        edges[2 * word] = at + (found & ((1 << shift) - 1))
        group[word] = found >> shift


@jit
def least(shingles: Small, rows: Places, factors: Small, masks: Small, found: npt.NDArray[np.uint32]) -> None:
    """Write the least of each permutation of the shingles of each row: see `near_duplicates.signatures`."""
    for row in range(rows.shape[0] - 1):
        lowest = found[row]
        lowest[:] = np.uint32(0xFFFFFFFF)
        for at in range(rows[row], rows[row + 1]):
            shingle = shingles[at]
            for number in range(factors.shape[0]):
                value = np.uint32((shingle ^ masks[number]) * factors[number])
                lowest[number] = min(lowest[number], value)


@jit
def probe(hashes: Keys, sieve: Keys, bits: int, found: Places) -> int:
    """Write the places of the hashes that the sieve lets through: see `contamination`; return how many."""
    n: Int = 0
    shift = np.uint64(64 - bits)
    for at in range(hashes.shape[0]):
        slot = hashes[at] >> shift
        found[n] = at
        n += np.int64((sieve[slot >> np.uint64(6)] >> (slot & np.uint64(63))) & np.uint64(1))
    return int(n)
