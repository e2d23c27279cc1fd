"""One way to write the same text: plain spaces, no invisible characters, no entities."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from cymraeg_data.normalisation.edits import Edit, Suggestion
from cymraeg_data.normalisation.options import Entity, Options

__all__ = [
    "CONTROLS",
    "NOT_NFC",
    "RULES_OF_UNSEEN",
    "dashes",
    "double_spaces",
    "edges",
    "entities",
    "glance",
    "has_edge",
    "has_entity",
    "quotes",
    "read_as_windows",
    "suggest_entities",
]

# Code points that NFC changes or may change when they follow another; Unicode 15, made with unicodedata and
# checked by a test: combining marks, the vowels and finals of Hangul, and single characters with a different
# canonical form.
NOT_NFC = (
    r"\p{M}\x{340}-\x{341}\x{374}\x{37e}\x{387}\x{958}-\x{95f}\x{9dc}-\x{9df}\x{a33}\x{a36}\x{a59}-\x{a5e}\x{b5c}-\x{b5d}"
    r"\x{f43}-\x{f69}\x{1161}-\x{1175}\x{11a8}-\x{11c2}\x{1f71}-\x{1f7d}\x{1fbb}\x{1fbe}"
    r"\x{1fc9}\x{1fcb}\x{1fd3}\x{1fdb}\x{1fe3}\x{1feb}\x{1fee}-\x{1fef}\x{1ff9}\x{1ffb}\x{1ffd}\x{2000}-\x{2001}\x{2126}"
    r"\x{212a}-\x{212b}\x{2329}-\x{232a}\x{2adc}\x{f900}-\x{faff}\x{fb1d}\x{fb1f}\x{fb2a}-\x{fb4e}\x{2f800}-\x{2fa1d}"
    r"\x{1d15e}-\x{1d1c0}"
)
"""For RE2: a text with none of these is in normalisation form C."""

CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_MARKUP = frozenset("<>&\"'")  # characters that in markup mean something other than their entities
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_CONTROL = re.compile(f"[{CONTROLS}]+")
_LATIN_CONTROL = re.compile("[\x80-\x9f]")
_SOFT_HYPHEN = re.compile("\xad+")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff]+|(?<=[A-Za-zÀ-ɏḀ-ỿ])[\u200c\u200d]+(?=[A-Za-zÀ-ɏḀ-ỿ])")
_NO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff]")
_NO_BREAK = re.compile("[\xa0\u2007\u202f]")
_UNSEEN = re.compile(
    f"[{CONTROLS}\xa0\xad\u061c\u2007\u200b-\u200f\u202a-\u202f\u2060\u2066-\u2069\ufeff\ufb00-\ufb06]"
)
_ASCII = bytes(range(128))
_BLANK = b" " * 128 + bytes(range(128, 256))
_NO_CONTROLS = bytes(byte for byte in range(256) if byte not in _ASCII or not _CONTROL.match(chr(byte)))
_DOUBLE = re.compile(r"  (?<=\S  ) *(?=\S)")
_DASH = re.compile("[\u2012-\u2015]")
_SPACED_HYPHEN = re.compile(r"(?<=\S )-(?= \S)")
_CURLED = re.compile("[“”„‟]")
_STRAIGHT = re.compile('"')

_WINDOWS = {
    byte: bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}


def _found(
    rule: str, pattern: re.Pattern[str], after: Callable[[re.Match[str]], str], text: str
) -> Iterator[Edit]:
    for match in pattern.finditer(text):
        new = after(match)
        if new != match.group():
            yield Edit(rule=rule, start=match.start(), end=match.end(), before=match.group(), after=new)


def _removed(rule: str, pattern: re.Pattern[str], text: str) -> Iterator[Edit]:
    return _found(rule, pattern, lambda _match: "", text)


def _spaced(rule: str, pattern: re.Pattern[str], text: str) -> Iterator[Edit]:
    return _found(rule, pattern, lambda _match: " ", text)


def read_as_windows(text: str) -> Iterator[Edit]:
    r"""Yield the edits for Latin-1 control characters that are letters and marks in Windows-1252.

    >>> [edit.after for edit in read_as_windows("Caffi\x92r")]
    ['’']
    """
    return _found(
        "windows_as_latin",
        _LATIN_CONTROL,
        lambda match: _WINDOWS.get(ord(match.group()), match.group()),
        text,
    )


def entities(text: str, policy: Entity, *, markup: bool) -> Iterator[Edit]:
    """Yield the edits for entities, except those that markup needs or that would become markup.

    In a fragment of a web page named signs (`&pound;`, `&nbsp;`) are correct, so that the policy "letters"
    decodes only characters of words, and only in text without markup.

    >>> [edit.after for edit in entities("d&wcirc;r &lt;b&gt; &#373; &pound;5", "letters", markup=False)]
    ['ŵ', 'ŵ']
    >>> [edit.after for edit in entities("&pound;5 &lt;", "all", markup=False)]
    ['£']
    """
    if policy == "off" or (policy == "letters" and markup):
        return
    for edit in _all_entities(text, markup=markup):
        if policy == "all" or edit.after.isalpha() or edit.after in "'’":
            yield edit


def suggest_entities(text: str, policy: Entity, *, markup: bool) -> Iterator[Suggestion]:
    """Yield suggestions for the entities that the policy "letters" leaves in text without markup.

    >>> [item.candidates for item in suggest_entities("&pound;5", "letters", markup=False)]
    [('£',)]
    """
    if policy != "letters" or markup:
        return
    for edit in _all_entities(text, markup=markup):
        yield Suggestion(
            rule="entity", start=edit.start, end=edit.end, text=edit.before, candidates=(edit.after,)
        )


def _all_entities(text: str, *, markup: bool) -> Iterator[Edit]:
    def character(match: re.Match[str]) -> str:
        entity = match.group()
        made = html.unescape(entity)
        if (
            made == entity
            or len(made) > 1
            or made in "<>"
            or "\ud800" <= made <= "\udfff"
            or made == "\ufffd"
        ):
            return entity
        if made in _MARKUP and markup:
            return entity
        makes_another = made == "&" and re.match(r"[#A-Za-z]", text[match.end() : match.end() + 1])
        return entity if makes_another or unicodedata.category(made) in {"Cc", "Cn", "Co"} else made

    return _found("entity", _ENTITY, character, text)


def _without_bidi(text: str) -> Iterator[Edit]:
    """Yield the edits that remove direction marks from a text without right-to-left letters."""
    if _BIDI.search(text) and not any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text):
        yield from _removed("bidi", _BIDI, text)


def _ligatures(text: str) -> Iterator[Edit]:
    return _found("ligature", _LIGATURES, lambda match: unicodedata.normalize("NFKC", match.group()), text)


RULES_OF_UNSEEN: tuple[tuple[str, re.Pattern[str], Callable[[str], Iterator[Edit]]], ...] = (
    ("ligature", _LIGATURES, _ligatures),
    ("control", _CONTROL, partial(_removed, "control", _CONTROL)),
    ("soft_hyphen", _SOFT_HYPHEN, partial(_removed, "soft_hyphen", _SOFT_HYPHEN)),
    ("bidi", _BIDI, _without_bidi),
    ("zero_width", _NO_WIDTH, partial(_removed, "zero_width", _ZERO_WIDTH)),
    ("no_break_space", _NO_BREAK, partial(_spaced, "no_break_space", _NO_BREAK)),
)
"""The rules for invisible and look-alike characters, in the order of application.

