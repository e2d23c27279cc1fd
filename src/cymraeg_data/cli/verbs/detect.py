"""The verb `detect`: which language each text is in."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from cymraeg_data.cli.output import as_json, format_option, out_option, result
from cymraeg_data.locale import N_
from cymraeg_data.shown import shown

__all__ = ["detect"]


@click.command(help=N_("Print the language of each TEXT; without one, of each line of standard input."))
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@out_option
@format_option()
def detect(texts: tuple[str, ...], out: Path | None, format_: str) -> None:
    from cymraeg_data import detection

    with result(out) as file:
        for text in _lines(texts):
            found = detection.detect(text)
            if format_ == "json":
                row = {"text": text, "language": found.language, "confidence": round(found.confidence, 4)}
                click.echo(as_json(row | {"shares": dict(found.shares)}), file=file)
            else:
                click.echo(f"{found.language}\t{found.confidence:.2f}\t{shown(text)}", file=file)


def _lines(texts: tuple[str, ...]) -> Iterator[str]:
    if texts and texts != ("-",):
        yield from texts
    else:
        yield from (line.decode("utf-8", "replace").rstrip("\r\n") for line in sys.stdin.buffer)
