"""Profiles: the content of a table as counts that add.

`profile(a + b) == profile(a) + profile(b)` for any two batches of one source, in that order, so the same
counts serve one pass over a stream, several shards, or the workers of a cluster.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data import columns
from cymraeg_data.detection import Measure
from cymraeg_data.errors import UnknownColumnError
from cymraeg_data.normalisation import Options
from cymraeg_data.normalisation.prefilter.damage import LOST
from cymraeg_data.option_names import checked_options
from cymraeg_data.readers import PROVENANCE, Source

__all__ = [
    "RULES_OF_CODE",
    "ColumnProfile",
    "Example",
    "Profile",
    "profile",
    "profile_by",
    "profile_source",
]

Batches: TypeAlias = pa.Table | pa.RecordBatch | Iterable[pa.RecordBatch]

EXAMPLES = 5  # our choice: enough to recognise a fault, few enough to read
EXAMPLE_LENGTH = 200  # our choice: a cell may be a whole document

# Columns without text of their own, by the kind of rows.
_NOT_TEXT: Mapping[str, tuple[str, ...]] = {
    "catalogue": ("key",),
    "messages": ("key", "context", "flags"),
    "document": ("block",),
    "subtitles": ("start", "end"),
}

_EDGE_SPACES = r"^\s|\s$|^[\x{a0}\x{2007}\x{202f}\x{200b}\x{feff}]|[\x{a0}\x{2007}\x{202f}\x{200b}\x{feff}]$"
_CONTROLS = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9f}]"
_BLANK = r"^\s*$"

# The finding codes of the rules of `normalise`; spaces, controls and apostrophes are reported elsewhere or
# are style.
RULES_OF_CODE: Mapping[str, tuple[str, ...]] = {
    "T202": ("utf8_as_windows", "utf8_as_mac", "utf8_as_dos", "celtic_as_windows", "windows_as_latin"),
    "T203": ("lost_letter", "caret"),
    "T209": ("zero_width", "soft_hyphen", "bidi"),
    "T210": ("nfc", "ligature"),
    "T211": ("entity",),
}
_MENDED = Options(
    entity="all",  # a check counts all entities, also those that `fix` leaves to people
    nfc="all",
    control=False,
    no_break_space=False,
    edge_space=False,
    double_space=False,
    apostrophe="keep",
    suggest=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A value with a fault: its data row, its line or key if any, and its text, shortened if long."""

    row: int
    line: int | None
    key: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnProfile:
    """The content of one column.

    Of `n` rows, `n_null` have no value and `n_blank` only spaces or nothing; `n_text` are texts. `languages`
    counts the texts by BCP 47 tag, "und" for those without evidence; `measure` counts their words. `rules`
    counts the values that each rule of `normalise` would repair, `faults` counts values by finding code and
    `examples` has the first few of each.
    """

    n: int = 0
    n_null: int = 0
    n_blank: int = 0
    n_text: int = 0
    languages: Mapping[str, int] = field(default_factory=dict)
    measure: Measure = field(default_factory=Measure)
    rules: Mapping[str, int] = field(default_factory=dict)
    faults: Mapping[str, int] = field(default_factory=dict)
    examples: Mapping[str, tuple[Example, ...]] = field(default_factory=dict)

    def __add__(self, other: "ColumnProfile") -> "ColumnProfile":
        """Return the profile of this column's rows followed by the other's."""
        codes = [*self.examples, *(code for code in other.examples if code not in self.examples)]
        return ColumnProfile(
            n=self.n + other.n,
            n_null=self.n_null + other.n_null,
            n_blank=self.n_blank + other.n_blank,
            n_text=self.n_text + other.n_text,
            languages=_sum(self.languages, other.languages),
            measure=self.measure + other.measure,
            rules=_sum(self.rules, other.rules),
            faults=_sum(self.faults, other.faults),
            examples={
                code: (*self.examples.get(code, ()), *other.examples.get(code, ()))[:EXAMPLES]
                for code in codes
            },
        )


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Profile:
    """The content of a table: its number of rows and one profile per column."""

    n_rows: int = 0
    columns: Mapping[str, ColumnProfile] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Return what a log or a traceback shows: how many rows and columns, never their content."""
        return f"<Profile: {self.n_rows} rows, {len(self.columns)} columns>"

    def __add__(self, other: "Profile") -> "Profile":
        """Return the profile of both tables' rows in order; a column missing in one is null there."""
        names = [*self.columns, *(name for name in other.columns if name not in self.columns)]
        mine, theirs = (ColumnProfile(n=part.n_rows, n_null=part.n_rows) for part in (self, other))
        return Profile(
            n_rows=self.n_rows + other.n_rows,
            columns={name: self.columns.get(name, mine) + other.columns.get(name, theirs) for name in names},
        )


