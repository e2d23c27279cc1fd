"""The command as a person uses it: its exit code and its words; in a process of its own where that is the point."""

import json
import os
import subprocess
import sys

import pytest

from commands import call
from cymraeg_data.cli.main import cli


def process(*arguments, lang=None, stdin=None):
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100", "NO_COLOR": "1"}
    if lang:
        environment["LC_ALL"] = lang
    return subprocess.run(
        [sys.executable, "-m", "cymraeg_data", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        input=stdin,
        check=False,
    )


@pytest.fixture
def release(tmp_path):
    folder = tmp_path / "cyhoeddiad"
    folder.mkdir()
    (folder / "gwasanaethau.csv").write_text(
        "enw_cy,enw_en\nOriau agor,Opening hours\n,Contact us today\n", encoding="utf-8"
    )
    (folder / "TRWYDDED").write_text("CC0", encoding="utf-8")
    return folder


@pytest.fixture
def sound(release):
    (release / "gwasanaethau.csv").write_text("enw_cy,enw_en\nOriau agor,Opening hours\n", encoding="utf-8")
    return release


class TestEveryVerb:
    @pytest.mark.parametrize("verb", cli.commands)
    def test_help_is_there_in_welsh_and_english(self, verb):
        english, welsh = call(verb, "--help"), call("--lang", "cy", verb, "--help")
        assert english.returncode == welsh.returncode == 0
        assert english.stdout.startswith("Usage:")
        assert welsh.stdout.startswith("Defnydd:")
        assert len(welsh.stdout.splitlines()) > 3

    def test_an_unknown_verb_is_exit_code_2(self):
        assert call("bake").returncode == 2


class TestProcess:
    """One start of the interpreter for each exit code and for each language of the environment."""

    def test_the_environment_chooses_the_language(self):
        assert "Gorchmynion:" in process("--help", lang="cy_GB.UTF-8").stdout
        assert "Commands:" in process("--help", lang="en_GB.UTF-8").stdout

    def test_exit_code_0_with_a_pipe_in_and_out(self):
        done = process("detect", "--format", "json", stdin="Croeso cynnes i bawb heno ŵ\n")
        assert (done.returncode, done.stderr) == (0, "")
        assert json.loads(done.stdout)["text"] == "Croeso cynnes i bawb heno ŵ"

    def test_exit_code_1_and_the_same_words_as_in_this_process(self, release):
        done = process("check", release)
        assert done.returncode == 1
        assert (done.stdout, done.stderr) == call("check", release)[1:]

    def test_exit_code_2_in_welsh_for_a_welsh_reader(self, tmp_path):
        done = process("check", tmp_path / "missing.csv", lang="cy_GB.UTF-8")
        assert done.returncode == 2
        assert done.stdout == ""
        assert done.stderr.startswith("Gwall: Nid oes ffeil")
        assert "Traceback" not in done.stderr


class TestDetect:
    def test_texts_given_as_arguments(self):
        result = call("detect", "Mae'r llyfrgell ar gau heddiw.", "The library is closed today.")
        assert [line.split("\t")[0] for line in result.stdout.splitlines()] == ["cy", "en"]

    def test_lines_of_standard_input_as_json(self):
        result = call("detect", "--format", "json", stdin="Croeso cynnes i bawb heno\n12345\n")
        rows = [json.loads(line) for line in result.stdout.splitlines()]
        assert [row["language"] for row in rows] == ["cy", "und"]
        assert rows[0]["text"] == "Croeso cynnes i bawb heno"


class TestMeasure:
    def test_counts_of_a_file_by_column(self, sound):
        result = call("measure", sound, "--format", "json")
        rows = [json.loads(line) for line in result.stdout.splitlines()]
        assert [row["column"] for row in rows] == ["enw_cy", "enw_en"]
        assert rows[0]["n_words"] == 2
        assert rows[0]["welsh_fraction"] == 1.0

    def test_a_table_for_people(self, sound):
        result = call("measure", sound)
        assert result.returncode == 0
        assert "enw_cy" in result.stdout


class TestCheck:
    def test_a_release_with_a_fault_is_exit_code_1(self, release):
        result = call("check", release)
        assert result.returncode == 1
        assert "B302" in result.stdout
        assert "Failed" in result.stdout

    def test_a_sound_release_is_exit_code_0(self, sound):
        result = call("check", sound, "--format", "json")
        assert result.returncode == 0
        assert json.loads(result.stdout)["passed"] is True

    def test_a_report_is_written_to_a_file_in_each_format(self, release, tmp_path):
        for format_ in ("text", "json", "markdown", "html"):
            output = tmp_path / f"report.{format_}"
            result = call("check", release, "--format", format_, "--out", output)
            assert result.returncode == 1
            assert result.stdout == ""
            assert "B302" in output.read_text(encoding="utf-8")

    def test_a_report_in_welsh(self, release):
        result = call("--lang", "cy", "check", release, "--format", "markdown")
        assert "Cymraeg yn wag" in result.stdout

    def test_settings(self, release, tmp_path):
        settings = tmp_path / "settings.toml"
        settings.write_text('ignore = ["B302"]')
        assert call("check", release, "--config", settings).returncode == 0


class TestBadInput:
    @pytest.fixture
    def bad(self, tmp_path):
        (tmp_path / "empty.csv").touch()
        (tmp_path / "folder").mkdir()
        (tmp_path / "image.xyz").write_bytes(b"\x89\x00\x01")
        (tmp_path / "cut.parquet").write_bytes(b"PAR1\x00\x00\x00")
        return tmp_path

    @pytest.mark.parametrize("name", ["missing.csv", "empty.csv", "folder", "image.xyz", "cut.parquet"])
    @pytest.mark.parametrize("verb", ["check", "measure", "pairs"])
    def test_a_clear_message_and_exit_code_2(self, bad, verb, name):
        result = call(verb, bad / name)
        assert result.returncode == 2
        assert result.stderr.startswith("Error: ")
        assert name in result.stderr
        assert "Traceback" not in result.stderr

    def test_a_report_that_cannot_be_written(self, sound, tmp_path):
        result = call("check", sound, "--format", "json", "--out", tmp_path / "none" / "report.json")
        assert result.returncode == 2
        assert "Traceback" not in result.stderr


class TestPairs:
    def test_each_fault_on_a_line(self, release):
        result = call("pairs", release)
        assert result.returncode == 1
        assert result.stdout.startswith("B302\terror\t")

    def test_pairs_are_written_and_not_over_a_file_that_is_there(self, release, tmp_path):
        out = tmp_path / "parau.tmx"
        assert "B302" in call("pairs", release, "--pairs-out", out).stdout
        assert "<seg>Oriau agor</seg>" in out.read_text("utf-8")
        refused = call("pairs", release, "--pairs-out", out)
        assert refused.returncode == 2
        assert "already" in refused.stderr
        assert call("pairs", release, "--pairs-out", out, "--overwrite").returncode == 1

    def test_as_json(self, release):
        result = call("pairs", release, "--format", "json")
        (row,) = [json.loads(line) for line in result.stdout.splitlines()]
        assert (row["code"], row["evidence"]["en"]) == ("B302", "Contact us today")


class TestExplain:
    def test_a_code_in_any_case(self):
        assert call("explain", "t202").stdout.startswith("# T202 Damaged text")
        assert call("--lang", "cy", "explain", "T202").stdout.startswith("# T202 Testun wedi'i ddifrodi")

    def test_the_list_of_codes(self):
        assert "O601  No licence" in call("explain").stdout

    def test_a_code_that_is_not_there(self):
        assert call("explain", "Q1").returncode == 2


class TestDemo:
    def test_the_whole_way_twice_and_what_it_leaves(self, tmp_path):
        for _time in range(2):
            result = call("demo", cwd=tmp_path)
            assert result.returncode == 0, result.stderr
        out = tmp_path / "cymraeg-data-demo"
        assert "22" in result.stdout
        assert json.loads((out / "report.json").read_text(encoding="utf-8"))["passed"] is False
        assert (out / "build/gwasanaethau-aberwennol/1.0.0/README.md").is_file()

    def test_in_welsh(self, tmp_path):
        result = call("--lang", "cy", "demo", cwd=tmp_path)
        assert "Agorwch nesaf:" in result.stdout

    def test_a_folder_of_somebody_else_is_left_alone(self, tmp_path):
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "letter.txt").write_text("Annwyl bawb")
        result = call("demo", "--out", tmp_path / "mine")
        assert result.returncode == 2
        assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]
