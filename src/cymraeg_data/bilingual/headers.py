"""Pairs of columns, one in English and one in Welsh, found by their headers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from cymraeg_data.locale import N_

__all__ = ["PairedColumns", "language_of_header", "pair_columns"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedColumns:
    """Two columns of a table with the same content in English and in Welsh.

    `confidence` is from 0 to 1; `reason` is the English message that says why they are paired.
    """

    en: str
    cy: str
    confidence: float
    reason: str


_BOTH_MARKED = N_("Both headers name their language.")
_WELSH_MARKED = N_("The header of the Welsh column is that of the English one with a mark for Welsh.")
_ENGLISH_MARKED = N_("The header of the English column is that of the Welsh one with a mark for English.")
_NM_NMW = N_("The Welsh column ends in NMW as the names of the Office for National Statistics do.")
_TRANSLATED = N_("The Welsh header is a translation of the English one.")
_LANGUAGE_NAMED = N_("A neighbouring column gives the language of each.")
_LIKE_HEADERS = N_("One header is the translation of the other.")
_LIKE_VALUES = N_("The values of one column translate those of the other.")
_CUT = N_("Both headers begin with the name of their language.")

_LONGEST = 60  # characters of a header; our choice
_MOST = 60  # columns that are compared with one another; our choice
_ENGLISH = {"en", "eng", "english", "saesneg", "sesneg"}
_WELSH = {"cy", "cym", "cymraeg", "gymraeg", "welsh"}
_LANGUAGE_ENDINGS = ("_lang", "_language", "_iaith", "Lang")
_SHORT = {"en", "eng", "cy", "cym"}
_SILENT = {"yn", "in", "the", "gb"}
_TOKEN = re.compile(r"[A-Z]+(?![a-zà-ÿ])|[A-ZÀ-Ý]?[a-zà-ÿŵŷ]+|\d+|[A-ZÀ-Ý]")
_NMW = re.compile(r"(.*nm)w", re.IGNORECASE)

# Headers met in releases of Welsh public bodies and their English; our choice, from the conventions of the
# Welsh Language Commissioner, HMRC and StatsWales.
_HEADERS = {
    "enw": "name",
    "enw lle": "place name",
    "teitl": "title",
    "disgrifiad": "description",
    "nodiadau": "notes",
    "nodyn": "note",
    "testun": "text",
    "cyfeiriad": "address",
    "lleoliad": "location",
    "math": "type",
    "awdurdod lleol": "local authority",
    "pwnc": "topic",
    "crynodeb": "summary",
    "cwestiwn": "question",
    "ateb": "answer",
    "ffurf safonol": "ffurf saesneg",
    "ffurf gymraeg": "ffurf saesneg",
}


@dataclass(frozen=True, slots=True)
class _Header:
    name: str
    language: str | None
    stem: tuple[str, ...]


def pair_columns(table: pa.Table | pa.RecordBatch | pa.Schema) -> tuple[PairedColumns, ...]:
    """Return the pairs of English and Welsh columns of a table, in the order of the Welsh ones.

    `table` is a pyarrow Table, RecordBatch or Schema. A column is in one pair at most.

    >>> import pyarrow as pa
    >>> table = pa.table({"Disgrifiad_cy": ["Ymwelwyr"], "Disgrifiad_en": ["Visitors"], "Nifer": [7]})
    >>> [(pair.en, pair.cy) for pair in pair_columns(table)]
    [('Disgrifiad_en', 'Disgrifiad_cy')]
    """
    schema = table if isinstance(table, pa.Schema) else table.schema
    names = [field.name for field in schema if _is_text(field.type) and not field.name.startswith("_")]
    headers = [_header(name) for name in names]
    free = dict.fromkeys(names)
    pairs: list[PairedColumns] = []
    for rule in (_both_marked, _one_marked, _nm_nmw, _translated, _cut):
        for pair in rule([header for header in headers if header.name in free]):
            if pair.en in free and pair.cy in free:
                del free[pair.en], free[pair.cy]
                pairs.append(pair)
    for pair in _by_language_column(table, list(free)):
        if pair.en in free and pair.cy in free:
            del free[pair.en], free[pair.cy]
            pairs.append(pair)
    pairs += _by_likeness(
        table, [header for header in headers if header.name in free and header.language is None]
    )
    return tuple(sorted(pairs, key=lambda pair: names.index(pair.cy)))


def _by_language_column(
    table: pa.Table | pa.RecordBatch | pa.Schema, names: list[str]
) -> Iterable[PairedColumns]:
    """Yield columns with their language in another column, as in name_1 with name_1_lang."""
    if isinstance(table, pa.Schema):
        return
    by_stem: dict[str, dict[str, str]] = {}
    for name in names:
        language_column = next((f"{name}{end}" for end in _LANGUAGE_ENDINGS if f"{name}{end}" in names), None)
        said = (
            {value.lower() for value in table.column(language_column).unique().to_pylist() if value}
            if language_column
            else set()
        )
        for language, words in (("en", _ENGLISH), ("cy", _WELSH)):
            if said and said <= words:
                by_stem.setdefault(name.rstrip("0123456789_"), {})[language] = name
    for found in by_stem.values():
        if len(found) == 2:  # a pair
            yield PairedColumns(en=found["en"], cy=found["cy"], confidence=0.95, reason=_LANGUAGE_NAMED)


def _by_likeness(
    table: pa.Table | pa.RecordBatch | pa.Schema, headers: list[_Header]
) -> Iterable[PairedColumns]:
    """Yield the pairs shown by the meaning of headers without a mark of language, or by the values."""
    if len(headers) < 2 or len(headers) > _MOST:  # a pair
        return
    from cymraeg_data.bilingual.column_match import alike_by_header, alike_by_value

    free = {header.name: " ".join(token for token in header.stem if token.isalpha()) for header in headers}
    found = [(_LIKE_HEADERS, alike_by_header(list(free), list(free.values())))]
    if not isinstance(table, pa.Schema) and table.num_rows:
        found.append((_LIKE_VALUES, alike_by_value(table, list(free))))
    for reason, pairs in found:
        for en, cy, confidence in pairs:
            if en in free and cy in free:
                del free[en], free[cy]
                yield PairedColumns(en=en, cy=cy, confidence=confidence, reason=reason)


def _is_text(kind: pa.DataType) -> bool:
    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    return any(
        check(value)
        for check in (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null)
    )


def _header(name: str) -> _Header:
    """Return a header's language and its other words."""
    tokens = [token.lower() for token in _TOKEN.findall(name)]
    marks = {
        language
        for index, token in enumerate(tokens)
        for language, words in (("en", _ENGLISH), ("cy", _WELSH))
        if token in words and (token not in _SHORT or index in {0, len(tokens) - 1, _before_region(tokens)})
    }
    stem = tuple(token for token in tokens if token not in _ENGLISH | _WELSH | _SILENT)
    return _Header(name, marks.pop() if len(marks) == 1 else None, stem)


