"""Downloads one address to one verified file in the cache: resumed, revalidated, bounded."""

from dataclasses import asdict, dataclass
from pathlib import Path

from cymraeg_data.errors import FetchError
from cymraeg_data.locale import _
from cymraeg_data.package.fetch.cache import Cache, Entry, Partial, disk
from cymraeg_data.package.fetch.patience import PassingError, patiently
from cymraeg_data.package.fetch.web import Answer, Web
from cymraeg_data.package.record.parquet_writer import file_hash
from cymraeg_data.progress import Progress

__all__ = [
    "LARGEST",
    "LONGEST",
    "Fetched",
    "Wanted",
    "cached",
    "changed",
    "download",
    "too_large",
]

LARGEST = 8 << 30
"""Bytes of one file where the manifest does not say. Our choice: twice the largest source (3.9 GB)."""
LONGEST = 6 * 3600.0
"""Seconds for one file. Our choice: 8 GiB at 400 kB per second."""
_OK, _PART, _SAME, _BEYOND = 200, 206, 304, 416


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A file to fetch: from where, under which name, and what it must be where that is pinned.

    `page` says whether it may be a web page: where data is wanted, that is a login, a notice or the list of
    files.
    """

    url: str
    name: str
    sha256: str | None = None
    bytes: int | None = None
    page: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A file that was fetched and verified.

    `name` is its path inside the source, `retrieved` a date (UTC).
    """

    path: Path
    name: str
    url: str
    sha256: str
    bytes: int
    etag: str | None = None
    last_modified: str | None = None
    retrieved: str | None = None


def cached(cache: Cache, wanted: Wanted) -> Fetched | None:
    """Return the wanted file when the cache has it: the pinned one, or what its address gave last."""
    entry = cache.entry(wanted.url)
    sha256 = wanted.sha256 or (entry.sha256 if entry else None)
    path = cache.find(sha256, wanted.name) if sha256 else None
    if path is None or sha256 is None:
        return None
    size = path.stat().st_size
    if entry is None or entry.sha256 != sha256:
        return Fetched(path=path, name=wanted.name, url=wanted.url, sha256=sha256, bytes=size)
    return Fetched(path=path, name=wanted.name, **asdict(entry) | {"bytes": size})


def download(
    web: Web, cache: Cache, wanted: Wanted, *, largest: int = LARGEST, progress: Progress | None = None
) -> Fetched:
    """Return the wanted file, from the cache where it is there, else from its address.

    Raises:
        FetchError: it may not be fetched, is too large, takes too long, is not what was pinned, or the disk
            refuses.
    """
    if wanted.sha256 and (found := cached(cache, wanted)):
        return found
    with disk(cache.folder), cache.lock(wanted.url):
        found = cached(cache, wanted)
        if found and wanted.sha256:
            return found
        return _Download(web, cache, wanted, largest, progress).run(found)


