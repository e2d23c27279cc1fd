"""The verb `explain`: what a finding means and what to do."""

import click

from cymraeg_data.locale import N_, _

__all__ = ["explain"]


@click.command(
    help=N_("Explain a finding CODE: what it means, why it matters and what to do; without one, list them.")
)
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    from cymraeg_data.findings import codes

    if code is None:
        for row in codes.CODES.values():
            click.echo(f"{row.code}  {_(row.title)}")
    else:
        click.echo(codes.explain(code.upper()))