@checked_options
def profile(batches: Batches, *, exclude: Iterable[str] = (), key: str | None = None) -> Profile:
    """Return the profile of a table, a record batch, or an iterable of record batches.

    Columns of provenance are left out, and so are those named in `exclude` and the column `key`, which names
    the rows of a catalogue in the examples. Rows of a batch without provenance are numbered from 1.

    >>> import pyarrow as pa
    >>> places = pa.table({"enw": ["Tŷ Croes ", "Y Fenni", None]})
    >>> column = profile(places).columns["enw"]
    >>> column.n, column.n_null, column.faults
    (3, 1, {'T204': 1})
    """
    total = Profile()
    for _batch, read in _each_batch(batches, {*PROVENANCE, *exclude, key}, key):
        total += read.profile()
    return total


@checked_options
def profile_by(
    batches: Batches, column: str, *, exclude: Iterable[str] = (), key: str | None = None
) -> dict[object, Profile]:
    """Return a profile for each value of `column` in order of first occurrence, with `None` for null.

    The counts add up to those of `profile`; `column` itself is left out of the profiles.

    >>> import pyarrow as pa
    >>> table = pa.table({"testun": ["Bore da", "Good evening", "Nos da"], "ardal": ["Môn", "Gwent", "Môn"]})
    >>> found = profile_by(table, "ardal")
    >>> {area: part.columns["testun"].measure.n_welsh_words for area, part in found.items()}
    {'Môn': 4, 'Gwent': 0}

    Raises:
        UnknownColumnError: there is no column `column`.
    """
    groups: dict[object, Profile] = {}
    for batch, read in _each_batch(batches, {*PROVENANCE, *exclude, key, column}, key):
        if column not in batch.schema.names:
            raise UnknownColumnError(column, batch.schema.names)
        for value, rows in _groups(batch.column(column)):
            groups[value] = groups.get(value, Profile()) + read.take(rows).profile()
    return groups


def _groups(values: pa.Array) -> Iterator[tuple[object, pa.Array]]:
    """Yield each distinct value with its rows, in order of first occurrence."""
    if pa.types.is_dictionary(values.type):
        values = values.dictionary_decode()
    encoded = values.dictionary_encode(null_encoding="encode")
    numbers = encoded.indices.to_numpy(zero_copy_only=False)
    order = numbers.argsort(kind="stable")
    ends = np.bincount(numbers, minlength=len(encoded.dictionary)).cumsum().tolist()
    for value, (start, end) in zip(encoded.dictionary.to_pylist(), pairwise([0, *ends]), strict=True):
        yield value, pa.array(order[start:end])


def profile_source(source: Source, also: Callable[[pa.RecordBatch], None] | None = None) -> Profile:
    """Return the profile of a source of `readers.read`, from one pass over its batches.

    The keys of a catalogue name its rows and are not counted as text. `also` is called with each batch, so
    that other checks share the pass.
    """
    excluded = _NOT_TEXT.get(source.kind, ())
    key = "key" if "key" in excluded else None
    total = Profile()
    for batch in source.batches():
        total += profile(batch, exclude=excluded, key=key)
        if also is not None:
            also(batch)
    return total


class _Rows(NamedTuple):
    """The facts on each row of a column of text."""

    text: pa.Array
    blank: pa.Array
    rules: Mapping[str, pa.Array]
    faults: Mapping[str, pa.Array]
    language: pa.Array
    measure: pa.StructArray

    def take(self, rows: pa.Array) -> "_Rows":
        """Return the facts on some of the rows."""
        rules, faults = (
            {name: mask.take(rows) for name, mask in masks.items()} for masks in (self.rules, self.faults)
        )
        parts = (part.take(rows) for part in (self.text, self.blank, self.language, self.measure))
        text, blank, language, measure = parts
        return _Rows(text, blank, rules, faults, language, measure)


class _Batch(NamedTuple):
    """A batch: its number of rows, their places, and its columns, those of text with their facts."""

    n_rows: int
    places: Mapping[str, pa.Array]
    columns: "Mapping[str, pa.Array | _Rows]"

    def take(self, rows: pa.Array) -> "_Batch":
        """Return some of the rows."""
        places, columns_ = (
            {name: part.take(rows) for name, part in parts.items()} for parts in (self.places, self.columns)
        )
        return _Batch(len(rows), places, columns_)

    def profile(self) -> Profile:
        """Return the profile of the batch."""
        found = {name: _profile_column(column, self.places) for name, column in self.columns.items()}
        return Profile(n_rows=self.n_rows, columns=found)


def _each_batch(
    batches: Batches, left_out: set[str | None], key: str | None
) -> Iterator[tuple[pa.RecordBatch, _Batch]]:
    """Yield each batch of a table, a record batch or an iterable of them, as it is and as it is read."""
    if isinstance(batches, pa.RecordBatch):
        batches = [batches]
    elif isinstance(batches, pa.Table):
        batches = batches.to_batches()
    first_row = 1
    for batch in batches:
        yield batch, _read_batch(batch, left_out, key, first_row)
        first_row += batch.num_rows


