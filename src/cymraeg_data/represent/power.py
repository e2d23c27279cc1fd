"""The smallest gap that a sample can detect: what a comparison could have missed."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from cymraeg_data.represent.special_functions import at_least, at_most, z_quantile

__all__ = ["POWER", "detectable_gap"]

POWER = 0.8  # Cohen, "Statistical Power Analysis for the Behavioral Sciences" (1988): the usual convention
_HALVINGS = 18  # of a span of at most one: to 4e-6, a two-thousandth of a point

Array = npt.NDArray[np.float64]


def detectable_gap(reference: Array, effective: Array, tolerance: Array, level: float) -> Array:
    """Return the smallest gap that is found as `under` or `over` in four samples of five.

    The gap must be significant at `level`, already divided by the number of tested groups, and its interval
    must leave the tolerance. Where the sample is too small to show that a group is absent, only a gap upwards
    can be found, and its size, larger than the group's share, is returned; nan where neither can.

    >>> detectable_gap(np.array([0.178]), np.array([1000.0]), np.array([0.02]), 0.05).round(3)
    array([0.035])
    """
    n = np.where(effective > 0, effective, np.nan)
    # The interval leaves the tolerance where the score test rejects the edge on that side.
    z = z_quantile(0.975)
    down, up = np.maximum(reference - tolerance, 0), np.minimum(reference + tolerance, 1)
    below = np.floor(
        np.minimum(
            _last(lambda x: at_most(x, n, reference) <= level / 2, n, reference, -1),
            n * (down + z * np.sqrt(down * (1 - down) / n)),
        )
    )
    above = np.ceil(
        np.maximum(
            _last(lambda x: at_least(x, n, reference) <= level / 2, n, reference, 1),
            n * (up - z * np.sqrt(up * (1 - up) / n)),
        )
    )
    under = reference - _chance(lambda p: at_most(below, n, p) >= POWER, np.zeros_like(n), reference)
    over = _chance(lambda p: at_least(above, n, p) >= POWER, np.ones_like(n), reference) - reference
    under = np.where((below >= 0) & np.isfinite(n), under, np.nan)
    over = np.where((above <= n) & np.isfinite(n), over, np.nan)
    return np.fmax(under, over)


def _last(
    significant: Callable[[Array], npt.NDArray[np.bool_]], n: Array, reference: Array, way: int
) -> Array:
    """Return the significant number nearest to the expected one on one side; beyond 0 or n without one."""
    expected = np.rint(n * reference)
    near, far = np.zeros_like(n), np.where(way < 0, expected, np.ceil(n) - expected) + 1  # steps away from it
    while np.nanmax(far - near) > 1:
        middle = np.floor((near + far) / 2)
        enough = significant(expected + way * middle)
        near, far = np.where(enough, near, middle), np.where(enough, middle, far)
    found: Array = expected + way * far
    return found


def _chance(enough: Callable[[Array], npt.NDArray[np.bool_]], sure: Array, never: Array) -> Array:
    """Return the chance nearest to `never` that is `enough`, between it and `sure`."""
    for _halving in range(_HALVINGS):
        middle = (sure + never) / 2
        found = enough(middle)
        sure, never = np.where(found, middle, sure), np.where(found, never, middle)
    return sure
