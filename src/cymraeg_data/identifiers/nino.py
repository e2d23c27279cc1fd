"""National Insurance numbers: two letters, six digits, a letter from A to D.

The form, the unused letters and the prefixes that are not issued are those of HMRC's National Insurance
Manual, NIM39110. There is no check digit.
"""

import re
from collections.abc import Iterator

import numpy as np

from cymraeg_data.identifiers.context import after, any_of, before
from cymraeg_data.identifiers.digit_runs import LETTER, Scan
from cymraeg_data.identifiers.found import Kind, Match, Spans

__all__ = ["NINO"]

_GAP = r"[ .-]{0,2}"
_FORM = re.compile(
    r"(?<![A-Za-z0-9])(?P<prefix>[A-CEGHJ-PR-TW-Za-ceghj-pr-tw-z][A-CEGHJ-NPR-TW-Za-ceghj-npr-tw-z])"
    rf"{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}"
    rf"(?P<suffix>{_GAP}[A-Da-d](?![A-Za-z0-9]))?(?![A-Za-z0-9])"
)
_NOT_GIVEN = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
_N_DIGITS = 6
_LABEL = any_of(
    "yswiriant (?:gwladol|cenedlaethol)",
    "r?h?if yg",
    "national insurance",
    r"n\.?i\.? ?(?:number|no|num|rhif)",
    "nino",
)


def _cue(scan: Scan) -> Spans:
    """Return numbers of six digits or more with a letter within three bytes before them."""
    starts, ends, n_digits = scan.numbers
    enough = n_digits >= _N_DIGITS
    starts, ends = starts[enough], ends[enough]
    rows = scan.rows(starts)
    near = np.any([LETTER[scan.at(starts - step, rows)] for step in (1, 2, 3)], axis=0)
    return starts[near], ends[near]


def _find(text: str) -> Iterator[Match]:
    for match in _FORM.finditer(text):
        start, end = match.span()
        if match["prefix"].upper() in _NOT_GIVEN:
            continue
        if _LABEL.search(before(text, start)) or _LABEL.search(after(text, end)):
            yield Match(start, end, "certain" if match["suffix"] else "likely")
        elif match["suffix"]:
            # In lower case it may be part of a code; without its last letter it looks like any reference.
            yield Match(start, end, "likely" if match[0].isupper() else "possible")


NINO = Kind(name="nino", code="P501", cue=_cue, find=_find)
