"""Telephone numbers, by the ranges of Ofcom's National Telephone Numbering Plan.

01 and 02 are geographic, 07 mobile and personal numbers; 03, 05, 08 and 09 are services of organisations.
Numbers that Ofcom keeps for drama are found like any others.
"""

import re

from cymraeg_data.identifiers.context import any_of, before, has_digit_beside
from cymraeg_data.identifiers.found import Kind, Likelihood, found_by, long_numbers

__all__ = ["PHONE"]

_FORM = re.compile(
    r"(?<![A-Za-z0-9£$€_#/])(?<![0-9][.-])"
    r"(?:(?P<uk>\(?(?:\+|00) ?44\)?[ .-]{0,2}(?:\(0\)[ .-]{0,2})?)\(?(?P<rest>[1-9][0-9]{1,4}\)?(?:["
    r" .-]{0,2}[0-9]){5,9})"
    r"|(?P<national>\(?0[1-9][0-9]{1,4}\)?(?:[ .-]{0,2}[0-9]){5,9})"
    r"|(?P<abroad>\+(?!44)[1-9](?:[ .()-]{0,2}[0-9]){7,14}))"
    r"(?![A-Za-z0-9_%]|[./-][0-9])"
)
_N_DIGITS = 9
_LONG = 10  # digits of a number without its 0; a few old ones have nine
# Areas: 020, 023, 024, 028, 029; 011x and 01x1 for cities; other 01 codes have four digits, none beginning
# 010.
_PLACE = re.compile(r"2[03489]|1[1-9]")
_MOBILE = re.compile(r"7[1-57-9]|7624|70")
_SERVICE = re.compile(r"3[03457]|5[56]|8[0247]|9[01]")
_SHORT = re.compile(r"800|500|1[2-9]")
# The usual way of writing: area code apart, without the 0; other digits seldom look like this.
_GROUPED = re.compile(r"(?:2[03489][0-9]{0,2}|1[0-9]{2,4})(?: [0-9]{2,8}){1,4}")
_LABEL = any_of(
    r"(?:ff|ph)on(?:io|iwch|iwn|ia|au|iais|iodd)?",
    r"galw(?:ch|odd|ais)?",
    "tel(?:ephone)?",
    "phone[ds]?",
    "mobile",
    "symudol",
    "cell",
    "call(?:ed)?",
    "ring",
    "text",
    "tecst(?:io|iwch)?",
    "whatsapp",
    "ffacs",
    "fax",
    r"cysyllt(?:u|wch)",
    "contact",
    "llinell gymorth",
    "helpline",
)


def _likelihood(text: str, match: re.Match[str]) -> Likelihood | None:
    labelled = bool(_LABEL.search(before(text, match.start())))
    if match["abroad"]:
        return "likely" if labelled else "possible"
    written = re.sub(r"[^0-9]+", " ", match["rest"] or match["national"][match["national"].index("0") + 1 :])
    digits = written.replace(" ", "")
    whole = len(digits) == _LONG
    if not whole and not (len(digits) == _LONG - 1 and labelled and _SHORT.match(digits)):
        return None
    if not _SERVICE.match(digits) and not _MOBILE.match(digits) and not _PLACE.match(digits):
        return None
    if _SERVICE.match(digits) or (not labelled and has_digit_beside(text, *match.span())):
        return "possible"
    if labelled:
        return "certain" if whole else "likely"
    sure = match["uk"] or _MOBILE.match(digits) or _GROUPED.fullmatch(written)
    return "likely" if sure else "possible"


PHONE = Kind(name="phone", code="P504", cue=long_numbers(_N_DIGITS), find=found_by(_FORM, _likelihood))
