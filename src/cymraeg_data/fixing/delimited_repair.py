"""A delimited table, repaired cell by cell: the span of a changed cell is written anew, all others copied."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from cymraeg_data.fixing.changed_values import Change, repaired_value
from cymraeg_data.fixing.exact_text import ExactText, ExactWriter
from cymraeg_data.normalisation import Options, gather
from cymraeg_data.normalisation.text import NOTHING_SEEN, Seen
from cymraeg_data.readers.csv_dialect import Record, dialect, records

__all__ = ["repair_delimited"]

LONGEST = 16 << 20
"""Characters of a record: our choice, as for readers."""

_VOTERS = 5_000  # rows whose damage decides what the cells of a column leave open: our choice
_TOGETHER = 4 << 20  # characters looked at together: our choice


def repair_delimited(path: Path, out: Path, options: Options) -> Iterator[Change]:
    """Repair the cells of a table; those of the header are row 0, and blank lines are not rows.

    Raises:
        UnreadableError: a record is longer than `LONGEST`.
    """
    text = ExactText(path)
    delimiter = dialect(path).delimiter
    every = records(text.pieces(), delimiter, longest=LONGEST, name=path.name)
    first = _first(every)
    header, *rows = [record.cells for record in first if not record.is_blank] or [[]]
    seen = [gather(column, options=options) for column in itertools.zip_longest(*rows)]
    row = -1
    with ExactWriter(out, text) as writer:
        for record in itertools.chain(first, every):
            if record.is_blank:
                writer.write(record.text)
                continue
            row += 1
            changed = dict(_changes(record, row, header, seen, options))
            writer.write(_rewritten(record, changed, delimiter) if changed else record.text)
            yield from changed.values()


def _first(every: Iterable[Record]) -> list[Record]:
    """Return the records whose damage decides what the cells of a column leave open."""
    first: list[Record] = []
    size = 0
    for record in itertools.islice(every, _VOTERS):
        first.append(record)
        size += len(record.text)
        if size >= _TOGETHER:
            break
    return first


def _changes(
    record: Record, row: int, header: list[str], seen: list[Seen], options: Options
) -> Iterator[tuple[int, Change]]:
    for place, cell in enumerate(record.cells):
        vote = seen[place] if place < len(seen) else NOTHING_SEEN
        name = header[place] if place < len(header) else str(place + 1)
        # What a quotation mark that is never closed holds are the rows to the end of the file.
        held = replace(options, edge_space=False) if _is_open(record, place) else options
        if change := repaired_value(row, name, cell, held, vote):
            yield place, change


def _rewritten(record: Record, changed: dict[int, Change], delimiter: str) -> str:
    """Return a record as it is written, with the span of each changed cell replaced."""
    parts, done = [], 0
    for place, change in changed.items():
        start, end = record.spans[place]
        parts += [record.text[done:start], _cell(record, place, change.after, delimiter)]
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
