"""Learn the bilingual dictionary: `python -m scripts.training.word_translations --pairs FOLDER --out FILE`.

IBM model 1 (Brown and others 1993) in both directions over the lemmas of translated strings, five rounds of
expectation maximisation; then a logistic regression over what `score.features` measures on true pairs and on
three kinds of wrong ones. The sources are listed in `word_translations.toml` with licence and SHA-256;
`scripts/training/pair_sources.py` rebuilds them. No clock, no threads of ours, fixed seeds: the same input
gives the same bytes.
"""

import argparse
import hashlib
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cymraeg_data.translation.pair_score import N_FEATURES, features
from cymraeg_data.translation.word_ids import Terms, terms
from cymraeg_data.translation.word_translations import Dictionary, Side, save

__all__ = ["learn", "main"]

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

MANIFEST = Path(__file__).with_name("word_translations.toml")
_ROUNDS = 5
_MIN_PROBABILITY = 0.02  # ours: a pair of words below both is left out
_MIN_COUNT = 0.3
_MAX_TERMS = 40  # a longer text says little about which word goes with which
_MIN_WORDS = 3  # shorter texts take no part in the regression
_RIDGE = 1.0
_SEED = 2026


class Pairs(NamedTuple):
    """The pairs of one source."""

    name: str
    en: pa.Array
    cy: pa.Array


def learn(sources: Sequence[Pairs]) -> Dictionary:
    """Return the dictionary that the pairs of all sources teach.

    The weights of the score are learnt crosswise: each half of the sources is measured with the dictionary of
    the other.
    """
    halves = sources[::2], sources[1::2]
    measured = [_contrast(_count(teachers), pupils) for teachers, pupils in (halves, halves[::-1])]
    weights = _regress(np.concatenate([x for x, _ in measured]), np.concatenate([y for _, y in measured]))
    return _dictionary(_count(sources), weights)


class _Counted(NamedTuple):
    english: Side
    welsh: Side
    keys: Numbers
    to_welsh: Floats
    to_english: Floats


def _dictionary(counted: _Counted, weights: Floats) -> Dictionary:
    return Dictionary(**counted._asdict(), weights=weights)


def _count(sources: Sequence[Pairs]) -> _Counted:
    english = terms(pa.concat_arrays([source.en for source in sources]), "en")
    welsh = terms(pa.concat_arrays([source.cy for source in sources]), "cy")
    n_en, n_cy = np.diff(english.offsets), np.diff(welsh.offsets)
    usable = (n_en > 0) & (n_cy > 0) & (n_en <= _MAX_TERMS) & (n_cy <= _MAX_TERMS)
    row, en, cy = _beside(english, welsh, usable)
    keys, which = np.unique(en * len(welsh.words) + cy, return_inverse=True)
    key_en, key_cy = keys // len(welsh.words), keys % len(welsh.words)
    to_welsh, n_welsh = _expect(which, key_en, row * len(welsh.words) + cy)
    to_english, n_english = _expect(which, key_cy, row * len(english.words) + en)
    kept = ((to_welsh > _MIN_PROBABILITY) & (n_welsh > _MIN_COUNT)) | (
        (to_english > _MIN_PROBABILITY) & (n_english > _MIN_COUNT)
    )
    return _sorted(english, welsh, usable, key_en[kept], key_cy[kept], to_welsh[kept], to_english[kept])


def _beside(english: Terms, welsh: Terms, usable: npt.NDArray[np.bool_]) -> tuple[Numbers, Numbers, Numbers]:
    """Return each English word beside each Welsh one of the same pair: the row, and both words."""
    rows, ens, cys = [], [], []
    for row in np.flatnonzero(usable):
        en = english.ids[english.offsets[row] : english.offsets[row + 1]]
        cy = welsh.ids[welsh.offsets[row] : welsh.offsets[row + 1]]
        rows.append(np.full(len(en) * len(cy), row))
        ens.append(np.repeat(en, len(cy)))
        cys.append(np.tile(cy, len(en)))
    return np.concatenate(rows), np.concatenate(ens), np.concatenate(cys)


def _expect(which: Numbers, given: Numbers, place: Numbers) -> tuple[Floats, Floats]:
    """Return the probability and expected count of each pair of words, given the one word.

    `which` is the pair of words of each co-occurrence, `given` the given word of each pair, `place` where the
    explained word stands. A word that explains everything equally, the null word, takes what no other
    explains.
    """
    _places, place = np.unique(place, return_inverse=True)
    probability = np.ones(given.max(initial=-1) + 1)[given]
    spread = 1 / max(len(given), 1)
    count = probability
    for _round in range(_ROUNDS):
        weight = probability[which]
        total = np.bincount(place, weight) + spread
        count = np.bincount(which, weight / total[place], len(given))
        probability = count / np.bincount(given, count)[given]
    return probability, count


