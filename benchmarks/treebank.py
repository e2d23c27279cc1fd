"""Words, sentences and lemmas against UD_Welsh-CCG, and how fast they are beside spaCy's English.

    python benchmarks/treebank.py FOLDER [--part dev] [--json]

FOLDER holds cy_ccg-ud-train.conllu and cy_ccg-ud-dev.conllu (CC BY-SA 4.0, universaldependencies.org). The
test part is for a last look, not for work: ask for it by name.
"""

import argparse
import json
import platform
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import spacy

from cymraeg_data.welsh.lemmas import lemma, lemmas
from cymraeg_data.welsh.sentence import sentences
from cymraeg_data.welsh.tokens import words

RUNS = 12  # the first fills the caches; the best counts

Gold = list[tuple[int, int, str, str | None]]


def read(path: Path) -> Iterator[tuple[str, Gold, bool]]:
    """Yield each sentence: its text, its surface tokens (span, form, lemma.

    None for joined words), if a document starts.
    """
    text, tokens, joined, starts = "", [], 0, False
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# newdoc"):
            starts = True
        elif line.startswith("# text = "):
            text = line[9:]
        elif not line and tokens:
            yield text, tokens, starts
            text, tokens, joined, starts = "", [], 0, False
        elif line and line[0] != "#":
            number, form, lemma_ = line.split("\t")[:3]
            if "-" in number:
                joined, lemma_ = int(number.split("-")[1]), None
            elif "." in number or int(number) <= joined:
                continue
            start = text.index(form, tokens[-1][1] if tokens else 0)
            tokens.append((start, start + len(form), form, lemma_))


def f1(gold: set[tuple[int, int]], found: set[tuple[int, int]], counts: list[int]) -> None:
    """Add what is right, and twice the mean of both sizes, to `counts`."""
    counts[0] += 2 * len(gold & found)
    counts[1] += len(gold) + len(found)


def accuracy(path: Path) -> dict[str, float]:
    """Return F1 of tokens (ours, and spaCy with our rules) and sentences, and the share of exact lemmas."""
    nlp = spacy.blank("cy")
    ours, theirs, breaks = [0, 0], [0, 0], [0, 0]
    right = total = 0
    document: list[str] = []
    for text, gold, starts in read(path):
        spans = {(start, end) for start, end, _, _ in gold}
        found = words(text)
        f1(spans, {(token.start, token.end) for token in found}, ours)
        f1(spans, {(t.idx, t.idx + len(t)) for t in nlp(text) if not t.is_space}, theirs)
        by_span = {
            (token.start, token.end): answer
            for token, answer in zip(found, lemmas([token.text for token in found]), strict=True)
        }
        expected = [(span[:2], span[3]) for span in gold if span[3] is not None]
        right += sum(by_span.get(span) == answer for span, answer in expected)
        total += len(expected)
        if starts and document:
            count_breaks(document, breaks)
            document = []
        document.append(text)
    count_breaks(document, breaks)
    return {
        "tokens_f1": ours[0] / ours[1],
        "tokens_f1_spacy": theirs[0] / theirs[1],
        "sentences_f1": breaks[0] / breaks[1],
        "lemmas_exact": right / total,
    }


def count_breaks(document: list[str], counts: list[int]) -> None:
    """Join the sentences of a document with spaces and count those that are found again."""
    gold, place = set(), 0
    for text in document:
        gold.add((place, place + len(text)))
        place += len(text) + 1
    f1(gold, {(sentence.start, sentence.end) for sentence in sentences(" ".join(document))}, counts)


def speed(path: Path) -> dict[str, float]:
    """Return tokens a second: spaCy's English and Welsh, Welsh with lemmas, and our own words."""
    texts = [text for text, _, _ in read(path)]
    n_tokens = sum(len(words(text)) for text in texts)
    with_lemmas = spacy.blank("cy")
    with_lemmas.add_pipe("cymraeg_lemmas")
    lemma("cath")
    works: dict[str, Callable[[str], object]] = {
        "spacy_en": spacy.blank("en"),
        "spacy_cy": spacy.blank("cy"),
        "spacy_cy_lemmas": with_lemmas,
        "words": words,
    }
    best = dict.fromkeys(works, float("inf"))
    for _run in range(RUNS):  # in turn, so that whatever else the machine does falls on all alike
        for name, work in works.items():
            start = time.perf_counter()
            for text in texts:
                work(text)
            best[name] = min(best[name], time.perf_counter() - start)
    return {name: n_tokens / seconds for name, seconds in best.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", default="dev", choices=("train", "dev", "test"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    path = options.folder / f"cy_ccg-ud-{options.part}.conllu"
    result = {
        "part": options.part,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "spacy": spacy.__version__,
        **{name: round(value, 4) for name, value in accuracy(path).items()},
        "tokens_a_second": {name: round(value) for name, value in speed(path).items()},
    }
    if options.json:
        print(json.dumps(result, indent=2))
        return
    for name, value in result.items():
        print(f"{name:18} {value}")


if __name__ == "__main__":
    main()
