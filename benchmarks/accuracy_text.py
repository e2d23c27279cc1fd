"""The text that `accuracy.py` measures, by genre.

The development split, and text that may be measured but not learnt.
"""

import csv
import random
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

__all__ = ["CELTIC", "Item", "genres", "lines", "names_alone", "neighbours", "sample", "utterances"]

CELTIC = ("br", "kw", "ga", "gd", "gv")
NEIGHBOURS = ("br", "kw", "gv", "ga", "gd", "sco")
SEED = 7
WORDS = 1000
PER_LANGUAGE = 150
MANY = {"cy": 1500, "en": 1500, "ga": 300, "gd": 300, "kw": 300}
PUNCTUATION = ".,;:!?()[]\"“”‘’'-–…«»"


class Item(NamedTuple):
    """A text, the language it is in, and the source and register it comes from."""

    language: str
    text: str
    source: str
    register: str


REGISTERS = {
    "corpws-cc0-speech": "spoken",
    "hmrc-tai": "public service",
    "tagiedig-lexicelt": "learner's phrases",
    "tagiedig-llafar": "colloquial",
    "tagiedig-ner-sents": "informal, with names",
    "udhr": "formal",
    "ud": "edited prose, many kinds",
    "siarad": "colloquial speech",
    "voice": "read aloud",
    "wikipedia-app": "interface",
    "visual-editor": "interface",
    "words-hunspell": "dictionary",
    "words-manx": "dictionary",
    "isocodes": "names of countries and languages",
    "tatoeba": "example sentences",
    "manx-verse": "verse and hymns",
    "manx-faith": "religious prose",
    "manx-secular": "newspapers, tales and acts",
    "cornish-drama": "drama, spelling of 1400 to 1611",
    "scots-verse": "verse and hymns",
}


def genres(data: Path, extra: Path | None, manifest: Path) -> dict[str, list[Item]]:
    """Return the text to measure, by genre; `extra` is the folder that `scripts/training/pool.py` wrote."""
    chosen = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    table = tomllib.loads(manifest.read_text(encoding="utf-8"))
    spoken_of = {code for lane in table["lane"] for code in lane["languages"]}
    pool = data / "lid" / "pool"
    held = [row["file"] for row in table["source"] if row.get("held_out")]
    prose = [*_files(pool, held, ("udhr", "ud-idt")), *_files(extra, held, ("voice",), PER_LANGUAGE)]
    prose += [*_treebank(data / "lexicon" / "ud")]
    sentences = [*prose, *_files(pool, held, ("tagiedig-lexicelt", "tagiedig-llafar", "tagiedig-ner-sents"))]
    strings = [
        *_files(pool, held, ("hmrc-tai",)),
        *_files(extra, held, ("wikipedia-app", "visual-editor"), 400),
    ]
    english = {item.text for item in strings if item.language == "en"}
    strings = [item for item in strings if item.language in ("en", "sco") or item.text not in english]
    listed = [("br", "words-hunspell"), ("cy", "words-hunspell"), ("gv", "words-manx")]
    names = [(code, "isocodes") for code in ("br", "cy", "ga", "gv", "kw")]
    found = {
        "sentences": [item for item in sentences if len(item.text.split()) > 4],  # a sentence
        "interface": strings,
        "word pairs": list(_types(prose, 2, chosen)),
        "words": list(_types(prose, 1, chosen)),
        "conversation": [*_conversation(data), *_short(prose)],
        "dictionary words": _listed(pool, listed, 800),
        "names of countries and languages": _listed(pool, names, 600),
    }
    return {genre: [item for item in items if item.language in spoken_of] for genre, items in found.items()}


def sample(items: list[Item], most: int) -> list[Item]:
    """Return at most so many texts each of Welsh, of English and of all other languages."""
    kinds: dict[str, list[Item]] = {"cy": [], "en": [], "other": []}
    for item in items:
        kinds[item.language if item.language in kinds else "other"].append(item)
    chosen = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    return [item for kind in kinds.values() for item in chosen.sample(kind, min(most, len(kind)))]


