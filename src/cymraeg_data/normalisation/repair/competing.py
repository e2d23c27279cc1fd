"""Suggestions for words that differ from another only by a circumflex, by their context."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cymraeg_data.normalisation.edits import Suggestion
from cymraeg_data.normalisation.repair.protected_spans import Protected

__all__ = ["suggest"]

# Our choice of unaccented spellings that have no meaning in standard Welsh, or one so rare that the accent is
# nearly always missing.
_BARE = {
    "dwr": "dŵr",
    "ddwr": "ddŵr",
    "ty": "tŷ",
    "nhy": "nhŷ",
    "gwr": "gŵr",
    "gwyl": "gŵyl",
    "cwn": "cŵn",
    "chwn": "chŵn",
    "nghwn": "nghŵn",
    "swn": "sŵn",
    "siwr": "siŵr",
    "grwp": "grŵp",
    "rwan": "rŵan",
    "ynglyn": "ynglŷn",
    "sgor": "sgôr",
    "ffram": "ffrâm",
    "sgwar": "sgwâr",
    "tim": "tîm",
    "caniatau": "caniatáu",
    "copio": "copïo",
    "cwmniau": "cwmnïau",
    "polisiau": "polisïau",
    "storiau": "storïau",
    "crewyd": "crëwyd",
}


class _Rival(NamedTuple):
    """Two words, and the neighbours that suggest the accented one."""

    accented: str
    before: str = r"(?!)"
    after: str = r"(?!)"


# Both of each pair are common words; the patterns, our choice, are of grammar and set phrases.
_RIVALS = {
    "hyn": _Rival(
        "hŷn",
        before=r"(?:pobl|oedolion|oed|flwydd|mlwydd|neu|yn|brawd|chwaer|mab|merch|disgyblion)\s",
        after=r"\sna",
    ),
    "gan": _Rival("gân", before=r"(?:y|hen|fy|ei|un|canu|hon)\s"),
    "can": _Rival("cân", before=r"(?:ysgrifennu|cyfansoddi)\s"),
    "mor": _Rival("môr", before=r"(?:y|ar|glan|i'r|o'r|dros|lefel y|gwely'r)\s"),
    "tan": _Rival("tân", before=r"(?:gwasanaeth|y|diffoddwyr|gorsaf|larwm|diogelwch)\s"),
    "dan": _Rival("dân", before=r"(?:ar|i'r|o)\s"),
    "ol": _Rival("ôl", before=r"(?:ar|yn|o|tu|dilyn|yr|mynd)\s"),
    "nol": _Rival("nôl", before=r"(?:i|yn|ddoe)\s"),
    "mel": _Rival("mêl", before=r"(?:a|o|y|gwenyn)\s"),
    "pel": _Rival("pêl", before=r"(?:y|chwarae|gêm)\s", after=r"\s(?:droed|rwyd)"),
    "gwyn": _Rival("gŵyn", before=r"(?:gwneud|eich|fy|y|un)\s", after=r"\syn erbyn"),
    "man": _Rival("mân", after=r"\s(?:newidiadau|bethau|reolau|ddarnau|ddyledion)"),
    "lan": _Rival("lân", before=r"(?:yn|dŵr)\s"),
    "a": _Rival(
        "â",
        before=(
            r"(?:gysylltu|cysylltu|cysylltwch|ynghyd|peidiwch|gydag?|ymwneud|ogystal|cytuno|siarad|delio|cyfarfod|cymharu|cwrdd|cymaint|mor"
            r" \w+|cyn \w+)\s"
        ),
    ),
    "tal": _Rival(
        "tâl",
        before=r"(?:heb|am|y|codi|rhad ac am ddim neu)\s",
        after=r"\s(?:aelodaeth|mynediad|salwch|mamolaeth)",
    ),
}
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?:'r)?(?![^\W_])")
_NEAR = 30  # characters of context on each side: enough for the longest neighbour


def suggest(text: str, protected: Protected | None = None) -> Iterator[Suggestion]:
    """Yield suggestions for words that may lack an accent; none is ever changed.

    >>> [(item.text, item.candidates) for item in suggest("Pobl hyn yn yfed dwr o'r ty")]
    [('hyn', ('hŷn',)), ('dwr', ('dŵr',)), ('ty', ('tŷ',))]
    """
    protected = Protected(text) if protected is None else protected
    for match in _WORD.finditer(text):
        word = match.group().lower()
        wanted = _BARE.get(word) or _rival(word, text, match)
        if wanted and match.span() not in protected:
            yield Suggestion(
                rule="competing_word",
                start=match.start(),
                end=match.end(),
                text=match.group(),
                candidates=(_in_case(match.group(), wanted),),
            )


def _rival(word: str, text: str, match: re.Match[str]) -> str | None:
    rival = _RIVALS.get(word)
    if rival is None:
        return None
    before = text[max(0, match.start() - _NEAR) : match.start()].lower()
    after = text[match.end() : match.end() + _NEAR].lower()
    asked = re.search(rf"(?<!\w)(?:{rival.before})\Z", before) or re.match(rf"(?:{rival.after})(?!\w)", after)
    return rival.accented if asked else None


def _in_case(word: str, wanted: str) -> str:
    if word.isupper() and len(word) > 1:
        return wanted.upper()
    return wanted[0].upper() + wanted[1:] if word[0].isupper() else wanted
