"""Legislation in XML (CLML of legislation.gov.uk, Akoma Ntoso).

The text of each provision under its identifier.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from cymraeg_data.readers.catalogues.catalogue import open_leaves
from cymraeg_data.readers.catalogues.tree import Leaf
from cymraeg_data.readers.file_language import language_of_tag
from cymraeg_data.readers.markup import Element, xml_elements
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File

__all__ = ["open_akoma_ntoso", "open_legislation"]

_SPACES = re.compile(r"\s+")
_WELSH_VERSION = re.compile(r"/welsh(?=/|$)")
# Elements whose text is read as one, with what is inside them (amendments, terms, citations); and where the
# notes of the editors begin, which are not part of the law.
_CLML_TEXT = frozenset({"Text", "Title", "Subtitle", "Number", "ContentsTitle", "ContentsNumber", "DateText"})
_CLML_NOTES = "Commentaries"
_AKN_TEXT = frozenset({"p", "num", "heading", "subheading"})


def open_legislation(file: File) -> Opened:
    """Return a reader of a CLML document.

    `key` (the provision's id and the number of the text in it), `text`.

    Its language is that of `xml:lang` or `dc:language`; the Welsh and the English version of a document are
    twins by their address without `/welsh`.

    Raises:
        NoDataError: it has no text.
        UnreadableError: it is not XML.
    """
    about = _Document()
    entries = list(_clml(file, about))
    return open_leaves(file, entries, "clml", language=about.language, twin=about.twin)


def open_akoma_ntoso(file: File) -> Opened:
    """Return a reader of an Akoma Ntoso document: `key` (the provision's `eId`), `text`.

    Raises:
        NoDataError: it has no text.
        UnreadableError: it is not XML.
    """
    about = _Document()
    entries = list(_akn(file, about))
    return open_leaves(file, entries, "akoma-ntoso", language=about.language, twin=about.twin)


@dataclass(slots=True)
class _Document:
    """What a document says of itself, and how many texts each provision has had."""

    language: str | None = None
    twin: str | None = None
    place: str = "document"
    texts: Counter[str] = field(default_factory=Counter)

    def leaf(self, element: Element) -> Iterator[Leaf]:
        text = _SPACES.sub(" ", element.text()).strip()
        if text:
            self.texts[self.place] += 1
            yield Leaf(f"{self.place}.{self.texts[self.place]}", text, element.line)


def _clml(file: File, about: _Document) -> Iterator[Leaf]:
    noted = False
    for element in xml_elements(file, _CLML_TEXT | {"language", "identifier"}, {"*"}):
        if element.local == "Legislation":
            about.language = language_of_tag(element.get("xml:lang") or "")
            about.twin = _twin(element.get("DocumentURI"))
        elif element.local == "language":
            about.language = about.language or language_of_tag(element.text())
        elif element.local == "identifier":
            about.twin = _twin(element.text().strip()) or about.twin
        elif element.local == _CLML_NOTES:
            noted = True
        elif element.local in _CLML_TEXT and not noted:
            yield from about.leaf(element)
        else:
            about.place = element.attributes.get("id") or element.get("ContentRef") or about.place


def _akn(file: File, about: _Document) -> Iterator[Leaf]:
    inside = False
    for element in xml_elements(file, _AKN_TEXT, {"*"}):
        if element.local == "FRBRlanguage":
            about.language = language_of_tag(element.get("language") or "")
        elif element.local == "FRBRuri" and about.twin is None:
            about.twin = _twin(element.get("value"))
        elif element.local in {"coverPage", "preface", "preamble", "body"}:
            inside, about.place = True, element.local
        elif element.local in _AKN_TEXT and inside:
            yield from about.leaf(element)
        else:
            about.place = element.get("eId") or about.place


def _twin(address: str | None) -> str | None:
    return _WELSH_VERSION.sub("", address) if address else None
