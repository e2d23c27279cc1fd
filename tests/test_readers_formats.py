import gzip
import json
import resource
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cymraeg_data import readers
from cymraeg_data.errors import (
    InputError,
    MissingExtraError,
    NoDataError,
    SourceNotFoundError,
    UnknownFormatError,
    UnreadableError,
)

TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\ufeff"), max_size=12)
FILES = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def made(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows_of(path, *columns):
    (source,) = readers.read(path).sources
    return [
        tuple(row[name] for name in columns) if columns else row
        for batch in source.batches()
        for row in batch.drop_columns("_source").to_pylist()
    ]


@FILES
@given(st.lists(st.dictionaries(st.sampled_from(["enw", "lle"]), st.none() | TEXT, min_size=1), min_size=1))
def test_records_are_read_alike_from_an_array_and_from_lines(tmp_path, records):
    array = made(tmp_path, "a.json", json.dumps(records))
    lines = made(tmp_path, "a.jsonl", "\n".join(json.dumps(record) for record in records))
    names = list(dict.fromkeys(name for record in records for name in record))
    expected = [tuple(record.get(name) for name in names) for record in records]
    assert rows_of(array, *names) == expected
    assert rows_of(lines, *names) == expected
    assert rows_of(lines, "_row", "_line") == [(n, n) for n in range(1, len(records) + 1)]


def test_blank_lines_in_json_lines_are_counted(tmp_path):
    path = made(tmp_path, "a.jsonl", '{"a": 1}\n\n{"a": "saith", "b": "2024-01-01"}\n')
    assert rows_of(path, "a", "b", "_row", "_line") == [("1", None, 1, 1), ("saith", "2024-01-01", 2, 3)]


def test_dates_in_json_stay_as_they_are_written(tmp_path):
    assert rows_of(made(tmp_path, "a.jsonl", '{"d": "2024-03-01"}\n'), "d") == [("2024-03-01",)]


def test_an_object_in_each_line_of_a_json_file_is_json_lines(tmp_path):
    assert rows_of(made(tmp_path, "a.json", '{"a": 1}\n{"a": 2}\n'), "a") == [(1,), (2,)]


def test_a_locale_file_becomes_keys_and_texts_without_its_numbers(tmp_path):
    path = made(tmp_path, "cy.json", '{"botwm": {"parhau": "Parhau", "n": 2}, "rhestr": ["Llun", null]}')
    assert rows_of(path, "key", "text") == [
        ("botwm.parhau", "Parhau"),
        ("rhestr.0", "Llun"),
        ("rhestr.1", None),
    ]
    assert readers.read(path).sources[0].language == "cy"


def test_keys_given_twice_are_found_and_kept(tmp_path):
    path = made(tmp_path, "cy.json", '{"a": {"b": "un"}, "a": {"b": "dau"}}')
    assert rows_of(path, "key") == [("a.b",), ("a_2.b",)]
    assert [f.code for f in readers.read(path).sources[0].findings] == ["S702"]


PO = """
msgid ""
msgstr "Language: cy\\nContent-Type: text/plain; charset=UTF-8\\n"

msgctxt "botwm"
msgid "Continue"
msgstr "Parhau"

#, fuzzy
msgid "Back"
msgstr "Cefn"

msgid "%(n)s day"
msgid_plural "%(n)s days"
msgstr[0] "%(n)s diwrnod"
msgstr[1] "%(n)s diwrnod"
msgstr[2] "%(n)s ddiwrnod"
msgstr[3] "%(n)s diwrnod"
msgstr[4] "%(n)s diwrnod"
msgstr[5] "%(n)s o ddiwrnodau"

#~ msgid "Old"
#~ msgstr "Hen"
"""


def test_a_gettext_catalogue_keeps_contexts_and_plural_forms(tmp_path):
    read = rows_of(made(tmp_path, "messages.po", PO), "key", "en", "cy", "context", "flags")
    assert read[0] == ("botwm|Continue", "Continue", "Parhau", "botwm", None)
    assert read[1] == ("Back", "Back", "Cefn", None, "fuzzy")
    assert read[3][:3] == ("%(n)s day[1]", "%(n)s day", "%(n)s diwrnod")
    assert read[7][:3] == ("%(n)s day[5]", "%(n)s days", "%(n)s o ddiwrnodau")
    assert len(read) == 8


def test_without_polib_the_message_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "polib", None)
    with pytest.raises(MissingExtraError, match="formats"):
        readers.read(made(tmp_path, "messages.po", PO))


