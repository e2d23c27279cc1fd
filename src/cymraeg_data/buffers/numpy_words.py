"""From bytes to features: normalised text, words, and hashed byte n-grams within each word.

All functions read UTF-8 bytes and row offsets, never Python strings, without a step per row: the same
functions serve one text and a column of a million. A word is the unit: no n-gram crosses its edges, so a
row's score is the sum of its words' scores, and each distinct word is scored only once.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = [
    "FILLER",
    "ORDERS",
    "Prepared",
    "Words",
    "bucket_grams",
    "composed",
    "distinct",
    "find_words",
    "flatten",
    "has_digit",
    "hashing",
    "prepare",
    "ranges",
    "starts_character",
    "starts_row",
    "word_buckets",
    "word_keys",
]

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Keys = npt.NDArray[np.uint64]

ORDERS = 5
"""The longest n-gram, in bytes; ŵ and ŷ are two bytes each."""

MAX_WORD = 32
"""Longer runs of letters (encoded data, scripts without spaces) become words of so many bytes: our choice."""

PADDING = MAX_WORD
"""Zero bytes after the text, so that a word can be read eight bytes at a time."""

FILLER = 0x7F
"""What follows a dash, or goes before the last point of an ellipsis, in place of their other bytes."""

_SPACE, _APOSTROPHE, _DASH, _DOT = 0x20, 0x27, 0x2D, 0x2E


def _between(text: Bytes, low: str, high: str) -> Mask:
    """Return which bytes are ASCII characters from `low` to `high`."""
    found: Mask = (text - np.uint8(ord(low))) <= np.uint8(ord(high) - ord(low))
    return found


def _composed() -> npt.NDArray[np.uint16]:
    """Return the two bytes of the composed letter by base letter and last byte of the combining accent."""
    table = np.zeros((256, 256), np.uint16)
    for mark, letters in (
        ("\N{COMBINING CIRCUMFLEX ACCENT}", "aâeêiîoôuûwŵyŷ"),
        ("\N{COMBINING DIAERESIS}", "aäeëiïoöuüyÿ"),
        ("\N{COMBINING ACUTE ACCENT}", "aáeéiíoóuúyý"),
        ("\N{COMBINING GRAVE ACCENT}", "aàeèiìoòuù"),
        ("\N{COMBINING TILDE}", "aãnñoõ"),
    ):
        for base, letter in zip(letters[::2], letters[1::2], strict=True):
            table[ord(base), mark.encode()[1]] = int.from_bytes(letter.encode())
    return table


_COMPOSED = _composed()


def starts_character(data: Bytes) -> Mask:
    """Return which bytes are the first of a character."""
    found: Mask = (data & 0xC0) != 0x80
    return found


class Prepared(NamedTuple):
    """Normalised text: lower case, NFC for Welsh vowels, one apostrophe and dash, spaces for symbols.

    `dropped` are the places of the given bytes that are not in `text`, in order. `text` has `PADDING` zero
    bytes after its `length` bytes.
    """

    text: Bytes
    length: int
    offsets: Places
    dropped: Places

    def given(self, places: Places) -> Places:
        """Return the places in the text as given of `places` in `text`."""
        before = self.dropped - np.arange(len(self.dropped))
        found: Places = places + np.searchsorted(before, places, side="right")
        return found


class Words(NamedTuple):
    """The starts and ends of words in `Prepared.text`, and the first word of each row, plus one entry."""

    starts: Places
    ends: Places
    rows: Places


def prepare(data: Bytes, offsets: Places) -> Prepared:
    """Return `data` normalised, so that `Mae’r TŶ` and `mae'r tŷ` (NFD) give the same bytes."""
    length = len(data)
    text: Bytes = np.zeros(length + PADDING, np.uint8)
    np.add(data, _between(data, "A", "Z").view(np.uint8) << np.uint8(5), out=text[:length])
    high = np.flatnonzero(data >= 0x80)
    if not len(high):
        return Prepared(text, length, offsets, high)
    _blank_broken(text, offsets)
    lead = text[high]
    _lower_two_byte(text, high, lead)
    dropped = np.concatenate([_compose(text, high[lead == 0xCC], offsets), _apostrophes(text, high, lead)])
    _blank_symbols(text, high, lead)
    if not len(dropped):
        return Prepared(text, length, offsets, dropped)
    dropped = np.sort(dropped[dropped < length])
    keep = np.ones(len(text), np.bool_)
    keep[dropped] = False
    text = text[keep]
    return Prepared(text, len(text) - PADDING, offsets - np.searchsorted(dropped, offsets), dropped)


def _blank_broken(text: Bytes, offsets: Places) -> None:
    """Write a space for the first byte of a character cut by the end of its row, so that no rule reads on."""
    ends = offsets[1:]
    for missing, lead in ((1, 0xC0), (2, 0xE0), (3, 0xF0)):
        places = ends[ends >= missing] - missing
        text[places[text[places] >= lead]] = _SPACE


def _lower_two_byte(text: Bytes, high: Places, lead: Bytes) -> None:
    """Lower the case of the Latin-1 letters, Ŵ and Ŷ."""
    second = high[lead == 0xC3] + 1
    value = text[second]
    text[second[(value >= 0x80) & (value <= 0x9E) & (value != 0x97)]] += 0x20
    second = high[lead == 0xC5] + 1
    value = text[second]
    text[second[(value == 0xB4) | (value == 0xB6)]] += 1


def _compose(text: Bytes, marks: Places, offsets: Places) -> Places:
    """Write vowel + combining accent as one letter; return the places that are no longer needed."""
    marks = marks[~starts_row(marks, offsets)]
    letter = _COMPOSED[text[marks - 1], text[marks + 1]]
    marks, letter = marks[letter > 0], letter[letter > 0]
    text[marks - 1] = letter >> 8
    text[marks] = letter & 0xFF
    return marks + 1


def _apostrophes(text: Bytes, high: Places, lead: Bytes) -> Places:
    """Write ’, ‘ and ʼ as '; return the places that are no longer needed."""
    quote = high[lead == 0xE2]
    last = text[quote + 2]
    quote = quote[(text[quote + 1] == 0x80) & ((last == 0x98) | (last == 0x99))]
    letter = high[lead == 0xCA]
    letter = letter[text[letter + 1] == 0xBC]
    text[quote] = text[letter] = _APOSTROPHE
    return np.concatenate([quote + 1, quote + 2, letter + 1])


