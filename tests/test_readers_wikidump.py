"""Dumps of a wiki: articles as a reader sees them, whatever the dump holds beside them.

The pages are ours.
"""

import bz2
import gzip
import sys
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data import readers
from cymraeg_data.errors import MissingExtraError, NoDataError, UnreadableError
from cymraeg_data.readers import compression
from cymraeg_data.readers.documents import wikitext
from cymraeg_data.readers.documents.wikitext import plain_text

HEAD = """\
<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="cy">
  <siteinfo><sitename>Wici</sitename><namespaces>
    <namespace key="-2" case="first-letter">Media</namespace><namespace key="0" case="first-letter" />
    <namespace key="6" case="first-letter">Delwedd</namespace><namespace key="14" case="first-letter">Categori</namespace>
  </namespaces></siteinfo>
"""
HIDDEN = {"delwedd", "categori", "file"}


def page(number, title, text, *, ns=0, extra=""):
    return (
        f"<page><title>{escape(title)}</title><ns>{ns}</ns><id>{number}</id>{extra}<revision><id>9{number}</id>"
        f"<timestamp>2026-11-0{number}T08:00:00Z</timestamp><contributor><id>77</id></contributor>"
        f'<text bytes="1" xml:space="preserve">{escape(text)}</text></revision></page>\n'
    )


PAGES = (
    page(1, "Llyn Tegid", "'''Llyn Tegid''' yw'r [[llyn]] mwyaf. [[Delwedd:Llyn.jpg|bawd|Y llyn]]\n[[Categori:Llynnoedd]]"),
    page(2, "Sgwrs:Llyn Tegid", "Sylw", ns=1),
    page(3, "Llyn y Bala", "#AIL-CYFEIRIO [[Llyn Tegid]]", extra='<redirect title="Llyn Tegid" />'),
    page(4, "Tŷ & gardd", "Mae’r tŷ < yr ardd.\n\n== Hanes ==\nHen iawn."),
)  # fmt: skip
DUMP = (HEAD + "".join(PAGES) + "</mediawiki>\n").encode()


def made(folder, body, name="cywiki-20261101-pages-articles.xml.bz2"):
    path = folder / name
    pack = {".bz2": bz2.compress, ".gz": gzip.compress}.get(path.suffix, bytes)
    path.write_bytes(pack(body))
    return path


def rows_of(path):
    (source,) = readers.read(path).sources
    return [row for batch in source.batches() for row in batch.to_pylist()], source


class TestDumps:
    @pytest.mark.parametrize("suffix", ["xml", "xml.gz", "xml.bz2"])
    def test_articles_come_as_rows_and_nothing_else_does(self, tmp_path, suffix):
        rows, source = rows_of(made(tmp_path, DUMP, f"cywiki-20261101-pages-articles.{suffix}"))
        assert [(row["page_id"], row["title"], row["timestamp"], row["text"]) for row in rows] == [
            (1, "Llyn Tegid", "2026-11-01T08:00:00Z", "Llyn Tegid yw'r llyn mwyaf."),
            (4, "Tŷ & gardd", "2026-11-04T08:00:00Z", "Mae’r tŷ < yr ardd.\n\nHanes\n\nHen iawn."),
        ]
        assert (source.format, source.language, source.kind) == ("mediawiki", "cy", "table")
        assert [row["_line"] for row in rows] == [6, 10]  # a page has as many lines as its text

    def test_a_dump_in_several_streams_is_read_to_its_end(self, tmp_path):
        """The multistream dumps of Wikimedia hold a hundred pages to a stream."""
        path = tmp_path / "cywiki-pages-articles-multistream.xml.bz2"
        pieces = [HEAD, *PAGES, "</mediawiki>\n"]
        path.write_bytes(b"".join(bz2.compress(piece.encode()) for piece in pieces))
        assert [row["title"] for row in rows_of(path)[0]] == ["Llyn Tegid", "Tŷ & gardd"]

    def test_a_page_of_another_size_makes_another_batch(self, tmp_path, monkeypatch):
        monkeypatch.setattr("cymraeg_data.readers.documents.wikidump._BATCH", 10)
        (source,) = readers.read(made(tmp_path, DUMP)).sources
        assert [batch.num_rows for batch in source.batches()] == [1, 1]

    def test_a_dump_without_an_article_says_so(self, tmp_path):
        with pytest.raises(NoDataError):
            readers.read(made(tmp_path, (HEAD + PAGES[1] + "</mediawiki>").encode()))

    def test_without_the_extra_the_way_to_install_it_is_said(self, tmp_path, monkeypatch):
        monkeypatch.setitem(sys.modules, "mwparserfromhell", None)
        wikitext._tokenizer.cache_clear()
        with pytest.raises(MissingExtraError, match=r"cymraeg-data\[formats\]"):
            readers.read(made(tmp_path, DUMP))


