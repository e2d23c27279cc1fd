"""References from files as ONS, Nomis and StatsWales give them for download, so that tables that are not packaged drop in.

Three shapes are known, each told by its header:

* ONS, "Create a custom dataset": columns "<area> Code", "<area>", "<variable> Code", "<variable>", …,
  "Observation";
* Nomis, bulk tables of the Census: "date", "geography", "geography code", then a column a category, named
  "<variable>: <category>" (an older form ends in "; measures: Value");
* StatsWales: "Data values" or "Data" and a column a dimension, with "Area" or "Area code" among them.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.represent.census_tables import WALES
from cymraeg_data.represent.from_table import from_table, read_table
from cymraeg_data.represent.label_match import fold, nearest
from cymraeg_data.represent.reference_population import Reference

__all__ = ["from_download"]

_VALUES = ("observation", "data values", "data value", "obs value", "value", "data")
_AREA = ("geography code", "area code", "geography", "area")
_TOTALS = (
    "total",
    "all persons",
    "all usual residents",
    "all categories",
    "cyfanswm",
    "pawb",
    "all",
    "does not apply",
)


def from_download(
    path: str | Path | Any,
    dimension: str,
    *,
    column: str | None = None,
    geography: str | None = WALES,
    **facts: Any,
) -> Reference:
    """Return a reference from a download of ONS, Nomis or StatsWales.

    Totals, and ONS's "Does not apply", are left out: they are no groups. Where several areas stand in the
    file, the one asked for is taken; without it, their sum.

    Args:
        path: the file, or a table.
        dimension: the name to give the dimension; with that of a packaged one its labels come in both
            languages.
        column: the column of groups, where there is more than one it could be.
        geography: the code of the area, None for all the areas of the file together.
        **facts: as in `Reference.from_table`: `unit`, `ages`, `period`, `source`, `licence`, …

    >>> table = pa.table({
    ...     "Countries Code": ["W92000004"] * 3,
    ...     "Countries": ["Wales"] * 3,
    ...     "Gender identity (3 categories) Code": ["-8", "1", "2"],
    ...     "Gender identity (3 categories)": ["Does not apply", "Same as sex registered at birth", "Different"],
    ...     "Observation": [548, 2400, 10],
    ... })
    >>> from_download(table, "gender_identity", ages=(16, None))["gender_identity"].counts
    (2400.0, 10.0)

    Raises:
        InputError: the file has none of the three shapes, or no row for the area.
    """
    table = read_table(path)
    names = {fold(name): name for name in table.column_names}
    if any(":" in name for name in table.column_names) and "geography code" in names:
        pairs = _wide(table, names, geography)
    else:
        pairs = _long(table, names, column, geography)
    groups = [(label, count) for label, count in pairs.items() if fold(label) not in _TOTALS]
    if not groups:
        raise InputError(_("The file has no groups for the area {area}.", area=geography or "–"))
    made = pa.table({"group": [label for label, _n in groups], "count": [count for _label, count in groups]})
    return from_table(made, dimension, count="count", name=dimension, **facts)


def _long(
    table: pa.Table, names: Mapping[str, str], column: str | None, geography: str | None
) -> dict[str, float]:
    """Return the count of each group of a file with a row for each area and group."""
    value = next((names[each] for each in _VALUES if each in names), None)
    if value is None:
        raise InputError(
            _(
                "The file is no download of ONS, Nomis or StatsWales that can be read: no column of values"
                " among {columns}. Make a reference of it with Reference.from_table.",
                columns=", ".join(table.column_names),
            )
        )
    area = _area_column(table, names)
    group = _group_column(table, value, area) if column is None else column
    if group not in table.column_names:
        near = nearest(group, table.column_names)
        raise InputError(
            _("There is no column “{name}”; nearest: {near}.", name=group, near=", ".join(near) or "–")
        )
    counts: dict[str, float] = {}
    columns = [table.column(name).to_pylist() for name in (area or group, group, value)]
    for place, label, count in zip(*columns, strict=True):
        if area is None or geography is None or str(place) == geography:
            counts[str(label)] = counts.get(str(label), 0.0) + float(str(count).replace(",", ""))
    return counts


def _area_column(table: pa.Table, names: Mapping[str, str]) -> str | None:
    """Return the column that holds codes of areas: by its name, else by its codes."""
    columns: list[str] = table.column_names
    for name in columns:
        first = str(table.column(name)[0]) if table.num_rows else ""
        if fold(name).endswith("code") and first[:1] in {"W", "E", "K"} and first[1:].isdigit():
            return name
    return next((names[each] for each in _AREA if each in names), None)


def _group_column(table: pa.Table, value: str, area: str | None) -> str:
    """Return the column of groups: the last one of labels before the values, which is no code and no area."""
    area_label = fold(area).removesuffix("code").strip() if area else ""
    columns: list[str] = table.column_names
    labels = [
        name
        for name in columns
        if name not in {value, area}
        and not fold(name).endswith("code")
        and fold(name) not in {area_label, "date", "area", "geography", "period", "year"}
    ]
    if len(labels) == 1:
        return labels[0]
    raise InputError(
        _(
            "Which column holds the groups? Name it with column=…; it could be {columns}.",
            columns=", ".join(labels) or "–",
        )
    )


def _wide(table: pa.Table, names: Mapping[str, str], geography: str | None) -> dict[str, float]:
    """Return the count of each group of a file with a column a category."""
    areas = [str(code) for code in table.column(names["geography code"]).to_pylist()]
    rows = [index for index, code in enumerate(areas) if geography is None or code == geography]
    counts: dict[str, float] = {}
    for name in table.column_names:
        _variable, colon, category = name.partition(":")
        if colon:
            label = category.partition("; measures")[0].strip()
            counts[label] = sum(float(str(table.column(name)[index])) for index in rows)
    return counts if rows else {}
