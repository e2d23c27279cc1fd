"""Which reader opens which file, and which files of a folder are no data."""

import re
from collections.abc import Callable
from pathlib import Path

from cymraeg_data.readers.delimited import open_delimited
from cymraeg_data.readers.gettext import open_po
from cymraeg_data.readers.jsondoc import open_json
from cymraeg_data.readers.jsonlines import open_json_lines
from cymraeg_data.readers.parquet import open_arrow, open_parquet
from cymraeg_data.readers.plain import open_text, open_text_or_table
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File

__all__ = ["KNOWN_FORMATS", "is_data", "looks_like_data", "reader_for"]

Reader = Callable[[File], Opened]

KNOWN_FORMATS = ("CSV", "TSV", "Parquet", "Arrow", "JSON", "JSON Lines", "PO", "text", "Markdown")

_READERS: dict[str, Reader] = {
    ".csv": open_delimited,
    ".tsv": open_delimited,
    ".tab": open_delimited,
    ".parquet": open_parquet,
    ".arrow": open_arrow,
    ".feather": open_arrow,
    ".json": open_json,
    ".jsonl": open_json_lines,
    ".ndjson": open_json_lines,
    ".po": open_po,
    ".txt": open_text_or_table,
    ".md": open_text,
    ".markdown": open_text,
}
_COMPRESSIBLE = {".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson", ".txt"}

# Formats in which data or catalogues are published and that no reader knows yet.
_UNREAD = re.compile(
    r"\.(?:xlsx?|xlsm|ods|ya?ml|toml|xml|xlf|xliff|tmx|strings|stringsdict|properties|mo|resx|html?|docx?|odt|rtf|pdf"
    r"|zip|7z|rar|tar|gz|bz2|xz|zst|sqlite3?|db|mdb|accdb|dbf|shp|gpkg|geojson|kml|avro|orc|sav|dta|srt|vtt|conllu?"
    r"|messages)$",
    re.IGNORECASE,
)
# What stands beside data and is none: licences, descriptions, the settings of tools, the records of a build.
_BESIDE = re.compile(
    r"licen[cs]e|trwydded|copying|readme|darllen|notice|changelog|contributing|code_of_conduct|security|authors|citation"
    r"|requirements|robots\.txt|cmakelists|sha256sums|md5sums|checksums|build\.json|manifest\.(?:json|toml)"
    r"|datapackage\.json|package(?:-lock)?\.json|composer\.json|tsconfig.*\.json|croissant\.json"
    r"|.*-metadata\.json|.*\.schema\.json|dataset_infos?\.json|pyproject\.toml|cymraeg-data\.toml|mkdocs\.yml",
    re.IGNORECASE,
)
_WHOLE_STEM = re.compile(r"(?:[._-].*)?", re.IGNORECASE)


def reader_for(path: Path) -> Reader | None:
    """Return the reader of a file by its name, None when there is none."""
    suffix = path.suffix.lower()
    if suffix == ".gz":
        inner = Path(path.stem).suffix.lower()
        return _READERS.get(inner) if inner in _COMPRESSIBLE else None
    return _READERS.get(suffix)


def is_data(path: Path) -> bool:
    """Return whether a file of a folder is data by its name, rather than a licence, a description or a setting."""
    match = _BESIDE.match(path.name)
    beside = match is not None and _WHOLE_STEM.fullmatch(path.name[match.end() :]) is not None
    return not beside and not path.name.startswith(".")


def looks_like_data(path: Path) -> bool:
    """Return whether a file that no reader opens is in a format that data is published in."""
    return _UNREAD.search(path.name) is not None
