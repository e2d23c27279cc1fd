"""Parquet and Arrow IPC files: typed columns, read in batches."""

import contextlib
from collections.abc import Callable, Iterator

import pyarrow as pa

from cymraeg_data.errors import UnreadableError
from cymraeg_data.findings import Finding
from cymraeg_data.locale import _
from cymraeg_data.readers.source import Block, Opened
from cymraeg_data.readers.stream import File
from cymraeg_data.readers.tabular.arrow_table import plain_batch, plain_schema

__all__ = ["open_arrow", "open_parquet"]

_ROWS = 1 << 14  # rows decoded at a time: our choice


def open_parquet(file: File) -> Opened:
    """Return a reader of a Parquet file.

    Raises:
        UnreadableError: the file is cut short or is not Parquet.
    """
    import pyarrow.parquet as pq

    def batches() -> Iterator[pa.RecordBatch]:
        with pq.ParquetFile(file.path) as parquet:
            yield from parquet.iter_batches(batch_size=_ROWS)

    with _readable(file):
        schema = pq.read_schema(file.path)
    return _opened(file, "parquet", schema, batches)


def open_arrow(file: File) -> Opened:
    """Return a reader of an Arrow IPC file (Feather version 2) or stream.

    Raises:
        UnreadableError: the file is cut short or is not Arrow IPC.
    """

    def reader() -> pa.RecordBatchReader:
        mapped = pa.memory_map(str(file.path))
        if file.sample.startswith(b"ARROW1"):
            opened = pa.ipc.open_file(mapped)
            numbers = range(opened.num_record_batches)
            return pa.RecordBatchReader.from_batches(opened.schema, map(opened.get_batch, numbers))
        return pa.ipc.open_stream(mapped)

    with _readable(file):
        schema = reader().schema
    return _opened(file, "arrow", schema, reader)


def _opened(
    file: File, kind: str, schema: pa.Schema, batches: Callable[[], Iterator[pa.RecordBatch]]
) -> Opened:
    plain, findings = plain_schema(schema, file.name)

    def run(_findings: list[Finding]) -> Iterator[Block]:
        with _readable(file):
            for batch in batches():
                yield Block(plain_batch(batch, plain))

    return Opened(format=kind, schema=plain, run=run, findings=tuple(findings))


@contextlib.contextmanager
def _readable(file: File) -> Iterator[None]:
    """Turn what Arrow raises for a damaged file into our error."""
    try:
        yield
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError, EOFError) as error:
        raise UnreadableError(
            _(
                "{path} is damaged or cut short: {reason}",
                path=file.name,
                reason=str(error).strip().split("\n")[0].replace(str(file.path), file.name),
            )
        ) from error
