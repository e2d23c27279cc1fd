"""Which reader opens which file, and which files of a folder are not data."""

import re
from collections.abc import Callable
from pathlib import Path

from cymraeg_data.errors import UnknownFormatError
from cymraeg_data.readers.catalogues.android import open_android
from cymraeg_data.readers.catalogues.apple import open_strings, open_stringsdict
from cymraeg_data.readers.catalogues.gettext import open_mo, open_po
from cymraeg_data.readers.catalogues.jsondoc import open_json
from cymraeg_data.readers.catalogues.properties import open_properties
from cymraeg_data.readers.catalogues.resx import open_resx
from cymraeg_data.readers.catalogues.tmx import open_tmx
from cymraeg_data.readers.catalogues.tomldoc import open_toml
from cymraeg_data.readers.catalogues.xcstrings import open_xcstrings
from cymraeg_data.readers.catalogues.xliff import open_xliff
from cymraeg_data.readers.catalogues.yamldoc import open_yaml
from cymraeg_data.readers.compression import SUFFIXES
from cymraeg_data.readers.documents.conllu import open_conllu
from cymraeg_data.readers.documents.html import open_html
from cymraeg_data.readers.documents.legislation import open_akoma_ntoso, open_legislation
from cymraeg_data.readers.documents.markdown import open_markdown
from cymraeg_data.readers.documents.subtitles import open_subtitles
from cymraeg_data.readers.documents.wikidump import open_wikidump
from cymraeg_data.readers.documents.wordml import open_docx, open_word_xml
from cymraeg_data.readers.markup import root_of
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File, first_text
from cymraeg_data.readers.tabular.delimited import open_delimited
from cymraeg_data.readers.tabular.jsonlines import open_json_lines
from cymraeg_data.readers.tabular.opendocument import open_opendocument
from cymraeg_data.readers.tabular.parquet import open_arrow, open_parquet
from cymraeg_data.readers.tabular.plain_text import open_text_or_table
from cymraeg_data.readers.tabular.spreadsheet import open_workbook

__all__ = [
    "KNOWN_FORMATS",
    "Reader",
    "describes_tables",
    "is_data",
    "looks_like_data",
    "may_be_settings",
    "reader_by_content",
    "reader_for",
]

Reader = Callable[[File], Opened | tuple[Opened, ...]]

KNOWN_FORMATS = (
    "CSV", "TSV", "Parquet", "Arrow", "XLSX", "XLSB", "XLS", "ODS", "DOCX", "JSON", "JSON Lines",
    "YAML", "TOML", "PO", "MO", "properties",
    "Android strings.xml", "Apple .strings", "RESX", "XLIFF", "TMX", "CLML", "MediaWiki XML",
    "HTML", "Markdown", "SRT", "WebVTT", "CoNLL-U", "text",
)  # fmt: skip

_XML_ROOTS: dict[str, Reader] = {
    "resources": open_android,
    "plist": open_stringsdict,
    "xliff": open_xliff,
    "tmx": open_tmx,
    "Legislation": open_legislation,
    "akomaNtoso": open_akoma_ntoso,
    "html": open_html,
    "document": open_word_xml,
    "mediawiki": open_wikidump,
}


def _by_root(file: File) -> Reader | None:
    root = root_of(first_text(file), file.name)
    return _XML_ROOTS.get(root.local) if root else None


_READERS: dict[str, Reader] = {
    ".csv": open_delimited,
    ".tsv": open_delimited,
    ".tab": open_delimited,
    ".parquet": open_parquet,
    ".arrow": open_arrow,
    ".feather": open_arrow,
    ".xlsx": open_workbook,
    ".xlsm": open_workbook,
    ".xlsb": open_workbook,
    ".xls": open_workbook,
    ".ods": open_opendocument,
    ".docx": open_docx,
    ".json": open_json,
    ".jsonld": open_json,
    ".arb": open_json,
    ".jsonl": open_json_lines,
    ".ndjson": open_json_lines,
    ".yml": open_yaml,
    ".yaml": open_yaml,
    ".toml": open_toml,
    ".po": open_po,
    ".mo": open_mo,
    ".properties": open_properties,
    ".strings": open_strings,
    ".stringsdict": open_stringsdict,
    ".xcstrings": open_xcstrings,
    ".resx": open_resx,
    ".xlf": open_xliff,
    ".xliff": open_xliff,
    ".tmx": open_tmx,
    ".html": open_html,
    ".htm": open_html,
    ".xhtml": open_html,
    ".srt": open_subtitles,
    ".vtt": open_subtitles,
    ".conllu": open_conllu,
    ".txt": open_text_or_table,
    ".md": open_markdown,
    ".markdown": open_markdown,
}
_COMPRESSIBLE = {".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson", ".txt", ".tmx", ".xml"}
# conf/messages, conf/messages.cy, messages_cy: Play, whose files have no ending of their own.
_PLAY = re.compile(r"messages(?:[._-](?:en|cy)(?:[-_]GB)?)?", re.IGNORECASE)

