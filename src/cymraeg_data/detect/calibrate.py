"""How sure a lead makes us: the share of right answers by length and lead, measured on held-out text."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["LENGTHS", "Calibration", "calibrate"]

LENGTHS = (1, 2, 4, 9)
"""Upper ends of the classes of text length in words; the last class, 10 words or more, is open. Ours."""

N_CLASSES = 24
"""Classes of lead, of about the same number of texts each: ours."""


class Calibration(NamedTuple):
    """Lower ends of the classes of lead, and the confidence by class of length and of lead."""

    edges: list[int]
    confidence: list[list[float]]


def calibrate(
    leads: npt.NDArray[np.int64], known: npt.NDArray[np.int64], right: npt.NDArray[np.bool_]
) -> Calibration:
    """Return the confidence that held-out texts call for: it never falls as the lead grows.

    `leads` are the leads of the best language over the next, `known` the lengths in words, `right` whether the best
    was the true one. A class starts from its neighbours' average, so that a few texts cannot make it certain.
    """
    edges = np.unique(np.quantile(leads, np.arange(1, N_CLASSES) / N_CLASSES, method="nearest"))
    lead_class = np.searchsorted(edges, leads, side="right")
    length_class = np.searchsorted(LENGTHS, known)
    shape = (len(LENGTHS) + 1, len(edges) + 1)
    place = np.ravel_multi_index((length_class, lead_class), shape)
    n = np.bincount(place, minlength=shape[0] * shape[1]).reshape(shape).astype(float)
    n_right = np.bincount(place, right, minlength=shape[0] * shape[1]).reshape(shape)
    n_all, right_all = n.sum(axis=0), n_right.sum(axis=0)
    prior = (right_all + 1) / (n_all + 2)
    rate = (n_right + 10 * prior) / (n + 10)
    table = [
        [round(value, 4) for value in _rising(row, weight + 1)] for row, weight in zip(rate, n, strict=True)
    ]
    return Calibration([int(edge) for edge in edges], table)


def _rising(values: npt.NDArray[np.float64], weights: npt.NDArray[np.float64]) -> list[float]:
    """Return the nearest values that never fall (pool adjacent violators)."""
    blocks: list[tuple[float, float, int]] = []
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        mean, mass, size = value, weight, 1
        while blocks and blocks[-1][0] > mean:
            last, last_mass, last_size = blocks.pop()
            mean = (mean * mass + last * last_mass) / (mass + last_mass)
            mass, size = mass + last_mass, size + last_size
        blocks.append((mean, mass, size))
    return [mean for mean, _mass, size in blocks for _ in range(size)]
