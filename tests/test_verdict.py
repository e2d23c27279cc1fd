"""One verdict: Python and the command give the same findings over every shape, and every finding the same JSON."""

import json
import string

import jsonschema
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import cymraeg_data as cyd
import releases
import sabotage
import test_audit
from commands import run
from conftest import REPOSITORY
from cymraeg_data import audit, bilingual, package, represent
from cymraeg_data.errors import InputError, NoDataError, SourceNotFoundError, WrongTypeError
from cymraeg_data.findings import CODES, Location, found

SCHEMA = json.loads((REPOSITORY / "docs/finding.schema.json").read_text("utf-8"))
VALID = jsonschema.Draft202012Validator(SCHEMA)
ROWS = {
    "title_en": ["Opening hours", "Contact us", "Pay your council tax bill online"],
    "title_cy": ["Oriau agor ", "", "Pay your council tax bill online"],
}


def write_file(folder):
    pd.DataFrame(ROWS).to_csv(folder / "gwasanaethau.csv", index=False)
    return folder / "gwasanaethau.csv"


def write_release(folder):
    write_file(folder)
    (folder / "negeseuon").mkdir()
    for language, text in (("en", "Your permit will be sent by post"), ("cy", "")):
        (folder / "negeseuon" / f"{language}.json").write_text(
            json.dumps({"trwydded": text}), encoding="utf-8"
        )
    return folder


def write_configured(folder):
    write_release(folder)
    (folder / "cymraeg-data.toml").write_text('ignore = ["B302"]\nfail_on = "note"\n', encoding="utf-8")
    return folder


def write_dataset(folder):
    return test_audit.dataset(folder / "d", head=test_audit.HEAD.replace("[cy]", "[en]"))


def write_configured_dataset(folder):
    dataset = write_dataset(folder)
    (dataset / "cymraeg-data.toml").write_text('ignore = ["L103"]\n', encoding="utf-8")
    return dataset


def write_parquet(folder):
    pq.write_table(pa.table(ROWS), folder / "gwasanaethau.parquet")
    return folder / "gwasanaethau.parquet"


SHAPES = [write_file, write_parquet, write_release, write_configured, write_dataset, write_configured_dataset]


def of_command(capsys, *arguments):
    """Return the exit code and the report of the command as JSON."""
    capsys.readouterr()
    code = run("check", *arguments, "--format", "json")
    return code, json.loads(capsys.readouterr().out)


class TestOneVerdict:
    @pytest.mark.parametrize("write", SHAPES)
    @pytest.mark.parametrize("kind", [str, lambda path: path])
    def test_python_and_the_command_say_the_same_of(self, tmp_path, capsys, write, kind):
        path = write(tmp_path)
        report = cyd.check(kind(path))
        code, printed = of_command(capsys, path)
        assert report.to_dict() == printed
        assert code == (0 if report.passed else 1)
        assert any(finding.code != "O601" for finding in report.findings) == (
            write is not write_configured_dataset
        )

    def test_a_configured_dataset_leaves_out_what_its_file_says(self, tmp_path):
        assert "L103" in test_audit.codes(cyd.check(write_dataset(tmp_path)))
        (tmp_path / "d" / "cymraeg-data.toml").write_text('ignore = ["L103"]\n', encoding="utf-8")
        assert "L103" not in test_audit.codes(cyd.check(tmp_path / "d"))

    @pytest.mark.parametrize(
        ("keywords", "options"),
        [
            ({"select": ["B302"]}, ["--select", "B302"]),
            ({"ignore": ["B302", "B303"]}, ["--ignore", "B302", "--ignore", "B303"]),
            ({"fail_on": "note"}, ["--fail-on", "note"]),
        ],
    )
    @pytest.mark.parametrize("write", [write_file, write_dataset])
    def test_keywords_are_the_options_of_the_command(self, tmp_path, capsys, write, keywords, options):
        path = write(tmp_path)
        code, printed = of_command(capsys, path, *options)
        report = cyd.check(path, **keywords)
        assert report.to_dict() == printed
        assert code == (0 if report.passed else 1)

    def test_keywords_go_before_the_configuration(self, tmp_path):
        path = write_configured(tmp_path)
        assert "B302" not in test_audit.codes(cyd.check(path))
        assert test_audit.codes(cyd.check(path, select=["B303"], ignore=[])) == ["B303"]
        assert cyd.check(path, select=["T204"], fail_on="error").passed

    @pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame, pl.LazyFrame, pa.table])
    def test_a_frame_has_the_findings_of_its_file(self, tmp_path, frame):
        in_file = cyd.check(write_parquet(tmp_path), ignore=["O601"])
        assert test_audit.codes(cyd.check(frame(ROWS))) == test_audit.codes(in_file)

    @pytest.mark.parametrize("wrong", [["B999"], ["b302"]])
    def test_a_code_that_does_not_exist_is_named(self, wrong):
        with pytest.raises(InputError, match=wrong[0]):
            cyd.check(pa.table(ROWS), ignore=wrong)

    def test_bad_input_is_bad_for_both(self, tmp_path, capsys):
        with pytest.raises(SourceNotFoundError):
            cyd.check(tmp_path / "dim")
        assert run("check", tmp_path / "dim") == 2
        (tmp_path / "gwag.csv").write_text("", encoding="utf-8")
        with pytest.raises(NoDataError):
            cyd.check(tmp_path / "gwag.csv")
        assert run("check", tmp_path / "gwag.csv") == 2
        for address in ("hf://models/a/b", "hf://datasets/a"):
            with pytest.raises(InputError, match="hf://datasets/owner/name"):
                cyd.check(address)
            assert run("check", address) == 2
        capsys.readouterr()

    def test_a_wrong_keyword_names_the_right_one(self):
        with pytest.raises(WrongTypeError, match="fail_on"):
            cyd.check(pa.table(ROWS), fail_one="note")


