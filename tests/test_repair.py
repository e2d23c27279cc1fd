"""Damage by codec: it is repaired exactly or left alone, and clean text is never touched."""

import csv
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data.normalisation import normalise, normalise_and_explain
from cymraeg_data.normalisation.edits import apply
from cymraeg_data.normalisation.repair.celtic import repair_celtic
from cymraeg_data.normalisation.repair.lost_letters import repair_carets, repair_lost
from cymraeg_data.normalisation.repair.mojibake import repair_mojibake
from golden_cases import golden
from strategies import damaged, welsh_texts

CODECS = ("cp1252", "latin-1", "mac_roman", "cp850")


def mended(text):
    return apply(text, repair_mojibake(text))


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("codec", CODECS)
@golden("normalise", "misread UTF-8")
def test_utf8_read_as_another_encoding_is_repaired(given, expected, codec, times):
    wrong = damaged(given, codec, times=times)
    if wrong is not None:
        assert mended(wrong) == expected


@given(welsh_texts(), st.sampled_from(CODECS), st.integers(1, 2))
def test_what_was_damaged_is_repaired_or_left_alone(text, codec, times):
    wrong = damaged(text, codec, times=times)
    if wrong is not None:
        assert mended(wrong) in {text, wrong}


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40), st.sampled_from(CODECS))
def test_any_text_that_was_damaged_is_repaired_or_left_alone(text, codec):
    wrong = damaged(text, codec)
    if wrong is not None:
        assert mended(wrong) in {text, mended(text), wrong}


@given(welsh_texts())
def test_clean_welsh_is_left_alone(text):
    assert repair_mojibake(text) == []
    assert repair_celtic(text) == []
    assert repair_lost(text) == ([], [])


@golden("normalise", "not damaged")
def test_clean_text_is_left_alone(given, expected):
    assert repair_mojibake(given) == []
    assert repair_celtic(given) == []
    assert repair_lost(given)[0] == []
    assert repair_carets(given) == []
    assert expected == given


def test_sure_damage_is_repaired_in_a_cell_of_two_encodings():
    assert mended("Môn a Phen LlÅ·n") == "Môn a Phen Llŷn"


def test_layers_of_different_encodings_come_off_one_by_one():
    twice = "tŷ bach".encode().decode("mac_roman").encode().decode("cp1252")
    assert mended(twice) == "tŷ bach"


def test_what_is_likely_is_sure_in_a_column_with_the_same_damage():
    assert mended("Å·") == "Å·"
    assert [edit.after for edit in repair_mojibake("Å·", seen=frozenset({"utf8_as_windows"}))] == ["ŷ"]


def test_cyrillic_and_pictures_are_repaired_too():
    assert mended("Привіт".encode().decode("latin-1")) == "Привіт"
    assert mended("Da iawn 😀".encode().decode("latin-1")) == "Da iawn 😀"


@pytest.mark.parametrize(
    "text", ["Ã" * 100_000, "Ãƒ" * 20_000, "ÃƒÂ" * 10_000, "├ó" * 20_000, "?" * 100_000, "ð" * 50_000]
)
def test_hostile_repetition_is_read_in_linear_time(text):
    assert len(mended(text)) <= len(text)
    assert repair_lost(text)[0] == []
    assert repair_celtic(text) == []


@golden("normalise", "misread ISO 8859-14")
def test_iso_8859_14_read_as_latin_is_repaired(given, expected):
    wrong = given.encode("iso8859-14").decode("latin-1")
    assert apply(wrong, repair_celtic(wrong)) == expected


def test_a_name_from_iceland_shields_the_words_that_no_lexicon_knows():
    assert repair_celtic("Guðrún a Llanllþr") == []
    assert [edit.after for edit in repair_celtic("Llanllþr")] == ["ŷ"]


@golden("normalise", "lost letter")
def test_a_lost_letter_is_put_back_where_one_word_fits(given, expected):
    assert apply(given, repair_lost(given)[0]) == expected


@golden("normalise", "question mark")
def test_a_question_mark_is_left_alone(given, expected):
    assert repair_lost(given) == ([], [])
    assert expected == given


def test_a_column_that_kept_other_accents_lost_only_circumflexed_w_and_y():
    kept = frozenset({"kept_latin"})
    assert [edit.after for edit in repair_lost("clywodd s?n a ch?n", kept)[0]] == ["ŵ", "ŵ"]


def test_where_several_words_fit_they_are_suggested():
    _, (one,) = repair_lost("clywodd s?n")
    assert (one.text, one.candidates) == ("s?n", ("sôn", "sŵn"))
    _, (two,) = repair_lost("i gysylltu ? phobl")
    assert two.candidates == ("â",)


@golden("normalise", "caret")
def test_a_caret_goes_onto_its_letter(given, expected):
    assert apply(given, repair_carets(given)) == expected


class TestRealNames:
    """The bars on the standardised place names: every cell with an accent, in each of its columns."""

    @pytest.fixture
    def names(self, shared_data):
        (path,) = (shared_data / "bitext/welsh-placenames-list").rglob("standardised-welsh-place-names-*.csv")
        with path.open(encoding="utf-8-sig") as file:
            return [cell for row in csv.reader(file) for cell in row if re.search("[À-ÿŵŷŴŶ]", cell)]

    @pytest.mark.parametrize("codec", CODECS)
    def test_every_name_is_repaired(self, names, codec):
        wrong = [damaged(name, codec) for name in names]
        assert [mended(cell) for cell in wrong if cell] == [
            name for name, cell in zip(names, wrong, strict=True) if cell
        ]

    def test_every_name_with_a_circumflexed_w_or_y_is_repaired(self, names):
        celtic = [name for name in names if re.search("[ŵŷŴŶ]", name)]
        wrong = [name.encode("iso8859-14").decode("latin-1") for name in celtic]
        assert [apply(cell, repair_celtic(cell)) for cell in wrong] == celtic

    def test_not_one_clean_name_is_touched(self, names):
        assert not [
            name for name in names if repair_mojibake(name) or repair_celtic(name) or repair_lost(name)[0]
        ]


@pytest.mark.parametrize("unit", ["Ã", "Ãƒ", "ÃƒÂ", "Ã…Â·", "├┼", "√¥"])
def test_a_run_that_no_word_makes_is_left_alone_and_spoils_nothing_beside_it(unit):
    hostile = unit * 2_000
    assert normalise(hostile) == hostile
    assert normalise(f"tÅ· {hostile} dÅµr") == f"tŷ {hostile} dŵr"


def test_a_name_that_ends_in_water_is_known_where_other_accents_were_kept():
    seen = frozenset({"kept_latin"})
    assert normalise("Gland?r", seen=seen) == "Glandŵr"
    assert normalise("Gland?r") == "Gland?r"
    (item,) = normalise_and_explain("Caerh?s", seen=seen).suggestions
    assert item.candidates == ("Caerhŵs", "Caerhŷs")
