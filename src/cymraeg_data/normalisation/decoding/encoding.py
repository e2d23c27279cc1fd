"""The encoding of the bytes of a Welsh or English file.

UTF-8 and UTF-16 are recognised by their structure. Between single-byte encodings the letters decide: each
non-ASCII byte is read in each of them, and the result is evidence for the encoding where it fits Welsh or
English text (ô between lower-case letters, ŵ after a consonant, ’ inside a word, £ before a figure) and
against it where it does not (a box in a word).
"""

import codecs
import itertools
import math
import re
from collections import Counter
from typing import NamedTuple

__all__ = ["SINGLE_BYTE", "Choice", "choose", "choose_encoding", "choose_single_byte", "decode_single_byte"]

SINGLE_BYTE = ("cp1252", "iso8859-14", "mac_roman", "cp850")
"""The known single-byte encodings, the likelier ones first."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Well-formed UTF-8 sequences of two to four bytes (The Unicode Standard, table 3-7).
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]"
    rb"|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_PRIOR = {"cp1252": 0.5}  # by far the most common: our choice, less than one well-placed letter
_LOOKED_AT = 20_000  # non-ASCII bytes that decide: our choice
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CLEAN = 0.01  # share of control characters from which bytes are hardly text: our choice

# Windows-1252 leaves five bytes undefined; as in browsers, they are read as the control characters of
# Latin-1.
_WINDOWS = {
    byte: ord(bytes([byte]).decode("cp1252"))
    for byte in range(0x80, 0xA0)
    if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}
_TABLES = {
    name: (
        bytes(range(256)).decode("latin-1").translate(_WINDOWS)
        if name == "cp1252"
        else bytes(range(256)).decode(name)
    )
    for name in SINGLE_BYTE
}

_HATS, _WY = frozenset("âêîôûÂÊÎÔÛ"), frozenset("ŵŷŴŶẁẃẅỳẀẂẄỲ")
_LETTERS = frozenset("áéíóúèäëïöüñçÁÉÍÓÚÈÄËÏÖÜÑÇ")
_RARE = frozenset("àìòùßøåæœýÿšžÀÌÒÙØÅÆŒÝŸŠŽ")
_ICELANDIC = frozenset("ðþÐÞ")
_CONSONANTS = frozenset("bcdfghlmnprstBCDFGHLMNPRST")
_VOWELS = frozenset("aeiouwyAEIOUWYáéíóúýæö")


class Choice(NamedTuple):
    """An encoding, its confidence from 0 to 1, and the next likely one, None where there is no other."""

    encoding: str
    confidence: float
    runner_up: str | None


def choose(sample: bytes) -> Choice:
    """Return the encoding of a file's first bytes, its confidence, and the next likely one.

    The encoding is one of `utf-8`, `utf-8-sig`, `utf-16`, `utf-16-le`, `utf-16-be`, `utf-32` and
    `SINGLE_BYTE`, each a name that Python's codecs know. A file that is mostly UTF-8 with a few stray bytes
    is UTF-8.

    >>> choose("Croeso i Ynys Môn a Thŷ Ddewi".encode("iso8859-14"))[::2]
    ('iso8859-14', 'cp1252')
    """
    for bom, name in _BOMS:
        if sample.startswith(bom):
            return Choice(name, 1.0, None)
    wide = _without_bom(sample)
    if wide:
        return Choice(wide, 0.99, "utf-8")
    n_high = len(_HIGH.findall(sample))
    doubt = 0.5 if len(_CONTROL.findall(sample)) > _CLEAN * max(len(sample), 1) else 1.0
    if not n_high:
        return Choice("utf-8", doubt, None)  # ASCII, which is the same in all of them
    whole = _MULTIBYTE.findall(sample)
    stray = n_high - sum(map(len, whole))
    first, second, lead = _ranked(sample)
    if _is_utf8(sample):
        return Choice("utf-8", doubt * (1 - 0.5 ** (2 * max(len(whole), 1))), first)
    if len(whole) >= max(stray, 1):
        return Choice("utf-8", doubt * len(whole) / (len(whole) + stray), first)
    return Choice(first, doubt / (1 + math.exp(-lead)), second)


def choose_encoding(sample: bytes) -> str:
    """Return the name of the encoding of a file's first bytes.

    >>> choose_encoding("Mae'r tŷ ger y môr".encode())
    'utf-8'
    >>> choose_encoding("Mae'r tŷ ger y dŵr".encode("iso8859-14"))
    'iso8859-14'
    >>> [choose_encoding("Croeso i Ynys Môn".encode(name)) for name in ("cp1252", "mac_roman", "cp850")]
    ['cp1252', 'mac_roman', 'cp850']
    """
    return choose(sample).encoding


def choose_single_byte(data: bytes) -> str:
    r"""Return the single-byte encoding in which `data` reads best; `cp1252` without evidence.

    >>> choose_single_byte(b"Cwmd\xf0r"), choose_single_byte(b"Gu\xf0r\xfan")
    ('iso8859-14', 'cp1252')
    """
    return _ranked(_MULTIBYTE.sub(b"a", data))[0]  # valid UTF-8 is no evidence


def decode_single_byte(data: bytes, encoding: str) -> str:
    r"""Return `data` read as `cp1252` (its undefined bytes as Latin-1 controls) or another one-byte encoding.

    >>> decode_single_byte(b"M\xf4n \x96 \xa35", "cp1252")
    'Môn – £5'
    """
    if encoding == "cp1252":
        return data.decode("latin-1").translate(_WINDOWS)
    return data.decode(encoding, "replace")


def _ranked(data: bytes) -> tuple[str, str, float]:
    """Return the best encoding, the next that reads different text, and the lead of the first."""
    found = itertools.islice(_HIGH.finditer(data), _LOOKED_AT)
    seen = Counter(
        data[max(0, match.start() - 2) : match.end() + 1].rjust(3 + (match.end() < len(data)))
        for match in found
    )
    scores = {
        name: _PRIOR.get(name, 0.0) + sum(n * _fit(*_shown(around, shown)) for around, n in seen.items())
        for name, shown in _TABLES.items()
    }
    (first, best), *others = sorted(scores.items(), key=lambda item: -item[1])
    characters = {around[2] for around in seen}
    second, next_best = next(
        (name, score)
        for name, score in others
        if not characters or any(_TABLES[name][byte] != _TABLES[first][byte] for byte in characters)
    )
    return first, second, best - next_best


def _shown(around: bytes, table: str) -> tuple[str, str, str, str]:
    """Return the two characters before a byte, its own, and the one after."""
    earlier, before, character, *after = (table[byte] for byte in around)
    return earlier, before, character, after[0] if after else ""


def _fit(earlier: str, before: str, character: str, after: str) -> float:
    """Return how well a character fits its place, from -3 to 3: our choice, in steps of log odds."""
    if character in _WY:
        return 3.0 if _is_welsh_place(earlier, before, character, after) else -3.0
    if character in _ICELANDIC:
        return (
            1.0
            if before in _VOWELS or (before in "rR" and after not in _CONSONANTS) or after in _VOWELS
            else -2.0
        )
    letter = _weight(character)
    if letter:
        return _fit_of_letter(letter, earlier, before, character, after)
    if character in "’‘“”–—…•":
        return _fit_of_mark(before, character, after)
    if character in "£€°·½¼¾©®™\xa0":
        return (
            2.0
            if character == "£" and after.isdigit()
            else 0.5
            if not (before.isalpha() and after.isalpha())
            else -2.0
        )
    return -3.0 if character.isalpha() or before.isalpha() or after.isalpha() or character < "\xa0" else -1.0


def _weight(character: str) -> float:
    """Return the weight of a letter in its place as evidence: letters of Welsh have the most."""
    return 3.0 if character in _HATS else 2.0 if character in _LETTERS else 1.0 if character in _RARE else 0.0


def _fit_of_letter(letter: float, earlier: str, before: str, character: str, after: str) -> float:
    if not (before.isalpha() or after.isalpha()):
        return letter if character in "âÂàÀéÉ" else 0.0  # there are words of one letter
    return letter if _case_fits(earlier, before, character, after) else -3.0


def _case_fits(earlier: str, before: str, character: str, after: str) -> bool:
    if character.isupper():
        return not before.islower() and (not after.islower() or not before.isalpha())
    return not after.isupper() and not (before.isupper() and earlier.isupper())


def _is_welsh_place(earlier: str, before: str, character: str, after: str) -> bool:
    """Return whether ŵ or ŷ is in a vowel's place: after a consonant, or before one at a word's start."""
    if character.lower() in "ŷỳ":
        inside = before in _CONSONANTS or before in "wW"
        return (inside and after not in _VOWELS) or (not before.isalpha() and after in {"d", "D", "m", "M"})
    inside = before in _CONSONANTS or (before in "iI" and earlier in "sS") or before in "iI"
    if before in "rR" and earlier in _VOWELS:
        inside = False  # Icelandic orðs
    before_vowel = after in _VOWELS and before in "bcdmnprstBCDMNPRST"  # pŵer, rŵan
    return (
        inside and (after in _CONSONANTS or after in {"y", "Y"} or before_vowel or not after.isalpha())
    ) or (not before.isalpha() and after in {"y", "Y", "r", "R", "n", "N"})


def _fit_of_mark(before: str, character: str, after: str) -> float:
    if character == "’":
        return 3.0 if before.isalpha() else -1.0
    if character in "“‘":
        return 2.0 if not before.isalpha() and after.isalpha() else -2.0
    if character in "”…":
        return 2.0 if before and not before.isspace() and not after.isalpha() else -2.0
    between = before.isalpha() == after.isalpha() or before.isdigit()
    return 2.0 if between and character in "–—" else 0.5


def _is_utf8(sample: bytes) -> bool:
    """Return whether `sample` is valid UTF-8, except for a sequence cut short at its end."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _without_bom(sample: bytes) -> str | None:
    """Return the UTF-16 variant shown by the places of NUL bytes: in ASCII text every other byte is NUL."""
    pairs = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    # Our choice: text in Latin letters has NULs in nearly all places of one kind and in hardly any of the
    # other.
    if pairs >= 2 and odd > 0.7 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    if pairs >= 2 and even > 0.7 * pairs and odd < 0.1 * pairs:
        return "utf-16-be"
    return None
