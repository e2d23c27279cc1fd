"""Java and Play message files: `key = text`, with escapes and lines that go on in the next."""

import re
from collections.abc import Iterator

from cymraeg_data.errors import UnreadableError
from cymraeg_data.locale import _
from cymraeg_data.readers.catalogues.catalogue import numbered, open_leaves
from cymraeg_data.readers.catalogues.jsondoc import whole_text
from cymraeg_data.readers.catalogues.tree import Leaf
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File

__all__ = ["open_properties"]

# java.util.Properties.load: a key ends at the first `=`, `:` or white space that no backslash precedes.
_ENTRY = re.compile(r"((?:[^\\=:\s]|\\.)*)[ \t\f]*[=:]?[ \t\f]*(.*)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.)|$)", re.DOTALL)
_CONTROL = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def open_properties(file: File) -> Opened:
    """Return a reader of a `.properties` file, or of the `messages` of a Play application.

    Raises:
        NoDataError: it has no messages.
        UnreadableError: a line is not a message.
    """
    entries, findings = numbered(_entries(whole_text(file), file.name), file.name)
    return open_leaves(file, entries, "properties", findings=findings)


def _entries(text: str, name: str) -> Iterator[Leaf]:
    for number, line in _logical_lines(text):
        match = _ENTRY.fullmatch(line)
        if match is None or not match[1]:
            raise UnreadableError(_("{path}, line {n}: expected a key, “=” and a text.", path=name, n=number))
        yield Leaf(_unescaped(match[1]), _unescaped(match[2]), number)


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each message with the number of its first line; a line that ends in a lone backslash goes on."""
    held: str | None = None
    first = 0
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        line = raw.lstrip(" \t\f")
        if held is None:
            if not line or line[0] in "#!":
                continue
            held, first = "", number
        goes_on = (len(line) - len(line.rstrip("\\"))) % 2 == 1
        held += line[:-1] if goes_on else line
        if not goes_on:
            yield first, held
            held = None
    if held:
        yield first, held


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    plain = _ESCAPE.sub(_character, text)
    return _SURROGATES.sub(lambda match: match[0].encode("utf-16", "surrogatepass").decode("utf-16"), plain)


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return _CONTROL.get(match[2] or "", match[2] or "")
