"""Input files to one table of rows: the manifest's columns, and where each row comes from."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data import bilingual, readers
from cymraeg_data.errors import InputError
from cymraeg_data.findings import Finding
from cymraeg_data.locale import _
from cymraeg_data.package.convert import ARROW_TYPES, convert
from cymraeg_data.package.inputs import Input
from cymraeg_data.package.manifest import Column, Manifest

__all__ = ["Rows", "read_rows"]

_ROW = "_row"


@dataclass(slots=True, kw_only=True)
class Rows:
    """The rows of the input and what happened to the rest of it.

    `dropped` counts rows by reason, `unread` values by column that became null because they are not what the
    manifest says; `unmapped` names the publisher's columns that the manifest does not take.
    """

    table: pa.Table
    dropped: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    unmapped: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Tally:
    """What is counted while batches go by."""

    unread: Counter[str] = field(default_factory=Counter)
    seen: dict[str, None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_rows(manifest: Manifest, inputs: Sequence[Input]) -> Rows:
    """Return the rows of `inputs`, in their order, with the columns of `manifest` and `source_id`, `source_row`.

    Raises:
        InputError: a column is not there, or parallel tables do not agree.
    """
    tally = _Tally()
    if manifest.parse.adapter == "parallel-tables":
        table = _parallel(manifest, inputs, tally)
    else:
        batches = _mapped(manifest, inputs, tally)
        table = pa.Table.from_batches(batches, _schema(manifest.parse.columns))
    kept = table.filter(_has_values(table, manifest.parse.columns))
    dropped = Counter({"empty": table.num_rows - kept.num_rows})
    for finding in tally.findings:
        if finding.code == "S703":
            dropped["wrong-fields"] += int(str(finding.evidence.get("n", 1)))
    taken = {name for column in manifest.parse.columns for __, name in column.origins}
    return Rows(
        table=kept,
        dropped=+dropped,
        unread=+tally.unread,
        unmapped=tuple(name for name in tally.seen if name not in taken),
        findings=tuple(tally.findings),
    )


def _schema(columns: Iterable[Column]) -> pa.Schema:
    fields = [(column.to, ARROW_TYPES[column.type]) for column in columns]
    return pa.schema([*fields, ("source_id", pa.string()), ("source_row", pa.int64())])


def _mapped(manifest: Manifest, inputs: Sequence[Input], tally: _Tally) -> Iterator[pa.RecordBatch]:
    """Yield the rows of the input in the manifest's columns."""
    columns = manifest.parse.columns
    needed = [column.origins[0][1] for column in columns]
    if manifest.parse.adapter == "pairs":
        raw = _pair_batches(manifest, inputs, needed, tally)
    else:
        raw = (found for item in inputs for found in _batches(item, needed, tally))
    for source_id, batch in raw:
        arrays = []
        for column in columns:
            values, unread = convert(batch.column(column.origins[0][1]), column, strip=manifest.parse.strip)
            tally.unread[column.to] += unread
            arrays.append(values)
        arrays += [pa.repeat(pa.scalar(source_id), batch.num_rows), batch.column(_ROW).cast(pa.int64())]
        yield pa.RecordBatch.from_arrays(arrays, schema=_schema(columns))


def _batches(item: Input, needed: Sequence[str], tally: _Tally) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Yield the raw batches of one file, each with the id of the source it came from."""
    sources = readers.read(item.path).sources
    for source in sources:
        _require(needed, source.schema.names, item.name)
        tally.seen.update(dict.fromkeys(source.schema.names))
        source_id = item.name if len(sources) == 1 else f"{item.name}#{source.name}"
        for batch in source.batches():
            yield source_id, batch
        tally.findings += [_placed(finding, source_id) for finding in source.findings]


def _pair_batches(
    manifest: Manifest, inputs: Sequence[Input], needed: Sequence[str], tally: _Tally
) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Yield the pairs of all files together: the two languages of a pair may be in two files."""
    collection = readers.read([item.path for item in inputs])
    pairs = bilingual.read_pairs(collection)
    _require(needed, pairs.column_names, ", ".join(item.name for item in inputs))
    tally.seen.update(dict.fromkeys(pairs.column_names))
    numbered = pairs.append_column(_ROW, pa.array(range(1, pairs.num_rows + 1), pa.int64()))
    for batch in numbered.combine_chunks().to_batches():
        yield manifest.id, batch
    for source in collection.sources:
        tally.findings += [_placed(finding, source.name) for finding in source.findings]


