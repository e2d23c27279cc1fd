"""Apostrophes, which in Welsh are part of words ('r 'n 'w 'ch): one kind of them per text."""

import re
from collections.abc import Iterator

from cymraeg_data.normalisation.edits import Edit
from cymraeg_data.normalisation.options import Apostrophe

__all__ = ["unify_apostrophes"]

# A pattern that begins with its mark is found many times faster than one that begins with a look-behind.
_INSIDE = {mark: re.compile(rf"{mark}(?<=[^\W\d_]{mark})(?=[^\W\d_])") for mark in "'’"}
# Other marks are used as an apostrophe by mistake; ‘ and ʼ are letters elsewhere, so they count only before a
# Welsh clitic.
_MARKS = "`´‘ʼ"
_MISTAKEN = re.compile(
    rf"[{_MARKS}](?<=[^\W\d_][{_MARKS}])(?=(?:r|n|i|w|u|ch|m|th)(?![^\W_]))", re.IGNORECASE
)
_WRITTEN = {"straight": "'", "curly": "’"}


def unify_apostrophes(text: str, policy: Apostrophe) -> Iterator[Edit]:
    """Yield the edits that make the apostrophes of a text one kind: the policy's, or the most frequent.

    >>> [edit.before for edit in unify_apostrophes("Mae'r tŷ’n wag a'r drws ar gau", "consistent")]
    ['’']
    >>> [edit.after for edit in unify_apostrophes("sy`n weddill", "consistent")]
    ["'"]
    """
    if policy == "keep":
        return
    chosen = _WRITTEN.get(policy) or _usual(text)
    other = "'" if chosen == "’" else "’"
    wrong = list(_INSIDE[other].finditer(text)) if other in text else []
    if any(mark in text for mark in _MARKS):
        wrong = sorted((*wrong, *_MISTAKEN.finditer(text)), key=lambda item: item.start())
    for match in wrong:
        yield Edit(
            rule="apostrophe", start=match.start(), end=match.end(), before=match.group(), after=chosen
        )


def _usual(text: str) -> str:
    """Return the most frequent mark, of two equally frequent the first; ' where there is none."""
    if "’" not in text:
        return "'"
    straight, curly = (pattern.findall(text) for pattern in _INSIDE.values())
    if len(straight) != len(curly) or not straight:
        return "'" if len(straight) >= len(curly) else "’"
    first = [match.start() for pattern in _INSIDE.values() if (match := pattern.search(text))]
    return "'" if first[0] < first[1] else "’"
