"""Welsh words with accents, to identify damaged words: simplemma's, read at run time, and our own table."""

import functools
import itertools
import unicodedata
from collections.abc import Mapping

from cymraeg_data.welsh import mutate, radicals

__all__ = ["ACCENTED", "SLOT", "fitting", "is_common", "is_word", "phrase_letter"]

SLOT = "?"
"""The placeholder of a lost letter in the words given to `fitting`."""

ACCENTED = "âêîôûŵŷáéíóúàèìòùẁỳäëïöüẅÿ"
_SLOTS = 2  # lost letters in one word: our choice; with more too little of the word is left
# letters of a word that is looked up: our choice; no Welsh word is longer, except place names for tourists
_LONGEST = 40

# Our choice of accented words and names that are common today; other words that also fit are rare, dialect or
# errors of a list. Mutated forms are made from them. The last line has rivals of the others (stŵr and stôr,
# siŵr and siâr), so that neither replaces the other.
_COMMON = (
    "tŷ dŵr gŵr gŵyl gŵydd gŵyr ŵyr ŵyn cŵn sŵn stŵr ystŵr siŵr siŵred cŵyn pŵer grŵp tŵr pŵl sŵ bŵth mŵg hŷn"
    " ŷd rŵan yrŵan ynglŷn dŵad ŷm ŷnt ŷch gwŷr gwŷdd Llŷr Llŷn Glyndŵr môr dôl ôl nôl sôn rôl lôn tôn côr"
    " stôl ffôn bôn pôl siôn sgôr tân cân gân mân glân brân plât pâr sâl tâl iâr iâ gwlân gwahân ffrâm sgwâr"
    " siâp tâp ystâd caniatâd siân arwyddocâd iachâd pêl trên gêm sêr sêl parêd grêt llên clên tîm plîs sgrîn"
    " cânt câi caniatáu casáu copïo themâu dramâu storïau cwmnïau copïau polisïau categorïau fformiwlâu"
    " fformwlâu crëwyd crëwr crëwyr gwnânt ffôns rhêg dêl brêc ffŵl ffôl grât pêr stêl böer sbïo crïwr têl"
    " trôns clôs blêr ffrôg gŵn siâr stôr mêr gwâr têr câr"
).split()
_FIRM = frozenset("siân siôn gêm grêt têr câr mêr".split())  # usually unmutated; their mutated forms mislead

# Names and phrases in which the neighbour shows which letter was lost: our choice; each name is in the
# standardised list.
_PHRASES = {
    ("ynys", "m?n"): "ô",
    ("sir", "m?n"): "ô",
    ("bro", "m?n"): "ô",
    ("sir", "f?n"): "ô",
    ("sir", "g?r"): "â",
    ("pen", "ll?n"): "ŷ",
    ("penrhyn", "ll?n"): "ŷ",
    ("dwyfor", "ll?n"): "ŷ",
    ("bae", "ll?n"): "ŷ",
    ("yn", "si?r"): "ŵ",
    ("n", "si?r"): "ŵ",  # mae'n siŵr
}


def fitting(word: str) -> tuple[str, ...]:
    """Return the words, in lower case, that `word` may have been before its letters at `?` were lost.

    >>> fitting("gr?p"), fitting("s?n"), fitting("cath?")
    (('grŵp',), ('sîn', 'sôn', 'sŵn'), ())
    """
    plain = word.lower()
    if not 1 <= plain.count(SLOT) <= _SLOTS or not 1 < len(plain) <= _LONGEST:
        return ()
    return _by_gaps().get(plain) or _demutated(plain)


def is_word(word: str) -> bool:
    """Return whether an accented word is in the lexicon, itself or in its radical form.

    >>> is_word("dŵr"), is_word("Nhŷ"), is_word("dẃr")
    (True, True, False)
    """
    plain = unicodedata.normalize("NFC", word).lower()
    return plain in _words() or any(radical in _words() for radical in radicals(plain))


def is_common(word: str) -> bool:
    """Return whether an accented word, in any form, is common.

    >>> is_common("nhŷ"), is_common("dôr")
    (True, False)
    """
    return word.lower() in _common()


def phrase_letter(before: str, word: str) -> str | None:
    """Return the letter lost from a name, if the word before it shows it.

    >>> phrase_letter("Ynys", "M?n")
    'ô'
    """
    return _PHRASES.get((before.lower(), word.lower()))


def _demutated(plain: str) -> tuple[str, ...]:
    """Return the words with a known radical form; mutated forms are often missing from the list."""
    if plain.startswith(SLOT):
        return ()
    filled = (
        functools.reduce(lambda made, letter: made.replace(SLOT, letter, 1), letters, plain)
        for letters in itertools.product(ACCENTED[:14], repeat=plain.count(SLOT))
    )
    return tuple(word for word in filled if is_word(word))


@functools.cache
def _common() -> frozenset[str]:
    words = {word.lower() for word in _COMMON}
    forms = {mutate(word, kind) for word in words - _FIRM for kind in ("soft", "nasal", "aspirate")}
    return frozenset(words | forms)


@functools.cache
def _words() -> frozenset[str]:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    listed = (word for word in DefaultDictionaryFactory().get_dictionary("cy") if not word.isascii())
    plain = (unicodedata.normalize("NFC", word).lower() for word in itertools.chain(listed, _common()))
    return frozenset(word for word in plain if any(letter in ACCENTED for letter in word))


@functools.cache
def _by_gaps() -> Mapping[str, tuple[str, ...]]:
    """Return the words by their text without one or two accented letters."""
    found: dict[str, list[str]] = {}
    for word in sorted(_words()):
        places = [number for number, letter in enumerate(word) if letter in ACCENTED][:4]
        for n_lost in range(1, min(_SLOTS, len(places)) + 1):
            for lost in itertools.combinations(places, n_lost):
                left = "".join(SLOT if number in lost else letter for number, letter in enumerate(word))
                found.setdefault(left, []).append(word)
    return {left: tuple(words) for left, words in found.items()}
