"""The choice of the kernel that reads a column, numpy or numba; both give the same integers.

numba is chosen automatically where it is installed and there is enough text to be worth its start: a second
to load, some seconds to compile the first time.
"""

import functools
import importlib.util
import os
import sys
from typing import Literal, get_args

from cymraeg_data.errors import InputError, MissingExtraError
from cymraeg_data.locale import _

__all__ = ["VARIABLE", "WORTH", "Kernel", "has_numba", "kernel", "use_kernel"]

Kernel = Literal["auto", "numpy", "numba"]

VARIABLE = "CYMRAEG_DATA_KERNEL"

WORTH = 4_000_000
"""Bytes read in this process before numba is loaded: our choice, about what numpy reads while it loads."""


class _State:
    chosen: Kernel | None = None
    n_bytes = 0


def use_kernel(name: Kernel) -> None:
    """Read columns with the kernel `name` from now on in this process; "auto" chooses automatically.

    The environment variable `CYMRAEG_DATA_KERNEL` does the same from the start of a process.

    >>> use_kernel("numpy")
    >>> kernel(10**9)
    'numpy'
    >>> use_kernel("auto")

    Raises:
        InputError: there is no kernel of that name.
        MissingExtraError: it is "numba", and numba is not installed.
    """
    _State.chosen = _checked(name)


def _checked(name: str) -> Kernel:
    """Return the name of a kernel after checking that it exists and can be used."""
    for known in get_args(Kernel):
        if name == known:
            if known == "numba" and not has_numba():
                raise MissingExtraError("numba", "fast")
            found: Kernel = known
            return found
    raise InputError(
        _(
            "There is no kernel “{name}”. Choose one of: {names}.",
            name=name,
            names=", ".join(get_args(Kernel)),
        )
    )


@functools.lru_cache(maxsize=1)
def has_numba() -> bool:
    """Return whether numba is installed on a little-endian machine."""
    return sys.byteorder == "little" and importlib.util.find_spec("numba") is not None


def kernel(n_bytes: int) -> Literal["numpy", "numba"]:
    """Return the kernel for `n_bytes` more of text: the chosen one, or the faster one.

    Raises:
        InputError: the environment names an unknown kernel.
        MissingExtraError: the environment names numba, and it is not installed.
    """
    _State.n_bytes += n_bytes
    chosen = _State.chosen or _checked(os.environ.get(VARIABLE) or "auto")
    if chosen != "auto":
        return chosen
    return "numba" if _State.n_bytes >= WORTH and has_numba() else "numpy"
