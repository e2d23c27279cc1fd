"""How verbs say what they found: exit codes, the option `--format`, text to the terminal or to a file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from cymraeg_data.locale import N_

__all__ = ["BAD_INPUT", "FAILED", "PASSED", "format_option", "out_option", "write"]

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
