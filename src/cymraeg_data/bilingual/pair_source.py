"""Sources of pairs, and the schema that all pairs have."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["MISSING", "PAIRS", "PairSource", "keys_of_rows", "pair_batch", "places"]

PAIRS = pa.schema([pa.field(name, pa.large_string()) for name in ("key", "en", "cy", "source", "location")])
"""The schema of pairs: `location` is `row:7` or `line:7`, null where there is neither."""

MISSING = "missing"
"""The column of a written CSV file that names missing (not empty) texts: `en`, `cy` or `en cy`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSource:
    """Pairs from one place: two columns of a table, a catalogue, or two files.

    `source` and `column` say where the Welsh is, `en_source` and `en_column` where the English is; the
    columns are None for catalogues. `batches()` gives record batches of the schema `PAIRS`, and can be called
    again.
    """

    source: str
    column: str | None = None
    en_source: str
    en_column: str | None = None
    confidence: float
    reason: str
    run: Callable[[], Iterator[pa.RecordBatch]] = field(repr=False)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the pairs."""
        return self.run()


def pair_batch(key: pa.Array, en: pa.Array, cy: pa.Array, source: str, location: pa.Array) -> pa.RecordBatch:
    """Return arrays of text as a batch of pairs that all come from one source."""
    texts = [_large(array) for array in (key, en, cy)]
    sources = pa.array([source], pa.large_string()).take(pa.array([0] * len(key), pa.int32()))
    return pa.RecordBatch.from_arrays([*texts, sources, _large(location)], schema=PAIRS)


def keys_of_rows(column: str, rows: pa.Array) -> pa.Array:
    """Return a key for each row of a column: `Enw_cy[7]`."""
    return _joined(f"{column}[", rows, "]")


def places(kind: str, numbers: pa.Array) -> pa.Array:
    """Return the locations `row:7` or `line:7` of numbers, null where there is none."""
    return _joined(f"{kind}:", numbers, "")


def _joined(before: str, numbers: pa.Array, after: str) -> pa.Array:
    parts = [pa.scalar(part, pa.large_string()) for part in (before, after, "")]
    return pc.binary_join_element_wise(parts[0], numbers.cast(pa.large_string()), *parts[1:])


def _large(array: pa.Array) -> pa.Array:
    return (array.dictionary_decode() if pa.types.is_dictionary(array.type) else array).cast(
        pa.large_string()
    )
