"""Text in pieces of bounded size, with what has no language masked: what the kernels read.

A piece is some rows, or a part of one long row. How a row is cut depends only on the row.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import no_language, segments

__all__ = [
    "PIECE",
    "ROWS",
    "MaskedWords",
    "Piece",
    "encode",
    "mask",
    "masked_rows",
    "pieces",
    "read_masked",
    "with_rows",
]

PIECE = 1 << 18
"""Bytes read together: a bound on memory, whatever the size of the rows (our choice)."""

ROWS = PIECE >> 4
"""Rows read together: a bound on memory where they are short or empty (our choice)."""

_REACH = 1 << 12
"""The bytes at the end of a piece of one long row that are searched for a space at which to cut."""


class Piece(NamedTuple):
    """Bytes to read together: rows `first` to `last`, or a part of the one row `first`."""

    first: int
    last: int
    data: numpy_words.Bytes
    offsets: numpy_words.Places
    is_part: bool = False


def encode(text: str) -> tuple[numpy_words.Bytes, numpy_words.Places]:
    """Return the UTF-8 bytes of `text`, lone surrogates included, and its offsets as a column of one row."""
    data = np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)
    return data, np.array([0, len(data)], np.int64)


def pieces(data: numpy_words.Bytes, offsets: numpy_words.Places) -> Iterator[Piece]:
    """Yield the rows in pieces of at most `PIECE` bytes; a longer row comes alone, cut at spaces.

    How a row is cut depends only on the row.
    """
    first, n_rows = 0, len(offsets) - 1
    while first < n_rows:
        start = int(offsets[first])
        last = int(np.searchsorted(offsets, start + PIECE, side="right")) - 1
        last = min(last, first + ROWS)
        if last > first:
            yield Piece(first, last, data[start : int(offsets[last])], offsets[first : last + 1] - start)
            first = last
        else:
            yield from _parts(first, data[start : int(offsets[first + 1])])
            first += 1


def _parts(row: int, data: numpy_words.Bytes) -> Iterator[Piece]:
    """Yield one long row in parts, each cut before a space or, without one, between two characters."""
    start = 0
    while start < len(data):
        end = min(start + PIECE, len(data))
        if end < len(data):
            tail = data[end - _REACH : end + 1]
            cuts = np.flatnonzero(tail <= ord(" "))
            if not len(cuts):
                cuts = np.flatnonzero(numpy_words.starts_character(tail))
            end = end - _REACH + int(cuts[-1]) if len(cuts) else end
        yield Piece(row, row + 1, data[start:end], np.array([0, end - start], np.int64), is_part=True)
        start = end


class MaskedWords(NamedTuple):
    """The normalised text of a piece, its words, their keys, and what ends before each."""

    prepared: numpy_words.Prepared
    words: numpy_words.Words
    keys: numpy_words.Keys
    levels: npt.NDArray[np.uint8]


def read_masked(piece: Piece) -> MaskedWords:
    """Return the words of a piece after masking what has no language."""
    prepared = numpy_words.prepare(piece.data, piece.offsets)
    words = numpy_words.find_words(prepared)
    found = segments.scan(prepared, words)
    if masked := masked_rows(piece, found.suspects):
        changed = with_rows(piece, masked)
        prepared = numpy_words.prepare(changed.data, changed.offsets)
        words = numpy_words.find_words(prepared)
    keys = numpy_words.word_keys(prepared.text, words.starts, words.ends)
    return MaskedWords(prepared, words, keys, found.levels)


def mask(piece: Piece) -> Piece:
    """Return a piece with the text in no language of its rows masked."""
    prepared = numpy_words.prepare(piece.data, piece.offsets)
    found = segments.scan(prepared, numpy_words.find_words(prepared))
    return with_rows(piece, masked_rows(piece, found.suspects))


def masked_rows(piece: Piece, rows: numpy_words.Places) -> dict[int, bytes]:
    """Return those of some rows that have text in no language, by number, with this text masked."""
    content, offsets = piece.data.data, piece.offsets
    found = {}
    for row, first, last in zip(
        rows.tolist(), offsets[rows].tolist(), offsets[rows + 1].tolist(), strict=True
    ):
        given = bytes(content[first:last])
        masked = no_language.mask(given)
        if masked != given:
            found[row] = masked
    return found


def with_rows(piece: Piece, rows: Mapping[int, bytes]) -> Piece:
    """Return a piece with some rows replaced by others of the same length."""
    data = piece.data.copy()
    for row, text in rows.items():
        data[piece.offsets[row] : piece.offsets[row + 1]] = np.frombuffer(text, np.uint8)
    return piece._replace(data=data)
