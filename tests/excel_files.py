"""Small workbooks in the binary formats of Excel, written byte by byte: nothing that we install writes them."""

import struct
import zipfile


def record(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


def label(row, column, text):
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def number(row, column, value, style=0):
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def truth(row, column, value, *, error=False):
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, value, error))


def xls(*sheets):
    """Return an XLS file; each sheet is a name and the records of its cells."""
    bof = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    formats = b"".join(
        record(0x00E0, struct.pack("<HHHBBBBIIH", 0, form, 0, 0, 0, 0, 0, 0, 0, 0)) for form in (0, 14)
    )
    head = record(0x0809, bof) + record(0x0042, struct.pack("<H", 1200)) + formats
    bodies = [
        record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + b"".join(cells) + record(0x000A)
        for _name, cells in sheets
    ]
    names = [struct.pack("<BB", len(name), 1) + name.encode("utf-16-le") for name, _cells in sheets]
    place = len(head) + sum(10 + len(name) for name in names) + 4
    bound = b""
    for name, body in zip(names, bodies, strict=True):
        bound += record(0x0085, struct.pack("<IH", place, 0) + name)
        place += len(body)
    return compound(head + bound + record(0x000A) + b"".join(bodies))


def compound(stream):
    """Return a compound file that holds one stream, `Workbook`."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    n = len(stream) // 512
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, n + 2), 0xFFFFFFFE]
    assert len(table) <= 128
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)

    def entry(name, kind, child, start, size):
        raw = (name + "\0").encode("utf-16-le")
        links = struct.pack("<BBIII", kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<H", len(raw))
            + links
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
    allocation = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    return header + allocation + directory.ljust(512, b"\0") + stream


def part(kind, body=b""):
    """Return a record of XLSB."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    assert len(body) < 0x80
    return head + bytes([len(body)]) + body


def wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(path, rows):
    """Write an XLSB file of one sheet, `Un`; a row is its number and its cells by their columns."""
    cells = b""
    for row, values in rows:
        cells += part(0, struct.pack("<I", row) + bytes(21))
        for column, value in values.items():
            at = struct.pack("<II", column, 0)
            cells += (
                part(6, at + wide(value))
                if isinstance(value, str)
                else part(5, at + struct.pack("<d", value))
            )
    last = max((row for row, _values in rows), default=0)
    size = part(148, struct.pack("<IIII", 0, last, 0, 16383))
    sheet = part(129) + size + part(145) + cells + part(146) + part(130)
    book = (
        part(131)
        + part(143)
        + part(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Un"))
        + part(144)
        + part(132)
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    link = f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{kind}/%s" Target="%s"/></Relationships>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", link % ("officeDocument", "xl/workbook.bin"))
        archive.writestr("xl/_rels/workbook.bin.rels", link % ("worksheet", "worksheets/sheet1.bin"))
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
