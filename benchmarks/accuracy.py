"""How well Welsh is detected, by genre of text, beside the peers.

`python benchmarks/accuracy.py --data DIR --extra DIR --held-out`, or, in seconds,
`python benchmarks/accuracy.py --cases DIR`.

Every genre weighs Welsh, English and all other languages the same. `--held-out` trains a model without the
development split first (three minutes), so that no text measured here was learnt; otherwise `--model` names a
model file. Words that stand in held-out text may stand in the dictionaries that are learnt: held out are
texts, not words. What a detector does not answer counts as wrong. Text under the GPL is only measured.

Beside the peers at most `MOST` texts each of Welsh, of English and of all others are read in a genre, the
same for all. `--peers` chooses among them: langidentify takes 95 seconds and 3 GB to load, lingua 90 seconds
to read.
"""

import argparse
import importlib.metadata
import json
import platform
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import figures
import numpy as np
import pyarrow as pa
from accuracy_cases import WordTags, cases
from accuracy_text import CELTIC, Item, genres, names_alone, neighbours, sample, utterances
from peers import PEERS, Detector, installed, versions
from scripts.training import detector

from cymraeg_data.buffers import chunks
from cymraeg_data.detection import api, decision, model, words

MOST = 6000
"""Texts of each kind that all detectors read in a genre: only the interface and sentences have more."""

OURS = "cymraeg_data"

SURE = ((1, "1 word"), (4, "2–4 words"), (10**9, "5 words or more"))
"""The classes of length by which confidence is calibrated."""

LENGTHS = ((1, "1 word"), (2, "2 words"), (5, "3–5 words"), (10, "6–10 words"), (10**9, "more"))
SHOWN = 12

ANSWERS = ("cy", "en", "other", "und", "mul")


