"""Profiles add up."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data.errors import UnknownColumnError
from cymraeg_data.profiles import EXAMPLES, Profile, profile, profile_by
from strategies import any_texts

CELLS = st.none() | any_texts(max_size=20) | st.sampled_from((" Y Bala", "d?r", "tÅ·", "a\x00b", "  ", ""))


def numbered(values, first=1):
    rows = pa.array(range(first, first + len(values)), pa.int64())
    return pa.record_batch(
        {
            "testun": pa.array(values, pa.string()),
            "_source": pa.array(["a"] * len(values)).dictionary_encode(),
            "_row": rows,
            "_line": rows,
        }
    )


@given(st.lists(CELLS, max_size=15), st.lists(CELLS, max_size=15))
def test_the_profile_of_two_batches_is_the_sum_of_their_profiles(left, right):
    whole = profile([numbered(left + right)])
    assert profile([numbered(left)]) + profile([numbered(right, len(left) + 1)]) == whole
    assert profile([numbered(left), numbered(right, len(left) + 1)]) == whole


@given(st.lists(CELLS, min_size=1, max_size=15))
def test_every_row_is_counted_once(values):
    column = profile(numbered(values)).columns["testun"]
    assert column.n == len(values)
    assert column.n_null == values.count(None)
    assert column.n_text == column.n - column.n_null - column.n_blank
    assert sum(column.languages.values()) == column.n_text
    assert all(n <= column.n for n in column.faults.values())


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("Aberaeron", {}),
        ("Aberaeron ", {"T204": 1}),
        ("\u00a0Aberaeron", {"T204": 1}),
        ("   ", {}),
        ("Llyn\x00Padarn", {"T205": 1}),
        ("llinell\r\nnewydd\tarall", {}),
        ("Ynys MÃ´n", {"T202": 1}),
        ("Ynys M?n", {"T203": 1}),
        ("Ynys M\ufffdn", {"T203": 1}),
        ("Ble mae'r dŵr?", {}),
        ("Dr Þórr Llŷr", {}),
    ],
)
def test_faults_of_one_value(text, faults):
    assert profile(numbered([text])).columns["testun"].faults == faults


def test_examples_are_few_and_say_where():
    column = profile(numbered([f"enw {n} " for n in range(20)], first=101)).columns["testun"]
    assert len(column.examples["T204"]) == EXAMPLES
    assert column.examples["T204"][0].row == 101


def test_a_column_of_numbers_has_rows_and_no_texts():
    column = profile(pa.table({"n": [1, None, 3]})).columns["n"]
    assert (column.n, column.n_null, column.n_text, dict(column.languages)) == (3, 1, 0, {})


def test_a_column_that_one_part_lacks_is_null_there():
    total = profile(pa.table({"a": ["x"]})) + profile(pa.table({"b": ["y"]}))
    assert total.columns["a"].n == total.columns["b"].n == 2
    assert total.columns["a"].n_null == total.columns["b"].n_null == 1


GROUPS = st.none() | st.sampled_from(("Môn", "Gwent", ""))


def grouped(rows, first=1):
    """Return a batch of values that belong to groups."""
    values, groups = zip(*rows, strict=True) if rows else ((), ())
    return numbered(list(values), first).append_column("ardal", pa.array(groups, pa.string()))


@given(st.lists(st.tuples(CELLS, GROUPS), max_size=15), st.integers(0, 15))
def test_the_profile_of_a_group_is_that_of_its_rows_wherever_the_batches_part(rows, cut):
    parts = [grouped(rows[:cut]), grouped(rows[cut:], len(rows[:cut]) + 1)]
    whole = grouped(rows)
    found = profile_by(parts, "ardal")
    assert found == profile_by(whole, "ardal")
    assert list(found) == list(dict.fromkeys(group for _value, group in rows))
    for group, part in found.items():
        its_own = pa.array([number for number, row in enumerate(rows) if row[1] == group], pa.int64())
        assert part == profile(whole.take(its_own), exclude=["ardal"])


@given(st.lists(st.tuples(CELLS, GROUPS), min_size=1, max_size=15))
def test_the_counts_of_the_groups_add_up_to_those_of_the_whole(rows):
    whole = profile(grouped(rows), exclude=["ardal"])
    total = sum(profile_by(grouped(rows), "ardal").values(), Profile())
    assert total.n_rows == whole.n_rows
    mine, all_ = total.columns["testun"], whole.columns["testun"]
    assert (mine.measure, mine.languages, mine.faults) == (all_.measure, all_.languages, all_.faults)


def test_groups_may_be_of_any_type():
    table = pa.table({"testun": ["Bore da", "Nos da", "Hwyl"], "blwyddyn": [2024, 2025, 2024]})
    assert {year: part.n_rows for year, part in profile_by(table, "blwyddyn").items()} == {2024: 2, 2025: 1}
    coded = table.set_column(1, "ardal", pa.array(["Môn", None, "Môn"]).dictionary_encode())
    assert {area: part.n_rows for area, part in profile_by(coded, "ardal").items()} == {"Môn": 2, None: 1}


def test_groups_of_a_column_that_is_not_there_are_refused():
    with pytest.raises(UnknownColumnError, match="testun"):
        profile_by(pa.table({"testun": ["Bore da"]}), "ardal")
