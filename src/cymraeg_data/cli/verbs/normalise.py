"""The verb `normalise`: text on its way through, repaired."""

import itertools
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict

import click

from cymraeg_data.locale import N_

__all__ = ["normalise"]


_EXPLAIN = N_("Write each text with its edits and suggestions, as JSON, one a line.")


@click.command(
    help=N_("Print each TEXT mended and written in one way; without one, each line of standard input.")
)
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@click.option("--explain", is_flag=True, help=_EXPLAIN)
def normalise(texts: tuple[str, ...], explain: bool) -> None:
    """Print the text as it was meant."""
    for text, end in _texts(texts):
        click.echo(_explained(text) if explain else _mended(text, end), nl=False)
        click.echo("\n" if explain else end, nl=False)


def _mended(text: str, end: str) -> str:
    from cymraeg_data.normalisation import Options, normalise

    # A piece of a line ends with the space before the next piece.
    return normalise(text, Options(edge_space=bool(end)))


def _explained(text: str) -> str:
    from cymraeg_data.normalisation import normalise_and_explain

    found = normalise_and_explain(text)
    row = {
        "text": found.text,
        "edits": [asdict(edit) for edit in found.edits],
        "suggestions": [asdict(item) for item in found.suggestions],
    }
    return json.dumps(row, ensure_ascii=False)


def _texts(texts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield each text with what ends it: nothing where a line is so long that it goes on in the next one."""
    from cymraeg_data.normalisation.decoding.lines import lines

    if texts and texts != ("-",):
        yield from ((text, "\n") for text in texts)
        return
    read = lines(iter(lambda: sys.stdin.buffer.read(1 << 16), b""))
    for line, following in itertools.pairwise(itertools.chain(read, [None])):
        if line is not None:
            yield line.rstrip("\r\n"), "\n" if line.endswith("\n") or following is None else ""
