"""The words of a column as 64-bit keys: what near-duplicates and leaked benchmarks are found by.

A word is what `detect` reads as one: in lower case, its Welsh letters composed, one kind of apostrophe;
punctuation, symbols and spaces are no part of it. There is no step in Python per row or per word, and numpy
and numba give the same keys, on every machine.
"""

from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.buffers import kernel_choice, numpy_words
from cymraeg_data.buffers.chunks import buffers, is_text
from cymraeg_data.detection import text_pieces
from cymraeg_data.errors import WrongTypeError
from cymraeg_data.locale import _
from cymraeg_data.package.steps import radicals

__all__ = [
    "Keys",
    "Places",
    "WordArrays",
    "WordColumn",
    "inside",
    "kernel",
    "mix",
    "ngrams",
    "places",
    "plain",
    "read",
    "read_column",
]

_BASE = 0xD6E8FEB86659FD93
"""The odd number that hashes of n-grams are polynomials at.

Every odd number will do; what counts is that the keys are mixed.
"""

Keys = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]


class WordArrays(NamedTuple):
    """The mixed keys of words and of their radicals; `rows` is the first word of each row, and the end.

    `radicals` are empty where they were not asked for, with `mutated`; see `radicals.py`.
    """

    keys: Keys
    rows: Places
    radicals: Keys


class WordColumn(NamedTuple):
    """The words of a column of text, read once for all that looks at them: see `read_column`.

    `rows` and `lines` say with which word each row and each line begins, with one more at the end; `name` is
    the kernel that read them, and is to be used further.
    """

    name: str
    keys: Keys
    radicals: Keys
    rows: Places
    lines: Places


def read_column(array: pa.Array, *, radicals: bool = True) -> WordColumn:
    r"""Return the words of a column, with their radicals where those are wanted.

    >>> found = read_column(pa.array(["Un llinell\ndwy linell", None, "Tair"]))
    >>> found.rows.tolist(), found.lines.tolist()
    ([0, 4, 4, 5], [0, 2, 4, 4, 5])

    Raises:
        WrongTypeError: `array` is not an Arrow array of text.
    """
    array = plain(array)
    data, offsets = buffers(array)
    lines, name = _lines(data, offsets), kernel(array)
    found = read(data, lines, name=name, mutated=radicals)
    return WordColumn(
        name, found.keys, found.radicals, found.rows[np.searchsorted(lines, offsets)], found.rows
    )


def _lines(data: numpy_words.Bytes, offsets: Places) -> Places:
    """Return where lines start, with the starts of rows, empty ones too."""
    breaks = np.flatnonzero(data == ord("\n")) + 1
    found: Places = np.sort(np.concatenate([offsets, breaks[~np.isin(breaks, offsets)]]))
    return found


