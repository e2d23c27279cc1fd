"""The language of a text: the best label of its words together, with a confidence."""

import functools
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import reading, second_opinion, text_pieces, word_evidence
from cymraeg_data.detection.decision import UNDETERMINED, tags
from cymraeg_data.detection.kernels import plain, reader_pool
from cymraeg_data.detection.model import Model, model_among
from cymraeg_data.errors import InputError, require_text
from cymraeg_data.locale import _
from cymraeg_data.option_names import checked_options

__all__ = ["Detection", "Detector", "Identified", "detect", "identify"]


Detector = Literal["cymraeg_data", "fasttext"]
DETECTORS: tuple[Detector, ...] = get_args(Detector)


class Shares(Mapping[str, float]):
    """Shares of languages, worked out when they are first looked at: an answer alone is faster."""

    __slots__ = ("_found", "_work_out")

    def __init__(self, work_out: Callable[[], dict[str, float]]) -> None:
        self._work_out = work_out
        self._found: dict[str, float] | None = None

    @property
    def _shares(self) -> dict[str, float]:
        if self._found is None:
            self._found = self._work_out()
        return self._found

    def __getitem__(self, language: str) -> float:
        return self._shares[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._shares)

    def __len__(self) -> int:
        return len(self._shares)

    def __repr__(self) -> str:
        return repr(self._shares)

    def __reduce__(self) -> tuple[type[dict[str, float]], tuple[dict[str, float]]]:
        """Pickle and copy the shares as a dictionary."""
        return dict, (self._shares,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """The language of a text.

    `language` is a BCP 47 tag: "und" where the text gives no evidence (empty, numbers, codes, emoji, some
    names and words that languages share), "mul" where no language has more than three fifths of eight words
    or more, or where a Welsh and an English side have the text between them ("Croeso / Welcome"), "mis" for a
    language that the model recognises as none of those it can name. `confidence`, from 0 to 1, is how often
    such an answer rightly said Welsh, English or neither on held-out text (which third language it is may be
    less sure); 0 for "und". `shares` are shares of the words with a known language, the largest first; an
    answer that is a language is among them. For "und", `runner_up` is the likeliest language of a text with
    evidence if it is not a name, and `runner_up_confidence` how often that is right.
    """

    language: str
    confidence: float
    shares: Mapping[str, float] = field(default_factory=dict, hash=False)
    runner_up: str | None = None
    runner_up_confidence: float = 0.0


class Identified(NamedTuple):
    """Rows `first` to `last`: the index of the language of each in `decision.tags`, and the confidence."""

    first: int
    last: int
    languages: npt.NDArray[np.int64]
    confidence: npt.NDArray[np.float64]


def identify(data: numpy_words.Bytes, offsets: numpy_words.Places, model: Model) -> Iterator[Identified]:
    """Yield the languages of consecutive rows, each row once."""
    pieces = text_pieces.pieces(data, offsets)
    with reader_pool.remember(model, int(offsets[-1] - offsets[0])) as reader:
        for (first, last), parts in itertools.groupby(pieces, key=_rows):
            found = (reading.languages(part, reader) for part in parts)  # several of one long row
            whole = functools.reduce(functools.partial(reading.add, reader=reader), found)
            yield Identified(first, last, *reading.conclude(whole, reader))


def _rows(piece: text_pieces.Piece) -> tuple[int, int]:
    return piece.first, piece.last


def asks_fasttext(detector: Detector, among: Iterable[str] | None = None) -> bool:
    """Return whether the detector of that name is fasttext-langdetect, not the library's own.

    Raises:
        InputError: there is no detector of that name, or it cannot choose among languages.
    """
    if detector not in DETECTORS:
        raise InputError(
            _(
                "There is no detector “{name}”. Choose one of: {names}.",
                name=detector,
                names=", ".join(DETECTORS),
            )
        )
    if detector == "fasttext" and among is not None:
        raise InputError(
            _("The detector fasttext-langdetect does not choose among languages: leave out among=….")
        )
    return detector == "fasttext"


@checked_options
def detect(
    text: str, *, among: Iterable[str] | None = None, detector: Detector = "cymraeg_data"
) -> Detection:
    """Return the language of `text`; with `detector="fasttext"`, according to fasttext-langdetect.

    `among` are the languages that the text can be in, by BCP 47 tag, where that is known: short text in a
    Welsh and English table is detected better with `among=("cy", "en")`.

    >>> detect("Mae’r tywydd yn braf heddiw.").language
    'cy'
    >>> detect("The weather is fine today.").language
    'en'
    >>> detect("Croeso i Gymru / Welcome to Wales").language
    'mul'
    >>> detect("W06000015 – 029 2034 2500").language
    'und'
    >>> detect("nos", among=("cy", "en")).language
    'cy'

    Raises:
        InputError: there is no detector of that name, or no such language in the model.
        ModelError: the model of fasttext-langdetect is missing, or a model file is damaged.
    """
    require_text(text, "detect", "columns.detect")
    if asks_fasttext(detector, among):
        (opinion,) = second_opinion.detect([text])
        return Detection(**opinion._asdict()) if opinion else Detection(language="und", confidence=0.0)
    model = model_among(among)
    few = plain.read(text, model)
    if few is None:
        return _of_many(text, model)
    answer, confidence = few.answer
    if answer == UNDETERMINED:
        return _undetermined(few.counts(few.lanes), few.whole.totals, few.whole.known, model)
    shares = Shares(lambda: _shares(few.counts(few.lanes), model))
    return Detection(language=few.language, confidence=confidence, shares=shares)


def _of_many(text: str, model: Model) -> Detection:
    """Return the result of `detect` for a text of any length."""
    counts: Counter[int] = Counter()
    answers = None
    with reader_pool.remember(model, len(text)) as reader:
        for piece in text_pieces.pieces(*text_pieces.encode(text)):
            found = reading.tags(piece, reader)
            lanes = np.bincount(found.tagged.lanes[found.tagged.lanes >= 0], minlength=len(model.labels))
            for number, n in zip(word_evidence.language_numbers(model).tolist(), lanes.tolist(), strict=True):
                counts[number] += n
            answers = found.answers if answers is None else reading.add(answers, found.answers, reader)
        if answers is None:
            return Detection(language="und", confidence=0.0)
        (answer,), (confidence,) = reading.conclude(answers, reader)
    if answer == UNDETERMINED:
        return _undetermined(+counts, answers.totals[:, 0].tolist(), int(answers.known[0]), model)
    return Detection(
        language=tags(model)[answer], confidence=float(confidence), shares=_shares(+counts, model)
    )


def _undetermined(counts: Mapping[int, int], totals: Sequence[int], known: int, model: Model) -> Detection:
    """Return "und" with the likeliest language beside it."""
    best, sure = plain.runner_up(totals, known, model)
    return Detection(
        language="und",
        confidence=0.0,
        shares=_shares(counts, model),
        runner_up=None if best == UNDETERMINED else model.languages[best],
        runner_up_confidence=sure,
    )


def _shares(counts: Mapping[int, int], model: Model) -> dict[str, float]:
    """Return the share of each language, the largest first, from the number of its words."""
    labelled = sum(counts.values())
    largest_first = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return {model.languages[number]: n / labelled for number, n in largest_first}
