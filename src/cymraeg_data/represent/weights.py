"""Weights that give the groups their shares of the reference, and the precision that they cost.

They are never applied automatically.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.represent.comparison import Comparison
from cymraeg_data.represent.reference_population import EVERY_AGE, Dimension

__all__ = ["Weighting", "design_effect", "post_stratify", "rake"]

# Deming and Stephan's procedure gains digits at each round: margins are those of the reference to 1e-10.
_PRECISION = 1e-11
_ROUNDS = 5_000
_SHOWN = 5  # empty groups named in a message: our choice

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Weighting:
    """One weight per row, with a mean of one; null for a row without a group in one of the dimensions.

    `effective_n` is the size of an unweighted sample that would be as precise: the price of imbalance.
    """

    dimensions: tuple[str, ...]
    weights: pa.Array
    n: int
    n_without: int
    design_effect: float
    max_weight: float
    rounds: int

    @property
    def effective_n(self) -> float:
        """Return the effective sample size (Kish, "Survey Sampling", 1965, 11.7)."""
        return self.n / self.design_effect

    def __str__(self) -> str:
        """Return what the rows are worth, in one line."""
        return _(
            "{n} rows are worth {effective} once they are weighted by {dimensions} (largest weight"
            " {heaviest}).",
            n=f"{self.n:,}",
            effective=f"{self.effective_n:,.0f}",
            dimensions=", ".join(self.dimensions),
            heaviest=f"{self.max_weight:.1f}",
        )

    def __repr__(self) -> str:
        """Return the class and what the rows are worth, in one line."""
        return f"{type(self).__name__}({self})"


def design_effect(weights: Array) -> float:
    """Return Kish's design effect of weighting, 1 + the squared coefficient of variation of the weights.

    >>> round(design_effect(np.array([1.0, 1.0, 2.0])), 3)
    1.125
    """
    return float(len(weights) * (weights**2).sum() / weights.sum() ** 2)


def rake(found: Comparison, names: Sequence[str] | None = None) -> Weighting:
    """Return weights under which the dimensions, all or those of `names`, have the shares of the reference.

    Raises:
        InputError: a group of the reference has no row to represent it, or the margins contradict the rows,
        so
            that no such weights exist.
    """
    chosen = _chosen(found, names)
    codes = [found.mapped[name].codes for name in chosen]
    shapes = [_dimension(found, name) for name in chosen]
    targets = [dimension.shares for dimension in shapes]
    base, valid = _base(found, chosen, codes)
    cells, place = _cells([each[valid] for each in codes], [len(each) for each in targets])
    axes = [np.asarray(axis) for axis in np.unravel_index(cells, [len(each) for each in targets])]
    totals = np.bincount(place, weights=base[valid], minlength=len(cells)).astype(np.float64)
    for name, dimension, axis, target in zip(chosen, shapes, axes, targets, strict=True):
        _none_empty(
            name,
            dimension.codes,
            np.bincount(axis, weights=totals, minlength=len(target)).astype(np.float64),
            target,
        )
    fitted, rounds = _fit(totals / totals.sum(), axes, targets)
    factors = fitted / (totals / totals.sum())
    return _weighting(chosen, base, valid, factors[place], rounds)


def post_stratify(found: Comparison, names: Sequence[str]) -> Weighting:
    """Return weights under which each cell of a true joint distribution has its share of the reference.

    Raises:
        InputError: the reference has no such joint distribution, or a cell of it has no row.
    """
    chosen = _chosen(found, names)
    joint = _dimension(found, chosen[0]).shares if len(chosen) == 1 else _joint(found, chosen)
    if joint is None:
        raise InputError(
            _(
                "The reference has no joint distribution of {names}. Rake over them instead: it needs only"
                " their margins.",
                names=", ".join(chosen),
            )
        )
    shape = joint.shape
    codes = [found.mapped[name].codes for name in chosen]
    base, valid = _base(found, chosen, codes)
    place = np.ravel_multi_index([each[valid] for each in codes], shape)
    totals = np.bincount(place, weights=base[valid], minlength=joint.size).astype(np.float64)
    target = (joint / joint.sum()).ravel()
    labels = [
        " × ".join(found.reference[name].codes[index] for name, index in zip(chosen, cell, strict=True))
        for cell in np.ndindex(shape)
    ]
    _none_empty(", ".join(chosen), labels, totals, target)
    factors = np.divide(target, totals / totals.sum(), out=np.zeros_like(target), where=totals > 0)
    return _weighting(chosen, base, valid, factors[place], 1)


def _chosen(found: Comparison, names: Sequence[str] | None) -> tuple[str, ...]:
    chosen = tuple(found.columns) if names is None else tuple(found.reference[name].name for name in names)
    for name in chosen:
        if name not in found.columns:
            raise InputError(
                _(
                    "No column was compared for the dimension “{name}”. There are: {known}.",
                    name=name,
                    known=", ".join(found.columns),
                )
            )
    return chosen


def _dimension(found: Comparison, name: str) -> Dimension:
    """Return a dimension of the reference as it was compared, restricted to the ages of the rows."""
    return next(each.dimension for each in found.assessments if each.dimension.name == name)


def _joint(found: Comparison, names: Sequence[str]) -> Array | None:
    """Return a true joint distribution; None where the rows are of certain ages, as it is of all ages."""
    if found.settings.ages != EVERY_AGE or any(found.kept[name] is not None for name in names):
        return None
    return found.reference.joint(names)


def _base(
    found: Comparison, names: Sequence[str], codes: list[npt.NDArray[np.int32]]
) -> tuple[Array, npt.NDArray[np.bool_]]:
    """Return the design weights of the rows, and which rows in scope have a group in each dimension."""
    base = np.ones(found.n_rows) if found.rows.weights is None else found.rows.weights
    kept = [found.kept[name] for name in names]
    valid = np.logical_and.reduce([each >= 0 for each in codes] + [each for each in kept if each is not None])
    if not base[valid].sum():
        raise InputError(
            _("No row has a group in every one of these dimensions: there is nothing to weight.")
        )
    return base, valid


def _cells(
    codes: list[npt.NDArray[np.int32]], shape: list[int]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.intp]]:
    """Return the cells that occur, and which of them each row is in."""
    flat = np.zeros(len(codes[0]), np.int64)
    for each, size in zip(codes, shape, strict=True):
        flat = flat * size + each
    return np.unique(flat, return_inverse=True)


def _none_empty(name: str, codes: Sequence[str], totals: Array, target: Array) -> None:
    empty = [codes[index] for index in np.flatnonzero((totals == 0) & (target > 0)).tolist()]
    if empty:
        raise InputError(
            _(
                "No row is in these groups of {name}, and no weight can make up for missing people:"
                " {groups}. Compare in broader groups, or leave the dimension out.",
                name=name,
                groups=", ".join(empty[:_SHOWN]) + " …" * (len(empty) > _SHOWN),
            )
        )


def _fit(cells: Array, axes: list[npt.NDArray[np.intp]], targets: list[Array]) -> tuple[Array, int]:
    """Return the cells fitted to the margins by iterative proportional fitting.

    The procedure is Deming and Stephan's (Annals of Mathematical Statistics 11, 1940).
    """
    fitted = cells.copy()
    for rounds in range(1, _ROUNDS + 1):
        worst = 0.0
        for axis, target in zip(axes, targets, strict=True):
            margin = np.bincount(axis, weights=fitted, minlength=len(target))
            worst = max(worst, float(np.abs(margin - target).max()))
            fitted *= np.divide(target, margin, out=np.zeros_like(target), where=margin > 0)[axis]
        if worst < _PRECISION:
            return fitted, rounds
    raise InputError(
        _(
            "No weights give all these dimensions their shares: after {n} rounds a share is still off"
            " by {gap:.2g}. Some combinations of groups have no rows; rake over fewer dimensions or broader"
            " groups.",
            n=_ROUNDS,
            gap=worst,
        )
    )


def _weighting(
    names: tuple[str, ...], base: Array, valid: npt.NDArray[np.bool_], factors: Array, rounds: int
) -> Weighting:
    weights = np.full(len(base), np.nan)
    weights[valid] = base[valid] * factors
    weights[valid] *= valid.sum() / weights[valid].sum()
    return Weighting(
        dimensions=names,
        weights=pa.array(weights, mask=~valid),
        n=int(valid.sum()),
        n_without=int((~valid).sum()),
        design_effect=design_effect(weights[valid]),
        max_weight=float(weights[valid].max()),
        rounds=rounds,
    )
