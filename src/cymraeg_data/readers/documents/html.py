"""HTML documents as blocks: headings, paragraphs, list items, cells; scripts and styles left out."""

import dataclasses
import re
from html.parser import HTMLParser

from cymraeg_data.readers.catalogues.jsondoc import whole_text
from cymraeg_data.readers.documents.paragraphs import TextBlock, open_blocks
from cymraeg_data.readers.file_language import language_of_tag
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File

__all__ = ["BLOCK_ELEMENTS", "open_html"]

_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "math", "code", "pre"})
BLOCK_ELEMENTS = frozenset(
    "address article aside blockquote body br button caption dd details dialog div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 head header hr html label legend li main nav ol option p section"
    " summary table tbody td tfoot th thead title tr ul".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# Our choice: share of a page that each language must have for the page to be in both; a link or a name in the
# other is not enough.
_SIDE = 0.2
_SPACES = re.compile(r"[ \t\r\n\f]+")


def open_html(file: File) -> Opened | tuple[Opened, ...]:
    """Return a reader of an HTML page: `block` (the element's name) and `text`.

    Its language is that of `<html lang>`.

    A page in both languages, each in elements with `lang`, gives a reader for each.

    Raises:
        NoDataError: it has no text.
    """
    page = _Page()
    page.feed(whole_text(file))
    page.close()
    blocks = page.blocks()
    parts = {language: [block for block, of in blocks if of == language] for language in ("en", "cy")}
    if min(map(len, parts.values())) >= max(1.0, _SIDE * len(blocks)):
        return tuple(
            dataclasses.replace(
                open_blocks(file, part, "html", language=language), part=language, twin=file.name
            )
            for language, part in parts.items()
        )
    return open_blocks(file, [block for block, _language in blocks], "html", language=page.language)


class _Page(HTMLParser):
    """Gathers the text between the tags of blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.language: str | None = None
        self._found: list[tuple[TextBlock, str | None]] = []
        self._open: list[tuple[str, str | None]] = []
        self._text: list[str] = []
        self._line = 1
        self._block = "p"
        self._silent: list[str] = []

    def blocks(self) -> list[tuple[TextBlock, str | None]]:
        """Return the blocks in their order, each with the language of the element it is in."""
        self._flush()
        return self._found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block."""
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag in BLOCK_ELEMENTS:
            self._flush()
            self._block = self._block if tag == "br" else tag
        if tag in BLOCK_ELEMENTS and tag not in _VOID:
            given = dict(attrs).get("lang")
            above = self._open[-1][1] if self._open else None
            self._open.append((tag, above if given is None else language_of_tag(given)))
            if tag == "html":
                self.language = self._open[-1][1]

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        elif tag in BLOCK_ELEMENTS:
            self._flush()
            self._block = "p"
            opened = [index for index, (name, _language) in enumerate(self._open) if name == tag]
            if opened:
                del self._open[opened[-1] :]

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
            language = self._open[-1][1] if self._open else self.language
            self._found.append((TextBlock(self._block, text, self._line), language))
