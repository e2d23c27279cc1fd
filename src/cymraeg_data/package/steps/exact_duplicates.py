"""Exact duplicates: 128 bits per text, the same for texts that look the same to a reader.

Two texts are the same when they are after NFC and with every run of spaces, tabs and line breaks as one
space, none at the edges: a page that was wrapped again, or saved with other line ends, is not a new page.
Case and punctuation count: `Bala` and `bala` are two terms. What else `normalise` repairs is repaired before,
where the manifest asks for it.
"""

import unicodedata

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import xxhash

from cymraeg_data.buffers.chunks import buffers, nulls_of
from cymraeg_data.buffers.numpy_words import Bytes, Mask, Places
from cymraeg_data.package.steps.word_arrays import plain

__all__ = ["fingerprints"]

_PIECE = 1 << 20
"""Bytes processed at once. Our choice: the temporary arrays stay in the cache."""

_SPACE = np.uint8(0x20)

_FIRST_MARK = np.uint8(0xCC)
"""The first byte of U+0300, the first character that composes with the one before it."""


def fingerprints(array: pa.Array | pa.ChunkedArray, *, as_written: bool = False) -> npt.NDArray[np.uint64]:
    r"""Return `[row, 2]`: 128 bits of each text (XXH3), the same for the same text; zeros where it is null.

    With `as_written` every byte counts, those of spaces as well.

    Two different texts of 10⁹ share one with a probability below 10⁻²⁰. XXH3 is not cryptographic: two
    texts that share one can be made on purpose.

    >>> import pyarrow as pa
    >>> found = fingerprints(pa.array(["Croeso i\r\n  Gymru", "Croeso i Gymru", "croeso i Gymru", None]))
    >>> (found[0] == found[1]).all(), (found[1] == found[2]).all(), found[3].tolist()
    (np.True_, np.False_, [0, 0])

    Raises:
        WrongTypeError: `array` is not an Arrow array of text.
    """
    text = plain(array).cast(pa.large_string())
    text = text if as_written else _composed(text)
    data, offsets = buffers(text)
    found = np.zeros((len(text), 2), np.uint64)
    first = 0
    while first < len(text):
        last = max(int(np.searchsorted(offsets, offsets[first] + _PIECE, side="right")) - 1, first + 1)
        here = offsets[first : last + 1]
        bytes_here, edges = data[here[0] : here[-1]], here - here[0]
        spans = (bytes_here, edges[:-1], edges[1:]) if as_written else _collapsed(bytes_here, edges)
        found[first:last] = _hashes(*spans)
        first = last
    found[nulls_of(array)] = 0
    return found


def _hashes(data: Bytes, starts: Places, ends: Places) -> npt.NDArray[np.uint64]:
    """Return the hash of each row, with one call per row."""
    view, digest = memoryview(data.tobytes()), xxhash.xxh3_128_digest
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    hashes = b"".join([digest(view[start:end]) for start, end in spans])
    return np.frombuffer(hashes, ">u8").astype(np.uint64).reshape(-1, 2)


def _collapsed(data: Bytes, offsets: Places) -> tuple[Bytes, Places, Places]:
    """Return the bytes with one space for each run of white space, and where rows start and end in them."""
    space: Mask = (data - np.uint8(ord("\t"))) <= np.uint8(ord("\r") - ord("\t"))
    data = np.where(space, _SPACE, data)
    space |= data == _SPACE
    after = np.empty_like(space)  # where a space or nothing is before a byte
    after[1:] = space[:-1]
    starts = offsets[:-1]
    after[starts[starts < len(data)]] = True
    after &= space
    dropped = np.flatnonzero(after)
    if len(dropped):
        data = data[~after]
        offsets = offsets - np.searchsorted(dropped, offsets)
    starts, ends = offsets[:-1], offsets[1:].copy()
    filled = np.flatnonzero(ends > starts)
    ends[filled] -= data[ends[filled] - 1] == _SPACE
    return data, starts, ends


def _composed(text: pa.Array) -> pa.Array:
    """Return the texts in NFC; bytes that are not UTF-8 stay what they are."""
    rows = _maybe_decomposed(*buffers(text))
    if not len(rows):
        return text
    given = text.view(pa.large_binary())
    values = given.take(pa.array(rows)).to_pylist()
    composed = [
        unicodedata.normalize("NFC", value.decode("utf-8", "surrogateescape")).encode(
            "utf-8", "surrogateescape"
        )
        for value in values
    ]
    mask = np.zeros(len(text), np.bool_)
    mask[rows] = True
    made = pc.replace_with_mask(given, pa.array(mask), pa.array(composed, pa.large_binary()))
    return made.view(pa.large_string())


def _maybe_decomposed(data: Bytes, offsets: Places) -> Places:
    """Return the rows with a character that NFC may change.

    Nothing before U+0300 is, nor are quotation marks, dashes and emoji, the usual other characters of Welsh
    and English.
    """
    places = np.concatenate(
        [np.flatnonzero(data[at : at + _PIECE] >= _FIRST_MARK) + at for at in range(0, len(data), _PIECE)]
        or [np.zeros(0, np.int64)]
    )
    lead, second, third = (data[np.minimum(places + step, len(data) - 1)] for step in range(3))
    punctuation = (lead == 0xE2) & (second == 0x80) & (third >= 0x90)
    emoji = (lead == 0xF0) & (second == 0x9F)
    found: Places = np.unique(np.searchsorted(offsets, places[~(punctuation | emoji)], side="right") - 1)
    return found
