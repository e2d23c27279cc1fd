"""A comparison as findings: codes R401 and on."""

from collections.abc import Iterator

import pyarrow.compute as pc

from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.represent.assessment import Assessment
from cymraeg_data.represent.comparison import Comparison
from cymraeg_data.represent.group_verdicts import Status
from cymraeg_data.represent.priority_results import not_assessed

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
        found("R405", Location(), group=item.name)
        for item in not_assessed(result)
        if item.name not in result.reference.dimensions
    ]
    if result.settings.collection_mode == "online":
        findings.append(found("R410", Location()))
    return tuple(findings)


def _of_dimension(result: Comparison, each: Assessment) -> Iterator[Finding]:
    name = each.dimension.name
    place = Location(column=result.columns[name])
    for row in result.groups.filter(pc.field("dimension") == name).to_pylist():
        code = _CODES.get(Status(row["status"]))
        if code in {"R401", "R402", "R403"}:
            yield found(
                code,
                place,
                dimension=name,
                group=row["group"],
                label_cy=row["label_cy"],
                label_en=row["label_en"],
                share=round(100 * row["share"], 2),
                reference=round(100 * row["reference_share"], 2),
                rows=row["n"],
            )
    limited = [status for status in each.verdicts.statuses if status is Status.LIMITED_DATA]
    if limited:
        yield found(
            "R404", place, n=len(limited), of=len(each.verdicts.statuses), dimension=name, rows=each.n
        )
    yield from _of_labels(result, each)
    whole = each.n + each.n_without
    if each.n_without > _MUCH_MISSING * whole:
        yield found("R407", place, n=each.n_without, of=whole, dimension=name)
    top = each.sample.top_share
    if top is not None and top > _MUCH_BY_ONE:
        yield found("R408", place, dimension=name, percent=round(100 * top, 1), units=each.sample.units)
    if (each.sample.rows > 0).sum() == 1 and each.n:
        yield found("R411", place, dimension=name, group=each.dimension.codes[int(each.sample.rows.argmax())])
    if each.accepted:
        yield found("R412", place, dimension=name, unit=each.dimension.unit, first=each.dimension.ages[0])


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
            dimension=each.dimension.name,
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
            dimension=each.dimension.name,
            examples=[f"{label} → {code}" for label, code in list(mapped.guessed.items())[:_EXAMPLES]],
        )
