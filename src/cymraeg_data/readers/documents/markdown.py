"""Markdown documents as blocks: headings, paragraphs, list items, cells of tables.

Blocks are those of CommonMark with pipe tables, found by markdown-it-py. Code, comments, link definitions,
HTML tags and front matter are left out.
"""

import re
from collections.abc import Iterator
from html import unescape
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cymraeg_data.readers.catalogues.jsondoc import whole_text
from cymraeg_data.readers.documents.html import BLOCK_ELEMENTS
from cymraeg_data.readers.documents.paragraphs import TextBlock, open_blocks
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File

__all__ = ["open_markdown"]

_LARGEST = 16 << 20  # bytes of a document, of which every block is held: our choice
_DEEPEST = 100  # levels of quotes and lists: our choice, what lies deeper is left out
# Only blocks are parsed: the marks inside them stay in the text.
_PARSER = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable(["inline", "text_join"])
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?/?>")
_CODE = re.compile(r"\s*<(?:script|pre|style|textarea|[!?])", re.IGNORECASE)
_INDENT = re.compile(r"\n[ \t]+")
_MARK = re.compile(r"\\.|`+|<", re.DOTALL)


def open_markdown(file: File) -> Opened:
    """Return a reader of a Markdown document.

    `block` (`h1` … `h6`, `p`, `li`, `quote`, `td`) and `text`, with the inline marks in it.

    Raises:
        NoDataError: it has no text.
        UnreadableError: it is too large to be read whole.
    """
    return open_blocks(file, _blocks(whole_text(file, _LARGEST)), "markdown")


def _blocks(text: str) -> Iterator[TextBlock]:
    above: list[str] = []
    for token in _PARSER.parse(_without_front_matter(text.replace("\r\n", "\n").replace("\r", "\n"))):
        line = token.map[0] + 1 if token.map else None
        if token.nesting > 0:
            above.append(token.tag)
        elif token.nesting < 0:
            above.pop()
        elif token.type == "inline":
            if shown := _INDENT.sub("\n", _without_tags(token.content)).strip():
                yield TextBlock(_block(above), shown, line)
            if above[-2:-1] == ["li"]:
                above[-2] = "li, gone on"  # a second paragraph is not an item
        elif token.type == "html_block":
            yield from _html(token)


def _block(above: list[str]) -> str:
    """Return what a text is called by the elements around it, the innermost last."""
    element, holder = above[-1], above[-2] if len(above) > 1 else ""
    if element == "p":
        return {"li": "li", "blockquote": "quote"}.get(holder, "p")
    return "td" if element == "th" else element


def _html(token: Token) -> Iterator[TextBlock]:
    """Yield the texts between the tags of blocks; a block of code, a declaration or a comment has none."""
    content = _without_comments(token.content)
    line = (token.map[0] if token.map else 0) + 1
    if _CODE.match(content):
        return
    held, begun, place = "", 0, 0
    for tag in _TAG.finditer(content):
        held += content[place : tag.start()]
        place = tag.end()
        if tag[1].lower() in BLOCK_ELEMENTS:
            yield from _text(held, line)
            line += content.count("\n", begun, place)
            held, begun = "", place
    yield from _text(held + content[place:], line)


def _text(html: str, line: int) -> Iterator[TextBlock]:
    if text := " ".join(unescape(html).split()):
        yield TextBlock("p", text, line + html[: len(html) - len(html.lstrip())].count("\n"))


def _without_front_matter(text: str) -> str:
    """Return the text with a blank line for each line of its front matter."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return text
    last = next((index for index, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), -1)
    return "\n".join([""] * (last + 1) + lines[last + 1 :])


def _without_comments(text: str) -> str:
    """Return HTML with a space for each comment, and its line ends; an unclosed comment takes the rest."""
    parts, place = [], 0
    while (start := text.find("<!--", place)) >= 0:
        end = text.find("-->", start + 4)
        end = len(text) if end < 0 else end + 3
        parts += [text[place:start], " " + "\n" * text.count("\n", start, end)]
        place = end
    return "".join((*parts, text[place:]))


def _without_tags(text: str) -> str:
    r"""Return a text without its HTML tags and comments; those in code spans stay.

    >>> _without_tags("y <b>tŷ</b> `<b>` a < b<!-- nodyn --> ac <https://llyw.cymru>")
    'y tŷ `<b>` a < b ac <https://llyw.cymru>'
    """
    if "<" not in text:
        return text
    runs = _runs(text)
    last_end = text.rfind("-->")
    parts, place, done = [], 0, 0
    while mark := _MARK.search(text, place):
        place = mark.end()
        start, found = mark.start(), mark.group()
        if found.startswith("`"):
            place = _code_end(runs.get(len(found), []), start, place)
            continue
        if found != "<":
            continue
        tag, end = _TAG.match(text, start), -1
        if tag:
            end = tag.end()
        elif text.startswith("<!--", start) and start < last_end - 3:
            end = text.find("-->", start + 4) + 3
        if end > 2:
            line_break = tag is not None and tag.group().lower().startswith("<br")
            parts += [text[done:start], "\n" if line_break else ""]
            place = done = end
    return "".join((*parts, text[done:]))


def _runs(text: str) -> dict[int, list[int]]:
    """Return the places of runs of backticks by their length, the last first."""
    every = sorted((len(match.group()), -match.start()) for match in re.finditer("`+", text))
    return {
        length: [-start for _length, start in group] for length, group in groupby(every, lambda run: run[0])
    }


def _code_end(runs: list[int], start: int, after: int) -> int:
    """Return where the code span that opens at `start` ends, `after` where nothing closes it."""
    while runs and runs[-1] <= start:
        runs.pop()
    return runs[-1] + after - start if runs else after
