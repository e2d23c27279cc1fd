"""What a built folder says of itself, read through one door: whole, or every fault named at once."""

import json
from pathlib import Path

import pytest

import releases
from cymraeg_data import locale, package
from cymraeg_data.errors import InputError, SourceNotFoundError, UnreadableError
from cymraeg_data.package.manifests.plain_values import PlainFaultsError
from cymraeg_data.package.record import built_record, checksums
from cymraeg_data.package.record.built_record import examine_record, read_configs, read_facts, read_record
from cymraeg_data.package.record.facts import from_json


@pytest.fixture
def build(tmp_path):
    return package.build(
        releases.write_manifest(tmp_path), tmp_path / "out", source=releases.write_source(tmp_path)
    )


@pytest.fixture
def _english():
    with locale.use("en"):
        yield


def damaged(build, edit, name="build.json"):
    """Change a file of the record, and let the checksums say that all is well."""
    path = build.folder / name
    values = json.loads(path.read_text(encoding="utf-8"))
    edit(values)
    path.write_text(json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    (build.folder / checksums.NAME).write_text(checksums.text(build.folder), encoding="utf-8")
    return build.folder


def config(values):
    return values["configs"]["tables"]


def with_four_faults(values):
    values["n_repeated_ids"] = "0"
    values["gwall"] = 1
    del values["tool"]
    config(values)["files"][0]["bytes"] = None


FAULTS = {
    "no number": (lambda values: values.update(n_repeated_ids="3"), "n_repeated_ids: “3” was found"),
    "true for a number": (lambda values: config(values).update(n_rows=True), "n_rows: true was found"),
    "a fraction of a row": (lambda values: config(values).update(n_rows=4.5), "n_rows: 4.5 was found"),
    "text for a list": (lambda values: config(values).update(files="data"), "files: “data” was found"),
    "a list for a table": (lambda values: values.update(tool=[]), "tool: a list was found"),
    "a key more": (
        lambda values: config(values)["columns"][1].update(gwall=1),
        r"columns\[2\].gwall: unknown",
    ),
    "a key less": (lambda values: config(values)["splits"][0].pop("bytes"), r"splits\[1\].bytes: missing"),
    "counts that are none": (lambda values: values.update(dropped={"empty": "x"}), "dropped.empty: “x”"),
    "another layout": (lambda values: values.update(format=1), "format: 1 was found; expected 2"),
    "no config": (lambda values: values.update(configs={}), "configs: a table was found"),
    "configs of another kind": (lambda values: values.update(configs=[]), "configs: a list was found"),
}


@pytest.mark.usefixtures("_english")
class TestDamage:
    @pytest.mark.parametrize("name", FAULTS)
    def test_every_reader_names_the_fault(self, build, name):
        edit, message = FAULTS[name]
        folder = damaged(build, edit)
        with pytest.raises(UnreadableError, match=message):
            read_record(folder)
        with pytest.raises(UnreadableError, match=message):
            read_facts(folder)
        with pytest.raises(UnreadableError, match=message):
            package.cell(folder, "llyfrgelloedd-bro:x")
        with pytest.raises(UnreadableError, match=message):
            package.build(
                releases.write_manifest(folder.parent, ('version = "1.2.0"', 'version = "9.0.0"')),
                folder.parent / "again",
                source=releases.write_source(folder.parent),
                previous=folder,
            )
        assert "S711" in {finding.code for finding in package.verify(folder)}

    def test_all_faults_come_at_once_with_their_places(self, build):
        with pytest.raises(PlainFaultsError) as caught:
            from_json((damaged(build, with_four_faults) / "build.json").read_text(encoding="utf-8"))
        assert sorted(caught.value.faults) == [
            "files[1].bytes: null was found; expected a whole number",
            "gwall: unknown key",
            "n_repeated_ids: “0” was found; expected a whole number",
            "tool: missing",
        ]

    def test_faults_of_both_files_come_together(self, build):
        damaged(build, with_four_faults)
        folder = damaged(build, lambda values: values.pop("licence"), "manifest.json")
        with pytest.raises(UnreadableError, match=r"(?s)build\.json: tool: missing.*manifest\.json: licence"):
            read_record(folder)
        record, faults = examine_record(folder)
        assert record is None
        assert {fault.file for fault in faults} == {"build.json", "manifest.json"}

    def test_what_is_no_json_is_named(self, build):
        (build.folder / "build.json").write_bytes(b"\xff\xfe")
        with pytest.raises(UnreadableError, match=r"build\.json: .*utf-8"):
            read_record(build.folder)

    def test_a_list_is_no_record(self, build):
        for name in ("build.json", "manifest.json"):
            (build.folder / name).write_text("[]", encoding="utf-8")
        with pytest.raises(UnreadableError, match=r"(?s)build\.json: .*manifest\.json: "):
            read_record(build.folder)
        with pytest.raises(UnreadableError, match=r"configs: null was found; expected a table"):
            read_configs(build.folder)

    def test_a_missing_file_is_a_fault_without_a_reason(self, build):
        (build.folder / "manifest.json").unlink()
        __, faults = examine_record(build.folder)
        assert faults == (built_record.RecordFault(file="manifest.json"),)
        assert str(faults[0]) == "manifest.json: missing"


class TestWhole:
    def test_what_was_built_is_what_is_read(self, build):
        record = read_record(build.folder)
        assert record.manifest == build.manifest
        assert record.facts == build.facts == read_facts(build.folder)
        assert examine_record(build.folder) == (record, ())

    def test_configs_are_read_without_the_rest(self, build):
        facts = build.facts
        assert {name: (item.splits, item.files) for name, item in read_configs(build.folder).items()} == {
            facts.config: (facts.splits, facts.files)
        }

    def test_a_folder_that_is_no_build_says_what_to_pass(self, tmp_path):
        with pytest.raises(InputError, match=r"build\.json"):
            read_record(tmp_path)
        with pytest.raises(SourceNotFoundError):
            read_record(tmp_path / "nid-yw-yma")


def test_nothing_else_in_package_or_hub_opens_the_record():
    source = Path(built_record.__file__).parents[2]
    files = [path for room in ("package", "hub") for path in (source / room).rglob("*.py")]
    readers = {path.name for path in files if "from_json(" in path.read_text("utf-8")}
    assert readers == {"facts.py", "built_record.py"}  # what build.json means, and who reads it
