"""The contents of a table, counted in batches: categories by dimension, values and data markings."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.package.manifests.table_section import Table, TableDimension
from cymraeg_data.package.record import markings

__all__ = ["Contents", "DimensionFacts", "TableCategory", "TableFacts", "count"]

# A year, then figures, each perhaps with the letter of a quarter, half, month, week or term before it.
_TIME = re.compile(r"[0-9]{4}(?:[-/ ]?[qhmwtQHMWT]?[0-9]{1,4})*")
_EXAMPLES = (
    3  # categories of a dimension that a description names: our choice, as many as a sentence can hold
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCategory:
    """A category of a dimension, such as a place or a year."""

    code: str
    cy: str | None
    en: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionFacts:
    """How many categories a dimension has, the first of them and the last in the order of their codes.

    `is_timeline` says whether that order is the order of time. `n_relabelled` counts the codes that have more
    than one label: only the first of them is in the list of codes.
    """

    name: str
    n_categories: int
    first: tuple[TableCategory, ...]
    last: TableCategory | None
    is_timeline: bool
    n_relabelled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFacts:
    """What a table holds: `markings` counts cells by data marking, `unknown` those of undefined markings.

    `n_empty` cells have neither a value nor a marking. `without_unit` are the categories of the measure that
    have none.
    """

    n_cells: int
    n_values: int
    n_empty: int
    n_notes: int
    dimensions: tuple[DimensionFacts, ...]
    markings: tuple[tuple[str, int], ...]
    unknown: tuple[tuple[str, int], ...]
    n_without_unit: int


@dataclass(slots=True)
class Contents:
    """Counts that grow with the categories of a table, not with its rows."""

    table: Table
    n_cells: int = 0
    n_values: int = 0
    n_empty: int = 0
    n_notes: int = 0
    n_without_unit: int = 0
    markings: Counter[str] = field(default_factory=Counter)
    categories: dict[str, dict[str, TableCategory]] = field(default_factory=dict)
    relabelled: dict[str, set[str]] = field(default_factory=dict)

    def add(self, rows: pa.Table) -> None:
        """Count some more cells."""
        self.n_cells += rows.num_rows
        self.n_values += rows.num_rows - rows.column("value").null_count
        unsaid = pc.and_(pc.is_null(rows.column("value")), pc.is_null(rows.column("marking")))
        self.n_empty += pc.sum(unsaid).as_py() or 0
        noted = (pc.fill_null(pc.utf8_length(rows.column(name)), 0) for name in ("notes_cy", "notes_en"))
        self.n_notes += pc.sum(pc.greater(pc.add(*noted), 0)).as_py() or 0
        self.n_without_unit += rows.column("unit_en").null_count
        for pair in pc.value_counts(rows.column("marking").drop_null()).to_pylist():
            for code in pair["values"].split(","):
                self.markings[code] += pair["counts"]
        for item in self.table.dimensions:
            self._add_categories(item, rows)

    def _add_categories(self, item: TableDimension, rows: pa.Table) -> None:
        names = [f"{item.name}_{ending}" for ending in ("code", "cy", "en")]
        distinct = rows.select(names).group_by(names, use_threads=False).aggregate([])
        known = self.categories.setdefault(item.name, {})
        relabelled = self.relabelled.setdefault(item.name, set())
        for row in distinct.to_pylist():
            code, cy, en = (row[name] for name in names)
            category = TableCategory(code=code or "", cy=cy, en=en)
            if known.setdefault(category.code, category) != category:
                relabelled.add(category.code)

    def ordered(self, name: str) -> tuple[TableCategory, ...]:
        """Return the categories of a dimension in the order of their codes."""
        return tuple(category for __, category in sorted(self.categories.get(name, {}).items()))

    def facts(self) -> TableFacts:
        """Return what was counted."""
        known = markings.meanings(self.table)
        counts = sorted(self.markings.items(), key=lambda pair: (-pair[1], pair[0]))
        return TableFacts(
            n_cells=self.n_cells,
            n_values=self.n_values,
            n_empty=self.n_empty,
            n_notes=self.n_notes,
            dimensions=tuple(self._dimension(item) for item in self.table.dimensions),
            markings=tuple(pair for pair in counts if pair[0] in known),
            unknown=tuple(pair for pair in counts if pair[0] not in known),
            n_without_unit=self.n_without_unit,
        )

    def _dimension(self, item: TableDimension) -> DimensionFacts:
        categories = self.ordered(item.name)
        return DimensionFacts(
            name=item.name,
            n_categories=len(categories),
            first=categories[:_EXAMPLES],
            last=categories[-1] if categories else None,
            is_timeline=item.role == "time" and _sort_as_time([category.code for category in categories]),
            n_relabelled=len(self.relabelled.get(item.name, ())),
        )


def _sort_as_time(codes: list[str]) -> bool:
    """Return whether the order of codes is the order of time.

    Years, with quarters, months or days in figures.

    >>> [_sort_as_time(codes) for codes in (["2022-23", "2023-24"], ["2023-q1", "2023-q2"], ["april-2023"])]
    [True, True, False]
    """
    return len({len(code) for code in codes}) == 1 and all(map(_TIME.fullmatch, codes))


def count(tables: Iterable[pa.Table], table: Table) -> Contents:
    """Return what is in all of `tables` together."""
    contents = Contents(table)
    for rows in tables:
        contents.add(rows)
    return contents
