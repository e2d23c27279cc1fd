"""Where a text may change its language: at the end of a line, of a sentence, and between the sides of a cell.

The marks are read in normalised text, between two words. A scan also says which rows may hold text in no
language (`no_language`), so that only these are searched with patterns. `numba_segments` is the same in
compiled code.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import no_language

__all__ = ["LINE", "SENTENCE", "SIDE", "Scan", "kinds", "scan", "starts"]

SIDE, SENTENCE, LINE = 1, 2, 3
"""What ends between two words; the largest of several counts."""

_NEWLINE, _STOP, _SIDE, _DASH, _SIGN, _SLASH, _OPEN, _COLON, _MAYBE = range(1, 10)
_KINDS = {
    _NEWLINE: b"\n\r",
    _STOP: b".!?",
    _SIDE: b"|\t)]",
    _DASH: b"-",
    _SIGN: no_language.SURE_SIGNS,
    _SLASH: b"/",
    _OPEN: b"([",
    _COLON: b":",
    _MAYBE: b"&%$*",
}

Levels = npt.NDArray[np.uint8]


class Scan(NamedTuple):
    """What ends before each word (0 for nothing), and which rows may hold text in no language."""

    levels: Levels
    suspects: numpy_words.Places


def _kinds() -> npt.NDArray[np.uint8]:
    table = np.zeros(256, np.uint8)
    for kind, marks in _KINDS.items():
        table[list(marks)] = kind
    return table


def _starts() -> npt.NDArray[np.uint64]:
    """Return, by two bytes, a bit for each byte after them (of its last 5 bits); in long texts 32 higher.

    The first of the bits is for what is not a letter.
    """
    table = np.zeros((256, 256), np.uint64)
    for shift, starts in ((0, no_language.STARTS), (32, no_language.LONG_STARTS)):
        for start, after in starts.items():
            bits = sum(1 << (ord(byte) & 31) for byte in after)
            table[ord(start[0]), ord(start[1])] |= np.uint64(bits << shift)
    return table


_KIND, _START = _kinds(), _starts()


def kinds() -> npt.NDArray[np.uint8]:
    """Return the kind of mark that each byte is, 0 for none."""
    return _KIND


def starts() -> npt.NDArray[np.uint64]:
    """Return how a text may begin that is a mark or code as a whole (`_starts`)."""
    return _START


def scan(prepared: numpy_words.Prepared, words: numpy_words.Words) -> Scan:
    """Return what ends before each word, and the rows to search for text in no language."""
    text = prepared.text
    places = np.flatnonzero(_KIND[text[: prepared.length]])
    kind, before, after = _KIND[text[places]], text[places - 1], text[places + 1]
    before[numpy_words.starts_row(places, prepared.offsets)] = 0x20
    after[numpy_words.starts_row(places + 1, prepared.offsets)] = 0x20
    level = np.zeros(len(places), np.uint8)
    level[(kind == _SIDE) | (kind == _SLASH) | (kind == _OPEN) | ((kind == _DASH) & (before <= 0x20))] = SIDE
    level[(kind == _STOP) & (after <= 0x20)] = SENTENCE
    level[kind == _NEWLINE] = LINE
    levels = np.zeros(len(words.starts) + 1, np.uint8)
    following = np.searchsorted(words.starts, places)
    for value in (SIDE, SENTENCE, LINE):
        levels[following[level == value]] = value
    levels[words.rows[:-1]] = 0  # nothing ends before the first word of a row
    signs = places[_is_sign(kind, text, places, before, after)]
    rows = np.searchsorted(prepared.offsets, signs, side="right") - 1
    found = np.concatenate([rows, np.flatnonzero(_starts_like_mark(prepared))])
    return Scan(levels[:-1], np.unique(found))


def _is_sign(
    kind: Levels,
    text: numpy_words.Bytes,
    places: numpy_words.Places,
    before: numpy_words.Bytes,
    after: numpy_words.Bytes,
) -> numpy_words.Mask:
    """Return which marks may belong to text in no language."""
    mark, earlier, later = text[places], text[places - 2], text[places + 2]
    letter_before, letter_after = _is_letter(before), _is_letter(after)
    slash = (kind == _SLASH) & ~(letter_before & letter_after) & ~((before <= 0x20) & (after <= 0x20))
    numeral = (mark == ord("(")) & _is_numeral(after) & (_is_numeral(later) | (later == ord(")")))
    opened = (kind == _OPEN) & ((letter_before & (before < 0x80)) | _is_digit(before) | (before == ord("_")))
    joined = (kind == _DASH) | (kind == _COLON)
    joined &= _is_hex(earlier) & _is_hex(before) & _is_hex(after) & _is_hex(later)
    joined &= ~(_is_digit(before) & _is_digit(after))
    stop = (mark == ord(".")) & letter_after
    maybe = (kind == _MAYBE) & (after > 0x20) & (after != ord(")")) & (after != ord(","))
    maybe &= (mark != ord("*")) & ~((mark == ord("$")) & _is_digit(after))
    star = (mark == ord("*")) & (before == 0x20) & (after == 0x20)
    found: numpy_words.Mask = (kind == _SIGN) | slash | numeral | opened | joined | stop | maybe | star
    return found


def _is_numeral(byte: numpy_words.Bytes) -> numpy_words.Mask:
    found: numpy_words.Mask = (byte == ord("i")) | (byte == ord("v")) | (byte == ord("x"))
    return found


def _is_letter(byte: numpy_words.Bytes) -> numpy_words.Mask:
    found: numpy_words.Mask = (byte >= 0x80) | ((byte >= ord("a")) & (byte <= ord("z")))
    return found


def _is_digit(byte: numpy_words.Bytes) -> numpy_words.Mask:
    found: numpy_words.Mask = (byte >= ord("0")) & (byte <= ord("9"))
    return found


def _is_hex(byte: numpy_words.Bytes) -> numpy_words.Mask:
    found: numpy_words.Mask = _is_digit(byte) | ((byte >= ord("a")) & (byte <= ord("f")))
    return found


def _starts_like_mark(prepared: numpy_words.Prepared) -> numpy_words.Mask:
    """Return which rows begin as a mark for a missing value or a line of code may."""
    text, firsts = prepared.text, prepared.offsets[:-1]
    lengths = np.diff(prepared.offsets)
    first, second, third, fourth = (text[firsts + step] for step in range(4))
    short = lengths <= no_language.SHORT
    letter = (first >= ord("a")) & (first <= ord("z"))
    odd = ~(_is_letter(first) | _is_digit(first)) & short
    digits = _is_digit(second) | (_is_digit(third) & (lengths > 2)) | (_is_digit(fourth) & (lengths > 3))
    digits &= short
    bits = _START[first, second]
    goes_on = np.where((lengths > 2) & _is_letter(third), third & 31, 0).astype(np.uint64)
    starts = ((bits >> goes_on) & np.uint64(1) != 0) & short
    starts |= (bits >> (goes_on + np.uint64(32))) & np.uint64(1) != 0
    found: numpy_words.Mask = odd | starts | (letter & digits)
    return found & (lengths > 1)
