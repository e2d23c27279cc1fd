"""`fix_file`: a mended copy of a file, and a log of every change; the file itself is never written to."""

import csv
import itertools
import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from cymraeg_data import columns
from cymraeg_data.errors import OutputExistsError, SourceNotFoundError, UnknownFormatError, UnreadableError
from cymraeg_data.locale import _
from cymraeg_data.normalisation import Edit, Options, decode_stream, gather, normalise_and_explain
from cymraeg_data.normalisation.decoding.lines import lines
from cymraeg_data.normalisation.edits import count_rules
from cymraeg_data.normalisation.options import DEFAULT
from cymraeg_data.normalisation.text import Seen

__all__ = ["FORMATS", "Change", "Fixed", "changes", "fix_file"]

_VOTERS = 5_000  # rows whose damage settles what the cells of a column leave open: ours
_PIECE = 1 << 20
_LOOKED_AT = 20  # lines that settle whether a .txt is a table: ours, as for readers
_AT_ONCE = 4 << 20  # characters looked at together: ours
_LONGEST = 16 << 20  # characters of a line in a table or of a record: ours, as for readers
_LARGEST = 256 << 20  # bytes of a JSON document, which is read whole: ours
_DELIMITERS = ",\t;|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A value that was changed: its record (1 is the first), its column or key, and the edits from `before` to `after`.

    Bytes in another encoding than the rest of the file are changes of a whole line, without a column: `row`
    is its number.
    """

    row: int
    column: str | None
    before: str
    after: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """What `fix_file` wrote, and how often each rule changed something."""

    path: Path
    log: Path
    n_changes: int
    counts: dict[str, int]


def fix_file(
    path: Path, out: Path | None = None, log: Path | None = None, *, options: Options = DEFAULT
) -> Fixed:
    """Write a mended copy of a file and a log of its edits, and return what was written.

    Args:
        path: a CSV, TSV, text, Markdown, JSON, JSON Lines or Parquet file.
        out: where to write; without it beside the file, as `name.fixed.csv`. Text comes out as UTF-8.
        log: where to write the edits, one a line: CSV where the name says so, else JSON Lines.
        options: which rules to follow.

    Raises:
        SourceNotFoundError: there is no such file.
        UnknownFormatError: the format is none of these.
        OutputExistsError: there is a file where the copy or the log should go.
        UnreadableError: the file cannot be read as what its name says.
    """
    out = path.with_suffix(f".fixed{path.suffix}") if out is None else out
    log = out.with_name(f"{out.name}.edits.jsonl") if log is None else log
    for target in (out, log):
        if target.exists():
            raise OutputExistsError(target)
    counts: Counter[str] = Counter()
    n_changes = 0
    part, log_part = _beside(out), _beside(log)
    try:
        with log_part.open("w", encoding="utf-8", newline="") as log_file:
            write = _logger(log_file, as_csv=log.suffix.lower() == ".csv")
            for change in changes(path, part, options=options):
                n_changes += 1
                counts.update(count_rules(change.edits))
                write(change)
        part.replace(out)
        log_part.replace(log)
    finally:
        for left in (part, log_part):
            left.unlink(missing_ok=True)
    return Fixed(path=out, log=log, n_changes=n_changes, counts=dict(sorted(counts.items())))


def changes(path: Path, out: Path, *, options: Options = DEFAULT) -> Iterator[Change]:
    """Write a mended copy of `path` to `out` and yield each change as it is made.

    Raises:
        SourceNotFoundError: there is no such file.
        UnknownFormatError: no way is known to mend this format.
        UnreadableError: the file cannot be read as what its name says.
    """
    if not path.is_file():
        raise SourceNotFoundError(path)
    mend = _MENDERS.get(path.suffix.lower())
    if mend is None:
        raise UnknownFormatError(path, FORMATS)
    try:
        if mend is not _mend_parquet:
            yield from _stray(path)
        yield from mend(path, out, replace(options, suggest=False))
    except UnreadableError:
        raise
    except (ValueError, csv.Error) as error:  # what json, csv and Arrow raise
        raise UnreadableError(_("{path} cannot be read: {reason}", path=path, reason=error)) from error


def _stray(path: Path) -> Iterator[Change]:
    """Yield the lines with bytes that are not in the encoding of their file and were read in another."""
    noted: list[Edit] = []
    start = done = 0
    for number, line in enumerate(lines(_read(path), noted=noted), 1):
        first = done
        while done < len(noted) and noted[done].start < start + len(line):
            done += 1
        if done > first:
            edits = tuple(
                replace(edit, start=edit.start - start, end=edit.end - start) for edit in noted[first:done]
            )
            body = line.rstrip("\r\n")
            yield Change(row=number, column=None, before=_unread(body, edits), after=body, edits=edits)
        start += len(line)


def _unread(line: str, edits: Iterable[Edit]) -> str:
    """Return a line with U+FFFD where its stray bytes stood; each edit keeps the number of characters."""
    for edit in edits:
        line = f"{line[: edit.start]}{edit.before}{line[edit.end :]}"
    return line


def _beside(path: Path) -> Path:
    """Return an empty file in the same folder, to be renamed when it is whole."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    return Path(name)


