import csv
import io

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cymraeg_data import readers
from cymraeg_data.errors import NoDataError, UnreadableError
from cymraeg_data.readers.tabular import delimited

CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\ufeff"), max_size=12)
ROWS = st.integers(1, 4).flatmap(
    lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=12)
)
FILES = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(path, rows, **options):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL, **options).writerows(rows)
    return path


def source_of(path, content=None, **options):
    if content is not None:
        path.write_bytes(content)
    return readers.read(path, **options).sources[0]


def rows_of(source):
    return [row for batch in source.batches() for row in batch.drop_columns("_source").to_pylist()]


def codes(source):
    list(source.batches())
    return [finding.code for finding in source.findings]


@FILES
@given(rows=ROWS, ending=st.sampled_from(["\n", "\r\n", "\r"]))
def test_what_is_written_is_read(tmp_path, rows, ending):
    header = [f"c{index}" for index in range(len(rows[0]))]
    path = written(tmp_path / "t.csv", [header, *rows], lineterminator=ending)
    read = rows_of(source_of(path))
    assert [[row[name] for name in header] for row in read] == rows
    assert [row["_row"] for row in read] == list(range(1, len(rows) + 1))


@FILES
@given(rows=ROWS, blanks=st.lists(st.integers(0, 2), min_size=14, max_size=14))
def test_lines_are_exact_with_blank_lines_and_line_ends_in_cells(tmp_path, rows, blanks):
    out, expected, line = io.StringIO(newline=""), [], 1
    records = [[f"c{index}" for index in range(len(rows[0]))], *rows]
    for record, blank in zip(records, blanks, strict=False):
        out.write("\n" * blank)
        line += blank
        expected.append(line)
        csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(record)
        inner = "".join(record).replace("\r\n", "\n").count("\n") + "".join(record).replace("\r\n", "").count(
            "\r"
        )
        line += 1 + (inner if "\r" not in "".join(record) else sum(_line_ends(cell) for cell in record))
    path = tmp_path / "t.csv"
    path.write_bytes(out.getvalue().encode())
    read = rows_of(source_of(path))
    assert [row["_line"] for row in read] == expected[1:]
    assert [[row[name] for name in records[0]] for row in read] == rows


def _line_ends(cell):
    return len(cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")) - 1


@FILES
@given(rows=ROWS, size=st.integers(200, 400))
def test_batches_do_not_depend_on_the_size_of_blocks(tmp_path, rows, size):
    header = [f"c{index}" for index in range(len(rows[0]))]
    path = written(tmp_path / "t.csv", [header, *rows, ["gormod"] * 9, *rows])
    whole = source_of(path)
    expected = rows_of(whole)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "BLOCK", size)
        small = source_of(path)
        assert rows_of(small) == expected
        assert small.findings == whole.findings


def test_rows_with_a_wrong_number_of_fields_are_left_out_and_shown(tmp_path):
    source = source_of(tmp_path / "t.csv", b"Enw,Lle\nMair,Bala\n\nSion\nNia,Y Rhyl,x\nTwm,Barri\n")
    assert [(row["Enw"], row["_row"], row["_line"]) for row in rows_of(source)] == [
        ("Mair", 1, 2),
        ("Twm", 4, 6),
    ]
    (finding,) = source.findings
    assert (finding.code, finding.evidence["n"], finding.evidence["rows"]) == ("S703", 2, (2, 3))
    assert finding.evidence["examples"] == ("Sion", "Nia,Y Rhyl,x")


def test_stray_bytes_spoil_one_cell_and_are_counted(tmp_path):
    content = "Enw,Lle\nTŷ,Môn\nTŷ,Môn\n".encode() + b"C\xf4r,D\xf0r\nC\xf4r,x\ndrwg\xff\n"
    source = source_of(tmp_path / "t.csv", content)
    assert [row["Enw"] for row in rows_of(source)] == ["Tŷ", "Tŷ", "Côr", "Côr"]
    assert [row["Lle"] for row in rows_of(source)] == ["Môn", "Môn", "Dŵr", "x"]
    stray = {f.location.column: f for f in source.findings if f.code == "T201"}
    assert stray["Enw"].evidence["n"] == 2
    assert stray["Lle"].evidence["fallback"] == "iso8859-14"
    assert "S703" in codes(source)


