"""Manifests to datasets: `build` makes the folder, `verify` proves it, `load` reads it back."""

from cymraeg_data.package.audit import audit, is_dataset
from cymraeg_data.package.build import Build, build
from cymraeg_data.package.corpora import corpora
from cymraeg_data.package.dataset import is_repo_id, load
from cymraeg_data.package.manifest import Manifest, read_manifest
from cymraeg_data.package.tables.cell import Cell, cell
from cymraeg_data.package.taking_down import take_down
from cymraeg_data.package.verify import verify

__all__ = [
    "Build",
    "Cell",
    "Manifest",
    "audit",
    "build",
    "cell",
    "corpora",
    "is_dataset",
    "is_repo_id",
    "load",
    "read_manifest",
    "take_down",
    "verify",
]
