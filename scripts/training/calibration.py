"""How sure a lead makes us: the share of right answers by length and lead, measured on held-out text."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["LENGTHS", "Answers", "Calibration", "calibrate"]

LENGTHS = (1, 2, 4, 9)
"""Upper ends of the classes of text length in words; the last class, 10 words or more, is open. Ours."""

N_CLASSES = 24
"""Classes of lead, of about the same number of texts each: ours."""


class Answers(NamedTuple):
    """Answers to texts: the lead of the best language, the words, whether it is neither Welsh nor English.

    `right` is whether it is right to say Welsh, English or neither.
    """

    leads: npt.NDArray[np.int64]
    known: npt.NDArray[np.int64]
    neither: npt.NDArray[np.bool_]
    right: npt.NDArray[np.bool_]


class Calibration(NamedTuple):
    """Lower ends of the classes of lead, and the confidence by class of length and of lead.

    The classes of length come twice: for Welsh and English, then for all other answers.
    """

    edges: list[int]
    confidence: list[list[float]]


def calibrate(answers: Answers) -> Calibration:
    """Return the confidence that held-out texts call for: it never falls as the lead grows.

    A class starts from its neighbours' average, so that a few texts cannot make it certain.
    """
    leads, known, neither, right = answers
    edges = np.unique(np.quantile(leads, np.arange(1, N_CLASSES) / N_CLASSES, method="nearest"))
    lead_class = np.searchsorted(edges, leads, side="right")
    length_class = np.searchsorted(LENGTHS, known) + (len(LENGTHS) + 1) * neither
    shape = (2 * (len(LENGTHS) + 1), len(edges) + 1)
    place = np.ravel_multi_index((length_class, lead_class), shape)
    n = np.bincount(place, minlength=shape[0] * shape[1]).reshape(shape).astype(float)
    n_right = np.bincount(place, right, minlength=shape[0] * shape[1]).reshape(shape)
    halves = n.reshape(2, -1, shape[1]).sum(axis=1), n_right.reshape(2, -1, shape[1]).sum(axis=1)
    prior = np.repeat((halves[1] + 1) / (halves[0] + 2), len(LENGTHS) + 1, axis=0)
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
