"""The verb `pairs`: every pair of texts with a fault."""

import sys
from pathlib import Path

import click

from cymraeg_data.cli.output import FAILED, PASSED, format_option, out_option, result, show_findings, working
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
    "--pairs-out",
    type=click.Path(dir_okay=False, path_type=Path),
    help=N_("Write the pairs to this file as well: .tmx, .xlf, .po, .csv or .parquet."),
)
@click.option("--overwrite", is_flag=True, help=N_("Let --pairs-out replace an existing file."))
@out_option
@format_option()
def pairs(
    sources: tuple[Path, ...],
    earlier: Path | None,
    skip: tuple[str, ...],
    pairs_out: Path | None,
    overwrite: bool,
    out: Path | None,
    format_: str,
) -> None:
    from cymraeg_data import bilingual
    from cymraeg_data.findings import codes

    skipped = {codes.describe(code.upper()).code for code in skip} | bilingual.OFF
    with working(_("Comparing Welsh and English")):
        table = bilingual.read_pairs(list(sources) if len(sources) > 1 else sources[0])
        if pairs_out:
            bilingual.write_pairs(table, pairs_out, overwrite=overwrite)
        before = bilingual.read_pairs(earlier) if earlier else None
        findings = bilingual.check_pairs(table, skip=skipped, earlier=before)
    with result(out) as file:
        show_findings(findings, format_, file)
    click.echo(_("Pairs: {n}; findings: {findings}", n=table.num_rows, findings=len(findings)), err=True)
    sys.exit(FAILED if any(finding.severity == "error" for finding in findings) else PASSED)
