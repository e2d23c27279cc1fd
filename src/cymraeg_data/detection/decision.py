"""From evidence to an answer: the best language of a text, unless a near neighbour or none is likelier.

The kernels rank the labels; this module decides from the ranking, for one text and for a column alike.
"""

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import word_evidence
from cymraeg_data.detection.model import Model

__all__ = ["MIXED", "NEIGHBOURS", "UNDETERMINED", "decide", "is_mixed", "maybe_mixed", "settle", "tags"]

UNDETERMINED = -1
"""The index of no language, where there is no evidence of any."""

MIXED = -2
"""The index of more than one language, where none has a clear majority."""

MAJORITY, LEAST = 0.6, 8
"""A text of so many words of known language is mixed if no language has more than this share: our choice."""

MIXED_LEAD = 150
"""Only texts whose best language leads by less than this per word are tagged word by word: our choice.

A text that is half in one language and half in another leads by less than half of it.
"""

MIXED_SURE = 0.9
"""The confidence that a text is mixed: our choice.

It is rounded down from the share of right answers on random pairs of held-out Welsh and English sentences.
"""

UNSURE = 0.3
"""Answers with less confidence become "und": our choice.

On the development split these are names and words that languages share, and leaving them out costs no F1.
"""

SIDE_SURE, LARGER_SIDE, BOTH_SIDES = 0.5, 0.7, 0.6
"""A text with Welsh and English sides is mixed: sides with this confidence or more count.

The larger language has at most `LARGER_SIDE` of the words of such sides, and these are at least `BOTH_SIDES`
of the words that have a language. Our choice: two of 8,372 one-language lines of held-out text become mixed.
"""

THIRD_SURE, THIRD_WORDS = 0.9, 3
"""A line or sentence with this confidence and so many words gives its third language to all of its words.

Our choice: 6 of 31,922 words of held-out Welsh and English documents are wrongly given one.
"""

THIRD_SIDE_SURE, THIRD_SIDE_WORDS = 0.97, 4
"""The same for one side of a sentence, as between brackets."""

NEIGHBOURS = ("br", "kw", "ga", "gd", "gv")
"""The other Celtic languages: they have little training text, and must not be taken for Welsh."""

MARGIN, MARGIN_MOST = 100, 300
"""The lead that Welsh needs over them: this much per word, and at most so much per text. Our choice.

On the development split it costs no Welsh F1 at any length and halves the Celtic text taken for Welsh.
"""

Numbers = npt.NDArray[np.int64]


def decide(totals: word_evidence.Totals, known: numpy_words.Places, model: Model) -> tuple[Numbers, Numbers]:
    """Return the index of each row's language in `Model.languages`, or `UNDETERMINED`, and its lead."""
    best, lead = word_evidence.rank(totals, model)
    lanes = neighbour_lanes(model)
    numbers = word_evidence.language_numbers(model)
    nothing = (known == 0) | (totals.max(axis=0, initial=0) == 0)
    lead[nothing] = 0
    close = np.flatnonzero((best == numbers[model.welsh]) & (lead < MARGIN_MOST) & ~nothing)
    if len(lanes) and len(close):
        near = totals[np.ix_(lanes, close)].astype(np.int64)
        needed = np.minimum(MARGIN * known[close], MARGIN_MOST)
        short = needed - (totals[model.welsh, close] - near.max(axis=0))
        here = close[short > 0]
        best[here] = numbers[lanes][near.argmax(axis=0)[short > 0]]
        lead[here] = short[short > 0]
    silent = nothing | (lead == 0)
    if "und" in model.languages:  # names, which the model learns as a language of their own
        silent |= best == model.languages.index("und")
    best[silent] = UNDETERMINED
    return best, lead


def neighbour_lanes(model: Model) -> numpy_words.Places:
    """Return the lanes of the languages close to Welsh."""
    return np.flatnonzero([label in NEIGHBOURS for label in model.labels] & model.allowed)


def maybe_mixed(best: Numbers, lead: Numbers, known: numpy_words.Places, model: Model) -> numpy_words.Mask:
    """Return which rows to tag word by word: those in which Welsh or English leads, but not by much."""
    numbers = word_evidence.language_numbers(model)
    found: numpy_words.Mask = (known >= LEAST) & (lead < MIXED_LEAD * known)
    found &= (best == numbers[model.welsh]) | (best == numbers[model.english])
    return found


def is_mixed(counts: Numbers) -> numpy_words.Mask:
    """Return in which rows no language has a clear majority, from `[row, language]`, counts of words."""
    labelled = counts.sum(axis=1)
    found: numpy_words.Mask = (labelled >= LEAST) & (counts.max(axis=1) <= MAJORITY * labelled)
    return found


def is_bilingual(halves: Numbers, labelled: Numbers) -> numpy_words.Mask:
    """Return in which rows the Welsh and English sides are both large, from the words of each.

    `halves` are `[row, half]`, `labelled` the words of the row that have a language.
    """
    larger, both = halves.max(axis=1), halves.sum(axis=1)
    found: numpy_words.Mask = (halves.min(axis=1) > 0) & (larger <= LARGER_SIDE * both)
    found &= both >= BOTH_SIDES * labelled
    return found


def is_sure_segment(
    sure: npt.NDArray[np.float64], known: numpy_words.Places, whole: numpy_words.Mask
) -> numpy_words.Mask:
    """Return which segments are surely in one language, which all of their words take if it is a third.

    `whole` are sentences and lines, the others sides.
    """
    least, words = (
        np.where(whole, THIRD_SURE, THIRD_SIDE_SURE),
        np.where(whole, THIRD_WORDS, THIRD_SIDE_WORDS),
    )
    found: numpy_words.Mask = (sure >= least) & (known >= words)
    return found


def tags(model: Model) -> tuple[str, ...]:
    """Return the tag of each index that `decide` and `identify` give; negative ones count from the end."""
    return (*model.languages, "mul", "und")


def settle(
    best: Numbers, lead: Numbers, known: numpy_words.Places, model: Model
) -> tuple[Numbers, npt.NDArray[np.float64]]:
    """Return the answers, "und" in place of those that are too unsure, and the confidence, 0 for "und".

    Confidence is how often such an answer rightly said Welsh, English or neither on held-out text.
    """
    numbers = word_evidence.language_numbers(model)
    neither = (best != numbers[model.welsh]) & (best != numbers[model.english])
    length_class = np.searchsorted(model.lengths, known) + (len(model.lengths) + 1) * neither
    found: npt.NDArray[np.float64] = model.confidence[
        length_class, np.searchsorted(model.edges, lead, side="right")
    ]
    found[best == MIXED] = MIXED_SURE
    answers = np.where(found < UNSURE, UNDETERMINED, best)
    found[answers == UNDETERMINED] = 0.0
    return answers, found
