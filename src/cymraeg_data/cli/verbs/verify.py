"""The verb `verify`: a built dataset, recomputed."""

import sys
from pathlib import Path

import click

from cymraeg_data.cli.output import FAILED, PASSED, format_option, out_option, result, show_findings
from cymraeg_data.findings import Severity
from cymraeg_data.locale import N_, _

__all__ = ["verify"]


@click.command(
    help=N_("Recompute everything about the built dataset in FOLDER, and list what prevents its publication.")
)
@click.argument("folder", type=click.Path(path_type=Path))
@out_option
@format_option()
def verify(folder: Path, out: Path | None, format_: str) -> None:
    """Verify a built folder: exit code 0 when nothing is wrong, 1 when something is."""
    from cymraeg_data import package

    findings = package.verify(folder)
    with result(out) as file:
        show_findings(findings, format_, file)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    click.echo(_("Findings: {n}; errors: {errors}", n=len(findings), errors=errors), err=True)
    sys.exit(FAILED if errors else PASSED)
