"""A report in the terminal."""

from rich import box
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from cymraeg_data.findings.codes import SEVERITY_NAMES, Severity
from cymraeg_data.locale import _
from cymraeg_data.readiness.render.markdown_report import examples_of, languages
from cymraeg_data.readiness.results import Results

__all__ = ["show"]

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_EXAMPLES = 2  # a terminal is small; the other formats show all


def show(report: Results, console: Console) -> None:
    """Print `report` to `console`: sources, findings, what was not assessed, and the verdict last."""
    console.print(_sources(report))
    if report.findings:
        console.print(_findings(report))
    for item in report.not_assessed:
        console.print(Text.assemble((_("Not assessed: "), "bold"), f"{_(item.topic)} – {_(item.reason)}"))
    console.print(Text(str(report), style="bold green" if report.passed else "bold red"))


def _sources(report: Results) -> Table:
    table = Table(title=_("What was checked"), title_justify="left", box=box.SIMPLE, pad_edge=False)
    table.add_column(_("Source"), overflow="fold")
    table.add_column(_("Format"))
    table.add_column(_("Rows"), justify="right")
    table.add_column(_("Languages of the texts"), overflow="fold")
    for source in report.sources:
        table.add_row(Text(source.name), source.format, f"{source.n_rows:,}", languages(source.languages))
    return table


def _findings(report: Results) -> Table:
    table = Table(
        title=_("Findings"),
        title_justify="left",
        box=box.SIMPLE,
        pad_edge=False,
        show_lines=True,
        expand=True,
    )
    table.add_column(_("Code"), no_wrap=True)
    table.add_column(_("Severity"), no_wrap=True)
    table.add_column(_("What was found"), overflow="fold", ratio=1)
    for finding in report.findings:
        style = _STYLES[finding.severity]
        examples = [Text(f"  {line}", style="dim") for line in examples_of(finding)[:_EXAMPLES]]
        table.add_row(
            finding.code,
            Text(_(SEVERITY_NAMES[finding.severity]), style=style),
            Group(
                Text.assemble((finding.title, "bold"), f"  {finding.location}"),
                Text(finding.message),
                *examples,
                Text(finding.hint, style="italic"),
            ),
        )
    return table
