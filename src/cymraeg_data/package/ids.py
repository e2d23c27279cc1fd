"""Ids that stay the same from build to build, and the order of the rows."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.package.manifest import Manifest

__all__ = ["add_ids", "sort_rows"]


def add_ids(table: pa.Table, manifest: Manifest) -> tuple[pa.Table, int]:
    """Return `table` with its `id` column in front, and how many rows share their native id with an earlier row.

    An id is `<manifest id>:<native id>`; the native id joins the columns that the manifest names with `/`. Rows with
    one native id get `#2`, `#3` … in the order of the input. `/`, `#` and `%` inside a value are written as in a web
    address, so different values never give the same id.
    """
    parts = [_escaped(table.column(name)) for name in manifest.parse.id]
    native = pc.binary_join_element_wise(*parts, "/") if len(parts) > 1 else parts[0]
    occurrence = _occurrence(native)
    suffix = pc.if_else(
        pc.equal(occurrence, 1), "", pc.binary_join_element_wise("#", pc.cast(occurrence, pa.string()), "")
    )
    ids = pc.binary_join_element_wise(f"{manifest.id}:", native, suffix, "")
    repeated = int(pc.sum(pc.greater(occurrence, 1)).as_py() or 0)
    return table.add_column(0, "id", ids), repeated


def sort_rows(table: pa.Table, manifest: Manifest) -> pa.Table:
    """Return the rows in the manifest's order, or by date where there is one, and by id in the end.

    The order depends on the rows alone, so a new row moves no other: an update stores little more than what changed.
    """
    dates = tuple(column.to for column in manifest.parse.columns if column.type == "date")
    keys = [*(manifest.parse.sort or dates), "id"]
    order = pc.sort_indices(table, sort_keys=[(key, "ascending") for key in keys])
    return table.take(order).combine_chunks()


def _escaped(values: Any) -> Any:
    text = pc.utf8_trim_whitespace(pc.fill_null(pc.cast(values, pa.string()), ""))
    for character, code in (("%", "%25"), ("/", "%2F"), ("#", "%23")):
        text = pc.replace_substring(text, character, code)
    return text


def _occurrence(values: Any) -> Any:
    """Return for each value the how-manieth of its like it is: 1 for the first."""
    codes = pc.dictionary_encode(values)
    codes = codes.combine_chunks() if isinstance(codes, pa.ChunkedArray) else codes
    numbers = codes.indices.to_numpy(zero_copy_only=False)
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    starts = (
        np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
        if len(ordered)
        else np.array([], dtype=np.int64)
    )
    first = np.repeat(starts, np.diff(np.r_[starts, len(ordered)]))
    occurrence = np.empty(len(ordered), dtype=np.int64)
    occurrence[order] = np.arange(len(ordered)) - first + 1
    return pa.array(occurrence)
