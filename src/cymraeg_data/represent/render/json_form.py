"""A comparison as JSON, after a published schema; every sentence in it is in both languages."""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files

import pyarrow as pa

from cymraeg_data.findings import Finding
from cymraeg_data.locale import _, both
from cymraeg_data.represent.comparison import ComparisonTables, Row, UnassessedGroup
from cymraeg_data.represent.reference_population import Dimension

__all__ = ["VERSION", "schema", "to_json"]

VERSION = 2

Object = dict[str, object]


def schema() -> Object:
    """Return the JSON Schema of `to_json`.

    >>> schema()["title"]
    'Representation'
    """
    text = (files("cymraeg_data.represent.render") / "representation.schema.json").read_text(encoding="utf-8")
    found: Object = json.loads(text)
    return found


def to_json(
    found: ComparisonTables, *, findings: Sequence[Finding] = (), threshold: int | None = None
) -> str:
    """Return a comparison as JSON: tables as lists of rows, null where nothing can be measured.

    `threshold` is that of a protected comparison, which has no findings.
    """
    return json.dumps(
        {
            "version": VERSION,
            "protected": threshold is not None,
            "threshold": threshold,
            "reference": {
                "name": found.reference.name,
                "population": found.reference.population,
                "geography": found.reference.geography,
            },
            "n_rows": found.n_rows,
            "groups": _rows(found.groups, _group),
            "dimensions": _rows(found.dimensions, lambda row: _dimension(found.reference[row["dimension"]])),
            "intersections": _rows(found.intersections),
            "priority": _rows(found.priority, _priority),
            "findings": [finding.to_dict() for finding in findings],
            "not_assessed": [_unassessed(item) for item in found.not_assessed],
            "limitations": [both(item.__str__) for item in found.limitations],
        },
        ensure_ascii=False,
        indent=2,
    )


def _rows(table: pa.Table, both_languages: Callable[[Row], Object] = lambda _row: {}) -> list[Object]:
    """Return the rows of a table, with the texts that `both_languages` gives for each in place of its own."""
    rows = []
    for row in table.to_pylist():
        texts = both_languages(row)
        plain = {name: _finite(value) for name, value in row.items() if not name.startswith("label_")}
        rows.append(plain | texts)
    return rows


def _unassessed(item: UnassessedGroup) -> Object:
    return {"name": item.name, "title": both(lambda: item.title), "reason": both(lambda: item.reason)}


def _group(row: Row) -> Object:
    return {"label": {"cy": row["label_cy"], "en": row["label_en"]}}


def _dimension(dimension: Dimension) -> Object:
    return {"title": {"cy": dimension.cy, "en": dimension.en}}


def _priority(row: Row) -> Object:
    return {name: _translated(row[name]) for name in ("title", "plan", "ceiling_of")}


def _translated(text: str | None) -> Mapping[str, str] | None:
    return None if text is None else both(lambda: _(text))


def _finite(value: object) -> object:
    return None if isinstance(value, float) and not math.isfinite(value) else value
