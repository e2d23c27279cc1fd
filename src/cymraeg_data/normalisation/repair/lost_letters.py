"""Lost letters: a `?` or U+FFFD in place of ŵ or ŷ, and circumflexes typed as ^ after the letter.

A question mark may be real, so it is replaced only inside a word, or where the letters before it are not a
word, and only where exactly one word of the lexicon fits; where several fit, they are suggested.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from cymraeg_data.detection import detect
from cymraeg_data.normalisation.edits import Edit, Suggestion
from cymraeg_data.normalisation.lexicon import SLOT, fitting, is_common, is_word, phrase_letter
from cymraeg_data.normalisation.repair.protected_spans import Protected
from cymraeg_data.welsh.dictionary import VERB_FORMS, dictionary_form, n_forms
from cymraeg_data.welsh.mutations import radicals
from cymraeg_data.welsh.stop_words import STOP_WORDS

__all__ = ["has_caret", "has_lost", "repair_carets", "repair_lost"]

_LETTER = r"[^\W\d_]"
_LOST = re.compile(rf"{_LETTER}*(?:(?:\?|\ufffd+){_LETTER}*)+")
_GAP = re.compile(r"\?|\ufffd{1,3}")  # one letter of UTF-8 is lost as up to three bytes
_VOWELS = re.compile(r"[aeiouwyâêîôûŵŷáéíóúïöë]", re.IGNORECASE)
_NO_WELSH = re.compile(r"[kqvxz]", re.IGNORECASE)
_CLITIC = re.compile(r"(.*[aeiouwyâêîôû])\?(r|n|w|ch)|(a|o|na|gyda)\?(i|u)", re.IGNORECASE)  # Mae?r for Mae'r
_BEFORE = re.compile(rf"({_LETTER}+)[\s-]+$")
# tŷ, the one common word with a lost final letter whose rest is not a word.
_HOUSE = frozenset(("t", "d", "th", "nh"))
_GOES_ON = re.compile(rf"[\s-]+{_LETTER}|['’]{_LETTER}|[.,;:)?](?!\w)")
_CAPITAL_NEXT = re.compile(r"\s+[A-ZÂÊÎÔÛŴŶ]|-")
_WATER = re.compile(rf"{_LETTER}+d\?r", re.IGNORECASE)  # Glandŵr, Cwmdŵr: no word ends in -dŷr
_LONE = re.compile(r"\?(?<=[^\W_]\s\?)(?=['’][^\W\d_]|\s[^\W\d_A-Z])")  # a lone â: ynghyd ? thair

_CARET = re.compile(
    rf"(?<![^\W_])((?:(?!ˆ){_LETTER})*?[aeiouwyAEIOUWY])([\^ˆ])((?:(?!ˆ){_LETTER})*)(?![\w^ˆ])"
)
_CARET_BEFORE = re.compile(
    rf"(?<![^\W_])((?![aeiouwyAEIOUWY]){_LETTER}{{1,2}})\^([aeiouwyAEIOUWY])({_LETTER}*)(?![\w^ˆ])"
)
_WITH_HAT = dict(zip("aeiouwyAEIOUWY", "âêîôûŵŷÂÊÎÔÛŴŶ", strict=True))

# Words of at least this many letters with one candidate are repaired; too many shorter words are in no list.
# Our choice: of the accented words of the pool with one candidate, one in fifty was a different word, and
# nearly all of these were shorter.
_LONG = 6
_GUESSES = "ŵŷâêîôû"
_SPANISH = re.compile("[¿¡ñß]", re.IGNORECASE)
_AT_HOME = frozenset(("cy", "en", "br", "kw", "ga", "gd", "gv", "sco", "und", "mul"))
_FOREIGN_SURE = 0.9  # our choice, on columns in five languages
_SHORT = 3  # letters of a word that its neighbours decide
_NEIGHBOUR = re.compile(r"[^\W\d_](?:[^\W\d_]|['’](?=[^\W\d_]))+")
_NEAR = 60  # characters in which the nearest word is looked for
_REPAIRED, _BY_NAME, _CLITIC_LOST = 0.98, 0.99, 0.95


class _Word(NamedTuple):
    """A word with lost letters: its place, its text with `?` for each of them, and its gaps."""

    start: int
    end: int
    text: str
    gaps: tuple[re.Match[str], ...]


def repair_lost(
    text: str, seen: frozenset[str] = frozenset(), *, protected: Protected | None = None
) -> tuple[list[Edit], list[Suggestion]]:
    """Return the edits that restore lost letters, and suggestions where several words fit.

    `seen` may have "kept_latin": other accents survived elsewhere in the column, so that only ŵ and ŷ were
    lost.

    >>> [edit.after for edit in repair_lost("Ynys M?n, D?r Cymru, Pa un?")[0]]
    ['ô', 'ŵ']
    >>> repair_lost("y gwynt a'i s?n")[1][0].candidates
    ('sôn', 'sŵn')
    """
    edits: list[Edit] = []
    suggestions: list[Suggestion] = []
    if not has_lost(text):
        return edits, suggestions
    protected = Protected(text) if protected is None else protected
    only_wy = "kept_latin" in seen
    is_foreign: bool | None = None
    for match in _lost_words(text):
        word = _word(match, text)
        if word is None or (word.start, word.end) in protected:
            continue
        letters, candidates = _judge(word, text, only_wy=only_wy)
        if letters is not None and letters[0] != "'":
            is_foreign = _is_foreign(text) if is_foreign is None else is_foreign
            if is_foreign or _stands_among_others(word, text):
                candidates = (_with(word, letters[0]),)
                letters = None
        if letters:
            edits += _edits(word, letters[0], letters[1])
        elif candidates:
            suggestions.append(
                Suggestion(
                    rule="lost_letter",
                    start=word.start,
                    end=word.end,
                    text=text[word.start : word.end],
                    candidates=candidates,
                )
            )
    suggestions += [
        Suggestion(rule="lost_letter", start=match.start(), end=match.end(), text="?", candidates=("â",))
        for match in _LONE.finditer(text)
        if match.span() not in protected
    ]
    return edits, sorted(suggestions, key=lambda item: item.start)


def _is_foreign(text: str) -> bool:
    """Return whether a text is surely in a language that is neither English nor Celtic.

    Short Welsh with a lost letter can look Gaelic, so that the Celtic languages say nothing.
    """
    if _SPANISH.search(text):
        return True
    for said in (text, _GAP.sub("", text)):
        found = detect(said)
        if found.language not in _AT_HOME and found.confidence >= _FOREIGN_SURE:
            return True
    return False


def _stands_among_others(word: _Word, text: str) -> bool:
    """Return whether a short word has only neighbours that are not Welsh: `d?r` in `d?r Mann` is German."""
    if len(word.text) > _SHORT:
        return False
    before = _NEIGHBOUR.findall(text, max(0, word.start - _NEAR), word.start)[-1:]
    after = _NEIGHBOUR.findall(text, word.end, word.end + _NEAR)[:1]
    return bool(before or after) and not any(_is_welsh_word(near) for near in (*before, *after))


def _is_welsh_word(word: str) -> bool:
    plain = word.lower().replace("’", "'")
    if "'" in plain or plain in STOP_WORDS:
        return True
    if is_word(plain) or any(n_forms(radical) for radical in radicals(plain)):
        return True
    form = dictionary_form(plain)
    return form != plain and n_forms(form) > VERB_FORMS  # clywodd, of clywed


def _with(word: _Word, letters: str) -> str:
    """Return a word with its lost letters."""
    found = iter(letters)
    return _in_case(word, "".join(next(found) if letter == SLOT else letter for letter in word.text))


def _lost_words(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of `_LOST` in a text, tried at each mark from the first letter before it."""
    place = 0
    following = {mark: text.find(mark) for mark in "?\ufffd"}
    while found := [at for at in following.values() if at >= 0]:
        start = min(found)
        while start > place and text[start - 1].isalnum() and not text[start - 1].isdecimal():
            start -= 1
        match = next(_LOST.finditer(text, start))
        yield match
        place = match.end()
        for mark, at in following.items():
            if 0 <= at < place:
                following[mark] = text.find(mark, place)


