"""XLIFF 1.1, 1.2 and 2.x: each unit with its source and its target."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyarrow as pa

from cymraeg_data.errors import NoDataError
from cymraeg_data.locale import _
from cymraeg_data.readers.catalogues.catalogue import open_rows
from cymraeg_data.readers.catalogues.tmx import NATIVE
from cymraeg_data.readers.file_language import file_language, language_of_tag
from cymraeg_data.readers.markup import Element, xml_elements
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File

__all__ = ["FLAGGED", "open_xliff"]

FLAGGED = pa.schema([pa.field(name, pa.string()) for name in ("key", "en", "cy", "flags")])
"""Messages with what is said of their translation: `fuzzy` where it is not to be used yet."""
# What `bilingual.write_pairs` says of a unit that has no English text, which XLIFF cannot say: `type` in 2.0,
# `restype` in 1.2.
_NO_SOURCE = frozenset({"cymraeg-data:no-source", "x-no-source"})

_ENGLISH = pa.schema(
    list(FLAGGED)[:2]
)  # for templates and files in another language, where Welsh is not missing
_MARKS = frozenset({"mrk"})
# XLIFF 1.2, 3.2: translations that are none yet, or need work.
_NOT_YET = frozenset(
    {"new", "needs-translation", "needs-adaptation", "needs-l10n", "needs-review-translation"}
)


def open_xliff(file: File) -> Opened:
    """Return a reader of an XLIFF file: `key`, `en`, `cy`, `flags`.

    `key` and `en` where it is not meant to have Welsh.

    The key is the unit's `name` or `resname`, or else its id. Units marked as not to be translated and the
    headers of gettext catalogues are left out.

    Raises:
        NoDataError: it has no unit in English and Welsh.
        UnreadableError: it is not XML.
    """
    units = list(_units(file))
    if not units:
        raise NoDataError(_("{path} is empty: there is no data to read.", path=file.name))
    bilingual = file_language(file.name) == "cy" or any(
        unit.cy is not None or unit.expected for unit in units
    )
    opened = (
        open_rows(
            file, FLAGGED, [(unit.key, unit.en, unit.cy, unit.flags, unit.line) for unit in units], "xliff"
        )
        if bilingual
        else open_rows(file, _ENGLISH, [(unit.key, unit.en, unit.line) for unit in units], "xliff")
    )
    return Opened(
        format="xliff", schema=opened.schema, run=opened.run, findings=opened.findings, kind="messages"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    key: str
    en: str | None
    cy: str | None
    flags: str | None
    line: int
    expected: bool


@dataclass(slots=True)
class _Languages:
    """Which of source and target is English and which Welsh, as the elements around the units say."""

    source: str | None = "en"
    target: str | None = "cy"
    declared: bool = False

    def read(self, element: Element) -> None:
        source = element.get("source-language") or element.get("srcLang")
        target = element.get("target-language") or element.get("trgLang")
        self.source = language_of_tag(source) if source else self.source
        self.target = language_of_tag(target) if target else self.target
        self.declared = self.declared or (
            bool(source and target) and {self.source, self.target} == {"en", "cy"}
        )


def _units(file: File) -> Iterator[_Unit]:
    languages = _Languages()
    if file_language(file.name) == "en":
        languages.target = None
    for element in xml_elements(file, {"trans-unit", "unit"}, {"xliff", "file"}):
        if element.local in {"xliff", "file"}:
            languages.read(element)
        elif element.get("translate") != "no" and element.get("restype") != "x-gettext-domain-header":
            source, target, flags = _first(element) if element.local == "trans-unit" else _second(element)
            texts = {languages.target: target, languages.source: source}
            ours = element.get("type") in _NO_SOURCE or element.get("restype") in _NO_SOURCE
            if ours:
                texts[languages.source] = None
            if ours or texts.get("en") is not None or texts.get("cy") is not None:
                yield _Unit(
                    key=_key(element),
                    en=texts.get("en"),
                    cy=texts.get("cy"),
                    flags=flags,
                    line=element.line,
                    expected=languages.declared,
                )


def _key(unit: Element) -> str:
    names = (unit.attributes.get(name) for name in ("resname", "name", "id"))
    return next((name for name in names if name is not None), "")


Texts = tuple[str | None, str | None, str | None]


def _first(unit: Element) -> Texts:
    """Return source, target and flags of a unit of XLIFF 1."""
    source, target = (next(iter(unit.all(name)), None) for name in ("source", "target"))
    state = target.get("state") if target else None
    return _text(source), _text(target), "fuzzy" if state in _NOT_YET else None


def _second(unit: Element) -> Texts:
    """Return source, target and flags of a unit of XLIFF 2: its segments and what is between them, joined."""
    parts = unit.all("segment", "ignorable")
    sources = [_text(next(iter(part.all("source")), None)) for part in parts]
    targets = [_text(next(iter(part.all("target")), None)) for part in parts]
    segments = [
        (part, target) for part, target in zip(parts, targets, strict=True) if part.local == "segment"
    ]
    whole = bool(segments) and all(target is not None for _part, target in segments)
    # Spaces between segments that the target does not repeat are those of the source.
    joined = [source if target is None else target for source, target in zip(sources, targets, strict=True)]
    fuzzy = any(part.get("state") == "initial" for part, _target in segments)
    return _join(sources), _join(joined) if whole else None, "fuzzy" if fuzzy and whole else None


def _join(parts: Iterable[str | None]) -> str:
    return "".join(part or "" for part in parts)


def _text(element: Element | None) -> str | None:
    return None if element is None else element.markup(_MARKS, NATIVE)
