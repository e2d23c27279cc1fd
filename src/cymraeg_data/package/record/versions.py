"""The version number that a change of the rows requires.

Semantic versioning, as Croissant 1.1 reads it for data.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.package.steps import exact_duplicates

__all__ = ["Change", "Changes", "changes", "is_enough", "next_version"]

Change = Literal["major", "minor", "patch"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The ids of the rows that are new, changed and gone since an earlier version, and the columns.

    Rows are identified by `id`. `source_row`, the place of a row in the publisher's file, moves whenever a
    row is put in before it, and does not count; nor does a column that is new.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    new_columns: tuple[str, ...] = ()
    lost_columns: tuple[str, ...] = ()

    @property
    def kind(self) -> Change:
        """Return `patch` for the same rows, `minor` for additions only, `major` for anything else.

        Source: Croissant 1.1, “Versioning”.
        """
        if self.changed or self.removed or self.lost_columns:
            return "major"
        return "minor" if self.added or self.new_columns else "patch"


def changes(earlier: Iterable[pa.Table], later: Iterable[pa.Table]) -> Changes:
    """Return what became of the rows of `earlier`.

    Only fingerprints of both are held in memory, and ids that differ.

    >>> earlier = pa.table({"id": ["a", "b"], "enw": ["Llŷn", "Môn"]})
    >>> changes([earlier], [pa.table({"id": ["a", "b", "c"], "enw": ["Llŷn", "Môn", "Arfon"]})]).kind
    'minor'
    >>> changes([earlier], [pa.table({"id": ["a", "b"], "enw": ["Llŷn", "Ynys Môn"]})]).changed
    ('b',)
    """
    earlier, later = _first(earlier), _first(later)
    names = (set(next(earlier)), set(next(later)))
    columns = sorted((names[0] & names[1]) - {"source_row"})
    before, after = _Version(earlier, columns), _Version(later, columns)
    return Changes(
        added=after.without(before),
        changed=after.otherwise(before),
        removed=before.without(after),
        new_columns=tuple(sorted(names[1] - names[0])),
        lost_columns=tuple(sorted(names[0] - names[1])),
    )


def _first(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Yield the names of the columns, and then the tables."""
    held = iter(tables)
    table = next(held, None)
    if table is None:
        yield []
        return
    yield table.column_names
    yield table
    yield from held


class _Version:
    """The rows of one version: 64 bits of each id, and 64 of each row."""

    def __init__(self, tables: Iterator[pa.Table], columns: Sequence[str]) -> None:
        ids, rows = [np.zeros(0, np.uint64)], [np.zeros(0, np.uint64)]
        names = [pa.array([], pa.string())]
        for table in tables:
            names.append(table.column("id").combine_chunks())
            ids.append(exact_duplicates.fingerprints(names[-1], as_written=True)[:, 0])
            rows.append(
                exact_duplicates.fingerprints(_written_out(table.select(columns)), as_written=True)[:, 0]
            )
        self.names = pa.chunked_array(names)
        self.ids, self.rows = np.concatenate(ids), np.concatenate(rows)

    def named(self, chosen: npt.NDArray[np.bool_]) -> tuple[str, ...]:
        """Return the ids of some rows, sorted."""
        return tuple(sorted(self.names.filter(pa.array(chosen)).to_pylist()))

    def without(self, other: "_Version") -> tuple[str, ...]:
        """Return the ids that are missing from `other`."""
        return self.named(~np.isin(self.ids, other.ids))

    def otherwise(self, other: "_Version") -> tuple[str, ...]:
        """Return the ids whose row is another one in `other`."""
        if not len(other.ids):
            return ()
        order = np.argsort(other.ids)
        place = np.minimum(np.searchsorted(other.ids, self.ids, sorter=order), len(order) - 1)
        match = order[place]
        return self.named((other.ids[match] == self.ids) & (other.rows[match] != self.rows))


def _written_out(table: pa.Table) -> pa.Array:
    """Return the values of each row as one text, in which nulls and bounds stay distinct."""
    parts = []
    for column in table.columns:
        text = pc.cast(column.combine_chunks(), pa.string())
        length = pc.cast(pc.binary_length(text), pa.string())
        parts += [pc.fill_null(length, "-"), pc.fill_null(text, "")]
    return pc.binary_join_element_wise(*parts, ":")


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
