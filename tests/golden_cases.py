"""Golden cases: examples kept as data, of the four kinds that golden/README.md explains."""

import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"
KINDS = ("wild", "synthetic", "negative", "known_failure")
FIELDS = ("table", "kind", "input", "expected", "source", "licence", "note")


def read(name):
    """Return the cases of `golden/<name>.jsonl`, one per line."""
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").split("\n") if line]


def golden(name, table):
    """Return what runs a test once per case of a table, with `given` and `expected`.

    A known failure is a strict xfail: the test fails on the day that it passes, and the case gets another kind.
    """
    cases = [case for case in read(name) if case["table"] == table]
    assert cases, f"{name}.jsonl has no table “{table}”"
    return pytest.mark.parametrize(("given", "expected"), [_parameters(case) for case in cases])


def _parameters(case):
    marks = ()
    if case["kind"] == "known_failure":
        marks = pytest.mark.xfail(reason=case["note"], strict=True, raises=AssertionError)
    given = case["input"]
    return pytest.param(
        given, case["expected"], marks=marks, id=given if isinstance(given, str) else given["cy"]
    )
