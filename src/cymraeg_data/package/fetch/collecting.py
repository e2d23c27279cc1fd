"""The pages of an API to one file in the cache."""

import hashlib
from dataclasses import asdict

from cymraeg_data.errors import FetchError
from cymraeg_data.locale import _
from cymraeg_data.package.fetch.api_pages import rows
from cymraeg_data.package.fetch.cache import Cache, Entry, disk
from cymraeg_data.package.fetch.download import LARGEST, Fetched, Wanted, cached, changed, too_large
from cymraeg_data.package.fetch.web import Web
from cymraeg_data.package.manifests.manifest import Access
from cymraeg_data.progress import Progress

__all__ = ["collect"]


def collect(
    web: Web, cache: Cache, wanted: Wanted, access: Access, progress: Progress | None = None
) -> Fetched:
    """Return the rows of an API as one verified file of JSON lines.

    An API has no etag for all its pages, so what is not pinned is fetched anew each time; a fetch that was
    interrupted begins at the first page again, because rows may have moved between pages since.

    Raises:
        FetchError: a page cannot be fetched, there is too much, or it is not what was pinned; or the disk
            refuses.
    """
    if wanted.sha256 and (found := cached(cache, wanted)):
        return found
    if access.pagination is None:
        raise FetchError(_("{url}: the manifest has no [access.pagination].", url=wanted.url))
    largest = access.max_bytes or LARGEST
    with disk(cache.folder), cache.lock(wanted.url):
        partial = cache.partial(wanted.url, wanted.sha256)
        partial.begin("")
        size, digest = 0, hashlib.sha256()
        with partial.append() as file:
            for line in rows(web, wanted.url, access.pagination):
                size += len(line)
                if size > largest:
                    raise FetchError(too_large(wanted.url, largest))
                file.write(line)
                digest.update(line)
                if progress:
                    progress(_("Fetching {name}", name=wanted.name), size, wanted.bytes)
        sha256 = digest.hexdigest()
        if wanted.sha256 not in {None, sha256}:
            partial.forget()
            raise FetchError(changed(wanted, size, sha256))
        path = cache.adopt(partial.path, sha256, wanted.name)
        partial.forget()
        entry = Entry(url=wanted.url, sha256=sha256, bytes=size, retrieved=web.today())
        cache.remember(entry)
        return Fetched(path=path, name=wanted.name, **asdict(entry))
