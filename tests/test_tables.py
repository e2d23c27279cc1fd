"""Statistical tables: tidy cells, data markings, CSV on the Web, descriptions, and the way back to a figure."""

import csv
import io
import json
import re
import shutil
import warnings

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cubes
import releases
import sabotage
from commands import run
from cymraeg_data import locale, package, readers
from cymraeg_data.detection import detect
from cymraeg_data.errors import InputError, ManifestError, SourceNotFoundError
from cymraeg_data.package.building import label_codes, tidy, work_parts
from cymraeg_data.package.documents import csvw, table_prose
from cymraeg_data.package.manifests.table_section import Table, TableDimension, Wide
from cymraeg_data.package.manifests.values import Bilingual, Column
from cymraeg_data.package.record import markings, table_contents

CUBE = "corpora_manifests/statswales-cysylltiadau-iechyd-plant.toml"
CSVW = "csvw/tables.csv"
METADATA = f"{CSVW}-metadata.json"


def build(folder, *replacements, rows=cubes.ROWS, header=cubes.HEADER):
    """Build the small table, or another like it."""
    manifest = cubes.write_manifest(folder, *replacements)
    return package.build(manifest, folder / "out", source=cubes.write_source(folder, rows, header))


def rows_of(built):
    """Return the rows of a build by the native part of their ids."""
    table = pa.concat_tables([pq.read_table(built.folder / file.path) for file in built.facts.files])
    return {row["id"].partition(":")[2]: row for row in table.to_pylist()}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build(tmp_path_factory.mktemp("tabl"))


@pytest.fixture
def copy(built, tmp_path):
    return shutil.copytree(built.folder, tmp_path / "copi")


def codes(findings):
    return {finding.code for finding in findings}


def split_one(text):
    values, marks = markings.split(pa.array([text], pa.string()))
    return values.to_pylist()[0], marks.to_pylist()[0]


class TestMarkings:
    @pytest.mark.parametrize(
        ("text", "value", "marking"),
        [
            ("1,234", 1234.0, None),
            ("1 234 567.8", 1234567.8, None),
            ("1\u202f234", 1234.0, None),
            ("-5", -5.0, None),
            ("\u22125", -5.0, None),
            ("–5", -5.0, None),
            ("+5", 5.0, None),
            ("12.5%", 12.5, None),
            ("£1,200", 1200.0, None),
            (".5", 0.5, None),
            ("12.", 12.0, None),
            ("1e-05", 0.00001, None),
            ("1.5E+6", 1500000.0, None),
            ("  7  ", 7.0, None),
            ("1,234 [r]", 1234.0, "r"),
            ("12.5p", 12.5, "p"),
            ("12.5 P", 12.5, "p"),
            ("12.5% [p] [u]", 12.5, "p,u"),
            ("3 (p,f)", 3.0, "p,f"),
            ("0*", 0.0, "*"),
            ("12e", 12.0, "e"),
            ("5 [low]", 5.0, "low"),
            ("5 [note 3]", 5.0, "note 3"),
            ("[c]", None, "c"),
            ("c", None, "c"),
            ("[x] [z]", None, "x,z"),
            ("sss", None, "sss"),
            (".", None, "."),
            ("..", None, ".."),
            ("*", None, "*"),
            ("-", None, "-"),
            ("–", None, "-"),
            ("not available", None, "not available"),
            ("n/a", None, "n/a"),
            ("", None, None),
            ("  ", None, None),
            (None, None, None),
        ],
    )
    def test_a_value_and_its_markings_come_apart(self, text, value, marking):
        assert split_one(text) == (value, marking)

    @pytest.mark.parametrize(
        "text", ["1,23", "12,34,567", "2013-14", "(123)", "1.2.3", "12 of 20", "£", "--5"]
    )
    def test_what_is_no_number_is_kept_as_a_marking_for_somebody_to_look_at(self, text):
        value, marking = split_one(text)
        assert value is None
        assert marking

    @given(
        st.decimals(min_value=-10_000_000, max_value=10_000_000, places=2),
        st.lists(st.sampled_from(sorted(markings.SHORTHAND["statswales"])), unique=True, max_size=3),
        st.sampled_from(["", ","]),
        st.sampled_from(["-", "−", "–"]),
        st.sampled_from([" [{}]", " ({})", " {}", "{}"]),
        st.sampled_from(["", "%"]),
    )
    def test_a_value_written_with_its_markings_is_read_back(self, number, marks, comma, minus, form, percent):
        digits = f"{abs(number):{comma}}"
        text = (minus if number < 0 else "") + digits + percent
        text += form.format(",".join(marks)) if marks else ""
        assert split_one(text) == (float(number), ",".join(marks) or None)

    @given(st.lists(st.one_of(st.none(), st.text(max_size=12)), max_size=6))
    def test_no_text_is_lost_and_every_array_gives_as_many_values(self, texts):
        values, marks = markings.split(pa.array(texts, pa.string()))
        assert len(values) == len(marks) == len(texts)
        for text, value, mark in zip(texts, values.to_pylist(), marks.to_pylist(), strict=True):
            if text is not None and text.strip():
                assert value is not None or mark is not None or not re.search(r"[^\s,\[\]()]", text)

    @pytest.mark.parametrize("code", sorted(markings.SHORTHAND["statswales"]))
    def test_each_shorthand_has_a_meaning_in_each_language(self, code):
        meaning = markings.SHORTHAND["statswales"][code]
        assert meaning.cy != meaning.en
        assert code == code.lower()


