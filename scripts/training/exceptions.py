"""The words that the model gets wrong by itself, and the common words of both languages.

A model file lists them as hashes with a lane (`weighing.exceptions` says where they count). A word is an
exception if its dictionary says that it is Welsh, or English, and the evidence for that leads the best other
lane by less than `CLEAR`. Which dictionaries, with licence and SHA-256: `detector.toml`.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scripts.training import own_words
from scripts.training.corpus import Source, read_manifest, read_source

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import listed_words, model, text_pieces, weighing
from cymraeg_data.welsh.calendar import month_forms, weekday_forms

__all__ = ["listed"]

CLEAR = 150
"""An exception leads the best other lane by less than this: our choice, on the development split."""

ENGLISH_TOO = 300
"""A Welsh word is not an exception where English has it this often (per 10⁸ words): our choice."""

ENGLISH, ENGLISH_NAME = 1500, 1000
"""An English word is common from this figure, one that is also a name from the second: our choice."""

ELSEWHERE = 3000
"""A word that another language has this often is an exception only where it stands alone: our choice."""

NAME_TOO = 8000
"""A word that English has this often is no name beside other names: our choice."""

HOMOGRAPHS = 3000
"""A homograph is among the commonest Welsh words of the list and so many commonest English: our choice."""

FILES = (
    "bangordict_cy_words.txt",
    "bangordict_en_words.txt",
    "geiriau_mwyaf_aml.cy.2500.tsv",
    "en.wordfreq.tsv",
    "und.names.tsv",
)
"""The training text that is read; the other lists are in the manifest's `list`."""

PLACES, HEADS = "standardised-welsh-place-names-2026-05-22.csv", ("ffurf safonol", "ffurf saesneg")

Words = dict[str, float]

_ONE_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


class Lists(NamedTuple):
    """Words of Welsh, of English, of either but not surely of one, common in both, and names of three kinds.

    The last two are names that are listed as words of both languages, and words that are names too.
    """

    welsh: set[str]
    english: set[str]
    either: set[str]
    homographs: set[str]
    names: set[str]
    names_and_words: set[str]
    words_and_names: set[str]


def lists(read: dict[str, Words], places: set[str]) -> Lists:
    """Return the words of each kind; `read` are the sources by file, `places` shared names."""
    welsh = set(read["bangordict_cy_words.txt"])
    english = set(read["bangordict_en_words.txt"])
    both = set(read["bangordict_ambiguous_words.txt"])
    common = set(read["geiriau_mwyaf_aml.cy.2500.tsv"])
    often = read["en.wordfreq.tsv"]
    names = {word.lower() for file, words in read.items() if "names" in file for word in words}
    frequent = {word for word, figure in often.items() if figure >= ENGLISH}
    known_english = {word for word, figure in often.items() if figure >= ENGLISH_TOO}
    commonest = sorted(often, key=lambda word: (-often[word], word))[:HOMOGRAPHS]
    cy = {word for word in (welsh | common) - english - both - names - known_english if len(word) > 1}
    en = (english | frequent) - welsh - common - both
    en = {
        word for word in en if word not in names or (word in english and often.get(word, 0) >= ENGLISH_NAME)
    }
    days_and_months = {*month_forms(), *weekday_forms()}
    cy |= {word for word in days_and_months if often.get(word, 0) < ENGLISH_TOO and word not in english}
    cy, en = cy - en, en - cy
    homographs = common & set(commonest)
    either = {word for word in (welsh | common | english | frequent) - names if len(word) > 1}
    alone = names - welsh - english - common
    alone |= places - english - common - frequent - set(own_words.PLACE_WORDS.split())
    alone |= set(own_words.AREAS.split())
    cy_labels, en_labels = set(own_words.WELSH_LABELS.split()), set(own_words.ENGLISH_LABELS.split())
    alone -= cy_labels | en_labels
    cy, en = (cy - alone - en_labels) | cy_labels, (en - alone - cy_labels) | en_labels
    found = cy, en, either - cy - en - homographs - alone, homographs, alone
    rare = {word for word in names if often.get(word, 0) < NAME_TOO}
    beside = (names & welsh & english) - common - alone
    found = *found, beside, rare - beside - alone
    return Lists(*({word for word in words if _is_one_word(word)} for words in found))


