"""The uncertainty of a share: Wilson's interval, an exact test, and the effect of clusters and weights.

Rows are not people. Where several rows come from one speaker, author or document, or where rows have weights,
a share is a ratio of totals over these units. Its variance is that of the jackknife over units (Wolter,
"Introduction to Variance Estimation", 2007, 4.2), or of the linearised ratio for weighted rows. The design
effect is this variance over that of independent rows, and the effective sample size is the number of rows
over the design effect. Wilson's interval and the binomial test take the effective size for n, as Korn and
Graubard do (Survey Methodology 24, 1998), with Student's t for the number of units.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cymraeg_data.represent.special_functions import at_least, at_most, t_quantile, z_quantile

__all__ = ["CONFIDENCE", "Sample", "adjusted", "from_rows", "from_units", "from_weights", "interval", "test"]

CONFIDENCE = 0.95
# Wilson's interval covers too little where fewer cases than this are expected (89.5% at p = .01, n = 55):
# there the continuity correction is made (Newcombe, Statistics in Medicine 17, 1998, method 4). Our choice,
# from the coverage computed for p of .01 to .5 and n of 30 to 100,000 in benchmarks/represent.py.
_FEW = 10
# Fewer units than this on one side of a share cannot show how similar the rows of a unit are. Our choice,
# from the simulation of coverage in benchmarks/represent.py.
_THIN = 10

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The shares of the groups of a dimension, and the sample that they are based on.

    `rows` counts the rows of each group; `shares` are of all rows, weighted where there are weights.
    `effective` is the effective sample size for each group. `units` is the number of independent units, which
    are rows by default; `equal_units` is the number of equally large ones with the same precision.
    `pooled` is the design effect over the whole dimension (Rao and Scott, JASA 76, 1981).
    """

    rows: npt.NDArray[np.int64]
    shares: Array
    effective: Array
    units: int
    equal_units: float
    pooled: float = 1.0
    clustered: bool = False
    unit_shares: Array | None = None
    top_share: float | None = None


def from_rows(rows: npt.NDArray[np.int64]) -> Sample:
    """Return a sample of independent rows."""
    n = int(rows.sum())
    shares = rows / n if n else np.full(len(rows), np.nan)
    return Sample(
        rows=rows, shares=shares, effective=np.full(len(rows), float(n)), units=n, equal_units=float(n)
    )


def from_weights(rows: npt.NDArray[np.int64], totals: Array, squares: Array) -> Sample:
    """Return a sample of independent rows from the sums of weights and of squared weights by group."""
    total, n = totals.sum(), int(rows.sum())
    shares = totals / total
    variance = (
        ((1 - shares) ** 2 * squares + shares**2 * (squares.sum() - squares)) / total**2 * n / max(n - 1, 1)
    )
    return _sample(rows, shares, variance, n, n)


def from_units(
    rows: npt.NDArray[np.int64], units: npt.NDArray[np.int64], groups: npt.NDArray[np.int64], totals: Array
) -> Sample:
    """Return a sample of units, from the rows or weights of each pair of unit and group that occurs."""
    sizes = np.bincount(units, weights=totals)
    per_unit = sizes[sizes > 0]
    whole, n_groups = float(sizes.sum()), len(rows)
    shares = np.bincount(groups, weights=totals, minlength=n_groups) / whole
    # The jackknife: each unit's residual is divided by the size of the others, so that a large unit does not
    # confirm itself.
    leverage = np.divide(1.0, whole - sizes, out=np.zeros_like(sizes), where=sizes < whole) ** 2
    squares = np.bincount(groups, weights=totals**2 * leverage[units], minlength=n_groups)
    crossed = np.bincount(groups, weights=totals * (sizes * leverage)[units], minlength=n_groups)
    spread = squares - 2 * shares * crossed + shares**2 * (sizes**2 * leverage).sum()
    n_units = len(per_unit)
    equal = whole**2 / float((sizes**2).sum())
    variance = np.maximum(spread, 0) * (n_units - 1) / n_units
    sample = _sample(rows, shares, variance, int(rows.sum()), n_units)
    # With too few units on either side of a share to see how similar the rows of a unit are, each unit counts
    # as one row.
    thin = np.minimum(shares, 1 - shares) * equal < _THIN
    each = np.bincount(groups, weights=totals / sizes[units], minlength=n_groups) / n_units
    return Sample(
        rows=rows,
        shares=shares,
        effective=np.where(thin, np.minimum(sample.effective, equal), sample.effective),
        units=n_units,
        equal_units=equal,
        pooled=sample.pooled,
        clustered=True,
        unit_shares=each,
        top_share=float(per_unit.max() / whole),
    )


