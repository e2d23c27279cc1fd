"""Faults seen across pairs: B314 several Welsh texts for one English, B315 the reverse, B318 stale Welsh."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.bilingual.rules.text_pairs import folded

__all__ = ["across", "stale"]

_LONG = 25  # characters from which a Welsh text is no longer a short label; our choice


def across(pairs: pa.Table) -> Iterator[tuple[str, int, int]]:
    """Yield the code, first row and number of different partner texts of each group with a fault."""
    row = pa.array(range(pairs.num_rows), pa.int64())
    sides = {name: _plain(pairs.column(name)) for name in ("en", "cy")}
    table = pa.table({**sides, "row": row})
    table = table.filter(pc.and_(_written(table["en"]), _written(table["cy"])))
    for code, one, other, least in (("B314", "en", "cy", 1), ("B315", "cy", "en", _LONG)):
        sentence = pc.match_substring(table[one], " ") if least > 1 else pc.is_valid(table[one])
        long = table.filter(pc.and_(pc.greater_equal(pc.utf8_length(table[one]), least), sentence))
        groups = long.group_by(one).aggregate([(other, "count_distinct"), ("row", "min")])
        several = groups.filter(pc.greater(groups[f"{other}_count_distinct"], 1)).sort_by("row_min")
        for first, n in zip(
            several["row_min"].to_pylist(), several[f"{other}_count_distinct"].to_pylist(), strict=True
        ):
            yield code, first, n


def stale(pairs: pa.Table, earlier: pa.Table) -> Iterator[int]:
    """Yield the rows whose English changed since an earlier version while the Welsh did not."""
    keys = ["source", "key"] if {"source"} <= set(pairs.schema.names) & set(earlier.schema.names) else ["key"]
    now, then = (
        pa.table(
            {
                **{key: table[key].cast(pa.large_string()) for key in keys},
                "en": _plain(table["en"]),
                "cy": _plain(table["cy"]),
            }
        )
        for table in (pairs, earlier)
    )
    now = now.append_column("row", pa.array(range(pairs.num_rows), pa.int64()))
    both = now.join(then, keys=keys, join_type="inner", right_suffix="_then")
    same_welsh = pc.and_(pc.equal(both["cy"], both["cy_then"]), _written(both["cy"]))
    changed = pc.and_(pc.not_equal(both["en"], both["en_then"]), _written(both["en_then"]))
    yield from sorted(set(both.filter(pc.and_(same_welsh, changed))["row"].to_pylist()))


def _plain(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    whole = whole.dictionary_decode() if pa.types.is_dictionary(whole.type) else whole
    return folded(whole.cast(pa.large_string()))


def _written(texts: pa.ChunkedArray | pa.Array) -> pa.Array:
    return pc.fill_null(pc.match_substring_regex(texts, r"\p{L}"), False)
