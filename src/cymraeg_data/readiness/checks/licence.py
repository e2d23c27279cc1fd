"""The search for a licence in the usual files of a release."""

import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

__all__ = ["find_licence"]

_NAMES = re.compile(r"^(licen[cs]e|trwydded|copying|unlicense)([._-].*)?$", re.IGNORECASE)
_READMES = re.compile(r"^(readme|darllen|darllenwch|darllenwch-fi)([._-].*)?$", re.IGNORECASE)
# A line of prose that names a licence, in Welsh or English: a heading alone is not enough.
_STATEMENT = re.compile(
    r"\b(OGL|Open Government Licen[cs]e|Drwydded Llywodraeth Agored|Trwydded Llywodraeth Agored|CC[ -]?0|CC["
    r" -]BY"
    r"|Creative Commons|Open Database Licen[cs]e|ODbL|ODC-By|MIT License|Apache License|public domain)\b",
    re.IGNORECASE,
)
_METADATA_KEYS = (
    "license",
    "licenses",
    "licence",
    "dc:license",
    "dct:license",
    "dcterms:license",
    "schema:license",
)
_READ_AT_MOST = 1_000_000  # bytes of a README or metadata file; our choice: real ones are a few kilobytes


def find_licence(files: Iterable[Path]) -> Path | None:
    """Return the first file that states a licence for the data, or None.

    A file named LICENCE, LICENSE, TRWYDDED or COPYING counts; so does a README or DARLLEN that names an open
    licence, and JSON or TOML metadata (`datapackage.json`, CSVW, a manifest) with a filled licence field at
    its top level.
    """
    candidates = sorted(files, key=lambda path: (len(path.parts), path.as_posix()))
    for test in (_is_licence_file, _is_readme_with_licence, _is_metadata_with_licence):
        for path in candidates:
            if test(path):
                return path
    return None


def _is_licence_file(path: Path) -> bool:
    return bool(_NAMES.match(path.name)) and path.stat().st_size > 0


def _is_readme_with_licence(path: Path) -> bool:
    return bool(_READMES.match(path.name)) and bool(
        _STATEMENT.search(_start(path).decode("utf-8", "replace"))
    )


def _is_metadata_with_licence(path: Path) -> bool:
    if path.suffix not in {".json", ".jsonld", ".toml"} or path.stat().st_size > _READ_AT_MOST:
        return False
    try:
        content = tomllib.loads(_start(path).decode()) if path.suffix == ".toml" else json.loads(_start(path))
    except (ValueError, RecursionError):
        return False  # not metadata; the readers report unreadable data
    return isinstance(content, dict) and any(content.get(key) for key in _METADATA_KEYS)


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_READ_AT_MOST)