def has_lost(text: str) -> bool:
    """Return whether a text has a character that may replace a lost letter."""
    return "?" in text or "\ufffd" in text


def has_caret(text: str) -> bool:
    """Return whether a text has a free-standing circumflex."""
    return "^" in text or "ˆ" in text


def repair_carets(text: str, *, protected: Protected | None = None) -> list[Edit]:
    """Return the edits that put a circumflex on the letter before it.

    >>> [(edit.before, edit.after) for edit in repair_carets("dw^r tyˆ 2x^2 a^b")]
    [('w^', 'ŵ'), ('yˆ', 'ŷ')]
    """
    if not has_caret(text):
        return []
    protected = Protected(text) if protected is None else protected
    edits = _carets_before(text)
    for match in _CARET.finditer(text):
        front, sign, back = match.groups()
        hatted = _WITH_HAT[front[-1]]
        word = front[:-1] + hatted + back
        n_letters = len(word)
        plain_shape = word.islower() or word.isupper() or word.istitle()
        known = is_word(word) and (n_letters > 2 or is_common(word))  # a^b is arithmetic
        if plain_shape and (known or sign == "ˆ" or n_letters > 4):  # our choice: variables are shorter
            at = match.start(2) - 1
            edits.append(
                Edit(
                    rule="caret",
                    start=at,
                    end=at + 2,
                    before=front[-1] + sign,
                    after=hatted,
                    confidence=_BY_NAME if known else _CLITIC_LOST,
                )
            )
    return protected.outside(edits)


