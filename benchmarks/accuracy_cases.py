"""The cases of language detection: short, mixed and hostile text whose right answers are written beside it.

`accuracy.py --cases DIR` prints the tables of these without any training; the README of `DIR` says what its
files hold. The class of a hard case is a kind of text (capitals, place names); the mean over classes weighs
each kind the same.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from peers import Detector

__all__ = ["WordTags", "cases"]

WordTags = Callable[[str], list[tuple[int, str]]]
"""A text to where each of its words starts and the language of each."""

ONE_WORD = "single words"
FILES = {
    "no-language.tsv": "no language",
    "bilingual-cells.tsv": "",
    "words.tsv": ONE_WORD,
}
GAPS = {"": "", "line": "\n", "blank": "\n\n", "space": " "}
"""How a line of a document is joined to the one before it."""


def cases(folder: Path, detectors: dict[str, Detector], tag: WordTags) -> dict[str, list[dict[str, Any]]]:
    """Return the tables: how many cases each detector has right, and what of our word tags is right.

    The first detector is ours.
    """
    kinds = [*_short(folder)]
    hard = [
        (row["text"].replace("\\n", "\n"), row["accepted"], row["class"])
        for row in _rows(folder / "hard.tsv")
    ]
    answers = {name: detect([text for text, *_ in [*hard, *kinds]])[0] for name, detect in detectors.items()}
    right: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for name, found in answers.items():
        for (_text, accepted, kind), answer in zip([*hard, *kinds], found, strict=True):
            right[name, kind].append(answer in accepted.split("|"))
    classes = list(dict.fromkeys(kind for *_, kind in hard))
    others = list(dict.fromkeys(kind for *_, kind in kinds))
    hard_rows = [_row(kind, right, detectors) for kind in classes]
    means = {name: sum(row[name] for row in hard_rows) / len(classes) for name in detectors}
    counts = {name: sum(sum(right[name, kind]) for kind in classes) / max(1, len(hard)) for name in detectors}
    hard_rows += [
        {"class": "mean over classes", "n": len(hard), **means},
        {"class": "all", "n": len(hard), **counts},
    ]
    ours = next(iter(answers))
    texts = [text for text, _accepted, kind in kinds if kind == "no language"]
    misses = [
        {"kind": kind, "text": text[:70], "accepted": accepted, "said": answer}
        for (text, accepted, kind), answer in zip([*hard, *kinds], answers[ours], strict=True)
        if answer not in accepted.split("|")
    ]
    return {
        "hard": hard_rows,
        "cells and words": [_row(kind, right, detectors) for kind in others],
        "words of text without language": [_silent(texts, tag)],
        "third languages": _third(folder, tag),
        "misses": misses,
    }


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _short(folder: Path) -> Iterator[tuple[str, str, str]]:
    for name, kind in FILES.items():
        for row in _rows(folder / name):
            accepted = row["accepted"]
            cells = "bilingual cells" if accepted == "mul" else "cells in one language with a separator"
            yield row["text"].replace("\\n", "\n"), accepted, kind or cells


def _row(
    kind: str, right: dict[tuple[str, str], list[bool]], detectors: dict[str, Detector]
) -> dict[str, Any]:
    n = len(right[next(iter(detectors)), kind])
    return {"class": kind, "n": n, **{name: sum(right[name, kind]) / n for name in detectors}}


def _silent(texts: list[str], tag: WordTags) -> dict[str, Any]:
    """Return how many texts without language have a word that is given one."""
    spoken = sum(any(language != "und" for _, language in tag(text)) for text in texts)
    return {"n": len(texts), "with a word in a language": spoken}


def _third(folder: Path, tag: WordTags) -> list[dict[str, Any]]:
    """Return how many words of third-language lines are found and called Welsh, and the opposite error.

    A word is found when its language is that of its line, or "mis". Words by language of their line; in Welsh
    and English lines, "called third" is a word with a language that is neither.
    """
    documents: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(folder / "third-language.tsv"):
        documents[row["document"]].append(row)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for lines in documents.values():
        text = ""
        places = []
        for line in lines:
            text += GAPS[line["gap"]] if text else ""
            places.append((len(text), len(text) + len(line["text"]), line["language"]))
            text += line["text"]
        for start, language in tag(text):
            true = next(true for first, last, true in places if first <= start < last)
            counts[true][language] += 1
    rows = []
    hosts = ("cy", "en")
    for true in sorted(counts):
        n = counts[true]
        third = sum(number for said, number in n.items() if said not in (*hosts, "und", "mul"))
        rows.append(
            {
                "language": true,
                "words": n.total(),
                "found": (n[true] + (0 if true in hosts else n["mis"])) / n.total(),
                "called Welsh": n["cy"] / n.total(),
                "called third": third / n.total(),
            }
        )
    for name, group in (("third languages", [c for c in counts if c not in hosts]), ("hosts", list(hosts))):
        total = sum(counts[code].total() for code in group)
        chosen = [row for row in rows if row["language"] in group]
        mean: dict[str, float | None] = {
            head: sum(row[head] * row["words"] for row in chosen) / max(1, total)
            for head in ("found", "called Welsh", "called third")
        }
        if name == "hosts":
            mean["called Welsh"] = None
        rows.append({"language": f"all {name}", "words": total, **mean})
    return rows
