"""Columns of text: what is true of one text is true of each row, in every Arrow type."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cymraeg_data as cyd
from cymraeg_data import columns
from cymraeg_data.detection import text_pieces
from cymraeg_data.detection.kernels import reader_pool
from cymraeg_data.errors import InputError, UnknownColumnError, WrongTypeError
from strategies import welsh_texts

CELLS = st.none() | welsh_texts() | st.text(max_size=30)
ROWS = st.lists(CELLS, max_size=12)
TYPES = (pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string()))


def expected_detection(cell):
    if cell is None:
        return None
    found = cyd.detect(cell)
    return {"language": found.language, "confidence": found.confidence}


def expected_measure(cell):
    if cell is None:
        return None
    found = cyd.measure(cell)
    return {name: getattr(found, name) for name in (*found.__dataclass_fields__, "welsh_fraction")}


@given(ROWS, st.sampled_from(TYPES))
def test_a_column_is_the_map_of_its_texts(rows, kind):
    array = pa.array(rows, pa.string()).cast(kind)
    detected, measured = columns.detect(array), columns.measure(array)
    assert detected.type == columns.DETECTION
    assert measured.type == columns.MEASURE
    assert detected.to_pylist() == [expected_detection(cell) for cell in rows]
    assert measured.to_pylist() == [expected_measure(cell) for cell in rows]


@given(ROWS, st.integers(0, 12), st.integers(0, 12), st.sampled_from(TYPES))
def test_a_slice_gives_the_slice_of_the_answer(rows, start, length, kind):
    array = pa.array(rows, pa.string()).cast(kind)
    assert columns.detect(array.slice(start, length)) == columns.detect(array).slice(start, length)
    assert columns.measure(array.slice(start, length)) == columns.measure(array).slice(start, length)


@given(st.lists(ROWS, max_size=4))
def test_chunks_give_one_array_of_the_same_length(chunks):
    array = pa.chunked_array([pa.array(rows, pa.string()) for rows in chunks], pa.string())
    found = columns.detect(array)
    assert isinstance(found, pa.StructArray)
    assert found.to_pylist() == [expected_detection(cell) for rows in chunks for cell in rows]


@given(st.lists(welsh_texts() | st.text(max_size=8), min_size=1, max_size=8))
@settings(max_examples=30)
def test_cutting_into_pieces_changes_nothing(rows):
    array = pa.array(rows * 3)
    whole = columns.measure(array), columns.detect(array)
    size = text_pieces.PIECE
    with pytest.MonkeyPatch.context() as patch, reader_pool.forgetting():
        patch.setattr(text_pieces, "PIECE", max(len(row.encode()) for row in rows) + 1)
        assert (columns.measure(array), columns.detect(array)) == whole
    assert size == text_pieces.PIECE


def test_neighbouring_rows_share_no_letters():
    array = pa.array(["w", "\u0302y", "’", "r", "a", "'", "b", "", "Mae", "'r"])
    assert columns.detect(array).to_pylist() == [expected_detection(cell) for cell in array.to_pylist()]


def test_a_null_is_null_in_every_field():
    array = pa.array(["Diolch yn fawr", None])
    detected = columns.detect(array)
    assert detected.is_null().to_pylist() == [False, True]
    assert detected.field("language").to_pylist() == ["cy", None]
    assert columns.measure(array).field("n_words").to_pylist() == [3, None]


def test_a_column_of_nothing_but_nulls_may_have_no_type():
    assert columns.detect(pa.nulls(2)).to_pylist() == [None, None]


def test_empty_columns_give_empty_columns():
    assert len(columns.detect(pa.array([], pa.string()))) == 0
    assert len(columns.measure(pa.chunked_array([], pa.large_string()))) == 0


def test_nulls_in_a_dictionary_stay_null():
    array = pa.DictionaryArray.from_arrays(pa.array([0, None, 1, 0]), pa.array(["Bore da", None]))
    assert columns.detect(array).field("language").to_pylist() == ["cy", None, None, "cy"]


def test_invalid_bytes_in_a_string_column_have_a_result():
    array = pa.array([b"Bore da \xff\xc3", b"\x99\xe2\x80", b"\xcc"], pa.binary())
    text = pa.Array.from_buffers(pa.string(), 3, array.buffers())
    assert columns.detect(text).field("language").to_pylist()[0] == "cy"
    assert len(columns.measure(text)) == 3


def test_one_enormous_cell_is_read():
    cell = "Mae'r llyfrgell ar agor. " * 200_000
    array = pa.array(["Bore da", cell, "Good morning"])
    assert columns.detect(array).field("language").to_pylist() == ["cy", "cy", "en"]
    assert columns.measure(array).field("n_words").to_pylist() == [2, 800_000, 2]


def test_a_table_gives_a_table_and_a_batch_a_batch():
    table = pa.table({"text": ["Noson lawen", "Good night", None]})
    added = columns.add_measures(table)
    assert isinstance(added, pa.Table)
    assert added.column_names == ["text", "welsh"]
    (batch,) = table.to_batches()
    assert isinstance(columns.add_measures(batch, into="mesur"), pa.RecordBatch)
    fractions = [row and row["welsh_fraction"] for row in added.column("welsh").to_pylist()]
    assert fractions == [1.0, 0.0, None]


@pytest.mark.parametrize(
    "wrong",
    [pa.array([1, 2]), pa.array([b"Bore da"]), pa.chunked_array([[1.5]]), pa.array([1]).dictionary_encode()],
)
def test_an_array_that_is_not_text_is_a_wrong_type(wrong):
    with pytest.raises(WrongTypeError, match="Choose a text column"):
        columns.detect(wrong)


@pytest.mark.parametrize("wrong", ["Bore da", ["Bore da"], np.array(["Bore da"]), None])
def test_something_that_is_not_arrow_is_a_wrong_type(wrong):
    with pytest.raises(WrongTypeError, match="Arrow array"):
        columns.measure(wrong)


def test_an_unknown_column_names_those_there_are():
    with pytest.raises(UnknownColumnError, match="“enw”"):
        columns.add_measures(pa.table({"enw": ["Llan"]}))


def test_a_column_is_never_added_twice():
    table = columns.add_measures(pa.table({"text": ["Llan"]}))
    with pytest.raises(InputError, match="“welsh” already"):
        columns.add_measures(table)


def test_a_sort_key_puts_a_column_in_the_order_of_a_welsh_dictionary():
    names = pa.chunked_array([pa.array(["Llanelli", None, "Lerpwl"]), pa.array(["Dolgellau", "Ddôl"])])
    order = pc.sort_indices(columns.sort_key(names))
    assert names.take(order).to_pylist() == ["Dolgellau", "Ddôl", "Lerpwl", "Llanelli", None]


def test_a_detector_that_is_not_there_is_refused():
    with pytest.raises(InputError, match="cymraeg_data, fasttext"):
        columns.detect(pa.array(["Bore da"]), detector="guess")
