"""Which kernel reads a column, numpy or numba, and what it remembers from one column to the next.

Both give the same integers. numba is chosen by itself where it is installed and there is text enough to be worth its
start: a second to load, some seconds to compile the first time.
"""

import functools
import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from cymraeg_data.detect import features, kernels
from cymraeg_data.detect.model import Model
from cymraeg_data.errors import InputError, MissingExtraError
from cymraeg_data.locale import _

__all__ = ["Kernel", "Memory", "kernel", "remember", "use_kernel"]

Kernel = Literal["auto", "numpy", "numba"]

VARIABLE = "CYMRAEG_DATA_KERNEL"

WORTH = 4_000_000
"""Bytes read in this process before numba is loaded: ours, about what numpy reads while it loads."""

_SPARE = 4
"""Memories kept for the next columns: one for each thread that read at once, up to this many (ours)."""


class _State:
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
        _("There is no kernel “{name}”. Choose one of: {names}.", name=name, names=", ".join(get_args(Kernel)))
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
def remember(model: Model, n_bytes: int) -> Iterator[kernels.Reader]:
    """Lend what reads the pieces of a column of `n_bytes`, with the words that it met in columns before."""
    name = kernel(n_bytes)
    spare = _spare(model, name)
    try:
        memory = spare.pop()
    except IndexError:
        memory = kernels.Memory(model) if name == "numpy" else Memory(model)
    yield memory
    if len(spare) < _SPARE:  # not after an error, which may have left it half written
        spare.append(memory)


@functools.lru_cache(maxsize=4)
def _spare(_model: Model, _name: str) -> list[kernels.Reader]:
    """Return the memories that no one uses."""
    return []


class Memory:
    """The words that the compiled kernel met, with their evidence, and room to read a piece in."""

    SLOTS = 1 << 18
    FULL = 1 << 16
    """More words than this are forgotten before the next piece: ours, 4 MB of evidence."""

    NEW = 3 * kernels.PIECE // 8
    """A piece cannot hold more distinct words than this: there are too few of one and of two bytes."""

    def __init__(self, model: Model) -> None:
        from cymraeg_data.detect import compiled

        self.compiled = compiled
        self.model = model
        n_labels = len(model.labels)
        self.inside, self.composed = features.spelling()
        self.hashing = (*features.hashing(), features.MAX_WORD)
        self.weights = (np.ascontiguousarray(model.weights), model.bits, features.ORDERS, kernels.CAP)
        self.languages = kernels.language_numbers(model)
        self.count = 0
        self.table = _aligned(self.SLOTS, 2)
        self.known = np.zeros(self.FULL + self.NEW, np.uint8)
        self.evidence = _aligned(self.FULL + self.NEW, 4 * -(-max(n_labels, 4 * model.packed.shape[1]) // 16))
        longest = features.MAX_WORD + 2
        self.room = (
            np.zeros(longest, np.uint32),
            np.zeros(longest * features.ORDERS + 1, np.uint32),
            np.zeros(n_labels, np.int32),
        )
        self.by_row = np.zeros((3, kernels.ROWS), np.int64)
        self.starts = np.zeros(kernels.ROWS + 1, np.int64)
        self.sums = np.zeros(4 * self.evidence.shape[1], np.int32)
        self.totals = np.zeros((kernels.ROWS, len(self.sums)), np.int32)
        size = kernels.PIECE + kernels.ROWS + 1
        self.text = np.zeros(size + features.PADDING + 8, np.uint8)
        self.edges = np.zeros(size + 4, np.uint32)
        self.which = np.zeros(size, np.uint32)
        self.new = np.zeros((self.NEW, 2), np.uint32)

    def score(self, piece: kernels.Piece) -> kernels.Scored:
        """Return what `kernels.score` returns of a piece, valid until the next; without the places of words."""
        n_rows = len(piece.offsets) - 1
        ends, chars, speaking = self.by_row[:, :n_rows]
        starts = self.starts[: n_rows + 1]
        size = self.compiled.spell(
            _read_only(piece.data), piece.offsets, self.composed, self.text, ends, chars
        )
        if size == self.compiled.MALFORMED:
            return kernels.score(piece, self.model)
        self.text[size : size + features.PADDING] = 0
        self._find(size, ends, starts)
        totals, evidence = self.totals[:n_rows], self.evidence.view(np.uint16)
        self.compiled.add_rows(self.which, starts, self.known, evidence, self.sums, totals, speaking)
        nowhere = starts[:0]
        return kernels.Scored(
            features.Prepared(self.text[:0], 0, nowhere, nowhere),
            features.Words(nowhere, nowhere, starts),
            self.which[: starts[-1]],
            self.evidence[: self.count],
            self.known[: self.count],
            kernels.Sums(totals, speaking, chars),
        )

    def rank(self, totals: kernels.Totals) -> tuple[features.Places, features.Places]:
        """Return what `kernels.rank` does, for the model that is read with."""
        by_row = totals.T
        if by_row.dtype != np.int32 or not by_row.flags.c_contiguous:
            return kernels.rank(totals, self.model)
        best, lead = np.empty(len(by_row), np.int64), np.empty(len(by_row), np.int64)
        self.compiled.rank(by_row, self.languages, best, lead)
        return best, lead

    def _find(self, size: int, ends: features.Places, starts: features.Places) -> None:
        """Find the place of each word, and learn those that are new."""
        self._forget()
        found = self.edges, self.compiled.find_edges(self.text, size, self.inside, self.edges), ends, starts
        last = self.compiled.look_up(
            self.text, found, self.hashing, self.table, self.count, self.which, self.new
        )
        self.compiled.learn(
            self.text,
            self.new,
            (self.count, last),
            self.weights,
            self.hashing,
            self.room,
            self.known,
            self.evidence.view(np.uint16),
        )
        self.count = last

    def _forget(self) -> None:
        """Forget all words where there may be no room for those of another piece."""
        if self.count > self.FULL:
            self.table[:] = 0
            self.count = 0


def _aligned(n_rows: int, n_columns: int) -> npt.NDArray[np.uint64]:
    """Return zeros whose rows of 64 bytes are lines of the cache."""
    line = 8
    raw = np.zeros(n_rows * n_columns + line, np.uint64)
    skip = -raw.ctypes.data // raw.itemsize % line
    return raw[skip : skip + n_rows * n_columns].reshape(n_rows, n_columns)


def _read_only(data: features.Bytes) -> features.Bytes:
    """Return the bytes as an array that cannot be written to: numba compiles a function for each kind."""
    data = data.view()
    data.flags.writeable = False
    return data
