"""Parquet whose bytes depend on the rows alone, and the hash that no writer changes."""

import datetime as dt

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import releases
import strategies
from cymraeg_data.package.record import parquet_writer

SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("enw", pa.string()),
        ("nifer", pa.int64()),
        ("cyfran", pa.float64()),
        ("dyddiad", pa.date32()),
    ]
)


@st.composite
def tables(draw, min_size=0):
    """A table with unique ids, every type that a build writes, and nulls."""
    ids = draw(st.lists(strategies.any_texts(10), unique=True, min_size=min_size, max_size=6))
    column = {
        "enw": st.none() | strategies.any_texts(20),
        "nifer": st.none() | st.integers(-(2**63), 2**63 - 1),
        "cyfran": st.none() | st.floats(),
        "dyddiad": st.none() | st.dates(dt.date(1, 1, 1)),
    }
    values = {
        name: draw(st.lists(cell, min_size=len(ids), max_size=len(ids))) for name, cell in column.items()
    }
    return pa.table({"id": ids} | values, schema=SCHEMA)


def chunked(table, cut):
    return pa.concat_tables([table.slice(0, cut), table.slice(cut)])


def hash_of(table):
    digest = parquet_writer.ContentHash()
    digest.update(table)
    return digest.hexdigest()


def written(table, path):
    releases.write_parquet(table, path)
    return path.read_bytes()


class TestParquet:
    @given(tables(min_size=1), st.integers(0, 12))
    def test_chunks_leave_the_bytes_as_they_are(self, tmp_path_factory, table, cut):
        folder = tmp_path_factory.mktemp("parquet")
        assert written(table, folder / "a") == written(chunked(table, cut), folder / "b")

    @given(tables(min_size=1))
    def test_what_is_read_is_what_was_written(self, tmp_path_factory, table):
        path = tmp_path_factory.mktemp("parquet") / "a"
        releases.write_parquet(table, path)
        read = pq.read_table(path)
        assert read.schema == SCHEMA
        assert hash_of(read) == hash_of(table)
        assert read.drop_columns("cyfran").equals(table.drop_columns("cyfran"))

    def test_the_file_says_nothing_of_who_wrote_it_where(self, tmp_path):
        table = pa.table({"id": ["a"]}).replace_schema_metadata({"pandas": "{}", "cartref": "yma"})
        releases.write_parquet(table, tmp_path / "a")
        file = pq.ParquetFile(tmp_path / "a")
        assert file.schema_arrow.metadata is None
        assert not file.metadata.metadata

    def test_the_options_that_were_pinned_are_those_of_the_file(self, tmp_path):
        releases.write_parquet(pa.table({"id": [f"{n:05}" for n in range(25_000)]}), tmp_path / "a")
        metadata = pq.ParquetFile(tmp_path / "a").metadata
        assert [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)] == [
            10_000,
            10_000,
            5_000,
        ]
        column = metadata.row_group(0).column(0)
        assert column.compression == "ZSTD"
        assert column.has_offset_index
        assert column.has_column_index
        assert column.statistics.min == "00000"

    def test_row_groups_are_closed_by_bytes_too_and_hold_every_row_once(self, monkeypatch):
        monkeypatch.setattr(parquet_writer, "ROW_GROUP_BYTES", 100)
        table = pa.table({"id": ["x" * 60, "x" * 60, "x" * 500, "x", "x" * 99, None]})
        assert list(parquet_writer._row_groups(table)) == [(0, 1), (1, 2), (2, 3), (3, 6)]


class TestContentHash:
    @given(tables(), st.integers(0, 12), st.randoms(use_true_random=False))
    def test_order_of_columns_and_chunks_do_not_matter(self, table, cut, random):
        names = list(table.column_names)
        random.shuffle(names)
        assert hash_of(chunked(table.select(names), cut)) == hash_of(table)

    @given(tables(min_size=2))
    def test_the_order_of_rows_is_part_of_the_content(self, table):
        assert hash_of(table.slice(1)) != hash_of(table)
        turned = table.take(pa.array(range(table.num_rows - 1, -1, -1)))
        assert hash_of(turned) != hash_of(table)

    def test_the_same_rows_in_another_split_are_other_content(self):
        digest = parquet_writer.ContentHash()
        digest.update(pa.table({"id": ["a"]}))
        assert parquet_writer.content_hash({"train": digest}) != parquet_writer.content_hash({"test": digest})

    @given(tables(min_size=1), st.data())
    def test_any_other_value_gives_another_hash(self, table, data):
        name = data.draw(st.sampled_from(["enw", "nifer", "dyddiad"]))
        values = table.column(name).to_pylist()
        row = data.draw(st.integers(0, len(values) - 1))
        other = {"enw": "Llŷn", "nifer": 7, "dyddiad": dt.date(2026, 5, 22)}[name]
        assume(values[row] != other)
        values[row] = data.draw(st.sampled_from([other, None]))
        assume(values[row] != table.column(name)[row].as_py())
        changed = table.set_column(
            table.column_names.index(name), name, pa.array(values, SCHEMA.field(name).type)
        )
        assert hash_of(changed) != hash_of(table)

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            (["ab", "c"], ["a", "bc"]),
            (["", None], [None, ""]),
            (["", ""], ["", None]),
            (["tŷ", ""], ["ty\N{COMBINING CIRCUMFLEX ACCENT}", ""]),
        ],
    )
    def test_texts_that_look_alike_end_to_end_differ(self, first, second):
        a, b = (
            pa.table({"id": ["1", "2"], "enw": pa.array(texts, pa.string())}) for texts in (first, second)
        )
        assert hash_of(a) != hash_of(b)

    def test_it_stays_the_same_from_version_to_version(self):
        table = pa.table({"id": ["b", "a"], "enw": ["Llŷn", None], "nifer": pa.array([1, None], pa.int64())})
        assert hash_of(table) == "958d6d7563ce44a813b376f58c6c8b52de8f0d0856378d97975fa2ec99a4899e"
