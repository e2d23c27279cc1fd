"""Canonical text: the laws of every rule, and what is left alone."""

import unicodedata

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cymraeg_data as cyd
from cymraeg_data import columns
from cymraeg_data.errors import InputError, WrongTypeError
from cymraeg_data.normalisation import RULES, Options, apply, gather, normalise, normalise_and_explain, undo
from cymraeg_data.normalisation.canonical.characters import NOT_NFC
from cymraeg_data.normalisation.prefilter.re2 import suspects
from golden_cases import golden
from strategies import ARROW_TEXT_TYPES, any_texts, arrow_texts, damaged, welsh_texts

SIGNS = "ÃÂÅ·µ´¶¢â€™├┼ÁÀ√≈∑∏abtTyŷŵðþÐÞ?\ufffd^ˆ&;#w cirl<>{}'’`‘ \xa0\u200b\u0302\x92\x85\n\t\"“”-–%$/."
NASTY = st.text(st.sampled_from(SIGNS), max_size=30)
CODECS = st.sampled_from(["cp1252", "latin-1", "mac_roman", "cp850"])
DAMAGED = st.builds(
    lambda text, codec, times: damaged(text, codec, times=times) or text,
    st.one_of(any_texts(), NASTY),
    CODECS,
    st.integers(1, 3),
)
OFF = {"apostrophe": "keep", "nfc": "off", "entity": "off"}  # the others are True or False
TEXTS = st.one_of(any_texts(), NASTY, DAMAGED)
OPTIONS = st.builds(
    Options,
    apostrophe=st.sampled_from(["consistent", "straight", "curly", "keep"]),
    quote=st.sampled_from(["keep", "straight", "curly"]),
    dash=st.sampled_from(["keep", "hyphen", "en"]),
    entity=st.sampled_from(["letters", "all", "off"]),
    nfc=st.sampled_from(["welsh", "all", "off"]),
    utf8_as_windows=st.booleans(),
)


class TestLaws:
    @given(TEXTS, OPTIONS)
    @settings(max_examples=200)
    def test_edits_rebuild_the_output_and_undo_restores_the_input(self, text, options):
        found = normalise_and_explain(text, options=options)
        assert apply(text, found.edits) == found.text == normalise(text, options=options)
        assert undo(found.text, found.edits) == text
        assert all(text[edit.start : edit.end] == edit.before != edit.after for edit in found.edits)
        assert all(found.text[item.start : item.end] == item.text for item in found.suggestions)

    @given(TEXTS, OPTIONS)
    @settings(max_examples=200)
    def test_what_is_normal_stays_as_it_is(self, text, options):
        once = normalise(text, options=options)
        assert normalise(once, options=options) == once

    @given(welsh_texts(), CODECS, st.integers(1, 2))
    def test_damage_then_repair_is_identity_or_refusal(self, text, codec, times):
        wrong = damaged(text, codec, times=times)
        if wrong is not None:
            without = Options(utf8_as_windows=False, utf8_as_mac=False, utf8_as_dos=False)
            assert normalise(wrong) in {normalise(text), normalise(wrong, options=without)}

    @given(arrow_texts(TEXTS), OPTIONS)
    @settings(max_examples=100)
    def test_a_column_is_the_map_of_its_texts(self, array, options):
        found = columns.normalise(array, options=options, edits=True)
        plain = columns.normalise(array, options=options)
        assert found.type == columns.NORMALISED
        assert plain.type == pa.large_string()
        expected = [
            None if text is None else normalise_and_explain(text, options=options)
            for text in array.to_pylist()
        ]
        assert plain.to_pylist() == [item and item.text for item in expected]
        assert found.field("text").to_pylist() == plain.to_pylist()
        for row, item in zip(found.to_pylist(), expected, strict=True):
            assert (row and [edit["rule"] for edit in row["edits"]]) == (
                item and [edit.rule for edit in item.edits]
            )

    @given(TEXTS, OPTIONS)
    @settings(max_examples=200)
    def test_a_text_that_is_passed_over_has_nothing_to_change(self, text, options):
        if not pc.match_substring_regex(pa.scalar(text), suspects(options)).as_py():
            assert normalise(text, options=options) == text


def test_every_character_that_nfc_changes_is_looked_at():
    changed = [
        chr(code)
        for code in range(0x110000)
        if not 0xD800 <= code <= 0xDFFF and unicodedata.normalize("NFC", chr(code)) != chr(code)
    ]
    assert pc.all(pc.match_substring_regex(pa.array(changed), f"[{NOT_NFC}]")).as_py()


@golden("normalise", "rule")
def test_each_rule_does_its_work_and_can_be_switched_off(given, expected):
    rule = expected["rule"]
    also_off = {"control": False} if rule == "windows_as_latin" else {}  # which would remove what it leaves
    found = normalise_and_explain(given)
    assert (found.text, {edit.rule for edit in found.edits}) == (expected["text"], {rule})
    assert found.counts[rule] == len(found.edits)
    off = Options(**{rule: OFF.get(rule, False)}, **also_off)
    assert normalise(given, options=off) == given


