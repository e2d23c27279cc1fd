"""What the quality rules measure on documents: words, lines, runs of words that come again, damage, language.

Everything is counted over the bytes of all documents of a batch at once. A word is what is between white
space, as in Rae et al. (2021), so that the thresholds of others mean here what they meant there.
"""

import functools
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data import columns
from cymraeg_data.buffers.chunks import buffers
from cymraeg_data.package.steps.quality.word_rules import (
    MASKS,
    WordMeasures,
    again,
    eights,
    read,
    spread,
    twice,
)
from cymraeg_data.package.steps.word_arrays import plain

__all__ = ["Documents"]

_SOME_LINES = 5  # from which a share of lines says something; our choice
Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

_FACTOR = np.uint64(0xD6E8FEB86659FD93)  # any odd number: what is compared are hashes of runs
_MARKS = "[\\x{80}-\\x{BF}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"  # bytes 80 to BF read as Latin-1 or Windows-1252
_DAMAGE = rf"\x{{FFFD}}|[ÂÃÄÅ]{_MARKS}|â(?:€|\x{{80}}){_MARKS}|√[¢§™´¥±]|≈[µ∑]|├[«»]"
_DUMMY = (b"lorem ipsum", b"dolor sit amet")  # as in C4 (Raffel et al. 2020)
_BULLET = r"^(?:[•‣▪●◦*–-]\s|[•‣▪●◦])"
_BULLET_BYTES = np.unique([mark.encode()[0] for mark in "•‣▪●◦*–-"]).astype(np.uint8)
_ENOUGH_WORDS = 10  # words with a language, from which a share says something; our choice


