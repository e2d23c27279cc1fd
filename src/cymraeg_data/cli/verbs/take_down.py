"""The verb `take-down`: the next version of a dataset, without some of its rows."""

from pathlib import Path

import click

from cymraeg_data.cli.output import built_folder, out_option
from cymraeg_data.locale import N_

__all__ = ["take_down"]


@click.command(
    "take-down",
    help=N_(
        "Build the next version of DATASET, a built folder or a name on the hub, without the rows of these"
        " IDS; publish it afterwards."
    ),
)
@click.argument("dataset")
@click.argument("ids", nargs=-1, required=True)
@out_option
def take_down(dataset: str, ids: tuple[str, ...], out: Path) -> None:
    """Take rows out of a built dataset."""
    from cymraeg_data import package

    click.echo(package.build_without(built_folder(dataset), ids, out).folder)
