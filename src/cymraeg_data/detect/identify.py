"""Which language a text is in: the best label of its words together, and how sure that makes us."""

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.detect import engine, features, kernels, words
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
    pieces = kernels.pieces(data, offsets)
    with engine.remember(model, int(offsets[-1] - offsets[0])) as memory:
        for (first, last, is_part), parts in itertools.groupby(pieces, key=_rows):
            totals, known = kernels.add_parts(map(memory.score, parts), is_long=is_part)
            yield Identified(first, last, *_decide(totals, known, model, memory))


def _rows(piece: kernels.Piece) -> tuple[int, int, bool]:
    return piece.first, piece.last, piece.is_part


def _decide(
    totals: kernels.Totals, known: features.Places, model: Model, memory: kernels.Reader | None = None
) -> tuple[features.Places, npt.NDArray[np.float64]]:
    """Return each row's best language, and the confidence measured for its lead over the next and its length."""
    best, lead = kernels.rank(totals, model) if memory is None else memory.rank(totals)
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
