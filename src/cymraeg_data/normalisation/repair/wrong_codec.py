"""The encodings in which UTF-8 is read by mistake, and the patterns of its misread sequences."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["CODECS", "LONGEST_RUN", "Codec", "Sequence", "code_point", "endless", "sequences", "side_by_side"]

LONGEST_RUN = 1_000
"""More adjacent non-ASCII characters are not text: our choice; a word misread six times has fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Codec:
    """A single-byte encoding: its rule in `Options`, the byte of each character, its UTF-8 sequences.

    `run` is the pattern of its non-ASCII characters in a run longer than `LONGEST_RUN`.
    """

    rule: str
    to_byte: Mapping[str, int] = field(repr=False)
    pattern: re.Pattern[str] = field(repr=False)
    run: re.Pattern[str] = field(repr=False)


class Sequence(NamedTuple):
    """A UTF-8 sequence in the wrong encoding: its place and the character it was."""

    start: int
    end: int
    character: str


def _class(to_byte: Mapping[str, int], first: int, last: int) -> str:
    found = sorted(character for character, byte in to_byte.items() if first <= byte <= last)
    return f"[{re.escape(''.join(found))}]"


def _codec(rule: str, to_byte: Mapping[str, int]) -> Codec:
    two, three, four, rest = (
        _class(to_byte, *span) for span in ((0xC2, 0xDF), (0xE0, 0xEF), (0xF0, 0xF4), (0x80, 0xBF))
    )
    pattern = re.compile(f"{four}{rest}{{3}}|{three}{rest}{{2}}|{two}{rest}")
    high = _class(to_byte, 0x80, 0xFF)
    run = re.compile(
        f"(?<!{high}){high}{{{LONGEST_RUN + 1},}}+"
    )  # tried once per run, so that short ones cost no more
    return Codec(rule=rule, to_byte=to_byte, pattern=pattern, run=run)


def _table(name: str) -> dict[str, int]:
    shown = {byte: bytes([byte]).decode(name, "replace") for byte in range(0x80, 0x100)}
    return {character: byte for byte, character in shown.items() if character != "\ufffd"}


# Windows-1252 leaves five bytes undefined and Latin-1 has controls at 80–9F; programs mix the two, as does
# this table.
_WINDOWS = {chr(byte): byte for byte in range(0x80, 0x100)} | _table("cp1252")
_MAC = _table("mac_roman") | {"¤": 0xDB}  # before 1998 the currency sign had the byte of the euro
_DOS = _table("cp850")

CODECS = (
    _codec("utf8_as_windows", _WINDOWS),
    _codec("utf8_as_mac", _MAC),
    _codec("utf8_as_dos", _DOS),
)
"""The codecs in the order in which they are tried."""

_SIDE_BY_SIDE = re.compile(r"[^\x00-\x7f][^\x00-\x7f]+")  # begins with one class, which `re` finds fast


def sequences(text: str, codec: Codec) -> list[Sequence]:
    """Return the UTF-8 sequences in `text` read as `codec`, in order, except in runs above `LONGEST_RUN`.

    >>> [item.character for item in sequences("tÅ· a dÅµr", CODECS[0])]
    ['ŷ', 'ŵ']
    """
    found: list[Sequence] = []
    for first, last in side_by_side(text):
        place = first
        for start, end in (*_endless(text, codec, first, last), (last, last)):
            for match in codec.pattern.finditer(text, place, start):
                character = code_point(bytes(map(codec.to_byte.__getitem__, match.group())))
                if character:
                    found.append(Sequence(match.start(), match.end(), character))
            place = end
    return found


def side_by_side(text: str) -> list[tuple[int, int]]:
    """Return the places of two or more adjacent non-ASCII characters, which every sequence has.

    >>> side_by_side("tÅ· a dŵr")
    [(1, 3)]
    """
    return [run.span() for run in _SIDE_BY_SIDE.finditer(text)] if not text.isascii() else []


def _endless(text: str, codec: Codec, first: int, last: int) -> list[tuple[int, int]]:
    """Return the result of `endless` for one stretch of `side_by_side`."""
    if last - first <= LONGEST_RUN:
        return []
    return [run.span() for run in codec.run.finditer(text, first, last)]


def endless(text: str, codec: Codec) -> list[tuple[int, int]]:
    """Return the places of runs of non-ASCII characters of `codec` that are too long to be a word.

    >>> endless("Ãƒ" * 1000, CODECS[0]), endless("tÅ·", CODECS[0])
    ([(0, 2000)], [])
    """
    if len(text) <= LONGEST_RUN:
        return []
    return [span for first, last in side_by_side(text) for span in _endless(text, codec, first, last)]


def code_point(data: bytes) -> str | None:
    """Return the character of a UTF-8 sequence, None if it is malformed."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None
