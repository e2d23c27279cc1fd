"""What holds for any text: places, masks, columns, and numbers that fail their check."""

import unicodedata

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data import columns, privacy
from cymraeg_data.errors import InputError, WrongTypeError
from cymraeg_data.identifiers.arrays import mask_counted
from cymraeg_data.identifiers.folding import fold
from identifiers import identifiers, nhs_numbers, ninos, ten_digits
from strategies import WELSH_SENTENCES, any_texts, arrow_texts, welsh_texts

LABELS = (
    "Rhif GIG: ",
    "NHS number ",
    "fy rhif Yswiriant Gwladol yw ",
    "Ffôn ",
    "neu ",
    "12 Heol y Bont, Llanfair ",
    "; ",
    "\n",
    "[PHONE] ",
    "(",
    " 12 ",
    "\u200b",
)


def personal_texts():
    """Text with identifiers in it, with labels, words and noise between them."""
    part = st.one_of(identifiers().map(lambda item: item[1]), st.sampled_from(LABELS), any_texts(20))
    return st.lists(part, max_size=8).map("".join)


def as_dicts(found):
    return [
        {"start": item.start, "end": item.end, "kind": item.kind, "likelihood": item.likelihood}
        for item in found
    ]


@given(personal_texts())
def test_finds_are_in_order_apart_and_inside_the_text(text):
    end = 0
    for item in privacy.find(text):
        assert end <= item.start < item.end <= len(text)
        assert item.kind in privacy.KINDS
        assert item.likelihood in privacy.LIKELIHOODS
        end = item.end


@given(identifiers(), st.sampled_from(WELSH_SENTENCES), st.sampled_from(WELSH_SENTENCES))
def test_the_place_of_a_find_is_the_identifier_itself(item, first, second):
    kind, value = item
    text = f"{first} {value}, {second}"
    assert (kind, value) in [(found.kind, text[found.start : found.end]) for found in privacy.find(text)]


@given(personal_texts(), st.sampled_from(privacy.LIKELIHOODS))
def test_a_masked_text_holds_nothing_that_likely_and_masking_it_again_changes_nothing(text, at_least):
    masked = privacy.mask(text, at_least=at_least)
    ranks = privacy.LIKELIHOODS
    assert all(ranks.index(item.likelihood) < ranks.index(at_least) for item in privacy.find(masked))
    assert privacy.mask(masked, at_least=at_least) == masked


@given(arrow_texts(personal_texts()))
def test_a_column_is_the_map_of_its_texts(array):
    rows = array.to_pylist()
    found, (masked, counts) = columns.find_personal_data(array), mask_counted(array)
    assert found.type == columns.FOUND
    assert masked.type == pa.large_string()
    assert found.to_pylist() == [None if row is None else as_dicts(privacy.find(row)) for row in rows]
    assert masked.to_pylist() == [None if row is None else privacy.mask(row) for row in rows]
    assert sum(counts.values()) >= sum(row is not None and privacy.mask(row) != row for row in rows)


@pytest.mark.parametrize(
    "rows", [["CF00AA", "Rhif"], ["C", "F10 3NQ"], ["SY23", "3AB"], ["07700", "900123"], ["A", "B123456C"]]
)
def test_neighbouring_rows_neither_hide_nor_make_a_find(rows):
    found = columns.find_personal_data(pa.array(rows)).to_pylist()
    assert found == [as_dicts(privacy.find(row)) for row in rows]


@given(st.lists(personal_texts(), max_size=5))
def test_the_counts_of_a_masked_column_are_those_of_its_rows(rows):
    whole = mask_counted(pa.array(rows, pa.string()))[1]
    parts = [mask_counted(pa.array([row], pa.string()))[1] for row in rows]
    assert whole == {kind: n for kind in privacy.KINDS if (n := sum(part.get(kind, 0) for part in parts))}


@given(personal_texts(), personal_texts())
def test_texts_with_enough_words_between_them_are_judged_apart(first, second):
    between = f" {' '.join(WELSH_SENTENCES)} "
    place = len(first) + len(between)
    expected = [
        *as_dicts(privacy.find(first + between)),
        *(
            {**item, "start": item["start"] + place, "end": item["end"] + place}
            for item in as_dicts(privacy.find(" " + second))
        ),
    ]
    shifted = [
        {**item, "start": item["start"] - 1, "end": item["end"] - 1} if item["start"] >= place else item
        for item in expected
    ]
    assert as_dicts(privacy.find(first + between + second)) == shifted


@given(nhs_numbers(), welsh_texts(), welsh_texts())
def test_words_around_a_labelled_nhs_number_do_not_change_it(number, first, second):
    text = f"{first} rhif GIG {number} {second}"
    assert ("nhs_number", number, "certain") in [
        (item.kind, text[item.start : item.end], item.likelihood) for item in privacy.find(text)
    ]


@given(ninos(), welsh_texts(), welsh_texts())
def test_words_around_a_national_insurance_number_do_not_hide_it(number, first, second):
    text = f"{first} {number} {second}"
    assert [(item.kind, text[item.start : item.end]) for item in privacy.find(text)] == [("nino", number)]


@given(ten_digits(), st.sampled_from(LABELS), st.booleans())
def test_digits_that_fail_the_check_are_never_a_likely_nhs_number(item, label, spaced):
    digits, right = item
    text = label + (f"{digits[:3]} {digits[3:6]} {digits[6:]}" if spaced else digits)
    found = [found.likelihood for found in privacy.find(text) if found.kind == "nhs_number"]
    assert right or found in ([], ["possible"])


@given(identifiers(), st.sampled_from(("NFC", "NFD")))
def test_letters_and_accents_kept_apart_change_no_kind(item, form):
    plain = f"Mae'r tŷ wrth y môr, ffôn a chyfeiriad: {item[1]}"
    text = unicodedata.normalize(form, plain)
    assert [(found.kind, found.likelihood) for found in privacy.find(text)] == [
        (found.kind, found.likelihood) for found in privacy.find(plain)
    ]


@given(any_texts())
def test_folded_characters_know_where_they_stood(text):
    folded = fold(text)
    for place, char in enumerate(folded.text):
        start, end = folded.original(place, place + 1)
        assert end == start + 1
        assert fold(text[start]).text == char


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "@",
        "a@",
        "a@a.",
        "0 ",
        "+1-",
        "1A",
        "1AA ",
        "(0",
        "07700900123 ",
        "CF10 3NQ ",
        "a.",
        "999 ",
        "\u200b1",
        "AB12",
    ],
)
def test_hostile_text_is_read_to_its_end(piece):
    text = piece * (50_000 // len(piece))
    assert {item.kind for item in privacy.find(text)} <= set(privacy.KINDS)


def test_an_unknown_likelihood_is_refused_with_those_there_are():
    with pytest.raises(InputError, match="possible, likely, certain"):
        privacy.mask("Bore da", at_least="sure")


def test_a_column_of_numbers_is_refused():
    with pytest.raises(WrongTypeError):
        columns.find_personal_data(pa.array([1]))


def test_no_rows_give_no_finds():
    empty = pa.array([], pa.string())
    assert columns.find_personal_data(empty).to_pylist() == []
    assert mask_counted(empty)[1] == {}
