"""The text of a file, and a writer that gives the same bytes back for the same text."""

import codecs
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from cymraeg_data.errors import UnreadableError
from cymraeg_data.locale import _
from cymraeg_data.normalisation import Edit
from cymraeg_data.normalisation.decoding.decoder import Decoder
from cymraeg_data.normalisation.decoding.encoding import SINGLE_BYTE, decode_single_byte
from cymraeg_data.readers.stream import open_file

__all__ = ["ExactText", "ExactWriter"]

_PIECE = 1 << 20
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class ExactText:
    """A file's text in pieces, without its byte order mark.

    `mark` is the byte order mark; `tail` the bytes at the end that are only half a character, known when
    the pieces have been read.
    """

    def __init__(self, path: Path) -> None:
        """Find out the encoding.

        Raises:
            SourceNotFoundError: there is no such file.
            UnreadableError: the file cannot be opened.
        """
        self.path = path
        file = open_file(path, path.name, None)
        mark = next((bom for bom in (codecs.BOM_UTF8, *_WIDE) if file.sample.startswith(bom)), b"")
        given = codecs.lookup(file.encoding).name
        if given.startswith("utf-32"):
            raise UnreadableError(
                _("{path} is UTF-32, which is read but not repaired. Save it as UTF-8.", path=path.name)
            )
        encoding = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(given, file.encoding)
        self.encoding = _WIDE.get(mark, encoding)
        rest = file.sample
        while mark and rest.startswith(mark):  # repeated where files were joined
            rest = rest[len(mark) :]
        self.mark = file.sample[: len(file.sample) - len(rest)]
        self.tail = b""

    def pieces(self, *, noted: list[Edit] | None = None) -> Iterator[str]:
        """Yield the text; stray bytes in a UTF-8 file are read in another encoding and added to `noted`."""
        if self.encoding == "utf-8":
            yield from self._utf8(noted)
        elif self.encoding in SINGLE_BYTE:
            for piece in self._bytes():
                yield decode_single_byte(piece, self.encoding)
        else:
            wide = self.encoding.startswith("utf-16")
            decoder = codecs.getincrementaldecoder(self.encoding)("surrogatepass" if wide else "strict")
            for piece in self._bytes():
                yield decoder.decode(piece)
            self.tail = decoder.getstate()[0]

    def _utf8(self, noted: list[Edit] | None) -> Iterator[str]:
        decoder = Decoder(b"")
        if noted is not None:
            decoder.edits = noted
        held = b""
        for piece in self._bytes():
            data = held + piece
            cut = len(data) - _begun(data)
            held = data[cut:]
            yield from decoder.feed(data[:cut])
        self.tail = held

    def _bytes(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            file.seek(len(self.mark))
            yield from iter(lambda: file.read(_PIECE), b"")


class ExactWriter:
    """Writes text in the encoding of the file it comes from.

    A repaired letter that the encoding does not have makes the whole file UTF-8: Windows-1252 has no ŵ.
    """

    def __init__(self, out: Path, text: ExactText) -> None:
        self._out = out
        self._text = text
        self._encode = _encoder(text.encoding)
        self._file = out.open("wb")
        self._file.write(text.mark)

    def __enter__(self) -> Self:
        """Return the writer."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write what is left of the file, and close it."""
        with self._file:
            if error is None:
                self._file.write(self._text.tail)

    def write(self, text: str) -> None:
        """Write a piece of text."""
        try:
            data = self._encode(text)
        except UnicodeEncodeError:
            self._become_utf8()
            data = self._encode(text)
        self._file.write(data)

    def write_all(self, texts: Iterable[str]) -> None:
        """Write pieces of text."""
        for text in texts:
            self.write(text)

    def _become_utf8(self) -> None:
        """Write again as UTF-8 what was written so far."""
        self._file.close()
        written = self._out.with_name(f"{self._out.name}.utf8")
        try:
            with self._out.open("rb") as done, written.open("wb") as again:
                decode = _decoder(self._text.encoding)
                for piece in iter(lambda: done.read(_PIECE), b""):
                    again.write(decode(piece).encode())
            written.replace(self._out)
        finally:
            written.unlink(missing_ok=True)
        self._encode = _encoder("utf-8")
        self._file = self._out.open("ab")


def _encoder(encoding: str) -> Callable[[str], bytes]:
    if encoding in SINGLE_BYTE:
        table = {ord(decode_single_byte(bytes([byte]), encoding)): byte for byte in range(256)}
        return lambda text: codecs.charmap_encode(text, "strict", table)[0]
    if encoding.startswith("utf-16"):
        return lambda text: text.encode(encoding, "surrogatepass")
    return codecs.getincrementalencoder(encoding)("strict").encode


def _decoder(encoding: str) -> Callable[[bytes], str]:
    if encoding in SINGLE_BYTE:
        return lambda data: decode_single_byte(data, encoding)
    return codecs.getincrementaldecoder(encoding)("strict").decode


def _begun(data: bytes) -> int:
    """Return how many bytes at the end of UTF-8 data begin a character that goes on."""
    for n, byte in enumerate(data[:-4:-1], 1):
        if byte < 0x80:
            return 0
        if 0xC2 <= byte <= 0xF4:
            return n if n < (2 if byte < 0xE0 else 3 if byte < 0xF0 else 4) else 0
    return 0
