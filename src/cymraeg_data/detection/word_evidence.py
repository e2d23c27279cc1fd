"""The evidence of words and rows, computed in numpy over UTF-8 bytes and row offsets.

The contract of a kernel: exact integers, independent of neighbouring rows and of how the input is cut into
pieces. Each distinct word of a piece is scored once; four labels share one 64-bit integer, so that one
addition adds four. Words of more than eight bytes are distinguished by a hash of 63 bits: two with the same
hash would count as one.

A word with a digit can have no language. A text of few words takes the evidence of exceptions as the model
lists it, and none of what has no vowel or is one letter three times: `Scored.twin`.
"""

import functools
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection.listed_words import (
    FEW,
    FEW_WORDS,
    USE_ALONE,
    USE_BESIDE,
    USE_FEW,
    USE_NAME,
    USE_NEVER,
)
from cymraeg_data.detection.model import Model
from cymraeg_data.detection.text_pieces import Piece, read_masked
from cymraeg_data.detection.weighing import Evidence, by_lane, exceptions, weigh

__all__ = ["RUN", "Scored", "Sums", "Totals", "language_numbers", "rank", "score"]

RUN = 64
"""Words whose evidence is added in 16 bits: as many of at most `CAP` as they hold."""

Totals = npt.NDArray[np.int32] | npt.NDArray[np.int64]


class Sums(NamedTuple):
    """Sums that a kernel may add up while reading: `[row, lane]` evidence, known words, characters."""

    totals: Totals
    known: numpy_words.Places
    chars: numpy_words.Places


