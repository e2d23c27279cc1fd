"""Spreadsheets: values as text, sheets of every kind, and files that would take far more memory than they should."""

import contextlib
import datetime as dt
import resource
import sys
import zipfile

import openpyxl
import pytest

import excel_files as excel
from cymraeg_data import readers
from cymraeg_data.errors import MissingExtraError, NoDataError, UnreadableError
from cymraeg_data.readers.tabular.sheet_extent import binary_extent, legacy_extents, xml_extent


def tables_of(path):
    return {
        source.name.partition("#")[2]: [
            (row.pop("_line"), *(value for name, value in row.items() if name not in readers.PROVENANCE))
            for batch in source.batches()
            for row in batch.to_pylist()
        ]
        for source in readers.read(path).sources
    }


def test_values_are_text_as_in_a_csv_file(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Un"
    values = {
        "testun": "  Tŷ\nMawr ",
        "cyfan": 7,
        "arnof": -2.0,
        "degol": 1.5,
        "mawr": 123456789012345,
        "canran": 0.25,
        "dyddiad": dt.date(2024, 3, 1),
        "hanner nos": dt.datetime(2024, 3, 1),  # noqa: DTZ001 - cells have no time zone
        "adeg": dt.datetime(2024, 3, 1, 10, 30),  # noqa: DTZ001 - the same
        "amser": dt.time(9, 5),
        "hyd": dt.timedelta(hours=30),
        "gwir": True,
        "gau": False,
        "gwall": "#N/A",
        "gwag": None,
        "olaf": "x",
    }
    for _each in range(3):
        sheet.append([])
    sheet.cell(4, 2, None)
    for column, (name, value) in enumerate(values.items(), 3):
        sheet.cell(4, column, name)
        sheet.cell(5, column, value)
    sheet.merge_cells("C6:D7")
    sheet["C6"] = "cyfun"
    sheet["E9"] = "#REF!"
    hidden = book.create_sheet("Cudd")
    hidden.sheet_state = "hidden"
    hidden.append(["a"])
    hidden.append([1])
    book.create_sheet("Gwag")
    book.create_chartsheet("Siart")
    book.save(tmp_path / "a.xlsx")
    tables = tables_of(tmp_path / "a.xlsx")
    assert list(tables) == ["Un", "Cudd"]
    assert tables["Cudd"] == [(2, "1")]
    first, merged, error = tables["Un"]
    assert first == (
        *(
            5,
            None,
            None,
            "  Tŷ\nMawr ",
            "7",
            "-2",
            "1.5",
            "123456789012345",
            "0.25",
            "2024-03-01",
            "2024-03-01",
        ),
        *("2024-03-01 10:30:00", "09:05:00", "1 day, 6:00:00", "TRUE", "FALSE", "#N/A", None, "x"),
    )
    assert merged[:5] == (6, None, None, "cyfun", None)
    assert (error[0], error[5]) == (9, "#REF!")


def test_a_legacy_workbook_is_read(tmp_path):
    cells = [
        excel.label(2, 1, "Enw"),
        excel.label(2, 2, "Blwyddyn"),
        excel.label(2, 3, "Agor"),
        excel.label(2, 4, "Ie"),
        excel.label(3, 1, "Tŷ Mawr"),
        excel.number(3, 2, 2024.0),
        excel.number(3, 3, 45352.0, style=1),
        excel.truth(3, 4, 1),
        excel.label(5, 1, "Llŷn"),
        excel.number(5, 2, 1.5),
    ]
    other = [excel.label(0, 0, "a"), excel.number(1, 0, 3)]
    (tmp_path / "a.xls").write_bytes(excel.xls(("Lleoedd", cells), ("Gwag", []), ("Arall", other)))
    assert tables_of(tmp_path / "a.xls") == {
        "Lleoedd": [(4, None, "Tŷ Mawr", "2024", "2024-03-01", "TRUE"), (6, None, "Llŷn", "1.5", None, None)],
        "Arall": [(2, "3")],
    }
    assert [source.format for source in readers.read(tmp_path).sources] == ["xls", "xls"]
    (tmp_path / "a.xls").rename(tmp_path / "dienw")
    assert readers.read(tmp_path / "dienw").sources[0].format == "xls"


def test_a_binary_workbook_is_read(tmp_path):
    excel.xlsb(tmp_path / "a.xlsb", [(0, {0: "Enw", 1: "n"}), (2, {0: "Tŷ", 1: 2.5}), (3, {1: 7.0})])
    assert tables_of(tmp_path / "a.xlsb") == {"Un": [(3, "Tŷ", "2.5"), (4, None, "7")]}


def far_xlsx(path):
    book = openpyxl.Workbook()
    for row in (1, 50_000):
        book.active.cell(row, 1, "a")
        book.active.cell(row, 16_384, "a")
    book.save(path)


def far_xls(path):
    cells = [excel.label(0, 0, "a"), excel.label(65_535, 255, "a")]
    path.write_bytes(excel.xls(*[(f"s{number}", cells) for number in range(20)]))


def far_xlsb(path):
    excel.xlsb(path, [(0, {0: "a"}), (1_048_575, {16_383: "a"})])


def far_ods(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "content.xml",
            '<t:table xmlns:t="t" t:name="T"><t:table-row t:number-rows-repeated="16000"><t:table-cell'
            ' t:number-columns-repeated="16000"><t:p>a</t:p></t:table-cell></t:table-row></t:table>',
        )


@pytest.mark.parametrize(
    ("name", "write"), [("a.xlsx", far_xlsx), ("a.xls", far_xls), ("a.xlsb", far_xlsb), ("a.ods", far_ods)]
)
def test_a_few_cells_far_apart_are_refused_in_little_memory(tmp_path, name, write):
    write(tmp_path / name)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableError, match=rf"{name}: a sheet is too large"):
        readers.read(tmp_path / name)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 << 10


