"""A check says who is in the data where its configuration names the columns, and that it does not know where not."""

import pyarrow as pa
import pytest

import cymraeg_data as cyd
from cymraeg_data import locale
from cymraeg_data.errors import InputError

SURVEY = pa.table({"rhyw": ["Benyw", "Benyw", "Gwryw"] * 100, "enw": [f"Pentref {n}" for n in range(300)]})


def test_without_columns_it_is_said_not_to_be_known():
    report = cyd.check(SURVEY)
    assert "Representativeness" in {item.topic for item in report.not_assessed}
    assert not [each for each in report.findings if each.code.startswith("R")]


def test_with_columns_the_gaps_are_findings():
    report = cyd.check(SURVEY, config={"population": {"columns": {"sex": "rhyw"}}})
    assert "Representativeness" not in {item.topic for item in report.not_assessed}
    (gap,) = [each for each in report.findings if each.code == "R401"]
    assert (gap.location.source, gap.location.column, gap.evidence["group"]) == ("pyarrow.Table", "rhyw", "M")
    assert "“Male” is" in report.to_markdown()
    with locale.use("cy"):
        assert "“Gwryw” yw" in report.to_markdown()


def test_columns_that_no_source_has_are_not_a_pass():
    report = cyd.check(SURVEY, config={"population": {"columns": {"sex": "sex"}}})
    assert "Representativeness" in {item.topic for item in report.not_assessed}


def test_a_dimension_that_does_not_exist_is_an_error():
    with pytest.raises(InputError, match="Nearest: sex"):
        cyd.check(SURVEY, config={"population": {"columns": {"sexx": "rhyw"}}})


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"toleranse_pp": 3}, "no setting “toleranse_pp”. Nearest: tolerance_pp"),
        ({"tolerance_pp": "3"}, "“3” is not a value of tolerance_pp"),
        ({"min_n": True}, "not a value of min_n"),
        ({"ages": ["16"]}, r"ages = \[16, 64\]"),
        ({"ages": [1, 2, 3]}, "not a value of ages"),
        ({"rows": "sheep"}, "“sheep” is not a value of rows"),
        ({"restrict": {"age": 16}}, "not a value of ages"),
        ({"columns": ["rhyw"]}, "not a value of columns"),
    ],
)
def test_a_setting_that_cannot_be_is_an_error_with_the_way_out(settings, message):
    population = {"columns": {"sex": "rhyw"}, **settings}
    with pytest.raises(InputError, match=message):
        cyd.check(SURVEY, config={"population": population})


def test_ages_of_a_configuration_are_lists():
    table = pa.table({"oed": [20, 40, 70] * 50, "rhyw": ["Benyw", "Gwryw", "Benyw"] * 50})
    population = {"columns": {"age_broad": "oed"}, "ages": [16], "min_n": 10, "tolerance_pp": 30}
    assert cyd.check(table, config={"population": population}).findings
