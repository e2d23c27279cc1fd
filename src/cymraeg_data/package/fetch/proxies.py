"""Which proxy the environment names for an address, and which hosts may be asked for through one.

A proxy looks names up itself, so the address of a host cannot be checked before a connection is made. Only
the name can: numeric addresses that are not public, and names that are never public, are refused. For any
other name the rules of the proxy decide.
"""

import re
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from cymraeg_data.errors import FetchError
from cymraeg_data.locale import _
from cymraeg_data.package.fetch.addresses import inside, is_public

__all__ = ["Proxies", "Proxy", "require_named"]

# RFC 6761, 6762, 8375 and 9476, and ICANN's resolution of 29 July 2024: names that no public server has.
_LOCAL = frozenset({"localhost", "local", "internal", "alt", "onion", "test", "invalid"})
_LOCAL_ENDING = ".home.arpa"
_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """A proxy: its address, without the name and password, which are `auth`."""

    url: str
    auth: tuple[str, str] | None = field(default=None, repr=False)


def _never(host: str) -> bool:
    del host
    return False


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies by scheme of the requested address; `bypass` says which hosts are connected to directly."""

    named: Mapping[str, str] = field(default_factory=dict)
    bypass: Callable[[str], object] = _never

    @classmethod
    def of_system(cls) -> Self:
        """Return the proxies of HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY, or else of the system."""
        return cls(getproxies(), proxy_bypass)

    def of(self, scheme: str, host: str, port: int | None) -> Proxy | None:
        """Return the proxy for an address, None where it is asked directly.

        Raises:
            FetchError: the proxy is of a kind that is not used (SOCKS), or its address is none.
        """
        address = self.named.get(scheme) or self.named.get("all")
        if not address or self.bypass(host if port is None else f"{host}:{port}"):
            return None
        return _proxy(address)


def _proxy(address: str) -> Proxy:
    address = address if "://" in address else f"http://{address}"
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or parts.scheme not in {"http", "https"}:
        # The address is not shown: it may hold a password.
        raise FetchError(
            _(
                "The environment (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY) names a proxy that is not used: its"
                " address must begin with http:// or https://. Nothing was fetched."
            )
        )
    host = f"[{host}]" if ":" in host else host
    auth = (unquote(parts.username or ""), unquote(parts.password or "")) if "@" in parts.netloc else None
    return Proxy(url=f"{parts.scheme}://{host}" + (f":{port}" if port else ""), auth=auth)


def require_named(host: str) -> None:
    """Raise FetchError where a host that a proxy is asked for is no name, and no address, of the public web.

    >>> require_named("cyngor.example")
    >>> require_named("0x7f.1")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    cymraeg_data.errors.FetchError: 0x7f.1 is 127.0.0.1
    """
    number = _number(host)
    if number is not None:
        if not is_public(number):
            raise inside(host, number)
        return
    name = host.rstrip(".")
    last = name.rpartition(".")[2]
    if last == name or last in _LOCAL or f".{name}".endswith(_LOCAL_ENDING):
        raise inside(host, name)


def _number(host: str) -> str | None:
    """Return a numeric address in its usual spelling, None for a name.

    As browsers do (WHATWG URL, 3.5), every host whose last part is a number is taken for a numeric address.
    """
    if ":" in host:
        return host.strip("[]")
    bare = host.rstrip(".")
    if not _NUMERIC.fullmatch(bare.rpartition(".")[2]):
        return None
    try:
        return socket.inet_ntoa(socket.inet_aton(bare))
    except OSError:
        raise inside(host, bare) from None