def _sample(rows: npt.NDArray[np.int64], shares: Array, variance: Array, n: int, units: int) -> Sample:
    """Return a sample with the design effect of each group, or of the whole dimension where that is larger.

    A rare group's own effect is an estimate from a handful of units, and zero where there are none.
    """
    simple = shares * (1 - shares) / n
    pooled = max(1.0, float(variance.sum() / simple.sum())) if simple.sum() > 0 else 1.0
    own = np.divide(variance, simple, out=np.ones_like(variance), where=simple > 0)
    effective = n / np.maximum(np.maximum(own, pooled), 1.0)
    return Sample(
        rows=rows, shares=shares, effective=effective, units=units, equal_units=float(units), pooled=pooled
    )


def adjusted(sample: Sample, tail: float) -> Array:
    """Return the effective size, reduced so that the normal quantile acts as Student's t.

    The reduction is Korn and Graubard's (1998). The degrees of freedom are those of the number of equally
    large units with the same precision (Carter, Schnepel and Steigerwald, Review of Economics and Statistics
    99, 2017): among many small units a few large ones decide a share.
    """
    if not sample.clustered:
        return sample.effective
    degrees = max(int(sample.equal_units) - 1, 1)
    return sample.effective * (z_quantile(1 - tail) / t_quantile(1 - tail, degrees)) ** 2


def interval(sample: Sample) -> tuple[Array, Array]:
    """Return the bounds of Wilson's interval for each share; 0 and 1 for a single unit or none.

    >>> low, high = interval(from_rows(np.array([178, 822])))
    >>> f"{low[0]:.4f} {high[0]:.4f}"
    '0.1555 0.2029'
    """
    n = len(sample.rows)
    if sample.units == 0 or (sample.clustered and sample.units == 1):
        return np.zeros(n), np.ones(n)
    return wilson(sample.shares, adjusted(sample, (1 - CONFIDENCE) / 2))


def wilson(shares: Array, n: Array) -> tuple[Array, Array]:
    """Return the bounds of Wilson's interval, corrected for continuity where cases are few."""
    z = z_quantile((1 + CONFIDENCE) / 2)
    x = shares * n
    few = np.minimum(x, n - x) < _FEW
    correction = np.where(few, 1.0, 0.0)
    width = 2 * (n + z * z)
    middle = 2 * x + z * z
    below = z * z - correction * (2 + 1 / n) + 4 * shares * (n - x + correction)
    above = z * z + correction * (2 - 1 / n) + 4 * shares * (n - x - correction)
    low = (middle - correction - z * np.sqrt(np.maximum(below, 0))) / width
    high = (middle + correction + z * np.sqrt(np.maximum(above, 0))) / width
    low = np.where(x < 1, 0.0, low)
    high = np.where(n - x < 1, 1.0, high)
    return np.minimum(low, shares), np.maximum(high, shares)


def test(sample: Sample, reference: Array, level: float) -> Array:
    """Return the p-value of each group in an exact binomial test against the reference.

    It is twice the smaller tail. `level` is the level at which it will be judged: with few units, the smaller
    the level, the heavier the tail of Student's t.
    """
    n = adjusted(sample, level / 2)
    x = sample.shares * n
    chances: Array = np.minimum(1.0, 2 * np.minimum(at_most(x, n, reference), at_least(x, n, reference)))
    return chances
