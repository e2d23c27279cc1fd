"""The parts of a text that are left alone: markup, placeholders, addresses, code, and what may be damage but is not sure."""

import bisect
import re
from collections.abc import Iterable
from typing import Any

from cymraeg_data.normalise.misread import CODECS, endless, sequences

__all__ = ["Protected"]

# Every part is bounded or stops at the character that would open it anew, so that a hostile text costs linear time.
_MACHINE = re.compile(
    "|".join(  # noqa: FLY002 - a list of kinds, each with its reason
        (
            r"(?i:<(code|pre|script|style)\b[^<>]{0,500}>(?:(?!<\1).){0,2000}?</\1>)",
            r"<!--(?:(?!<!--).){0,2000}?-->",
            r"</?[A-Za-z][^<>]*>",  # tags
            r"\{\{[^{}]*\}\}|\$\{[^{}]*\}|\{[^{}\s]*\}",  # {{x}} ${x} {x}
            r"%\([^()\s]{1,100}\)[#0 +-]*\d*(?:\.\d+)?[a-zA-Z]|%(?:\d{1,3}\$)?\d{0,4}(?:\.\d{1,3})?(?:l{0,2}[dsiufxX@]|[sd@])",
            r"(?i:\b(?:https?|ftp|file)://[^\s<>\"]+|\bmailto:[^\s<>\"]+|\bwww\.[^\s<>\"]+)",
            r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}",
            r"(?<![\w.-])(?:[\w-]{1,63}\.){1,6}[a-z]{2,12}(?:/[^\s<>\"?]*|(?=\?))(?:\?[^\s<>\"]*)?",  # cy.wales/?a=b
            r"(?<![\w?])[/\w.-]{0,100}\?\w{1,60}=[^\s<>\"]*",  # ?a=b
            r"```.{0,20000}?```",
            r"(?<![^\W\d_])`[^`\n]{1,500}`(?![^\W\d_])",
        )
    ),
    re.DOTALL,
)
_SIGN = re.compile(r"[<{%@`]|://|\.[a-z]{2}|\?\w{1,60}=|(?i:mailto:|www\.)")  # one of which each part has


class Protected:
    """The protected spans of a text, to be asked about many places of it.

    With `undecided`, what looks like misread UTF-8 and was left is protected too: a rule that removed the no-break space of
    an `Ã` and no-break space would make a guess of its own.
    """

    def __init__(self, text: str, *, undecided: bool = False) -> None:
        spans = [match.span() for match in _MACHINE.finditer(text)] if _SIGN.search(text) else []
        self.markup = any(text[start] == "<" for start, _end in spans)
        if undecided and not text.isascii():
            guessed = [(item.start, item.end) for item in sequences(text, CODECS[0])]
            spans = _joined(spans, sorted(guessed + endless(text, CODECS[0])))
        self._starts = [start for start, _end in spans]
        self._ends = [end for _start, end in spans]

    def __contains__(self, span: tuple[int, int]) -> bool:
        """Return whether any character of a span is protected."""
        start, end = span
        number = bisect.bisect_right(self._ends, start)
        return number < len(self._starts) and self._starts[number] < max(end, start + 1)

    def outside(self, edits: Iterable[Any]) -> list[Any]:
        """Return those edits that touch nothing protected."""
        if not self._starts:
            return list(edits)
        return [edit for edit in edits if (edit.start, edit.end) not in self]


def _joined(one: list[tuple[int, int]], two: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans of both in order, those that overlap as one."""
    if not one or not two:
        return one or two
    joined: list[tuple[int, int]] = []
    for start, end in sorted(one + two):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
