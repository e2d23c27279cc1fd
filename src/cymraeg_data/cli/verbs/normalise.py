"""The verb `normalise`: each text repaired."""

import itertools
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from cymraeg_data.cli.output import as_json, format_option, out_option, result
from cymraeg_data.locale import N_

__all__ = ["normalise"]


@click.command(
    help=N_(
        "Print each TEXT repaired and written in one way; without one, each line of standard input. As"
        " JSON, with every edit and suggestion."
    )
)
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@out_option
@format_option()
def normalise(texts: tuple[str, ...], out: Path | None, format_: str) -> None:
    explain = format_ == "json"
    with result(out) as file:
        for text, end in _texts(texts):
            click.echo(_explained(text) if explain else _repaired(text, end), nl=False, file=file)
            click.echo("\n" if explain else end, nl=False, file=file)


def _repaired(text: str, end: str) -> str:
    from cymraeg_data.normalisation import Options, normalise

    # A piece of a line ends with the space before the next piece.
    return normalise(text, options=Options(edge_space=bool(end)))


def _explained(text: str) -> str:
    from cymraeg_data.normalisation import normalise_and_explain

    found = normalise_and_explain(text)
    return as_json(
        {
            "text": found.text,
            "edits": [asdict(edit) for edit in found.edits],
            "suggestions": [asdict(item) for item in found.suggestions],
        }
    )


def _texts(texts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield each text with its line end, which is empty for a piece of a long line."""
    from cymraeg_data.normalisation.decoding.lines import lines

    if texts and texts != ("-",):
        yield from ((text, "\n") for text in texts)
        return
    read = lines(iter(lambda: sys.stdin.buffer.read(1 << 16), b""))
    for line, following in itertools.pairwise(itertools.chain(read, [None])):
        if line is not None:
            yield line.rstrip("\r\n"), "\n" if line.endswith("\n") or following is None else ""
