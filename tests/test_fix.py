"""`fix` and `normalise` as a person uses them.

A new file, a log that undoes it, and the file itself untouched.
"""

import csv
import functools
import json
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from cymraeg_data.cli.verbs.fix import fix
from cymraeg_data.cli.verbs.normalise import normalise
from cymraeg_data.errors import OutputExistsError, SourceNotFoundError, UnknownFormatError, UnreadableError
from cymraeg_data.fixing.file_repair import changes, fix_file
from cymraeg_data.normalisation import Edit, undo
from cymraeg_data.normalisation.decoding.lines import cut_lines, lines

TABLE = 'enw,nodyn\nYnys MÃ´n,iawn\nTÅ· Sign,"a, b"\nCaerdydd,d?r\n'
REPAIRED = 'enw,nodyn\nYnys Môn,iawn\nTŷ Sign,"a, b"\nCaerdydd,dŵr\n'


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "enwau.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_table_is_repaired_into_a_new_file_with_a_log(table):
    done = fix_file(table)
    assert done.path.read_text("utf-8") == REPAIRED
    assert table.read_text("utf-8") == TABLE
    assert done.counts == {"lost_letter": 1, "utf8_as_windows": 2}
    rows = [json.loads(line) for line in done.log.read_text("utf-8").splitlines()]
    assert [(row["row"], row["column"], row["after"]) for row in rows] == [
        (1, "enw", "ô"),
        (2, "enw", "ŷ"),
        (3, "nodyn", "ŵ"),
    ]
    first = {name: value for name, value in rows[0].items() if name not in {"row", "column"}}
    assert undo("Ynys Môn", [Edit(**first)]) == "Ynys MÃ´n"
    assert sorted(path.name for path in table.parent.iterdir()) == [
        "enwau.csv",
        "enwau.fixed.csv",
        "enwau.fixed.csv.edits.jsonl",
    ]


def test_the_log_may_be_a_table(table, tmp_path):
    done = fix_file(table, out=tmp_path / "newydd.csv", log=tmp_path / "golygiadau.csv")
    with done.log.open(encoding="utf-8", newline="") as file:
        assert [row["rule"] for row in csv.DictReader(file)] == ["utf8_as_windows"] * 2 + ["lost_letter"]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", "Tŷ  bach\r\n  sy`n dal\n", "Tŷ bach\r\n  sy'n dal\n"),
        ("a.tsv", '"enw"\t"nodyn"\r\n"tÅ·"\t"x"\r\n', '"enw"\t"nodyn"\r\n"tŷ"\t"x"\r\n'),
        (
            "a.json",
            '{"a": ["tÅ·", {"b": "iawn"}], "n": 1}',
            '{"a": ["tŷ", {"b": "iawn"}], "n": 1}',
        ),
        ("a.jsonl", '{"a":"iawn"}\n\n{"a": "tÅ·"}\n', '{"a":"iawn"}\n\n{"a": "tŷ"}\n'),
    ],
)
def test_each_format_keeps_its_shape(tmp_path, name, content, expected):
    path = tmp_path / name
    path.write_bytes(content.encode())
    assert fix_file(path).path.read_bytes().decode() == expected


@pytest.mark.parametrize("name", ["hen.csv", "hen.txt"])
def test_a_file_keeps_its_encoding(tmp_path, name):
    path = tmp_path / name
    path.write_bytes("enw\nTŷ Newydd ger Cwmdŵr\nYnys Môn\n".encode("iso8859-14"))
    assert fix_file(path).path.read_bytes() == path.read_bytes()


def test_a_letter_that_the_encoding_lacks_makes_the_file_utf8(tmp_path):
    path = tmp_path / "excel.csv"
    path.write_bytes("lle;nodyn\r\nYnys Môn;tân\r\nCaerdydd;d?r\r\n".encode("cp1252"))
    done = fix_file(path)
    assert done.path.read_bytes() == "lle;nodyn\r\nYnys Môn;tân\r\nCaerdydd;dŵr\r\n".encode()
    assert done.counts == {"lost_letter": 1}
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "excel.csv",
        "excel.fixed.csv",
        "excel.fixed.csv.edits.jsonl",
    ]


@pytest.mark.parametrize("name", ["cymysg.csv", "cymysg.txt", "cymysg.md"])
def test_bytes_in_another_encoding_are_in_the_log(tmp_path, name):
    path = tmp_path / name
    sound = "enw,sir\nLlŷn,Gwynedd\nTŷ Croes,Môn\nLlandŵ,Bro Morgannwg\n"
    path.write_bytes(sound.encode() + "Ynys Môn,Môn\n".encode("cp1252"))
    (change,) = changes(path, tmp_path / "out")
    assert (change.row, change.column) == (5, None)
    assert (change.before, change.after) == ("Ynys M\ufffdn,M\ufffdn", "Ynys Môn,Môn")
    assert undo(change.after, change.edits) == change.before
    assert (tmp_path / "out").read_text("utf-8") == f"{sound}Ynys Môn,Môn\n"


def test_parquet_keeps_its_schema(tmp_path):
    path = tmp_path / "a.parquet"
    table = pa.table({"enw": pa.array(["tÅ·", None, "clir"], pa.large_string()), "n": [1, 2, 3]})
    pq.write_table(table, path)
    done = fix_file(path)
    repaired = pq.read_table(done.path)
    assert repaired.schema.equals(table.schema)
    assert repaired.to_pydict() == {"enw": ["tŷ", None, "clir"], "n": [1, 2, 3]}
    assert done.n_changes == 1


def test_nothing_is_written_over(table):
    with pytest.raises(OutputExistsError):
        fix_file(table, out=table)
    fix_file(table)
    with pytest.raises(OutputExistsError):
        fix_file(table)


def test_bad_input_leaves_nothing_behind(tmp_path):
    broken = tmp_path / "a.json"
    broken.write_text('{"a": ', encoding="utf-8")
    with pytest.raises(UnreadableError):
        fix_file(broken)
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    with pytest.raises(SourceNotFoundError):
        fix_file(tmp_path / "dim.csv")
    (tmp_path / "a.pdf").touch()
    with pytest.raises(UnknownFormatError):
        list(changes(tmp_path / "a.pdf", tmp_path / "b.pdf"))


def test_the_command_prints_where_the_copy_is(table):
    result = CliRunner().invoke(fix, [str(table)])
    assert (result.exit_code, result.stdout.strip()) == (0, str(table.with_suffix(".fixed.csv")))
    assert "utf8_as_windows" in result.stderr


def test_a_diff_writes_nothing_and_fails_like_a_linter(table):
    result = CliRunner().invoke(fix, ["--diff", str(table)])
    assert result.exit_code == 1
    assert "@@ -1 +1 @@ enw\n-Ynys MÃ´n\n+Ynys Môn\n" in result.stdout
    assert [path.name for path in table.parent.iterdir()] == ["enwau.csv"]
    table.write_text(REPAIRED, encoding="utf-8")
    assert CliRunner().invoke(fix, ["--diff", str(table)]).exit_code == 0


def test_normalise_reads_lines_in_any_encoding():
    result = CliRunner().invoke(normalise, [], input="Ynys Môn\nsy`n  dal".encode("cp1252"))
    assert result.stdout == "Ynys Môn\nsy'n dal\n"
    result = CliRunner().invoke(normalise, ["--format", "json", "tÅ·"])
    assert json.loads(result.stdout)["edits"][0]["rule"] == "utf8_as_windows"


