"""Manifests: read whole, or refused with every fault and its place."""

import copy
import tomllib
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import releases
from cymraeg_data import locale
from cymraeg_data.errors import ManifestError, SourceNotFoundError
from cymraeg_data.package import read_manifest
from cymraeg_data.package.manifests import manifest_schema
from cymraeg_data.package.manifests.manifest import Bilingual

REAL = sorted((Path(__file__).parents[1] / "corpora_manifests").glob("*.toml"))


def faults_of(tmp_path, *replacements):
    with pytest.raises(ManifestError) as caught:
        read_manifest(releases.write_manifest(tmp_path, *replacements))
    return caught.value.faults


def _places(value, place=()):
    yield place
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, child in children:
        yield from _places(child, (*place, key))


VALID = manifest_schema._plain(tomllib.loads(releases.MANIFEST))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=8), inner, max_size=2),
    max_leaves=4,
)


@st.composite
def broken_manifests(draw):
    """The valid manifest after a few changes anywhere in it."""
    values = copy.deepcopy(VALID)
    for __ in range(draw(st.integers(1, 4))):
        *parents, last = draw(st.sampled_from([place for place in _places(values) if place]))
        inner = values
        for key in parents:
            inner = inner[key]
        if draw(st.booleans()):
            del inner[last]
        else:
            inner[last] = draw(json_values)
    return values


class TestFaults:
    @given(broken_manifests())
    def test_faults_are_found_exactly_where_the_published_schema_finds_them(self, values):
        valid = jsonschema.Draft202012Validator(manifest_schema.schema()).is_valid(values)
        found = manifest_schema.faults(values)
        assert valid or found
        assert all(": " in fault for fault in found)
        assert len(set(found)) == len(found)

    @given(broken_manifests())
    def test_the_number_of_faults_does_not_depend_on_the_language(self, values):
        with locale.use("cy"):
            welsh = manifest_schema.faults(values)
        assert len(welsh) == len(manifest_schema.faults(values))

    def test_the_published_schema_is_a_schema(self):
        jsonschema.Draft202012Validator.check_schema(manifest_schema.schema())

    def test_six_faults_are_reported_as_six(self, tmp_path):
        found = faults_of(
            tmp_path,
            ('id = "llyfrgelloedd-bro"', 'id = "Llyfrgelloedd Bro"'),
            ('version = "1.2.0"', "version = 1.2"),
            ('title = { cy = "Llyfrgelloedd y fro", en', "title = { en"),
            ('id = "ogl-uk-3.0"', 'id = "OGL"'),
            ('commercial = "yes"', 'commercial = "yes"\ncomercial = "yes"'),
            ("checked_on = 2026-11-21", 'checked_on = "ddoe"'),
        )
        assert [fault.split(":")[0] for fault in found] == [
            "id",
            "licence.comercial",
            "licence.checked_on",
            "licence.id",
            "title.cy",
            "version",
        ]

    def test_an_unknown_key_that_is_nearly_a_known_one_is_named(self, tmp_path):
        (fault,) = faults_of(tmp_path, ("[parse]", "[parse]\nstript = true"))
        assert fault == "parse.stript: unknown key; did you mean “strip”?"

    def test_places_count_from_one(self, tmp_path):
        (fault,) = faults_of(tmp_path, ('to = "name_en"', 'to = "Name"'))
        assert fault.startswith("parse.columns[2].to: “Name” was found; expected lower-case letters")

    @pytest.mark.parametrize(
        ("old", "new", "place"),
        [
            ('to = "name_en"', 'to = "name_cy"', "parse.columns[2].to"),
            ('to = "name_en"', 'to = "licence"', "parse.columns[2].to"),
            ('to = "name_en"', 'to = "name_cy_language"', "parse.columns[2].to"),
            ('id = ["name_cy"]', 'id = ["enw"]', "parse.id[1]"),
            ('id = ["name_cy"]', 'id = ["name_cy"]\nsort = ["dyddiad"]', "parse.sort[1]"),
            ('language = "en"', 'language = "gd"', "parse.columns[2].language"),
            ('thousands = ","', 'thousands = ","\nlanguage = "cy"', "parse.columns[4].language"),
            ('thousands = ","', 'format = "%Y"', "parse.columns[4].format"),
            ('thousands = ","', 'thousands = ","\nmeasured = true', "parse.columns[4].measured"),
            ('format = "%d/%m/%Y"', 'thousands = ","', "parse.columns[5].thousands"),
            ('adapter = "table"', 'adapter = "table"\ntables = { cy = "a.csv" }', "parse.tables"),
            ('from = "Enw"', 'from = { cy = "Enw" }', "parse.columns[1].from"),
            ('state = "unverified"', 'state = "verified"', "status.verified_by"),
        ],
    )
    def test_rules_that_no_schema_can_say(self, tmp_path, old, new, place):
        assert [fault.split(": ")[0] for fault in faults_of(tmp_path, (old, new))] == [place]

    def test_parallel_tables_name_tables_that_are_there(self, tmp_path):
        manifest, __ = releases.write_parallel(tmp_path, "", "")
        text = manifest.read_text(encoding="utf-8")
        manifest.write_text(text.replace('from = { cy = "Lle" }', 'from = { ga = "Lle" }'), encoding="utf-8")
        with pytest.raises(ManifestError) as caught:
            read_manifest(manifest)
        assert caught.value.faults == ("parse.columns[2].from: there is no table “ga” in parse.tables",)


