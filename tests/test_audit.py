"""Audits: what a card claims against what the data bears out, on disk and on the hub."""

import json
import shutil

import huggingface_hub
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from huggingface_hub import constants
from huggingface_hub.utils import disable_progress_bars

import hub_server
import releases
import test_steps
from commands import run
from cymraeg_data import audit
from cymraeg_data.audit.cards import Card
from cymraeg_data.audit.licence_terms import licence_findings
from cymraeg_data.errors import InputError, SourceNotFoundError

TOKEN = "hf_prawf"  # noqa: S105 - of the hub on loopback
HEAD = """\
license: other
license_name: ogl-uk-3.0
license_link: https://cyngor.example/trwydded
language: [cy]
"""
INFO = """\
configs:
- config_name: default
  data_files:
  - split: train
    path: data/train-*.parquet
dataset_info:
  features: [{name: text, dtype: string}, {name: source, dtype: string}]
  splits: [{name: train, num_examples: 80}]
size_categories: [n<1K]
"""


def texts():
    return [test_steps.sentence(n) for n in range(80)]


def dataset(folder, values=None, head=HEAD, info=INFO, prose="Testunau cyngor y fro.", **columns):
    """Write a dataset as the hub has them; return its folder."""
    (folder / "data").mkdir(parents=True)
    values = texts() if values is None else values
    columns = columns or {"source": ["cyngor.example"] * len(values)}
    pq.write_table(pa.table({"text": values, **columns}), folder / "data" / "train-00000-of-00001.parquet")
    (folder / "README.md").write_text(f"---\n{head}{info}---\n\n{prose}\n", encoding="utf-8")
    return folder


def codes(report):
    return [finding.code for finding in report.findings]


class TestSound:
    def test_a_dataset_that_keeps_its_word_has_no_finding(self, tmp_path):
        report = audit.audit_folder(dataset(tmp_path / "d"))
        assert report.passed
        assert codes(report) == []
        assert "Personal data" not in [item.topic for item in report.not_assessed]

    def test_one_of_our_own_builds_keeps_its_word(self, tmp_path):
        build = test_steps.built(tmp_path, texts())
        claims_english_too = {"L103"}
        assert set(codes(audit.audit_folder(build.folder))) <= {"B313"} | claims_english_too

    def test_a_folder_is_a_dataset_by_its_card(self, tmp_path):
        assert audit.is_dataset(dataset(tmp_path / "d"))
        (tmp_path / "d" / "README.md").write_text("# Testunau\n", encoding="utf-8")
        assert not audit.is_dataset(tmp_path / "d")
        assert not audit.is_dataset(tmp_path / "dim")


class TestClaims:
    def test_wrong_numbers_of_rows_are_told(self, tmp_path):
        folder = dataset(tmp_path / "d", info=INFO.replace("80", "324904").replace("n<1K", "100K<n<1M"))
        found = {
            item.evidence["name"]: item.evidence
            for item in audit.audit_folder(folder).findings
            if item.code == "S716"
        }
        assert (found["num_examples"]["stated"], found["num_examples"]["found"]) == (324904, 80)
        assert found["size_categories"]["found"] == "n<1K"

    def test_columns_that_are_not_there_are_told(self, tmp_path):
        folder = dataset(tmp_path / "d", info=INFO.replace("name: source", "name: sgor"))
        assert codes(audit.audit_folder(folder)) == ["S713"]

    @pytest.mark.parametrize(("claimed", "language"), [("[en]", "cy"), ("[cy, en]", "en"), ("eng", "cy")])
    def test_languages_that_the_texts_do_not_have_are_told(self, tmp_path, claimed, language):
        folder = dataset(tmp_path / "d", head=HEAD.replace("[cy]", claimed))
        found = [
            item.evidence["language"] for item in audit.audit_folder(folder).findings if item.code == "L103"
        ]
        assert language in found

    def test_rows_without_a_source_are_told(self, tmp_path):
        info = INFO.replace(", {name: source, dtype: string}", "")
        folder = dataset(tmp_path / "d", info=info, rhif=list(range(80)))
        assert codes(audit.audit_folder(folder)) == ["O608"]

    def test_a_card_that_is_no_yaml_is_told(self, tmp_path):
        folder = dataset(tmp_path / "d", head="license: [\n")
        assert "S711" in codes(audit.audit_folder(folder))


class TestTexts:
    def test_repeated_leaked_and_personal_texts_are_told(self, tmp_path, monkeypatch):
        from cymraeg_data.package.steps import hash_sets

        made = hash_sets.made_of(pa.array([test_steps.sentence(700)]), name="prawf-ni")
        hash_sets.write(made, tmp_path / "prawf-ni.bin")
        monkeypatch.setenv("CYMRAEG_DATA_BENCHMARKS", str(tmp_path / "prawf-ni.bin"))
        values = texts()
        values[10], values[11] = values[3], values[4] + " Lleuad."
        values[12] += " " + test_steps.sentence(700)
        values[13] += " Ffoniwch Siân ar 07700 900123."
        findings = {
            item.code: item.evidence for item in audit.audit_folder(dataset(tmp_path / "d", values)).findings
        }
        assert (findings["S724"]["n"], findings["S724"]["equal"]) == (2, 1)
        assert findings["S722"]["name"] == "prawf-ni"
        assert findings["P504"]["n"] == 1


