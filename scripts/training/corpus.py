"""The training text as numbers: what the manifest lists, read once, and spans drawn from it by chance.

A source is a file of lines, or (`.tsv`) of words with how often each is met. Each line is a run of word
numbers; the n-grams of a word are found once. How much is drawn from a language, a source and a line is said
here and nowhere else.
"""

import hashlib
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection.model import LANES
from cymraeg_data.errors import InputError, SourceNotFoundError
from cymraeg_data.locale import _

__all__ = [
    "Corpus",
    "Sample",
    "Source",
    "draw",
    "edges",
    "read_corpus",
    "read_manifest",
    "read_source",
    "spread",
]

KINDS = (0.4, 0.2, 0.18, 0.22)
"""How much of what is learnt is one word, two words, three to six, and whole lines (of at most 40 words).

Ours.
"""

PLAIN = 0.15
"""How much of it is spelt without circumflexes, as hurried Welsh is: ours."""

TEMPER = 0.5
"""A source with four times the lines, a line with four times the words and a word met four times as often are
drawn twice as often: ours, so that neither large files nor small words are all that is learnt."""

COMMON = 1500
"""A word that English has this often (per 10⁸ words) is no name for the model: ours."""

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


class Source(NamedTuple):
    """One row of the training manifest."""

    file: str
    language: str
    lane: int
    sha256: str
    held_out: bool
    weight: float


class Sample(NamedTuple):
    """Spans of text by word number.

    Span `s` is `words[offsets[s]:offsets[s + 1]]` in the language of `lanes[s]`.
    """

    words: Numbers
    offsets: Numbers
    lanes: Numbers


class Corpus(NamedTuple):
    """The pool by word number: lines, the lane and chance of each, and the n-grams of each distinct word.

    The last n-gram of a word is the word as a whole.
    """

    words: Numbers
    offsets: Numbers
    lanes: Numbers
    chances: npt.NDArray[np.float64]
    held_out: numpy_words.Mask
    plain: Numbers
    grams: Numbers
    gram_offsets: Numbers


def read_manifest(path: Path) -> tuple[dict[str, Any], list[Source]]:
    """Return the manifest and the sources that are drawn from: those with weight 0 are measured only.

    A language without a lane of its own is in that of its group.
    """
    manifest = tomllib.loads(path.read_text(encoding="utf-8"))
    lanes = {code: lane for lane, row in enumerate(manifest["lane"]) for code in row["languages"]}
    sources = [
        Source(
            row["file"],
            row["language"],
            lanes[row["language"]],
            row["sha256"],
            row.get("held_out", False),
            row.get("weight", 1.0),
        )
        for row in manifest["source"]
        if row.get("weight", 1.0)
    ]
    return manifest, sources


def read_source(source: Source, folders: Sequence[Path]) -> dict[str, float]:
    """Return the lines of a source and how often each is met, after checking that it is the listed file."""
    path = next((folder / source.file for folder in folders if (folder / source.file).is_file()), None)
    if path is None:
        raise SourceNotFoundError(folders[0] / source.file)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != source.sha256:
        raise InputError(
            _("{path} is not the file that the training manifest lists (another SHA-256).", path=path)
        )
    lines = content.decode().splitlines()
    if path.suffix != ".tsv":
        return dict.fromkeys(sorted({line for line in lines if line.strip()}), 1.0)
    rows = [line.replace("_", "'").split("\t") for line in lines]  # one list writes the apostrophe as _
    return {row[0]: float(row[1]) for row in sorted(rows) if row[0].strip()}


_PLAIN = str.maketrans("âêîôûŵŷÂÊÎÔÛŴŶ", "aeiouwyAEIOUWY")


def read_corpus(sources: Sequence[Source], folders: Sequence[Path], bits: int) -> Corpus:
    """Return the pool as word numbers, with a second number for each word spelt without its circumflexes."""
    files = [read_source(source, folders) for source in sources]
    common = {
        word
        for source, file in zip(sources, files, strict=True)
        if source.file == "en.wordfreq.tsv"
        for word, figure in file.items()
        if figure >= COMMON
    }
    for number, source in enumerate(sources):
        if source.language == "und":  # names that are common words teach that these have no language
            files[number] = {name: often for name, often in files[number].items() if name not in common}
    lines = [line for file in files for line in file]
    both = [*lines, *(line.translate(_PLAIN) for line in lines)]
    scored, flat, keys = _words_of(both)
    n_lines, n_words = len(lines), int(scored.rows[len(lines)])
    sizes = np.array([len(file) for file in files])
    lengths = np.diff(scored.rows[: n_lines + 1])
    chances = np.array([often for file in files for often in file.values()]) * lengths
    chances **= TEMPER
    of_file = np.repeat(np.arange(len(files)), sizes)
    totals = np.bincount(of_file, chances, minlength=len(files))
    wanted = np.array([source.weight for source in sources]) * sizes**TEMPER
    grams, gram_offsets = _grams(flat, keys, bits)
    which = np.searchsorted(keys, scored.keys)
    return Corpus(
        which[:n_words],
        scored.rows[: n_lines + 1],
        np.array([source.lane for source in sources])[of_file],
        chances * (wanted / np.maximum(totals, 1e-9))[of_file],
        np.array([source.held_out for source in sources])[of_file],
        which[n_words:],
        grams,
        gram_offsets,
    )


