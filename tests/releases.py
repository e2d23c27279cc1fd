"""A small release that we wrote, with its manifest.

Four libraries, and notes on them in Welsh and English.
"""

from pathlib import Path

from cymraeg_data.package.record import parquet_writer

CSV = """\
Cod,Enw,Enw Saesneg,Nodyn ,Ymweliadau,Agorwyd
LL1,Llyfrgell y Dref,Town Library, Mae’r llyfrgell ar agor bob dydd Sadwrn. ,"12,050",01/04/1998
LL2,Llyfrgell yr Ŵyl,Festival Library,Cofiwch ddod â’ch plant i’r amser stori.,980,17/09/2011
LL3,Llyfrgell y Dref,Town Library,,[c],03/02/1975
LL4,Llyfrgell Tŷ Mawr,Tŷ Mawr Library,Caewyd yr adeilad dros y gaeaf.,"1,204",
"""

MANIFEST = """\
id = "llyfrgelloedd-bro"
version = "1.2.0"
title = { cy = "Llyfrgelloedd y fro", en = "Libraries of the area" }
description = { cy = "Pob llyfrgell yn y fro.", en = "Each library in the area." }

[publisher]
name = { cy = "Cyngor y Fro", en = "Area Council" }
url = "https://cyngor.example"

[access]
kind = "http"
urls = ["https://cyngor.example/llyfrgelloedd.csv"]
format = "csv"

[licence]
id = "ogl-uk-3.0"
url = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
evidence_url = "https://cyngor.example/trwydded"
evidence = { cy = "Darllenwyd y dudalen.", en = "The page was read." }
checked_on = 2026-11-21
attribution = { cy = "Ffynhonnell: Cyngor y Fro (OGL v3)", en = "Source: Area Council (OGL v3)" }
redistribution = "yes"
commercial = "yes"

[languages]
tags = ["cy", "en"]
relation = "labels"

[snapshot]
retrieved = 2026-11-20
files = []

[parse]
adapter = "table"
config = "tables"
id = ["name_cy"]

[[parse.columns]]
from = "Enw"
to = "name_cy"
language = "cy"

[[parse.columns]]
from = "Enw Saesneg"
to = "name_en"
language = "en"

[[parse.columns]]
from = "Nodyn"
to = "note_cy"
language = "cy"

[[parse.columns]]
from = "Ymweliadau"
to = "visits"
type = "int64"
thousands = ","

[[parse.columns]]
from = "Agorwyd"
to = "opened"
type = "date"
format = "%d/%m/%Y"

[status]
state = "unverified"
notes = { cy = "Nid oes neb wedi gwirio’r drwydded.", en = "Nobody has checked the licence." }
"""

PARALLEL = """\
adapter = "parallel-tables"
config = "tables"
id = ["place_en"]
tables = { cy = "cy.csv", en = "en.csv" }

[[parse.columns]]
from = { cy = "Gwerth", en = "Value" }
to = "value"
type = "float64"

[[parse.columns]]
from = { cy = "Lle" }
to = "place_cy"
language = "cy"

[[parse.columns]]
from = { en = "Place" }
to = "place_en"
language = "en"

"""


def write_manifest(folder, *replacements):
    """Write the manifest to `folder`, each (old, new) replaced in it; return its path."""
    text = MANIFEST
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new)
    path = Path(folder) / "manifest.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_source(folder, text=CSV, name="llyfrgelloedd.csv"):
    """Write the release's data to a folder of its own; return the file."""
    path = Path(folder) / "source" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_parallel(folder, welsh, english):
    """Write a manifest of parallel tables and the two tables.

    Return the manifest and the folder of the tables.
    """
    start, end = MANIFEST.index('adapter = "table"'), MANIFEST.index("[status]")
    manifest = write_manifest(folder, (MANIFEST[start:end], PARALLEL))
    write_source(folder, welsh, "cy.csv")
    return manifest, write_source(folder, english, "en.csv").parent


def write_parquet(table, path):
    """Write rows as a build writes them, to this one file."""
    path = Path(path)
    shards = parquet_writer.Shards(path.parent, "rhan")
    shards.write(table)
    (file,) = shards.close()
    file.replace(path)


def contents(folder):
    """Return every file below `folder` with its bytes."""
    folder = Path(folder)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
