"""ISO-8859-14 that was read as Latin-1 or Windows-1252: ŵ ŷ Ŵ Ŷ appear as the Icelandic ð þ Ð Þ.

A Welsh circumflex is in the place of a vowel, after a consonant; in Icelandic, ð follows a vowel or r and þ
precedes a vowel, so the neighbours distinguish the two. A word of the lexicon is evidence alone; any other
only in a text without an Icelandic letter out of its Welsh place, so that names such as Þórr and Guðrún are
left alone.
"""

import re

from cymraeg_data.detection import detect
from cymraeg_data.normalisation.edits import Edit
from cymraeg_data.normalisation.lexicon import is_word
from cymraeg_data.normalisation.repair.protected_spans import Protected
from cymraeg_data.welsh.stop_words import STOP_WORDS

__all__ = ["TELLTALES", "repair_celtic"]

TELLTALES = {"ð": "ŵ", "þ": "ŷ", "Ð": "Ŵ", "Þ": "Ŷ"}

_TABLE = str.maketrans(TELLTALES)
_TELLTALE = re.compile("[ðþÐÞ]")
_WORD = re.compile(r"[^\W\d_]*[ðþÐÞ][^\W\d_]*")
_FOREIGN = re.compile(r"[kqvxzj]|[^\x00-\x7fâêîôûŵŷïöëáéíóúàèìòùäðþ]", re.IGNORECASE)
_CONSONANT = "bcdfghlmnprst"
_PLACES = re.compile(
    rf"[bcdfghlmnpst][ð](?=[{_CONSONANT}y])"  # dŵr, cŵn, gŵyl
    rf"|[bcdfgpt]r[ð](?=[{_CONSONANT}y])"  # grŵp, but not Icelandic orðs
    r"|si[ð](?=r)"  # siŵr
    r"|(?<![^\W\d_])[ð](?=yn|yl|yr|r\b)"  # ŵyn, ŵyl, ŵyr, ŵr
    rf"|[{_CONSONANT}w][þ](?![aeiouwyâêîôûáéíóúæöý])"  # tŷ, hŷn, Llŷn
    r"|[bcdlmnpst][ð]\b"  # Llandŵ
    r"|(?<![^\W\d_])[þ](?=[dm]\b)",  # ŷd
    re.IGNORECASE,
)
# Among words that show the text to be Welsh, any ð or þ after or before a consonant counts: bŵts, canŵio.
_LOOSE = re.compile(rf"(?<=[{_CONSONANT}h])[ðþ]|(?<![^\W\d_])[ðþ](?=[{_CONSONANT}y])", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+")
_ENOUGH = 2  # Welsh function words that show a text to be Welsh: our choice
# In words outside the lexicon one of these follows ŵ: Icelandic has ð before the others (bragðs, hefðbundin).
_AFTER_W = re.compile(r"[ð](?![rnlpdygc]|\b)", re.IGNORECASE)

_SURE = 0.9  # our choice: the vote of a column does not lift cells that are surely in another language
_KNOWN, _SHAPED, _VOTED = 0.99, 0.95, 0.9  # our choice: no wrong repair in the benchmark


def repair_celtic(
    text: str, seen: frozenset[str] = frozenset(), *, protected: Protected | None = None
) -> list[Edit]:
    """Return the edits that replace ð and þ by ŵ and ŷ.

    >>> [edit.after for edit in repair_celtic("Tþ Newydd, Cwmdðr")]
    ['ŷ', 'ŵ']
    >>> repair_celtic("Þórr a Guðrún")
    []
    """
    found = list(_WORD.finditer(text)) if _TELLTALE.search(text) else []
    if not found:
        return []
    protected = Protected(text, undecided=True) if protected is None else protected
    verdicts = [_verdict(match.group()) for match in found]
    shaped = 0.0 if "no" in verdicts else _SHAPED
    loose = _SHAPED if shaped and "loose" in verdicts and _is_welsh(text) else 0.0
    if "celtic_as_windows" in seen and not (shaped and loose) and not _is_elsewhere(text):
        shaped, loose = shaped or _VOTED, loose or _VOTED
    confidence = {"known": _KNOWN, "shaped": shaped, "loose": loose, "no": 0.0}
    edits = [
        _edit(match, place, confidence[verdict])
        for match, verdict in zip(found, verdicts, strict=True)
        if confidence[verdict]
        for place in (number for number, letter in enumerate(match.group()) if letter in TELLTALES)
    ]
    return protected.outside(edits)


def _verdict(word: str) -> str:
    """Return "known" for a word of the lexicon, "shaped" or "loose" for a possible Welsh word, else "no"."""
    repaired = word.translate(_TABLE)
    if not (repaired.islower() or repaired.isupper() or repaired.istitle()):
        return "no"
    if is_word(repaired):
        return "known"
    n_telltales = sum(letter in TELLTALES for letter in word)
    if _FOREIGN.search(word) or len(_LOOSE.findall(word)) < n_telltales:
        return "no"
    places = len(_PLACES.findall(word))
    return "shaped" if places == n_telltales and not _AFTER_W.search(word) else "loose"


def _is_welsh(text: str) -> bool:
    return sum(word.lower() in STOP_WORDS for word in _WORDS.findall(text)) >= _ENOUGH


def _is_elsewhere(text: str) -> bool:
    """Return whether a cell is surely in a language that the model cannot name, as Norse is."""
    found = detect(text)
    return found.language == "mis" and found.confidence >= _SURE


def _edit(match: re.Match[str], place: int, confidence: float) -> Edit:
    before, start = match.group()[place], match.start() + place
    return Edit(
        rule="celtic_as_windows",
        start=start,
        end=start + 1,
        before=before,
        after=TELLTALES[before],
        confidence=confidence,
    )