@FILES
@given(st.lists(TEXT, min_size=1, max_size=8), st.sampled_from(["\n", "\r\n", "\r"]))
def test_text_has_a_row_for_each_line_with_something_on_it(tmp_path, lines, ending):
    lines = [line.replace("\r", "").replace("\n", "").replace("\t", "") for line in lines] + ["diwedd"]
    path = made(tmp_path, "a.txt", ending.join(lines))
    read = rows_of(path, "text", "_line")
    assert [line for _text, line in read if lines[line - 1].strip()] == [
        number for number, line in enumerate(lines, 1) if line.strip()
    ]
    assert all(text == lines[line - 1] for text, line in read)


def test_parquet_keeps_its_types(tmp_path):
    table = pa.table({"n": pa.array([1, None], pa.int16()), "enw": ["Gwen", "Ifan"]})
    pq.write_table(table, tmp_path / "a.parquet")
    (source,) = readers.read(tmp_path / "a.parquet").sources
    assert source.schema == table.schema
    assert rows_of(tmp_path / "a.parquet", "n", "_row", "_line") == [(1, 1, None), (None, 2, None)]


def test_arrow_files_are_read(tmp_path):
    table = pa.table({"enw": ["Gwen", "Ifan"]})
    with pa.ipc.new_file(tmp_path / "a.arrow", table.schema) as writer:
        writer.write_table(table)
    assert rows_of(tmp_path / "a.arrow", "enw") == [("Gwen",), ("Ifan",)]


def test_compressed_text_is_read(tmp_path):
    assert rows_of(made(tmp_path, "a.csv.gz", gzip.compress(b"a,b\n1,2\n", mtime=0)), "b") == [("2",)]


PARQUET = pa.BufferOutputStream()
pq.write_table(pa.table({"a": ["x" * 99] * 99}), PARQUET)
WHOLE = PARQUET.getvalue().to_pybytes()


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.xyz", b"abc", UnknownFormatError),
        ("a", b"abc", UnknownFormatError),
        ("a.parquet", WHOLE[:-20], UnreadableError),
        ("a.parquet", WHOLE[20:], UnreadableError),
        ("a.parquet", b"", UnreadableError),
        ("a.arrow", b"ARROW1", UnreadableError),
        ("a.jsonl", b'{"a": 1}\n{"a":\n', UnreadableError),
        ("a.jsonl", b"7\n", UnreadableError),
        ("a.jsonl", b'{"a":' * 9999 + b"1" + b"}" * 9999, UnreadableError),
        ("a.json", b'[{"a": 1}, {"a":', UnreadableError),
        ("a.json", b"[" * 99_999, UnreadableError),
        ("a.json", b'{"a":' * 99_999, UnreadableError),
        ("a.json", b'{"a":', UnreadableError),
        ("a.json", b"7", UnreadableError),
        ("a.json", b"", NoDataError),
        ("a.json", b"[]", NoDataError),
        ("a.json", b"{}", NoDataError),
        ("a.jsonl", b"\n", NoDataError),
        ("a.txt", b"", NoDataError),
        ("a.txt", b"\n \n", NoDataError),
        ("a.po", b'msgid "a"\nmsgstr "b"\nrwtsh', UnreadableError),
        ("a.po", b"", NoDataError),
        ("a.csv.gz", gzip.compress(b"a,b\n1,2\n" * 99, mtime=0)[:-9], UnreadableError),
        ("a.csv.gz", b"not gzip", UnreadableError),
    ],
)
def test_bad_files_have_their_error(tmp_path, name, content, error):
    with pytest.raises(error) as raised:
        rows_of(made(tmp_path, name, content))
    assert name in str(raised.value)


def test_what_is_not_there_and_what_is_empty(tmp_path):
    with pytest.raises(SourceNotFoundError, match=r"dim\.csv"):
        readers.read(tmp_path / "dim.csv")
    with pytest.raises(NoDataError):
        readers.read(tmp_path)
    with pytest.raises(NoDataError):
        readers.read([])
    with pytest.raises(InputError, match="klingon"):
        readers.read(made(tmp_path, "a.csv", b"a\n1\n"), encoding="klingon")


