"""Word documents (DOCX, or the XML inside): paragraphs as blocks, headings by their style."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator

from cymraeg_data.errors import UnreadableError
from cymraeg_data.locale import _
from cymraeg_data.readers.documents.paragraphs import TextBlock, open_blocks
from cymraeg_data.readers.markup import Element, elements
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File, chunks
from cymraeg_data.readers.tabular.sheets import open_archive

__all__ = ["open_docx", "open_word_xml"]

_CHUNK = 1 << 20
_HEADING = re.compile(r"(?:Heading|Pennawd) ?([1-6])", re.IGNORECASE)


def open_docx(file: File) -> Opened:
    """Return a reader of a Word document: `block` (`h1` to `h6`, `li`, `p`) and `text`.

    Raises:
        NoDataError: it has no text.
        UnreadableError: the file is damaged, or unpacks to far more than its size.
    """
    return open_blocks(file, _blocks(_content(file), file.name), "docx")


def open_word_xml(file: File) -> Opened:
    """Return a reader of the main part of a Word document, as XML.

    Raises:
        NoDataError: it has no text.
        UnreadableError: it is not XML.
    """
    return open_blocks(file, _blocks(chunks(file), file.name), "docx")


def _content(file: File) -> Iterator[bytes]:
    try:
        with open_archive(file) as archive, archive.open("word/document.xml") as content:
            while chunk := content.read(_CHUNK):
                yield chunk
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise UnreadableError(
            _("{path} is damaged or cut short: {reason}", path=file.name, reason=error)
        ) from error


def _blocks(data: Iterable[bytes], name: str) -> Iterator[TextBlock]:
    for paragraph in elements(data, name, {"p"}):
        text = _text(paragraph).strip()
        if text:
            yield TextBlock(_kind(paragraph), text, paragraph.line)


def _kind(paragraph: Element) -> str:
    for properties in paragraph.all("pPr"):
        for style in properties.all("pStyle"):
            heading = _HEADING.fullmatch(style.get("val") or "")
            if heading:
                return f"h{heading[1]}"
        if properties.all("numPr"):
            return "li"
    return "p"


def _text(element: Element) -> str:
    """Return the text that is shown: of runs, not of fields' instructions or of what was deleted."""
    if element.local == "t":
        return element.text()
    if element.local in {"tab", "br", "cr"}:
        return "\t" if element.local == "tab" else "\n"
    if element.local in {"pPr", "rPr", "del", "instrText"}:
        return ""
    return "".join(_text(child) for child in element.inside())
