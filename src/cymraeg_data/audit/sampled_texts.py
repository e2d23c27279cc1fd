"""The texts of a dataset in one pass: duplicates, near-duplicates, benchmark text, personal identifiers."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import IO, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data import privacy, readers
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.package.building.ids import occurrences
from cymraeg_data.package.steps import contamination, exact_duplicates, near_duplicates

__all__ = ["Texts"]

LEAST = 20
"""Mean characters per text from which a column is checked: our choice; names are shorter."""
NEAR = 0.8
"""The similarity of near-duplicates.

That of Lee and others (2022), “Deduplicating Training Data Makes Language Models Better”, rounded down to the
usual threshold of datasets.
"""
MOST = 5_000_000
"""The most rows searched for near-duplicates: our choice; signatures take a kilobyte of disk per row."""


class Texts:
    """Counts over the texts of a dataset, added to source by source."""

    def __init__(self) -> None:
        """Start without rows."""
        self.n_rows = 0
        self._benchmarks = contamination.benchmarks()
        self._fingerprints = [np.zeros((0, 2), np.uint64)]
        self._leaked: Counter[str] = Counter()
        self._personal: Counter[tuple[str, str | None, str | None]] = Counter()
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `__exit__`
        self._width = 0
        self._n_signed = 0

    def __enter__(self) -> Self:
        """Return itself; its temporary file is deleted at the end of the block."""
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def add(self, source: readers.Source, names: Sequence[str]) -> None:
        """Add the texts of a source; `names` are its columns of text."""
        for batch in source.batches():
            self.n_rows += batch.num_rows
            columns = [pc.fill_null(pc.cast(batch.column(name), pa.large_string()), "") for name in names]
            if not columns:
                continue
            joined = (
                columns[0]
                if len(columns) == 1
                else pc.binary_join_element_wise(*columns, pa.scalar("\n", pa.large_string()))
            )
            found_here = exact_duplicates.fingerprints(joined)
            self._fingerprints.append(
                found_here[pc.greater(pc.binary_length(joined), 0).to_numpy(zero_copy_only=False)]
            )
            self._leaked.update(contamination.hits(joined, self._benchmarks).drop_null().to_pylist())
            for name, column in zip(names, columns, strict=True):
                self._look_for_people(source.name, name, column)
            self._sign(joined)

    def _look_for_people(self, source: str, name: str, column: pa.Array) -> None:
        for finding in privacy.check_column(column, Location(source=source, column=name)):
            self._personal[finding.code, source, name] += int(str(finding.evidence["n"]))

    def _sign(self, joined: pa.Array) -> None:
        if self._n_signed < MOST:
            signatures = near_duplicates.signatures(joined)
            signatures.tofile(self._file)
            self._width = signatures.shape[1]
            self._n_signed += len(signatures)

    def findings(self, name: str) -> Iterator[Finding]:
        """Yield the findings on all rows."""
        repeated = int((occurrences(np.concatenate(self._fingerprints)) > 1).sum())
        n_near = self._n_near()
        if repeated or n_near > repeated:
            yield found(
                "S724", Location(source=name), n=max(repeated, n_near), of=self.n_rows, equal=repeated
            )
        for benchmark, n in sorted(self._leaked.items()):
            yield found("S722", Location(source=name), n=n, of=self.n_rows, name=benchmark)
        for (code, source, column), n in sorted(self._personal.items()):
            yield found(code, Location(source=source, column=column), n=n, of=self.n_rows)

    def _n_near(self) -> int:
        if not self._n_signed:
            return 0
        self._file.flush()
        signatures = np.memmap(self._file, np.uint32, "r", shape=(self._n_signed, self._width))
        alone = np.arange(self._n_signed)
        return int((near_duplicates.clusters(signatures, rank=alone, threshold=NEAR) != alone).sum())
