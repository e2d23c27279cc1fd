"""Tables that other libraries hold, as Arrow batches.

None of those libraries is imported unless its object is here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from cymraeg_data.errors import NoDataError, WrongTypeError
from cymraeg_data.findings import Finding
from cymraeg_data.locale import _
from cymraeg_data.readers.source import Block, Source
from cymraeg_data.readers.tabular.arrow_table import plain_batch, plain_schema

__all__ = ["sources_of"]

_ROWS = 1 << 14  # rows taken from a dataset at a time: ours


def sources_of(data: Any) -> tuple[Source, ...]:
    """Return the sources in an object: one, or one for each split of a `DatasetDict`.

    Raises:
        WrongTypeError: it is no table that we know.
        NoDataError: it has no columns.
    """
    library = type(data).__module__.partition(".")[0]
    name = f"{library}.{type(data).__name__}"
    if library == "datasets":
        if isinstance(data, Mapping):
            return tuple(_dataset(split, f"{name}[{key}]") for key, split in data.items())
        return (_dataset(data, name),)
    if library == "polars" and type(data).__name__ == "LazyFrame":
        return sources_of(data.collect())
    table = _in_memory(data, library)
    if table is not None:
        return (_source(name, table.schema, table.to_batches),)
    if hasattr(data, "__arrow_c_stream__") and not type(data).__name__.endswith("Series"):
        return (_stream(data, name),)
    raise WrongTypeError(
        _(
            "{type} is not a table. Pass a path, a list of paths, or a table of pandas, polars, pyarrow or"
            " datasets.",
            type=name,
        )
    )


def _in_memory(data: Any, library: str) -> pa.Table | None:
    """Return a table for what holds its data already, and for a reader, which can be read only once."""
    if isinstance(data, pa.Table):
        return data
    if isinstance(data, pa.RecordBatch):
        return pa.Table.from_batches([data])
    if isinstance(data, pa.RecordBatchReader):
        return data.read_all()
    if library == "pandas" and type(data).__name__ == "DataFrame":
        return _pandas(data)
    return None


def _source(name: str, schema: pa.Schema, batches: Callable[[], Iterable[pa.RecordBatch]]) -> Source:
    if not len(schema):
        raise NoDataError(_("{path} is empty: there is no data to read.", path=name))
    plain, findings = plain_schema(schema, name)

    def run(_faults: list[Finding]) -> Iterator[Block]:
        for batch in batches():
            yield Block(plain_batch(batch, plain))

    return Source(
        name=name, format="arrow", schema=plain, run=run, opening=tuple(findings), findings=list(findings)
    )


def _stream(data: Any, name: str) -> Source:
    try:
        schema = pa.RecordBatchReader.from_stream(data).schema
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise WrongTypeError(_("{type} is not a table: {reason}", type=name, reason=error)) from error
    return _source(name, schema, lambda: pa.RecordBatchReader.from_stream(data))


def _pandas(data: Any) -> pa.Table:
    """Return a data frame as a table; a column of mixed objects becomes text, as its cells are shown."""
    columns = {}
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
        columns[index] = (str(label), array)
    names = [name for name, _array in columns.values()]
    return pa.Table.from_arrays([array for _name, array in columns.values()], names=names)


def _dataset(data: Any, name: str) -> Source:
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

    return _source(name, schema.remove_metadata(), batches)