class TestCodes:
    @given(st.text(min_size=1, max_size=20))
    def test_a_code_depends_on_the_label_alone_and_fits_into_an_id(self, label):
        code = label_codes.code_of(label)
        assert code == label_codes.code_of(label)
        assert bool(code) == bool(label.strip())
        array = pa.array([label, None, label, "Powys"])
        assert label_codes.codes_of_labels(array).to_pylist() == [code or None, None, code or None, "powys"]

    def test_what_differs_in_a_sign_only_has_different_codes(self):
        names = ["65", "65+", "<65", ">65", "65%", "65 & 66", "65 66"]
        assert len({label_codes.code_of(name) for name in names}) == len(names)


@st.composite
def wide_tables(draw):
    columns = draw(st.lists(st.sampled_from(["2020", "2021", "2022", "2023"]), min_size=1, unique=True))
    n = draw(st.integers(0, 5))
    cells = {name: [f"{name}/{row}" for row in range(n)] for name in columns}
    return columns, pa.record_batch({"Lle": [f"lle {row}" for row in range(n)], **cells})


class TestMelting:
    @given(wide_tables())
    def test_every_cell_is_there_once_in_the_order_of_the_rows(self, drawn):
        columns, batch = drawn
        melted = tidy.melt(batch, Wide(columns=tuple(columns), name="Blwyddyn", value="Gwerth"))
        expected = [
            {"Lle": row["Lle"], "Blwyddyn": name, "Gwerth": row[name]}
            for row in batch.to_pylist()
            for name in columns
        ]
        assert melted.to_pylist() == expected

    WIDE = (
        ('from = "Blwyddyn"', 'from = "(blwyddyn)"'),
        ('from = "Gwerth"', 'from = "(gwerth)"'),
        (
            '[[table.dimensions]]\nname = "area"',
            (
                '[table.wide]\ncolumns = ["2022-23", "2023-24"]\nname = "(blwyddyn)"\nvalue ='
                ' "(gwerth)"\n\n[[table.dimensions]]\nname = "area"'
            ),
        ),
    )

    def test_a_wide_table_gives_the_same_cells_as_a_long_one(self, tmp_path, built):
        header = ("Cod", "Ardal", "Area", "2022-23", "2023-24", "Nodyn", "Note")
        pairs = zip(cubes.ROWS[::2], cubes.ROWS[1::2], strict=True)
        rows = [(*first[:4][:3], first[4], second[4], "", "") for first, second in pairs]
        wide = build(tmp_path, *self.WIDE, rows=rows, header=header)
        kept = ("area_code", "year_code", "area_cy", "value", "value_text", "marking", "unit_cy")
        assert [[row[name] for name in kept] for row in rows_of(wide).values()] == [
            [row[name] for name in kept] for row in rows_of(built).values()
        ]
        assert {row["source_row"] for row in rows_of(wide).values()} == {1, 2, 3, 4}
        assert wide.facts.unmapped == ()
        assert package.verify(wide.folder) == ()

    def test_wide_tables_in_two_languages_are_joined_cell_by_cell(self, tmp_path):
        start, end = cubes.PARSE.index("[parse]"), cubes.PARSE.index("[table]")
        parallel = (
            '[parse]\nadapter = "parallel-tables"\nconfig = "tables"\nid = ["area", "year"]\n'
            'tables = { cy = "cy.csv", en = "en.csv" }\n\n'
            + "".join(
                f'[[parse.columns]]\nfrom = {{ {origin} }}\nto = "{name}"\n\n'
                for name, origin in (
                    ("area_code_given", 'cy = "Cod", en = "Code"'),
                    ("ardal", 'cy = "Ardal"'),
                    ("area", 'en = "Area"'),
                    ("year", 'cy = "(b)", en = "(b)"'),
                    ("text", 'cy = "(g)", en = "(g)"'),
                )
            )
            + '[table.wide]\ncolumns = ["2022", "2023"]\nname = "(b)"\nvalue = "(g)"\n\n'
        )
        manifest = cubes.write_manifest(
            tmp_path,
            (cubes.PARSE[start:end], parallel),
            ('notes = { cy = "nodyn", en = "note" }\n', ""),
        )
        releases.write_source(tmp_path, "Cod,Ardal,2022,2023\nW1,Môn,1,2\nW2,Powys,3,[c]\n", "cy.csv")
        source = releases.write_source(
            tmp_path, "Code,Area,2022,2023\nW1,Anglesey,1,2\nW2,Powys,3,[c]\n", "en.csv"
        )
        built = package.build(manifest, tmp_path / "out", source=source.parent)
        found = [(row["area_cy"], row["area_en"], row["value"]) for row in rows_of(built).values()]
        assert found == [
            ("Môn", "Anglesey", 1),
            ("Môn", "Anglesey", 2),
            ("Powys",) * 2 + (3,),
            ("Powys",) * 2 + (None,),
        ]
        assert [row["source_row"] for row in rows_of(built).values()] == [1, 1, 2, 2]
        assert package.cell(built.folder, f"{built.id}:W1/2023").source == "cy.csv, en.csv"
        assert package.verify(built.folder) == ()

    def test_a_column_that_is_not_there_is_named(self, tmp_path):
        header = ("Cod", "Ardal", "Area", "2022-23", "2024-25", "Nodyn", "Note")
        with pytest.raises(InputError, match="has no column “2023-24”"):
            build(tmp_path, *self.WIDE, rows=[("W06", "Môn", "Anglesey", "1", "2", "", "")], header=header)


