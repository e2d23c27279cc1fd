"""The words of a column of texts as numbers: lemmas and radical forms, without markup and placeholders.

Each distinct word is analysed once, so the cost of a column is that of its Arrow operations.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.welsh import lemma

__all__ = ["MAX_TERMS", "Terms", "terms"]

Language = Literal["en", "cy"]
MAX_TERMS = 128
"""Distinct words of one text that count; our choice: of a longer text, its beginning is enough."""

_NOT_TEXT = r"<[^<>]*>|\{+[^{}]*\}+|%\([^()]*\)[sd]|%\{[^{}]*\}|%[0-9]*\$?[sd@]|https?://\S+|&[a-zA-Z#0-9]+;"
_CLITIC = r"['’‘`](r|n|i|w|u|ch|m|th)\b"
_NOT_WORD = r"[^\p{L}\p{M}\p{N}'’.,-]+|[.,'’-]+(?:\s|$)|(?:\s|^)[.,’-]+"


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """The distinct words of each text: `words[ids[offsets[i]:offsets[i + 1]]]` are those of text `i`.

    `words` are lemmas in lower case, `n_chars` the length of each text; a null text has no words.
    """

    words: tuple[str, ...]
    ids: npt.NDArray[np.int64]
    offsets: npt.NDArray[np.int64]
    n_chars: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.offsets) - 1


def terms(texts: pa.Array | pa.ChunkedArray, language: Language) -> Terms:
    """Return the words of each text of a column.

    >>> found = terms(pa.array(["Mae'r gath ar y gadair", None]), "cy")
    >>> [found.words[i] for i in found.ids], found.offsets.tolist()
    (['bod', 'y', 'cath', 'ar', 'cadair'], [0, 5, 5])
    """
    column = (texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts).cast(pa.large_string())
    clean = pc.replace_substring_regex(pc.utf8_lower(column), _NOT_TEXT, " ")
    if language == "cy":
        clean = pc.replace_substring_regex(clean, _CLITIC, r" '\1 ")
    spaced = pc.utf8_trim_whitespace(pc.replace_substring_regex(clean, _NOT_WORD, " "))
    lists = pc.utf8_split_whitespace(pc.fill_null(spaced, ""))
    coded = pc.dictionary_encode(pc.list_flatten(lists))
    headwords = [_HEADWORD[language](word) for word in coded.dictionary.to_pylist()]
    words = tuple(dict.fromkeys(word for word in headwords if word))
    number = {word: i for i, word in enumerate(words)}
    renamed = np.array([number.get(word, -1) for word in headwords], np.int64)
    ids = renamed[coded.indices.to_numpy()] if len(renamed) else np.zeros(0, np.int64)
    lengths = pc.list_value_length(lists).to_numpy(zero_copy_only=False).astype(np.int64)
    rows = np.repeat(np.arange(len(column)), lengths)
    ids, offsets = _distinct(ids[ids >= 0], rows[ids >= 0], len(column), len(words))
    n_chars = pc.fill_null(pc.utf8_length(column), 0).to_numpy().astype(np.int64)
    return Terms(words, ids, offsets, n_chars)


def _distinct(
    ids: npt.NDArray[np.int64], rows: npt.NDArray[np.int64], n_rows: int, n_words: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return each word of a row once, in order of first occurrence, and where each row begins."""
    _unique, first = np.unique(rows * max(n_words, 1) + ids, return_index=True)
    first.sort()
    rows, ids = rows[first], ids[first]
    starts = np.searchsorted(rows, np.arange(n_rows + 1))
    kept = np.arange(len(rows)) - starts[rows] < MAX_TERMS
    rows, ids = rows[kept], ids[kept]
    return ids, np.searchsorted(rows, np.arange(n_rows + 1))


@functools.lru_cache(maxsize=1 << 16)
def _english(word: str) -> str:
    import simplemma

    word = word.replace("’", "'").removesuffix("'s").strip("'.,-")
    return simplemma.lemmatize(word, "en").lower() if word and not word[0].isdigit() else word


@functools.lru_cache(maxsize=1 << 16)
def _welsh(word: str) -> str:
    word = word.replace("’", "'")
    if word in _CLITICS:
        return lemma(word).lower()
    word = word.strip("'.,-")
    return lemma(word).lower() if word and not word[0].isdigit() else word


_CLITICS = frozenset("'r 'n 'i 'w 'u 'ch 'm 'th".split())
_HEADWORD: dict[Language, Callable[[str], str]] = {"en": _english, "cy": _welsh}
