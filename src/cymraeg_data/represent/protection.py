"""Disclosure control: a comparison that can be published without telling anything about a few people.

Counts below the threshold are suppressed, with as many others as it takes that none can be worked out from a
total, and all counts that stay are rounded. Every other figure is then made anew from what is published:
shares, intervals, distances and statuses say nothing more. Why this holds: within a dimension at least two
cells are suppressed, and people may be moved between them in thought without changing any published figure,
by more than the rounding base. An intersection is published only where none of its cells is small and none of
its dimensions has a suppressed group; merge groups to publish one that is not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cymraeg_data.errors import InputError
from cymraeg_data.locale import N_, _
from cymraeg_data.represent.assessment import Assessment, tested
from cymraeg_data.represent.crossing import Crossing
from cymraeg_data.represent.intervals import Sample
from cymraeg_data.represent.mapping import ABSENT_KINDS
from cymraeg_data.represent.priority import PRIORITY
from cymraeg_data.represent.verdict import Status, Verdicts, judge, quality

if TYPE_CHECKING:
    from cymraeg_data.represent.reference_population import Reference
    from cymraeg_data.represent.representation import Limitation, NotAssessed, Representation
    from cymraeg_data.represent.settings import Settings

__all__ = ["MARK", "Protected", "protect", "suppressed_cells"]

MARK = "[c]"  # StatsWales's shorthand: confidential
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A comparison fit to be published.

    Its tables hold rounded counts, and null where a count is suppressed.
    """

    reference: "Reference"
    settings: "Settings"
    n_rows: int
    groups: pa.Table
    dimensions: pa.Table
    intersections: pa.Table
    priority: pa.Table
    not_assessed: "tuple[NotAssessed, ...]"
    limitations: "tuple[Limitation, ...]"
    threshold: int
    round_to: int
    withheld: tuple[tuple[str, ...], ...] = field(default=())

    def to_card(self) -> str:
        """Return the comparison as Markdown for a dataset card, in the current language."""
        from cymraeg_data.represent.render.markdown_tables import to_markdown

        return to_markdown(self)

    to_markdown = to_card

    def to_json(self) -> str:
        """Return the comparison as JSON after `representation.schema.json`."""
        from cymraeg_data.represent.render.json_form import to_json

        return to_json(self)

    def chart(self, dimension: str) -> str:
        """Return a chart of a dimension as SVG; suppressed groups have no dot."""
        from cymraeg_data.represent.render.chart import chart

        name = self.reference[dimension].name
        return chart(self.groups.filter(pa.compute.field("dimension") == name), self.reference[name])

    def _repr_html_(self) -> str:
        from cymraeg_data.represent.render.chart import page

        return page(self)


def protect(
    found: "Representation", *, threshold: int = 10, round_to: int = 5, hide_zeros: bool = False
) -> Protected:
    """Return `found` with small counts suppressed and all others rounded.

    Args:
        found: a comparison.
        threshold: counts of 1 up to one below it are suppressed; 10 is StatsWales's rule for survey figures.
        round_to: the base that counts are rounded to.
        hide_zeros: suppress groups that nobody is in as well.

    Raises:
        InputError: the threshold is below the rounding base, or one of them is no count; there are fewer rows
            than the threshold.
    """
    if not 1 <= round_to <= threshold:
        raise InputError(
            _(
                "The threshold must be at least the rounding base, and that at least 1; they are {threshold}"
                " and {base}.",
                threshold=threshold,
                base=round_to,
            )
        )
    if found.n_rows < threshold:
        raise InputError(
            _(
                "Nothing can be published of {n} rows: that is fewer than the threshold, {threshold}.",
                n=found.n_rows,
                threshold=threshold,
            )
        )
    masks = {each.dimension.name: _mask(each, threshold, hide_zeros=hide_zeros) for each in found.assessments}
    parts = {
        name: _Part(each, masks[name], round_to) for name, each in zip(masks, found.assessments, strict=True)
    }
    open_, withheld = _crossings(found.crossings, parts, threshold)
    return Protected(
        reference=found.reference,
        settings=found.settings,
        n_rows=_rounded(found.n_rows, round_to),
        groups=pa.concat_tables([_groups(part, found) for part in parts.values()]).combine_chunks(),
        dimensions=_dimensions(found, parts),
        intersections=_intersections(found, open_, round_to),
        priority=_priority(found, parts),
        not_assessed=found.not_assessed,
        limitations=(*found.limitations, *_notes(threshold, round_to, withheld)),
        threshold=threshold,
        round_to=round_to,
        withheld=tuple(withheld),
    )


