"""Welsh and English side by side.

What the pair rules find, how well translations are told and sentences aligned.

    python benchmarks/bilingual.py --data ../shared/data [--json FILE]

Everything is measured on the development data: eleven real services, and texts made out of them. The
dictionary that scores and aligns is learnt anew without the sources it is measured on. `hunalign` and
translate-toolkit's `pofilter` take part where they are installed.
"""

import argparse
import itertools
import json
import platform
import random
import resource
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from scripts.training.word_translations import Pairs, learn

from cymraeg_data import bilingual, columns
from cymraeg_data.bilingual import sentence_similarity
from cymraeg_data.translation import pair_score, word_translations

SERVICES = (
    "civil-citizen-ui energy-sparks eq-questionnaire-runner govuk-frontend-app income-tax-submission"
    " nhs-covid-android nhs-covid-ios ons-homepage-toml rod-licensing statswales-frontend"
).split()
HELD_OUT = ("energy-sparks", "nhs-covid-ios")
SEEDS = (0, 1, 2)

Document = tuple[list[str], list[str], set[tuple[tuple[int, ...], tuple[int, ...]]]]


def sentences(pairs: pa.Table, least: int = 6, most: int = 45) -> list[tuple[str, str]]:
    """Return the pairs that read like sentences.

    Some words on both sides, no markup, no placeholder, each once.
    """
    rows = zip(pairs["en"].to_pylist(), pairs["cy"].to_pylist(), strict=True)
    return list(
        dict.fromkeys(
            (en, cy)
            for en, cy in rows
            if en and cy and en != cy and least <= len(en.split()) <= most and len(cy.split()) >= least
            and not set("<{%|") & set(en + cy) and "\n" not in en + cy
        )
    )  # fmt: skip


def findings(services: dict[str, pa.Table]) -> dict[str, Any]:
    """Return how many findings of each code the real services have, and the pairs checked a second."""
    whole = pa.concat_tables(services.values())
    seconds = []
    for _ in range(4):
        start = time.perf_counter()
        found = bilingual.check_pairs(whole)
        seconds.append(time.perf_counter() - start)
    counts = Counter(finding.code for finding in found)
    grave = sum(finding.severity != "note" for finding in found)
    return {
        "pairs": whole.num_rows,
        "findings": dict(sorted(counts.items())),
        "warnings_and_errors_but_missing": grave - counts["B301"] - counts["B302"] - counts["B304"],
        "pairs_a_second": round(whole.num_rows / min(seconds)),
    }


