"""Excel workbooks (XLSX, XLSM, XLSB, XLS), read by python-calamine: each sheet is a table of its own."""

import contextlib
import datetime as dt
import functools
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cymraeg_data.errors import MissingExtraError, NoDataError, UnreadableError
from cymraeg_data.locale import _
from cymraeg_data.readers.markup import elements
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File
from cymraeg_data.readers.tabular.sheet_extent import Extent, binary_extent, legacy_extents, xml_extent
from cymraeg_data.readers.tabular.sheets import Cells, open_archive, open_sheet, stored, too_large

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

__all__ = ["open_workbook"]

# Our choice: python-calamine holds a sheet as one rectangle, of 32 bytes a cell. So many cells are always
# allowed, and a rectangle of no more than so many times the cells that are written.
_ALWAYS, _SPARSE, _MOST = 4 << 20, 8, 64 << 20
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST_XLS = 256 << 20  # bytes of a file that is read whole: our choice

Value = str | float | bool | dt.date | dt.time | dt.timedelta


def open_workbook(file: File) -> tuple[Opened, ...]:
    """Return a reader for each sheet that has rows; numbers and dates are text, as in a CSV file.

    Raises:
        MissingExtraError: python-calamine is not installed.
        NoDataError: no sheet has a row.
        UnreadableError: the file is damaged, or unpacks to far more than its size.
    """
    try:
        from python_calamine import SheetTypeEnum
    except ImportError:
        raise MissingExtraError("python-calamine", "formats") from None
    errors = _checked(file)
    kind = "xls" if file.sample.startswith(_COMPOUND) else "xlsx"
    with _readable(file), _opened(file) as book:
        titles = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    opened = (
        open_sheet(file, kind, title, functools.partial(_rows, file, title, errors.get(title, {})))
        for title in titles
    )
    found = tuple(sheet for sheet in opened if sheet is not None)
    if not found:
        raise NoDataError(_("{path} is empty: there is no data to read.", path=file.name))
    return found


def _rows(file: File, title: str, errors: dict[tuple[int, int], str]) -> Iterator[tuple[int, Cells]]:
    with _readable(file), _opened(file) as book:
        sheet = book.get_sheet_by_name(title)
        first = sheet.start[1] if sheet.start else 0
        for row, values in enumerate(sheet.iter_rows()):
            cells = [None] * first + [_shown(value) for value in values]
            if errors:
                cells = [errors.get((row, column), cell) for column, cell in enumerate(cells)]
            yield row + 1, cells


def _shown(value: Value) -> str | None:
    """Return a cell as text; a date without a time, and a whole number, without what Excel adds to them."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _checked(file: File) -> dict[str, dict[tuple[int, int], str]]:
    """Return the errors in the cells of each sheet, which python-calamine leaves out.

    Raises:
        UnreadableError: the file is damaged, or a sheet would take far more memory than its cells need.
    """
    if file.sample.startswith(_COMPOUND):
        with _readable(file):
            if file.path.stat().st_size > _LARGEST_XLS:
                raise too_large(file)
            extents = legacy_extents(file.path.read_bytes())
        _refuse_sparse(file, extents)
        return {}
    with open_archive(file) as archive, _readable(file):
        parts = _parts(archive, file)
        errors, names = {}, {name: title for title, name in parts.items()}
        for name in archive.namelist():
            if "sheets/" not in name.lower() and name not in names:
                continue
            if name.endswith(".bin"):
                extent = binary_extent(b"".join(stored(archive, name, file)))
            elif name.endswith(".xml"):
                extent = xml_extent(stored(archive, name, file))
            else:
                continue
            _refuse_sparse(file, [extent])
            errors[names.get(name, "")] = extent.errors
    return errors


def _parts(archive: zipfile.ZipFile, file: File) -> dict[str, str]:
    """Return the name of the part of each sheet of XLSX by its title."""
    held = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= held:
        return {}
    relations = elements(stored(archive, "xl/_rels/workbook.xml.rels", file), file.name, {"Relationship"})
    targets = {each.get("Id"): posixpath.join("/xl", each.get("Target") or "")[1:] for each in relations}
    sheets = elements(stored(archive, "xl/workbook.xml", file), file.name, {"sheet"})
    return {each.get("name") or "": targets.get(each.get("id"), "") for each in sheets}


def _refuse_sparse(file: File, extents: list[Extent]) -> None:
    area = sum(extent.area for extent in extents)
    n_cells = sum(extent.n_cells for extent in extents)
    if area > max(_ALWAYS, min(_SPARSE * n_cells, _MOST)):
        raise too_large(file)


def _opened(file: File) -> "CalamineWorkbook":
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(file.path)


@contextlib.contextmanager
def _readable(file: File) -> Iterator[None]:
    """Turn what python-calamine and zipfile raise for a damaged file into our error."""
    from python_calamine import CalamineError

    kinds = (
        *(CalamineError, zipfile.BadZipFile, zlib.error),
        *(KeyError, ValueError, OSError, EOFError, RuntimeError),
    )
    try:
        yield
    except (UnreadableError, NoDataError):
        raise
    except BaseException as error:
        # A damaged file makes the Rust code panic, which is not an Exception.
        if not isinstance(error, kinds) and type(error).__name__ != "PanicException":
            raise
        reason = str(error).split("\n")[0]
        raise UnreadableError(
            _("{path} is damaged or cut short: {reason}", path=file.name, reason=reason)
        ) from error
