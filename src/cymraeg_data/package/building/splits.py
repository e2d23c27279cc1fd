"""The rows that are kept, in order, as the files of their splits; and the list of those that are not."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.package.building import ids, measures
from cymraeg_data.package.building.external_sort import SortedPiece, in_order
from cymraeg_data.package.building.measures import ColumnLanguages
from cymraeg_data.package.building.row_decisions import Decisions
from cymraeg_data.package.building.row_steps import NATIVE, NUMBER
from cymraeg_data.package.building.work_parts import Part, Parts
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.facts import SplitFacts
from cymraeg_data.package.record.parquet_writer import Shards, content_hash, row_bytes

__all__ = ["LISTED", "LISTING_SCHEMA", "WrittenRows", "write_listing", "write_rows"]

LISTED = "reports"
"""The folder in which a build lists the rows that it left out: no text, only which and why."""
LISTING_SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("source_id", pa.string()),
        ("source_row", pa.int64()),
        ("reason", pa.string()),
        ("kept_instead", pa.string()),
    ]
)
_SPLIT = "_split"

_Scalar = TypeVar("_Scalar", bound=np.generic)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRows:
    """The data files of a build, and what was counted while they were written."""

    schema: pa.Schema
    files: tuple[Path, ...]
    splits: tuple[SplitFacts, ...]
    content_sha256: str
    languages: Mapping[str, ColumnLanguages]
    n_repeated_ids: int


@dataclass(frozen=True, slots=True)
class _Slice:
    """The decisions about the rows of one part."""

    part: Part
    start: int

    def of(self, values: npt.NDArray[_Scalar]) -> npt.NDArray[_Scalar]:
        return values[self.start : self.start + self.part.n_rows]


def write_rows(
    parts: Parts,
    decisions: Decisions,
    manifest: Manifest,
    folder: Path,
    work: Path,
    step: Callable[[int], None],
) -> WrittenRows:
    """Write the rows that are kept to `folder`, a file or more for each split; return what they are."""
    pieces = []
    for part, __, start in _placed(parts):
        place = _Slice(part, start)
        if place.of(decisions.kept).any():
            read = partial(_kept, parts, place, decisions, manifest)
            pieces.append(SortedPiece(n_bytes=part.n_bytes, read=read))
    names = manifest.splits.names
    shards = {name: Shards(folder, name) for name in names}
    tables = in_order(pieces, ids.sort_keys(manifest), work / "order")
    schemas: list[pa.Schema] = []
    languages = measures.count_languages(_written(tables, shards, schemas, step), manifest)
    files = tuple(path for name in names for path in shards[name].close())
    filled = [name for name in names if shards[name].n_rows]
    return WrittenRows(
        schema=schemas[0],
        files=files,
        splits=tuple(
            SplitFacts(name=name, n_rows=shards[name].n_rows, bytes=shards[name].n_bytes) for name in filled
        ),
        content_sha256=content_hash({name: shards[name].hash for name in filled}),
        languages=languages,
        n_repeated_ids=int((decisions.occurrence[decisions.numbers[decisions.kept]] > 1).sum()),
    )


def _kept(
    parts: Parts, place: _Slice, decisions: Decisions, manifest: Manifest, names: list[str] | None
) -> pa.Table:
    """Return the kept rows of a part as the dataset has them, and the number of their split."""
    wanted = None if names is None else [name for name in names if name != "id"]
    kept = place.of(decisions.kept)
    rows = parts.rows(place.part, None if wanted is None else [*wanted, NATIVE]).filter(pa.array(kept))
    native = rows.column(NATIVE).combine_chunks()
    full = ids.full_ids(native, decisions.occurrence[place.of(decisions.numbers)[kept]], manifest)
    if wanted is not None:
        return rows.select(wanted).append_column("id", full).select(names)
    licence = pa.repeat(pa.scalar(manifest.licence.id), rows.num_rows)
    table = rows.drop_columns([NATIVE, NUMBER]).add_column(0, "id", full).append_column("licence", licence)
    return table.append_column(_SPLIT, pa.array(place.of(decisions.split)[kept]))


def _written(
    tables: Iterator[pa.Table],
    shards: Mapping[str, Shards],
    schemas: list[pa.Schema],
    step: Callable[[int], None],
) -> Iterator[pa.Table]:
    """Write each table to the files of its splits, and yield it."""
    for table in tables:
        rows = table.drop_columns([_SPLIT])
        schemas.append(rows.schema)
        split = table.column(_SPLIT)
        for number, shard in enumerate(shards.values()):
            shard.write(rows if len(shards) == 1 else rows.filter(pc.equal(split, number)))
        step(int(row_bytes(rows).sum()))
        yield rows


def write_listing(
    parts: Parts, decisions: Decisions, manifest: Manifest, folder: Path
) -> tuple[Counter[str], tuple[Path, ...]]:
    """List every row that was left out in files below `folder`, in the order of the input.

    Return how many rows there are by reason, and the files; there are none when every row was kept.
    """
    total: Counter[str] = Counter()
    shards = Shards(folder, "dropped")
    replaced = np.unique(decisions.kept_instead[decisions.kept_instead >= 0])
    names = _ids_of(replaced, parts, decisions, manifest)
    for part, before, start in _placed(parts):
        listed = _left_out(parts.listing(part), _Slice(part, start), before, decisions)
        table = _with_ids(listed, replaced, names, decisions, manifest)
        counts = pc.value_counts(table.column("reason")).to_pylist()
        total.update({pair["values"]: pair["counts"] for pair in counts})
        shards.write(table)
    return total, shards.close()


def _placed(parts: Parts) -> Iterator[tuple[Part, int, int]]:
    """Yield each part with the number of rows that were read, and kept, before it."""
    before = start = 0
    for part in parts.parts:
        yield part, before, start
        before, start = before + part.n_read, start + part.n_rows


def _left_out(listing: pa.Table, place: _Slice, before: int, decisions: Decisions) -> pa.Table:
    """Return the rows of a part's listing that are not in the dataset, with `_number` and `_instead`."""
    reasons = listing.column("reason").to_numpy(zero_copy_only=False).copy()
    instead = np.full(len(reasons), -1)
    gone = ~place.of(decisions.kept)
    numbers = place.of(decisions.numbers)[gone] - before
    instead[numbers] = place.of(decisions.kept_instead)[gone]
    alike = np.where(place.of(decisions.is_near)[gone], "near_duplicate", "exact_duplicate")
    reasons[numbers] = np.where(place.of(decisions.taken_down)[gone], "taken_down", alike)
    table = listing.set_column(listing.column_names.index("reason"), "reason", pa.array(reasons, pa.string()))
    table = table.append_column(NUMBER, pa.array(np.arange(before, before + len(reasons))))
    return table.append_column("_instead", pa.array(instead)).filter(pc.is_valid(table.column("reason")))


