"""The verbs of publishing: `verify` a built folder."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from cymraeg_data.findings import Finding, Severity
from cymraeg_data.locale import N_, _

__all__ = ["verify"]

PASSED, FAILED = 0, 1

_FORMAT = N_("How the result is written.")


@click.command(
    help=N_(
        "Compute everything about the built dataset in FOLDER again, and list what stands in the way of publishing it."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help=_FORMAT,
)
def verify(folder: Path, format_: str) -> None:
    """Verify a built folder: exit code 0 when nothing is wrong, 1 when something is."""
    from cymraeg_data import package

    findings = package.verify(folder)
    show_findings(findings, format_)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    click.echo(_("Findings: {n}; errors: {errors}", n=len(findings), errors=errors), err=True)
    sys.exit(FAILED if errors else PASSED)


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
