"""A small statistical table of our own, with every kind of value, and its manifest."""

import csv
import io

import releases

HEADER = ("Cod", "Ardal", "Area", "Blwyddyn", "Gwerth", "Nodyn", "Note")
ROWS = (
    ("W06", "Ynys Môn", "Isle of Anglesey", "2022-23", "1,234", "", ""),
    (
        "W06",
        "Ynys Môn",
        "Isle of Anglesey",
        "2023-24",
        "1,301 [p]",
        "Amodol tan fis Mai.",
        "Provisional until May.",
    ),
    ("W07", "Gwynedd", "Gwynedd", "2022-23", "[c]", "", ""),
    ("W07", "Gwynedd", "Gwynedd", "2023-24", "−12.5", "", ""),
    ("W08", "Sir Benfro", "Pembrokeshire", "2022-23", "..", "", ""),
    ("W08", "Sir Benfro", "Pembrokeshire", "2023-24", "7 q", "", ""),
    ("W09", "Powys", "Powys", "2022-23", "", "", ""),
    ("W09", "Powys", "Powys", "2023-24", "15 [p, r]", "", ""),
)
PARSE = """\
[parse]
adapter = "table"
config = "tables"
id = ["area", "year"]

[[parse.columns]]
from = "Cod"
to = "area_code_given"

[[parse.columns]]
from = "Ardal"
to = "ardal"
language = "cy"
measured = false

[[parse.columns]]
from = "Area"
to = "area"
language = "en"
measured = false

[[parse.columns]]
from = "Blwyddyn"
to = "year"

[[parse.columns]]
from = "Gwerth"
to = "text"

[[parse.columns]]
from = "Nodyn"
to = "nodyn"

[[parse.columns]]
from = "Note"
to = "note"

[table]
value = "text"
shorthand = "statswales"
notes = { cy = "nodyn", en = "note" }
units = [{ text = { cy = "ymweliadau", en = "visits" } }]
markings = [{ code = "..", meaning = { cy = "heb ei gasglu", en = "not collected" } }]

[[table.dimensions]]
name = "area"
title = { cy = "Ardal", en = "Area" }
labels = { cy = "ardal", en = "area" }
code = "area_code_given"
role = "area"

[[table.dimensions]]
name = "year"
title = { cy = "Blwyddyn", en = "Year" }
labels = { cy = "year", en = "year" }
role = "time"

"""
VERIFIED = ('state = "unverified"', 'state = "verified"\nverified_by = "Y Tîm Data"')


def text_of(rows=ROWS, header=HEADER):
    """Return rows as CSV."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([header, *rows])
    return buffer.getvalue()


def write_manifest(folder, *replacements):
    """Write the manifest of the table to `folder`, each (old, new) replaced in it; return its path."""
    start, end = releases.MANIFEST.index("[parse]"), releases.MANIFEST.index("[status]")
    path = releases.write_manifest(folder, (releases.MANIFEST[start:end], PARSE), VERIFIED)
    text = path.read_text("utf-8")
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


def write_source(folder, rows=ROWS, header=HEADER):
    """Write rows as a release of CSV; return the file."""
    return releases.write_source(folder, text_of(rows, header), "ymweliadau.csv")
