"""`check` over releases: what it finds, what it leaves alone, what it says it did not do."""

import json
from html.parser import HTMLParser

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cymraeg_data as cyd
from cymraeg_data import locale
from cymraeg_data.errors import (
    InputError,
    NoDataError,
    SourceNotFoundError,
    UnknownFormatError,
    WrongTypeError,
)
from strategies import ENGLISH_SENTENCES, WELSH_SENTENCES, any_texts

PAIRS = list(zip(WELSH_SENTENCES, ENGLISH_SENTENCES, strict=True))


def codes(report):
    return [finding.code for finding in report.findings]


def release(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def table(welsh=None, english=None):
    return pa.table(
        {
            "testun_cy": [cy for cy, _ in PAIRS] if welsh is None else welsh,
            "testun_en": [en for _, en in PAIRS] if english is None else english,
        }
    )


class TestLaws:
    @given(st.lists(st.tuples(any_texts(max_size=12), any_texts(max_size=12)), max_size=8))
    @settings(max_examples=40)
    def test_no_table_of_text_makes_a_check_fail_to_answer(self, rows):
        data = pa.table(
            {
                "a_cy": pa.array([row[0] for row in rows], pa.string()),
                "a_en": pa.array([row[1] for row in rows], pa.string()),
            }
        )
        report = cyd.check(data)
        assert report.passed == (not any(finding.severity == "error" for finding in report.findings))
        assert sum(report.counts.values()) == len(report.findings)
        json.loads(report.to_json())

    def test_every_kind_of_table_gives_the_same_findings(self):
        data = table([cy for cy, _ in PAIRS[:-1]] + [""])
        expected = codes(cyd.check(data))
        assert expected == ["B302"]
        assert codes(cyd.check(data.to_pandas())) == expected
        assert codes(cyd.check(pl.from_arrow(data))) == expected
        assert codes(cyd.check(data.to_batches()[0])) == expected

    def test_the_order_of_files_does_not_depend_on_the_folder(self, tmp_path):
        one = release(tmp_path / "a", {"x.csv": "n\n1\n", "y.csv": "n\n1\n", "LICENCE": "CC0"})
        two = release(tmp_path / "b", {"y.csv": "n\n1\n", "LICENCE": "CC0", "x.csv": "n\n1\n"})
        names = [[source.name for source in cyd.check(folder).sources] for folder in (one, two)]
        assert names[0] == names[1] == ["x.csv", "y.csv"]


class TestFindings:
    def test_sound_pairs_pass(self):
        report = cyd.check(table())
        assert report.passed
        assert codes(report) == []

    def test_a_welsh_column_that_is_english(self):
        report = cyd.check(table(welsh=[en for _, en in reversed(PAIRS)]))
        assert codes(report) == ["L101"]
        finding = report.findings[0]
        assert finding.location.column == "testun_cy"
        assert finding.evidence["n"] == finding.evidence["of"] == len(PAIRS)

    def test_an_english_column_that_is_welsh(self):
        report = cyd.check(table(english=[cy for cy, _ in reversed(PAIRS)]))
        assert codes(report) == ["L102"]
        assert report.findings[0].location.column == "testun_en"

    def test_columns_that_were_swapped_are_found(self):
        report = cyd.check(table([en for _, en in PAIRS], [cy for cy, _ in PAIRS]))
        assert codes(report) == ["B311"]

    def test_missing_empty_and_copied_welsh(self):
        welsh = [None, "  ", PAIRS[2][1], *(cy for cy, _ in PAIRS[3:])]
        report = cyd.check(table(welsh))
        assert codes(report) == ["B301", "B302", "B303"]
        assert [finding.evidence["n"] for finding in report.findings] == [1, 1, 1]
        assert report.findings[2].evidence["examples"][0]["row"] == 3

    def test_a_text_corpus_of_the_wrong_language(self, tmp_path):
        text = "\n".join([*ENGLISH_SENTENCES, *ENGLISH_SENTENCES])
        report = cyd.check(release(tmp_path, {"corpws.cy.txt": text, "LICENCE": "CC0"}))
        assert codes(report) == ["L101"]

    def test_a_column_whose_language_was_declared(self):
        data = pa.table({"disgrifiad": [*(en for _, en in PAIRS), *(en for _, en in PAIRS)]})
        assert "L101" not in codes(cyd.check(data))
        assert "L101" in codes(cyd.check(data, config={"languages": {"disgrifiad": "cy"}}))

    def test_repeated_rows_say_which_row_they_repeat(self):
        report = cyd.check(pa.table({"enw": ["Y Bala", "Y Fenni", "Y Bala"]}))
        assert codes(report) == ["S701"]
        assert report.findings[0].evidence["examples"] == [{"row": 3, "repeats": 1}]

    def test_equal_lines_of_a_text_are_no_fault(self, tmp_path):
        folder = release(tmp_path, {"can.txt": "Tra la la\nTra la la\n", "LICENCE": "CC0"})
        assert codes(cyd.check(folder)) == []

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("LICENCE", "OGL v3.0"),
            ("license.txt", "OGL"),
            ("TRWYDDED.md", "OGL"),
            ("README.md", "Published under the Open Government Licence v3.0."),
            ("DARLLEN.md", "Cyhoeddwyd dan y Drwydded Llywodraeth Agored."),
            ("datapackage.json", '{"licenses": [{"name": "OGL-UK-3.0"}]}'),
            ("data.csv-metadata.json", '{"dc:license": "https://example.org/ogl"}'),
        ],
    )
    def test_a_licence_is_found_where_publishers_put_it(self, tmp_path, name, text):
        folder = release(tmp_path, {"data.csv": "enw\nBethesda\n", name: text})
        assert "O601" not in codes(cyd.check(folder))

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("LICENCE", ""),
            ("README.md", "## Licence\n\nTo be decided."),
            ("datapackage.json", '{"licenses": []}'),
        ],
    )
    def test_an_empty_promise_is_no_licence(self, tmp_path, name, text):
        folder = release(tmp_path, {"data.csv": "enw\nBethesda\n", name: text})
        assert "O601" in codes(cyd.check(folder))

    def test_the_licence_of_an_object_in_memory_is_not_assessed_until_it_is_named(self):
        topics = [item.topic for item in cyd.check(table()).not_assessed]
        assert "Licence" in topics
        named = cyd.check(table(), config={"licence": "ogl-uk-3.0"})
        assert "Licence" not in [item.topic for item in named.not_assessed]

    def test_what_no_check_looks_at_is_listed(self):
        assert {"Representativeness", "Personal data"} <= {
            item.topic for item in cyd.check(table()).not_assessed
        }


