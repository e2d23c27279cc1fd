"""CSV and its relatives: values between commas, tabs, semicolons or bars."""

import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from cymraeg_data.errors import NoDataError, UnreadableError
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.locale import _
from cymraeg_data.readers.cells import StrayBytes, holds, repair_stray_bytes
from cymraeg_data.readers.csv_dialect import dialect_of, records
from cymraeg_data.readers.source import Block, Opened, distinct_names
from cymraeg_data.readers.stream import LONGEST, BlockFile, File, blocks, not_utf8
from cymraeg_data.readers.tabular.row_places import Places

__all__ = ["open_delimited"]

BLOCK = 2 << 20  # bytes parsed at a time: our choice
_LONGEST_NAME = 1 << 17  # characters of a name in the header: our choice
_EXAMPLES = 5
_TAIL = 4096  # bytes looked at for the mark that closes the file's last cell: our choice
_LINE_END = "\r\n|\r|\n"
# The parser does not distinguish a blank line from a row of empty cells, so blank lines are marked before it
# and the marks removed after it, in cells as well: a quoted cell may contain blank lines.
_MARK = "\U0010f6fcllinell wag\U0010f6fc"
_BLANK = re.compile(rb"(?>\r\n|\n|\r)(?=[\r\n])")
_MARK_BYTES = _MARK.encode()
_LINE_ENDS = re.compile(_LINE_END)


def open_delimited(file: File) -> Opened:
    """Return a reader of a delimited file; every cell is read as text, as it is written.

    Raises:
        NoDataError: the file is empty.
        UnreadableError: the header is not that of a table.
    """
    sample = next(blocks(file), b"").decode("utf-8", "replace")
    if not sample.strip("\r\n \t\x00"):
        raise NoDataError(_("{path} is empty: there is no data to read.", path=file.name))
    delimiter = dialect_of(file).delimiter
    header = next((record.cells for record in records([sample], delimiter) if not record.is_blank), [])
    if not header or max(map(len, header)) > _LONGEST_NAME:
        raise UnreadableError(_("{path}: the header cannot be read as a table's.", path=file.name))
    names, findings = _names(header, file.name)
    schema = pa.schema([pa.field(name, pa.string()) for name in names])
    reading = _Reading(file, schema, delimiter)
    return Opened(
        format="csv",
        schema=schema,
        run=reading.run,
        findings=(*not_utf8(file), *findings),
    )


def _names(header: list[str], source: str) -> tuple[list[str], list[Finding]]:
    findings = []
    stripped = []
    for number, cell in enumerate(header, 1):
        text, fallback = repair_stray_bytes(cell)
        name = text.strip() or f"column_{number}"
        stripped.append(name)
        place = Location(source=source, line=1, column=name)
        if fallback:
            findings.append(
                found("T201", place, n=1, of=1, encoding="UTF-8", fallback=fallback, examples=(text,))
            )
        if text != name and text.strip():
            findings.append(found("T206", place, header=text, column=name))
    names, duplicates = distinct_names(stripped, source)
    return names, [*findings, *duplicates]


class _Reading:
    """The readings of one file; each `run` is independent of the others."""

    def __init__(self, file: File, schema: pa.Schema, delimiter: str) -> None:
        self._file = file
        self._schema = schema
        self._delimiter = delimiter

    def run(self, findings: list[Finding]) -> Iterator[Block]:
        """Yield the rows; once more with larger blocks when a row does not fit into the usual ones."""
        done = 0
        for size in (BLOCK, LONGEST + BLOCK):
            position = 0
            try:
                for block in self._parse(size, findings):
                    n = block.batch.num_rows
                    yield from _after(block, done - position)
                    position += n
                    done = max(done, position)
            except pa.ArrowInvalid as error:
                if "straddling" not in str(error):
                    raise UnreadableError(
                        _("{path} cannot be read as a table: {reason}", path=self._file.name, reason=error)
                    ) from error
            else:
                return
        raise UnreadableError(
            _(
                "{path}: row {n} is longer than {mib} MiB. A quotation mark may not have been closed.",
                path=self._file.name,
                n=done + 1,
                mib=LONGEST >> 20,
            )
        )

    def _parse(self, size: int, findings: list[Finding]) -> Iterator[Block]:
        places, faulty, stray = Places(), _Faulty(), StrayBytes()
        ending, last = _Ending(), None
        for raw in self._open(size, places, faulty, ending):
            named = raw.rename_columns(self._schema.names)
            blank = pc.equal(named.column(0), _MARK).to_numpy(zero_copy_only=False)
            batch = stray.restore(_unmarked(named))
            rows, lines = places.place(_line_ends(batch), blank)
            block = Block(batch, pa.array(rows), pa.array(lines))
            kept = ~blank & (rows > 0)
            if not kept.all():
                block = block.filter(pa.array(kept))
            if block.batch.num_rows:
                last = block.slice(block.batch.num_rows - 1)
            yield block
        findings.extend(
            (
                *_never_closed(self._file.name, last, ending),
                *faulty.findings(self._file.name, len(self._schema)),
                *stray.findings(self._file.name),
            )
        )

    def _open(
        self, size: int, places: Places, faulty: "_Faulty", ending: "_Ending"
    ) -> Iterator[pa.RecordBatch]:
        def leave_out(row: pa.csv.InvalidRow) -> str:
            text = row.text.replace(_MARK, "")
            blank = not text.strip()
            number = places.leave_out(row.number, len(_LINE_ENDS.findall(text)), blank=blank)
            if not blank:
                faulty.add(number, text)
            return "skip"

        names = [str(index) for index in range(len(self._schema))]
        yield from pa.csv.open_csv(
            BlockFile(ending.watch(_marked(self._file))),
            read_options=pa.csv.ReadOptions(block_size=size, column_names=names, use_threads=False),
            parse_options=pa.csv.ParseOptions(
                delimiter=self._delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=leave_out,
            ),
            convert_options=pa.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), check_utf8=False, strings_can_be_null=False
            ),
        )


