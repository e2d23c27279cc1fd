"""Laws of `fix`: what needs no repair comes back byte for byte, and a repair touches only its cell."""

import csv
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cymraeg_data import readers
from cymraeg_data.errors import InputError, UnreadableError
from cymraeg_data.fixing import changes, delimited_repair, fix_file
from cymraeg_data.normalisation import normalise
from cymraeg_data.readers import dialect

FILES = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
BOMS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
ENCODINGS = ("utf-8", "cp1252", "utf-16-le", "utf-16-be", "iso8859-14")
PARTS = ("Tŷ", "dŵr", "Môn", "12", "a", "£5", ",", ", ", ";", "|", "\t", '"', "\n", "\r\n", '""', "'", " ")


@st.composite
def cells(draw):
    """Return a cell with delimiters, quotation marks and line feeds that needs no repair."""
    text = "".join(draw(st.lists(st.sampled_from(PARTS), max_size=6)))
    return normalise(text)


@st.composite
def dialects(draw):
    return {
        "delimiter": draw(st.sampled_from([",", ";", "\t", "|"])),
        "lineterminator": draw(st.sampled_from(["\n", "\r\n", "\r"])),
        "quoting": draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONE])),
    }


@st.composite
def tables(draw, min_rows=1):
    """Return the rows of a table, and its dialect."""
    form = draw(dialects())
    width = draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(cells(), min_size=width, max_size=width), min_size=min_rows, max_size=6))
    if form["quoting"] == csv.QUOTE_NONE:
        bare = str.maketrans("", "", form["delimiter"] + '"\r\n')
        rows = [[normalise(cell.translate(bare)) for cell in row] for row in rows]
        rows = [row if row != [""] else ["a"] for row in rows]
    return rows, form, draw(st.sampled_from(ENCODINGS)), draw(st.booleans()), draw(st.booleans())


def written(rows, form, encoding, mark, ended):
    def cell(text, alone):
        marks = (form["delimiter"], '"', "\r", "\n")
        needed = (alone and not text) or any(each in text for each in marks)
        if form["quoting"] == csv.QUOTE_ALL or (form["quoting"] == csv.QUOTE_MINIMAL and needed):
            return '"' + text.replace('"', '""') + '"'
        return text

    lines = (form["delimiter"].join(cell(text, len(row) == 1) for text in row) for row in rows)
    body = (form["lineterminator"].join(lines) + form["lineterminator"] * ended).encode(encoding, "replace")
    # Without a mark, UTF-16 shows itself only where there is enough of it.
    return BOMS.get(encoding, b"") + body if mark or encoding.startswith("utf-16") else body


def made(folder, name, data):
    for each in folder.iterdir():
        each.unlink()
    path = folder / name
    path.write_bytes(data)
    return path


@FILES
@given(table=tables())
def test_a_clean_table_of_every_dialect_comes_back_byte_for_byte(tmp_path, table):
    data = written(*table)
    path = made(tmp_path, "t.csv", data)
    done = fix_file(path)
    if not done.n_changes:
        assert done.path.read_bytes() == data
        return
    # A `?` for a letter that the encoding lacks is damage, and bare cells may be cut in more than one way.
    assert "?" in data.decode(table[2], "replace") or (
        table[1]["quoting"] != csv.QUOTE_ALL and dialect(path).delimiter != table[1]["delimiter"]
    )


@FILES
@given(table=tables())
def test_the_dialect_of_quoted_cells_is_found(tmp_path, table):
    rows, form, *rest = table
    form = {**form, "quoting": csv.QUOTE_ALL}
    rows = [[*row, "x"] for row in rows]
    found = dialect(made(tmp_path, "t.csv", written(rows, form, *rest)))
    assert (found.delimiter, found.quoting) == (form["delimiter"], "all")
    assert found.line_end == (form["lineterminator"] if len(rows) > 1 or rest[2] else "\n")
    assert found.byte_order_mark == (rest[0] in BOMS and (rest[1] or rest[0].startswith("utf-16")))


