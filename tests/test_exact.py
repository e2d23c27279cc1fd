"""Fingerprints: the same for the same text, whatever the array, the spaces and the form of the letters."""

import re
import unicodedata

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data.errors import WrongTypeError
from cymraeg_data.package.steps import exact_duplicates
from cymraeg_data.package.steps.exact_duplicates import fingerprints
from strategies import welsh_texts

SPACED = st.text(st.sampled_from("aŵw\u0302 \t\r\n\v\u00a0Å\u212b’–🏴1"), max_size=12)
TEXTS = st.lists(st.none() | welsh_texts() | SPACED | st.text(max_size=12), max_size=12)
TYPES = (pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string()))


def keys(array):
    return [tuple(row) for row in fingerprints(array).tolist()]


def plain(text):
    """Return what the fingerprint is to be of, written without an array."""
    return re.sub("[ \t-\r]+", " ", unicodedata.normalize("NFC", text)).strip(" ")


@given(TEXTS)
def test_texts_share_a_fingerprint_when_they_are_the_same_but_for_spaces_and_composition(texts):
    found = keys(pa.array(texts, pa.string()))
    for one, first in zip(texts, found, strict=True):
        for other, second in zip(texts, found, strict=True):
            if one is None or other is None:
                assert (first == second) == (one is other)
            else:
                assert (first == second) == (plain(one) == plain(other))


@given(TEXTS, st.integers(0, 12))
def test_a_fingerprint_is_that_of_the_text_alone(texts, cut):
    """Whatever the type of the array, its chunks, its offset and the texts beside it."""
    array = pa.array(texts, pa.string())
    found = keys(array)
    assert [keys(pa.array([text], pa.string()))[0] for text in texts] == found
    assert keys(array[cut:]) == found[cut:]
    assert keys(pa.chunked_array([array[:cut], array[cut:]])) == found
    for kind in TYPES:
        assert keys(array.cast(kind)) == found


@given(st.lists(SPACED, max_size=6), st.integers(1, 6))
def test_texts_are_read_in_pieces_with_one_result(texts, size):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exact_duplicates, "_PIECE", size)
        cut = keys(pa.array(texts, pa.string()))
    assert cut == keys(pa.array(texts, pa.string()))


def test_null_is_zeros_and_empty_text_is_not():
    assert keys(pa.array([None, "", "  "]))[0] == (0, 0)
    assert len(set(keys(pa.array([None, "", "  "])))) == 2


def test_bytes_that_are_not_utf8_have_a_fingerprint_of_their_own():
    rows = [b"t\xff \xcc", b"t\xfe", b"t\xff  \xcc", "tw\u0302r".encode(), "tŵr".encode()]
    found = keys(pa.array(rows, pa.binary()).view(pa.string()))
    assert found[0] == found[2] != found[1]
    assert found[3] == found[4]


def test_a_fingerprint_never_changes():
    """The fingerprints of a dataset are kept and compared with those of the next version."""
    (found,) = fingerprints(pa.array(["Mae’r tŷ  ar werth"]))
    assert [hex(part) for part in found] == ["0x7849de943657847a", "0xe8621c98822b88e1"]


def test_what_is_not_text_is_refused():
    with pytest.raises(WrongTypeError, match="int64"):
        fingerprints(pa.array([1]))
    with pytest.raises(WrongTypeError, match="list"):
        fingerprints(["tŷ"])


def test_many_different_texts_have_different_fingerprints():
    found = fingerprints(pa.array([f"Rhif {n}" for n in range(100_000)]))
    assert len(np.unique(found[:, 0])) == len(np.unique(found[:, 1])) == 100_000
