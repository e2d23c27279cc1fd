"""The words that a model lists by hash beside its weights, and what is said of each.

A linear model gets some words wrong by itself; where they count is decided here.
"""

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection.model import Model, exception_hash

__all__ = [
    "AHEAD",
    "ALONE",
    "BESIDE",
    "EITHER",
    "FEW",
    "FEW_WORDS",
    "HOMOGRAPH",
    "LANE",
    "MASH",
    "NO_EXCEPTION",
    "USE_ALONE",
    "USE_BESIDE",
    "USE_FEW",
    "USE_NAME",
    "USE_NEVER",
    "USE_WORD",
    "exception_lanes",
]

FEW, FEW_WORDS = 3, 6
"""A text of at most so many words that can have a language, and so many in all, takes exceptions as listed.

With more words they decide each other: our choice.
"""

AHEAD = 300
"""The lead of the language of an exception over the next: our choice, as for an ordinary clear word."""

MASH, EITHER, HOMOGRAPH, NO_EXCEPTION = 252, 253, 254, 255
"""What the model may list for a word in place of a lane.

It is no word (found by its letters, never listed); a word of Welsh or English, but not surely of one; a
common word of both; nothing.
"""

LANE, ALONE, BESIDE = 63, 64, 128
"""The part of a listed lane that is the lane, and what is added to it.

`ALONE` for a word that is common elsewhere too, and for a name that is an ordinary word (`rose`); `BESIDE`
for a name that is as often a word (`brown`).
"""

USE_NEVER, USE_ALONE, USE_FEW, USE_NAME, USE_WORD, USE_BESIDE = range(6)
"""Where the evidence of a twin counts in place of a word's own.

Nowhere; where no other word can have a language, or all are listed words of Welsh and English; in all texts
of few words. A name counts alone, and where all of the few words are names; one that is an ordinary word, or
as often a word, only beside other names, of which one is not an ordinary word.
"""


def exception_lanes(keys: numpy_words.Keys, model: Model) -> npt.NDArray[np.uint8]:
    """Return the lane that the model lists for each word, `HOMOGRAPH`, or `NO_EXCEPTION`."""
    if not len(model.exceptions):
        return np.full(len(keys), NO_EXCEPTION, np.uint8)
    hashes = exception_hash(keys)
    places = np.minimum(np.searchsorted(model.exceptions, hashes), len(model.exceptions) - 1)
    found: npt.NDArray[np.uint8] = np.where(
        model.exceptions[places] == hashes, model.exception_lanes[places], np.uint8(NO_EXCEPTION)
    )
    return found
