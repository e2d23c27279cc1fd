"""Apostrophes: in Welsh they stand inside words ('r 'n 'w 'ch), and one text should have one kind of them."""

import re
from collections import Counter
from collections.abc import Iterator

from cymraeg_data.normalise.edits import Edit
from cymraeg_data.normalise.options import Apostrophe

__all__ = ["mend_apostrophes"]

_INSIDE = re.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])")
# Other marks stand for an apostrophe by mistake; ‘ and ʼ are letters elsewhere, so they count before a Welsh clitic only.
_MISTAKEN = re.compile(r"(?<=[^\W\d_])[`´‘ʼ](?=(?:r|n|i|w|u|ch|m|th)(?![^\W_]))", re.IGNORECASE)
_WRITTEN = {"straight": "'", "curly": "’"}


def mend_apostrophes(text: str, policy: Apostrophe) -> Iterator[Edit]:
    """Yield the edits that make the apostrophes of a text one kind: the policy's, or that of most of them.

    >>> [edit.before for edit in mend_apostrophes("Mae'r tŷ’n wag a'r drws ar gau", "consistent")]
    ['’']
    >>> [edit.after for edit in mend_apostrophes("sy`n weddill", "consistent")]
    ["'"]
    """
    if policy == "keep":
        return
    inside = list(_INSIDE.finditer(text))
    chosen = _WRITTEN.get(policy) or _usual([match.group() for match in inside])
    wrong = [match for match in (*inside, *_MISTAKEN.finditer(text)) if match.group() != chosen]
    for match in sorted(wrong, key=lambda item: item.start()):
        yield Edit(
            rule="apostrophe", start=match.start(), end=match.end(), before=match.group(), after=chosen
        )


def _usual(marks: list[str]) -> str:
    """Return the mark that most are; of two used as often, the one that comes first; ' where there is none."""
    return Counter(marks).most_common(1)[0][0] if marks else "'"
