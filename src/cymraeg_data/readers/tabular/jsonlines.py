"""JSON Lines: one object on each line, parsed in blocks by Arrow."""

import json
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.json

from cymraeg_data.errors import NoDataError, UnreadableError
from cymraeg_data.findings import Finding
from cymraeg_data.locale import _
from cymraeg_data.readers.budgets import DEEPEST, Depth
from cymraeg_data.readers.cells import StrayBytes
from cymraeg_data.readers.source import Block, Opened, distinct_names
from cymraeg_data.readers.stream import File, blocks, not_utf8
from cymraeg_data.readers.tabular.plain_text import split_lines
from cymraeg_data.readers.tabular.records import as_batch, combine, infer

__all__ = ["open_json_lines"]


def open_json_lines(file: File) -> Opened:
    """Return a reader of JSON Lines; the schema is that of the whole file, which is read once for it.

    Raises:
        NoDataError: the file is empty.
        UnreadableError: a line is not a JSON object.
    """
    schema = combine(_schemas(file))
    if not len(schema):
        raise NoDataError(_("{path} is empty: there is no data to read.", path=file.name))
    names, findings = distinct_names(schema.names, file.name)

    def run(faults: list[Finding]) -> Iterator[Block]:
        stray = StrayBytes()
        for texts, numbers in _numbered(file):
            batch = _parsed(texts, schema)
            if batch is None:
                batch = as_batch(_loaded(file, texts, numbers), schema)
            yield Block(stray.restore(batch.rename_columns(names)), lines=pa.array(numbers))
        faults.extend(stray.findings(file.name))

    renamed = pa.schema([field.with_name(name) for field, name in zip(schema, names, strict=True)])
    return Opened(format="jsonl", schema=renamed, run=run, findings=(*not_utf8(file), *findings))


def _numbered(file: File) -> Iterator[tuple[list[bytes], np.ndarray]]:
    """Yield the lines that are not blank, block by block, with their numbers."""
    first = 1
    for block in blocks(file):
        lines = split_lines(block)
        for line in lines:
            if len(line) > DEEPEST and line.count(b"{") + line.count(b"[") > DEEPEST:
                Depth(file.name).look(line)
        kept = [index for index, line in enumerate(lines) if line and not line.isspace()]
        if kept:
            yield [lines[index] for index in kept], np.array(kept, np.int64) + first
        first += len(lines)


def _schemas(file: File) -> Iterator[pa.Schema]:
    for texts, numbers in _numbered(file):
        batch = _parsed(texts, None)
        yield batch.schema if batch is not None else infer(_loaded(file, texts, numbers))


def _parsed(texts: list[bytes], schema: pa.Schema | None) -> pa.RecordBatch | None:
    """Return the lines as Arrow parses them, None when they are not uniform enough for it."""
    data = b"\n".join(texts)
    options = pa.json.ParseOptions(
        explicit_schema=schema, unexpected_field_behavior="infer" if schema is None else "ignore"
    )
    try:
        table = pa.json.read_json(
            pa.BufferReader(data),
            read_options=pa.json.ReadOptions(block_size=len(data) + 1, use_threads=False),
            parse_options=options,
        )
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return None
    if table.num_rows != len(texts) or (schema is not None and table.schema.names != schema.names):
        return None
    return table.combine_chunks().to_batches()[0]


def _loaded(file: File, texts: list[bytes], numbers: np.ndarray) -> list[dict[str, object]]:
    records = []
    for text, number in zip(texts, numbers.tolist(), strict=True):
        try:
            record = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise _not_an_object(file, number) from error
        if not isinstance(record, dict):
            raise _not_an_object(file, number)
        records.append(record)
    return records


def _not_an_object(file: File, number: int) -> UnreadableError:
    return UnreadableError(
        _("{path}: line {n} is not a JSON object. Put one object on each line.", path=file.name, n=number)
    )