class TestBadDumps:
    @pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
    def test_one_that_breaks_off_says_so(self, tmp_path, cut):
        path = made(tmp_path, DUMP)
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * cut)])
        with pytest.raises(UnreadableError):
            rows_of(path)

    def test_one_whose_xml_breaks_off_says_so(self, tmp_path):
        with pytest.raises(UnreadableError, match="not valid XML"):
            rows_of(made(tmp_path, DUMP[:-200]))

    def test_entities_that_swell_are_refused(self, tmp_path):
        bomb = '<!DOCTYPE mediawiki [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        with pytest.raises(UnreadableError, match="entities"):
            readers.read(made(tmp_path, bomb.encode() + DUMP.replace(b"Hen iawn", b"&b;")))

    @pytest.mark.parametrize("suffix", [".gz", ".bz2"])
    def test_a_file_that_swells_without_end_is_refused(self, tmp_path, monkeypatch, suffix):
        monkeypatch.setattr(compression, "SMALL", 1 << 20)
        path = made(tmp_path, b"Enw\n" + b"\n" * (8 << 20), f"enwau.csv{suffix}")
        with pytest.raises(UnreadableError, match="unpacks to more than 250 times"):
            rows_of(path)

    def test_a_file_that_swells_as_tables_do_is_read(self, tmp_path, monkeypatch):
        monkeypatch.setattr(compression, "SMALL", 1 << 16)
        lines = b"".join(b"%d,Ynys Mon,2021\n" % number for number in range(20_000))
        assert len(rows_of(made(tmp_path, b"Rhif,Lle,Blwyddyn\n" + lines, "lleoedd.csv.bz2"))[0]) == 20_000


class TestWikitext:
    @pytest.mark.parametrize(
        ("text", "plain"),
        [
            ("'''Llyn''' ''mawr''", "Llyn mawr"),
            ("i'r tŷ, o'r ardd", "i'r tŷ, o'r ardd"),
            ("[[Cymru]] a [[Cymru|Chymru]] a [[tref|trefi]]", "Cymru a Chymru a trefi"),
            ("[[Llyn]]noedd", "Llynnoedd"),
            ("{{a|b={{c}}}}Testun{{{d|e}}}", "Testun"),
            ("Bangor ({{iaith|en}}; {{x}}) yw hi", "Bangor yw hi"),
            ("Testun.<ref>Nodyn [[a]]</ref> Mwy.<ref name=a />", "Testun. Mwy."),
            ("[[Delwedd:A.jpg|bawd|Llun o [[Fangor]]]] Testun", "Testun"),
            ("[[file:A.jpg]] [[Categori:Trefi]] [[en:Bangor]]Testun", "Testun"),
            ("Gweler [[:Categori:Trefi]] a [[Bangor: hanes]]", "Gweler Categori:Trefi a Bangor: hanes"),
            (
                "[https://a.example dolen], [https://a.example], https://a.example",
                "dolen, , https://a.example",
            ),
            ("a&nbsp;b &amp; &#x175;&#373; &lt;", "a b & ŵŵ <"),
            ("a<br>b<br />c", "a\nb\nc"),
            ("<div class=x>Un</div><p>Dau</p>", "Un\n\nDau"),
            ("* un\n* dau\n# tri\n: pedwar", "un\ndau\ntri\npedwar"),
            ("{| class=x\n! a\n|-\n| b\n{|\n| c\n|}\n|}\nTestun", "Testun"),
            ("<gallery>\nA.jpg|Llun\n</gallery><math>x^2</math>Testun", "Testun"),
            ("<nowiki>[[nid dolen]]</nowiki>", "[[nid dolen]]"),
            ("<!-- sylw -->Testun__DIMTAFLENCYNNWYS__", "Testun"),
            ("H<sub>2</sub>O m<sup>2</sup>", "H2O m2"),
            ("Un\n\n\n\nDau", "Un\n\nDau"),
            ("== A ==\n=== B ===\nTestun\n== C ==\n== D ==\n{{x}}", "A\n\nB\n\nTestun"),
            ("<div>\n== Pennawd ==\nTestun</div>", "Pennawd\n\nTestun"),
            ("", ""),
        ],
    )
    def test_what_a_reader_sees_is_kept_and_what_is_not_text_is_not(self, text, plain):
        assert plain_text(text, HIDDEN) == plain

    @given(
        st.lists(
            st.sampled_from(
                "[[ ]] {{ }} | ' '' ''' = == \n < > <ref> </ref> <br> <div> </div> {| |} ! # * [ ]"
                " https://a.example &amp; &#x ; Delwedd: ŵ tŷ a &nbsp; <!-- --> <nowiki> </nowiki> {{{ }}}".split(
                    " "
                )
            ),
            max_size=40,
        ).map("".join)
    )
    def test_any_text_has_a_plain_form_in_whole_lines(self, text):
        plain = plain_text(text, HIDDEN)
        assert plain == plain.strip("\n")
        assert "\n\n\n" not in plain
        assert all(line == line.strip() for line in plain.split("\n"))

    @given(st.text("abcŵŷ’ .,\n", max_size=80))
    def test_text_without_markup_keeps_its_words(self, text):
        words = " ".join(plain_text(text).split())
        assert words == " ".join(text.split())

    @given(st.text("abc[]|: \n", max_size=60))
    def test_the_short_way_for_plain_links_changes_nothing(self, text):
        assert plain_text(text, HIDDEN) == plain_text(text + "<nowiki></nowiki>", HIDDEN)
