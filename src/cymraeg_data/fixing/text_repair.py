"""Plain text and Markdown, repaired line by line."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from cymraeg_data import columns
from cymraeg_data.fixing.changed_values import Change, is_writable, rows_changed
from cymraeg_data.fixing.delimited_repair import repair_delimited
from cymraeg_data.fixing.exact_text import ExactText, ExactWriter
from cymraeg_data.normalisation import Edit, Options
from cymraeg_data.normalisation.decoding.lines import cut_lines
from cymraeg_data.readers.csv_dialect import is_tabbed
from cymraeg_data.readers.stream import open_file, sample_text

__all__ = ["repair_text", "repair_text_or_table", "stray_lines"]

_LINES = 5_000  # lines repaired together: our choice
_TOGETHER = 4 << 20  # characters repaired together: our choice


def repair_text(path: Path, out: Path, options: Options) -> Iterator[Change]:
    """Repair a text line by line; the spaces at the edges of a line are its layout and stay.

    A line that is too long for memory comes in pieces, each of them a row that begins where the last one
    ended.
    """
    options = replace(options, edge_space=False)
    first_row, seen = 1, None
    text = ExactText(path)
    with ExactWriter(out, text) as writer:
        for batch in _batches(cut_lines(text.pieces())):
            bodies = [line.rstrip() for line in batch]
            array = pa.array([body if is_writable(body) else "" for body in bodies], pa.large_string())
            seen = columns.gather(array, options=options) if seen is None else seen
            repaired = columns.normalise(array, options=options, edits=True, seen=seen)
            given, after = array.to_pylist(), repaired.field("text").to_pylist()
            for line, body, known, new in zip(batch, bodies, given, after, strict=True):
                writer.write(line if known == new else new + line[len(body) :])
            yield from rows_changed(None, array, repaired, first_row)
            first_row += len(batch)


def repair_text_or_table(path: Path, out: Path, options: Options) -> Iterator[Change]:
    """Repair a `.txt`: cell by cell where readers take it for a table, else line by line."""
    is_table = is_tabbed(sample_text(open_file(path, path.name, None)))
    yield from (repair_delimited if is_table else repair_text)(path, out, options)


def stray_lines(path: Path) -> Iterator[Change]:
    """Yield the lines with bytes that are not in the encoding of their file and were read in another."""
    text = ExactText(path)
    if text.encoding != "utf-8":
        return
    noted: list[Edit] = []
    start = done = 0
    for number, line in enumerate(cut_lines(text.pieces(noted=noted)), 1):
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
    """Return a line with U+FFFD for each stray byte; each edit keeps the number of characters."""
    for edit in edits:
        line = f"{line[: edit.start]}{edit.before}{line[edit.end :]}"
    return line


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield texts together, as many as the vote of a column takes, or fewer where they are long."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if len(batch) >= _LINES or size >= _TOGETHER:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
