import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data.normalisation.decoding.encoding import (
    choose_encoding,
    choose_single_byte,
    decode_single_byte,
)

WELSH = "Mae'r tŷ ger y dŵr yn hŷn na'r gŵr, a'r siŵr yw bod ŵyn ym mhob cae rhwng Llŷn a Môn."
ICELANDIC = "Það er orð á ferð: Guðrún og Þórr fóru norður í garð að þrífa."
ENGLISH = "The café on the quay is open – £5 for breakfast."


@pytest.mark.parametrize(
    ("text", "codec", "expected"),
    [
        (WELSH, "utf-8", "utf-8"),
        (WELSH, "utf-8-sig", "utf-8-sig"),
        (WELSH, "utf-16", "utf-16"),
        (WELSH, "utf-16-le", "utf-16-le"),
        (WELSH, "utf-16-be", "utf-16-be"),
        (WELSH, "iso8859-14", "iso8859-14"),
        ("Ynys Môn a Thŷ Ddewi", "iso8859-14", "iso8859-14"),
        ("GRŴP CYNEFIN, DŴR CYMRU", "iso8859-14", "iso8859-14"),
        ("Croeso i Ynys Môn – â phleser", "cp1252", "cp1252"),
        (ENGLISH, "cp1252", "cp1252"),
        (ICELANDIC, "cp1252", "cp1252"),
        (ICELANDIC, "utf-8", "utf-8"),
        ("Heb acenion o gwbl", "ascii", "utf-8"),
        ("", "ascii", "utf-8"),
    ],
)
def test_the_encoding_of_a_text_is_chosen(text, codec, expected):
    assert choose_encoding(text.encode(codec)) == expected


@given(st.integers(0, 200))
def test_a_sequence_cut_at_the_end_of_the_sample_is_still_utf8(cut):
    sample = ("ŵŷ" * 60).encode()[: cut + 1]
    assert choose_encoding(sample) == "utf-8"


def test_a_few_stray_bytes_do_not_make_a_utf8_file_another():
    assert choose_encoding("Tŷ Mawr, Tŷ Newydd, ".encode() * 3 + b"M\xf4n") == "utf-8"


@given(st.binary(max_size=200))
def test_any_bytes_can_be_read_in_the_encoding_chosen(data):
    name = choose_encoding(data)
    try:
        text = data.decode(name)
    except UnicodeDecodeError:  # a stray byte, or one that the encoding leaves undefined
        text = data.decode(name, "replace")
        assert "\ufffd" in text
    else:
        assert text.encode(name) == data or name.startswith(("utf-16", "utf-32"))  # whose byte order may vary


@given(st.binary(max_size=60))
def test_every_byte_becomes_one_character(data):
    for encoding in ("cp1252", "iso8859-14"):
        assert len(decode_single_byte(data, encoding)) == len(data)


def test_windows_punctuation_and_undefined_bytes_are_read():
    assert decode_single_byte(b"\x91dyma\x92 \x80\x81", "cp1252") == "‘dyma’ €\x81"


def test_neighbours_tell_welsh_from_icelandic():
    assert choose_single_byte("dŵr".encode("iso8859-14")) == "iso8859-14"
    assert choose_single_byte("maður".encode("cp1252")) == "cp1252"
    assert choose_single_byte(b"") == "cp1252"
