"""Asking a web server: checked addresses, few redirects, no hurry, robots.txt, time limits."""

import datetime as dt
import math
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urljoin

import httpcore2

from cymraeg_data.errors import FetchError
from cymraeg_data.locale import _
from cymraeg_data.package.fetch.addresses import Address, Resolver, parse, resolved
from cymraeg_data.package.fetch.patience import PassingError, retry_after
from cymraeg_data.package.fetch.robots import Rules, rules_of
from cymraeg_data.version import __version__

__all__ = ["AGENT", "Answer", "Web", "standard"]

AGENT = f"cymraeg-data/{__version__}"
CONNECT, READ = 10.0, 60.0
"""Seconds to connect and between two bytes; ours.

A slow database may think for a minute before its first byte.
"""
WITHIN = 600.0
"""Seconds for one whole request that is no large file; ours.

Whoever sends a byte a minute means to keep us waiting.
"""
REDIRECTS = 5
"""Redirects that are followed.

What RFC 9309 asks of whoever reads robots.txt, and enough for http to https to www.
"""
PER_SECOND = 1.0
"""Requests a second to one server where neither manifest nor robots.txt says: ours, what Crawl-delay.

1 would ask.
"""
_MOVED = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})  # RFC 9110 and 6585: they may pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A server's answer; `url` is where it came from in the end, and `body` can be read once."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: Iterable[bytes] = field(repr=False)

    def number(self, name: str) -> int | None:
        """Return a header as a whole number, None where it is none."""
        text = self.headers.get(name, "")
        return int(text) if text.isascii() and text.isdigit() else None


class _Checked(httpcore2.NetworkBackend):
    """Connects to the very addresses that were checked."""

    def __init__(self, allowed: frozenset[str], resolver: Resolver, check: Callable[[], None]) -> None:
        self._inner = httpcore2.SyncBackend()
        self._check = check
        self._allowed = allowed
        self._resolver = resolver

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        failed: Exception | None = None
        for number in resolved(host, port, allowed=self._allowed, resolver=self._resolver):
            try:
                stream = self._inner.connect_tcp(number, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
            else:
                return _Timed(stream, self._check)
        raise failed or httpcore2.ConnectError(host)


class _Timed(httpcore2.NetworkStream):
    """A connection on which the whole of an answer has its time.

    A byte a minute would never be too late otherwise.
    """

    def __init__(self, inner: httpcore2.NetworkStream, check: Callable[[], None]) -> None:
        self._inner = inner
        self._check = check

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._check()
        return self._inner.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._check()
        self._inner.write(buffer, timeout)

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Timed(self._inner.start_tls(ssl_context, server_hostname, timeout), self._check)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


class Web:
    """The public web, asked with patience and manners.

    `allowed` are numeric addresses that may be connected to although they are not public: a test's own
    server. `rate` is requests a second to one server. `clock` is seconds since 1970, and `sleep` waits.
    """

    def __init__(
        self,
        *,
        allowed: Iterable[str] = (),
        rate: float = PER_SECOND,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], object] = time.sleep,
        resolver: Resolver = socket.getaddrinfo,
        connect: float = CONNECT,
        read: float = READ,
    ) -> None:
        self.clock = clock
        self.sleep = sleep
        self.rate = rate
        self._timeout = {"connect": connect, "read": read, "write": read, "pool": connect}
        self._pool = httpcore2.ConnectionPool(
            network_backend=_Checked(frozenset(allowed), resolver, self._require_time),
            max_connections=4,
            keepalive_expiry=30.0,
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
        self._pool.close()

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
        address = parse(url)
        for _hop in range(REDIRECTS + 1):
            self._require(address)
            with self._send(method, address, headers or {}, within=within) as answer:
                if answer.status not in _MOVED or "location" not in answer.headers:
                    self._judge(answer)
                    yield answer
                    return
                address = _followed(address, answer.headers["location"])
        raise FetchError(_("{url} redirects more than {n} times.", url=url, n=REDIRECTS))

    def _judge(self, answer: Answer) -> None:
        if answer.status in _PASSING:
            wait = retry_after(answer.headers.get("retry-after"), self.clock())
            raise PassingError(_("the server answered with status {status}", status=answer.status), wait)

    def _require(self, address: Address) -> None:
        """Refuse what the server's robots.txt does not allow, and wait as long as it wants between requests."""
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
        place = parse(f"{address.origin}/robots.txt")
        for _hop in range(REDIRECTS + 1):
            with self._send("GET", place, {}, within=WITHIN) as answer:
                if answer.status not in _MOVED or "location" not in answer.headers:
                    self._judge(answer)
                    return rules_of(answer.status, answer.body, AGENT)
                place = _followed(place, answer.headers["location"])
        return rules_of(404, (), AGENT)  # RFC 9309, 2.3.1.2: too many redirects are as if there were none

    @contextmanager
    def _send(
        self, method: str, address: Address, headers: Mapping[str, str], *, within: float
    ) -> Iterator[Answer]:
        self._asked, self._until = str(address), self.clock() + within
        sent = {"Host": address.origin.partition("//")[2], "User-Agent": AGENT, "Accept": "*/*"}
        # What is checked is the file itself, so it should come as it is.
        sent |= {"Accept-Encoding": "identity", **headers}
        url = httpcore2.URL(
            scheme=address.scheme, host=address.host, port=address.port, target=address.target
        )
        with (
            _translated(address),
            self._pool.stream(
                method, url, headers=list(sent.items()), extensions={"timeout": self._timeout}
            ) as response,
        ):
            received = {
                name.decode("latin-1").lower(): text.decode("latin-1") for name, text in response.headers
            }
            yield Answer(
                status=response.status,
                url=str(address),
                headers=received,
                body=response.iter_stream(),
            )


@contextmanager
def _translated(address: Address) -> Iterator[None]:
    """Turn what the HTTP library raises into errors that may pass, or will not."""
    try:
        yield
    except (
        httpcore2.NetworkError,
        httpcore2.ProtocolError,
        httpcore2.TimeoutException,
        socket.gaierror,
    ) as error:
        refused = _certificate(error)
        if refused is not None:
            raise FetchError(
                _(
                    "{url}: the server’s certificate is not valid: {reason}. Nothing was fetched.",
                    url=address.origin,
                    reason=refused.verify_message,
                )
            ) from error
        reason = str(error) or type(error).__name__
        raise PassingError(_("the connection failed: {reason}", reason=reason)) from error


def _certificate(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    """Return the refusal of a certificate at the root of an error."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error


def _followed(address: Address, location: str) -> Address:
    target = parse(urljoin(str(address), location))
    if address.scheme == "https" and target.scheme == "http":
        raise FetchError(
            _(
                "{url} leads to {target}, from a safe connection to an open one, which is not followed.",
                url=address,
                target=target,
            )
        )
    return target


def standard(rate: float | None) -> Web:
    """Return the web as everybody sees it: no address on this machine or in a private network."""
    return Web(rate=rate or PER_SECOND)
