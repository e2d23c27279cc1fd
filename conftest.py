"""The Python examples in README, DARLLEN and the documentation are run as tests."""

import os

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser


def in_a_folder_of_its_own(namespace):
    import tempfile

    namespace["_home"], namespace["_folder"] = os.getcwd(), tempfile.TemporaryDirectory()
    os.chdir(namespace["_folder"].name)


def back_home(namespace):
    os.chdir(namespace["_home"])
    namespace["_folder"].cleanup()


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), SkipParser()],
    patterns=["README.md", "DARLLEN.md", "docs/**/*.md"],
    setup=in_a_folder_of_its_own,
    teardown=back_home,
).pytest()
