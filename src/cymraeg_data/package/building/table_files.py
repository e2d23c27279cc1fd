"""The files next to the rows of a statistical table.

CSV on the Web, and what was counted for its description.
"""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.package.documents import csvw
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.manifests.table_section import Table
from cymraeg_data.package.record import table_contents
from cymraeg_data.package.record.facts import Facts, FileFacts, FindingFacts
from cymraeg_data.package.record.parquet_writer import file_hash, read_row_groups
from cymraeg_data.package.record.table_contents import TableFacts

__all__ = ["findings", "rows", "with_table"]


def with_table(manifest: Manifest, facts: Facts, folder: Path) -> Facts:
    """Return `facts` with what the written rows in `folder` hold, and write them there as CSV on the Web too.

    Without a `[table]` in the manifest, nothing is written and `facts` are as they were.

    Raises:
        InputError: two cells have the same identifier, or a unit is that of no category.
    """
    if manifest.table is None:
        return facts
    if facts.n_repeated_ids:
        _refuse_repeated(manifest, facts, folder)
    found = table_contents.count(rows(folder, facts), manifest.table)
    _refuse_units(manifest.table, found)
    files: tuple[FileFacts, ...] = ()
    if facts.n_rows <= csvw.MOST_ROWS:
        paths = csvw.write(folder, facts.config, rows(folder, facts), found)
        files = tuple(
            FileFacts(
                path=path.relative_to(folder).as_posix(), bytes=path.stat().st_size, sha256=file_hash(path)
            )
            for path in paths
        )
    table = found.facts()
    all_findings = sorted({*facts.findings, *findings(table)}, key=_order)
    return dataclasses.replace(facts, table=table, csvw=files, findings=tuple(all_findings))


def rows(folder: Path, facts: Facts) -> Iterator[pa.Table]:
    """Yield the rows of all data files in their order, a row group at a time."""
    for file in facts.files:
        yield from read_row_groups(folder / file.path)


def findings(table: TableFacts) -> Iterator[FindingFacts]:
    """Yield what is wrong with a table.

    Unexplained markings, and codes with more than one label.
    """
    n_unknown = sum(n for __, n in table.unknown)
    if n_unknown:
        yield FindingFacts(code="S726", source=None, column="marking", n=n_unknown)
    for item in table.dimensions:
        if item.n_relabelled:
            yield FindingFacts(code="S727", source=None, column=f"{item.name}_code", n=item.n_relabelled)


def _order(finding: FindingFacts) -> tuple[str, str, str]:
    return finding.code, finding.source or "", finding.column or ""


def _refuse_repeated(manifest: Manifest, facts: Facts, folder: Path) -> None:
    ids = pa.chunked_array([chunk for table in rows(folder, facts) for chunk in table.column("id").chunks])
    first = ids.filter(pc.match_substring(ids, "#"))[0].as_py().rpartition("#")[0]
    raise InputError(
        _(
            "{n} cells of {id} have the same identifier as another; the first is “{first}”. A dimension that"
            " tells them apart is missing from table.dimensions, or a cell is there twice.",
            n=f"{facts.n_repeated_ids:,}",
            id=manifest.id,
            first=first,
        )
    )


def _refuse_units(table: Table, found: table_contents.Contents) -> None:
    """Raise unless the measure has a category for each unit that the manifest gives."""
    known = [] if table.measure is None else [item.code for item in found.ordered(table.measure.name)]
    for unit in table.units:
        if unit.code is not None and unit.code not in known:
            raise InputError(
                _(
                    "table.units names the code “{code}”, which no cell has. The codes are: {known}.",
                    code=unit.code,
                    known=", ".join(f"“{code}”" for code in known[:20]),
                )
            )
