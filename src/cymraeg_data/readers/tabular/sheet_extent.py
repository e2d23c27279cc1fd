"""How far the cells of a spreadsheet reach, found before python-calamine holds a sheet as one rectangle.

One cell in the last row and column would make it take gigabytes.
"""

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

__all__ = ["Extent", "binary_extent", "legacy_extents", "xml_extent"]

_CELL = re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?(row|c)\b([^<]*)")
_PLACE = re.compile(rb"""\br=["']([A-Za-z]{0,4})(\d{0,9})["']""")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_VALUE = re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?v>(#[^<]{1,20})<")
_LONGEST = 64 << 20  # bytes of one row: our choice
_NEAR = 1000  # bytes between a cell and its value: our choice
_MOST_ERRORS = 1 << 16  # errors that are shown: our choice
_XLSB_CELLS = 11  # records of cells have the types 1 to 11, that of a row 0
_BOFS = frozenset((0x0809, 0x0409, 0x0209, 0x0009))
# DIMENSIONS is left out: it says what the writer likes.
_XLS_RUNS = frozenset((0x00BD, 0x00BE))  # several cells of one row, the last column at the end
_XLS_CELLS = _XLS_RUNS | {
    *(0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x0206, 0x0406),
    *(0x027E, 0x00FD, 0x00D6),
}
_LAST_SECTOR = 0xFFFFFFFA


@dataclass(slots=True)
class Extent:
    """The rectangle of the cells of a sheet, their number, and the errors in them by their place."""

    first_row: int | None = None
    last_row: int = 0
    first_column: int = 1 << 30
    last_column: int = 0
    n_cells: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def area(self) -> int:
        """Return how many cells the rectangle has."""
        if self.first_row is None:
            return 0
        return (self.last_row - self.first_row + 1) * (self.last_column - self.first_column + 1)

    def add(self, row: int, column: int) -> None:
        """Take a cell; both numbers begin at 0."""
        self.n_cells += 1
        self.first_row = row if self.first_row is None or row < self.first_row else self.first_row
        self.last_row = max(self.last_row, row)
        self.first_column = min(self.first_column, column)
        self.last_column = max(self.last_column, column)


def xml_extent(pieces: Iterable[bytes]) -> Extent:
    r"""Return the extent of a worksheet of XLSX.

    >>> xml_extent([b'<row r="3"><c r="B3"><v>1</v></c><c t="e"><v>#N/A</v>', b"</c></row>"]).errors
    {(2, 2): '#N/A'}
    """
    extent = Extent()
    row, column = -1, -1
    for data in _whole_rows(pieces):
        for match in _CELL.finditer(data):
            name, attributes = match.groups()
            place = _PLACE.search(attributes)
            if name == b"row":
                row = int(place[2]) - 1 if place and place[2] else row + 1
                column = -1
                continue
            column = _column(place[1]) if place and place[1] else column + 1
            if place and place[2]:
                row = int(place[2]) - 1
            extent.add(max(row, 0), column)
            if _ERROR.search(attributes) and len(extent.errors) < _MOST_ERRORS:
                value = _VALUE.search(data, match.end(), match.end() + _NEAR)
                extent.errors[row, column] = value[1].decode("ascii", "replace") if value else "#N/A"
    return extent


def _whole_rows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield XML cut in front of a tag of a row, or somewhere where there is none for long."""
    held = b""
    for piece in pieces:
        held += piece
        cut = held.rfind(b"<", 0, max(held.rfind(b"row"), 0))
        if cut > 0 or len(held) > _LONGEST:
            cut = cut if cut > 0 else len(held)
            yield held[:cut]
            held = held[cut:]
    yield held


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1


def binary_extent(data: bytes) -> Extent:
    """Return the extent of a worksheet of XLSB ([MS-XLSB] 2.1.4: records with a type and a size)."""
    extent = Extent()
    place, row = 0, 0
    while place < len(data):
        kind, place = _number(data, place, 2)
        size, place = _number(data, place, 4)
        if size >= 4 and kind <= _XLSB_CELLS:
            number = int.from_bytes(data[place : place + 4], "little")
            if kind == 0:
                row = number
            else:
                extent.add(row, number)
        place += size
    return extent


def _number(data: bytes, place: int, longest: int) -> tuple[int, int]:
    """Return a number in groups of seven bits, and where it ends."""
    number = 0
    for n, byte in enumerate(data[place : place + longest]):
        number |= (byte & 0x7F) << (7 * n)
        if byte < 0x80:
            return number, place + n + 1
    return number, place + longest


def legacy_extents(data: bytes) -> list[Extent]:
    """Return the extents of the worksheets of an XLS file ([MS-XLS] 2.1.4), in the order of the file.

    Raises:
        ValueError: it is not a compound file with a workbook in it.
    """
    stream = _workbook_stream(data)
    extents: list[Extent] = []
    place = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        body = stream[place + 4 : place + 4 + size]
        if kind in _BOFS:
            extents.append(Extent())
        elif kind in _XLS_CELLS and len(body) >= 4 and extents:
            row, column = struct.unpack_from("<HH", body)
            extents[-1].add(row, column)
            if kind in _XLS_RUNS:
                extents[-1].add(row, struct.unpack_from("<H", body, len(body) - 2)[0])
        place += 4 + size
    return extents


def _workbook_stream(data: bytes) -> bytes:
    """Return the stream `Workbook` of a compound file ([MS-CFB] 2.2 to 2.6)."""
    try:
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        first_directory, cutoff, first_small = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
        sector = 1 << min(shift, 12)
        table = _allocation(data, sector)
        directory = _chain(data, table, first_directory, sector, sector)
        entries = [directory[start : start + 128] for start in range(0, len(directory) - 127, 128)]
        named = {
            entry[: max(entry[64] - 2, 0)].decode("utf-16-le", "replace"): entry for entry in entries[::-1]
        }
        found = named.get("Workbook") or named["Book"]
        start, size = struct.unpack_from("<II", found, 116)
        if size >= cutoff:
            return _chain(data, table, start, sector, sector)[:size]
        small = _chain(data, table, struct.unpack_from("<I", entries[0], 116)[0], sector, sector)
        small_table = _numbers(_chain(data, table, first_small, sector, sector))
        return _chain(small, small_table, start, 1 << min(small_shift, 12), 0)[:size]
    except (struct.error, KeyError, IndexError) as error:
        raise ValueError(str(error)) from error


def _allocation(data: bytes, sector: int) -> list[int]:
    """Return which sector follows each."""
    places = list(struct.unpack_from("<109I", data, 76))
    following, n_more = struct.unpack_from("<II", data, 68)
    for _each in range(min(n_more, len(data) // sector)):
        *more, following = _numbers(data[(following + 1) * sector : (following + 2) * sector])
        places += more
    numbers: list[int] = []
    for each in places[: len(data) // sector + 1]:
        if each < _LAST_SECTOR:
            numbers += _numbers(data[(each + 1) * sector : (each + 2) * sector])
    return numbers


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack_from(f"<{len(data) // 4}I", data))


def _chain(data: bytes, table: list[int], start: int, sector: int, header: int) -> bytes:
    """Return the sectors of a chain, put together; one that goes round in a circle ends."""
    parts: list[bytes] = []
    while start < len(table) and len(parts) <= len(table):
        at = start * sector + header
        parts.append(data[at : at + sector])
        start = table[start]
    return b"".join(parts)
