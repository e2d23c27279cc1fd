"""The verbs of the command line."""

import itertools
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cymraeg_data import __version__
from cymraeg_data.cli.aligning import align
from cymraeg_data.cli.benchmarking import benchmark
from cymraeg_data.cli.building import build
from cymraeg_data.cli.cells import cell
from cymraeg_data.cli.fetching import fetch
from cymraeg_data.cli.mending import fix, normalise
from cymraeg_data.cli.output import BAD_INPUT, FAILED, PASSED, format_option, write
from cymraeg_data.cli.publishing import corpora, publish, take_down, verify
from cymraeg_data.cli.represent import represent
from cymraeg_data.errors import CymraegDataError
from cymraeg_data.locale import LANGUAGES, N_, _

if TYPE_CHECKING:
    from cymraeg_data.readiness import Report

__all__ = ["cli"]


class _Verbs(click.Group):
    """Turns the library's own exceptions, and files that may not be read or written, into a message and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except (CymraegDataError, OSError) as error:
            click.echo(_("Error: {reason}", reason=error), err=True)
            ctx.exit(BAD_INPUT)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of the work, not of the alphabet."""
        del ctx
        return list(self.commands)


@click.group(
    cls=_Verbs,
    help=N_("Detect and measure Welsh, check bilingual open data, and package it as Hugging Face datasets."),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="cymraeg-data")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help=N_("The language of messages and reports; without it, that of the environment."),
)
def cli(lang: str | None) -> None:
    del lang  # read in `main`, before the help was written


@cli.command(help=N_("Print the language of each TEXT; without one, of each line of standard input."))
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@format_option("text", "json")
def detect(texts: tuple[str, ...], format_: str) -> None:
    from cymraeg_data.detect import detect as detect_language

    for text in _lines(texts):
        result = detect_language(text)
        if format_ == "json":
            row = {"text": text, "language": result.language, "confidence": round(result.confidence, 4)}
            click.echo(json.dumps(row | {"shares": dict(result.shares)}, ensure_ascii=False))
        else:
            click.echo(f"{result.language}\t{result.confidence:.2f}\t{text}")


def _lines(texts: tuple[str, ...]) -> Iterator[str]:
    if texts and texts != ("-",):
        yield from texts
    else:
        yield from (line.decode("utf-8", "replace").rstrip("\r\n") for line in sys.stdin.buffer)


@cli.command(
    help=N_("Count the Welsh, English and other words of SOURCE, a file or folder, column by column.")
)
@click.argument("source", type=click.Path(path_type=Path))
@format_option("text", "json")
def measure(source: Path, format_: str) -> None:
    from cymraeg_data import readers
    from cymraeg_data.profile import profile_source

    with _working(_("Measuring {name}", name=source)):
        profiles = [(item.name, profile_source(item)) for item in readers.read(source).sources]
    rows = [
        {
            "source": name,
            "column": column,
            **asdict(found.measure),
            "welsh_fraction": found.measure.welsh_fraction,
        }
        for name, profile in profiles
        for column, found in profile.columns.items()
        if found.n_text
    ]
    if format_ == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        _show_measures(rows)


def _show_measures(rows: list[dict[str, Any]]) -> None:
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table

    numbers = ("n_words", "n_welsh_words", "n_english_words", "n_other_words", "n_undetermined_words")
    headings = (_("Words"), _("Welsh"), _("English"), _("other"), _("no language"), _("Welsh share"))
    for source, columns in itertools.groupby(rows, key=lambda row: row["source"]):
        table = Table(title=source, title_justify="left", box=SIMPLE, pad_edge=False)
        table.add_column(_("Column"), overflow="fold")
        for heading in headings:
            table.add_column(heading, justify="right")
        for row in columns:
            fraction = row["welsh_fraction"]
            share = _("not measurable") if fraction is None else f"{fraction:.0%}"
            table.add_row(row["column"], *(f"{row[name]:,}" for name in numbers), share)
        Console().print(table)


@cli.command(
    help=N_(
        "Check SOURCE, a file, a folder, or a dataset on the hub as in hf://datasets/owner/name, and report what stands in the way of publishing it."
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
    from cymraeg_data.readiness.terminal import show

    with _working(_("Checking {name}", name=source)):
        report = _checked(source, config)
    if format_ == "text":
        _write_text(output, lambda console: show(report, console))
    else:
        text = {"json": report.to_json, "markdown": report.to_markdown, "html": report.to_html}[format_]()
        write(output, text)
    sys.exit(PASSED if report.passed else FAILED)


def _checked(source: str, config: Path | None) -> "Report":
    """Return the report on a file, a folder, or a dataset: one on the hub, or a folder with a card of the hub's."""
    from cymraeg_data import package, readiness

    if source.startswith("hf://"):
        from cymraeg_data import hub

        return hub.audit(source, config=config)
    if package.is_dataset(source):
        return package.audit(source, config=config)
    return readiness.check(Path(source), config=config)


@cli.command(help=N_("Compare the Welsh and English texts of each SOURCE and list every pair with a fault."))
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
    overwrite: bool,  # noqa: FBT001 - click passes it by name
    format_: str,
) -> None:
    from cymraeg_data import bilingual, codes

    skipped = {codes.describe(code.upper()).code for code in skip} | bilingual.OFF
    with _working(_("Comparing Welsh and English")):
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


cli.add_command(align)
cli.add_command(normalise)
cli.add_command(fix)
cli.add_command(represent)
cli.add_command(fetch)


cli.add_command(build)
cli.add_command(benchmark)
cli.add_command(verify)
cli.add_command(cell)
cli.add_command(publish)
cli.add_command(corpora)
cli.add_command(take_down)


@cli.command(
    help=N_("Explain a finding CODE: what it means, why it matters and what to do; without one, list them.")
)
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    from cymraeg_data import codes

    if code is None:
        for row in codes.CODES.values():
            click.echo(f"{row.code}  {_(row.title)}")
    else:
        click.echo(codes.explain(code.upper()))


@cli.command(help=N_("Show the whole way on a small release of our own: check, report, build, load."))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("cymraeg-data-demo"),
    show_default=True,
    help=N_("The folder to write to."),
)
def demo(out: Path) -> None:
    from cymraeg_data.cli.demo import run

    for line in run(out):
        click.echo(line)


def _working(message: str) -> Any:
    """Return a context that shows `message` with a spinner on standard error while it lasts, in a terminal only."""
    from rich.console import Console

    return Console(stderr=True).status(message)


def _write_text(output: Path | None, show: Callable[[Any], None]) -> None:
    from rich.console import Console

    if output is None:
        show(Console())
    else:
        with output.open("w", encoding="utf-8") as file:
            show(Console(file=file, width=120))
