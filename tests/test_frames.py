"""Whatever a user holds, as Arrow."""

import ast
from pathlib import Path

import datasets
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from cymraeg_data import frames
from cymraeg_data.errors import NoDataError, WrongTypeError

ROWS = [{"enw": "Tŷ Mawr", "n": 1}, {"enw": None, "n": 2}]
TABLE = pa.Table.from_pylist(ROWS)


class Stream:
    """A table of a library that we have never heard of."""

    def __arrow_c_stream__(self, requested_schema=None):
        return TABLE.__arrow_c_stream__(requested_schema)


class Batch:
    def __arrow_c_array__(self, requested_schema=None):
        return TABLE.to_batches()[0].__arrow_c_array__(requested_schema)


class Relation:
    """A result of an old DuckDB."""

    def fetch_arrow_table(self):
        return TABLE


@pytest.mark.parametrize(
    "data",
    [
        TABLE,
        TABLE.to_batches()[0],
        TABLE.to_reader(),
        TABLE.to_pandas(),
        pl.DataFrame(ROWS),
        pl.LazyFrame(ROWS),
        datasets.Dataset.from_list(ROWS),
        datasets.Dataset.from_list(ROWS).to_iterable_dataset(),
        datasets.DatasetDict({"train": datasets.Dataset.from_list(ROWS)}),
        Stream(),
        Batch(),
        Relation(),
    ],
    ids=lambda data: type(data).__name__,
)
def test_every_kind_becomes_one_table(data):
    assert frames.to_arrow(data).to_pylist() == ROWS


def test_the_relations_of_duckdb_become_one_table():
    duckdb = pytest.importorskip("duckdb")
    relation = duckdb.sql("SELECT 'Tŷ Mawr' AS enw, 1 AS n UNION ALL SELECT NULL, 2 ORDER BY n")
    assert frames.to_arrow(relation).to_pylist() == ROWS
    (frame,) = frames.frames_of(relation)
    for _time in range(2):
        assert pa.Table.from_batches(frame.batches(), frame.schema).to_pylist() == ROWS


@pytest.mark.parametrize(
    "data",
    [7, None, {"a": [1]}, object(), [7], pd.Series([1]), pl.Series([1]), b"bytes", pa.array([1]), Stream],
)
def test_what_is_not_a_table_is_refused_with_what_is_accepted(data):
    with pytest.raises(
        WrongTypeError, match=r"not a table.*pandas, Polars .* DuckDB, pyarrow or datasets|not a table: "
    ):
        frames.to_arrow(data)


def test_several_splits_are_not_one_table():
    split = datasets.Dataset.from_list(ROWS)
    data = datasets.DatasetDict({"train": split, "test": split})
    with pytest.raises(WrongTypeError, match=r"DatasetDict\[train\], datasets\.DatasetDict\[test\]"):
        frames.to_arrow(data)
    assert [frame.name[-6:] for frame in frames.frames_of(data)] == ["train]", "[test]"]


def test_a_table_without_columns_is_no_data():
    with pytest.raises(NoDataError):
        frames.to_arrow(pd.DataFrame())


def test_frames_know_nothing_of_readers():
    tree = ast.parse(Path(frames.__file__).read_text("utf-8"))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name for name in names if name.startswith("cymraeg_data")} == {
        "cymraeg_data.errors",
        "cymraeg_data.locale",
    }
