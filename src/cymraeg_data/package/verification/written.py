"""Verification of files by writing them again from their rows: numbers, hash and bytes."""

import hashlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.package.building.pipeline import options, tool
from cymraeg_data.package.record import parquet_writer
from cymraeg_data.package.record.built_record import FACTS
from cymraeg_data.package.record.facts import Facts, FileFacts, SplitFacts
from cymraeg_data.package.verification.built_data import Group

if TYPE_CHECKING:
    from typing_extensions import Buffer  # of collections.abc from Python 3.12

__all__ = ["RowsRewritten", "Unwritten", "can_be_again", "same_files"]


class _Digest(io.RawIOBase):
    """A file of which only the checksum is kept."""

    def __init__(self) -> None:
        self._hash, self._place = hashlib.sha256(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: "Buffer", /) -> int:
        self._hash.update(data)
        n_bytes = memoryview(data).nbytes
        self._place += n_bytes
        return n_bytes

    def tell(self) -> int:
        return self._place

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


def can_be_again(facts: Facts) -> bool:
    """Return whether a folder was written with the versions and options that are installed here."""
    return facts.tool == tool() and facts.options == options()


class Unwritten(parquet_writer.Shards):
    """The files that a build would write, of which only names and checksums are kept."""

    def __init__(self, folder: Path, split: str) -> None:
        super().__init__(folder, split)
        self.digests: list[str] = []

    def _open(self, path: Path) -> _Digest:  # noqa: ARG002 - there is no file
        return _Digest()

    def _keep(self, sink: io.IOBase) -> None:
        if isinstance(sink, _Digest):
            self.digests.append(sink.hexdigest())

    def _rename(self, path: Path, name: Path) -> None:
        """Leave the disk alone: there is no file."""

    def files(self) -> dict[str, str]:
        """Return the checksum of each file by its name."""
        names = self.close()
        return dict(zip((name.as_posix() for name in names), self.digests, strict=True))


class _Counted:
    """The numbers and the hash of rows of which nothing is written."""

    def __init__(self) -> None:
        self.hash = parquet_writer.ContentHash()
        self.n_rows = self.n_bytes = 0

    def write(self, table: pa.Table) -> None:
        self.hash.update(table)
        self.n_rows += table.num_rows
        self.n_bytes += int(parquet_writer.row_bytes(table).sum())

    def files(self) -> dict[str, str]:
        return {}


class RowsRewritten:
    """The numbers, hashes and files of the splits against the record.

    Where the versions that built the folder are those here, the rows are written again, and every byte must
    be the same: options, row groups, the cut into files, what else is in a footer. Otherwise
    only rows are compared.
    """

    def __init__(self, facts: Facts) -> None:
        """Compare the rows that `look` is given, in the order of the files."""
        self.facts, self._again = facts, can_be_again(facts)
        self._splits: dict[str, Unwritten | _Counted] = {}

    def look(self, group: Group) -> None:
        """Take in some rows."""
        if group.split not in self._splits:
            folder = Path("data") / self.facts.config
            self._splits[group.split] = Unwritten(folder, group.split) if self._again else _Counted()
        # A column's own metadata, and whether it may be null, are no part of the rows.
        names = group.table.column_names
        self._splits[group.split].write(pa.Table.from_arrays(group.table.columns, names=names))

    @property
    def hashes(self) -> dict[str, str]:
        """Return the content hash of each split."""
        return {name: split.hash.hexdigest() for name, split in self._splits.items()}

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with all the rows."""
        order = {split.name: number for number, split in enumerate(self.facts.splits)}
        names = sorted(self._splits, key=lambda name: (order.get(name, len(order)), name))
        splits = tuple(
            SplitFacts(name=name, n_rows=self._splits[name].n_rows, bytes=self._splits[name].n_bytes)
            for name in names
        )
        hashes = {name: split.hash for name, split in self._splits.items()}
        pairs: dict[str, tuple[object, object]] = {
            "n_rows": (self.facts.n_rows, sum(split.n_rows for split in splits)),
            "splits": (self.facts.splits, splits),
            "content_sha256": (self.facts.content_sha256, parquet_writer.content_hash(hashes)),
        }
        for name, (stated, given) in pairs.items():
            if stated != given:
                place = Location(source=FACTS, key=name)
                yield found("S716", place, name=name, stated=str(stated), found=str(given))
        if self._again:
            files = {name: digest for split in names for name, digest in self._splits[split].files().items()}
            yield from same_files(self.facts.files, files)


def same_files(stated: Sequence[FileFacts], again: dict[str, str]) -> Iterator[Finding]:
    """Yield the files that differ from what their rows give, missing files, and a different order."""
    for file in stated:
        if file.path not in again:
            yield found("S709", Location(source=file.path))
        elif file.sha256 != again[file.path]:
            yield found("S710", Location(source=file.path), expected=again[file.path], found=file.sha256)
    for name in sorted(set(again) - {file.path for file in stated}):
        yield found("S708", Location(source=name))
    names = [file.path for file in stated]
    if set(names) == set(again) and names != list(again):
        place = Location(source=FACTS, key="files")
        yield found("S716", place, name="files", stated=", ".join(names), found=", ".join(again))
