"""The composition of a collection of texts.

A text corpus has no column of people to compare. What can be measured is its composition by each axis that
its columns hold (who wrote and published it, when, about what, where), its concentration on few contributors,
its texts per head in the authorities of Wales, the balance of northern and southern markers by document, and
the length of its sentences and words; each against a target that you declare, or against another corpus.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict, Unpack

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.option_names import checked_options
from cymraeg_data.represent.counting import read_columns
from cymraeg_data.represent.distance import distance
from cymraeg_data.represent.intervals import from_rows, interval, wilson
from cymraeg_data.represent.mapping import map_categories
from cymraeg_data.represent.packaged_references import reference
from cymraeg_data.welsh import letters, sentences, words
from cymraeg_data.welsh.dialect import dialect_balance

__all__ = ["COMPOSITION", "Corpus", "CorpusAxes", "corpus"]

COMPOSITION = pa.schema(
    [
        ("axis", pa.string()),
        ("group", pa.string()),
        ("n_documents", pa.int64()),
        ("n_words", pa.int64()),
        ("share", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("word_share", pa.float64()),
        ("target_share", pa.float64()),
        ("difference_pp", pa.float64()),
        ("per_100_000_residents", pa.float64()),
    ]
)
"""The columns of `Corpus.composition`; shares are of documents, `word_share` of words."""
_CONCENTRATION = pa.schema(
    [
        ("axis", pa.string()),
        ("n_contributors", pa.int64()),
        ("top_share", pa.float64()),
        ("top_ten_share", pa.float64()),
        ("herfindahl", pa.float64()),
        ("effective_contributors", pa.float64()),
    ]
)
_CONTRIBUTORS = ("publisher", "author", "source")
_UNKNOWN = "–"
_LONG = 7  # letters that make a word long in LIX (Björnsson, "Läsbarhet", 1968: more than six)


class CorpusAxes(TypedDict, total=False):
    """The columns of the axes of a corpus; each may be left out."""

    register: str
    publisher: str
    author: str
    source: str
    year: str
    topic: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Corpus:
    """A corpus described.

    `composition` has one row per group of each axis and `concentration` one per axis of contributors.
    `dialect` counts documents with northern and southern markers: evidence on the texts, not on where their
    writers are from. `reading` has means over documents: words per sentence, letters per word, with a Welsh
    digraph as one letter, and the share of long words. No scale of reading ages has been tested on Welsh, so
    none is given.
    """

    n_documents: int
    n_words: int
    composition: pa.Table
    concentration: pa.Table
    dialect: Mapping[str, float | int | None]
    reading: Mapping[str, float | None]
    unresolved_places: Mapping[str, int] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Return what it is in one line; `composition` has the figures."""
        axes = ", ".join(dict.fromkeys(self.composition.column("axis").to_pylist()))
        return f"Corpus({self.n_documents:,} documents, {self.n_words:,} words; axes: {axes or '–'})"

    def against(self, other: "Corpus") -> dict[str, float]:
        """Return the total variation between two corpora on each axis that both have: 0 equal, 1 disjoint."""
        mine, theirs = _shares(self.composition), _shares(other.composition)
        found = {}
        for axis in mine.keys() & theirs.keys():
            groups = sorted(mine[axis].keys() | theirs[axis].keys())
            one, two = (
                np.array([shares[axis].get(group, 0.0) for group in groups]) for shares in (mine, theirs)
            )
            found[axis] = distance(one, two, 1.0).total_variation
        return dict(sorted(found.items()))


@checked_options
def corpus(
    data: object,
    text: str = "text",
    *,
    target: Mapping[str, Mapping[str, float]] | None = None,
    places: Mapping[str, str] | None = None,
    **axes: Unpack[CorpusAxes],
) -> Corpus:
    """Return the composition of a collection of texts.

    Args:
        data: a path or a table with one row per document.
        text: the column of texts.
        target: for an axis the shares that its groups should have, as in `{"register": {"lleferydd": 0.5,
            …}}`.
        places: names of places, each with its authority by name or code; the names of authorities are
            known.
        **axes: the columns of `register`, `publisher`, `author`, `source`, `year` (shown by decade), `topic`,
            `place`.

    >>> table = pa.table({
    ...     "text": ["Dwi isio panad rŵan.", "Mae'r cyfarfod yn dechrau am ddeg.", "Fi moyn mynd mas."],
    ...     "awdur": ["Nia", "Nia", "Siân"],
    ...     "blwyddyn": [1998, 2004, 2021],
    ...     "lle": ["Gwynedd", "Caerdydd", "Abertawe"],
    ... })
    >>> found = corpus(table, author="awdur", year="blwyddyn", place="lle")
    >>> found
    Corpus(3 documents, 15 words; axes: author, year, local_authority)
    >>> found.dialect["n_north"], found.dialect["n_south"], found.concentration["top_share"].to_pylist()
    (1, 1, [0.6666666666666666])

    Raises:
        InputError: target shares that do not add up to 1.
        UnknownColumnError: there is no such column.
        WrongTypeError: there is no such axis; the message has the nearest.
    """
    named = {axis: str(column) for axis, column in axes.items()}
    _check_targets(target or {})
    read = read_columns(data, [text, *named.values()])
    texts = [str(value or "") for value in _values(read[text])]
    tokens = [[token.text for token in words(each) if token.kind == "word"] for each in texts]
    n_words = np.array([len(each) for each in tokens], np.int64)
    groups = {axis: _groups(axis, _values(read[column]), places or {}) for axis, column in named.items()}
    unresolved = groups.pop("place", ([], {}))
    located = {"local_authority": unresolved[0]} if "place" in named else {}
    tables = {axis: values for axis, (values, _lost) in groups.items()} | located
    return Corpus(
        n_documents=len(texts),
        n_words=int(n_words.sum()),
        composition=pa.Table.from_pylist(
            [
                row
                for axis, values in tables.items()
                for row in _composition(axis, values, n_words, (target or {}).get(axis))
            ],
            schema=COMPOSITION,
        ),
        concentration=pa.Table.from_pylist(
            [_concentration(axis, values) for axis, values in tables.items() if axis in _CONTRIBUTORS],
            schema=_CONCENTRATION,
        ),
        dialect=_dialect(texts),
        reading=_reading(texts, tokens),
        unresolved_places=unresolved[1],
    )


