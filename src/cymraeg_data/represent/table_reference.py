"""A reference of your own, from a table of groups and their counts or shares."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypedDict, Unpack

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cymraeg_data import readers
from cymraeg_data.errors import InputError, UnknownColumnError
from cymraeg_data.locale import _
from cymraeg_data.option_names import checked_options
from cymraeg_data.represent.census_tables import PopulationGroup, categories
from cymraeg_data.represent.mapping import aliases_of
from cymraeg_data.represent.reference_population import EVERY_AGE, Ages, Dimension, Reference, Unit

__all__ = ["ReferenceFacts", "read_table", "reference_from_table"]

# Published percentages are rounded, most often to one decimal, so that a column of them adds up to 99.5 to
# 100.5: our choice.
_ROUNDING = 0.005


class ReferenceFacts(TypedDict, total=False):
    """What is known of a reference of your own; each fact may be left out.

    Attributes:
        name: the name of the reference.
        population: the population that it describes.
        unit: "people" or "households".
        ages: the first and last age of those counted, the last None where it is open.
        titles: the name of the dimension for readers, as in `{"en": "Gender identity", "cy": "Hunaniaeth o
        ran
            rhywedd"}`.
        basis: "count" or "percent"; by the column without it.
        precision_pp: how far a share may be off because it was rounded, in percentage points.
        tolerance: how far the total may be from that of another table of the same source.
        table_id: the name of the table at its source, as in "TS078".
        period: the period of the figures, kept with the dimension as are the next three.
        source: where they were published.
        licence: their licence.
        attribution: the words of acknowledgement that the licence asks for.
    """

    name: str
    population: str
    unit: Unit
    ages: Ages
    titles: Mapping[str, str]
    basis: Literal["count", "percent"]
    precision_pp: float
    tolerance: float
    table_id: str
    period: str
    source: str
    licence: str
    attribution: str


@checked_options
def reference_from_table(
    table: object,
    dimension: str | Sequence[str],
    *,
    group: str | Sequence[str] = "group",
    count: str | None = None,
    share: str | None = None,
    **facts: Unpack[ReferenceFacts],
) -> Reference:
    """Return a reference made from a table with one row per group: its count, or its share of the population.

    Shares are fractions or percentages; their total decides which. Groups whose codes or labels are those of
    a packaged dimension of the same name keep its labels in both languages; others take the columns `en` and
    `cy` where the table has them.

    Args:
        table: a path, or a table of pandas, polars, pyarrow or `datasets`.
        dimension: the name of the dimension; several names for a table of a joint distribution.
        group: the column of groups; several, in the order of the dimensions, for a joint distribution.
        count: the column of counts; or else
        share: the column of shares.
        **facts: what is known of the reference; see `ReferenceFacts`.

    >>> speakers = pa.table({"grŵp": ["3 i 15 oed", "16 oed a throsodd"], "nifer": [146_800, 391_500]})
    >>> own = reference_from_table(
    ...     speakers, "oedran", group="grŵp", count="nifer", population="welsh_speakers", ages=(3, None)
    ... )
    >>> own["oedran"].shares.round(3).tolist()
    [0.273, 0.727]

    Raises:
        UnknownColumnError: there is no such column.
        InputError: groups that repeat, negative or missing values, shares that do not add up to the whole.
        WrongTypeError: there is no such option; the message has the nearest.
    """
    if (count is None) == (share is None):
        raise InputError(_("Name one column: count=… or share=…."))
    value = str(share if count is None else count)
    data = read_table(table)
    names = [dimension] if isinstance(dimension, str) else list(dimension)
    columns = [group] if isinstance(group, str) else list(group)
    for column in (*columns, value):
        if column not in data.column_names:
            raise UnknownColumnError(column, data.column_names)
    keys = [[str(cell) for cell in data.column(column).to_pylist()] for column in columns]
    counts = _values(data.column(value).to_pylist(), keys, is_share=share is not None)
    cells = _Cells.of(keys, counts)
    labels = _labels(data, columns)
    basis = facts.get("basis", "count" if share is None else "percent")
    made = {
        name: _dimension(name, axis, labels, cells.margin(index), {**facts, "basis": basis})
        for index, (name, axis) in enumerate(zip(names, cells.axes, strict=True))
    }
    return Reference(
        name=facts.get("name", "own"),
        population=facts.get("population", "residents"),
        dimensions=made,
        joints={tuple(names): cells.counts} if len(names) > 1 else {},
    )


def read_table(table: object) -> pa.Table:
    """Return a path or a table of any library as one Arrow table, without the columns of provenance."""
    collection = readers.read(table)
    if len(collection.sources) != 1:
        raise InputError(
            _("One table is needed, and {n} were found. Name one file.", n=len(collection.sources))
        )
    batches = list(collection.sources[0].batches())
    return pa.Table.from_batches(batches).drop_columns(list(readers.PROVENANCE))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    """The counts of a table by the labels of each axis."""

    axes: tuple[tuple[str, ...], ...]
    counts: npt.NDArray[np.float64]

    @classmethod
    def of(cls, keys: list[list[str]], values: list[float]) -> "_Cells":
        axes = tuple(tuple(dict.fromkeys(axis)) for axis in keys)
        counts = np.zeros([len(labels) for labels in axes])
        places = tuple(
            [labels.index(label) for label in axis] for labels, axis in zip(axes, keys, strict=True)
        )
        np.add.at(counts, places, values)
        return cls(axes=axes, counts=counts)

    def margin(self, axis: int) -> tuple[float, ...]:
        others = tuple(index for index in range(self.counts.ndim) if index != axis)
        return tuple(self.counts.sum(axis=others).tolist())


def _values(cells: list[object], keys: list[list[str]], *, is_share: bool) -> list[float]:
    """Return the counts or shares, checked."""
    places = list(zip(*keys, strict=True))
    if len(set(places)) < len(places):
        repeated = sorted({place for place in places if places.count(place) > 1})
        raise InputError(
            _(
                "A group is in the reference more than once: {groups}.",
                groups="; ".join(", ".join(each) for each in repeated[:3]),
            )
        )
    values = [_number(cell) for cell in cells]
    wrong = [
        place
        for place, value in zip(places, values, strict=True)
        if not (value >= 0 and math.isfinite(value))
    ]
    if wrong:
        raise InputError(
            _(
                "The reference has no number, or a negative one, for: {groups}.",
                groups="; ".join(", ".join(each) for each in wrong[:3]),
            )
        )
    total = sum(values)
    if not total:
        raise InputError(_("The counts of the reference add up to zero."))
    if is_share and not any(abs(total / whole - 1) <= _ROUNDING for whole in (1, 100)):
        raise InputError(
            _(
                "The shares of the reference add up to {total:.4g}, not to 1 or 100. Add the groups that are"
                " missing, or leave out those that overlap.",
                total=total,
            )
        )
    return values


def _number(cell: object) -> float:
    try:
        return float(str(cell).replace(",", ""))
    except ValueError:
        return math.nan


def _labels(data: pa.Table, columns: list[str]) -> Mapping[str, tuple[str, str]]:
    """Return the English and Welsh label of each group where the table of one dimension has them."""
    if len(columns) > 1 or not {"en", "cy"} <= set(data.column_names):
        return {}
    rows = zip(*(data.column(name).to_pylist() for name in (columns[0], "en", "cy")), strict=True)
    return {str(code): (str(en), str(cy)) for code, en, cy in rows}


def _dimension(
    name: str,
    labels: Sequence[str],
    named: Mapping[str, tuple[str, str]],
    counts: tuple[float, ...],
    facts: ReferenceFacts,
) -> Dimension:
    known = {each.code: each for each in categories(name)}
    aliases = aliases_of(categories(name))
    groups = []
    for label in labels:
        code = aliases.get(label)
        en, cy = named.get(label, (label, label))
        groups.append(known[code] if code in known else PopulationGroup(code=label, en=en, cy=cy))
    titles = facts.get("titles", {})
    return Dimension(
        name=name,
        en=titles.get("en", name),
        cy=titles.get("cy", titles.get("en", name)),
        categories=tuple(groups),
        counts=counts,
        unit=facts.get("unit", "people"),
        ages=facts.get("ages", EVERY_AGE),
        basis=facts.get("basis", "count"),
        precision_pp=facts.get("precision_pp", 0.0),
        tolerance=facts.get("tolerance", 0.0),
        table=facts.get("table_id", ""),
        period=facts.get("period", ""),
        source=facts.get("source", ""),
        licence=facts.get("licence", ""),
        attribution=facts.get("attribution", ""),
    )
