"""A delimited table, repaired cell by cell: the span of a changed cell is written anew, all others copied."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

import pyarrow as pa

from cymraeg_data import columns
from cymraeg_data.fixing.changed_values import Change, is_writable, repaired_value, rows_changed
from cymraeg_data.fixing.exact_text import ExactText, ExactWriter
from cymraeg_data.normalisation import Options, gather
from cymraeg_data.normalisation.text import NOTHING_SEEN, Seen
from cymraeg_data.readers.csv_dialect import Record, dialect, records

__all__ = ["repair_delimited"]

LONGEST = 16 << 20
"""Characters of a record: our choice, as for readers."""

_VOTERS = 5_000  # rows whose damage decides what the cells of a column leave open: our choice
_FEW = 50  # rows so few that each cell is looked at by itself: our choice
_TOGETHER = 4 << 20  # characters looked at together: our choice


def repair_delimited(path: Path, out: Path, options: Options) -> Iterator[Change]:
    """Repair the cells of a table; those of the header are row 0, and blank lines are not rows.

    Raises:
        UnreadableError: a record is longer than `LONGEST`.
    """
    text = ExactText(path)
    delimiter = dialect(path).delimiter
    every = records(text.pieces(), delimiter, longest=LONGEST, name=path.name)
    header: list[str] | None = None
    seen: list[Seen] = []
    first_row = 0
    with ExactWriter(out, text) as writer:
        for batch in _batches(every):
            rows = [record for record in batch if not record.is_blank]
            if header is None and rows:
                header = rows[0].cells
                seen = [
                    gather(column, options=options)
                    for column in zip_longest(*(row.cells for row in rows[1:]))
                ]
            changed = _changes(rows, first_row, header or [], seen, options)
            place = 0
            for record in batch:
                changes = {} if record.is_blank else changed.get(place, {})
                place += not record.is_blank
                unsure = not record.open and _is_unsure(record, len(header or []))
                writer.write(_rewritten(record, changes, delimiter, as_written=unsure))
                yield from changes.values()
            first_row += len(rows)


def _batches(every: Iterable[Record]) -> Iterator[list[Record]]:
    """Yield records together; the damage in the first decides what the cells of a column leave open."""
    batch: list[Record] = []
    size = 0
    for record in every:
        batch.append(record)
        size += len(record.text)
        if len(batch) >= _VOTERS or size >= _TOGETHER:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _changes(
    rows: list[Record], first_row: int, header: list[str], seen: list[Seen], options: Options
) -> dict[int, dict[int, Change]]:
    """Return the changes in some records: by the place of the record, then that of the cell."""
    found: dict[int, dict[int, Change]] = {}
    # The last cell of an open record holds the rows to the end of the file, and their spaces.
    is_open = bool(rows) and rows[-1].open
    whole = rows[:-1] if is_open else rows
    unsure = {place for place, record in enumerate(whole) if _is_unsure(record, len(header))}
    sure = [None if row in unsure else record for row, record in enumerate(whole)]
    kept = replace(options, edge_space=False)
    for place in range(max((len(record.cells) for record in rows), default=0)):
        vote = seen[place] if place < len(seen) else NOTHING_SEEN
        name = header[place] if place < len(header) else str(place + 1)
        for change in _column_changes(sure, place, name, first_row, vote, options):
            found.setdefault(change.row - first_row, {})[place] = change
        for row in unsure:
            as_written = _as_written(whole[row], place)
            if change_there := repaired_value(first_row + row, name, as_written, kept, vote):
                found.setdefault(row, {})[place] = change_there
        if is_open and place < len(rows[-1].cells):
            last = repaired_value(first_row + len(whole), name, rows[-1].cells[place], kept, vote)
            if last:
                found.setdefault(len(whole), {})[place] = last
    return found


def _is_unsure(record: Record, width: int) -> bool:
    """Return whether a record may be cut in the wrong places, so that it is repaired as written, spaces kept.

    It has another number of cells than the header (an unquoted sentence with a comma), or quotation marks
    that are not those of CSV (after a space or a backslash).
    """
    return record.stray or len(record.cells) != width


def _as_written(record: Record, place: int) -> str:
    if place >= len(record.spans):
        return ""
    start, end = record.spans[place]
    return record.text[start:end]


def _column_changes(
    rows: list[Record | None], place: int, name: str, first_row: int, vote: Seen, options: Options
) -> Iterator[Change]:
    cells = [record.cells[place] if record and place < len(record.cells) else "" for record in rows]
    if len(rows) < _FEW:
        for row, cell in enumerate(cells, first_row):
            if cell and (change := repaired_value(row, name, cell, options, vote)):
                yield change
        return
    texts = [cell if cell.isascii() or is_writable(cell) else "" for cell in cells]
    array = pa.array(texts, pa.large_string())
    repaired = columns.normalise(array, options=options, edits=True, seen=vote)
    yield from rows_changed(name, array, repaired, first_row)


def _rewritten(record: Record, changed: dict[int, Change], delimiter: str, *, as_written: bool) -> str:
    """Return a record as it is written, with the span of each changed cell replaced."""
    parts, done = [], 0
    for place, change in changed.items():
        start, end = record.spans[place]
        after = change.after if as_written else _cell(record, place, change.after, delimiter)
        parts += [record.text[done:start], after]
        done = end
    return "".join((*parts, record.text[done:]))


def _cell(record: Record, place: int, value: str, delimiter: str) -> str:
    """Return a value as a cell that is quoted where it was, and where it has to be."""
    start, _end = record.spans[place]
    quoted = record.text.startswith('"', start)
    alone = not value and len(record.cells) == 1  # which would be a blank line
    marks = (delimiter, "\r", "\n")
    if not (quoted or alone or value.startswith('"') or any(mark in value for mark in marks)):
        return value
    inside = value.replace('"', '""')
    return f'"{inside}' if _is_open(record, place) else f'"{inside}"'


def _is_open(record: Record, place: int) -> bool:
    return record.open and place == len(record.cells) - 1