class Documents:
    """The texts of each row of a batch as one, and what is counted in them."""

    def __init__(self, table: pa.Table | pa.RecordBatch, text_columns: Mapping[str, str | None]) -> None:
        self.table = table
        self.text_columns = text_columns
        texts = [plain(table.column(name)).cast(pa.large_string()) for name in text_columns]
        self.text = (
            texts[0]
            if len(texts) == 1
            else pc.binary_join_element_wise(*texts, pa.scalar("\n", pa.large_string()))
        )
        self.data, self.offsets = buffers(self.text)

    def __len__(self) -> int:
        return len(self.text)

    @functools.cached_property
    def _words(self) -> WordMeasures:
        return read(self.data, self.offsets)

    @functools.cached_property
    def n_words(self) -> Floats:
        """The number of words of each document."""
        return self._words.counts[:, 0].astype(np.float64)

    def word_length(self) -> Floats:
        """The mean number of characters of a word."""
        return _share(self._words.counts[:, 1], self.n_words)

    def without_letters(self) -> Floats:
        """The share of words without a letter in their first 32 bytes."""
        return _share(self._words.counts[:, 2], self.n_words)

    def symbols(self) -> Floats:
        """The number of hash signs and ellipses per word."""
        return _share(self._words.counts[:, 3], self.n_words)

    def repeated_runs(self) -> Floats:
        """The share of words in runs of ten words that stood in the document before."""
        return _share(self._words.covered(), self.n_words)

    def damage(self) -> Floats:
        """The number of places per word where letters were lost or read in a wrong encoding."""
        counts = np.zeros(len(self))
        # A cheap look for the bytes that damage begins with: Â to Å, â before € or a control, �, √, ≈ and ├.
        places = np.flatnonzero(self.data >= 0xC3)
        last = len(self.data) - 1
        first, second, third = (self.data[np.minimum(places + step, last)] for step in range(3))
        letter = (first == 0xC3) & ((second - np.uint8(0x82) < 4) | ((second == 0xA2) & (third >= 0xC2)))
        sign = np.isin(second.astype(np.uint16) << 8 | third, (0xBFBD, 0x889A, 0x8988, 0x949C))
        rows = np.unique(np.searchsorted(self.offsets, places[letter | sign], "right") - 1)
        counts[rows] = pc.count_substring_regex(self.text.take(pa.array(rows)), _DAMAGE)
        return _share(counts, self.n_words)

    def dummy(self) -> Floats:
        """Return 1 where the text has filler in it, else 0."""
        found = np.zeros(len(self))
        found[self._rows_with(_DUMMY, self.data.tobytes().lower())] = 1
        return found

    def _rows_with(self, needles: tuple[bytes, ...], content: bytes) -> Places:
        """Return the rows that contain one of the needles; each row is searched once for each."""
        rows: set[int] = set()
        for needle in needles:
            place = content.find(needle)
            while place >= 0:
                row = int(np.searchsorted(self.offsets, place, "right")) - 1
                if place + len(needle) <= self.offsets[row + 1]:
                    rows.add(row)
                    place = int(self.offsets[row + 1]) - 1
                place = content.find(needle, place + 1)
        return np.array(sorted(rows), np.int64)

    @functools.cached_property
    def _lines(self) -> tuple[pa.Array, Places]:
        """The lines that are not blank, without white space at their edges, and the row of each."""
        breaks = np.flatnonzero(self.data == 0x0A)
        cuts = np.sort(np.concatenate([self.offsets[:-1], breaks + 1, self.offsets[-1:]]))
        n_lines = np.diff(np.searchsorted(breaks, self.offsets)) + 1
        parts = [None, pa.py_buffer(cuts.astype(np.int64)), pa.py_buffer(np.ascontiguousarray(self.data))]
        lines = pc.utf8_trim_whitespace(pa.LargeStringArray.from_buffers(len(cuts) - 1, parts[1], parts[2]))
        some = pc.greater(pc.binary_length(lines), 0)
        rows = np.repeat(np.arange(len(self)), n_lines)
        return lines.filter(some), rows[some.to_numpy(zero_copy_only=False)]

    def _of_lines(self, rows: Places) -> Floats:
        """Return the share of lines, given the row of each that counts; of a few lines it says nothing."""
        n_lines = np.bincount(self._lines[1], minlength=len(self)).astype(np.float64)
        share = _share(np.bincount(rows, minlength=len(self)), n_lines)
        return np.where(n_lines >= _SOME_LINES, share, np.nan)

    def bullets(self) -> Floats:
        """The share of lines that begin with a bullet."""
        lines, rows = self._lines
        data, offsets = buffers(lines)
        may = np.isin(data[offsets[:-1]], _BULLET_BYTES)
        found = pc.match_substring_regex(lines.filter(pa.array(may)), _BULLET).to_numpy(zero_copy_only=False)
        return self._of_lines(rows[may][found])

    def ellipses(self) -> Floats:
        """The share of lines that end in an ellipsis."""
        lines, rows = self._lines
        found = pc.or_(pc.ends_with(lines, "..."), pc.ends_with(lines, "…")).to_numpy(zero_copy_only=False)
        return self._of_lines(rows[found])

    def short_lines(self) -> Floats:
        """The share of lines of fewer than 30 characters."""
        lines, rows = self._lines
        short = pc.less(pc.utf8_length(lines), 30).to_numpy(zero_copy_only=False)
        return self._of_lines(rows[short])

    @functools.cached_property
    def _line_again(self) -> npt.NDArray[np.bool_]:
        lines, rows = self._lines
        data, offsets = buffers(lines)
        may = np.flatnonzero(twice(_line_keys(data, offsets) ^ spread(rows)))
        repeats = np.zeros(len(rows), bool)
        repeats[may] = again(lines.take(pa.array(may)).dictionary_encode().indices.to_numpy(), rows[may])
        return repeats

    def repeated_lines(self) -> Floats:
        """The share of lines that stood in the document before."""
        return self._of_lines(self._lines[1][self._line_again])

    def repeated_line_characters(self) -> Floats:
        """The share of the text, in bytes, that is in lines that stood in the document before."""
        lines, rows = self._lines
        sizes = pc.binary_length(lines).to_numpy(zero_copy_only=False)
        repeats = self._line_again
        repeated = np.bincount(rows[repeats], sizes[repeats], minlength=len(self))
        whole = np.bincount(rows, sizes, minlength=len(self)).astype(np.float64)
        return _share(repeated, whole)

    def declared_language(self) -> Floats:
        """The least share of a text of the row in the language that its column declares.

        It is a share of the words whose language is identified, and 0 where the text as a whole is in some
        other language.
        """
        least = np.full(len(self), np.nan)
        for name, declared in self.text_columns.items():
            if declared in {"cy", "en"}:
                welsh, language, enough = (np.asarray(values) for values in self._measured(name))
                share = welsh if declared == "cy" else 1 - welsh
                share = np.where(np.isin(language, (declared, "cy", "en", "mul", "und")), share, 0.0)
                least = np.fmin(least, np.where(enough, share, np.nan))
        return least

    def _measured(self, name: str) -> tuple[pa.Array, pa.Array, pa.Array]:
        """Return the Welsh share of each text of a column, its language, and whether both say something."""
        there = [f"{name}_{measure}" for measure in ("welsh_fraction", "n_words", "language")]
        if all(column in self.table.schema.names for column in there):
            welsh, n_words, language = (self.table.column(column) for column in there)
        else:
            measured = columns.measure(self.table.column(name))
            welsh, n_words = measured.field("welsh_fraction"), measured.field("n_words")
            language = columns.detect(self.table.column(name)).field("language")
        enough = pc.fill_null(pc.greater_equal(n_words, _ENOUGH_WORDS), False)
        return (
            pc.fill_null(welsh.cast(pa.float64()), np.nan),
            pc.fill_null(language.cast(pa.string()), "und"),
            enough,
        )


def _share(part: npt.NDArray[np.generic], whole: Floats) -> Floats:
    """Return part / whole, NaN where there is nothing."""
    share: Floats = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return share


def _line_keys(data: npt.NDArray[np.uint8], offsets: Places) -> npt.NDArray[np.uint64]:
    """Return a number for each line, the same for the same line.

    Of its first, middle and last bytes and its length.
    """
    eight, sizes = eights(data), np.diff(offsets)
    whole = MASKS[np.minimum(sizes, 8)]
    keys = sizes.astype(np.uint64)
    for places in (
        offsets[:-1],
        offsets[:-1] + np.maximum(sizes - 8, 0) // 2,
        offsets[1:] - np.minimum(sizes, 8),
    ):
        keys = keys * _FACTOR + (eight[places].view(np.uint64) & whole)
        keys ^= keys >> np.uint64(29)
    return keys * _FACTOR
