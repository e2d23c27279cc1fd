"""Parquet files whose bytes depend on their rows alone, and a hash of rows that no writer changes."""

import hashlib
import os
import struct
from collections.abc import Iterator, Mapping
from io import IOBase
from pathlib import Path, PurePosixPath

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

__all__ = [
    "OPTIONS",
    "ROW_GROUP_BYTES",
    "ROW_GROUP_ROWS",
    "SHARD_BYTES",
    "ContentHash",
    "Shards",
    "content_hash",
    "cuts",
    "file_hash",
    "git_hash",
    "read_row_groups",
    "row_bytes",
    "split_of",
]

ROW_GROUP_ROWS = 10_000
"""Rows in a row group at most: the hub's viewer reads whole row groups at a time."""
ROW_GROUP_BYTES = 64 * 2**20
"""Uncompressed bytes in a row group at most, unless one row alone has more."""
SHARD_BYTES = 1 << 30
"""Uncompressed bytes in a file at most: about 400 MB on the disk; `datasets` aims at 500 MB."""

OPTIONS: Mapping[str, object] = {
    "version": "2.6",
    "data_page_version": "1.0",
    "compression": "zstd",
    "compression_level": 3,
    "use_dictionary": True,
    "write_statistics": True,
    "write_page_index": True,
    "write_page_checksum": True,
    "store_schema": False,
    # The chunk sizes that `datasets` uses, written out so that a new default of theirs changes nothing here.
    "use_content_defined_chunking": {
        "min_chunk_size": 256 * 1024,
        "max_chunk_size": 1024 * 1024,
        "norm_level": 0,
    },
}
"""Every writer option that changes the bytes, pinned."""


class Shards:
    """Parquet files of one split, written as rows arrive in order.

    The same rows give the same bytes, in whatever batches they arrive.

    A file is closed at `SHARD_BYTES` and gets its final name, which says how many there are, from `close`.
    """

    def __init__(self, folder: Path, split: str) -> None:
        """Write to `folder`, which is made with the first rows."""
        self._folder, self._split = folder, split
        self._held: list[pa.Table] = []
        self._n_held = self._bytes_held = 0
        self._sink: IOBase | None = None
        self._writer: pq.ParquetWriter | None = None
        self._in_shard = 0
        self._paths: list[Path] = []
        self.hash = ContentHash()
        self.n_rows = self.n_bytes = 0

    def write(self, table: pa.Table) -> None:
        """Take some more rows."""
        if not table.num_rows:
            return
        self.hash.update(table)
        size = int(row_bytes(table).sum())
        self.n_rows += table.num_rows
        self.n_bytes += size
        self._held.append(table)
        self._n_held += table.num_rows
        self._bytes_held += size
        if self._n_held >= ROW_GROUP_ROWS or self._bytes_held >= ROW_GROUP_BYTES:
            self._write_groups(whole=True)

    def close(self) -> tuple[Path, ...]:
        """Write what is left; return the files."""
        self._write_groups(whole=False)
        self._close_file()
        names = []
        for number, path in enumerate(self._paths):
            names.append(path.with_name(f"{self._split}-{number:05d}-of-{len(self._paths):05d}.parquet"))
            self._rename(path, names[-1])
        return tuple(names)

    def _rename(self, path: Path, name: Path) -> None:
        path.rename(name)

    def _open(self, path: Path) -> IOBase:
        self._folder.mkdir(parents=True, exist_ok=True)
        return path.open("wb")

    def _write_groups(self, *, whole: bool) -> None:
        """Write the row groups that are held, with `whole` only those that no later row can be part of."""
        if not self._held:
            return
        table = pa.concat_tables(self._held)
        done = 0
        for start, stop in _row_groups(table):
            if whole and stop == table.num_rows and stop - start < ROW_GROUP_ROWS:
                break
            self._write_group(table.slice(start, stop - start).combine_chunks())
            done = stop
        rest = table.slice(done)
        self._held = [rest] if rest.num_rows else []
        self._n_held, self._bytes_held = rest.num_rows, int(row_bytes(rest).sum())

    def _write_group(self, rows: pa.Table) -> None:
        size = int(row_bytes(rows).sum())
        if self._writer is not None and self._in_shard + size > SHARD_BYTES:
            self._close_file()
        if self._writer is None:
            self._paths.append(self._folder / f"{self._split}-{len(self._paths):05d}.partial")
            self._sink = self._open(self._paths[-1])
            self._writer = pq.ParquetWriter(self._sink, rows.schema.remove_metadata(), **OPTIONS)
            self._in_shard = 0
        self._writer.write_table(rows.replace_schema_metadata(None), row_group_size=max(1, rows.num_rows))
        self._in_shard += size

    def _close_file(self) -> None:
        if self._writer is not None and self._sink is not None:
            self._writer.close()
            self._keep(self._sink)
            self._writer = self._sink = None

    def _keep(self, sink: IOBase) -> None:
        with sink:
            sink.flush()
            os.fsync(sink.fileno())


def _row_groups(table: pa.Table) -> Iterator[tuple[int, int]]:
    """Yield where each row group starts and stops; a table without rows has none."""
    return cuts(table, n_bytes=ROW_GROUP_BYTES, n_rows=ROW_GROUP_ROWS)