def _blank_symbols(text: Bytes, high: Places, lead: Bytes) -> None:
    """Write spaces for punctuation, symbols, variation selectors and emoji, which are not part of words.

    A dash becomes a hyphen, and an ellipsis a point, because a segment may end there (`segments`).
    """
    second = text[high + 1]
    symbol = (lead == 0xE2) & (text[high] == 0xE2) | (lead == 0xEF) | (lead == 0xE3) & (second == 0x80)
    latin = (lead == 0xC2) | (lead == 0xC3) & ((second == 0x97) | (second == 0xB7))
    symbol |= (lead == 0xED) & (second >= 0xA0)  # half of a surrogate pair
    emoji = (lead == 0xF0) & (second == 0x9F) | (lead >= 0xF3)  # and the tags that make flags
    marks = high[symbol & (lead == 0xE2) & (second == 0x80)]
    third = text[marks + 2]
    dashes, dots = marks[(third == 0x93) | (third == 0x94)], marks[third == 0xA6]
    for mask, width in ((symbol, 3), (latin, 2), (emoji, 4)):
        for step in range(width):
            text[high[mask] + step] = _SPACE
    text[dashes], text[dashes + 1], text[dashes + 2] = _DASH, FILLER, FILLER
    text[dots], text[dots + 1], text[dots + 2] = FILLER, FILLER, _DOT
    text[-PADDING:] = 0


def starts_row(places: Places, offsets: Places) -> Mask:
    """Return which of `places` are the first byte of a row."""
    following = np.minimum(np.searchsorted(offsets, places), len(offsets) - 1)
    found: Mask = offsets[following] == places
    return found


def find_words(prepared: Prepared) -> Words:
    """Return the words: runs of letters and digits, with an apostrophe only between two of them."""
    text, length, offsets, _dropped = prepared
    word = np.zeros(length + 2, np.bool_)  # one place before the text and one after it are outside any word
    body = text[:length]
    word[1:-1] = _between(body, "a", "z") | _between(body, "0", "9") | (body >= 0x80)
    marks = np.flatnonzero(body == _APOSTROPHE)
    inside = word[marks] & word[marks + 2] & ~starts_row(marks, offsets) & ~starts_row(marks + 1, offsets)
    word[marks[inside] + 1] = True
    edges = np.flatnonzero(word[1:] != word[:-1])
    cuts = offsets[word[offsets] & word[offsets + 1]]
    if len(cuts):  # a word ends where its row does
        cuts = np.unique(cuts)
        edges = np.insert(edges, np.repeat(np.searchsorted(edges, cuts), 2), np.repeat(cuts, 2))
    starts, ends = edges[::2], edges[1::2]
    if len(starts) and int((ends - starts).max()) > MAX_WORD:
        starts, ends = _cut_long(text, starts, ends)
    return Words(starts, ends, np.searchsorted(starts, offsets))


def _cut_long(text: Bytes, starts: Places, ends: Places) -> tuple[Places, Places]:
    """Cut the words that are too long into pieces, each at the start of a character."""
    stride = MAX_WORD - 3  # a cut may move back over three bytes of a character
    lengths = ends - starts
    pieces = np.where(lengths > MAX_WORD, -(-lengths // stride), 1)
    last = np.cumsum(pieces) - 1
    step = np.arange(last[-1] + 1) - np.repeat(last - pieces + 1, pieces)
    cut = np.repeat(starts, pieces) + step * stride
    for _byte in range(3):
        cut -= (step > 0) & ~starts_character(text[cut])
    until = np.append(cut[1:], 0)
    until[last] = ends
    return cut, until


def composed() -> npt.NDArray[np.uint16]:
    """Return the two bytes of composed letters by base letter and last byte of the accent."""
    return _COMPOSED


def hashing() -> tuple[Keys, Keys]:
    """Return the factors that mix the key of a word, and the masks of the bytes below each place."""
    return _FACTORS, _BELOW


_BELOW = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x2545F4914F6CDD1D], np.uint64
)
"""Odd numbers that mix keys: the first the bytes before, each other one the eight bytes of a step.

They differ, so that a change before cannot be made up for by a change after.
"""


