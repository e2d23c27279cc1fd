"""Apple's `.strings` and `.stringsdict`: texts by key, and plural forms in property lists."""

import plistlib
import re
from collections.abc import Iterator

from cymraeg_data.errors import UnreadableError
from cymraeg_data.locale import _
from cymraeg_data.readers.catalogues.catalogue import numbered, open_leaves
from cymraeg_data.readers.catalogues.jsondoc import whole_text
from cymraeg_data.readers.catalogues.tree import Leaf, Members, members_of, texts_of
from cymraeg_data.readers.markup import Element, xml_elements
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File

__all__ = ["open_strings", "open_stringsdict"]

_QUOTED = r'"((?:[^"\\]|\\.)*)"'
_ENTRY = re.compile(rf"(?:{_QUOTED}|([\w.$:/-]+))\s*=\s*(?:{_QUOTED}|([\w.$:/-]+))\s*;", re.DOTALL)
_BETWEEN = re.compile(r"(?:\s|\ufeff|/\*.*?\*/|//[^\n]*)*", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:[Uu]([0-9a-fA-F]{4})|([0-7]{3})|(.))", re.DOTALL)
_CONTROL = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "b": "\b", "v": "\v", "a": "\a", "0": "\0"}
_SETTINGS = {"NSStringFormatSpecTypeKey", "NSStringFormatValueTypeKey"}
_VARIABLE = re.compile(r"%(?:\d+\$)?#@\w+@")


def open_strings(file: File) -> Opened:
    """Return a reader of a `.strings` file, in UTF-8 or UTF-16, or a property list.

    Raises:
        NoDataError: it has no text.
        UnreadableError: its syntax is broken.
    """
    if file.sample.startswith(b"bplist"):
        return _open_binary(file)
    if file.sample.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        return open_stringsdict(file)
    entries, findings = numbered(_entries(whole_text(file), file.name), file.name)
    return open_leaves(file, entries, "apple-strings", findings=findings)


def _open_binary(file: File) -> Opened:
    try:
        tree = members_of(plistlib.loads(file.path.read_bytes(), fmt=plistlib.FMT_BINARY))
    except (plistlib.InvalidFileException, ValueError, RecursionError, OverflowError) as error:
        raise UnreadableError(
            _("{path} is not a valid property list: {reason}", path=file.name, reason=error)
        ) from error
    return open_leaves(file, texts_of(tree, file.name)[0], "apple-strings")


def _entries(text: str, name: str) -> Iterator[Leaf]:
    line = 1
    counted = position = _skipped(text, 0)
    line += text.count("\n", 0, position)
    while position < len(text):
        match = _ENTRY.match(text, position)
        if match is None:
            raise UnreadableError(_('{path}, line {n}: expected "key" = "text";', path=name, n=line))
        quoted_key, bare_key, quoted, bare = match.groups()
        yield Leaf(
            _unescaped(quoted_key or bare_key or ""), bare if quoted is None else _unescaped(quoted), line
        )
        position = _skipped(text, match.end())
        line += text.count("\n", counted, position)
        counted = position


def _skipped(text: str, position: int) -> int:
    match = _BETWEEN.match(text, position)
    return match.end() if match else position


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    if match[2]:
        return chr(int(match[2], 8))
    return _CONTROL.get(match[3], match[3])


def open_stringsdict(file: File) -> Opened:
    """Return a reader of a `.stringsdict`.

    The plural forms of each variable, without the settings around them.

    Raises:
        NoDataError: it has no text.
        UnreadableError: it is not a property list in XML.
    """
    root = next((element for element in xml_elements(file, {"dict"})), None)
    tree = _members(root) if root else Members()
    entries, findings = texts_of(tree, file.name)
    texts = [leaf for leaf in entries if _is_text(leaf)]
    return open_leaves(file, texts, "apple-stringsdict", findings=findings)


def _members(element: Element) -> object:
    if element.local == "dict":
        members, name = Members(), ""
        for child in element.inside():
            if child.local == "key":
                name = child.text()
            else:
                members.append((name, _members(child)))
        return members
    if element.local == "array":
        return [_members(child) for child in element.inside()]
    return element.text() if element.local == "string" else 0


def _is_text(leaf: Leaf) -> bool:
    """Return whether a leaf is text, rather than a setting or a format that only places the variables."""
    name = leaf.key.rpartition(".")[2]
    if name in _SETTINGS:
        return False
    return (
        name != "NSStringLocalizedFormatKey"
        or re.search(r"[^\W\d_]", _VARIABLE.sub("", leaf.text or "")) is not None
    )
