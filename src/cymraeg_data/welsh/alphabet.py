"""The Welsh alphabet: 29 letters, eight of them written with two characters, and the order they sort in."""

import re
import unicodedata
from functools import lru_cache

from cymraeg_data.errors import InputError, require_text
from cymraeg_data.locale import _
from cymraeg_data.welsh.digraphs import MARKS, Ng, split_places

__all__ = ["ACCENTED", "ALPHABET", "VOWELS", "Ng", "letters", "sort_key"]

ALPHABET = tuple("a b c ch d dd e f ff g ng h i j l ll m n o p ph r rh s t th u w y".split())
"""The letters in their order; `j` came with borrowed words. `k q v x z` are not Welsh letters."""

VOWELS = frozenset("aeiouwy")

ACCENTED = "âêîôûŵŷáéíóúẃýàèìòùẁỳäëïöüẅÿ"
"""Vowels with the four accents of Welsh, of which the circumflex is common; consonants have none."""

_LETTER = re.compile(
    rf"(?:[Cc]h|CH|[Dd]d|DD|[Ff]f|FF|[Nn]g|NG|[Ll]l|LL|[Pp]h|PH|[Rr]h|RH|[Tt]h|TH|.)[{MARKS}]*", re.DOTALL
)


def letters(s: str, *, ng: Ng = "auto") -> tuple[str, ...]:
    """Return the letters of `s` in turn; together they are `s` again.

    Digraphs are one letter, unless a hyphen or the structure of the word separates them; an accent stays with
    its letter, in NFC and NFD. Other characters are items of their own.

    >>> letters("Llangollen")
    ('Ll', 'a', 'n', 'g', 'o', 'll', 'e', 'n')
    >>> letters("cyd-ddyn"), letters("angor"), letters("arholi")
    (('c', 'y', 'd', '-', 'dd', 'y', 'n'), ('a', 'ng', 'o', 'r'), ('a', 'r', 'h', 'o', 'l', 'i'))

    Args:
        s: any text.
        ng: "auto" knows the compounds whose digraphs are two letters (Ban-gor, Ar-honddu, Pont-hir); "letter"
            takes every digraph as one letter, as Unicode's collation does; "split" takes every `ng` as two.

    Raises:
        InputError: `ng` is none of the three.
    """
    require_text(s, "letters")
    _check(ng)
    places = split_places(s, ng)
    if not places:
        return tuple(_LETTER.findall(s))
    parts: list[str] = []
    for found in _LETTER.finditer(s):
        letter = found.group()
        parts += (letter[0], letter[1:]) if found.start() in places and len(letter) > 1 else (letter,)
    return tuple(parts)


def sort_key(s: str, *, ng: Ng = "auto") -> bytes:
    """Return a key for the order of a Welsh dictionary, as in `sorted(words, key=sort_key)`.

    Letters count first, then accents, then capitals, then the characters themselves, so that only texts that
    are the same after NFD have the same key. It is the order of Unicode's Welsh collation (CLDR root with
    `&C<ch &D<dd &F<ff &G<ng &L<ll &P<ph &R<rh &T<th`) for the Latin letters, digits and punctuation in use,
    except for the compounds that `ng="auto"` knows. Other scripts come after, by code point.

    >>> sorted(["chwarae", "cwm", "llan", "lwmp", "ddoe", "dwy"], key=sort_key)
    ['cwm', 'chwarae', 'dwy', 'ddoe', 'lwmp', 'llan']
    >>> sorted(["Llangollen", "Llanfair", "Llanelli"], key=sort_key)
    ['Llanelli', 'Llanfair', 'Llangollen']

    Args:
        s: any text.
        ng: as in `letters`.

    Raises:
        InputError: `ng` is none of the three.
    """
    require_text(s, "sort_key", "columns.sort_key")
    text = unicodedata.normalize("NFD", s)
    levels = [_weights(part) if len(part) <= _SHORT else _weigh(part) for part in letters(text, ng=ng)]
    by_letter, by_accent, by_case = (
        (b"".join(level) for level in zip(*levels, strict=True)) if levels else (b"", b"", b"")
    )
    return b"\x01".join((by_letter, by_accent, by_case, text.encode("utf-8", "surrogatepass")))


def _check(ng: str) -> None:
    if ng not in ("auto", "letter", "split"):
        raise InputError(
            _(
                "“{found}” is not a way of reading ng. Use one of: {known}.",
                found=ng,
                known="auto, letter, split",
            )
        )


_SHORT = 6
"""The weights of letters with more marks are not cached, so that odd input does not fill the cache."""

_SPACES = "\t\n\v\f\r\x85\u2028\u2029 "
_SIGNS = (  # CLDR root, in its order
    "_-‐‒–—―,;:!¡?¿.·'‘’‚‹›\"“”„«»()[]{}§¶@*/\\&#%‰†‡•`´^¯¨°©®+±÷×<=>¬|¦~−¤¢$£¥€"
)
_LATIN = "a b c ch d dd e f ff g ng h i j k l ll m n o p ph q r rh s t th u v w x y z".split()
_PRIMARY = {
    element: bytes((number,)) for number, element in enumerate([*_SPACES, *_SIGNS, *"0123456789", *_LATIN], 2)
} | {"\xa0": bytes((2 + _SPACES.index(" "),)), "\u202f": bytes((2 + _SPACES.index(" "),))}
_DIGRAPHS = frozenset(letter for letter in _LATIN if letter[1:])
_OTHER = b"\xf0"
_MARKS = ("Mn", "Me")
_IGNORED = ("Cc", "Cf")
_COMMON = b"\x05"
# Acute, grave, breve, circumflex, caron, ring, diaeresis, double acute, tilde, dot, stroke, cedilla, ogonek,
# macron: the order of CLDR root.
_ACCENTS = {
    mark: bytes((number,))
    for number, mark in enumerate(
        "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304", 6
    )
}
_JOINER = "\u034f"
_LIGATURES = {"æ": "ae", "œ": "oe", "ø": "o\u0338", "ł": "l\u0335", "đ": "d\u0335", "ß": "ss"}


def _weigh(letter: str) -> tuple[bytes, bytes, bytes]:
    """Return the weights of a letter with its marks: by letter, by accent, by case."""
    size = 2 if letter[:2].lower() in _DIGRAPHS else 1
    head = letter[:size]
    lower = head.lower()
    primary, accents, case = b"", b"", b""
    for part in (lower,) if lower in _DIGRAPHS else _LIGATURES.get(lower, lower):
        if lower not in _DIGRAPHS and unicodedata.category(part) in _MARKS:
            accents += _accent(part)
        elif part in _PRIMARY or unicodedata.category(part) not in _IGNORED:
            primary += _PRIMARY.get(part) or _OTHER + part.encode("utf-8", "surrogatepass")
            accents += _COMMON
            case += bytes((1 + sum(map(str.isupper, head)) + 3 * (lower in _LIGATURES),))
    return primary, accents + b"".join(map(_accent, letter[size:])), case


_weights = lru_cache(maxsize=4096)(_weigh)


def _accent(mark: str) -> bytes:
    if mark == _JOINER:
        return b""
    return _ACCENTS.get(mark) or b"\x7f" + mark.encode("utf-8", "surrogatepass")