class TestCells:
    def test_each_has_value_marking_unit_labels_and_notes(self, built):
        row = rows_of(built)["W06/2023-24"]
        wanted = {
            "area_code": "W06",
            "area_cy": "Ynys Môn",
            "area_en": "Isle of Anglesey",
            "year_code": "2023-24",
            "value": 1301.0,
            "value_text": "1,301 [p]",
            "marking": "p",
            "marking_cy": "amodol",
            "marking_en": "provisional",
            "unit_cy": "ymweliadau",
            "unit_en": "visits",
            "notes_cy": "Amodol tan fis Mai.",
            "notes_en": "Provisional until May.",
            "source_row": 2,
        }
        assert {name: row[name] for name in wanted} == wanted

    def test_a_value_that_is_marked_only_is_null_with_its_reason(self, built):
        row = rows_of(built)["W07/2022-23"]
        assert (row["value"], row["value_text"], row["marking_en"]) == (None, "[c]", "confidential")
        row = rows_of(built)["W08/2022-23"]
        assert (row["value"], row["marking"], row["marking_cy"]) == (None, "..", "heb ei gasglu")
        assert rows_of(built)["W07/2023-24"]["value"] == -12.5
        assert rows_of(built)["W09/2023-24"]["marking_cy"] == "amodol; diwygiedig"

    def test_a_marking_nobody_explained_is_found_and_its_number_kept(self, built):
        row = rows_of(built)["W08/2023-24"]
        assert (row["value"], row["marking"], row["marking_cy"]) == (7.0, "q", None)
        (finding,) = [fact for fact in built.facts.findings if fact.code == "S726"]
        assert (finding.column, finding.n) == ("marking", 1)
        assert "S726" in (built.folder / "README.md").read_text("utf-8")

    def test_it_is_verified_and_rows_are_sorted_by_id(self, built):
        assert package.verify(built.folder) == ()
        assert list(rows_of(built)) == sorted(rows_of(built))

    @given(st.permutations(range(len(cubes.ROWS))), st.integers(0, 3))
    def test_ids_are_unique_and_neither_order_nor_new_rows_change_them(self, order, n_more):
        more = [("W20", "Lle", "Place", str(year), "1", "", "") for year in range(n_more)]
        given_rows = [*more, *(cubes.ROWS[number] for number in order)]
        definition = Table(
            value="Gwerth",
            dimensions=(
                TableDimension(
                    name="area", title=Bilingual("", ""), labels=Bilingual("Ardal", "Area"), code="Cod"
                ),
                TableDimension(
                    name="year", title=Bilingual("", ""), labels=Bilingual("Blwyddyn", "Blwyddyn")
                ),
            ),
        )
        columns = [Column(to=name, origins=(("", name),)) for name in cubes.HEADER]
        values = zip(*given_rows, strict=True)
        table = pa.table(dict(zip(cubes.HEADER, map(list, values), strict=True)))
        cells = tidy.tidy(table, definition, definition.columns(columns)).to_pylist()
        found = {(cell["area_code"], cell["year_code"]): cell["value_text"] for cell in cells}
        assert len(found) == len(given_rows)
        assert {(row[0], row[3]): row[4] for row in cubes.ROWS}.items() <= found.items()

    def test_two_builds_and_any_cut_of_the_rows_give_the_same_bytes(self, tmp_path, built, monkeypatch):
        monkeypatch.setattr(work_parts, "PART_BYTES", 100)
        again = build(tmp_path, rows=cubes.ROWS)
        assert releases.contents(again.folder) == releases.contents(built.folder)

    def test_markings_in_a_column_of_their_own_join_those_of_the_value(self, tmp_path):
        built = build(
            tmp_path,
            ('notes = { cy = "nodyn", en = "note" }\n', 'marking = "note"\n'),
            rows=[
                ("W1", "Lle", "Place", "2020", "5 p", "", "P,r"),
                ("W1", "Lle", "Place", "2021", "", "", "x"),
            ],
        )
        found = [(row["value"], row["marking"]) for row in rows_of(built).values()]
        assert found == [(5.0, "p,r"), (None, "x")]
        assert package.verify(built.folder) == ()

    def test_two_rows_of_one_cell_are_refused(self, tmp_path):
        with pytest.raises(InputError, match=r"1 cells .* the first is “llyfrgelloedd-bro:W06/2022-23”"):
            build(tmp_path, rows=[*cubes.ROWS, (*cubes.ROWS[0][:4], "9", "", "")])

    def test_a_unit_of_a_measure_that_is_not_there_is_refused(self, tmp_path):
        unit = ('{ text = { cy = "ymweliadau"', '{ code = "W99", text = { cy = "ymweliadau"')
        with pytest.raises(InputError, match=r"“W99”, which no cell has\. The codes are: “W06”, “W07”"):
            build(tmp_path, unit, ('role = "area"', 'role = "measure"'))

    def test_a_unit_may_be_that_of_each_measure(self, tmp_path):
        unit = ('{ text = { cy = "ymweliadau"', '{ code = "W06", text = { cy = "ymweliadau"')
        built = build(tmp_path, unit, ('role = "area"', 'role = "measure"'))
        units = {row["area_code"]: row["unit_en"] for row in rows_of(built).values()}
        assert units == {"W06": "visits", "W07": None, "W08": None, "W09": None}
        assert built.facts.table.n_without_unit == 6

    def test_a_code_with_two_labels_is_found(self, tmp_path):
        built = build(tmp_path, rows=[*cubes.ROWS, ("W06", "Môn", "Anglesey", "2024-25", "3", "", "")])
        (finding,) = [fact for fact in built.facts.findings if fact.code == "S727"]
        assert (finding.column, finding.n) == ("area_code", 1)