def _placed(finding: Finding, source_id: str) -> Finding:
    """Return a finding whose place is the same on every machine."""
    return dataclasses.replace(finding, location=dataclasses.replace(finding.location, source=source_id))


def _require(needed: Iterable[str], present: Sequence[str], name: str) -> None:
    missing = [column for column in dict.fromkeys(needed) if column not in present]
    if missing:
        raise InputError(
            _(
                "{name} has no column {missing}, which the manifest takes. Its columns are: {present}.",
                name=name,
                missing=", ".join(f"“{column}”" for column in missing),
                present=", ".join(f"“{column}”" for column in present),
            )
        )


def _parallel(manifest: Manifest, inputs: Sequence[Input], tally: _Tally) -> pa.Table:
    """Return one row for each row of tables that say the same in different languages, joined by position."""
    tables = {name: _whole(manifest, name, path, inputs, tally) for name, path in manifest.parse.tables}
    counts = {name: table.num_rows for name, table in tables.items()}
    if len(set(counts.values())) > 1:
        shown = ", ".join(f"{name}: {count:,}" for name, count in counts.items())
        raise InputError(_("The parallel tables have different numbers of rows ({counts}).", counts=shown))
    arrays = []
    for column in manifest.parse.columns:
        values = []
        for name, origin in column.origins:
            array, unread = convert(tables[name].column(origin), column, strip=manifest.parse.strip)
            values.append(array)
        tally.unread[column.to] += unread
        _require_equal(column, values)
        arrays.append(values[0])
    n_rows = next(iter(counts.values()))
    arrays += [pa.repeat(pa.scalar(manifest.id), n_rows), pa.array(range(1, n_rows + 1), pa.int64())]
    return pa.Table.from_arrays(arrays, schema=_schema(manifest.parse.columns))


def _whole(manifest: Manifest, name: str, path: str, inputs: Sequence[Input], tally: _Tally) -> pa.Table:
    """Return the columns that the manifest takes from one of the parallel tables."""
    needed = [
        origin for column in manifest.parse.columns for table, origin in column.origins if table == name
    ]
    needed = list(dict.fromkeys(needed))
    item = next(item for item in inputs if item.name == path)
    batches = [batch.select(needed) for __, batch in _batches(item, needed, tally)]
    return pa.Table.from_batches(batches) if batches else pa.table({column: pa.nulls(0) for column in needed})


def _require_equal(column: Column, values: Sequence[Any]) -> None:
    """Raise unless the values of one column are the same in every table that has them."""
    first = values[0]
    for other, origin in zip(values[1:], column.origins[1:], strict=True):
        same = pc.or_(
            pc.fill_null(pc.equal(first, other), False), pc.and_(pc.is_null(first), pc.is_null(other))
        )
        differing = pc.sum(pc.invert(same)).as_py() or 0
        if differing:
            row = pc.index(same, False).as_py()
            raise InputError(
                _(
                    "“{first}” and “{other}” should be the same in each row of the parallel tables, and differ in {n} rows. The first is row {row}: “{a}” and “{b}”.",
                    first=column.origins[0][1],
                    other=origin[1],
                    n=f"{differing:,}",
                    row=f"{row + 1:,}",
                    a=first[row].as_py(),
                    b=other[row].as_py(),
                )
            )


def _has_values(table: pa.Table, columns: Iterable[Column]) -> Any:
    """Return which rows have a value in at least one of the manifest's columns."""
    present = pa.repeat(pa.scalar(False), table.num_rows)
    for column in columns:
        values = table.column(column.to)
        given = pc.is_valid(values)
        if column.type == "string":
            given = pc.and_(given, pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(values), ""), False))
        present = pc.or_(present, given)
    return present
