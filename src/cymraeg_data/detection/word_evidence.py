"""The evidence of words and rows, computed in numpy over UTF-8 bytes and row offsets.

The contract of a kernel: exact integers, independent of neighbouring rows and of how the input is cut into
pieces. Each distinct word of a piece is scored once; four labels share one 64-bit integer, so that one
addition adds four. Words of more than eight bytes are distinguished by a hash of 63 bits: two with the same
hash would count as one.

A word with a digit can have no language. A text of few words takes the evidence of exceptions as the model
lists it, and none of what has no vowel or is one letter three times: `Scored.twin`.
"""

import functools
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import no_language, segments
from cymraeg_data.detection.model import LANES, Model, exception_hash

__all__ = [
    "AHEAD",
    "ALONE",
    "BESIDE",
    "CAP",
    "EITHER",
    "FEW",
    "FEW_WORDS",
    "HOMOGRAPH",
    "LANE",
    "NO_EXCEPTION",
    "PIECE",
    "ROWS",
    "RUN",
    "USE_ALONE",
    "USE_BESIDE",
    "USE_FEW",
    "USE_NAME",
    "USE_NEVER",
    "USE_WORD",
    "Piece",
    "Scored",
    "Sums",
    "encode",
    "exceptions",
    "mask",
    "masked_rows",
    "pieces",
    "rank",
    "read_masked",
    "score",
    "vowels",
    "weigh",
]

PIECE = 1 << 18
"""Bytes read together: a bound on memory, whatever the size of the rows (our choice)."""

ROWS = PIECE >> 4
"""Rows read together: a bound on memory where they are short or empty (our choice)."""

_REACH = 1 << 12
"""The bytes at the end of a piece of one long row that are searched for a space at which to cut."""

CAP = 1023
"""The most evidence of a word against a language, about e⁸ to one, so that mixed text keeps its languages."""

FEW, FEW_WORDS = 3, 6
"""A text of at most so many words that can have a language, and so many in all, takes exceptions as listed.

With more words they decide each other: our choice.
"""

AHEAD = 300
"""The lead of the language of an exception over the next: our choice, as for an ordinary clear word."""

MASH, EITHER, HOMOGRAPH, NO_EXCEPTION = 252, 253, 254, 255
"""What the model may list for a word in place of a lane.

It is no word (found by its letters, never listed); a word of Welsh or English, but not surely of one; a
common word of both; nothing.
"""

LANE, ALONE, BESIDE = 63, 64, 128
"""The part of a listed lane that is the lane, and what is added to it.

`ALONE` for a word that is common elsewhere too, and for a name that is an ordinary word (`rose`); `BESIDE`
for a name that is as often a word (`brown`).
"""

USE_NEVER, USE_ALONE, USE_FEW, USE_NAME, USE_WORD, USE_BESIDE = range(6)
"""Where the evidence of a twin counts in place of a word's own.

Nowhere; where no other word can have a language, or all are listed words of Welsh and English; in all texts
of few words. A name counts alone, and where all of the few words are names; one that is an ordinary word, or
as often a word, only beside other names, of which one is not an ordinary word.
"""

RUN = 64
"""Words whose evidence is added in 16 bits: as many of at most `CAP` as they hold."""

Evidence = npt.NDArray[np.uint64]
Totals = npt.NDArray[np.int32] | npt.NDArray[np.int64]


class Piece(NamedTuple):
    """Bytes to read together: rows `first` to `last`, or a part of the one row `first`."""

    first: int
    last: int
    data: numpy_words.Bytes
    offsets: numpy_words.Places
    is_part: bool = False


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
        more = _lanes(self.evidence[self.twin[kinds]]) - _lanes(self.evidence[kinds])
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


class Weighed(NamedTuple):
    """`Scored.evidence`, `Scored.known` and `Scored.soft` of some words, and which of them are no words."""

    evidence: Evidence
    known: numpy_words.Places
    soft: numpy_words.Places
    mash: numpy_words.Mask


def weigh(
    text: numpy_words.Bytes,
    starts: numpy_words.Places,
    ends: numpy_words.Places,
    keys: numpy_words.Keys,
    model: Model,
) -> Weighed:
    """Return the evidence of some words: the sums of the weights of their n-grams."""
    evidence: Evidence = np.empty((len(keys), model.packed.shape[1]), np.uint64)
    known, mash = np.empty(len(keys), np.int64), np.empty(len(keys), np.bool_)
    for first in range(0, len(keys), _WORDS):
        here = slice(first, first + _WORDS)
        evidence[here], known[here], mash[here] = _weigh(text, starts[here], ends[here], keys[here], model)
    soft = exception_lanes(keys, model) == HOMOGRAPH
    return Weighed(evidence, known, soft.astype(np.int64), mash)


def exception_lanes(keys: numpy_words.Keys, model: Model) -> npt.NDArray[np.uint8]:
    """Return the lane that the model lists for each word, `HOMOGRAPH`, or `NO_EXCEPTION`."""
    if not len(model.exceptions):
        return np.full(len(keys), NO_EXCEPTION, np.uint8)
    hashes = exception_hash(keys)
    places = np.minimum(np.searchsorted(model.exceptions, hashes), len(model.exceptions) - 1)
    found: npt.NDArray[np.uint8] = np.where(
        model.exceptions[places] == hashes, model.exception_lanes[places], np.uint8(NO_EXCEPTION)
    )
    return found


class Listed(NamedTuple):
    """`Scored.twin` and `Scored.use` of some words, and the evidence of the twins, numbered after them."""

    twin: numpy_words.Places
    use: numpy_words.Places
    evidence: Evidence