class TestManifest:
    @pytest.mark.parametrize(
        ("old", "new", "place"),
        [
            ('value = "text"', 'value = "testun"', "table.value"),
            ('value = "text"', 'value = "text"\nmarking = "marc"', "table.marking"),
            ('to = "text"', 'to = "text"\ntype = "float64"', "table.value"),
            ('labels = { cy = "ardal"', 'labels = { cy = "ardall"', "table.dimensions[1].labels.cy"),
            ('code = "area_code_given"', 'code = "cod"', "table.dimensions[1].code"),
            ('id = ["area", "year"]', 'id = ["area"]', "parse.id"),
            ('id = ["area", "year"]', 'id = ["area", "year", "sir"]', "parse.id[3]"),
            ('id = ["area", "year"]', 'id = ["area", "year"]\nsort = ["ardal"]', "parse.sort[1]"),
            ("notes = {", 'unit_columns = { cy = "nodyn", en = "note" }\nnotes = {', "table.units"),
            ("units = [{ text", 'units = [{ code = "x", text', "table.units[1].code"),
            ('config = "tables"', 'config = "terms"', "table"),
            ("[table]", "[splits]\ntest = 0.1\n\n[table]", "splits"),
            ("[table]", "[steps]\nexact_duplicates = true\n\n[table]", "steps.exact_duplicates"),
            ("[table]\n", '[table]\nvaleu = "text"\n', "table.valeu"),
            ('shorthand = "statswales"', 'shorthand = "arall"', "table.shorthand"),
            (
                'markings = [{ code = ".."',
                'markings = [{ code = "..", meaning = { cy = "a", en = "b" } }, { code = ".."',
                "table.markings[2].code",
            ),
        ],
    )
    def test_each_fault_is_named_with_its_place(self, tmp_path, old, new, place):
        with pytest.raises(ManifestError) as caught:
            package.read_manifest(cubes.write_manifest(tmp_path, (old, new)))
        assert place in [fault.split(": ")[0] for fault in caught.value.faults]

    def test_a_dimension_may_not_take_a_name_that_the_build_uses(self, tmp_path):
        changes = [('name = "year"', 'name = "value"'), ('"area", "year"]', '"area", "value"]')]
        with pytest.raises(ManifestError, match=r"table\.dimensions\[2\]\.name: “value” is a name"):
            package.read_manifest(cubes.write_manifest(tmp_path, *changes))

    def test_a_manifest_without_a_table_keeps_its_checksum(self, tmp_path):
        manifest = package.read_manifest(releases.write_manifest(tmp_path))
        assert manifest.table is None
        assert "table" not in json.loads(package_json(manifest))


