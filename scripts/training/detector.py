"""Train the detection model: `python -m scripts.training.detector --pool DIR --pool DIR … --out FILE`.

A multinomial logistic regression over hashed n-grams of words, trained with AdaGrad on spans of one word to a
whole line, then rounded to 8-bit integers. What it reads is listed in `detector.toml` with licence and
SHA-256 per file; a file that differs is an error. No clock, no threads of ours, fixed seeds: the same input
gives the same bytes.
"""

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scripts.training.calibration import LENGTHS, Answers, calibrate
from scripts.training.corpus import (
    Corpus,
    Floats,
    Numbers,
    Sample,
    draw,
    edges,
    read_corpus,
    read_manifest,
    spread,
)

from cymraeg_data.detection import word_evidence
from cymraeg_data.detection.decision import decide
from cymraeg_data.detection.model import LANES, build, save

__all__ = ["Settings", "main", "train"]

MANIFEST = Path(__file__).with_name("detector.toml")


class Settings(NamedTuple):
    """How to train: our numbers, chosen on the development split (`benchmarks/accuracy.py --held-out`)."""

    bits: int = 16
    samples: int = 4_000_000
    batch: int = 8192
    rate: float = 0.25
    drop: float = 0.15
    """How often a word is learnt by its n-grams alone, so that unseen words are identified by theirs."""
    seed: int = 2026


def _sums(values: Floats, offsets: Numbers) -> Floats:
    """Return the sums of runs; an empty run sums to 0."""
    out = np.zeros(len(offsets) - 1, np.float32)
    filled = np.flatnonzero(offsets[1:] > offsets[:-1])
    if len(filled):
        out[filled] = np.add.reduceat(values, offsets[:-1][filled])
    return out


class Batch(NamedTuple):
    """Spans by their distinct words: which of those each word is, and the n-grams of each, end to end."""

    sample: Sample
    which: Numbers
    grams: Numbers
    offsets: Numbers


class Fit:
    """Weights on their way, label by label: AdaGrad over the n-grams of a batch."""

    def __init__(self, corpus: Corpus, n_labels: int, settings: Settings) -> None:
        self.corpus = corpus
        self.settings = settings
        self.weights: Floats = np.zeros((n_labels, 1 << settings.bits), np.float32)
        self.squares: Floats = np.ones((n_labels, 1 << settings.bits), np.float32)
        self.rng = np.random.default_rng(settings.seed + 2)

    def batch(self, sample: Sample) -> Batch:
        """Return a sample with its n-grams, some words by chance without the one that is the whole word."""
        distinct, which = np.unique(sample.words, return_inverse=True)
        starts, ends = self.corpus.gram_offsets[distinct], self.corpus.gram_offsets[distinct + 1]
        ends = ends - ((self.rng.random(len(ends)) < self.settings.drop) & (ends > starts))
        return Batch(sample, which, *spread(self.corpus.grams, starts, ends))

    def step(self, sample: Sample, rate: float) -> float:
        """Learn from some spans; return their mean loss."""
        batch = self.batch(sample)
        chance = _scores(self.weights, batch)
        chance -= chance.max(axis=0)
        np.exp(chance, out=chance)
        chance /= chance.sum(axis=0)
        true = sample.lanes, np.arange(len(sample.lanes))
        loss = -float(np.log(np.maximum(chance[true], 1e-12)).mean())
        chance[true] -= 1
        span_of_word = np.repeat(np.arange(len(sample.lanes)), np.diff(sample.offsets))
        word_of_gram = np.repeat(np.arange(len(batch.offsets) - 1), np.diff(batch.offsets))
        for label, slope in enumerate(chance):
            by_word = np.bincount(batch.which, slope.take(span_of_word), minlength=len(batch.offsets) - 1)
            gradient = np.bincount(batch.grams, by_word.take(word_of_gram), minlength=self.weights.shape[1])
            gradient = gradient.astype(np.float32)
            self.squares[label] += gradient * gradient
            self.weights[label] -= rate * gradient / np.sqrt(self.squares[label])
        return loss


def _scores(weights: npt.NDArray[np.float32], batch: Batch) -> Floats:
    """Return `[label, span]`, the sums of the weights of each span's n-grams."""
    scores = np.empty((len(weights), len(batch.sample.lanes)), np.float32)
    for label, row in enumerate(weights):
        by_word = _sums(row.take(batch.grams), batch.offsets)
        scores[label] = _sums(by_word.take(batch.which), batch.sample.offsets)
    return scores


