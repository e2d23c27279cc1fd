"""Manifests to datasets: `build` makes the folder, `verify` proves it, `load` reads it back."""

from cymraeg_data.package.building.pipeline import Build, build
from cymraeg_data.package.building.withdrawal import take_down
from cymraeg_data.package.manifests.manifest import Manifest, read_manifest
from cymraeg_data.package.manifests.shipped import corpora
from cymraeg_data.package.reading.dataset import is_repo_id, load
from cymraeg_data.package.reading.figure import Cell, cell
from cymraeg_data.package.verification.folder import verify
from cymraeg_data.public_names import show_public_names

__all__ = [
    "Build",
    "Cell",
    "Manifest",
    "build",
    "cell",
    "corpora",
    "is_repo_id",
    "load",
    "read_manifest",
    "take_down",
    "verify",
]

show_public_names(__name__)
