"""Whether the pages that a manifest's licence rests on are still there."""

from urllib.parse import urlsplit

from cymraeg_data.errors import FetchError
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.locale import _
from cymraeg_data.package.fetch import web as webs
from cymraeg_data.package.fetch.patience import patiently
from cymraeg_data.package.fetch.web import Web
from cymraeg_data.package.manifests.manifest import Manifest

__all__ = ["check_licence"]

_NO_HEAD = frozenset({403, 405, 501})  # servers that answer GET and nothing else
_ERRORS = 400


def check_licence(manifest: Manifest, *, web: Web | None = None) -> tuple[Finding, ...]:
    """Return a finding (O606) for each page of the manifest's licence that is gone or cannot be read.

    A page that leads to the front page of its site is gone as well: that is how many sites hide what they
    removed.
    """
    asked = web or webs.standard(manifest.access.rate_limit)
    pages = {"licence.evidence_url": manifest.licence.evidence_url, "licence.url": manifest.licence.url}
    findings = []
    try:
        for key, url in pages.items():
            reason = _missing(asked, url)
            if reason:
                findings.append(found("O606", Location(source=manifest.id, key=key), url=url, reason=reason))
    finally:
        if web is None:
            asked.close()
    return tuple(findings)


def _missing(web: Web, url: str) -> str | None:
    """Return why a page counts as gone, None when it is there."""

    def ask(method: str) -> tuple[int, str]:
        with web.open(url, method=method) as answer:
            return answer.status, answer.url

    try:
        status, place = patiently(lambda: ask("HEAD"), what=url, sleep=web.sleep)
        if status in _NO_HEAD:
            status, place = patiently(lambda: ask("GET"), what=url, sleep=web.sleep)
    except FetchError as error:
        return str(error)
    if status >= _ERRORS:
        return _("the server answered with status {status}", status=status)
    if _is_front(place) and not _is_front(url):
        return _("it leads to the front page, {url}", url=place)
    return None


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query
