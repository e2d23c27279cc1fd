"""Retries: what is tried again, after which wait, and when to give up."""

import datetime as dt
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import TypeVar

from cymraeg_data.errors import FetchError
from cymraeg_data.locale import _

__all__ = ["LONGEST_WAIT", "TRIES", "PassingError", "patiently", "retry_after"]

TRIES = 6
"""Tries of one thing without progress. Our choice: waits of 1, 2, 4, 8 and 16 s outlast a restart.
"""
LONGEST_WAIT = 300.0
"""Seconds that a server may ask us to wait. Our choice: a longer wait is for a person to decide on.
"""

Result = TypeVar("Result")


class PassingError(Exception):
    """Something failed that may work the next time; `wait` is how long the server asks us to wait."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


def patiently(
    action: Callable[[], Result],
    *,
    what: str,
    sleep: Callable[[float], object],
    got: Callable[[], int] = lambda: 0,
) -> Result:
    """Return what `action` returns, trying again after each PassingError.

    The wait doubles from one second. `got` is the progress so far: progress resets the number of tries, so
    that a large file arrives over a bad line.

    Raises:
        FetchError: it failed too often, or the server asks for a wait longer than `LONGEST_WAIT`.
    """
    tries = 0
    while True:
        before = got()
        try:
            return action()
        except PassingError as error:
            tries = 1 if got() > before else tries + 1
            if (error.wait or 0) > LONGEST_WAIT:
                raise FetchError(
                    _(
                        "{url} asks to be left alone for {seconds} seconds ({reason}). Run it again then;"
                        " what has arrived is kept.",
                        url=what,
                        seconds=f"{error.wait:,.0f}",
                        reason=error,
                    )
                ) from error
            if tries >= TRIES:
                raise FetchError(
                    _(
                        "{url} could not be fetched; tries: {n}. The last time: {reason}. Run it again later;"
                        " what has arrived is kept.",
                        url=what,
                        n=tries,
                        reason=error,
                    )
                ) from error
            sleep(2.0 ** (tries - 1) if error.wait is None else error.wait)


def retry_after(value: str | None, now: float) -> float | None:
    """Return the seconds that a Retry-After header asks for, None where it says nothing that can be read.

    RFC 9110, 10.2.3: a number of seconds, or a date.

    >>> [retry_after(value, now=10.0) for value in ("120", "Thu, 01 Jan 1970 00:00:30 GMT", "toc")]
    [120.0, 20.0, None]
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=dt.UTC)
    return max(0.0, date.timestamp() - now)
