"""Plain text and Markdown: one row for each line that is not blank."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.errors import NoDataError
from cymraeg_data.findings import Finding
from cymraeg_data.locale import _
from cymraeg_data.readers.cells import StrayBytes
from cymraeg_data.readers.csv_dialect import is_tabbed
from cymraeg_data.readers.source import Block, Opened
from cymraeg_data.readers.stream import File, blocks, not_utf8, sample_text
from cymraeg_data.readers.tabular.delimited import open_delimited

__all__ = ["open_text", "open_text_or_table"]

_SCHEMA = pa.schema([pa.field("text", pa.string())])


def open_text(file: File) -> Opened:
    """Return a reader of a text: column `text`, one row for each line that is not blank.

    Raises:
        NoDataError: the file is empty.
    """
    if not file.sample:
        raise NoDataError(_("{path} is empty: there is no data to read.", path=file.name))

    def run(findings: list[Finding]) -> Iterator[Block]:
        stray = StrayBytes()
        first = 1
        for block in blocks(file):
            lines = split_lines(block)
            texts = pa.array(lines, pa.binary()).cast(pa.string(), safe=False)
            batch = stray.restore(pa.RecordBatch.from_arrays([texts], schema=_SCHEMA))
            numbers = pa.array(np.arange(first, first + len(lines), dtype=np.int64))
            written = pc.match_substring_regex(batch.column(0), "[^\\s]")
            first += len(lines)
            yield Block(batch.filter(written), lines=numbers.filter(written))
        findings.extend(stray.findings(file.name))

    return Opened(format="text", schema=_SCHEMA, run=run, findings=tuple(not_utf8(file)))


def open_text_or_table(file: File) -> Opened:
    """Return a reader of a `.txt`.

    A table when its lines hold one and the same number of tabs, else a text.
    """
    return open_delimited(file) if is_tabbed(sample_text(file)) else open_text(file)


def split_lines(block: bytes) -> list[bytes]:
    """Return the lines of a block of whole lines, without their ends: LF, CR LF or CR only."""
    if b"\r" in block:
        block = block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = block.split(b"\n")
    if not lines[-1]:
        lines.pop()
    return lines
