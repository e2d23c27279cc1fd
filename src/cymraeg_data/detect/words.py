"""The language of each word, and counts over them.

A word's evidence is its own and a little of that of the words at its sides, which have it from theirs: a word that both
languages share goes with its neighbours. Texts longer than `kernels.PIECE` bytes are read part by part, without a look across the cut.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.detect import engine, features, kernels, short
from cymraeg_data.detect.model import Model, load

__all__ = [
    "Measure",
    "MeasureRows",
    "WordTag",
    "by_tag",
    "count_rows",
    "count_tags",
    "measure",
    "measure_rows",
    "tag",
    "tag_words",
]

N_TAGS = 4
UND, WELSH, ENGLISH, OTHER = range(N_TAGS)

NEAR = 100
"""A neighbour adds at most this much evidence to a word's own (of up to `kernels.CAP`): enough for homographs, too
little for a clear word of the other language. Chosen, of 60 to 400, on Welsh and English sentences that were never
learnt, mixed by chance: a word, a phrase or a sentence of the one in the other.
"""

FAR = 4
"""Evidence is passed on over this many words to either side: chosen in the same way, more tells nothing."""

DOUBT = 20
"""A lead below this, a quarter of one unit of log odds, tells nothing: ours."""

FOREIGN = 200
"""A third language must lead Welsh and English in a text by more than this before its words are any other's: ours."""

Tags = npt.NDArray[np.int8]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTag:
    """A word, its place in the text in characters, and its language.

    That is "cy", "en", another tag, "und" where it cannot be told, or "mul" for an English stem with a Welsh ending
    ("bookio") among Welsh words, which `Measure` counts as Welsh.
    """

    start: int
    end: int
    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How much Welsh there is: counts that add, so that the measure of a whole is the sum of its parts'.

    `n_undetermined_words` are codes, numbers and words whose language cannot be told; `n_switches` counts the changes
    of language from one word to the next, passing over those. `n_spans` counts the spans that `language_spans` gives:
    one more than the switches, of every text that has words.
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
        """Return the measure of both texts, each read by itself."""
        if not isinstance(other, Measure):
            return NotImplemented
        return Measure(
            **{part.name: getattr(self, part.name) + getattr(other, part.name) for part in fields(self)}
        )

    @property
    def welsh_fraction(self) -> float | None:
        """Return the share of Welsh among the words whose language can be told, None when there are none."""
        told = self.n_words - self.n_undetermined_words
        return self.n_welsh_words / told if told else None


class MeasureRows(NamedTuple):
    """Rows `first` to `last` (or a part of one row) and their counts, by the names of `Measure`."""

    first: int
    last: int
    counts: dict[str, Counts]


class Tagged(NamedTuple):
    """The tag of each word of a piece, the row it is in, and for each row the lane that OTHER stands for."""

    tags: Tags
    rows: features.Places
    others: features.Places


def tag(scored: kernels.Scored, totals: kernels.Totals, model: Model) -> Tagged:
    """Return a tag for each word of a piece with the row totals `totals`.

    Words are Welsh or English, unless a third language is the best answer for their row as a whole.
    """
    totals = totals[: len(model.labels)].astype(np.int64)
    n_rows = totals.shape[1]
    rows = np.repeat(np.arange(n_rows), np.diff(scored.words.rows))
    own = totals[[model.welsh, model.english]].max(axis=0)
    totals[[lane for lane, label in enumerate(model.labels) if label in ("cy", "en", "und")]] = -1
    others = totals.argmax(axis=0)
    foreign = totals[others, np.arange(n_rows)] > own + FOREIGN
    welsh, english = scored.of_words(model.welsh), scored.of_words(model.english)
    lead = _smooth(welsh - english, rows)
    tags: Tags = np.where(lead > 0, WELSH, ENGLISH).astype(np.int8)
    if foreign.any():
        third = np.zeros(len(rows), np.int64)
        here = np.flatnonzero(foreign[rows])
        third[here] = scored.of_words(others[rows[here]], here)
        over = _smooth(third - np.maximum(welsh, english), rows)
        is_third = foreign[rows] & (over > 0)
        tags[is_third] = OTHER
        lead[is_third] = over[is_third]
    tags[(np.abs(lead) < DOUBT) | (scored.known[scored.which] == 0)] = UND
    return Tagged(tags, rows, others)


def _smooth(own: features.Places, rows: features.Places) -> features.Places:
    """Return each word's evidence with what its neighbours in the same row pass on to it, from either side.

    This is what the best path through two states, with `NEAR` for a change, says of each word: looked at from afar, a
    path's lead is at most the cost of leaving it, so what is passed on is the lead so far, cut at `NEAR`.
    """
    same = (rows[1:] == rows[:-1]).astype(own.dtype)
    before, after = np.zeros_like(own), np.zeros_like(own)
    for _ in range(FAR):
        from_left = np.maximum(np.minimum((own + before)[:-1], NEAR), -NEAR) * same
        from_right = np.maximum(np.minimum((own + after)[1:], NEAR), -NEAR) * same
        before[1:], after[:-1] = from_left, from_right
    smooth: features.Places = own + before + after
    return smooth