def package_json(manifest):
    from cymraeg_data.package.building.pipeline import manifest_json

    return manifest_json(manifest)


def read_back(path):
    """Return the rows of a CSV file as our readers give them, without the number of the row."""
    (source,) = readers.read(path).sources
    table = pa.Table.from_batches(source.batches())
    return table.drop_columns([name for name in table.column_names if name.startswith("_")])


def as_written(table):
    """Return rows as CSV can hold them: text, in which null and nothing are the same."""
    rows = [
        {name: "" if value is None else value for name, value in row.items()} for row in table.to_pylist()
    ]
    return [
        {name: float(value) if name == "value" and value != "" else str(value) for name, value in row.items()}
        for row in rows
    ]


class TestCsvw:
    def test_the_rows_read_back_are_those_of_the_parquet(self, built):
        stored = pq.read_table(built.folder / sabotage.DATA)
        assert as_written(read_back(built.folder / CSVW)) == as_written(stored)

    @given(
        st.lists(
            st.tuples(
                st.none() | st.text(max_size=8), st.none() | st.floats(allow_nan=False, allow_infinity=False)
            ),
            max_size=6,
        ),
        st.integers(1, 6),
    )
    def test_any_text_and_any_number_survive_however_the_rows_are_cut(self, rows, size):
        columns = [list(column) for column in zip(*rows, strict=True)] or [[], []]
        table = pa.table(
            {"testun": pa.array(columns[0], pa.string()), "rhif": pa.array(columns[1], pa.float64())}
        )
        cut = [table.slice(start, size) for start in range(0, max(1, table.num_rows), size)]
        data = b"".join(csvw.chunks(cut))
        assert data == b"".join(csvw.chunks([table]))
        header, *found = csv.reader(io.StringIO(data.decode(), newline=""))
        assert header == ["testun", "rhif"]
        assert [(text, float(number) if number else None) for text, number in found] == [
            (text or "", number) for text, number in rows
        ]

    def test_another_reader_of_the_standard_finds_it_valid_and_reads_the_same(self, built):
        library = pytest.importorskip("csvw")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            group = library.TableGroup.from_file(built.folder / METADATA)
        assert group.check_referential_integrity()
        names = [table.url.string for table in group.tables]
        assert names == ["tables.csv", "tables-area.csv", "tables-year.csv"]
        stored = rows_of(built)
        found = list(group.tables[0].iterdicts(strict=True))
        assert [row["id"].partition(":")[2] for row in found] == list(stored)
        assert [row["value"] for row in found] == [row["value"] for row in stored.values()]
        assert group.tables[0].check_primary_key()

    def test_every_column_is_described_in_both_languages(self, built):
        metadata = json.loads((built.folder / METADATA).read_text("utf-8"))
        for table in metadata["tables"]:
            header = (built.folder / "csvw" / table["url"]).read_text("utf-8").splitlines()[0]
            columns = table["tableSchema"]["columns"]
            assert [column["name"] for column in columns] == [name.strip('"') for name in header.split(",")]
            for column in columns:
                assert set(column["titles"]) == {"und", "cy", "en"}
        rows = metadata["tables"][0]["tableSchema"]
        assert rows["primaryKey"] == "id"
        assert [key["reference"]["resource"] for key in rows["foreignKeys"]] == names_of_lists(built)

    def test_lines_end_as_rfc_4180_wants(self, built):
        for file in built.facts.csvw:
            data = (built.folder / file.path).read_bytes()
            assert data.endswith(b"\r\n")
            assert data.count(b"\n") == data.count(b"\r\n")

    def test_a_code_list_has_each_code_once(self, built):
        table = read_back(built.folder / "csvw/tables-area.csv")
        assert table.column("code").to_pylist() == ["W06", "W07", "W08", "W09"]
        assert table.column("label_cy").to_pylist()[0] == "Ynys Môn"

    def test_a_table_of_many_rows_is_parquet_only(self, tmp_path, monkeypatch):
        monkeypatch.setattr(csvw, "MOST_ROWS", 7)
        big = build(tmp_path)
        assert big.facts.csvw == ()
        assert not (big.folder / "csvw").exists()
        assert "more than 7 rows" in (big.folder / "README.md").read_text("utf-8")
        assert package.verify(big.folder) == ()

    def test_a_take_down_takes_the_cell_out_of_the_csv_too(self, built, copy, tmp_path):
        gone = f"{built.id}:W07/2022-23"
        later = package.build_without(copy, [gone], tmp_path / "out")
        assert gone not in (later.folder / CSVW).read_text("utf-8")
        assert later.facts.table.n_cells == len(cubes.ROWS) - 1
        assert package.verify(later.folder) == ()


