"""CSV on the Web: the rows as CSV, a list of codes for each dimension, and the metadata that binds them.

Source: W3C, Metadata Vocabulary for Tabular Data (2015), and RFC 4180 for the CSV.
"""

import io
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.csv

from cymraeg_data.package.manifests.table_section import TableDimension
from cymraeg_data.package.record.table_contents import Contents, TableCategory

__all__ = ["FOLDER", "MOST_ROWS", "chunks", "code_list", "differences", "names", "write"]

FOLDER = "csvw"
MOST_ROWS = 1_000_000
"""Rows of a table that is written as CSV too.

A spreadsheet takes 1,048,576 with its header (Microsoft, “Excel specifications and limits”); larger tables
are in Parquet only.
"""
_OPTIONS: dict[str, str] = {"quoting_style": "needed", "eol": "\r\n"}


def names(config: str, dimensions: Iterable[TableDimension]) -> tuple[str, ...]:
    """Return the names of the CSV files of a table: the cells first, then the codes of each dimension."""
    lists = (f"{FOLDER}/{config}-{item.name}.csv" for item in dimensions)
    return (f"{FOLDER}/{config}.csv", *lists)


def chunks(tables: Iterable[pa.Table]) -> Iterator[bytes]:
    """Yield the CSV of all rows, piece by piece: a header, commas, CRLF.

    Null is nothing between the commas.
    """
    for number, rows in enumerate(tables):
        buffer = io.BytesIO()
        options = pyarrow.csv.WriteOptions(include_header=number == 0, **_OPTIONS)
        pyarrow.csv.write_csv(rows.combine_chunks(), buffer, options)
        yield buffer.getvalue()


def code_list(categories: Iterable[TableCategory]) -> bytes:
    r"""Return the CSV of a dimension's codes with their labels.

    >>> place = TableCategory(code="mon", cy="Ynys Môn", en="Isle of Anglesey")
    >>> print(code_list([place]).decode().replace("\r", ""))
    "code","label_cy","label_en"
    "mon","Ynys Môn","Isle of Anglesey"
    <BLANKLINE>
    """
    listed = list(categories)
    columns = {
        "code": [category.code for category in listed],
        "label_cy": [category.cy for category in listed],
        "label_en": [category.en for category in listed],
    }
    rows = pa.table(columns, schema=pa.schema([(name, pa.string()) for name in columns]))
    return b"".join(chunks([rows]))


def write(folder: Path, config: str, tables: Iterable[pa.Table], contents: Contents) -> tuple[Path, ...]:
    """Write the CSV files below `folder`, the rows one table after the other; return their paths."""
    paths = tuple(folder / name for name in names(config, contents.table.dimensions))
    paths[0].parent.mkdir(parents=True, exist_ok=True)
    with paths[0].open("wb") as sink:
        for chunk in chunks(tables):
            sink.write(chunk)
    for path, item in zip(paths[1:], contents.table.dimensions, strict=True):
        path.write_bytes(code_list(contents.ordered(item.name)))
    return paths


def differences(path: Path, expected: Iterable[bytes]) -> Iterator[tuple[int, str, str]]:
    """Yield number, text and expected text of the first line of a file that is not as expected.

    Nothing if all are.
    """
    before = 0
    with path.open("rb") as stream:
        for wanted in itertools.chain(expected, [None]):
            given = stream.read() if wanted is None else stream.read(len(wanted))
            if given != (wanted or b""):
                pairs = itertools.zip_longest(_lines(given), _lines(wanted or b""), fillvalue="")
                number, (line, other) = next(
                    (n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1]
                )
                yield before + number, line[:200], other[:200]
                return
            before += (wanted or b"").count(b"\n")


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").split("\n")
