"""External sort: rows are distributed into files by rank, each small enough to be sorted in memory."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.package.record.parquet_writer import row_bytes

__all__ = ["MEMORY", "SortedPiece", "in_order"]

MEMORY = 64 << 20
"""Bytes of rows sorted at once. Our choice: sorting briefly takes up to three times as much."""
_MOST_FILES = 64  # written to at a time; more rows than fill them are dealt out again
_SAMPLES = 64  # rows looked at for each file, so that files come out about even


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedPiece:
    """Some of the rows, to be read whenever they are needed: all columns, or those named."""

    n_bytes: int
    read: Callable[[list[str] | None], pa.Table]


def in_order(pieces: Sequence[SortedPiece], keys: list[str], folder: Path) -> Iterator[pa.Table]:
    """Yield the rows of all pieces in ascending order of `keys`, nulls last; no two rows have equal keys.

    A distribution sort (Knuth, The Art of Computer Programming 3, 5.4): ranks from a sample say which file a
    row belongs to. The cut of the tables that come out is not fixed, the order of the rows is. `folder` holds
    the files meanwhile, as many bytes as the rows have.
    """
    total = sum(piece.n_bytes for piece in pieces)
    if total <= MEMORY or len(pieces) == 0:
        if pieces:
            yield _sorted(pa.concat_tables([piece.read(None) for piece in pieces]), keys)
        return
    n_files = min(_MOST_FILES, 2 * total // MEMORY + 1)
    limits = _limits(pieces, keys, int(n_files))
    if not limits.num_rows:
        yield _sorted(pa.concat_tables([piece.read(None) for piece in pieces]), keys)
        return
    folder.mkdir(parents=True, exist_ok=True)
    for number, dealt in enumerate(_deal(pieces, keys, limits, folder)):
        smaller = [piece for piece in dealt if piece.n_bytes]
        yield from in_order(smaller, keys, folder / str(number))
        (folder / f"{number}.arrow").unlink()


def _sorted(table: pa.Table, keys: list[str]) -> pa.Table:
    return table.take(_order(table, keys))


def _order(table: pa.Table, keys: list[str]) -> pa.Array:
    return pc.sort_indices(table, sort_keys=[(key, "ascending") for key in keys])


def _limits(pieces: Sequence[SortedPiece], keys: list[str], n_files: int) -> pa.Table:
    """Return the first row of each file but the first, from a sample of the rows."""
    samples = []
    per_piece = max(1, _SAMPLES * n_files // len(pieces))
    for piece in pieces:
        table = piece.read(keys)
        samples.append(
            table.take(pa.array(np.unique(np.linspace(0, table.num_rows - 1, per_piece, dtype=np.int64))))
        )
    sample = _sorted(pa.concat_tables(samples), keys)
    chosen = np.unique(np.linspace(0, sample.num_rows, n_files + 1, dtype=np.int64)[1:-1])
    return sample.take(pa.array(chosen[chosen > 0]))


def _deal(
    pieces: Sequence[SortedPiece], keys: list[str], limits: pa.Table, folder: Path
) -> list[list[SortedPiece]]:
    """Write every row to the file it belongs to.

    Return what each file holds, in pieces of `MEMORY` at most.
    """
    n_files = limits.num_rows + 1
    written: list[list[tuple[int, int]]] = [
        [] for _ in range(n_files)
    ]  # batches and bytes of each piece to be
    writers: list[pa.ipc.RecordBatchFileWriter] = []
    try:
        for piece in pieces:
            table = piece.read(None)
            if not writers:
                paths = [str(folder / f"{number}.arrow") for number in range(n_files)]
                writers = [pa.ipc.new_file(path, table.schema) for path in paths]
            for number, rows in _dealt(table, _files(table, keys, limits), n_files):
                writers[number].write_table(rows)
                written[number].append((rows.num_rows, int(row_bytes(rows).sum())))
    finally:
        for writer in writers:
            writer.close()
    return [_pieces(folder / f"{number}.arrow", sizes) for number, sizes in enumerate(written)]


def _files(table: pa.Table, keys: list[str], limits: pa.Table) -> npt.NDArray[np.int64]:
    """Return the number of the file of each row: how many limits are not behind it."""
    both = pa.concat_tables([limits.select(keys), table.select(keys)])
    order = _order(both, keys).to_numpy()  # stable: a limit comes before the row it was taken from
    behind = np.cumsum(order < limits.num_rows)
    files = np.empty(len(order), np.int64)
    files[order] = behind
    return files[limits.num_rows :]


def _dealt(table: pa.Table, files: npt.NDArray[np.int64], n_files: int) -> Iterator[tuple[int, pa.Table]]:
    """Yield the rows of each file that gets any."""
    rows = table.take(pa.array(np.argsort(files, kind="stable"))).combine_chunks()
    ends = np.cumsum(np.bincount(files, minlength=n_files))
    for number, (start, stop) in enumerate(itertools.pairwise([0, *ends.tolist()])):
        if stop > start:
            yield number, rows.slice(start, stop - start)


def _pieces(path: Path, sizes: Sequence[tuple[int, int]]) -> list[SortedPiece]:
    """Return the rows of a file as pieces that can be read one by one."""
    return [
        SortedPiece(n_bytes=n_bytes, read=_reader(path, batch)) for batch, (__, n_bytes) in enumerate(sizes)
    ]


def _reader(path: Path, batch: int) -> Callable[[list[str] | None], pa.Table]:
    def read(names: list[str] | None) -> pa.Table:
        with pa.OSFile(str(path), "rb") as source:
            table = pa.Table.from_batches([pa.ipc.open_file(source).get_batch(batch)])
        return table if names is None else table.select(names)

    return read
