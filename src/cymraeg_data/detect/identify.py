"""Which language a text is in: the best label of its words together, and how sure that makes us."""

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.detect import features, kernels, words
from cymraeg_data.detect.model import LANES, Model, load

__all__ = ["UNDETERMINED", "Detection", "Identified", "detect", "identify"]

UNDETERMINED = -1
"""Stands in `Identified.languages` where there is no evidence of any language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """Which language a text is in.

    `language` is a BCP 47 tag: "und" where the text gives no evidence (empty, numbers, codes, emoji), "mis" where it is
    in a language that the model knows is none of those it can name. `confidence`, from 0 to 1, is how often
    such an answer was right on held-out text; 0 for "und". `shares` are shares of the words whose language can be
    told, the largest first.
    """

    language: str
    confidence: float
    shares: Mapping[str, float] = field(default_factory=dict, hash=False)


class Identified(NamedTuple):
    """Rows `first` to `last`: the number of each one's language in `Model.languages`, and the confidence."""

    first: int
    last: int
    languages: npt.NDArray[np.int64]
    confidence: npt.NDArray[np.float64]


def identify(data: features.Bytes, offsets: features.Places, model: Model) -> Iterator[Identified]:
    """Yield the languages of some rows after another, each row once."""
    memory = kernels.Memory(model) if len(data) > kernels.PIECE else None
    pieces = kernels.pieces(data, offsets)
    for (first, last), parts in itertools.groupby(pieces, key=lambda piece: (piece.first, piece.last)):
        totals: features.Places = np.zeros((LANES, last - first), np.int64)
        known: features.Places = np.zeros(last - first, np.int64)
        for part in parts:  # a long row comes in more than one
            scored = kernels.score(part, model, memory)
            totals += scored.row_totals()
            known += scored.row_known()
        yield Identified(first, last, *_decide(totals, known, model))


def _decide(
    totals: features.Places, known: features.Places, model: Model
) -> tuple[features.Places, npt.NDArray[np.float64]]:
    """Return each row's best language, and the confidence measured for its lead over the next and its length."""
    languages = {language: LANES - 1 - number for number, language in enumerate(model.languages)}
    low = np.array([languages[label] for label in model.labels])
    keys = totals[: len(low)] * LANES + low[:, None]  # one number to compare: the sum, then the language
    first = keys.max(axis=0)
    keys[keys % LANES == first % LANES] = 0
    lead = first // LANES - keys.max(axis=0) // LANES
    best = LANES - 1 - first % LANES
    confidence = model.confidence[
        np.searchsorted(model.lengths, known), np.searchsorted(model.edges, lead, side="right")
    ]
    silent = (known == 0) | (lead == 0)
    best[silent], confidence[silent] = UNDETERMINED, 0.0
    return best, confidence


def detect(text: str) -> Detection:
    """Return which language `text` is in.

    >>> detect("Mae’r tywydd yn braf heddiw.").language
    'cy'
    >>> detect("The weather is fine today.").language
    'en'
    >>> detect("W06000015 – 029 2034 2500")
    Detection(language='und', confidence=0.0, shares={})
    """
    model = load()
    totals: features.Places = np.zeros((LANES, 1), np.int64)
    known: features.Places = np.zeros(1, np.int64)
    counts: Counter[str] = Counter()
    for piece in kernels.pieces(*kernels.encode(text)):
        scored = kernels.score(piece, model)
        here = scored.row_totals()
        totals += here
        known += scored.row_known()
        counts.update(words.count_tags(words.tag(scored, here, model), model))
    (best,), (confidence,) = _decide(totals, known, model)
    return Detection(
        language="und" if best == UNDETERMINED else model.languages[best],
        confidence=float(confidence),
        shares={language: n / counts.total() for language, n in counts.most_common() if n},
    )
