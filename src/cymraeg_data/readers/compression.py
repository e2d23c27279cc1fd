"""Files that were compressed with gzip or bzip2: unpacked as they are read, up to a limit."""

import bz2
import gzip
import io
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from cymraeg_data.errors import UnreadableError
from cymraeg_data.locale import _

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["SUFFIXES", "open_bytes"]

SUFFIXES = frozenset({".gz", ".bz2"})
RATIO = 250
"""How many times its size a file may unpack to; our choice: tables of statistics reach 40.

gzip cannot pass 1,032, bzip2 has no bound.
"""
SMALL = 256 << 20
"""Unpacked bytes allowed at any ratio; our choice: so many are read within seconds, in bounded memory."""


def open_bytes(path: Path) -> BinaryIO:
    """Return what is in a file, unpacked where its name says that it is compressed.

    Several streams in one file are one.

    Reading raises UnreadableError where more comes out than an honest file holds.

    Raises:
        OSError: the file cannot be opened.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        return path.open("rb")
    packed = path.open("rb")
    inner = gzip.GzipFile(fileobj=packed) if suffix == ".gz" else bz2.BZ2File(packed)
    return cast("BinaryIO", _Bounded(path.name, packed, cast("BinaryIO", inner)))


class _Bounded(io.RawIOBase):
    """Reads on while what comes out is in proportion to what went in."""

    def __init__(self, name: str, packed: BinaryIO, inner: BinaryIO) -> None:
        super().__init__()
        self._name = name
        self._packed = packed
        self._inner = inner
        self._size = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill `buffer`; return how many bytes that was, 0 at the end."""
        into = memoryview(buffer)
        piece = self._inner.read(len(into))
        self._size += len(piece)
        if self._size > max(SMALL, RATIO * self._packed.tell()):
            raise UnreadableError(
                _(
                    "{path} unpacks to more than {n} times its size, as harmful files do. If you trust it,"
                    " unpack it first.",
                    path=self._name,
                    n=RATIO,
                )
            )
        into[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        """Close the file."""
        self._inner.close()
        self._packed.close()
        super().close()
