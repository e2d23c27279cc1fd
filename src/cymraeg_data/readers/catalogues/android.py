"""Android's `strings.xml`: texts, plural forms and arrays, with their inline markup."""

import re
from collections.abc import Iterator

from cymraeg_data.readers.catalogues.catalogue import numbered, open_leaves
from cymraeg_data.readers.catalogues.tree import Leaf
from cymraeg_data.readers.markup import Element, xml_elements
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File

__all__ = ["open_android"]

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_PART = re.compile(r'"((?:[^"\\]|\\.)*)"?|((?:[^"\\]|\\.)+)', re.DOTALL)
_CONTROL = {"n": "\n", "t": "\t"}


def open_android(file: File) -> Opened:
    """Return a reader of Android string resources; what is marked `translatable="false"` is left out.

    Raises:
        NoDataError: it has no text.
        UnreadableError: it is not XML.
    """
    resources = xml_elements(file, {"string", "plurals", "string-array"})
    entries = [leaf for element in resources for leaf in _entries(element)]
    named, findings = numbered(entries, file.name)
    return open_leaves(file, named, "android", findings=findings)


def _entries(element: Element) -> Iterator[Leaf]:
    name = element.get("name") or ""
    if element.get("translatable") == "false":
        return
    if element.local == "string":
        yield Leaf(name, _text(element), element.line)
        return
    for index, item in enumerate(element.all("item")):
        part = item.get("quantity") if element.local == "plurals" else str(index)
        yield Leaf(f"{name}.{part}", _text(item), item.line)


def _text(element: Element) -> str:
    """Return the text as an application shows it.

    Quotation marks protect spaces, others are joined to one.
    """
    raw = element.markup(drop={"g"}).strip(" \t\r\n")
    return "".join(
        _unescaped(re.sub(r"[ \t\r\n]+", " ", bare) if quoted is None else quoted)
        for quoted, bare in (match.groups() for match in _PART.finditer(raw))
    )


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(
        lambda match: chr(int(match[1], 16)) if match[1] else _CONTROL.get(match[2], match[2]), text
    )