def _logger(file: Any, *, as_csv: bool) -> Callable[[Change], None]:
    names = ("row", "column", "rule", "start", "end", "before", "after", "confidence")
    table = csv.DictWriter(file, names)
    if as_csv:
        table.writeheader()

    def write(change: Change) -> None:
        for edit in change.edits:
            row = {"row": change.row, "column": change.column, **asdict(edit)}
            if as_csv:
                table.writerow(row)
            else:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")

    return write


def _change(row: int, column: str | None, text: str, options: Options, seen: Seen) -> Change | None:
    found = normalise_and_explain(text, options=options, seen=seen)
    if not found.edits:
        return None
    return Change(row=row, column=column, before=text, after=found.text, edits=found.edits)


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(lambda: file.read(_PIECE), b"")


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file in any encoding, with their ends.

    Raises:
        UnreadableError: a line is longer than a record can be.
    """
    for number, line in enumerate(lines(_read(path), longest=_LONGEST + 1), 1):
        if len(line) > _LONGEST:
            raise UnreadableError(
                _(
                    "{path}: line {n} is longer than {mib} MiB. Put one record on each line.",
                    path=path.name,
                    n=number,
                    mib=_LONGEST >> 20,
                )
            )
        yield line


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield texts together, as many as the vote of a column takes, or less where they are long."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if len(batch) >= _VOTERS or size >= _AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _mend_text(path: Path, out: Path, options: Options) -> Iterator[Change]:
    """Mend a text line by line; the spaces at the edges of a line are its layout and stay.

    A line that is too long for memory comes in pieces, each of them a row that begins where the last one
    ended.
    """
    import pyarrow as pa

    options = replace(options, edge_space=False)
    first_row, seen = 1, None
    with out.open("w", encoding="utf-8", newline="") as file:
        for batch in _batches(lines(_read(path))):
            bodies = [line.rstrip() for line in batch]
            array = pa.array(bodies, pa.large_string())
            seen = columns.gather(array, options=options) if seen is None else seen
            mended = columns.normalise(array, options=options, edits=True, seen=seen)
            after = mended.field("text").to_pylist()
            file.writelines(
                new + line[len(body) :] for new, line, body in zip(after, batch, bodies, strict=True)
            )
            yield from _rows_changed(None, array, mended, first_row)
            first_row += len(batch)


def _mend_text_or_table(path: Path, out: Path, options: Options) -> Iterable[Change]:
    """Mend a `.txt`: cell by cell where its first lines hold one and the same number of tabs, as the reader does."""
    tabs = {line.count("\t") for line in itertools.islice(lines(_read(path)), _LOOKED_AT) if line.strip()}
    is_table = len(tabs) == 1 and tabs != {0}
    return _mend_table(path, out, options) if is_table else _mend_text(path, out, options)


def _first(records: Iterator[list[str]]) -> list[list[str]]:
    """Return the records whose damage settles what the cells of a column leave open."""
    first: list[list[str]] = []
    size = 0
    for record in itertools.islice(records, _VOTERS):
        first.append(record)
        size += sum(map(len, record))
        if size >= _AT_ONCE:
            break
    return first


def _mend_table(path: Path, out: Path, options: Options) -> Iterator[Change]:
    """Mend a delimited table cell by cell; the header is mended too, as row 0."""
    usual = csv.field_size_limit(_LONGEST)
    try:
        yield from _mend_records(path, out, options)
    finally:
        csv.field_size_limit(usual)


def _mend_records(path: Path, out: Path, options: Options) -> Iterator[Change]:
    rows = _lines(path)
    header = next(rows, "")
    delimiter = (
        "\t" if path.suffix.lower() in {".tsv", ".tab", ".txt"} else max(_DELIMITERS, key=header.count)
    )
    quoting = csv.QUOTE_ALL if header.startswith('"') else csv.QUOTE_MINIMAL
    records = csv.reader(itertools.chain([header], rows), delimiter=delimiter)
    first = _first(records)
    names = first[0] if first else []
    seen = [gather(column, options=options) for column in itertools.zip_longest(*first[1:])]
    with out.open("w", encoding="utf-8", newline="") as file:
        end = "\r\n" if header.endswith("\r\n") else "\n"
        table = csv.writer(file, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
        for row, record in enumerate(itertools.chain(first, records)):
            for place, cell in enumerate(record):
                vote = seen[place] if place < len(seen) else frozenset()
                name = names[place] if place < len(names) else str(place + 1)
                if change := _change(row, name, cell, options, vote):
                    record[place] = change.after
                    yield change
            table.writerow(record)


def _mend_json(path: Path, out: Path, options: Options) -> Iterator[Change]:
    """Mend the strings of a JSON document; keys are names and stay.

    Raises:
        UnreadableError: the document is too large to be read whole.
    """
    if path.stat().st_size > _LARGEST:
        raise UnreadableError(
            _(
                "{path} is larger than {mib} MiB and is read whole. Write it as JSON Lines, one record on"
                " each line.",
                path=path,
                mib=_LARGEST >> 20,
            )
        )
    found: list[Change] = []
    mended = _walk(json.loads("".join(decode_stream(_read(path)))), "", 1, options, found)
    out.write_text(json.dumps(mended, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    yield from found


def _mend_json_lines(path: Path, out: Path, options: Options) -> Iterator[Change]:
    with out.open("w", encoding="utf-8") as file:
        for row, line in enumerate(_lines(path), 1):
            if not line.strip():
                file.write(line)
                continue
            found: list[Change] = []
            mended = _walk(json.loads(line), "", row, options, found)
            file.write(json.dumps(mended, ensure_ascii=False) + "\n" if found else line)
            yield from found


def _walk(value: Any, key: str, row: int, options: Options, found: list[Change]) -> Any:
    """Return a JSON value with its strings mended; the changes are added to `found`."""
    if isinstance(value, dict):
        return {
            name: _walk(part, f"{key}.{name}".removeprefix("."), row, options, found)
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [_walk(part, f"{key}[{place}]", row, options, found) for place, part in enumerate(value)]
    if isinstance(value, str) and (change := _change(row, key, value, options, frozenset())):
        found.append(change)
        return change.after
    return value


def _mend_parquet(path: Path, out: Path, options: Options) -> Iterator[Change]:
    """Mend the columns of text of a Parquet file, batch by batch; the schema stays."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file, pq.ParquetWriter(out, file.schema_arrow) as writer:
        first_row = 1
        for batch in file.iter_batches():
            arrays = []
            for field, array in zip(batch.schema, batch.columns, strict=True):
                if not columns.is_text(field.type):
                    arrays.append(array)
                    continue
                seen = columns.gather(array, options=options)
                mended = columns.normalise(array, options=options, edits=True, seen=seen)
                yield from _rows_changed(field.name, array, mended, first_row)
                arrays.append(mended.field("text").cast(field.type))
            writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=batch.schema))
            first_row += batch.num_rows


def _rows_changed(name: str | None, array: Any, mended: Any, first_row: int) -> Iterator[Change]:
    import pyarrow.compute as pc

    lengths = pc.fill_null(pc.list_value_length(mended.field("edits")), 0)
    for place in pc.indices_nonzero(lengths).to_pylist():
        row = mended[place].as_py()
        yield Change(
            row=first_row + place,
            column=name,
            before=array[place].as_py(),
            after=row["text"],
            edits=tuple(Edit(**edit) for edit in row["edits"]),
        )


_MENDERS: dict[str, Callable[[Path, Path, Options], Iterable[Change]]] = {
    **dict.fromkeys((".csv", ".tsv", ".tab"), _mend_table),
    ".txt": _mend_text_or_table,
    **dict.fromkeys((".md", ".markdown"), _mend_text),
    ".json": _mend_json,
    **dict.fromkeys((".jsonl", ".ndjson"), _mend_json_lines),
    ".parquet": _mend_parquet,
}
FORMATS = ("CSV", "TSV", "TXT", "Markdown", "JSON", "JSON Lines", "Parquet")
"""The formats that can be mended, as people call them."""