def exceptions(keys: numpy_words.Keys, weighed: Weighed, model: Model) -> Listed:
    """Return the evidence of some words in a text of few words, as the model lists them; none for no word.

    For an exception all other lanes lose the same, so that its own lane leads them by `AHEAD`. A word of
    either language has two lanes of its own, and their difference stays.
    """
    said = np.where(weighed.mash, MASH, exception_lanes(keys, model))
    listed = np.flatnonzero(said != NO_EXCEPTION)
    twin, use = np.arange(len(keys)), np.zeros(len(keys), np.int64)
    twin[listed] = len(keys) + np.arange(len(listed))
    made, lanes = _lanes(weighed.evidence[listed]), said[listed]
    either, lane = lanes >= MASH, lanes & LANE
    names = model.labels.index("und") if "und" in model.labels else NO_EXCEPTION
    kind = np.array([USE_NAME, USE_WORD, USE_BESIDE, USE_BESIDE])[lanes // ALONE]
    use[listed] = np.where(lane == names, kind, np.where(lanes < ALONE, USE_FEW, USE_ALONE))
    own = np.zeros(made.shape, np.bool_)
    own[np.flatnonzero(either)[:, None], [model.welsh, model.english]] = True
    own[np.flatnonzero(~either), lane[~either]] = True
    over = np.where(own, 0, made).max(axis=1, initial=0) - (CAP - AHEAD)
    short = CAP - np.where(own, made, 0).max(axis=1, initial=0)
    made = np.where(own, made + short[:, None], np.maximum(made - np.maximum(over, 0)[:, None], 0))
    use[listed[lanes == MASH]] = USE_FEW
    made[lanes == MASH] = 0
    packed = np.ascontiguousarray(made.astype("<u2")).view("<u8").astype(np.uint64, copy=False)
    return Listed(twin, use, packed)


def _lanes(evidence: Evidence) -> npt.NDArray[np.int64]:
    """Return `[word, lane]` of packed evidence."""
    packed = np.ascontiguousarray(evidence).astype("<u8", copy=False)
    return packed.view("<u2").astype(np.int64)


_WORDS = 1 << 9
"""Words weighed together: our choice, so few that the weights of their n-grams stay in the cache."""


def _weigh(
    text: numpy_words.Bytes,
    starts: numpy_words.Places,
    ends: numpy_words.Places,
    keys: numpy_words.Keys,
    model: Model,
) -> tuple[Evidence, numpy_words.Mask, numpy_words.Mask]:
    """Return the evidence of at least one word, whether it can have a language, and whether it is no word."""
    flat = numpy_words.flatten(text, starts, ends)
    state = np.zeros(len(flat.text), np.uint32)
    sums = model.packed.take(numpy_words.bucket_grams(flat, 1, state, model.bits), axis=0)
    for order in range(2, numpy_words.ORDERS + 1):
        sums += model.packed.take(numpy_words.bucket_grams(flat, order, state, model.bits), axis=0)
    total = np.add.reduceat(sums, flat.offsets[:-1], axis=0)
    total += model.packed.take(numpy_words.word_buckets(keys, model.bits), axis=0)
    known = ~numpy_words.has_digit(flat)
    evidence = _capped(total, model.allowed)
    evidence[~known] = 0
    other = np.zeros(LANES, "<u2")
    other[model.other_scripts] = CAP * model.allowed[model.other_scripts]
    evidence[known & _is_other_script(flat)] = other.view("<u8")
    return evidence, known, known & _is_mash(flat)


def _is_other_script(flat: numpy_words.Flat) -> numpy_words.Mask:
    """Return which words are in another script than Latin: their letters say so without their n-grams."""
    text = flat.text
    latin = (text >= ord("a")) & (text <= ord("z")) | (text >= 0xC0) & (text < 0xCE)
    after = np.append(text[1:], np.uint8(0))
    latin |= (text == 0xE1) & (after >= 0xB8) & (after <= 0xBB)  # Latin letters with two accents
    firsts = flat.offsets[:-1]
    found: numpy_words.Mask = ~np.logical_or.reduceat(latin, firsts)
    return found & np.logical_or.reduceat(text >= 0xCE, firsts)


def _is_mash(flat: numpy_words.Flat) -> numpy_words.Mask:
    """Return which words have no vowel, or are one letter three times or more."""
    firsts, sizes = flat.offsets[:-1], np.diff(flat.offsets)
    voiceless: numpy_words.Mask = ~np.logical_or.reduceat(_VOWEL[flat.text], firsts)
    other = (flat.text != np.repeat(flat.text[firsts + 1], sizes)) & (flat.left > 1)
    other[firsts] = False
    same: numpy_words.Mask = ~np.logical_or.reduceat(other, firsts)
    return voiceless | (same & (sizes >= _SAME + 2))


def vowels() -> numpy_words.Mask:
    """Return which bytes are a vowel, or a part of a letter beyond ASCII."""
    return _VOWEL


_VOWEL = np.zeros(256, np.bool_)
_VOWEL[list(b"aeiouwy")] = True
_VOWEL[0x80:] = True

_SAME = 3


def _capped(total: Evidence, allowed: numpy_words.Mask) -> Evidence:
    """Return sums of weights as evidence; 0 for labels that are not allowed.

    The constant added to every weight to keep it positive cancels out in the difference.
    """
    lanes = total.astype("<u8", copy=False).view("<u2")
    barred = np.ones(lanes.shape[1], np.bool_)
    barred[: len(allowed)] = ~allowed
    lanes[:, barred] = 0
    best = lanes.max(axis=1, keepdims=True)
    lanes += np.uint16(CAP)
    np.maximum(lanes, best, out=lanes)
    lanes -= best
    lanes[:, barred] = 0
    return lanes.view("<u8").astype(np.uint64, copy=False)