def suppressed_cells(counts: Sequence[int] | Ints, threshold: int, *, hide_zeros: bool = False) -> Flags:
    """Return which cells of a table with a known total are suppressed.

    Cells below the threshold are, and then the smallest others, until what is suppressed holds the threshold
    and one more for each cell: so much can be moved between them unseen.

    >>> suppressed_cells([3, 40, 12, 500], 10).tolist()
    [True, False, True, False]
    """
    cells = np.asarray(counts, np.int64)
    hidden = (cells < threshold) & ((cells > 0) | hide_zeros)
    if not hidden[cells > 0].any():
        return hidden
    while (
        cells[hidden].sum() < threshold + hidden.sum() or (hidden & (cells > 0)).sum() < 2
    ):  # two to move between
        rest = np.where(hidden | (cells == 0), np.iinfo(np.int64).max, cells)
        if (rest == rest.max()).all() and rest.max() == np.iinfo(np.int64).max:
            return np.ones(len(cells), bool)
        hidden[int(np.argmin(rest))] = True
    return hidden


def _rounded(count: float, base: int) -> int:
    return int(base * np.floor(count / base + 0.5))


def _mask(found: Assessment, threshold: int, *, hide_zeros: bool) -> Flags:
    """Return which groups, and which kinds of no answer after them, are suppressed.

    One table with one total.
    """
    cells = [*found.sample.rows.tolist(), *(found.absent[kind] for kind in ABSENT_KINDS)]
    return suppressed_cells(cells, threshold, hide_zeros=hide_zeros)


class _Part:
    """What is published of one dimension, and the sample that it amounts to."""

    def __init__(self, found: Assessment, mask: Flags, base: int) -> None:
        self.found = found
        n_groups = len(found.sample.rows)
        self.hidden = mask[:n_groups]
        counts = np.array([_rounded(count, base) for count in found.sample.rows], np.int64)
        self.rows = np.where(self.hidden, 0, counts)
        self.absent = {
            kind: None if hidden else _rounded(found.absent[kind], base)
            for kind, hidden in zip(ABSENT_KINDS, mask[n_groups:], strict=True)
        }
        whole = _rounded(found.n + sum(found.absent.values()), base)
        self.n = max(whole - sum(n for n in self.absent.values() if n), int(self.rows.sum()))
        self.units = _rounded(found.sample.units, base) if found.sample.clustered else self.n
        # With clusters or weights the effect of the design is published to one decimal, and no more of it is
        # used.
        self.effect = round(found.sample.pooled, 1)

    def sample(self) -> Sample:
        """Return the sample that the published counts are; a suppressed group has some rows, however many."""
        shares = self.rows / self.n if self.n else np.full(len(self.rows), np.nan)
        return self._sample(np.where(self.hidden, 1, self.rows), shares)

    def pair(self, n: int) -> Sample:
        """Return the sample of a group of n rows and all others."""
        rows = np.array([n, self.n - n], np.int64)
        return self._sample(rows, rows / self.n)

    def _sample(self, rows: Ints, shares: npt.NDArray[np.float64]) -> Sample:
        return Sample(
            rows=rows,
            shares=shares,
            effective=np.full(len(rows), self.n / self.effect),
            units=self.units,
            equal_units=float(self.units),
            pooled=self.effect,
        )


def _groups(part: _Part, found: "Representation") -> pa.Table:
    from cymraeg_data.represent.representation import GROUPS

    dimension, sample = part.found.dimension, part.sample()
    verdicts = judge(
        sample,
        dimension.shares,
        found.settings,
        precision=dimension.precision_pp / 100,
        family=tested(dimension.shares),
    )
    rows = [
        _group(part, index, float(sample.shares[index]), verdicts)
        for index in range(len(dimension.codes))
        if part.hidden[index] or dimension.shares[index] > 0 or part.rows[index]
    ]
    return pa.Table.from_pylist(rows, schema=GROUPS)


def _group(part: _Part, index: int, share: float, verdicts: Verdicts) -> dict[str, Any]:
    dimension = part.found.dimension
    category, reference = dimension.categories[index], float(dimension.shares[index])
    row = {
        "dimension": dimension.name,
        "group": category.code,
        "label_cy": category.cy,
        "label_en": category.en,
        "reference_share": reference,
    }
    if part.hidden[index]:
        return row | {"status": str(Status.SUPPRESSED)}
    low, high, gap = (float(each[index]) for each in (verdicts.low, verdicts.high, verdicts.gaps))
    ratios = (
        {"ratio": share / reference, "ratio_low": low / reference, "ratio_high": high / reference}
        if reference
        else {}
    )
    status = Status.NOT_ASSESSED if part.found.accepted else verdicts.statuses[index]
    return (
        row
        | ratios
        | {
            "n": int(part.rows[index]),
            "share": share,
            "difference_pp": 100 * (share - reference),
            "low": low,
            "high": high,
            "detectable_gap_pp": None if np.isnan(gap) else 100 * gap,
            "status": str(status),
        }
    )


