"""The distance of a whole dimension from its reference: effect sizes, and then a test."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cymraeg_data.represent.special_functions import chi_square_tail

__all__ = ["Distance", "distance", "effect"]

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """Distances between two distributions over the same groups.

    `total_variation` is the share that would have to move to another group, also called the index of
    dissimilarity; `jensen_shannon` is the divergence in bits, 0 to 1; `cohen_w` is the effect size of the
    G-test, `g` its statistic and `p_value` its chance. These three are None where the data has a group that
    the reference lacks.
    """

    total_variation: float
    jensen_shannon: float
    cohen_w: float | None
    g: float | None
    degrees: int
    p_value: float | None


def distance(shares: Array, reference: Array, n: float, design_effect: float = 1.0) -> Distance:
    """Return how far `shares` are from those of the reference.

    The G-test (Sokal and Rohlf, "Biometry", 1995, 17.2) is divided by the design effect, Rao and Scott's
    first correction (JASA 76, 1981); Cohen's w is as in his book of 1988, 7.2; the divergence Lin's (IEEE
    Trans. Inf. Theory 37, 1991).

    >>> found = distance(np.array([0.6, 0.4]), np.array([0.5, 0.5]), 100)
    >>> round(found.total_variation, 3), round(found.cohen_w, 3), round(found.p_value, 3)
    (0.1, 0.2, 0.045)
    """
    mean = (shares + reference) / 2
    divergence = (_relative(shares, mean) + _relative(reference, mean)) / 2 / np.log(2)
    variation = float(np.abs(shares - reference).sum() / 2)
    groups = reference > 0
    degrees = int(groups.sum()) - 1
    if degrees < 1 or np.any(shares[~groups] > 0):
        return Distance(
            total_variation=variation,
            jensen_shannon=float(divergence),
            cohen_w=None,
            g=None,
            degrees=max(degrees, 0),
            p_value=None,
        )
    p, q = shares[groups], reference[groups]
    g = 2 * n / design_effect * _relative(p, q)
    return Distance(
        total_variation=variation,
        jensen_shannon=float(divergence),
        cohen_w=float(np.sqrt(((p - q) ** 2 / q).sum())),
        g=float(g),
        degrees=degrees,
        p_value=chi_square_tail(float(g), degrees),
    )


def _relative(p: Array, q: Array) -> float:
    """Return the relative entropy of p to q in nats, never negative."""
    some = p > 0
    return max(0.0, float((p[some] * np.log(p[some] / q[some])).sum()))


def effect(w: float | None) -> str | None:
    """Return Cohen's word for an effect size: "small" from .1, "medium" from .3, "large" from .5."""
    if w is None:
        return None
    for word, least in (("large", 0.5), ("medium", 0.3), ("small", 0.1)):
        if w >= least:
            return word
    return "negligible"