def _values(array: pa.Array) -> list[object]:
    values: list[object] = array.to_pylist()
    return values


def _check_targets(target: Mapping[str, Mapping[str, float]]) -> None:
    for axis, shares in target.items():
        total = sum(shares.values())
        if abs(total - 1) > 0.005 or min(shares.values()) < 0:  # rounding, as in table_reference.py
            raise InputError(
                _("The target shares of “{axis}” add up to {total:.3g}, not to 1.", axis=axis, total=total)
            )


def _groups(axis: str, values: list[object], places: Mapping[str, str]) -> tuple[list[str], dict[str, int]]:
    """Return the group of each document, and for places the names without a known authority."""
    if axis == "year":
        return [_decade(value) for value in values], {}
    if axis != "place":
        return [_UNKNOWN if value is None else str(value) for value in values], {}
    dimension = reference("census2021-wales")["local_authority"]
    mapped = map_categories(
        pa.array([None if value is None else str(value) for value in values]), dimension, labels=places
    )
    named = [dimension.codes[code] if code >= 0 else _UNKNOWN for code in mapped.codes]
    return named, {each.label: each.n for each in mapped.unmapped}


def _decade(value: object) -> str:
    year = str(value)[:4]
    return f"{year[:3]}0s" if year.isdigit() and len(year) == 4 else _UNKNOWN  # a year of four digits


def _composition(
    axis: str, values: list[str], n_words: npt.NDArray[np.int64], target: Mapping[str, float] | None
) -> list[dict[str, object]]:
    names = sorted({*values, *(target or {})})
    rank = {name: index for index, name in enumerate(names)}
    place = np.array([rank[value] for value in values])
    documents = np.bincount(place, minlength=len(names))
    counted = np.bincount(place, weights=n_words, minlength=len(names))
    sample = from_rows(documents.astype(np.int64))
    low, high = interval(sample)
    heads = _residents() if axis == "local_authority" else {}
    rows: list[dict[str, object]] = []
    for index, name in enumerate(names):
        share = float(sample.shares[index])
        row: dict[str, object] = {
            "axis": axis,
            "group": name,
            "n_documents": int(documents[index]),
            "n_words": int(counted[index]),
            "share": share,
            "low": float(low[index]),
            "high": float(high[index]),
            "word_share": float(counted[index] / counted.sum()) if counted.sum() else None,
        }
        if target is not None:
            wanted = target.get(name, 0.0)
            row |= {"target_share": wanted, "difference_pp": 100 * (share - wanted)}
        if name in heads:
            row["per_100_000_residents"] = int(documents[index]) / heads[name] * 100_000
        rows.append(row)
    return rows


def _residents() -> Mapping[str, float]:
    """Return the residents of each authority, by its code."""
    dimension = reference("census2021-wales")["local_authority"]
    return dict(zip(dimension.codes, dimension.counts, strict=True))


def _concentration(axis: str, values: Sequence[str]) -> dict[str, object]:
    """Return the concentration of a corpus on few contributors; documents without a name are left out.

    The index is Herfindahl's, the sum of squared shares; its inverse is the number of equal contributors that
    would give the same.
    """
    _names, counts = np.unique([value for value in values if value != _UNKNOWN] or [""], return_counts=True)
    shares = np.sort(counts / counts.sum())[::-1]
    index = float((shares**2).sum())
    return {
        "axis": axis,
        "n_contributors": len(shares),
        "top_share": float(shares[0]),
        "top_ten_share": float(shares[:10].sum()),
        "herfindahl": index,
        "effective_contributors": 1 / index,
    }


def _dialect(texts: list[str]) -> dict[str, float | int | None]:
    """Return the balance of markers by document: the north's share of those with markers of one side only."""
    found = dialect_balance(texts)
    marked = found.n_north + found.n_south
    balance: dict[str, float | int | None] = {
        "n_north": found.n_north,
        "n_south": found.n_south,
        "n_both": found.n_both,
        "n_neither": found.n_texts - marked - found.n_both,
        "north_share": None,
        "low": None,
        "high": None,
    }
    if marked:
        low, high = wilson(np.array([found.n_north / marked]), np.array([float(marked)]))
        balance |= {"north_share": found.n_north / marked, "low": float(low[0]), "high": float(high[0])}
    return balance


def _reading(texts: list[str], tokens: list[list[str]]) -> dict[str, float | None]:
    lengths = [[len(letters(word)) for word in each] for each in tokens if each]
    if not lengths:
        return {"words_per_sentence": None, "letters_per_word": None, "long_word_share": None}
    n_sentences = [
        max(1, len(list(sentences(text)))) for text, each in zip(texts, tokens, strict=True) if each
    ]
    return {
        "words_per_sentence": float(
            np.mean([len(each) / n for each, n in zip(lengths, n_sentences, strict=True)])
        ),
        "letters_per_word": float(np.mean([np.mean(each) for each in lengths])),
        "long_word_share": float(np.mean([np.mean(np.array(each) >= _LONG) for each in lengths])),
    }


def _shares(table: pa.Table) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for row in table.to_pylist():
        found.setdefault(row["axis"], {})[row["group"]] = row["share"]
    return found
