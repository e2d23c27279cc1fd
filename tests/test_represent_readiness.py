"""A check says who is in the data where its configuration names the columns, and that it does not know where not."""

import pyarrow as pa
import pytest

import cymraeg_data as cyd
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
    assert "Gwryw" in report.to_markdown()


def test_columns_that_no_source_has_are_not_a_pass():
    report = cyd.check(SURVEY, config={"population": {"columns": {"sex": "sex"}}})
    assert "Representativeness" in {item.topic for item in report.not_assessed}


def test_a_dimension_that_does_not_exist_is_an_error():
    with pytest.raises(InputError, match="Nearest: sex"):
        cyd.check(SURVEY, config={"population": {"columns": {"sexx": "rhyw"}}})
