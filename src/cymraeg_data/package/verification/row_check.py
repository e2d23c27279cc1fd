"""Verification of the rows of a built folder, in one pass and in bounded memory."""

import dataclasses
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.package.building import ids, measures
from cymraeg_data.package.manifests import manifest_schema
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.built_record import FACTS
from cymraeg_data.package.record.facts import ColumnFacts, Facts
from cymraeg_data.package.steps import exact_duplicates
from cymraeg_data.package.verification.built_data import Group, Unreadable
from cymraeg_data.package.verification.listings import LeftOut
from cymraeg_data.package.verification.split_check import Disjoint, Placed
from cymraeg_data.package.verification.step_check import Check, occurrences, steps
from cymraeg_data.package.verification.written import RowsRewritten

__all__ = ["verify_rows"]

_Fingerprints = npt.NDArray[np.uint64]


def verify_rows(
    folder: Path, groups: Iterable[Group], manifest: Manifest, written: RowsRewritten, *, remeasure: bool
) -> Iterator[Finding]:
    """Yield what the rows of all files contradict; `written` sees every one of them.

    With `remeasure` false the measured columns and the steps are left alone: another version made them.
    """
    facts = written.facts
    wanted = {"id", "licence", "source_id", *(column.to for column in manifest.columns)}
    names = [column.name for column in facts.columns]
    if not wanted <= set(names):
        place = Location(source=FACTS, key="columns")
        yield found("S713", place, expected=", ".join(sorted(wanted)), found=", ".join(names))
        return
    checks: list[Check] = [_Ids(manifest, facts), _Licences(manifest), _Sources(facts), _Order(manifest)]
    checks += [written, Disjoint(manifest), _TakenDown(manifest), LeftOut(folder, manifest, facts)]
    with tempfile.TemporaryFile() as scratch:
        if remeasure:
            checks += [_Measures(manifest, facts), Placed(manifest), *steps(manifest, facts, scratch)]
        yield from _looked(checks, groups)


def _looked(checks: Iterable[Check], groups: Iterable[Group]) -> Iterator[Finding]:
    """Yield what the checks find in all rows, or the file that cannot be read."""
    try:
        for group in groups:
            for check in checks:
                check.look(group)
        for check in checks:
            yield from check.findings()
    except Unreadable as error:
        yield found("S707", Location(source=error.file), reason=error.reason)


class _Ids:
    """Whether every row has an id of this dataset, and its own."""

    def __init__(self, manifest: Manifest, facts: Facts) -> None:
        self._prefix, self._stated = f"{manifest.id}:", facts.n_repeated_ids
        self._fingerprints: list[_Fingerprints] = []
        self._n_rows = self._foreign = self._numbered = 0

    def look(self, group: Group) -> None:
        column = group.table.column("id")
        own = pc.fill_null(pc.starts_with(column, self._prefix), False)
        self._n_rows += len(column)
        self._numbered += pc.sum(pc.match_substring(column, "#")).as_py() or 0
        self._foreign += len(column) - (pc.sum(own).as_py() or 0)
        self._fingerprints.append(
            exact_duplicates.fingerprints(column.drop_null().combine_chunks(), as_written=True)
        )

    def findings(self) -> Iterator[Finding]:
        repeated = occurrences(self._fingerprints) > 1
        n = self._foreign + int(repeated.sum())
        if n:
            yield found("S714", Location(column="id"), n=n, of=self._n_rows)
        if self._numbered != self._stated:
            place = Location(source=FACTS, key="n_repeated_ids")
            numbers = {"stated": str(self._stated), "found": str(self._numbered)}
            yield found("S716", place, name="n_repeated_ids", **numbers)


class _TakenDown:
    """Whether a row is there that was taken down."""

    def __init__(self, manifest: Manifest) -> None:
        self._ids = pa.array([item.id for item in manifest.policy.taken_down], pa.string())
        self._found: list[str] = []

    def look(self, group: Group) -> None:
        column = group.table.column("id")
        self._found += column.filter(pc.is_in(column, value_set=self._ids)).to_pylist()

    def findings(self) -> Iterator[Finding]:
        if self._found:
            yield found("S723", Location(column="id"), n=len(self._found), ids=", ".join(self._found[:5]))


class _Licences:
    """Whether every row has the licence of the manifest."""

    def __init__(self, manifest: Manifest) -> None:
        self._licence = manifest.licence.id
        self._n_rows = self._n = 0

    def look(self, group: Group) -> None:
        same = pc.fill_null(pc.equal(group.table.column("licence"), self._licence), False)
        self._n_rows += len(same)
        self._n += len(same) - (pc.sum(same).as_py() or 0)

    def findings(self) -> Iterator[Finding]:
        if self._n:
            place = Location(column="licence")
            yield found("O604", place, n=self._n, of=self._n_rows, expected=self._licence)