# Formats in which data or catalogues are published and that no reader knows yet.
_UNREAD = re.compile(
    r"\.(?:xml|doc|odt|rtf|pdf|zip|7z|rar|tar|gz|bz2|xz|zst|sqlite3?|db|mdb|accdb|dbf|shp|gpkg|geojson"
    r"|kml|avro|orc|sav|dta|conll|messages)$",
    re.IGNORECASE,
)
# Files next to data that are not data: licences, descriptions, settings of tools, records of a build.
_NOT_DATA = re.compile(
    r"licen[cs]e|trwydded|copying|readme|darllen|notice|changelog|contributing|code_of_conduct|security|authors|citation"
    r"|datasheet\.md|requirements|robots\.txt|cmakelists|sha256sums|md5sums|checksums|build\.json|manifest\.(?:json|toml)"
    r"|datapackage\.json|package(?:-lock)?\.json|composer\.json|tsconfig.*\.json|croissant\.json|readiness\.json|tables\.json"
    r"|.*-metadata\.json|.*\.schema\.json|dataset_infos?\.json|pyproject\.toml|cymraeg-data\.toml|mkdocs\.yml",
    re.IGNORECASE,
)
_WHOLE_STEM = re.compile(r"(?:[._-].*)?", re.IGNORECASE)


def reader_for(path: Path) -> Reader | None:
    """Return the reader of a file by its name, None when there is none; that of XML looks at the content."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        inner = Path(path.stem).suffix.lower()
        if inner not in _COMPRESSIBLE:
            return None
        return _open_xml if inner == ".xml" else _READERS.get(inner)
    if suffix == ".xml":
        return _open_xml
    if _PLAY.fullmatch(path.name):
        return open_properties
    return _READERS.get(suffix)


def _open_xml(file: File) -> Opened | tuple[Opened, ...]:
    reader = _by_root(file)
    if reader is None:
        raise UnknownFormatError(file.name, KNOWN_FORMATS)
    return reader(file)


_MAGIC: tuple[tuple[bytes, Reader], ...] = (
    (b"PAR1", open_parquet),
    (b"ARROW1", open_arrow),
    (b"\xde\x12\x04\x95", open_mo),
    (b"\x95\x04\x12\xde", open_mo),
    (b"WEBVTT", open_subtitles),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", open_workbook),
)
# What the first entries of archives are called.
_ARCHIVES: tuple[tuple[bytes, Reader], ...] = (
    (b"opendocument.spreadsheet", open_opendocument),
    (b"word/", open_docx),
    (b"xl/", open_workbook),
)
_MESSAGE = re.compile(rb"(?:#[^\n]*\n|\s)*msg(?:id|ctxt) ")


def reader_by_content(file: File) -> Reader | None:
    """Return the reader of a file by its first bytes, None when they are of no known format."""
    if file.sample.startswith(b"PK\x03\x04"):
        marks = (reader for mark, reader in _ARCHIVES if mark in file.sample)
        return next(marks, None)
    known = next((reader for magic, reader in _MAGIC if file.sample.startswith(magic)), None)
    text = first_text(file).lstrip()
    if known is None and text.startswith(b"<"):
        return open_html if text[:14].lower() == b"<!doctype html" else _by_root(file)
    if known is None and text.startswith((b"{", b"[")):
        return open_json
    return open_po if known is None and _MESSAGE.match(text) else known


def is_data(path: Path) -> bool:
    """Return whether a file of a folder is data by its name, and not a licence, description or setting."""
    match = _NOT_DATA.match(path.name)
    known = match is not None and _WHOLE_STEM.fullmatch(path.name[match.end() :]) is not None
    return not known and not path.name.startswith(".")


def describes_tables(path: Path) -> bool:
    """Return whether a file is the metadata of CSV on the Web, by its name.

    Titles of columns may be in both languages.
    """
    return path.name.endswith("-metadata.json")


def may_be_settings(path: Path) -> bool:
    """Return whether files of this kind hold settings of programs, or templates, as often as texts."""
    return path.suffix.lower() in {".yml", ".yaml", ".toml", ".html", ".htm", ".xhtml"}


def looks_like_data(path: Path) -> bool:
    """Return whether a file without a reader is in a format in which data is published."""
    return _UNREAD.search(path.name) is not None