class _Faulty:
    """Rows with a wrong number of fields: how many, the first numbers, the first texts."""

    def __init__(self) -> None:
        self._n = 0
        self._rows: list[int] = []
        self._examples: list[str] = []

    def add(self, row: int, text: str) -> None:
        self._n += 1
        if len(self._rows) < _EXAMPLES:
            self._rows.append(row)
            self._examples.append(repair_stray_bytes(text[:200])[0])

    def findings(self, source: str, expected: int) -> list[Finding]:
        if not self._n:
            return []
        evidence = {
            "n": self._n,
            "expected": expected,
            "rows": tuple(self._rows),
            "examples": tuple(self._examples),
        }
        return [found("S703", Location(source=source, row=self._rows[0]), **evidence)]


class _Ending:
    """Whether the file ends in a quotation mark, but for line ends."""

    def __init__(self) -> None:
        self.quoted = False

    def watch(self, source: Iterator[bytes]) -> Iterator[bytes]:
        """Yield the blocks as they are."""
        for block in source:
            written = block[-_TAIL:].replace(_MARK_BYTES, b"").rstrip(b"\r\n")
            self.quoted = written.endswith(b'"') if written else self.quoted
            yield block


def _never_closed(source: str, last: Block | None, ending: _Ending) -> list[Finding]:
    """Return a finding when the last cell runs over lines and nothing closes it.

    It contains what should be rows.
    """
    if last is None or ending.quoted or last.rows is None:
        return []
    cell = last.batch.column(last.batch.num_columns - 1)[0].as_py()
    if "\n" not in cell and "\r" not in cell:
        return []
    row = last.rows[0].as_py()
    reason = _(
        "A quotation mark in row {n} is never closed; the rows after it are read as part of it.", n=row
    )
    return [found("S707", Location(source=source, row=row), reason=reason)]


def _after(block: Block, known: int) -> Iterator[Block]:
    """Yield the block without its first rows when a restarted reading gave them before."""
    if known <= 0:
        yield block
    elif known < block.batch.num_rows:
        yield block.slice(known)


def _marked(file: File) -> Iterator[bytes]:
    """Yield the file's blocks with a mark on each blank line."""
    mark = _MARK_BYTES
    for block in blocks(file):
        marked = block
        if b"\n\n" in block or b"\n\r" in block or b"\r\r" in block:
            marked = _BLANK.sub(lambda match: match.group() + mark, block)
        yield mark + marked if marked[:1] in {b"\r", b"\n"} else marked


def _unmarked(batch: pa.RecordBatch) -> pa.RecordBatch:
    columns = [
        pc.replace_substring(column, _MARK, "") if holds(column, _MARK_BYTES) else column
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)


def _line_ends(batch: pa.RecordBatch) -> np.ndarray:
    """Return how many line ends the cells of each row hold."""
    total = np.zeros(batch.num_rows, np.int64)
    for column in batch.columns:
        if holds(column, b"\n", b"\r"):
            total += pc.count_substring_regex(column, _LINE_END).to_numpy(zero_copy_only=False)
    return total
