"""One short text: the same evidence as from the kernels, without an array for every step.

A text is normalised and cut into words as a string, and words met before are looked up by spelling; only new
words are scored. Long texts, and texts with accents to compose, go to the kernels.
"""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import word_evidence
from cymraeg_data.detection.model import Model

__all__ = ["LONGEST", "LookedUp", "look_up", "read_text"]

LONGEST = 4096
"""The most characters of a short text: our choice; above it whole arrays are faster."""

KEPT = 1 << 14
"""Words remembered at most, with 64 bytes of evidence each: our choice."""

_WORD = re.compile(r"[a-z0-9\x80-\U0010ffff]+(?:'[a-z0-9\x80-\U0010ffff]+)*")
_ACCENT = re.compile("[\u0300-\u033f]")  # those that features may compose with the letter before


class _Spelling(dict[int, str]):
    """The normalised spelling of each code point, as a table for `str.translate`."""

    def __missing__(self, code: int) -> str:
        data, offsets = word_evidence.encode(chr(code))
        prepared = numpy_words.prepare(data, offsets)
        spelt = prepared.text[: prepared.length].tobytes().decode("utf-8", "surrogatepass")
        return self.setdefault(code, spelt if spelt.strip(" ") else " ")


class _Words:
    """The evidence of words by spelling; `places` are only ever added to."""

    def __init__(self, model: Model) -> None:
        self.places: dict[str, int] = {}
        self.evidence = np.zeros((KEPT, model.packed.shape[1]), np.uint64)
        self.known = np.zeros(KEPT, np.int64)

    def learn(self, words: list[str], model: Model) -> bool:
        """Add new words, if there is room and none is too long; return whether they were added."""
        encoded = [word.encode("utf-8", "surrogatepass") for word in words]
        first = len(self.places)
        if first + len(words) > KEPT or max(map(len, encoded)) > numpy_words.MAX_WORD:
            return False
        text = np.frombuffer(b"".join([*encoded, bytes(numpy_words.PADDING)]), np.uint8)
        ends = np.cumsum([len(word) for word in encoded])
        starts = ends - [len(word) for word in encoded]
        keys = numpy_words.word_keys(text, starts, ends)
        here = slice(first, first + len(words))
        self.evidence[here], self.known[here] = word_evidence.weigh(text, starts, ends, keys, model)
        self.places.update(zip(words, range(first, first + len(words)), strict=True))
        return True


_spelling = _Spelling()


@functools.lru_cache(maxsize=2)
def _shelf(_model: Model) -> list[_Words]:
    """Return the memories of words of a model that are not in use."""
    return []


def read_text(text: str, model: Model) -> Iterator[tuple[word_evidence.Piece, word_evidence.Scored]]:
    """Yield the pieces of one text with their words; in a short text, places are in characters."""
    if len(text) <= LONGEST:
        scored = _score(text, model)
        if scored is not None:
            yield word_evidence.Piece(0, 1, np.zeros(0, np.uint8), np.zeros(2, np.int64)), scored
            return
    for piece in word_evidence.pieces(*word_evidence.encode(text)):
        yield piece, word_evidence.score(piece, model)


class LookedUp(NamedTuple):
    """The words of a short text, the index of each among the remembered words, and these."""

    words: list[re.Match[str]]
    which: list[int]
    remembered: _Words


def look_up(text: str, model: Model) -> LookedUp | None:
    """Return the words of a short text, after learning the new ones; None if it is not short enough."""
    if text.isascii():
        spelt = text.lower()
    elif _ACCENT.search(text):
        return None
    else:
        spelt = text.translate(_spelling)
    found = list(_WORD.finditer(spelt))
    shelf = _shelf(model)
    try:
        remembered = shelf.pop()
    except IndexError:
        remembered = _Words(model)
    words = [match.group() for match in found]
    new = list(dict.fromkeys(word for word in words if word not in remembered.places))
    if new and not remembered.learn(new, model):
        if len(remembered.places) + len(new) <= KEPT:  # a long word: forgetting would not help
            shelf.append(remembered)
        return None
    which = [remembered.places[word] for word in words]
    shelf.append(remembered)
    return LookedUp(found, which, remembered)


def _score(text: str, model: Model) -> word_evidence.Scored | None:
    """Return the words of a short text with their evidence, None where the text is not short enough."""
    looked_up = look_up(text, model)
    if looked_up is None:
        return None
    found, places, remembered = looked_up
    which = np.array(places, np.int64)
    evidence, known = remembered.evidence[which], remembered.known[which]
    totals = evidence.view(np.uint16).sum(axis=0, dtype=np.int64)
    return word_evidence.Scored(
        numpy_words.Prepared(np.zeros(0, np.uint8), 0, which[:0], which[:0]),
        numpy_words.Words(
            np.array([match.start() for match in found], np.int64),
            np.array([match.end() for match in found], np.int64),
            np.array([0, len(found)], np.int64),
        ),
        np.arange(len(found)),
        evidence,
        known,
        word_evidence.Sums(totals[None], known.sum(keepdims=True), np.array([len(text)])),
    )
