"""Connections to checked addresses only, or through a proxy, with a time limit for the whole answer."""

import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

import httpcore2
import httpx2

from cymraeg_data.package.fetch.addresses import Resolver, resolved
from cymraeg_data.package.fetch.proxies import Proxies, Proxy, require_named

__all__ = ["CheckedTransport"]

_CONNECTIONS = 4
_KEPT = 30.0  # seconds that a connection stays open for the next request


class CheckedTransport(httpx2.BaseTransport):
    """Sends requests of httpx2 over connections to the very addresses that were checked, or through a proxy.

    httpx2's own transport takes no network backend, and only at the backend is the checked address the one
    that is connected to. Behind a proxy the name is looked up by the proxy; `require_named` then refuses what
    is no name of the public web.
    """

    def __init__(
        self, allowed: frozenset[str], resolver: Resolver, check: Callable[[], None], proxies: Proxies
    ) -> None:
        def numbers(host: str, port: int) -> Iterable[str]:
            return resolved(host, port, allowed=allowed, resolver=resolver)

        self._check = check
        self._proxies = proxies
        self._direct = httpcore2.ConnectionPool(
            network_backend=_Backend(numbers, check), max_connections=_CONNECTIONS, keepalive_expiry=_KEPT
        )
        self._through: dict[str, httpcore2.HTTPProxy] = {}

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request; what httpcore2 raises is for the caller."""
        url = request.url
        host = url.raw_host.decode("ascii")
        proxy = self._proxies.of(url.scheme, host, url.port)
        if proxy is not None:
            require_named(host)
        pool = self._direct if proxy is None else self._proxied(proxy)
        response = pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        body = response.stream
        if not isinstance(body, Iterable):  # which only an asynchronous pool gives
            raise TypeError(type(body))
        return httpx2.Response(status_code=response.status, headers=response.headers, stream=_Body(body))

    def _proxied(self, proxy: Proxy) -> httpcore2.HTTPProxy:
        if proxy.url not in self._through:
            self._through[proxy.url] = httpcore2.HTTPProxy(
                proxy.url,
                proxy_auth=proxy.auth,
                network_backend=_Backend(lambda host, _port: (host,), self._check),
                max_connections=_CONNECTIONS,
                keepalive_expiry=_KEPT,
            )
        return self._through[proxy.url]

    def close(self) -> None:
        """Close every connection."""
        for pool in (self._direct, *self._through.values()):
            pool.close()


class _Body(httpx2.SyncByteStream):
    """The body of an answer as it arrives."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces

    def close(self) -> None:
        with suppress(AttributeError):
            self._pieces.close()  # type: ignore[attr-defined]  # httpcore2 types it as an iterable only


class _Backend(httpcore2.NetworkBackend):
    """Connects to the first numeric address of a host, as `numbers` gives them, that answers."""

    def __init__(self, numbers: Callable[[str, int], Iterable[str]], check: Callable[[], None]) -> None:
        self._inner = httpcore2.SyncBackend()
        self._numbers = numbers
        self._check = check

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        failed: Exception | None = None
        for number in self._numbers(host, port):
            try:
                stream = self._inner.connect_tcp(number, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
            else:
                return _Timed(stream, self._check)
        raise failed or httpcore2.ConnectError(host)


class _Timed(httpcore2.NetworkStream):
    """A connection with a time limit for the whole answer.

    Without it, a server that sends one byte per minute would never time out.
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