def test_findings_start_anew_with_each_reading(tmp_path):
    source = source_of(tmp_path / "t.csv", b"Enw ,Enw\n1,2\n3\n")
    first = codes(source)
    assert first == codes(source) == ["T206", "S702", "S703"]
    assert source.schema.names == ["Enw", "Enw_2"]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_delimiters_are_found(tmp_path, delimiter):
    path = written(tmp_path / "t.csv", [["Enw", "Lle"], ["Mair, Nia", "Bala; Corwen"]], delimiter=delimiter)
    assert source_of(path).schema.names == ["Enw", "Lle"]


@pytest.mark.parametrize(
    ("content", "names", "row"),
    [
        ('"a, b";"c, d, e"\n"1, 2";"3, 4, 5"', ["a, b", "c, d, e"], ["1, 2", "3, 4, 5"]),
        (
            '"Incwm (£, miloedd)";"Blwyddyn"\n"12,5";"2024"\n',
            ["Incwm (£, miloedd)", "Blwyddyn"],
            ["12,5", "2024"],
        ),
        (
            "Enw, llawn, swyddogol|Cyfeiriad\nDŵr, cyffredinol|Aberwennol, Gwynedd\n",
            ["Enw, llawn, swyddogol", "Cyfeiriad"],
            ["Dŵr, cyffredinol", "Aberwennol, Gwynedd"],
        ),
        ("id,name\n" + "1,O&#039;Connor\n" * 19, ["id", "name"], ["1", "O&#039;Connor"]),
        (
            "id;agored;grŵp\n1;False;['112', '112']\n",
            ["id", "agored", "grŵp"],
            ["1", "False", "['112', '112']"],
        ),
        ('\ufeff"Enw","Name"\n"Tŷ Mawr","Big House"\n', ["Enw", "Name"], ["Tŷ Mawr", "Big House"]),
        ("Enw\tName\nAbertawe\tSwansea\n", ["Enw", "Name"], ["Abertawe", "Swansea"]),
        ('id,lle\n1,"Neuadd y Sir\nCaernarfon"\n', ["id", "lle"], ["1", "Neuadd y Sir\nCaernarfon"]),
        ('id\tjson\n1\t{"a": 1, "b": 2}\n', ["id", "json"], ["1", '{"a": 1, "b": 2}']),
        ("a, b, c\n1, 2, 3\n", ["a", "b", "c"], ["1", " 2", " 3"]),
    ],
)
def test_a_header_that_holds_other_delimiters_is_not_cut(tmp_path, content, names, row):
    source = source_of(tmp_path / "t.csv", content.encode())
    assert source.schema.names == names
    assert list(rows_of(source)[0].values())[: len(row)] == row


