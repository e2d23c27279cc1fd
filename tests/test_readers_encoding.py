"""Files in mixed encodings, and files that declare one encoding and are in another."""

import json

import pytest

from cymraeg_data import check, readers
from cymraeg_data.readers.stream import declared_encoding

WHOLE = "Tŷ Ddewi a’r dŵr".encode()
STRAY = b"Ynys M\xf4n"
XLIFF = (
    b'<?xml version="1.0" encoding="UTF-8"?><xliff version="1.2"><file source-language="en"'
    b' target-language="cy" original="x" datatype="plaintext"><body>%s</body></file></xliff>'
)
UNIT = b'<trans-unit id="%d"><source>House</source><target>%s</target></trans-unit>'
MIXED = {
    "lleoedd.csv": b"Enw,Name\n%s,A\n%s,B\n" % (WHOLE, STRAY),
    "lleoedd.txt": b"%s\n%s\n" % (WHOLE, STRAY),
    "lleoedd.md": b"# %s\n\n%s\n" % (WHOLE, STRAY),
    "lleoedd.json": b'[{"cy": "%s"}, {"cy": "%s"}]' % (WHOLE, STRAY),
    "lleoedd.jsonl": b'{"cy": "%s"}\n{"cy": "%s"}\n' % (WHOLE, STRAY),
    "cy.properties": b"un=%s\ndau=%s\n" % (WHOLE, STRAY),
    "cy.toml": b'un = "%s"\ndau = "%s"\n' % (WHOLE, STRAY),
    "negeseuon.xlf": XLIFF % (UNIT % (1, WHOLE) + UNIT % (2, STRAY)),
    "tudalen.html": b'<html lang="cy"><body><p>%s</p><p>%s</p></body></html>' % (WHOLE, STRAY),
    "is.srt": (
        b"1\n00:00:01,000 --> 00:00:02,000\n%s\n\n2\n00:00:03,000 --> 00:00:04,000\n%s\n\n" % (WHOLE, STRAY)
    ),
}


def texts(source):
    """Return every value of a source as one text."""
    return " ".join(
        str(value)
        for batch in source.batches()
        for name in source.schema.names
        for value in batch.column(name).to_pylist()
    )


@pytest.mark.parametrize("name", MIXED)
def test_a_cell_in_another_encoding_is_read_and_found_and_spoils_no_other(tmp_path, name):
    (tmp_path / name).write_bytes(MIXED[name])
    (source,) = readers.read(tmp_path / name).sources
    read = texts(source)
    assert WHOLE.decode() in read
    assert "Ynys Môn" in read
    assert not {"\ufffd", "ô" * 2} & set(read)
    (finding,) = [finding for finding in source.findings if finding.code == "T201"]
    assert (finding.evidence["n"], finding.evidence["fallback"]) == (1, "cp1252")


@pytest.mark.parametrize(
    ("name", "data", "declared", "encoding"),
    [
        ("a.tmx", "\ufeff<?xml version='1.0' encoding='ISO-8859-1'?>{}".encode(), "cp1252", "utf-8-sig"),
        ("a.tmx", b"<?xml version='1.0' encoding='ISO-8859-1'?>{}", "cp1252", "utf-8"),
        (
            "a.html",
            b'<html lang="cy"><meta charset="windows-1252"><p>T\xc5\xb7 Ddewi</p></html>',
            "cp1252",
            "utf-8",
        ),
    ],
)
def test_a_document_that_is_not_in_the_encoding_it_names_is_found_and_read(
    tmp_path, name, data, declared, encoding
):
    units = (
        b'<tu><tuv xml:lang="en"><seg>House</seg></tuv><tuv xml:lang="cy"><seg>T\xc5\xb7'
        b" Ddewi</seg></tuv></tu>"
    )
    tmx = b'<tmx version="1.4"><header srclang="en"/><body>%s</body></tmx>' % units
    (tmp_path / name).write_bytes(data.replace(b"{}", tmx))
    (source,) = readers.read(tmp_path / name).sources
    assert "Tŷ Ddewi" in texts(source)
    (finding,) = [finding for finding in check(tmp_path).findings if finding.code == "T208"]
    assert (finding.evidence["declared"], finding.evidence["encoding"]) == (declared, encoding)
    assert finding.location.source == name


@pytest.mark.parametrize("beside", ["lleoedd.csv-metadata.json", "csv-metadata.json"])
def test_metadata_beside_a_table_is_believed_unless_the_bytes_contradict_it(tmp_path, beside):
    table = {"url": "lleoedd.csv", "dialect": {"encoding": "utf-8"}}
    (tmp_path / beside).write_text(json.dumps({"tables": [{"url": "arall.csv"}, table]}), encoding="utf-8")
    path = tmp_path / "lleoedd.csv"
    assert declared_encoding(path) == "utf-8"
    path.write_bytes("Enw,Name\nYnys Môn,Anglesey\n".encode("cp1252"))
    (source,) = readers.read(path).sources
    assert "Ynys Môn" in texts(source)
    assert [finding.code for finding in source.findings if finding.code in {"T207", "T208"}] == [
        "T208",
        "T207",
    ]
    path.write_bytes("Enw,Name\nYnys Môn,Anglesey\n".encode())
    (source,) = readers.read(path).sources
    assert source.findings == []


@pytest.mark.parametrize("said", ["no-such-encoding", "base64", "idna", 7])
def test_an_encoding_that_nobody_knows_is_passed_over(tmp_path, said):
    (tmp_path / "a.csv-metadata.json").write_text(json.dumps({"url": "a.csv", "dialect": {"encoding": said}}))
    (tmp_path / "a.csv").write_text("Enw,Name\nTŷ,House\n", encoding="utf-8")
    (source,) = readers.read(tmp_path / "a.csv").sources
    assert source.findings == []
    assert "Tŷ" in texts(source)


def test_plain_letters_contradict_no_declaration(tmp_path):
    text = '<?xml version="1.0" encoding="UTF-16"?><resources><string name="a">Bore da</string></resources>'
    (tmp_path / "values-cy").mkdir()
    path = tmp_path / "values-cy/strings.xml"
    path.write_text(text, encoding="ascii")
    (source,) = readers.read(path).sources
    assert "Bore da" in texts(source)
    assert source.findings == []
