"""Train the detection model: `python -m cymraeg_data.detect.train --pool DIR --out FILE`.

A multinomial logistic regression over hashed n-grams of words, trained with AdaGrad on spans of one word to a whole
line, then rounded to 8-bit integers. What it reads is listed in `training.toml` with licence and SHA-256 per file;
a file that differs is an error. No clock, no threads of ours, fixed seeds: the same input gives the same bytes.
"""

import argparse
import hashlib
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.detect import features
from cymraeg_data.detect.calibrate import LENGTHS, calibrate
from cymraeg_data.detect.kernels import CAP
from cymraeg_data.detect.model import LANES, save
from cymraeg_data.errors import InputError, SourceNotFoundError
from cymraeg_data.locale import _

__all__ = ["Sample", "Settings", "Source", "main", "read_manifest", "train"]

MANIFEST = Path(__file__).with_name("training.toml")

KINDS = (0.35, 0.2, 0.2, 0.25)
"""How much of what is learnt is one word, two words, three to six, and whole lines (of at most 40 words): ours."""

PLAIN = 0.15
"""How much of it is spelt without circumflexes, as hurried Welsh is: ours."""

Floats = npt.NDArray[np.float32]


class Settings(NamedTuple):
    """How to train; the numbers are ours, chosen on the development split (`benchmarks/accuracy.py --held-out`)."""

    bits: int = 16
    epochs: int = 3
    samples: int = 200_000
    batch: int = 4096
    rate: float = 0.25
    seed: int = 2026


class Source(NamedTuple):
    """One row of the training manifest."""

    file: str
    language: str
    lane: int
    sha256: str
    held_out: bool
    weight: float


class Sample(NamedTuple):
    """Spans of text by word number: span `s` is `words[offsets[s]:offsets[s + 1]]` in the language of `lanes[s]`."""

    words: npt.NDArray[np.int64]
    offsets: npt.NDArray[np.int64]
    lanes: npt.NDArray[np.int64]


class Corpus(NamedTuple):
    """The pool by word number: lines, the lane and weight of each, and the n-grams of each distinct word."""

    words: npt.NDArray[np.int64]
    offsets: npt.NDArray[np.int64]
    lanes: npt.NDArray[np.int64]
    weights: npt.NDArray[np.float64]
    held_out: features.Mask
    plain: npt.NDArray[np.int64]
    grams: npt.NDArray[np.int64]
    gram_offsets: npt.NDArray[np.int64]


def read_manifest(path: Path) -> tuple[dict[str, Any], list[Source]]:
    """Return the manifest and its sources, those of a language without a lane of its own in that of its group."""
    manifest = tomllib.loads(path.read_text(encoding="utf-8"))
    lanes = {code: lane for lane, row in enumerate(manifest["lane"]) for code in row["languages"]}
    sources = [
        Source(
            row["file"],
            row["language"],
            lanes[row["language"]],
            row["sha256"],
            row.get("held_out", False),
            row.get("weight", 1.0),
        )
        for row in manifest["source"]
    ]
    return manifest, sources


def _read(source: Source, folders: Sequence[Path]) -> list[str]:
    """Return the lines of a source, having checked that it is the file the manifest names."""
    path = next((folder / source.file for folder in folders if (folder / source.file).is_file()), None)
    if path is None:
        raise SourceNotFoundError(folders[0] / source.file)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != source.sha256:
        raise InputError(
            _("{path} is not the file that the training manifest lists (another SHA-256).", path=path)
        )
    lines = content.decode().splitlines()
    if path.suffix == ".tsv":  # a table of word and count, with the apostrophe written as _
        lines = [line.split("\t")[0].replace("_", "'") for line in lines]
    return sorted({line for line in lines if line.strip()})


_PLAIN = str.maketrans("âêîôûŵŷ", "aeiouwy")


def read_corpus(sources: Sequence[Source], folders: Sequence[Path], bits: int) -> Corpus:
    """Return the pool as word numbers, with a second number for each word spelt without its circumflexes."""
    texts = [(source, line) for source in sources for line in _read(source, folders)]
    lines = [line for _source, line in texts]
    both = [*lines, *(line.casefold().translate(_PLAIN) for line in lines)]
    scored, flat, keys = _words_of(both)
    n_lines, n_words = len(lines), int(scored.rows[len(lines)])
    lanes = np.array([source.lane for source, _line in texts], np.int64)
    grams, gram_offsets = _grams(flat, keys, bits)
    which = np.searchsorted(keys, scored.keys)
    return Corpus(
        which[:n_words],
        scored.rows[: n_lines + 1],
        lanes,
        np.array([source.weight for source, _line in texts]),
        np.array([source.held_out for source, _line in texts]),
        which[n_words:],
        grams,
        gram_offsets,
    )


