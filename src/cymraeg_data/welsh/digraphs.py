"""Words in which an apparent digraph is two letters: Ban-gor, Ar-honddu, Pont-hir.

Welsh writes eight letters with two characters, and a compound may put the same two together by chance: `ng`
is one letter in *angor* (anchor) and two in *Bangor* (ban + côr), as *rh* is one in *anrheg* and two in
*arholi* (ar + holi). The parts of a compound decide. Sources: Thomas, "Gramadeg y Gymraeg" (1996), on the
alphabet; the List of Standardised Welsh Place-names (Welsh Language Commissioner) for names; Geiriadur Ynganu
Bangor (techiaith-g2p 1.4.0), whose pronunciations with `ng.g` and `r.h` were compared with these rules. The
rules go by the stem, so that a word's whole paradigm follows (*sicrhau*, *sicrhawyd*, *sicrheir*).
"""

import re
from typing import Literal

__all__ = ["Ng", "split_places"]

Ng = Literal["auto", "letter", "split"]

MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
"""Combining characters, as the content of a character class in a regular expression."""

# Each pattern has one group: the two characters that are two letters. Words are in lower case without
# accents.
_RULES = (
    # llan, glan; after soft mutation both are "lan", which English words share
    r"\blla(ng)",
    r"\bgla(ng)",
    r"\bla(ng)(?!land|uag|st|ley|don|ham|ford|ui|er?\b|s?\b)",
    # blaen, pen, hen, ban, mân, bryn, bron, maen, main, gwaun and their mutated forms
    r"[bfm]lae(ng)",
    r"\b(?:p|ph|mh)e(ng)\w",
    r"\bbe(ng)(?!al)\w",
    r"\bhe(ng)(?!ist)\w",
    r"(?<![r\w])he(ng)oed",
    r"\b[bfm]a(ng)or",
    r"\b[fm]a(ng)(?:oed|re)",
    r"\b[bfm]ry(ng)",
    r"bro(ng)(?:est|wyn|lais|oc|u\b)",
    r"\b[fm][ae][ei](ng)",
    r"\b(?:g|ng)?wau(ng)",
    r"\b[fm]i(ng)am",
    # ton, melin, melyn, mwyn, llwyn, glyn, ffynnon, croen, gwyn, llain
    r"to(ng)wyn",
    r"[fm]el[iy](ng)(?:an|oc|las|wyn)",
    r"[fm]wy(ng)l",
    r"\b(?:l|ll)wy(ng)",
    r"\b(?:g|ng)ly(ng)[aow]",
    r"ffynno(ng)",
    r"roe(ng)",
    r"(?:g|\b)wy(ng)[aolwy]",
    r"\b(?:ll|l)ai(ng)o",
    # un, hunan, cyfan, gwahan, dyn, llon, llên, gwan, arian, dangos
    r"\bu(ng)\w",
    r"huna(ng)",
    r"yfa(ng)(?:orff|wbl|yrff)",
    r"waha(ng)l",
    r"[dn]y(ng)a(?:r|sedd)",
    r"\bl?lo(ng)yf",
    r"\bl?le(ng)(?:ar|ig)",
    r"(?<=a)(ng)alon",
    r"ria(ng)ar",
    r"[dn]a(ng)os",
    # the letter ng does not follow a consonant: cefn + golau, teyrn + ged
    r"[aeiouwy][bcdflmprs](ng)",
    # nor rh a vowel, where it would be r: aber + Hodni, ar + holi; but the river is the Rhyd in Porthyrhyd,
    # and Tre- keeps the rh of a hill (rhiw) or moor (rhos)
    rf"(?<!\btr)[aeiouw][{MARKS}]*(rh)(?!ingyll)",
    rf"y[{MARKS}]*(rh)(?!ingyll|iw|os\b|yd(?!er|r))",
    # sicr + hau: after a consonant rh is one letter only where a part of the word begins with it (anrheg)
    r"[bcdfgpt](rh)(?:a(?!g|n|ff|id|mp)|e(?:ai|as|ir|id|wch|i\b|it\b))",
    # pont, nant, cwrt
    r"\b(?:p|b|ph|mh)on(th)(?:ir|enri)",
    r"\b(?:n)an(th)(?:ir|eulog)",
    r"\bcwr(th)(?:ir|enri)",
)
_TWO = re.compile("|".join(_RULES))
_ALL_NG = re.compile("ng")

_PLAIN = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + "âêîôûŵŷÂÊÎÔÛŴŶáéíóúẃýÁÉÍÓÚẂÝàèìòùẁỳÀÈÌÒÙẀỲäëïöüẅÿÄËÏÖÜẄŸ",
    "abcdefghijklmnopqrstuvwxyz" + "aeiouwy" * 8,
)


def split_places(s: str, ng: Ng) -> frozenset[int]:
    """Return the places in `s` of apparent digraphs that are two letters.

    >>> split_places("Bangor a Llangollen", "auto") == {2, 12}
    True
    """
    if ng == "letter":
        return frozenset()
    plain = s.translate(_PLAIN)
    if not any(pair in plain for pair in ("ng", "rh", "nth", "wrth")):
        return frozenset()
    places = {found.start(found.lastindex or 0) for found in _TWO.finditer(plain)}
    if ng == "split":
        places.update(found.start() for found in _ALL_NG.finditer(plain))
    return frozenset(places)
