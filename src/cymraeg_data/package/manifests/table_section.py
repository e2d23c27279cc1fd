"""What a manifest says of a statistical table, in `[table]`.

Its value, dimensions, units, notes and data markings.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cymraeg_data.package.manifests.values import Bilingual, Column

__all__ = ["Marking", "Table", "TableDimension", "Unit", "Wide"]

Role = Literal["area", "time", "measure", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDimension:
    """A dimension, by which cells are distinguished: `labels` and `code` are columns of `[parse]`.

    Without a column of codes, the code of a category is made from its English label (`label_codes.code_of`).
    """

    name: str
    title: Bilingual
    labels: Bilingual
    role: Role = "other"
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The unit of every value, or with `code` of the values of one category of the dimension `measure`."""

    text: Bilingual
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """A data marking, such as `c` for a value that is confidential, and what it means."""

    code: str
    meaning: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Wide:
    """Columns of the publisher that are categories of one dimension, such as years.

    Each of their cells becomes a row of its own: the name of the column goes into a column called `name`, the
    cell into one called `value`, which `[[parse.columns]]` takes like any other.
    """

    columns: tuple[str, ...]
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A statistical table; `value`, `marking`, `notes` and `unit_columns` are columns of `[parse]`."""

    value: str
    dimensions: tuple[TableDimension, ...]
    marking: str | None = None
    shorthand: Literal["statswales"] | None = None
    markings: tuple[Marking, ...] = ()
    units: tuple[Unit, ...] = ()
    unit_columns: Bilingual | None = None
    notes: Bilingual | None = None
    wide: Wide | None = None

    @property
    def measure(self) -> TableDimension | None:
        """Return the dimension that says what is measured, None where all values measure the same."""
        return next((item for item in self.dimensions if item.role == "measure"), None)

    @property
    def taken(self) -> frozenset[str]:
        """Return the columns of `[parse]` that become columns of the table under another name."""
        names = [self.value, self.marking]
        for pair in (self.notes, self.unit_columns, *(item.labels for item in self.dimensions)):
            names += [] if pair is None else [pair.cy, pair.en]
        names += [item.code for item in self.dimensions]
        return frozenset(name for name in names if name is not None)

    def columns(self, parsed: Sequence[Column]) -> tuple[Column, ...]:
        """Return the columns of the tidy table, in their order, that `parsed` become."""
        given = {column.to: column for column in parsed}
        made = [column for item in self.dimensions for column in _of_dimension(item, given)]
        value = given[self.value]
        made.append(Column(to="value", origins=value.origins, type="float64"))
        made.append(dataclasses.replace(value, to="value_text", language=None, measured=True))
        marking = () if self.marking is None else given[self.marking].origins
        made.append(Column(to="marking", origins=marking))
        made += [Column(to=f"marking_{lang}", origins=()) for lang in ("cy", "en")]
        made += _pair("unit", self.unit_columns, given)
        made += _pair("notes", self.notes, given)
        return (*made, *(column for column in parsed if column.to not in self.taken))


def _of_dimension(item: TableDimension, given: Mapping[str, Column]) -> list[Column]:
    code = () if item.code is None else given[item.code].origins
    return [Column(to=f"{item.name}_code", origins=code), *_pair(item.name, item.labels, given)]


def _pair(name: str, columns: Bilingual | None, given: Mapping[str, Column]) -> list[Column]:
    """Return the two columns that hold the same in Welsh and in English."""
    if columns is None:
        return [Column(to=f"{name}_{lang}", origins=()) for lang in ("cy", "en")]
    return [
        dataclasses.replace(given[column], to=f"{name}_{lang}")
        for lang, column in (("cy", columns.cy), ("en", columns.en))
    ]
