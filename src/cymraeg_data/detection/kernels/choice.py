"""Which kernel reads a column, numpy or numba, and what it remembers from one column to the next.

Both give the same integers. numba is chosen by itself where it is installed and there is text enough to be
worth its start: a second to load, some seconds to compile the first time.
"""

import functools
import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar, Literal, get_args

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import decision, tagging, word_evidence
from cymraeg_data.detection.decision import Numbers
from cymraeg_data.detection.kernels import numpy_reader
from cymraeg_data.detection.kernels.numpy_reader import Reader
from cymraeg_data.detection.model import Model, aligned
from cymraeg_data.errors import InputError, MissingExtraError
from cymraeg_data.locale import _

__all__ = ["Kernel", "Memory", "forgetting", "kernel", "remember", "use_kernel"]

Kernel = Literal["auto", "numpy", "numba"]

VARIABLE = "CYMRAEG_DATA_KERNEL"

WORTH = 4_000_000
"""Bytes read in this process before numba is loaded: ours, about what numpy reads while it loads."""

_MODELS = 4

_SPARE = 4
"""Memories kept for the next columns: one for each thread that read at once, up to this many (ours)."""


class _State:
    spare: ClassVar[dict[tuple[int, str], tuple[Model, list[Reader]]]] = {}
    chosen: Kernel | None = None
    n_bytes = 0


def use_kernel(name: Kernel) -> None:
    """Read columns with `name` from here on, in this process; "auto" chooses by itself.

    The environment variable `CYMRAEG_DATA_KERNEL` says the same for a process from its start.

    >>> use_kernel("numpy")
    >>> kernel(10**9)
    'numpy'
    >>> use_kernel("auto")

    Raises:
        InputError: there is no kernel of that name.
        MissingExtraError: it is "numba", and numba is not installed.
    """
    _State.chosen = _checked(name)


def _checked(name: str) -> Kernel:
    """Return a kernel's name, if it is one and can be used."""
    for known in get_args(Kernel):
        if name == known:
            if known == "numba" and not _has_numba():
                raise MissingExtraError("numba", "fast")
            found: Kernel = known
            return found
    raise InputError(
        _(
            "There is no kernel “{name}”. Choose one of: {names}.",
            name=name,
            names=", ".join(get_args(Kernel)),
        )
    )


@functools.lru_cache(maxsize=1)
def _has_numba() -> bool:
    """Return whether numba is installed, and the machine writes the lowest byte of a number first."""
    return sys.byteorder == "little" and importlib.util.find_spec("numba") is not None


def kernel(n_bytes: int) -> Literal["numpy", "numba"]:
    """Return the kernel for `n_bytes` more of text: the one that was chosen, or the one that is worth it.

    Raises:
        InputError: the environment names a kernel that there is not.
        MissingExtraError: the environment names numba, and it is not installed.
    """
    _State.n_bytes += n_bytes
    chosen = _State.chosen or _checked(os.environ.get(VARIABLE) or "auto")
    if chosen != "auto":
        return chosen
    return "numba" if _State.n_bytes >= WORTH and _has_numba() else "numpy"


@contextmanager
def remember(model: Model, n_bytes: int) -> Iterator[Reader]:
    """Lend what reads the pieces of a column of `n_bytes`, with the words that it met in columns before."""
    name = kernel(n_bytes)
    spare = _spare(model, name)
    try:
        reader = spare.pop()
    except IndexError:
        reader = numpy_reader.Memory(model) if name == "numpy" else Memory(model)
    yield reader
    if len(spare) < _SPARE:  # not after an error, which may have left it half written
        spare.append(reader)


@contextmanager
def forgetting() -> Iterator[None]:
    """Read columns without what was met before, for tests and benchmarks."""
    kept = _State.spare
    _State.spare = {}
    try:
        yield
    finally:
        _State.spare = kept


def _spare(model: Model, name: str) -> list[Reader]:
    """Return the memories that no one uses; those for the models before the last few are let go."""
    key = id(model), name
    if key not in _State.spare and len(_State.spare) >= _MODELS:
        _State.spare.clear()
    _model, memories = _State.spare.setdefault(key, (model, []))  # a model that is kept keeps its id
    return memories


class Memory:
    """The words that the compiled kernel met, with their evidence, and room to read a piece in."""

    SLOTS = 1 << 17
    MOST = SLOTS // 2
    """More words than this are forgotten before the next piece: ours, 4 MB of evidence."""

    NEW = SLOTS // 4
    """A piece with more new words than this is read in numpy: ours, far more than text has."""

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
        """Return what `word_evidence.score` returns of a piece, valid until the next.

        Without the places of words.
        """
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
        """Return the edges of words and how many words there are, after reading their keys."""
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
        """Find the place of each word and learn those that are new.

        Return whether there was room for them.
        """
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
        """Return what `tagging.tag` does, for the model that is read with."""
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
        """Return what `decision.decide` does, for the model that is read with."""
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
        """Return what `decision.settle` does, for the model that is read with."""
        model, answers, found = self.model, np.empty(len(best), np.int64), np.empty(len(best), np.float64)
        own = (int(self.languages[model.welsh]), int(self.languages[model.english]))
        numbers = (*own, decision.MIXED, decision.UNDETERMINED)
        classes = (self.lengths, model.edges, model.confidence)
        sure = (decision.MIXED_SURE, decision.UNSURE)
        self.answers.settle_rows((best, lead, known), numbers, classes, sure, answers, found)
        return answers, found


def _read_only(data: numpy_words.Bytes) -> numpy_words.Bytes:
    """Return the bytes as an array that cannot be written to: numba compiles a function for each kind."""
    data = data.view()
    data.flags.writeable = False
    return data
