"""The language of each word, and counts of words.

Texts longer than `text_pieces.PIECE` bytes are read part by part; evidence is not passed on across the cut.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import reading, tagging, text_pieces
from cymraeg_data.detection.kernels import plain, reader_pool
from cymraeg_data.detection.model import Model, load, model_among
from cymraeg_data.errors import require_text
from cymraeg_data.option_names import checked_options

__all__ = [
    "Measure",
    "MeasureRows",
    "WordTag",
    "measure",
    "measure_rows",
    "tag_with",
    "tag_words",
]

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTag:
    """A word, its place in the text in characters, and its language.

    The language is "cy", "en", another tag, "und" where it is unknown, or "mul" for an English stem with a
    Welsh ending ("bookio") among Welsh words, which `Measure` counts as Welsh.
    """

    start: int
    end: int
    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The amount of Welsh as counts that add: the measure of a whole is the sum of its parts' measures.

    `n_undetermined_words` are codes, numbers and words of unknown language; `n_switches` counts the changes
    of language from one word to the next, ignoring these. `n_spans` counts the spans of `language_spans`: one
    more than the switches for every text that has words.
    """

    n_chars: int = 0
    n_words: int = 0
    n_welsh_words: int = 0
    n_english_words: int = 0
    n_other_words: int = 0
    n_undetermined_words: int = 0
    n_switches: int = 0
    n_spans: int = 0

    def __add__(self, other: "Measure") -> "Measure":
        """Return the measure of both texts, each read separately."""
        if not isinstance(other, Measure):
            return NotImplemented
        return Measure(
            **{part.name: getattr(self, part.name) + getattr(other, part.name) for part in fields(self)}
        )

    @property
    def welsh_fraction(self) -> float | None:
        """Return the share of Welsh among the words of known language, None when there are none."""
        labelled = self.n_words - self.n_undetermined_words
        return self.n_welsh_words / labelled if labelled else None


class MeasureRows(NamedTuple):
    """Rows `first` to `last` (or a part of one row) and their counts, by the fields of `Measure`."""

    first: int
    last: int
    counts: dict[str, Counts]


def measure_rows(data: numpy_words.Bytes, offsets: numpy_words.Places, model: Model) -> Iterator[MeasureRows]:
    """Yield the counts of consecutive rows; the parts of a long row come one by one and add."""
    with reader_pool.remember(model, int(offsets[-1] - offsets[0])) as reader:
        before = _Before()
        for piece in text_pieces.pieces(data, offsets):
            found = reading.tags(piece, reader)
            if piece.is_part:
                before = before.join(piece.first, found.tagged, model)
            yield MeasureRows(piece.first, piece.last, _count(piece, found))


class _Before(NamedTuple):
    """The part of a text read before: the row, and the last language in it."""

    row: int = -1
    language: int | None = None

    def join(self, row: int, tagged: tagging.Tagged, model: Model) -> "_Before":
        """Count a change of language from this part to the next; return the state for the part after that."""
        before = self.language if self.row == row else None
        ends = tagged.ends(model)
        if ends is None:
            return _Before(row, before)
        tagged.switches[0] += before not in (None, ends[0])
        return _Before(row, ends[1])


def _count(piece: text_pieces.Piece, found: reading.Tags) -> dict[str, Counts]:
    """Return the counts of each row of a piece by the names of `Measure`; they add over parts of a row."""
    counts = found.tagged.counts
    return {
        "n_chars": found.scored.row_chars(piece),
        "n_words": np.diff(found.scored.words.rows),
        "n_welsh_words": counts[:, tagging.WELSH],
        "n_english_words": counts[:, tagging.ENGLISH],
        "n_other_words": counts[:, tagging.OTHER],
        "n_undetermined_words": counts[:, tagging.UND],
        "n_switches": found.tagged.switches,
    }


@checked_options
def measure(text: str, *, among: Iterable[str] | None = None) -> Measure:
    """Return the amount of Welsh in `text`, in counts that add; `among` is as in `detect`.

    >>> found = measure("Mae'r llyfr ar y bwrdd.") + measure("The book is on the table.")
    >>> found.n_welsh_words, found.n_english_words
    (5, 6)
    >>> measure("N/A").welsh_fraction is None
    True

    Raises:
        InputError: the model does not name a language.
    """
    require_text(text, "measure", "columns.measure")
    model = model_among(among)
    few = plain.read(text, model)
    return _of_many(text, model) if few is None else _of_few(text, few, model)


def _of_few(text: str, few: plain.PlainText, model: Model) -> Measure:
    lanes, n = few.lanes, len(few.lanes)
    languages = [model.labels[lane] for lane in lanes if lane != tagging.NONE]
    n_switches = sum(a != b for a, b in pairwise(languages))
    welsh, english = languages.count("cy"), languages.count("en")
    return Measure(
        n_chars=len(text),
        n_words=n,
        n_welsh_words=welsh,
        n_english_words=english,
        n_other_words=len(languages) - welsh - english,
        n_undetermined_words=n - len(languages),
        n_switches=n_switches,
        n_spans=n_switches + bool(n),
    )


def _of_many(text: str, model: Model) -> Measure:
    """Return the result of `measure` for a text of any length."""
    total = Measure()
    for rows in measure_rows(*text_pieces.encode(text), model):
        total += Measure(**{name: int(values[0]) for name, values in rows.counts.items()})
    return replace(total, n_spans=total.n_switches + bool(total.n_words))


def tag_words(text: str) -> tuple[WordTag, ...]:
    """Return the words of `text`, each with its place and language.

    >>> [(word.text, word.language) for word in tag_words("Mae'r cyfarfod yn y library")]
    [("Mae'r", 'cy'), ('cyfarfod', 'cy'), ('yn', 'cy'), ('y', 'cy'), ('library', 'en')]
    """
    require_text(text, "tag_words")
    return tag_with(text, load())


def tag_with(text: str, model: Model) -> tuple[WordTag, ...]:
    """Return the result of `tag_words` for another model than the one in the package."""
    few = plain.read(text, model)
    if few is not None:
        return _words(text, 0, few.places, few.lanes, model)
    found: list[WordTag] = []
    before = 0
    with reader_pool.remember_in_numpy(model) as reader:
        for piece in text_pieces.pieces(*text_pieces.encode(text)):
            read = reading.tags(piece, reader)
            starts, ends, n_chars = read.scored.characters(piece)
            places = zip(starts.tolist(), ends.tolist(), strict=True)
            found += _words(text, before, places, read.tagged.lanes.tolist(), model)
            before += n_chars
    return tuple(found)


def _words(
    text: str, before: int, places: Iterable[tuple[int, int]], lanes: Iterable[int], model: Model
) -> tuple[WordTag, ...]:
    names = (*model.labels, "und")
    return tuple(
        _word(before + start, before + end, text[before + start : before + end], names[lane])
        for (start, end), lane in zip(places, lanes, strict=True)
    )


def _word(start: int, end: int, text: str, language: str) -> WordTag:
    if language == "cy" and _ENGLISH_STEM.fullmatch(text):
        language = "mul"
    return WordTag(start=start, end=end, text=text, language=language)


_ENGLISH_STEM = re.compile(r"(?=\w*(?:[kqvxz]|sh|ee|oo))[a-z]{3,}(?:io|iais|iodd|iwch|iwn)", re.IGNORECASE)
"""A stem with un-Welsh spelling and the ending of a Welsh verb: all that is clear from a word alone."""
