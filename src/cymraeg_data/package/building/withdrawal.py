"""Removal of rows from a built dataset by their ids, as a new version, without the input."""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.package.building import measured_groups, measures, output_folder, table_files
from cymraeg_data.package.building.pipeline import Build, file_facts, write_texts
from cymraeg_data.package.building.splits import LISTED, LISTING_SCHEMA
from cymraeg_data.package.manifests.manifest import Manifest, TakenDown
from cymraeg_data.package.record import checksums, versions
from cymraeg_data.package.record.built_record import read_record
from cymraeg_data.package.record.facts import ChangeFacts, Facts, SplitFacts
from cymraeg_data.package.record.parquet_writer import Shards, content_hash, read_row_groups, split_of

__all__ = ["build_without"]


def build_without(
    folder: str | Path, ids: Iterable[str], out: str | Path, *, on: dt.date | None = None
) -> Build:
    """Return the next version of a dataset without the rows of these ids, built in `out/<id>/<version>/`.

    The version is the next major one. The ids and the day (`on`: today) are written into the manifest, so
    that a later build from the input leaves the rows out as well, and into CHANGELOG.md; nothing of their
    text is. Rows that had been left out because they repeat one of these stay out.

    Raises:
        InputError: the folder is not an unchanged build, or has no row of one of the ids.
        OutputExistsError: the output folder exists and was not built here, or was changed since.
    """
    path = Path(folder)
    wanted = tuple(sorted(set(ids)))
    if not checksums.is_ours(path):
        raise InputError(
            _(
                "{path} is not an unchanged build of cymraeg-data, so no row can be taken out of it.",
                path=path,
            )
        )
    record = read_record(path)
    manifest, facts = record.manifest, record.facts
    _require(path, facts, wanted)
    later = _next(manifest, wanted, on or dt.datetime.now(tz=dt.UTC).date())
    target = Path(out) / later.id / later.version
    output_folder.refuse_foreign(target)
    with output_folder.new_folder(target) as (new, __):
        written = _write_rows(path, new, facts, later, pa.array(wanted))
        listings = _write_listing(path, new, facts, wanted)
        change = ChangeFacts(
            version=later.version, earlier=facts.version, n_added=0, n_removed=len(wanted), taken_down=wanted
        )
        dropped = Counter(dict(facts.dropped)) + Counter({"taken_down": len(wanted)})
        facts = dataclasses.replace(
            written,
            version=later.version,
            manifest_sha256=later.sha256,
            dropped=tuple(sorted(dropped.items())),
            listings=tuple(file_facts(file, new) for file in listings),
            history=(change, *facts.history),
        )
        facts = table_files.with_table(later, facts, new)
        facts = dataclasses.replace(
            facts, represent=measured_groups.measured(later.represent, new, facts.files)
        )
        write_texts(new, later, facts)
    return Build(folder=target, manifest=later, facts=facts)


def _require(folder: Path, facts: Facts, wanted: Sequence[str]) -> None:
    """Raise unless every id is there, and at least one other row is."""
    present = [pq.read_table(folder / file.path, columns=["id"]).column("id") for file in facts.files]
    here = set(
        pc.unique(pa.chunked_array([chunk for column in present for chunk in column.chunks])).to_pylist()
    )
    missing = [name for name in wanted if name not in here]
    if not wanted or missing:
        raise InputError(
            _(
                "{path} has no row with these ids: {ids}. Give ids as they are in the column id.",
                path=folder,
                ids=", ".join(missing[:10]) or "—",
            )
        )
    if len(wanted) == len(here):
        raise InputError(
            _("No row would be left of {path}. Take the whole dataset off the hub instead.", path=folder)
        )


def _next(manifest: Manifest, ids: Sequence[str], on: dt.date) -> Manifest:
    """Return the manifest of the next version."""
    taken = tuple(TakenDown(id=name, on=on.isoformat()) for name in ids)
    return dataclasses.replace(
        manifest,
        version=versions.next_version(manifest.version, "major"),
        policy=dataclasses.replace(manifest.policy, taken_down=(*manifest.policy.taken_down, *taken)),
    )


def _write_rows(folder: Path, new: Path, facts: Facts, manifest: Manifest, ids: pa.Array) -> Facts:
    """Write the rows that stay; return the facts that change with them."""
    shards = {split.name: Shards(new / "data" / facts.config, split.name) for split in facts.splits}
    languages = measures.count_languages(_stay(folder, facts, ids, shards), manifest)
    files = [file for shard in shards.values() for file in shard.close()]
    filled = {name: shard for name, shard in shards.items() if shard.n_rows}
    columns = tuple(
        (
            column
            if (item := languages.get(column.name)) is None
            else dataclasses.replace(
                column, n_texts=item.n_texts, n_empty=item.n_empty, languages=item.ordered
            )
        )
        for column in facts.columns
    )
    return dataclasses.replace(
        facts,
        n_rows=sum(shard.n_rows for shard in filled.values()),
        splits=tuple(
            SplitFacts(name=name, n_rows=shard.n_rows, bytes=shard.n_bytes) for name, shard in filled.items()
        ),
        content_sha256=content_hash({name: shard.hash for name, shard in filled.items()}),
        columns=columns,
        files=tuple(file_facts(file, new) for file in files),
        n_repeated_ids=sum(_n_numbered(file) for file in files),
    )


def _stay(folder: Path, facts: Facts, ids: pa.Array, shards: Mapping[str, Shards]) -> Iterator[pa.Table]:
    """Write the rows that have none of `ids` to the files of their splits, and yield them."""
    for file in facts.files:
        shard = shards[split_of(file.path)]
        for group in read_row_groups(folder / file.path):
            rows = group.filter(pc.invert(pc.is_in(group.column("id"), value_set=ids)))
            shard.write(rows)
            yield rows


def _n_numbered(file: Path) -> int:
    """Return how many ids have a number added.

    `ids.native_ids` escapes number signs in a publisher's ids.
    """
    repeated = pc.match_substring(pq.read_table(file, columns=["id"]).column("id"), "#")
    return int(pc.sum(repeated).as_py() or 0)


def _write_listing(folder: Path, new: Path, facts: Facts, ids: Sequence[str]) -> tuple[Path, ...]:
    """Write the list of the rows left out, those taken down now at its end."""
    shards = Shards(new / LISTED, "dropped")
    for file in facts.listings:
        for group in read_row_groups(folder / file.path):
            shards.write(group)
    for file in facts.files:
        rows = pq.read_table(folder / file.path, columns=["id", "source_id", "source_row"])
        rows = rows.filter(pc.is_in(rows.column("id"), value_set=pa.array(ids)))
        reasons = pa.repeat(pa.scalar("taken_down"), rows.num_rows)
        columns = [*rows.columns, reasons, pa.nulls(rows.num_rows, pa.string())]
        shards.write(pa.Table.from_arrays(columns, schema=LISTING_SCHEMA))
    return shards.close()
