"""Requests to web servers: checked addresses, limited redirects and rate, robots.txt, time limits."""

import datetime as dt
import math
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Self

import httpcore2
import httpx2

from cymraeg_data.errors import FetchError
from cymraeg_data.locale import _
from cymraeg_data.package.fetch.addresses import Address, Resolver, parse
from cymraeg_data.package.fetch.connections import CheckedTransport
from cymraeg_data.package.fetch.patience import PassingError, retry_after
from cymraeg_data.package.fetch.proxies import Proxies
from cymraeg_data.package.fetch.robots import Rules, rules_of
from cymraeg_data.version import __version__

__all__ = ["AGENT", "Answer", "Web", "standard"]

AGENT = f"cymraeg-data/{__version__}"
CONNECT, READ = 10.0, 60.0
"""Seconds to connect and between two bytes. Our choice: a slow database may think for a minute before its
first byte.
"""
WITHIN = 600.0
"""Seconds for one whole request that is not a large file. Our choice.
"""
REDIRECTS = 5
"""Redirects that are followed: as many as RFC 9309 asks for with robots.txt, and enough for http to https to
www.
"""
PER_SECOND = 1.0
"""Requests per second to one server where neither manifest nor robots.txt says. Our choice, as with
`Crawl-delay: 1`.
"""
# What is checked is the file itself, so it should come as it is.
_HEADERS = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})  # RFC 9110 and 6585: they may pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A server's answer; `url` is where it came from in the end.

    `body` is what was sent, `text` the same without the compression of the transport; read one of them, once.
    """

    status: int
    url: str
    headers: Mapping[str, str]
    body: Iterable[bytes] = field(repr=False)
    text: Iterable[bytes] = field(repr=False)

    def number(self, name: str) -> int | None:
        """Return a header as a whole number, None where it is none."""
        text = self.headers.get(name, "")
        return int(text) if text.isascii() and text.isdigit() else None


class Web:
    """The public web, asked with patience and manners.

    `allowed` are numeric addresses that may be connected to although they are not public: a test's own
    server. `rate` is requests per second to one server. `clock` is seconds since 1970, and `sleep` waits.
    Without `proxies`, none is used.
    """

    def __init__(
        self,
        *,
        allowed: Iterable[str] = (),
        rate: float = PER_SECOND,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], object] = time.sleep,
        resolver: Resolver = socket.getaddrinfo,
        proxies: Proxies | None = None,
        connect: float = CONNECT,
        read: float = READ,
    ) -> None:
        self.clock = clock
        self.sleep = sleep
        self.rate = rate
        self._client = httpx2.Client(
            transport=CheckedTransport(
                frozenset(allowed), resolver, self._require_time, proxies or Proxies()
            ),
            timeout=httpx2.Timeout(connect=connect, read=read, write=read, pool=connect),
            headers=_HEADERS,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # none is kept, and none is sent
            trust_env=False,  # no password out of a .netrc; proxies are those of the transport
        )
        self._asked = ""
        self._until = math.inf
        self._rules: dict[str, Rules] = {}
        self._next: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def today(self) -> str:
        """Return the date by the clock, as in 2026-11-21 (UTC)."""
        return dt.datetime.fromtimestamp(self.clock(), dt.UTC).date().isoformat()

    def _require_time(self) -> None:
        if self.clock() > self._until:
            raise FetchError(
                _("{url} did not answer in time: it sends too little to ever end.", url=self._asked)
            )

    @contextmanager
    def open(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        *,
        method: str = "GET",
        within: float = WITHIN,
    ) -> Iterator[Answer]:
        """Give the answer to a request, redirects followed.

        `within` is how many seconds it may take as a whole.

        Raises:
            FetchError: the address, or one that it leads to, may not be asked; or the server says no.
            PassingError: nothing came, or it broke off, or the server is busy: it may work the next time.
        """
        request = self._request(method, url, headers or {})
        for _hop in range(REDIRECTS + 1):
            self._require(parse(str(request.url)))
            with self._send(request, within=within) as (answer, following):
                if following is None:
                    self._judge(answer)
                    yield answer
                    return
                request = following
        raise FetchError(_("{url} redirects more than {n} times.", url=url, n=REDIRECTS))

    def _judge(self, answer: Answer) -> None:
        if answer.status in _PASSING:
            wait = retry_after(answer.headers.get("retry-after"), self.clock())
            raise PassingError(_("the server answered with status {status}", status=answer.status), wait)

    def _require(self, address: Address) -> None:
        """Refuse what robots.txt does not allow, and wait as long as it asks between requests."""
        rules = self._rules.get(address.origin)
        if rules is None:
            rules = self._rules[address.origin] = self._read_rules(address)
        if not rules.allows(str(address)):
            raise FetchError(
                _(
                    "{url} may not be fetched by programs: {host}/robots.txt says so. Ask the publisher, or"
                    " fetch it by hand and pass it with source= (or --source).",
                    url=address,
                    host=address.origin,
                )
            )
        self._wait(address.origin, max(rules.delay, 1.0 / self.rate))

    def _wait(self, origin: str, delay: float) -> None:
        now = self.clock()
        due = self._next.get(origin, now)
        if due > now:
            self.sleep(due - now)
        self._next[origin] = max(due, now) + delay

    def _read_rules(self, address: Address) -> Rules:
        """Return the rules of a server (RFC 9309): none where it has no robots.txt.

        A server whose robots.txt cannot be read forbids everything until it can: that failure is one that may
        pass.
        """
        request = self._request("GET", f"{address.origin}/robots.txt", {})
        for _hop in range(REDIRECTS + 1):
            with self._send(request, within=WITHIN) as (answer, following):
                if following is None:
                    self._judge(answer)
                    return rules_of(answer.status, answer.text, AGENT)
                request = following
        return rules_of(404, (), AGENT)  # RFC 9309, 2.3.1.2: too many redirects are as if there were none

    def _request(self, method: str, url: str, headers: Mapping[str, str]) -> httpx2.Request:
        """Return a request to a checked address, written as it is sent."""
        try:
            return self._client.build_request(method, str(parse(url)), headers=headers)
        except httpx2.InvalidURL:
            raise FetchError(_("“{url}” is not a web address.", url=url)) from None

    @contextmanager
    def _send(
        self, request: httpx2.Request, *, within: float
    ) -> Iterator[tuple[Answer, httpx2.Request | None]]:
        """Give the answer to a request, and the request of a redirect, whose address is checked."""
        address = parse(str(request.url))
        self._asked, self._until = str(address), self.clock() + within
        with _translated(address), closing(self._client.send(request, stream=True)) as response:
            answer = Answer(
                status=response.status_code,
                url=str(address),
                headers={name.lower(): text for name, text in response.headers.items()},
                body=response.iter_raw(),
                text=response.iter_bytes(),
            )
            following = response.next_request
            if following is not None:
                require_followable(address, parse(str(following.url)))
            yield answer, following


@contextmanager
def _translated(address: Address) -> Iterator[None]:
    """Turn what the HTTP library raises into errors that may pass, or will not."""
    try:
        yield
    except httpcore2.ProxyError as error:
        raise _refused_by_proxy(error) from error
    except (
        httpcore2.NetworkError,
        httpcore2.ProtocolError,
        httpcore2.TimeoutException,
        httpx2.HTTPError,
        socket.gaierror,
    ) as error:
        refused = _certificate(error)
        if refused is not None:
            raise FetchError(
                _(
                    "{url}: the server's certificate is not valid: {reason}. Nothing was fetched.",
                    url=address.origin,
                    reason=refused.verify_message,
                )
            ) from error
        reason = str(error) or type(error).__name__
        raise PassingError(_("the connection failed: {reason}", reason=reason)) from error


def _refused_by_proxy(error: httpcore2.ProxyError) -> Exception:
    """Return the error for a proxy that opens no connection: its message begins with the status."""
    reason = str(error)
    if reason[:1] == "5":
        return PassingError(_("the connection failed: {reason}", reason=reason))
    return FetchError(
        _(
            "The proxy that the environment names refused to open a connection: {reason}. Nothing was"
            " fetched.",
            reason=reason,
        )
    )


def _certificate(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    """Return the refusal of a certificate at the root of an error."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error


def require_followable(address: Address, target: Address) -> None:
    """Raise FetchError where a redirect leads from a safe connection to an open one."""
    if address.scheme == "https" and target.scheme == "http":
        raise FetchError(
            _(
                "{url} leads to {target}, from a safe connection to an open one, which is not followed.",
                url=address,
                target=target,
            )
        )


def standard(rate: float | None) -> Web:
    """Return the public web: no address on this machine or in a private network.

    Proxies are those that the environment names.
    """
    return Web(rate=rate or PER_SECOND, proxies=Proxies.of_system())
