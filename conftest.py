"""Run the Python examples of README, DARLLEN and the documentation as tests, each page in an empty folder."""

import os
import tempfile
from typing import Any

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser


def _in_an_empty_folder(namespace: dict[str, Any]) -> None:
    namespace["_home"], namespace["_folder"] = os.getcwd(), tempfile.TemporaryDirectory()  # noqa: PTH109
    os.chdir(namespace["_folder"].name)


def _back_home(namespace: dict[str, Any]) -> None:
    os.chdir(namespace["_home"])
    namespace["_folder"].cleanup()


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), SkipParser()],
    patterns=["README.md", "DARLLEN.md", "docs/**/*.md"],
    setup=_in_an_empty_folder,
    teardown=_back_home,
).pytest()
