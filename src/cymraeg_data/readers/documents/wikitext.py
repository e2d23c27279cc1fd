"""Wikitext as plain text: paragraphs, headings and lists, without templates, tables, notes and files.

The tokens of mwparserfromhell are read as they come; its trees cost ten times what finding the tokens does.
"""

import functools
import html
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from cymraeg_data.errors import MissingExtraError

__all__ = ["HIDDEN", "plain_text"]

HIDDEN = frozenset({"file", "image", "category", "media"})
"""English names of the namespaces whose links show no text.

Every wiki knows them as well as its own (Delwedd, Categori).
"""
# Tags whose content is not running text.
_DROPPED = frozenset(
    "ref references table gallery math chem ce score timeline graph imagemap syntaxhighlight source hiero"
    " inputbox templatedata templatestyles mapframe maplink categorytree section style script indicator"
    " hr".split()
)
_BREAKS = frozenset("br p div blockquote center pre poem".split())
# A link with nothing inside it but text: most of what is in a page, and quicker so than as tokens.
_PLAIN_LINK = re.compile(r"\[\[([^\[\]{}|<>&:#\n]+)(?:\|([^\[\]{}|<>&\n]+))?\]\]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,8})*|simple")
_QUOTES = re.compile(r"'{2,}")
_WORDS_OF_MAGIC = re.compile(r"__[^\W\d_a-z]+__")
_EMPTY = re.compile(r" ?\([ ,;:\t\u00a0]*\)")
_SPACES = re.compile(r"[ \t\u00a0]{2,}|[\t\u00a0]")
_TEXT = 99  # the level of what is no heading
_SILENT = {"TemplateOpen": "TemplateClose", "ArgumentOpen": "ArgumentClose", "CommentStart": "CommentEnd"}


def plain_text(wikitext: str, hidden: Collection[str] = HIDDEN) -> str:
    r"""Return the text of a page; `hidden` are the namespaces, in lower case, whose links show nothing.

    Headings without a text under them are left out as well.

    >>> plain_text("'''Llyn''' yw [[llyn (dŵr)|dŵr]].{{angen}}<ref>Nodyn</ref>\n== Gweler hefyd ==\n{{x}}")
    'Llyn yw dŵr.'

    Raises:
        MissingExtraError: mwparserfromhell is not installed.
    """
    reading = _Reading(hidden)
    literal = "<nowiki" in wikitext or "<pre" in wikitext  # there, a link is not one
    text = wikitext if literal else _PLAIN_LINK.sub(_link_text, wikitext)
    reading.read(_tokenizer()(text))
    lines: list[tuple[int, str]] = []
    for level, text in reading.blocks():
        tidy = _tidy(text)
        parts = tidy.split("\n") if level == _TEXT else (tidy,)
        lines += [(level, part.strip()) for part in parts]
    return _joined(lines)


def _link_text(match: re.Match[str]) -> str:
    title, text = match.groups()
    return str(title.strip() if text is None else text)


@functools.cache
def _tokenizer() -> Callable[[str], Iterable[Mapping[str, object]]]:
    """Return what cuts wikitext into tokens; quotes for bold and italics stay in the text."""
    try:
        from mwparserfromhell import parser
        from mwparserfromhell.parser.tokenizer import Tokenizer
    except ImportError as error:
        raise MissingExtraError("mwparserfromhell", "formats") from error
    chosen = getattr(parser, "CTokenizer", None) or Tokenizer  # the latter where there is no wheel

    def tokenize(text: str) -> Iterable[Mapping[str, object]]:
        tokens: Iterable[Mapping[str, object]] = chosen().tokenize(text, 0, True)
        return tokens

    return tokenize


@dataclass(slots=True)
class _Frame:
    """An open element: what is shown of it so far, and its title or name."""

    shown: list[str] = field(default_factory=list)
    said: str | None = None
    level: int = 0

    def turn(self) -> None:
        """Take what was shown so far as what was said."""
        if self.said is None:
            self.said = "".join(self.shown)
        self.shown.clear()


