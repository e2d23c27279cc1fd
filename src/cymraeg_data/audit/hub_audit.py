"""Datasets on the hub, whoever published them, as `audit_folder` sees them."""

import dataclasses
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from cymraeg_data.audit.folder_audit import audit_folder
from cymraeg_data.errors import InputError
from cymraeg_data.hub.client import download
from cymraeg_data.locale import _
from cymraeg_data.readiness import Report

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
"""Files that nothing is read from, and that are large."""


def audit_repository(address: str, *, revision: str | None = None, config: Any = None) -> Report:
    """Return the report of `audit_folder` on a dataset on the hub.

    `owner/name`, or `hf://datasets/owner/name@revision`.

    Its files are downloaded into the hub's cache, but for sound and pictures.

    Raises:
        InputError: that is no address of a dataset, or nothing in it can be read.
        HubError: there is no such dataset or revision, or the hub was not reached.
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
    """Put the files themselves where the hub's cache has links to them, which no reader follows."""
    for path in held.rglob("*"):
        if path.is_file():
            place = folder / path.relative_to(held)
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path.resolve(), place)
            except OSError:
                shutil.copyfile(path, place)
