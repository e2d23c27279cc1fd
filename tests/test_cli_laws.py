"""Laws of every verb of the command: help, options, `--out`, and exit codes on any bad input."""

import json
import re

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import releases
from commands import call
from cymraeg_data import package
from cymraeg_data.cli.main import cli

every_verb = pytest.mark.parametrize("verb", cli.commands)
ENGLISH = "The library opens at nine. It closes at five. Children are welcome.\n"
WELSH = "Mae'r llyfrgell yn agor am naw. Mae'n cau am bump. Mae croeso i blant.\n"
CSV = "enw_cy,enw_en,rhyw\nOriau agor,Opening hours,Benyw\n,Contact us today,Gwryw\n"

# What each verb that prints is asked, of the files that `given` writes.
PRINTING = {
    "detect": ["Bore da i bawb", "Good morning all"],
    "measure": ["data.csv"],
    "check": ["data.csv"],
    "pairs": ["data.csv"],
    "align": ["en.txt", "cy.txt"],
    "normalise": ["tÅ·  bach", "d?r"],
    "represent": ["data.csv", "--column", "sex=rhyw"],
    "verify": ["built"],
    "corpora": [],
}
# How each verb is given an input, and where its output goes, which must not be there afterwards.
READING = {
    "measure": ["{path}", "--out", "{out}"],
    "check": ["{path}", "--out", "{out}"],
    "pairs": ["{path}", "--out", "{out}"],
    "align": ["{path}", "{path}", "--out", "{out}"],
    "fix": ["{path}", "--out", "{out}"],
    "represent": ["{path}", "--column", "sex=rhyw", "--out", "{out}"],
    "fetch": ["{path}", "--offline", "--cache", "{out}"],
    "build": ["{path}", "--offline", "--out", "{out}"],
    "benchmark": ["prawf", "{path}", "--out", "{out}"],
    "verify": ["{path}", "--out", "{out}"],
    "cell": ["{path}", "c1"],
    "publish": ["{path}", "cymraeg/prawf"],
    "take-down": ["{path}", "id-1", "--out", "{out}"],
}
NOTHING_IS_SOUND = {"align", "fix"}  # no sentence has no partner, and an empty file is repaired
WITHOUT_FILES = {"detect", "normalise", "corpora", "explain", "demo"}
ENDINGS = (
    "csv",
    "json",
    "jsonl",
    "xlsx",
    "parquet",
    "po",
    "tmx",
    "xliff",
    "toml",
    "txt",
    "html",
    "yml",
    "gz",
    "xyz",
)


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gorchymyn")
    for name, text in (("data.csv", CSV), ("en.txt", ENGLISH), ("cy.txt", WELSH)):
        (folder / name).write_text(text, encoding="utf-8")
    manifest, source = releases.write_manifest(folder), releases.write_source(folder)
    package.build(manifest, folder / "out", source=source).folder.rename(folder / "built")
    return folder


def options(verb):
    found = (option for option in cli.commands[verb].params if isinstance(option, click.Option))
    return {name: option for option in found for name in option.opts}


def formats(verb):
    return options(verb)["--format"].type.choices


class TestHelp:
    @every_verb
    def test_it_is_there_in_both_languages_and_they_differ(self, verb):
        english, welsh = call(verb, "--help"), call("--lang", "cy", verb, "--help")
        assert english.returncode == welsh.returncode == 0
        assert english.stderr == welsh.stderr == ""
        assert english.stdout.startswith(f"Usage: cymraeg-data {verb} ")
        assert welsh.stdout.startswith(f"Defnydd: cymraeg-data {verb} ")
        assert call(verb, "-h") == english

    @every_verb
    def test_every_text_of_it_is_translated(self, verb):
        english, welsh = (
            paragraphs(call("--lang", lang, verb, "--help", columns=400).stdout) for lang in ("en", "cy")
        )
        assert set(english) == set(welsh) >= set(options(verb))
        for name, text in english.items():
            assert text
            assert welsh[name] != text, name

    @every_verb
    def test_the_help_of_the_command_says_what_it_is_for(self, verb):
        assert re.search(rf"^  {verb} +\S+", call("--help").stdout, re.MULTILINE)


def paragraphs(text):
    """Return the text of a help page and of each option by its name."""
    lines = re.sub(r"\n {10,}", "  ", text).splitlines()
    found = {"": next(line.strip() for line in lines[1:] if line.strip())}
    for line in lines:
        match = re.match(r"  (?:-\w, )?(--[\w-]+)(?: / --[\w-]+)?.*?  +(\S.*)|  (?:-\w, )?(--[\w-]+)", line)
        if match:
            found[match[1] or match[3]] = match[2] or ""
    return found


class TestOptions:
    @every_verb
    def test_an_unknown_one_is_exit_code_2_and_prints_no_result(self, verb):
        done = call(verb, "--pobi")
        assert (done.returncode, done.stdout) == (2, "")
        assert "--pobi" in done.stderr
        assert "Traceback" not in done.stderr

    def test_every_verb_but_the_demo_writes_text_and_json(self):
        assert {verb for verb in cli.commands if "--format" in options(verb)} == set(cli.commands) - {"demo"}
        for verb in set(cli.commands) - {"demo"}:
            assert formats(verb)[:2] == ("text", "json")
            assert options(verb)["--format"].default == "text"

    @pytest.mark.parametrize("verb", [verb for verb in cli.commands if verb != "demo"])
    def test_another_format_is_exit_code_2_with_those_there_are(self, verb):
        done = call(verb, "--format", "pdf")
        assert (done.returncode, done.stdout) == (2, "")
        assert all(name in done.stderr for name in ("pdf", "text", "json"))

    def test_the_verbs_are_all_here(self):
        printing = {
            verb for verb in cli.commands if options(verb).get("--out") is options("measure")["--out"]
        }
        same = {
            verb
            for verb in cli.commands
            if "--out" in options(verb) and options(verb)["--out"].help == options("measure")["--out"].help
        }
        assert printing <= same == set(PRINTING)
        assert set(READING) | WITHOUT_FILES == set(cli.commands)


