"""Markdown documents as blocks: headings, paragraphs, list items, cells of tables.

Code and front matter left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cymraeg_data.readers.catalogues.jsondoc import whole_text
from cymraeg_data.readers.documents.paragraphs import TextBlock, open_blocks
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File

__all__ = ["open_markdown"]

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)(.*?)(?:[ \t]+#+)?[ \t]*")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(.*)")
_QUOTE = re.compile(r" {0,3}> ?(.*)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
_DELIMITER_ROW = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def open_markdown(file: File) -> Opened:
    """Return a reader of a Markdown document.

    `block` (`h1` … `p`, `li`, `td`) and `text`, with the inline marks in it.

    Raises:
        NoDataError: there is no text in it.
    """
    return open_blocks(file, _blocks(whole_text(file)), "markdown")


@dataclass(slots=True)
class _Held:
    """Lines of a block that may go on."""

    block: str = "p"
    line: int = 0
    lines: list[str] = field(default_factory=list)

    def take(self) -> Iterator[TextBlock]:
        if self.lines:
            yield TextBlock(self.block, "\n".join(self.lines), self.line)
        self.lines = []

    def begin(self, block: str, number: int, text: str) -> None:
        self.block, self.line, self.lines = block, number, [text] if text else []


def _blocks(text: str) -> Iterator[TextBlock]:
    held, fence = _Held(), ""
    for number, line in _lines(text):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence):
                fence = ""
            continue
        if mark:
            yield from held.take()
            fence = mark[1]
        elif not line.strip():
            yield from held.take()
        else:
            yield from _line(held, number, line)
    yield from held.take()


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines with their numbers, without comments and without the front matter."""
    text = _COMMENT.sub(
        lambda match: "\n" * match[0].count("\n"), text.replace("\r\n", "\n").replace("\r", "\n")
    )
    lines = text.split("\n")
    first = 0
    if lines[0].rstrip() == "---" and "---" in (line.rstrip() for line in lines[1:]):
        first = next(index for index, line in enumerate(lines[1:], 1) if line.rstrip() == "---") + 1
    yield from enumerate(lines[first:], first + 1)


def _line(held: _Held, number: int, line: str) -> Iterator[TextBlock]:
    heading, item, underline = _HEADING.fullmatch(line), _ITEM.fullmatch(line), _UNDERLINE.fullmatch(line)
    if heading:
        yield from held.take()
        yield (
            TextBlock(f"h{len(heading[1])}", heading[2], number) if heading[2] else TextBlock("h", "", number)
        )
    elif underline and held.block == "p" and held.lines:
        held.block = "h1" if "=" in underline[1] else "h2"
        yield from held.take()
    elif _RULE.fullmatch(line):
        yield from held.take()
    elif item:
        yield from held.take()
        held.begin("li", number, item[1].strip())
    elif line.lstrip().startswith("|"):
        yield from held.take()
        if not _DELIMITER_ROW.fullmatch(line):
            cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
            yield from (TextBlock("td", cell.strip(), number) for cell in cells if cell.strip())
    else:
        quote = _QUOTE.fullmatch(line)
        shown = quote[1] if quote else line
        if held.lines:
            held.lines.append(shown.strip())
        else:
            held.begin("quote" if quote else "p", number, shown.strip())
