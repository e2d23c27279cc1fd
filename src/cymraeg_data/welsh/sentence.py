"""Sentences and their places in a text.

A mark ends a sentence unless it belongs to an abbreviation, an initial or the number of an item in a list.
What may end a sentence or not (*ayb.*, *7 y.h.*, *B.A.*, *Ion.*) is decided by what follows. A heading
without its line break ends before a finite verb with a capital, which names do not begin with. The rules were
set on the training and development parts of UD_Welsh-CCG (Heinecke and Tyers 2019); the lists of
abbreviations are our choice.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from cymraeg_data.errors import require_text
from cymraeg_data.welsh.stop_words import STOP_WORDS
from cymraeg_data.welsh.tokens import ABBREVIATIONS

__all__ = ["Sentence", "sentences"]

_CLOSING = "\"'’”»)\\]"
_OPENING = "\"'‘“«(\\["
# The number or letter of an item in a list.
_ITEM = r"(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]"
_VERBS = "|".join(
    (
        "Mae Maen Maent Roedd Roeddwn Roeddem Roedden Roeddech Roeddent Roeddynt Rydw Rydyn Rydym Rydych Rwy"
        " Rwyf Rwyt Dwi Dydy Dyw Doedd Does Bydd Byddwn Byddwch Byddaf Byddai Byddant Bu Buodd Buom Cafodd"
        " Cafwyd Ceir Cewch Gall Gallwch Gallwn Gallaf Gallai Gellir Dylai Dylid Dylech Aeth Daeth Gwnaeth"
        " Dywedodd Hoffem Hoffwn Medrwch Medrir Ydych Ydy Oeddech Fedri Gallet Sefydlwyd Cynhaliwyd Agorwyd"
        " Penodwyd Cyhoeddwyd Lansiwyd Ganwyd Ganed Adeiladwyd Enwyd Ysgrifennwyd Gwnaed Rhoddwyd Dywedwyd"
    ).split()
)
# A mark that may end a sentence, closing marks after it, and the space before a possible next sentence; a
# line break before an item of a list; a space before a finite verb with a capital.
_END = re.compile(
    rf"(?:[.!?…](?![.!?…])[{_CLOSING}]{{0,5}}\s+(?=[{_OPENING}]*(?:[^\W\d_]|[\d£€$#@•*]|['’‘–—-]))|\n\s*\n"
    rf"|\n(?=[^\S\n]*(?:{_ITEM}|[•*–-])[^\S\n])|:\s+(?=(?:{_VERBS})\b)"
    rf"|(?<=[^\W\d_A-Z])\s+(?=(?:{_VERBS})(?![^\W\d_]|-)))"
)
_LAST_WORD = re.compile(r"[^\s(\[\"“‘]+$")
_NEXT_WORD = re.compile(rf"[{_OPENING}]*([^\W\d_]+)")
_NEXT_ITEM = re.compile(rf"{_ITEM}\s")
_ITEM_ALONE = re.compile(rf"[\s{_OPENING}]*{_ITEM}")
_LABEL = 3  # words; what is shorter before a colon is a label
_LOOK_BACK = 40  # characters: longer than any abbreviation
# May end a sentence or be inside one: what follows decides.
_EITHER = frozenset(
    (
        "etc. ayb. ayyb. a.y.b. a.y.y.b. y.b. y.p. y.h. yb. yp. yh. a.m. p.m. o.c. c.c. o.c.c. d.s. cyf."
        " ltd. ccc. plc. cyf."
    ).split()
)
# Months and days in short; before a figure or a small letter they are inside a date.
_CALENDAR = frozenset(
    (
        "ion. chwe. chwef. maw. ebr. meh. gor. gorff. aws. med. hyd. tach. rhag. llun. mer. iau. gwe. gwen."
        " sad. sul. blwydd. bl."
    ).split()
)
# Before a figure: page, pages, volume, number, chapter, verse, about, born, died, telephone.
_BEFORE_FIGURE = frozenset(
    (
        "t. tt. td. tud. tuds. p. pp. cyf. rh. rhif. no. nos. pen. penn. ad. adn. adr. erth. par. ffig."
        " llin. ll. c. ca. g. m. b. ff. ffôn. est. gol. arg. atod. eit. mt. o.g."
    ).split()
)
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.){2,}")
_DIGRAPHS: Final = frozenset(("Ch.", "Dd.", "Ff.", "Ll.", "Ph.", "Rh.", "Th."))
_VERBAL = ("odd", "wyd", "ais", "wch", "asant", "ith", "iff")


class Sentence(NamedTuple):
    """A sentence and its place: `text[start:end]`, without the white space around it."""

    start: int
    end: int
    text: str


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of `text` in order; a blank line also ends a sentence.

    >>> [sentence.text for sentence in sentences("Daeth Dr. Elin Rees, e.e. o Fôn. Ble mae hi nawr? Yma.")]
    ['Daeth Dr. Elin Rees, e.e. o Fôn.', 'Ble mae hi nawr?', 'Yma.']
    >>> [sentence.text for sentence in sentences("1. Agorwch y drws. 2. Caewch y ffenestr.")]
    ['1. Agorwch y drws.', '2. Caewch y ffenestr.']
    """
    require_text(text, "sentences")
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[Sentence]:
    start = 0
    for match in _END.finditer(text):
        if _ends(text, start, match):
            yield from _trimmed(text, start, match.end())
            start = match.end()
    yield from _trimmed(text, start, len(text))


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Return whether a mark with a space after it ends the sentence, not an abbreviation or an initial."""
    mark = match.start()
    follows = text[match.end() : match.end() + 1]
    if text[mark] == "\n":
        return True
    if text[mark] == ":":
        return text.count(" ", max(start, mark - _LOOK_BACK), mark) >= _LABEL  # Nodyn: Mae
    word = _LAST_WORD.search(text, max(0, mark - _LOOK_BACK), mark + (text[mark] == "."))
    last = word.group() if word else ""
    if text[mark].isspace():
        return last[:1].islower() and last.lower() not in STOP_WORDS
    if text[mark] != "." or text[max(0, mark - 1) : mark] == ".":
        return not follows.islower()  # “Pwy sydd yno?” gofynnodd; wn i ddim... efallai
    if mark - start < _LOOK_BACK and _ITEM_ALONE.fullmatch(text, start, mark + 1):
        return False  # 1. Agorwch y drws.
    return _stop_ends(text, last, match.end(), follows)


def _stop_ends(text: str, last: str, after: int, follows: str) -> bool:
    """Return whether a full stop after a word ends the sentence, by the word and what follows."""
    short = last.lower()
    if short in _CALENDAR or short in _EITHER or (follows.isdigit() and short in _BEFORE_FIGURE):
        return follows.isupper()
    if short in ABBREVIATIONS:
        return False
    if (len(last) == len("J.") and last[0].isupper()) or last in _DIGRAPHS or _DOTTED.fullmatch(last):
        return _opens_sentence(text, after)  # J. R. Jones; fitamin C. Mae
    return not follows.islower() or (_NEXT_ITEM.match(text, after) is not None and follows != "y")


def _opens_sentence(text: str, at: int) -> bool:
    """Return whether the next word begins a sentence rather than being the rest of a name."""
    found = _NEXT_WORD.match(text, at, at + _LOOK_BACK)
    word = found[1] if found else ""
    return len(word) > 1 and word[0].isupper() and (word.lower() in STOP_WORDS or word.endswith(_VERBAL))


def _trimmed(text: str, start: int, end: int) -> Iterator[Sentence]:
    found = text[start:end]
    begin = start + len(found) - len(found.lstrip())
    found = found.strip()
    if found:
        yield Sentence(begin, begin + len(found), found)
