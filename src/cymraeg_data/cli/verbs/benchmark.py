"""The verb `benchmark`: hashes of a benchmark, which keep its items out of datasets."""

from pathlib import Path

import click

from cymraeg_data.cli.output import as_json, format_option
from cymraeg_data.errors import OutputExistsError
from cymraeg_data.locale import N_, _

__all__ = ["benchmark"]


@click.command(
    help=N_(
        "Make the hash set of the benchmark NAME from the files in SOURCE, so that `build` can leave out"
        " texts that contain its items. The file has only hashes, no text."
    )
)
@click.argument("name")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help=N_("Where to write the hashes; a name that ends in .bin is found in a folder."),
)
@click.option(
    "--text",
    multiple=True,
    metavar="COLUMN",
    help=N_("A column with items, as often as needed; by default every column of text."),
)
@click.option("--version", default="", help=N_("The version of the benchmark."))
@click.option("--licence", default="", help=N_("The licence of the benchmark."))
@click.option("--source", default="", help=N_("Where the benchmark comes from."))
@format_option()
def benchmark(
    name: str,
    sources: tuple[Path, ...],
    out: Path,
    text: tuple[str, ...],
    version: str,
    licence: str,
    source: str,
    format_: str,
) -> None:
    """Make a hash set."""
    from cymraeg_data.package.steps import hash_sets

    if out.exists():
        raise OutputExistsError(out)
    items = hash_sets.items_in(sources, text)
    made = hash_sets.made_of(items, name=name, version=version, licence=licence, source=source)
    hash_sets.write(made, out)
    n_hashes = sum(len(hashes) for hashes in made.hashes)
    if format_ == "json":
        values = {"path": str(out), "digest": made.digest, "n_items": made.n_items, "n_short": made.n_short}
        click.echo(as_json(values | {"n_hashes": n_hashes}))
        return
    click.echo(made.digest)
    click.echo(
        _(
            "Items: {n}; too short to search for: {short}; hashes: {hashes}",
            n=made.n_items,
            short=made.n_short,
            hashes=n_hashes,
        ),
        err=True,
    )