def plain(array: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Return a column of text as one array of `string` or `large_string` in which null is empty.

    Raises:
        WrongTypeError: `array` is not an Arrow array of text.
    """
    if not isinstance(array, pa.Array | pa.ChunkedArray) or not (
        is_text(array.type) or array.type == pa.null()
    ):
        raise WrongTypeError(
            _(
                "An Arrow array of text is needed, not {found}. Make one with pyarrow.array(…).",
                found=getattr(array, "type", type(array).__name__),
            )
        )
    if isinstance(array, pa.ChunkedArray):
        array = array.chunk(0) if array.num_chunks == 1 else array.cast(pa.large_string()).combine_chunks()
    if not (pa.types.is_string(array.type) or pa.types.is_large_string(array.type)):
        array = array.cast(pa.large_string())
    return pc.fill_null(array, "") if array.null_count else array


def kernel(array: pa.Array) -> str:
    """Return which kernel reads a column that `plain` gave: "numpy" or "numba"."""
    data, _offsets = buffers(array)
    return kernel_choice.kernel(len(data))


def read(data: numpy_words.Bytes, offsets: Places, *, name: str, mutated: bool = False) -> WordArrays:
    """Return the words of rows of UTF-8 text, with the kernel that `name` says.

    A row of any length stays whole.

    >>> words = read(*text_pieces.encode("Mae’r tŷ – ar werth!"), name="numpy")
    >>> len(words.keys), words.rows.tolist()
    (4, [0, 4])
    """
    reader: _PieceReader = _in_numpy if name == "numpy" else _CompiledArrays()
    counts = np.zeros(len(offsets), np.int64)
    keys: list[Keys] = []
    of_radicals: list[Keys] = []
    for piece in text_pieces.pieces(data, offsets):
        found = reader(piece, mutated=mutated)
        counts[piece.first + 1 : piece.last + 1] += np.diff(found.rows)
        keys.append(mix(found.keys))
        of_radicals.append(mix(found.radicals))
    return WordArrays(_joined(keys), np.cumsum(counts), _joined(of_radicals))


def mix(value: Keys) -> Keys:
    """Return the SplitMix64 finaliser of each value (Steele, Lea and Flood 2014).

    Keys of short words are their bytes.

    >>> hex(mix(np.zeros(1, np.uint64))[0])
    '0xe220a8397b1dcdaf'
    """
    value, shifted = value + np.uint64(0x9E3779B97F4A7C15), np.empty_like(value)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        value ^= np.right_shift(value, np.uint64(shift), out=shifted)
        value *= np.uint64(factor)
    value ^= np.right_shift(value, np.uint64(31), out=shifted)
    return value


def ngrams(mixed: Keys, n: int, known: dict[int, Keys] | None = None) -> Keys:
    """Return a hash of each run of `n` mixed keys, across rows as well; see `inside`.

    It is the polynomial of the keys at an odd number modulo 2⁶⁴, put together from those of shorter runs, so
    that 13 keys cost five steps. Two different runs share one as often as two random numbers of 64 bits do.

    >>> ngrams(mix(np.arange(20, dtype=np.uint64)), 13).shape
    (8,)

    Args:
        mixed: the keys of words, from `mix`.
        n: how many words a run has.
        known: the hashes of shorter runs of the same words, by their number, to which those made on the way
            are added.
    """
    known = {} if known is None else known
    known[1] = mixed
    if n not in known:
        left = 1 << ((n - 1).bit_length() - 1)
        right, size = n - left, max(len(mixed) - n + 1, 0)
        found = ngrams(mixed, left, known)[:size] * np.uint64(pow(_BASE, right, 1 << 64))
        found += ngrams(mixed, right, known)[left : left + size]
        known[n] = found
    return known[n]


def inside(rows: Places, n: int) -> Places:
    """Return how many n-grams of `n` words each row has.

    >>> inside(np.array([0, 3, 4, 10]), 3)
    array([1, 0, 4])
    """
    found: Places = np.maximum(np.diff(rows) - (n - 1), 0)
    return found


def places(rows: Places, n: int) -> Places:
    """Return where the n-grams begin that are within one row, row by row.

    >>> places(np.array([0, 3, 4, 10]), 3)
    array([0, 4, 5, 6, 7])
    """
    counts = inside(rows, n)
    until = np.cumsum(counts)
    found: Places = np.arange(until[-1] if len(until) else 0) + np.repeat(
        rows[:-1] - (until - counts), counts
    )
    return found


class _PieceReader(Protocol):
    """Reads the words of a piece of text."""

    def __call__(self, piece: text_pieces.Piece, *, mutated: bool) -> WordArrays: ...


def _in_numpy(piece: text_pieces.Piece, *, mutated: bool) -> WordArrays:
    """Return the words of a piece, read in numpy."""
    prepared = numpy_words.prepare(piece.data, piece.offsets)
    words = numpy_words.find_words(prepared)
    keys = numpy_words.word_keys(prepared.text, words.starts, words.ends)
    of_radicals = keys[:0]
    if mutated:
        skip, group = radicals.initials(prepared.text, words.starts, words.ends)
        keys_after = numpy_words.word_keys(prepared.text, words.starts + skip, words.ends)
        of_radicals = radicals.with_group(keys_after, group)
    return WordArrays(keys, words.rows, of_radicals)


class _CompiledArrays:
    """The same in compiled code, with room for a piece."""

    def __init__(self) -> None:
        from cymraeg_data.buffers import numba_words
        from cymraeg_data.detection.kernels import numba_evidence
        from cymraeg_data.package.steps import numba_kernels as steps

        self.steps = steps
        self.compiled, self.compiled_text = numba_evidence, numba_words
        self.factors, self.below = numpy_words.hashing()
        size = text_pieces.PIECE + text_pieces.ROWS + 1
        self.text = np.zeros(size + numpy_words.PADDING + 8, np.uint8)
        self.edges, self.cut = np.zeros(size + 16, np.uint32), np.zeros(size + 16, np.uint32)
        self.keys = np.zeros(size, np.uint64)
        self.by_row = np.zeros((2, text_pieces.ROWS), np.int64)

    def __call__(self, piece: text_pieces.Piece, *, mutated: bool) -> WordArrays:
        n_rows, text, code = len(piece.offsets) - 1, self.text, self.compiled_text
        ends, chars = self.by_row[:, :n_rows]
        size = code.spell(_read_only(piece.data), piece.offsets, numpy_words.composed(), text, ends, chars)
        if size == code.MALFORMED:
            return _in_numpy(piece, mutated=mutated)
        text[size : size + numpy_words.PADDING] = 0
        edges, n_edges = self.edges, code.find_edges(text, size, self.edges)
        if self._keys(edges, n_edges) > numpy_words.MAX_WORD:
            edges, n_edges = self.cut, code.cut_words(text, edges, n_edges, numpy_words.MAX_WORD, self.cut)
            self._keys(edges, n_edges)
        n_words, rows = n_edges // 2, np.zeros(n_rows + 1, np.int64)
        self.compiled.find_rows(edges, n_words, ends, rows)
        keys = self.keys[:n_words].copy()
        return WordArrays(keys, rows, self._radicals(edges, n_words) if mutated else keys[:0])

    def _keys(self, edges: npt.NDArray[np.uint32], n_edges: int) -> int:
        """Write the keys of the words between `edges`; return the bytes of the longest."""
        return self.compiled_text.read_keys(self.text, edges, n_edges, self.factors, self.below, self.keys)

    def _radicals(self, edges: npt.NDArray[np.uint32], n_words: int) -> Keys:
        group = np.zeros(n_words, np.int64)
        self.steps.cut_initials(self.text, edges, n_words, radicals.tables(), radicals.SHIFT, group)
        self._keys(edges, 2 * n_words)
        return radicals.with_group(self.keys[:n_words], group)


def _read_only(data: numpy_words.Bytes) -> numpy_words.Bytes:
    """Return the bytes as an array that cannot be written to: numba compiles a function for each kind."""
    data = data.view()
    data.flags.writeable = False
    return data


def _joined(parts: list[Keys]) -> Keys:
    return np.concatenate(parts) if parts else np.zeros(0, np.uint64)
