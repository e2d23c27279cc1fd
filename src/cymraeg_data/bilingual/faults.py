"""What is wrong with pairs of English and Welsh, by columns: `faults`; and as findings: `check_pairs`."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.bilingual.evidence import Evidence, evidence
from cymraeg_data.errors import UnknownColumnError, WrongTypeError
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.locale import _

__all__ = ["PAIR_CODES", "check_pairs", "faults"]

PAIR_CODES = ("L101", "L102", "B301", "B302", "B303", "B304")

Mask = npt.NDArray[np.bool_]

# Ours, set on the pairs of four public services and the place-name list (see the tests): a name has no language, so a
# text is judged only with this many words, one of them in small letters and no function word, and at this confidence.
_WORDS_COPY = 3
_WORDS_LANGUAGE = 4
_SURE = 0.9
_VERY_SURE = 0.97
_PLACE = re.compile(r"(row|line):(\d+)")


def faults(en: Any, cy: Any) -> dict[str, pa.BooleanArray]:
    """Return, for each code, which of the pairs have that fault.

    The arrays are text of equal length; null means that there is no such text, which differs from an empty one.

    >>> import pyarrow as pa
    >>> found = faults(pa.array(["Choose a date from the list", "Bangor"]), pa.array([None, "Bangor"]))
    >>> [code for code, rows in found.items() if rows[0].as_py()], found["B303"][1].as_py()
    (['B301'], False)

    Raises:
        WrongTypeError: the arrays are not text, or differ in length.
    """
    english, welsh = _text(en), _text(cy)
    if len(english) != len(welsh):
        raise WrongTypeError(
            _("The two arrays differ in length: {en} and {cy}.", en=len(english), cy=len(welsh))
        )
    english_there, welsh_there = _written(english), _written(welsh)
    absent = welsh.is_null().to_numpy(zero_copy_only=False)
    both = english_there & welsh_there
    masks = {
        "B301": english_there & absent,
        "B302": english_there & ~welsh_there & ~absent,
        "B304": welsh_there & ~english_there,
    }
    same = np.zeros(len(english), bool)
    same[both] = _same(english.filter(pa.array(both)), welsh.filter(pa.array(both)))
    masks["B303"] = _where(same, welsh, _is_english_copy)
    masks["L101"] = _where(welsh_there & ~same, welsh, _is_english)
    masks["L102"] = _where(english_there, english, _is_welsh)
    return {code: pa.array(masks[code]) for code in PAIR_CODES}


def check_pairs(pairs: pa.Table) -> tuple[Finding, ...]:
    """Return a finding for each fault in a table of pairs: columns `key`, `en`, `cy`, and `source`, `location` if known.

    >>> import pyarrow as pa
    >>> pairs = pa.table({"key": ["teitl", "botwm"], "en": ["Your licence", "Continue"], "cy": ["Eich trwydded", ""]})
    >>> [(finding.code, finding.location.key) for finding in check_pairs(pairs)]
    [('B302', 'botwm')]

    Raises:
        UnknownColumnError: `key`, `en` or `cy` is not among the columns.
        WrongTypeError: `en` or `cy` is not text.
    """
    for name in ("key", "en", "cy"):
        if name not in pairs.schema.names:
            raise UnknownColumnError(name, pairs.schema.names)
    batches = [pairs] if isinstance(pairs, pa.RecordBatch) else pairs.to_batches()
    return tuple(finding for batch in batches for finding in _check(batch))


def _check(batch: pa.RecordBatch) -> list[Finding]:
    masks = faults(batch.column("en"), batch.column("cy"))
    rows = [
        (int(row), code)
        for code, mask in masks.items()
        for row in np.flatnonzero(mask.to_numpy(zero_copy_only=False))
    ]
    return [_finding(batch.slice(row, 1).to_pylist()[0], code) for row, code in sorted(rows)]


def _finding(pair: Mapping[str, Any], code: str) -> Finding:
    place = _PLACE.match(pair.get("location") or "")
    number = int(place.group(2)) if place else None
    by_row = place is not None and place.group(1) == "row"
    location = Location(
        source=pair.get("source"),
        key=pair["key"],
        row=number if by_row else None,
        line=None if by_row else number,
    )
    return found(code, location, en=pair["en"], cy=pair["cy"])


def _text(array: Any) -> pa.Array:
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if not (
        pa.types.is_string(array.type)
        or pa.types.is_large_string(array.type)
        or pa.types.is_string_view(array.type)
        or pa.types.is_null(array.type)
    ):
        raise WrongTypeError(
            _(
                "An Arrow array of text is needed, not of {found}. Choose a text column, or cast this one.",
                found=array.type,
            )
        )
    return array.cast(pa.large_string())


def _written(texts: pa.Array) -> Mask:
    mask: Mask = pc.match_substring_regex(texts, r"[^\s]").fill_null(False).to_numpy(zero_copy_only=False)
    return mask


def _same(english: pa.Array, welsh: pa.Array) -> Mask:
    mask: Mask = pc.equal(_folded(english), _folded(welsh)).to_numpy(zero_copy_only=False)
    return mask


def _folded(texts: pa.Array) -> pa.Array:
    return pc.utf8_lower(pc.replace_substring_regex(pc.utf8_trim_whitespace(texts), r"\s+", " "))


def _where(asked: Mask, texts: pa.Array, judge: Any) -> Mask:
    """Return what `judge` says of the texts that are asked about, false elsewhere."""
    result = np.zeros(len(texts), bool)
    if asked.any():
        result[asked] = judge(evidence(texts.filter(pa.array(asked))))
    return result


def _is_english_copy(signs: Evidence) -> Mask:
    sentence = (signs.n_words >= _WORDS_COPY) & (signs.n_plain >= 1)
    seen = (signs.language == "en") & (signs.confidence >= _SURE)
    sure: Mask = (
        sentence & (signs.n_welsh == 0) & ((signs.n_english >= 1) | (seen & (signs.confidence >= _VERY_SURE)))
    )
    return sure


def _is_english(signs: Evidence) -> Mask:
    sentence = (signs.n_words >= _WORDS_LANGUAGE) & (signs.n_plain >= 1) & (signs.n_english >= 1)
    sure: Mask = (
        sentence & (signs.language == "en") & (signs.confidence >= _SURE) & (signs.n_english > signs.n_welsh)
    )
    return sure


def _is_welsh(signs: Evidence) -> Mask:
    sentence = (signs.n_words >= _WORDS_LANGUAGE) & (signs.n_plain >= 1) & (signs.n_welsh >= 1)
    sure: Mask = (
        sentence & (signs.language == "cy") & (signs.confidence >= _SURE) & (signs.n_welsh > signs.n_english)
    )
    return sure
