"""The speed benchmark runs and reports what it says, on any text; how fast is never asserted."""

import importlib
import json
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

from conftest import REPOSITORY

SPEED = REPOSITORY / "benchmarks" / "speed.py"


@pytest.fixture(scope="module")
def text(tmp_path_factory):
    path = tmp_path_factory.mktemp("speed") / "text.txt"
    lines = [f"Mae tŷ rhif {n} ar werth heddiw.\nHouse number {n} is for sale today." for n in range(60)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run(*arguments):
    command = [sys.executable, str(SPEED), "--quick", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_benchmark_reports_every_part_as_json(text):
    done = run("--text", text, "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    names = [row["name"] for row in report["speed"]]
    assert {
        "numpy: detect",
        "numpy: measure",
        "numpy: detect, first",
        "numpy: detect, ten times, 2 threads",
    } <= set(names)
    assert report["text"]["lines"] == 120
    assert {row["times"] for row in report["linear"]} == {1, 10, 100}
    assert {row["function"] for row in report["one text"]} == {"detect", "measure", "tag_words"}
    assert {"load (ms)", "memory (MB)"} <= set(report["process"][0])
    assert {"python", "cores", "numpy"} <= set(report["machine"])


def test_the_pages_of_figures_are_those_of_the_numbers_that_are_kept():
    """They are drawn again, and nothing changes; plots are well-formed."""
    sys.path.insert(0, str(SPEED.parent))
    try:
        figures = importlib.import_module("figures")
    finally:
        sys.path.pop(0)
    drawn = [*figures.PAGES.values(), *figures.FIGURES.glob("*.svg")]
    before = {path: path.read_bytes() for path in drawn}
    figures.write_pages()
    assert {path: path.read_bytes() for path in drawn} == before
    assert len(drawn) == 6
    for path in figures.FIGURES.glob("*.svg"):
        assert ET.parse(path).getroot().tag.endswith("svg")  # noqa: S314 - our own file
    assert "fails" not in json.loads((figures.FIGURES / "accuracy.json").read_text(encoding="utf-8"))


def test_the_benchmark_says_what_is_missing(tmp_path):
    done = run("--data", tmp_path)
    assert done.returncode == 1
    assert "--text FILE" in done.stderr