class TestConfiguration:
    def test_a_code_can_be_ignored_and_another_made_graver(self):
        data = pa.table({"enw": ["Y Bala ", "Y Bala "]})
        assert codes(cyd.check(data, config={"ignore": ["S701"]})) == ["T204"]
        report = cyd.check(data, config={"severity": {"T204": "error"}, "ignore": ["S701"]})
        assert not report.passed

    def test_a_release_may_fail_on_warnings(self):
        assert not cyd.check(pa.table({"enw": ["Y Bala "]}), config={"fail_on": "warning"}).passed

    def test_a_folder_brings_its_own_settings(self, tmp_path):
        folder = release(
            tmp_path,
            {"data.csv": "enw\nY Bala\nY Bala\n", "cymraeg-data.toml": 'ignore = ["S701", "O601"]'},
        )
        assert codes(cyd.check(folder)) == []

    def test_all_faults_of_the_settings_come_at_once(self):
        with pytest.raises(InputError) as caught:
            cyd.check(
                table(),
                config={
                    "fail_on": "disaster",
                    "ignore": ["X999"],
                    "languages": {"Enw": "fr"},
                    "shout": True,
                    "severity": 3,
                },
            )
        for part in ("disaster", "X999", "fr", "shout", "severity"):
            assert part in str(caught.value)

    def test_settings_that_are_not_there_or_not_toml(self, tmp_path):
        with pytest.raises(SourceNotFoundError):
            cyd.check(table(), config=tmp_path / "none.toml")
        (tmp_path / "bad.toml").write_text("fail_on = ")
        with pytest.raises(InputError, match="not valid TOML"):
            cyd.check(table(), config=tmp_path / "bad.toml")


