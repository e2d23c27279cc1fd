"""Sentences and their places in a text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cymraeg_data.errors import require_text
from cymraeg_data.welsh.tokens import ABBREVIATIONS

__all__ = ["Sentence", "sentences"]

_CLOSING = "\"'’”»)\\]"
_OPENING = "\"'‘“«(\\["
# A mark that may end a sentence, closing marks after it, and the space before a possible next sentence.
_END = re.compile(
    rf"(?:[.!?…](?![.!?…])[{_CLOSING}]{{0,5}}\s+(?=[{_OPENING}]*(?:[^\W\d_]|\d|['’‘–—-]))|\n\s*\n)"
)
_LAST_WORD = re.compile(r"[^\s(\[\"“‘]+$")
_LOOK_BACK = 40  # characters: longer than any abbreviation
# May end a sentence or be inside one: what follows decides.
_EITHER = frozenset(
    {"etc.", "ayb.", "ayyb.", "a.y.b.", "a.y.y.b.", "y.b.", "y.p.", "y.h.", "o.c.", "c.c.", "d.s."}
)


class Sentence(NamedTuple):
    """A sentence and its place: `text[start:end]`, without the white space around it."""

    start: int
    end: int
    text: str


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of `text` in order; a blank line also ends a sentence.

    >>> [sentence.text for sentence in sentences("Daeth Dr. Elin Rees, e.e. o Fôn. Ble mae hi nawr? Yma.")]
    ['Daeth Dr. Elin Rees, e.e. o Fôn.', 'Ble mae hi nawr?', 'Yma.']
    """
    require_text(text, "sentences")
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[Sentence]:
    start = 0
    for match in _END.finditer(text):
        if _ends(text, match):
            yield from _trimmed(text, start, match.end())
            start = match.end()
    yield from _trimmed(text, start, len(text))


def _ends(text: str, match: re.Match[str]) -> bool:
    """Return whether a mark with a space after it ends the sentence, not an abbreviation or an initial."""
    mark = match.start()
    follows = text[match.end() : match.end() + 1]
    if text[mark] == "\n":
        return True
    if text[mark] != "." or text[max(0, mark - 1) : mark] == ".":
        return not follows.islower()  # “Pwy sydd yno?” gofynnodd; wn i ddim... efallai
    word = _LAST_WORD.search(text, max(0, mark - _LOOK_BACK), mark + 1)
    last = word.group() if word else ""
    if last.lower() in _EITHER:
        return follows.isupper()
    is_initial = len(last) == 2 and last[0].isupper()  # a letter and its full stop
    return not (last.lower() in ABBREVIATIONS or is_initial or follows.islower())


def _trimmed(text: str, start: int, end: int) -> Iterator[Sentence]:
    found = text[start:end]
    begin = start + len(found) - len(found.lstrip())
    found = found.strip()
    if found:
        yield Sentence(begin, begin + len(found), found)
