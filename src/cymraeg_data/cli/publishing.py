"""The verbs of publishing: `corpora` there are, `verify` a built folder, `publish` it."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cymraeg_data.cli.building import folder_of
from cymraeg_data.cli.output import FAILED, PASSED, format_option, out_option
from cymraeg_data.errors import NotPublishableError
from cymraeg_data.findings import Finding, Severity
from cymraeg_data.locale import N_, _

if TYPE_CHECKING:
    from cymraeg_data.hub import Publication
    from cymraeg_data.package import Manifest

__all__ = ["corpora", "publish", "take_down", "verify"]


@click.command(
    help=N_(
        "Compute everything about the built dataset in FOLDER again, and list what stands in the way of publishing it."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@format_option("text", "json")
def verify(folder: Path, format_: str) -> None:
    """Verify a built folder: exit code 0 when nothing is wrong, 1 when something is."""
    from cymraeg_data import package

    findings = package.verify(folder)
    _show_findings(findings, format_)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    click.echo(_("Findings: {n}; errors: {errors}", n=len(findings), errors=errors), err=True)
    sys.exit(FAILED if errors else PASSED)


def _show_findings(findings: Iterable[Finding], format_: str) -> None:
    """Print a line for each finding."""
    for finding in findings:
        place = finding.location
        if format_ == "text":
            click.echo(f"{finding.code}\t{finding.severity}\t{place}\t{finding.message}")
            continue
        row = {"code": finding.code, "severity": finding.severity, "source": place.source, "line": place.line}
        row |= {"row": place.row, "column": place.column, "key": place.key, "message": finding.message}
        click.echo(json.dumps(row | dict(finding.evidence), ensure_ascii=False))


@click.command(
    help=N_(
        "Publish the built dataset in FOLDER as REPO, a name as in owner/name; shows the plan, and sends nothing without --no-dry-run."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("repo")
@click.option(
    "--dry-run/--no-dry-run", default=True, show_default=True, help=N_("Show the plan and send nothing.")
)
def publish(folder: Path, repo: str, dry_run: bool) -> None:  # noqa: FBT001 - click passes by name
    """Publish a built folder: exit code 0 when it is there or could be, 1 when it may not be published."""
    from cymraeg_data import hub

    try:
        done = hub.publish(folder, repo, dry_run=dry_run)
    except NotPublishableError as error:
        _show_findings((item for item in error.findings if isinstance(item, Finding)), "text")
        click.echo(_("Error: {reason}", reason=error), err=True)
        sys.exit(FAILED)
    _show_publication(done)


def _show_publication(done: "Publication") -> None:
    for sign, names in (("+", done.added), ("~", done.changed), ("-", done.removed), ("=", done.same)):
        for name in names:
            click.echo(f"{sign} {name}")
    click.echo(_("{repo} {tag}: bytes to send {n}", repo=done.repo_id, tag=done.tag, n=f"{done.n_bytes:,}"))
    if done.commit is None:
        click.echo(_("Nothing was sent. Send it with --no-dry-run."), err=True)
    else:
        click.echo(_("Published as commit {commit}.", commit=done.commit), err=True)


@click.command(
    "take-down",
    help=N_(
        "Build the next version of DATASET, a built folder or a name on the hub, without the rows of these IDS; publish it afterwards."
    ),
)
@click.argument("dataset")
@click.argument("ids", nargs=-1, required=True)
@out_option
def take_down(dataset: str, ids: tuple[str, ...], out: Path) -> None:
    """Take rows out of a built dataset."""
    from cymraeg_data import package

    click.echo(package.take_down(folder_of(dataset), ids, out).folder)


_STATES = {"verified": N_("verified"), "unverified": N_("not verified"), "blocked": N_("blocked")}
_PASSING_ON = {"yes": N_("yes"), "no": N_("no"), "per-item": N_("item by item")}


@click.command(
    help=N_("List the Welsh corpora that have a manifest, with their licences and what is verified.")
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help=N_("A folder of manifests; without it, those that come with the library."),
)
@format_option("text", "json")
def corpora(folder: Path | None, format_: str) -> None:
    """List corpora."""
    from cymraeg_data import package

    for manifest in package.corpora(folder):
        row = _row(manifest)
        if format_ == "json":
            click.echo(json.dumps(row, ensure_ascii=False))
            continue
        click.echo(f"{manifest.id}  {manifest.title}")
        facts = (
            row["licence_name"],
            _("may be passed on: {answer}", answer=_(_PASSING_ON[manifest.licence.redistribution])),
            _(_STATES[manifest.status.state]),
            *([_("pointer only")] if manifest.access.kind == "pointer" else []),
            *([] if manifest.parse.columns else [_("cannot be built yet")]),
        )
        click.echo(f"    {'; '.join(facts)}")


def _row(manifest: "Manifest") -> dict[str, Any]:
    from cymraeg_data.package import licences

    return {
        "id": manifest.id,
        "title": str(manifest.title),
        "publisher": str(manifest.publisher.name),
        "licence": manifest.licence.id,
        "licence_name": licences.name(manifest.licence.id),
        "redistribution": manifest.licence.redistribution,
        "commercial": manifest.licence.commercial,
        "state": manifest.status.state,
        "access": manifest.access.kind,
        "languages": list(manifest.languages.tags),
        "can_be_built": bool(manifest.parse.columns),
        "notes": str(manifest.status.notes or ""),
    }
