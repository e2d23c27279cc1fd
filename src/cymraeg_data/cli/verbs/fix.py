"""The verb `fix`: a repaired copy of a file."""

import sys
import tempfile
from pathlib import Path

import click

from cymraeg_data.cli.output import FAILED, PASSED
from cymraeg_data.locale import N_, _

__all__ = ["fix"]


@click.command(
    help=N_("Write a repaired copy of FILE and a log of every edit; FILE itself is never written to.")
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help=N_("Where to write the copy; by default next to the file, as name.fixed.csv."),
)
@click.option(
    "--log",
    type=click.Path(dir_okay=False, path_type=Path),
    help=N_("Where to write the edits: JSON Lines, or CSV where the name ends in .csv."),
)
@click.option(
    "--diff",
    is_flag=True,
    help=N_("Show what would change, and write nothing; exits with 1 if anything would."),
)
def fix(file: Path, out: Path | None, log: Path | None, diff: bool) -> None:
    """Repair a file."""
    from cymraeg_data.fixing import fix_file

    if diff:
        sys.exit(FAILED if _show_diff(file) else PASSED)
    done = fix_file(file, out, log)
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
            click.echo(f"@@ -{change.row} +{change.row} @@ {change.column or ''}".rstrip())
            for sign, text in (("-", change.before), ("+", change.after)):
                click.echo("\n".join(f"{sign}{line}" for line in text.split("\n")))
    return n
