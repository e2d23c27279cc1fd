"""The evidence of words in plain Python integers, remembered by spelling: for one short text at a time.

It is that of `word_evidence`, without an array for every step: a word's sums of weights are one integer of 32
lanes, and so are those of a text. Long texts, and texts with accents to compose, go to the kernels.
"""

import functools
import re
import struct
from operator import itemgetter
from typing import NamedTuple

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import listed_words, no_language, tagging, text_pieces, weighing
from cymraeg_data.detection.model import LANES, Model

__all__ = ["LONGEST", "TooLongError", "Word", "places", "remembered", "spell", "unpack", "words"]

LONGEST = 4096
"""The most characters of a short text: our choice; above it whole arrays are faster."""

KEPT = 1 << 15
"""Words remembered at most: our choice. When there is no room, the older half is forgotten."""

_WORD = re.compile(r"[a-z0-9\x80-\U0010ffff]+(?:'[a-z0-9\x80-\U0010ffff]+)*")
_ACCENT = re.compile("[\u0300-\u033f]")  # those that `numpy_words` may compose with the letter before
_VOWEL = re.compile(r"[aeiouwy\x80-\U0010ffff]")
_LATIN = re.compile(r"[a-z\x80-\u037f\u1e00-\u1eff]")
_DIGIT = re.compile("[0-9]")
_MASK_32, _MASK_64 = (1 << 32) - 1, (1 << 64) - 1
_SUMS = struct.Struct(f"<{LANES}H")
_EVIDENCE = struct.Struct(f"<{LANES}I")


class TooLongError(Exception):
    """A word is longer than a word can be: the kernels cut it."""


class Word(NamedTuple):
    """A word met before: its evidence, packed in lanes of 32 bits, and whether it can have a language.

    `lead` is the lead of Welsh over English, damped for homographs; `twin` and `use` are as in
    `word_evidence.Scored`.
    """

    evidence: int
    known: int
    lead: int
    twin: int = 0
    use: int = listed_words.USE_NEVER


class _Spelling(dict[int, str]):
    """The normalised spelling of each code point, as a table for `str.translate`."""

    def __missing__(self, code: int) -> str:
        data, offsets = text_pieces.encode(chr(code))
        prepared = numpy_words.prepare(data, offsets)
        spelt = prepared.text[: prepared.length].tobytes().decode("utf-8", "surrogatepass")
        return self.setdefault(code, spelt.replace(chr(numpy_words.FILLER), "").strip(" ") or " ")


_spelling = _Spelling(
    {code: chr(code) for code in range(0x80)} | {code: chr(code + 32) for code in range(65, 91)}
)


def spell(text: str) -> str | None:
    """Return a short text with its parts in no language masked, normalised; None for other texts."""
    if len(text) > LONGEST:
        return None
    text = no_language.mask_text(text)
    if text.isascii():
        return text.lower()
    return None if _ACCENT.search(text) else text.translate(_spelling)


def _rows(model: Model) -> list[int]:
    """Return the weights of each bucket, packed in lanes of 16 bits."""
    size, packed = 2 * LANES, model.packed[:-1].astype("<u8", copy=False).tobytes()
    return [int.from_bytes(packed[at : at + size], "little") for at in range(0, len(packed), size)]


class _Starts(dict[bytes, tuple[int, int]]):
    """The hash of the first three bytes at a place of a word, and the sum of the weights of their n-grams."""

    MOST = 1 << 15

    def __init__(self, rows: list[int], shift: int) -> None:
        super().__init__()
        self.rows, self.shift = rows, shift

    def __missing__(self, start: bytes) -> tuple[int, int]:
        state, total = 0, 0
        for byte in start:
            state = _step(state, byte)
            total += self.rows[(state * 0x9E3779B1 & _MASK_32) >> self.shift]
        if len(self) >= self.MOST:
            self.clear()
        return self.setdefault(start, (state, total))


def _step(state: int, byte: int) -> int:
    """Return the hash of an n-gram from that of the one without its last byte (`bucket_grams`)."""
    state = (state + byte + 1) * 0x01000193 & _MASK_32
    return state ^ state >> 15