def test_a_folder_gives_its_sources_and_what_is_wrong_beside_them(tmp_path):
    made(tmp_path, "data/enwau.csv", "Enw\nMair\n")
    made(tmp_path, "data/gwag.csv", "")
    made(tmp_path, "data/torri.parquet", WHOLE[:-20])
    made(tmp_path, "data/taflen.pdf", b"%PDF")
    made(tmp_path, "README.md", "Darllenwch fi")
    made(tmp_path, "LICENCE.txt", "OGL")
    made(tmp_path, "build.py", "")
    made(tmp_path, ".git/config.json", "{}")
    collection = readers.read(tmp_path)
    assert [source.name for source in collection.sources] == ["data/enwau.csv"]
    assert [(f.code, f.location.source) for f in collection.findings] == [
        ("S705", "data/gwag.csv"),
        ("S706", "data/taflen.pdf"),
        ("S707", "data/torri.parquet"),
    ]
    names = [path.relative_to(tmp_path).as_posix() for path in collection.files]
    assert names == sorted(names)
    assert {"LICENCE.txt", "README.md", "build.py"} < set(names)


def test_a_file_in_a_folder_that_breaks_off_ends_with_a_finding(tmp_path):
    made(tmp_path, "a.csv.gz", gzip.compress(b"a,b\n" + b"".join(b"%d,2\n" % n for n in range(400_000)))[:-9])
    (source,) = readers.read(tmp_path).sources
    assert sum(batch.num_rows for batch in source.batches()) > 0
    assert [finding.code for finding in source.findings] == ["S707"]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path):
    secret = made(tmp_path, "allan/cyfrinach.csv", "a\n1\n")
    made(tmp_path, "data/a.csv", "a\n1\n")
    (tmp_path / "data" / "b.csv").symlink_to(secret)
    (tmp_path / "data" / "c").symlink_to(secret.parent)
    collection = readers.read(tmp_path / "data")
    assert [source.name for source in collection.sources] == ["a.csv"]
    assert [f.location.source for f in collection.findings] == ["b.csv"]


def test_paths_in_a_list_are_named_from_the_folder_they_share(tmp_path):
    paths = [made(tmp_path, "cy/a.txt", "Bore da"), made(tmp_path, "en/a.txt", "Good morning")]
    sources = readers.read(paths).sources
    assert [(source.name, source.language) for source in sources] == [("cy/a.txt", "cy"), ("en/a.txt", "en")]


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("cy.json", "cy"),
        ("locales/cy-GB/app.json", "cy"),
        ("cy_GB.UTF-8/LC_MESSAGES/app.po", "cy"),
        ("service.cy.toml", "cy"),
        ("openapi-cy.json", "cy"),
        ("tudalen.cy.md", "cy"),
        ("x_en.parquet", "en"),
        ("conf/messages.cy", "cy"),
        ("values-cy/strings.xml", "cy"),
        ("cy.lproj/Localizable.strings", "cy"),
        ("cy/en.json", "en"),
        ("login.cy.js", None),
        ("cypress.json", None),
        ("agency.csv", None),
        ("open.csv", None),
    ],
)
def test_languages_of_files(name, language):
    assert readers.file_language(name) == language


@pytest.mark.parametrize(
    ("name", "start"), [("a.csv", b""), ("a.txt", b""), ("a.jsonl", b'{"a": "'), ("a.json", b'["')]
)
def test_an_endless_line_is_refused_in_little_memory(tmp_path, name, start):
    with (tmp_path / name).open("wb") as file:
        file.write(start)
        for _part in range(48):
            file.write(b"x" * (1 << 20))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableError, match="longer than 16 MiB"):
        rows_of(tmp_path / name)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 << 10


def test_json_pairs_and_catalogues_have_all_their_entries(shared_data):
    bitext = shared_data / "bitext"
    counts = {
        source.name.rpartition("/")[2]: sum(batch.num_rows for batch in source.batches())
        for folder in ("rod-licensing", "eq-questionnaire-runner/app")
        for source in readers.read(bitext / folder).sources
    }
    assert counts == {"cy.json": 884, "en.json": 895, "messages.po": 387}
