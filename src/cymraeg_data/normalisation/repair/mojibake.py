"""UTF-8 that was read in another encoding, once or several times: strict round trips, cell by cell.

Bytes are rarely valid UTF-8 by chance, so a cell whose non-ASCII characters all belong to UTF-8 sequences is
almost certainly damaged; but not a single sequence of a capital and a mark (`AMANHÃ…`, `10 Å²`). One sequence
in the cell must therefore be *sure*: a letter that fits the case of its neighbours, where no language writes
a mark. Then a cell that is UTF-8 throughout is repaired as a whole, and in a cell of mixed encodings the sure
sequences are repaired.
"""

import itertools
import re
import unicodedata
from collections.abc import Sequence as Items
from typing import NamedTuple

from cymraeg_data.normalisation.edits import Edit, apply, compose
from cymraeg_data.normalisation.options import DEFAULT, Options
from cymraeg_data.normalisation.repair.protected_spans import Protected
from cymraeg_data.normalisation.repair.wrong_codec import CODECS, Codec, Sequence, sequences, side_by_side

__all__ = ["repair_mojibake"]

_DEPTH = 6  # times that text was misread: our choice; each time more than doubles its length
_HIGH = re.compile(r"[^\x00-\x7f]")

# Confidence of an edit, our choice: the benchmark has no wrong repair among the sure ones.
_WHOLE, _PART, _VOTED = 0.99, 0.97, 0.9

_WELSH = frozenset("âêîôûŵŷÂÊÎÔÛŴŶáéíóúýàèìòùẁỳäëïöüẅÿÁÉÍÓÚÀÈÌÒÙÄËÏÖÜẂẃẀỲ")
_MARKS = frozenset("’‘“”–—…•‰‹›‚„†‡′″\u2009\u200a\u200b\u200e\u202f\ufeff\ufffd€™−")
_SIGNS = frozenset("£¥©®«»°·½¼¾²³¹´¨±×§¶¬¡¿ªº÷µ")

# The second characters of Windows-1252 sequences that may also be correct at the end of a word or after a
# capital.
_TRAILING = frozenset("…”’»“‘«–—‹›„‚•°²³¹·®©™¡¿¯´¨¸˜ˆ\xa0\xad")
_CLOSERS = {"”": "“„", "’": "‘‚", "»": "«", "›": "‹", "…": "…", "–": "–", "—": "—"}
# The second characters in Mac Roman and code page 850 that may follow √ ≈ ├ ┼ in mathematics and drawings.
_DRAWN = frozenset("¥∂∑∏π∫Ω∞±≤≥≠≈°│┤╣║╗╝┐└┴┬├─┼╚╔╩╦╠═╬")
# What the sequences of Latin letters, their accents, signs and marks begin with.
_LEADS = {
    "utf8_as_windows": frozenset("ÂÃÄÅÈÌáâïð"),
    "utf8_as_mac": frozenset("√≈ƒ¬∆Ã·‚\uf8ff"),
    "utf8_as_dos": frozenset("├┼┬─╠Ôß\xad"),
}


class _Place(NamedTuple):
    """The character of a sequence, with the two before it and the one after it in the repaired text."""

    found: str  # the sequence in the text
    closes: bool  # whether its second character may close an open quotation or end a sentence
    character: str
    before: str
    earlier: str
    after: str


def repair_mojibake(
    text: str,
    options: Options = DEFAULT,
    seen: frozenset[str] = frozenset(),
    *,
    protected: Protected | None = None,
    depth: int = _DEPTH,
) -> list[Edit]:
    """Return the edits that repair UTF-8 read in other encodings.

    `seen` names the rules whose damage was seen elsewhere in the same column.

    >>> [(edit.before, edit.after) for edit in repair_mojibake("TÅ· Sign, Cwmd┼Ár")]
    [('Å·', 'ŷ'), ('┼Á', 'ŵ')]
    >>> repair_mojibake("SÃO PAULO, AMANHÃ… «IRMû, 10 Å²")
    []
    """
    edits: list[Edit] = []
    if not depth or not side_by_side(text):
        return edits
    codecs = [codec for codec in CODECS if getattr(options, codec.rule)]
    undecided = False  # a uniform cell that may be undamaged is not cut up
    for whole, codec in itertools.product((True, False), codecs):
        if undecided and not whole and not edits:
            break
        current = apply(text, edits)
        guard = None if edits else protected
        more = _repair_once(current, codec, options, seen, guard, depth, whole=whole)
        undecided = undecided or (whole and more == [])
        edits = compose(text, edits, more or [])
    return edits


def _repair_once(
    text: str,
    codec: Codec,
    options: Options,
    seen: frozenset[str],
    protected: Protected | None,
    depth: int,
    *,
    whole: bool,
) -> list[Edit] | None:
    """Return the edits for one encoding; None unless the cell is sequences throughout (`whole`) or partly."""
    found = sequences(text, codec)
    if found:
        protected = Protected(text) if protected is None else protected
        found = [item for item in found if (item.start, item.end) not in protected]
    if not found or whole != (len(_HIGH.findall(text)) == sum(item.end - item.start for item in found)):
        return None
    all_edits = [_edit(text, item, codec.rule, _WHOLE) for item in found]
    deeper = repair_mojibake(apply(text, all_edits), options, seen, depth=depth - 1)
    verdicts = [_verdict(place, codec) for place in _places(text, found)]
    nested = _covered(found, deeper)
    if whole and (nested or not {"sure", "fair"}.isdisjoint(verdicts) or _is_script(found, codec)):
        return compose(text, all_edits, deeper)
    return [
        _edit(text, item, codec.rule, _PART if number in nested or verdict == "sure" else _VOTED)
        for number, (item, verdict) in enumerate(zip(found, verdicts, strict=True))
        if number in nested or verdict == "sure" or (verdict != "no" and codec.rule in seen)
    ]


