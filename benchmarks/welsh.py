"""The Welsh language functions against their bars: radicals, like_num, numbers, order, speed.

    python benchmarks/welsh.py --data FOLDER [--all-numbers]

FOLDER is the development data, with `lexicon/ud/*.conllu` (UD_Welsh-CCG train and dev, CC BY-SA 4.0: for
measuring) and `lexicon/bangordict_cy_words.txt`. A radical counts as recovered when a candidate that is not
the word itself begins with the letter that the gold lemma begins with, or, for words mutated here, when the
word is among the candidates.
"""

import argparse
import platform
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from cymraeg_data.welsh import (
    letters,
    like_num,
    mutate,
    mutation_readings,
    number_value,
    number_words,
    ordinal_words,
    parse_date,
    radicals,
    sort_key,
)

GOLD_KINDS = {"SM": "soft", "NM": "nasal", "AM": "aspirate"}


def rows(folder: Path, split: str) -> Iterator[list[str]]:
    """Yield the cells of each word of a treebank split."""
    path = folder / "lexicon" / "ud" / f"cy_ccg-ud-{split}.conllu"
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if cells[0].isdigit():
            yield cells


def treebank_radicals(folder: Path, split: str) -> None:
    """Print how often the radical of a word that is tagged as mutated is recovered."""
    counts: dict[str, list[tuple[bool, int]]] = {kind: [] for kind in GOLD_KINDS.values()}
    for cells in rows(folder, split):
        found = re.search(r"Mutation=(\w+)", cells[5])
        if found and found[1] in GOLD_KINDS:
            first = letters(cells[2].lower())[:1]
            readings = mutation_readings(cells[1])
            hit = any(letters(reading.radical.lower())[:1] == first for reading in readings if reading.kind)
            counts[GOLD_KINDS[found[1]]].append((hit, len({reading.radical for reading in readings})))
    together = [result for results in counts.values() for result in results]
    for kind, results in {**counts, "all": together}.items():
        print_radicals(f"UD {split}, {kind}", results)


def print_radicals(name: str, results: Sequence[tuple[bool, int]]) -> None:
    """Print one row of the table of radicals."""
    recovered = sum(hit for hit, _ in results) / len(results)
    candidates = sum(size for _, size in results) / len(results)
    print(f"{name:28} {len(results):7}  {recovered:.4f}  {candidates:.2f}")


def made_radicals(words: Sequence[str]) -> None:
    """Print the same for words of a list, mutated here.

    Forms that a lexicon knows as mutated are left out.
    """
    import simplemma

    plain = [
        word
        for word in words
        if word.isalpha()
        and simplemma.is_known(word, "cy")
        and letters(simplemma.lemmatize(word, "cy").lower())[:1] == letters(word)[:1]
    ]
    for kind in ("soft", "nasal", "aspirate", "h"):
        forms = [(word, mutate(word, kind)) for word in plain]
        results = [(word in radicals(form), len(radicals(form))) for word, form in forms if form != word]
        print_radicals(f"word list, {kind}", results)


def number_tokens(folder: Path, split: str) -> None:
    """Print precision, recall and F1 of like_num against the tag NUM."""
    pairs = [(cells[3] == "NUM", like_num(cells[1])) for cells in rows(folder, split)]
    hits, found, gold = sum(map(all, pairs)), sum(p for _, p in pairs), sum(g for g, _ in pairs)
    print(f"UD {split:25} {gold:7}  {hits / found:.4f}  {hits / gold:.4f}  {2 * hits / (found + gold):.4f}")


def numbers(step: int) -> None:
    """Print how many numbers do not come back from their words."""
    values = range(0, 1_000_000, step)
    for system in ("decimal", "traditional"):
        for gender in ("masculine", "feminine"):
            wrong = sum(number_value(number_words(n, system=system, gender=gender)) != n for n in values)
            print(f"{system}, {gender:{28 - len(system)}} {len(values):9}  {wrong}")
    wrong = sum(number_value(ordinal_words(n)) != n for n in values if n)
    print(f"{'ordinal':30} {len(values):9}  {wrong}")


def order(words: Sequence[str]) -> None:
    """Print how many of random pairs of words are in another order than ICU's."""
    try:
        import icu
    except ImportError:
        print("PyICU is not installed: the order was not compared")
        return
    collator = icu.Collator.createInstance(icu.Locale("cy"))
    rng = random.Random(7)  # noqa: S311 - a sample, no secret
    same = [word for word in words if letters(word) == letters(word, ng="letter")]
    pairs = [(rng.choice(same), rng.choice(same)) for _ in range(200_000)]
    wrong = sum(collator.compare(a, b) * (1 if sort_key(a) < sort_key(b) else -1) > 0 for a, b in pairs)
    print(f"pairs of words in the order of ICU {icu.ICU_VERSION}: {len(pairs) - wrong} of {len(pairs)}")
    print(f"words left out because their digraphs are two letters: {len(words) - len(same)} of {len(words)}")


def speed(words: Sequence[str]) -> None:
    """Print calls a second over the words of a list, the best of three."""
    jobs: dict[str, tuple[Callable[[str], object], Sequence[str]]] = {
        "letters": (letters, words),
        "sort_key": (sort_key, words),
        "mutate": (lambda word: mutate(word, "soft"), words),
        "radicals": (radicals, words),
        "like_num": (like_num, words),
        "number_value": (number_value, [number_words(n) for n in range(0, 1_000_000, 331)]),
        "parse_date": (
            parse_date,
            [f"{day} o Dachwedd {year}" for day in range(1, 31) for year in range(1950, 2050)],
        ),
    }
    for name, (function, texts) in jobs.items():
        best = 0.0
        for _ in range(3):
            start = time.perf_counter()
            for text in texts:
                function(text)
            best = max(best, len(texts) / (time.perf_counter() - start))
        print(f"{name:28} {best:12,.0f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder of development data")
    parser.add_argument(
        "--all-numbers", action="store_true", help="every number below a million; takes ten minutes"
    )
    options = parser.parse_args()
    words = (options.data / "lexicon" / "bangordict_cy_words.txt").read_text(encoding="utf-8").split()
    print(f"Python {platform.python_version()}, {platform.machine()}")
    print("\nradicals                           n  recovered  candidates")
    for split in ("train", "dev"):
        treebank_radicals(options.data, split)
    made_radicals(words)
    print("\nlike_num                           n  precision  recall  F1")
    for split in ("train", "dev"):
        number_tokens(options.data, split)
    print("\nnumbers                              n  not the same after words and back")
    numbers(1 if options.all_numbers else 37)
    print("\norder")
    order(words)
    print("\nspeed                        calls a second")
    speed(words)


if __name__ == "__main__":
    main()
