"""Manifests to datasets: `build` makes the folder, `load` reads it back."""

from cymraeg_data.package.build import Build, build
from cymraeg_data.package.dataset import load
from cymraeg_data.package.manifest import Manifest, read_manifest
from cymraeg_data.package.verify import verify

__all__ = ["Build", "Manifest", "build", "load", "read_manifest", "verify"]
