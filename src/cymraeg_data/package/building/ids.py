"""Ids that stay the same from build to build, and the order of the rows."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.package.manifests.manifest import Manifest

__all__ = ["full_ids", "native_ids", "occurrences", "sort_keys"]


def native_ids(table: pa.Table, manifest: Manifest) -> pa.Array:
    """Return each row's id as its publisher has it: the columns that the manifest names, joined with `/`.

    `/`, `#` and `%` inside a value are written as in a web address, so different values never give the same
    id.
    """
    parts = [_escaped(table.column(name)) for name in manifest.id_columns]
    joined = pc.binary_join_element_wise(*parts, "/") if len(parts) > 1 else parts[0]
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined


def full_ids(native: pa.Array, occurrence: npt.NDArray[np.int64], manifest: Manifest) -> pa.Array:
    """Return `<manifest id>:<native id>`; rows with one native id get `#2`, `#3` … in the order of the input.

    >>> full_ids(pa.array(["enw", "enw"]), np.array([1, 2]), manifest).to_pylist()  # doctest: +SKIP
    ['lleoedd:enw', 'lleoedd:enw#2']
    """
    numbers = pa.array(occurrence)
    numbered = pc.binary_join_element_wise("#", pc.cast(numbers, pa.string()), "")
    return pc.binary_join_element_wise(
        f"{manifest.id}:", native, pc.if_else(pc.equal(numbers, 1), "", numbered), ""
    )


def sort_keys(manifest: Manifest) -> list[str]:
    """Return the columns that the rows are sorted by.

    The manifest's, or those of dates, and last the id.

    The order depends on the rows alone, so a new row moves no other: an update stores little more than what
    changed.
    """
    if manifest.table is not None and not manifest.parse.sort:
        return ["id"]  # so that a cell is found by its id alone, in the one row group whose range holds it
    dates = tuple(column.to for column in manifest.columns if column.type == "date")
    return [*(manifest.parse.sort or dates), "id"]


def occurrences(fingerprints: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    """Return for each row of (n, 2) fingerprints how many equal rows there are up to it: 1 for the first.

    >>> occurrences(np.array([[1, 1], [2, 2], [1, 1]], np.uint64)).tolist()
    [1, 1, 2]
    """
    order = np.lexsort((fingerprints[:, 1], fingerprints[:, 0]))
    ordered = fingerprints[order]
    starts = np.flatnonzero(np.r_[True, (ordered[1:] != ordered[:-1]).any(axis=1)][: len(order)])
    first = np.repeat(starts, np.diff(np.r_[starts, len(order)]))
    occurrence = np.empty(len(order), np.int64)
    occurrence[order] = np.arange(len(order)) - first + 1
    return occurrence


def _escaped(values: pa.Array) -> pa.Array:
    text = pc.utf8_trim_whitespace(pc.fill_null(pc.cast(values, pa.string()), ""))
    for character, code in (("%", "%25"), ("/", "%2F"), ("#", "%23")):
        text = pc.replace_substring(text, character, code)
    return text
