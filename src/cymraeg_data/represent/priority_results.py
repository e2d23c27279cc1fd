"""The priority groups of a comparison, what was not assessed, and the limitations to read it with."""

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa

from cymraeg_data.locale import N_
from cymraeg_data.represent.assessment import Assessment
from cymraeg_data.represent.comparison import Comparison, Limitation, UnassessedGroup
from cymraeg_data.represent.counting import sample_of
from cymraeg_data.represent.group_verdicts import Status, judge
from cymraeg_data.represent.priority import PRIORITY, PriorityGroup, ceilings, members
from cymraeg_data.represent.reference_population import UNITS

__all__ = ["POPULATIONS", "PRIORITY_SCHEMA", "dimension_of", "limitations", "not_assessed", "priority_table"]

PRIORITY_SCHEMA = pa.schema(
    [
        ("group", pa.string()),
        ("title", pa.string()),
        ("plan", pa.string()),
        ("dimension", pa.string()),
        ("n", pa.int64()),
        ("share", pa.float64()),
        ("reference_share", pa.float64()),
        ("difference_pp", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("detectable_gap_pp", pa.float64()),
        ("status", pa.string()),
        ("ceiling", pa.float64()),
        ("ceiling_everyone", pa.float64()),
        ("ceiling_of", pa.string()),
        ("ceiling_period", pa.string()),
    ]
)
"""The columns of `Representation.priority`.

`ceiling` is an assumption of its period, not a measurement: the largest share of the group, and of everybody
in the same survey, that data collected in this way can reach.
"""

POPULATIONS = {"residents": N_("residents of Wales"), "welsh_speakers": N_("speakers of Welsh in Wales")}
_NO_COLUMN = N_("no column was named for it")
_NO_REFERENCE = N_("the reference has no figures for it")
_TOO_BROAD = N_("the bands of the column do not begin and end where the group does")


def dimension_of(group: PriorityGroup, found: Comparison) -> tuple[Assessment, frozenset[int]] | None:
    """Return the dimension that identifies a priority group and its categories in the group, or None."""
    by_name = {each.dimension.name: each for each in found.assessments}
    for name in group.dimensions:
        if name in by_name:
            inside = members(group, by_name[name].dimension)
            if inside is not None:
                return by_name[name], inside
    return None


def _identified(found: Comparison) -> dict[str, tuple[PriorityGroup, Assessment, frozenset[int]]]:
    by_key: dict[str, tuple[PriorityGroup, Assessment, frozenset[int]]] = {}
    for group in PRIORITY:
        by = dimension_of(group, found)
        if by is not None:
            by_key.setdefault(group.key, (group, *by))
    return by_key


def priority_table(found: Comparison) -> pa.Table:
    """Return one row per priority group; they are tested together, so that false alarms do not add up."""
    by_key = _identified(found)
    limits = {each.key: each for each in ceilings(found.settings.collection_mode)}
    rows = []
    for key in dict.fromkeys(group.key for group in PRIORITY):
        row: dict[str, object] = {"group": key, "status": str(Status.NOT_ASSESSED)}
        if key in by_key:
            row |= _assessed(found, *by_key[key], family=len(by_key))
        group = by_key[key][0] if key in by_key else next(each for each in PRIORITY if each.key == key)
        row |= {"title": group.title, "plan": group.plan}
        if key in limits:
            limit = limits[key]
            row |= {
                "ceiling": limit.share,
                "ceiling_everyone": limit.everyone,
                "ceiling_of": limit.title,
                "ceiling_period": limit.period,
            }
        rows.append(row)
    return pa.Table.from_pylist(rows, schema=PRIORITY_SCHEMA)


def _assessed(
    found: Comparison, group: PriorityGroup, by: Assessment, inside: frozenset[int], *, family: int
) -> dict[str, object]:
    """Return the figures of a priority group: the categories in it against all others."""
    del group
    reference = by.dimension.shares
    share = float(reference[sorted(inside)].sum())
    table = np.array([0 if index in inside else 1 for index in range(len(reference))] + [-1], np.int32)
    codes, rows = found.scope(by.dimension.name)
    sample = sample_of(table[np.maximum(codes, -1)], 2, rows)
    verdicts = judge(
        sample,
        np.array([share, 1 - share]),
        found.settings,
        precision=by.dimension.precision_pp / 100,
        family=family,
    )
    status = Status.NOT_ASSESSED if by.accepted else verdicts.statuses[0]
    value = float(sample.shares[0]) if sample.units else None
    return {
        "dimension": by.dimension.name,
        "n": int(sample.rows[0]),
        "share": value,
        "reference_share": share,
        "difference_pp": None if value is None else 100 * (value - share),
        "low": float(verdicts.low[0]),
        "high": float(verdicts.high[0]),
        "detectable_gap_pp": None if np.isnan(verdicts.gaps[0]) else 100 * float(verdicts.gaps[0]),
        "status": str(status),
    }


def not_assessed(found: Comparison) -> tuple[UnassessedGroup, ...]:
    """Return the priority groups, then the other dimensions of the reference, that were not assessed."""
    by_key = _identified(found)
    groups = [
        UnassessedGroup(key, group.title, _why(group, found))
        for key, group in _by_key().items()
        if key not in by_key or by_key[key][1].accepted
    ]
    seen = {reference_of(found, name) for name in found.columns}
    seen |= {name for group in PRIORITY for name in group.dimensions}
    dimensions = [
        UnassessedGroup(each.name, each.en, _NO_COLUMN, title_cy=each.cy)
        for each in found.reference
        if not each.of and each.name not in seen and not each.is_age
    ]
    return (*groups, *dimensions)


def _by_key() -> Mapping[str, PriorityGroup]:
    found: dict[str, PriorityGroup] = {}
    for group in PRIORITY:
        found.setdefault(group.key, group)
    return found


def reference_of(found: Comparison, name: str) -> str:
    """Return the dimension that a broader one is made from, or the dimension itself."""
    return found.reference[name].of or name


def _why(group: PriorityGroup, found: Comparison) -> str:
    dimensions = [name for each in PRIORITY if each.key == group.key for name in each.dimensions]
    if not dimensions:
        return group.note
    if not any(name in found.reference.dimensions for name in dimensions):
        return _NO_REFERENCE
    has_ages = any(found.reference[name].is_age for name in found.columns)
    return _TOO_BROAD if group.ages is not None and has_ages else _NO_COLUMN


def limitations(found: Comparison) -> tuple[Limitation, ...]:
    """Return what has to be known to read the figures correctly, the widest first."""
    return (*_of_reference(found), *_of_rows(found), *_of_dimensions(found), *_of_collection(found))


def _of_reference(found: Comparison) -> Iterator[Limitation]:
    reference = found.reference
    periods = "; ".join(
        dict.fromkeys(each.dimension.period for each in found.assessments if each.dimension.period)
    )
    yield Limitation(
        N_("The reference is {name}, {population}, of {period}: people, jobs and homes have changed since."),
        (
            ("name", reference.title),
            ("population", POPULATIONS.get(reference.population, reference.population)),
            ("period", periods or "–"),
        ),
    )


def _of_rows(found: Comparison) -> Iterator[Limitation]:
    yield Limitation(
        N_("People who do not use the source at all cannot be seen in it, whatever its shares are.")
    )
    if found.rows.units is None:
        yield Limitation(
            N_(
                "The intervals count each row as another person; name the column of speakers, authors or"
                " households with unit=… if one can have several."
            )
        )
    if any(each.dimension.n_not_answered for each in found.assessments):
        yield Limitation(
            N_(
                "Those who did not answer a question are left out on both sides, in the reference as in the"
                " data."
            )
        )


def _of_dimensions(found: Comparison) -> Iterator[Limitation]:
    for group, _by, _inside in _identified(found).values():
        if group.note:
            yield Limitation(N_("{group}: {note}."), (("group", group.title), ("note", group.note)))
    for each in found.assessments:
        dimension = each.dimension
        title = {"cy": dimension.cy, "en": dimension.en}
        if each.accepted:
            yield Limitation(
                N_(
                    "“{name}” is shown against a reference with another base ({unit}, ages from {first}): it"
                    " has no verdict."
                ),
                (("name", title), ("unit", UNITS[dimension.unit]), ("first", dimension.ages[0])),
            )
        if dimension.basis != "count":
            yield Limitation(
                N_(
                    "The reference for “{name}” rests on rounded percentages: a share may be off by {gap}"
                    " points."
                ),
                (("name", title), ("gap", dimension.precision_pp)),
            )
    if any(each.basis == "assumed" for each in found.crossings):
        yield Limitation(
            N_(
                "Intersections marked “assumed” have no true joint distribution to be compared with and no"
                " verdict."
            )
        )


def _of_collection(found: Comparison) -> Iterator[Limitation]:
    for ceiling in ceilings(found.settings.collection_mode):
        yield Limitation(
            N_(
                "Assumption: in {period}, {share} of {group} used the internet; data collected online can"
                " reach no more of them."
            ),
            (("period", ceiling.period), ("share", f"{ceiling.share:.0%}"), ("group", ceiling.title)),
        )
