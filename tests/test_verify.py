"""What verify finds: nothing in a build, and the fault by name in one that was spoilt."""

import json
import shutil
import sys

import pyarrow.parquet as pq
import pytest

import releases
import sabotage
from commands import run
from cymraeg_data import package
from cymraeg_data.errors import InputError, SourceNotFoundError
from cymraeg_data.package.documents import card
from cymraeg_data.package.manifests import manifest_schema
from cymraeg_data.package.manifests.manifest import from_values, read_manifest, to_values
from cymraeg_data.package.record import parquet_writer
from cymraeg_data.package.verification import built_data

VERIFIED = ('state = "unverified"', 'state = "verified"\nverified_by = "Y Tîm Data"')


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("verify")
    manifest = releases.write_manifest(folder, VERIFIED)
    return package.build(manifest, folder / "out", source=releases.write_source(folder)).folder


@pytest.fixture
def copy(built, tmp_path):
    return shutil.copytree(built, tmp_path / "copi")


def codes(findings):
    return {finding.code for finding in findings}


class TestWhatIsSound:
    def test_a_verified_build_has_no_finding_and_loads_in_both_ways(self, built):
        assert package.verify(built) == ()

    def test_a_copy_of_a_build_anywhere_else_has_none(self, copy):
        assert package.verify(str(copy)) == ()

    def test_a_build_of_parallel_tables_has_none(self, tmp_path):
        manifest, source = releases.write_parallel(
            tmp_path, "Lle,Gwerth\nCaerdydd,1\nAbertawe,2\n", "Place,Value\nCardiff,1\nSwansea,2\n"
        )
        manifest.write_text(manifest.read_text("utf-8").replace(*VERIFIED), encoding="utf-8")
        build = package.build(manifest, tmp_path / "out", source=source)
        assert package.verify(build.folder) == ()

    def test_a_manifest_nobody_verified_is_the_only_finding_of_its_build(self, tmp_path):
        build = package.build(
            releases.write_manifest(tmp_path), tmp_path / "out", source=releases.write_source(tmp_path)
        )
        assert codes(package.verify(build.folder)) == {"O602"}

    def test_verifying_changes_nothing(self, copy):
        before = releases.contents(copy)
        package.verify(copy)
        assert releases.contents(copy) == before

    def test_the_real_list_of_place_names(self, tmp_path, shared_data, request):
        manifest = request.config.rootpath / "corpora_manifests" / "enwau-lleoedd-safonol.toml"
        build = package.build(manifest, tmp_path, source=shared_data / "bitext" / "welsh-placenames-list")
        assert codes(package.verify(build.folder)) == {"O602"}


class TestSabotage:
    @pytest.mark.parametrize("kind", sabotage.RAW)
    def test_an_accident_is_named(self, copy, kind):
        spoil, code = sabotage.RAW[kind]
        spoil(copy)
        assert code in codes(package.verify(copy))

    @pytest.mark.parametrize("kind", sabotage.COVERED)
    def test_what_was_covered_up_is_named_too(self, copy, kind):
        spoil, code = sabotage.COVERED[kind]
        spoil(copy)
        sabotage.seal(copy)
        assert code in codes(package.verify(copy))

    def test_the_place_of_a_changed_number_is_told(self, copy):
        sabotage.edit("README.md", "rows 4", "rows 40")(copy)
        sabotage.seal(copy)
        (finding,) = package.verify(copy)
        assert finding.location.source == "README.md"
        assert finding.location.line > 30
        assert "rows 40" in finding.message

    def test_a_card_whose_configs_name_no_file_does_not_load(self, tmp_path, monkeypatch):
        real = card.front_matter
        monkeypatch.setattr(
            card, "front_matter", lambda *parts: real(*parts).replace("train-*", "hyfforddi-*")
        )
        build = package.build(
            releases.write_manifest(tmp_path, VERIFIED),
            tmp_path / "out",
            source=releases.write_source(tmp_path),
        )
        findings = package.verify(build.folder)
        assert codes(findings) == {"S718"}
        assert {finding.evidence["way"] for finding in findings} == {"load_dataset", "streaming=True"}

    def test_rows_that_datasets_gives_otherwise_are_told(self, built):
        rows = pq.read_table(built / sabotage.DATA)
        digest = parquet_writer.ContentHash()
        digest.update(rows.slice(1))
        stated = {"train": digest.hexdigest()}
        findings = list(built_data.verify_loading(built, "tables", stated, rows.schema))
        assert {finding.evidence["way"] for finding in findings} == {"load_dataset", "streaming=True"}
        assert {finding.evidence["reason"][:7] for finding in findings} == {"train: "}

    def test_a_folder_with_a_fault_is_not_loaded(self, copy, monkeypatch):
        monkeypatch.setattr(sys.modules["cymraeg_data.package.verification.folder"], "verify_loading", None)
        sabotage.drop("LICENSE.md")(copy)
        assert codes(package.verify(copy)) == {"S708"}


class TestRefusals:
    def test_a_folder_that_is_not_there_is_named(self, tmp_path):
        with pytest.raises(SourceNotFoundError, match="dim-yma"):
            package.verify(tmp_path / "dim-yma")

    def test_a_folder_of_something_else_is_refused(self, tmp_path):
        with pytest.raises(InputError, match=r"build\.json"):
            package.verify(tmp_path)


class TestManifestInTheBuild:
    @pytest.mark.parametrize("parallel", [False, True])
    def test_values_of_a_manifest_make_the_same_manifest(self, tmp_path, parallel):
        if parallel:
            path, __ = releases.write_parallel(tmp_path, "", "")
        else:
            path = releases.write_manifest(tmp_path)
        manifest = read_manifest(path)
        values = to_values(manifest)
        assert manifest_schema.faults(values) == ()
        assert from_values(values) == manifest


class TestCommand:
    def test_exit_codes_say_what_came_of_it(self, built, copy, tmp_path, capsys):
        assert run("verify", str(built)) == 0
        sabotage.drop("LICENSE.md")(copy)
        assert run("verify", str(copy)) == 1
        assert capsys.readouterr().out.startswith("S708\terror\tLICENSE.md\t")
        assert run("verify", str(tmp_path / "dim-yma")) == 2

    def test_as_json_in_welsh(self, copy, capsys):
        sabotage.manifest("status", "state", "unverified")(copy)
        assert run("--lang", "cy", "verify", str(copy), "--format", "json") == 1
        rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        (row,) = [row for row in rows if row["code"] == "O602"]
        assert row["evidence"]["state"] == "unverified"
        assert "cyflwr y maniffest" in row["message"]["cy"]
