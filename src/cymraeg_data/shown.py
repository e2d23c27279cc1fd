"""The one gate for text that reaches a terminal or a page: every active character is escaped.

A cell, a file name or a card may have escape sequences that a terminal obeys, marks that change the direction
of a line, or lone surrogates, which no encoding can write.
"""

import re

__all__ = ["shown", "shown_lines"]

# Control characters, marks of direction (Unicode TR 36, "Bidirectional text spoofing"), separators of lines,
# surrogates.
_ACTING = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_IN_A_LINE = re.compile(f"[{_ACTING}]")
_IN_LINES = re.compile(f"(?![\n\\t])[{_ACTING}]")


def shown(value: object) -> str:
    r"""Return a value as one line of text with every active character escaped.

    >>> print(shown("Caerdydd\x1b[31m"), shown("dwy\nlinell"))
    Caerdydd\x1b[31m dwy\nlinell
    """
    return _IN_A_LINE.sub(_escape, str(value))


def shown_lines(value: object) -> str:
    r"""Return a value like `shown`, but with line feeds and tabs kept, for messages of several lines.

    >>> shown_lines("dwy\nlinell\x07")
    'dwy\nlinell\\x07'
    """
    return _IN_LINES.sub(_escape, str(value))


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
