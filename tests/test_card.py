"""The card: one set of numbers in two languages, and YAML that says what the data is."""

import json
import re

import pyarrow.parquet as pq
import pytest
import yaml

import releases
from cymraeg_data import locale, package
from cymraeg_data.package.documents.card.front_matter import size_category
from cymraeg_data.package.manifests import licences


def halves(text):
    """Return the YAML of a card, its Welsh half and its English half."""
    __, front, body = text.split("---\n", 2)
    welsh, english = body.split("\n## Cymraeg\n")[1].split("\n## English\n")
    return yaml.safe_load(front), welsh, english


def numbers(text):
    return re.findall(r"\d[\d,.]*", text)


@pytest.fixture
def build(tmp_path):
    text = releases.CSV + "LL5,,,,,\n"
    return package.build(
        releases.write_manifest(tmp_path), tmp_path / "out", source=releases.write_source(tmp_path, text)
    )


@pytest.fixture
def readme(build):
    return (build.folder / "README.md").read_text("utf-8")


class TestBothLanguages:
    def test_the_numbers_are_the_same_and_in_the_same_order(self, readme):
        __, welsh, english = halves(readme)
        assert numbers(welsh) == numbers(english)

    def test_the_sections_are_the_same(self, readme):
        __, welsh, english = halves(readme)
        assert welsh.count("\n### ") == english.count("\n### ") == 15
        assert [len(part.splitlines()) for part in welsh.split("### ")[:-1]] == [
            len(part.splitlines()) for part in english.split("### ")[:-1]
        ]

    def test_each_half_has_the_publishers_words_in_its_own_language(self, readme):
        __, welsh, english = halves(readme)
        assert "Pob llyfrgell yn y fro." in welsh
        assert "Ffynhonnell: Cyngor y Fro (OGL v3)" in welsh
        assert "Each library in the area." in english
        assert "Source: Area Council (OGL v3)" in english

    def test_the_welsh_half_is_in_welsh(self, readme):
        with locale.use("cy"):
            if locale._("Rows and columns") == "Rows and columns":
                pytest.skip("the messages of this package are not in the catalogue yet")
        __, welsh, __ = halves(readme)
        assert "### Rhesi a cholofnau" in welsh
        assert "What it is" not in welsh

    def test_the_licence_file_has_both_attributions(self, build):
        text = (build.folder / "LICENSE.md").read_text("utf-8")
        assert "Ffynhonnell: Cyngor y Fro (OGL v3)" in text
        assert "Source: Area Council (OGL v3)" in text
        assert text.count("open-government-licence/version/3/") == 2

    def test_the_real_cards_have_the_same_numbers_in_both_languages(self, tmp_path, shared_data, request):
        manifest = request.config.rootpath / "corpora_manifests" / "statswales-cysylltiadau-iechyd-plant.toml"
        build = package.build(manifest, tmp_path, source=shared_data / "bitext" / "statswales-backend")
        __, welsh, english = halves((build.folder / "README.md").read_text("utf-8"))
        assert sorted(numbers(welsh)) == sorted(numbers(english))


class TestTruth:
    def test_the_counts_are_those_of_the_data(self, build, readme):
        __, __, english = halves(readme)
        table = pq.read_table(build.folder / build.facts.files[0].path)
        assert f"rows {table.num_rows}, columns {table.num_columns}" in english
        assert "| no value in any of the columns taken | 1 |" in english
        assert "`visits`: values that could not be read as int64, and are null: 1." in english
        assert "Columns of the publisher that were not taken: “Cod”." in english
        assert "Rows whose identifier was taken, and has a number added: 1." in english

    def test_the_measured_languages_add_up_to_the_texts(self, build):
        for column in json.loads((build.folder / "build.json").read_text("utf-8"))["configs"]["tables"][
            "columns"
        ]:
            if column["declared"]:
                assert sum(column["languages"].values()) == column["n_texts"]
                assert column["n_texts"] + column["n_empty"] == 4

    def test_names_are_not_measured_when_the_manifest_says_so(self, tmp_path):
        manifest = releases.write_manifest(tmp_path, ('to = "name_cy"', 'to = "name_cy"\nmeasured = false'))
        build = package.build(manifest, tmp_path / "out", source=releases.write_source(tmp_path))
        names = [column.name for column in build.facts.columns]
        assert "name_cy_language" not in names
        assert "| `name_cy` | Welsh | 4 | 0 | not measured: names |" in (
            build.folder / "README.md"
        ).read_text("utf-8")

    def test_an_unverified_dataset_says_so_in_every_place(self, build, readme):
        front, welsh, english = halves(readme)
        assert front["cymraeg_data"]["status"] == "unverified"
        assert "**Not verified.**" in english
        assert "Nid oes neb wedi gwirio’r drwydded." in welsh
        assert json.loads((build.folder / "build.json").read_text("utf-8"))["status"] == "unverified"

    def test_a_verified_dataset_names_who_verified_it(self, tmp_path):
        state = ('state = "unverified"', 'state = "verified"\nverified_by = "Eleri Huws"')
        manifest = releases.write_manifest(tmp_path, state)
        build = package.build(manifest, tmp_path / "out", source=releases.write_source(tmp_path))
        assert "were verified by Eleri Huws." in (build.folder / "README.md").read_text("utf-8")

    def test_kept_spaces_are_told_from_removed_ones(self, readme):
        assert "spaces at their edges were kept" in halves(readme)[2]

    def test_faults_that_the_readers_found_are_listed(self, readme):
        assert "“Nodyn”: T206, “Header with spaces at the edges”, 1." in halves(readme)[2]