class _Words(dict[str, Word]):
    """The words met, and an older generation of them."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.older: dict[str, Word] = {}
        self.rows = _rows(model)
        self.starts = _Starts(self.rows, 32 - model.bits)
        self.shift, self.n_labels = 32 - model.bits, len(model.labels)
        self.key_shift = 64 - model.bits
        self.lanes: tuple[int, ...] = (model.welsh, model.english)
        self.names = model.labels.index("und") if "und" in model.labels else listed_words.NO_EXCEPTION
        self.other_scripts = model.other_scripts
        self.other_cap = weighing.CAP * int(model.allowed[model.other_scripts])
        self.allowed, self.is_open = model.allowed.tolist(), bool(model.allowed.all())
        self.listed = dict(zip(model.exceptions.tolist(), model.exception_lanes.tolist(), strict=True))

    def __missing__(self, spelling: str) -> Word:
        word = self.older.get(spelling) or self._learn(spelling)
        if len(self) >= KEPT // 2:
            self.older = dict(self)
            self.clear()
        return self.setdefault(spelling, word)

    def _learn(self, spelling: str) -> Word:
        given = spelling.encode("utf-8", "surrogatepass")
        if len(given) > numpy_words.MAX_WORD:
            raise TooLongError
        if _DIGIT.search(spelling):
            return Word(0, 0, 0)
        key = _key(given)
        own = self.listed.get(_listed_hash(key), listed_words.NO_EXCEPTION)
        is_mash = not _VOWEL.search(spelling) or (
            len(given) >= _SAME and spelling == spelling[0] * len(given)
        )
        if not _LATIN.search(spelling):
            lanes = [0] * LANES
            lanes[self.other_scripts] = self.other_cap
        else:
            lanes = self._weigh(given, key)
        welsh, english = self.lanes
        lead = lanes[welsh] - lanes[english]
        packed = int.from_bytes(_EVIDENCE.pack(*lanes), "little")
        if own == listed_words.HOMOGRAPH:
            lead = lead * tagging.DAMPING >> 8
        if is_mash:
            return Word(packed, 1, lead, 0, listed_words.USE_FEW)
        if own == listed_words.NO_EXCEPTION:
            return Word(packed, 1, lead)
        owners, use = self.lanes, listed_words.USE_ALONE
        if own < listed_words.EITHER:
            owners = (own & listed_words.LANE,)
            use = listed_words.USE_FEW if own < listed_words.ALONE else use
            if owners[0] == self.names:
                use = _NAMES[own // listed_words.ALONE]
        twin = int.from_bytes(_EVIDENCE.pack(*_twin(lanes, owners)), "little")
        return Word(packed, 1, lead, twin, use)

    def _weigh(self, given: bytes, key: int) -> list[int]:
        """Return the evidence of a word by lane (`weighing.weigh`)."""
        rows, shift, between = self.rows, self.shift, b" %b " % given
        firsts = [self.starts[between[at : at + 3]] for at in range(len(between))]
        total = rows[((key ^ key >> 32) * _FACTOR & _MASK_64) >> self.key_shift]
        for (state, more), fourth, fifth in zip(firsts, between[3:], between[4:], strict=False):
            state = (state + fourth + 1) * 0x01000193 & 0xFFFFFFFF  # noqa: PLW2901 - a name a step is slower
            state ^= state >> 15  # noqa: PLW2901
            total += more + rows[(state * 0x9E3779B1 & 0xFFFFFFFF) >> shift]
            state = (state + fifth + 1) * 0x01000193 & 0xFFFFFFFF  # noqa: PLW2901
            state ^= state >> 15  # noqa: PLW2901
            total += rows[(state * 0x9E3779B1 & 0xFFFFFFFF) >> shift]
        n_whole = max(len(between) - 4, 0)
        total += sum(map(_SECOND, firsts[n_whole:]))
        if len(between) >= 4:  # the last run of four bytes has no fifth
            state = _step(firsts[n_whole][0], between[-1])
            total += rows[(state * 0x9E3779B1 & 0xFFFFFFFF) >> shift]
        sums = list(_SUMS.unpack(total.to_bytes(2 * LANES, "little"))[: self.n_labels])
        if not self.is_open:
            sums = [value if allowed else 0 for value, allowed in zip(sums, self.allowed, strict=True)]
        over = weighing.CAP - max(sums)
        if not self.is_open:
            sums = [value if allowed else -over for value, allowed in zip(sums, self.allowed, strict=True)]
        # In hot code a comparison is much faster than a call of max.
        lanes = [value + over if value + over > 0 else 0 for value in sums]  # noqa: FURB136
        return lanes + [0] * (LANES - self.n_labels)


_SECOND = itemgetter(1)
_FACTORS = [int(factor) for factor in numpy_words.hashing()[0]]
_FACTOR = _FACTORS[1]
_SAME = 3


def _key(word: bytes) -> int:
    """Return the key of a word (`numpy_words.word_keys`)."""
    key = int.from_bytes(word[:8], "little")
    if len(word) <= 8:
        return key
    for step, factor in enumerate(_FACTORS[1:], 1):
        part = int.from_bytes(word[8 * step : 8 * step + 8], "little")
        key = ((key ^ key >> 29) * _FACTORS[0] + part * factor) & _MASK_64
    return key | 1 << 63


def _listed_hash(key: int) -> int:
    """Return the hash by which a model lists a word (`model.exception_hash`)."""
    mixed = (key ^ key >> 29) * 0x9E3779B97F4A7C15 & _MASK_64
    return ((mixed ^ mixed >> 32) * 0xC2B2AE3D27D4EB4F & _MASK_64) >> 32


_NAMES = (
    listed_words.USE_NAME,
    listed_words.USE_WORD,
    listed_words.USE_BESIDE,
    listed_words.USE_BESIDE,
)


def _twin(lanes: list[int], own: tuple[int, ...]) -> list[int]:
    """Return the evidence of an exception in a text of few words (`weighing.exceptions`)."""
    best = max(value for lane, value in enumerate(lanes) if lane not in own)
    over = max(best - (weighing.CAP - listed_words.AHEAD), 0)
    short = weighing.CAP - max(lanes[lane] for lane in own)
    return [value + short if lane in own else max(value - over, 0) for lane, value in enumerate(lanes)]


@functools.lru_cache(maxsize=2)
def remembered(model: Model) -> _Words:
    """Return the memory of words of a model."""
    return _Words(model)


def words(spelt: str) -> list[str]:
    """Return the words of a normalised text."""
    return _WORD.findall(spelt)


def places(spelt: str) -> list[tuple[int, int]]:
    """Return where the words of a normalised text start and end."""
    return [found.span() for found in _WORD.finditer(spelt)]


def unpack(evidence: int) -> tuple[int, ...]:
    """Return the lanes of packed evidence."""
    found: tuple[int, ...] = _EVIDENCE.unpack(evidence.to_bytes(4 * LANES, "little"))
    return found