def measure_rows(data: features.Bytes, offsets: features.Places, model: Model) -> Iterator[MeasureRows]:
    """Yield the counts of some rows after another; the parts of a long row come one by one and add."""
    with engine.remember(model, int(offsets[-1] - offsets[0])) as memory:
        for piece in kernels.pieces(data, offsets):
            scored = memory.score(piece)
            yield MeasureRows(piece.first, piece.last, _count(piece, scored, model))


def count_rows(
    data: features.Bytes, offsets: features.Places, model: Model, reader: kernels.Reader
) -> Counts:
    """Return `[row, tag]`, how many words of each tag some rows hold, as `reader` reads them."""
    counts: Counts = np.zeros((len(offsets) - 1, N_TAGS), np.int64)
    for piece in kernels.pieces(data, offsets):
        scored = reader.score(piece)
        tagged = tag(scored, scored.row_totals(), model)
        counts[piece.first : piece.last] += by_tag(tagged, piece.last - piece.first)
    return counts


def by_tag(tagged: Tagged, n_rows: int) -> Counts:
    """Return `[row, tag]`, how many words of each tag the rows of a piece hold."""
    found: Counts = np.bincount(tagged.rows * N_TAGS + tagged.tags, minlength=n_rows * N_TAGS)
    return found.reshape(n_rows, N_TAGS)


def _count(piece: kernels.Piece, scored: kernels.Scored, model: Model) -> dict[str, Counts]:
    """Return the counts of each row of a piece, by the names of `Measure`."""
    tagged = tag(scored, scored.row_totals(), model)
    n_rows = piece.last - piece.first
    found = by_tag(tagged, n_rows)
    told = np.flatnonzero(tagged.tags != UND)
    change = tagged.tags[told][1:] != tagged.tags[told][:-1]
    change &= tagged.rows[told][1:] == tagged.rows[told][:-1]
    n_words = found.sum(axis=1)
    n_switches = np.bincount(tagged.rows[told][1:][change], minlength=n_rows)
    return {
        "n_chars": scored.row_chars(piece),
        "n_words": n_words,
        "n_welsh_words": found[:, WELSH],
        "n_english_words": found[:, ENGLISH],
        "n_other_words": found[:, OTHER],
        "n_undetermined_words": found[:, UND],
        "n_switches": n_switches,
        "n_spans": n_switches + (n_words > 0),
    }


def measure(text: str) -> Measure:
    """Return how much Welsh `text` holds, in counts that add.

    >>> found = measure("Mae'r llyfr ar y bwrdd.") + measure("The book is on the table.")
    >>> found.n_welsh_words, found.n_english_words
    (5, 6)
    >>> measure("2024").welsh_fraction is None
    True
    """
    model = load()
    total = Measure()
    for piece, scored in short.read_text(text, model):
        counts = _count(piece, scored, model)
        total += Measure(**{name: int(values[0]) for name, values in counts.items()})
    return total


def tag_words(text: str) -> tuple[WordTag, ...]:
    """Return the words of `text`, each with its place and language.

    >>> [(word.text, word.language) for word in tag_words("Mae'r cyfarfod yn y library")]
    [("Mae'r", 'cy'), ('cyfarfod', 'cy'), ('yn', 'cy'), ('y', 'cy'), ('library', 'en')]
    """
    model = load()
    found: list[WordTag] = []
    before = 0
    for piece, scored in short.read_text(text, model):
        starts, ends, n_chars = scored.characters(piece)
        tagged = tag(scored, scored.row_totals(), model)
        names = ("und", "cy", "en", model.labels[tagged.others[0]])
        found += [
            _word(before + a, before + b, text[before + a : before + b], names[t])
            for a, b, t in zip(starts.tolist(), ends.tolist(), tagged.tags.tolist(), strict=True)
        ]
        before += n_chars
    return tuple(found)


def _word(start: int, end: int, text: str, language: str) -> WordTag:
    if language == "cy" and _ENGLISH_STEM.fullmatch(text):
        language = "mul"
    return WordTag(start=start, end=end, text=text, language=language)


_ENGLISH_STEM = re.compile(r"(?=\w*(?:[kqvxz]|sh|ee|oo))[a-z]{3,}(?:io|iais|iodd|iwch|iwn)", re.IGNORECASE)
"""A stem spelt as Welsh is not, with a Welsh verb's ending: only this much is clear from a word by itself."""


def count_tags(tagged: Tagged, model: Model) -> dict[str, int]:
    """Return how many words of each language the one text of a piece holds, leaving out those that are undetermined."""
    n = np.bincount(tagged.tags, minlength=N_TAGS).tolist()
    return {"cy": n[WELSH], "en": n[ENGLISH], model.labels[tagged.others[0]]: n[OTHER]}
