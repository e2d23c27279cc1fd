"""English in place of Welsh: B303 a copied sentence, B305 a copied label, B306 placeholder text."""

import re
from difflib import SequenceMatcher
from functools import cache

import numpy as np

from cymraeg_data.bilingual.prose_evidence import Evidence
from cymraeg_data.bilingual.rules.text_pairs import Mask, TextPairs, matches
from cymraeg_data.names.gazetteer import canonical_name
from cymraeg_data.translation.word_translations import load

__all__ = ["copies"]

_WORDS_COPY = 3
_WORDS_LABEL = 4
_SURE, _VERY_SURE = 0.9, 0.97
# Texts from which a list is recognised, and the share of them with a plain word: our choice.
_MANY, _FEW = 20, 0.1
_PLAIN_WORD = r"(?:^|[^\p{L}\p{M}'’-])\p{Ll}{4,}"
_TRANSLATED = 0.3  # probability from which the dictionary has another word for it; our choice

_PREFIX = 12  # characters of a mark before or after the English; this and the next two are our choice
_LONG = 8  # letters from which an English text is long enough to be recognised
_NEARLY = 0.85  # likeness from which a text is nearly the English: it may have changed since

# A mark of the language glued to the English, at either end or before each part: "CY: Contact us", "[Welsh]
# Contact us".
_NAMES = r"(?:cy|cym|wel|cymraeg|welsh|gymraeg)"
_MARK = re.compile(
    rf"[\[({{<*_#~!-]*(?<![^\W_]){_NAMES}(?:[-_"
    r" ]?(?:gb|text|version|translation))?(?![^\W_])\s*[\])}>*_#~!:.–—-]*\s*",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(?<![^\W_])(?:CYM?|WELSH|CYMRAEG|Welsh|Cymraeg|Cy|cym?|welsh|cymraeg)(?=[A-Z\[({<%\d])")
_MARKED = rf"(?i){_NAMES}"
_PLACE_HOLDING = re.compile(
    r"\W*(?:"
    r"tb[acd]|to\s?do|fixme|x{3,}|\?{2,}|lorem ipsum.*|dummy(?: (?:text|content))?|placeholder(?:"
    r" text)?|changeme|asdf\w*|n/a"
    r"|(?:welsh|cymraeg)(?: (?:text|version|content|copy|translation|here|placeholder|tbc|goes"
    r" here|needed|required|to follow))+"
    r"|(?:needs?|requires?|awaiting|pending|missing|no|add) (?:a )?(?:welsh )?translati(?:on|ng)(?: \w+)?"
    r"|(?:to be|not yet|un)[ -]?translated(?: \w+){0,3}|translat(?:e|ion)(?: me| this| needed| required| to"
    r" follow| tbc| here)?"
    r"|(?:angen|aros am|disgwyl) (?:am )?(?:cyfieithiad|gyfieithiad|ei gyfieithu|cyfieithu)(?: \w+)?"
    r"|(?:cyfieithiad|testun|fersiwn)(?: cymraeg)?(?: (?:i ddilyn|ar goll|yma|dros dro))+"
    r"|i['’]w gyfieithu|heb ei gyfieithu|i['’]w (?:gadarnhau|ychwanegu)"
    r")\W*",
    re.IGNORECASE | re.DOTALL,
)
_MAY_HOLD = (
    r"(?i)tb[acd]|to.?do|fixme|xxx|\?\?|lorem|dummy|placeholder|changeme|asdf|\bn/a\b|translat|[cg]yfieith|"
    r"welsh|cymraeg|gadarnhau|ychwanegu"
)
_ADDRESS = re.compile(r"^\s*\S*(?:://|@|www\.)\S*\s*$")
_INNER = re.compile(
    r"(?:\[|\(|<|\{|\*|\b)(?:welsh translation|translation|cyfieithiad|lorem"
    r" ipsum)[^\])>}*]{0,30}(?:needed|required|pending|to follow|tbc|i ddilyn|dolor)",
    re.IGNORECASE,
)


def copies(sides: TextPairs) -> dict[str, Mask]:
    """Return which Welsh texts are copies of the English, or placeholder text."""
    whole = sides.signs(sides.cy_seen, sides.same, _is_sentence)
    asked = sides.same & ~whole & (sides.cy_seen.language == "en") & (not _are_names(sides))
    short = sides.signs(sides.cy_seen, asked, _may_be_label)
    label = sides.judged(short, lambda _en, cy: _is_label(cy))
    unsure = (sides.cy_seen.language != "cy") | (sides.cy_seen.confidence < _SURE)
    en, cy = sides.lengths
    marked = (
        unsure & ~sides.same & (matches(sides.cy, _MARKED) | (np.abs(cy - en - _PREFIX // 2) <= _PREFIX // 2))
    )
    dummy = sides.judged(marked, _is_marked_english) | sides.judged(
        matches(sides.cy, _MAY_HOLD), _holds_place
    )
    return {"B303": whole & ~dummy, "B305": label & ~dummy, "B306": dummy}


def _are_names(sides: TextPairs) -> bool:
    """Return whether this is a list of names: of many texts, hardly any has a plain lower-case word."""
    n = int(sides.cy_there.sum())
    return n >= _MANY and int(matches(sides.cy, _PLAIN_WORD).sum()) < _FEW * n


def _is_sentence(signs: Evidence) -> Mask:
    sentence = (signs.n_words >= _WORDS_COPY) & (signs.n_plain >= 1)
    seen = (signs.language == "en") & (signs.confidence >= _SURE)
    sure: Mask = (
        sentence & (signs.n_welsh == 0) & ((signs.n_english >= 1) | (seen & (signs.confidence >= _VERY_SURE)))
    )
    return sure


def _may_be_label(signs: Evidence) -> Mask:
    mask: Mask = (signs.n_words >= 1) & (signs.n_words <= _WORDS_LABEL) & (signs.confidence >= _SURE)
    return mask


@cache
def _is_label(text: str) -> bool:
    """Return whether a short text is English with a Welsh translation, not a name, a code or a shared word.

    It begins with a capital and is not all capitals; the dictionary knows each of its words, a different
    Welsh word for at least one, and none of them is also a Welsh word.
    """
    words = re.findall(r"[^\W\d_]+", text)
    if not words or not words[0][0].isupper() or any(len(word) > 1 and word.isupper() for word in words):
        return False
    if canonical_name(text) is not None or (len(words) > 1 and all(word[0].isupper() for word in words)):
        return False
    return all(_english_only(word.lower()) for word in words)


def _english_only(word: str) -> bool:
    import simplemma

    dictionary = load()
    headword = simplemma.lemmatize(word, "en").lower()
    number = dictionary.english.numbers.get(headword)
    if number is None or simplemma.is_known(word, "cy"):
        return False
    n_welsh = len(dictionary.welsh.shares)
    low, high = np.searchsorted(dictionary.keys, (number * n_welsh, (number + 1) * n_welsh))
    own = dictionary.welsh.numbers.get(headword)
    other = dictionary.keys[low:high] - number * n_welsh != (-1 if own is None else own)
    return bool((dictionary.to_welsh[low:high][other] >= _TRANSLATED).any())


def _is_marked_english(en: str, cy: str) -> bool:
    """Return whether the Welsh is nearly the English with the language's name or another mark added."""
    if _MARK.search(en) or _ADDRESS.search(cy):
        return False
    english, welsh = _squeezed(en), _squeezed(cy)
    stripped = _squeezed(_MARK.sub("", _GLUED.sub("", cy)))
    if not any(character.isalpha() for character in english):
        return False
    if stripped != welsh:
        near = len(english) >= _LONG and " " in en.strip()
        return stripped == english or (
            near and SequenceMatcher(None, stripped, english, autojunk=False).ratio() >= _NEARLY
        )
    return len(english) >= _LONG and welsh != english and _mark_of(welsh, english)


def _mark_of(welsh: str, english: str) -> bool:
    """Return whether something short other than a Welsh word is before or after the English."""
    import simplemma

    if not welsh.endswith(english) and not welsh.startswith(english):
        return False
    mark = welsh.removesuffix(english) if welsh.endswith(english) else welsh.removeprefix(english)
    return 0 < len(mark) <= _PREFIX and mark.isalpha() and not simplemma.is_known(mark, "cy")


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _holds_place(en: str, cy: str) -> bool:
    """Return whether the Welsh only says that Welsh will follow, while the English does not say so."""
    if _PLACE_HOLDING.fullmatch(cy) or _INNER.search(cy):
        return not (_PLACE_HOLDING.fullmatch(en) or _INNER.search(en))
    return False