def _read_batch(batch: pa.RecordBatch, left_out: set[str | None], key: str | None, first_row: int) -> _Batch:
    names = batch.schema.names
    nothing = pa.nulls(batch.num_rows)
    rows = pa.array(range(first_row, first_row + batch.num_rows))
    places = {
        "row": batch.column("_row") if "_row" in names else rows,
        "line": batch.column("_line") if "_line" in names else nothing,
        "key": nothing if key is None else batch.column(key),
    }
    read = {name: _read_column(batch.column(name)) for name in names if name not in left_out}
    return _Batch(batch.num_rows, places, read)


def _read_column(array: pa.Array) -> "pa.Array | _Rows":
    """Return the facts on the rows of a column of text; any other column as it is."""
    if not columns.is_text(array.type):
        return array
    text = array.cast(pa.large_string())
    blank = pc.match_substring_regex(text, _BLANK)
    by_rule = _rows_by_rule(text)
    repaired = {code: _any(by_rule, rules, len(text)) for code, rules in RULES_OF_CODE.items()}
    faults = repaired | {
        "T203": pc.or_(pc.match_substring_regex(text, LOST), repaired["T203"]),
        "T204": pc.and_not(pc.match_substring_regex(text, _EDGE_SPACES), blank),
        "T205": pc.match_substring_regex(text, _CONTROLS),
    }
    rules = {rule: pa.array(rows) for rule, rows in sorted(by_rule.items())}
    return _Rows(text, blank, rules, faults, columns.detect(text).field("language"), columns.measure(text))


def _profile_column(column: "pa.Array | _Rows", places: Mapping[str, pa.Array]) -> ColumnProfile:
    if not isinstance(column, _Rows):
        return ColumnProfile(n=len(column), n_null=column.null_count)
    text, blank = column.text, column.blank
    faults = {code: n for code, mask in column.faults.items() if (n := pc.sum(mask).as_py() or 0)}
    n_blank = pc.sum(blank).as_py() or 0
    return ColumnProfile(
        n=len(text),
        n_null=text.null_count,
        n_blank=n_blank,
        n_text=len(text) - text.null_count - n_blank,
        languages=_languages(column.language.filter(pc.invert(blank))),
        measure=_measure(column.measure),
        rules={rule: n for rule, mask in column.rules.items() if (n := pc.sum(mask).as_py())},
        faults=faults,
        examples={code: _examples(text, column.faults[code], places) for code in faults},
    )


def _rows_by_rule(text: pa.Array) -> dict[str, npt.NDArray[np.bool_]]:
    """Return the rows that each rule of `normalise` would repair."""
    edits = columns.normalise(text, options=_MENDED, edits=True).field("edits")
    numbers = pc.list_parent_indices(edits).to_numpy(zero_copy_only=False)
    rules = np.array(pc.struct_field(pc.list_flatten(edits), "rule").to_pylist(), object)
    found: dict[str, npt.NDArray[np.bool_]] = {}
    for name in dict.fromkeys(rules):
        for rule in name.split("+"):
            found.setdefault(rule, np.zeros(len(text), bool))[numbers[rules == name]] = True
    return found


def _any(by_rule: Mapping[str, npt.NDArray[np.bool_]], rules: Iterable[str], n: int) -> pa.Array:
    """Return which of `n` rows one of the rules would repair."""
    return pa.array(
        np.logical_or.reduce([by_rule[rule] for rule in rules if rule in by_rule] or [np.zeros(n, bool)])
    )


def _examples(text: pa.Array, mask: pa.Array, places: Mapping[str, pa.Array]) -> tuple[Example, ...]:
    chosen = pc.indices_nonzero(mask)[:EXAMPLES]
    values = text.take(chosen).to_pylist()
    columns_ = {name: array.take(chosen).to_pylist() for name, array in places.items()}
    return tuple(
        Example(text=value[:EXAMPLE_LENGTH], **dict(zip(columns_, place, strict=True)))
        for value, *place in zip(values, *columns_.values(), strict=True)
    )


def _languages(language: pa.Array) -> dict[str, int]:
    counts = pc.value_counts(language)
    return {item["values"].as_py(): item["counts"].as_py() for item in counts}


def _measure(rows: pa.Array) -> Measure:
    return Measure(**{part.name: pc.sum(rows.field(part.name)).as_py() or 0 for part in fields(Measure)})


def _sum(left: Mapping[str, int], right: Mapping[str, int]) -> dict[str, int]:
    names = [*left, *(name for name in right if name not in left)]
    return {name: left.get(name, 0) + right.get(name, 0) for name in names}


def __dir__() -> list[str]:
    return sorted(__all__)