class _AllWords(NamedTuple):
    rows: Numbers
    keys: numpy_words.Keys


def _words_of(lines: Sequence[str]) -> tuple[_AllWords, numpy_words.Flat, numpy_words.Keys]:
    encoded = [line.encode() for line in lines]
    offsets = np.concatenate([[0], np.cumsum([len(line) for line in encoded])]).astype(np.int64)
    prepared = numpy_words.prepare(np.frombuffer(b"".join(encoded), np.uint8), offsets)
    words = numpy_words.find_words(prepared)
    keys = numpy_words.word_keys(prepared.text, words.starts, words.ends)
    distinct, first = np.unique(keys, return_index=True)
    flat = numpy_words.flatten(prepared.text, words.starts[first], words.ends[first])
    return _AllWords(words.rows, keys), flat, distinct


def _grams(flat: numpy_words.Flat, keys: numpy_words.Keys, bits: int) -> tuple[Numbers, Numbers]:
    """Return the buckets of each word's features, and where each word's begin.

    Words with digits have none.
    """
    state = np.zeros(len(flat.text), np.uint32)
    columns = [
        numpy_words.bucket_grams(flat, order, state, bits) for order in range(1, numpy_words.ORDERS + 1)
    ]
    of_word = np.repeat(np.arange(len(keys)), np.diff(flat.offsets))
    table = np.stack(columns, axis=1)
    words = np.repeat(of_word[:, None], numpy_words.ORDERS, axis=1)
    known = ~numpy_words.has_digit(flat)
    used = (table < (1 << bits)) & known[words]
    whole = np.flatnonzero(known)
    buckets = np.concatenate([table[used], numpy_words.word_buckets(keys, bits)[whole]])
    order = np.argsort(np.concatenate([words[used], whole]), kind="stable")
    counts = np.bincount(words[used], minlength=len(keys)) + known
    return buckets[order], np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def edges(corpus: Corpus, shares: Floats, *, held_out: bool | None) -> npt.NDArray[np.float64]:
    """Return the running chance of lines to draw, languages by `shares`.

    Of those held out, of the others, or of all.
    """
    chance = np.where(np.diff(corpus.offsets) > 0, corpus.chances, 0)
    if held_out is not None:
        chance = np.where(corpus.held_out == held_out, chance, 0)
    totals = np.bincount(corpus.lanes, chance, minlength=LANES)
    chance *= (shares / np.where(totals > 0, totals, 1))[corpus.lanes]
    return np.cumsum(chance)


def draw(corpus: Corpus, chance: npt.NDArray[np.float64], n: int, rng: np.random.Generator) -> Sample:
    """Return `n` spans of the lines that `edges` gives a chance: 1, 2, 3 to 6 words, and whole lines."""
    lengths = np.diff(corpus.offsets)
    lines = np.searchsorted(chance, rng.random(n) * chance[-1], side="right")
    kind = rng.choice(4, n, p=KINDS)
    wanted = np.choose(kind, [1, 2, rng.integers(3, 7, n), 40])
    size = np.minimum(wanted, lengths[lines])
    start = corpus.offsets[lines] + (rng.random(n) * (lengths[lines] - size + 1)).astype(np.int64)
    offsets = np.concatenate([[0], np.cumsum(size)]).astype(np.int64)
    places = np.repeat(start - offsets[:-1], size) + np.arange(offsets[-1])
    plain = np.repeat(rng.random(n) < PLAIN, size)
    words = np.where(plain, corpus.plain[places], corpus.words[places])
    return Sample(words, offsets, corpus.lanes[lines])


def spread(values: npt.NDArray[Any], starts: Numbers, ends: Numbers) -> tuple[Any, Numbers]:
    """Return the runs `values[start:end]`, end to end, with the offsets they have there."""
    size = ends - starts
    until = np.cumsum(size)
    places = np.repeat(starts - until + size, size) + np.arange(until[-1] if len(until) else 0)
    return values[places], np.concatenate([[0], until]).astype(np.int64)