def language_of_header(header: str) -> str | None:
    """Return the language that a header or short text names, "en" or "cy"; None for neither or both."""
    return _header(header).language if len(header) <= _LONGEST else None


def _before_region(tokens: list[str]) -> int:
    return len(tokens) - 2 if tokens[-1:] == ["gb"] else -1


def _both_marked(headers: list[_Header]) -> Iterable[PairedColumns]:
    for welsh in headers:
        for english in headers:
            if (welsh.language, english.language) == ("cy", "en") and welsh.stem == english.stem:
                yield PairedColumns(en=english.name, cy=welsh.name, confidence=0.98, reason=_BOTH_MARKED)


def _one_marked(headers: list[_Header]) -> Iterable[PairedColumns]:
    for marked in headers:
        for bare in headers:
            if (
                marked.language is None
                or bare.language is not None
                or not marked.stem
                or marked.stem != bare.stem
            ):
                continue
            if marked.language == "cy":
                yield PairedColumns(en=bare.name, cy=marked.name, confidence=0.9, reason=_WELSH_MARKED)
            else:
                yield PairedColumns(en=marked.name, cy=bare.name, confidence=0.8, reason=_ENGLISH_MARKED)


def _nm_nmw(headers: list[_Header]) -> Iterable[PairedColumns]:
    names = {header.name.lower(): header.name for header in headers}
    for header in headers:
        match = _NMW.fullmatch(header.name)
        if match and match.group(1).lower() in names:
            english = names[match.group(1).lower()]
            yield PairedColumns(en=english, cy=header.name, confidence=0.95, reason=_NM_NMW)


def _translated(headers: list[_Header]) -> Iterable[PairedColumns]:
    names = {re.sub(r"[\s_-]+", " ", header.name.strip().lower()): header.name for header in headers}
    for welsh, english in _HEADERS.items():
        if welsh in names and english in names:
            yield PairedColumns(en=names[english], cy=names[welsh], confidence=0.8, reason=_TRANSLATED)


def _cut(headers: list[_Header]) -> Iterable[PairedColumns]:
    """Yield the pair of headers that begin with the languages' names and were cut short, as in shapefiles."""
    by_language = {
        language: [
            header
            for header in headers
            if header.language == language and header.name.lower().startswith(words)
        ]
        for language, words in (("cy", ("cymraeg", "welsh")), ("en", ("saesneg", "english")))
    }
    if all(len(found) == 1 for found in by_language.values()):
        (welsh,), (english,) = by_language["cy"], by_language["en"]
        yield PairedColumns(en=english.name, cy=welsh.name, confidence=0.7, reason=_CUT)
