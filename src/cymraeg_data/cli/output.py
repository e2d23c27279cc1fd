"""Shared parts of verbs: exit codes, the options `--format` and `--out`, findings and progress."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

import click

from cymraeg_data.errors import InputError
from cymraeg_data.findings import Finding
from cymraeg_data.findings.codes import SEVERITY_NAMES
from cymraeg_data.locale import N_, _

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status

    from cymraeg_data.progress import Progress

Command = TypeVar("Command", bound=Callable[..., object] | click.Command)

__all__ = [
    "BAD_INPUT",
    "FAILED",
    "PASSED",
    "as_json",
    "built_folder",
    "console",
    "format_option",
    "out_folder_option",
    "out_option",
    "progress_bar",
    "result",
    "show_findings",
    "working",
]

PASSED, FAILED, BAD_INPUT = 0, 1, 2


def format_option(*more: str) -> Callable[[Command], Command]:
    """Return the option `--format`: "text", "json" and `more`, the same in every verb.

    With "json" a verb prints one object per line where its result is a list, and one object where it is a
    report.
    """
    return click.option(
        "--format",
        "format_",
        type=click.Choice(("text", "json", *more)),
        default="text",
        show_default=True,
        help=N_("The format of the result."),
    )


out_option = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help=N_("Write the result to this file instead of the terminal."),
)
"""The option `--out` of the verbs that print."""

out_folder_option = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build"),
    show_default=True,
    help=N_("Write the result to this folder, under <id>/<version>/."),
)
"""The option `--out` of the verbs that build."""


@contextmanager
def result(out: Path | None) -> Iterator[TextIO]:
    """Give the output file of a verb: standard output, or a file that appears whole or not at all."""
    if out is None:
        yield sys.stdout
        return
    if not out.parent.is_dir():
        raise InputError(_("There is no folder {path} to write to. Make it first.", path=out.parent))
    partial = out.with_name(f".{out.name}.partial-by-cymraeg-data")
    try:
        with partial.open("w", encoding="utf-8") as file:
            yield file
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    click.echo(out, err=True)


def console(file: TextIO) -> "Console":
    """Return a rich console for a result: as wide as the terminal, or 120 columns in a file."""
    from rich.console import Console

    return Console() if file is sys.stdout else Console(file=file, width=120)


def as_json(values: object) -> str:
    """Return values as JSON in one line, letters with accents as they are."""
    return json.dumps(values, ensure_ascii=False)


def show_findings(findings: Iterable[Finding], format_: str, file: TextIO | None = None) -> None:
    """Print one line per finding, or its JSON shape."""
    for finding in findings:
        severity = _(SEVERITY_NAMES[finding.severity])
        line = f"{finding.code}\t{severity}\t{finding.location}\t{finding.message}"
        click.echo(as_json(finding.to_dict()) if format_ == "json" else line, file=file)


def built_folder(dataset: str) -> Path:
    """Return the folder of a built dataset: the one named, or that of a repository pulled from the hub."""
    from cymraeg_data import hub, package

    if not Path(dataset).exists() and package.is_repo_id(dataset):
        return hub.pull(dataset)
    return Path(dataset)


def working(message: str) -> "Status":
    """Return a context that shows `message` with a spinner on standard error, in a terminal only."""
    from rich.console import Console

    return Console(stderr=True).status(message)


@contextmanager
def progress_bar() -> Iterator["Progress | None"]:
    """Give a progress bar with bytes and rate on standard error; None outside a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    name = TextColumn("{task.description}", markup=False)
    columns = (name, BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        tasks = {}

        def show(name: str, done: int, total: int | None) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=total)
            bar.update(tasks[name], completed=done, total=total)

        yield show