class TestHostileManifests:
    @pytest.mark.parametrize(
        "bad", ["..", "a/b", "../a", "/a", "A", "a_b", "-a", "a--b", "", "a\\nb", "a\\n", "ŵ"]
    )
    def test_an_id_that_could_leave_the_output_folder_is_refused(self, tmp_path, bad):
        (fault,) = faults_of(tmp_path, ('id = "llyfrgelloedd-bro"', f'id = "{bad}"'))
        assert fault.startswith("id: ")

    @pytest.mark.parametrize("bad", ["1.0", "1.0.0/..", "01.0.0", "..", "1.0.0\\n"])
    def test_a_version_that_is_not_three_numbers_is_refused(self, tmp_path, bad):
        (fault,) = faults_of(tmp_path, ('version = "1.2.0"', f'version = "{bad}"'))
        assert fault.startswith("version: ")

    @pytest.mark.parametrize(
        "bad", ["/etc/passwd", "../a.csv", "a/../../b", "C:/a", "a\\\\b", "~/a", ".", "a/..", ""]
    )
    def test_a_path_outside_the_source_folder_is_refused(self, tmp_path, bad):
        pinned = f'files = [{{ path = "{bad}", sha256 = "{"0" * 64}", bytes = 1 }}]'
        (fault,) = faults_of(tmp_path, ("files = []", pinned))
        assert fault.startswith("snapshot.files[1].path: ")

    @pytest.mark.parametrize(
        "bad", ["file:///etc/passwd", "ftp://cyngor.example", "https://a@b.example/", "https://"]
    )
    def test_an_address_that_is_not_plain_http_is_refused(self, tmp_path, bad):
        (fault,) = faults_of(tmp_path, ("https://cyngor.example/llyfrgelloedd.csv", bad))
        assert fault.startswith("access.urls[1]: ")


class TestFiles:
    def test_a_syntax_error_names_its_line(self, tmp_path):
        (fault,) = faults_of(tmp_path, ('version = "1.2.0"', "version = "))
        assert fault.startswith("line 2, column 11: this is not TOML")

    def test_a_file_cut_short_is_a_fault(self, tmp_path):
        path = tmp_path / "manifest.toml"
        path.write_text('id = "llyfr', encoding="utf-8")
        with pytest.raises(ManifestError, match="this is not TOML"):
            read_manifest(path)

    def test_a_file_that_is_not_utf8_is_a_fault(self, tmp_path):
        path = tmp_path / "manifest.toml"
        path.write_bytes(b'id = "\xff"')
        with pytest.raises(ManifestError, match="UTF-8"):
            read_manifest(path)

    def test_a_missing_file_is_named(self, tmp_path):
        with pytest.raises(SourceNotFoundError, match="nid-yw-yma"):
            read_manifest(tmp_path / "nid-yw-yma.toml")

    def test_a_byte_order_mark_does_not_matter(self, tmp_path):
        path = releases.write_manifest(tmp_path)
        manifest = read_manifest(path)
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        assert read_manifest(path) == manifest


class TestManifests:
    def test_values_arrive_as_they_were_written(self, tmp_path):
        manifest = read_manifest(releases.write_manifest(tmp_path))
        assert manifest.id == "llyfrgelloedd-bro"
        assert manifest.title == Bilingual("Llyfrgelloedd y fro", "Libraries of the area")
        assert manifest.licence.checked_on == "2026-11-21"
        assert [column.to for column in manifest.parse.columns][-1] == "opened"
        assert manifest.policy.personal_data == "unknown"

    def test_a_bilingual_text_shows_itself_in_the_language_of_the_reader(self):
        text = Bilingual("Enwau lleoedd", "Place-names")
        with locale.use("cy"):
            assert str(text) == "Enwau lleoedd"
        with locale.use("en"):
            assert str(text) == "Place-names"

    def test_comments_and_quoted_dates_do_not_change_the_checksum(self, tmp_path):
        first = read_manifest(releases.write_manifest(tmp_path))
        second = read_manifest(
            releases.write_manifest(
                tmp_path, ("checked_on = 2026-11-21", 'checked_on = "2026-11-21" # dydd Sadwrn')
            )
        )
        assert first.sha256 == second.sha256

    @pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
    def test_every_manifest_that_ships_is_without_fault_and_named_by_its_id(self, path):
        assert read_manifest(path).id == path.stem
