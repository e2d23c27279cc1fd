"""What verbs share: exit codes, the options `--format` and `--out`, findings and progress in a terminal."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cymraeg_data.findings import Finding
from cymraeg_data.locale import N_

if TYPE_CHECKING:
    from cymraeg_data.progress import Progress

__all__ = [
    "BAD_INPUT",
    "FAILED",
    "PASSED",
    "built_folder",
    "format_option",
    "out_option",
    "progress_bar",
    "show_findings",
    "working",
    "write",
]

PASSED, FAILED, BAD_INPUT = 0, 1, 2


def format_option(*formats: str) -> Callable[..., Any]:
    """Return the option `--format` with these formats, the first of them without it."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help=N_("How the result is written."),
    )


out_option = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build"),
    show_default=True,
    help=N_("The folder under which <id>/<version>/ is written."),
)
"""The option `--out` of the verbs that build."""


def write(output: Path | None, text: str) -> None:
    """Print text, or write it to a file and say where it is on standard error."""
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
        click.echo(output, err=True)


def show_findings(findings: Iterable[Finding], format_: str) -> None:
    """Print a line for each finding."""
    for finding in findings:
        place = finding.location
        if format_ == "text":
            click.echo(f"{finding.code}\t{finding.severity}\t{place}\t{finding.message}")
            continue
        row = {"code": finding.code, "severity": finding.severity, "source": place.source, "line": place.line}
        row |= {"row": place.row, "column": place.column, "key": place.key, "message": finding.message}
        click.echo(json.dumps(row | dict(finding.evidence), ensure_ascii=False))


def built_folder(dataset: str) -> Path:
    """Return the folder of a built dataset.

    The one named, or that of a repository on the hub, which is pulled.
    """
    from cymraeg_data import hub, package

    if not Path(dataset).exists() and package.is_repo_id(dataset):
        return hub.pull(dataset)
    return Path(dataset)


def working(message: str) -> Any:
    """Return a context that shows `message` with a spinner on standard error while it lasts, in a terminal only."""
    from rich.console import Console

    return Console(stderr=True).status(message)


@contextmanager
def progress_bar() -> Iterator["Progress | None"]:
    """Give what shows a bar with bytes and rate on standard error, in a terminal only: None elsewhere."""
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
