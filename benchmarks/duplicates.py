"""Duplicates and leaked benchmarks against their bars.

Found and flagged by nearness, speed, beside datasketch.

    python benchmarks/duplicates.py --data FOLDER [--documents N] [--pairs N] [--json FILE]

FOLDER is the development data. Documents are lines of the Welsh and English pool joined at random; a
near-duplicate is one of them with words replaced, one here and there or some side by side, and its true
nearness is computed from its sets of runs of five words. Speed is in processor time, which a busy machine
stretches less than the clock.
"""

# ruff: noqa: S311 - what is planted is made up, and no secret

import argparse
import importlib.util
import json
import platform
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from cymraeg_data.buffers import kernel_choice
from cymraeg_data.package.steps import contamination, exact_duplicates, hash_sets, near_duplicates

EDGES = (0.2, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0)
MEGABYTE = 1_000_000


def lines(folder: Path) -> list[str]:
    """Return the lines of prose of the pool, Welsh and English."""
    paths = [*sorted((folder / "lid/pool").glob("cy.*.txt")), *sorted((folder / "lid/pool").glob("en.*.txt"))]
    texts = [path.read_text("utf-8").splitlines() for path in paths if ".words-" not in path.name]
    return [line for text in texts for line in text if line.strip()]


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return the runs of five words, read without any of the code that is measured."""
    words = "".join(letter if letter.isalnum() or letter in "'’" else " " for letter in text.lower()).split()
    return {
        tuple(words[at : at + near_duplicates.SHINGLE])
        for at in range(len(words) - near_duplicates.SHINGLE + 1)
    }


def jaccard(one: str, other: str) -> float:
    """Return the true nearness of two texts."""
    first, second = shingles(one), shingles(other)
    return len(first & second) / len(first | second)


def edited(rng: random.Random, text: str, vocabulary: list[str]) -> str:
    """Return a text with some words replaced, scattered or in a stretch."""
    words = text.split()
    n = rng.randrange(1, max(len(words) // 3, 2))
    if rng.random() < 0.5:  # one in two
        n = max(n // 4, 1)
        places = rng.sample(range(len(words)), n)
    else:
        start = rng.randrange(len(words) - n)
        places = list(range(start, start + n))
    for place in places:
        words[place] = rng.choice(vocabulary)
    return " ".join(words)


def planted(rng: random.Random, documents: list[str], n: int) -> dict[float, list[tuple[str, str]]]:
    """Return pairs by the lower edge of their nearness, at most `n` each."""
    vocabulary = " ".join(documents[:200]).split()
    pairs: dict[float, list[tuple[str, str]]] = {edge: [] for edge in EDGES[:-1]}
    for _try in range(40 * n):
        text = rng.choice(documents)
        other = edited(rng, text, vocabulary)
        nearness = jaccard(text, other)
        edge = max((edge for edge in EDGES if edge <= nearness), default=None)
        if edge in pairs and len(pairs[edge]) < n:
            pairs[edge].append((text, other))
    return pairs


def ours(texts: list[str]) -> np.ndarray[Any, Any]:
    """Return which second text of each pair is in the cluster of the first."""
    found = []
    for first in range(0, len(texts), 2):  # by pair, so that documents that share lines do not link others
        made = near_duplicates.signatures(pa.array(texts[first : first + 2]))
        found.append(near_duplicates.clusters(made, rank=np.arange(2))[1] == 0)
    return np.array(found)


def peer(texts: list[str]) -> np.ndarray[Any, Any]:
    """Return the same with datasketch: MinHash of 128 permutations and its LSH for the same threshold."""
    from datasketch import MinHash, MinHashLSH

    found = []
    chosen = MinHashLSH(threshold=0.8, num_perm=128)  # it takes a while to choose its bands
    for first in range(0, len(texts), 2):
        index, made = MinHashLSH(num_perm=128, params=(chosen.b, chosen.r)), []
        for text in texts[first : first + 2]:
            minhash = MinHash(num_perm=128)
            minhash.update_batch([" ".join(words).encode() for words in shingles(text)])
            made.append(minhash)
        index.insert("first", made[0])
        found.append(bool(index.query(made[1])))
    return np.array(found)


def rates(pairs: dict[float, list[tuple[str, str]]], *, with_peer: bool) -> list[dict[str, Any]]:
    """Return by nearness how many pairs there are and which share was found."""
    rows = []
    for (edge, some), upper in zip(pairs.items(), EDGES[1:], strict=True):
        texts = [text for pair in some for text in pair]
        row = {"from": edge, "to": upper, "pairs": len(some)}
        if some:
            row["found"] = round(float(ours(texts).mean()), 4)
            if with_peer:
                row["datasketch"] = round(float(peer(texts).mean()), 4)
        rows.append(row)
    return rows


def rate(n_bytes: int, work: Callable[[], object]) -> float:
    """Return megabytes a second of processor time, the better of two."""
    work()
    start = time.process_time()
    work()
    return round(n_bytes / MEGABYTE / (time.process_time() - start), 1)


def speeds(documents: list[str], some_lines: list[str]) -> dict[str, float]:
    """Return MB/s of each step, with each kernel."""
    array, short = pa.array(documents), pa.array(some_lines)
    size, short_size = array.get_total_buffer_size(), short.get_total_buffer_size()
    made = hash_sets.made_of(pa.array([line[::-1] for line in some_lines]), name="mawr")
    found = {
        "exact.fingerprints, documents": rate(size, lambda: exact_duplicates.fingerprints(array)),
        "exact.fingerprints, lines": rate(short_size, lambda: exact_duplicates.fingerprints(short)),
    }
    for name in ("numpy", "numba") if importlib.util.find_spec("numba") else ("numpy",):
        kernel_choice.use_kernel(name)
        found[f"near.signatures, {name}"] = rate(size, lambda: near_duplicates.signatures(array))
        n_hashes = sum(len(hashes) for hashes in made.hashes)
        found[f"contamination.hits, {n_hashes:,} hashes, {name}"] = rate(
            size, lambda: contamination.hits(array, [made])
        )
    kernel_choice.use_kernel("auto")
    return found


def clustering(documents: list[str]) -> list[dict[str, float]]:
    """Return seconds for more and more rows, most of them unlike each other, a tenth near-duplicates."""
    made = near_duplicates.signatures(pa.array(documents))
    rng = np.random.default_rng(1)
    rows = []
    for n in (10_000, 33_000, 100_000, 330_000):
        many = rng.integers(0, 1 << 32, (n, near_duplicates.PERMUTATIONS), np.uint32)
        many[: len(made)] = made[:n]
        copies = rng.integers(n // 2, n, n // 10)
        many[: len(copies)] = many[copies]
        many[: len(copies), :12] = rng.integers(0, 1 << 32, (len(copies), 12), np.uint32)
        start = time.process_time()
        found = near_duplicates.clusters(many, rank=np.arange(n))
        seconds = round(time.process_time() - start, 2)
        rows.append({"rows": n, "seconds": seconds, "linked": int((found != np.arange(n)).sum())})
    return rows


def false_hits(texts: list[str]) -> dict[str, int]:
    """Return how many lines of the pool, which hold no item, the packaged benchmarks are found in."""
    found = contamination.hits(pa.array(texts), contamination.benchmarks())
    return {"lines": len(texts), "hits": len(found) - found.null_count}


def main() -> None:
    """Print the tables, and write them as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--pairs", type=int, default=500)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    rng = random.Random(1)
    pool = lines(arguments.data)
    documents = [" ".join(rng.choices(pool, k=40)) for _ in range(arguments.documents)]
    with_peer = importlib.util.find_spec("datasketch") is not None
    report = {
        "machine": {
            "python": platform.python_version(),
            "machine": platform.machine(),
            "numpy": np.__version__,
        },
        "nearness": rates(planted(rng, documents, arguments.pairs), with_peer=with_peer),
        "speed": speeds(documents, pool),
        "clusters": clustering(documents),
        "false hits": false_hits(pool),
    }
    for name, part in report.items():
        print(f"\n{name}")
        for row in part if isinstance(part, list) else [part]:
            print("  " + "  ".join(f"{key} {value}" for key, value in row.items()))
    if arguments.json:
        arguments.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