def main() -> None:
    """Print the tables, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the development data")
    parser.add_argument("--extra", type=Path, help="the folder that scripts/training/pool.py wrote")
    parser.add_argument("--held-out", action="store_true", help="train without the development split first")
    parser.add_argument("--model", type=Path, default=model.DEFAULT, help="the model file to measure")
    parser.add_argument("--peers", nargs="*", choices=PEERS, metavar="NAME", help=f"of {', '.join(PEERS)}")
    parser.add_argument("--cases", type=Path, help="measure the cases in this folder, and nothing else")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--write", action="store_true", help="write JSON, tables and plots into docs")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.model
        if given.cases:
            others = dict(installed(given.peers or (), Path(folder)))
            loaded = model.load(path)
            found = cases(given.cases, {OURS: ours(loaded), **others}, tags(loaded))
            print(json.dumps(found, indent=1, ensure_ascii=False) if given.json else table(found))
            return
        chosen = list(PEERS) if given.peers is None else given.peers
        if given.held_out:
            path = Path(folder) / "held-out.bin"
            pools = [
                given.data / "lid" / "pool",
                given.data / "lexicon",
                *([given.extra] if given.extra else []),
            ]
            detector.train(detector.MANIFEST, pools, path, detector.Settings(), held_out=True)
        report = measure(path, given.data, given.extra, dict(installed(chosen, Path(folder))))
    if given.write:
        figures.store("accuracy", report)
    print(json.dumps(report, indent=1, ensure_ascii=False) if given.json else table(report))


def measure(path: Path, data: Path, extra: Path | None, others: dict[str, Detector]) -> dict[str, Any]:
    """Return everything that is measured of the model at `path`, and of the peers by genre."""
    loaded = model.load(path)
    texts = genres(data, extra, detector.MANIFEST)
    found = {genre: ours(loaded)([item.text for item in items]) for genre, items in texts.items()}
    pairs = [
        (genre, item, answer, sure)
        for genre, items in texts.items()
        for item, answer, sure in zip(items, *found[genre], strict=True)
    ]
    return {
        "machine": machine(list(others)),
        "by genre": beside(texts, {OURS: ours(loaded), **others}),
        "Celtic text called Welsh": celtic([(g, i, a) for g, i, a, _ in pairs]),
        "neighbours called Welsh": near(loaded, neighbours(data, extra, detector.MANIFEST)),
        "Welsh found, by length": share(pairs, lambda _genre, item: length(item.text)),
        "Welsh found, by source": share(pairs, lambda _genre, item: item.source),
        "Welsh found, by register": share(pairs, lambda _genre, item: item.register),
        "names alone": names(loaded, data),
        "calibration": calibration([row for row in pairs if row[0] in list(texts)[:5]]),
        "words in code-switched speech": speech(loaded, data),
        "fails": fails(pairs),
    }


def ours(loaded: model.Model) -> Detector:
    """Return our detector with another model than the one in the package."""

    def detect(texts: list[str]) -> tuple[list[str], list[float]]:
        found: list[str] = []
        sure: list[float] = []
        languages = decision.tags(loaded)
        for rows in api.identify(*chunks.buffers(pa.array(texts)), loaded):  # with another model
            found += [languages[number] for number in rows.languages]
            sure += rows.confidence.tolist()
        return found, sure

    return detect


def beside(texts: dict[str, list[Item]], detectors: dict[str, Detector]) -> list[dict[str, Any]]:
    """Return the scores of each detector in each genre on the same texts, and the means of the first five."""
    rows = []
    for genre, items in texts.items():
        kept = sample(items, MOST)
        for name, detect in detectors.items():
            answers, _sure = detect([item.text for item in kept])
            rows.append({"genre": genre, "detector": name, **scores(kept, answers)})
    five = [row for row in rows if row["genre"] in list(texts)[:5]]
    for name in detectors:
        own = [row for row in five if row["detector"] == name]
        means = {
            head: float(np.mean([row[head] for row in own]))
            for head in ("welsh_f1", "english_f1", "accuracy")
        }
        n = sum(row["n"] for row in own)
        rows.append(
            {"genre": "mean of these five", "detector": name, "n": n, **means, "celtic_called_welsh": None}
        )
    return rows


def scores(items: list[Item], answers: list[str]) -> dict[str, Any]:
    """Return Welsh and English F1, three-way accuracy and the share of Celtic text called Welsh."""
    truth = [_three(item.language) for item in items]
    weight = {name: 1 / n for name, n in Counter(truth).items()}
    pairs = list(zip(truth, answers, strict=True))
    near = [answer for item, answer in zip(items, answers, strict=True) if item.language in CELTIC]
    return {
        "n": len(items),
        "welsh_f1": _f1(pairs, weight, "cy"),
        "english_f1": _f1(pairs, weight, "en"),
        "accuracy": sum(weight[true] for true, answer in pairs if _matches(true, answer)) / len(weight),
        "celtic_called_welsh": near.count("cy") / len(near) if near else None,
    }


def _three(language: str) -> str:
    return language if language in ("cy", "en") else "other"


def _matches(true: str, answer: str) -> bool:
    return answer not in ("und", "un", "mul") and _three(answer) == true


def _f1(pairs: list[tuple[str, str]], weight: dict[str, float], language: str) -> float | None:
    if language not in weight:
        return None
    hit = sum(weight[true] for true, answer in pairs if answer == language == true)
    wrong = sum(weight[true] for true, answer in pairs if (answer == language) != (true == language))
    return 2 * hit / (2 * hit + wrong)


def celtic(rows: list[tuple[str, Item, str]]) -> list[dict[str, Any]]:
    """Return, by language and genre, how much of the other Celtic languages is called Welsh."""
    counts: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    for genre, item, answer in rows:
        if item.language in CELTIC:
            counts[item.language, genre][answer == "cy"] += 1
    return [
        {"language": code, "genre": genre, "n": n.total(), "called_welsh": n[True] / n.total()}
        for (code, genre), n in sorted(counts.items())
    ]


def near(loaded: model.Model, items: list[Item]) -> list[dict[str, Any]]:
    """Return, by neighbouring language, register and length, how much is called Welsh."""
    counts: dict[tuple[str, str, str], Counter[bool]] = defaultdict(Counter)
    answers, _sure = ours(loaded)([item.text for item in items])
    for item, answer in zip(items, answers, strict=True):
        for register, size in ((item.register, length(item.text, SURE)), ("all", "all")):
            counts[item.language, register, size][answer == "cy"] += 1
    return [
        {"language": code, "kind": kind, "length": size, "n": n.total(), "called_welsh": n[True] / n.total()}
        for (code, kind, size), n in sorted(counts.items())
    ]


def share(rows: list[Any], kind: Callable[[str, Item], str]) -> list[dict[str, Any]]:
    """Return, by kind of text, the share of Welsh called Welsh, English, another language or none."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for genre, item, answer, _sure in rows:
        if item.language == "cy":
            counts[kind(genre, item)][answer if answer in ("cy", "en", "und", "mul") else "other"] += 1
    return [
        {"kind": name, "n": n.total(), **{answer: n[answer] / n.total() for answer in ANSWERS}}
        for name, n in counts.items()
    ]  # fmt: skip


def length(text: str, classes: Sequence[tuple[int, str]] = LENGTHS) -> str:
    """Return the class of length of a text."""
    n = len(text.split())
    return next(name for most, name in classes if n <= most)


def names(loaded: model.Model, data: Path) -> list[dict[str, Any]]:
    """Return what names by themselves are called, and how sure that is."""
    rows = []
    for kind, found in names_alone(data).items():
        answers, sure = ours(loaded)(found)
        n = Counter(answer if answer in ("cy", "en", "und") else "other" for answer in answers)
        row = {answer: n[answer] / len(found) for answer in ("und", "cy", "en", "other")}
        rows.append({"kind": kind, "n": len(found), **row, "mean_confidence": float(np.mean(sure))})
    return rows


