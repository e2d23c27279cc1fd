"""The manifests that come with the library: Welsh corpora, each with what is verified and what is not."""

from importlib.resources import files
from pathlib import Path

from cymraeg_data.errors import SourceNotFoundError
from cymraeg_data.package.manifests.manifest import Manifest, read_manifest

__all__ = ["corpora"]

_SHIPPED = "data/corpora"  # in an installed library
_CHECKOUT = Path(__file__).parents[4] / "corpora_manifests"  # in the repository


def corpora(folder: str | Path | None = None) -> tuple[Manifest, ...]:
    """Return the manifests in `folder` by id; without one, those that come with the library.

    >>> "enwau-lleoedd-safonol" in [manifest.id for manifest in corpora()]
    True

    Raises:
        SourceNotFoundError: there is no such folder.
        ManifestError: a manifest has faults.
    """
    path = _shipped() if folder is None else Path(folder)
    if not path.is_dir():
        raise SourceNotFoundError(path)
    return tuple(read_manifest(file) for file in sorted(path.glob("*.toml")))


def _shipped() -> Path:
    installed = Path(str(files("cymraeg_data"))) / _SHIPPED
    return installed if installed.is_dir() else _CHECKOUT
