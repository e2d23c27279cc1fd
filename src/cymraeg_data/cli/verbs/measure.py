"""The verb `measure`: the amount of Welsh, column by column."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cymraeg_data.cli.output import as_json, console, format_option, out_option, result, working
from cymraeg_data.locale import N_, _
from cymraeg_data.shown import shown

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["measure"]


@click.command(
    help=N_("Count the Welsh, English and other words of SOURCE, a file or folder, column by column.")
)
@click.argument("source", type=click.Path(path_type=Path))
@out_option
@format_option()
def measure(source: Path, out: Path | None, format_: str) -> None:
    from cymraeg_data import readers
    from cymraeg_data.profiles import profile_source

    with working(_("Measuring {name}", name=source)):
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
    with result(out) as file:
        if format_ == "json":
            for row in rows:
                click.echo(as_json(row), file=file)
        else:
            _show_measures(rows, console(file))


def _show_measures(rows: Iterable[Mapping[str, object]], terminal: "Console") -> None:
    from rich.box import SIMPLE
    from rich.table import Table
    from rich.text import Text

    numbers = ("n_words", "n_welsh_words", "n_english_words", "n_other_words", "n_undetermined_words")
    headings = (_("Words"), _("Welsh"), _("English"), _("other"), _("no language"), _("Welsh share"))
    for source, columns in itertools.groupby(rows, key=lambda row: row["source"]):
        table = Table(title=Text(shown(source)), title_justify="left", box=SIMPLE, pad_edge=False)
        table.add_column(_("Column"), overflow="fold")
        for heading in headings:
            table.add_column(heading, justify="right")
        for row in columns:
            fraction = row["welsh_fraction"]
            share = _("not measurable") if fraction is None else f"{fraction:.0%}"
            table.add_row(Text(shown(row["column"])), *(f"{row[name]:,}" for name in numbers), share)
        terminal.print(table)
