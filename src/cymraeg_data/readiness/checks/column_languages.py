"""Columns and files that are meant to be in one language and are in the other."""

from collections.abc import Iterator

from cymraeg_data import readers
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.profiles import ColumnProfile, Profile
from cymraeg_data.readiness.gate import Config

__all__ = ["wrong_language"]

# Ours: below this many texts with a language, a column of names may look like anything.
ENOUGH_TEXTS = 10
# Ours: quotations and names of bodies put a few texts of the other language into any column; a tenth is no
# accident.
WRONG_SHARE = 0.1

_CODES = {"cy": ("L101", "en"), "en": ("L102", "cy")}


def wrong_language(source: readers.Source, total: Profile, settings: Config) -> Iterator[Finding]:
    """Yield a finding for each column whose language is known to be one of Welsh and English and holds the other.

    The language is that of the configuration, or else of the file's name (`corpws.cy.txt`, `cy/…`). Columns
    that have a partner in the other language are judged pair by pair in `bilingual`.
    """
    for name, column in total.columns.items():
        running = source.format == "text" or source.kind in {"document", "subtitles"}
        expected = settings.languages.get(name) or (source.language if running else None)
        if expected is None:
            continue
        code, other = _CODES[expected]
        n, of = column.languages.get(other, 0), _with_language(column)
        if of >= ENOUGH_TEXTS and n >= WRONG_SHARE * of:
            yield found(code, Location(source=source.name, column=name), n=n, of=of)


def _with_language(column: ColumnProfile) -> int:
    return sum(n for tag, n in column.languages.items() if tag not in {"und", "mul"})
