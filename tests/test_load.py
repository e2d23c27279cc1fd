"""A built folder back to a dataset: exactly what was built, and never what was built before."""

import json

import datasets
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import releases
import strategies
from cymraeg_data import package
from cymraeg_data.errors import InputError, SourceNotFoundError, UnreadableError
from cymraeg_data.package.reading.dataset import load_folder
from cymraeg_data.package.record import checksums


@pytest.fixture
def build(tmp_path):
    return package.build(
        releases.write_manifest(tmp_path), tmp_path / "out", source=releases.write_source(tmp_path)
    )


def arrow(dataset):
    return dataset.with_format("arrow")[:]


class TestRoundTrip:
    @settings(max_examples=15)
    @given(st.lists(st.tuples(strategies.any_texts(20), strategies.any_texts(20)), min_size=1, max_size=6))
    def test_what_is_loaded_is_what_was_built(self, tmp_path_factory, names):
        folder = tmp_path_factory.mktemp("load")
        lines = [
            {"Enw": cy, "Enw Saesneg": en, "Nodyn": "Bore da.", "Ymweliadau": "7", "Agorwyd": None}
            for cy, en in names
        ]
        text = "".join(json.dumps(line) + "\n" for line in lines)
        source = releases.write_source(folder, text, "enwau.jsonl")
        build = package.build(releases.write_manifest(folder), folder / "out", source=source)
        table = pq.read_table(build.folder / build.facts.files[0].path)
        assert arrow(load_folder(build.folder)).equals(table)
        pairs = sorted(
            zip(table.column("name_cy").to_pylist(), table.column("name_en").to_pylist(), strict=True)
        )
        assert pairs == sorted(names)

    def test_datasets_loads_the_same_rows_from_the_folder(self, build, tmp_path):
        loaded = datasets.load_dataset(
            str(build.folder), "tables", split="train", cache_dir=str(tmp_path / "cache")
        )
        assert arrow(loaded).equals(arrow(load_folder(build.folder)))
        assert loaded.features == load_folder(build.folder).features

    def test_datasets_streams_the_same_rows_from_the_folder(self, build, tmp_path):
        streamed = datasets.load_dataset(
            str(build.folder), "tables", split="train", streaming=True, cache_dir=str(tmp_path / "cache")
        )
        assert list(streamed) == list(load_folder(build.folder))

    def test_a_new_build_in_the_same_folder_is_what_is_loaded(self, build, tmp_path):
        assert load_folder(build.folder).num_rows == 4
        more = releases.CSV + "LL5,Llyfrgell Llŷn,Llŷn Library,Croeso cynnes i bawb.,12,\n"
        source = releases.write_source(tmp_path, more)
        package.build(tmp_path / "manifest.toml", tmp_path / "out", source=source)
        assert load_folder(build.folder).num_rows == 5
        package.build(tmp_path / "manifest.toml", tmp_path / "out", source=releases.write_source(tmp_path))
        assert load_folder(build.folder).num_rows == 4

    def test_only_one_config_needs_no_name(self, build):
        assert load_folder(build.folder, config="tables").num_rows == load_folder(str(build.folder)).num_rows

    def test_progress_bars_are_left_as_they_were(self, build):
        before = datasets.are_progress_bars_disabled()
        load_folder(build.folder)
        assert datasets.are_progress_bars_disabled() == before

    def test_the_real_list_of_place_names(self, tmp_path, shared_data, request):
        manifest = request.config.rootpath / "corpora_manifests" / "enwau-lleoedd-safonol.toml"
        build = package.build(manifest, tmp_path, source=shared_data / "bitext" / "welsh-placenames-list")
        loaded = datasets.load_dataset(
            str(build.folder), "terms", split="train", cache_dir=str(tmp_path / "cache")
        )
        assert loaded.num_rows == 3615
        assert arrow(loaded).equals(arrow(load_folder(build.folder)))


class TestRefusals:
    def test_a_missing_folder_is_named(self, tmp_path):
        with pytest.raises(SourceNotFoundError, match="nid-yw-yma"):
            load_folder(tmp_path / "nid-yw-yma")

    def test_a_folder_that_is_no_build_is_refused(self, tmp_path):
        with pytest.raises(InputError, match=r"build\.json"):
            load_folder(tmp_path)

    def test_a_file_is_refused(self, build):
        with pytest.raises(InputError, match=r"build\.json"):
            load_folder(build.folder / "README.md")

    def test_an_unknown_config_lists_those_there_are(self, build):
        with pytest.raises(InputError, match=r"no config terms\. It has: tables"):
            load_folder(build.folder, config="terms")

    def test_several_configs_need_a_name(self, build):
        path = build.folder / "build.json"
        facts = json.loads(path.read_text("utf-8"))
        facts["configs"]["terms"] = facts["configs"]["tables"]
        path.write_text(json.dumps(facts), encoding="utf-8")
        (build.folder / checksums.NAME).write_text(checksums.text(build.folder), encoding="utf-8")
        with pytest.raises(InputError, match="several configs: tables, terms"):
            load_folder(build.folder)

    def test_every_changed_missing_and_added_file_is_named(self, build):
        data = build.folder / build.facts.files[0].path
        damaged = bytearray(data.read_bytes())
        damaged[len(damaged) // 2] ^= 1
        data.write_bytes(damaged)
        (build.folder / "LICENSE.md").unlink()
        pq.write_table(pa.table({"id": ["x"]}), build.folder / "data" / "extra.parquet")
        with pytest.raises(UnreadableError) as caught:
            load_folder(build.folder)
        lines = str(caught.value).splitlines()[1:4]
        assert [line.split(":")[0].strip() for line in lines] == [
            "LICENSE.md",
            "data/extra.parquet",
            "data/tables/train-00000-of-00001.parquet",
        ]

    def test_a_build_without_its_checksums_is_refused(self, build):
        (build.folder / checksums.NAME).unlink()
        with pytest.raises(UnreadableError, match="SHA256SUMS: missing"):
            load_folder(build.folder)
