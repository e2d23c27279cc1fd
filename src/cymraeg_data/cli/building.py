"""The verb `build`: a manifest to a folder that may be published."""

from pathlib import Path

import click

from cymraeg_data.cli.fetching import showing
from cymraeg_data.cli.output import out_option
from cymraeg_data.locale import N_

__all__ = ["build", "folder_of"]


@click.command(help=N_("Build the dataset that MANIFEST describes, ready to be loaded or published."))
@click.argument("manifest", type=click.Path(path_type=Path))
@click.option(
    "--source",
    type=click.Path(path_type=Path),
    help=N_("The file or folder that holds the data, when it is on this machine already."),
)
@out_option
@click.option(
    "--previous",
    help=N_("The version before this one, a built folder or a name on the hub, to say what has changed."),
)
@click.option("--offline", is_flag=True, help=N_("Use only what the cache has, and open no connection."))
def build(manifest: Path, source: Path | None, out: Path, previous: str | None, offline: bool) -> None:  # noqa: FBT001 - click passes by name
    """Build; exit code 0 when the folder is there, 2 when not."""
    from cymraeg_data import package

    earlier = None if previous is None else folder_of(previous)
    with showing() as progress:
        built = package.build(
            manifest, out, source=source, previous=earlier, offline=offline, progress=progress
        )
    click.echo(built.folder)


def folder_of(dataset: str) -> Path:
    """Return the folder of a built dataset: the one named, or that of a repository on the hub, which is pulled."""
    from cymraeg_data import hub, package

    if not Path(dataset).exists() and package.is_repo_id(dataset):
        return hub.pull(dataset)
    return Path(dataset)
