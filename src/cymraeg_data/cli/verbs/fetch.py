"""The verb `fetch`: a manifest's files into the cache, and the snapshot that pins them."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cymraeg_data.cli.output import FAILED, PASSED, as_json, format_option, progress_bar, show_findings
from cymraeg_data.locale import N_, _

if TYPE_CHECKING:
    from cymraeg_data.package.fetch import Fetched
    from cymraeg_data.package.manifests.manifest import Manifest

__all__ = ["fetch"]


@click.command(
    help=N_("Fetch the files that MANIFEST names, verify them, and print the snapshot that pins them.")
)
@click.argument("manifest", type=click.Path(path_type=Path))
@click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    help=N_("The folder of fetched files; by default $CYMRAEG_DATA_CACHE or the user's cache."),
)
@click.option("--offline", is_flag=True, help=N_("Use only what the cache has, and open no connection."))
@click.option(
    "--licence",
    is_flag=True,
    help=N_("Also check that the pages with the evidence for the licence still exist; exit 1 when not."),
)
@format_option()
def fetch(manifest: Path, cache: Path | None, offline: bool, licence: bool, format_: str) -> None:
    """Fetch; exit code 0 when every file is there and verified, 2 when not."""
    from cymraeg_data.package import read_manifest
    from cymraeg_data.package.fetch import fetch_files

    read = read_manifest(manifest)
    with progress_bar() as progress:
        files = fetch_files(read, cache=cache, offline=offline, progress=progress)
    if format_ == "json":
        for file in files:
            click.echo(as_json(_row(file)))
    else:
        click.echo(_snapshot(files))
    total = sum(file.bytes for file in files)
    click.echo(_("Files: {n}; bytes: {total}", n=len(files), total=f"{total:,}"), err=True)
    if licence and not offline:
        _check_licence(read)


def _check_licence(manifest: "Manifest") -> None:
    from cymraeg_data.package.fetch import check_licence

    findings = check_licence(manifest)
    show_findings(findings, "text", sys.stderr)
    sys.exit(FAILED if findings else PASSED)


def _row(file: "Fetched") -> dict[str, object]:
    return {
        "name": file.name,
        "url": file.url,
        "sha256": file.sha256,
        "bytes": file.bytes,
        "etag": file.etag,
        "last_modified": file.last_modified,
        "retrieved": file.retrieved,
        "path": str(file.path),
    }


def _snapshot(files: Sequence["Fetched"]) -> str:
    """Return the [snapshot] of a manifest, in TOML: JSON's strings are TOML's as well."""
    lines = ["[snapshot]"]
    dates = [file.retrieved for file in files if file.retrieved]
    lines += [f"retrieved = {max(dates)}"] if dates else []
    for file in files:
        values = {
            "path": file.name,
            "url": file.url,
            "sha256": file.sha256,
            "bytes": file.bytes,
            "etag": file.etag,
        }
        lines += ["", f"# {file.path}", "[[snapshot.files]]"]
        lines += [
            f"{key} = {json.dumps(value, ensure_ascii=False)}"
            for key, value in values.items()
            if value is not None
        ]
    return "\n".join(lines)
