"""readiness.json: each point has a result, and the figures beside it are those of the build."""

import json

import pytest

import releases
from cymraeg_data import package
from cymraeg_data.findings.codes.code import LEGAL, QUALITY, TECHNICAL
from cymraeg_data.package.documents import scorecard
from cymraeg_data.readiness.results import PILLARS

VERIFIED = ('state = "unverified"', 'state = "verified"\nverified_by = "Y Tîm Data"')
STEPS = """\
[steps]
normalise = true
privacy = "mask"
exact_duplicates = true
near_duplicates = 0.8

[policy]
personal_data = "none"
take_down = { cy = "Ysgrifennwch.", en = "Write." }

[datasheet]
ethics = { cy = "Naddo.", en = "There was none." }

[status]"""


def built(folder, *replacements, text=releases.CSV):
    return package.build(
        releases.write_manifest(folder, *replacements),
        folder / "out",
        source=releases.write_source(folder, text),
    )


def page(build):
    return json.loads((build.folder / "readiness.json").read_text("utf-8"))


def results(build):
    return {point["id"]: point["result"] for point in page(build)["points"]}


def at(document, pointer):
    for part in pointer.split("/")[1:]:
        if isinstance(document, list):
            document = document[int(part)]
        elif part in document:
            document = document[part]
        else:
            return None
    return document


class TestEvidence:
    def test_every_figure_is_what_stands_at_its_place(self, tmp_path):
        build = built(tmp_path)
        n_figures = 0
        for point in page(build)["points"]:
            for item in point["evidence"]:
                if item["file"].endswith(".json"):
                    document = json.loads((build.folder / item["file"]).read_text("utf-8"))
                    assert at(document, item["pointer"]) == item["value"], (point["id"], item)
                    n_figures += item["value"] is not None
        assert n_figures > 40

    def test_every_point_rests_on_something(self, tmp_path):
        assert all(point["evidence"] for point in page(built(tmp_path))["points"])

    def test_the_open_questions_are_those_of_the_datasheet(self, tmp_path):
        build = built(tmp_path)
        (item,) = next(point for point in page(build)["points"] if point["id"] == "datasheet")["evidence"]
        text = (build.folder / "DATASHEET.md").read_text("utf-8")
        assert text.count("**Not answered.**") == item["value"]

    def test_the_summary_counts_the_points(self, tmp_path):
        build = built(tmp_path)
        found = list(results(build).values())
        assert page(build)["summary"] == {state: found.count(state) for state in scorecard.STATES}

    def test_the_card_has_the_counts_of_each_pillar(self, tmp_path):
        build = built(tmp_path)
        card = (build.folder / "README.md").read_text("utf-8")
        for pillar in PILLARS:
            found = [point["result"] for point in page(build)["points"] if point["pillar"] == pillar]
            counts = " | ".join(str(found.count(state)) for state in scorecard.STATES)
            assert f"| {pillar} | {counts} |" in card


class TestPoints:
    def test_each_pillar_has_some_and_no_id_is_there_twice(self):
        assert {point.pillar for point in scorecard.CRITERIA} == set(PILLARS)
        assert {LEGAL, QUALITY, TECHNICAL} <= set(PILLARS)
        assert len({point.id for point in scorecard.CRITERIA}) == len(scorecard.CRITERIA)

    def test_what_was_not_looked_at_is_not_passed(self, tmp_path):
        found = results(built(tmp_path))
        for name in ("damage", "duplicates", "benchmarks", "rules", "personal_data", "identifiers", "ethics"):
            assert found[name] == "not_assessed", name
        assert found["represented"] == "not_assessed"
        assert found["verified"] == "fail"

    def test_what_was_done_is_passed(self, tmp_path):
        found = results(built(tmp_path, VERIFIED, ("[status]", STEPS)))
        for name in (
            "damage",
            "duplicates",
            "personal_data",
            "identifiers",
            "ethics",
            "take_down",
            "verified",
        ):
            assert found[name] == "pass", name

    @pytest.mark.parametrize(
        ("replacement", "point", "result"),
        [
            (('commercial = "yes"', 'commercial = "no"'), "licence", "warn"),
            (('redistribution = "yes"', 'redistribution = "per-item"'), "passing_on", "fail"),
            (
                ('commercial = "yes"', 'commercial = "yes"\nextra_terms = [{ cy = "Dim.", en = "None." }]'),
                "further_terms",
                "warn",
            ),
            (("[status]", "[steps]\nexact_duplicates = true\n\n[status]"), "duplicates", "warn"),
            (("[status]", '[policy]\npersonal_data = "present"\n\n[status]'), "personal_data", "warn"),
            (('to = "name_en"\nlanguage = "en"', 'to = "name_en"\nlanguage = "cy"'), "languages", "warn"),
        ],
    )
    def test_what_the_manifest_says_decides(self, tmp_path, replacement, point, result):
        assert results(built(tmp_path, replacement))[point] == result

    def test_personal_identifiers_that_were_counted_and_left_fail(self, tmp_path):
        text = releases.CSV.replace(
            "Caewyd yr adeilad", "Ysgrifennwch at siop@cyngor.example: caewyd yr adeilad"
        )
        steps = ("[status]", '[steps]\nprivacy = "report"\n\n[status]')
        assert results(built(tmp_path, steps, text=text))["identifiers"] == "fail"

    def test_values_that_could_not_be_read_and_ids_that_were_taken_are_warned_of(self, tmp_path):
        found = results(built(tmp_path))
        assert found["types"] == found["ids"] == "warn"
