"""Fetches the files of a manifest by its access kind, or finds them in the caches without a connection."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from cymraeg_data.errors import FetchError, InputError
from cymraeg_data.locale import _
from cymraeg_data.package.fetch import web as webs
from cymraeg_data.package.fetch.api_pages import collect
from cymraeg_data.package.fetch.archives import unpack
from cymraeg_data.package.fetch.cache import Cache, default_folder, disk
from cymraeg_data.package.fetch.download import LARGEST, Fetched, Wanted, cached, download
from cymraeg_data.package.fetch.file_names import local_names
from cymraeg_data.package.fetch.repository import fetch_repository
from cymraeg_data.package.fetch.web import Web
from cymraeg_data.package.manifests.manifest import Access, Manifest
from cymraeg_data.progress import Progress

__all__ = ["fetch_files", "unpacked", "wanted"]

_PAGES = frozenset({"html", "htm", "xhtml"})


def fetch_files(
    manifest: Manifest,
    *,
    cache: str | Path | None = None,
    offline: bool = False,
    progress: Progress | None = None,
    web: Web | None = None,
) -> tuple[Fetched, ...]:
    """Return the files that a manifest names, fetched and verified, in the order in which it names them.

    What the cache has and the manifest pins is not fetched again; what is not pinned is asked for, and
    fetched if it changed. `cache` is the folder of fetched files ($CYMRAEG_DATA_CACHE, else the user's cache;
    the hub has one of its own), `offline` uses nothing but the caches, `progress` is called with the bytes as
    they come, and `web` is how servers are asked.

    Raises:
        FetchError: something could not be fetched, or is not what it should be; nothing of it is used.
        InputError: the manifest's data is not to be fetched.
    """
    _refuse_closed(manifest)
    if manifest.access.kind == "hub":
        return fetch_repository(manifest, offline=offline, progress=progress)
    store = Cache(Path(cache) if cache is not None else default_folder())
    files = wanted(manifest)
    if offline:
        return _together(store, _from_cache(store, files))
    asked = web or webs.standard(manifest.access.rate_limit)
    try:
        found = [_one(asked, store, file, manifest.access, progress) for file in files]
    finally:
        if web is None:
            asked.close()
    return _together(store, found)


def _one(web: Web, store: Cache, file: Wanted, access: Access, progress: Progress | None) -> Fetched:
    if access.kind == "api":
        return collect(web, store, file, access, progress)
    return download(web, store, file, largest=access.max_bytes or LARGEST, progress=progress)


def _together(store: Cache, files: Sequence[Fetched]) -> tuple[Fetched, ...]:
    """Return several files in one folder, one where it is."""
    if len(files) == 1:
        return tuple(files)
    with disk(store.folder):
        places = store.together([(file.name, file.path, file.sha256) for file in files])
    return tuple(replace(file, path=place) for file, place in zip(files, places, strict=True))


def _refuse_closed(manifest: Manifest) -> None:
    if manifest.status.state == "blocked":
        raise InputError(
            _(
                "{id} is blocked and is not fetched: {notes}",
                id=manifest.id,
                notes=manifest.status.notes or "—",
            )
        )
    if manifest.access.kind == "pointer":
        raise InputError(
            _(
                "{id} is a pointer: users accept the publisher's terms at {url} and get the data"
                " there. This library does not fetch it.",
                id=manifest.id,
                url=manifest.publisher.url,
            )
        )
    if manifest.access.kind == "local" or not manifest.access.urls:
        raise InputError(
            _(
                "The manifest of {id} names no address to fetch from. Pass the data with source= (or"
                " --source).",
                id=manifest.id,
            )
        )
    if manifest.access.kind == "api" and manifest.access.pagination is None:
        raise InputError(
            _(
                "The manifest of {id} does not say how its API spreads rows over pages. Write its"
                " [access.pagination] first.",
                id=manifest.id,
            )
        )


def wanted(manifest: Manifest) -> tuple[Wanted, ...]:
    """Return the files that a manifest names: those it pins, or else one for each of its addresses.

    Raises:
        InputError: pinned files do not say which came from which address.
    """
    urls, pinned = manifest.access.urls, manifest.snapshot.files
    if not pinned:
        format_ = "jsonl" if manifest.access.kind == "api" else manifest.access.format
        names = local_names(urls, format_)
        page = manifest.access.format.lower() in _PAGES
        return tuple(Wanted(url=url, name=name, page=page) for url, name in zip(urls, names, strict=True))
    silent = [file.path for file in pinned if file.url is None]
    if silent and len(urls) != len(pinned):
        raise InputError(
            _(
                "The manifest of {id} pins {n} files and names {m} addresses. Say in snapshot.files where"
                " each came from, with url: {names}.",
                id=manifest.id,
                n=len(pinned),
                m=len(urls),
                names=", ".join(silent),
            )
        )
    places = [file.url or urls[number] for number, file in enumerate(pinned)]
    return tuple(
        Wanted(url=url, name=file.path, sha256=file.sha256, bytes=file.bytes)
        for url, file in zip(places, pinned, strict=True)
    )


def _from_cache(store: Cache, files: Iterable[Wanted]) -> list[Fetched]:
    found = [(file, cached(store, file)) for file in files]
    missing = [f"{file.name} ({file.url})" for file, item in found if item is None]
    if missing:
        raise FetchError(
            _(
                "Offline, and not in the cache: {names}. Run it once with a connection.",
                names=", ".join(missing),
            )
        )
    return [item for __, item in found if item is not None]


def unpacked(
    manifest: Manifest, archives: Sequence[tuple[str, Path, str]], *, cache: str | Path | None = None
) -> tuple[tuple[str, Path, str], ...]:
    """Return the files in verified archives, each given as name, path and SHA-256.

    What comes back is each file's path inside, its path on disk, and the SHA-256 of its archive.

    Raises:
        FetchError: an archive is damaged, hostile, or holds none of the files; or two archives hold the same
            name.
    """
    store = Cache(Path(cache) if cache is not None else default_folder())
    found: dict[str, tuple[Path, str]] = {}
    for name, path, sha256 in archives:
        with disk(store.folder), store.lock(sha256):
            members = unpack(path, name, store.unpacked(sha256), manifest.access.files)
        for member, place in members:
            if member in found:
                raise FetchError(
                    _("Two archives hold a file {name}. Name the right one in access.files.", name=member)
                )
            found[member] = (place, sha256)
    return tuple((member, *found[member]) for member in sorted(found))