def common_elsewhere(sources: Iterable[Source], folders: Sequence[Path]) -> set[str]:
    """Return the words that are common in a language other than English."""
    lists = [source for source in sources if source.file.endswith(".wordfreq.tsv")]
    return {
        word
        for source in lists
        if source.language != "en"
        for word, figure in read_source(source, folders).items()
        if figure >= ELSEWHERE
    }


def shared_places(lines: Iterable[str]) -> set[str]:
    """Return the place names of one word that are the same in both languages, in lower case."""
    rows = [[cell.strip("\ufeff ").lower() for cell in row] for row in csv.reader(lines)]
    heads = next(row for row in rows if HEADS[0] in row)
    welsh, english = (heads.index(head) for head in HEADS)
    return {row[welsh] for row in rows if row[welsh] == row[english]}


def _is_one_word(word: str) -> bool:
    return bool(_ONE_WORD.fullmatch(word)) and len(word.encode()) <= numpy_words.MAX_WORD


def listed(built: model.Model, manifest: Path, folders: Sequence[Path]) -> model.Exceptions:
    """Return the exceptions of a model, from the lists that the manifest names."""
    table, sources = read_manifest(manifest)
    if "list" not in table:
        return model.NO_EXCEPTIONS
    wanted = [source for source in sources if source.file in FILES]
    wanted += [
        Source(row["file"], "und", 0, row["sha256"], held_out=False, weight=1.0) for row in table["list"]
    ]
    read = {source.file: read_source(source, folders) for source in wanted}
    found = lists(read, shared_places(read[PLACES]))
    elsewhere = common_elsewhere(sources, folders)
    words, lanes = [], []
    names = built.labels.index("und")
    for chosen, own, said, clear in (
        (found.welsh, (built.welsh,), built.welsh, CLEAR),
        (found.english, (built.english,), built.english, CLEAR),
        (found.either, (built.welsh, built.english), listed_words.EITHER, CLEAR),
        (found.names, (names,), names, np.inf),
        (found.names_and_words, (names,), names | listed_words.BESIDE, np.inf),
        (found.words_and_names, (names,), names | listed_words.ALONE, np.inf),
    ):
        ordered = sorted(chosen)
        unclear = np.flatnonzero(_lead(ordered, own, built) < clear)
        words += [ordered[number] for number in unclear]
        is_name = said & listed_words.LANE == names
        alone = [listed_words.ALONE * (ordered[number] in elsewhere and not is_name) for number in unclear]
        lanes += [said | more for more in alone]
    words += sorted(found.homographs)
    lanes += [listed_words.HOMOGRAPH] * len(found.homographs)
    hashes, first = np.unique(model.exception_hash(_keys(words)), return_index=True)  # the first of several
    return model.Exceptions(hashes, np.array(lanes, np.uint8)[first])


def _keys(words: Iterable[str]) -> numpy_words.Keys:
    """Return the key of each word."""
    found = _read(words)
    return numpy_words.word_keys(found.prepared.text, found.words.starts, found.words.ends)


def _read(words: Iterable[str]) -> text_pieces.MaskedWords:
    encoded = [word.encode() for word in words]
    offsets = np.concatenate([[0], np.cumsum([len(word) for word in encoded])]).astype(np.int64)
    prepared = numpy_words.prepare(np.frombuffer(b"".join(encoded), np.uint8), offsets)
    found = numpy_words.find_words(prepared)
    if len(found.starts) != len(encoded):
        raise ValueError
    keys = numpy_words.word_keys(prepared.text, found.starts, found.ends)
    return text_pieces.MaskedWords(prepared, found, keys, np.zeros(len(keys), np.uint8))


def _lead(words: Sequence[str], lanes: tuple[int, ...], built: model.Model) -> numpy_words.Places:
    """Return by how much the evidence of each word for some lanes leads the best other lane."""
    found = _read(words)
    made = weighing.weigh(found.prepared.text, found.words.starts, found.words.ends, found.keys, built)
    evidence = np.ascontiguousarray(made.evidence).view("<u2").astype(np.int64)
    own = evidence[:, lanes].max(axis=1)
    evidence[:, lanes] = 0
    lead: numpy_words.Places = own - evidence.max(axis=1)
    return lead
