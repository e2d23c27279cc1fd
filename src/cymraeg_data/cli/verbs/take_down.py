"""The verb `take-down`: the next version of a dataset without some of its rows."""

from pathlib import Path

import click

from cymraeg_data.cli.output import as_json, built_folder, format_option, out_folder_option
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
@out_folder_option
@format_option()
def take_down(dataset: str, ids: tuple[str, ...], out: Path, format_: str) -> None:
    from cymraeg_data import package

    built = package.build_without(built_folder(dataset), ids, out)
    if format_ == "json":
        click.echo(as_json({"folder": str(built.folder), "id": built.manifest.id, "version": built.version}))
    else:
        click.echo(built.folder)
