"""Everything about the rows of a built folder computed again, in one pass and in bounded memory."""

import dataclasses
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.package import ids, measures, process, schema, write
from cymraeg_data.package.facts import ColumnFacts, Facts, SplitFacts
from cymraeg_data.package.manifest import Manifest
from cymraeg_data.package.steps import exact
from cymraeg_data.package.verify_data import Group
from cymraeg_data.package.write import ContentHash

if TYPE_CHECKING:
    from cymraeg_data.package.steps.hash_sets import HashSet

__all__ = ["verify_listings", "verify_rows"]

_RECORD = "build.json"
_Fingerprints = npt.NDArray[np.uint64]


class _Check(Protocol):
    """Something that looks at every group of rows, and says in the end what it found."""

    def look(self, group: Group) -> None: ...

    def findings(self) -> Iterator[Finding]: ...


def verify_rows(
    groups: Iterable[Group], manifest: Manifest, facts: Facts, *, remeasure: bool
) -> Iterator[Finding]:
    """Yield what the rows of all files do not bear out.

    With `remeasure` false the measured columns and the steps are left alone: another version made them.
    """
    wanted = {"id", "licence", "source_id", *(column.to for column in manifest.columns)}
    names = [column.name for column in facts.columns]
    if not wanted <= set(names):
        place = Location(source=_RECORD, key="columns")
        yield found("S713", place, expected=", ".join(sorted(wanted)), found=", ".join(names))
        return
    checks: list[_Check] = [_Ids(manifest), _Licences(manifest), _Sources(facts), _Order(manifest)]
    checks += [_Content(facts), _Splits(manifest), _TakenDown(manifest)]
    if remeasure:
        checks += [_Measures(manifest, facts), *_steps(manifest, facts)]
    for group in groups:
        for check in checks:
            check.look(group)
    for check in checks:
        yield from check.findings()


class _Content:
    """The numbers and hashes of the splits against the record."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._bytes: Counter[str] = Counter()
        self._rows: Counter[str] = Counter()
        self._hashes: dict[str, ContentHash] = {}

    def look(self, group: Group) -> None:
        self._hashes.setdefault(group.split, ContentHash()).update(group.table)
        self._rows[group.split] += group.table.num_rows
        self._bytes[group.split] += int(write.row_bytes(group.table).sum())

    def findings(self) -> Iterator[Finding]:
        order = {split.name: number for number, split in enumerate(self._facts.splits)}
        names = sorted(self._hashes, key=lambda name: (order.get(name, len(order)), name))
        splits = tuple(
            SplitFacts(name=name, n_rows=self._rows[name], bytes=self._bytes[name]) for name in names
        )
        pairs: dict[str, tuple[object, object]] = {
            "n_rows": (self._facts.n_rows, self._rows.total()),
            "splits": (self._facts.splits, splits),
            "content_sha256": (self._facts.content_sha256, write.content_hash(self._hashes)),
        }
        for name, (stated, given) in pairs.items():
            if stated != given:
                place = Location(source=_RECORD, key=name)
                yield found("S716", place, name=name, stated=str(stated), found=str(given))


class _Ids:
    """Whether every row has an id of this dataset, and its own."""

    def __init__(self, manifest: Manifest) -> None:
        self._prefix = f"{manifest.id}:"
        self._fingerprints: list[_Fingerprints] = []
        self._n_rows = self._foreign = 0

    def look(self, group: Group) -> None:
        column = group.table.column("id")
        own = pc.fill_null(pc.starts_with(column, self._prefix), False)
        self._n_rows += len(column)
        self._foreign += len(column) - (pc.sum(own).as_py() or 0)
        self._fingerprints.append(exact.fingerprints(column.drop_null().combine_chunks(), as_written=True))

    def findings(self) -> Iterator[Finding]:
        repeated = _occurrences(self._fingerprints) > 1
        n = self._foreign + int(repeated.sum())
        if n:
            yield found("S714", Location(column="id"), n=n, of=self._n_rows)


def _occurrences(fingerprints: list[_Fingerprints]) -> npt.NDArray[np.int64]:
    return ids.occurrences(np.concatenate([np.zeros((0, 2), np.uint64), *fingerprints]))


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
    """Whether every row comes from an input of the build; a file with several tables adds `#table` to its name."""

    def __init__(self, facts: Facts) -> None:
        self._known = pa.array(sorted({item.source_id for item in facts.inputs}), pa.string())
        self._n_rows = self._n = 0

    def look(self, group: Group) -> None:
        sources = group.table.column("source_id")
        files = pc.replace_substring_regex(sources, r"#[^#]*$", "")
        told = pc.or_(pc.is_in(files, self._known), pc.is_in(sources, self._known))
        self._n_rows += len(told)
        self._n += len(told) - (pc.sum(told).as_py() or 0)

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


class _Splits:
    """Whether texts, or values that keep rows together, are in one split only."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._found: dict[str, dict[str, list[_Fingerprints]]] = {}

    def look(self, group: Group) -> None:
        for name, values in process.kept_together(group.table, self._manifest).items():
            of_split = self._found.setdefault(name, {}).setdefault(group.split, [])
            of_split.append(exact.fingerprints(values)[:, 0])

    def findings(self) -> Iterator[Finding]:
        for splits in self._found.values():
            whole = {name: np.concatenate(parts) for name, parts in splits.items()}
            for (split, first), (other, second) in itertools.combinations(whole.items(), 2):
                n = int((np.isin(first, second) & (first != 0)).sum())
                if n:
                    yield found("S715", Location(source=split), n=n, of=len(first), split=split, other=other)