@FILES
@given(table=tables(), place=st.tuples(st.integers(0, 5), st.integers(0, 3)))
def test_a_repair_touches_the_bytes_of_its_cell_only(tmp_path, table, place):
    rows, form, encoding, mark, ended = table
    row, column = place[0] % len(rows), place[1] % len(rows[0])
    form = {**form, "quoting": csv.QUOTE_ALL}
    right = [list(each) for each in rows]
    right[row][column] = "Tŷ Mawr a dŵr"
    wrong = [list(each) for each in right]
    wrong[row][column] = "TÅ· Mawr a dÅµr"
    encoding = encoding if encoding.startswith("utf") else "utf-8"
    done = fix_file(made(tmp_path, "t.csv", written(wrong, form, encoding, mark, ended)))
    assert done.n_changes == 1
    assert done.path.read_bytes() == written(right, form, encoding, mark, ended)


@FILES
@given(data=st.binary(max_size=200), name=st.sampled_from(["t.csv", "t.tsv", "t.txt", "t.md"]))
def test_any_bytes_come_back_where_nothing_changed(tmp_path, data, name):
    done = fix_file(made(tmp_path, name, data))
    if not done.n_changes:
        assert done.path.read_bytes() == data


@FILES
@given(
    lines=st.lists(cells(), max_size=8),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(ENCODINGS),
    name=st.sampled_from(["t.txt", "t.md"]),
)
def test_a_clean_text_comes_back_byte_for_byte(tmp_path, lines, ending, encoding, name):
    data = ending.join(lines).encode(encoding, "replace")
    path = made(tmp_path, name, data)
    done = fix_file(path)
    if not done.n_changes:
        assert done.path.read_bytes() == data


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | cells(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(cells(), inside, max_size=3),
    max_leaves=8,
)


@FILES
@given(
    value=VALUES,
    indent=st.sampled_from([None, 2, "\t"]),
    escaped=st.booleans(),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_a_clean_document_comes_back_byte_for_byte_and_a_repair_changes_one_string(
    tmp_path, value, indent, escaped, encoding
):
    def document(text):
        whole = {"a": value, "tŷ": [1.50, text], "b": [value, text[:0]]}
        return json.dumps(whole, ensure_ascii=escaped, indent=indent).encode(encoding)

    clean = document("Mae'r tŷ yn hen")
    done = fix_file(made(tmp_path, "a.json", clean))
    assert (done.n_changes, done.path.read_bytes()) == (0, clean)
    path = made(tmp_path, "b.json", document("Mae'r tÅ· yn hen"))
    assert [change.column for change in changes(path, tmp_path / "out")] == ["tŷ[1]"]
    assert (tmp_path / "out").read_bytes() == clean


@FILES
@given(values=st.lists(VALUES, min_size=1, max_size=5), ending=st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_clean_json_lines_come_back_byte_for_byte(tmp_path, values, ending):
    data = ending.join(json.dumps(value, ensure_ascii=False) for value in values).encode()
    done = fix_file(made(tmp_path, "a.jsonl", data))
    assert (done.n_changes, done.path.read_bytes()) == (0, data)


def test_a_clean_parquet_file_comes_back_byte_for_byte(tmp_path):
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"enw": ["Tŷ", None]}), path, compression="gzip", row_group_size=1)
    assert fix_file(path).path.read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("name", "given_", "expected"),
    [
        ("a.csv", '"Incwm (£, miloedd)";"Blwyddyn"\n"12,5";"2024"\n', None),
        ("a.csv", '"a, b";"c, d, e"\n"1, 2";"3, 4, 5"', None),
        (
            "a.csv",
            "Enw, llawn, swyddogol|Cyfeiriad\nDÅµr, cyffredinol|Aberwennol, Gwynedd\n",
            "Enw, llawn, swyddogol|Cyfeiriad\nDŵr, cyffredinol|Aberwennol, Gwynedd\n",
        ),
        (
            "a.csv",
            '\ufeff"Enw","Name"\r\n"TÅ· Mawr",Big House\r\n',
            '\ufeff"Enw","Name"\r\n"Tŷ Mawr",Big House\r\n',
        ),
        ("a.csv", 'id,lle\n1,"Neuadd y Sir\nCaernarfon"\n\n2,"a ""b"" c"', None),
        ("a.csv", 'enw,nodyn\nTÅ·,5" x 3"\n', 'enw,nodyn\nTŷ,5" x 3"\n'),
        ("a.csv", 'enw,nodyn\n "a b",x\n', None),  # may be a quoted cell after a space: nothing is moved
        ("a.csv", 'a,b\n1,"TÅ· heb ei gau\n', 'a,b\n1,"Tŷ heb ei gau\n'),
        ("a.csv", "enw\na\n \nb\n", 'enw\na\n""\nb\n'),
        ("a.jsonl", '{"a":"iawn" ,"b": "\\/ t\\u00c5\\u00b7"}', '{"a":"iawn" ,"b": "/ t\\u0177"}'),
    ],
)
def test_what_is_written_by_hand(tmp_path, name, given_, expected):
    path = made(tmp_path, name, given_.encode())
    assert fix_file(path).path.read_bytes().decode() == (given_ if expected is None else expected)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_stays_so(tmp_path, encoding):
    path = made(tmp_path, "a.csv", "Enw;Sir\r\nTÅ· Mawr;Gwynedd\r\n".encode(encoding))
    assert fix_file(path).path.read_bytes() == "Enw;Sir\r\nTŷ Mawr;Gwynedd\r\n".encode(encoding)


