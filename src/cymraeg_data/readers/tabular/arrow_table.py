"""Arrow schemas and batches brought to the few text types that the rest of the library handles."""

import pyarrow as pa

from cymraeg_data.findings import Finding
from cymraeg_data.readers.source import distinct_names

__all__ = ["plain_batch", "plain_schema"]


def plain_schema(schema: pa.Schema, source: str) -> tuple[pa.Schema, list[Finding]]:
    """Return a schema with distinct names, without metadata, and `string_view` as `large_string`."""
    names, findings = distinct_names(schema.names, source)
    fields = [
        pa.field(name, _plain(field.type), field.nullable) for name, field in zip(names, schema, strict=True)
    ]
    return pa.schema(fields), findings


def plain_batch(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    """Return the batch in `schema`, which `plain_schema` made for it."""
    arrays = [
        column if column.type == field.type else column.cast(field.type)
        for column, field in zip(batch.columns, schema, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _plain(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_string_view(kind):
        return pa.large_string()
    if pa.types.is_binary_view(kind):
        return pa.large_binary()
    return kind
