"""The reader of the pieces of a column in compiled code, with a memory of words met before."""

from typing import cast

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import (
    decision,
    listed_words,
    no_language,
    segments,
    tagging,
    text_pieces,
    weighing,
    word_evidence,
)
from cymraeg_data.detection.decision import Numbers
from cymraeg_data.detection.model import LANES, Model, aligned
from cymraeg_data.detection.sides import Sides, forced_lanes, read_sides, third_lanes

__all__ = ["NumbaReader"]

Facts = tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8], npt.NDArray[np.uint32], npt.NDArray[np.uint8]]


class NumbaReader:
    """The words that the compiled kernel met, with their evidence, and scratch space for a piece."""

    SLOTS, MOST_SLOTS = 1 << 17, 1 << 20
    """Slots of the table of words at first, and when it has grown: our choice, 4 and 32 MB of evidence.

    With words in half of the slots it grows; when it can grow no more, the older half of them is forgotten.
    """

    NEW = 1 << 15
    """A piece with more new words than this is read in numpy: our choice, far more than real text has."""

    def __init__(self, model: Model) -> None:
        from cymraeg_data.buffers import numba_words
        from cymraeg_data.detection.kernels import (
            numba_answers,
            numba_evidence,
            numba_segments,
            numba_sides,
            numba_tags,
        )

        self.compiled, self.compiled_text, self.segments = numba_evidence, numba_words, numba_segments
        self.compiled_tags, self.answers, self.compiled_sides = numba_tags, numba_answers, numba_sides
        self.model = model
        self.languages = word_evidence.language_numbers(model)
        self.factors, self.below = numpy_words.hashing()
        n_groups = model.packed.shape[1]
        weights = np.zeros((len(model.weights), LANES), np.int8)
        weights[:, : len(model.labels)] = model.weights
        self.weights = (
            weights,
            model.bits,
            len(model.labels),
            numpy_words.ORDERS,
            weighing.CAP,
            self.factors,
        )
        self.listed = (model.exceptions, model.exception_lanes, weighing.vowels(), model.allowed)
        names = model.labels.index("und") if "und" in model.labels else listed_words.NO_EXCEPTION
        self.own_lanes = (model.welsh, model.english, names, model.other_scripts, listed_words.AHEAD)
        self.neighbours, self.lengths = decision.neighbour_lanes(model), np.array(model.lengths, np.int64)
        self.names = model.languages.index("und") if "und" in model.languages else decision.UNDETERMINED
        self.count = 0
        self.table = aligned(self.SLOTS, 2)
        self.size = self.SLOTS // 2 + self.NEW + 2 * len(model.exceptions)
        self.facts = _facts(self.size)
        self.evidence = aligned(self.size, n_groups)
        self.composed = numpy_words.composed()
        buckets = np.zeros((numpy_words.MAX_WORD + 2) * numpy_words.ORDERS + 1, np.uint32)
        self.for_words = (buckets, np.zeros(LANES, np.int16))
        sums = np.zeros(n_groups, np.uint64)
        self.adding = (sums, sums.view(np.uint16), word_evidence.RUN)
        self.few = (listed_words.FEW, listed_words.FEW_WORDS)
        self.totals = np.zeros((text_pieces.ROWS, 4 * n_groups), np.int32)
        self.by_row = np.zeros((3, text_pieces.ROWS), np.int64)
        self.starts = np.zeros(text_pieces.ROWS + 1, np.int64)
        self.most_bytes = text_pieces.PIECE
        size = self.most_bytes + text_pieces.ROWS + 1
        self.text = np.zeros(size + numpy_words.PADDING + 8, np.uint8)
        self.edges, self.cut = np.zeros(size + 16, np.uint32), np.zeros(size + 16, np.uint32)
        self.keys, self.which = np.zeros(size, np.uint64), np.zeros(size, np.uint32)
        self.new = np.zeros(self.NEW, np.uint32)
        self.room, self.tags = np.zeros((7, size // 2 + 1), np.int32), np.zeros(size // 2 + 1, np.int8)
        self.levels = np.zeros(size // 2 + 2, np.uint8)
        self.suspects = np.zeros(text_pieces.ROWS, np.int64)

    def score(self, piece: text_pieces.Piece) -> word_evidence.Scored:
        """Return the result of `word_evidence.score` without places of words, valid until the next piece."""
        has_room = len(piece.data) <= self.most_bytes and len(piece.offsets) <= len(self.starts)
        found = self._read(piece) if has_room else None
        if found is None:
            return word_evidence.score(piece, self.model)
        edges, n_words, starts, chars = found
        if not self._find_places(edges, n_words):
            return word_evidence.score(piece, self.model)
        nowhere = starts[:0]
        known, soft, twin, use = (values[: self.count] for values in self.facts)
        scored = word_evidence.Scored(
            numpy_words.Prepared(self.text[:0], 0, nowhere, nowhere),
            numpy_words.Words(nowhere, nowhere, starts),
            self.which[:n_words],
            self.evidence[: self.count],
            known,
            soft,
            twin,
            np.zeros_like(use) if piece.is_part else use,
            self.levels[:n_words],
        )
        n_rows = len(starts) - 1
        self._add(scored, (starts[:-1], starts[1:]), self.totals[:n_rows], self.by_row[2, :n_rows])
        return scored._replace(sums=word_evidence.Sums(self.totals[:n_rows], self.by_row[2, :n_rows], chars))

    def _read(
        self, piece: text_pieces.Piece
    ) -> tuple[npt.NDArray[np.uint32], int, numpy_words.Places, numpy_words.Places] | None:
        """Return the edges of words after masking, how many, the first of each row, and the characters."""
        n_rows = len(piece.offsets) - 1
        ends, chars, starts = self.by_row[0, :n_rows], self.by_row[1, :n_rows], self.starts[: n_rows + 1]
        edges, n_words = self._find_words(piece, ends, chars)
        if n_words < 0:
            return None
        self.compiled.find_rows(edges, n_words, ends, starts)
        words = (self.text, edges, starts, ends)
        tables = (segments.kinds(), segments.starts())
        n = self.segments.scan(words, tables, no_language.SHORT, self.levels, self.suspects)
        masked = text_pieces.masked_rows(piece, self.suspects[:n])
        if masked and not self._mask(masked, ends):
            edges, n_words = self._find_words(text_pieces.with_rows(piece, masked), ends, chars)
        self._read_keys(edges, 2 * n_words)
        return edges, n_words, starts, chars

    def _mask(self, rows: dict[int, bytes], ends: numpy_words.Places) -> bool:
        """Write masked rows over the normalised text; return whether each has the length that it had.

        It has another where a letter with an accent was masked.
        """
        sizes = np.array([len(text) for text in rows.values()])
        offsets = np.concatenate([[0], np.cumsum(sizes)])
        spelt, ends_here = (
            np.zeros(int(offsets[-1]) + len(rows) + 24, np.uint8),
            np.zeros(len(rows), np.int64),
        )
        data = np.frombuffer(b"".join(rows.values()), np.uint8)
        self.compiled_text.spell(
            _read_only(data), offsets, self.composed, spelt, ends_here, np.zeros(len(rows), np.int64)
        )
        starts_here = np.concatenate([[1], ends_here[:-1]])
        for number, row in enumerate(rows):
            start = int(ends[row - 1]) if row else 1
            length = int(ends_here[number] - starts_here[number])
            if length != ends[row] - start:
                return False
            self.text[start : start + length] = spelt[starts_here[number] : ends_here[number]]
        return True

    def _find_words(
        self, piece: text_pieces.Piece, ends: numpy_words.Places, chars: numpy_words.Places
    ) -> tuple[npt.NDArray[np.uint32], int]:
        """Return the edges of words in normalised text, and their number, -1 for malformed text."""
        size = self.compiled_text.spell(
            _read_only(piece.data), piece.offsets, self.composed, self.text, ends, chars
        )
        if size == self.compiled_text.MALFORMED:
            return self.edges, -1
        self.text[size : size + numpy_words.PADDING] = 0
        edges, n_edges = self.edges, self.compiled_text.find_edges(self.text, size, self.edges)
        if self.compiled_text.longest(edges, n_edges) > numpy_words.MAX_WORD:
            edges, n_edges = (
                self.cut,
                self.compiled_text.cut_words(self.text, edges, n_edges, numpy_words.MAX_WORD, self.cut),
            )
        return edges, n_edges // 2

    def _read_keys(self, edges: npt.NDArray[np.uint32], n_edges: int) -> None:
        self.compiled_text.read_keys(self.text, edges, n_edges, self.factors, self.below, self.keys)

    def _find_places(self, edges: npt.NDArray[np.uint32], n_words: int) -> bool:
        """Find the place of each word and learn new words; return whether there was room for them."""
        if self.count > len(self.table) // 2:
            self._make_room()
        last = self.compiled.look_up(self.keys, n_words, self.table, self.count, self.which, self.new)
        if last == self.compiled.FULL:
            self.table[:] = self.count = 0
            return False
        places, words = (self.count, last), (self.text, edges, self.keys)
        self.count = self.compiled.learn(
            words,
            self.new,
            places,
            self.weights,
            self.listed,
            self.own_lanes,
            (self.for_words, self.facts, self.evidence.view(np.uint16)),
        )
        return True

    def _make_room(self) -> None:
        """Let the table grow, or forget the older half of the words."""
        slots, first = len(self.table), 0
        if slots < self.MOST_SLOTS:
            slots *= 2
            self.size += slots // 4
            evidence, facts = aligned(self.size, self.evidence.shape[1]), _facts(self.size)
            evidence[: self.count] = self.evidence[: self.count]
            _copy(facts, self.facts, slice(self.count), slice(self.count))
            self.evidence, self.facts = evidence, facts
        else:
            first = self.count // 2
            kept = slice(self.count - first)
            self.evidence[kept] = self.evidence[first : self.count].copy()
            _copy(self.facts, self.facts, slice(first, self.count), kept)
            self.facts[2][kept] -= np.uint32(first)
        table = aligned(slots, 2)
        self.compiled.move(self.table, first, table)
        self.table, self.count = table, self.count - first

    def sides(self, scored: word_evidence.Scored) -> Sides | None:
        """Return the result of `sides.read_sides` for this reader's model."""
        if scored.which.dtype != np.uint32:  # numpy read the piece
            return read_sides(scored, self)
        marks = np.flatnonzero(scored.levels)
        if not len(marks):
            return None
        most = 4 * len(marks)
        firsts, ends, rows = (np.empty(most, np.int64) for _array in range(3))
        whole = np.empty(most, np.uint8)
        n_longer, n = self.compiled_sides.find_segments(
            scored.words.rows, scored.levels, marks, (firsts, ends, rows, whole)
        )
        firsts, ends, rows, whole = firsts[:n], ends[:n], rows[:n], whole[:n]
        totals, known = np.empty((n, self.totals.shape[1]), np.int32), np.empty(n, np.int64)
        self._add(scored, (firsts, ends), totals, known)
        answers, sure = self.settle(*self.decide(totals.T, known), known)
        forced = np.empty(len(scored.which), np.int8)
        is_sure = decision.is_sure_segment(sure, known, whole != 0)
        self.compiled_sides.fill(
            (firsts, ends), is_sure, forced_lanes(answers, third_lanes(answers, totals.T, self.model)), forced
        )
        answers = np.where(sure >= decision.SIDE_SURE, answers, decision.UNDETERMINED)
        here = slice(n_longer, n)
        return Sides(firsts[here], ends[here], rows[here], answers[here], forced)

    def _add(
        self,
        scored: word_evidence.Scored,
        rows: tuple[numpy_words.Places, numpy_words.Places],
        totals: npt.NDArray[np.int32],
        speaking: numpy_words.Places,
    ) -> None:
        facts = (self.facts[0], self.facts[2], cast("numpy_words.Bytes", scored.use))
        which = cast("npt.NDArray[np.uint32]", scored.which)
        self.compiled.add_rows(which, rows, facts, self.few, self.evidence, self.adding, totals, speaking)

    def tag(
        self, scored: word_evidence.Scored, third: numpy_words.Places, forced: tagging.Lanes | None
    ) -> tagging.Tagged:
        """Return the result of `tagging.tag` for this reader's model."""
        if scored.which.dtype != np.uint32:  # numpy read the piece
            return tagging.tag(scored, third, forced, self.model)
        n_rows, n_words = len(third), len(scored.which)
        switches, counts = np.empty(n_rows, np.int64), np.empty((n_rows, tagging.N_TAGS), np.int64)
        limits = (tagging.NEAR, tagging.FAR, tagging.DOUBT, tagging.SIDE, tagging.DAMPING)
        words = (
            cast("npt.NDArray[np.uint32]", scored.which),
            scored.words.rows,
            self.facts[0],
            self.facts[1],
            self.evidence.view(np.uint16),
        )
        lanes = (self.model.welsh, self.model.english, self.languages)
        given = self.tags[:0] if forced is None else forced
        self.compiled_tags.tag_rows(
            words, third, given, lanes, limits, self.room, self.tags, (counts, switches)
        )
        return tagging.Tagged(self.tags[:n_words].copy(), counts, switches)

    def decide(self, totals: word_evidence.Totals, known: numpy_words.Places) -> tuple[Numbers, Numbers]:
        """Return the result of `decision.decide` for this reader's model."""
        if totals.dtype != np.int32:  # the sums of a long row
            return decision.decide(totals, known, self.model)
        by_row = np.ascontiguousarray(totals.T, np.int32)
        best, lead = np.empty(len(by_row), np.int64), np.empty(len(by_row), np.int64)
        lanes = (self.model.welsh, self.neighbours, self.languages)
        margins = (decision.MARGIN, decision.MARGIN_MOST)
        self.answers.decide_rows(
            by_row, known, lanes, (self.names, decision.UNDETERMINED), margins, best, lead
        )
        return best, lead

    def settle(
        self, best: Numbers, lead: Numbers, known: numpy_words.Places
    ) -> tuple[Numbers, npt.NDArray[np.float64]]:
        """Return the result of `decision.settle` for this reader's model."""
        model, answers, found = self.model, np.empty(len(best), np.int64), np.empty(len(best), np.float64)
        own = (int(self.languages[model.welsh]), int(self.languages[model.english]))
        numbers = (*own, decision.MIXED, decision.UNDETERMINED)
        classes = (self.lengths, model.edges, model.confidence)
        sure = (decision.MIXED_SURE, decision.UNSURE)
        self.answers.settle_rows((best, lead, known), numbers, classes, sure, answers, found)
        return answers, found


def _copy(into: Facts, given: Facts, here: slice, there: slice) -> None:
    """Write a part of some facts over a part of others."""
    for number in range(len(into)):
        into[number][there] = given[number][here].copy()


def _facts(size: int) -> Facts:
    """Return room for what `Scored` calls `known`, `soft`, `twin` and `use`."""
    known, soft, use = (np.zeros(size, np.uint8) for _fact in range(3))
    return known, soft, np.zeros(size, np.uint32), use


def _read_only(data: numpy_words.Bytes) -> numpy_words.Bytes:
    """Return the bytes as a read-only array: numba compiles a function per kind of array."""
    data = data.view()
    data.flags.writeable = False
    return data
