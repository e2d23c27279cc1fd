"""The verb `build`: from a manifest to a folder ready to be published."""

from pathlib import Path

import click

from cymraeg_data.cli.output import as_json, built_folder, format_option, out_folder_option, progress_bar
from cymraeg_data.locale import N_

__all__ = ["build"]


@click.command(help=N_("Build the dataset that MANIFEST describes, ready to be loaded or published."))
@click.argument("manifest", type=click.Path(path_type=Path))
@click.option(
    "--source",
    type=click.Path(path_type=Path),
    help=N_("The file or folder with the data, if it is already on this machine."),
)
@out_folder_option
@click.option(
    "--previous",
    help=N_("The version before this one, a built folder or a name on the hub, to say what has changed."),
)
@click.option("--offline", is_flag=True, help=N_("Use only what the cache has, and open no connection."))
@format_option()
def build(
    manifest: Path, source: Path | None, out: Path, previous: str | None, offline: bool, format_: str
) -> None:
    """Build; exit code 0 when the folder was built, 2 when not."""
    from cymraeg_data import package

    earlier = None if previous is None else built_folder(previous)
    with progress_bar() as progress:
        built = package.build(
            manifest, out, source=source, previous=earlier, offline=offline, progress=progress
        )
    if format_ == "json":
        click.echo(as_json({"folder": str(built.folder), "id": built.manifest.id, "version": built.version}))
    else:
        click.echo(built.folder)