def cuts(table: pa.Table, *, n_bytes: int, n_rows: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the bounds of runs of rows with so many bytes and rows at most, or of one row."""
    ends = np.cumsum(row_bytes(table))
    start = 0
    while start < table.num_rows:
        before = int(ends[start - 1]) if start else 0
        by_bytes = int(np.searchsorted(ends, before + n_bytes, side="right"))
        stop = min(max(by_bytes, start + 1), start + (n_rows or table.num_rows), table.num_rows)
        yield start, stop
        start = stop


def read_row_groups(path: Path) -> Iterator[pa.Table]:
    """Yield the rows of a file, a row group at a time."""
    with pq.ParquetFile(path) as data:
        for number in range(data.num_row_groups):
            yield data.read_row_group(number)


def split_of(name: str) -> str:
    """Return the split that a data file is of, by its name, as `datasets` reads it.

    >>> split_of("data/documents/train-00000-of-00001.parquet")
    'train'
    """
    return PurePosixPath(name).name.partition("-")[0]


def row_bytes(table: pa.Table) -> npt.NDArray[np.int64]:
    """Return the uncompressed size of each row."""
    sizes = np.zeros(table.num_rows, dtype=np.int64)
    for column in table.columns:
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            sizes += pc.fill_null(pc.binary_length(column), 0).to_numpy()
        else:
            sizes += 8
    return sizes


class ContentHash:
    """A SHA-256 over rows in their order, made from the values alone.

    A new Parquet version, codec or chunking, or another order of columns, leaves it as it is; another value,
    null, type or order of rows changes it.

    >>> first, second = ContentHash(), ContentHash()
    >>> first.update(pa.table({"id": ["a", "b"], "enw": ["Llŷn", None]}))
    >>> for rows in ({"enw": ["Llŷn"], "id": ["a"]}, {"enw": pa.array([None], pa.string()), "id": ["b"]}):
    ...     second.update(pa.table(rows))
    >>> first.hexdigest() == second.hexdigest()
    True
    """

    def __init__(self) -> None:
        """Begin with no rows."""
        self._n_rows = 0
        self._columns: dict[str, _ColumnHash] = {}

    def update(self, table: pa.Table) -> None:
        """Take some more rows."""
        self._n_rows += table.num_rows
        for field in table.schema:
            self._columns.setdefault(field.name, _ColumnHash(field.type)).update(table.column(field.name))

    def hexdigest(self) -> str:
        """Return the hash of the rows so far."""
        digest = hashlib.sha256(struct.pack("<q", self._n_rows))
        for name in sorted(self._columns):
            digest.update(hashlib.sha256(name.encode()).digest())
            digest.update(self._columns[name].digest())
        return digest.hexdigest()


class _ColumnHash:
    """A hash of a column's type, nulls and values; chunks do not count."""

    def __init__(self, kind: pa.DataType) -> None:
        self._text = pa.types.is_string(kind) or pa.types.is_large_string(kind)
        self._label = "string" if self._text else str(kind)
        self._nulls, self._lengths, self._values = hashlib.sha256(), hashlib.sha256(), hashlib.sha256()

    def update(self, column: pa.ChunkedArray) -> None:
        for chunk in column.chunks:
            self._nulls.update(chunk.is_null().to_numpy(zero_copy_only=False).astype(np.uint8).tobytes())
            if self._text:
                filled = pc.fill_null(chunk, "").cast(pa.large_string())
                self._lengths.update(pc.binary_length(filled).to_numpy().astype("<i8").tobytes())
                self._values.update(_text_bytes(filled))
            else:
                self._values.update(_number_bytes(chunk))

    def digest(self) -> bytes:
        parts = (self._nulls.digest(), self._lengths.digest(), self._values.digest())
        return hashlib.sha256(self._label.encode() + b"".join(parts)).digest()


def content_hash(splits: Mapping[str, ContentHash]) -> str:
    """Return the hash of a dataset: of its splits by name.

    >>> content_hash({"train": ContentHash()}) == content_hash({"test": ContentHash()})
    False
    """
    lines = (f"{name} {splits[name].hexdigest()}\n" for name in sorted(splits))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _text_bytes(array: pa.LargeStringArray) -> memoryview:
    """Return the characters of an array without nulls, end to end, without copying them."""
    __, offsets, data = array.buffers()
    ends = np.frombuffer(offsets, dtype=np.int64)[array.offset : array.offset + len(array) + 1]
    return memoryview(data or b"")[int(ends[0]) : int(ends[-1])]


def _number_bytes(array: pa.Array) -> bytes:
    """Return the numbers of an array as little-endian bytes, with nulls, and the sign of zero, left out."""
    if pa.types.is_floating(array.type):
        numbers = pc.fill_null(array, 0.0).cast(pa.float64()).to_numpy() + 0.0
        numbers = np.where(np.isnan(numbers), np.nan, numbers).astype("<f8")
    else:
        whole = array.cast(pa.int32()) if pa.types.is_date32(array.type) else array
        numbers = pc.fill_null(whole.cast(pa.int64()), 0).to_numpy().astype("<i8")
    data: bytes = numbers.tobytes()
    return data


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def git_hash(path: Path) -> str:
    """Return the SHA-1 by which git, and the hub for small files, knows the content of a file."""
    digest = hashlib.sha1(b"blob %d\0" % path.stat().st_size, usedforsecurity=False)
    with path.open("rb") as stream:
        while part := stream.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()
