"""The verb `detect`: which language each text is in."""

import json
import sys
from collections.abc import Iterator

import click

from cymraeg_data.cli.output import format_option
from cymraeg_data.locale import N_

__all__ = ["detect"]


@click.command(help=N_("Print the language of each TEXT; without one, of each line of standard input."))
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@format_option("text", "json")
def detect(texts: tuple[str, ...], format_: str) -> None:
    from cymraeg_data.detection import detect as detect_language

    for text in _lines(texts):
        result = detect_language(text)
        if format_ == "json":
            row = {"text": text, "language": result.language, "confidence": round(result.confidence, 4)}
            click.echo(json.dumps(row | {"shares": dict(result.shares)}, ensure_ascii=False))
        else:
            click.echo(f"{result.language}\t{result.confidence:.2f}\t{text}")


def _lines(texts: tuple[str, ...]) -> Iterator[str]:
    if texts and texts != ("-",):
        yield from texts
    else:
        yield from (line.decode("utf-8", "replace").rstrip("\r\n") for line in sys.stdin.buffer)
