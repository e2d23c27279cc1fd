"""The verb `fix`: a repaired copy of a file."""

import sys
import tempfile
from pathlib import Path

import click

from cymraeg_data.cli.output import FAILED, PASSED, as_json, format_option
from cymraeg_data.locale import N_, _
from cymraeg_data.shown import shown

__all__ = ["fix"]


@click.command(
    help=N_("Write a repaired copy of FILE and a log of every edit; FILE itself is never written to.")
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help=N_("Write the copy to this file; by default next to FILE as name.fixed.csv."),
)
@click.option(
    "--log",
    type=click.Path(dir_okay=False, path_type=Path),
    help=N_("Where to write the edits: JSON Lines, or CSV where the name ends in .csv."),
)
@format_option()
@click.option(
    "--diff",
    is_flag=True,
    help=N_("Show what would change, and write nothing; exits with 1 if anything would."),
)
def fix(file: Path, out: Path | None, log: Path | None, diff: bool, format_: str) -> None:
    from cymraeg_data.fixing import fix_file

    if diff:
        sys.exit(FAILED if _show_diff(file) else PASSED)
    done = fix_file(file, out=out, log=log)
    if format_ == "json":
        values = {"path": str(done.path), "log": str(done.log), "n_changes": done.n_changes}
        click.echo(as_json(values | {"rules": dict(done.counts)}))
        return
    click.echo(done.path)
    click.echo(_("Values changed: {n}; edits: {log}", n=done.n_changes, log=done.log), err=True)
    for rule, n in done.counts.items():
        click.echo(f"  {rule}\t{n}", err=True)


def _show_diff(file: Path) -> int:
    """Print each change as a hunk of a unified diff, and return the number of changes."""
    from cymraeg_data.fixing import changes

    n = 0
    with tempfile.TemporaryDirectory() as folder:
        for change in changes(file, Path(folder) / file.name):
            if not n:
                click.echo(f"--- {file}\n+++ {file}")
            n += 1
            click.echo(f"@@ -{change.row} +{change.row} @@ {shown(change.column or '')}".rstrip())
            for sign, text in (("-", change.before), ("+", change.after)):
                click.echo("\n".join(f"{sign}{shown(line)}" for line in text.split("\n")))
    return n
