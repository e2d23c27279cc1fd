"""Train the detection model: `python -m scripts.training.detector --pool DIR --pool DIR … --out FILE`.

A multinomial logistic regression over hashed n-grams of words, trained with AdaGrad on spans of one word to a
whole line, then rounded to 8-bit integers. What it reads is listed in `detector.toml` with licence and
SHA-256 per file; a file that differs is an error. No clock, no threads of ours, fixed seeds: the same input
gives the same bytes.
"""

import argparse
import functools
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np
import numpy.typing as npt
from scripts.training import exceptions
from scripts.training.calibration import LENGTHS, Calibration, answer, calibrate, spans
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

from cymraeg_data.detection.model import FRAME, LANES, Exceptions, Header, Model, build, parts, save

__all__ = ["Settings", "main", "train"]

MANIFEST = Path(__file__).with_name("detector.toml")

OTHER_SCRIPT = "ru"
"""A language of the lane of those in scripts other than Latin."""

Weights = npt.NDArray[np.int8]


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


class Recipe:
    """The training text of a manifest and what is made of it; the text is read once, and only if needed."""

    def __init__(self, manifest: Path, folders: Sequence[Path], settings: Settings) -> None:
        self.manifest, self.folders, self.settings = manifest, folders, settings
        self.table, self.sources = read_manifest(manifest)
        self.labels = [row["label"] for row in self.table["lane"]]

    @functools.cached_property
    def corpus(self) -> Corpus:
        """The text as numbers."""
        return read_corpus(self.sources, self.folders, self.settings.bits)

    def weights(self, made_before: Path | None, *, held_out: bool | None) -> tuple[Weights, float]:
        """Return the weights and their scale: trained (`fit`), or those of a model file made before."""
        if made_before is not None:
            header, weights, _exceptions = parts(*FRAME.read(made_before))
            return weights, cast("float", header["scale"])
        shares = np.zeros(LANES, np.float32)
        shares[: len(self.labels)] = [row["share"] for row in self.table["lane"]]
        return quantise(fit(self.corpus, shares, len(self.labels), self.settings, held_out=held_out))

    def header(self) -> Header:
        """Return the header of a model file that is not calibrated yet."""
        lanes = [lane for lane, row in enumerate(self.table["lane"]) if OTHER_SCRIPT in row["languages"]]
        return {
            "labels": self.labels,
            "bits": self.settings.bits,
            "other_scripts": lanes[0] if lanes else len(self.labels) - 1,
            "lengths": list(LENGTHS),
            "edges": [],
            "confidence": [[0.5]] * (2 * len(LENGTHS) + 2),
        }

    def build(self, weights: Weights) -> Model:
        """Return the model with these weights and their exceptions, not calibrated yet."""
        built = build(self.header(), weights)
        return build(self.header(), weights, exceptions.listed(built, self.manifest, self.folders))

    def calibrated(self, built: Model) -> Calibration:
        """Return the confidence that the held-out text calls for in the answers of a model."""
        return calibrate(answer(*spans(self.sources, self.folders, self.settings.seed + 1), built))


def train(
    manifest: Path,
    folders: Sequence[Path],
    out: Path,
    settings: Settings,
    *,
    held_out: bool,
    weights: Path | None = None,
    held_out_weights: Path | None = None,
) -> None:
    """Write a model trained on what `manifest` lists; with `held_out`, on all but the development split.

    The confidence is always that of a model trained without the development split, measured on that split.
    With `weights` or `held_out_weights` the weights are those of model files made before: only the exceptions
    and the confidence are new.
    """
    recipe = Recipe(manifest, folders, settings)
    found, scale = recipe.weights(held_out_weights, held_out=False)
    built = recipe.build(found)
    calibration = recipe.calibrated(built)
    if not held_out:
        found, scale = recipe.weights(weights, held_out=None)
        built = recipe.build(found)
    facts = {
        "edges": calibration.edges,
        "confidence": calibration.confidence,
        "scale": round(scale, 4),
        "held_out": held_out,
        "manifest": hashlib.sha256(manifest.read_bytes()).hexdigest(),
        "settings": settings._asdict(),
    }
    header = cast("Header", {**recipe.header(), **facts})
    save(out, header, found, Exceptions(built.exceptions, built.exception_lanes))


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
    parser.add_argument("--weights", type=Path, help="a model file whose weights are kept")
    parser.add_argument("--held-out-weights", type=Path, help="the same, trained with --held-out")
    given = parser.parse_args(arguments)
    train(
        given.manifest,
        given.pool,
        given.out,
        Settings(),
        held_out=given.held_out,
        weights=given.weights,
        held_out_weights=given.held_out_weights,
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