def word_keys(text: Bytes, starts: Places, ends: Places) -> Keys:
    """Return a 64-bit key for each word: its own bytes up to eight, a hash of them beyond."""
    window = np.ndarray((len(text) - 7,), np.dtype("<u8"), buffer=text.data, strides=(1,))
    lengths = ends - starts
    keys: Keys = window[starts].astype(np.uint64)
    keys &= _BELOW[np.minimum(lengths, 8)]
    long = np.flatnonzero(lengths > 8)
    mixed = keys[long]
    for step, factor in enumerate(_FACTORS[1:], 1):
        part = window[starts[long] + 8 * step].astype(np.uint64)
        part &= _BELOW[np.clip(lengths[long] - 8 * step, 0, 8)]
        mixed = (mixed ^ (mixed >> np.uint64(29))) * _FACTORS[0] + part * factor
    keys[long] = mixed | np.uint64(1 << 63)
    return keys


_SLOTS = 17
"""Words are first distinguished in a table of `1 << _SLOTS` places: our choice, it fits in the cache."""


def distinct(keys: Keys) -> tuple[Places, Places]:
    """Return the place of one word of each kind, and for every word the index of its kind.

    Each word writes its place to a slot and reads the slot again; the few that find another kind there are
    sorted.
    """
    if len(keys) < 1 << (_SLOTS - 5):
        _keys, first, which = np.unique(keys, return_index=True, return_inverse=True)
        return first, which
    slot = word_buckets(keys, _SLOTS)
    owners = np.zeros(1 << _SLOTS, np.int32)
    owners[slot] = np.arange(len(keys), dtype=np.int32)
    owner = owners[slot]
    others = np.flatnonzero(keys[owner] != keys)
    _keys, first, which = np.unique(keys[others], return_index=True, return_inverse=True)
    winners = np.flatnonzero(owner == np.arange(len(keys)))
    number = np.zeros(len(keys), np.int64)
    number[winners] = np.arange(len(winners))
    number = number[owner]
    number[others] = len(winners) + which
    return np.concatenate([winners, others[first]]), number


def ranges(firsts: Places, ends: Places) -> Places:
    """Return the places from each of `firsts` up to its end, one range after the other.

    >>> ranges(np.array([2, 7]), np.array([4, 8])).tolist()
    [2, 3, 7]
    """
    n = ends - firsts
    until = np.cumsum(n)
    found: Places = np.arange(until[-1] if len(until) else 0) + np.repeat(firsts - until + n, n)
    return found


class Flat(NamedTuple):
    """Words end to end, each between two spaces: bytes, the rest of the word at each, word offsets."""

    text: Bytes
    left: Places
    offsets: Places


def flatten(text: Bytes, starts: Places, ends: Places) -> Flat:
    """Return the words end to end, each with a space at both edges."""
    padded = ends - starts + 2
    offsets = np.concatenate([[0], np.cumsum(padded)]).astype(np.int64)
    step = np.arange(offsets[-1]) - np.repeat(offsets[:-1], padded)
    left = np.repeat(padded, padded) - step
    flat = text[np.maximum(np.repeat(starts, padded) + step - 1, 0)]
    flat[(step == 0) | (left == 1)] = _SPACE
    return Flat(flat, left, offsets)


def has_digit(flat: Flat) -> Mask:
    """Return which words have a digit: codes and quantities have no language."""
    found: Mask = np.logical_or.reduceat(_between(flat.text, "0", "9"), flat.offsets[:-1])
    return found


def bucket_grams(flat: Flat, order: int, state: npt.NDArray[np.uint32], bits: int) -> Places:
    """Return the bucket of the n-gram of `order` bytes at each place, `1 << bits` past the end of a word.

    `state` is the running hash, changed in place: call with orders 1, 2, 3, … and an array of zeros at first.
    """
    size = len(flat.text) - order + 1
    ahead = np.zeros(len(flat.text), np.uint32)
    ahead[:size] = flat.text[order - 1 :] if size > 0 else 0
    state += ahead + np.uint32(1)
    state *= np.uint32(0x01000193)
    state ^= state >> np.uint32(15)
    bucket = ((state * np.uint32(0x9E3779B1)) >> np.uint32(32 - bits)).astype(np.int64)
    bucket[flat.left < order] = 1 << bits
    return bucket


def word_buckets(keys: Keys, bits: int) -> Places:
    """Return the bucket of each word as a whole."""
    mixed = (keys ^ (keys >> np.uint64(32))) * _FACTORS[1]
    buckets: Places = (mixed >> np.uint64(64 - bits)).astype(np.int64)
    return buckets