class _Reading:
    """What is shown of a page while its tokens come by."""

    def __init__(self, hidden: Collection[str]) -> None:
        self._hidden = hidden
        self._blocks: list[tuple[int, str]] = []
        self._open = [_Frame()]
        self._handlers = {
            name.removeprefix("_on_"): getattr(self, name) for name in dir(self) if name.startswith("_on_")
        }

    def blocks(self) -> list[tuple[int, str]]:
        """Return headings with their level, and what is between them."""
        return [*self._blocks, (_TEXT, "".join(self._open[0].shown))]

    def read(self, tokens: Iterable[Mapping[str, object]]) -> None:
        """Take the tokens of a page, which are nested as they should be."""
        silent = closing = ""
        depth = 0
        for token in tokens:
            name = type(token).__name__
            if depth:
                depth += (name == silent) - (name == closing)
            elif name == "Text":
                self._open[-1].shown.append(str(token["text"]))
            elif name in _SILENT:
                silent, closing, depth = name, _SILENT[name], 1
            elif name in self._handlers:
                self._handlers[name](token)

    def _enter(self, shown: str = "", level: int = 0) -> None:
        self._open.append(_Frame(shown=[shown] if shown else [], level=level))

    def _leave(self) -> _Frame:
        return self._open.pop()

    def _show(self, text: str) -> None:
        self._open[-1].shown.append(text)

    def _on_WikilinkOpen(self, _token: object) -> None:
        self._enter()

    def _on_WikilinkSeparator(self, _token: object) -> None:
        self._open[-1].turn()

    def _on_WikilinkClose(self, _token: object) -> None:
        frame = self._leave()
        shown = "".join(frame.shown)
        title = (shown if frame.said is None else frame.said).strip()
        space, colon, __ = title.partition(":")
        if colon and (space.strip().lower() in self._hidden or _LANGUAGE.fullmatch(space)):
            return
        self._show(title.removeprefix(":") if frame.said is None else shown)

    def _on_ExternalLinkOpen(self, token: Mapping[str, object]) -> None:
        self._enter(level=1 if token.get("brackets") else 0)

    _on_ExternalLinkSeparator = _on_WikilinkSeparator  # noqa: N815 - as the tokens are named

    def _on_ExternalLinkClose(self, _token: object) -> None:
        frame = self._leave()
        if frame.said is not None or not frame.level:
            self._show("".join(frame.shown))

    def _on_HTMLEntityStart(self, _token: object) -> None:
        self._enter("&")

    def _on_HTMLEntityNumeric(self, _token: object) -> None:
        self._show("#")

    def _on_HTMLEntityHex(self, token: Mapping[str, object]) -> None:
        self._show(str(token.get("char") or "x"))

    def _on_HTMLEntityEnd(self, _token: object) -> None:
        self._show(html.unescape("".join(self._leave().shown) + ";"))

    def _on_HeadingStart(self, token: Mapping[str, object]) -> None:
        self._enter(level=int(str(token["level"])))

    def _on_HeadingEnd(self, _token: object) -> None:
        frame = self._leave()
        title = "".join(frame.shown)
        if len(self._open) > 1:  # inside a tag
            self._show(f"\n{title}\n")
            return
        self._blocks += [(_TEXT, "".join(self._open[0].shown)), (frame.level, title)]
        self._open[0].shown.clear()

    def _on_TagOpenOpen(self, _token: object) -> None:
        self._enter()

    _on_TagAttrStart = _on_TagCloseOpen = _on_WikilinkSeparator  # noqa: N815 - as the tokens are named

    def _on_TagCloseSelfclose(self, _token: object) -> None:
        frame = self._leave()
        frame.turn()
        self._show("\n" if _named(frame) in _BREAKS else "")

    def _on_TagOpenClose(self, _token: object) -> None:
        self._enter()  # for the name, which is said once more

    def _on_TagCloseClose(self, _token: object) -> None:
        self._leave()
        frame = self._leave()
        name = _named(frame)
        edge = "\n" if name in _BREAKS else ""
        self._show("" if name in _DROPPED else f"{edge}{''.join(frame.shown)}{edge}")


def _named(frame: _Frame) -> str:
    return (frame.said or "").strip().lower()


def _tidy(text: str) -> str:
    plain = _WORDS_OF_MAGIC.sub("", _QUOTES.sub("", text))
    return _SPACES.sub(" ", _EMPTY.sub("", plain))


def _joined(lines: list[tuple[int, str]]) -> str:
    """Return lines as paragraphs, without the headings that head nothing."""
    kept: list[str] = []
    below = 0  # the level of what was kept last, from the end
    for level, line in reversed(lines):
        if not line:
            if kept and kept[-1]:
                kept.append("")
        elif level < below or level == _TEXT:
            kept += ([""] if level != _TEXT and kept and kept[-1] else []) + [line]
            kept += [""] if level != _TEXT else []
            below = level
    return "\n".join(reversed(kept)).strip("\n")
