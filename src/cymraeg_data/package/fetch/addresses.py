"""Which web addresses may be asked, and which machines behind them may be connected to.

A manifest may come from a stranger. Without these checks it could have our machine ask others that only our
machine can reach: a router, a service on this computer, the cloud's store of credentials (server-side request
forgery).
"""

import ipaddress
import re
import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from cymraeg_data.errors import FetchError
from cymraeg_data.locale import _

__all__ = ["Address", "Resolver", "inside", "is_public", "parse", "resolved"]

Resolver = Callable[..., Sequence[tuple[object, object, int, str, tuple[object, ...]]]]
"""Resolves names to numeric addresses: `socket.getaddrinfo`, or a test's own."""

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9._:-]+")
_NEVER = re.compile(r"[\x00-\x20\x7f\\]")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address as machines without IPv4 write it


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A web address in its parts, each as it is sent."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Return scheme, host and port, which is what robots.txt and limits of rate go by."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    def __str__(self) -> str:
        """Return the address in one line."""
        return self.origin + self.target


def parse(url: str) -> Address:
    """Return the parts of an address that may be asked.

    >>> str(parse("https://Cyngor.example:443/enwau lleoedd.csv#top".replace(" ", "%20")))
    'https://cyngor.example/enwau%20lleoedd.csv'

    Raises:
        FetchError: it is no web address, is neither http nor https, or has a name or password in it.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode() if not _NEVER.search(url) else ""
    except (ValueError, UnicodeError):
        raise FetchError(_("“{url}” is not a web address.", url=_shown(url))) from None
    if "@" in parts.netloc:
        raise FetchError(
            _(
                "An address with a name or password in it is not used: {url}. Addresses are written into what"
                " is built.",
                url=_shown(url),
            )
        )
    if parts.scheme not in _PORTS:
        raise FetchError(_("Only http and https are used, not “{url}”.", url=_shown(url)))
    if not _HOST.fullmatch(host) or port == 0:
        raise FetchError(_("“{url}” is not a web address.", url=_shown(url)))
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return Address(
        scheme=parts.scheme,
        host=host,
        port=port or _PORTS[parts.scheme],
        target=f"{target}?{query}" if query else target,
    )


def _shown(url: str) -> str:
    """Return an address as messages show it: short, and without the part before an @."""
    return re.sub(r"//[^/?#]*@", "//…@", _NEVER.sub("�", url))[:200]


def resolved(
    host: str, port: int, *, allowed: Collection[str] = (), resolver: Resolver = socket.getaddrinfo
) -> tuple[str, ...]:
    """Return the numeric addresses of a machine, every one of which anybody may connect to.

    What is returned is what must be connected to: a name that is looked up twice may have two answers. All
    spellings of a number (127.1, 0x7f000001, 2130706433) go through the resolver as well, which knows more
    of them.

    Raises:
        FetchError: one of the addresses is this machine's, or of a private or reserved network.
        OSError: the name has no address.
    """
    found = resolver(host, port, type=socket.SOCK_STREAM)
    numbers = tuple(dict.fromkeys(str(item[4][0]) for item in found))
    refused = [number for number in numbers if number not in allowed and not is_public(number)]
    if refused or not numbers:
        raise inside(host, ", ".join(refused) or "—")
    return numbers


def inside(host: str, address: str) -> FetchError:
    """Return the error for a host that is not of the public web."""
    return FetchError(
        _(
            "{host} is {address}, which is on this machine or in a private network; data is fetched from"
            " the public web only. Pass the data with source= (or --source).",
            host=host,
            address=address,
        )
    )


def is_public(number: str) -> bool:
    """Return whether a numeric address is one of the public internet.

    By IANA's registries of special-purpose addresses, as `ipaddress` has them. An IPv4 address inside an IPv6
    one is judged as itself; tunnels (6to4, Teredo) are refused, because they lead to addresses that
    were not checked.

    >>> numbers = ("8.8.8.8", "127.0.0.1", "::ffff:10.0.0.1", "169.254.169.254", "fe80::1%eth0")
    >>> [is_public(number) for number in numbers]
    [True, False, False, False, False]
    """
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            address = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        elif address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        elif address.sixtofour or address.teredo or address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)
