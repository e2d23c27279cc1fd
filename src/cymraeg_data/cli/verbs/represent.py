"""The verb `represent`: a dataset against the population of Wales."""

import sys
from pathlib import Path
from typing import Literal, TypedDict, Unpack

import click

from cymraeg_data.cli.output import FAILED, PASSED, console, format_option, out_option, result
from cymraeg_data.errors import InputError
from cymraeg_data.locale import N_, _

__all__ = ["represent"]


class _Comparison(TypedDict):
    population: Literal["residents", "welsh_speakers"]
    area: str
    unit: str | None
    weights: str | None
    rows: Literal["people", "households"]
    ages_from: int | None
    own_base: bool
    collected: Literal["online", "mixed", "offline", "administrative"] | None
    protect: bool


@click.command(
    help=N_(
        "Compare the groups in SOURCE, a file, with the population of Wales. Name each column with its"
        " dimension: --column age_five_year=oed."
    )
)
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--column",
    "columns",
    multiple=True,
    required=True,
    metavar="DIMENSION=COLUMN",
    help=N_("A dimension and its column; as often as needed."),
)
@click.option(
    "--population",
    type=click.Choice(("residents", "welsh_speakers")),
    default="residents",
    show_default=True,
    help=N_("The population to compare with."),
)
@click.option(
    "--area",
    default="Cymru",
    show_default=True,
    help=N_("Wales, a health board, a region or a local authority, by name or code."),
)
@click.option("--unit", help=N_("The column that says which speaker, author or household a row comes from."))
@click.option("--weights", help=N_("A column of design weights."))
@click.option(
    "--rows",
    type=click.Choice(("people", "households")),
    default="people",
    show_default=True,
    help=N_("The unit of a row."),
)
@click.option("--ages-from", type=int, help=N_("Keep only rows of people of this age and over."))
@click.option(
    "--own-base",
    is_flag=True,
    help=N_("Compare each dimension on the rows of its own base, by a column of ages."),
)
@click.option(
    "--collected",
    type=click.Choice(("online", "mixed", "offline", "administrative")),
    help=N_("How the data was collected."),
)
@click.option(
    "--protect", is_flag=True, help=N_("Suppress small counts and round the others, for publication.")
)
@out_option
@format_option("markdown")
def represent(
    source: Path,
    columns: tuple[str, ...],
    out: Path | None,
    format_: str,
    **options: Unpack[_Comparison],
) -> None:
    """Parse, compare, print; exit with 1 where a group is under-represented or absent."""
    from cymraeg_data import represent as room

    reference = room.reference(
        "census2021-wales", population=options["population"], geography=options["area"]
    )
    ages_from = options["ages_from"]
    ages = None if ages_from is None else {"age": (ages_from, None)}
    found = room.compare(
        source,
        dict(_pair(each) for each in columns),
        reference=reference,
        unit=options["unit"],
        weights=options["weights"],
        restrict="base" if options["own_base"] else ages,
        rows=options["rows"],
        collection_mode=options["collected"],
    )
    report = found.protect() if options["protect"] else found
    with result(out) as file:
        if format_ == "text":
            from rich.markdown import Markdown

            console(file).print(Markdown(report.to_markdown()))
        else:
            text = report.to_markdown() if format_ == "markdown" else report.to_json() + "\n"
            click.echo(text, file=file, nl=False)
    # A warning fails here: such gaps are what the verb looks for.
    sys.exit(FAILED if any(finding.severity != "note" for finding in found.findings) else PASSED)


def _pair(text: str) -> tuple[str, str]:
    dimension, equals, column = text.partition("=")
    if not (dimension and equals and column):
        raise InputError(
            _(
                "“{text}” is not a dimension and a column: write it as {example}.",
                text=text,
                example="age_five_year=oed",
            )
        )
    return dimension, column