def names_of_lists(built):
    return [file.path.removeprefix("csvw/") for file in built.facts.csvw[1:]]


def edit(name, old, new):
    """Replace bytes in a file, whose lines may end with CRLF."""

    def spoil(folder):
        data = (folder / name).read_bytes()
        assert old.encode() in data
        (folder / name).write_bytes(data.replace(old.encode(), new.encode(), 1))

    return spoil


def swap_titles(folder):
    path = folder / METADATA
    values = json.loads(path.read_text("utf-8"))
    titles = values["tables"][0]["tableSchema"]["columns"][1]["titles"]
    titles["cy"], titles["en"] = titles["en"], titles["cy"]
    path.write_bytes((json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode())


class TestSabotage:
    @pytest.mark.parametrize(
        ("spoil", "code"),
        [
            (edit(CSVW, "1301", "1302"), "S717"),
            (edit(CSVW, "Ynys Môn", "Ynys Mon"), "S717"),
            (edit("csvw/tables-area.csv", "Gwynedd", "Gwent"), "S717"),
            (edit("csvw/tables-area.csv", '"W09","Powys","Powys"\r\n', ""), "S717"),
            (sabotage.drop("csvw/tables-year.csv"), "S708"),
            (sabotage.drop(METADATA), "S708"),
            (sabotage.drop("tables.json"), "S708"),
            (sabotage.add("csvw/tables-arall.csv"), "S709"),
            (swap_titles, "S717"),
            (sabotage.edit("tables.json", '"n_cells": 8', '"n_cells": 80'), "S717"),
            (sabotage.edit("README.md", "Cells: 8", "Cells: 80"), "S717"),
            (sabotage.edit("build.json", '"n_cells": 8', '"n_cells": 80'), "S716"),
            (sabotage.record(csvw=()), "S716"),
            (sabotage.record(findings=()), "S716"),
            (sabotage.put("value", 13.0, 1), "S728"),
            (sabotage.put("marking", None, 1), "S728"),
            (sabotage.put("marking_cy", "cyfrinachol", 1), "S728"),
            (sabotage.put("area_code", "W99", 1), "S728"),
        ],
    )
    def test_what_was_covered_up_is_named(self, copy, spoil, code):
        spoil(copy)
        sabotage.seal(copy)
        assert code in codes(package.verify(copy))

    def test_a_build_of_another_version_is_verified_as_far_as_can_be(self, copy):
        sabotage.record(tool=(("cymraeg_data", "0.0.1"), ("pyarrow", pa.__version__)))(copy)
        sabotage.seal(copy)
        assert codes(package.verify(copy)) == {"S720"}

    def test_the_line_of_a_changed_figure_is_told(self, copy):
        edit(CSVW, ",1301,", ",1302,")(copy)
        sabotage.seal(copy)
        (finding,) = [found for found in package.verify(copy) if found.code == "S717"]
        assert (finding.location.source, finding.location.line) == (CSVW, 3)


def numbers(text):
    return re.findall(r"\d[\d,.]*\d|\d", text)


class TestDescription:
    def test_it_says_the_same_numbers_in_both_languages_in_the_same_order(self, built):
        said = json.loads((built.folder / "tables.json").read_text("utf-8"))["description"]
        assert len(said["cy"]) == len(said["en"])
        for welsh, english in zip(said["cy"], said["en"], strict=True):
            assert numbers(welsh) == numbers(english)
            assert welsh != english

    def test_its_numbers_are_those_of_the_rows(self, built):
        rows = list(rows_of(built).values())
        with locale.use("en"):
            text = "\n".join(table_prose.sentences(built.manifest, built.facts))
        n_values = sum(row["value"] is not None for row in rows)
        assert f"Cells: {len(rows)}," in text
        assert f"Cells with a value: {n_values}; cells without one: {len(rows) - n_values}." in text
        assert "Area: categories 4, for example “Isle of Anglesey”, “Gwynedd”, “Pembrokeshire”." in text
        assert "Year (time): categories 2, from “2022-23” to “2023-24”." in text
        assert "`p` (provisional) 2, `..` (not collected) 1, `c` (confidential) 1, `r` (revised) 1." in text
        assert "Data markings whose meaning is not known: `q` 1." in text
        assert "Cells with neither a value nor a data marking: 1." in text
        assert "Cells with a note: 1." in text
        assert built.content_sha256 in text

    def test_months_by_name_are_no_timeline_that_it_could_state(self, tmp_path):
        months = ["April 2023", "August 2023", "May 2023"]
        rows = [("W06", "Ynys Môn", "Isle of Anglesey", month, "1", "", "") for month in months]
        built = build(tmp_path, rows=rows)
        with locale.use("en"):
            text = "\n".join(table_prose.sentences(built.manifest, built.facts))
        assert "Year: categories 3, which are “April 2023”, “August 2023”, “May 2023”." in text

    def test_each_language_has_its_own_labels(self, built):
        with locale.use("cy"):
            text = "\n".join(table_prose.sentences(built.manifest, built.facts))
        assert "“Ynys Môn”" in text
        assert "“ymweliadau”" in text
        assert "`p` (amodol) 2" in text
        assert detect(text).language in {"cy", "mul"}

    def test_the_card_has_it_in_both_halves(self, built):
        card = (built.folder / "README.md").read_text("utf-8")
        assert "Nifer y celloedd: 8" in card
        assert "Cells: 8" in card

    def test_counting_in_groups_of_any_size_gives_the_same(self, built):
        table = pq.read_table(built.folder / sabotage.DATA)
        for size in (1, 3, 100):
            groups = [table.slice(start, size) for start in range(0, table.num_rows, size)]
            assert table_contents.count(groups, built.manifest.table).facts() == built.facts.table


class TestCell:
    def test_a_figure_is_found_by_its_id_with_everything_about_it(self, built):
        cell = package.cell(built.folder, f"{built.id}:W06/2023-24")
        assert (cell.value, cell.text, cell.marking, cell.meaning.cy) == (1301.0, "1,301 [p]", "p", "amodol")
        assert [(each.code, each.label.cy, each.label.en) for each in cell.dimensions] == [
            ("W06", "Ynys Môn", "Isle of Anglesey"),
            ("2023-24", "2023-24", "2023-24"),
        ]
        assert (cell.source, cell.source_row) == ("ymweliadau.csv", 2)
        assert (cell.version, cell.content_sha256) == (built.version, built.content_sha256)
        assert cell.sentence == Bilingual(
            "Ardal: Ynys Môn; Blwyddyn: 2023-24. Gwerth: 1,301 [p]; uned: ymweliadau; marc data: p (amodol);"
            " nodyn: Amodol tan fis Mai.",
            "Area: Isle of Anglesey; Year: 2023-24. Value: 1,301 [p]; unit: visits; data marking: p"
            " (provisional); note: Provisional until May.",
        )
        for text in (cell.citation.cy, cell.citation.en):
            assert cell.id in text
            assert built.content_sha256[:16] in text
            assert "ymweliadau.csv" in text

    def test_every_id_finds_its_own_row(self, built):
        for native, row in rows_of(built).items():
            cell = package.cell(built.folder, f"{built.id}:{native}")
            assert (cell.value, cell.text, cell.source_row) == (
                row["value"],
                row["value_text"],
                row["source_row"],
            )

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ("llyfrgelloedd-bro:W6/2023-24", "Near it are: “llyfrgelloedd-bro:W06/2023-24”"),
            ("W06/2023-24", "Near it are: “llyfrgelloedd-bro:W06/2023-24”"),
            ("llyfrgelloedd-bro:W06/2023-25", "Near it are: “llyfrgelloedd-bro:W06/2023-24”"),
            ("ymweliadau", "looks like this: “llyfrgelloedd-bro:W06/2022-23”"),
        ],
    )
    def test_near_ids_are_named_where_one_is_not_there(self, built, asked, said):
        with pytest.raises(InputError, match=re.escape(said)):
            package.cell(built.folder, asked)

    def test_what_is_no_table_has_no_cells(self, tmp_path):
        plain = package.build(
            releases.write_manifest(tmp_path), tmp_path / "out", source=releases.write_source(tmp_path)
        )
        with pytest.raises(InputError, match="is not a statistical table"):
            package.cell(plain.folder, "x")
        with pytest.raises(InputError, match="is not a dataset built"):
            package.cell(tmp_path, "x")
        with pytest.raises(SourceNotFoundError):
            package.cell(tmp_path / "dim", "x")

    def test_the_command_shows_it_in_both_languages_and_as_json(self, built, capsys):
        cell_id = f"{built.id}:W07/2022-23"
        assert run("--lang", "cy", "cell", str(built.folder), cell_id) == 0
        assert "marc data: c (cyfrinachol)" in capsys.readouterr().out
        assert run("cell", str(built.folder), cell_id, "--format", "json") == 0
        values = json.loads(capsys.readouterr().out)
        assert (values["value"], values["marking"], values["meaning"]["en"]) == (None, "c", "confidential")
        assert values["citation"]["cy"].endswith(built.manifest.licence.attribution.cy)
        assert run("cell", str(built.folder), "dim") == 2


