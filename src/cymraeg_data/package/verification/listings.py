"""Verification of the list of rows left out.

Against the counts by reason, the steps that were taken, and the rows that stayed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.package.building.splits import LISTED, LISTING_SCHEMA
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.built_record import FACTS
from cymraeg_data.package.record.facts import Facts
from cymraeg_data.package.steps import exact_duplicates
from cymraeg_data.package.verification.built_data import Group, row_groups
from cymraeg_data.package.verification.written import Unwritten, can_be_again, same_files

__all__ = ["LeftOut", "allowed"]

_ALWAYS = {"empty", "too_long", "wrong-fields"}
_REPLACED = ["exact_duplicate", "near_duplicate"]


def allowed(manifest: Manifest, facts: Facts) -> set[str]:
    """Return the reasons for which the steps of the manifest leave rows out."""
    steps = manifest.steps
    reasons = set(_ALWAYS)
    reasons |= {f"quality:{name}" for name, __ in steps.quality}
    reasons |= {f"benchmark:{name}" for name, __ in facts.benchmarks}
    given = {
        "exact_duplicate": steps.exact_duplicates,
        "near_duplicate": steps.near_duplicates is not None,
        "personal_data": steps.privacy == "drop",
        "taken_down": bool(manifest.policy.taken_down),
    }
    return reasons | {name for name, is_given in given.items() if is_given}


class LeftOut:
    """Whether every row that was read is either in the dataset or in the list, with a possible reason."""

    def __init__(self, folder: Path, manifest: Manifest, facts: Facts) -> None:
        """Compare the rows that `look` is given with the list in `folder`."""
        self._folder, self._manifest, self._facts = folder, manifest, facts
        self._ids: list[npt.NDArray[np.uint64]] = []
        self._places: dict[str, list[npt.NDArray[np.int64]]] = {}

    def look(self, group: Group) -> None:
        """Take in some rows."""
        self._ids.append(_fingerprints(group.table.column("id")))
        self._place(group.table)

    def _place(self, table: pa.Table) -> None:
        """Keep where in the input rows come from."""
        if "source_row" not in table.column_names:
            return
        sources = pc.fill_null(table.column("source_id"), "").combine_chunks().dictionary_encode()
        rows = pc.fill_null(table.column("source_row"), 0).to_numpy()
        for number, name in enumerate(sources.dictionary.to_pylist()):
            here = rows[sources.indices.to_numpy() == number]
            self._places.setdefault(name, []).append(here)

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with all the rows."""
        kept = np.sort(np.concatenate([np.zeros(0, np.uint64), *self._ids]))
        counted: Counter[str] = Counter()
        wrong: Counter[str] = Counter()
        files = Unwritten(Path(LISTED), "dropped")
        for table in self._tables():
            if not table.schema.equals(LISTING_SCHEMA):
                place = Location(source=LISTED)
                yield found("S713", place, expected=_columns(LISTING_SCHEMA), found=_columns(table.schema))
                return
            reasons = pc.value_counts(table.column("reason")).to_pylist()
            counted.update({str(pair["values"]): pair["counts"] for pair in reasons})
            wrong.update(self._faults(table, kept))
            self._place(table)
            files.write(table.replace_schema_metadata(None))
        yield from self._counts(counted)
        if can_be_again(self._facts):
            yield from same_files(self._facts.listings, files.files())
        for name, n in sorted(wrong.items()):
            if n:
                yield found("S714", Location(source=LISTED, column=name), n=n, of=counted.total())
        yield from self._gaps()

    def _tables(self) -> Iterator[pa.Table]:
        for file in self._facts.listings:
            yield from row_groups(self._folder, file.path)

    def _faults(self, table: pa.Table, kept: npt.NDArray[np.uint64]) -> dict[str, int]:
        """Return how many rows of the list have an impossible id, or a wrong row kept instead."""
        ids = table.column("id").drop_null()
        own = pc.starts_with(ids, f"{self._manifest.id}:")
        there = np.isin(_fingerprints(ids), kept)
        reason, instead = table.column("reason"), table.column("kept_instead")
        down = pa.array([item.id for item in self._manifest.policy.taken_down], pa.string())
        replaced = pc.fill_null(pc.is_in(reason, value_set=pa.array(_REPLACED)), False)
        known = pc.is_in(instead, value_set=down).to_numpy() | np.isin(_fingerprints(instead), kept)
        stray = pc.and_(
            pc.equal(reason, "taken_down"), pc.invert(pc.is_in(table.column("id"), value_set=down))
        )
        return {
            "id": int((there | ~own.to_numpy()).sum()) + int(pc.sum(stray).as_py() or 0),
            "kept_instead": int((pc.is_valid(instead).to_numpy() != replaced.to_numpy()).sum())
            + int((replaced.to_numpy() & ~known).sum()),
        }

    def _counts(self, counted: Counter[str]) -> Iterator[Finding]:
        stated = {reason: n for reason, n in self._facts.dropped if reason != "wrong-fields"}
        place = Location(source=FACTS, key="dropped")
        if stated != dict(counted):
            yield found("S716", place, name="dropped", stated=_shown(stated), found=_shown(counted))
        foreign = {*counted, *dict(self._facts.dropped)} - allowed(self._manifest, self._facts)
        if foreign:
            given = _shown(dict.fromkeys(foreign, 0))
            yield found("S716", place, name="dropped", stated=", ".join(sorted(foreign)), found=given)

    def _gaps(self) -> Iterator[Finding]:
        """Yield the sources of which rows are in neither place, or in both.

        A line with the wrong fields is not a row.
        """
        n_missing = 0
        wide = None if self._manifest.table is None else self._manifest.table.wide
        each = 1 if wide is None else len(wide.columns)  # the cells of a row that was wide
        for name, parts in sorted(self._places.items()):
            rows = np.concatenate(parts)
            distinct, times = np.unique(rows, return_counts=True)
            n_missing += int(distinct[-1]) - len(distinct) if len(distinct) else 0
            if (times != each).any() or (len(distinct) and distinct[0] < 1):
                place = Location(source=name, column="source_row")
                yield found(
                    "S716", place, name="source_row", stated=f"{len(rows):,}", found=f"{len(distinct):,}"
                )
        broken = dict(self._facts.dropped).get("wrong-fields", 0)
        if n_missing > broken:
            place = Location(source=FACTS, key="dropped")
            yield found("S716", place, name="source_row", stated=f"{broken:,}", found=f"{n_missing:,}")


def _fingerprints(ids: pa.ChunkedArray) -> npt.NDArray[np.uint64]:
    found: npt.NDArray[np.uint64] = exact_duplicates.fingerprints(ids.combine_chunks(), as_written=True)[:, 0]
    return found


def _columns(schema: pa.Schema) -> str:
    return ", ".join(f"{field.name}: {field.type}" for field in schema)


def _shown(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name}: {n}" for name, n in sorted(counts.items())) or "—"
