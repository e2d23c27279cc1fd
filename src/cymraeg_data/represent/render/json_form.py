"""A comparison as JSON, after a published schema."""

import json
import math
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from cymraeg_data.findings import Finding

if TYPE_CHECKING:
    from cymraeg_data.represent.protection import Protected
    from cymraeg_data.represent.representation import Representation

__all__ = ["VERSION", "schema", "to_json"]

VERSION = 1


def schema() -> dict[str, Any]:
    """Return the JSON Schema of `to_json`.

    >>> schema()["title"]
    'Representation'
    """
    text = (files("cymraeg_data.represent.render") / "representation.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def to_json(found: "Representation | Protected") -> str:
    """Return a comparison as JSON: tables as lists of rows, null where nothing can be measured."""
    threshold = getattr(found, "threshold", None)
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
            "groups": _rows(found.groups),
            "dimensions": _rows(found.dimensions),
            "intersections": _rows(found.intersections),
            "priority": _rows(found.priority),
            "findings": [_finding(finding) for finding in getattr(found, "findings", ())],
            "not_assessed": [{"name": item.name, "reason": item.reason} for item in found.not_assessed],
            "limitations": [str(item) for item in found.limitations],
        },
        ensure_ascii=False,
        indent=2,
    )


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "column": finding.location.column,
        "message": finding.message,
        "hint": finding.hint,
        "evidence": dict(finding.evidence),
    }


def _rows(table: Any) -> list[dict[str, Any]]:
    return [{name: _finite(value) for name, value in row.items()} for row in table.to_pylist()]


def _finite(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value
