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


def test_no_peer_has_every_feature(table):
    for number, peer in enumerate(table["peers"]):
        assert any(feature["marks"][number] == "no" for feature in table["feature"]), peer
