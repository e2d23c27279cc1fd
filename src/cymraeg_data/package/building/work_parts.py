"""The processed rows on their way to the dataset.

Parts on disk, so that memory is bounded and a killed build goes on.

A part is a few megabytes of rows after `process`. Its files are written first and its record last, so a part
with a record is whole; a build of the same manifest, input and versions finds the parts of one that was
killed and goes on behind them. What is in a part depends on where the input was cut, what is made of all
parts together does not.
"""

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.ipc
import xxhash

from cymraeg_data.package.building.row_steps import Processed
from cymraeg_data.package.building.rows import Batch
from cymraeg_data.package.record.parquet_writer import row_bytes

__all__ = ["Part", "Parts", "write_parts"]

PART_BYTES = 16 << 20
"""Bytes of text in a part, more or less; ours.

Enough for the kernels to be at speed, little compared with Arrow itself.
"""
_RECORD = "{:06d}.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part: the rows read for it and kept so far, its counts, and the checksums of its files."""

    number: int
    n_read: int
    n_rows: int
    n_bytes: int
    unread: Mapping[str, int]
    edits: Mapping[str, int]
    personal: Mapping[str, int]
    files: Mapping[str, str]


class Parts:
    """The parts of one build in a folder, in the order of the input."""

    def __init__(self, folder: Path, key: str) -> None:
        """Take up the parts that a build with the same `key` left in `folder`.

        Anything else there is removed.

        Parts are taken up to the first that is not as it was written; that one and those behind it are made
        again.
        """
        self.folder = folder
        self._key = folder / "key"
        if not self._key.is_file() or self._key.read_bytes() != key.encode():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            self._key.write_bytes(key.encode())
        self.parts: list[Part] = []
        while (part := self._left(len(self.parts))) is not None:
            self.parts.append(part)
        for record in sorted(folder.glob("[0-9]*.json"))[len(self.parts) :]:
            record.unlink()

    @property
    def n_read(self) -> int:
        """Return how many rows were read for all parts."""
        return sum(part.n_read for part in self.parts)

    @property
    def n_rows(self) -> int:
        """Return how many rows are kept so far."""
        return sum(part.n_rows for part in self.parts)

    @property
    def n_bytes(self) -> int:
        """Return the bytes of the rows that are kept so far."""
        return sum(part.n_bytes for part in self.parts)

    def total(self, name: str) -> Counter[str]:
        """Return the counts of that name over all parts."""
        total: Counter[str] = Counter()
        for part in self.parts:
            total.update(getattr(part, name))
        return total

    def _left(self, number: int) -> Part | None:
        """Return the part of that number if it is there as it was written."""
        try:
            part = Part(**json.loads((self.folder / _RECORD.format(number)).read_bytes()))
            whole = part.number == number and all(
                _checksum(self.folder / name) == checksum for name, checksum in part.files.items()
            )
        except (OSError, ValueError, TypeError, AttributeError):
            return None
        return part if whole else None

    def add(self, processed: Processed, unread: Mapping[str, int]) -> None:
        """Put one more part on the disk, its record last."""
        number = len(self.parts)
        paths = [self._path(number, "rows"), self._path(number, "listing")]
        _write_table(processed.rows, paths[0])
        _write_table(processed.listing, paths[1])
        for name in ("id_fingerprints", "text_fingerprints", "signatures"):
            values = getattr(processed, name)
            if values is not None:
                paths.append(self._path(number, name))
                _write_array(values, paths[-1])
        part = Part(
            number=number,
            n_read=processed.listing.num_rows,
            n_rows=processed.rows.num_rows,
            n_bytes=int(row_bytes(processed.rows).sum()),
            unread=dict(unread),
            edits=dict(processed.edits),
            personal=dict(processed.personal),
            files={path.name: _checksum(path) for path in paths},
        )
        record = self.folder / _RECORD.format(number)
        partial = record.with_suffix(".partial")
        values = {name: getattr(part, name) for name in Part.__dataclass_fields__}
        partial.write_text(json.dumps(values), encoding="utf-8")
        partial.replace(record)
        self.parts.append(part)

    def rows(self, part: Part, names: list[str] | None = None) -> pa.Table:
        """Return the rows of a part, or some of their columns."""
        return _read_table(self._path(part.number, "rows"), names)

    def listing(self, part: Part) -> pa.Table:
        """Return what became of each row that was read for a part."""
        return _read_table(self._path(part.number, "listing"))

    def fingerprints(self, name: str) -> npt.NDArray[np.uint64]:
        """Return the fingerprints of that name of all parts, one behind the other."""
        return np.concatenate([np.load(self._path(part.number, name)) for part in self.parts])

    def signatures(self, name: str) -> npt.NDArray[np.uint32]:
        """Return the signatures of that name of all parts, one behind the other, on the disk."""
        arrays = (np.load(self._path(part.number, name), mmap_mode="r") for part in self.parts)
        path = self.folder / f"{name}.all"
        shape: tuple[int, ...] = ()
        with path.open("wb") as file:
            for array in arrays:
                file.write(array.data)  # not array.tofile, which does not say so when the disk is full
                shape, kind = (self.n_rows, *array.shape[1:]), array.dtype
        if not self.n_rows:
            return np.empty(shape, kind)
        return np.memmap(path, kind, "r", shape=shape)

    def _path(self, number: int, name: str) -> Path:
        suffix = "arrow" if name in {"rows", "listing"} else "npy"
        return self.folder / f"{number:06d}.{name}.{suffix}"


