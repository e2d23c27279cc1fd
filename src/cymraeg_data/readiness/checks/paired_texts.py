"""The check of Welsh-English pairs, with counts per column or catalogue."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data import bilingual, readers
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.profiles import EXAMPLE_LENGTH, EXAMPLES

__all__ = ["pair_findings"]

# The texts among which a fault is counted: those that could have it, mostly pairs with both texts.
_AMONG = {
    "B301": ("en",),
    "B302": ("en",),
    "B304": ("cy",),
    "L101": ("cy",),
    "L102": ("en",),
}
_BOTH = ("en", "cy")


def pair_findings(collection: readers.Collection) -> Iterator[Finding]:
    """Yield a finding per fault and per pair of columns, catalogue or pair of files with the fault."""
    for pairs in bilingual.iter_pairs(collection):
        counts = dict.fromkeys(bilingual.PAIR_CODES, 0)
        among = dict.fromkeys(bilingual.PAIR_CODES, 0)
        examples: dict[str, list[dict[str, object]]] = {code: [] for code in bilingual.PAIR_CODES}
        for batch in pairs.batches():
            there = {name: _written(batch.column(name)) for name in ("en", "cy")}
            faults = bilingual.faults(batch.column("en"), batch.column("cy"), batch.column("key"))
            for code, mask in ((code, faults[code]) for code in bilingual.PAIR_CODES):
                counts[code] += _n(mask)
                among[code] += _n(_all(there[name] for name in _AMONG.get(code, _BOTH)))
                room = EXAMPLES - len(examples[code])
                examples[code] += [_example(row) for row in batch.filter(mask).slice(0, room).to_pylist()]
        for code, n in counts.items():
            if n:
                english = code in {"B304", "L102"}
                place = Location(
                    source=pairs.en_source if english else pairs.source,
                    column=pairs.en_column if english else pairs.column,
                )
                yield found(code, place, n=n, of=among[code], examples=examples[code])


def _written(array: pa.Array) -> pa.BooleanArray:
    return pc.match_substring_regex(array, r"\S").fill_null(False)


def _all(masks: Iterator[pa.BooleanArray]) -> pa.BooleanArray:
    total = next(masks)
    for mask in masks:
        total = pc.and_(total, mask)
    return total


def _n(mask: pa.BooleanArray) -> int:
    return int(pc.sum(mask).as_py() or 0)


def _example(row: dict[str, str | None]) -> dict[str, object]:
    kind, _colon, number = (row["location"] or "").partition(":")
    place: dict[str, object] = {kind: int(number)} if number else {}
    key = {"key": row["key"]} if not kind else {}
    texts = {name: text[:EXAMPLE_LENGTH] for name in ("en", "cy") if (text := row[name])}
    return {**place, **key, **texts}