def test_the_dialect_is_public_and_takes_open_files(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes('\ufeff"a";"b"\r\n"1";2\r\n'.encode("utf-16-le"))
    expected = readers.Dialect(
        delimiter=";", quoting="minimal", line_end="\r\n", byte_order_mark=True, encoding="utf-16"
    )
    assert readers.dialect(path) == readers.dialect(str(path)) == expected
    with path.open("rb") as file:
        assert readers.dialect(file) == expected
        assert file.tell() == 0
    assert readers.dialect(io.BytesIO(b"")).delimiter == ","


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252", "iso8859-14"])
def test_other_encodings_are_read_and_named(tmp_path, encoding):
    source = source_of(tmp_path / "t.csv", "enw,lle\nSiân,Llanfair\nTwm,Môn\n".encode(encoding))
    assert [row["enw"] for row in rows_of(source)] == ["Siân", "Twm"]
    assert ("T207" in codes(source)) == (encoding != "utf-8-sig")


def test_the_encoding_can_be_given(tmp_path):
    source = source_of(tmp_path / "t.csv", "enw\ntþ\n".encode("latin-1"), encoding="iso8859-14")
    assert rows_of(source)[0]["enw"] == "tŷ"


@pytest.mark.parametrize("content", [b"", b"\n\n", b"Enw,Lle\n", b"Enw", b"\x00" * 40, b"\xef\xbb\xbf"])
def test_no_rows_is_no_data(tmp_path, content):
    with pytest.raises(NoDataError):
        source_of(tmp_path / "t.csv", content)


def test_a_nul_byte_is_read(tmp_path):
    assert rows_of(source_of(tmp_path / "t.csv", b"a,b\n1,x\x00y\n"))[0]["b"] == "x\x00y"


def test_a_quotation_mark_that_is_never_closed_ends_in_a_clear_error(tmp_path):
    content = b'a,b\n1,2\n3,"' + b"xxxxxxx\n" * (5 << 19)
    source = source_of(tmp_path / "t.csv", content)
    with pytest.raises(UnreadableError, match="row 2 is longer"):
        list(source.batches())


def test_a_row_larger_than_the_usual_block_is_read(tmp_path):
    long = "ŵ" * 1_500_000
    path = written(tmp_path / "t.csv", [["a", "b"], ["1", "2"], ["3", f"{long}\n{long}"], ["5", "6"]])
    read = rows_of(source_of(path))
    assert [(row["a"], row["_row"], row["_line"]) for row in read] == [("1", 1, 2), ("3", 2, 3), ("5", 3, 5)]
    assert len(read[1]["b"]) == 3_000_001


def test_a_column_called_like_the_provenance_is_renamed(tmp_path):
    source = source_of(tmp_path / "t.csv", b"_row,a\n1,2\n")
    assert source.schema.names == ["_row_2", "a"]
    assert codes(source) == ["S702"]


def test_provenance_has_its_types(tmp_path):
    batch = next(source_of(tmp_path / "t.csv", b"a\n1\n").batches())
    assert batch.schema.names == ["a", *readers.PROVENANCE]
    assert batch.schema.field("_source").type == pa.dictionary(pa.int32(), pa.string())
    assert batch.column("_source").to_pylist() == ["t.csv"]


def test_the_place_name_list_has_all_its_rows(shared_data):
    source = readers.read(shared_data / "bitext" / "welsh-placenames-list").sources[0]
    read = rows_of(source)
    assert len(read) == 3615
    assert (read[-1]["_row"], read[-1]["_line"]) == (3615, 3616)
    assert [finding.code for finding in source.findings] == ["T206"]


def test_exports_in_every_encoding_have_the_rows_of_the_reference(shared_data):
    sources = {
        s.name: s for s in readers.read(shared_data / "bitext" / "derived").sources if s.format == "csv"
    }
    cells = {name: [tuple(row.values()) for row in rows_of(source)] for name, source in sources.items()}
    assert {len(rows) for rows in cells.values()} == {400}
    assert cells["placenames-400.utf16-tab.txt"] == cells["placenames-400.reference.csv"]


@pytest.mark.parametrize(
    ("content", "closed"),
    [
        (b'a,b\n1,"x\n2,y\n3,z\n', False),
        (b'a,b\n1,"x\n2,y\n\n3,z', False),
        (b'a,b\n1,"x\ny"\n', True),
        (b'a,b\n1,"x\ny"\n\n\n', True),
        (b'a,b\n1,"x\n\ny"', True),
        (b"a,b\n1,x\n", True),
    ],
)
def test_a_quotation_mark_that_is_never_closed_is_found(tmp_path, content, closed):
    assert codes(source_of(tmp_path / "t.csv", content)) == ([] if closed else ["S707"])


def test_private_characters_that_stand_in_the_file_are_kept(tmp_path):
    cell = "\U0010f780 \U0010f7ff"
    content = f"a,b\n{cell},{cell}\n".encode() + "ŵ\n".encode() + f"{cell}x,".encode() + b"\xf4\n"
    source = source_of(tmp_path / "t.csv", content)
    assert [(row["a"], row["b"]) for row in rows_of(source)] == [(cell, cell), (f"{cell}x", "ô")]
    assert [f.evidence["n"] for f in source.findings if f.code == "T201"] == [1]
