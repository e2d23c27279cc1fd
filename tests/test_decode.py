"""Bytes to text: the encoding chosen, streams cut anywhere, declarations that lie, bytes that are in no encoding."""

import itertools
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cymraeg_data as cyd
from cymraeg_data.errors import InputError
from cymraeg_data.normalisation import apply, decode, decode_stream, undo
from cymraeg_data.normalisation.decoding.encoding import SINGLE_BYTE, choose, decode_single_byte
from strategies import welsh_texts

WELSH = "Mae’r tŷ ger y dŵr yn hŷn na'r gŵr – £5 y pen. Croeso i Ynys Môn, a’r pêl-droed yn y llan."
PLAIN = "Croeso i Ynys Môn, a'r pêl-droed yn Aberdâr; cân a chôr, sêr a thân."
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", *SINGLE_BYTE)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_welsh_is_read_in_the_encoding_it_was_written_in(encoding):
    data = PLAIN.encode(encoding)
    found = decode(data)
    assert found.text == PLAIN
    assert found.confidence > 0.8
    assert found.runner_up != found.encoding
    assert found.edits == found.findings == ()


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp1252"])
def test_what_an_encoding_lacks_does_not_mislead(encoding):
    data = WELSH.encode(encoding, "replace")
    assert decode(data).encoding == encoding


@given(welsh_texts(), st.sampled_from(("utf-8", "utf-8-sig", "utf-16")))
def test_unicode_comes_back_whole(text, encoding):
    data = (text + " llan").encode(encoding)
    assert decode(data).text == text + " llan"


@given(st.binary(max_size=300))
def test_any_bytes_at_all_become_text(data):
    found = decode(data)
    assert 0 <= found.confidence <= 1
    found.text.encode()
    assert apply(undo(found.text, found.edits), found.edits) == found.text


@given(st.binary(max_size=120), st.lists(st.integers(0, 120), max_size=5))
def test_a_stream_is_the_same_wherever_it_is_cut(data, cuts):
    places = sorted({0, *(cut for cut in cuts if cut < len(data)), len(data)})
    pieces = [data[one:two] for one, two in itertools.pairwise(places)]
    whole = decode(data)
    if whole.edits:  # which encoding a stray byte is in is decided by what is there of its line
        return
    assert "".join(decode_stream(pieces)) == whole.text


def test_a_letter_cut_between_two_pieces_is_whole():
    assert "".join(decode_stream([b"Ll\xc5", b"\xb7n"])) == "Llŷn"
    assert decode(b"Ll\xc5\xb7n, t\xc5").text == "Llŷn, t\ufffd"


def test_stray_bytes_are_edits_and_a_finding():
    data = "Tŷ Mawr\n".encode() * 3 + b"Ynys M\xf4n\n" + b"Cwmd\xf0r\n"
    found = decode(data)
    assert found.text.endswith("Ynys Môn\nCwmdŵr\n")
    assert [(edit.rule, edit.after) for edit in found.edits] == [
        ("stray_byte_cp1252", "ô"),
        ("stray_byte_iso8859-14", "ŵ"),
    ]
    assert undo(found.text, found.edits).count("\ufffd") == 2
    assert [finding.code for finding in found.findings] == ["T201"]


@pytest.mark.parametrize(
    ("data", "declared", "encoding", "codes"),
    [
        (WELSH.encode(), "utf-8", "utf-8", []),
        (WELSH.encode(), "iso-8859-1", "utf-8", ["T208"]),
        (WELSH.encode("utf-8-sig"), "cp1252", "utf-8-sig", ["T208"]),
        (PLAIN.encode("cp1252"), "utf-8", "cp1252", ["T208"]),
        (PLAIN.encode("cp1252"), "latin-1", "cp1252", []),
        (PLAIN.encode("cp850"), "cp850", "cp850", []),
        (b'<?xml version="1.0" encoding="ISO-8859-1"?><a>T\xc5\xb7</a>', None, "utf-8", ["T208"]),
        (
            "<?xml version='1.0' encoding='iso-8859-14'?><a>Môn</a>".encode("iso8859-14"),
            None,
            "iso8859-14",
            [],
        ),
        ('<html><meta charset="windows-1252"><p>Môn</p>'.encode("cp1252"), None, "cp1252", []),
        (b'<?xml version="1.0" encoding="klingon"?><a>T\xc5\xb7</a>', None, "utf-8", []),
    ],
)
def test_a_declaration_is_kept_unless_the_bytes_contradict_it(data, declared, encoding, codes):
    found = decode(data, declared=declared)
    assert (found.encoding, [finding.code for finding in found.findings]) == (encoding, codes)


def test_an_encoding_that_does_not_exist_is_refused():
    with pytest.raises(InputError, match="klingon"):
        decode(b"", declared="klingon")


def test_bytes_that_are_hardly_text_are_not_claimed_with_confidence():
    noise = random.Random(1).randbytes(2_000)  # noqa: S311 - no secret
    assert choose(noise).confidence <= 0.5
    assert choose(b"Bae\x00" * 50 + b"\x01\x02" * 20).confidence <= 0.5


@pytest.mark.parametrize(
    "data", [b"\xc3" * 1_000_000, b"a\xff" * 300_000, b"\x00" * 1_000_000, "Ã".encode() * 500_000]
)
def test_hostile_repetition_is_read_in_linear_time(data):
    assert len(decode(data).text) <= len(data)


def test_a_long_line_is_streamed_in_bounded_memory():
    pieces = (b"Mae'r t\xc5\xb7 " * 10_000 for _ in range(30))
    assert sum(len(text) for text in decode_stream(pieces)) == 30 * 10_000 * 9


def test_the_face_decodes():
    assert cyd.decode("Ynys Môn".encode("cp1252")).text == "Ynys Môn"


def test_files_of_two_kilobytes_are_read_rightly(shared_data):
    lines = [
        line
        for path in sorted((shared_data / "lid/pool").glob("cy.*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if re.search("[âêîôûŵŷ]", line)
    ]
    random.Random(7).shuffle(lines)  # noqa: S311 - no secret
    documents = ["\n".join(lines[start : start + 30]) for start in range(0, 3_000, 30)]
    for encoding in SINGLE_BYTE:
        wrong = 0
        for document in documents:
            data = document.encode(encoding, "replace")
            wrong += decode(data).text != decode_single_byte(data, encoding)
        assert wrong <= 0.01 * len(documents), encoding
