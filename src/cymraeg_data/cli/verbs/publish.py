"""The verb `publish`: a built dataset to the hub."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cymraeg_data.cli.output import FAILED, as_json, format_option, show_findings
from cymraeg_data.errors import NotPublishableError
from cymraeg_data.findings import Finding
from cymraeg_data.locale import N_, _

if TYPE_CHECKING:
    from cymraeg_data.hub import Publication

__all__ = ["publish"]


@click.command(
    help=N_(
        "Publish the built dataset in FOLDER as REPO, a name as in owner/name; shows the plan, and sends"
        " nothing without --no-dry-run."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("repo")
@click.option(
    "--dry-run/--no-dry-run", default=True, show_default=True, help=N_("Show the plan and send nothing.")
)
@format_option()
def publish(folder: Path, repo: str, dry_run: bool, format_: str) -> None:
    """Publish a built folder; exit code 0 when it was or could be published, 1 when it may not be."""
    from cymraeg_data import hub

    try:
        done = hub.publish(folder, repo, dry_run=dry_run)
    except NotPublishableError as error:
        show_findings((item for item in error.findings if isinstance(item, Finding)), format_)
        click.echo(_("Error: {reason}", reason=error), err=True)
        sys.exit(FAILED)
    _show_publication(done, format_)


def _show_publication(done: "Publication", format_: str) -> None:
    if format_ == "json":
        click.echo(as_json(asdict(done) | {"n_bytes": done.n_bytes}))
        return
    for sign, names in (("+", done.added), ("~", done.changed), ("-", done.removed), ("=", done.same)):
        for name in names:
            click.echo(f"{sign} {name}")
    click.echo(_("{repo} {tag}: bytes to send {n}", repo=done.repo_id, tag=done.tag, n=f"{done.n_bytes:,}"))
    if done.commit is None:
        click.echo(_("Nothing was sent. Send it with --no-dry-run."), err=True)
    else:
        click.echo(_("Published as commit {commit}.", commit=done.commit), err=True)
