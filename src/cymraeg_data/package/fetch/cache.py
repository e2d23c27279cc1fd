"""The cache of fetched files: each lies under its own checksum, and is read again before it is used.

    <cache>/content/<sha256>/<name>   whole files whose checksum was verified
    <cache>/index/<address>.json      what an address gave last: checksum, etag, date
    <cache>/together/<set>/<name>     links to the files of one manifest, for readers of neighbours
    <cache>/unpacked/<sha256>/…       what was in an archive
    <cache>/partial/<address>.part    what has arrived of an incomplete file, and .json: its version

Content that was changed in the folder is never used for a pinned file: a file without the pinned checksum is
discarded and fetched again.
"""

import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

import platformdirs
from filelock import FileLock

from cymraeg_data.errors import FetchError, reason_of
from cymraeg_data.locale import _
from cymraeg_data.package.fetch.file_names import safe
from cymraeg_data.package.record.parquet_writer import file_hash

__all__ = ["Cache", "Entry", "Partial", "default_folder", "disk"]

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_SUM = re.compile(r"[0-9a-f]{64}")
_PRIVATE = 0o700
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an address gave, and when (by our clock)."""

    url: str
    sha256: str
    bytes: int
    retrieved: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """What has arrived of a file.

    `version` is the etag or date of what it is a part of, empty when there is none.
    """

    path: Path

    @property
    def size(self) -> int:
        """Return how many bytes have arrived."""
        return self.path.stat().st_size if self.path.is_file() and not self.path.is_symlink() else 0

    @property
    def version(self) -> str:
        """Return the validator that a request for the rest names."""
        return str(_read_json(self.path.with_suffix(".json")).get("version", ""))

    def begin(self, version: str) -> None:
        """Forget what has arrived, and note the version of what comes next."""
        self.forget()
        _write_json(self.path.with_suffix(".json"), {"version": version})

    def forget(self) -> None:
        """Remove what has arrived."""
        self.path.unlink(missing_ok=True)
        self.path.with_suffix(".json").unlink(missing_ok=True)

    @contextmanager
    def append(self) -> Iterator[BinaryIO]:
        """Give the file to write the next bytes to; a link is not followed."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | _NO_LINK | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(self.path, flags, 0o600), "ab") as file:
            yield file


