"""The verb `cell`: one figure of a built table, with its description and citation."""

import dataclasses

import click

from cymraeg_data.cli.output import as_json, built_folder, format_option
from cymraeg_data.locale import N_, _

__all__ = ["cell"]


@click.command(
    help=N_(
        "Show one figure of the table DATASET, a built folder or a name on the hub, by the identifier of its"
        " cell."
    )
)
@click.argument("dataset")
@click.argument("cell_id", metavar="ID")
@format_option()
def cell(dataset: str, cell_id: str, format_: str) -> None:
    """Show the cell; exit code 0 when it is there, 2 when not."""
    from cymraeg_data import package

    found = package.cell(built_folder(dataset), cell_id)
    if format_ == "json":
        values = dataclasses.asdict(found)
        values |= {name: dataclasses.asdict(getattr(found, name)) for name in ("sentence", "citation")}
        click.echo(as_json(values))
        return
    click.echo(found.sentence)
    click.echo(_("Source: {citation}", citation=found.citation))