def build_key(values: Mapping[str, object]) -> str:
    """Return a checksum of everything that decides what is in the parts."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def write_parts(
    batches: Iterable[Batch],
    parts: Parts,
    work: Callable[[pa.Table], Processed],
    progress: Callable[[int], None],
) -> None:
    """Add parts until there are no more rows; `progress` gets the bytes of text of each."""
    for table, unread in _cut(batches):
        parts.add(work(table), unread)
        progress(int(row_bytes(table).sum()))


def _cut(batches: Iterable[Batch]) -> Iterator[tuple[pa.Table, Counter[str]]]:
    """Yield the rows of `batches` in tables of about PART_BYTES."""
    held: list[pa.Table] = []
    unread: Counter[str] = Counter()
    size = 0
    for batch in batches:
        unread.update(batch.unread)
        ends = np.cumsum(row_bytes(batch.table))
        start = 0
        while start < batch.table.num_rows:
            before = int(ends[start - 1]) if start else 0
            stop = max(start + 1, int(np.searchsorted(ends, before + PART_BYTES - size, side="right")))
            held.append(batch.table.slice(start, stop - start))
            size += int(ends[stop - 1]) - before
            start = stop
            if size >= PART_BYTES:
                yield pa.concat_tables(held), unread
                held, unread, size = [], Counter(), 0
    if held:
        yield pa.concat_tables(held), unread


def _checksum(path: Path) -> str:
    """Return 128 bits of a file: against accidents, fast."""
    digest = xxhash.xxh3_128()
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _write_array(array: npt.NDArray[np.generic], path: Path) -> None:
    """Write what `np.load` reads; `np.save` does not say so when the disk is full."""
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(array))
        file.write(np.ascontiguousarray(array).data)


def _write_table(table: pa.Table, path: Path) -> None:
    table = table.combine_chunks()
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def _read_table(path: Path, names: list[str] | None = None) -> pa.Table:
    with pa.OSFile(str(path), "rb") as source:
        reader = pa.ipc.open_file(source)
        if names is None:
            return reader.read_all()
        fields = [reader.schema.names.index(name) for name in names]
        source.seek(0)
        options = pa.ipc.IpcReadOptions(included_fields=fields)
        return pa.ipc.open_file(source, options=options).read_all().select(names)