def _sorted(
    english: Terms,
    welsh: Terms,
    usable: npt.NDArray[np.bool_],
    en: Numbers,
    cy: Numbers,
    to_welsh: Floats,
    to_english: Floats,
) -> _Counted:
    """Return the dictionary with its words in order, and only those that some pair has."""
    sides, renamed = [], []
    for side, used in ((english, en), (welsh, cy)):
        row = np.repeat(np.arange(len(side)), np.diff(side.offsets))
        shares = np.bincount(side.ids[usable[row]], minlength=len(side.words)) / max(usable.sum(), 1)
        order = sorted(np.unique(used).tolist(), key=side.words.__getitem__)
        new = np.full(len(side.words), -1)
        new[order] = np.arange(len(order))
        renamed.append(new[used])
        sides.append(Side(numbers={side.words[old]: i for i, old in enumerate(order)}, shares=shares[order]))
    keys = renamed[0] * len(sides[1].shares) + renamed[1]
    by_key = np.argsort(keys)
    return _Counted(sides[0], sides[1], keys[by_key], to_welsh[by_key], to_english[by_key])


def _contrast(counted: _Counted, sources: Sequence[Pairs]) -> tuple[Floats, Floats]:
    """Return what is measured on true pairs and on wrong ones, and which is which.

    Wrong are: the next text of the source, any text, and the text next in length.
    """
    dictionary = _dictionary(counted, np.zeros(N_FEATURES + 1))
    rng = np.random.default_rng(_SEED)
    found: list[tuple[Floats, int]] = []
    for source in sources:
        english, welsh = terms(source.en, "en"), terms(source.cy, "cy")
        long = np.flatnonzero(
            (np.diff(english.offsets) >= _MIN_WORDS) & (np.diff(welsh.offsets) >= _MIN_WORDS)
        )
        by_length = long[np.argsort(english.n_chars[long], kind="stable")]
        for en, cy, label in (
            (long, long, 1),
            (long, np.roll(long, 1), 0),
            (long, rng.permutation(long), 0),
            (by_length, np.roll(by_length, 1), 0),
        ):
            right = en == cy
            chosen = right if label else ~right
            pair = (source.en.take(pa.array(en[chosen])), source.cy.take(pa.array(cy[chosen])))
            found.append((features(terms(pair[0], "en"), terms(pair[1], "cy"), dictionary), label))
    return np.concatenate([x for x, _ in found]), np.concatenate(
        [np.full(len(x), float(label)) for x, label in found]
    )


def _regress(x: Floats, y: Floats) -> Floats:
    """Return the weights and the intercept of a logistic regression, by Newton's method.

    Both classes weigh the same.
    """
    design = np.column_stack([x, np.ones(len(x))])
    importance = np.where(y == 1, 0.5 / (y == 1).sum(), 0.5 / (y == 0).sum()) * len(y)
    ridge = np.diag([_RIDGE] * x.shape[1] + [0.0])
    weights = np.zeros(design.shape[1])
    for _step in range(25):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (importance * (y - chance)) - ridge @ weights
        curve = (design * (importance * chance * (1 - chance))[:, None]).T @ design + ridge
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def read(folder: Path, manifest: Path = MANIFEST) -> list[Pairs]:
    """Return the pairs of each source of the manifest from its file in `folder`: English, tab, Welsh.

    Raises:
        SystemExit: a file is missing or is not the one that the manifest names.
    """
    found = []
    for source in tomllib.loads(manifest.read_text("utf-8"))["source"]:
        path = folder / source["file"]
        content = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(content).hexdigest() != source["sha256"]:
            sys.exit(f"{path} is missing or is not the file that {manifest.name} names.")
        rows = [line.split("\t") for line in content.decode("utf-8").splitlines()]
        found.append(
            Pairs(source["file"], *(pa.array([row[side] for row in rows], pa.string()) for side in (0, 1)))
        )
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn from the pairs in a folder and write the dictionary."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--pairs", type=Path, required=True, help="folder with the files of word_translations.toml"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--held-out", nargs="*", default=[], metavar="FILE", help="sources to leave out, for measuring"
    )
    options = parser.parse_args(arguments)
    sources = [source for source in read(options.pairs) if source.name not in options.held_out]
    save(options.out, learn(sources), {"manifest": hashlib.sha256(MANIFEST.read_bytes()).hexdigest()})


if __name__ == "__main__":
    main()
