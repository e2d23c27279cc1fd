"""Tables from the rows of spreadsheets; the first row with a text is the header."""

import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import pyarrow as pa

from cymraeg_data.errors import UnreadableError
from cymraeg_data.findings import Finding
from cymraeg_data.locale import _
from cymraeg_data.readers.source import Block, Opened, distinct_names
from cymraeg_data.readers.stream import File

__all__ = ["Cells", "open_archive", "open_sheet", "stored", "too_large"]

Cells = Sequence[str | None]
"""The cells of a row: text as it is shown, None for nothing."""

_CHUNK = 1 << 20
_ROWS = 1 << 12  # rows in a batch: our choice
# Our choice: the unpacked bytes of an archive, and how many times its own size they may be above a size that
# does no harm. Real spreadsheets unpack to 5 to 30 times their size, bombs to a thousand times and more.
_MOST, _RATIO, _HARMLESS = 2 << 30, 200, 16 << 20


def open_archive(file: File) -> zipfile.ZipFile:
    """Return the archive that a spreadsheet is.

    Raises:
        UnreadableError: it is not an archive, or unpacks to more than a spreadsheet does.
    """
    try:
        archive = zipfile.ZipFile(file.path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableError(
            _("{path} is damaged or cut short: {reason}", path=file.name, reason=error)
        ) from error
    size = sum(info.file_size for info in archive.infolist())
    packed = max(file.path.stat().st_size, 1)
    if size > _MOST or (size > _HARMLESS and size > _RATIO * packed):
        archive.close()
        raise UnreadableError(
            _(
                "{path} unpacks to {n} MiB, far more than its own size: it is not opened.",
                path=file.name,
                n=size >> 20,
            )
        )
    return archive


def stored(archive: zipfile.ZipFile, name: str, file: File) -> Iterator[bytes]:
    """Yield the content of a part of an archive.

    Raises:
        UnreadableError: it is missing or damaged.
    """
    try:
        with archive.open(name) as content:
            while chunk := content.read(_CHUNK):
                yield chunk
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise UnreadableError(
            _("{path} is damaged or cut short: {reason}", path=file.name, reason=error)
        ) from error


def too_large(file: File) -> UnreadableError:
    """Return the error of a sheet that takes far more memory than its cells need."""
    return UnreadableError(
        _(
            "{path}: a sheet is too large, or has cells far away from the others. Delete the empty rows and"
            " columns, or export the data as CSV.",
            path=file.name,
        )
    )


def open_sheet(
    file: File, kind: str, part: str, rows: Callable[[], Iterable[tuple[int, Cells]]]
) -> Opened | None:
    """Return a reader of one sheet, None when it has no row.

    `rows` gives row numbers and cells, anew each time.
    """
    header = next((cells for _number, cells in rows() if _written(cells)), None)
    if header is None:
        return None
    width = max(index + 1 for index, cell in enumerate(header) if cell)
    given = [(cell or "").strip() or f"column_{index}" for index, cell in enumerate(header[:width], 1)]
    names, findings = distinct_names(given, f"{file.name}#{part}")
    schema = pa.schema([pa.field(name, pa.string()) for name in names])

    def run(_faults: list[Finding]) -> Iterator[Block]:
        written = ((number, cells) for number, cells in rows() if _written(cells))
        next(written, None)
        while group := list(islice(written, _ROWS)):
            columns = [
                pa.array(
                    [cells[index] if index < len(cells) else None for _number, cells in group], pa.string()
                )
                for index in range(width)
            ]
            batch = pa.RecordBatch.from_arrays(columns, schema=schema)
            yield Block(batch, lines=pa.array([number for number, _cells in group], pa.int64()))

    return Opened(format=kind, schema=schema, run=run, findings=tuple(findings), part=part)


def _written(cells: Cells) -> bool:
    return any(cell and not cell.isspace() for cell in cells)
