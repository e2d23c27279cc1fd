"""References from the files that ONS, Nomis and StatsWales offer for download.

With them, a table that is not packaged can be used as it was downloaded. Three shapes are known, each
identified by its header:

* ONS, "Create a custom dataset": columns "<area> Code", "<area>", "<variable> Code", "<variable>", …,
  "Observation";
* Nomis, bulk tables of the Census: "date", "geography", "geography code", then one column per category, named
  "<variable>: <category>" (an older form ends in "; measures: Value");
* StatsWales: "Data values" or "Data" and one column per dimension, with "Area" or "Area code" among them.
"""

from collections.abc import Mapping
from typing import Unpack

import pyarrow as pa

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.option_names import checked_options
from cymraeg_data.represent.census_tables import WALES
from cymraeg_data.represent.label_match import fold, nearest
from cymraeg_data.represent.reference_population import Reference
from cymraeg_data.represent.table_reference import ReferenceFacts, read_table, reference_from_table

__all__ = ["reference_from_download"]

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


@checked_options
def reference_from_download(
    path: object,
    dimension: str,
    *,
    column: str | None = None,
    geography: str | None = WALES,
    **facts: Unpack[ReferenceFacts],
) -> Reference:
    """Return a reference from a download of ONS, Nomis or StatsWales.

    Totals, and ONS's "Does not apply", are left out: they are not groups. Of a file with several areas, the
    one asked for is taken; without it, their sum.

    Args:
        path: the file, or a table.
        dimension: the name to give the dimension; with that of a packaged one its labels come in both
            languages.
        column: the column of groups, where several columns could be.
        geography: the code of the area, None for all the areas of the file together.
        **facts: what is known of the reference; see `ReferenceFacts`.

    >>> table = pa.table({
    ...     "Countries Code": ["W92000004"] * 3,
    ...     "Countries": ["Wales"] * 3,
    ...     "Gender identity (3 categories) Code": ["-8", "1", "2"],
    ...     "Gender identity (3 categories)": [
    ...         "Does not apply", "Same as sex registered at birth", "Different",
    ...     ],
    ...     "Observation": [548, 2400, 10],
    ... })
    >>> reference_from_download(table, "gender_identity", ages=(16, None))["gender_identity"].counts
    (2400.0, 10.0)

    Raises:
        InputError: the file has none of the three shapes, or no row for the area.
        WrongTypeError: there is no such option; the message has the nearest.
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
    facts.setdefault("name", dimension)
    return reference_from_table(made, dimension, count="count", **facts)


def _long(
    table: pa.Table, names: Mapping[str, str], column: str | None, geography: str | None
) -> dict[str, float]:
    """Return the count of each group of a file with one row per area and group."""
    value = next((names[each] for each in _VALUES if each in names), None)
    if value is None:
        raise InputError(
            _(
                "The file does not have the shape of a download of ONS, Nomis or StatsWales: no column of"
                " values among {columns}. Make a reference of it with represent.reference_from_table.",
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
    """Return the column of groups: the only one of labels that is neither an area nor a date."""
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
    """Return the count of each group of a file with one column per category."""
    areas = [str(code) for code in table.column(names["geography code"]).to_pylist()]
    rows = [index for index, code in enumerate(areas) if geography is None or code == geography]
    counts: dict[str, float] = {}
    for name in table.column_names:
        _variable, colon, category = name.partition(":")
        if colon:
            label = category.partition("; measures")[0].strip()
            counts[label] = sum(float(str(table.column(name)[index])) for index in rows)
    return counts if rows else {}