def _with_ids(
    listed: pa.Table,
    replaced: npt.NDArray[np.int64],
    names: pa.Array,
    decisions: Decisions,
    manifest: Manifest,
) -> pa.Table:
    """Return the list as it is written: with the ids of the dataset."""
    occurrence = decisions.occurrence[listed.column(NUMBER).to_numpy()]
    instead = listed.column("_instead").to_numpy()
    found = np.searchsorted(replaced, instead)
    kept_instead = names.take(pa.array(np.where(instead < 0, 0, found), mask=instead < 0))
    native = listed.column("id").combine_chunks()
    columns = [
        ids.full_ids(native, occurrence, manifest),
        *listed.select(["source_id", "source_row", "reason"]),
    ]
    return pa.Table.from_arrays([*columns, kept_instead], schema=LISTING_SCHEMA)


def _ids_of(
    numbers: npt.NDArray[np.int64], parts: Parts, decisions: Decisions, manifest: Manifest
) -> pa.Array:
    """Return the ids of some rows, given by their numbers in ascending order."""
    found = [pa.array([], pa.string())]
    for part, before, __ in _placed(parts):
        here = numbers[(numbers >= before) & (numbers < before + part.n_read)]
        if len(here):
            native = parts.listing(part).column("id").combine_chunks().take(pa.array(here - before))
            found.append(ids.full_ids(native, decisions.occurrence[here], manifest))
    return pa.concat_arrays(found)
