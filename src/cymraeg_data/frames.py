"""Tables in memory as Arrow: pandas, Polars, DuckDB, `datasets`, pyarrow, and the Arrow PyCapsule interface.

None of those libraries is imported unless its object is given.

>>> import pyarrow as pa
>>> to_arrow(pa.table({"enw": ["Tŷ-croes", "Llanelwedd"]}).to_reader()).column("enw").to_pylist()
['Tŷ-croes', 'Llanelwedd']
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

import pyarrow as pa

from cymraeg_data.errors import NoDataError, WrongTypeError
from cymraeg_data.locale import _

if TYPE_CHECKING:
    import datasets
    import pandas as pd
    import polars as pl

__all__ = ["Frame", "frames_of", "to_arrow"]

_ROWS = 1 << 14  # rows taken from a dataset at a time: our choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A table of another library: its name, its schema, and its rows in batches, as often as needed."""

    name: str
    schema: pa.Schema
    batches: Callable[[], Iterable[pa.RecordBatch]]


@runtime_checkable
class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...


@runtime_checkable
class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]: ...


@runtime_checkable
class _Relation(Protocol):
    """A result of DuckDB before it had the PyCapsule interface."""

    def fetch_arrow_table(self) -> pa.Table: ...


def to_arrow(data: object) -> pa.Table:
    """Return what a user holds as one Arrow table.

    Args:
        data: a DataFrame of pandas or Polars (eager or lazy), a DuckDB relation, a `datasets.Dataset`, a
            table, batch or reader of pyarrow, or any other table with `__arrow_c_stream__`.

    Raises:
        WrongTypeError: it is not one of these, or has several splits.
        NoDataError: it has no columns.
    """
    every = frames_of(data)
    if len(every) != 1:
        raise WrongTypeError(
            _(
                "{type} has several splits: {names}. Pass one of them.",
                type=_name_of(data),
                names=", ".join(frame.name for frame in every),
            )
        )
    (frame,) = every
    return pa.Table.from_batches(frame.batches(), frame.schema)


def frames_of(data: object) -> tuple[Frame, ...]:
    """Return the frames in an object: one, or one for each split of a `DatasetDict`.

    Raises:
        WrongTypeError: it is not a table of a known kind.
        NoDataError: it has no columns.
    """
    name, library = _name_of(data), _library(data)
    if library == "datasets" and isinstance(data, Mapping):
        return tuple(_dataset(split, f"{name}[{key}]") for key, split in data.items())
    if library == "datasets" and hasattr(data, "with_format"):
        return (_dataset(cast("datasets.Dataset", data), name),)
    if library == "polars" and type(data).__name__ == "LazyFrame":
        return frames_of(cast("pl.LazyFrame", data).collect())
    table = _in_memory(data, library)
    if table is not None:
        return (_frame(name, table.schema, table.to_batches),)
    column = type(data).__name__.endswith("Series")
    if isinstance(data, _ArrowStream) and not isinstance(data, type) and not column:
        return (_stream(data, name),)
    raise WrongTypeError(
        _(
            "{type} is not a table. Pass a path, a list of paths, a table of pandas, Polars (eager or lazy),"
            " DuckDB, pyarrow or datasets, or an object with __arrow_c_stream__.",
            type=name,
        )
    )


def _name_of(data: object) -> str:
    return f"{_library(data)}.{type(data).__name__}"


def _library(data: object) -> str:
    return type(data).__module__.partition(".")[0]


def _in_memory(data: object, library: str) -> pa.Table | None:
    """Return a table for what holds its data already, and for what can be read only once."""
    if isinstance(data, pa.Table):
        return data
    if isinstance(data, pa.RecordBatch):
        return pa.Table.from_batches([data])
    if isinstance(data, pa.RecordBatchReader):
        return data.read_all()
    if library == "pandas" and type(data).__name__ == "DataFrame":
        return _pandas(cast("pd.DataFrame", data))
    return None if isinstance(data, pa.Array | type | _ArrowStream) else _other(data)


def _other(data: object) -> pa.Table | None:
    if isinstance(data, _Relation):
        return data.fetch_arrow_table()
    return pa.Table.from_batches([pa.record_batch(data)]) if isinstance(data, _ArrowArray) else None


def _frame(name: str, schema: pa.Schema, batches: Callable[[], Iterable[pa.RecordBatch]]) -> Frame:
    if not len(schema):
        raise NoDataError(_("{path} is empty: there is no data to read.", path=name))
    return Frame(name=name, schema=schema, batches=batches)


def _stream(data: _ArrowStream, name: str) -> Frame:
    try:
        schema = pa.RecordBatchReader.from_stream(data).schema
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise WrongTypeError(_("{type} is not a table: {reason}", type=name, reason=error)) from error
    return _frame(name, schema, lambda: pa.RecordBatchReader.from_stream(data))


def _pandas(data: "pd.DataFrame") -> pa.Table:
    """Return a data frame as a table; a column of mixed objects becomes text, as its cells are shown."""
    names, arrays = [], []
    for index, label in enumerate(data.columns):
        series = data.iloc[:, index]
        try:
            array = pa.Array.from_pandas(series)
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
            missing = series.isna()
            array = pa.array(
                [None if gone else str(value) for value, gone in zip(series, missing, strict=True)],
                pa.string(),
            )
        names.append(str(label))
        arrays.append(array)
    return pa.Table.from_arrays(arrays, names=names)


def _dataset(data: "datasets.Dataset | datasets.IterableDataset", name: str) -> Frame:
    arrow = data.with_format("arrow")
    features = getattr(data, "features", None)
    if features:
        schema = features.arrow_schema
    else:
        first = next(iter(arrow.iter(batch_size=1)), None)
        if first is None:
            raise NoDataError(_("{path} is empty: there is no data to read.", path=name))
        schema = first.schema

    def batches() -> Iterator[pa.RecordBatch]:
        for table in arrow.iter(batch_size=_ROWS):
            yield from table.select(schema.names).cast(schema).to_batches()

    return _frame(name, schema.remove_metadata(), batches)
