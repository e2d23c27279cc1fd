"""Files of a dataset on the Hugging Face hub, at one revision, through the hub's own client and cache."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cymraeg_data.errors import FetchError
from cymraeg_data.locale import _
from cymraeg_data.package.fetch.download import LARGEST, Fetched, Wanted, changed, too_large
from cymraeg_data.package.fetch.file_names import is_inside
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.parquet_writer import file_hash, git_hash
from cymraeg_data.progress import Progress
from cymraeg_data.readers.registry import is_data, reader_for

if TYPE_CHECKING:
    from huggingface_hub import HfApi
    from huggingface_hub.hf_api import RepoFile

__all__ = ["fetch_repository", "hub_api", "name_of"]

_HUBS = frozenset({"huggingface.co", "hf.co"})
_PLACE = re.compile(r"/datasets/(?P<name>[\w.-]+/[\w.-]+?)(?:\.git)?(?:/.*)?")


def name_of(url: str) -> str:
    """Return the name of the dataset at an address of the hub.

    >>> name_of("https://huggingface.co/datasets/techiaith/banc-trawsgrifiadau-bangor")
    'techiaith/banc-trawsgrifiadau-bangor'

    Raises:
        FetchError: it is not the address of a dataset.
    """
    parts = urlsplit(url)
    match = _PLACE.fullmatch(parts.path)
    hubs = _HUBS | {urlsplit(os.environ.get("HF_ENDPOINT", "")).netloc}
    if match is None or parts.netloc not in hubs:
        raise FetchError(
            _(
                "{url} is not the address of a dataset on the hub, as in"
                " https://huggingface.co/datasets/owner/name.",
                url=url,
            )
        )
    return match["name"]


def fetch_repository(
    manifest: Manifest, *, offline: bool = False, progress: Progress | None = None
) -> tuple[Fetched, ...]:
    """Return the files of the dataset that a manifest names, each verified.

    A file is verified against the manifest's snapshot where it is pinned, and against the checksum that the
    hub gives: SHA-256 for large files, git's for small ones. One that fails is fetched anew, once.

    Raises:
        FetchError: the hub refuses or cannot be reached, a file is too large, or is not what it should be.
    """
    if len(manifest.access.urls) != 1:
        raise FetchError(
            _("A dataset on the hub has one address; access.urls names {n}.", n=len(manifest.access.urls))
        )
    repo = name_of(manifest.access.urls[0])
    with _explained(repo):
        if offline:
            return _offline(manifest, repo)
        api = hub_api()
        from huggingface_hub.hf_api import RepoFile

        revision = str(api.dataset_info(repo, revision=manifest.access.revision).sha)
        listed = list(api.list_repo_tree(repo, recursive=True, repo_type="dataset", revision=revision))
        entries = {item.path: item for item in listed if isinstance(item, RepoFile)}
        fetched = []
        for wanted in _wanted(manifest, list(entries)):
            item = entries.get(wanted.name)
            if item is None:
                raise FetchError(
                    _(
                        "There is no file {name} in {repo} at {revision}.",
                        name=wanted.name,
                        repo=repo,
                        revision=revision,
                    )
                )
            fetched.append(_one(api, repo, revision, wanted, item, manifest))
            if progress:
                progress(_("Fetching {name}", name=wanted.name), fetched[-1].bytes, fetched[-1].bytes)
        return tuple(fetched)


def hub_api() -> "HfApi":
    """Return a client for the hub that `HF_ENDPOINT` names."""
    import huggingface_hub
    from huggingface_hub import constants

    endpoint = os.environ.get("HF_ENDPOINT") or constants.ENDPOINT
    if "huggingface.co" not in endpoint:
        constants.HF_HUB_DISABLE_XET = True  # only huggingface.co has Xet, and the client does not ask
    return huggingface_hub.HfApi(endpoint=endpoint, library_name="cymraeg_data")


def _wanted(manifest: Manifest, paths: list[str]) -> list[Wanted]:
    """Return the pinned files, or those that the manifest's patterns name, or all that a reader knows."""
    url = manifest.access.urls[0]
    pinned = manifest.snapshot.files
    if pinned:
        return [Wanted(url=url, name=file.path, sha256=file.sha256, bytes=file.bytes) for file in pinned]
    patterns = manifest.access.files
    names = [
        path
        for path in sorted(paths)
        if is_inside(path)
        and (
            any(fnmatch(path, pattern) for pattern in patterns)
            if patterns
            else is_data(Path(path)) and reader_for(Path(path)) is not None
        )
    ]
    if not names:
        raise FetchError(_("No file in {name} is one of those that the manifest names.", name=url))
    return [Wanted(url=url, name=name) for name in names]