def test_the_cases_of_the_dialects_come_back(tmp_path):
    for number, text in enumerate(
        (
            "id,name\n" + "".join(f"{n},O&#039;Connor\n" for n in range(19)),
            "id;agored;grŵp\n1;False;['345']\n2;True;['112', '112']\n",
            '\ufeff"Enw","Name"\n"Tŷ Mawr","Big House"\n',
            "Enw\tName\nAbertawe\tSwansea\n",
            'id,cyfeiriad\n1,"Neuadd y Sir\nCaernarfon\nGwynedd"\n',
        )
    ):
        path = tmp_path / f"{number}.csv"
        path.write_bytes(text.encode())
        done = fix_file(path)
        assert done.path.read_bytes().decode() == text.replace("&#039;", "'")


@FILES
@given(st.lists(st.lists(cells(), min_size=2, max_size=2), min_size=3, max_size=8))
def test_the_repair_does_not_depend_on_how_many_rows_are_looked_at_together(tmp_path, rows):
    rows = [*rows, [" TÅ·", "d?r"], ["Ynys MÃ´n "]]
    path = made(
        tmp_path,
        "t.csv",
        "".join(";".join(f'"{c.replace(chr(34), "")}"' for c in row) + "\n" for row in rows).encode(),
    )
    results = []
    for few in (0, 1000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(delimited_repair, "_FEW", few)
            results.append((list(changes(path, tmp_path / "out")), (tmp_path / "out").read_bytes()))
    assert results[0] == results[1]
    assert len(results[0][0]) >= 3


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("text\nBore da, ffrind\nDa iawn, diolch, a tithau\n", None),
        ("id,text\n1,Bore da, ffrind\n", None),
        ("id,text\n1,'a, b'\n", None),
        ('# nodyn, "x\na,b\n', None),
        ('id,text\n1, "a, b"\n', None),
        ('id,text\n1,"TÅ· yn y dref \\"b\\" c"\n', 'id,text\n1,"Tŷ yn y dref \\"b\\" c"\n'),
        ("id,text\n1,TÅ·, a mwy \n", "id,text\n1,Tŷ, a mwy \n"),
    ],
)
@pytest.mark.parametrize("more", [0, 60])  # rows looked at one by one, and as columns
def test_a_row_that_may_be_cut_wrongly_keeps_its_spaces_and_marks(tmp_path, given_, expected, more):
    rest = "".join(f"{n},iawn\n" for n in range(more))
    done = fix_file(made(tmp_path, "a.csv", (given_ + rest).encode()))
    assert done.path.read_bytes().decode() == (given_ if expected is None else expected) + rest


def test_utf_32_is_read_and_not_repaired(tmp_path):
    path = made(tmp_path, "a.csv", "enw,nodyn\nTŷ, a \n".encode("utf-32"))
    assert readers.dialect(path).encoding == "utf-32"
    with pytest.raises(UnreadableError, match="UTF-32"):
        fix_file(path)


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match="is a folder"):
        fix_file(tmp_path)
