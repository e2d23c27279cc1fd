"""A reference of your own, from a table of groups and their counts or shares."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from cymraeg_data import readers
from cymraeg_data.errors import InputError, UnknownColumnError
from cymraeg_data.locale import _
from cymraeg_data.represent.census_tables import Category, categories
from cymraeg_data.represent.reference_population import EVERY_AGE, Dimension, Reference

__all__ = ["from_table", "read_table"]

# Published percentages are rounded, most often to one decimal, so that a column of them adds up to 99.5 to
# 100.5: ours.
_ROUNDING = 0.005


def from_table(
    table: Any,
    dimension: str | Sequence[str],
    *,
    group: str | Sequence[str] = "group",
    count: str | None = None,
    share: str | None = None,
    name: str = "own",
    population: str = "residents",
    **facts: Any,
) -> Reference:
    """Return a reference made from a table: a row a group, with its count or its share of the population.

    Shares are fractions or percentages, told apart by what they add up to. Groups whose codes or labels are
    those of a packaged dimension of the same name keep its labels in both languages; others take the columns
    `en` and `cy` where the table has them.

    Args:
        table: a path, or a table of pandas, polars, pyarrow or `datasets`.
        dimension: the name of the dimension; several names for a table of a joint distribution.
        group: the column of groups; several, in the order of the dimensions, for a joint distribution.
        count: the column of counts; or else
        share: the column of shares.
        name: the name of the reference.
        population: whom it describes.
        **facts: `unit`, "people" or "households"; `ages`, the first and last age of those counted, the last
            None where it is open; `titles`, the name of the dimension for readers, as in `{"en": "Gender
            identity", "cy": "Hunaniaeth o ran rhywedd"}`; `period`, `source`, `table`, `licence` and
            `attribution`, kept with the dimension.

    >>> import pyarrow as pa
    >>> speakers = pa.table({"grŵp": ["3 i 15 oed", "16 oed a throsodd"], "nifer": [146_800, 391_500]})
    >>> own = from_table(speakers, "oedran", group="grŵp", count="nifer", population="welsh_speakers", ages=(3, None))
    >>> own["oedran"].shares.round(3).tolist()
    [0.273, 0.727]

    Raises:
        UnknownColumnError: there is no such column.
        InputError: groups that repeat, values below nought or missing, shares that do not sum to the whole.
    """
    if (count is None) == (share is None):
        raise InputError(_("Name one column: count=… or share=…."))
    value = count if count is not None else share
    data = read_table(table)
    dimensions = [dimension] if isinstance(dimension, str) else list(dimension)
    columns = [group] if isinstance(group, str) else list(group)
    for column in (*columns, str(value)):
        if column not in data.column_names:
            raise UnknownColumnError(column, data.column_names)
    keys = [[str(cell) for cell in data.column(column).to_pylist()] for column in columns]
    values = _values(data.column(str(value)).to_pylist(), keys, is_share=share is not None)
    titles = facts.pop("titles", {})
    settings = {
        "unit": "people",
        "ages": EVERY_AGE,
        "basis": "count" if share is None else "percent",
        **facts,
    }
    _known(settings)
    made: dict[str, Dimension] = {}
    cells = np.zeros([len(set(axis)) for axis in keys])
    axes = []
    for each, axis in zip(dimensions, keys, strict=True):
        labels = list(dict.fromkeys(axis))
        axes.append([labels.index(label) for label in axis])
        made[each] = _dimension(each, labels, _labels(data, columns), titles, settings)
    np.add.at(cells, tuple(axes), values)
    made = {each: _with_margin(made[each], cells, index) for index, each in enumerate(dimensions)}
    joints = {tuple(dimensions): cells} if len(dimensions) > 1 else {}
    return Reference(name=name, population=population, dimensions=made, joints=joints)


def _known(settings: Mapping[str, Any]) -> None:
    allowed = {
        "unit",
        "ages",
        "basis",
        "period",
        "source",
        "table",
        "licence",
        "attribution",
        "tolerance",
        "precision_pp",
    }
    unknown = sorted(set(settings) - allowed)
    if unknown:
        raise InputError(
            _(
                "A reference has no {names}. There are: {known}.",
                names=", ".join(unknown),
                known=", ".join(sorted(allowed)),
            )
        )


def read_table(table: Any) -> Any:
    """Return a path or a table of any library as one Arrow table, without the columns that say where a row is from."""
    import pyarrow as pa

    collection = readers.read(table)
    if len(collection.sources) != 1:
        raise InputError(
            _("One table is needed, and {n} were found. Name one file.", n=len(collection.sources))
        )
    batches = list(collection.sources[0].batches())
    return pa.Table.from_batches(batches).drop_columns(list(readers.PROVENANCE))


def _values(cells: list[Any], keys: list[list[str]], *, is_share: bool) -> list[float]:
    """Return the counts or shares, found fit for a reference."""
    places = list(zip(*keys, strict=True))
    repeated = (
        sorted({place for place in places if places.count(place) > 1})
        if len(set(places)) < len(places)
        else []
    )
    if repeated:
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
                "The reference has no number, or one below nought, for: {groups}.",
                groups="; ".join(", ".join(each) for each in wrong[:3]),
            )
        )
    total = sum(values)
    if not total:
        raise InputError(_("The counts of the reference add up to nought."))
    if is_share and not any(abs(total / whole - 1) <= _ROUNDING for whole in (1, 100)):
        raise InputError(
            _(
                "The shares of the reference add up to {total:.4g}, not to 1 or 100. Add the groups that are"
                " missing, or leave out those that overlap.",
                total=total,
            )
        )
    return values


def _number(cell: Any) -> float:
    try:
        return float(str(cell).replace(",", ""))
    except ValueError:
        return math.nan


def _labels(data: Any, columns: list[str]) -> Mapping[str, tuple[str, str]]:
    """Return the English and Welsh label of each group where the table of one dimension has them."""
    if len(columns) > 1 or not {"en", "cy"} <= set(data.column_names):
        return {}
    rows = zip(*(data.column(name).to_pylist() for name in (columns[0], "en", "cy")), strict=True)
    return {str(code): (str(en), str(cy)) for code, en, cy in rows}


def _dimension(
    name: str,
    labels: list[str],
    named: Mapping[str, tuple[str, str]],
    titles: Mapping[str, str],
    settings: Mapping[str, Any],
) -> Dimension:
    from cymraeg_data.represent.mapping import aliases_of

    known = {each.code: each for each in categories(name)}
    aliases = aliases_of(categories(name))
    groups = []
    for label in labels:
        code = aliases.get(label)
        en, cy = named.get(label, (label, label))
        groups.append(known[code] if code in known else Category(code=label, en=en, cy=cy))
    return Dimension(
        name=name,
        en=titles.get("en", name),
        cy=titles.get("cy", titles.get("en", name)),
        categories=tuple(groups),
        counts=(1.0,) * len(groups),
        **settings,
    )


def _with_margin(dimension: Dimension, cells: Any, axis: int) -> Dimension:
    others = tuple(index for index in range(cells.ndim) if index != axis)
    return replace(dimension, counts=tuple(cells.sum(axis=others).tolist()))
