"""Bytes on their way in: any encoding in, valid UTF-8 out, in blocks of whole lines and bounded memory.

Bytes that are not valid in a UTF-8 file are carried through the parsers as characters of a private plane and
turned back, cell by cell, at the other end (see `cells`), so that a stray byte spoils one cell and not the
file.
"""

import codecs
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cymraeg_data.errors import InputError, SourceNotFoundError, UnreadableError
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.locale import _
from cymraeg_data.normalisation.decoding.decoder import choose_declared, known_encoding
from cymraeg_data.normalisation.decoding.encoding import SINGLE_BYTE, decode_single_byte
from cymraeg_data.readers.compression import SUFFIXES, open_bytes
from cymraeg_data.readers.tabular.csvw_columns import declared_encoding

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = [
    "LONGEST",
    "SAMPLE",
    "BlockFile",
    "File",
    "blocks",
    "chunks",
    "first_text",
    "not_as_declared",
    "not_utf8",
    "open_file",
    "sample_text",
]

LONGEST = 16 << 20  # bytes in one line or row; ours: a record longer than this is no record
_CHUNK = 1 << 20
SAMPLE = 256 << 10
_PRIVATE = re.compile("[\U0010f780-\U0010f7ff]")
_ESCAPED = {0xDC00 + byte: 0x10F700 + byte for byte in range(0x80, 0x100)}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to read: where it is, what it is called in findings, and the encoding of its text.

    `contradicted` are the encodings that the file, or metadata beside it, declares and its bytes are not in.
    """

    path: Path
    name: str
    encoding: str
    sample: bytes
    contradicted: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """Return the file's name without `.gz` or `.bz2`."""
        return self.path.stem if self.path.suffix.lower() in SUFFIXES else self.path.name


def open_file(path: Path, name: str, encoding: str | None) -> File:
    """Return `path` as a file to read, its encoding the one given or the one its first bytes show.

    Raises:
        SourceNotFoundError: there is no such file.
        UnreadableError: the file cannot be opened.
        InputError: there is no such encoding.
    """
    try:
        with open_bytes(path) as raw:
            sample = raw.read(SAMPLE)
    except FileNotFoundError:
        raise SourceNotFoundError(path) from None
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableError(
            _("{path} cannot be opened: {reason}", path=name, reason=_reason(error))
        ) from error
    if encoding is not None:
        return File(path=path, name=name, encoding=known_encoding(encoding), sample=sample)
    choice, contradicted = choose_declared(sample, _declared_beside(path))
    return File(path=path, name=name, encoding=choice.encoding, sample=sample, contradicted=contradicted)


def _declared_beside(path: Path) -> str | None:
    """Return the encoding that metadata beside a file names, None where nobody knows of such an encoding."""
    declared = declared_encoding(path)
    try:
        return declared and known_encoding(declared)
    except InputError:
        return None


def not_as_declared(file: File) -> list[Finding]:
    """Return a finding for each declared encoding that the file is not in."""
    place = Location(source=file.name)
    return [found("T208", place, declared=name, encoding=file.encoding) for name in file.contradicted]


def not_utf8(file: File) -> list[Finding]:
    """Return the finding that a file is not UTF-8, if it is not."""
    if _is_utf8(file.encoding) or file.encoding in {"ascii", "us-ascii"}:
        return []
    return [found("T207", Location(source=file.name), encoding=file.encoding)]


def chunks(file: File) -> Iterator[bytes]:
    """Yield the file's text as UTF-8 without a byte order mark, cut anywhere between two characters.

    Raises:
        UnreadableError: the file, or the compressed data in it, breaks off.
    """
    first = True
    for text in _texts(file):
        block = text.removeprefix("\ufeff") if first else text
        first = False
        yield block.encode("utf-8", "replace")


def first_text(file: File) -> bytes:
    """Return the beginning of the file's text as UTF-8 without a byte order mark."""
    return sample_text(file).encode("utf-8", "replace")


def sample_text(file: File) -> str:
    """Return the beginning of the file's text without a byte order mark."""
    text = codecs.getincrementaldecoder(file.encoding)("replace").decode(file.sample)
    return text.removeprefix("\ufeff")


def blocks(file: File) -> Iterator[bytes]:
    """Yield the file's text as UTF-8 in blocks of whole lines; only the last may lack its line end.

    Raises:
        UnreadableError: a line is longer than `LONGEST`, or the file breaks off.
    """
    held: list[bytes] = []
    size = lines = 0
    for chunk in chunks(file):
        # A final CR may be the first half of CR LF, so it waits for what follows.
        cut = max(chunk.rfind(b"\n"), chunk.rfind(b"\r", 0, -1)) + 1
        if cut:
            block = b"".join((*held, chunk[:cut]))
            yield block
            lines += max(block.count(b"\n"), block.count(b"\r"))
            held, size = [], 0
        held.append(chunk[cut:])
        size += len(chunk) - cut
        if size > LONGEST:
            raise UnreadableError(_too_long(file.name, lines + 1))
    if size:
        yield b"".join(held)


class BlockFile(io.RawIOBase):
    """Blocks of bytes as the file object that parsers read."""

    def __init__(self, source: Iterator[bytes]) -> None:
        super().__init__()
        self._source = source
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill `buffer` as far as the next block goes; return how many bytes that was, 0 at the end."""
        while not self._rest:
            block = next(self._source, None)
            if block is None:
                return 0
            self._rest = memoryview(block)
        into = memoryview(buffer)
        n = min(len(into), len(self._rest))
        into[:n] = self._rest[:n]
        self._rest = self._rest[n:]
        return n


def _too_long(name: str, line: int) -> str:
    return _(
        "{path}: line {n} is longer than {mib} MiB. Put one record on each line.",
        path=name,
        n=line,
        mib=LONGEST >> 20,
    )


def _texts(file: File) -> Iterator[str]:
    """Yield the decoded text; bytes that are not valid UTF-8 become characters of a private plane."""
    utf8 = _is_utf8(file.encoding)
    one_byte = file.encoding in SINGLE_BYTE
    decoder = codecs.getincrementaldecoder("utf-8" if utf8 else file.encoding)(
        "surrogateescape" if utf8 else "replace"
    )
    for raw in _pieces(file):
        text = decode_single_byte(raw, file.encoding) if one_byte else decoder.decode(raw)
        yield _escaped(text)
    rest = "" if one_byte else decoder.decode(b"", final=True)
    if rest:
        yield _escaped(rest)


def _escaped(text: str) -> str:
    """Return text without stray bytes and without the characters that stand for them, which are escaped as well."""
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        return _PRIVATE.sub(_as_bytes, text).translate(_ESCAPED)
    return _PRIVATE.sub(_as_bytes, text) if b"\xf4\x8f" in encoded else text


def _as_bytes(match: re.Match[str]) -> str:
    return "".join(chr(0x10F700 + byte) for byte in match.group().encode())


def _pieces(file: File) -> Iterator[bytes]:
    try:
        with open_bytes(file.path) as raw:
            while piece := raw.read(_CHUNK):
                yield piece
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableError(
            _("{path} breaks off: {reason}", path=file.name, reason=_reason(error))
        ) from error


def _reason(error: Exception) -> object:
    """Return what the system says without the path, which differs from machine to machine."""
    return getattr(error, "strerror", None) or error


def _is_utf8(encoding: str) -> bool:
    return codecs.lookup(encoding).name in {"utf-8", "utf-8-sig"}
