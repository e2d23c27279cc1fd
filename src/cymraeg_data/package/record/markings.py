"""Reads published values into numbers and the codes of their data markings: “1,234 [r]” is 1234 and `r`."""

import re
from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.package.manifests.table_section import Table
from cymraeg_data.package.manifests.values import Bilingual

__all__ = ["SHORTHAND", "codes_of", "meanings", "split"]

# Source: the page “Shorthand for labelling data values” of StatsWales, in both languages, in our own words.
# It follows “Symbols in tables: definitions and help” of the Government Analysis Function (November 2026),
# which has `low`.
_STATSWALES = {
    "a": Bilingual("cyfartaledd", "average"),
    "b": Bilingual("toriad yn y gyfres amser", "break in the time series"),
    "c": Bilingual("cyfrinachol", "confidential"),
    "e": Bilingual("amcangyfrif", "estimated"),
    "f": Bilingual("rhagolwg", "forecast"),
    "k": Bilingual("ffigur isel, sy'n sero o'i dalgrynnu", "low figure, which is zero when rounded"),
    "low": Bilingual("ffigur isel, sy'n sero o'i dalgrynnu", "low figure, which is zero when rounded"),
    "ns": Bilingual("heb fod yn arwyddocaol yn ystadegol", "not statistically significant"),
    "p": Bilingual("amodol", "provisional"),
    "r": Bilingual("diwygiedig", "revised"),
    "s": Bilingual("arwyddocaol yn ystadegol ar lefel 5%", "statistically significant at the 5% level"),
    "ss": Bilingual("arwyddocaol yn ystadegol ar lefel 1%", "statistically significant at the 1% level"),
    "sss": Bilingual("arwyddocaol yn ystadegol ar lefel 0.1%", "statistically significant at the 0.1% level"),
    "t": Bilingual("cyfanswm", "total"),
    "u": Bilingual("dibynadwyedd isel", "low reliability"),
    "w": Bilingual("dim wedi'i gofnodi yn yr arolwg", "none recorded in the survey"),
    "x": Bilingual("ddim ar gael", "not available"),
    "z": Bilingual("amherthnasol", "not applicable"),
}
SHORTHAND: Mapping[str, Mapping[str, Bilingual]] = {"statswales": _STATSWALES}
"""Data markings that publishers share, by the name that a manifest calls them."""

_SPACES = " \u00a0\u2009\u202f"
_DASHES = "-\u2212\u2013"
_WORD = r"[A-Za-z][A-Za-z0-9]{0,3}\b(?:, ?[A-Za-z][A-Za-z0-9]{0,3}\b)*"
_GROUP = r"\[[^\[\]]+\]|\([^()]+\)|[*†‡§#~^!:]+"
_MARKS = rf"(?:[{_SPACES},]*(?:{_GROUP}))*(?:[{_SPACES},]*{_WORD})?(?:[{_SPACES},]*(?:{_GROUP}))*"
_VALUE = (
    rf"^(?P<sign>[{_DASHES}+]?)[£$€]?"
    rf"(?P<number>[0-9]{{1,3}}(?:[,{_SPACES}][0-9]{{3}})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
    rf"(?P<exponent>(?:[eE][+-][0-9]+)?)[{_SPACES}]*%?(?P<marks>{_MARKS})$"
)
_ALL_MARKS = re.compile(_MARKS)
_EACH_MARK = re.compile(rf"{_GROUP}|{_WORD}")


def split(texts: pa.Array | pa.ChunkedArray) -> tuple[pa.Array, pa.Array]:
    """Return the numbers in `texts` and the codes of their data markings, null where there is none.

    Codes are in lower case with commas between them. A text that is not a number is a marking as a whole, so
    nothing that was published is lost. Separators of thousands are commas and spaces; a minus sign may be a
    hyphen, U+2212 or an en dash.

    >>> published = ["1,234 [r]", "−0.5p", "12.5% [p, u]", "[c]", "..", "–", "1,23", " ", None]
    >>> numbers, codes = split(pa.array(published))
    >>> numbers.to_pylist()
    [1234.0, -0.5, 12.5, None, None, None, None, None, None]
    >>> codes.to_pylist()
    ['r', 'p', 'p,u', 'c', '..', '-', '1;23', None, None]
    """
    if isinstance(texts, pa.ChunkedArray):
        texts = texts.combine_chunks()
    trimmed = pc.utf8_trim_whitespace(texts)
    parts = pc.extract_regex(trimmed, pattern=_VALUE)
    number = pc.replace_substring_regex(parts.field("number"), pattern=rf"[,{_SPACES}]", replacement="")
    negative = pc.is_in(parts.field("sign"), value_set=pa.array(list(_DASHES)))
    written = pc.binary_join_element_wise(pc.if_else(negative, "-", ""), number, parts.field("exponent"), "")
    valid = pc.is_valid(parts)
    values = pc.cast(pc.if_else(valid, written, None), pa.float64())
    marks = pc.if_else(valid, parts.field("marks"), trimmed).dictionary_encode()
    codes = [_written(codes_of(text)) for text in marks.dictionary.to_pylist()]
    return values, pa.array(codes, pa.string()).take(marks.indices)


def codes_of(text: str) -> tuple[str, ...]:
    """Return the codes in a text that is nothing but markings, each once.

    >>> codes_of("[P] [r]"), codes_of("p,f"), codes_of("*p"), codes_of("(note 3)"), codes_of("not known")
    (('p', 'r'), ('p', 'f'), ('*', 'p'), ('note 3',), ('not known',))
    """
    text = text.strip(f"{_SPACES},")
    if not _ALL_MARKS.fullmatch(text):
        return (_as_one(text),)
    groups = (group.strip("[]()") for group in _EACH_MARK.findall(text))
    codes = (code.strip().lower() for group in groups for code in group.split(","))
    return tuple(dict.fromkeys(code for code in codes if code))


def _as_one(text: str) -> str:
    """Return a text that is not a known form of marking as one code: commas are between codes only."""
    return "-" if text in set(_DASHES) else text.lower().replace(",", ";")


def _written(codes: Iterable[str]) -> str | None:
    return ",".join(codes) or None


def meanings(table: Table) -> dict[str, Bilingual]:
    """Return what each data marking of a table means.

    The shorthand that it follows, and its own, which come first.
    """
    shared = SHORTHAND[table.shorthand] if table.shorthand else {}
    return {**shared, **{item.code.lower(): item.meaning for item in table.markings}}