def calibration(rows: list[Any]) -> dict[str, Any]:
    """Return how often answers of each confidence are right, and the expected calibration error.

    An answer is right that puts the text among Welsh, English and the others as it is; "und" is no answer.
    Genres, and in each the three, weigh the same; so they do within a class of length.
    """
    table, error = _reliability(rows)
    by_length = []
    for _most, name in SURE:
        of_length = [row for row in rows if length(row[1].text, SURE) == name]
        classes, its_error = _reliability(of_length)
        n = sum(row[2] not in ("und", "mul") for row in of_length)
        mean, right = (sum(row["share"] * row[head] for row in classes) for head in ("mean", "right"))
        by_length.append(
            {"length": name, "n": n, "mean": mean, "right": right, "expected_calibration_error": its_error}
        )
    return {"expected_calibration_error": error, "classes": table, "by length": by_length}


def _reliability(rows: list[Any]) -> tuple[list[dict[str, Any]], float]:
    """Return the classes of confidence with their mean and the share that is right, and the error."""
    size = Counter((genre, _three(item.language)) for genre, item, _answer, _sure in rows)
    kept = [row for row in rows if row[2] not in ("und", "mul")]
    weight = np.array([1 / size[genre, _three(item.language)] for genre, item, _answer, _sure in kept])
    right = np.array([_matches(_three(item.language), answer) for _genre, item, answer, _sure in kept])
    sure = np.array([sure for _genre, _item, _answer, sure in kept])
    classes = np.minimum((sure * 10).astype(int), 9)
    table = []
    for k in np.unique(classes).tolist():
        here = classes == k
        mean, rate = (float(np.average(values[here], weights=weight[here])) for values in (sure, right))
        share_of = float(weight[here].sum() / weight.sum())
        table.append(
            {"confidence": f"{k / 10:.1f}–{(k + 1) / 10:.1f}", "share": share_of, "mean": mean, "right": rate}
        )
    return table, sum(row["share"] * abs(row["mean"] - row["right"]) for row in table)


def speech(loaded: model.Model, data: Path) -> dict[str, float]:
    """Return F1 and accuracy over the words of real speech that are Welsh or English."""
    hits: Counter[str] = Counter()
    tag = tags(loaded)
    for _kind, tokens in utterances(data):
        found: dict[int, str] = {}
        for start, language in tag(" ".join(token for token, _ in tokens)):
            found.setdefault(start, language)
        at = 0
        for token, language in tokens:
            true = {"cym": "cy", "eng": "en"}.get(language)
            mark = next((found[place] for place in range(at, at + len(token)) if place in found), "und")
            at += len(token) + 1
            if true:
                hits.update({"n": 1, f"true {true}": 1, f"said {mark}": 1, f"hit {true}": int(mark == true)})
    f1 = {
        code: 2 * hits[f"hit {code}"] / (hits[f"true {code}"] + hits[f"said {code}"]) for code in ("cy", "en")
    }
    return {
        "welsh_f1": f1["cy"],
        "english_f1": f1["en"],
        "macro_f1": (f1["cy"] + f1["en"]) / 2,
        "accuracy": (hits["hit cy"] + hits["hit en"]) / hits["n"],
    }


def tags(loaded: model.Model) -> WordTags:
    """Return what tags words with another model than the one in the package.

    An English stem with a Welsh ending counts as Welsh, as `Measure` does.
    """

    def tag(text: str) -> list[tuple[int, str]]:
        found = words.tag_with(text, loaded)
        return [(word.start, "cy" if word.language == "mul" else word.language) for word in found]

    return tag


def fails(rows: list[Any]) -> dict[str, list[str]]:
    """Return some of the texts that were answered wrongly about Welsh, by genre."""
    found: dict[str, list[str]] = defaultdict(list)
    for genre, item, answer, _sure in rows:
        if (answer == "cy") != (item.language == "cy"):
            found[genre].append(f"{item.text[:60]} ({item.language}, said {answer})")
    return {genre: texts[:: max(1, len(texts) // SHOWN)][:SHOWN] for genre, texts in found.items()}


def machine(others: list[str]) -> dict[str, str]:
    """Return what the numbers were made with."""
    found = {
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": platform.machine(),
    }
    for name in ("cymraeg-data", "numpy", "pyarrow"):
        found[name] = importlib.metadata.version(name)
    return {**found, **versions(others)}


def table(report: dict[str, Any]) -> str:
    """Return the report as Markdown."""
    out = [", ".join(f"{name} {version}" for name, version in report.get("machine", {}).items())]
    for title, rows in report.items():
        if title == "calibration":
            out += ["", f"## {title}", "", f"error {rows['expected_calibration_error']:.4f}"]
            out += [*_table(rows["by length"]), *_table(rows["classes"])]
        elif title == "fails":
            out += ["", f"## {title}", ""]
            out += [f"* {genre}: {'; '.join(texts)}" for genre, texts in rows.items()]
        elif title != "machine" and rows:
            out += ["", f"## {title}", *_table(rows if isinstance(rows, list) else [rows])]
    return "\n".join(out)


def _table(rows: list[dict[str, Any]]) -> list[str]:
    heads = list(rows[0])
    out = ["", "| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return [*out, *("| " + " | ".join(_cell(row[head]) for head in heads) + " |" for row in rows)]


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4f}"
    return "" if value is None else str(value)


if __name__ == "__main__":
    main()
