"""The language of each word, and counts over them.

A word's evidence is its own and a little of that of the words at its sides: a word that both languages share goes with
its neighbours. Texts longer than `kernels.PIECE` bytes are read part by part, without a look across the cut.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.detect import engine, features, kernels
from cymraeg_data.detect.model import Model, load

__all__ = ["Measure", "MeasureRows", "WordTag", "count_tags", "measure", "measure_rows", "tag", "tag_words"]

UND, WELSH, ENGLISH, OTHER = range(4)

NEAR = 100
"""A neighbour adds at most this much evidence to a word's own (of up to `kernels.CAP`): enough for homographs, too
little for a clear word of the other language. Ours, chosen on code-switched speech (Siarad, development part).
"""

DOUBT = 40
"""A lead below this tells nothing: ours, chosen in the same way."""

Tags = npt.NDArray[np.int8]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTag:
    """A word, its place in the text in characters, and its language ("cy", "en", another tag, or "und")."""

    start: int
    end: int
    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How much Welsh there is: counts that add, so that the measure of a whole is the sum of its parts'.

    `n_undetermined_words` are codes, numbers and words whose language cannot be told; `n_switches` counts the changes
    of language from one word to the next, passing over those.
    """

    n_chars: int = 0
    n_words: int = 0
    n_welsh_words: int = 0
    n_english_words: int = 0
    n_other_words: int = 0
    n_undetermined_words: int = 0
    n_switches: int = 0

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


def tag(scored: kernels.Scored, totals: features.Places, model: Model) -> Tagged:
    """Return a tag for each word of a piece with the row totals `totals`.

    Words are Welsh or English, unless a third language is the best answer for their row as a whole.
    """
    totals = totals[: len(model.labels)].copy()
    n_rows = totals.shape[1]
    rows = np.repeat(np.arange(n_rows), np.diff(scored.words.rows))
    own = totals[[model.welsh, model.english]].max(axis=0)
    totals[[model.welsh, model.english]] = -1
    others = totals.argmax(axis=0)
    foreign = totals[others, np.arange(n_rows)] > own
    welsh, english = scored.label(model.welsh), scored.label(model.english)
    lead = _smooth((welsh - english).take(scored.which), rows)
    tags: Tags = np.where(lead > 0, WELSH, ENGLISH).astype(np.int8)
    if foreign.any():
        third = np.zeros(len(rows), np.int64)
        for lane in np.unique(others[foreign]):
            here = np.flatnonzero(others[rows] == lane)
            third[here] = scored.label(int(lane)).take(scored.which[here])
        over = _smooth(third - np.maximum(welsh, english).take(scored.which), rows)
        is_third = foreign[rows] & (over > 0)
        tags[is_third] = OTHER
        lead[is_third] = over[is_third]
    tags[(np.abs(lead) < DOUBT) | (scored.known.take(scored.which) == 0)] = UND
    return Tagged(tags, rows, others)


def _smooth(own: features.Places, rows: features.Places) -> features.Places:
    """Return each word's evidence with that of its neighbours in the same row."""
    smooth, near = own.copy(), np.clip(own, -NEAR, NEAR)
    same = rows[1:] == rows[:-1]
    smooth[1:] += near[:-1] * same
    smooth[:-1] += near[1:] * same
    return smooth


def measure_rows(data: features.Bytes, offsets: features.Places, model: Model) -> Iterator[MeasureRows]:
    """Yield the counts of some rows after another; the parts of a long row come one by one and add."""
    with engine.remember(model, int(offsets[-1] - offsets[0])) as memory:
        for piece in kernels.pieces(data, offsets):
            scored = memory.score(piece)
            yield MeasureRows(piece.first, piece.last, _count(piece, scored, model))


def _count(piece: kernels.Piece, scored: kernels.Scored, model: Model) -> dict[str, Counts]:
    """Return the counts of each row of a piece, by the names of `Measure`."""
    tagged = tag(scored, scored.row_totals(), model)
    n_rows = piece.last - piece.first
    by_tag = np.bincount(tagged.rows * 4 + tagged.tags, minlength=n_rows * 4).reshape(n_rows, 4)
    told = np.flatnonzero(tagged.tags != UND)
    change = tagged.tags[told][1:] != tagged.tags[told][:-1]
    change &= tagged.rows[told][1:] == tagged.rows[told][:-1]
    return {
        "n_chars": scored.row_chars(piece),
        "n_words": by_tag.sum(axis=1),
        "n_welsh_words": by_tag[:, WELSH],
        "n_english_words": by_tag[:, ENGLISH],
        "n_other_words": by_tag[:, OTHER],
        "n_undetermined_words": by_tag[:, UND],
        "n_switches": np.bincount(tagged.rows[told][1:][change], minlength=n_rows),
    }


def measure(text: str) -> Measure:
    """Return how much Welsh `text` holds, in counts that add.

    >>> found = measure("Mae'r llyfr ar y bwrdd.") + measure("The book is on the table.")
    >>> found.n_welsh_words, found.n_english_words
    (5, 6)
    >>> measure("2024").welsh_fraction is None
    True
    """
    data, offsets = kernels.encode(text)
    total = Measure()
    for part in measure_rows(data, offsets, load()):
        total += Measure(**{name: int(counts[0]) for name, counts in part.counts.items()})
    return total


def tag_words(text: str) -> tuple[WordTag, ...]:
    """Return the words of `text`, each with its place and language.

    >>> [(word.text, word.language) for word in tag_words("Mae'r cyfarfod yn y library")]
    [("Mae'r", 'cy'), ('cyfarfod', 'cy'), ('yn', 'cy'), ('y', 'cy'), ('library', 'en')]
    """
    data, offsets = kernels.encode(text)
    model = load()
    found: list[WordTag] = []
    before = 0
    for piece in kernels.pieces(data, offsets):
        scored = kernels.score(piece, model)
        starts, ends, n_chars = _characters(piece, scored)
        tagged = tag(scored, scored.row_totals(), model)
        names = ("und", "cy", "en", model.labels[tagged.others[0]])
        found += [
            WordTag(start=before + a, end=before + b, text=text[before + a : before + b], language=names[t])
            for a, b, t in zip(starts.tolist(), ends.tolist(), tagged.tags.tolist(), strict=True)
        ]
        before += n_chars
    return tuple(found)


def count_tags(tagged: Tagged, model: Model) -> dict[str, int]:
    """Return how many words of each language the one text of a piece holds, leaving out those that are undetermined."""
    n = np.bincount(tagged.tags, minlength=4).tolist()
    return {"cy": n[WELSH], "en": n[ENGLISH], model.labels[tagged.others[0]]: n[OTHER]}


def _characters(piece: kernels.Piece, scored: kernels.Scored) -> tuple[features.Places, features.Places, int]:
    """Return the starts and ends of words in characters of the text that was given, and its length in characters."""
    first = scored.prepared.given(scored.words.starts)
    last = scored.prepared.given(scored.words.ends - 1)
    index = np.cumsum(features.starts_character(piece.data)) - 1
    n_chars = int(index[-1]) + 1 if len(index) else 0
    return index[first], index[last] + 1, n_chars