class _Measures:
    """Whether measuring again gives the measured columns, and the counts of languages."""

    def __init__(self, manifest: Manifest, facts: Facts) -> None:
        self._manifest, self._facts = manifest, facts
        self._languages: dict[str, measures.ColumnLanguages] = {}
        self._found: list[Finding] = []
        self._before: Counter[str] = Counter()
        self._wrong: set[str] = set()

    def look(self, group: Group) -> None:
        plain = [name for name in group.table.column_names if not name.endswith(schema.MEASURED)]
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
        place = Location(source=_RECORD, key="columns")
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
            place = Location(source=_RECORD, column=stated.name)
            yield found("S716", place, name=name, stated=str(a), found=str(b))


def _steps(manifest: Manifest, facts: Facts) -> Iterator[_Check]:
    """Yield a check for each step that the manifest says was taken."""
    if manifest.steps.exact_duplicates:
        yield _Duplicates(manifest)
    if manifest.steps.near_duplicates is not None:
        yield _NearDuplicates(manifest)
    if manifest.steps.benchmarks:
        from cymraeg_data.package.steps import contamination

        yield _Benchmarks(manifest, facts, contamination.named(manifest.steps.benchmarks))
    if manifest.steps.privacy in {"mask", "drop"} or manifest.policy.personal_data == "none":
        yield _Personal(manifest)


class _Duplicates:
    """Whether equal texts are left, which the manifest wants out."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._fingerprints: list[_Fingerprints] = []

    def look(self, group: Group) -> None:
        found_here = exact.fingerprints(process.joined(group.table, self._manifest))
        self._fingerprints.append(found_here[found_here.any(axis=1)])

    def findings(self) -> Iterator[Finding]:
        occurrence = _occurrences(self._fingerprints)
        n = int((occurrence > 1).sum())
        if n:
            yield found("S721", Location(), n=n, of=len(occurrence))


class _NearDuplicates:
    """Whether texts are left that resemble each other more than the manifest wants."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._signatures: list[npt.NDArray[np.uint32]] = []

    def look(self, group: Group) -> None:
        from cymraeg_data.package.steps import near

        self._signatures.append(near.signatures(process.joined(group.table, self._manifest)))

    def findings(self) -> Iterator[Finding]:
        from cymraeg_data.package.steps import near

        if not self._signatures:
            return
        signatures = np.concatenate(self._signatures)
        alone = np.arange(len(signatures))
        threshold = self._manifest.steps.near_duplicates or 1.0
        n = int((near.clusters(signatures, rank=alone, threshold=threshold) != alone).sum())
        if n:
            yield found("S721", Location(), n=n, of=len(alone))


class _Benchmarks:
    """Whether text of the benchmarks is left, and whether they are the ones that the build looked for."""

    def __init__(self, manifest: Manifest, facts: Facts, sets: tuple["HashSet", ...]) -> None:
        self._manifest, self._facts, self._sets = manifest, facts, sets
        self._n: Counter[str] = Counter()

    def look(self, group: Group) -> None:
        from cymraeg_data.package.steps import contamination

        names = contamination.hits(process.joined(group.table, self._manifest), self._sets)
        self._n.update(names.drop_null().to_pylist())

    def findings(self) -> Iterator[Finding]:
        for name, n in sorted(self._n.items()):
            yield found("S722", Location(), n=n, of=self._facts.n_rows, name=name)
        given = tuple(sorted((item.name, item.digest) for item in self._sets))
        if given != self._facts.benchmarks:
            place = Location(source=_RECORD, key="benchmarks")
            stated = str(self._facts.benchmarks)
            yield found("S716", place, name="benchmarks", stated=stated, found=str(given))


class _Personal:
    """Whether personal identifiers are left, likely or certain ones, which the manifest says are none."""

    def __init__(self, manifest: Manifest) -> None:
        self._names = [column.to for column in manifest.columns if column.type == "string"]
        self._n: Counter[tuple[str, str]] = Counter()
        self._n_rows = 0

    def look(self, group: Group) -> None:
        from cymraeg_data import privacy

        self._n_rows += group.table.num_rows
        for name in self._names:
            texts = group.table.column(name).combine_chunks()
            for finding in privacy.check_column(texts, Location(column=name)):
                self._n[finding.code, name] += int(str(finding.evidence["n"]))

    def findings(self) -> Iterator[Finding]:
        for (code, name), n in sorted(self._n.items()):
            yield found(code, Location(column=name), n=n, of=self._n_rows)


def verify_listings(folder: Path, facts: Facts) -> Iterator[Finding]:
    """Yield where the lists of the rows left out and the counts by reason disagree."""
    counted: Counter[str] = Counter()
    for file in facts.listings:
        reasons = pq.read_table(folder / file.path, columns=["reason"]).column("reason")
        counted.update({pair["values"]: pair["counts"] for pair in pc.value_counts(reasons).to_pylist()})
    stated = {reason: n for reason, n in facts.dropped if reason != "wrong-fields"}
    if stated != dict(counted):
        place = Location(source=_RECORD, key="dropped")
        yield found("S716", place, name="dropped", stated=_shown(stated), found=_shown(counted))


def _shown(counts: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}: {n}" for name, n in sorted(counts.items())) or "—"
