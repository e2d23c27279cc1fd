"""One dimension of a comparison: its sample, verdicts, missing answers and distance from the reference."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from cymraeg_data.represent.counting import Rows, sample_of
from cymraeg_data.represent.distance import Distance, distance
from cymraeg_data.represent.group_verdicts import Status, Verdicts, judge
from cymraeg_data.represent.intervals import Sample
from cymraeg_data.represent.mapping import ABSENT_KINDS
from cymraeg_data.represent.reference_population import Dimension
from cymraeg_data.represent.settings import ComparisonSettings

__all__ = ["Assessment", "assess", "tested"]

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A dimension compared; `absent` counts the rows without a group by kind.

    With `accepted` its base is not that of the rows, and it has no verdict.
    """

    dimension: Dimension
    sample: Sample
    verdicts: Verdicts
    absent: Mapping[str, int]
    distance: Distance | None
    accepted: bool = False

    @property
    def n(self) -> int:
        """Return how many rows have a group."""
        return int(self.sample.rows.sum())

    @property
    def n_without(self) -> int:
        """Return how many rows lack a group that they could have: all kinds but `not_applicable`."""
        return sum(n for kind, n in self.absent.items() if kind != "not_applicable")

    @property
    def bounds(self) -> tuple[Array, Array]:
        """Return the share of each group if none, and if all, of the rows without a group were in it."""
        whole = self.n + self.n_without
        if not whole:
            return np.full(len(self.sample.rows), np.nan), np.full(len(self.sample.rows), np.nan)
        return self.sample.rows / whole, (self.sample.rows + self.n_without) / whole


def assess(
    dimension: Dimension,
    codes: npt.NDArray[np.int32],
    rows: Rows,
    settings: ComparisonSettings,
    *,
    accepted: bool = False,
) -> Assessment:
    """Return a dimension compared: `codes` are the groups of the rows, negative without one."""
    sample = sample_of(codes, len(dimension.codes), rows)
    found = np.bincount(-np.minimum(codes, 0), minlength=len(ABSENT_KINDS) + 1)
    absent = {kind: int(found[index]) for index, kind in enumerate(ABSENT_KINDS, 1)}
    shares = dimension.shares
    verdicts = judge(sample, shares, settings, precision=dimension.precision_pp / 100, family=tested(shares))
    if accepted:
        verdicts = replace(verdicts, statuses=(Status.NOT_ASSESSED,) * len(shares))
    far = distance(sample.shares, shares, sample.rows.sum(), sample.pooled) if sample.units else None
    return Assessment(
        dimension=dimension, sample=sample, verdicts=verdicts, absent=absent, distance=far, accepted=accepted
    )


def tested(shares: Array) -> int:
    """Return the number of tests: one per group, but one for two groups, whose tests are the same."""
    n = int((shares > 0).sum())
    return 1 if n <= 2 else n  # as in verdict
