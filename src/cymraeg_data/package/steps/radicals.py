"""Words whatever their initial mutation.

The first consonants as the group of sounds that mutation moves them within.

`cath`, `gath`, `nghath` and `chath` are one word, and so are `tŷ`, `dŷ`, `nhŷ` and `thŷ`. A group is closed
under every mutation, so that no dictionary is needed: `c`, `g`, `ng` and what is left of a softened `g` are
one, which makes `cardd` and `ardd` one too. For a run of eight words or more that loses nothing; for a single
word see `welsh.radicals`.
"""

import functools
import itertools

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers.numpy_words import Bytes, Keys

__all__ = ["SHIFT", "initials", "tables", "with_group"]

Counts = npt.NDArray[np.int64]
Edges = npt.NDArray[np.int64] | npt.NDArray[np.uint32]

# The initials that soft, nasal and aspirate mutation and h before a vowel make of each other, the longest
# first
# (King, Modern Welsh, 2003, sections 3 to 12). Nothing is left of a softened g, so all of its group falls
# away.
_FALL_AWAY = ("ngh", "ng", "ch", "c", "g", "h")
_LIQUIDS = (("ll", "l"), ("rh", "r"))
_STOPS = (("ph", "mh", "p", "b", "m", "f"), ("th", "dd", "nh", "t", "d", "n"))
_NOT_MUTATED = "ff"

_LETTERS = "\0abcdefghijklmnopqrstuvwxyz"
SHIFT = 4
"""An entry of the second table is the length of the initial, and its group shifted by this."""


def initials(text: Bytes, starts: Edges, ends: Edges) -> tuple[Counts, Counts]:
    """Return how many bytes of each word are its initial, and the number of its group, 0 where it has none.

    >>> text = np.frombuffer(b"nghath cath glan lan llan" + bytes(8), np.uint8)
    >>> skip, group = initials(text, np.array([0, 7, 12, 17, 21]), np.array([6, 11, 16, 20, 25]))
    >>> skip.tolist(), group.tolist()
    ([3, 1, 2, 1, 2], [0, 0, 1, 1, 1])
    """
    fallen, after = tables()
    begin, until = starts.astype(np.int64), ends.astype(np.int64)
    skip = fallen[_number(text, begin, until, 3)].astype(np.int64)
    found = after[(skip > 0).astype(np.int64), _number(text, begin + skip, until, 2)].astype(np.int64)
    skip += found & ((1 << SHIFT) - 1)
    return skip, found >> SHIFT


def with_group(keys: Keys, group: Counts) -> Keys:
    """Return the keys of what follows the initials, each with the group of its initial."""
    made: Keys = keys + group.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return made


def _number(text: Bytes, begin: Counts, until: Counts, n: int) -> Counts:
    """Return the first `n` letters of each word as one number.

    What is no letter of a to z, and no more word, is 0.
    """
    number = np.zeros(len(begin), np.int64)
    for step in range(n):
        letter = text[begin + step] - np.uint8(ord("a") - 1)
        letter[(letter >= len(_LETTERS)) | (begin + step >= until)] = 0
        number *= len(_LETTERS)
        number += letter
    return number


@functools.cache
def tables() -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """Return the length and group of initials, by their first three letters and by the next two."""
    fallen = [_longest("".join(letters), _FALL_AWAY) for letters in itertools.product(_LETTERS, repeat=3)]
    pairs = ["".join(letters) for letters in itertools.product(_LETTERS, repeat=2)]
    after = [[_grouped(letters, (*_LIQUIDS, *_STOPS)) for letters in pairs]]
    after.append([_grouped(letters, _LIQUIDS) for letters in pairs])
    return np.array(fallen, np.uint8), np.array(after, np.uint8)


def _longest(letters: str, group: tuple[str, ...]) -> int:
    return next((len(initial) for initial in group if letters.startswith(initial)), 0)


def _grouped(letters: str, groups: tuple[tuple[str, ...], ...]) -> int:
    for number, group in enumerate(groups, 1):
        if letters != _NOT_MUTATED and (length := _longest(letters, group)):
            return length | number << SHIFT
    return 0
