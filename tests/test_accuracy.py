"""The benchmark of accuracy counts what it says, with detectors whose answers are known beforehand."""

import importlib
import re
import sys

import pytest
from scripts.training import neighbours

from conftest import REPOSITORY

CASES = {
    "hard.tsv": "text\taccepted\tclass\nAr werth\tcy\tsigns\nFor sale\ten\tsigns\nBANGOR\tund|cy\tcapitals\n",
    "no-language.tsv": "text\taccepted\n2024-01-01\tund\nN/A\tund\n",
    "bilingual-cells.tsv": "text\taccepted\nAr werth / For sale\tmul\nNos\\nDydd\tcy\n",
    "words.tsv": "text\taccepted\nnos\tcy\n",
    "third-language.tsv": (
        "document\thost\tgap\tlanguage\ttext\n"
        "01\tcy\t\tcy\tMae'r siop ar gau.\n"
        "01\tcy\tblank\tfr\tLa porte est fermée.\n"
        "02\ten\t\ten\tThe shop is shut.\n"
        "02\ten\tspace\tfr\tElle est fermée.\n"
    ),
}


@pytest.fixture(scope="module")
def benchmark():
    sys.path.insert(0, str(REPOSITORY / "benchmarks"))
    try:
        yield importlib.import_module("accuracy_cases")
    finally:
        sys.path.pop(0)


@pytest.fixture
def folder(tmp_path):
    for name, content in CASES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def always(language):
    return lambda texts: ([language] * len(texts), [1.0] * len(texts))


def tags_of(language):
    return lambda text: [(found.start(), language) for found in re.finditer(r"\w[\w']*", text)]


def test_each_class_weighs_the_same_in_the_mean(benchmark, folder):
    found = benchmark.cases(folder, {"ours": always("cy"), "peer": always("en")}, tags_of("und"))
    hard = {row["class"]: row for row in found["hard"]}
    assert hard["signs"]["ours"] == hard["signs"]["peer"] == 0.5
    assert hard["mean over classes"]["ours"] == 0.75
    assert hard["all"]["ours"] == pytest.approx(2 / 3)
    cells = {row["class"]: row["ours"] for row in found["cells and words"]}
    assert cells == {
        "no language": 0,
        "bilingual cells": 0,
        "cells in one language with a separator": 1,
        "single words": 1,
    }


@pytest.mark.parametrize(
    ("said", "found", "welsh"), [("fr", 1, 0), ("mis", 1, 0), ("cy", 0, 1), ("und", 0, 0)]
)
def test_words_of_a_third_language_are_found_by_its_name_or_by_mis(benchmark, folder, said, found, welsh):
    rows = benchmark.cases(folder, {"ours": always("und")}, tags_of(said))["third languages"]
    third = next(row for row in rows if row["language"] == "all third languages")
    assert (third["words"], third["found"], third["called Welsh"]) == (7, found, welsh)
    hosts = next(row for row in rows if row["language"] == "all hosts")
    assert (hosts["words"], hosts["called third"]) == (8, said in ("fr", "mis"))


def test_text_without_language_that_has_a_word_in_one_is_counted(benchmark, folder):
    row = benchmark.cases(folder, {"ours": always("und")}, tags_of("en"))["words of text without language"]
    assert row == [{"n": 2, "with a word in a language": 2}]


@pytest.mark.parametrize(
    ("licence", "is_open"),
    [
        ("## Original Manx\n\nin the public domain worldwide.\n\n## Transcription\n\nA. Name", True),
        ("## Manx\nin the public domain worldwide\n## Corrected Manx\nAll rights reserved", False),
        ("## English\nin the public domain worldwide", False),
        ("", False),
    ],
)
def test_manx_is_taken_only_where_every_part_about_it_is_free(licence, is_open):
    assert neighbours._is_open(licence) == is_open
