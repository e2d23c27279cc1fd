"""From the evidence of words to a language for each, which `words` and `api` count.

To its own evidence a word adds a little of its neighbours', and these of theirs: a word that both languages
share goes with its neighbours, and a word that is still undecided with its text. `numba_tags` is the same in
compiled code.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import word_evidence
from cymraeg_data.detection.model import Model

__all__ = [
    "DAMPING",
    "DOUBT",
    "ENGLISH",
    "FAR",
    "NEAR",
    "NONE",
    "N_TAGS",
    "OTHER",
    "OWN",
    "SIDE",
    "UND",
    "WELSH",
    "Tagged",
    "count",
    "tag",
]

N_TAGS = 4
UND, WELSH, ENGLISH, OTHER = range(N_TAGS)

NONE, OWN = -1, -2
"""The lane of a word without a language, and of a row without a third language; a word that has none of it.

`OWN` is said of the words of a segment that is surely Welsh or English.
"""

NEAR = 100
"""A neighbour adds at most this much evidence to a word's own (of up to `weighing.CAP`).

Enough for homographs, too little for a clear word of the other language. Chosen among 60 to 400 on random
mixtures of held-out Welsh and English sentences: a word, a phrase or a sentence of one in the other.
"""

FAR = 4
"""Evidence is passed on over this many words to either side: chosen in the same way, more adds nothing."""

DOUBT = 20
"""A lead below this, a quarter of one unit of log odds, is no evidence: our choice."""

SIDE = 100
"""A text takes a side, and its undecided words with it, where the sum of its words' leads is this large.

Chosen on real code-switched speech, as `DAMPING`.
"""

DAMPING = 110
"""The common words of both languages keep this much of their own lead, of 256."""

Lanes = npt.NDArray[np.int8]
Counts = npt.NDArray[np.int64]


class Tagged(NamedTuple):
    """The lane of each word of a piece or `NONE`; per row, the words of each tag and the switches.

    A switch is a change of language from one word to the next, ignoring words without one. Valid until the
    next piece is tagged.
    """

    lanes: Lanes
    counts: Counts
    switches: Counts

    def ends(self, model: Model) -> tuple[int, int] | None:
        """Return the first and the last language of the only row, None where no word has one."""
        labelled = self.lanes[self.lanes != NONE]
        if not len(labelled):
            return None
        first, last = word_evidence.language_numbers(model)[labelled[[0, -1]]]
        return int(first), int(last)


def tag(
    scored: word_evidence.Scored, third: numpy_words.Places, forced: Lanes | None, model: Model
) -> Tagged:
    """Return a language for each word of a piece.

    `third` is the lane of each row whose answer is a third language, else `NONE`; `forced` is the lane of
    each word in a segment of a third language, `OWN` in one of Welsh or English, else `NONE`.
    """
    n_rows = len(third)
    rows = np.repeat(np.arange(n_rows), np.diff(scored.words.rows))
    welsh, english = scored.of_words(model.welsh), scored.of_words(model.english)
    own = welsh - english
    soft = scored.soft[scored.which] != 0
    own[soft] = own[soft] * DAMPING >> 8
    lead = _smooth(own, rows)
    lanes = np.where(lead > 0, model.welsh, model.english).astype(np.int8)
    side = np.zeros(n_rows, np.int64)
    np.add.at(side, rows, own)
    sides = np.where(side >= SIDE, model.welsh, np.where(side <= -SIDE, model.english, NONE))
    word_sides, foreign = sides[rows], third != NONE
    if foreign.any():
        ahead = np.zeros(len(rows), np.int64)
        here = np.flatnonzero(foreign[rows])
        ahead[here] = scored.of_words(third[rows[here]], here) - np.maximum(welsh, english)[here]
        over = _smooth(ahead, rows)
        may_be_third = foreign[rows] if forced is None else foreign[rows] & (forced != OWN)
        word_sides = np.where(may_be_third, third[rows], word_sides)
        is_third = may_be_third & (over > 0)
        lanes[is_third] = third[rows[is_third]]
        lead[is_third] = over[is_third]
    undecided = np.abs(lead) < DOUBT
    lanes[undecided] = word_sides[undecided]
    if forced is not None:
        lanes = np.where(forced < 0, lanes, forced).astype(np.int8)
    lanes[scored.known[scored.which] == 0] = NONE
    return Tagged(lanes, *count(lanes, rows, n_rows, model))


def count(lanes: Lanes, rows: numpy_words.Places, n_rows: int, model: Model) -> tuple[Counts, Counts]:
    """Return the words of each tag and the switches of each row."""
    tags = np.full(len(lanes), OTHER)
    tags[lanes == model.welsh] = WELSH
    tags[lanes == model.english] = ENGLISH
    tags[lanes == NONE] = UND
    counts = np.bincount(rows * N_TAGS + tags, minlength=n_rows * N_TAGS).reshape(n_rows, N_TAGS)
    labelled = np.flatnonzero(lanes != NONE)
    languages, rows = word_evidence.language_numbers(model)[lanes[labelled]], rows[labelled]
    change = (languages[1:] != languages[:-1]) & (rows[1:] == rows[:-1])
    switches: Counts = np.bincount(rows[1:][change], minlength=n_rows)
    return counts, switches


def _smooth(own: numpy_words.Places, rows: numpy_words.Places) -> numpy_words.Places:
    """Return each word's evidence with what its neighbours in the same row pass on from either side.

    This is the result of the best path through two states with the cost `NEAR` per change: a path's lead is
    worth at most the cost of leaving it, so what is passed on is the lead so far, cut at `NEAR`.
    """
    same = (rows[1:] == rows[:-1]).astype(own.dtype)
    before, after = np.zeros_like(own), np.zeros_like(own)
    for _ in range(FAR):
        from_left = np.maximum(np.minimum((own + before)[:-1], NEAR), -NEAR) * same
        from_right = np.maximum(np.minimum((own + after)[1:], NEAR), -NEAR) * same
        before[1:], after[:-1] = from_left, from_right
    smooth: numpy_words.Places = own + before + after
    return smooth
