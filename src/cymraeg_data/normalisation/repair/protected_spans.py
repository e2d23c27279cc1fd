"""The protected parts of a text: markup, placeholders, addresses, code, and uncertain damage."""

import bisect
import re
from collections.abc import Iterable
from typing import TypeVar

from cymraeg_data.normalisation.edits import Edit, Suggestion
from cymraeg_data.normalisation.repair.wrong_codec import CODECS, endless, sequences, side_by_side

__all__ = ["Protected"]

SpanT = TypeVar("SpanT", Edit, Suggestion)

# Every part is bounded or stops at its own opening character, so that hostile text costs linear time.
_MACHINE = re.compile(
    "|".join(  # noqa: FLY002 - a list of kinds, each with its reason
        (
            r"(?i:<(code|pre|script|style)\b[^<>]{0,500}>(?:(?!<\1).){0,2000}?</\1>)",
            r"<!--(?:(?!<!--).){0,2000}?-->",
            r"</?[A-Za-z][^<>]*>",  # tags
            r"\{\{[^{}]*\}\}|\$\{[^{}]*\}|\{[^{}\s]*\}",  # {{x}} ${x} {x}
            (
                r"%\([^()\s]{1,100}\)[#0"
                r" +-]*\d*(?:\.\d+)?[a-zA-Z]|%(?:\d{1,3}\$)?\d{0,4}(?:\.\d{1,3})?(?:l{0,2}[dsiufxX@]|[sd@])"
            ),
            r"(?i:\b(?:https?|ftp|file)://[^\s<>\"]+|\bmailto:[^\s<>\"]+|\bwww\.[^\s<>\"]+)",
            r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}",
            # cy.wales/?a=b
            r"(?<![\w.-])(?:[\w-]{1,63}\.){1,6}[a-z]{2,12}(?:/[^\s<>\"?]*|(?=\?))(?:\?[^\s<>\"]*)?",
            r"(?<![\w?])[/\w.-]{0,100}\?\w{1,60}=[^\s<>\"]*",  # ?a=b
            r"```.{0,20000}?```",
            r"(?<![^\W\d_])`[^`\n]{1,500}`(?![^\W\d_])",
        )
    ),
    re.DOTALL,
)
_SIGN = re.compile(r"[<{%@`]|://|\.[a-z]{2}|\?\w{1,60}=|(?i:mailto:|www\.)")  # one of which each part has
_WHITE = frozenset(" \t\n\r\v\f")  # of ASCII, so that misread UTF-8 has none
# Pairs of which each part with white space has one, or two `.
_SPACED = (
    ("<", ">"),
    ("{", "}"),
    ("%(", ")"),
)


class Protected:
    """The protected spans of a text, found where they are asked for.

    With `undecided`, apparent misread UTF-8 that was left is protected too: removing the no-break space after
    an `Ã` would be a guess.

    Most parts have no white space, so that in a text without signs of the others only the words around a
    place are read.
    """

    def __init__(self, text: str, *, undecided: bool = False) -> None:
        self._text, self._undecided = text, undecided
        self.markup = False
        self._first, self._last = 0, -1  # the part of the text whose spans are known
        self._spans: tuple[list[int], list[int]] = ([], [])
        if text.count("`") > 1 or any(sign in text and close in text for sign, close in _SPACED):
            self._know(0, len(text))
            self.markup = any(text[start] == "<" for start in self._spans[0])

    def _know(self, first: int, last: int) -> None:
        """Find the spans between `first` and `last`, which no span crosses."""
        self._first, self._last = first, last
        text, spans = self._text, []
        if _SIGN.search(text, first, last):
            spans = [match.span() for match in _MACHINE.finditer(text, first, last)]
        if self._undecided and side_by_side(part := text[first:last]):
            guessed = [(item.start, item.end) for item in sequences(part, CODECS[0])]
            guessed += endless(part, CODECS[0])
            spans = _joined(spans, sorted((start + first, end + first) for start, end in guessed))
        self._spans = [start for start, _end in spans], [end for _start, end in spans]

    def _read(self, start: int, end: int) -> None:
        """Find the spans in the words around a place."""
        text = self._text
        while start > 0 and text[start - 1] not in _WHITE:
            start -= 1
        while end < len(text) and text[end] not in _WHITE:
            end += 1
        self._know(start, end)

    def __contains__(self, span: tuple[int, int]) -> bool:
        """Return whether any character of a span is protected."""
        start, end = span[0], max(span[1], span[0] + 1)
        if not self._first <= start <= end <= self._last:
            if self._last == len(self._text) and not self._first:
                return False  # the place after the last character
            self._read(start, min(end, len(self._text)))
        starts, ends = self._spans
        number = bisect.bisect_right(ends, start)
        return number < len(starts) and starts[number] < end

    def outside(self, edits: Iterable[SpanT]) -> list[SpanT]:
        """Return the edits that touch no protected span."""
        return [edit for edit in edits if (edit.start, edit.end) not in self]


def _joined(one: list[tuple[int, int]], two: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans of both in order, overlapping ones merged."""
    if not one or not two:
        return one or two
    joined: list[tuple[int, int]] = []
    for start, end in sorted(one + two):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