class _AllWords(NamedTuple):
    rows: npt.NDArray[np.int64]
    keys: features.Keys


def _words_of(lines: Sequence[str]) -> tuple[_AllWords, features.Flat, features.Keys]:
    encoded = [line.encode() for line in lines]
    offsets = np.concatenate([[0], np.cumsum([len(line) for line in encoded])]).astype(np.int64)
    prepared = features.prepare(np.frombuffer(b"".join(encoded), np.uint8), offsets)
    words = features.find_words(prepared)
    keys = features.word_keys(prepared.text, words.starts, words.ends)
    distinct, first = np.unique(keys, return_index=True)
    flat = features.flatten(prepared.text, words.starts[first], words.ends[first])
    return _AllWords(words.rows, keys), flat, distinct


def _grams(
    flat: features.Flat, keys: features.Keys, bits: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the buckets of each word's features, and where each word's begin; words with digits have none."""
    state = np.zeros(len(flat.text), np.uint32)
    columns = [features.bucket_grams(flat, order, state, bits) for order in range(1, features.ORDERS + 1)]
    of_word = np.repeat(np.arange(len(keys)), np.diff(flat.offsets))
    table = np.stack(columns, axis=1)
    words = np.repeat(of_word[:, None], features.ORDERS, axis=1)
    known = ~features.has_digit(flat)
    used = (table < (1 << bits)) & known[words]
    whole = np.flatnonzero(known)
    buckets = np.concatenate([table[used], features.word_buckets(keys, bits)[whole]])
    order = np.argsort(np.concatenate([words[used], whole]), kind="stable")
    counts = np.bincount(words[used], minlength=len(keys)) + known
    return buckets[order], np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def draw(
    corpus: Corpus, shares: Floats, n: int, rng: np.random.Generator, *, held_out: bool | None
) -> Sample:
    """Return `n` spans: languages by `shares`, lengths of 1, 2, 3 to 6 words and whole lines."""
    lengths = np.diff(corpus.offsets)
    chance = corpus.weights * np.where(lengths > 0, np.sqrt(np.maximum(lengths, 1)), 0)
    if held_out is not None:
        chance = np.where(corpus.held_out == held_out, chance, 0)
    totals = np.bincount(corpus.lanes, chance, minlength=LANES)
    chance *= (shares / np.where(totals > 0, totals, 1))[corpus.lanes]
    edges = np.cumsum(chance)
    lines = np.searchsorted(edges, rng.random(n) * edges[-1], side="right")
    kind = rng.choice(4, n, p=KINDS)
    wanted = np.choose(kind, [1, 2, rng.integers(3, 7, n), 40])
    size = np.minimum(wanted, lengths[lines])
    start = corpus.offsets[lines] + (rng.random(n) * (lengths[lines] - size + 1)).astype(np.int64)
    offsets = np.concatenate([[0], np.cumsum(size)]).astype(np.int64)
    places = np.repeat(start - offsets[:-1], size) + np.arange(offsets[-1])
    plain = np.repeat(rng.random(n) < PLAIN, size)
    words = np.where(plain, corpus.plain[places], corpus.words[places])
    return Sample(words, offsets, corpus.lanes[lines])


def _spread(values: npt.NDArray[Any], offsets: npt.NDArray[np.int64], rows: npt.NDArray[np.int64]) -> Any:
    """Return the ragged rows `rows` of `values`, end to end, with their new offsets."""
    size = offsets[rows + 1] - offsets[rows]
    ends = np.cumsum(size)
    places = np.repeat(offsets[rows] - ends + size, size) + np.arange(ends[-1] if len(ends) else 0)
    return values[places], np.concatenate([[0], ends]).astype(np.int64)


def _sums(values: Floats, offsets: npt.NDArray[np.int64]) -> Floats:
    """Return the sums of runs of rows; an empty run sums to 0."""
    out = np.zeros((len(offsets) - 1, values.shape[1]), np.float32)
    filled = np.flatnonzero(offsets[1:] > offsets[:-1])
    if len(filled):
        out[filled] = np.add.reduceat(values, offsets[:-1][filled], axis=0)
    return out


def _scatter(values: Floats, keys: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], Floats]:
    """Return the distinct keys and the sums of the rows of `values` with each."""
    order = np.argsort(keys, kind="stable")
    distinct, first = np.unique(keys[order], return_index=True)
    return distinct, np.add.reduceat(values[order], first, axis=0)


class Fit:
    """Weights on their way: AdaGrad over the buckets that a batch touches."""

    def __init__(self, corpus: Corpus, n_labels: int, settings: Settings) -> None:
        self.corpus = corpus
        self.settings = settings
        self.weights: Floats = np.zeros((1 << settings.bits, n_labels), np.float32)
        self.squares: Floats = np.ones((1 << settings.bits, n_labels), np.float32)

    def step(self, sample: Sample, rate: float) -> float:
        """Learn from one batch; return its mean loss."""
        distinct, which = np.unique(sample.words, return_inverse=True)
        buckets, offsets = _spread(self.corpus.grams, self.corpus.gram_offsets, distinct)
        by_word = _sums(self.weights[buckets], offsets)
        scores = _sums(by_word[which], sample.offsets)
        scores -= scores.max(axis=1, keepdims=True)
        chance = np.exp(scores)
        chance /= chance.sum(axis=1, keepdims=True)
        n = len(sample.lanes)
        loss = -float(np.log(np.maximum(chance[np.arange(n), sample.lanes], 1e-12)).mean())
        chance[np.arange(n), sample.lanes] -= 1
        slope = np.repeat(chance, np.diff(sample.offsets), axis=0)
        _words, by_word = _scatter(slope, which)
        touched, gradient = _scatter(np.repeat(by_word, np.diff(offsets), axis=0), buckets)
        weights = self.weights[touched]
        squares = self.squares[touched] + gradient * gradient
        self.squares[touched] = squares
        self.weights[touched] = weights - rate * gradient / np.sqrt(squares)
        return loss


def fit(
    corpus: Corpus, shares: Floats, n_labels: int, settings: Settings, *, held_out: bool | None
) -> Floats:
    """Return the weights trained on the corpus, or on the part of it that is not held out."""
    rng = np.random.default_rng(settings.seed)
    state = Fit(corpus, n_labels, settings)
    for epoch in range(settings.epochs):
        losses = []
        for step in range(0, settings.samples, settings.batch):
            done = (epoch + step / settings.samples) / settings.epochs
            sample = draw(corpus, shares, settings.batch, rng, held_out=held_out)
            losses.append(state.step(sample, settings.rate * (1 - 0.9 * done)))
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}", file=sys.stderr, flush=True)  # noqa: T201 - a command's progress
    return state.weights


def quantise(weights: Floats) -> tuple[npt.NDArray[np.int8], float]:
    """Return the weights as 8-bit integers, and how many of their units make one unit of log odds."""
    centred = weights - weights.mean(axis=1, keepdims=True)
    scale = 127 / max(float(np.quantile(np.abs(centred), 0.99995)), 1e-6)
    return np.clip(np.rint(centred * scale), -127, 127).astype(np.int8), scale


def _leads(corpus: Corpus, sample: Sample, weights: npt.NDArray[np.int8], labels: Sequence[str]) -> Any:
    """Return the lead of the best language of each span, its number of words, and whether it is the true one."""
    distinct, which = np.unique(sample.words, return_inverse=True)
    buckets, offsets = _spread(corpus.grams, corpus.gram_offsets, distinct)
    by_word = _sums(weights[buckets].astype(np.float32), offsets)
    by_word = np.maximum(by_word - by_word.max(axis=1, keepdims=True) + CAP, 0)
    known = _sums((np.diff(offsets) > 0).astype(np.float32)[which, None], sample.offsets)[:, 0]
    names = np.array(labels)
    starts = np.flatnonzero(np.concatenate([[True], names[1:] != names[:-1]]))
    scores = np.maximum.reduceat(_sums(by_word[which], sample.offsets), starts, axis=1)
    order = np.sort(scores, axis=1)
    right = names[starts][scores.argmax(axis=1)] == names[sample.lanes]
    used = (known > 0) & (order[:, -1] > order[:, -2])
    return (order[:, -1] - order[:, -2]).astype(np.int64)[used], known.astype(np.int64)[used], right[used]


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
    sample = draw(corpus, shares, settings.batch * 5, rng, held_out=True)
    calibration = calibrate(*_leads(corpus, sample, weights, labels))
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
    parser = argparse.ArgumentParser(prog="python -m cymraeg_data.detect.train", description=__doc__)
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