class TestYaml:
    def test_it_says_what_the_hub_wants_to_know(self, readme):
        front, __, __ = halves(readme)
        assert front["language"] == ["cy", "en"]
        assert front["license"] == "other"
        assert front["license_name"] == "ogl-uk-3.0"
        assert front["license_link"] == "LICENSE.md"
        assert front["size_categories"] == ["n<1K"]
        assert front["tags"] == ["cymraeg", "welsh", "wales", "open-government-data"]
        assert front["multilinguality"] == ["multilingual"]
        assert front["source_datasets"] == ["original"]
        assert "task_categories" not in front
        assert front["configs"] == [
            {
                "config_name": "tables",
                "data_files": [{"split": "train", "path": "data/tables/train-*.parquet"}],
            }
        ]

    def test_the_features_are_those_of_the_file(self, build, readme):
        (info,) = halves(readme)[0]["dataset_info"]
        schema = pq.read_schema(build.folder / build.facts.files[0].path)
        assert [feature["name"] for feature in info["features"]] == schema.names
        assert info["splits"] == [
            {"name": "train", "num_bytes": build.facts.splits[0].bytes, "num_examples": 4}
        ]
        assert info["download_size"] == build.facts.files[0].bytes

    def test_the_content_hash_is_that_of_the_build(self, build, readme):
        assert halves(readme)[0]["cymraeg_data"]["content_sha256"] == build.content_sha256

    @pytest.mark.parametrize("title", ["no", "1.10", "Enwau: “lleoedd” # ac eraill", "---", "a | b"])
    def test_titles_that_yaml_would_misread_stay_as_they_are(self, tmp_path, title):
        manifest = releases.write_manifest(tmp_path, ('cy = "Llyfrgelloedd y fro"', f"cy = '{title}'"))
        build = package.build(manifest, tmp_path / "out", source=releases.write_source(tmp_path))
        front, __, __ = halves((build.folder / "README.md").read_text("utf-8"))
        assert front["pretty_name"] == f"{title} / Libraries of the area"

    @pytest.mark.parametrize(
        ("n_rows", "size"),
        [(0, "n<1K"), (999, "n<1K"), (1000, "1K<n<10K"), (10**9, "n>1B"), (10**9 - 1, "100M<n<1B")],
    )
    def test_sizes_are_those_of_the_hub(self, n_rows, size):
        assert size_category(n_rows) == size

    def test_a_licence_that_the_hub_knows_is_named_as_the_hub_names_it(self):
        assert licences.hub_licence("CC-BY-SA-4.0").license == "cc-by-sa-4.0"
        assert licences.hub_licence("ODC-By-1.0").license == "odc-by"

    def test_pairs_from_a_dataset_of_the_hub_say_so(self, tmp_path):
        manifest = releases.write_manifest(
            tmp_path,
            ('kind = "http"', 'kind = "hub"'),
            ("https://cyngor.example/llyfrgelloedd.csv", "https://huggingface.co/datasets/cyngor/parau"),
            ('config = "tables"', 'config = "pairs"'),
        )
        build = package.build(manifest, tmp_path / "out", source=releases.write_source(tmp_path))
        front, __, __ = halves((build.folder / "README.md").read_text("utf-8"))
        assert front["task_categories"] == ["translation"]
        assert front["multilinguality"] == ["translation"]
        assert front["source_datasets"] == ["extended|cyngor/parau"]