class Cache:
    """A folder of fetched files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, sha256: str, name: str) -> Path | None:
        """Return the file with a checksum, read whole and found to have it.

        What has not is left where it is until the right one takes its place: removing it could hit the right
        one, which another process has put there meanwhile.
        """
        path = self._content(sha256, name)
        if path.is_symlink() or not path.is_file():
            return None
        return path if file_hash(path) == sha256 else None

    def adopt(self, partial: Path, sha256: str, name: str) -> Path:
        """Return where a verified file is, once moved to its place in one step."""
        path = self._content(sha256, name)
        path.parent.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        partial.replace(path)
        return path

    def _content(self, sha256: str, name: str) -> Path:
        return self.folder / "content" / sha256 / safe(name.rpartition("/")[2])

    def entry(self, url: str) -> Entry | None:
        """Return what an address gave last, None when that is not known."""
        entry = _as_entry(_read_json(self.folder / "index" / f"{_key(url)}.json"))
        return entry if entry and entry.url == url else None

    def remember(self, entry: Entry) -> None:
        """Note what an address gave."""
        _write_json(self.folder / "index" / f"{_key(entry.url)}.json", asdict(entry))

    def partial(self, url: str, sha256: str | None) -> Partial:
        """Return what has arrived of the file that an address is to give."""
        folder = self.folder / "partial"
        folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        return Partial(path=folder / f"{_key(url, sha256 or '')}.part")

    def together(self, files: Sequence[tuple[str, Path, str]]) -> list[Path]:
        """Return verified files, given as name, path and SHA-256, in one folder under their names.

        Readers look at the neighbours of a file: for its other language, for its metadata. The folder is
        named by what is in it, and what is there already is used only if it is the very file in the store, or
        has its checksum.
        """
        digest = _key(*(f"{name}\t{sha256}" for name, __, sha256 in files))
        folder = self.folder / "together" / digest
        placed = [(folder / Path(*map(safe, name.split("/"))), path, sha256) for name, path, sha256 in files]
        if not all(_is_same(*item) for item in placed):
            with self.lock(digest):
                for place, path, sha256 in placed:
                    if not _is_same(place, path, sha256):
                        _link(path, place)
        return [place for place, __, ___ in placed]

    def unpacked(self, sha256: str) -> Path:
        """Return the folder for what is in an archive."""
        return self.folder / "unpacked" / sha256

    @contextmanager
    def lock(self, url: str) -> Iterator[None]:
        """Lock an address: other processes wait, and then find the file in the cache."""
        folder = self.folder / "locks"
        folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        with FileLock(folder / f"{_key(url)}.lock"):
            yield

    def require_space(self, needed: int) -> None:
        """Refuse a file for which there is no room, before anything of it is fetched.

        Raises:
            FetchError: the disk has less room than that.
        """
        self.folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        free = shutil.disk_usage(self.folder).free
        if needed > free:
            raise FetchError(
                _(
                    "{n} bytes are to come and {path} has room for {free}. Make room, or choose another cache"
                    " folder.",
                    n=f"{needed:,}",
                    path=self.folder,
                    free=f"{free:,}",
                )
            )


def default_folder() -> Path:
    """Return the cache folder: $CYMRAEG_DATA_CACHE, else the user's cache on this system."""
    chosen = os.environ.get("CYMRAEG_DATA_CACHE")
    if chosen:
        return Path(chosen)
    return platformdirs.user_cache_path("cymraeg-data")


@contextmanager
def disk(folder: Path) -> Iterator[None]:
    """Turn what the disk refuses into an error that says what to do."""
    try:
        yield
    except FetchError:
        raise
    except OSError as error:
        if error.errno in _FULL:
            message = _(
                "The disk of {path} is full. What has arrived is kept: make room and run it again, or choose"
                " another cache folder.",
                path=folder,
            )
        elif error.errno in _REFUSED:
            message = _(
                "{path} may not be written to. Choose another cache folder with cache= (or --cache) or"
                " $CYMRAEG_DATA_CACHE.",
                path=folder,
            )
        else:
            message = _("The cache folder {path} failed: {reason}", path=folder, reason=reason_of(error))
        raise FetchError(message) from error


def _is_same(place: Path, path: Path, sha256: str) -> bool:
    if place.is_symlink() or not place.is_file():
        return False
    return place.samefile(path) or file_hash(place) == sha256


def _link(path: Path, place: Path) -> None:
    """Have a file in a second place, as a copy where the disk knows no hard links."""
    place.parent.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    try:
        place.hardlink_to(path)
    except (OSError, NotImplementedError):
        shutil.copyfile(path, place)


def _key(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _as_entry(values: dict[str, object]) -> Entry | None:
    """Return what a file of the index says, None where it says something else than we write there."""
    url, sha256, size, retrieved = (values.get(name) for name in ("url", "sha256", "bytes", "retrieved"))
    etag, date = values.get("etag"), values.get("last_modified")
    if not (isinstance(url, str) and isinstance(size, int) and isinstance(retrieved, str)):
        return None
    if not (isinstance(sha256, str) and _SUM.fullmatch(sha256)):
        return None
    return Entry(
        url=url,
        sha256=sha256,
        bytes=size,
        retrieved=retrieved,
        etag=etag if isinstance(etag, str) else None,
        last_modified=date if isinstance(date, str) else None,
    )


def _read_json(path: Path) -> dict[str, object]:
    try:
        values = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def _write_json(path: Path, values: dict[str, object]) -> None:
    path.parent.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    waiting.write_text(json.dumps(values, ensure_ascii=False, sort_keys=True), encoding="utf-8")
    waiting.replace(path)
