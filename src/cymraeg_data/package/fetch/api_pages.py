"""Rows that an API gives page by page, as one file of JSON lines."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from cymraeg_data.errors import FetchError
from cymraeg_data.locale import _
from cymraeg_data.package.fetch.addresses import parse
from cymraeg_data.package.fetch.cache import Cache, Entry, disk
from cymraeg_data.package.fetch.download import LARGEST, Fetched, Wanted, cached, changed, too_large
from cymraeg_data.package.fetch.patience import PassingError, patiently
from cymraeg_data.package.fetch.web import Answer, Web
from cymraeg_data.package.manifests.manifest import Access, Pagination
from cymraeg_data.progress import Progress

__all__ = ["LARGEST_PAGE", "collect", "rows"]

LARGEST_PAGE = 64 << 20
"""Bytes of one page. Our choice: ten thousand rows of StatsWales, the most on its page, are about 5 MB."""
_JSON = "application/json"


def rows(web: Web, url: str, pagination: Pagination) -> Iterator[bytes]:
    """Yield each row of each page as a line of JSON, with its values as they were sent.

    Rows that are lists become objects by the names in `pagination.headers`. What page they were on does not
    show: a server that divides its pages differently gives the same file.

    Raises:
        FetchError: a page cannot be fetched, or is not what the manifest's [access.pagination] says.
    """
    address: str | None = _first(url, pagination)
    seen: set[str] = set()
    number = pagination.first
    while address is not None and len(seen) < (pagination.limit or len(seen) + 1):
        if address in seen:
            raise FetchError(_("{url} was already fetched, and its pages would never end.", url=address))
        seen.add(address)
        page = _page(web, address)
        records = _records(page, pagination, address)
        for record in records:
            yield json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        number += 1
        address = _next(address, page, len(records), number, pagination)


def _first(url: str, pagination: Pagination) -> str:
    values = {} if pagination.size is None else {pagination.size: str(pagination.page_size)}
    cursors = pagination.next is not None
    return _with(url, values if cursors else {pagination.page: str(pagination.first), **values})


def _with(url: str, values: Mapping[str, str]) -> str:
    """Return an address with these values among its parameters."""
    parts = urlsplit(url)
    kept = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in values
    ]
    return urlunsplit(parts._replace(query=urlencode([*kept, *values.items()])))


def _next(address: str, page: object, n: int, number: int, pagination: Pagination) -> str | None:
    """Return the address of the next page, None after the last."""
    if pagination.next is not None:
        after = _at(page, pagination.next)
        if after in (None, "", False):
            return None
        return _after(address, str(after), pagination)
    if pagination.pages is not None:
        last = _at(page, pagination.pages)
        if not isinstance(last, int) or isinstance(last, bool):
            raise FetchError(_unlike(address, f"access.pagination.pages = “{pagination.pages}”"))
        ended = number - pagination.first >= last
    else:
        ended = n == 0 or (pagination.page_size is not None and n < pagination.page_size)
    return None if ended else _with(address, {pagination.page: str(number)})


def _after(address: str, after: str, pagination: Pagination) -> str:
    """Return the address that a page names as the next, or its own with the cursor that it names."""
    if not after.startswith(("http://", "https://", "/", "?")):
        return _with(address, {pagination.page: after})
    target = urljoin(address, after)
    if parse(target).origin != parse(address).origin:
        raise FetchError(
            _("{url} names {target} as its next page, which is another server's.", url=address, target=target)
        )
    return target


def _records(page: object, pagination: Pagination, address: str) -> list[object]:
    found = page if pagination.rows is None else _at(page, pagination.rows)
    if not isinstance(found, list):
        raise FetchError(_unlike(address, f"access.pagination.rows = “{pagination.rows or ''}”"))
    if pagination.headers is None:
        return found
    headers = _at(page, pagination.headers)
    heads = headers if isinstance(headers, list) else []
    names = [head.get("name") if isinstance(head, dict) else head for head in heads]
    if not names or any(not isinstance(row, list) or len(row) != len(names) for row in found):
        raise FetchError(_unlike(address, f"access.pagination.headers = “{pagination.headers}”"))
    return [dict(zip(map(str, names), row, strict=True)) for row in found]


def _at(value: object, place: str) -> object:
    """Return what is at a place such as `page_info.total`, None when there is nothing."""
    for name in place.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _unlike(address: str, where: str) -> str:
    return _(
        "{url} is not the page that the manifest describes ({where}). See what the API gives now, and correct"
        " the manifest.",
        url=address,
        where=where,
    )


def _page(web: Web, address: str) -> object:
    def ask() -> object:
        with web.open(address, {"Accept": _JSON}) as answer:
            if answer.status != 200:  # OK
                raise FetchError(_("{url} refused (status {status}).", url=address, status=answer.status))
            return _parsed(address, _whole(address, answer))

    return patiently(ask, what=address, sleep=web.sleep)


def _whole(address: str, answer: Answer) -> bytes:
    held, size = [], 0
    for piece in answer.text:
        size += len(piece)
        if size > LARGEST_PAGE:
            raise FetchError(
                _(
                    "{url}: one page is larger than {mib} MiB. Ask for fewer rows on a page.",
                    url=address,
                    mib=LARGEST_PAGE >> 20,
                )
            )
        held.append(piece)
    is_whole = answer.headers.get("content-encoding", "identity").lower() == "identity"
    if is_whole and answer.number("content-length") not in {None, size}:
        raise PassingError(_("the connection ended before the file did"))
    return b"".join(held)


def _parsed(address: str, data: bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FetchError(_("{url} is not JSON: {reason}", url=address, reason=error)) from error


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
