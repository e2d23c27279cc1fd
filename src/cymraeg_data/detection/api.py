"""The language of a text: the best label of its words together, with a confidence."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import second_opinion, tagging, word_evidence
from cymraeg_data.detection.decision import MIXED, decide, is_mixed, maybe_mixed, settle, tags
from cymraeg_data.detection.kernels import plain, reader_pool, short_texts
from cymraeg_data.detection.kernels.numpy_reader import Reader
from cymraeg_data.detection.model import LANES, Model, load
from cymraeg_data.errors import InputError, require_text
from cymraeg_data.locale import _
from cymraeg_data.option_names import checked_options

__all__ = ["Detection", "Detector", "Identified", "detect", "identify"]


Detector = Literal["cymraeg_data", "fasttext"]
DETECTORS: tuple[Detector, ...] = get_args(Detector)


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """The language of a text.

    `language` is a BCP 47 tag: "und" where the text gives no evidence (empty, numbers, codes, emoji, some
    names and words that languages share), "mul" where no language has more than three fifths of eight words
    or more, "mis" for a language that the model recognises as none of those it can name. `confidence`, from 0
    to 1, is how often such an answer rightly said Welsh, English or neither on held-out text (which third
    language it is may be less sure); 0 for "und". `shares` are shares of the words with a known language, the
    largest first.
    """

    language: str
    confidence: float
    shares: Mapping[str, float] = field(default_factory=dict, hash=False)


class Decided(NamedTuple):
    """The decisions of `decide` on some rows, corrected for mixed rows, and their words with a language."""

    best: npt.NDArray[np.int64]
    lead: npt.NDArray[np.int64]
    known: npt.NDArray[np.int64]


class Identified(NamedTuple):
    """Rows `first` to `last`: the index of the language of each in `decide.tags`, and the confidence."""

    first: int
    last: int
    languages: npt.NDArray[np.int64]
    confidence: npt.NDArray[np.float64]


def identify(data: numpy_words.Bytes, offsets: numpy_words.Places, model: Model) -> Iterator[Identified]:
    """Yield the languages of consecutive rows, each row once."""
    pieces = word_evidence.pieces(data, offsets)
    with reader_pool.remember(model, int(offsets[-1] - offsets[0])) as reader:
        for (first, last, is_part), parts in itertools.groupby(pieces, key=_rows):
            read = _parts if is_part else _piece
            yield Identified(first, last, *reader.settle(*read(parts, model, reader)))


def _rows(piece: word_evidence.Piece) -> tuple[int, int, bool]:
    return piece.first, piece.last, piece.is_part


def _piece(pieces: Iterable[word_evidence.Piece], model: Model, reader: Reader) -> Decided:
    """Return the decisions on the rows of a single piece."""
    (piece,) = pieces
    scored = reader.score(piece)
    totals, known = scored.row_totals(), scored.row_known()
    best, lead = reader.decide(totals, known)
    close = np.flatnonzero(maybe_mixed(best, lead, known, model))
    if len(close):
        counts = reader.tag(scored.only(close), totals[:, close]).counts
        best[close[is_mixed(counts[:, tagging.WELSH :])]] = MIXED
    return Decided(best, lead, known)


def _parts(parts: Iterable[word_evidence.Piece], model: Model, reader: Reader) -> Decided:
    """Return the decision on one long row, of which the pieces are parts."""
    totals: numpy_words.Places = np.zeros((LANES, 1), np.int64)
    known: numpy_words.Places = np.zeros(1, np.int64)
    counts = np.zeros((1, tagging.N_TAGS), np.int64)
    for part in parts:
        scored = reader.score(part)
        here = scored.row_totals()
        totals += here
        known += scored.row_known()
        counts += reader.tag(scored, here).counts
    best, lead = reader.decide(totals, known)
    best[maybe_mixed(best, lead, known, model) & is_mixed(counts[:, tagging.WELSH :])] = MIXED
    return Decided(best, lead, known)


def asks_fasttext(detector: Detector) -> bool:
    """Return whether the detector of that name is fasttext-langdetect, not the library's own.

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


@checked_options
def detect(text: str, *, detector: Detector = "cymraeg_data") -> Detection:
    """Return the language of `text`; with `detector="fasttext"`, according to fasttext-langdetect.

    >>> detect("Mae’r tywydd yn braf heddiw.").language
    'cy'
    >>> detect("The weather is fine today.").language
    'en'
    >>> detect("W06000015 – 029 2034 2500")
    Detection(language='und', confidence=0.0, shares={})

    Raises:
        InputError: there is no detector of that name.
        ModelError: the model of fasttext-langdetect is missing, or a model file is damaged.
    """
    require_text(text, "detect", "columns.detect")
    if asks_fasttext(detector):
        (opinion,) = second_opinion.detect([text])
        return Detection(**opinion._asdict()) if opinion else Detection(language="und", confidence=0.0)
    model = load()
    few = plain.read(text, model)
    if few is None:
        return _of_many(text, model)
    counts = _by_language(few.counts, few.other, model)
    return _detection(*plain.answer(few, model), counts, model)


def _of_many(text: str, model: Model) -> Detection:
    """Return the result of `detect` for a text of any length."""
    totals: numpy_words.Places = np.zeros((LANES, 1), np.int64)
    known: numpy_words.Places = np.zeros(1, np.int64)
    counts: Counter[str] = Counter()
    by_tag = np.zeros((1, tagging.N_TAGS), np.int64)
    for _piece, scored in short_texts.read_text(text, model):
        here = scored.row_totals()
        totals += here
        known += scored.row_known()
        tagged = tagging.tag(scored, here, model)
        counts.update(_by_language(tagged.counts[0].tolist(), int(tagged.others[0]), model))
        by_tag += tagged.counts
    best, lead = decide(totals, known, model)
    best[maybe_mixed(best, lead, known, model) & is_mixed(by_tag[:, tagging.WELSH :])] = MIXED
    (answer,), (confidence,) = settle(best, lead, known, model)
    return _detection(int(answer), float(confidence), counts, model)


def _by_language(counts: Sequence[int], other: int, model: Model) -> dict[str, int]:
    """Return the number of words of each language, from the number with each tag."""
    found = {"cy": counts[tagging.WELSH], "en": counts[tagging.ENGLISH]}
    return found | {model.labels[other]: counts[tagging.OTHER]} if counts[tagging.OTHER] else found


def _detection(answer: int, confidence: float, counts: Mapping[str, int], model: Model) -> Detection:
    labelled = sum(counts.values())
    largest_first = sorted(counts.items(), key=lambda item: -item[1])
    return Detection(
        language=tags(model)[answer],
        confidence=confidence,
        shares={language: n / labelled for language, n in largest_first if n},
    )