Each has the pattern of a character without which it changes nothing.
"""


class Glance(NamedTuple):
    """Signs of work for the rules: `unseen` characters, and whether two non-ASCII characters are adjacent."""

    unseen: str
    side_by_side: bool


def glance(text: str) -> Glance:
    r"""Return a glance at a text by its bytes, many times faster than a search for each character.

    `unseen` are the characters that concern `read_as_windows` or a rule of `RULES_OF_UNSEEN`, each once.

    >>> glance("tŷ"), glance("t\u00adŷ\u00ad")
    (Glance(unseen='', side_by_side=False), Glance(unseen='\xad', side_by_side=True))
    """
    data = text.encode("utf-8", "surrogatepass")
    high = data.translate(None, _ASCII)
    beyond = high.decode("utf-8", "surrogatepass") if high else ""
    controls = data.translate(None, _NO_CONTROLS).decode()
    found = "".join(dict.fromkeys(_UNSEEN.findall(controls + beyond)))
    return Glance(found, len(beyond) > 1 and len(beyond) > len(data.translate(_BLANK).split()))


def has_edge(text: str) -> bool:
    """Return whether a text begins or ends with white space."""
    return text[:1].isspace() or text[-1:].isspace()


def has_entity(text: str) -> bool:
    """Return whether a text may have an entity."""
    return "&" in text and _ENTITY.search(text) is not None


def edges(text: str) -> Iterator[Edit]:
    """Yield the edits that remove white space at the edges."""
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    for start, end in ((0, first), (max(first, last), len(text))):
        if start < end:
            yield Edit(rule="edge_space", start=start, end=end, before=text[start:end], after="")


def double_spaces(text: str) -> Iterator[Edit]:
    """Yield the edits that write runs of spaces inside a line as one space."""
    return _spaced("double_space", _DOUBLE, text)


def dashes(text: str, options: Options) -> Iterator[Edit]:
    """Yield the edits that write dashes as the policy says."""
    if options.dash == "hyphen":
        yield from _found("dash", _DASH, lambda _match: "-", text)
    elif options.dash == "en":
        yield from _found("dash", _SPACED_HYPHEN, lambda _match: "–", text)


def quotes(text: str, options: Options) -> Iterator[Edit]:
    """Yield the edits that write quotation marks as the policy says."""
    if options.quote == "straight":
        yield from _found("quote", _CURLED, lambda _match: '"', text)
    elif options.quote == "curly":
        yield from _found("quote", _STRAIGHT, partial(_curled, text), text)


def _curled(text: str, match: re.Match[str]) -> str:
    before = text[match.start() - 1 : match.start()] if match.start() else ""
    return "“" if not before or before.isspace() or before in "([{–—/-‘" else "”"
