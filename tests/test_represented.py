"""Whom a dataset represents: compared where the manifest says how, with nothing on any page about a few people."""

import dataclasses
import json
import shutil

import pyarrow.parquet as pq
import pytest

import releases
import sabotage
from cymraeg_data import package
from cymraeg_data.errors import InputError, ManifestError
from cymraeg_data.package.manifests.manifest import from_values, read_manifest, to_values
from cymraeg_data.package.record.facts import from_json

VERIFIED = ('state = "unverified"', 'state = "verified"\nverified_by = "Y Tîm Data"')
ASKED = """\
[[parse.columns]]
from = "Rhyw"
to = "sex"

[[parse.columns]]
from = "Oed"
to = "age"

[represent]
columns = { sex = "sex", age_five_year = "age" }

[status]"""
ONLY_A_FEW = 7  # people in one group: below the threshold of 10


def people(n=600):
    """Return a release with people in it: few of them 85 and over, and more women than men."""
    lines = [releases.CSV.splitlines()[0] + ",Rhyw,Oed"]
    for number in range(n):
        age = 87 if number < ONLY_A_FEW else 20 + number % 60
        sex = "Gwryw" if number % 3 == 0 else "Benyw"
        lines.append(f"P{number},Person {number},Person no {number},,{number},,{sex},{age}")
    return "\n".join(lines) + "\n"


def built(folder, *replacements, text=None, asked=ASKED):
    return package.build(
        releases.write_manifest(folder, VERIFIED, ("[status]", asked), *replacements),
        folder / "out",
        source=releases.write_source(folder, text or people()),
    )


def pages(build):
    """Return what people and programs read: every page that is text."""
    return {
        name: data.decode() for name, data in releases.contents(build.folder).items() if "parquet" not in name
    }


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    return built(tmp_path_factory.mktemp("represented"))


class TestWhatIsShown:
    def test_groups_are_counted_in_fives_and_small_ones_are_not_told(self, build):
        groups = build.facts.represent.groups
        shown = [group.n for group in groups if group.n is not None]
        assert shown
        assert all(n % 5 == 0 for n in shown)
        few = next(group for group in groups if group.group == "A85_PLUS")
        assert few.n is None
        assert few.status == "suppressed"
        assert sum(group.status == "suppressed" for group in groups) >= 2

    def test_no_page_has_the_count_of_a_few(self, build):
        for name, text in pages(build).items():
            assert f"| {ONLY_A_FEW} |" not in text, name
        stated = json.loads(pages(build)["build.json"])["represent"]["groups"]
        assert ONLY_A_FEW not in [group["n"] for group in stated]

    def test_the_card_has_a_table_for_each_dimension_in_both_languages(self, build):
        card = pages(build)["README.md"]
        welsh, english = card.split("\n## Cymraeg\n")[1].split("\n## English\n")
        for half, woman in ((welsh, "Benyw"), (english, "Female")):
            assert half.count("\n#### ") == 4
            assert f"| {woman} | 405 |" in half or f"| {woman} | 400 |" in half
        assert "was not assessed" not in english.split("### Whom the data represents")[1].split("\n### ")[0]

    def test_the_other_pages_know_it_too(self, build):
        found = pages(build)
        points = {point["id"]: point["result"] for point in json.loads(found["readiness.json"])["points"]}
        assert points["represented"] == "pass"
        assert "Groups compared with the residents of Wales" in found["croissant.json"]
        assert "By these dimensions, whose groups the card counts" in found["DATASHEET.md"]

    def test_without_the_section_it_was_not_assessed(self, tmp_path):
        build = built(
            tmp_path,
            asked=ASKED.replace('[represent]\ncolumns = { sex = "sex", age_five_year = "age" }\n', ""),
        )
        assert build.facts.represent is None
        assert "represent" not in json.loads(pages(build)["build.json"])
        assert "was not assessed" in pages(build)["README.md"]

    def test_of_fewer_rows_than_the_threshold_nothing_is_told(self, tmp_path):
        build = built(tmp_path, text=people(9))
        assert build.facts.represent is None
        assert package.verify(build.folder) == ()


class TestVerify:
    def test_what_was_built_is_what_is_found_again(self, build):
        assert package.verify(build.folder) == ()

    def test_two_builds_are_the_same_byte_for_byte(self, build, tmp_path):
        assert releases.contents(built(tmp_path).folder) == releases.contents(build.folder)

    def test_the_record_comes_back_as_it_went(self, build):
        assert from_json(build.facts.to_json()) == build.facts

    def test_another_count_in_the_record_is_found(self, tmp_path):
        folder = built(tmp_path).folder
        sabotage.edit(
            "build.json", '"n_rows": 600,\n    "not_assessed"', '"n_rows": 900,\n    "not_assessed"'
        )(folder)
        sabotage.seal(folder)
        assert "S716" in {finding.code for finding in package.verify(folder)}

    @pytest.mark.parametrize(
        "change",
        [
            {"of": "pawb"},
            {"titles": ()},
            {"groups": ()},
            {"limitations": ()},
            {"threshold": 1},
        ],
    )
    def test_whatever_is_forged_in_the_record_is_found(self, build, tmp_path, change):
        folder = shutil.copytree(build.folder, tmp_path / "copi")
        sabotage.record(represent=dataclasses.replace(build.facts.represent, **change))(folder)
        sabotage.seal(folder)
        assert "S716" in {finding.code for finding in package.verify(folder)}

    def test_a_comparison_left_out_of_the_record_is_found(self, tmp_path):
        folder = built(tmp_path).folder
        sabotage.record(represent=None)(folder)
        sabotage.seal(folder)
        assert "S716" in {finding.code for finding in package.verify(folder)}

    def test_after_a_row_is_taken_down_the_groups_are_compared_again(self, build, tmp_path):
        ids = pq.read_table(build.folder / build.facts.files[0].path, columns=["id"]).column("id")
        later = package.build_without(build.folder, [name.as_py() for name in ids.slice(0, 20)], tmp_path)
        assert later.facts.represent.n_rows == 580
        assert package.verify(later.folder) == ()


class TestManifest:
    def test_it_comes_back_as_it_went(self, tmp_path):
        manifest = read_manifest(releases.write_manifest(tmp_path, ("[status]", ASKED)))
        assert manifest.represent.columns == (("age_five_year", "age"), ("sex", "sex"))
        assert from_values(to_values(manifest)) == manifest

    @pytest.mark.parametrize(
        ("old", "new", "fault"),
        [
            ('sex = "sex"', 'sex = "rhyw"', r"represent\.columns\.sex: .*“rhyw”"),
            ('sex = "sex"', 'taldra = "sex"', r"represent\.columns\.taldra: .*“taldra”"),
            ("[represent]\n", '[represent]\nunit = "person"\n', r"represent\.unit: .*“person”"),
            ("[represent]\n", '[represent]\narea = "Caerloyw"\n', r"represent: .*Caerloyw"),
            ("[represent]\n", '[represent]\nof = "pawb"\n', r"represent\.of: .*“pawb”"),
        ],
    )
    def test_what_there_is_not_is_a_fault(self, tmp_path, old, new, fault):
        path = releases.write_manifest(tmp_path, ("[status]", ASKED.replace(old, new)))
        with pytest.raises(ManifestError, match=fault):
            read_manifest(path)

    def test_a_base_that_is_not_that_of_the_rows_is_refused_with_what_to_do(self, tmp_path):
        with pytest.raises(InputError):
            built(tmp_path, asked=ASKED.replace('sex = "sex"', 'qualifications = "sex"'))