class Scored(NamedTuple):
    """The words of a piece and the evidence of each distinct one.

    `which[w]` is the kind of word `w`. `evidence[kind, group]` holds four labels of 16 bits each, from 0 to
    `CAP`: how close each label comes to the word's best, which has `CAP`; `known[kind]` is 0 for words that
    can have no language, `soft[kind]` is 1 for homographs. `twin[kind]` is the kind whose evidence counts in
    a text of few words, if `use[kind]` says so. `levels[w]` is what ends before word `w` (`segments`). With
    `sums`, `prepared` and the places of words are left out.
    """

    prepared: numpy_words.Prepared
    words: numpy_words.Words
    which: npt.NDArray[np.integer]
    evidence: Evidence
    known: npt.NDArray[np.integer]
    soft: npt.NDArray[np.integer]
    twin: npt.NDArray[np.integer]
    use: npt.NDArray[np.integer]
    levels: npt.NDArray[np.uint8]
    sums: Sums | None = None

    def label(self, lane: int) -> numpy_words.Places:
        """Return the evidence of each kind of word for one label."""
        group, part = divmod(lane, 4)
        found: numpy_words.Places = (
            self.evidence[:, group] >> np.uint64(16 * part) & np.uint64(0xFFFF)
        ).astype(np.int64)
        return found

    def of_words(
        self, lanes: int | numpy_words.Places, words: slice | numpy_words.Places = slice(None)
    ) -> numpy_words.Places:
        """Return the evidence of each word for one label, or for a label per word."""
        which = self.which[words]
        if isinstance(lanes, int):
            packed = self.evidence[:, lanes // 4][which] >> np.uint64(16 * (lanes % 4))
        else:
            packed = self.evidence[which, lanes // 4] >> (16 * (lanes % 4)).astype(np.uint64)
        found: numpy_words.Places = (packed & np.uint64(0xFFFF)).astype(np.int64)
        return found

    def only(self, rows: numpy_words.Places) -> "Scored":
        """Return the words of some rows, without their places."""
        found = self.select(self.words.rows[rows], self.words.rows[rows + 1])
        if self.sums is None:
            return found
        sums = self.sums
        return found._replace(sums=Sums(sums.totals[rows], sums.known[rows], sums.chars[rows]))

    def select(self, firsts: numpy_words.Places, ends: numpy_words.Places) -> "Scored":
        """Return the words of some runs, each run a row, without their places and sums."""
        words = numpy_words.ranges(firsts, ends)
        starts = np.concatenate([[0], np.cumsum(ends - firsts)])
        nowhere = starts[:0]
        return self._replace(
            words=numpy_words.Words(nowhere, nowhere, starts),
            which=self.which[words],
            levels=self.levels[words],
            sums=None,
        )

    def row_totals(self) -> Totals:
        """Return `[lane, row]`: the sums of the evidence of each row's words, of twins in short rows."""
        if self.sums is not None:
            return self.sums.totals.T
        total = self._plain_totals()
        firsts, n, known = self.words.rows[:-1], np.diff(self.words.rows), self.row_known()
        rows = np.flatnonzero((n > 0) & (known <= FEW) & (n <= FEW_WORDS))
        step = np.arange(FEW_WORDS)
        inside = step < n[rows, None]
        which = self.which[np.where(inside, firsts[rows, None] + step, 0)]
        use = np.where(inside, self.use[which], USE_NEVER)
        all_names = ((use >= USE_NAME) | ~inside | (self.known[which] == 0)).all(axis=1)
        all_names &= ((use == USE_NAME) | (use == USE_BESIDE)).any(axis=1) & (known[rows] > 1)
        all_listed = (((use != USE_NEVER) & (use < USE_NAME)) | ~inside | (self.known[which] == 0)).all(
            axis=1
        )
        used = (use == USE_FEW) | ((use != USE_NEVER) & (use <= USE_NAME) & (known[rows] == 1)[:, None])
        used |= (use == USE_ALONE) & all_listed[:, None]
        used |= (use >= USE_NAME) & all_names[:, None]
        row, column = np.nonzero(used)
        kinds = which[row, column]
        more = by_lane(self.evidence[self.twin[kinds]]) - by_lane(self.evidence[kinds])
        np.add.at(total.T, rows[row], more.astype(total.dtype))
        return total

    def _plain_totals(self) -> Totals:
        firsts, lasts = self.words.rows[:-1], self.words.rows[1:]
        more = np.maximum(lasts - firsts - 1, 0) // RUN  # runs after the first, in long rows
        long = np.flatnonzero(more)
        owners, until = np.repeat(long, more[long]), np.cumsum(more[long])
        step = np.arange(len(owners)) - np.repeat(until - more[long], more[long]) + 1
        starts = np.concatenate([firsts, firsts[owners] + step * RUN])
        ends = np.minimum(starts + RUN, np.concatenate([lasts, lasts[owners]]))
        by_run = self._sums(starts, ends)
        total = by_run[:, : len(firsts)]
        if len(long):
            total[:, long] += np.add.reduceat(by_run[:, len(firsts) :], until - more[long], axis=1)
        return total

    def _sums(self, starts: numpy_words.Places, ends: numpy_words.Places) -> numpy_words.Places:
        """Return `[lane, run]`: the sums of the evidence of the words of each run, at most `RUN` of them.

        They are differences of running sums, which may overflow: the overflow cancels out.
        """
        n_groups = self.evidence.shape[1]
        running = np.zeros(len(self.which) + 1, np.uint64)
        sums = np.empty((n_groups, len(starts)), "<u8")
        for group in range(n_groups):
            np.cumsum(self.evidence[:, group][self.which], out=running[1:])
            np.subtract(running[ends], running[starts], out=sums[group])
        lanes = sums.view("<u2").reshape(n_groups, -1, 4).transpose(0, 2, 1)
        found: numpy_words.Places = lanes.reshape(4 * n_groups, -1).astype(np.int64)
        return found

    def row_known(self) -> numpy_words.Places:
        """Return how many words of each row can have a language."""
        if self.sums is not None:
            return self.sums.known
        running = np.concatenate([[0], np.cumsum(self.known[self.which])])
        counts: numpy_words.Places = running[self.words.rows[1:]] - running[self.words.rows[:-1]]
        return counts

    def row_chars(self, piece: Piece) -> numpy_words.Places:
        """Return how many characters each row of the piece has."""
        if self.sums is not None:
            return self.sums.chars.copy()
        running = np.concatenate([[0], np.cumsum(numpy_words.starts_character(piece.data))])
        counts: numpy_words.Places = np.diff(running[piece.offsets])
        return counts

    def characters(self, piece: Piece) -> tuple[numpy_words.Places, numpy_words.Places, int]:
        """Return the starts and ends of the words of one text in characters as given, and its length."""
        if self.sums is not None:
            return self.words.starts, self.words.ends, int(self.sums.chars[0])
        first = self.prepared.given(self.words.starts)
        last = self.prepared.given(self.words.ends - 1)
        index = np.cumsum(numpy_words.starts_character(piece.data)) - 1
        return index[first], index[last] + 1, int(index[-1]) + 1 if len(index) else 0


def score(piece: Piece, model: Model) -> Scored:
    """Return the words of `piece` with their evidence."""
    prepared, words, keys, levels = read_masked(piece)
    first, which = numpy_words.distinct(keys)
    made = weigh(prepared.text, words.starts[first], words.ends[first], keys[first], model)
    listed = exceptions(keys[first], made, model)
    return Scored(
        prepared,
        words,
        which,
        np.concatenate([made.evidence, listed.evidence]),
        made.known,
        made.soft,
        listed.twin,
        listed.use * (not piece.is_part),
        levels,
    )


@functools.lru_cache(maxsize=4)
def language_numbers(model: Model) -> numpy_words.Places:
    """Return the index of each label's language in `Model.languages`."""
    numbers = {language: number for number, language in enumerate(model.languages)}
    found = np.array([numbers[label] for label in model.labels], np.int64)
    found.flags.writeable = False  # it is the same array each time
    return found


def rank(totals: Totals, model: Model) -> tuple[numpy_words.Places, numpy_words.Places]:
    """Return each row's best language, the first of several with the highest sum, and its lead."""
    numbers = language_numbers(model)
    n = len(numbers)
    keys = (
        totals[:n] * np.int64(n) + (n - 1 - numbers)[:, None]
    )  # one number to compare: the sum, then the language
    if keys.shape[1] < _MANY:
        first = keys.max(axis=0)
        keys[keys % n == first % n] = 0
        second = keys.max(axis=0)
    else:
        first, second = _two_highest(keys, numbers)
    best, top = n - 1 - first % n, first // n
    return best, top - second // n


_MANY = 64
"""Rows from which a pass per label is faster: our choice."""


def _two_highest(
    keys: numpy_words.Places, numbers: numpy_words.Places
) -> tuple[numpy_words.Places, numpy_words.Places]:
    """Return the highest key of each row, and the highest of another language."""
    first = np.zeros(keys.shape[1], np.int64)
    second, lower = first.copy(), first.copy()
    labels = numbers.tolist()
    for number in dict.fromkeys(labels):
        lanes = [lane for lane, found in enumerate(labels) if found == number]
        here = keys[lanes[0]]
        for lane in lanes[1:]:
            np.maximum(here, keys[lane], out=here)
        np.minimum(first, here, out=lower)
        np.maximum(second, lower, out=second)
        np.maximum(first, here, out=first)
    return first, second
