"""Excel workbooks (XLSX): each sheet is a table of its own."""

import datetime as dt
import functools
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from cymraeg_data.errors import MissingExtraError, NoDataError, UnreadableError
from cymraeg_data.locale import _
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File
from cymraeg_data.readers.tabular.sheets import Cells, open_archive, open_sheet

__all__ = ["open_workbook"]


def open_workbook(file: File) -> tuple[Opened, ...]:
    """Return a reader for each sheet that has rows; numbers and dates are text, as in a CSV file.

    Raises:
        MissingExtraError: openpyxl is not installed.
        NoDataError: no sheet has a row.
        UnreadableError: the file is damaged, or unpacks to far more than its size.
    """
    try:
        import openpyxl
    except ImportError:
        raise MissingExtraError("openpyxl", "formats") from None
    open_archive(file).close()

    def sheets() -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which hold no text
            return openpyxl.load_workbook(file.path, read_only=True, data_only=True)

    def rows(title: str) -> Iterator[tuple[int, Cells]]:
        with _Readable(file):
            book = sheets()
            try:
                for number, values in enumerate(book[title].iter_rows(values_only=True), 1):
                    yield number, [_shown(value) for value in values]
            finally:
                book.close()

    with _Readable(file):
        book = sheets()
        titles = [sheet.title for sheet in book.worksheets]
        book.close()
    opened = (open_sheet(file, "xlsx", title, functools.partial(rows, title)) for title in titles)
    found = tuple(sheet for sheet in opened if sheet is not None)
    if not found:
        raise NoDataError(_("{path} is empty: there is no data to read.", path=file.name))
    return found


def _shown(value: Any) -> str | None:
    """Return a cell as text; a date without a time, and a whole number, without what Excel adds to them."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


class _Readable:
    """Turns what openpyxl says of a damaged file into our error."""

    def __init__(self, file: File) -> None:
        self._file = file

    def __enter__(self) -> None:
        """Do nothing yet."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        from xml.etree.ElementTree import ParseError

        kinds = (
            zipfile.BadZipFile,
            ParseError,
            KeyError,
            ValueError,
            OSError,
            EOFError,
            TypeError,
            SyntaxError,
        )
        if isinstance(error, kinds) and not isinstance(error, UnreadableError | NoDataError):
            raise UnreadableError(
                _(
                    "{path} is damaged or cut short: {reason}",
                    path=self._file.name,
                    reason=str(error).split("\n")[0],
                )
            ) from error
