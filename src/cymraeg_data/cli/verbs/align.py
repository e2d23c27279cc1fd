"""The verb `align`."""

from pathlib import Path

import click

from cymraeg_data.cli.output import as_json, format_option, out_option, result
from cymraeg_data.errors import SourceNotFoundError, UnreadableError, reason_of
from cymraeg_data.locale import N_, _
from cymraeg_data.shown import shown

__all__ = ["align"]


@click.command(
    help=N_("Align the sentences of the document ENGLISH with those of WELSH, two files of plain text."),
)
@click.argument("english", type=click.Path(path_type=Path))
@click.argument("welsh", type=click.Path(path_type=Path))
@out_option
@format_option()
def align(english: Path, welsh: Path, out: Path | None, format_: str) -> None:
    from cymraeg_data import bilingual

    en, cy = _sentences(english), _sentences(welsh)
    links = bilingual.align(en, cy)
    with result(out) as file:
        for link in links:
            sides = " ".join(en[i] for i in link.en), " ".join(cy[j] for j in link.cy)
            if format_ == "json":
                row = {"en": sides[0], "cy": sides[1], "score": round(link.score, 4)}
                click.echo(as_json(row | {"en_sentences": link.en, "cy_sentences": link.cy}), file=file)
            else:
                click.echo(f"{link.score:.2f}\t{shown(sides[0])}\t{shown(sides[1])}", file=file)
    whole = sum(bool(link.en and link.cy) for link in links)
    click.echo(
        _("Links: {n}; sentences without a partner: {alone}", n=whole, alone=len(links) - whole), err=True
    )


def _sentences(path: Path) -> list[str]:
    """Return the sentences of a text file; a line ends a sentence."""
    from cymraeg_data.welsh import sentences

    if not path.is_file():
        raise SourceNotFoundError(path)
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise UnreadableError(
            _("{path} is not UTF-8: {reason}", path=path, reason=reason_of(error))
        ) from error
    return [sentence.text for line in lines for sentence in sentences(line)]
