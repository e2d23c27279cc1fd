"""Run the Python examples of README, DARLLEN and the documentation as tests, each page in an empty folder."""

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

PAGES = ("README.md", "DARLLEN.md", "docs/**/*.md")


def _in_an_empty_folder(namespace: dict[str, Any]) -> None:
    namespace["_home"], namespace["_folder"] = os.getcwd(), tempfile.TemporaryDirectory()  # noqa: PTH109
    os.chdir(namespace["_folder"].name)


def _back_home(namespace: dict[str, Any]) -> None:
    os.chdir(namespace["_home"])
    namespace["_folder"].cleanup()


class _Skipped(pytest.File):
    """A page whose examples are not run, with the reason."""

    def collect(self) -> list[pytest.Item]:
        pytest.skip(
            "sybil is not installed: the examples in the documentation are not run", allow_module_level=True
        )


def _skip_pages(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    folder = Path(__file__).parent
    if any(file_path in folder.glob(pattern) for pattern in PAGES):
        return _Skipped.from_parent(parent, path=file_path)
    return None


try:  # the only part of the tests that needs it
    from sybil import Sybil
    from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
except ModuleNotFoundError:
    pytest_collect_file = _skip_pages
else:
    pytest_collect_file = Sybil(
        parsers=[PythonCodeBlockParser(), SkipParser()],
        patterns=PAGES,
        setup=_in_an_empty_folder,
        teardown=_back_home,
    ).pytest()
