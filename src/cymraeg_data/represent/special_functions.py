"""The few special functions that a comparison needs, over numpy arrays; tests compare them with scipy's.

Sources: the continued fractions of the incomplete beta and gamma functions by Lentz's method as in Press et
al., "Numerical Recipes" (3rd ed., 6.2 and 6.4), there with a symmetric argument where it converges faster;
for large arguments of the beta function the normal approximation of Peizer and Pratt (JASA 63, 1968), with an
error below 2e-6 there.
"""

import functools
import math
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

__all__ = [
    "at_least",
    "at_most",
    "beta_fraction",
    "chi_square_tail",
    "normal_cdf",
    "t_quantile",
    "z_quantile",
]

Array = npt.NDArray[np.float64]

_LARGE = 60.0  # from here Peizer and Pratt are within 2e-6 (tested), and the fraction would take long
_STEPS = 300
_TINY = 1e-300
_EPSILON = 1e-14


def z_quantile(p: float) -> float:
    """Return the quantile of the standard normal distribution."""
    return NormalDist().inv_cdf(p)


def normal_cdf(x: npt.ArrayLike) -> Array:
    """Return the standard normal distribution function."""
    return np.asarray([0.5 * math.erfc(-value / math.sqrt(2)) for value in np.ravel(x)]).reshape(np.shape(x))


def beta_fraction(a: npt.ArrayLike, b: npt.ArrayLike, x: npt.ArrayLike) -> Array:
    """Return the regularised incomplete beta function I_x(a, b) for a, b > 0.

    >>> float(beta_fraction(2.0, 3.0, 0.5).round(6))
    0.6875
    """
    p, q, y = np.broadcast_arrays(*(np.asarray(each, np.float64) for each in (a, b, x)))
    result = np.empty(y.shape)
    large = (p > _LARGE) & (q > _LARGE)
    result[large] = _peizer_pratt(p[large], q[large], y[large])
    result[~large] = _fraction(p[~large], q[~large], y[~large])
    return result


def _fraction(a: Array, b: Array, x: Array) -> Array:
    swap = x > (a + 1) / (a + b + 2)
    p, q = np.where(swap, b, a), np.where(swap, a, b)
    y = np.clip(np.where(swap, 1 - x, x), 0.0, 1.0)
    logs = np.asarray([_log_beta(*pair) for pair in zip(p, q, strict=True)])
    with np.errstate(divide="ignore", invalid="ignore"):
        front = np.exp(p * np.log(y) + q * np.log1p(-y) - logs) / p
    value = np.where(y <= 0, 0.0, front * _lentz(p, q, y))
    return np.clip(np.where(swap, 1 - value, value), 0.0, 1.0)


def _log_beta(p: float, q: float) -> float:
    return math.lgamma(p) + math.lgamma(q) - math.lgamma(p + q)


def _lentz(p: Array, q: Array, y: Array) -> Array:
    c = np.ones_like(y)
    d = 1 / _away(1 - (p + q) * y / (p + 1))
    h = d.copy()
    for m in range(1, _STEPS):
        even = m * (q - m) * y / ((p + 2 * m - 1) * (p + 2 * m))
        odd = -(p + m) * (p + q + m) * y / ((p + 2 * m) * (p + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _away(1 + term * d)
            c = _away(1 + term / c)
            step = c * d
            h *= step
        if np.all(np.abs(step - 1) < _EPSILON):
            break
    return h


def _away(x: Array) -> Array:
    """Return divisors moved away from zero."""
    return np.where(np.abs(x) < _TINY, _TINY, x)


def _peizer_pratt(a: Array, b: Array, x: Array) -> Array:
    """Return I_x(a, b) as P(X >= a) of a binomial with n = a + b - 1 and chance x, approximated."""
    if not x.size:
        return x
    x = np.clip(x, _EPSILON, 1 - _EPSILON)
    n, q = a + b - 1, 1 - x
    edge = 0.02 * (q / a - x / b + (q - 0.5) / (n + 1))
    distance = a - 1 / 3 - (n + 1 / 3) * x + edge
    skew = 1 + q * _g((a - 0.5) / (n * x)) + x * _g((b - 0.5) / (n * q))
    return normal_cdf(-distance * np.sqrt(skew / ((n + 1 / 6) * x * q)))


def _g(x: Array) -> Array:
    near = np.abs(x - 1) < 1e-5  # where the formula loses its digits the first term of its series serves
    safe = np.where(near, 0.5, x)
    value = (1 - safe**2 + 2 * safe * np.log(safe)) / (1 - safe) ** 2
    return np.where(near, (1 - x) / 3, value)


def at_least(x: npt.ArrayLike, n: npt.ArrayLike, p: npt.ArrayLike) -> Array:
    """Return P(X >= x) for a binomial X; n may be an effective, fractional number.

    >>> float(at_least(3, 10, 0.1).round(4))
    0.0702
    """
    least, size, chance = np.broadcast_arrays(*(np.asarray(each, np.float64) for each in (x, n, p)))
    inside = (least > 0) & (least < size + 1)
    value = beta_fraction(np.where(inside, least, 1.0), np.where(inside, size - least + 1, 1.0), chance)
    return np.where(least <= 0, 1.0, np.where(inside, value, 0.0))


def at_most(x: npt.ArrayLike, n: npt.ArrayLike, p: npt.ArrayLike) -> Array:
    """Return P(X <= x) for a binomial X; n may be an effective, fractional number."""
    return 1 - at_least(np.asarray(x, np.float64) + 1, n, p)


def chi_square_tail(x: float, degrees: float) -> float:
    """Return the chance that a chi-square variable exceeds x.

    >>> round(chi_square_tail(3.841, 1), 4)
    0.05
    """
    if x <= 0:
        return 1.0
    a, half = degrees / 2, x / 2
    front = math.exp(a * math.log(half) - half - math.lgamma(a))
    if half < a + 1:
        term = total = 1 / a
        k = a
        while abs(term) > abs(total) * 1e-15:
            k += 1
            term *= half / k
            total += term
        return max(0.0, 1 - front * total)
    b, c = half + 1 - a, 1 / _TINY
    d = h = 1 / b
    for m in range(1, 10_000):
        term = -m * (m - a)
        b += 2
        d = 1 / (term * d + b or _TINY)
        c = b + term / c or _TINY
        h *= d * c
        if abs(d * c - 1) < 1e-15:  # the same
            break
    return front * h


@functools.lru_cache(4096)
def t_quantile(p: float, degrees: float) -> float:
    """Return the quantile of Student's t distribution for p >= 0.5, the normal one beyond 1e6 degrees.

    >>> round(t_quantile(0.975, 9), 4)
    2.2622
    """
    if degrees > 1e6:  # they agree to six digits
        return z_quantile(p)
    tail = 2 * (1 - p)
    low, high = 0.0, 1.0  # x of I_x(degrees / 2, 1 / 2) = tail
    for _step in range(60):
        middle = (low + high) / 2
        if float(beta_fraction(degrees / 2, 0.5, middle)) < tail:
            low = middle
        else:
            high = middle
    return math.sqrt(degrees * (1 - high) / high) if high > 0 else math.inf