def test_a_line_too_long_for_memory_is_cut_between_words_and_comes_out_whole(monkeypatch, tmp_path):
    monkeypatch.setattr(sys.modules[lines.__module__], "_AT_ONCE", 64)
    text = "Mae'r tÅ· yn hen. " * 50 + "\nLlinell arall\n" + "Ynys MÃ´n ac ati " * 20
    pieces = list(lines([text.encode()], longest=100))
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= 100
    assert all(piece.endswith((" ", "\n")) for piece in pieces)
    monkeypatch.setattr(
        "cymraeg_data.fixing.text_repair.cut_lines", functools.partial(cut_lines, longest=100)
    )
    (tmp_path / "hir.txt").write_text(text, encoding="utf-8")
    done = fix_file(tmp_path / "hir.txt")
    assert done.path.read_text(encoding="utf-8") == text.replace("tÅ·", "tŷ").replace("MÃ´n", "Môn")


def test_a_long_line_on_standard_input_stays_one_line():
    text = "Mae'r tŷ yn hen. " * 70_000 + "Mae'r dÅµr yn oer. "
    result = CliRunner().invoke(normalise, input=text.encode())
    assert result.output == text.replace("Åµ", "ŵ").rstrip() + "\n"


@pytest.mark.parametrize("name", ["hir.csv", "hir.jsonl"])
def test_a_record_too_long_is_refused_with_what_to_do(monkeypatch, tmp_path, name):
    monkeypatch.setattr("cymraeg_data.fixing.delimited_repair.LONGEST", 100)
    monkeypatch.setattr("cymraeg_data.fixing.json_repair.LONGEST", 100)
    (tmp_path / name).write_text("1\n" + "a" * 1000, encoding="utf-8")
    with pytest.raises(UnreadableError, match=r"line \d is longer than .* Put one record on each line"):
        fix_file(tmp_path / name)


def test_a_json_document_too_large_is_refused_with_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr("cymraeg_data.fixing.json_repair.LARGEST", 10)
    (tmp_path / "mawr.json").write_text('{"enw": "Ynys Môn"}', encoding="utf-8")
    with pytest.raises(UnreadableError, match="JSON Lines"):
        fix_file(tmp_path / "mawr.json")


def test_a_text_of_tabs_is_a_table_and_its_cells_keep_their_own_apostrophes(tmp_path):
    path = tmp_path / "enwau.txt"
    path.write_text("enw\tname\nCae'r Gof\tSmith’s Field\nTÅ· Mawr\tBig House\n", encoding="utf-16")
    done = fix_file(path)
    assert done.path.read_text("utf-16") == "enw\tname\nCae'r Gof\tSmith’s Field\nTŷ Mawr\tBig House\n"
