"""Words and punctuation with their places, tokenised as in Universal Dependencies for Welsh.

A clitic is a token of its own (`mae'r` is `mae` and `'r`), an elision stays whole (`ry'n`, `'na`, `ga'`), and
so do hyphenated words, abbreviations, times, numbers, addresses of the web and of mail.

The rules follow the training and development parts of the treebank UD_Welsh-CCG (Heinecke and Tyers 2019);
the lists of common forms are our choice.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from cymraeg_data.errors import require_text

__all__ = ["ABBREVIATIONS", "APOSTROPHES", "CLITICS", "ELISIONS", "UNITS", "Token", "words"]

Kind = Literal["word", "number", "punctuation", "address"]

APOSTROPHES = "'’‘ʼ`´"
"""The characters used as an apostrophe in Welsh text: ' and ’ as a rule, the others by mistake."""

CLITICS = ("r", "n", "i", "w", "u", "ch", "m", "th")
"""Clitics that are tokens of their own: the article, `yn`, the pronouns; English 's stays with its name."""

ELISIONS = frozenset(
    (
        # Letters lost at the front: 'dydyn nhw ddim, 'na fe, paid â 'mhoeni.
        *(
            "'na",
            "'ma",
            "'di",
            "'da",
            "'de",
            "'dw",
            "'dwi",
            "'dyn",
            "'dyna",
            "'dach",
            "'dan",
            "'dydi",
            "'dydw",
        ),
        *("'dydy", "'dydyn", "'dyw", "'roedd", "'roeddwn", "'roeddan", "'roedden", "'roeddech", "'roeddynt"),
        *("'sa", "'se", "'sen", "'swn", "'sgen", "'sna", "'sdim", "'falla", "'fath", "'fo", "'fyd", "'isio"),
        *(
            "'lly",
            "'mond",
            "'mynadd",
            "'nafu",
            "'neud",
            "'nôl",
            "'rioed",
            "'run",
            "'rŵan",
            "'chos",
            "'chydig",
        ),
        *(
            "'cello",
            "'cw",
            "'dolig",
            "'steddfod",
            "'weld",
            "'wan",
            "'sti",
            "'tydi",
            "'tydy",
            "'ta",
            "'te",
            "'to",
        ),
        # Letters lost inside, where the end looks like a clitic.
        *("ry'n", "ro'n", "do'n", "bo'n", "y'n", "dy'n", "mla'n", "bla'n"),
        # Letters lost at the end, other than an a that lost its u or its final consonant (see `words`).
        *("bo'", "dw'", "ydw'", "fo'", "sy'", "ne'", "'dw'"),
    )
)
"""Forms with an apostrophe that stay one token, in lower case and with '."""

UNITS = ("yb", "yh", "yp", "am", "pm", "g")
"""Suffixes of numbers that are tokens of their own: the time of day (`10yb`) and `g` for `ganrif` (`19g`)."""

ABBREVIATIONS = frozenset(
    (
        *("e.e.", "h.y.", "a.y.b.", "a.y.y.b.", "y.b.", "y.p.", "y.h.", "o.c.", "c.c.", "o.n.", "d.s."),
        *"cyf. gw. tt. tud. ayb. ayyb. etc. arg. llsgr. rhif. vs. gol. goln. ffig. adn. ltd.".split(),
        # Titles and ranks.
        *(
            "dr. mr. mrs. ms. fns. bns. mdm. anrh. parch. parchg. parchn. cyng. cyngh. ysg. st. prof. capt."
        ).split(),
        *"cpt. sgt. lt. uwchgapt. is-gapt.".split(),
    )
)
"""Abbreviations that keep their full stop, in lower case."""

