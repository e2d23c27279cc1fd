"""The evidence of distinct words: the sums of the weights of their n-grams, and that of their twins.

`word_evidence` explains the integers.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection.listed_words import (
    AHEAD,
    ALONE,
    HOMOGRAPH,
    LANE,
    MASH,
    NO_EXCEPTION,
    USE_ALONE,
    USE_BESIDE,
    USE_FEW,
    USE_NAME,
    USE_WORD,
    exception_lanes,
)
from cymraeg_data.detection.model import LANES, Model

__all__ = ["CAP", "Evidence", "Listed", "Weighed", "by_lane", "exceptions", "vowels", "weigh"]

Evidence = npt.NDArray[np.uint64]

CAP = 1023
"""The most evidence of a word against a language, about e⁸ to one, so that mixed text keeps its languages."""


class Weighed(NamedTuple):
    """`Scored.evidence`, `Scored.known` and `Scored.soft` of some words, and which of them are no words."""

    evidence: Evidence
    known: numpy_words.Places
    soft: numpy_words.Places
    mash: numpy_words.Mask


def weigh(
    text: numpy_words.Bytes,
    starts: numpy_words.Places,
    ends: numpy_words.Places,
    keys: numpy_words.Keys,
    model: Model,
) -> Weighed:
    """Return the evidence of some words: the sums of the weights of their n-grams."""
    evidence: Evidence = np.empty((len(keys), model.packed.shape[1]), np.uint64)
    known, mash = np.empty(len(keys), np.int64), np.empty(len(keys), np.bool_)
    for first in range(0, len(keys), _WORDS):
        here = slice(first, first + _WORDS)
        evidence[here], known[here], mash[here] = _weigh(text, starts[here], ends[here], keys[here], model)
    soft = exception_lanes(keys, model) == HOMOGRAPH
    return Weighed(evidence, known, soft.astype(np.int64), mash)


class Listed(NamedTuple):
    """`Scored.twin` and `Scored.use` of some words, and the evidence of the twins, numbered after them."""

    twin: numpy_words.Places
    use: numpy_words.Places
    evidence: Evidence


def exceptions(keys: numpy_words.Keys, weighed: Weighed, model: Model) -> Listed:
    """Return the evidence of some words in a text of few words, as the model lists them; none for no word.

    For an exception all other lanes lose the same, so that its own lane leads them by `AHEAD`. A word of
    either language has two lanes of its own, and their difference stays.
    """
    said = np.where(weighed.mash, MASH, exception_lanes(keys, model))
    listed = np.flatnonzero(said != NO_EXCEPTION)
    twin, use = np.arange(len(keys)), np.zeros(len(keys), np.int64)
    twin[listed] = len(keys) + np.arange(len(listed))
    made, lanes = by_lane(weighed.evidence[listed]), said[listed]
    either, lane = lanes >= MASH, lanes & LANE
    names = model.labels.index("und") if "und" in model.labels else NO_EXCEPTION
    kind = np.array([USE_NAME, USE_WORD, USE_BESIDE, USE_BESIDE])[lanes // ALONE]
    use[listed] = np.where(lane == names, kind, np.where(lanes < ALONE, USE_FEW, USE_ALONE))
    own = np.zeros(made.shape, np.bool_)
    own[np.flatnonzero(either)[:, None], [model.welsh, model.english]] = True
    own[np.flatnonzero(~either), lane[~either]] = True
    over = np.where(own, 0, made).max(axis=1, initial=0) - (CAP - AHEAD)
    short = CAP - np.where(own, made, 0).max(axis=1, initial=0)
    made = np.where(own, made + short[:, None], np.maximum(made - np.maximum(over, 0)[:, None], 0))
    use[listed[lanes == MASH]] = USE_FEW
    made[lanes == MASH] = 0
    packed = np.ascontiguousarray(made.astype("<u2")).view("<u8").astype(np.uint64, copy=False)
    return Listed(twin, use, packed)


def by_lane(evidence: Evidence) -> npt.NDArray[np.int64]:
    """Return `[word, lane]` of packed evidence."""
    packed = np.ascontiguousarray(evidence).astype("<u8", copy=False)
    return packed.view("<u2").astype(np.int64)


_WORDS = 1 << 9
"""Words weighed together: our choice, so few that the weights of their n-grams stay in the cache."""


def _weigh(
    text: numpy_words.Bytes,
    starts: numpy_words.Places,
    ends: numpy_words.Places,
    keys: numpy_words.Keys,
    model: Model,
) -> tuple[Evidence, numpy_words.Mask, numpy_words.Mask]:
    """Return the evidence of at least one word, whether it can have a language, and whether it is no word."""
    flat = numpy_words.flatten(text, starts, ends)
    state = np.zeros(len(flat.text), np.uint32)
    sums = model.packed.take(numpy_words.bucket_grams(flat, 1, state, model.bits), axis=0)
    for order in range(2, numpy_words.ORDERS + 1):
        sums += model.packed.take(numpy_words.bucket_grams(flat, order, state, model.bits), axis=0)
    total = np.add.reduceat(sums, flat.offsets[:-1], axis=0)
    total += model.packed.take(numpy_words.word_buckets(keys, model.bits), axis=0)
    known = ~numpy_words.has_digit(flat)
    evidence = _capped(total, model.allowed)
    evidence[~known] = 0
    other = np.zeros(LANES, "<u2")
    other[model.other_scripts] = CAP * model.allowed[model.other_scripts]
    evidence[known & _is_other_script(flat)] = other.view("<u8")
    return evidence, known, known & _is_mash(flat)


def _is_other_script(flat: numpy_words.Flat) -> numpy_words.Mask:
    """Return which words are in another script than Latin: their letters say so without their n-grams."""
    text = flat.text
    latin = (text >= ord("a")) & (text <= ord("z")) | (text >= 0xC0) & (text < 0xCE)
    after = np.append(text[1:], np.uint8(0))
    latin |= (text == 0xE1) & (after >= 0xB8) & (after <= 0xBB)  # Latin letters with two accents
    firsts = flat.offsets[:-1]
    found: numpy_words.Mask = ~np.logical_or.reduceat(latin, firsts)
    return found & np.logical_or.reduceat(text >= 0xCE, firsts)


def _is_mash(flat: numpy_words.Flat) -> numpy_words.Mask:
    """Return which words have no vowel, or are one letter three times or more."""
    firsts, sizes = flat.offsets[:-1], np.diff(flat.offsets)
    voiceless: numpy_words.Mask = ~np.logical_or.reduceat(_VOWEL[flat.text], firsts)
    other = (flat.text != np.repeat(flat.text[firsts + 1], sizes)) & (flat.left > 1)
    other[firsts] = False
    same: numpy_words.Mask = ~np.logical_or.reduceat(other, firsts)
    return voiceless | (same & (sizes >= _SAME + 2))


def vowels() -> numpy_words.Mask:
    """Return which bytes are a vowel, or a part of a letter beyond ASCII."""
    return _VOWEL


_VOWEL = np.zeros(256, np.bool_)
_VOWEL[list(b"aeiouwy")] = True
_VOWEL[0x80:] = True

_SAME = 3


def _capped(total: Evidence, allowed: numpy_words.Mask) -> Evidence:
    """Return sums of weights as evidence; 0 for labels that are not allowed.

    The constant added to every weight to keep it positive cancels out in the difference.
    """
    lanes = total.astype("<u8", copy=False).view("<u2")
    barred = np.ones(lanes.shape[1], np.bool_)
    barred[: len(allowed)] = ~allowed
    lanes[:, barred] = 0
    best = lanes.max(axis=1, keepdims=True)
    lanes += np.uint16(CAP)
    np.maximum(lanes, best, out=lanes)
    lanes -= best
    lanes[:, barred] = 0
    return lanes.view("<u8").astype(np.uint64, copy=False)
