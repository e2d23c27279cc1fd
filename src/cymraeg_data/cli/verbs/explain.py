"""The verb `explain`: the meaning of a finding and what to do."""

from dataclasses import fields
from functools import partial

import click

from cymraeg_data.cli.output import as_json, format_option
from cymraeg_data.findings import codes
from cymraeg_data.locale import N_, _, both

__all__ = ["explain"]

_TEXTS = ("title", "message", "counted", "why", "example", "hint", "principle")


@click.command(
    help=N_("Explain a finding CODE: what it means, why it matters and what to do; without one, list them.")
)
@click.argument("code", required=False)
@format_option()
def explain(code: str | None, format_: str) -> None:
    chosen = codes.CODES.values() if code is None else (codes.describe(code.upper()),)
    for row in chosen:
        if format_ == "json":
            click.echo(as_json(_values(row)))
        elif code is None:
            click.echo(f"{row.code}  {_(row.title)}")
        else:
            click.echo(codes.explain(row.code))


def _values(row: codes.Code) -> dict[str, object]:
    """Return a code as plain data, its texts in both languages."""
    values = {item.name: getattr(row, item.name) for item in fields(row)}
    return values | {name: both(partial(_, values[name])) if values[name] else None for name in _TEXTS}
