"""Intersections: cells of two or three dimensions, against a true joint distribution or an assumed one."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from cymraeg_data.represent.counting import Rows, sample_of
from cymraeg_data.represent.group_verdicts import Status, Verdicts, judge
from cymraeg_data.represent.intervals import Sample, interval
from cymraeg_data.represent.reference_population import Dimension
from cymraeg_data.represent.scope import Scope

__all__ = ["Crossing", "cross"]

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """An intersection compared: its cells in the order of the axes, the last fastest.

    `basis` is "joint" where the reference has the true joint distribution, "assumed" where its shares are
    products of the margins, as if the dimensions were independent: then no cell gets a verdict.
    """

    dimensions: tuple[Dimension, ...]
    sample: Sample
    reference: Array
    verdicts: Verdicts
    basis: Literal["joint", "assumed"]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the dimensions."""
        return tuple(dimension.name for dimension in self.dimensions)

    @property
    def shape(self) -> tuple[int, ...]:
        """Return the number of groups of each dimension."""
        return tuple(len(dimension.codes) for dimension in self.dimensions)


def cross(names: tuple[str, ...], scope: Scope, rows: Rows) -> Crossing:
    """Return an intersection compared; rows without a group in one of the dimensions are left out."""
    dimensions = tuple(scope.dimension(name) for name in names)
    shape = tuple(len(dimension.codes) for dimension in dimensions)
    codes = _combined([scope.mapped[name].codes for name in names], shape)
    kept = scope.mask
    sample = sample_of(codes if kept is None else codes[kept], int(np.prod(shape)), rows.where(kept))
    joint = None if scope.mask is not None or scope.by_base else scope.narrowed.joint(names)
    accepted = any(name in scope.accepted for name in names)
    if joint is None or not joint.sum():
        margins = [dimension.shares for dimension in dimensions]
        assumed = margins[0]
        for margin in margins[1:]:
            assumed = np.multiply.outer(assumed, margin)
        return Crossing(
            dimensions=dimensions,
            sample=sample,
            reference=assumed.ravel(),
            verdicts=_without(sample),
            basis="assumed",
        )
    reference = (joint / joint.sum()).ravel()
    n = int((reference > 0).sum())
    verdicts = judge(sample, reference, scope.settings, family=n)
    if accepted:
        verdicts = replace(verdicts, statuses=(Status.NOT_ASSESSED,) * len(reference))
    return Crossing(
        dimensions=dimensions, sample=sample, reference=reference, verdicts=verdicts, basis="joint"
    )


def _combined(codes: list[npt.NDArray[np.int32]], shape: tuple[int, ...]) -> npt.NDArray[np.int32]:
    """Return the cell of each row, negative where one of the dimensions has no group."""
    cells = codes[0].copy()
    none = cells < 0
    for each, size in zip(codes[1:], shape[1:], strict=True):
        cells *= size
        cells += each
        none |= each < 0
    cells[none] = -1
    return cells


def _without(sample: Sample) -> Verdicts:
    low, high = interval(sample)
    nothing = np.full(len(low), np.nan)
    return Verdicts(
        low=low, high=high, p_values=nothing, gaps=nothing, statuses=(Status.NOT_ASSESSED,) * len(low)
    )
