"""Verification of a statistical table against its rows.

The values, what was counted, and the same rows as CSV on the Web.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.identifiers.arrays import mask_counted
from cymraeg_data.package.building import ids, table_files, tidy
from cymraeg_data.package.documents import csvw
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.manifests.table_section import Table
from cymraeg_data.package.record import markings, table_contents
from cymraeg_data.package.record.built_record import FACTS
from cymraeg_data.package.record.facts import Facts, FindingFacts
from cymraeg_data.package.verification.written import can_be_again

__all__ = ["verify_table"]


def verify_table(
    folder: Path, manifest: Manifest, facts: Facts, digests: Mapping[str, str], *, remeasure: bool
) -> Iterator[Finding]:
    """Yield where the rows of a table contradict themselves, its description or its CSV.

    `digests` holds the checksum of every file that is there. With `remeasure` false values and markings are
    left alone: another version read them. The bytes of the CSV are compared where the versions that wrote
    them are those here.
    """
    if manifest.table is None:
        return
    counted = table_contents.count(table_files.rows(folder, facts), manifest.table)
    for name, n in _wrong(
        table_files.rows(folder, facts), manifest, manifest.table, remeasure=remeasure
    ).items():
        if n:
            yield found("S728", Location(column=name), n=n, of=facts.n_rows)
    yield from _verify_csvw(folder, facts, counted, digests)
    if remeasure:
        yield from _verify_facts(facts, counted)


def _verify_facts(facts: Facts, counted: table_contents.Contents) -> Iterator[Finding]:
    """Yield what was counted, and found, otherwise than the rows give."""
    given = counted.facts()
    if facts.table != given:
        place = Location(source=FACTS, key="table")
        yield found("S716", place, name="table", stated=str(facts.table), found=str(given))
    stated = {fact for fact in facts.findings if fact.code in {"S726", "S727"}}
    wanted = set(table_files.findings(given))
    if stated != wanted:
        place = Location(source=FACTS, key="findings")
        yield found("S716", place, name="findings", stated=_codes(stated), found=_codes(wanted))


def _codes(stated: Iterable[FindingFacts]) -> str:
    return ", ".join(sorted(f"{fact.code} {fact.column} {fact.n}" for fact in stated)) or "—"


def _wrong(
    rows: Iterable[pa.Table], manifest: Manifest, table: Table, *, remeasure: bool
) -> Mapping[str, int]:
    """Return how many rows, by column, do not follow from what was published.

    Masked texts cannot be checked.
    """
    wrong = dict.fromkeys(("id", "value", "marking", "marking_cy", "marking_en"), 0)
    for group in rows:
        native = ids.native_ids(group, manifest)
        if manifest.steps.privacy is not None:
            native = mask_counted(native)[0].cast(pa.string())
        expected = {"id": pc.binary_join_element_wise(f"{manifest.id}:", native, "")}
        if remeasure:
            expected |= tidy.with_meanings(group.column("marking").combine_chunks(), table)
        if remeasure and manifest.steps.privacy != "mask":
            expected["value"], codes = markings.split(group.column("value_text"))
            expected |= {} if table.marking is not None else {"marking": codes}
        for name, column in expected.items():
            wrong[name] += _n_different(group.column(name).combine_chunks(), column)
    return wrong


def _n_different(first: pa.Array, second: pa.Array) -> int:
    same = pc.fill_null(pc.equal(first, second), False)
    neither = pc.and_(pc.is_null(first), pc.is_null(second))
    return len(first) - int(pc.sum(pc.or_(same, neither)).as_py() or 0)


def _verify_csvw(
    folder: Path, facts: Facts, counted: table_contents.Contents, digests: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield the CSV files that are missing, and the first line of each that is not what the rows give."""
    dimensions = counted.table.dimensions
    names = csvw.names(facts.config, dimensions) if facts.n_rows <= csvw.MOST_ROWS else ()
    stated = tuple(file.path for file in facts.csvw)
    if stated != names:
        place = Location(source=FACTS, key="csvw")
        yield found("S716", place, name="csvw", stated=", ".join(stated), found=", ".join(names))
        return
    for file in facts.csvw:
        if file.path in digests and (file.sha256, file.bytes) != (
            digests[file.path],
            (folder / file.path).stat().st_size,
        ):
            yield found("S710", Location(source=file.path), expected=file.sha256, found=digests[file.path])
    if not names or not can_be_again(facts):
        return
    lists = ([csvw.code_list(counted.ordered(item.name))] for item in dimensions)
    expected = itertools.chain([csvw.chunks(table_files.rows(folder, facts))], lists)
    for name, chunks in zip(names, expected, strict=True):
        if (folder / name).is_file():
            for number, line, wanted in csvw.differences(folder / name, chunks):
                yield found("S717", Location(source=name, line=number), found=line, expected=wanted)
