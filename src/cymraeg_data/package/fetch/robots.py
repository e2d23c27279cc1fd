"""What a server's robots.txt (RFC 9309) allows us."""

from collections.abc import Iterable
from typing import Protocol

from protego import Protego

from cymraeg_data.package.fetch.patience import PassingError

__all__ = ["Rules", "rules_of"]

LARGEST = 512_000
"""Bytes of a robots.txt that are read: 500 KiB, which RFC 9309 (2.5) asks for at least."""
LONGEST_DELAY = 30.0
"""Seconds between requests that a robots.txt may ask for. Our choice: Crawl-delay is in no standard, and some
mean milliseconds.
"""
_MISSING = range(400, 500)


class Rules(Protocol):
    """What may be asked, and how many seconds apart."""

    delay: float

    def allows(self, url: str) -> bool:
        """Return whether an address may be asked."""


class _Everything:
    delay = 0.0

    def allows(self, url: str) -> bool:
        del url
        return True


class _Read:
    def __init__(self, text: str, agent: str) -> None:
        self._agent = agent.partition("/")[0]
        self._parsed = Protego.parse(text)
        self.delay = min(float(self._parsed.crawl_delay(self._agent) or 0.0), LONGEST_DELAY)

    def allows(self, url: str) -> bool:
        return bool(self._parsed.can_fetch(url, self._agent))


def rules_of(status: int, body: Iterable[bytes], agent: str) -> Rules:
    r"""Return the rules that an answer to a request for robots.txt holds.

    >>> rules = rules_of(200, [b"User-agent: *\nDisallow: /\nAllow: /data/"], "cymraeg-data/1")
    >>> rules.allows("https://cyngor.example/data/enwau.csv"), rules.allows("https://cyngor.example/cyfrinach")
    (True, False)

    Raises:
        PassingError: the server failed (5xx): RFC 9309, 2.3.1.4 has us assume that nothing is allowed.
    """
    if status in _MISSING:
        return _Everything()
    if status != 200:  # OK
        raise PassingError(f"robots.txt: {status}")
    held = b""
    for piece in body:
        held += piece
        if len(held) >= LARGEST:
            break
    return _Read(held[:LARGEST].decode("utf-8", "replace").removeprefix("\ufeff"), agent)
