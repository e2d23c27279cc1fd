"""From the evidence of words to a language for each, which `words` and `identify` count.

To its own evidence a word adds a little of its neighbours', and these of theirs: a word that both languages
share goes with its neighbours. `numba_tags` is the same in compiled code.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import word_evidence
from cymraeg_data.detection.model import Model

__all__ = [
    "DOUBT",
    "ENGLISH",
    "FAR",
    "FOREIGN",
    "NEAR",
    "N_TAGS",
    "OTHER",
    "UND",
    "WELSH",
    "Tagged",
    "tag",
    "third_lanes",
]

N_TAGS = 4
UND, WELSH, ENGLISH, OTHER = range(N_TAGS)

NEAR = 100
"""A neighbour adds at most this much evidence to a word's own (of up to `word_evidence.CAP`).

Enough for homographs, too little for a clear word of the other language. Chosen among 60 to 400 on random
mixtures of held-out Welsh and English sentences: a word, a phrase or a sentence of one in the other.
"""

FAR = 4
"""Evidence is passed on over this many words to either side: chosen in the same way, more adds nothing."""

DOUBT = 20
"""A lead below this, a quarter of one unit of log odds, is no evidence: our choice."""

FOREIGN = 200
"""The lead over Welsh and English that a third language needs in a text to be tagged: our choice."""

Counts = npt.NDArray[np.int64]


class Tagged(NamedTuple):
    """The tag of each word of a piece; per row, the lane of OTHER, the words of each tag and the switches.

    A switch is a change of language from one word to the next, ignoring words without one. Valid until the
    next piece is tagged.
    """

    tags: npt.NDArray[np.int8]
    others: numpy_words.Places
    counts: Counts
    switches: Counts

    def language(self, number: int, model: Model) -> str:
        """Return the language of a word of the only row."""
        return ("und", "cy", "en", model.labels[self.others[0]])[self.tags[number]]

    def ends(self, model: Model) -> tuple[str, str] | None:
        """Return the first and the last language of the only row, None where no word has one."""
        labelled = np.flatnonzero(self.tags != UND)
        return (
            (self.language(labelled[0], model), self.language(labelled[-1], model)) if len(labelled) else None
        )


def third_lanes(model: Model) -> numpy_words.Places:
    """Return the lanes of the languages that are neither Welsh nor English."""
    return np.flatnonzero([label not in ("cy", "en", "und") for label in model.labels])


def tag(scored: word_evidence.Scored, totals: word_evidence.Totals, model: Model) -> Tagged:
    """Return a tag for each word of a piece with the row totals `totals`.

    Words are Welsh or English, unless a third language is the best answer for their row as a whole.
    """
    n_rows = totals.shape[1]
    rows = np.repeat(np.arange(n_rows), np.diff(scored.words.rows))
    others, foreign = _thirds(totals, model)
    welsh, english = scored.of_words(model.welsh), scored.of_words(model.english)
    lead = _smooth(welsh - english, rows)
    tags = np.where(lead > 0, WELSH, ENGLISH).astype(np.int8)
    if foreign.any():
        third = np.zeros(len(rows), np.int64)
        here = np.flatnonzero(foreign[rows])
        third[here] = scored.of_words(others[rows[here]], here) - np.maximum(welsh, english)[here]
        over = _smooth(third, rows)
        is_third = foreign[rows] & (over > 0)
        tags[is_third] = OTHER
        lead[is_third] = over[is_third]
    tags[(np.abs(lead) < DOUBT) | (scored.known[scored.which] == 0)] = UND
    counts = np.bincount(rows * N_TAGS + tags, minlength=n_rows * N_TAGS).reshape(n_rows, N_TAGS)
    return Tagged(tags, others, counts, _switches(tags, rows, n_rows))


def _thirds(totals: word_evidence.Totals, model: Model) -> tuple[numpy_words.Places, numpy_words.Mask]:
    """Return each row's best lane other than Welsh and English, and whether it leads both by enough."""
    lanes = third_lanes(model)
    if not len(lanes):
        return np.zeros(totals.shape[1], np.int64), np.zeros(totals.shape[1], np.bool_)
    best = totals[lanes]
    own = np.maximum(totals[model.welsh], totals[model.english])
    foreign: numpy_words.Mask = best.max(axis=0) > own + FOREIGN
    return lanes[best.argmax(axis=0)], foreign


def _switches(tags: npt.NDArray[np.int8], rows: numpy_words.Places, n_rows: int) -> Counts:
    labelled = np.flatnonzero(tags != UND)
    tags, rows = tags[labelled], rows[labelled]
    change = (tags[1:] != tags[:-1]) & (rows[1:] == rows[:-1])
    found: Counts = np.bincount(rows[1:][change], minlength=n_rows)
    return found


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
