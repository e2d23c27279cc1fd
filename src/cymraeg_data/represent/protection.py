"""Disclosure control: a comparison that can be published without disclosing facts about a few people.

Counts below the threshold are suppressed, with as many others as are needed so that none can be computed from
a total, and all other counts are rounded. Every other figure is then computed again from what is published:
shares, intervals, distances and statuses disclose nothing more. Why this holds: within a dimension at least
two cells are suppressed, and more people than the rounding base could be moved between them without changing
any published figure. An intersection is published only where none of its cells is small and none of its
dimensions has a suppressed group; merge groups to publish a withheld one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cymraeg_data.errors import InputError
from cymraeg_data.locale import N_, _
from cymraeg_data.represent.assessment import Assessment, tested
from cymraeg_data.represent.comparison import GROUPS, Comparison, Limitation, Row, UnassessedGroup
from cymraeg_data.represent.crossing import Crossing
from cymraeg_data.represent.group_verdicts import Status, Verdicts, judge, quality
from cymraeg_data.represent.intervals import Sample
from cymraeg_data.represent.mapping import ABSENT_KINDS
from cymraeg_data.represent.priority import PRIORITY
from cymraeg_data.represent.priority_results import dimension_of, limitations, not_assessed, priority_table
from cymraeg_data.represent.reference_population import Reference
from cymraeg_data.represent.settings import ComparisonSettings

__all__ = ["MARK", "ProtectedTables", "protected_tables", "suppressed_cells"]

MARK = "[c]"  # StatsWales's shorthand: confidential
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ProtectedTables:
    """The tables of a comparison fit to be published: counts are rounded, or null where suppressed."""

    reference: Reference
    settings: ComparisonSettings
    n_rows: int
    groups: pa.Table
    dimensions: pa.Table
    intersections: pa.Table
    priority: pa.Table
    not_assessed: tuple[UnassessedGroup, ...]
    limitations: tuple[Limitation, ...]
    threshold: int
    round_to: int
    withheld: tuple[tuple[str, ...], ...] = ()

    def __str__(self) -> str:
        """Return what was protected in one line."""
        return _(
            "about {n} rows against {reference}: groups {groups}, counts from {threshold}, rounded to {base}",
            n=f"{self.n_rows:,}",
            reference=self.reference.name,
            groups=self.groups.num_rows,
            threshold=self.threshold,
            base=self.round_to,
        )

    def __repr__(self) -> str:
        """Return the class and what was protected in one line."""
        return f"{type(self).__name__}({self})"


def protected_tables(
    found: Comparison, *, threshold: int, round_to: int, hide_zeros: bool
) -> ProtectedTables:
    """Return `found` with small counts suppressed and all others rounded.

    Args:
        found: a comparison.
        threshold: counts from 1 up to one below it are suppressed.
        round_to: the base that counts are rounded to.
        hide_zeros: suppress empty groups as well.

    Raises:
        InputError: the threshold is below the rounding base, or one of them is not a count; there are fewer
            rows than the threshold.
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
    return ProtectedTables(
        reference=found.reference,
        settings=found.settings,
        n_rows=_rounded(found.n_rows, round_to),
        groups=pa.concat_tables([_groups(part, found) for part in parts.values()]).combine_chunks(),
        dimensions=_dimensions(found, parts),
        intersections=_intersections(found, open_, round_to),
        priority=_priority(found, parts),
        not_assessed=not_assessed(found),
        limitations=(*limitations(found), *_notes(threshold, round_to, withheld)),
        threshold=threshold,
        round_to=round_to,
        withheld=tuple(withheld),
    )


def suppressed_cells(counts: Sequence[int] | Ints, threshold: int, *, hide_zeros: bool = False) -> Flags:
    """Return which cells of a table with a known total are suppressed.

    These are the cells below the threshold, and then the smallest others, until together they hold the
    threshold and one more per cell: so many people can be moved between them unnoticed.

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
    """Return which groups, and then which kinds of non-answer, are suppressed: one table with one total."""
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
        # The design effect of clusters or weights is published to one decimal, and used with no more.
        self.effect = round(found.sample.pooled, 1)

    def sample(self) -> Sample:
        """Return the sample of the published counts; a suppressed group counts as present."""
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


def _groups(part: _Part, found: Comparison) -> pa.Table:
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


def _group(part: _Part, index: int, share: float, verdicts: Verdicts) -> dict[str, object]:
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


def _dimensions(found: Comparison, parts: Mapping[str, _Part]) -> pa.Table:
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
    # A table that shares two dimensions with a withheld one would disclose its sums.
    shut = [set(names) for names in withheld]
    safe = [each for each in open_ if not any(len(set(each.names) & names) > 1 for names in shut)]
    withheld += [each.names for each in open_ if each not in safe]
    return safe, withheld


def _intersections(found: Comparison, open_: Sequence[Crossing], base: int) -> pa.Table:
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


def _priority(found: Comparison, parts: Mapping[str, _Part]) -> pa.Table:
    """Return the priority groups, each a sum of published counts, or suppressed where one of these is."""
    whole = priority_table(found)
    return pa.Table.from_pylist(
        [_priority_row(row, found, parts) for row in whole.to_pylist()], schema=whole.schema
    )


def _priority_row(row: Row, found: Comparison, parts: Mapping[str, _Part]) -> dict[str, object]:
    """Return the row of a priority group made from published counts."""
    identified = next(
        filter(None, (dimension_of(group, found) for group in PRIORITY if group.key == row["group"])), None
    )
    if identified is None:
        return dict(row)
    part, inside = parts[identified[0].dimension.name], sorted(identified[1])
    again = dict(row) | dict.fromkeys(("n", "share", "difference_pp", "low", "high", "detectable_gap_pp"))
    if part.hidden[inside].any() or not part.n:
        return again | {"status": str(Status.SUPPRESSED)}
    n, reference = int(part.rows[inside].sum()), row["reference_share"]
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


def _notes(threshold: int, base: int, withheld: Sequence[tuple[str, ...]]) -> list[Limitation]:
    notes = [
        Limitation(
            N_(
                "Counts from 1 to {last} are suppressed, with others that would disclose them, and all"
                " counts are rounded to {base}; every figure here is computed from the rounded counts."
            ),
            (("last", threshold - 1), ("base", base)),
        ),
        Limitation(
            N_(
                "Two publications of nearly the same people can be subtracted from each other: before"
                " publishing again after small changes, compare with what is already published."
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