def _one(
    api: "HfApi", repo: str, revision: str, wanted: Wanted, item: "RepoFile", manifest: Manifest
) -> Fetched:
    largest = manifest.access.max_bytes or LARGEST
    if item.size > largest:
        raise FetchError(too_large(wanted.name, largest))
    for again in (False, True):
        path = Path(
            api.hf_hub_download(
                repo, wanted.name, repo_type="dataset", revision=revision, force_download=again
            )
        )
        if _is_listed(path, item):
            return _verified(path, wanted, etag=item.lfs.sha256 if item.lfs else item.blob_id)
    raise FetchError(
        _(
            "{name} in {repo} is not what the hub says it is. Nothing of it is used.",
            name=wanted.name,
            repo=repo,
        )
    )


def _is_listed(path: Path, item: "RepoFile") -> bool:
    """Return whether a file has the checksum that the hub lists."""
    if item.lfs:
        return file_hash(path) == str(item.lfs.sha256)
    return git_hash(path) == str(item.blob_id)


def _verified(path: Path, wanted: Wanted, *, etag: str | None = None) -> Fetched:
    sha256 = file_hash(path)
    if wanted.sha256 not in {None, sha256}:
        raise FetchError(changed(wanted, path.stat().st_size, sha256))
    size = path.stat().st_size
    return Fetched(path=path, name=wanted.name, url=wanted.url, sha256=sha256, bytes=size, etag=etag)


def _offline(manifest: Manifest, repo: str) -> tuple[Fetched, ...]:
    """Return the pinned files from the hub's cache.

    Without the hub, only a pin says what a file should be.
    """
    if not manifest.snapshot.files:
        raise FetchError(
            _(
                "Offline, a dataset on the hub is used only where the manifest pins its files; that of {repo}"
                " does not.",
                repo=repo,
            )
        )
    found = [(wanted, _in_cache(repo, wanted)) for wanted in _wanted(manifest, [])]
    missing = [wanted.name for wanted, path in found if path is None]
    if missing:
        raise FetchError(
            _(
                "Offline, and not in the cache: {names}. Run it once with a connection.",
                names=", ".join(missing),
            )
        )
    return tuple(_verified(path, wanted) for wanted, path in found if path is not None)


def _in_cache(repo: str, wanted: Wanted) -> Path | None:
    """Return the file in the hub's cache, of whatever revision, that has the pinned checksum."""
    from huggingface_hub import constants
    from huggingface_hub.file_download import repo_folder_name

    snapshots = (
        Path(constants.HF_HUB_CACHE) / repo_folder_name(repo_id=repo, repo_type="dataset") / "snapshots"
    )
    if not snapshots.is_dir():
        return None
    paths = (folder / wanted.name for folder in sorted(snapshots.iterdir()))
    return next((path for path in paths if path.is_file() and file_hash(path) == wanted.sha256), None)


@contextmanager
def _explained(repo: str) -> Iterator[None]:
    """Turn what the hub's client raises into an error that says what to do."""
    try:
        yield
    except FetchError:
        raise
    except _errors() as error:
        status = getattr(getattr(error, "response", None), "status_code", None)
        if status in {401, 403, 404}:
            message = _(
                "{repo}: there is no such dataset or revision, or it is not open to you (status {status}).",
                repo=repo,
                status=status,
            )
        else:
            message = _(
                "{repo}: the hub could not be reached, or failed ({reason}). Run it again in a few minutes.",
                repo=repo,
                reason=status or type(error).__name__,
            )
        raise FetchError(message) from error


def _errors() -> tuple[type[Exception], ...]:
    """Return what the system, the hub's client and its HTTP library raise, whichever that is."""
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError

    bases = (base for base in HfHubHTTPError.__mro__ if base.__name__ == "HTTPError")
    return (
        OSError,
        RuntimeError,
        HFValidationError,
        *(base for base in bases if issubclass(base, Exception)),
    )