class TestOneShapeOfJson:
    """`Finding.to_dict` is what every verb writes; its schema is published as docs/finding.schema.json."""

    @pytest.mark.parametrize("code", CODES)
    def test_a_finding_of_every_code_has_it(self, code):
        row = CODES[code]
        for text in filter(None, (row.message, row.counted)):
            evidence = {name: "x" for _text, name, _form, _kind in string.Formatter().parse(text) if name}
            counts = {"n": 3, "of": 7} if text == row.counted or "n" in evidence else {}
            finding = found(code, Location(source="a.csv", row=1, column="b"), **(evidence | counts))
            VALID.validate(json.loads(json.dumps(finding.to_dict())))

    def test_only_what_has_it_is_valid(self):
        good = found("B302", Location(source="a.csv")).to_dict()
        for wrong in (
            {key: value for key, value in good.items() if key != "hint"},
            good | {"message": "in one language"},
            good | {"location": {"source": None}},
            good | {"en": "evidence at the top"},
            good | {"severity": "grave"},
        ):
            assert not VALID.is_valid(wrong)

    def printed(self, capsys, lang, *arguments):
        capsys.readouterr()
        run("--lang", lang, *arguments, "--format", "json")
        return capsys.readouterr().out

    def findings_of(self, text):
        lines = (
            [json.loads(text)] if text.startswith("{\n") else [json.loads(line) for line in text.splitlines()]
        )
        return [item for line in lines for item in (line.get("findings", [line] if "code" in line else []))]

    @pytest.mark.parametrize("write", SHAPES[:5])
    def test_check_and_pairs_write_it_in_either_language(self, tmp_path, capsys, write):
        path = write(tmp_path)
        for verb in ("check", *(["pairs"] if write is not write_dataset else [])):
            english, welsh = (self.printed(capsys, lang, verb, path) for lang in ("en", "cy"))
            assert english == welsh
            assert self.findings_of(english)
            for item in self.findings_of(english):
                VALID.validate(item)

    def test_verify_and_publish_write_it_in_either_language(self, tmp_path, capsys):
        built = package.build(
            releases.write_manifest(tmp_path), tmp_path / "out", source=releases.write_source(tmp_path)
        )
        sabotage.manifest("status", "state", "unverified")(built.folder)
        for arguments in (["verify", built.folder], ["publish", built.folder, "rhywun/testunau"]):
            english, welsh = (self.printed(capsys, lang, *arguments) for lang in ("en", "cy"))
            assert english == welsh
            assert {item["code"] for item in self.findings_of(english)} >= {"O602"}
            for item in self.findings_of(english):
                VALID.validate(item)

    def test_represent_writes_it_in_either_language(self, tmp_path, capsys):
        pd.DataFrame({"rhyw": ["Benyw"] * 300 + ["Gwryw"] * 120}).to_csv(tmp_path / "a.csv", index=False)
        arguments = ["represent", tmp_path / "a.csv", "--column", "sex=rhyw"]
        english, welsh = (self.printed(capsys, lang, *arguments) for lang in ("en", "cy"))
        assert json.loads(english) == json.loads(welsh)
        for item in json.loads(english)["findings"]:
            VALID.validate(item)

    @pytest.mark.parametrize("verb", ["detect", "normalise", "measure", "corpora", "explain"])
    def test_the_json_of_a_verb_does_not_depend_on_the_language(self, tmp_path, capsys, verb):
        texts = {
            "detect": ["Bore da", "Good morning"],
            "normalise": ["tÅ·"],
            "measure": [write_file(tmp_path)],
        }
        english, welsh = (self.printed(capsys, lang, verb, *texts.get(verb, [])) for lang in ("en", "cy"))
        assert english == welsh
        assert all(isinstance(json.loads(line), dict) for line in english.splitlines())

    def test_a_program_gets_the_same_from_python(self):
        pairs = pa.table({"key": ["a"], "en": ["Good morning to you all"], "cy": [None]})
        survey = represent.compare(pa.table({"rhyw": ["Benyw"] * 300}), {"sex": "rhyw"})
        for finding in (
            *bilingual.check_pairs(pairs),
            *survey.findings,
            *audit.check(pa.table(ROWS)).findings,
        ):
            VALID.validate(json.loads(json.dumps(finding.to_dict())))