class TestOut:
    @pytest.mark.parametrize(
        ("verb", "format_"), [(verb, format_) for verb in PRINTING for format_ in formats(verb)]
    )
    @pytest.mark.parametrize("lang", ["en", "cy"])
    def test_a_file_gets_exactly_what_the_terminal_would(self, here, tmp_path, verb, format_, lang):
        arguments = ["--lang", lang, verb, *PRINTING[verb], "--format", format_]
        out = tmp_path / "canlyniad"
        printed = call(*arguments, cwd=here, columns=120)
        written = call(*arguments, "--out", out, cwd=here, columns=120)
        assert printed.stdout
        assert written.stdout == ""
        assert out.read_bytes().decode() == printed.stdout
        assert written.returncode == printed.returncode in {0, 1}
        assert list(tmp_path.iterdir()) == [out]
        assert str(out) in written.stderr

    @pytest.mark.parametrize("verb", [verb for verb in PRINTING if verb in READING])
    def test_a_failure_leaves_an_earlier_file_as_it_was(self, tmp_path, verb):
        out = tmp_path / "canlyniad"
        out.write_text("cynt", encoding="utf-8")
        arguments = [part.format(path=tmp_path / "dim.csv", out=out) for part in READING[verb]]
        assert call(verb, *arguments).returncode == 2
        assert out.read_text("utf-8") == "cynt"
        assert list(tmp_path.iterdir()) == [out]

    @pytest.mark.parametrize("verb", PRINTING)
    def test_a_place_that_cannot_be_written_is_exit_code_2(self, here, tmp_path, verb):
        done = call(verb, *PRINTING[verb], "--out", tmp_path / "dim" / "canlyniad", cwd=here)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.splitlines()[-1].startswith("Error: ")
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("verb", [verb for verb in PRINTING if verb not in {"check", "represent"}])
    def test_json_is_one_object_per_line(self, here, verb):
        lines = call(verb, *PRINTING[verb], "--format", "json", cwd=here).stdout.splitlines()
        assert lines
        assert all(isinstance(json.loads(line), dict) for line in lines)


class TestBadInput:
    def refused(self, tmp_path, verb, path, codes):
        """Call a verb on a bad input; it may say so, and leaves nothing."""
        out = tmp_path / "allan"
        done = call(verb, *(part.format(path=path, out=out) for part in READING[verb]))
        assert done.returncode in codes, done
        assert "Traceback" not in done.stderr
        if done.returncode == 2:
            assert re.search(r"^(Error|Usage): ", done.stderr, re.MULTILINE)
            assert done.stdout == ""
            assert not out.is_file()
        return done

    @pytest.mark.parametrize("verb", READING)
    def test_a_missing_file(self, tmp_path, verb):
        done = self.refused(tmp_path, verb, tmp_path / "ar-goll.csv", {2})
        assert "ar-goll.csv" in done.stderr
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("verb", READING)
    @pytest.mark.parametrize("name", ["gwag.csv", "gwag.toml", "gwag.parquet"])
    def test_an_empty_file(self, tmp_path, verb, name):
        (tmp_path / name).touch()
        self.refused(tmp_path, verb, tmp_path / name, {0, 2} if verb in NOTHING_IS_SOUND else {2})

    @pytest.mark.parametrize("verb", READING)
    @pytest.mark.parametrize("inside", [(), ("is", "nodiadau.xyz")])
    def test_a_folder_without_data(self, tmp_path, verb, inside):
        folder = tmp_path / "ffolder"
        folder.mkdir()
        if inside:
            (folder / inside[0]).mkdir()
            (folder / inside[1]).write_bytes(b"\x00\x01")
        self.refused(tmp_path, verb, folder, {2})

    @pytest.mark.parametrize("verb", READING)
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.binary(min_size=1, max_size=60), ending=st.sampled_from(ENDINGS))
    def test_noise(self, tmp_path, verb, data, ending):
        path = tmp_path / f"swn.{ending}"
        path.write_bytes(data)
        self.refused(tmp_path, verb, path, {0, 1, 2})
        for left in tmp_path.iterdir():
            assert left.name in {path.name, "allan", "allan.edits.jsonl", "swn.edits.jsonl"}, left
            if left.is_file():
                left.unlink()

    @pytest.mark.parametrize("verb", ["detect", "normalise"])
    @given(data=st.text(max_size=60))
    @settings(max_examples=25, deadline=None)
    def test_any_text_on_standard_input(self, verb, data):
        assert call(verb, stdin=data.encode("utf-8", "replace").decode()).returncode == 0

    def test_what_cannot_be_named_is_exit_code_2(self, tmp_path):
        for arguments in (
            ["explain", "Q999"],
            ["corpora", "--folder", tmp_path / "dim"],
            ["--lang", "fr", "detect", "x"],
            ["pobi"],
            [],
        ):
            done = call(*arguments)
            assert done.returncode in ({0, 2} if not arguments else {2}), arguments
            assert "Traceback" not in done.stderr