def neighbours(data: Path, extra: Path | None, manifest: Path) -> list[Item]:
    """Return the development text in the neighbours of Welsh: its lines, and `WORDS` words of each language.

    The register of a word is "words of these".
    """
    table = tomllib.loads(manifest.read_text(encoding="utf-8"))
    held = [row["file"] for row in table["source"] if row.get("held_out") and row["language"] in NEIGHBOURS]
    sources = tuple(
        sorted({name.split(".")[1] for name in held} - {"words-hunspell", "words-manx", "isocodes"})
    )
    found = [*_files(data / "lid" / "pool", held, sources), *_files(extra, held, sources)]
    chosen = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    words = _types(found, 1, chosen, dict.fromkeys(NEIGHBOURS, WORDS))
    return [*found, *(item._replace(register="words of these") for item in words)]


def lines(path: Path) -> list[str]:
    """Return the lines of a file that hold something."""
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _files(
    folder: Path | None, held: Iterable[str], sources: tuple[str, ...], most: int | None = None
) -> Iterator[Item]:
    """Yield lines of the development split: Celtic languages and English whole, of the others `most`."""
    for name in sorted(held):
        language, source, _suffix = name.split(".")
        if folder is not None and source in sources and (folder / name).is_file():
            found = lines(folder / name)
            if most is not None and language not in (*CELTIC, "cy", "en"):
                found = random.Random(name).sample(found, min(most, len(found)))  # noqa: S311
            yield from (Item(language, text, source, REGISTERS.get(source, source)) for text in found)


def _listed(pool: Path, files: list[tuple[str, str]], most: int) -> list[Item]:
    found = []
    for language, source in files:
        words = lines(pool / f"{language}.{source}.txt")
        words = random.Random(SEED).sample(words, min(most, len(words)))  # noqa: S311
        found += [Item(language, word, source, REGISTERS[source]) for word in words]
    return found


def _treebank(folder: Path) -> Iterator[Item]:
    for part in ("train", "dev"):
        for line in lines(folder / f"cy_ccg-ud-{part}.conllu"):
            for mark, language in (("# text = ", "cy"), ("# text_en = ", "en")):
                if line.startswith(mark):
                    yield Item(language, line.removeprefix(mark), "ud", REGISTERS["ud"])


def _short(prose: list[Item]) -> Iterator[Item]:
    """Yield short sentences in other languages, to set beside short utterances."""
    for item in prose:
        if item.source == "voice" and len(item.text.split()) < 9:  # as most utterances
            yield item


def _types(
    items: list[Item], size: int, chosen: random.Random, most: Mapping[str, int] = MANY
) -> Iterator[Item]:
    """Yield distinct words of five letters or more, or pairs of nine or more, in lower case."""
    found: dict[str, dict[str, Item]] = {}
    is_long: Callable[[str], bool] = lambda span: sum(map(str.isalpha, span)) >= 4 * size + 1  # noqa: E731
    for item in items:
        words = [word.strip(PUNCTUATION).lower() for word in item.text.split()]
        for start in range(len(words) - size + 1):
            span = " ".join(words[start : start + size])
            if is_long(span) and all(words[start : start + size]) and not any(map(str.isdigit, span)):
                found.setdefault(item.language, {})[span] = item._replace(text=span)
    for language in sorted(found):
        spans = list(found[language].values())
        yield from chosen.sample(spans, min(len(spans), most.get(language, 60)))


def _conversation(data: Path) -> Iterator[Item]:
    """Yield the utterances that are all Welsh or all English: measured, never learnt."""
    for kind, tokens in utterances(data):
        if kind in ("cym", "eng"):
            text = " ".join(token for token, _ in tokens)
            yield Item({"cym": "cy", "eng": "en"}[kind], text, "siarad", REGISTERS["siarad"])


def utterances(data: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return utterances of the Siarad corpus: the kind, and each token with its language."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    with (data / "codeswitch" / "siarad2_dev.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.setdefault((row["utt_id"], row["kind"]), []).append((row["token"], row["lang"]))
    return [(kind, tokens) for (_name, kind), tokens in found.items()]


def names_alone(data: Path) -> dict[str, list[str]]:
    """Return names that have no language by themselves, of the half that is never learnt."""
    import hashlib

    places = []
    (path,) = (data / "bitext" / "welsh-placenames-list").glob("**/standardised-welsh-place-names-*.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        places = [row["Ffurf safonol"] for row in csv.DictReader(file)]
    given = [
        name
        for file in sorted((data / "lexicon" / "names").glob("*first_names_*male.txt"))
        for name in lines(file)
    ]
    return {
        kind: sorted({name for name in names if hashlib.sha256(name.encode()).digest()[0] % 2})
        for kind, names in (("places", places), ("given names", given))
    }