class _Download:
    """The fetching of one file, over as many requests as it takes."""

    def __init__(
        self, web: Web, cache: Cache, wanted: Wanted, largest: int, progress: Progress | None
    ) -> None:
        self._web = web
        self._cache = cache
        self._wanted = wanted
        self._largest = largest if wanted.bytes is None else wanted.bytes
        self._progress = progress
        self._partial: Partial = cache.partial(wanted.url, wanted.sha256)
        self._deadline = web.clock() + LONGEST
        self._joined = self._partial.size > 0

    def run(self, before: Fetched | None) -> Fetched:
        """Return the file; `before` is what the address gave last, if that is still there."""
        while True:
            result = patiently(
                lambda: self._ask(before),
                what=self._wanted.url,
                sleep=self._web.sleep,
                got=lambda: self._partial.size,
            )
            if isinstance(result, Fetched):
                return result
            sha256 = file_hash(self._partial.path)
            if self._wanted.sha256 in {None, sha256}:
                return self._adopted(result, sha256)
            size = self._partial.size
            self._partial.forget()
            if not self._joined:
                raise FetchError(changed(self._wanted, size, sha256))
            self._joined = False  # parts of two versions, perhaps: once more, in one piece

    def _ask(self, before: Fetched | None) -> Answer | Fetched:
        """Return the answer that completed the partial file, or `before` if the address still gives it."""
        start = self._partial.size
        headers = self._conditions(start, before)
        with self._web.open(self._wanted.url, headers, within=LONGEST) as answer:
            if answer.status == _SAME and before is not None and not start:
                return before
            if answer.status == _BEYOND and answer.headers.get("content-range") == f"bytes */{start}":
                return answer  # it was whole already
            if answer.status == _BEYOND and start:
                self._partial.forget()
                raise PassingError(_("the file is shorter than what had arrived of it"))
            if answer.status not in {_OK, _PART}:
                raise FetchError(_refused(self._wanted.url, answer.status))
            self._refuse_page(answer)
            if answer.status != _PART or not self._continues(answer, start):
                self._partial.begin(_version(answer))
                start, self._joined = 0, False
                if answer.status == _PART:
                    raise PassingError(_("the server sent another part of the file than was asked for"))
            self._receive(answer, start)
            return answer

    def _refuse_page(self, answer: Answer) -> None:
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "text/html" and not self._wanted.page and self._wanted.sha256 is None:
            raise FetchError(
                _(
                    "{url} gives a web page, not the data. Put the address of the file itself into the"
                    " manifest.",
                    url=answer.url,
                )
            )

    def _conditions(self, start: int, before: Fetched | None) -> dict[str, str]:
        """Return the headers that ask for the rest only, or for the whole only if it changed."""
        version = self._partial.version
        if start and (version or self._wanted.sha256):
            self._joined = True
            return {"Range": f"bytes={start}-"} | ({"If-Range": version} if version else {})
        if start:
            self._partial.forget()  # nothing says of which version it is a part
        elif before is not None and before.etag:
            return {"If-None-Match": before.etag}
        elif before is not None and before.last_modified:
            return {"If-Modified-Since": before.last_modified}
        return {}

    def _continues(self, answer: Answer, start: int) -> bool:
        """Return whether a part is of the same version, and begins where what has arrived ends."""
        unit, __, rest = answer.headers.get("content-range", "").partition(" ")
        version = self._partial.version
        same = not version or _version(answer) in {"", version}
        return unit == "bytes" and rest.startswith(f"{start}-") and bool(start) and same

    def _receive(self, answer: Answer, start: int) -> None:
        length = answer.number("content-length")
        chunked = "chunked" in answer.headers.get("transfer-encoding", "").lower()
        if length is None and not chunked and self._wanted.sha256 is None:
            raise FetchError(
                _(
                    "{url} does not say how long the file is, so a part of it could pass for the whole. Pin"
                    " its checksum in the manifest's snapshot.",
                    url=self._wanted.url,
                )
            )
        total = None if length is None else start + length
        self._refuse_size(total, final=True)
        if length is not None:
            self._cache.require_space(length)
        size = start
        with self._partial.append() as file:
            for piece in answer.body:
                size += len(piece)
                self._refuse_size(size, final=False)
                file.write(piece)
                if self._progress:
                    self._progress(
                        _("Fetching {name}", name=self._wanted.name), size, total or self._wanted.bytes
                    )
                if self._web.clock() > self._deadline:
                    raise FetchError(_too_long(self._wanted.url))
        expected = self._wanted.bytes if total is None else total
        if expected is not None and size < expected:
            raise PassingError(_("the connection ended before the file did"))

    def _refuse_size(self, size: int | None, *, final: bool) -> None:
        """Refuse a file that is, or says that it is, too large or not as large as the pinned one."""
        pinned = self._wanted.bytes
        if size is None or (size <= self._largest and (not final or pinned in {None, size})):
            return
        self._partial.forget()
        if pinned is not None:
            raise FetchError(changed(self._wanted, size))
        raise FetchError(too_large(self._wanted.url, self._largest))

    def _adopted(self, answer: Answer, sha256: str) -> Fetched:
        size = self._partial.size
        path = self._cache.adopt(self._partial.path, sha256, self._wanted.name)
        self._partial.forget()
        entry = Entry(
            url=self._wanted.url,
            sha256=sha256,
            bytes=size,
            retrieved=self._web.today(),
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
        )
        self._cache.remember(entry)
        return Fetched(path=path, name=self._wanted.name, **asdict(entry))


def changed(wanted: Wanted, size: int, sha256: str | None = None) -> str:
    """Return what is wrong with a file that is not the pinned one, and what to do."""
    found = [
        _(
            "{name}: expected {expected} bytes, found {found}",
            name=wanted.name,
            expected="—" if wanted.bytes is None else f"{wanted.bytes:,}",
            found=f"{size:,}",
        )
    ]
    if sha256:
        found.append(
            _(
                "{name}: expected SHA-256 {expected}, found {found}",
                name=wanted.name,
                expected=wanted.sha256 or "—",
                found=sha256,
            )
        )
    return _(
        "{url} no longer gives the file that the manifest pins:\n{faults}\nNothing of it is used. See what"
        " changed at the publisher, then describe the new file in the manifest's snapshot and give the"
        " dataset a new version.",
        url=wanted.url,
        faults="\n".join(f"  {line}" for line in found),
    )


def too_large(name: str, largest: int) -> str:
    """Return what is wrong with a file that is larger than the manifest allows."""
    return _(
        "{url} is larger than {n} bytes. If it should be, say so in the manifest with access.max_bytes.",
        url=name,
        n=f"{largest:,}",
    )


def _version(answer: Answer) -> str:
    """Return what If-Range may name (RFC 9110, 13.1.5): a strong etag, or else the date.

    Empty when there is none.
    """
    etag = answer.headers.get("etag", "")
    return etag if etag.startswith('"') else answer.headers.get("last-modified", "")


def _refused(url: str, status: int) -> str:
    if status in {404, 410}:
        return _(
            "There is nothing at {url} (status {status}). Look at the publisher's site for the new address,"
            " and put it into the manifest.",
            url=url,
            status=status,
        )
    return _(
        "{url} refused (status {status}). Open it in a browser to see why, or pass the data with source= (or"
        " --source).",
        url=url,
        status=status,
    )


def _too_long(url: str) -> str:
    return _(
        "{url} did not arrive within {hours} hours. What has arrived is kept; run it again to continue.",
        url=url,
        hours=f"{LONGEST / 3600:.0f}",
    )
