"""The golden cases keep their form, and each kind is there."""

from pathlib import Path

import pytest

from golden_cases import FIELDS, KINDS, read

NAMES = ("language", "normalise", "mutations", "pairs")


@pytest.mark.parametrize("name", NAMES)
def test_a_case_has_every_field_and_is_ours(name):
    for case in read(name):
        assert tuple(case) == FIELDS
        assert case["kind"] in KINDS
        assert case["licence"] == "ours"
        assert case["source"]
        assert case["note"] or case["kind"] not in {"wild", "known_failure"}, case


@pytest.mark.parametrize("name", NAMES)
def test_no_case_is_there_twice(name):
    found = [repr((case["table"], case["input"], case["expected"])) for case in read(name)]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("name", NAMES)
def test_every_table_is_read_by_a_test(name):
    text = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    for table in {case["table"] for case in read(name)}:
        assert f'golden("{name}", "{table}")' in text


@pytest.mark.parametrize("name", NAMES)
def test_what_must_not_change_and_what_still_fails_are_there_too(name):
    assert {case["kind"] for case in read(name)} >= {"synthetic", "negative", "known_failure"}
