"""The command line in this process, whose language it leaves as it was.

A start of the interpreter with the library takes a second or more; what is the point of one is in test_cli.py.
"""

import io
import sys
from typing import NamedTuple

import pytest

from cymraeg_data import locale
from cymraeg_data.cli import main


class Called(NamedTuple):
    """What a process would have left: its exit code and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments):
    """Run the command in English, unless `--lang` says otherwise, and return its exit code."""
    with pytest.MonkeyPatch.context() as patch, locale.use("en"):
        patch.setenv("LANGUAGE", "en")  # the command lends its language to gettext here
        with pytest.raises(SystemExit) as caught:
            main.run([*map(str, arguments)])
    return caught.value.code


def call(*arguments, stdin="", cwd=None, columns=100):
    """Run the command with streams of its own, as a process has them; an exception that it lets out is raised."""
    streams = [io.TextIOWrapper(io.BytesIO(data), "utf-8", newline="") for data in (stdin.encode(), b"", b"")]
    with pytest.MonkeyPatch.context() as patch:
        for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
            patch.setattr(sys, name, stream)
        patch.setenv("COLUMNS", str(columns))
        patch.setenv("NO_COLOR", "1")
        if cwd:
            patch.chdir(cwd)
        code = run(*arguments)
    for stream in streams[1:]:
        stream.flush()
    return Called(code, *(stream.buffer.getvalue().decode() for stream in streams[1:]))
