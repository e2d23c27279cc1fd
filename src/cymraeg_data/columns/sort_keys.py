"""Sort keys for the order of a Welsh dictionary."""

import pyarrow as pa

from cymraeg_data import welsh
from cymraeg_data.buffers.chunks import TextColumn, each_chunk

__all__ = ["sort_key"]


def sort_key(array: TextColumn) -> pa.Array:
    """Return one key per text, as `large_binary`, for sorting in the order of a Welsh dictionary.

    >>> import pyarrow as pa
    >>> names = pa.array(["Llanelli", "Lerpwl", "Dolgellau", "Ddôl"])
    >>> names.take(pa.compute.sort_indices(sort_key(names))).to_pylist()
    ['Dolgellau', 'Ddôl', 'Lerpwl', 'Llanelli']

    Raises:
        WrongTypeError: `array` is not an Arrow array of text.
    """
    return each_chunk(array, _sort_key, pa.large_binary())


def _sort_key(array: pa.Array) -> pa.Array:
    distinct = array.dictionary_encode()
    keys = pa.array([welsh.sort_key(text) for text in distinct.dictionary.to_pylist()], pa.large_binary())
    return keys.take(distinct.indices)
