"""Faults of English-Welsh pairs: as masks over columns (`faults`) and as findings (`check_pairs`)."""

import re
from collections.abc import Collection, Iterator, Mapping

import numpy as np
import pyarrow as pa

from cymraeg_data.bilingual.rules.consistency import across, stale
from cymraeg_data.bilingual.rules.copies import copies
from cymraeg_data.bilingual.rules.coverage import coverage
from cymraeg_data.bilingual.rules.figures import values
from cymraeg_data.bilingual.rules.placeholders import place_evidence, placeholders
from cymraeg_data.bilingual.rules.presence import of_welsh_plural, presence
from cymraeg_data.bilingual.rules.shape import shape
from cymraeg_data.bilingual.rules.text_pairs import TextPairs
from cymraeg_data.bilingual.rules.wrong_language import language
from cymraeg_data.errors import UnknownColumnError
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.option_names import checked_options

__all__ = ["OFF", "PAIR_CODES", "PRECISION", "check_pairs", "faults"]

PRECISION: Mapping[str, float] = {
    "B301": 1.0,
    "B302": 1.0,
    "B303": 0.98,
    "B304": 1.0,
    "B305": 0.91,
    "B306": 0.95,
    "B307": 0.9,
    "B308": 0.9,
    "B309": 0.86,
    "B310": 0.9,
    "B311": 0.99,
    "B312": 1.0,
    "B313": 0.87,
    "B314": 1.0,
    "B315": 0.25,
    "B316": 1.0,
    "B317": 1.0,
    "B318": 1.0,
    "B319": 0.64,
    "B321": 1.0,
    "B322": 0.75,
    "L101": 0.9,
    "L102": 0.9,
}
"""The confidence of a finding: the share of its code's findings that were right in ten services.

The findings were read by hand. For codes met rarely (B307, B308, B310, L101) or never (B306, B311, L102) it
is an estimate from planted faults. docs/en/pairs.md says how many findings were read.
"""

OFF = frozenset({"B315", "B319"})
"""Codes that are off by default: fewer than 70 per cent of their findings were right."""

_RULES = (presence, language, copies, values, placeholders, shape, coverage)
# A pair with one of these faults is not checked further: other faults would follow from it.
_WHOLE = ("B301", "B302", "B304", "B303", "B305", "B306", "B311", "L101", "L102")
_AFTER = ("B309", "B312", "B313", "B316", "B317", "B319", "B322")

PAIR_CODES = tuple(code for code in PRECISION if code not in {"B314", "B318"} | OFF)
"""The faults found in one pair alone; B314 needs the other pairs, B318 an earlier version."""

_BATCH = 1 << 16  # rows checked together: a table out of many files comes in many small chunks
_PLACE = re.compile(r"(row|line):(\d+)")


def faults(en: pa.Array, cy: pa.Array, keys: pa.Array | None = None) -> dict[str, pa.BooleanArray]:
    """Return a mask for each code: which of the pairs have that fault.

    The arrays are text of equal length; null is a missing text, which differs from an empty one. With the
    keys of a catalogue, plural forms that English does not have (two, few, many) need no English text.

    >>> import pyarrow as pa
    >>> found = faults(pa.array(["Choose a date from the list", "Bangor"]), pa.array([None, "Bangor"]))
    >>> [code for code, rows in found.items() if rows[0].as_py()], found["B303"][1].as_py()
    (['B301'], False)

    Raises:
        WrongTypeError: the arrays are not text, or differ in length.
    """
    sides = TextPairs(en, cy)
    masks = {code: mask for rule in _RULES for code, mask in rule(sides).items()}
    for code in ("L101", "B310"):
        masks[code] &= ~masks["B306"]
    if keys is not None:
        masks["B304"] &= ~of_welsh_plural(keys)
    settled = np.logical_or.reduce([masks[code] for code in _WHOLE])
    for code in _AFTER:
        masks[code] &= ~settled
    masks["B316"] &= ~masks["B322"]
    masks["B322"] &= ~(masks["B313"] | masks["B308"])
    return {code: pa.array(masks[code]) for code in PRECISION if code in masks}


@checked_options
def check_pairs(
    pairs: pa.Table, *, skip: Collection[str] = OFF, earlier: pa.Table | None = None
) -> tuple[Finding, ...]:
    """Return a finding for each fault in a table of pairs: `key`, `en`, `cy`, if known `source`, `location`.

    The evidence of a finding holds both texts and `confidence`, how often such findings were right in real
    services.

    >>> import pyarrow as pa
    >>> en, cy = ["Your licence", "Continue"], ["Eich trwydded", ""]
    >>> pairs = pa.table({"key": ["teitl", "botwm"], "en": en, "cy": cy})
    >>> [(finding.code, finding.location.key) for finding in check_pairs(pairs)]
    [('B302', 'botwm')]

    Args:
        pairs: the pairs, as `read_pairs` gives them.
        skip: codes of faults to leave out; by default those that are right too seldom (`OFF`).
        earlier: an earlier version of the same pairs; with it, Welsh that did not change with its English is
            found (B318).

    Raises:
        UnknownColumnError: `key`, `en` or `cy` is not among the columns.
        WrongTypeError: `en` or `cy` is not text.
    """
    for table in (pairs, earlier):
        for name in ("key", "en", "cy"):
            if table is not None and name not in table.schema.names:
                raise UnknownColumnError(name, table.schema.names)
    whole = pa.Table.from_batches([pairs]) if isinstance(pairs, pa.RecordBatch) else pairs
    batches = whole.combine_chunks().to_batches(max_chunksize=_BATCH)
    single = [finding for batch in batches for finding in _check(batch, skip)]
    among: list[tuple[str, int, dict[str, object]]] = [
        (code, row, {"n_others": n}) for code, row, n in across(whole) if code not in skip
    ]
    if earlier is not None and "B318" not in skip:
        among += [("B318", row, {}) for row in stale(whole, earlier)]
    rows = whole.take(pa.array([row for _code, row, _more in among], pa.int64())).to_pylist()
    return (
        *single,
        *(_finding(pair, code, more) for (code, _row, more), pair in zip(among, rows, strict=True)),
    )


def _check(batch: pa.RecordBatch, skip: Collection[str]) -> Iterator[Finding]:
    masks = faults(batch.column("en"), batch.column("cy"), batch.column("key"))
    places = sorted(
        (int(row), code)
        for code, mask in masks.items()
        if code not in skip
        for row in np.flatnonzero(mask.to_numpy(zero_copy_only=False))
    )
    pairs = batch.take(pa.array([row for row, _ in places], pa.int64())).to_pylist()
    for (_row, code), pair in zip(places, pairs, strict=True):
        yield _finding(pair, code, place_evidence(pair["en"], pair["cy"]) if code == "B307" else {})


def _finding(pair: Mapping[str, str | None], code: str, more: Mapping[str, object]) -> Finding:
    place = _PLACE.match(pair.get("location") or "")
    number = int(place.group(2)) if place else None
    by_row = place is not None and place.group(1) == "row"
    location = Location(
        source=pair.get("source"),
        key=pair["key"],
        row=number if by_row else None,
        line=None if by_row else number,
    )
    return found(code, location, en=pair["en"], cy=pair["cy"], confidence=PRECISION[code], **more)