def _carets_before(text: str) -> list[Edit]:
    """Return the edits of circumflexes typed before their letter (`d^wr`), in words of the lexicon."""
    edits = []
    for match in _CARET_BEFORE.finditer(text):
        front, vowel, back = match.groups()
        hatted = _WITH_HAT[vowel]
        if is_word(front + hatted + back):
            at = match.start(2) - 1
            edits.append(
                Edit(
                    rule="caret", start=at, end=at + 2, before="^" + vowel, after=hatted, confidence=_BY_NAME
                )
            )
    return edits


def _word(match: re.Match[str], text: str) -> _Word | None:
    """Return a word with lost letters, None where the question mark is a real one."""
    found, start = match.group(), match.start()
    if "\ufffd" not in found:
        inner = found.rstrip("?")
        marks = len(found) - len(inner)
        is_house = inner.lower() in _HOUSE and (marks > 1 or text[start - 1 : start] not in {"'", "’"})
        if is_house and marks == 2:  # t??: the letter and the question
            found = inner + "?"
        elif marks > 1 or (marks and not is_house):  # ?? and ??? are questions
            found = inner
    gaps = tuple(_GAP.finditer(found))
    shown = _GAP.sub(SLOT, found)
    if not gaps or len(gaps) > 2 or len(shown) > 40 or len(shown) == len(gaps):  # as in the lexicon
        return None
    return _Word(start, start + len(found), shown, gaps)


def _judge(word: _Word, text: str, *, only_wy: bool) -> tuple[tuple[str, float] | None, tuple[str, ...]]:
    """Return the lost letters with a confidence, or else the words to suggest."""
    before = _BEFORE.search(text, max(0, word.start - 40), word.start)
    named = phrase_letter(before[1], word.text) if before else None
    if named:
        return (named, _BY_NAME), ()
    if not _may_be_welsh(word.text):
        return None, ()
    fits = fitting(word.text)
    if only_wy:
        fits = tuple(fit for fit in fits if set(_lost_of(word.text, fit)) <= {"ŵ", "ŷ"})
        if not fits and _WATER.fullmatch(word.text):
            return ("ŵ", _REPAIRED), ()
    clitic = _CLITIC.fullmatch(word.text)
    if clitic and not fits:
        return (None, ()) if only_wy or len(word.gaps) > 1 else _judge_clitic(word)
    likely = [fit for fit in fits if is_common(fit)]
    chosen = likely if len(likely) == 1 else list(fits) if len(word.text) >= _LONG else []
    joined = clitic is not None and word.text.split(SLOT)[0].lower() in STOP_WORDS  # i?r: iâr, or i'r
    plain = not joined and not _case_unknown(word, text) and not _ends_text(word, text)
    if len(chosen) == 1 and plain:
        return (_lost_of(word.text, chosen[0]), _REPAIRED), ()
    shown = tuple(_in_case(word, fit) for fit in likely or fits) or _guesses(word, only_wy=only_wy)
    return None, (*shown, *((word.text.replace(SLOT, "'"),) if joined else ()))


