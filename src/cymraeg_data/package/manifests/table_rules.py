"""The rules for `[table]` in a manifest that a schema cannot say."""

from collections.abc import Iterator

from cymraeg_data.locale import _
from cymraeg_data.package.manifests.plain_values import Values

__all__ = ["dataset_columns", "faults"]

_Fault = tuple[str, str]
_MADE = tuple(f"{name}{ending}" for name in ("marking", "unit", "notes") for ending in ("", "_cy", "_en"))
_ENDINGS = ("_code", "_cy", "_en")


def faults(values: Values) -> Iterator[_Fault]:
    """Yield each fault of `[table]` as its place and what is wrong.

    The sections have the form that the schema wants.
    """
    table, parse = values.get("table"), values.get("parse")
    if table is None:
        return
    if parse is None:
        yield "parse", _("missing")
        return
    if parse["config"] != "tables":
        yield "table", _("it has no meaning where parse.config is “{config}”", config=parse["config"])
    for section, key in (("steps", "exact_duplicates"), ("steps", "near_duplicates"), ("splits", None)):
        given = values.get(section, {})
        if given.get(key) if key else given:
            place = section if key is None else f"{section}.{key}"
            yield (
                place,
                _("it has no meaning where there is a [table]: cells that look alike are not duplicates"),
            )
    yield from _columns(table, parse)
    yield from _names(table, parse)
    yield from _dimensions(table)
    yield from _units(table)
    yield from _ids(table, parse)
    yield from _wide(table, parse)


def dataset_columns(values: Values) -> tuple[str, ...]:
    """Return the names of the columns that a dataset will have, as far as its manifest names them."""
    columns = [column["to"] for column in values.get("parse", {}).get("columns", ())]
    if "table" not in values:
        return tuple(columns)
    table = values["table"]
    taken = {name for __, name in _taken(table)}
    return (*_made(table), *(name for name in columns if name not in taken))


def _made(table: Values) -> tuple[str, ...]:
    dimensions = (item["name"] + ending for item in table["dimensions"] for ending in _ENDINGS)
    return (*dimensions, "value", "value_text", *(name for name in _MADE if name not in {"unit", "notes"}))


def _taken(table: Values) -> Iterator[tuple[str, str]]:
    """Yield each place that names a column of `[parse]`, and the name."""
    for key in ("value", "marking"):
        if key in table:
            yield key, table[key]
    for key in ("unit_columns", "notes"):
        for lang, name in table.get(key, {}).items():
            yield f"{key}.{lang}", name
    for number, item in enumerate(table["dimensions"], 1):
        for lang, name in item["labels"].items():
            yield f"dimensions[{number}].labels.{lang}", name
        if "code" in item:
            yield f"dimensions[{number}].code", item["code"]


def _columns(table: Values, parse: Values) -> Iterator[_Fault]:
    """Yield the columns that are not in `[parse]`, or hold no text."""
    types = {column["to"]: column.get("type", "string") for column in parse["columns"]}
    for place, name in _taken(table):
        if name not in types:
            yield f"table.{place}", _("there is no column “{name}” in parse.columns", name=name)
        elif types[name] != "string":
            yield (
                f"table.{place}",
                _("“{name}” has type {type}; expected string", name=name, type=types[name]),
            )


def _names(table: Values, parse: Values) -> Iterator[_Fault]:
    """Yield the columns of `[parse]` that stay, under a name that the table gives to another."""
    made, taken = _made(table), {name for __, name in _taken(table)}
    for number, column in enumerate(parse["columns"], 1):
        if column["to"] in made and column["to"] not in taken:
            yield (
                f"parse.columns[{number}].to",
                _("“{name}” is a name that the build itself uses; choose another", name=column["to"]),
            )


def _dimensions(table: Values) -> Iterator[_Fault]:
    names = [item["name"] for item in table["dimensions"]]
    roles = [item.get("role", "other") for item in table["dimensions"]]
    for number, name in enumerate(names, 1):
        place = f"table.dimensions[{number}]"
        if names.index(name) + 1 < number:
            yield f"{place}.name", _("“{name}” is the name of an earlier dimension too", name=name)
        if name in {"id", "source", "value", "marking", "unit", "notes", "licence"}:
            yield (
                f"{place}.name",
                _("“{name}” is a name that the build itself uses; choose another", name=name),
            )
        if roles[number - 1] == "measure" and roles.index("measure") + 1 < number:
            yield f"{place}.role", _("an earlier dimension has the role measure too")


def _units(table: Values) -> Iterator[_Fault]:
    units = table.get("units", ())
    if units and "unit_columns" in table:
        yield "table.units", _("either units or unit_columns says what the unit is, not both")
    codes = [unit.get("code") for unit in units]
    if None in codes and len(codes) > 1:
        yield "table.units", _("a unit without a code is that of every value; there can be no other")
    has_measure = any(item.get("role") == "measure" for item in table["dimensions"])
    for number, code in enumerate(codes, 1):
        if code is not None and not has_measure:
            yield f"table.units[{number}].code", _("no dimension has the role measure")
        if code is not None and codes.index(code) + 1 < number:
            yield f"table.units[{number}].code", _("the same value is there twice")
    marked = [item["code"].lower() for item in table.get("markings", ())]
    for number, code in enumerate(marked, 1):
        if marked.index(code) + 1 < number:
            yield f"table.markings[{number}].code", _("the same value is there twice")


def _ids(table: Values, parse: Values) -> Iterator[_Fault]:
    """Yield the dimensions that are missing from the id, and the names in it that are not dimensions."""
    names = [item["name"] for item in table["dimensions"]]
    for number, name in enumerate(parse["id"], 1):
        if name not in names:
            yield f"parse.id[{number}]", _("there is no dimension “{name}” in table.dimensions", name=name)
    for name in dict.fromkeys(names):
        if name not in parse["id"]:
            yield "parse.id", _("the dimension “{name}” is missing", name=name)
    held = dataset_columns({"parse": parse, "table": table})
    for number, name in enumerate(parse.get("sort", ()), 1):
        if name not in held and name not in {"source_id", "source_row"}:
            yield f"parse.sort[{number}]", _("there is no column “{name}” in the table", name=name)


def _wide(table: Values, parse: Values) -> Iterator[_Fault]:
    if "wide" not in table:
        return
    if parse["adapter"] == "pairs":
        yield "table.wide", _("it has no meaning where parse.adapter is “{adapter}”", adapter="pairs")
    origins = [column["from"] for column in parse["columns"]]
    names = {name for item in origins for name in (item.values() if isinstance(item, dict) else [item])}
    for key in ("name", "value"):
        if table["wide"][key] not in names:
            yield (
                f"table.wide.{key}",
                _("no column of parse.columns is from “{name}”", name=table["wide"][key]),
            )
    for number, name in enumerate(table["wide"]["columns"], 1):
        if name in names:
            yield f"table.wide.columns[{number}]", _("“{name}” is in parse.columns too", name=name)
