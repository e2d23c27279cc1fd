"""Python records (from JSON) as Arrow batches, with a schema that holds for all of them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa

__all__ = ["as_batch", "combine", "grouped", "infer"]


def infer(records: Sequence[Mapping[str, object]]) -> pa.Schema:
    """Return the schema of some records: a column whose values do not agree on a type is text.

    >>> infer([{"enw": "Bryn", "oed": 7}, {"enw": "Mair", "oed": "saith"}])
    enw: string
    oed: string
    """
    names = dict.fromkeys(name for record in records for name in record)
    return pa.schema([pa.field(name, _type([record.get(name) for record in records])) for name in names])


def combine(schemas: Iterable[pa.Schema]) -> pa.Schema:
    """Return one schema for all: numbers widen, and types that do not go together become text."""
    fields: dict[str, pa.DataType] = {}
    for schema in schemas:
        for field in schema:
            kind = _plain(field.type)
            fields[field.name] = _both(fields[field.name], kind) if field.name in fields else kind
    # A column that is null throughout is a column of text without a value.
    return pa.schema(
        [pa.field(name, pa.string() if pa.types.is_null(kind) else kind) for name, kind in fields.items()]
    )


def as_batch(records: Sequence[Mapping[str, object]], schema: pa.Schema) -> pa.RecordBatch:
    """Return the records in `schema`; a value in a column of text that is not text is written as JSON."""
    arrays = [_array([record.get(field.name) for record in records], field.type) for field in schema]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def grouped(records: Iterable[Mapping[str, object]], size: int) -> Iterator[list[Mapping[str, object]]]:
    """Yield the records in lists of up to `size`."""
    group: list[Mapping[str, object]] = []
    for record in records:
        group.append(record)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


def _array(values: list[object], kind: pa.DataType) -> pa.Array:
    if not pa.types.is_string(kind):
        return pa.array(values, kind)
    texts = [
        value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for value in values
    ]
    try:
        return pa.array(texts, kind)
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can write and no encoding can
        return pa.array([text and text.encode("utf-8", "replace").decode() for text in texts], kind)


def _type(values: list[object]) -> pa.DataType:
    try:
        return _plain(pa.array(values).type)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        return pa.string()


def _both(one: pa.DataType, other: pa.DataType) -> pa.DataType:
    try:
        fields = [pa.schema([pa.field("value", kind)]) for kind in (one, other)]
        return pa.unify_schemas(fields, promote_options="permissive").field(0).type
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.string()


def _plain(kind: pa.DataType) -> pa.DataType:
    """Return text for the timestamps that the JSON parser sees in strings.

    What is written stays as written.
    """
    if pa.types.is_temporal(kind):
        return pa.string()
    if pa.types.is_list(kind):
        return pa.list_(_plain(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([pa.field(field.name, _plain(field.type)) for field in kind])
    return kind
