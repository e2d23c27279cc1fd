"""The reader of the pieces of a column in compiled code, with a memory of words met before."""

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import decision, tagging, word_evidence
from cymraeg_data.detection.decision import Numbers
from cymraeg_data.detection.model import Model, aligned

__all__ = ["NumbaReader"]


class NumbaReader:
    """The words that the compiled kernel met, with their evidence, and scratch space for a piece."""

    SLOTS = 1 << 17
    MOST = SLOTS // 2
    """With more words than this, all are forgotten before the next piece: our choice, 4 MB of evidence."""

    NEW = SLOTS // 4
    """A piece with more new words than this is read in numpy: our choice, far more than real text has."""

    def __init__(self, model: Model) -> None:
        from cymraeg_data.buffers import numba_words
        from cymraeg_data.detection.kernels import numba_answers, numba_evidence, numba_tags

        self.compiled, self.compiled_text = numba_evidence, numba_words
        self.compiled_tags, self.answers = numba_tags, numba_answers
        self.model = model
        self.languages = word_evidence.language_numbers(model)
        self.factors, self.below = numpy_words.hashing()
        n_groups = model.packed.shape[1]
        self.weights = (
            model.packed,
            model.bits,
            len(model.labels),
            numpy_words.ORDERS,
            word_evidence.CAP,
            self.factors,
        )
        self.neighbours, self.lengths = decision.neighbour_lanes(model), np.array(model.lengths, np.int64)
        self.names = model.languages.index("und") if "und" in model.languages else decision.UNDETERMINED
        self.lanes = (model.welsh, model.english, tagging.third_lanes(model))
        self.count = 0
        self.table = aligned(self.SLOTS, 2)
        self.known = np.zeros(self.MOST + self.NEW, np.uint8)
        self.evidence = aligned(self.MOST + self.NEW, n_groups)
        self.composed = numpy_words.composed()
        self.buckets = np.zeros((numpy_words.MAX_WORD + 2) * numpy_words.ORDERS + 1, np.uint32)
        self.sums = np.zeros(n_groups, np.uint64)
        self.totals = np.zeros((word_evidence.ROWS, 4 * n_groups), np.int32)
        self.by_row = np.zeros((3, word_evidence.ROWS), np.int64)
        self.starts = np.zeros(word_evidence.ROWS + 1, np.int64)
        size = word_evidence.PIECE + word_evidence.ROWS + 1
        self.text = np.zeros(size + numpy_words.PADDING + 8, np.uint8)
        self.edges, self.cut = np.zeros(size + 16, np.uint32), np.zeros(size + 16, np.uint32)
        self.keys, self.which = np.zeros(size, np.uint64), np.zeros(size, np.uint32)
        self.new = np.zeros(self.NEW, np.uint32)
        self.room, self.tags = np.zeros((8, size // 2 + 1), np.int32), np.zeros(size // 2 + 1, np.int8)

    def score(self, piece: word_evidence.Piece) -> word_evidence.Scored:
        """Return the result of `word_evidence.score` without places of words, valid until the next piece."""
        n_rows = len(piece.offsets) - 1
        ends, chars, speaking = self.by_row[:, :n_rows]
        size = self.compiled_text.spell(
            _read_only(piece.data), piece.offsets, self.composed, self.text, ends, chars
        )
        if size == self.compiled_text.MALFORMED:
            return word_evidence.score(piece, self.model)
        self.text[size : size + numpy_words.PADDING] = 0
        edges, n_words = self._find_words(size)
        if not self._find_places(edges, n_words):
            return word_evidence.score(piece, self.model)
        starts, totals = self.starts[: n_rows + 1], self.totals[:n_rows]
        self.compiled.find_rows(edges, n_words, ends, starts)
        sums = (self.sums, self.sums.view(np.uint16), word_evidence.RUN)
        self.compiled.add_rows(self.which, starts, self.known, self.evidence, sums, totals, speaking)
        nowhere = starts[:0]
        return word_evidence.Scored(
            numpy_words.Prepared(self.text[:0], 0, nowhere, nowhere),
            numpy_words.Words(nowhere, nowhere, starts),
            self.which[:n_words],
            self.evidence[: self.count],
            self.known[: self.count],
            word_evidence.Sums(totals, speaking, chars),
        )

    def _find_words(self, size: int) -> tuple[npt.NDArray[np.uint32], int]:
        """Return the edges of words and their number, after reading their keys."""
        edges, n_edges = self.edges, self.compiled_text.find_edges(self.text, size, self.edges)
        longest = self.compiled_text.read_keys(self.text, edges, n_edges, self.factors, self.below, self.keys)
        if longest > numpy_words.MAX_WORD:
            edges, n_edges = (
                self.cut,
                self.compiled_text.cut_words(self.text, edges, n_edges, numpy_words.MAX_WORD, self.cut),
            )
            self.compiled_text.read_keys(self.text, edges, n_edges, self.factors, self.below, self.keys)
        return edges, n_edges // 2

    def _find_places(self, edges: npt.NDArray[np.uint32], n_words: int) -> bool:
        """Find the place of each word and learn new words; return whether there was room for them."""
        if self.count > self.MOST:
            self._forget()
        last = self.compiled.look_up(self.keys, n_words, self.table, self.count, self.which, self.new)
        if last == self.compiled.FULL:
            self._forget()
            return False
        places, words = (self.count, last), (self.text, edges, self.keys)
        self.compiled.learn(
            words,
            self.new,
            places,
            self.weights,
            self.buckets,
            self.known,
            self.evidence,
            self.evidence.view(np.uint16),
        )
        self.count = last
        return True

    def _forget(self) -> None:
        self.table[:] = 0
        self.count = 0

    def tag(self, scored: word_evidence.Scored, totals: word_evidence.Totals) -> tagging.Tagged:
        """Return the result of `tagging.tag` for this reader's model."""
        if scored.sums is None:  # numpy read the piece
            return tagging.tag(scored, totals, self.model)
        by_row = np.ascontiguousarray(totals.T, np.int32)
        n_rows, n_words = len(by_row), len(scored.which)
        others, switches = np.empty(n_rows, np.int64), np.empty(n_rows, np.int64)
        counts = np.empty((n_rows, tagging.N_TAGS), np.int64)
        limits = (tagging.NEAR, tagging.FAR, tagging.DOUBT, tagging.FOREIGN)
        words = (scored.which.view(np.uint32), scored.words.rows, self.known, self.evidence.view(np.uint16))
        self.compiled_tags.tag_rows(
            words, by_row, self.lanes, limits, self.room, self.tags, (others, counts, switches)
        )
        return tagging.Tagged(self.tags[:n_words], others, counts, switches)

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


def _read_only(data: numpy_words.Bytes) -> numpy_words.Bytes:
    """Return the bytes as a read-only array: numba compiles a function per kind of array."""
    data = data.view()
    data.flags.writeable = False
    return data
