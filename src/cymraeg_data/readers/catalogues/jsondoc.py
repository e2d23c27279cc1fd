"""JSON documents: an array of records, read as it streams by, or an object of texts (a locale file)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from cymraeg_data.errors import NoDataError, UnreadableError
from cymraeg_data.findings import Finding
from cymraeg_data.locale import _
from cymraeg_data.readers.budgets import Depth
from cymraeg_data.readers.catalogues.catalogue import open_tree
from cymraeg_data.readers.catalogues.tree import Members
from cymraeg_data.readers.cells import StrayBytes
from cymraeg_data.readers.source import Block, Opened, distinct_names
from cymraeg_data.readers.stream import LONGEST, BlockFile, File, chunks, not_utf8
from cymraeg_data.readers.tabular.jsonlines import open_json_lines
from cymraeg_data.readers.tabular.records import as_batch, combine, grouped, infer

__all__ = ["WHOLE", "open_json", "whole_text"]

# Bytes of a document that is read whole: our choice; the largest catalogue we know has one megabyte.
WHOLE = 64 << 20
_GROUP = 1 << 12


def open_json(file: File) -> Opened:
    """Return a reader of a JSON file, by what its first characters show.

    Raises:
        NoDataError: the file is empty.
        UnreadableError: it is not JSON, or neither an array nor an object.
    """
    start = next(chunks(file), b"").lstrip()
    if not start:
        raise NoDataError(_("{path} is empty: there is no data to read.", path=file.name))
    if start.startswith(b"["):
        return _open_array(file)
    if start.startswith(b"{"):
        return open_json_lines(file) if _has_lines(start) else _open_document(file)
    raise UnreadableError(_("{path} is not a JSON array or object.", path=file.name))


def _has_lines(start: bytes) -> bool:
    """Return whether the text begins with an object that its first line completes and another begins."""
    first, _end, rest = start.partition(b"\n")
    if not rest.lstrip().startswith(b"{"):
        return False
    try:
        json.loads(first)
    except ValueError:
        return False
    return True


def _open_array(file: File) -> Opened:
    schema = combine(infer(group) for group in grouped(_items(file), _GROUP))
    if not len(schema):
        raise NoDataError(_("{path} is empty: there is no data to read.", path=file.name))
    names, findings = distinct_names(schema.names, file.name)

    def run(faults: list[Finding]) -> Iterator[Block]:
        stray = StrayBytes()
        for group in grouped(_items(file), _GROUP):
            yield Block(stray.restore(as_batch(group, schema).rename_columns(names)))
        faults.extend(stray.findings(file.name))

    renamed = pa.schema([field.with_name(name) for field, name in zip(schema, names, strict=True)])
    return Opened(format="json", schema=renamed, run=run, findings=(*not_utf8(file), *findings))


def _items(file: File) -> Iterator[Mapping[str, object]]:
    import ijson

    progress = _Progress()
    stream = BlockFile(_limited(file, progress))
    row = 0
    try:
        for item in ijson.items(stream, "item", use_float=True):
            row += 1
            progress.since = 0
            yield item if isinstance(item, dict) else {"value": item}
    except (ijson.JSONError, RecursionError, UnicodeDecodeError) as error:
        raise UnreadableError(
            _(
                "{path} is not valid JSON after its row {n}: {reason}",
                path=file.name,
                n=row,
                reason=str(error).strip().split("\n")[0],
            )
        ) from error


@dataclass(slots=True)
class _Progress:
    """How many bytes were read since the last record was complete."""

    since: int = 0


def _limited(file: File, progress: _Progress) -> Iterator[bytes]:
    """Yield the file's bytes until one record has taken more than a record may."""
    depth = Depth(file.name)
    for chunk in chunks(file):
        depth.look(chunk)
        if progress.since > LONGEST:
            raise UnreadableError(
                _("{path}: a record is longer than {mib} MiB.", path=file.name, mib=LONGEST >> 20)
            )
        yield chunk
        progress.since += len(chunk)


def whole_text(file: File, largest: int = WHOLE) -> str:
    """Return the text of a file that has to be read whole.

    Raises:
        UnreadableError: it is larger than `largest` bytes.
    """
    held, size = [], 0
    for chunk in chunks(file):
        size += len(chunk)
        if size > largest:
            raise UnreadableError(
                _(
                    "{path} is larger than {mib} MiB and has to be read whole. Export the data as JSON Lines,"
                    " CSV or Parquet.",
                    path=file.name,
                    mib=largest >> 20,
                )
            )
        held.append(chunk)
    return b"".join(held).decode()


def _open_document(file: File) -> Opened:
    try:
        document = json.loads(whole_text(file), object_pairs_hook=Members)
        return open_tree(file, document, "json-locale")
    except NoDataError:
        raise
    except (ValueError, RecursionError) as error:
        raise UnreadableError(
            _("{path} is not valid JSON: {reason}", path=file.name, reason=error)
        ) from error
