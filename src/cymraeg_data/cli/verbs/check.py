"""The verb `check`: is this data ready to be published?"""

import sys
from pathlib import Path
from typing import Literal

import click

from cymraeg_data.cli.output import FAILED, PASSED, console, format_option, out_option, result, working
from cymraeg_data.locale import N_, _
from cymraeg_data.shown import shown

__all__ = ["check"]


@click.command(
    help=N_(
        "Check SOURCE, a file, a folder, or a dataset on the hub as in hf://datasets/owner/name, and"
        " report what prevents its publication."
    )
)
@click.argument("source")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help=N_("A TOML file of settings; by default the folder's own cymraeg-data.toml."),
)
@click.option(
    "--select", multiple=True, metavar="CODE", help=N_("Report only this code; as often as needed.")
)
@click.option("--ignore", multiple=True, metavar="CODE", help=N_("Leave out this code; as often as needed."))
@click.option(
    "--fail-on",
    type=click.Choice(("error", "warning", "note")),
    help=N_("The lowest severity that makes the check fail."),
)
@out_option
@format_option("markdown", "html")
def check(
    source: str,
    config: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: Literal["error", "warning", "note"] | None,
    out: Path | None,
    format_: str,
) -> None:
    from cymraeg_data import audit
    from cymraeg_data.readiness.render.terminal_report import show

    with working(_("Checking {name}", name=shown(source))):
        report = audit.check(
            source, config=config, select=select or None, ignore=ignore or None, fail_on=fail_on
        )
    with result(out) as file:
        if format_ == "text":
            show(report, console(file))
        else:
            written = {"json": report.to_json, "markdown": report.to_markdown, "html": report.to_html}
            click.echo(written[format_](), file=file, nl=False)
    sys.exit(PASSED if report.passed else FAILED)
