"""The pool of readers, which keep the words they met from one column to the next."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from cymraeg_data.buffers.kernel_choice import kernel
from cymraeg_data.detection.kernels.numba_reader import NumbaReader
from cymraeg_data.detection.kernels.numpy_reader import NumpyReader
from cymraeg_data.detection.model import Model
from cymraeg_data.detection.reading import Reader

__all__ = ["forgetting", "remember", "remember_in_numpy"]

_MODELS = 4

_SPARE = 4
"""Readers kept for the next columns: one for each thread that read at once, up to this many (our choice)."""


class _Pool:
    spare: ClassVar[dict[tuple[int, str], tuple[Model, list[Reader]]]] = {}


@contextmanager
def remember(model: Model, n_bytes: int) -> Iterator[Reader]:
    """Lend a reader for a column of `n_bytes`, with the words that it met in columns before."""
    with _lend(model, kernel(n_bytes)) as reader:
        yield reader


@contextmanager
def remember_in_numpy(model: Model) -> Iterator[Reader]:
    """Lend a reader that says where words are, which only numpy's does."""
    with _lend(model, "numpy") as reader:
        yield reader


@contextmanager
def _lend(model: Model, name: str) -> Iterator[Reader]:
    spare = _spare(model, name)
    try:
        reader = spare.pop()
    except IndexError:
        reader = NumpyReader(model) if name == "numpy" else NumbaReader(model)
    yield reader
    if len(spare) < _SPARE:  # not after an error, which may have left it half written
        spare.append(reader)


@contextmanager
def forgetting() -> Iterator[None]:
    """Read columns without the words met before, for tests and benchmarks."""
    kept = _Pool.spare
    _Pool.spare = {}
    try:
        yield
    finally:
        _Pool.spare = kept


def _spare(model: Model, name: str) -> list[Reader]:
    """Return the readers that are not in use; those for models before the last few are dropped."""
    key = id(model), name
    if key not in _Pool.spare and len(_Pool.spare) >= _MODELS:
        _Pool.spare.clear()
    _model, memories = _Pool.spare.setdefault(key, (model, []))  # a model that is kept keeps its id
    return memories
