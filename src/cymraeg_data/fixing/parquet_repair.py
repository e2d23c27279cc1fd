"""A Parquet file, repaired in its columns of text; the schema stays."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from cymraeg_data import columns
from cymraeg_data.fixing.changed_values import Change, rows_changed
from cymraeg_data.normalisation import Options

__all__ = ["repair_parquet"]


def repair_parquet(path: Path, out: Path, options: Options) -> Iterator[Change]:
    """Repair the columns of text, batch by batch; a file that needs no repair is copied as it is."""
    n_changes = 0
    with pq.ParquetFile(path) as file, pq.ParquetWriter(out, file.schema_arrow) as writer:
        first_row = 1
        for batch in file.iter_batches():
            arrays = []
            for field, array in zip(batch.schema, batch.columns, strict=True):
                if not columns.is_text(field.type):
                    arrays.append(array)
                    continue
                seen = columns.gather(array, options=options)
                repaired = columns.normalise(array, options=options, edits=True, seen=seen)
                for change in rows_changed(field.name, array, repaired, first_row):
                    n_changes += 1
                    yield change
                arrays.append(repaired.field("text").cast(field.type))
            writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=batch.schema))
            first_row += batch.num_rows
    if not n_changes:
        shutil.copyfile(path, out)