def planted(rows: Sequence[tuple[str, str]]) -> dict[str, dict[str, float]]:
    """Return the share of pairs with an error or warning.

    As they are, and with each kind of damage done to them.
    """

    def halves(first: str, second: str) -> str:
        a, b = first.split(), second.split()
        return " ".join(a[: len(a) // 2] + b[len(b) // 2 :])

    kinds: dict[str, Callable[[str, str], tuple[str, str]]] = {
        "as they are": lambda en, cy: (en, cy),
        "sides swapped": lambda en, cy: (cy, en),
        "Welsh cut in half": lambda en, cy: (en, " ".join(cy.split()[: len(cy.split()) // 2])),
        "Welsh, then English": lambda en, cy: (en, halves(cy, en)),
        "English, then Welsh": lambda en, cy: (en, halves(en, cy)),
        "[Welsh] before the English": lambda en, _cy: (en, f"[Welsh] {en}"),
        "copied": lambda en, _cy: (en, en),
    }
    result = {}
    for name, make in kinds.items():
        made = [make(en, cy) for en, cy in rows]
        masks = bilingual.faults(pa.array([m[0] for m in made]), pa.array([m[1] for m in made]))
        grave = [code for code in masks if bilingual_severity(code) != "note"]
        hit = np.logical_or.reduce([masks[code].to_numpy(zero_copy_only=False) for code in grave])
        result[name] = {"cymraeg_data": round(float(hit.mean()), 4)}
        if shutil.which("pofilter"):
            result[name]["pofilter"] = round(pofilter(made), 4)
    return result


def pofilter(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the share of pairs in which `pofilter` of translate-toolkit finds something."""
    table = pa.table(
        {
            "key": [str(i) for i in range(len(pairs))],
            "en": [en for en, _ in pairs],
            "cy": [cy for _, cy in pairs],
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "pairs.po"), Path(folder, "filtered.po")
        bilingual.write_pairs(table, source)
        command = ["pofilter", "--language=cy", "--progress=none", "-i", source, "-o", target]
        subprocess.run(command, check=True, capture_output=True)
        units = target.read_text("utf-8").count('\nmsgctxt "') if target.is_file() else 0
    return units / len(pairs)


def bilingual_severity(code: str) -> str:
    """Return the usual severity of a code."""
    from cymraeg_data.findings import describe

    return str(describe(code).severity)


def auc(right: np.ndarray, wrong: np.ndarray) -> float:
    """Return the chance that a true pair scores above a wrong one."""
    both = np.concatenate([right, wrong])
    ranks = np.empty(len(both))
    ranks[np.argsort(both, kind="stable")] = np.arange(1, len(both) + 1)
    return float((ranks[: len(right)].sum() - len(right) * (len(right) + 1) / 2) / len(right) / len(wrong))


def scores(rows: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Return how well true pairs are told from a random and from the next sentence."""
    en, cy = (pa.array([row[side] for row in rows]) for side in (0, 1))
    order = list(range(len(rows)))
    random.Random(1).shuffle(order)
    true = columns.score_pairs(en, cy).to_numpy()
    near = columns.score_pairs(en, pa.concat_arrays([cy[1:], cy[:1]])).to_numpy()
    far = columns.score_pairs(en, cy.take(pa.array(order))).to_numpy()
    return {
        "auc_random": round(auc(true, far), 4),
        "auc_neighbour": round(auc(true, near), 4),
        "true_below_half": round(float((true < 0.5).mean()), 4),
        "random_above_half": round(float((far > 0.5).mean()), 4),
    }


def document(rows: Sequence[tuple[str, str]], size: int, seed: int) -> Document:
    """Return two documents and their true links: 5% are 2:1, 5% 1:2, and 3% are left out on each side."""
    rng = random.Random(seed)
    start = rng.randrange(max(1, len(rows) - size))
    chosen = rows[start : start + size]
    en, cy, links = [], [], set()
    i = 0
    while i < len(chosen):
        (first_en, first_cy), kind = chosen[i], rng.random()
        second = chosen[i + 1] if i + 1 < len(chosen) else None
        n_en, n_cy = len(en), len(cy)
        if kind < 0.05 and second:
            en += [first_en, second[0]]
            cy.append(f"{first_cy} {second[1]}")
            links.add(((n_en, n_en + 1), (n_cy,)))
            i += 1
        elif kind < 0.10 and second:
            en.append(f"{first_en} {second[0]}")
            cy += [first_cy, second[1]]
            links.add(((n_en,), (n_cy, n_cy + 1)))
            i += 1
        elif kind < 0.13:
            en.append(first_en)
        elif kind < 0.16:
            cy.append(first_cy)
        else:
            en.append(first_en)
            cy.append(first_cy)
            links.add(((n_en,), (n_cy,)))
        i += 1
    return en, cy, links


def ours(en: list[str], cy: list[str]) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return the links of `bilingual.align`."""
    return {(link.en, link.cy) for link in bilingual.align(en, cy) if link.en and link.cy}


def hunalign(en: list[str], cy: list[str]) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return the links of hunalign without a dictionary, realigned."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("null.dic", "en", "cy")]
        for path, lines in zip(paths, ([], en, cy), strict=True):
            path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        ladder = subprocess.run(
            ["hunalign", "-realign", *paths], check=True, capture_output=True, text=True
        ).stdout
    steps = [tuple(map(int, line.split("\t")[:2])) for line in ladder.splitlines()]
    links = set()
    for (i, j), (next_i, next_j) in itertools.pairwise(steps):
        if next_i > i and next_j > j:
            links.add((tuple(range(i, next_i)), tuple(range(j, next_j))))
    return links


def alignment(rows: Sequence[tuple[str, str]]) -> dict[str, dict[str, float]]:
    """Return, for each installed aligner, F1 of strict links and recall of 1:2 and 2:1, as means."""
    aligners = {"cymraeg_data": ours} | ({"hunalign": hunalign} if shutil.which("hunalign") else {})
    result = {}
    for name, run in aligners.items():
        f1, recall, seconds = [], [], []
        for seed in SEEDS:
            en, cy, links = document(rows, 1000, seed)
            start = time.perf_counter()
            found = run(en, cy)
            seconds.append(time.perf_counter() - start)
            merged = {link for link in links if len(link[0]) + len(link[1]) > 2}
            f1.append(2 * len(found & links) / (len(found) + len(links)))
            recall.append(len(found & merged) / len(merged))
        result[name] = {
            "f1": round(float(np.mean(f1)), 4),
            "recall_of_merged": round(float(np.mean(recall)), 4),
            "seconds": round(float(np.mean(seconds)), 2),
        }
    return result


def at_size(rows: Sequence[tuple[str, str]], size: int) -> dict[str, float]:
    """Return the seconds and the peak memory of aligning two long documents."""
    copies = [
        (f"{en} ({i // len(rows)})", f"{cy} ({i // len(rows)})")
        for i in range(size)
        for en, cy in [rows[i % len(rows)]]
    ]
    start = time.perf_counter()
    bilingual.align([en for en, _ in copies], [cy for _, cy in copies])
    return {
        "sentences_a_side": size,
        "seconds": round(time.perf_counter() - start, 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def use(chosen: word_translations.Dictionary) -> None:
    """Let scores and alignments use this dictionary instead of the packaged one, which has seen the texts."""
    pair_score.load = sentence_similarity.load = lambda *_: chosen


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the development data")
    parser.add_argument(
        "--pairs", type=Path, help="the files of word_translations.toml; without them only the services teach"
    )
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    services = {name: bilingual.read_pairs(options.data / "bitext" / name) for name in SERVICES}
    result: dict[str, Any] = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "findings": findings(services),
    }
    rows = [row for name in SERVICES for row in sentences(services[name])]
    result["found among planted"] = planted(random.Random(5).sample(rows, min(3000, len(rows))))
    teachers = [
        Pairs(name, *(pa.array([row[side] for row in sentences(table, 1, 200)]) for side in (0, 1)))
        for name, table in services.items()
        if name not in HELD_OUT
    ]
    if options.pairs:
        known = {f"{name}.tsv" for name in SERVICES}
        for path in sorted(options.pairs.glob("*.tsv")):
            if path.name not in known:
                lines = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
                teachers.append(
                    Pairs(path.stem, *(pa.array([line[side] for line in lines]) for side in (0, 1)))
                )
    use(learn(teachers))
    unseen = [row for name in HELD_OUT for row in sentences(services[name])]
    result["translation"] = scores(unseen)
    result["alignment"] = alignment(unseen)
    result["long"] = at_size(unseen, 10_000)
    print(json.dumps(result, indent=2, ensure_ascii=False))
    if options.json:
        options.json.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