_A = f"[{APOSTROPHES}]"
_LETTER = r"[^\W\d_]"
_WORD = rf"{_LETTER}(?:{_LETTER}|[\d_\u0300-\u036f])*"
_PATH = r"[^\s<>\"“”]*[\w/=#&]"
_LABEL = r"\w[\w-]{0,62}"
_MAIL = rf"\w[\w.+-]{{0,63}}@{_LABEL}(?:\.{_LABEL})+"
_DOMAIN = rf"{_LABEL}(?:\.{_LABEL}){{0,6}}\.(?:cymru|wales|uk|com|org|net|gov|eu)"
_NUMBER = r"\d+(?:[.,:/]\d+)*"
_ENDINGS = "af|ail|il|ydd|edd|ed|fed|eg|ain|au|m|bn|k"  # 1af, 21ain, 1990au, £5m: one token
_TOKEN = re.compile(
    "|".join(
        (
            rf"(?P<address>https?://{_PATH}|www\.{_PATH}|{_MAIL}|[#@]\w\w+|{_DOMAIN}\b(?:/{_PATH})?)",
            rf"(?P<number>{_NUMBER}(?:[-–]{_NUMBER})*(?:(?:{_ENDINGS})?(?!\w)|(?=(?:{'|'.join(UNITS)})(?!\w))))",
            rf"(?P<dotted>(?:(?:ch|dd|ll|ph|rh|th|{_LETTER})\.){{2,}})",
            rf"(?P<word>{_A}?(?:\d+(?!(?:{'|'.join(UNITS)})\b))?{_WORD}(?:(?:{_A}|[-\u2010\u2011])(?:{_WORD}|\d+))*{_A}?)",
            r"(?P<punctuation>\.{2,}|-{2,}|\S)",
        )
    ),
    re.IGNORECASE,
)
_CLITIC = re.compile(rf"{_A}(?:{'|'.join(CLITICS)})$", re.IGNORECASE)
# The pronoun after a verb or preposition that lost its last letter: dw'i, arna'i.
_PRONOUN = re.compile(r"(?:'?d|yd|ryd)w'i|(?:arn|at|amdan|ohon|hebdd|drost|ynddo|genn)a'i")
_PREFIX = re.compile(rf"[fdp]{_A}(?=[aeiouwyâêîôûŵŷ])", re.IGNORECASE)
_PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


class Token(NamedTuple):
    """A word, number, punctuation mark or address, and its place: `text[start:end]`."""

    start: int
    end: int
    text: str
    kind: Kind


def words(text: str) -> tuple[Token, ...]:
    """Return the tokens of `text` in order; between them is only white space.

    >>> [token.text for token in words("Mae'r plant yn y tŷ, on'd ydyn nhw?")]
    ['Mae', "'r", 'plant', 'yn', 'y', 'tŷ', ',', "on'd", 'ydyn', 'nhw', '?']
    >>> [token.text for token in words("Dewch am 10.30yb, e.e. i www.llyw.cymru")]
    ['Dewch', 'am', '10.30', 'yb', ',', 'e.e.', 'i', 'www.llyw.cymru']
    """
    require_text(text, "words")
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    quoted = False  # whether a quotation mark that looks like an apostrophe is open
    taken = 0  # where the token before ended, when its full stop is part of it
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start < taken:
            continue
        kind, found = match.lastgroup, match.group()
        if kind == "word" and (found[0] in APOSTROPHES or found[-1] in APOSTROPHES):
            opens, start, end, quoted = _without_quotes(found, start, end, quoted=quoted)
            if opens:
                yield Token(start - 1, start, text[start - 1], "punctuation")
            yield from _apart(text, start, end)
            if end < match.end():
                yield Token(end, end + 1, text[end], "punctuation")
        elif kind in {"word", "dotted"}:
            if kind == "word" and text.startswith(".", end) and f"{found.lower()}." in ABBREVIATIONS:
                taken = end = end + 1
            yield from _apart(text, start, end)
        else:
            yield Token(start, end, found, kind)  # type: ignore[arg-type] # the groups are the kinds


def _without_quotes(found: str, start: int, end: int, *, quoted: bool) -> tuple[bool, int, int, bool]:
    """Return whether a quotation mark is at the front, the span without them, and whether one is open."""
    plain = found.lower().translate(_PLAIN)
    core = _CLITIC.sub("", plain)
    opens = plain[0] == "'" and not (plain in ELISIONS or core in ELISIONS or plain[1:] in CLITICS)
    elided = plain in ELISIONS or (plain.endswith("a'") and not (quoted or opens))
    closes = plain[-1] == "'" and not elided
    return opens, start + opens, end - closes, (quoted or opens) and not closes


def _apart(text: str, start: int, end: int) -> Iterator[Token]:
    """Yield a word and its final clitic, or a shortened `fy`, `dy`, `pa` and its word, as two tokens."""
    found = text[start:end]
    plain = found.lower().translate(_PLAIN)
    if plain not in ELISIONS:
        if prefix := _PREFIX.match(found):
            yield Token(start, start + prefix.end(), prefix.group(), "word")
            start, found = start + prefix.end(), found[prefix.end() :]
        if (clitic := _CLITIC.search(found)) and clitic.start():
            cut = start + clitic.start() + (_PRONOUN.fullmatch(plain) is not None)
            yield Token(start, cut, text[start:cut], "word")
            start = cut
    yield Token(start, end, text[start:end], "word")
