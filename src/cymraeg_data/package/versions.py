"""Which version number a change of the rows asks for: semantic versioning, as Croissant 1.1 reads it for data."""

from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["Change", "change", "is_enough", "next_version"]

Change = Literal["major", "minor", "patch"]


def change(earlier: pa.Table, later: pa.Table) -> Change:
    """Return how much changed: `patch` for the same rows, `minor` for additions only, `major` for anything else.

    Rows are told apart by `id`. `source_row`, the place of a row in the publisher's file, moves whenever a row is put
    in before it, and does not count. Source: Croissant 1.1, “Versioning”.

    >>> earlier = pa.table({"id": ["a", "b"], "enw": ["Llŷn", "Môn"]})
    >>> change(earlier, pa.table({"id": ["a", "b", "c"], "enw": ["Llŷn", "Môn", "Arfon"]}))
    'minor'
    >>> change(earlier, pa.table({"id": ["a", "b"], "enw": ["Llŷn", "Ynys Môn"]}))
    'major'
    """
    columns = [name for name in earlier.column_names if name != "source_row"]
    if not set(columns) <= set(later.column_names):
        return "major"
    kept = later.filter(pc.is_in(later.column("id"), value_set=earlier.column("id").combine_chunks()))
    if not _sorted(kept.select(columns)).equals(_sorted(earlier.select(columns))):
        return "major"
    same = later.num_rows == earlier.num_rows and set(later.column_names) == set(earlier.column_names)
    return "patch" if same else "minor"


def _sorted(table: pa.Table) -> pa.Table:
    return table.sort_by("id").combine_chunks()


def next_version(version: str, change: Change) -> str:
    """Return the smallest version number after `version` that `change` allows.

    >>> next_version("1.2.3", "minor")
    '1.3.0'
    """
    major, minor, patch = map(int, version.split("."))
    if change == "major":
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if change == "minor" else f"{major}.{minor}.{patch + 1}"


def is_enough(version: str, needed: str) -> bool:
    """Return whether `version` is `needed` or later.

    >>> is_enough("1.10.0", "1.9.0")
    True
    """
    return tuple(map(int, version.split("."))) >= tuple(map(int, needed.split(".")))