class TestBadInput:
    def test_what_is_not_there(self, tmp_path):
        with pytest.raises(SourceNotFoundError, match="no file or folder"):
            cyd.check(tmp_path / "dim.csv")

    def test_an_empty_file_a_folder_without_data_and_an_unknown_format(self, tmp_path):
        (tmp_path / "gwag.csv").touch()
        (tmp_path / "llun.xyz").write_bytes(b"\x00\x01")
        with pytest.raises(NoDataError):
            cyd.check(tmp_path / "gwag.csv")
        with pytest.raises(UnknownFormatError):
            cyd.check(tmp_path / "llun.xyz")
        (tmp_path / "ffolder").mkdir()
        with pytest.raises(NoDataError):
            cyd.check(tmp_path / "ffolder")

    def test_an_object_that_is_no_table(self):
        with pytest.raises(WrongTypeError):
            cyd.check(42)

    def test_a_truncated_file_beside_a_sound_one_is_a_finding(self, tmp_path):
        pq.write_table(pa.table({"n": [1, 2, 3]}), tmp_path / "a.parquet")
        whole = (tmp_path / "a.parquet").read_bytes()
        (tmp_path / "b.parquet").write_bytes(whole[:-20])
        (tmp_path / "LICENCE").write_text("CC0")
        report = cyd.check(tmp_path)
        assert codes(report) == ["S707"]
        assert report.findings[0].location.source == "b.parquet"

    def test_bytes_that_are_not_text_are_a_finding_and_the_rest_is_read(self, tmp_path):
        rows = b"enw,sir\n" + "Tŷ Croes,Ynys Môn\n".encode() * 3 + "Benllech,Ynys Môn\n".encode("cp1252")
        report = cyd.check(release(tmp_path, {"a.csv": rows, "LICENCE": "CC0"}))
        assert "T201" in codes(report)
        assert report.sources[0].n_rows == 4

    def test_every_kind_of_example_is_shown(self, tmp_path):
        rows = b"enw,sir\n" + "Tŷ Croes,Ynys Môn\n".encode() * 3
        rows += "Benllech,Ynys Môn\n".encode("cp1252") + b"Llanfair,Powys,SJ10\n"
        report = cyd.check(release(tmp_path, {"a.csv": rows, "LICENCE": "CC0"}))
        assert {"T201", "S701", "S703"} <= set(codes(report))
        for text in (report.to_markdown(), report.to_html()):
            for part in ("Ynys Môn", "Llanfair,Powys,SJ10", "repeats row 1"):
                assert part in text

    def test_nul_bytes_are_a_finding(self, tmp_path):
        report = cyd.check(release(tmp_path, {"a.csv": b"enw,sir\nBang\x00or,Gwynedd\n", "LICENCE": "CC0"}))
        assert "T205" in codes(report)


class Tags(HTMLParser):
    """Checks that tags are closed in order."""

    VOID = frozenset({"meta", "input", "br", "hr", "img", "link"})

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def report():
    hostile = "<script>alert(1)</script> {0} `x` | {{ y }}"
    return cyd.check(pa.table({"a_en": [hostile + " ", "Opening hours"], "a_cy": ["", None]}))


