"""Full UK postcodes, and whether the words around them make the address of a home.

The forms are those of BS 7666 as Royal Mail uses them: an area of one or two letters (124 areas, with the
Channel Islands and the Isle of Man), a district, a digit, and two letters of which none is C, I, K, M, O or
V. A district ends in a letter only in central London and its neighbours. A postcode alone names some 15
homes, or one organisation: it is personal with a house.
"""

import re

import numpy as np

from cymraeg_data.identifiers.context import after, any_of, before
from cymraeg_data.identifiers.digit_runs import DIGIT, LETTER, Scan
from cymraeg_data.identifiers.found import LIKELIHOODS, Kind, Likelihood, Spans, found_by

__all__ = ["AREAS", "POSTCODE"]

AREAS = frozenset(
    """
    AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX
    FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE
    NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ
    TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
    """.split()
)
"""The 124 postcode areas with homes in them."""

_LETTERED = re.compile(r"(?:E1|N1|W1|EC[1-4]|NW1|SE1|SW1|WC[12])[A-HJKMNPR-Y]$")
_PUBLIC = frozenset({"CF99 1SN", "CF10 3NQ", "LL31 9RZ", "SY23 3UR", "SY23 3BU", "CF10 4BZ", "SW1A 0AA"})
# The Senedd, the Welsh Government's offices in Cathays Park, Llandudno Junction and Aberystwyth, the National
# Library of Wales, Public Health Wales and the Houses of Parliament: public addresses, our choice; few,
# because the words around a postcode say more.
_FORM = re.compile(
    r"(?<![A-Za-z0-9])(?P<area>[A-Za-z]{1,2})(?P<district>[0-9][0-9A-Za-z]?) {0,2}"
    r"(?P<inward>[0-9][ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2})(?![A-Za-z0-9])"
)
_LABEL = any_of(
    r"(?:c|g|ngh|ch)od(?:au)? post",
    r"post ?codes?",
    r"(?:fy|ei|eu|dy|eich|ein)"
    r" (?:nghyfeiriad|chyfeiriad|gyfeiriad|cyfeiriad|cartref|chartref|gartref|nghartref)",
    r"(?:yn )?byw (?:yn|ym|yng|ar|mewn)",
    r"cyfeiriad(?: cartref)?:",
    r"(?:home |my |his |her |their |your )address",
    r"address:",
    r"(?:mr|mrs|ms|miss|mx|dr|y br|y fns)\.? [a-z]+",
    r"liv(?:e|es|ed|ing) (?:at|in)",
    r"resid(?:e|es|ing) (?:at|in)",
)
_LABEL_AFTER = any_of(
    r"[ (]{1,2}(?:yw|ydy|ydi|oedd|is|was)?(?: (?:y|fy|ei|eu|my|the|his|her|their))? ?(?:[cg]|ngh|ch)od post",
    r"[ (]{1,2}(?:is|was) (?:my|the|his|her|their) post ?code",
)
_STREET = (
    r"(?:heol|ffordd|stryd|stryt|lon|rhodfa|maes|bryn|tan|pen|clos|cae|cilgant|teras|cwrt|gerddi|rhes|dol|parc|allt|tyle|min|trem|ger|nant|llys|glan|coed"
    r"|[a-z' -]{2,30}"
    r" (?:street|st|road|rd|avenue|ave|lane|ln|close|drive|dr|terrace|crescent|way|place|gardens|grove|"
    r"court|row|hill|view|mews|park))"
)
_HOUSE = re.compile(
    rf"(?<![a-z0-9.,])(?:fflat|flat|uned|apartment)? ?[0-9]{{1,4}}[a-z]?,? (?:yr? )?{_STREET}(?![a-z])"
)
_ORGANISATION = any_of(
    r"[cg]yngor",
    "council",
    "llywodraeth",
    "government",
    "senedd",
    "parliament",
    "swyddfa(?:'r)?",
    "offices?",
    "prifysgol",
    "university",
    "ysgol",
    "school",
    "coleg",
    "college",
    "ysbyty",
    "hospital",
    "meddygfa",
    "surgery",
    "llyfrgell",
    "library",
    "canolfan",
    "centre",
    "comisiynydd",
    "commissioner",
    "comisiwn",
    "commission",
    "ymddiriedolaeth",
    "trust",
    "bwrdd",
    "board",
    "amgueddfa",
    "museum",
    "cyf",
    "ltd",
    "limited",
    "plc",
    "cwmni",
    "company",
    "elusen",
    "charity",
    "neuadd",
    "hall",
    "parc cathays",
    "cathays park",
    "capel",
    "eglwys",
    "gorsaf",
    "station",
)


def _cue(scan: Scan) -> Spans:
    """Return places of a digit and two letters with a digit at most two characters before, spaces aside."""
    digits, rows = scan.digits, scan.rows(scan.digits)
    tail = LETTER[scan.at(digits + 1, rows)]
    digits, rows = digits[tail], rows[tail]
    tail = LETTER[scan.at(digits + 2, rows)] & ~(LETTER | DIGIT)[scan.at(digits + 3, rows)]
    inward, rows = digits[tail], rows[tail]
    outward = inward - 1
    for _ in range(4):  # bytes: two spaces, each perhaps a no-break space
        found = scan.at(outward, rows)
        outward = np.where((found == ord(" ")) | (found >= 0x80), outward - 1, outward)  # not ASCII
    some = DIGIT[scan.at(outward, rows)] | (
        LETTER[scan.at(outward, rows)] & DIGIT[scan.at(outward - 1, rows)]
    )
    return inward[some], inward[some] + 3


def _likelihood(text: str, match: re.Match[str]) -> Likelihood | None:
    area, district = match["area"].upper(), match["district"].upper()
    if area not in AREAS or (district[-1].isalpha() and not _LETTERED.match(area + district)):
        return None
    words = before(text, match.start())
    labelled = bool(_LABEL.search(words) or _LABEL_AFTER.match(after(text, match.end())))
    house = _HOUSE.search(words)
    if not match[0].isupper() and not labelled and not house:
        return None  # “b1 2nd”
    if f"{area}{district} {match['inward'].upper()}" in _PUBLIC:
        return "possible"
    if not labelled and _ORGANISATION.search(
        words[: house.start()] if house else words
    ):  # not “12 Heol yr Ysgol”
        return "possible"
    return LIKELIHOODS[labelled + bool(house)]


POSTCODE = Kind(name="postcode", code="P505", cue=_cue, find=found_by(_FORM, _likelihood))
