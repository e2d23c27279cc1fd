"""Whether the steps that the manifest says were taken left anything.

Duplicates, benchmarks, personal data.
"""

from collections import Counter
from collections.abc import Iterator
from typing import IO, Protocol

import numpy as np
import numpy.typing as npt

from cymraeg_data import privacy
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.package.building import ids, row_steps
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.built_record import FACTS
from cymraeg_data.package.record.facts import Facts
from cymraeg_data.package.steps import contamination, near_duplicates
from cymraeg_data.package.steps.hash_sets import HashSet
from cymraeg_data.package.verification.built_data import Group

__all__ = ["Check", "occurrences", "steps"]

_Fingerprints = npt.NDArray[np.uint64]


class Check(Protocol):
    """Something that looks at every group of rows, and says in the end what it found."""

    def look(self, group: Group) -> None:
        """Take in some rows."""

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with all the rows."""


def occurrences(fingerprints: list[_Fingerprints]) -> npt.NDArray[np.int64]:
    """Return for each row how many equal rows there are up to it."""
    return ids.occurrences(np.concatenate([np.zeros((0, 2), np.uint64), *fingerprints]))


def steps(manifest: Manifest, facts: Facts, scratch: IO[bytes]) -> Iterator[Check]:
    """Yield a check for each step that the manifest says was taken.

    `scratch` is a file that is thrown away.
    """
    if manifest.steps.exact_duplicates:
        yield _Duplicates(manifest)
    if manifest.steps.near_duplicates is not None:
        yield _NearDuplicates(manifest, scratch)
    if manifest.steps.benchmarks:
        yield _Benchmarks(manifest, facts, contamination.named(manifest.steps.benchmarks))
    if manifest.steps.normalise or manifest.steps.quality:
        yield _Again(manifest)
    if manifest.steps.privacy in {"mask", "drop"} or manifest.policy.personal_data == "none":
        yield _Personal(manifest)


class _Duplicates:
    """Whether equal texts are left, which the manifest wants out."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._fingerprints: list[_Fingerprints] = []

    def look(self, group: Group) -> None:
        found_here = group.fingerprints(self._manifest)
        self._fingerprints.append(found_here[found_here.any(axis=1)])

    def findings(self) -> Iterator[Finding]:
        occurrence = occurrences(self._fingerprints)
        n = int((occurrence > 1).sum())
        if n:
            yield found("S721", Location(), n=n, of=len(occurrence))


class _NearDuplicates:
    """Whether texts are left that resemble each other more than the manifest wants.

    Their signatures, 512 bytes per row, are in a file and not in memory.
    """

    def __init__(self, manifest: Manifest, file: IO[bytes]) -> None:
        self._manifest, self._file = manifest, file
        self._n_rows = 0

    def look(self, group: Group) -> None:
        signatures = near_duplicates.signatures(group.words(self._manifest))
        self._file.write(signatures.tobytes())
        self._n_rows += len(signatures)

    def findings(self) -> Iterator[Finding]:
        if not self._n_rows:
            return
        self._file.flush()
        shape = (self._n_rows, near_duplicates.PERMUTATIONS)
        signatures: near_duplicates.Signatures = np.memmap(self._file, np.uint32, "r", shape=shape)
        alone = np.arange(self._n_rows)
        threshold = self._manifest.steps.near_duplicates or 1.0
        n = int((near_duplicates.clusters(signatures, rank=alone, threshold=threshold) != alone).sum())
        if n:
            yield found("S721", Location(), n=n, of=len(alone))


class _Benchmarks:
    """Whether text of the benchmarks is left, and whether they are the ones that the build looked for."""

    def __init__(self, manifest: Manifest, facts: Facts, sets: tuple[HashSet, ...]) -> None:
        self._manifest, self._facts, self._sets = manifest, facts, sets
        self._n: Counter[str] = Counter()

    def look(self, group: Group) -> None:
        names = contamination.hits(group.words(self._manifest), self._sets)
        self._n.update(names.drop_null().to_pylist())

    def findings(self) -> Iterator[Finding]:
        for name, n in sorted(self._n.items()):
            yield found("S722", Location(), n=n, of=self._facts.n_rows, name=name)
        given = tuple(sorted((item.name, item.digest) for item in self._sets))
        if given != self._facts.benchmarks:
            place = Location(source=FACTS, key="benchmarks")
            stated = str(self._facts.benchmarks)
            yield found("S716", place, name="benchmarks", stated=stated, found=str(given))


class _Again:
    """Whether repair and the quality rules, applied again, leave every row as it is."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._n: Counter[str] = Counter()

    def look(self, group: Group) -> None:
        self._n.update(row_steps.again(group.table, self._manifest))

    def findings(self) -> Iterator[Finding]:
        for name, n in sorted(self._n.items()):
            yield found("S716", Location(), name=name, stated="0", found=f"{n:,}")


class _Personal:
    """Whether personal identifiers are left, likely or certain ones, which the manifest says are none."""

    def __init__(self, manifest: Manifest) -> None:
        self._names = [column.to for column in manifest.columns if column.type == "string"]
        self._n: Counter[tuple[str, str]] = Counter()
        self._n_rows = 0

    def look(self, group: Group) -> None:
        self._n_rows += group.table.num_rows
        for name in self._names:
            texts = group.table.column(name).combine_chunks()
            for finding in privacy.check_column(texts, Location(column=name)):
                self._n[finding.code, name] += int(str(finding.evidence["n"]))

    def findings(self) -> Iterator[Finding]:
        for (code, name), n in sorted(self._n.items()):
            yield found(code, Location(column=name), n=n, of=self._n_rows)