def _dimensions(found: "Representation", parts: Mapping[str, _Part]) -> pa.Table:
    schema = found.dimensions.schema
    rows = [
        {
            "dimension": name,
            "column": None,
            "n": part.n,
            **part.absent,
            "n_units": part.units,
            "quality": quality(part.units),
            "design_effect": part.effect,
        }
        for name, part in parts.items()
    ]
    return pa.Table.from_pylist(rows, schema=schema)


def _crossings(
    crossings: Sequence[Crossing], parts: Mapping[str, _Part], threshold: int
) -> tuple[list[Crossing], list[tuple[str, ...]]]:
    """Return the intersections that can be published, and the names of those that cannot."""
    open_, withheld = [], []
    for each in crossings:
        small = ((each.sample.rows > 0) & (each.sample.rows < threshold)).any()
        if small or any(parts[name].hidden.any() for name in each.names):
            withheld.append(each.names)
        else:
            open_.append(each)
    # A table that shares two dimensions with a withheld one would give its sums away.
    shut = [set(names) for names in withheld]
    safe = [each for each in open_ if not any(len(set(each.names) & names) > 1 for names in shut)]
    withheld += [each.names for each in open_ if each not in safe]
    return safe, withheld


def _intersections(found: "Representation", open_: Sequence[Crossing], base: int) -> pa.Table:
    table = found.intersections
    kept = {each.names for each in open_}
    rows = []
    totals = {each.names: sum(_rounded(n, base) for n in each.sample.rows) for each in open_}
    for row in table.to_pylist():
        names = tuple(row["dimensions"])
        if names not in kept:
            continue
        n = _rounded(row["n"], base)
        share = n / totals[names] if totals[names] else None
        reference = row["reference_share"]
        rows.append(
            {
                "dimensions": row["dimensions"],
                "groups": row["groups"],
                "basis": row["basis"],
                "n": n,
                "share": share,
                "reference_share": reference,
                "difference_pp": None if share is None else 100 * (share - reference),
                "ratio": share / reference if share is not None and reference else None,
                "status": str(
                    Status.ABSENT if n == 0 and reference and row["basis"] == "joint" else Status.NOT_ASSESSED
                ),
            }
        )
    return pa.Table.from_pylist(rows, schema=table.schema)


def _priority(found: "Representation", parts: Mapping[str, _Part]) -> pa.Table:
    """Return the priority groups, each a sum of published counts; suppressed where one of these is."""
    rows = found.priority.to_pylist()
    return pa.Table.from_pylist(
        [_told_again(row, found, parts) for row in rows], schema=found.priority.schema
    )


def _told_again(
    row: Mapping[str, Any], found: "Representation", parts: Mapping[str, _Part]
) -> dict[str, Any]:
    """Return the row of a priority group made from published counts."""
    from cymraeg_data.represent.priority_results import told_by

    told = next(
        filter(None, (told_by(group, found) for group in PRIORITY if group.key == row["group"])), None
    )
    if told is None:
        return dict(row)
    part, inside = parts[told[0].dimension.name], sorted(told[1])
    again = dict(row) | dict.fromkeys(("n", "share", "difference_pp", "low", "high", "detectable_gap_pp"))
    if part.hidden[inside].any() or not part.n:
        return again | {"status": str(Status.SUPPRESSED)}
    n, reference = int(part.rows[inside].sum()), float(row["reference_share"])
    sample = part.pair(n)
    verdicts = judge(sample, np.array([reference, 1 - reference]), found.settings, family=len(parts))
    status = Status.NOT_ASSESSED if part.found.accepted else verdicts.statuses[0]
    return again | {
        "n": n,
        "share": n / part.n,
        "difference_pp": 100 * (n / part.n - reference),
        "low": float(verdicts.low[0]),
        "high": float(verdicts.high[0]),
        "status": str(status),
    }


def _notes(threshold: int, base: int, withheld: Sequence[tuple[str, ...]]) -> "list[Limitation]":
    from cymraeg_data.represent.representation import Limitation

    notes = [
        Limitation(
            N_(
                "Counts from 1 to {last} are suppressed, with others that would give them away, and all"
                " counts are rounded to {base}; every figure here is made from the rounded counts."
            ),
            (("last", threshold - 1), ("base", base)),
        ),
        Limitation(
            N_(
                "Two publications of nearly the same people can be subtracted from each other: before"
                " publishing again after small changes, compare with what is already out."
            ),
        ),
    ]
    notes += [
        Limitation(
            N_(
                "The intersection of {names} is withheld: some of its cells are small. Merge groups to"
                " publish it."
            ),
            (("names", ", ".join(names)),),
        )
        for names in withheld
    ]
    return notes
