"""readiness.json: how ready a dataset is for AI, point by point, each with the figure that it rests on.

The pillars are those of the UK guidelines on making government datasets ready for AI (DSIT, January 2026), the
components those of the ODI's framework for AI-ready data (May 2025), as others have reported them; the points are ours.
What was not looked at is `not_assessed`, never a pass.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from cymraeg_data.codes import CODES, Severity
from cymraeg_data.codes.code import LEGAL, QUALITY, TECHNICAL
from cymraeg_data.locale import N_, _, both
from cymraeg_data.package import datasheet
from cymraeg_data.package.facts import Facts
from cymraeg_data.package.manifest import Manifest, to_values
from cymraeg_data.readiness.report import PILLARS

__all__ = ["NAME", "POINTS", "STATES", "Point", "Result", "by_pillar", "results", "text"]

NAME = "readiness.json"
FORMAT = 1
"""The version of readiness.json's own layout."""

Result = Literal["pass", "warn", "fail", "not_assessed"]
STATES: tuple[Result, ...] = get_args(Result)

_ORGANISATION = "organisation and infrastructure context"
_TECHNICAL, _CONSISTENT, _LEGAL, _RESPONSIBLE = (
    "technical",
    "quality and consistency",
    "legal",
    "responsible and ethical",
)
_OTHER_LANGUAGE_AT_MOST = 0.05  # ours: one text in twenty may be a name or a quotation
_NOTE = N_(
    "The names of pillars and components are as others have reported them; the points are this library’s own. What was not looked at is not_assessed, and never a pass."
)


@dataclass(frozen=True, slots=True)
class Point:
    """Something that a dataset which is ready for AI has: where it is asked for, and how it is told."""

    id: str
    pillar: str
    component: str
    title: str
    judge: Callable[[Manifest, Facts], Result]
    evidence: tuple[str, ...]
    """Places as file and JSON pointer; `{config}` is the dataset's own, `{column}` each of its columns."""


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
        "points": [_described(point, found[point.id], facts, documents) for point in POINTS],
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _described(point: Point, result: Result, facts: Facts, documents: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": point.id,
        "pillar": point.pillar,
        "component": point.component,
        "title": both(lambda: _(point.title)),
        "result": result,
        "evidence": [item for place in point.evidence for item in _evidence(place, facts, documents)],
    }


def results(manifest: Manifest, facts: Facts) -> dict[str, Result]:
    """Return the result of each point, by its id."""
    return {point.id: point.judge(manifest, facts) for point in POINTS}


def by_pillar(manifest: Manifest, facts: Facts) -> dict[str, Counter[Result]]:
    """Return how many points of each pillar have which result."""
    found = results(manifest, facts)
    return {
        pillar: Counter(found[point.id] for point in POINTS if point.pillar == pillar) for pillar in PILLARS
    }


def _documents(manifest: Manifest, facts: Facts) -> dict[str, Any]:
    n_open = len(datasheet.open_questions(manifest, facts))
    return {
        "manifest.json": to_values(manifest),
        "build.json": json.loads(facts.to_json()),
        datasheet.NAME: n_open,
    }