@golden("normalise", "repair")
def test_a_text_is_repaired_or_left_alone(given, expected):
    assert normalise(given) == expected


def test_policies_write_quotes_dashes_and_apostrophes():
    text = "“Mae’r tŷ” – 'na fo - iawn"
    assert normalise(text, options=Options(quote="straight", dash="hyphen", apostrophe="straight")) == (
        "\"Mae'r tŷ\" - 'na fo - iawn"
    )
    assert (
        normalise('"Tŷ" a (\'r "dŵr") - da', options=Options(quote="curly", dash="en"))
        == "“Tŷ” a ('r “dŵr”) – da"
    )


@golden("normalise", "machine-readable")
def test_what_is_for_machines_is_left_alone(given, expected):
    assert normalise(given) == expected == given


@golden("normalise", "clean")
def test_clean_text_is_left_alone(given, expected):
    assert normalise_and_explain(given).edits == ()
    assert expected == given


@golden("normalise", "decomposed, another language")
def test_other_languages_stay_decomposed_unless_all_are_asked_for(given, expected):
    decomposed = unicodedata.normalize("NFD", given)
    assert normalise(decomposed) == decomposed
    assert normalise(decomposed, options=Options(nfc="all")) == unicodedata.normalize("NFC", expected)


@golden("normalise", "decomposed, Welsh and English")
def test_welsh_and_english_are_composed_with_the_names_in_them(given, expected):
    assert normalise(unicodedata.normalize("NFD", given)) == expected


def test_signs_of_a_web_page_are_suggested_and_written_only_when_asked():
    found = normalise_and_explain("Cost&#58; &pound;5 y dydd")
    assert found.edits == ()
    assert [item.candidates for item in found.suggestions if item.rule == "entity"] == [(":",), ("£",)]
    assert normalise("Cost&#58; &pound;5 y dydd", options=Options(entity="all")) == "Cost: £5 y dydd"
    assert normalise("<p>d&wcirc;r</p>") == "<p>d&wcirc;r</p>"
    assert normalise("<p>d&wcirc;r</p>", options=Options(entity="all")) == "<p>dŵr</p>"


def test_rivals_are_suggested_and_never_written():
    found = normalise_and_explain("Pobl hyn ger y mor, a dwr o'r ty")
    assert found.edits == ()
    assert [(item.text, item.candidates) for item in found.suggestions] == [
        ("hyn", ("hŷn",)),
        ("mor", ("môr",)),
        ("dwr", ("dŵr",)),
        ("ty", ("tŷ",)),
    ]
    assert normalise_and_explain("Pobl hyn", options=Options(suggest=False)).suggestions == ()


def test_standard_forms_are_suggested_only_when_asked():
    assert not [item for item in normalise_and_explain("isio").suggestions if item.rule == "colloquial"]
    assert [
        item.candidates
        for item in normalise_and_explain("isio", options=Options(colloquial=True)).suggestions
    ]


def test_the_vote_of_a_column_settles_what_one_cell_leaves_open():
    cells = pa.array(["Å·", "Ynys MÃ´n", None])
    assert columns.normalise(cells).to_pylist()[0] == "Å·"
    seen = columns.gather(cells)
    assert seen == gather(cells.to_pylist()) == {"utf8_as_windows"}
    assert columns.normalise(cells, seen=seen).to_pylist() == ["ŷ", "Ynys Môn", None]


def test_edits_of_a_column_are_counted_by_rule():
    found = columns.normalise(pa.array(["tÅ·  bach", "dÅµr", "clir", None]), edits=True)
    assert columns.count_edits(found) == {"double_space": 1, "utf8_as_windows": 2}
    assert found.is_null().to_pylist() == [False, False, False, True]


@pytest.mark.parametrize("kind", ARROW_TEXT_TYPES)
def test_an_empty_column_gives_an_empty_column(kind):
    assert len(columns.normalise(pa.array([], kind))) == 0
    assert columns.count_edits(columns.normalise(pa.array([], kind), edits=True)) == {}


def test_bytes_that_are_no_text_become_replacement_characters():
    array = pa.array([b"Bore da \xff\xc3"], pa.binary())
    text = pa.Array.from_buffers(pa.string(), 1, array.buffers())
    assert columns.normalise(text).to_pylist() == ["Bore da \ufffd\ufffd"]


def test_numbers_are_no_column_of_text():
    with pytest.raises(WrongTypeError):
        columns.normalise(pa.array([1]))


def test_a_policy_that_does_not_exist_is_refused():
    with pytest.raises(InputError, match="consistent, straight, curly, keep"):
        Options(apostrophe="bent")


def test_the_face_shows_the_function_and_not_the_room():
    assert cyd.normalise("Ynys MÃ´n") == "Ynys Môn"
    assert set(RULES) >= {"nfc", "lost_letter", "apostrophe"}
