"""HTML documents as blocks: headings, paragraphs, list items, cells; scripts and styles left out."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from cymraeg_data.readers.documents import TextBlock, open_blocks
from cymraeg_data.readers.jsondoc import whole_text
from cymraeg_data.readers.language import language_of_tag
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File

__all__ = ["open_html"]

_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "math", "code", "pre"})
_BLOCKS = frozenset(
    "address article aside blockquote body br button caption dd details dialog div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 head header hr html label legend li main nav ol option p section summary table tbody td tfoot"
    " th thead title tr ul".split()
)
_SPACES = re.compile(r"[ \t\r\n\f]+")


def open_html(file: File) -> Opened:
    """Return a reader of an HTML page: `block` (the element's name) and `text`; its language is that of `<html lang>`.

    Raises:
        NoDataError: there is no text in it.
    """
    page = _Page()
    page.feed(whole_text(file))
    page.close()
    return open_blocks(file, page.blocks(), "html", language=page.language)


class _Page(HTMLParser):
    """Gathers the text between the tags of blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.language: str | None = None
        self._found: list[TextBlock] = []
        self._text: list[str] = []
        self._line = 1
        self._block = "p"
        self._silent: list[str] = []

    def blocks(self) -> Iterator[TextBlock]:
        """Return the blocks in their order."""
        self._flush()
        return iter(self._found)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block."""
        if tag == "html":
            self.language = language_of_tag(dict(attrs).get("lang") or "")
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag in _BLOCKS:
            self._flush()
            self._block = self._block if tag == "br" else tag

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        elif tag in _BLOCKS:
            self._flush()
            self._block = "p"

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._silent:
            return
        if not self._text and data.strip():
            self._line = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
        if self._text or data.strip():
            self._text.append(data)

    def _flush(self) -> None:
        text = _SPACES.sub(" ", "".join(self._text)).strip(" ")
        self._text = []
        if text:
            self._found.append(TextBlock(self._block, text, self._line))
