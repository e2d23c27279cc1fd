"""Bytes on their way in: any encoding in, valid UTF-8 out, in blocks of whole lines and bounded memory.

Bytes that are not valid in a UTF-8 file are carried through the parsers as characters of a private plane and
turned back, cell by cell, at the other end (see `cells`), so that a stray byte damages one cell and not
the file.
"""

import codecs
import contextlib
import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cymraeg_data.errors import InputError, SourceNotFoundError, UnreadableError, reason_of
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.locale import _
from cymraeg_data.normalisation.decoding.decoder import choose_declared, known_encoding
from cymraeg_data.normalisation.decoding.encoding import SINGLE_BYTE, decode_single_byte
from cymraeg_data.readers.compression import SUFFIXES, open_bytes

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = [
    "LONGEST",
    "SAMPLE",
    "BlockFile",
    "File",
    "blocks",
    "chunks",
    "declared_encoding",
    "first_text",
    "not_as_declared",
    "not_utf8",
    "open_file",
    "sample_text",
]

LONGEST = 16 << 20  # bytes in one line or row; our choice: a record longer than this is no record
_CHUNK = 1 << 20
SAMPLE = 256 << 10
_TABLES = frozenset((".csv", ".tsv", ".tab"))
_LARGEST = 1 << 20  # bytes of metadata that are read: our choice
_PRIVATE = re.compile("[\U0010f780-\U0010f7ff]")
_ESCAPED = {0xDC00 + byte: 0x10F700 + byte for byte in range(0x80, 0x100)}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to read: where it is, what it is called in findings, and the encoding of its text.

    `contradicted` are encodings that the file, or metadata next to it, declares and its bytes contradict.
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
            _("{path} cannot be opened: {reason}", path=name, reason=reason_of(error))
        ) from error
    if encoding is not None:
        return File(path=path, name=name, encoding=known_encoding(encoding), sample=sample)
    choice, contradicted = choose_declared(sample, declared_encoding(path))
    return File(path=path, name=name, encoding=choice.encoding, sample=sample, contradicted=contradicted)


def declared_encoding(path: Path) -> str | None:
    """Return the encoding that CSV on the Web metadata next to a table names, None where that is not known.

    The metadata of `enwau.csv` is `enwau.csv-metadata.json`, else `csv-metadata.json` (W3C, Model for Tabular
    Data and Metadata on the Web, section 5).
    """
    if path.suffix.lower() not in _TABLES:
        return None
    for metadata in (path.with_name(f"{path.name}-metadata.json"), path.with_name("csv-metadata.json")):
        for described in _descriptions(metadata, path.name):
            dialect = described.get("dialect")
            if isinstance(dialect, dict) and isinstance(dialect.get("encoding"), str):
                with contextlib.suppress(InputError):
                    return known_encoding(dialect["encoding"])
                return None
    return None


def _descriptions(path: Path, table: str) -> Iterator[dict[str, object]]:
    """Yield what describes the table, its own description before that of the group."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            whole = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return
    if not isinstance(whole, dict):
        return
    tables = whole.get("tables")
    own = [whole] if not isinstance(tables, list) else [item for item in tables if isinstance(item, dict)]
    named = [item for item in own if str(item.get("url", "")).rpartition("/")[2] == table]
    yield from named
    if named and named[0] is not whole:
        yield whole


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
        UnreadableError: the file, or the compressed data in it, is cut short.
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
        UnreadableError: a line is longer than `LONGEST`, or the file is cut short.
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
    """Return text whose stray bytes, and whose characters that represent such bytes, are escaped."""
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
            _("{path} is damaged or cut short: {reason}", path=file.name, reason=reason_of(error))
        ) from error


def _is_utf8(encoding: str) -> bool:
    return codecs.lookup(encoding).name in {"utf-8", "utf-8-sig"}
