"""The verb `represent`."""

import json

import pytest

from commands import call


@pytest.fixture
def survey(tmp_path):
    path = tmp_path / "arolwg.csv"
    rows = ["Benyw,34", "Gwryw,70", "Benyw,12"] * 40
    path.write_text("rhyw,oed\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_report_in_either_language_and_exit_code_1_for_a_gap(survey):
    english = call(
        "represent", survey, "--column", "sex=rhyw", "--column", "age_broad=oed", "--format", "markdown"
    )
    assert english.returncode == 1
    assert "| Female | 80 | 66.7% |" in english.stdout
    welsh = call("--lang", "cy", "represent", survey, "--column", "sex=rhyw", "--format", "markdown")
    assert "| Benyw | 80 | 66.7% |" in welsh.stdout
    assert "### Canfyddiadau\n\n- **R40" in welsh.stdout


def test_labels_that_are_no_groups_are_said_in_the_report_and_in_json(survey):
    text = call("represent", survey, "--column", "sex=oed", "--format", "markdown").stdout
    assert "**R406**" in text
    found = json.loads(call("represent", survey, "--column", "sex=oed", "--format", "json").stdout)
    assert "R406" in [finding["code"] for finding in found["findings"]]


def test_json_of_a_protected_comparison_in_a_file(survey, tmp_path):
    output = tmp_path / "canlyniad.json"
    result = call(
        "represent", survey, "--column", "sex=rhyw", "--protect", "--format", "json", "--out", output
    )
    assert result.returncode == 1
    found = json.loads(output.read_text(encoding="utf-8"))
    assert found["protected"] is True
    assert found["findings"] == []
    assert [row["n"] for row in found["groups"]] == [80, 40]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--column", "sex"], "age_five_year=oed"),
        (["--column", "sexx=rhyw"], "Nearest: sex"),
        (["--column", "sex=rhiw"], "“rhyw”"),
        (["--column", "sex=rhyw", "--area", "Gaerdydd"], "Nearest: Caerdydd"),
    ],
)
def test_bad_input_is_exit_code_2(survey, arguments, message):
    result = call("represent", survey, *arguments)
    assert result.returncode == 2
    assert message in result.stderr
