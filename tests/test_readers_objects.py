import subprocess
import sys

import datasets
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from cymraeg_data import readers
from cymraeg_data.errors import NoDataError, WrongTypeError

ROWS = [{"enw": "Tŷ Mawr", "n": 1}, {"enw": None, "n": 2}]
TABLE = pa.Table.from_pylist(ROWS)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TABLE, "pyarrow.Table"),
        (TABLE.to_batches()[0], "pyarrow.RecordBatch"),
        (TABLE.to_reader(), "pyarrow.RecordBatchReader"),
        (TABLE.to_pandas(), "pandas.DataFrame"),
        (pl.DataFrame(ROWS), "polars.DataFrame"),
        (pl.LazyFrame(ROWS), "polars.DataFrame"),
        (datasets.Dataset.from_list(ROWS), "datasets.Dataset"),
        (datasets.Dataset.from_list(ROWS).to_iterable_dataset(), "datasets.IterableDataset"),
        (datasets.DatasetDict({"train": datasets.Dataset.from_list(ROWS)}), "datasets.DatasetDict[train]"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_tables_of_other_libraries_are_read_and_read_again(data, name):
    (source,) = readers.read(data).sources
    assert source.name == name
    for _time in range(2):
        read = [row for batch in source.batches() for row in batch.to_pylist()]
        assert [(row["enw"], row["n"]) for row in read] == [("Tŷ Mawr", 1), (None, 2)]
        assert [(row["_source"], row["_row"], row["_line"]) for row in read] == [
            (name, 1, None),
            (name, 2, None),
        ]


def test_polars_text_has_a_type_that_every_kernel_takes():
    (source,) = readers.read(pl.DataFrame({"enw": ["Nia"]})).sources
    assert source.schema.field("enw").type in {pa.large_string(), pa.string()}


def test_a_pandas_column_of_mixed_objects_becomes_text():
    (source,) = readers.read(pd.DataFrame({"a": pd.Series(["x", 7, None], dtype=object)})).sources
    assert next(source.batches()).column("a").to_pylist() == ["x", "7", None]


def test_columns_with_one_name_are_told_apart():
    (source,) = readers.read(
        pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["x", "x"])
    ).sources
    assert source.schema.names == ["x", "x_2"]
    assert [finding.code for finding in source.findings] == ["S702"]


@pytest.mark.parametrize("data", [7, None, {"a": [1]}, object(), [7], pd.Series([1]), b"bytes"])
def test_other_objects_are_refused(data):
    with pytest.raises(WrongTypeError, match="not a table"):
        readers.read(data)


def test_a_table_without_columns_is_no_data():
    with pytest.raises(NoDataError):
        readers.read(pa.table({}))


def test_readers_load_no_library_that_is_not_needed():
    code = (
        "import sys, cymraeg_data.readers, cymraeg_data.bilingual.headers;"
        "print({'pandas', 'polars', 'datasets', 'polib', 'ijson'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
