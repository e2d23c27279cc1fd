"""Pairs of English and Welsh out of sources: catalogues, tables with both, files with one language each."""

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data import readers
from cymraeg_data.bilingual.headers import pair_columns
from cymraeg_data.locale import N_
from cymraeg_data.readers import Collection, Source

__all__ = ["PAIRS", "PairSource", "iter_pairs", "read_pairs"]

PAIRS = pa.schema([pa.field(name, pa.large_string()) for name in ("key", "en", "cy", "source", "location")])
"""The schema of pairs: `location` is `row:7` or `line:7`, null where neither has a meaning."""

_BY_KEY = N_("The two files differ in their language only, and their texts have the same keys.")
_BY_PLACE = N_("The two files differ in their language only, and have as many rows and columns.")
_BY_FORMAT = N_("The format keeps English and Welsh together.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSource:
    """Pairs that belong together: two columns of a table, a catalogue, or two files.

    `source` and `column` say where the Welsh is, `en_source` and `en_column` where the English is; the columns are None
    for catalogues. `batches()` gives record batches of the schema `PAIRS`, and can be called again.
    """

    source: str
    column: str | None = None
    en_source: str
    en_column: str | None = None
    confidence: float
    reason: str
    run: Callable[[], Iterator[pa.RecordBatch]] = field(repr=False)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the pairs."""
        return self.run()


def read_pairs(data: Any) -> pa.Table:
    """Return the pairs in a file, a folder, a list of files or a table: columns `key`, `en`, `cy`, `source`, `location`.

    A text that one language lacks is null there. Fuzzy messages of gettext catalogues are left out.

    >>> import pyarrow as pa
    >>> pairs = read_pairs(pa.table({"enw_cy": ["Ynys Môn"], "enw_en": ["Anglesey"]}))
    >>> pairs.select(["key", "en", "cy"]).to_pylist()
    [{'key': 'enw_cy[1]', 'en': 'Anglesey', 'cy': 'Ynys Môn'}]

    Raises:
        InputError: there is nothing to read, or it cannot be read; see `readers.read`.
    """
    collection = data if isinstance(data, Collection) else readers.read(data)
    batches = [batch for pairs in iter_pairs(collection) for batch in pairs.batches()]
    return pa.Table.from_batches(batches, schema=PAIRS)


def iter_pairs(collection: Collection) -> Iterator[PairSource]:
    """Yield what is paired in a collection, in the order of its sources; nothing is read before `batches()`.

    >>> import pyarrow as pa
    >>> table = pa.table({"Enw": ["Caerdydd"], "Name": ["Cardiff"]})
    >>> [(pairs.en_column, pairs.column) for pairs in iter_pairs(readers.read(table))]
    [('Name', 'Enw')]
    """
    english = _by_neutral_name(collection.sources, "en")
    for source in collection.sources:
        if source.format == "po":
            yield from _catalogue(source)
            continue
        if source.format == "text":
            continue
        if source.format != "json-locale":
            within = list(_columns(source))
            yield from within
            if within:
                continue
        partner = english.get(_neutral(source)) if source.language == "cy" else None
        if partner is not None and partner.format == source.format:
            yield from (
                _by_key(partner, source) if source.format == "json-locale" else _by_place(partner, source)
            )


def _by_neutral_name(sources: Iterable[Source], language: str) -> dict[str | None, Source]:
    return {_neutral(source): source for source in sources if source.language == language}


def _neutral(source: Source) -> str | None:
    named = readers.without_language(source.name)
    return named[1] if named else None


def _catalogue(source: Source) -> Iterator[PairSource]:
    if "cy" not in source.schema.names:
        return

    def run() -> Iterator[pa.RecordBatch]:
        for batch in source.batches():
            fuzzy = pc.match_substring_regex(batch.column("flags"), r"(?:^|,)fuzzy(?:,|$)").fill_null(False)
            kept = batch.filter(pc.invert(fuzzy))
            key, en, cy = (kept.column(name) for name in ("key", "en", "cy"))
            yield _batch(key, en, cy, source.name, _places("line:", kept.column("_line")))

    yield PairSource(source=source.name, en_source=source.name, confidence=1.0, reason=_BY_FORMAT, run=run)


def _columns(source: Source) -> Iterator[PairSource]:
    for pair in pair_columns(source.schema):
        yield PairSource(
            source=source.name,
            column=pair.cy,
            en_source=source.name,
            en_column=pair.en,
            confidence=pair.confidence,
            reason=pair.reason,
            run=functools.partial(_run_columns, source, pair.en, pair.cy),
        )


def _run_columns(source: Source, en: str, cy: str) -> Iterator[pa.RecordBatch]:
    for batch in source.batches():
        rows = batch.column("_row")
        yield _batch(_keys(cy, rows), batch.column(en), batch.column(cy), source.name, _places("row:", rows))


def _by_key(english: Source, welsh: Source) -> Iterator[PairSource]:
    def run() -> Iterator[pa.RecordBatch]:
        en, cy = _texts(english), _texts(welsh)
        keys = list(dict.fromkeys((*en, *cy)))
        english_texts = pa.array([en.get(key) for key in keys], pa.large_string())
        welsh_texts = pa.array([cy.get(key) for key in keys], pa.large_string())
        # A key with null beside it in both files is no text in either.
        yield _batch(
            pa.array(keys), english_texts, welsh_texts, welsh.name, pa.nulls(len(keys), pa.large_string())
        )

    yield PairSource(source=welsh.name, en_source=english.name, confidence=0.98, reason=_BY_KEY, run=run)


def _texts(source: Source) -> dict[str, str | None]:
    """Return the texts of a locale file by their keys; such files are small (see `readers`)."""
    return {
        key: text
        for batch in source.batches()
        for key, text in zip(batch.column("key").to_pylist(), batch.column("text").to_pylist(), strict=True)
    }


def _by_place(english: Source, welsh: Source) -> Iterator[PairSource]:
    """Yield the columns in the same places of two tables of the same shape, where they hold letters at all."""
    if len(english.schema) != len(welsh.schema) or _n_rows(english) != _n_rows(welsh):
        return
    for index, (en, cy) in enumerate(zip(english.schema, welsh.schema, strict=True)):
        if en.type == cy.type and _has_letters(english, index) and _has_letters(welsh, index):
            yield PairSource(
                source=welsh.name,
                column=cy.name,
                en_source=english.name,
                en_column=en.name,
                confidence=0.7,
                reason=_BY_PLACE,
                run=functools.partial(_run_places, english, welsh, index),
            )


def _run_places(english: Source, welsh: Source, index: int) -> Iterator[pa.RecordBatch]:
    name = welsh.schema.names[index]
    held: pa.Array | None = None
    others = (batch.column(index) for batch in english.batches())
    for batch in welsh.batches():
        while held is None or len(held) < batch.num_rows:
            more = next(others, None)
            if more is None:
                return
            held = more if held is None else pa.concat_arrays([held, more])
        rows = batch.column("_row")
        yield _batch(
            _keys(name, rows),
            held.slice(0, batch.num_rows),
            batch.column(index),
            welsh.name,
            _places("row:", rows),
        )
        held = held.slice(batch.num_rows)


def _n_rows(source: Source) -> int:
    return sum(batch.num_rows for batch in source.batches())


def _has_letters(source: Source, index: int) -> bool:
    kind = source.schema.field(index).type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        return False
    return any(
        pc.any(pc.match_substring_regex(batch.column(index), r"\p{L}")).as_py() for batch in source.batches()
    )


def _keys(column: str, rows: pa.Array) -> pa.Array:
    return _joined(f"{column}[", rows, "]")


def _places(kind: str, numbers: pa.Array) -> pa.Array:
    return _joined(kind, numbers, "")


def _joined(before: str, numbers: pa.Array, after: str) -> pa.Array:
    parts = [pa.scalar(part, pa.large_string()) for part in (before, after, "")]
    return pc.binary_join_element_wise(parts[0], numbers.cast(pa.large_string()), *parts[1:])


def _batch(key: pa.Array, en: pa.Array, cy: pa.Array, source: str, location: pa.Array) -> pa.RecordBatch:
    texts = [_large(array) for array in (key, en, cy)]
    sources = pa.array([source], pa.large_string()).take(pa.array([0] * len(key), pa.int32()))
    return pa.RecordBatch.from_arrays([*texts, sources, _large(location)], schema=PAIRS)


def _large(array: pa.Array) -> pa.Array:
    return (array.dictionary_decode() if pa.types.is_dictionary(array.type) else array).cast(
        pa.large_string()
    )
