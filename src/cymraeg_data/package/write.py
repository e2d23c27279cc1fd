"""Parquet files whose bytes depend on their rows alone, and a hash of rows that no writer can change."""

import hashlib
import os
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

__all__ = ["OPTIONS", "ROW_GROUP_BYTES", "ROW_GROUP_ROWS", "content_hash", "file_hash", "write_parquet"]

ROW_GROUP_ROWS = 10_000
"""Rows in a row group at most: the hub's viewer reads whole row groups (notes on packaging, 3.2)."""
ROW_GROUP_BYTES = 64 * 2**20
"""Uncompressed bytes in a row group at most, unless one row alone has more."""

OPTIONS: Mapping[str, Any] = {
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


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write `table` to `path`: equal tables give equal bytes, however they are cut into chunks."""
    table = table.replace_schema_metadata(None)
    with path.open("wb") as sink:
        with pq.ParquetWriter(sink, table.schema, **OPTIONS) as writer:
            for start, stop in _row_groups(table):
                rows = table.slice(start, stop - start).combine_chunks()
                writer.write_table(rows, row_group_size=max(1, stop - start))
        sink.flush()
        os.fsync(sink.fileno())


def _row_groups(table: pa.Table) -> Iterator[tuple[int, int]]:
    """Yield where each row group starts and stops; a table without rows has none."""
    ends = np.cumsum(_row_bytes(table))
    start = 0
    while start < table.num_rows:
        before = int(ends[start - 1]) if start else 0
        by_bytes = int(np.searchsorted(ends, before + ROW_GROUP_BYTES, side="right"))
        stop = min(max(by_bytes, start + 1), start + ROW_GROUP_ROWS, table.num_rows)
        yield start, stop
        start = stop


def _row_bytes(table: pa.Table) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return the uncompressed size of each row."""
    sizes = np.zeros(table.num_rows, dtype=np.int64)
    for column in table.columns:
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            sizes += pc.fill_null(pc.binary_length(column), 0).to_numpy()
        else:
            sizes += 8
    return sizes


def content_hash(table: pa.Table) -> str:
    """Return a SHA-256 over the rows of `table` in the order of their ids.

    It is made from the values alone, so a new Parquet version, codec or chunking, another order of rows or columns,
    leaves it as it is; another value, null or type changes it.

    >>> first = pa.table({"id": ["a", "b"], "enw": ["Llŷn", None]})
    >>> content_hash(first) == content_hash(first.take([1, 0]).select(["enw", "id"]))
    True
    >>> content_hash(first) == content_hash(pa.table({"id": ["a", "b"], "enw": ["Llŷn", ""]}))
    False
    """
    table = table.sort_by("id")
    digest = hashlib.sha256(struct.pack("<q", table.num_rows))
    for name in sorted(table.column_names):
        digest.update(hashlib.sha256(name.encode()).digest())
        digest.update(_column_hash(table.column(name)))
    return digest.hexdigest()


def _column_hash(column: pa.ChunkedArray) -> bytes:
    """Return a hash of a column's type, nulls and values; chunks do not count."""
    kind = column.type
    text = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    nulls, lengths, values = hashlib.sha256(), hashlib.sha256(), hashlib.sha256()
    for chunk in column.chunks:
        nulls.update(chunk.is_null().to_numpy(zero_copy_only=False).astype(np.uint8).tobytes())
        if text:
            filled = pc.fill_null(chunk, "").cast(pa.large_string())
            lengths.update(pc.binary_length(filled).to_numpy().astype("<i8").tobytes())
            values.update(_text_bytes(filled))
        else:
            values.update(_number_bytes(chunk))
    label = "string" if text else str(kind)
    parts = (nulls.digest(), lengths.digest(), values.digest())
    return hashlib.sha256(label.encode() + b"".join(parts)).digest()


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
