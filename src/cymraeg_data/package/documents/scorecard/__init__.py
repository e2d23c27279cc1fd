"""readiness.json: how ready a dataset is for AI by each criterion, with the figures as evidence.

The pillars are those of the UK guidelines on making government datasets ready for AI (DSIT, January 2026),
the components those of the ODI's framework for AI-ready data (May 2025), as others have reported them; the
criteria are our own. What was not looked at is `not_assessed`, never a pass.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from cymraeg_data.locale import N_, _, both
from cymraeg_data.package.documents import datasheet
from cymraeg_data.package.documents.scorecard.checks import STATES, Result
from cymraeg_data.package.documents.scorecard.criteria import CRITERIA, Criterion
from cymraeg_data.package.manifests.manifest import Manifest, to_values
from cymraeg_data.package.record.facts import Facts
from cymraeg_data.readiness.results import PILLARS

__all__ = ["CRITERIA", "NAME", "STATES", "Criterion", "Result", "by_pillar", "results", "text"]

NAME = "readiness.json"
FORMAT = 1
"""The version of readiness.json's own layout."""

_NOTE = N_(
    "The names of pillars and components are as others have reported them; the criteria are this"
    " library's own. What was not checked is not_assessed, and never a pass."
)


def text(manifest: Manifest, facts: Facts) -> str:
    """Return readiness.json."""
    found = results(manifest, facts)
    documents = _documents(manifest, facts)
    values = {
        "format": FORMAT,
        "id": facts.id,
        "version": facts.version,
        "yardsticks": [
            "DSIT, Guidelines and best practices for making government datasets ready for AI, January 2026",
            "ODI, A framework for AI-ready data, May 2025",
        ],
        "note": both(lambda: _(_NOTE)),
        "summary": {state: sum(value == state for value in found.values()) for state in STATES},
        "points": [_described(criterion, found[criterion.id], facts, documents) for criterion in CRITERIA],
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _described(
    criterion: Criterion, result: Result, facts: Facts, documents: Mapping[str, object]
) -> dict[str, object]:
    return {
        "id": criterion.id,
        "pillar": criterion.pillar,
        "component": criterion.component,
        "title": both(lambda: _(criterion.title)),
        "result": result,
        "evidence": [item for place in criterion.evidence for item in _evidence(place, facts, documents)],
    }


def results(manifest: Manifest, facts: Facts) -> dict[str, Result]:
    """Return the result of each criterion, by its id."""
    return {criterion.id: criterion.check(manifest, facts) for criterion in CRITERIA}


def by_pillar(manifest: Manifest, facts: Facts) -> dict[str, Counter[Result]]:
    """Return how many criteria of each pillar have which result."""
    found = results(manifest, facts)
    return {
        pillar: Counter(found[criterion.id] for criterion in CRITERIA if criterion.pillar == pillar)
        for pillar in PILLARS
    }


def _documents(manifest: Manifest, facts: Facts) -> dict[str, object]:
    n_open = len(datasheet.open_questions(manifest, facts))
    return {
        "manifest.json": to_values(manifest),
        "build.json": json.loads(facts.to_json()),
        datasheet.NAME: n_open,
    }


def _evidence(place: str, facts: Facts, documents: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """Yield the value at a place, null where there is none; of columns only those that have one."""
    name, __, pattern = place.partition("#")
    of_columns = "{column}" in pattern
    for number in range(len(facts.columns) if of_columns else 1):
        pointer = pattern.format(config=facts.config, column=number)
        value = _value(documents[name], pointer)
        if value is not None or not of_columns:
            yield {"file": name, "pointer": pointer, "value": value}


def _value(document: object, pointer: str) -> object:
    """Return the value at a JSON pointer (RFC 6901), None where there is none."""
    value = document
    for part in pointer.split("/")[1:]:
        if isinstance(value, list):
            value = value[int(part)]
        else:
            value = value.get(part) if isinstance(value, dict) else None
    return value