def _judge_clitic(word: _Word) -> tuple[tuple[str, float] | None, tuple[str, ...]]:
    """Return an apostrophe lost before a clitic; after a capital it may be the vowel of a name (Siân).

    What is before it is a word by itself: the mark in `swyddo?r` is no apostrophe.
    """
    front = word.text.split(SLOT)[0]
    if not (front.lower() in STOP_WORDS or (len(front) > 2 and _is_welsh_word(front))):
        return None, ()
    if front.islower() or front.isupper() or front.lower() in STOP_WORDS:
        return ("'", _CLITIC_LOST), ()
    return None, (word.text.replace(SLOT, "'"), *_guesses(word))


def _may_be_welsh(word: str) -> bool:
    """Return whether a word with gaps has the letters and the case of a Welsh word, unlike Beth?Pam."""
    plain = word.replace(SLOT, "")
    cased = plain.islower() or plain.isupper() or (plain[0].isupper() and plain[1:].islower())
    return (
        cased and not _NO_WELSH.search(word) and not (word[0] == SLOT and plain.istitle() and len(plain) > 1)
    )


def _case_unknown(word: _Word, text: str) -> bool:
    """Return whether the lost letter began a sentence or a name, so that it may have been a capital."""
    if not word.text.startswith(SLOT) or word.text.replace(SLOT, "").isupper():
        return False
    small_before = re.search(r"(?<![^\W_])[^\W\d_A-Z]+[,;]?\s+$", text[max(0, word.start - 40) : word.start])
    return small_before is None or _CAPITAL_NEXT.match(text, word.end) is not None


def _ends_text(word: _Word, text: str) -> bool:
    """Return whether a `?` at the end of a word may be a question mark: no continuation follows it."""
    return word.text[-1] == SLOT and word.gaps[-1].group() == "?" and _GOES_ON.match(text, word.end) is None


def _lost_of(word: str, fit: str) -> str:
    return "".join(letter for gap, letter in zip(word, fit, strict=True) if gap == SLOT)


def _capitals(word: _Word) -> bool:
    plain = word.text.replace(SLOT, "")
    return plain.isupper() and (len(plain) > 1 or word.text.startswith(SLOT))


def _in_case(word: _Word, fit: str) -> str:
    if _capitals(word):
        return fit.upper()
    return fit[0].upper() + fit[1:] if word.text[0].isupper() else fit


def _guesses(word: _Word, *, only_wy: bool = False) -> tuple[str, ...]:
    """Return the word with each circumflexed letter, where no known word fits."""
    if len(word.gaps) > 1 or len(word.text) < 3:  # a single letter is no evidence
        return ()
    return tuple(
        _in_case(word, word.text.lower().replace(SLOT, letter))
        for letter in (_GUESSES[:2] if only_wy else _GUESSES)
    )


def _edits(word: _Word, letters: str, confidence: float) -> list[Edit]:
    shown = letters.upper() if _capitals(word) else letters
    return [
        Edit(
            rule="lost_letter",
            start=word.start + gap.start(),
            end=word.start + gap.end(),
            before=gap.group(),
            after=unicodedata.normalize("NFC", letter),
            confidence=confidence,
        )
        for gap, letter in zip(word.gaps, shown, strict=True)
    ]
