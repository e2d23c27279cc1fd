"""The verb `measure`: how much Welsh there is, column by column."""

import itertools
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from cymraeg_data.cli.output import format_option, working
from cymraeg_data.locale import N_, _

__all__ = ["measure"]


@click.command(
    help=N_("Count the Welsh, English and other words of SOURCE, a file or folder, column by column.")
)
@click.argument("source", type=click.Path(path_type=Path))
@format_option("text", "json")
def measure(source: Path, format_: str) -> None:
    from cymraeg_data import readers
    from cymraeg_data.profile import profile_source

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
