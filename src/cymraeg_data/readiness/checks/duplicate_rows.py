"""Exact duplicate rows, found in one pass: eight bytes per row are kept, never the rows."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.readers import PROVENANCE

__all__ = ["SeenRows", "row_hashes"]

Hashes = npt.NDArray[np.uint64]

_NULL = np.uint64(0x9E3779B97F4A7C15)
_LAYOUT_CHUNK = 1 << 20  # bytes hashed together, so that temporary arrays stay at some tens of megabytes


class SeenRows:
    """The hashes of the rows so far, in order.

    Two different rows share a 64-bit hash once in about 2 × 10¹⁹ pairs, so a release of ten million rows has
    a false repeat less than once in 300,000 releases.
    """

    def __init__(self) -> None:
        self._hashes: list[Hashes] = []

    def add(self, batch: pa.RecordBatch) -> None:
        """Add the rows of `batch`."""
        self._hashes.append(row_hashes(batch))

    def repeats(self) -> npt.NDArray[np.int64]:
        """Return an n × 2 array: each row that repeats an earlier one, and that earlier row, counted from 1.

        >>> seen = SeenRows()
        >>> names = ["Llanfair", "Y Bala", "Llanfair"]
        >>> seen.add(pa.table({"enw": names, "sir": ["Powys", "Gwynedd", "Powys"]}))
        >>> seen.repeats().tolist()
        [[3, 1]]
        """
        if not self._hashes:
            return np.empty((0, 2), np.int64)
        _values, first, inverse = np.unique(
            np.concatenate(self._hashes), return_index=True, return_inverse=True
        )
        earlier = first[inverse]
        rows = np.flatnonzero(earlier != np.arange(len(earlier)))
        return np.column_stack([rows, earlier[rows]]) + 1


def row_hashes(batch: pa.RecordBatch | pa.Table) -> Hashes:
    """Return a 64-bit hash per row over every column but provenance; equal rows have equal hashes.

    Args:
        batch: a record batch or table. Types other than text are compared as Arrow prints them.
    """
    total = np.zeros(batch.num_rows, np.uint64)
    for number, name in enumerate(name for name in batch.schema.names if name not in PROVENANCE):
        total = _mix(total ^ (_cell_hashes(_as_binary(batch.column(name))) + np.uint64(number)))
    return total


def _as_binary(array: pa.Array | pa.ChunkedArray) -> pa.Array:
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks() if array.num_chunks != 1 else array.chunk(0)
    if pa.types.is_nested(array.type):
        array = pa.array(
            [None if value is None else repr(value) for value in array.to_pylist()], pa.large_string()
        )
    return array.cast(pa.large_string()).cast(pa.large_binary())


def _cell_hashes(array: pa.Array) -> Hashes:
    """Return a multilinear hash per cell: the sum of its bytes, each times the key of its position."""
    out = np.full(len(array), _NULL, np.uint64)
    if array.null_count == len(array):
        return out
    lengths = pc.binary_length(array).fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    content = pc.fill_null(array, b"")
    _validity, offsets, data = content.buffers()
    starts = np.frombuffer(offsets, np.int64, len(content) + 1, content.offset * 8)
    bytes_ = np.frombuffer(data, np.uint8) if data is not None else np.empty(0, np.uint8)
    sums = np.zeros(len(array), np.uint64)
    row = 0
    while row < len(array):
        end = max(int(np.searchsorted(starts, starts[row] + _LAYOUT_CHUNK, side="right")) - 1, row + 1)
        end = min(end, len(array))
        sums[row:end] = _sums(bytes_[starts[row] : starts[end]], lengths[row:end])
        row = end
    valid = array.is_valid().to_numpy(zero_copy_only=False)
    out[valid] = _mix(sums + lengths.astype(np.uint64))[valid]
    return out


def _sums(data: npt.NDArray[np.uint8], lengths: npt.NDArray[np.int64]) -> Hashes:
    sums = np.zeros(len(lengths), np.uint64)
    filled = lengths > 0
    if not filled.any():
        return sums
    begins = np.cumsum(lengths) - lengths
    position = np.arange(len(data), dtype=np.int64) - np.repeat(begins, lengths)
    keys = _mix(np.arange(lengths.max(), dtype=np.uint64)) | np.uint64(1)
    sums[filled] = np.add.reduceat((data.astype(np.uint64) + np.uint64(1)) * keys[position], begins[filled])
    return sums


def _mix(value: Hashes) -> Hashes:
    """Return the SplitMix64 finaliser of each value (Steele, Lea and Flood 2014)."""
    value = value + np.uint64(0x9E3779B97F4A7C15)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))