def _evidence(place: str, facts: Facts, documents: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the figure at a place, null where nothing stands there; of columns only those that have one."""
    name, __, pattern = place.partition("#")
    of_columns = "{column}" in pattern
    for number in range(len(facts.columns) if of_columns else 1):
        pointer = pattern.format(config=facts.config, column=number)
        value = _value(documents[name], pointer)
        if value is not None or not of_columns:
            yield {"file": name, "pointer": pointer, "value": value}


def _value(document: Any, pointer: str) -> Any:
    """Return what stands at a JSON pointer (RFC 6901); None where nothing does."""
    value = document
    for part in pointer.split("/")[1:]:
        if isinstance(value, list):
            value = value[int(part)]
        else:
            value = value.get(part) if isinstance(value, dict) else None
    return value


def _always(__: Manifest, ___: Facts) -> Result:
    """Every build has it, or there would be none."""
    return "pass"


def _told(is_so: bool, otherwise: Result) -> Result:  # noqa: FBT001 - a truth is what it is about
    return "pass" if is_so else otherwise


def _ids(__: Manifest, facts: Facts) -> Result:
    return _told(facts.n_repeated_ids == 0, "warn")


def _types(__: Manifest, facts: Facts) -> Result:
    return _told(not any(column.unread for column in facts.columns), "warn")


def _pinned(manifest: Manifest, __: Facts) -> Result:
    return _told(bool(manifest.snapshot.files), "warn")


def _questions(manifest: Manifest, facts: Facts) -> Result:
    return _told(not datasheet.open_questions(manifest, facts), "warn")


def _languages(__: Manifest, facts: Facts) -> Result:
    """Texts in the other of the two languages than the column declares, as a share of those that can be told."""
    counts = [(column.declared, dict(column.languages)) for column in facts.columns if column.languages]
    if not counts:
        return "not_assessed"
    for declared, found in counts:
        told = sum(n for tag, n in found.items() if tag not in {"und", "mul"})
        if told and found.get(declared or "", 0) < (1 - _OTHER_LANGUAGE_AT_MOST) * told:
            return "warn"
    return "pass"


def _filled(__: Manifest, facts: Facts) -> Result:
    return _told(all(column.n_texts != 0 for column in facts.columns), "warn")


def _input(__: Manifest, facts: Facts) -> Result:
    severities = {CODES[finding.code].severity for finding in facts.findings if finding.code in CODES}
    if Severity.ERROR in severities:
        return "fail"
    return _told(Severity.WARNING not in severities, "warn")


def _duplicates(manifest: Manifest, __: Facts) -> Result:
    taken = (manifest.steps.exact_duplicates, manifest.steps.near_duplicates is not None)
    return "pass" if all(taken) else "warn" if any(taken) else "not_assessed"


def _step(is_taken: Callable[[Manifest], object]) -> Callable[[Manifest, Facts], Result]:
    """Return the judge of a step that a build may take: what was not looked for was not assessed."""
    return lambda manifest, __: _told(bool(is_taken(manifest)), "not_assessed")


def _verified(__: Manifest, facts: Facts) -> Result:
    return _told(facts.status == "verified", "fail")


def _addresses(manifest: Manifest, __: Facts) -> Result:
    return _told(bool(manifest.access.urls), "warn")


def _take_down(manifest: Manifest, __: Facts) -> Result:
    return _told(manifest.policy.take_down is not None, "warn")


def _open_licence(manifest: Manifest, __: Facts) -> Result:
    if manifest.licence.id == "unknown":
        return "fail"
    return _told(manifest.licence.commercial == "yes", "warn")


def _passing_on(manifest: Manifest, __: Facts) -> Result:
    return _told(manifest.licence.redistribution == "yes", "fail")


def _further_terms(manifest: Manifest, __: Facts) -> Result:
    return _told(not manifest.licence.extra_terms, "warn")


def _personal_data(manifest: Manifest, __: Facts) -> Result:
    states: dict[str, Result] = {"none": "pass", "present": "warn", "unknown": "not_assessed"}
    return states[manifest.policy.personal_data]


def _identifiers(manifest: Manifest, facts: Facts) -> Result:
    if not manifest.steps.privacy:
        return "not_assessed"
    return _told(manifest.steps.privacy != "report" or not facts.personal, "fail")


def _represented(__: Manifest, facts: Facts) -> Result:
    return _told(facts.represent is not None, "not_assessed")


def _balance(__: Manifest, facts: Facts) -> Result:
    return _told(any(column.languages for column in facts.columns), "not_assessed")


def _points() -> Iterator[Point]:
    build = "build.json#"
    config = build + "/configs/{config}"
    manifest = "manifest.json#"
    yield Point(
        "format",
        TECHNICAL,
        _TECHNICAL,
        N_("The rows are in an open format that machines read"),
        _always,
        (build + "/options/version",),
    )
    yield Point(
        "metadata",
        TECHNICAL,
        _TECHNICAL,
        N_("There is metadata that machines read (Croissant)"),
        _always,
        (config + "/schema_version",),
    )
    yield Point(
        "ids",
        TECHNICAL,
        _TECHNICAL,
        N_("No two rows of the input had the same identifier"),
        _ids,
        (build + "/n_repeated_ids",),
    )
    yield Point(
        "types",
        TECHNICAL,
        _TECHNICAL,
        N_("Every value is of the type of its column"),
        _types,
        (config + "/columns/{column}/unread",),
    )
    yield Point(
        "scale",
        TECHNICAL,
        _TECHNICAL,
        N_("It can be read in parts, whatever its size"),
        _always,
        (build + "/options/row_group_rows", build + "/options/row_group_bytes"),
    )
    yield Point(
        "pinned",
        TECHNICAL,
        _TECHNICAL,
        N_("The input is pinned, so that it can be built again"),
        _pinned,
        (manifest + "/snapshot/files",),
    )
    yield Point(
        "described",
        QUALITY,
        _CONSISTENT,
        N_("It is described in Welsh and in English"),
        _always,
        (manifest + "/title", manifest + "/description"),
    )
    yield Point(
        "datasheet",
        QUALITY,
        _CONSISTENT,
        N_("The questions of a datasheet are answered"),
        _questions,
        (datasheet.NAME,),
    )
    yield Point(
        "languages",
        QUALITY,
        _CONSISTENT,
        N_("Texts are in the language that their column declares"),
        _languages,
        (config + "/columns/{column}/languages",),
    )
    yield Point(
        "filled",
        QUALITY,
        _CONSISTENT,
        N_("No column of text is empty"),
        _filled,
        (config + "/columns/{column}/n_texts",),
    )
    yield Point(
        "input",
        QUALITY,
        _CONSISTENT,
        N_("The input could be read without faults"),
        _input,
        (build + "/findings",),
    )
    yield Point(
        "damage",
        QUALITY,
        _CONSISTENT,
        N_("Damaged text was mended"),
        _step(lambda given: given.steps.normalise),
        (manifest + "/steps/normalise", build + "/edits"),
    )
    yield Point(
        "duplicates",
        QUALITY,
        _CONSISTENT,
        N_("Repeated and nearly repeated rows were left out"),
        _duplicates,
        (manifest + "/steps/exact_duplicates", manifest + "/steps/near_duplicates", build + "/dropped"),
    )
    yield Point(
        "benchmarks",
        QUALITY,
        _CONSISTENT,
        N_("Text of benchmarks was left out"),
        _step(lambda given: given.steps.benchmarks),
        (build + "/benchmarks",),
    )
    yield Point(
        "rules",
        QUALITY,
        _CONSISTENT,
        N_("Rules of quality were applied"),
        _step(lambda given: given.steps.quality),
        (manifest + "/steps/quality", build + "/dropped"),
    )
    yield Point(
        "publisher",
        _ORGANISATION,
        _RESPONSIBLE,
        N_("The publisher is named and can be reached"),
        _always,
        (manifest + "/publisher",),
    )
    yield Point(
        "provenance",
        _ORGANISATION,
        _RESPONSIBLE,
        N_("Each input file has an address and a checksum"),
        _addresses,
        (manifest + "/access/urls", build + "/inputs"),
    )
    yield Point(
        "versions",
        _ORGANISATION,
        _TECHNICAL,
        N_("Versions are numbered and their changes listed"),
        _always,
        (build + "/version", build + "/history"),
    )
    yield Point(
        "take_down",
        _ORGANISATION,
        _RESPONSIBLE,
        N_("It says how to have a row taken down"),
        _take_down,
        (manifest + "/policy/take_down",),
    )
    yield Point(
        "verified",
        LEGAL,
        _LEGAL,
        N_("A person has verified the source and its licence"),
        _verified,
        (manifest + "/status/state", manifest + "/status/verified_by", manifest + "/licence/evidence_url"),
    )
    yield Point(
        "licence",
        LEGAL,
        _LEGAL,
        N_("The licence is open, also for commercial use"),
        _open_licence,
        (manifest + "/licence/id", manifest + "/licence/commercial"),
    )
    yield Point(
        "passing_on",
        LEGAL,
        _LEGAL,
        N_("The data may be passed on"),
        _passing_on,
        (manifest + "/licence/redistribution",),
    )
    yield Point(
        "further_terms",
        LEGAL,
        _LEGAL,
        N_("There are no terms beside the licence"),
        _further_terms,
        (manifest + "/licence/extra_terms",),
    )
    yield Point(
        "personal_data",
        LEGAL,
        _RESPONSIBLE,
        N_("There is no personal data"),
        _personal_data,
        (manifest + "/policy/personal_data",),
    )
    yield Point(
        "identifiers",
        LEGAL,
        _RESPONSIBLE,
        N_("No personal identifiers are left in the texts"),
        _identifiers,
        (manifest + "/steps/privacy", build + "/personal"),
    )
    yield Point(
        "represented",
        LEGAL,
        _RESPONSIBLE,
        N_("How far it represents the population is known"),
        _represented,
        (manifest + "/represent/columns", build + "/represent/n_rows"),
    )
    yield Point(
        "balance",
        LEGAL,
        _RESPONSIBLE,
        N_("How its texts are spread over languages is stated"),
        _balance,
        (config + "/columns/{column}/languages",),
    )
    yield Point(
        "ethics",
        LEGAL,
        _RESPONSIBLE,
        N_("It says whether there was an ethical review"),
        _step(lambda given: "ethics" in dict(given.datasheet)),
        (manifest + "/datasheet/ethics",),
    )


POINTS = tuple(_points())
"""Every point, pillar by pillar."""