def test_a_cell_in_the_last_row_is_no_reason_to_refuse(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.cell(1_048_576, 1, "x")
    book.save(tmp_path / "a.xlsx")
    assert tables_of(tmp_path / "a.xlsx") == {"Sheet": [(1_048_576, "x", None)]}


@pytest.mark.parametrize("cut", range(0, 120, 7))
def test_the_extent_of_a_sheet_does_not_depend_on_how_it_is_cut(cut):
    sheet = b'<x:row r="3"><x:c s="1" r=\'B3\'><v>1</v></x:c><x:c t="e"><x:v>#REF!</x:v></x:c></x:row><x:row><x:c/></x:row>'
    extent = xml_extent([sheet[:cut], sheet[cut:]])
    assert (extent.first_row, extent.last_row, extent.first_column, extent.last_column) == (2, 3, 0, 2)
    assert (extent.n_cells, extent.area, extent.errors) == (3, 6, {(2, 2): "#REF!"})


@pytest.mark.parametrize(
    "content",
    [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 2000],
)
@pytest.mark.parametrize("name", ["a.xls", "a.xlsb", "a.xlsx", "a.xlsm"])
def test_what_is_no_workbook_is_unreadable(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableError, match=name):
        readers.read(tmp_path / name)


@pytest.mark.parametrize("share", [0.05, 0.2, 0.5, 0.7, 0.99])
def test_half_a_legacy_workbook_is_unreadable_or_read(tmp_path, share):
    whole = excel.xls(("Un", [excel.label(0, 0, "a"), excel.number(1, 0, 3)]))
    (tmp_path / "a.xls").write_bytes(whole[: int(len(whole) * share)])
    tables = {}
    with contextlib.suppress(UnreadableError, NoDataError):
        tables = tables_of(tmp_path / "a.xls")
    assert tables in ({}, {"Un": [(2, "3")]})


def test_extents_of_rubbish_are_found_without_end():
    assert binary_extent(b"\x00\x04\x01").area == 0
    with pytest.raises(ValueError, match=r"."):
        legacy_extents(b"\xff" * 5000)


def test_without_calamine_the_message_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    (tmp_path / "a.xls").write_bytes(excel.xls(("Un", [])))
    with pytest.raises(MissingExtraError, match="formats"):
        readers.read(tmp_path / "a.xls")
