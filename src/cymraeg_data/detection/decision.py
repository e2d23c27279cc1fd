"""From evidence to an answer.

The best language of a text, unless a near neighbour or no language is likelier.

The kernels rank the labels; this is what is done with the ranking, for one text and for a column alike.
"""

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import word_evidence
from cymraeg_data.detection.model import Model

__all__ = ["MIXED", "NEIGHBOURS", "UNDETERMINED", "decide", "is_mixed", "maybe_mixed", "settle", "tags"]

UNDETERMINED = -1
"""The number of no language, where there is no evidence of any."""

MIXED = -2
"""The number of more than one language, where none has a clear majority."""

MAJORITY, LEAST = 0.6, 8
"""No language has a clear majority where none has more than this share of the words whose language can be told, of
which there are at least so many: ours."""

MIXED_LEAD = 150
"""Only a text whose best language leads by less than this a word is looked at word by word.

Ours, a text that is half
in one language and half in another leads by less than half of that."""

MIXED_SURE = 0.9
"""How sure such an answer is.

Ours, rounded down from the share of right ones among Welsh and English sentences that
were never learnt, put together by chance."""

UNSURE = 0.3
"""An answer less sure than this is not given: ours.

On the development split these are words that languages share and
names, and leaving them out costs no F1."""

NEIGHBOURS = ("br", "kw", "ga", "gd", "gv")
"""The other Celtic languages: their text must not be called Welsh for want of text to learn from."""

MARGIN, MARGIN_MOST = 100, 300
"""How far Welsh must lead them: this much a word, and at most so much for a text.

Ours, chosen on the development
split, where it costs Welsh F1 nothing at any length and halves the Celtic text that is called Welsh."""

Numbers = npt.NDArray[np.int64]


def decide(totals: word_evidence.Totals, known: numpy_words.Places, model: Model) -> tuple[Numbers, Numbers]:
    """Return the number of each row's language in `Model.languages`, or `UNDETERMINED`, and how far it leads."""
    best, lead = word_evidence.rank(totals, model)
    lanes = neighbour_lanes(model)
    numbers = word_evidence.language_numbers(model)
    close = np.flatnonzero((best == numbers[model.welsh]) & (lead < MARGIN_MOST))
    if len(lanes) and len(close):
        near = totals[np.ix_(lanes, close)].astype(np.int64)
        needed = np.minimum(MARGIN * known[close], MARGIN_MOST)
        short = needed - (totals[model.welsh, close] - near.max(axis=0))
        here = close[short > 0]
        best[here] = numbers[lanes][near.argmax(axis=0)[short > 0]]
        lead[here] = short[short > 0]
    silent = (known == 0) | (lead == 0)
    if "und" in model.languages:  # names, which are learnt as a language of their own
        silent |= best == model.languages.index("und")
    best[silent] = UNDETERMINED
    return best, lead


def neighbour_lanes(model: Model) -> numpy_words.Places:
    """Return the lanes of the languages near to Welsh."""
    return np.flatnonzero([label in NEIGHBOURS for label in model.labels])


def maybe_mixed(best: Numbers, lead: Numbers, known: numpy_words.Places, model: Model) -> numpy_words.Mask:
    """Return which rows are worth looking at word by word: Welsh or English leads, but not by much."""
    numbers = word_evidence.language_numbers(model)
    found: numpy_words.Mask = (known >= LEAST) & (lead < MIXED_LEAD * known)
    found &= (best == numbers[model.welsh]) | (best == numbers[model.english])
    return found


def is_mixed(counts: Numbers) -> numpy_words.Mask:
    """Return in which rows no language has a clear majority, from `[row, language]`, counts of words."""
    told = counts.sum(axis=1)
    found: numpy_words.Mask = (told >= LEAST) & (counts.max(axis=1) <= MAJORITY * told)
    return found


def tags(model: Model) -> tuple[str, ...]:
    """Return the tag of each number that `decide` and `identify` give.

    Those below zero count from the end.
    """
    return (*model.languages, "mul", "und")


def settle(
    best: Numbers, lead: Numbers, known: numpy_words.Places, model: Model
) -> tuple[Numbers, npt.NDArray[np.float64]]:
    """Return the answers, without those that are too unsure, and the confidence; 0 where there is no answer.

    Confidence is how often such an answer was right on held-out text to say Welsh, English or neither.
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
