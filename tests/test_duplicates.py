"""Rows that repeat an earlier row."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data.readiness.checks.duplicate_rows import SeenRows, row_hashes

ROWS = st.lists(st.tuples(st.none() | st.text(max_size=3), st.none() | st.integers(0, 3)), max_size=30)


def table(rows):
    return pa.table(
        {
            "a": pa.array([row[0] for row in rows], pa.string()),
            "b": pa.array([row[1] for row in rows], pa.int64()),
        }
    )


def expected(rows):
    first = {}
    return [
        [number, first[row]] for number, row in enumerate(rows, 1) if first.setdefault(row, number) != number
    ]


@given(ROWS, st.integers(0, 30))
def test_repeats_are_those_that_equality_finds_however_the_rows_are_cut(rows, cut):
    seen = SeenRows()
    seen.add(table(rows[:cut]))
    seen.add(table(rows[cut:]))
    assert seen.repeats().tolist() == expected(rows)


@given(ROWS)
def test_a_slice_hashes_like_the_rows_it_holds(rows):
    whole = row_hashes(table(rows))
    assert row_hashes(table(rows).slice(2)).tolist() == whole[2:].tolist()


def test_null_and_empty_are_different():
    assert len(set(row_hashes(table([(None, 1), ("", 1)])).tolist())) == 2


def test_the_same_values_in_other_columns_are_different():
    hashes = row_hashes(pa.table({"a": ["x", "y"], "b": ["y", "x"]}))
    assert hashes[0] != hashes[1]


def test_provenance_does_not_count():
    batch = pa.table({"a": ["x", "x"], "_row": [1, 2]})
    assert len(set(row_hashes(batch).tolist())) == 1


def test_nested_values_and_dictionaries_compare_by_value():
    seen = SeenRows()
    seen.add(pa.table({"a": pa.array(["x", "x"]).dictionary_encode(), "b": [[1, 2], [1, 2]]}))
    assert seen.repeats().tolist() == [[2, 1]]
