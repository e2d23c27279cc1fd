"""Manifests to datasets: `build` makes the folder, `verify` proves it, `cymraeg_data.load` reads it back."""

from cymraeg_data.package.building.pipeline import Build, build
from cymraeg_data.package.building.withdrawal import build_without
from cymraeg_data.package.manifests.manifest import Manifest, read_manifest
from cymraeg_data.package.manifests.shipped import corpora
from cymraeg_data.package.reading.dataset import is_repo_id
from cymraeg_data.package.reading.figure import Cell, cell
from cymraeg_data.package.verification.folder import verify
from cymraeg_data.public_names import show_public_names

__all__ = [
    "Build",
    "Cell",
    "Manifest",
    "build",
    "build_without",
    "cell",
    "corpora",
    "is_repo_id",
    "read_manifest",
    "verify",
]

show_public_names(__name__)
