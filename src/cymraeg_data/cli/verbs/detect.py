"""The verb `detect`: which language each text is in."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cymraeg_data.cli.output import as_json, format_option, out_option, result
from cymraeg_data.locale import N_
from cymraeg_data.shown import shown

if TYPE_CHECKING:
    from cymraeg_data.detection import Detection

__all__ = ["detect"]


@click.command(help=N_("Print the language of each TEXT; without one, of each line of standard input."))
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@click.option(
    "--among",
    metavar="cy,en",
    help=N_(
        "The languages that the text can be in, where that is known: cy,en for a Welsh and English table."
    ),
)
@out_option
@format_option()
def detect(texts: tuple[str, ...], among: str | None, out: Path | None, format_: str) -> None:
    from cymraeg_data import detection

    languages = None if among is None else [tag.strip() for tag in among.split(",")]
    with result(out) as file:
        for text in _lines(texts):
            found = detection.detect(text, among=languages)
            if format_ == "json":
                click.echo(as_json(_row(text, found)), file=file)
            else:
                click.echo(f"{found.language}\t{found.confidence:.2f}\t{shown(text)}", file=file)


def _row(text: str, found: "Detection") -> dict[str, object]:
    """Return one result as plain data, with the runner-up of a text without an answer."""
    row: dict[str, object] = {
        "text": text,
        "language": found.language,
        "confidence": round(found.confidence, 4),
        "shares": dict(found.shares),
    }
    if found.runner_up is not None:
        row |= {"runner_up": found.runner_up, "runner_up_confidence": round(found.runner_up_confidence, 4)}
    return row


def _lines(texts: tuple[str, ...]) -> Iterator[str]:
    if texts and texts != ("-",):
        yield from texts
    else:
        yield from (line.decode("utf-8", "replace").rstrip("\r\n") for line in sys.stdin.buffer)