class TestRealCube:
    def test_the_contacts_with_children(self, tmp_path, shared_data, request):
        source = shared_data / "bitext" / "statswales-backend"
        cube = package.build(request.config.rootpath / CUBE, tmp_path, source=source)
        assert cube.n_rows == cube.facts.table.n_values == 1416
        assert [item.n_categories for item in cube.facts.table.dimensions] == [11, 23, 3, 2]
        assert cube.facts.table.unknown == ()
        cell = package.cell(
            cube.folder, f"{cube.id}:2013-14/merthyr-tydfil/health-visitor/number-of-contacts"
        )
        assert (cell.value, cell.text, cell.unit.cy) == (3697.0, "3,697", "cysylltiadau")
        assert [each.label.cy for each in cell.dimensions][1] == "Merthyr Tudful"
        assert codes(package.verify(cube.folder)) == {"O602"}

    def test_the_census_by_age_and_area_with_the_codes_of_its_publishers(self, tmp_path, shared_data):
        names = {"Cod": "geography_code", "Ardal": "geography_cy", "Area": "geography_en"}
        names |= {
            "Blwyddyn": "category_en",
            "Nodyn": "category_cy",
            "Note": "category_code",
            "Gwerth": "count",
        }
        manifest = cubes.write_manifest(
            tmp_path,
            *((f'from = "{ours}"', f'from = "{theirs}"') for ours, theirs in names.items()),
            ('notes = { cy = "nodyn", en = "note" }\n', ""),
            (
                'labels = { cy = "year", en = "year" }',
                'labels = { cy = "nodyn", en = "year" }\ncode = "note"',
            ),
        )
        source = shared_data / "population" / "age_five_year_la.csv"
        census = package.build(manifest, tmp_path / "out", source=source)
        n_lines = sum(1 for line in source.read_text("utf-8").splitlines()[1:] if line)
        assert census.n_rows == census.facts.table.n_values == n_lines
        cell = package.cell(census.folder, f"{census.id}:W06000001/A00_04")
        assert cell.value == 3209
        assert [each.label.cy for each in cell.dimensions] == ["Ynys Môn", "0 i 4 oed"]
        assert package.verify(census.folder) == ()
