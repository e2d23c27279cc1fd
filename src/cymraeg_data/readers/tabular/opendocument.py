"""OpenDocument spreadsheets (ODS): each table of `content.xml` read as it streams by."""

import functools
from collections.abc import Iterator

from cymraeg_data.errors import NoDataError
from cymraeg_data.locale import _
from cymraeg_data.readers.markup import Element, elements
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File
from cymraeg_data.readers.tabular.sheets import Cells, open_archive, open_sheet, stored, too_large

__all__ = ["open_opendocument"]

_WIDEST = 16_384  # columns: LibreOffice has as many
_ADDED = 4 << 20  # cells that repeats and gaps may add to those that are written: our choice
_SPACES = 1_000  # spaces in a row: our choice
_DIGITS = 9  # digits of a number of repeats: our choice


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
    name, number, added = "", 0, 0
    with open_archive(file) as archive:
        for element in elements(stored(archive, "content.xml", file), file.name, {"table-row"}, {"table"}):
            if element.local == "table":
                name, number = element.get("name") or "", 0
                continue
            cells = _cells(element)
            repeated = _repeats(element, "number-rows-repeated")
            if cells:
                added += len(cells) * repeated - len(element.children)
                if added > _ADDED:
                    raise too_large(file)
                for offset in range(repeated):
                    yield name, number + offset + 1, cells
            number += repeated


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
    return int(given[:_DIGITS]) if given.isdecimal() else 1


def _paragraph(element: Element) -> str:
    """Return the text of a paragraph; several spaces, tabs and line breaks are elements of their own."""
    parts = []
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.local == "s":
            parts.append(" " * min(_repeats(child, "c"), _SPACES))
        elif child.local in {"tab", "line-break"}:
            parts.append("\t" if child.local == "tab" else "\n")
        elif child.local != "annotation":
            parts.append(_paragraph(child))
    return "".join(parts)
