"""Catalogues that were made to do harm, or broke: a clear error or a finding, in little memory."""

import resource

import pytest

from cymraeg_data import bilingual, readers
from cymraeg_data.errors import NoDataError, UnknownFormatError, UnreadableError

BOMB = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE a [<!ENTITY % a SYSTEM "https://a.example/a.dtd"> %a;]>'
ANDROID = "<resources><string name='a'>{}</string></resources>"
TMX = "<tmx><body><tu><tuv xml:lang='cy'><seg>{}</seg></tuv></tu></body></tmx>"
XLIFF = "<xliff version='2.0'><file><unit id='a'><segment><source>{}</source></segment></unit></file></xliff>"


def read(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [
        row
        for source in readers.read(path).sources
        for batch in source.batches()
        for row in batch.to_pylist()
    ]


@pytest.mark.parametrize(("name", "document"), [("strings.xml", ANDROID), ("a.tmx", TMX), ("a.xlf", XLIFF)])
@pytest.mark.parametrize("declaration", [BOMB, OUTSIDE, PARAMETER])
def test_entities_are_never_declared_resolved_or_fetched(tmp_path, name, document, declaration):
    with pytest.raises(UnreadableError, match="entities"):
        read(tmp_path, name, declaration + document.format("&a;"))


@pytest.mark.parametrize(("name", "document"), [("strings.xml", ANDROID), ("a.tmx", TMX), ("a.xlf", XLIFF)])
def test_an_entity_that_nothing_declares_is_an_error(tmp_path, name, document):
    with pytest.raises(UnreadableError, match="line 1"):
        read(tmp_path, name, document.format("&nid;"))


@pytest.mark.parametrize(("name", "document"), [("strings.xml", ANDROID), ("a.tmx", TMX), ("a.xlf", XLIFF)])
def test_half_a_document_is_an_error_and_in_a_folder_a_finding(tmp_path, name, document):
    whole = document.format("Ie" * 99)
    with pytest.raises(UnreadableError, match="not valid XML"):
        read(tmp_path, name, whole[: len(whole) * 2 // 3])
    assert "S707" in {finding.code for finding in readers.read(tmp_path).findings}


@pytest.mark.parametrize(("n", "fits"), [(100, True), (300, False), (100_000, False)])
def test_xml_may_be_nested_a_hundred_levels_deep_and_not_without_limit(tmp_path, n, fits):
    content = ANDROID.format("<b>" * n + "Ie" + "</b>" * n)
    if fits:
        assert read(tmp_path, "strings.xml", content)[0]["text"].count("<b>") == n
    else:
        with pytest.raises(UnreadableError, match="nested"):
            read(tmp_path, "strings.xml", content)


@pytest.mark.parametrize(("name", "opening", "closing"), [("cy.json", '{"a":', "}"), ("cy.yml", "{a: ", "}")])
def test_trees_may_be_nested_a_hundred_levels_deep_and_not_without_limit(tmp_path, name, opening, closing):
    (row,) = read(tmp_path, name, opening * 100 + '"Ie"' + closing * 100)
    assert row["key"] == ".".join(["a"] * 100)
    with pytest.raises(UnreadableError):
        read(tmp_path, name, opening * 50_000 + '"Ie"' + closing * 50_000)


def test_yaml_aliases_do_not_swell(tmp_path):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    with pytest.raises(UnreadableError, match="aliases"):
        read(tmp_path, "cy.yml", "\n".join(lines))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("a: !!python/object/apply:os.system [ls]\n", "tag"),
        ("a: !ruby/object:Gem {}\n", "tag"),
        ("a: &x [*x]\n", "alias"),
        ("a: *dim\n", "alias"),
        ("a: [1, 2\n", "line"),
        ("a:\n\t- b\n", "line 2"),
    ],
)
def test_yaml_that_is_not_read_says_why(tmp_path, content, reason):
    with pytest.raises(UnreadableError, match=reason):
        read(tmp_path, "cy.yml", content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.toml", "a = 1\na = 2\n"),
        ("a.toml", "[a"),
        ("a.strings", '"a" = "b"'),
        ("a.strings", '"a" "b";'),
        ("a.strings", b"bplist00\x00\x01"),
        ("a.stringsdict", "<plist><dict>"),
        ("a.mo", b"\xde\x12\x04\x95\x00"),
        ("a.mo", b"dim"),
        ("messages.cy", "= gwag\n"),
    ],
)
def test_broken_catalogues_are_unreadable(tmp_path, name, content):
    with pytest.raises(UnreadableError, match=name):
        read(tmp_path, name, content)


