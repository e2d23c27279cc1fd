"""A comparison as findings: codes R401 and on."""

from collections.abc import Iterator

import pyarrow.compute as pc

from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.locale import _, both
from cymraeg_data.represent.assessment import Assessment
from cymraeg_data.represent.comparison import Comparison, UnassessedGroup
from cymraeg_data.represent.group_verdicts import Status
from cymraeg_data.represent.priority_results import not_assessed
from cymraeg_data.represent.reference_population import UNITS, Dimension

__all__ = ["findings_of"]

_CODES = {Status.UNDER: "R401", Status.OVER: "R402", Status.ABSENT: "R403", Status.LIMITED_DATA: "R404"}
# Our choice: a tenth of the answers missing, or a tenth of the rows from one speaker, moves shares by more
# than the usual tolerance.
_MUCH_MISSING = 0.1
_MUCH_BY_ONE = 0.1
_EXAMPLES = 5


def findings_of(result: Comparison) -> tuple[Finding, ...]:
    """Return the findings of a comparison: by dimension, then on priority groups and on collection."""
    findings = [finding for each in result.assessments for finding in _of_dimension(result, each)]
    findings += [
        found("R405", Location(), group=item.name, title=_title(item))
        for item in not_assessed(result)
        if item.name not in result.reference.dimensions
    ]
    if result.settings.collection_mode == "online":
        findings.append(found("R410", Location()))
    return tuple(findings)


def _of_dimension(result: Comparison, each: Assessment) -> Iterator[Finding]:
    name = each.dimension.name
    named = _named(each.dimension)
    place = Location(column=result.columns[name])
    for row in result.groups.filter(pc.field("dimension") == name).to_pylist():
        code = _CODES.get(Status(row["status"]))
        if code in {"R401", "R402", "R403"}:
            yield found(
                code,
                place,
                **named,
                group=row["group"],
                label={"cy": row["label_cy"], "en": row["label_en"]},
                share=round(100 * row["share"], 2),
                reference=round(100 * row["reference_share"], 2),
                rows=row["n"],
            )
    limited = [status for status in each.verdicts.statuses if status is Status.LIMITED_DATA]
    if limited:
        n_groups = len(each.verdicts.statuses)
        yield found("R404", place, n=len(limited), of=n_groups, **named, rows=each.n)
    yield from _of_labels(result, each)
    whole = each.n + each.n_without
    if each.n_without > _MUCH_MISSING * whole:
        yield found("R407", place, n=each.n_without, of=whole, **named)
    top = each.sample.top_share
    if top is not None and top > _MUCH_BY_ONE:
        yield found("R408", place, **named, percent=round(100 * top, 1), units=each.sample.units)
    if (each.sample.rows > 0).sum() == 1 and each.n:
        only = each.dimension.categories[int(each.sample.rows.argmax())]
        label = {"cy": only.cy, "en": only.en}
        yield found("R411", place, **named, group=only.code, label=label)
    if each.accepted:
        unit = both(lambda: _(UNITS[each.dimension.unit]))
        yield found("R412", place, **named, unit=unit, first=each.dimension.ages[0])


def _title(item: UnassessedGroup) -> dict[str, str]:
    """Return the title of what was not assessed, by language."""
    return both(lambda: item.title)


def _named(dimension: Dimension) -> dict[str, object]:
    """Return the code of a dimension and its title in both languages, as evidence."""
    return {"dimension": dimension.name, "title": {"cy": dimension.cy, "en": dimension.en}}


def _of_labels(result: Comparison, each: Assessment) -> Iterator[Finding]:
    mapped = result.mapped[each.dimension.name]
    if mapped.unmapped:
        examples = [
            {"text": item.label, "n": item.n, "nearest": list(item.nearest)}
            for item in mapped.unmapped[:_EXAMPLES]
        ]
        first = mapped.unmapped[0]
        yield found(
            "R406",
            Location(column=result.columns[each.dimension.name]),
            n=sum(item.n for item in mapped.unmapped),
            of=result.n_rows,
            **_named(each.dimension),
            labels=len(mapped.unmapped),
            label=first.label,
            nearest=", ".join(first.nearest) or "–",
            examples=examples,
        )
    if mapped.guessed:
        yield found(
            "R409",
            Location(column=result.columns[each.dimension.name]),
            n=len(mapped.guessed),
            **_named(each.dimension),
            examples=[f"{label} → {code}" for label, code in list(mapped.guessed.items())[:_EXAMPLES]],
        )
