"""OpenDocument spreadsheets (ODS): each table of `content.xml` read as it streams by."""

import functools
import zipfile
import zlib
from collections.abc import Iterator

from cymraeg_data.errors import NoDataError, UnreadableError
from cymraeg_data.locale import _
from cymraeg_data.readers.markup import Element, elements
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File
from cymraeg_data.readers.tabular.sheets import Cells, open_archive, open_sheet

__all__ = ["open_opendocument"]

_CHUNK = 1 << 20
_WIDEST = 16_384  # columns, and repeats of a row with something in it: LibreOffice has as many columns


def open_opendocument(file: File) -> tuple[Opened, ...]:
    """Return a reader for each table that has rows.

    Raises:
        NoDataError: no table has a row.
        UnreadableError: the file is damaged, or unpacks to far more than its size.
    """
    names = dict.fromkeys(name for name, _number, _cells in _rows(file))
    opened = (open_sheet(file, "ods", name, functools.partial(_rows_of, file, name)) for name in names)
    found = tuple(table for table in opened if table is not None)
    if not found:
        raise NoDataError(_("{path} is empty: there is no data to read.", path=file.name))
    return found


def _rows_of(file: File, wanted: str) -> Iterator[tuple[int, Cells]]:
    for name, number, cells in _rows(file):
        if name == wanted:
            yield number, cells


def _rows(file: File) -> Iterator[tuple[str, int, Cells]]:
    """Yield the rows that have something in them, with the name of their table and their number."""
    name, number = "", 0
    with open_archive(file) as archive:
        for element in elements(_content(archive, file), file.name, {"table-row"}, {"table"}):
            if element.local == "table":
                name, number = element.get("name") or "", 0
                continue
            cells = _cells(element)
            repeated = _repeats(element, "number-rows-repeated")
            if cells:
                for offset in range(min(repeated, _WIDEST)):
                    yield name, number + offset + 1, cells
            number += repeated


def _content(archive: zipfile.ZipFile, file: File) -> Iterator[bytes]:
    try:
        with archive.open("content.xml") as content:
            while chunk := content.read(_CHUNK):
                yield chunk
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise UnreadableError(
            _("{path} is damaged or cut short: {reason}", path=file.name, reason=error)
        ) from error


def _cells(row: Element) -> list[str | None]:
    """Return the cells up to the last that holds something.

    Empty cells at the end are repeated without limit.
    """
    cells: list[str | None] = []
    waiting = 0
    for cell in row.all("table-cell", "covered-table-cell"):
        repeated = _repeats(cell, "number-columns-repeated")
        text = "\n".join(_paragraph(paragraph) for paragraph in cell.all("p"))
        if not text:
            waiting += repeated
            continue
        if len(cells) + waiting + repeated > _WIDEST:
            break
        cells += [None] * waiting + [text] * repeated
        waiting = 0
    return cells


def _repeats(element: Element, name: str) -> int:
    given = element.get(name) or "1"
    return int(given) if given.isdecimal() else 1


def _paragraph(element: Element) -> str:
    """Return the text of a paragraph; several spaces, tabs and line breaks are elements of their own."""
    parts = []
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.local == "s":
            parts.append(" " * min(_repeats(child, "c"), _WIDEST))
        elif child.local in {"tab", "line-break"}:
            parts.append("\t" if child.local == "tab" else "\n")
        elif child.local != "annotation":
            parts.append(_paragraph(child))
    return "".join(parts)