def test_xml_that_no_reader_knows_is_no_known_format_and_in_a_folder_a_note(tmp_path):
    with pytest.raises(UnknownFormatError):
        read(tmp_path, "a.xml", "<beth/>")
    assert [finding.code for finding in readers.read(tmp_path).findings] == ["S706"]


def test_an_empty_resource_file_has_no_data(tmp_path):
    with pytest.raises(NoDataError):
        read(tmp_path, "strings.xml", "<resources/>")


@pytest.mark.parametrize("declared", ["UTF-8", "ISO-8859-1", "UTF-16", "klingon"])
@pytest.mark.parametrize("actual", ["utf-8", "cp1252", "utf-16"])
def test_the_bytes_and_not_the_declaration_tell_the_encoding(tmp_path, declared, actual):
    text = "Mae’r môr yn dawel a’r tân wedi diffodd yn y castell"
    content = f'<?xml version="1.0" encoding="{declared}"?>{ANDROID.format(text)}'.replace("’", "\\’")
    assert read(tmp_path, "strings.xml", content.encode(actual))[0]["text"] == text


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("cy.json", '{"a": "Ie", "a": "Do"}', "a_2"),
        ("cy.properties", "a=Ie\na=Do\n", "a_2"),
        ("cy.strings", '"a"="Ie";"a"="Do";', "a_2"),
        (
            "cy/strings.xml",
            "<resources><string name='a'>Ie</string><string name='a'>Do</string></resources>",
            "a_2",
        ),
    ],
)
def test_keys_given_twice_are_found(tmp_path, name, content, key):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(content, "utf-8")
    (source,) = readers.read(tmp_path).sources
    assert [(finding.code, finding.location.key) for finding in source.findings] == [("S702", key)]


def memory(path, n):
    unit = (
        '<tu tuid="{}"><tuv xml:lang="en"><seg>The form is on our site</seg></tuv><tuv'
        ' xml:lang="cy"><seg>Mae’r ffurflen ar ein gwefan</seg></tuv></tu>\n'
    )
    with path.open("w", encoding="utf-8") as file:
        file.write('<tmx version="1.4"><header/><body>\n')
        for start in range(0, n, 1000):
            file.write("".join(unit.format(number) for number in range(start, start + 1000)))
        file.write("</body></tmx>")


def test_a_large_memory_streams_in_little_memory(tmp_path):
    memory(tmp_path / "a.tmx", 10_000)
    assert bilingual.read_pairs(tmp_path).num_rows == 10_000  # what every reading needs is loaded
    memory(tmp_path / "a.tmx", 80_000)  # 12 MB
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (pairs,) = bilingual.iter_pairs(readers.read(tmp_path))
    assert sum(batch.num_rows for batch in pairs.batches()) == 80_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 15 << 10


def test_an_endless_element_is_refused_in_little_memory(tmp_path):
    with (tmp_path / "a.tmx").open("wb") as file:
        file.write(b"<tmx><body><tu><tuv xml:lang='cy'><seg>")
        for _part in range(48):
            file.write(b"x" * (1 << 20))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableError, match="longer than 16 MiB"):
        readers.read(tmp_path / "a.tmx")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 120 << 10