def reasons(values, text="", rows=()):
    return [item.evidence["reason"] for item in licence_findings(Card(values=values, text=text), list(rows))]


class TestLicences:
    @pytest.mark.parametrize(
        ("values", "text", "said"),
        [
            ({}, "", "names no licence"),
            ({"license": "other"}, "", "license_name and license_link are missing"),
            ({"license": "cc", "license_name": "ogl"}, "", "license_name says ogl"),
            ({"license": ["mit", "cc0-1.0"]}, "", "several licences"),
            ({"license": "apache-2.0"}, "72.5% OpenSubtitles", "OpenSubtitles"),
            ({"license": "mit"}, "Testun o’r Wicipedia.", "CC BY-SA 4.0"),
            (
                {"license": "cc0-1.0"},
                "It is forbidden to re-host or re-share the data.",
                "forbidden to re-host",
            ),
            ({"license": "cc-by-4.0"}, "For research use only.", "research use only"),
            ({"license": "mit"}, "Ni chaniateir ailgyhoeddi’r data.", "Ni chaniateir ailgyhoeddi"),
            ({"license": "apache-2.0"}, "Crown copyright, Open Government Licence v3.0", "ogl-uk-3.0"),
            ({"license": "mit"}, "Part of it is CC BY-NC.", "cc-by-nc"),
        ],
    )
    def test_a_muddle_is_told(self, values, text, said):
        assert any(said in reason for reason in reasons(values, text))

    @pytest.mark.parametrize(
        ("values", "text"),
        [
            ({"license": "other", "license_name": "ogl-uk-3.0", "license_link": "LICENSE.md"}, "OGL v3.0"),
            ({"license": "cc-by-sa-4.0"}, "Testun o’r Wicipedia, CC BY-SA."),
            ({"license": "cc0-1.0"}, "Ein brawddegau ni. Mae croeso i chi eu defnyddio."),
            ({"license": "mit"}, "Do not forget to cite us. The code is on GitHub."),
        ],
    )
    def test_what_goes_together_is_left_alone(self, values, text):
        assert reasons(values, text) == []

    def test_rows_that_say_another_licence_are_told(self):
        assert reasons({"license": "mit"}, rows=["CC-BY-SA-4.0"]) == ["the rows say CC-BY-SA-4.0"]
        assert reasons({"license": "cc-by-sa-4.0"}, rows=["CC-BY-SA-4.0"]) == []


class TestHub:
    @pytest.fixture
    def server(self, monkeypatch, tmp_path):
        started, stop = hub_server.start()
        monkeypatch.setenv("HF_ENDPOINT", started.url)
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
        monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
        monkeypatch.setattr(constants, "ENDPOINT", started.url)
        template = started.url + "/{repo_id}/resolve/{revision}/{filename}"
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
        monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub-cache"))
        disable_progress_bars()
        yield started
        huggingface_hub.close_session()
        stop()

    @pytest.mark.filterwarnings("ignore:Use 'content:DeprecationWarning")  # of the hub's client, about itself
    def test_a_dataset_on_the_hub_is_audited_by_its_address(self, server, tmp_path, capsys):
        folder = dataset(tmp_path / "d", head=HEAD.replace("[cy]", "[en]"))
        api = huggingface_hub.HfApi(endpoint=server.url, token=TOKEN)
        api.create_repo("rhywun/testunau", repo_type="dataset")
        api.upload_folder(repo_id="rhywun/testunau", repo_type="dataset", folder_path=folder)
        shutil.rmtree(folder)
        report = audit.audit_repository("hf://datasets/rhywun/testunau")
        assert (report.name, codes(report)) == ("rhywun/testunau", ["L103", "L103"])
        assert run("check", "hf://datasets/rhywun/testunau@main", "--format", "json") == 0
        assert json.loads(capsys.readouterr().out)["name"] == "rhywun/testunau"

    @pytest.mark.parametrize("address", ["hf://models/a/b", "a", "https://huggingface.co/datasets/a/b"])
    def test_another_address_is_refused(self, address):
        with pytest.raises(InputError, match="hf://datasets/owner/name"):
            audit.audit_repository(address)


class TestRefusals:
    def test_a_folder_that_is_not_there_is_named(self, tmp_path):
        with pytest.raises(SourceNotFoundError, match="dim"):
            audit.audit_folder(tmp_path / "dim")

    def test_a_file_is_refused(self, tmp_path):
        with pytest.raises(InputError, match="is a file"):
            audit.audit_folder(releases.write_source(tmp_path))
