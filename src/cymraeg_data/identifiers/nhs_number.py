"""NHS numbers: ten digits, the last a check digit (modulus 11), written 3-3-4.

The check and the ranges are those of the NHS Data Model and Dictionary: numbers that begin with 4, 6 or 7 are
issued in Wales and England, 3 in England and Northern Ireland, 0 to 3 in Scotland (as CHI numbers), 999 is
for tests. One in eleven numbers of ten digits passes the check, as does every ISBN of ten digits: without
words that say so, no number is certain.
"""

import re

from cymraeg_data.identifiers.context import after, any_of, before, has_digit_beside
from cymraeg_data.identifiers.found import Kind, Likelihood, found_by, long_numbers

__all__ = ["NHS_NUMBER", "passes_check"]

_FORM = re.compile(
    r"(?<![A-Za-z0-9£$€+_])(?<![0-9][./])(?:[0-9]{3}(?P<gap>["
    r" -])[0-9]{3}(?P=gap)[0-9]{4}|[0-9]{10})(?![A-Za-z0-9_%]|[./][0-9])"
)
_N_DIGITS = 10
_GIVEN = ("3", "4", "6", "7", "9")
_LABEL = any_of(
    r"r?h?if(?:au)?(?: y| eich| cyfeirnod)? (?:gig|nhs|claf|cleifion|iechyd|gwasanaeth iechyd(?:"
    r" (?:gwladol|genedlaethol|cenedlaethol))?)",
    r"(?:nhs|gig|chi)(?: wales| cymru)?(?: patient)? ?(?:numbers?|no|num|nos|nr|id|r?h?if|#)",
    r"patient(?:'s)? (?:number|no|id|identifier)",
    r"health (?:service )?number",
)
_SERVICE = any_of("nhs", "gig")
_OTHER = any_of(
    "isbn(?:-?10)?",
    "issn",
    "ffon",
    "tel",
    "telephone",
    "phone",
    "mobile",
    "symudol",
    "ffacs",
    "fax",
    "elusen",
    "charity",
    r"company (?:number|no)",
    r"r?h?if (?:y )?cwmni",
    "cyfeirnod",
    "reference",
    "ref",
    "utr",
    r"(?:account|invoice|order|vat|tracking) (?:number|no)",
    r"r?h?if (?:y )?(?:cyfrif|anfoneb|archeb|taw)",
)


def passes_check(digits: str) -> bool:
    """Return whether ten digits have the check digit of an NHS number.

    >>> passes_check("9990000018"), passes_check("9990000019")
    (True, False)
    """
    total = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=False))
    return (11 - total % 11) % 11 == int(digits[-1])


def _likelihood(text: str, match: re.Match[str]) -> Likelihood | None:
    start, end = match.span()
    digits = match[0].replace(match["gap"], "") if match["gap"] else match[0]
    passes = passes_check(digits)
    words = before(text, start), after(text, end)
    if any(_LABEL.search(part) for part in words):
        return "certain" if passes else "possible"  # a mistyped number still belongs to a person
    if not passes or _OTHER.search(words[0]):
        return None
    given = digits[0] in _GIVEN and len(set(digits)) > 1 and not has_digit_beside(text, start, end)
    if given and (match["gap"] or _SERVICE.search(words[0])):
        return "likely"
    return "possible"


NHS_NUMBER = Kind(
    name="nhs_number", code="P502", cue=long_numbers(_N_DIGITS), find=found_by(_FORM, _likelihood)
)
