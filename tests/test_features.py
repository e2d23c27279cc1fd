"""The table of features: each row names a test, and the test is there."""

import ast
import tomllib

import pytest


@pytest.fixture(scope="module")
def table(request):
    return tomllib.loads((request.config.rootpath / "docs" / "features.toml").read_text("utf-8"))


def test_each_feature_has_a_mark_for_each_peer(table):
    for feature in table["feature"]:
        assert len(feature["marks"]) == len(table["peers"]), feature["en"]
        assert set(feature["marks"]) <= {"yes", "part", "no", "?"}


def test_the_test_of_each_feature_is_there(table, request):
    for feature in table["feature"]:
        file, __, name = feature["test"].partition("::")
        tree = ast.parse((request.config.rootpath / file).read_text("utf-8"))
        names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert name in names if name else any(found.startswith("test_") for found in names), feature["test"]


def test_the_test_of_a_feature_is_one_that_runs(table, request):
    """A claim whose test is skipped, slow or expected to fail is not shown by it."""
    for feature in table["feature"]:
        file, __, name = feature["test"].partition("::")
        tree = ast.parse((request.config.rootpath / file).read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name == name:
                marks = {part.attr for mark in node.decorator_list for part in outer(mark)}
                assert not marks & {"skip", "skipif", "slow", "xfail"}, feature["test"]


def outer(mark):
    """Return the attributes of a decorator, without those of its arguments."""
    return [part for part in ast.walk(getattr(mark, "func", mark)) if isinstance(part, ast.Attribute)]


@pytest.mark.parametrize(("lang", "page"), [("en", "en/comparison.md"), ("cy", "cy/cymharu.md")])
def test_the_pages_claim_what_the_table_says(table, request, lang, page):
    text = (request.config.rootpath / "docs" / page).read_text("utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")][2:]
    assert [(row[0], row[-1].strip("`")) for row in rows] == [
        (feature[lang], feature["test"].removeprefix("tests/")) for feature in table["feature"]
    ]
    words = {mark: {row[2 + n] for row, n in cells(rows, table, mark)} for mark in ("yes", "part", "no", "?")}
    assert all(len(found) <= 1 for found in words.values())
    shown = [word for found in words.values() for word in found]
    assert len(set(shown)) == len(shown)


def cells(rows, table, mark):
    """Return each row of a page with the numbers of the peers that have this mark in the table."""
    return [
        (row, number)
        for row, feature in zip(rows, table["feature"], strict=True)
        for number, found in enumerate(feature["marks"])
        if found == mark
    ]
