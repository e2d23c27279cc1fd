"""Documents, subtitles, treebanks, legislation and spreadsheets. The texts are ours."""

import contextlib
import json
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from cymraeg_data import bilingual, readers
from cymraeg_data.errors import NoDataError, UnreadableError

ENGLISH = "# Castle\n\nThe castle opens at ten.\n\n- Dogs are not allowed.\n- A ticket costs £5.\n"
WELSH = "# Castell\n\nMae'r castell yn agor am ddeg.\n\n- Ni chaniateir cŵn.\n- Pris tocyn yw £5.\n"


def made(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def pairs_of(folder, files):
    return [
        (pair["key"], pair["en"], pair["cy"])
        for pair in bilingual.read_pairs(made(folder, files)).to_pylist()
    ]


def rows_of(path):
    return [
        row
        for source in readers.read(path).sources
        for batch in source.batches()
        for row in batch.to_pylist()
    ]


@pytest.mark.parametrize(
    ("english", "welsh"),
    [
        ("castell.en.md", "castell.cy.md"),
        ("en/a.md", "cy/a.md"),
        ("a.md", "cy/a.md"),
        ("english/a.md", "welsh/a.md"),
    ],
)
def test_documents_with_the_same_blocks_pair_block_by_block(tmp_path, english, welsh):
    assert pairs_of(tmp_path, {english: ENGLISH, welsh: WELSH}) == [
        ("h1[1]", "Castle", "Castell"),
        ("p[2]", "The castle opens at ten.", "Mae'r castell yn agor am ddeg."),
        ("li[3]", "Dogs are not allowed.", "Ni chaniateir cŵn."),
        ("li[4]", "A ticket costs £5.", "Pris tocyn yw £5."),
    ]


def test_documents_with_other_blocks_are_aligned_and_nothing_is_lost(tmp_path):
    found = pairs_of(
        tmp_path, {"a.en.md": f"{ENGLISH}\nVisit our garden on Friday 7 May.\n", "a.cy.md": WELSH}
    )
    assert ("li[4]", "A ticket costs £5.", "Pris tocyn yw £5.") in found
    assert [(key, cy) for key, en, cy in found if en and "Friday" in en] == [("en:p[5]", None)]
    assert len(found) == 5


def test_markdown_becomes_blocks(tmp_path):
    text = (
        "---\ntitle: x\n---\nCastell\n=======\nun\ndau\n\n```\ncod\n```\n<!-- nodyn\n-->\n> dyfyniad\n\n"
        "| Enw | Sir |\n|---|:-:|\n| Bala | Gwynedd |\n\n1. cyntaf\n   parhad\n***\n## Ail ##\n"
    )
    rows = rows_of(made(tmp_path, {"a.md": text}) / "a.md")
    assert [(row["block"], row["text"], row["_line"]) for row in rows] == [
        ("h1", "Castell", 4),
        ("p", "un\ndau", 6),
        ("quote", "dyfyniad", 14),
        ("td", "Enw", 16),
        ("td", "Sir", 16),
        ("td", "Bala", 18),
        ("td", "Gwynedd", 18),
        ("li", "cyntaf\nparhad", 20),
        ("h2", "Ail", 23),
    ]


GOLDEN = Path(__file__).parent / "golden" / "markdown.jsonl"  # written for this project


@pytest.mark.parametrize(
    "case", [*map(json.loads, GOLDEN.read_text("utf-8").splitlines())], ids=lambda case: case["what"]
)
def test_blocks_of_commonmark(tmp_path, case):
    rows = rows_of(made(tmp_path, {"a.md": case["markdown"]}) / "a.md")
    assert [[row["block"], row["text"], row["_line"]] for row in rows] == case["blocks"]


@pytest.mark.parametrize(
    "text",
    ["<!-- " * 40_000, "a " + "<!-- " * 40_000, "<div\n" * 40_000, "a<" + "`<" * 80_000, "[a]: " * 40_000],
)
def test_hostile_markdown_takes_time_in_proportion(tmp_path, text):
    path = made(tmp_path, {"a.md": text, "b.md": "a"}) / "a.md"
    started = time.process_time()
    with contextlib.suppress(NoDataError):
        rows_of(path)
    assert time.process_time() - started < 10


def test_a_document_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("cymraeg_data.readers.documents.markdown._LARGEST", 10)
    with pytest.raises(UnreadableError, match=r"a\.md is larger than"):
        rows_of(made(tmp_path, {"a.md": "Mae'r castell ar agor."}) / "a.md")


def test_pages_pair_and_their_language_is_the_one_they_declare(tmp_path):
    page = (
        "<!DOCTYPE html><html lang='{}'><head><title>{}</title><style>x</style></head><p>{}<br>{} &amp;"
        " <b>x</b></p>"
    )
    files = {
        "en/a.html": page.format("en-GB", "Castle", "Open", "Dogs"),
        "cy/a.html": page.format("cy", "Castell", "Ar agor", "Cŵn"),
    }
    assert pairs_of(tmp_path, files) == [
        ("title[1]", "Castle", "Castell"),
        ("p[2]", "Open", "Ar agor"),
        ("p[3]", "Dogs & x", "Cŵn & x"),
    ]
    (alone,) = readers.read(made(tmp_path / "b", {"tudalen.html": files["cy/a.html"]})).sources
    assert alone.language == "cy"


def test_a_page_with_both_languages_side_by_side_is_a_pair(tmp_path):
    page = (
        "<html lang=cy><body><div lang=en><h1>Castle</h1><p>Open<p>Dogs</div><div"
        " lang=cy><h1>Castell</h1><p>Ar agor<p>Cŵn</div>"
    )
    assert pairs_of(tmp_path, {"castell.html": page}) == [
        ("h1[1]", "Castle", "Castell"),
        ("p[2]", "Open", "Ar agor"),
        ("p[3]", "Dogs", "Cŵn"),
    ]


def test_a_link_to_the_other_language_does_not_make_a_page_bilingual(tmp_path):
    page = f"<html lang=cy><body><p lang=en>English</p>{'<p>Castell</p>' * 9}"
    (source,) = readers.read(made(tmp_path, {"castell.html": page})).sources
    assert (source.name, source.language) == ("castell.html", "cy")


def test_subtitles_pair_by_the_time_they_are_shown(tmp_path):
    english = (
        "1\n00:00:01,000 --> 00:00:04,000\n<i>Good</i> morning,\nall\n\n2\n00:00:05,000 -->"
        " 00:00:06,000\nWell\n\n3\n00:00:09,000 --> 00:00:10,000\nEnd\n"
    )
    welsh = (
        "WEBVTT\n\n00:01.000 --> 00:02.400\nBore da\n\n00:02.500 --> 00:04.000\ni bawb\n\n00:05.100 -->"
        " 00:06.000\nWel\n\n00:07.000 --> 00:08.000\nNawr\n"
    )
    assert pairs_of(tmp_path, {"a.en.vtt": english, "a.cy.vtt": welsh}) == [
        ("cue[1]", "Good morning,\nall", "Bore da\ni bawb"),
        ("cue[3]", "Well", "Wel"),
        ("cue[4]", None, "Nawr"),
        ("en:cue[3]", "End", None),
    ]


def test_a_treebank_gives_its_sentences_and_their_english(tmp_path):
    text = (
        "# sent_id = a1\n# text = Mae hi'n braf.\n# text_en = It is fine.\n1\tMae\t_\n\n# sent_id = a2\n#"
        " text = Da iawn.\n1\tDa\t_\n"
    )
    assert pairs_of(tmp_path, {"cy_x-ud-train.conllu": text}) == [
        ("a1", "It is fine.", "Mae hi'n braf."),
        ("a2", None, "Da iawn."),
    ]


CLML = """<Legislation xmlns="http://www.legislation.gov.uk/namespaces/legislation" DocumentURI="http://www.legislation.gov.uk/wsi/2020/1/made{}">
<ukm:Metadata xmlns:ukm="u" xmlns:dc="d"><dc:identifier>http://www.legislation.gov.uk/wsi/2020/1/made{}</dc:identifier><dc:language>{}</dc:language></ukm:Metadata>
<Secondary><Body><P1group><Title>{}</Title><P1 id="regulation-1"><Pnumber>1</Pnumber><P1para><Text>{} <Term>x</Term>.</Text></P1para></P1></P1group></Body></Secondary>
<Commentaries><Commentary id="c1"><Para><Text>editors</Text></Para></Commentary></Commentaries></Legislation>"""


def test_the_welsh_and_english_versions_of_a_law_pair_by_their_provisions(tmp_path):
    files = {
        "data-1.xml": CLML.format("", "", "en", "Title", "These Regulations"),
        "data-2.xml": CLML.format("/welsh", "/welsh", "cy", "Enwi", "Mae’r Rheoliadau hyn"),
    }
    assert pairs_of(tmp_path, files) == [
        ("document.1", "Title", "Enwi"),
        ("regulation-1.1", "These Regulations x.", "Mae’r Rheoliadau hyn x."),
    ]


def workbook(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Lleoedd"
    sheet.append([])
    sheet.append(["Enw", "Name", "Nifer"])
    sheet.append(["Abertawe", "Swansea", 3.0])
    sheet.append([None, "Cardiff", None])
    book.create_sheet("Gwag")
    other = book.create_sheet("Arall")
    other.append(["Teitl", "Title"])
    other.append(["Ie", "Yes"])
    book.save(path)


def test_each_sheet_of_a_workbook_is_a_table(tmp_path):
    workbook(tmp_path / "a.xlsx")
    sources = readers.read(tmp_path).sources
    assert [source.name for source in sources] == ["a.xlsx#Lleoedd", "a.xlsx#Arall"]
    rows = [row for batch in sources[0].batches() for row in batch.to_pylist()]
    assert [(row["Enw"], row["Name"], row["Nifer"], row["_line"]) for row in rows] == [
        ("Abertawe", "Swansea", "3", 3),
        (None, "Cardiff", None, 4),
    ]
    assert [(pair["en"], pair["cy"]) for pair in bilingual.read_pairs(tmp_path).to_pylist()] == [
        ("Swansea", "Abertawe"),
        ("Cardiff", None),
        ("Yes", "Ie"),
    ]


ODS = """<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>
<table:table table:name="Lleoedd"><table:table-row><table:table-cell><text:p>Enw</text:p></table:table-cell><table:table-cell><text:p>Name</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"><text:p>Bala<text:s text:c="2"/>x</text:p></table:table-cell><table:table-cell table:number-columns-repeated="999999999"/></table:table-row>
<table:table-row table:number-rows-repeated="999999999"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>"""


def test_an_opendocument_table_repeats_its_rows_and_cells_but_not_the_empty_ones(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS)
    rows = rows_of(tmp_path / "a.ods")
    assert [(row["Enw"], row["Name"], row["_line"]) for row in rows] == [
        ("Bala  x", "Bala  x", 2),
        ("Bala  x", "Bala  x", 3),
    ]


def test_a_word_document_gives_its_paragraphs(tmp_path):
    body = (
        '<w:document xmlns:w="w"><w:body><w:p><w:pPr><w:pStyle'
        ' w:val="Heading1"/></w:pPr><w:r><w:t>Castell</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>Ar'
        " </w:t></w:r><w:del><w:r><w:t>gau</w:t></w:r></w:del><w:r><w:t>agor</w:t></w:r></w:p></w:body></w:document>"
    )
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", body)
    assert [(row["block"], row["text"]) for row in rows_of(tmp_path / "a.docx")] == [
        ("h1", "Castell"),
        ("p", "Ar agor"),
    ]


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "a.docx"])
def test_an_archive_that_swells_is_not_opened(tmp_path, name):
    with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b" " * (64 << 20))
    with pytest.raises(UnreadableError, match="far more than its own size"):
        readers.read(tmp_path / name)


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "a.docx"])
@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip"])
def test_an_archive_that_is_none_is_unreadable(tmp_path, name, content):
    with pytest.raises(UnreadableError, match=name):
        readers.read(made(tmp_path, {name: content}) / name)


def test_half_a_workbook_is_unreadable(tmp_path):
    workbook(tmp_path / "whole.xlsx")
    half = (tmp_path / "whole.xlsx").read_bytes()[:3000]
    with pytest.raises(UnreadableError, match=r"half\.xlsx"):
        readers.read(made(tmp_path, {"half.xlsx": half}) / "half.xlsx")


@pytest.mark.parametrize(
    "name", ["a.md", "a.html", "a.srt", "a.conllu", "a.yml", "a.toml", "a.properties", "a.strings"]
)
def test_a_file_without_text_has_no_data(tmp_path, name):
    with pytest.raises(NoDataError, match=name):
        readers.read(made(tmp_path, {name: b"\n"}) / name)
