"""croissant.json: accepted by its own validator without a warning, and true of the data where that looks away."""

import json

import mlcroissant
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import releases
from cymraeg_data import package
from cymraeg_data.package.manifests.licences import address
from cymraeg_data.package.manifests.manifest_schema import schema
from cymraeg_data.package.record import parquet_writer
from cymraeg_data.package.verification.croissant_check import is_language_tag

# What mlcroissant 1.1.1 asks of rdflib and pandas is about to go; that is not ours to mend.
pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning:rdflib", "ignore:The inplace keyword:DeprecationWarning"
)

VERIFIED = ('state = "unverified"', 'state = "verified"\nverified_by = "Y Tîm Data"')
SPLITS = ("[status]", "[splits]\nvalidation = 0.2\ntest = 0.2\n\n[status]")
ROWS = releases.CSV + "".join(f"LL{n},Llyfrgell {n},Library {n},Nodyn rhif {n}.,{n},\n" for n in range(5, 60))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("croissant")
    return package.build(
        releases.write_manifest(folder, VERIFIED, SPLITS),
        folder / "out",
        source=releases.write_source(folder, ROWS),
    )


@pytest.fixture
def in_parts(tmp_path, monkeypatch):
    """A build whose one split has several files."""
    monkeypatch.setattr(parquet_writer, "SHARD_BYTES", 1500)
    monkeypatch.setattr(parquet_writer, "ROW_GROUP_BYTES", 1000)
    build = package.build(
        releases.write_manifest(tmp_path, VERIFIED),
        tmp_path / "out",
        source=releases.write_source(tmp_path, ROWS),
    )
    assert len(build.facts.files) > 2
    return build


def values(build):
    return json.loads((build.folder / "croissant.json").read_text("utf-8"))


def validated(build):
    dataset = mlcroissant.Dataset(str(build.folder / "croissant.json"))
    assert not dataset.metadata.issues.errors
    assert not dataset.metadata.issues.warnings
    return dataset


def plain(value):
    """Return a value as Parquet gives it, of what mlcroissant makes of it."""
    if isinstance(value, bytes):
        return value.decode()
    if hasattr(value, "date"):
        return value.date()
    return value.item() if hasattr(value, "item") else value


def records(build, split):
    name = f"{build.facts.config}/{split}"
    return [
        {key.removeprefix(f"{name}/"): plain(value) for key, value in record.items()}
        for record in validated(build).records(name)
    ]


def rows(build, split):
    files = [build.folder / file.path for file in build.facts.files if f"/{split}-" in file.path]
    return pa.concat_tables([pq.read_table(file) for file in files]).to_pylist()


class TestItsOwnValidator:
    @pytest.mark.parametrize("split", ["train", "validation", "test"])
    def test_the_records_are_the_rows_of_each_split(self, built, split):
        assert records(built, split) == rows(built, split)

    def test_the_records_of_several_files_are_all_of_them_in_order(self, in_parts):
        assert records(in_parts, "train") == rows(in_parts, "train")

    def test_both_languages_arrive(self, built):
        metadata = validated(built).metadata
        assert metadata.description == {"cy": "Pob llyfrgell yn y fro.", "en": "Each library in the area."}
        described = metadata.record_sets[0].fields[1].description
        assert described == {"cy": "“Enw”", "en": "“Enw”"}

    def test_a_build_that_nobody_verified_validates_too(self, tmp_path):
        build = package.build(
            releases.write_manifest(tmp_path), tmp_path / "out", source=releases.write_source(tmp_path)
        )
        assert validated(build).metadata.name == "Llyfrgelloedd y fro / Libraries of the area"

    def test_every_term_of_responsible_ai_is_one_that_exists(self, built):
        """The validator keeps what it does not know as an extra; nothing of ours may be that."""
        extra = validated(built).metadata.extra_properties
        assert not [key for key in extra if "RAI" in str(key) or str(key).startswith("rai")]


class TestTruth:
    def test_the_columns_are_those_of_the_parquet_files(self, built):
        for record_set in values(built)["recordSet"]:
            split = record_set["@id"].partition("/")[2]
            (file,) = (file for file in built.facts.files if f"/{split}-" in file.path)
            names = pq.read_schema(built.folder / file.path).names
            assert [field["name"] for field in record_set["field"]] == names
            assert [field["source"]["extract"]["column"] for field in record_set["field"]] == names

    def test_every_data_file_is_there_once_with_its_checksum_and_size(self, in_parts):
        listed = [node for node in values(in_parts)["distribution"] if node["@type"] == "cr:FileObject"]
        assert [node["contentUrl"] for node in listed] == sorted(
            path.relative_to(in_parts.folder).as_posix()
            for path in (in_parts.folder / "data").rglob("*.parquet")
        )
        for node in listed:
            path = in_parts.folder / node["contentUrl"]
            assert node["sha256"] == parquet_writer.file_hash(path)
            assert node["contentSize"] == f"{path.stat().st_size} B"

    def test_the_files_of_a_set_are_those_of_its_split(self, in_parts):
        (files,) = (node for node in values(in_parts)["distribution"] if node["@type"] == "cr:FileSet")
        assert files["includes"] == [file.path for file in in_parts.facts.files]
        assert package.verify(in_parts.folder) == ()

    def test_sources_have_their_addresses_and_checksums(self, built):
        (source,) = values(built)["prov:wasDerivedFrom"]
        (item,) = built.facts.inputs
        assert source["sha256"] == item.sha256
        assert source["url"] == ["https://cyngor.example/llyfrgelloedd.csv"]

    def test_what_is_not_known_says_so_in_both_languages(self, built):
        said = {item["@language"]: item["@value"] for item in values(built)["rai:dataUseCases"]}
        assert said["en"].startswith("Not known")
        assert said["cy"].startswith("Nid yw'n hysbys")

    def test_no_clock_is_read(self, built):
        assert values(built)["datePublished"] == "2026-11-20"


class TestLanguageTags:
    @pytest.mark.parametrize(
        "tag",
        ["cy", "en-GB", "cym", "zh-Hant-TW", "sl-rozaj-biske", "de-1996", "en-x-cymru", "cy-u-co-standard"],
    )
    def test_tags_of_bcp_47_are_taken(self, tag):
        assert is_language_tag(tag)

    @pytest.mark.parametrize(
        "tag", ["", "c", "klingonese-xx", "cy_GB", "cy-", "cy--GB", "Cymraeg y De", "cy-x"]
    )
    def test_anything_else_is_not(self, tag):
        assert not is_language_tag(tag)


def test_every_licence_of_a_manifest_has_an_address_of_its_own():
    licences = schema()["properties"]["licence"]["properties"]["id"]["enum"]
    assert len({address(licence) for licence in licences}) == len(licences)