class TestReport:
    def test_json_says_everything_in_both_languages(self, report):
        data = json.loads(report.to_json())
        assert data["passed"] is False
        assert len(data["findings"]) == len(report.findings)
        for finding in data["findings"]:
            for part in ("title", "message", "hint"):
                assert finding[part]["cy"] != finding[part]["en"]
        assert [list(item["reason"]) for item in data["not_assessed"]] == [["cy", "en"]] * len(
            report.not_assessed
        )

    def test_html_is_whole_speaks_both_languages_and_fetches_nothing(self, report):
        page = report.to_html()
        tags = Tags()
        tags.feed(page)
        assert tags.open == []
        assert [attrs["lang"] for tag, attrs in tags.seen if tag == "main"] == ["cy", "en"]
        assert not [attrs for _, attrs in tags.seen if "src" in attrs or "href" in attrs]
        assert not [tag for tag, _ in tags.seen if tag == "script"]
        assert "Cymraeg yn wag" in page
        assert "Welsh empty" in page

    def test_the_page_opens_in_the_language_of_the_reader(self, report):
        with locale.use("cy"):
            assert '<html lang="cy">' in report.to_html()
        assert '<html lang="en">' in report.to_html()

    def test_a_notebook_shows_the_report(self, report):
        assert report._repr_html_().startswith("<div")

    def test_markdown_has_a_section_for_each_finding_in_either_language(self, report):
        for lang in locale.LANGUAGES:
            with locale.use(lang):
                text = report.to_markdown()
            assert [line.split()[1] for line in text.splitlines() if line.startswith("### ")] == codes(report)

    def test_a_report_is_the_same_every_time(self, report):
        assert report.to_html() == report.to_html()
        assert "20" + "26-" not in report.to_json()  # no clock

    def test_findings_come_gravest_first(self, report):
        ranks = [finding.severity.rank for finding in report.findings]
        assert ranks == sorted(ranks)


class TestRealData:
    def test_the_place_name_list(self, shared_data):
        report = cyd.check(shared_data / "bitext/welsh-placenames-list")
        found = {(finding.code, finding.location.column): finding for finding in report.findings}
        assert report.sources[0].n_rows == 3615
        assert ("T206", "Ffurf safonol arall") in found
        assert ("S704", "Math (Saesneg)") in found
        assert ("O601", None) in found
        assert sum(item.evidence["n"] for (code, _), item in found.items() if code == "T204") == 7
        assert not {code for code, _ in found} & {"B303", "L101", "L102", "T202", "T203"}

    def test_a_catalogue_of_gettext_and_a_pair_of_json_files(self, shared_data):
        eq = cyd.check(shared_data / "bitext/eq-questionnaire-runner")
        rod = cyd.check(shared_data / "bitext/rod-licensing")
        assert {source.format for source in eq.sources} >= {"po"}
        copies = next(item for item in rod.findings if item.code == "B303")
        assert 10 <= copies.evidence["n"] <= 20
        assert "O601" not in codes(rod)

    def test_the_tables_of_statswales(self, shared_data):
        report = cyd.check(shared_data / "bitext/statswales-backend")
        rows = {source.name: source.n_rows for source in report.sources}
        assert rows["src/seeders/resources/709e463a-c6b3-45fa-91a3-88d432764f6b_cy.parquet"] == 1416
        assert not [item for item in report.findings if item.code in {"T202", "T203"}]

    @pytest.mark.parametrize(
        ("name", "code"),
        [("utf8-as-latin1.csv", "T202"), ("cp1252-lossy.csv", "T203"), ("iso8859-14.csv", "T207")],
    )
    def test_damaged_exports(self, shared_data, name, code):
        report = cyd.check(shared_data / f"bitext/derived/placenames-400.{name}")
        assert code in codes(report)


def test_a_data_frame_with_an_index_of_its_own_is_checked():
    frame = pd.DataFrame({"a_en": ["Contact us today"], "a_cy": ["Cysylltwch â ni heddiw"]}, index=["x"])
    assert cyd.check(frame).passed
