"""The parts of Arrow arrays of text of any type: chunks, dictionaries and bytes."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cymraeg_data.buffers.numpy_words import Bytes, Places
from cymraeg_data.errors import WrongTypeError
from cymraeg_data.locale import _

__all__ = ["TextColumn", "buffers", "each_chunk", "is_text", "nulls_of", "struct_of"]

TextColumn: TypeAlias = pa.Array | pa.ChunkedArray
"""The input of `each_chunk`: Arrow text of any width, plain, chunked or dictionary-encoded."""


def is_text(kind: pa.DataType) -> bool:
    """Return whether an Arrow type is text of any width, plain or dictionary-encoded.

    >>> import pyarrow as pa
    >>> is_text(pa.dictionary(pa.int8(), pa.large_string())), is_text(pa.binary())
    (True, False)
    """
    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    found: bool = (
        pa.types.is_string(value) or pa.types.is_large_string(value) or pa.types.is_string_view(value)
    )
    return found


def each_chunk(array: TextColumn, kernel: Callable[[pa.Array], pa.Array], result: pa.DataType) -> pa.Array:
    """Return the result of `kernel` on an array, on its chunks, or on the values of its dictionary."""
    if isinstance(array, pa.ChunkedArray):
        _text_type(array.type)
        chunks = [each_chunk(chunk, kernel, result) for chunk in array.chunks]
        return pa.concat_arrays(chunks) if chunks else pa.array([], result)
    if not isinstance(array, pa.Array):
        raise WrongTypeError(
            _(
                "An Arrow array of text is needed, not {found}. Make one with pyarrow.array(…).",
                found=type(array).__name__,
            )
        )
    wanted = _text_type(array.type)
    if pa.types.is_dictionary(array.type):
        return each_chunk(array.dictionary, kernel, result).take(array.indices)
    return kernel(array if array.type == wanted else array.cast(wanted))


def _text_type(found: pa.DataType) -> pa.DataType:
    """Return the type as which text of type `found` is read."""
    if is_text(found):
        value = found.value_type if pa.types.is_dictionary(found) else found
        return pa.large_string() if pa.types.is_string_view(value) else value
    if pa.types.is_null(found):
        return pa.string()
    raise WrongTypeError(
        _(
            "An Arrow array of text is needed, not of {found}. Choose a text column, or cast this one.",
            found=found,
        )
    )


def buffers(array: pa.Array) -> tuple[Bytes, Places]:
    """Return the bytes of a string array, in place, and where each row starts in them."""
    width = np.int64 if pa.types.is_large_string(array.type) else np.int32
    _valid, places, data = array.buffers()
    if places is None or not len(array):
        return np.zeros(0, np.uint8), np.zeros(len(array) + 1, np.int64)
    offsets = np.frombuffer(places, width)[array.offset : array.offset + len(array) + 1].astype(np.int64)
    content = np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
    return content[offsets[0] : offsets[-1]], offsets - offsets[0]


def nulls_of(array: pa.Array) -> npt.NDArray[np.bool_]:
    """Return which rows of an array are null."""
    nulls: npt.NDArray[np.bool_] = array.is_null().to_numpy(zero_copy_only=False)
    return nulls


def struct_of(columns: list[pa.Array], kind: pa.StructType, nulls: npt.NDArray[np.bool_]) -> pa.StructArray:
    """Return arrays of one length as one struct, null where `nulls` says so."""
    return pa.StructArray.from_arrays(columns, fields=list(kind), mask=pa.array(nulls))
