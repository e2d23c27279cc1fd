"""How sure a lead makes us: the share of right answers by length and lead, measured on held-out text."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scripts.training.corpus import Source, read_source

from cymraeg_data.detection import reading, text_pieces
from cymraeg_data.detection.kernels.numpy_reader import NumpyReader
from cymraeg_data.detection.model import Model

__all__ = ["LENGTHS", "Answers", "Calibration", "answer", "calibrate", "spans"]

LENGTHS = (1, 2, 4, 9)
"""Upper ends of the classes of text length in words; the last class, 10 words or more, is open. Ours."""

N_CLASSES = 24
"""Classes of lead, of about the same number of texts each: ours."""


SPANS = 60_000
"""Spans of held-out text to calibrate on, a third of them Welsh, a third English: ours."""

LONG = 5
"""Half of the single words have so many letters, as labels and headings do: ours."""

NEVER_SURE = {1: 0.97, 2: 0.99}
"""The most confidence in a text of so many words: one word is never certain. Ours."""

NEVER_CERTAIN = 0.9999
"""The most confidence in any text, however often such answers were right: ours."""


class Answers(NamedTuple):
    """Answers to texts: the lead of the best language, the words, whether it is neither Welsh nor English.

    `right` is whether it is right to say Welsh, English or neither.
    """

    leads: npt.NDArray[np.int64]
    known: npt.NDArray[np.int64]
    neither: npt.NDArray[np.bool_]
    right: npt.NDArray[np.bool_]


def spans(sources: Sequence[Source], folders: Sequence[Path], seed: int) -> tuple[list[str], list[str]]:
    """Return spans of the held-out text and their languages: one word, two, three to six, and whole lines."""
    rng = np.random.default_rng(seed)
    lines: dict[str, list[list[str]]] = {}
    for source in sources:
        if source.held_out:
            found = (line.split() for line in read_source(source, folders))
            lines.setdefault(source.language, []).extend(words for words in found if words)
    others = sorted(set(lines) - {"cy", "en", "und"})
    thirds = [["cy"], ["en"], others] if others else [["cy"], ["en"]]
    texts, languages = [], []
    for number in range(SPANS):
        third = thirds[number % len(thirds)]
        language = third[rng.integers(len(third))]
        words = lines[language][rng.integers(len(lines[language]))]
        kind = rng.integers(4)
        size = min((1, 2, int(rng.integers(3, 7)), len(words))[kind], len(words))
        starts = np.arange(len(words) - size + 1)
        if size == 1 and rng.random() < 1 / 2:
            long = [start for start in starts if len(words[start]) >= LONG]
            starts = np.array(long) if long else starts
        start = int(rng.choice(starts))
        texts.append(" ".join(words[start : start + size]).strip(' .,;:!?()"“”'))
        languages.append(language)
    return texts, languages


def answer(texts: Sequence[str], languages: Sequence[str], built: Model) -> Answers:
    """Return what the library answers to texts, as it reads them for users."""
    encoded = [text.encode() for text in texts]
    offsets = np.concatenate([[0], np.cumsum([len(text) for text in encoded])]).astype(np.int64)
    reader = NumpyReader(built)
    found = [
        reading.languages(piece, reader)
        for piece in text_pieces.pieces(np.frombuffer(b"".join(encoded), np.uint8), offsets)
    ]
    best, lead, known = (
        np.concatenate([getattr(part, name) for part in found]) for name in ("best", "lead", "known")
    )
    three = np.array([label if label in ("cy", "en") else "neither" for label in built.languages])
    said = three[best]
    true = np.array([language if language in ("cy", "en") else "neither" for language in languages])
    used = best >= 0
    return Answers(lead[used], known[used], (said == "neither")[used], (said == true)[used])


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
    most = [NEVER_SURE.get(length, NEVER_CERTAIN) for length in (*LENGTHS, None)] * 2
    table = [
        [round(min(value, limit), 4) for value in _rising(row, weight + 1)]
        for row, weight, limit in zip(rate, n, most, strict=True)
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
