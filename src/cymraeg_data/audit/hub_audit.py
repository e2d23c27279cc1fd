"""The check of any dataset on the hub, by `audit_folder`."""

import dataclasses
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from cymraeg_data.audit.folder_audit import audit_folder
from cymraeg_data.errors import InputError
from cymraeg_data.hub.client import download
from cymraeg_data.locale import _
from cymraeg_data.readiness import Config, Report

__all__ = ["audit_repository"]

_ADDRESS = re.compile(r"(?:hf://datasets/)?(?P<name>[\w.-]+/[\w.-]+?)(?:@(?P<revision>[\w./-]+))?/?")
_NO_ROWS = [
    "*.mp3",
    "*.wav",
    "*.flac",
    "*.ogg",
    "*.mp4",
    "*.png",
    "*.jpg",
    "*.jpeg",
    "*.tif",
    "*.tiff",
    "*.safetensors",
]
"""Large files that are not read."""


def audit_repository(
    address: str,
    *,
    revision: str | None = None,
    config: Config | Mapping[str, object] | str | Path | None = None,
) -> Report:
    """Return the report of `audit_folder` on a dataset on the hub.

    The address is `owner/name` or `hf://datasets/owner/name@revision`. The files are downloaded to the hub's
    cache, except sound and pictures.

    Raises:
        InputError: `address` is not an address of a dataset, or the dataset has no readable data.
        HubError: the dataset or revision does not exist, or the hub could not be reached.
    """
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise InputError(
            _("“{name}” is not the address of a dataset, as in hf://datasets/owner/name.", name=address)
        )
    held = download(match["name"], revision or match["revision"], ignore=_NO_ROWS)
    with tempfile.TemporaryDirectory(dir=held.parent, ignore_cleanup_errors=True) as name:
        _put(held, Path(name))
        report = audit_folder(name, config=config)
    return dataclasses.replace(report, name=match["name"])


def _put(held: Path, folder: Path) -> None:
    """Copy the files to which the hub's cache has links, as readers do not follow links."""
    for path in held.rglob("*"):
        if path.is_file():
            place = folder / path.relative_to(held)
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path.resolve(), place)
            except OSError:
                shutil.copyfile(path, place)
