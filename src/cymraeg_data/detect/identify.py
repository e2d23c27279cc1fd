"""Which language a text is in: the best label of its words together, and how sure that makes us."""

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.detect import engine, features, kernels, second_opinion, short, words
from cymraeg_data.detect.decide import MIXED, decide, is_mixed, maybe_mixed, settle, tags
from cymraeg_data.detect.model import LANES, Model, load
from cymraeg_data.errors import InputError
from cymraeg_data.locale import _

__all__ = ["Detection", "Identified", "detect", "identify"]


DETECTORS = ("cymraeg_data", "fasttext")


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """Which language a text is in.

    `language` is a BCP 47 tag: "und" where the text gives no evidence (empty, numbers, codes, emoji, some names and
    words that languages share), "mul" where no language has more than three fifths of eight words or more, "mis" where
    it is in a language that the model knows is none of those it can name. `confidence`, from 0 to 1, is how often such
    an answer was right on held-out text to say Welsh, English or neither; which third language it is may be less sure;
    0 for "und". `shares` are shares of the words whose language can be told, the largest first.
    """

    language: str
    confidence: float
    shares: Mapping[str, float] = field(default_factory=dict, hash=False)


class Identified(NamedTuple):
    """Rows `first` to `last`: the number of each one's language in `decide.tags`, and the confidence."""

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
            best, lead = decide(totals, known, model, memory)
            close = np.flatnonzero(maybe_mixed(best, lead, known, model))
            if len(close):
                known = known.copy()  # it holds until the next piece is read
                counts = words.count_rows(*_only(data, offsets[first:], close), model, memory)
                best[close[is_mixed(counts[:, words.WELSH :])]] = MIXED
            yield Identified(first, last, *settle(best, lead, known, model))


def _rows(piece: kernels.Piece) -> tuple[int, int, bool]:
    return piece.first, piece.last, piece.is_part


def _only(
    data: features.Bytes, offsets: features.Places, rows: features.Places
) -> tuple[features.Bytes, features.Places]:
    """Return the bytes of some rows, end to end, and where each starts."""
    edges = zip(offsets[rows].tolist(), offsets[rows + 1].tolist(), strict=True)
    size = offsets[rows + 1] - offsets[rows]
    return np.concatenate([data[a:b] for a, b in edges]), np.concatenate([[0], np.cumsum(size)])


def asks_fasttext(detector: str) -> bool:
    """Return whether the detector of that name is fasttext-langdetect rather than ours.

    Raises:
        InputError: there is no detector of that name.
    """
    if detector not in DETECTORS:
        raise InputError(
            _(
                "There is no detector “{name}”. Choose one of: {names}.",
                name=detector,
                names=", ".join(DETECTORS),
            )
        )
    return detector == "fasttext"


def detect(text: str, *, detector: str = "cymraeg_data") -> Detection:
    """Return which language `text` is in; with `detector="fasttext"`, what fasttext-langdetect says, a second opinion.

    >>> detect("Mae’r tywydd yn braf heddiw.").language
    'cy'
    >>> detect("The weather is fine today.").language
    'en'
    >>> detect("W06000015 – 029 2034 2500")
    Detection(language='und', confidence=0.0, shares={})

    Raises:
        InputError: there is no detector of that name.
        ModelError: the model of fasttext-langdetect is not there, or a model file is damaged.
    """
    if asks_fasttext(detector):
        (opinion,) = second_opinion.detect([text])
        return Detection(**opinion._asdict()) if opinion else Detection(language="und", confidence=0.0)
    model = load()
    totals: features.Places = np.zeros((LANES, 1), np.int64)
    known: features.Places = np.zeros(1, np.int64)
    counts: Counter[str] = Counter()
    by_tag = np.zeros((1, words.N_TAGS), np.int64)
    for _piece, scored in short.read_text(text, model):
        here = scored.row_totals()
        totals += here
        known += scored.row_known()
        tagged = words.tag(scored, here, model)
        counts.update(words.count_tags(tagged, model))
        by_tag += words.by_tag(tagged, 1)
    best, lead = decide(totals, known, model)
    best[maybe_mixed(best, lead, known, model) & is_mixed(by_tag[:, words.WELSH :])] = MIXED
    (answer,), (confidence,) = settle(best, lead, known, model)
    return Detection(
        language=tags(model)[answer],
        confidence=float(confidence),
        shares={language: n / counts.total() for language, n in counts.most_common() if n},
    )
