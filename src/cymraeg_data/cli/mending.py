"""The verbs that mend: `normalise` for text on its way through, `fix` for files."""

import itertools
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from cymraeg_data.cli.output import FAILED, PASSED
from cymraeg_data.locale import N_, _

__all__ = ["fix", "normalise"]


_EXPLAIN = N_("Write each text with its edits and suggestions, as JSON, one a line.")


@click.command(
    help=N_("Print each TEXT mended and written in one way; without one, each line of standard input.")
)
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@click.option("--explain", is_flag=True, help=_EXPLAIN)
def normalise(texts: tuple[str, ...], explain: bool) -> None:  # noqa: FBT001 - click passes by name
    """Print the text as it was meant."""
    for text, end in _texts(texts):
        click.echo(_explained(text) if explain else _mended(text, end), nl=False)
        click.echo("\n" if explain else end, nl=False)


def _mended(text: str, end: str) -> str:
    from cymraeg_data.normalise import Options, normalise

    # A piece of a line ends with the space before the next piece.
    return normalise(text, Options(edge_space=bool(end)))


def _explained(text: str) -> str:
    from cymraeg_data.normalise import normalise_and_explain

    found = normalise_and_explain(text)
    row = {
        "text": found.text,
        "edits": [asdict(edit) for edit in found.edits],
        "suggestions": [asdict(item) for item in found.suggestions],
    }
    return json.dumps(row, ensure_ascii=False)


def _texts(texts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield each text with what ends it: nothing where a line is so long that it goes on in the next one."""
    from cymraeg_data.normalise.lines import lines

    if texts and texts != ("-",):
        yield from ((text, "\n") for text in texts)
        return
    read = lines(iter(lambda: sys.stdin.buffer.read(1 << 16), b""))
    for line, following in itertools.pairwise(itertools.chain(read, [None])):
        if line is not None:
            yield line.rstrip("\r\n"), "\n" if line.endswith("\n") or following is None else ""


@click.command(
    help=N_("Write a mended copy of FILE and a log of every edit; FILE itself is never written to.")
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help=N_("Where to write the copy; without it, beside the file as name.fixed.csv."),
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
def fix(file: Path, out: Path | None, log: Path | None, diff: bool) -> None:  # noqa: FBT001 - click passes by name
    """Mend a file."""
    from cymraeg_data.readiness.fix import fix_file

    if diff:
        sys.exit(FAILED if _show_diff(file) else PASSED)
    done = fix_file(file, out, log)
    click.echo(done.path)
    click.echo(_("Values changed: {n}; edits: {log}", n=done.n_changes, log=done.log), err=True)
    for rule, n in done.counts.items():
        click.echo(f"  {rule}\t{n}", err=True)


def _show_diff(file: Path) -> int:
    """Print each change as a hunk of a unified diff; return how many there are."""
    from cymraeg_data.readiness.fix import changes

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