class _Sources:
    """Whether every row comes from an input of the build.

    A file with several tables adds `#table` to its name.
    """

    def __init__(self, facts: Facts) -> None:
        self._known = pa.array(sorted({item.source_id for item in facts.inputs}), pa.string())
        self._n_rows = self._n = 0

    def look(self, group: Group) -> None:
        sources = group.table.column("source_id")
        files = pc.replace_substring_regex(sources, r"#[^#]*$", "")
        known = pc.or_(pc.is_in(files, self._known), pc.is_in(sources, self._known))
        self._n_rows += len(known)
        self._n += len(known) - (pc.sum(known).as_py() or 0)

    def findings(self) -> Iterator[Finding]:
        if self._n:
            yield found("O605", Location(column="source_id"), n=self._n, of=self._n_rows)


class _Order:
    """Whether the rows of each split are in the order of the manifest."""

    def __init__(self, manifest: Manifest) -> None:
        self._keys = ids.sort_keys(manifest)
        self._last: dict[str, pa.Table] = {}
        self._files: dict[str, None] = {}

    def look(self, group: Group) -> None:
        rows = group.table.select(self._keys)
        if group.split in self._last:
            rows = pa.concat_tables([self._last[group.split], rows])
        order = pc.sort_indices(rows, sort_keys=[(key, "ascending") for key in self._keys]).to_numpy()
        if not np.array_equal(order, np.arange(len(order))):
            self._files[group.file] = None
        self._last[group.split] = rows.slice(rows.num_rows - 1)

    def findings(self) -> Iterator[Finding]:
        for name in self._files:
            yield found("S719", Location(source=name))


class _Measures:
    """Whether measuring again gives the measured columns, and the counts of languages."""

    def __init__(self, manifest: Manifest, facts: Facts) -> None:
        self._manifest, self._facts = manifest, facts
        self._languages: dict[str, measures.ColumnLanguages] = {}
        self._found: list[Finding] = []
        self._before: Counter[str] = Counter()
        self._wrong: set[str] = set()

    def look(self, group: Group) -> None:
        plain = [name for name in group.table.column_names if not name.endswith(manifest_schema.MEASURED)]
        again = measures.add_languages(group.table.select(plain), self._manifest)
        if again.column_names != group.table.column_names:
            self._wrong_columns(again.column_names, group.table.column_names)
            return
        for name in sorted(set(again.column_names) - set(plain) - self._wrong):
            if not group.table.column(name).equals(again.column(name)):
                self._wrong.add(name)
                self._found.append(_first_difference(name, group, again, self._before[group.file]))
        self._before[group.file] += group.table.num_rows
        for name, item in measures.count_languages([again], self._manifest).items():
            if name in self._languages:
                self._languages[name].add(item)
            else:
                self._languages[name] = item

    def _wrong_columns(self, wanted: list[str], present: list[str]) -> None:
        place = Location(source=FACTS, key="columns")
        finding = found("S713", place, expected=", ".join(wanted), found=", ".join(present))
        if finding not in self._found:
            self._found.append(finding)

    def findings(self) -> Iterator[Finding]:
        yield from self._found
        if any(finding.code == "S713" for finding in self._found):
            return
        declared = {column.to: column.language for column in self._manifest.columns}
        for column in self._facts.columns:
            item = self._languages.get(column.name)
            given = dataclasses.replace(
                column,
                declared=declared.get(column.name),
                n_texts=item.n_texts if item else None,
                n_empty=item.n_empty if item else None,
                languages=item.ordered if item else None,
            )
            yield from _verify_column(column, given)


def _first_difference(name: str, group: Group, again: pa.Table, before: int) -> Finding:
    pairs = zip(group.table.column(name).to_pylist(), again.column(name).to_pylist(), strict=True)
    row, (a, b) = next((n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    place = Location(source=group.file, column=name, row=before + row)
    return found("S716", place, name=name, stated=str(a), found=str(b))


def _verify_column(stated: ColumnFacts, given: ColumnFacts) -> Iterator[Finding]:
    for name in ("declared", "n_texts", "n_empty", "languages"):
        a, b = getattr(stated, name), getattr(given, name)
        if a != b:
            place = Location(source=FACTS, column=stated.name)
            yield found("S716", place, name=name, stated=str(a), found=str(b))