def _edit(text: str, item: Sequence, rule: str, confidence: float) -> Edit:
    return Edit(
        rule=rule,
        start=item.start,
        end=item.end,
        before=text[item.start : item.end],
        after=item.character,
        confidence=confidence,
    )


def _covered(found: Items[Sequence], deeper: Items[Edit]) -> set[int]:
    """Return the indices of the sequences whose characters a deeper repair changes."""
    covered, shift, at = set(), 0, 0
    for number, item in enumerate(found):
        place = item.start - shift
        shift += item.end - item.start - 1
        while at < len(deeper) and deeper[at].end <= place:
            at += 1
        if at < len(deeper) and deeper[at].start <= place:
            covered.add(number)
    return covered


def _is_script(found: Items[Sequence], codec: Codec) -> bool:
    """Return whether this is another script, such as Cyrillic or Greek: three adjacent letters of it."""
    run, block = 0, -1
    for one, two in itertools.pairwise(found):
        number = ord(two.character) >> 7
        same = one.end == two.start and number == ord(one.character) >> 7 and number >= 7  # from Greek on
        run = run + 1 if same and number == block else int(same)
        block = number
        if run > 1 and two.character.isalpha() and codec.rule == "utf8_as_windows":
            return True
    return False


def _places(text: str, found: Items[Sequence]) -> list[_Place]:
    """Return each sequence with its neighbours, which may be the characters of other sequences."""
    places = []
    for number, item in enumerate(found):
        before, earlier = _two_before(text, found, number)
        following = found[number + 1] if number + 1 < len(found) else None
        after = (
            following.character
            if following and following.start == item.end
            else text[item.end : item.end + 1]
        )
        shown = text[item.start : item.end]
        closes = any(opener in text for opener in _CLOSERS.get(shown[1], ""))
        places.append(_Place(shown, closes, item.character, before, earlier, after))
    return places


def _two_before(text: str, found: Items[Sequence], number: int) -> tuple[str, str]:
    place = found[number].start
    taken: list[str] = []
    while len(taken) < 2 and place > 0:  # two characters
        if number and found[number - 1].end == place:
            number -= 1
            place = found[number].start
            taken.append(found[number].character)
        else:
            place -= 1
            taken.append(text[place])
    taken += ["", ""]
    return taken[0], taken[1]


def _verdict(place: _Place, codec: Codec) -> str:
    """Return "sure", "fair", "likely" or "no" for one sequence; "fair" is enough for a whole cell."""
    character = place.character
    unused = unicodedata.category(character) in {"Cn", "Co"}  # unassigned, or for private use
    if unused or place.found[0] not in _LEADS[codec.rule]:
        return "no"
    if character in _MARKS or ord(character) > 0xFFFF:  # pictures and rare scripts, of four bytes
        return "sure"
    if character == "\xa0" or character in _SIGNS:
        return _verdict_of_sign(place)
    if unicodedata.combining(character):
        return "sure" if unicodedata.normalize("NFC", place.before + character) in _WELSH else "no"
    if not _is_latin(character) or not _fits(place):
        return "no"
    return _verdict_of_letter(place, windows=codec.rule == "utf8_as_windows")


def _is_latin(character: str) -> bool:
    """Return whether a character is a letter of Latin script, except phonetic ones."""
    number = ord(character)
    return character.isalpha() and (number < 0x250 or 0x1E00 <= number < 0x1F00)  # as Unicode has them


def _fits(place: _Place) -> bool:
    """Return whether a letter fits the case of its neighbours."""
    before, after, character = place.before, place.after, place.character
    if character.isupper():
        return not before.islower() and (not after.islower() or not before.isalpha())
    capital_inside = before.isupper() and place.earlier.isupper()
    return not after.isupper() and not capital_inside


def _verdict_of_sign(place: _Place) -> str:
    """Return the verdict on a sign (`Â£`) or no-break space: after a capital, or alone, Â may be a letter."""
    if place.character == "£":
        return "sure"
    if place.found == "Â\xa0":
        return "sure" if place.before.islower() or place.before.isdigit() else "likely"
    return "likely" if place.before.isupper() else "sure"


def _verdict_of_letter(place: _Place, *, windows: bool) -> str:
    second, near = place.found[1], place.before.isalpha() or place.after.isalpha()
    welsh = place.character in _WELSH
    if not windows:
        fair = "fair" if near else "likely"
        return "sure" if welsh and (near or second not in _DRAWN) else fair
    if second not in _TRAILING:
        return "sure" if welsh or near else "likely"
    if not near:
        return "likely"
    if place.before.islower() or place.after.isalpha():
        # A capital with a mark inside a lower-case word, or a mark before a letter.
        return "sure" if welsh or (place.before.isalpha() and place.after.isalpha()) else "likely"
    return "sure" if welsh and not place.closes else "likely"
