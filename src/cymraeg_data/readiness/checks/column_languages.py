"""The check for columns and files labelled with one language that are in the other."""

from collections.abc import Iterator

from cymraeg_data import readers
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.profiles import ColumnProfile, Profile
from cymraeg_data.readiness.gate import Config

__all__ = ["wrong_language"]

# Our choice: with fewer texts of known language, a column of names may seem to be in any language.
ENOUGH_TEXTS = 10
# Our choice: any column has a few texts in the other language, quotations and names of bodies; a tenth is not
# chance.
WRONG_SHARE = 0.1

_CODES = {"cy": ("L101", "en"), "en": ("L102", "cy")}


def wrong_language(source: readers.Source, total: Profile, settings: Config) -> Iterator[Finding]:
    """Yield a finding for each column labelled as Welsh or English with texts in the other language.

    The label is in the configuration, or else in the file's name (`corpws.cy.txt`, `cy/…`). Columns with a
    partner in the other language are checked pair by pair in `bilingual`.
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
