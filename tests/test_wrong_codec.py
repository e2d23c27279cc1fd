"""UTF-8 read as a wrong encoding: what each encoding knows, found wherever it is, and no run too long for a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data.normalisation.repair.wrong_codec import (
    CODECS,
    LONGEST_RUN,
    Sequence,
    code_point,
    endless,
    sequences,
    side_by_side,
)
from strategies import damaged

WINDOWS, MAC, DOS = CODECS
PYTHON = [(WINDOWS, "cp1252"), (WINDOWS, "latin-1"), (MAC, "mac_roman"), (DOS, "cp850")]
READ_BY = pytest.mark.parametrize(("codec", "name"), PYTHON, ids=[name for _, name in PYTHON])
EDGES = "\x80\u07ff\u0800\u0fff\u1000\ud7ff\ue000\uffff\U00010000\U0003ffff\U00040000\U0010ffff"


def test_the_rules_are_tried_in_this_order():
    assert [codec.rule for codec in CODECS] == ["utf8_as_windows", "utf8_as_mac", "utf8_as_dos"]


@READ_BY
def test_every_byte_beyond_ascii_is_known_by_its_character(codec, name):
    characters = {byte: bytes([byte]).decode(name, "ignore") for byte in range(0x80, 0x100)}
    assert {character: codec.to_byte[character] for character in characters.values() if character} == {
        character: byte for byte, character in characters.items() if character
    }


def test_nothing_else_is_known():
    assert set(WINDOWS.to_byte) == {
        bytes([byte]).decode(name, "ignore") for byte in range(0x80, 0x100) for name in ("cp1252", "latin-1")
    } - {""}
    assert set(MAC.to_byte) == {*bytes(range(0x80, 0x100)).decode("mac_roman"), "¤"}
    assert MAC.to_byte["¤"] == MAC.to_byte["€"] == 0xDB
    assert set(DOS.to_byte) == set(bytes(range(0x80, 0x100)).decode("cp850"))


@READ_BY
@given(text=st.one_of(st.sampled_from(EDGES), st.characters(min_codepoint=0x80, exclude_categories=("Cs",))))
def test_one_character_is_one_sequence(codec, name, text):
    wrong = damaged(text, name)
    if wrong is not None:
        assert sequences(wrong, codec) == [Sequence(0, len(wrong), text)]
        assert sequences(f"tŷ {wrong}.", codec) == [Sequence(3, 3 + len(wrong), text)]


@READ_BY
@pytest.mark.parametrize("text", EDGES)
def test_the_first_and_last_character_of_each_length_is_one_sequence(codec, name, text):
    wrong = damaged(text, name)
    if wrong is not None:
        assert sequences(wrong, codec) == [Sequence(0, len(wrong), text)]


@READ_BY
@given(text=st.text(st.characters(min_codepoint=0x80, exclude_categories=("Cs",)), min_size=1, max_size=20))
def test_sequences_side_by_side_are_found_in_their_order(codec, name, text):
    wrong = damaged(text, name)
    if wrong is not None:
        found = sequences(wrong, codec)
        assert "".join(item.character for item in found) == text
        assert [item.start for item in found] == [0, *(item.end for item in found[:-1])]
        assert found[-1].end == len(wrong)


@READ_BY
@given(data=st.binary(min_size=2, max_size=8).map(lambda data: bytes(byte | 0x80 for byte in data)))
def test_what_is_found_is_what_the_bytes_are(codec, name, data):
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return
    for item in sequences(text, codec):
        assert text[item.start : item.end].encode(name) == item.character.encode()
        assert item.character == code_point(data[item.start : item.end])


@pytest.mark.parametrize(
    "data", [b"\xc1\x80", b"\xe0\x80\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x80"]
)
def test_malformed_bytes_are_no_character(data):
    assert code_point(data) is None
    assert sequences(data.decode("latin-1"), WINDOWS) == []


def test_characters_side_by_side_are_two_or_more():
    assert side_by_side("ŷ tŷ ŵŷ a ŷŷŷ") == [(5, 7), (10, 13)]
    assert side_by_side("ty a thai") == []


class TestRuns:
    """A run of more than 1,000 characters is not a word."""

    @pytest.mark.parametrize("name", ["cp1252", "mac_roman", "cp850"])
    @pytest.mark.parametrize("text", ["ŵ", "Ŷ", "’"])
    def test_a_character_misread_six_times_over_is_shorter(self, text, name):
        wrong = damaged(text, name, times=6)
        assert wrong is None or len(wrong) < LONGEST_RUN

    @pytest.mark.parametrize("codec", CODECS, ids=[codec.rule for codec in CODECS])
    @pytest.mark.parametrize("before", ["", "a", "ab ", "λ"])
    def test_the_limit_is_exact(self, codec, before):
        name = {"utf8_as_windows": "cp1252", "utf8_as_mac": "mac_roman", "utf8_as_dos": "cp850"}[codec.rule]
        longest = before + damaged("ŵ", name) * 500
        over = longest + bytes([0xFF]).decode(name)
        at = len(before)
        assert len(sequences(longest, codec)) == 500
        assert sequences(over, codec) == []
        assert endless(longest, codec) == []
        assert endless(over, codec) == [(at, at + 1_001)]
        assert endless(over + "a", codec) == [(at, at + 1_001)]

    def test_what_stands_beside_a_run_is_found_on_both_sides(self):
        text = "Å·λ" + "Ã" * 1_001 + "λÅµλ" + "Ã" * 1_001 + "λÅ´ a dÅµr"
        assert [(text[item.start : item.end], item.character) for item in sequences(text, WINDOWS)] == [
            ("Å·", "ŷ"),
            ("Åµ", "ŵ"),
            ("Å´", "Ŵ"),
            ("Åµ", "ŵ"),
        ]
        assert endless(text, WINDOWS) == [(3, 1_004), (1_008, 2_009)]

    def test_a_long_stretch_of_other_letters_is_not_a_run(self):
        text = "λ" * 2_000 + "Å·"
        assert endless(text, WINDOWS) == []
        assert [item.character for item in sequences(text, WINDOWS)] == ["ŷ"]
