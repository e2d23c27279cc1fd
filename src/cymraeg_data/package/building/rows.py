"""Input files to batches of rows: the manifest's columns, and where each row comes from."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data import bilingual, readers
from cymraeg_data.errors import InputError
from cymraeg_data.findings import Finding
from cymraeg_data.locale import _
from cymraeg_data.package.building import tidy
from cymraeg_data.package.building.conversion import ARROW_TYPES, convert
from cymraeg_data.package.building.inputs import Input
from cymraeg_data.package.manifests.manifest import Column, Manifest

__all__ = ["Batch", "Reading", "read_batches"]

_ROW = "_row"


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows in the manifest's columns with `source_id` and `source_row`.

    `unread` counts the values by column that became null because they are not what the manifest says.
    """

    table: pa.Table
    unread: Counter[str]


@dataclass(slots=True)
class Reading:
    """Observations made while reading, complete when the last batch was read.

    `seen` names the publisher's columns, in their order.
    """

    seen: dict[str, None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def n_broken(self) -> int:
        """Return how many lines are no rows because they have the wrong number of fields."""
        wrong = (finding for finding in self.findings if finding.code == "S703")
        return sum(int(str(finding.evidence.get("n", 1))) for finding in wrong)

    def unmapped(self, manifest: Manifest) -> tuple[str, ...]:
        """Return the publisher's columns that the manifest does not take."""
        taken = set(
            _read(manifest, [name for column in manifest.parse.columns for __, name in column.origins])
        )
        return tuple(name for name in self.seen if name not in taken)


def read_batches(
    manifest: Manifest, inputs: Sequence[Input], reading: Reading, *, skip: int = 0
) -> Iterator[Batch]:
    """Yield the rows of `inputs` after the first `skip`, in their order, and fill `reading`.

    Raises:
        InputError: a column is not there, or parallel tables do not agree.
    """
    if manifest.parse.adapter == "parallel-tables":
        raw = _parallel(manifest, inputs, reading)
    elif manifest.parse.adapter == "pairs":
        raw = _pairs(manifest, inputs, reading)
    else:
        needed = _read(manifest, [column.origins[0][1] for column in manifest.parse.columns])
        found = (pair for item in inputs for pair in _batches(item, needed, reading))
        raw = ((source_id, _melted(manifest, batch)) for source_id, batch in found)
    for source_id, batch in raw:
        rest = batch.slice(min(skip, batch.num_rows))
        skip -= batch.num_rows - rest.num_rows
        if rest.num_rows:
            yield _mapped(manifest, source_id, rest)


def _mapped(manifest: Manifest, source_id: str, batch: pa.RecordBatch) -> Batch:
    """Return a batch of the publisher's columns in the manifest's."""
    unread: Counter[str] = Counter()
    arrays, fields = [], []
    for column in manifest.parse.columns:
        origin = batch.column(_name(column.origins[0]))
        values, n = convert(origin, column, strip=manifest.parse.strip)
        unread[column.to] += n
        arrays.append(values)
        fields.append((column.to, ARROW_TYPES[column.type]))
    arrays += [pa.repeat(pa.scalar(source_id), batch.num_rows), batch.column(_ROW).cast(pa.int64())]
    schema = pa.schema([*fields, ("source_id", pa.string()), ("source_row", pa.int64())])
    table = pa.Table.from_arrays(arrays, schema=schema)
    if manifest.table is not None:
        table = tidy.tidy(table, manifest.table, manifest.columns)
    return Batch(table, +unread)


def _read(manifest: Manifest, names: Iterable[str]) -> list[str]:
    """Return the columns to be read, so that a table with categories side by side has those of `names`."""
    wide = manifest.table.wide if manifest.table is not None else None
    if wide is None:
        return list(names)
    return [*(name for name in names if name not in {wide.name, wide.value}), *wide.columns]


def _melted(manifest: Manifest, batch: pa.RecordBatch) -> pa.RecordBatch:
    if manifest.table is None or manifest.table.wide is None:
        return batch
    return tidy.melt(batch, manifest.table.wide)


def _name(origin: tuple[str, str]) -> str:
    """Return what the raw column of an origin is called: with its table, where there are several."""
    table, name = origin
    return f"{table}:{name}" if table else name


def _batches(item: Input, needed: Sequence[str], reading: Reading) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Yield the raw batches of one file, each with the id of the source it came from."""
    sources = readers.read(item.path).sources
    for source in sources:
        _require(needed, source.schema.names, item.name)
        reading.seen.update(dict.fromkeys(source.schema.names))
        source_id = item.name if len(sources) == 1 else f"{item.name}#{source.name}"
        for batch in source.batches():
            yield source_id, batch
        reading.findings += [_placed(finding, source_id) for finding in source.findings]


def _pairs(
    manifest: Manifest, inputs: Sequence[Input], reading: Reading
) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Yield the pairs of all files together: the two languages of a pair may be in two files."""
    needed = [column.origins[0][1] for column in manifest.parse.columns]
    collection = readers.read([item.path for item in inputs])
    pairs = bilingual.read_pairs(collection)
    _require(needed, pairs.column_names, ", ".join(item.name for item in inputs))
    reading.seen.update(dict.fromkeys(pairs.column_names))
    for source in collection.sources:
        reading.findings += [_placed(finding, source.name) for finding in source.findings]
    yield from _numbered(manifest, pairs)


def _numbered(
    manifest: Manifest, table: pa.Table, *, n_cells: int = 1
) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Yield a whole table in batches, its rows numbered, as one source.

    `n_cells` of them were one row there.
    """
    numbers = np.arange(table.num_rows, dtype=np.int64) // n_cells + 1
    numbered = table.append_column(_ROW, pa.array(numbers))
    for batch in numbered.combine_chunks().to_batches(max_chunksize=1 << 16):
        yield manifest.id, batch


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


def _parallel(
    manifest: Manifest, inputs: Sequence[Input], reading: Reading
) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Yield one row for each row of tables that say the same in different languages, joined by position."""
    tables = {name: _whole(manifest, name, path, inputs, reading) for name, path in manifest.parse.tables}
    counts = {name: table.num_rows for name, table in tables.items()}
    if len(set(counts.values())) > 1:
        shown = ", ".join(f"{name}: {count:,}" for name, count in counts.items())
        raise InputError(_("The parallel tables have different numbers of rows ({counts}).", counts=shown))
    joined = {}
    for column in manifest.parse.columns:
        values = [
            convert(tables[name].column(origin), column, strip=manifest.parse.strip)[0]
            for name, origin in column.origins
        ]
        _require_equal(column, values)
        table, origin = column.origins[0]
        joined[_name((table, origin))] = tables[table].column(origin)
    wide = None if manifest.table is None else manifest.table.wide
    yield from _numbered(manifest, pa.table(joined), n_cells=1 if wide is None else len(wide.columns))


def _whole(manifest: Manifest, name: str, path: str, inputs: Sequence[Input], reading: Reading) -> pa.Table:
    """Return the columns that the manifest takes from one of the parallel tables."""
    needed = [
        origin for column in manifest.parse.columns for table, origin in column.origins if table == name
    ]
    needed = list(dict.fromkeys(needed))
    item = next(item for item in inputs if item.name == path)
    found = _batches(item, _read(manifest, needed), reading)
    batches = [_melted(manifest, batch).select(needed) for __, batch in found]
    return pa.Table.from_batches(batches) if batches else pa.table({column: pa.nulls(0) for column in needed})


def _require_equal(column: Column, values: Sequence[pa.Array]) -> None:
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
                    "“{first}” and “{other}” should be the same in each row of the parallel tables, and"
                    " differ in {n} rows. The first is row {row}: “{a}” and “{b}”.",
                    first=column.origins[0][1],
                    other=origin[1],
                    n=f"{differing:,}",
                    row=f"{row + 1:,}",
                    a=first[row].as_py(),
                    b=other[row].as_py(),
                )
            )
