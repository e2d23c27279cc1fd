"""The verb `pairs`: every pair of texts with a fault."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from cymraeg_data.cli.output import FAILED, PASSED, format_option, working
from cymraeg_data.locale import N_, _

__all__ = ["pairs"]


@click.command(
    help=N_("Compare the Welsh and English texts of each SOURCE and list every pair with a fault.")
)
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--earlier",
    type=click.Path(path_type=Path),
    help=N_("An earlier version of the same sources, to find Welsh that did not change with its English."),
)
@click.option(
    "--skip", multiple=True, metavar="CODE", help=N_("A code to leave out; may be given more than once.")
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help=N_("Write the pairs to this file as well: .tmx, .xlf, .po, .csv or .parquet."),
)
@click.option("--overwrite", is_flag=True, help=N_("Let --out write over a file that is there."))
@format_option("text", "json")
def pairs(
    sources: tuple[Path, ...],
    earlier: Path | None,
    skip: tuple[str, ...],
    out: Path | None,
    overwrite: bool,
    format_: str,
) -> None:
    from cymraeg_data import bilingual
    from cymraeg_data.findings import codes

    skipped = {codes.describe(code.upper()).code for code in skip} | bilingual.OFF
    with working(_("Comparing Welsh and English")):
        table = bilingual.read_pairs(list(sources) if len(sources) > 1 else sources[0])
        if out:
            bilingual.write_pairs(table, out, overwrite=overwrite)
        before = bilingual.read_pairs(earlier) if earlier else None
        findings = bilingual.check_pairs(table, skip=skipped, earlier=before)
    for finding in findings:
        if format_ == "json":
            click.echo(json.dumps(_finding_row(finding), ensure_ascii=False))
        else:
            click.echo(f"{finding.code}\t{finding.severity}\t{finding.location}\t{finding.message}")
    click.echo(_("Pairs: {n}; findings: {findings}", n=table.num_rows, findings=len(findings)), err=True)
    sys.exit(FAILED if any(finding.severity == "error" for finding in findings) else PASSED)


def _finding_row(finding: Any) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "source": finding.location.source,
        "key": finding.location.key,
        "row": finding.location.row,
        "message": finding.message,
        **finding.evidence,
    }
