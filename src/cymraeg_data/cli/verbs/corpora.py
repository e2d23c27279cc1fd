"""The verb `corpora`: the Welsh corpora with a manifest."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cymraeg_data.cli.output import as_json, format_option, out_option, result
from cymraeg_data.locale import N_, _, both

if TYPE_CHECKING:
    from cymraeg_data.package import Manifest

__all__ = ["corpora"]


_STATES = {"verified": N_("verified"), "unverified": N_("not verified"), "blocked": N_("blocked")}
_PASSING_ON = {"yes": N_("yes"), "no": N_("no"), "per-item": N_("item by item")}


@click.command(
    help=N_("List the Welsh corpora that have a manifest, with their licences and what is verified.")
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help=N_("A folder of manifests; by default those of the library."),
)
@out_option
@format_option()
def corpora(folder: Path | None, out: Path | None, format_: str) -> None:
    """List corpora."""
    from cymraeg_data import package
    from cymraeg_data.package.manifests import licences

    with result(out) as file:
        for manifest in package.corpora(folder):
            if format_ == "json":
                click.echo(as_json(_row(manifest)), file=file)
                continue
            click.echo(f"{manifest.id}  {manifest.title}", file=file)
            facts = (
                licences.name(manifest.licence.id),
                _("may be passed on: {answer}", answer=_(_PASSING_ON[manifest.licence.redistribution])),
                _(_STATES[manifest.status.state]),
                *([_("pointer only")] if manifest.access.kind == "pointer" else []),
                *([] if manifest.parse.columns else [_("cannot be built yet")]),
            )
            click.echo(f"    {'; '.join(facts)}", file=file)


def _row(manifest: "Manifest") -> dict[str, object]:
    from cymraeg_data.package.manifests import licences

    return {
        "id": manifest.id,
        "title": asdict(manifest.title),
        "publisher": asdict(manifest.publisher.name),
        "licence": manifest.licence.id,
        "licence_name": both(lambda: licences.name(manifest.licence.id)),
        "redistribution": manifest.licence.redistribution,
        "commercial": manifest.licence.commercial,
        "state": manifest.status.state,
        "access": manifest.access.kind,
        "languages": list(manifest.languages.tags),
        "can_be_built": bool(manifest.parse.columns),
        "notes": asdict(manifest.status.notes) if manifest.status.notes else None,
    }
