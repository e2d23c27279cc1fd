"""The verb `check`: is this data ready to be published?"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from cymraeg_data.cli.output import FAILED, PASSED, format_option, working, write
from cymraeg_data.locale import N_, _

__all__ = ["check"]


@click.command(
    help=N_(
        "Check SOURCE, a file, a folder, or a dataset on the hub as in hf://datasets/owner/name, and report"
        " what stands in the way of publishing it."
    )
)
@click.argument("source")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help=N_("A TOML file of settings; a folder's own cymraeg-data.toml is used without it."),
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help=N_("Write the report to this file instead of the terminal."),
)
@format_option("text", "json", "markdown", "html")
def check(source: str, config: Path | None, output: Path | None, format_: str) -> None:
    from cymraeg_data import audit
    from cymraeg_data.readiness.render.terminal_report import show

    with working(_("Checking {name}", name=source)):
        report = audit.check(source, config=config)
    if format_ == "text":
        _write_text(output, lambda console: show(report, console))
    else:
        text = {"json": report.to_json, "markdown": report.to_markdown, "html": report.to_html}[format_]()
        write(output, text)
    sys.exit(PASSED if report.passed else FAILED)


def _write_text(output: Path | None, show: Callable[[Any], None]) -> None:
    from rich.console import Console

    if output is None:
        show(Console())
    else:
        with output.open("w", encoding="utf-8") as file:
            show(Console(file=file, width=120))