def fit(
    corpus: Corpus, shares: Floats, n_labels: int, settings: Settings, *, held_out: bool | None
) -> Floats:
    """Return the weights trained on the corpus, or on the part of it that is not held out."""
    rng = np.random.default_rng(settings.seed)
    state = Fit(corpus, n_labels, settings)
    chance = edges(corpus, shares, held_out=held_out)
    losses = []
    for done in range(0, settings.samples, settings.batch):
        sample = draw(corpus, chance, settings.batch, rng)
        losses.append(state.step(sample, settings.rate * (1 - 0.9 * done / settings.samples)))
        if len(losses) % 100 == 0:
            print(f"{done} spans: loss {np.mean(losses[-100:]):.4f}", file=sys.stderr, flush=True)  # noqa: T201 - a command's progress
    return state.weights


def quantise(weights: Floats) -> tuple[npt.NDArray[np.int8], float]:
    """Return `[bucket, label]` as 8-bit integers, and how many of their units make one unit of log odds."""
    centred = weights - weights.mean(axis=0)
    scale = 127 / max(float(np.quantile(np.abs(centred), 0.99995)), 1e-6)
    return np.clip(np.rint(centred * scale), -127, 127).astype(np.int8).T.copy(), scale


def _answers(corpus: Corpus, sample: Sample, weights: npt.NDArray[np.int8], labels: Sequence[str]) -> Answers:
    """Return the model's answer to each span, its lead, the number of words, and whether it is right."""
    distinct, which = np.unique(sample.words, return_inverse=True)
    grams, offsets = spread(corpus.grams, corpus.gram_offsets[distinct], corpus.gram_offsets[distinct + 1])
    by_word = np.stack([_sums(row.take(grams).astype(np.float32), offsets) for row in weights.T])
    by_word = np.maximum(by_word - by_word.max(axis=0) + word_evidence.CAP, 0) * (np.diff(offsets) > 0)
    totals = np.stack([_sums(row.take(which), sample.offsets) for row in by_word]).astype(np.int64)
    known = _sums((np.diff(offsets) > 0).astype(np.float32).take(which), sample.offsets).astype(np.int64)
    header = {"labels": labels, "bits": 1, "lengths": LENGTHS, "edges": [], "confidence": []}
    model = build(header, np.zeros((2, len(labels)), np.int8))
    best, lead = decide(totals, known, model)
    three = np.array([label if label in ("cy", "en") else "neither" for label in model.languages])
    said, true = three[best], three[word_evidence.language_numbers(model)][sample.lanes]
    used = best >= 0
    return Answers(lead[used], known[used], (said == "neither")[used], (said == true)[used])


def train(manifest: Path, folders: Sequence[Path], out: Path, settings: Settings, *, held_out: bool) -> None:
    """Write a model trained on what `manifest` lists; with `held_out`, on all but the development split.

    The confidence is always that of a model trained without the development split, measured on that split.
    """
    table, sources = read_manifest(manifest)
    labels = [row["label"] for row in table["lane"]]
    shares = np.zeros(LANES, np.float32)
    shares[: len(labels)] = [row["share"] for row in table["lane"]]
    corpus = read_corpus(sources, folders, settings.bits)
    weights, scale = quantise(fit(corpus, shares, len(labels), settings, held_out=False))
    rng = np.random.default_rng(settings.seed + 1)
    sample = draw(corpus, edges(corpus, shares, held_out=True), settings.batch * 5, rng)
    calibration = calibrate(_answers(corpus, sample, weights, labels))
    if not held_out:
        weights, scale = quantise(fit(corpus, shares, len(labels), settings, held_out=None))
    header = {
        "labels": labels,
        "bits": settings.bits,
        "lengths": list(LENGTHS),
        "edges": calibration.edges,
        "confidence": calibration.confidence,
        "scale": round(scale, 4),
        "held_out": held_out,
        "manifest": hashlib.sha256(manifest.read_bytes()).hexdigest(),
        "settings": settings._asdict(),
    }
    save(out, header, weights)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train as the command line says; return 0."""
    parser = argparse.ArgumentParser(prog="python -m scripts.training.detector", description=__doc__)
    parser.add_argument(
        "--pool",
        action="append",
        required=True,
        type=Path,
        help="a folder with source files; may be repeated",
    )
    parser.add_argument("--out", required=True, type=Path, help="the model file to write")
    parser.add_argument("--manifest", default=MANIFEST, type=Path, help="the training manifest")
    parser.add_argument("--held-out", action="store_true", help="leave the development split out of training")
    given = parser.parse_args(arguments)
    train(given.manifest, given.pool, given.out, Settings(), held_out=given.held_out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
