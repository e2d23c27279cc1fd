"""The status of each group: a verdict, or the statement that the data does not allow one."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from cymraeg_data.locale import N_
from cymraeg_data.represent.intervals import Sample, adjusted, interval, test
from cymraeg_data.represent.power import detectable_gap
from cymraeg_data.represent.settings import ComparisonSettings

__all__ = ["STATUS_NAMES", "Status", "Verdicts", "holm", "judge", "quality"]

Array = npt.NDArray[np.float64]


class Status(StrEnum):
    """The verdict on a group; only `close` is a pass."""

    CLOSE = "close"
    UNDER = "under"
    OVER = "over"
    ABSENT = "absent"
    LIMITED_DATA = "limited_data"
    NOT_ASSESSED = "not_assessed"
    SUPPRESSED = "suppressed"


STATUS_NAMES = {
    Status.CLOSE: N_("close to the reference"),
    Status.UNDER: N_("under-represented"),
    Status.OVER: N_("over-represented"),
    Status.ABSENT: N_("absent"),
    Status.LIMITED_DATA: N_("too little data"),
    Status.NOT_ASSESSED: N_("not assessed"),
    Status.SUPPRESSED: N_("suppressed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """For each group of a dimension its interval, p-value, smallest detectable gap and status."""

    low: Array
    high: Array
    p_values: Array
    gaps: Array
    statuses: tuple[Status, ...]


def judge(
    sample: Sample, reference: Array, settings: ComparisonSettings, *, precision: float = 0.0, family: int = 1
) -> Verdicts:
    """Return the verdict on each group of a sample.

    `precision` is how far the reference's own shares may be off; it narrows the tolerance. `family` is the
    number of tests made together: one per group, but one for two groups, whose tests are the same.

    >>> from cymraeg_data.represent.intervals import from_rows
    >>> found = judge(from_rows(np.array([100, 9900])), np.array([0.178, 0.822]), ComparisonSettings())
    >>> [str(status) for status in found.statuses]
    ['under', 'over']
    """
    low, high = interval(sample)
    tolerance = np.minimum(settings.tolerance_pp / 100, settings.tolerance_ratio * reference)
    level = settings.level / family
    if sample.units < 1:
        nothing = np.full(len(reference), np.nan)
        statuses = (Status.LIMITED_DATA,) * len(reference)
        return Verdicts(low=low, high=high, p_values=nothing, gaps=nothing, statuses=statuses)
    # A reference share known to within `precision` is taken at its nearest possible value.
    nearest = np.clip(
        sample.shares, np.maximum(reference - precision, 0), np.minimum(reference + precision, 1)
    )
    p_values = holm(test(sample, nearest, level), family)
    gaps = detectable_gap(reference, adjusted(sample, level / 2), tolerance, level) + precision
    statuses = tuple(
        _status(
            sample,
            index,
            settings,
            float(p_values[index]),
            reference,
            (low[index], high[index]),
            tolerance[index] - precision,
        )
        for index in range(len(reference))
    )
    return Verdicts(low=low, high=high, p_values=p_values, gaps=gaps, statuses=statuses)


def _status(
    sample: Sample,
    index: int,
    settings: ComparisonSettings,
    p_value: float,
    reference: Array,
    bounds: tuple[float, float],
    tolerance: float,
) -> Status:
    """Return the status of one group; an absence is stated whatever the amount of data."""
    share, wanted = float(sample.shares[index]), float(reference[index])
    if wanted > 0 and sample.rows[index] == 0:
        return Status.ABSENT
    if sample.units < settings.min_n:
        return Status.LIMITED_DATA
    if wanted - tolerance <= bounds[0] and bounds[1] <= wanted + tolerance:
        return Status.CLOSE
    if p_value <= settings.level:
        return Status.UNDER if share < wanted else Status.OVER
    return Status.LIMITED_DATA


def holm(p_values: Array, family: int | None = None) -> Array:
    """Return p-values corrected for multiple tests (Holm, Scandinavian Journal of Statistics 6, 1979).

    >>> holm(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    n = len(p_values) if family is None else family
    order = np.argsort(p_values, kind="stable")
    factors = np.maximum(n - np.arange(len(p_values)), 1)
    stepped = np.minimum(1.0, np.maximum.accumulate(p_values[order] * factors))
    corrected = np.empty_like(stepped)
    corrected[order] = stepped
    return corrected


_MARKS: Sequence[tuple[int, str]] = ((40, "robust"), (25, "limited quality"), (10, "low quality"))


def quality(n: int) -> str:
    """Return StatsWales's mark for a survey figure based on n responses.

    >>> [quality(n) for n in (40, 39, 24, 9)]
    ['robust', 'limited quality', 'low quality', 'suppressed']
    """
    return next((word for least, word in _MARKS if n >= least), "suppressed")
