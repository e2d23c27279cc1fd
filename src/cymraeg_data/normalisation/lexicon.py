"""Welsh words with accents, to know which word a damaged one was.

From simplemma's list at run time, and our own table.
"""

import functools
import itertools
import unicodedata
from collections.abc import Mapping

from cymraeg_data.welsh import mutate, radicals

__all__ = ["ACCENTED", "SLOT", "fitting", "is_common", "is_word", "phrase_letter"]

SLOT = "?"
"""What stands for a lost letter in the words that `fitting` is asked about."""

ACCENTED = "âêîôûŵŷáéíóúàèìòùẁỳäëïöüẅÿ"
_SLOTS = 2  # lost letters in one word: ours; with more there is too little left to go by
# letters of a word that may be looked up: ours; no Welsh word is longer, place names for tourists apart
_LONGEST = 40

# Words and names with an accent that are common in writing today; where one of them fits and other words do
# too, those are
# rare, dialect or mistakes of a list. Ours. Mutated forms are made from them. The last line has rivals of the
# others (stŵr and
# stôr, siŵr and siâr), so that neither is written for the other.
_COMMON = (
    "tŷ dŵr gŵr gŵyl gŵydd gŵyr ŵyr ŵyn cŵn sŵn stŵr ystŵr siŵr siŵred cŵyn pŵer grŵp tŵr pŵl sŵ bŵth mŵg hŷn"
    " ŷd rŵan yrŵan ynglŷn dŵad ŷm ŷnt ŷch gwŷr gwŷdd Llŷr Llŷn Glyndŵr môr dôl ôl nôl sôn rôl lôn tôn côr"
    " stôl ffôn bôn pôl siôn sgôr tân cân gân mân glân brân plât pâr sâl tâl iâr iâ gwlân gwahân ffrâm sgwâr"
    " siâp tâp ystâd caniatâd siân arwyddocâd iachâd pêl trên gêm sêr sêl parêd grêt llên clên tîm plîs sgrîn"
    " cânt câi caniatáu casáu copïo themâu dramâu storïau cwmnïau copïau polisïau categorïau fformiwlâu"
    " fformwlâu crëwyd crëwr crëwyr gwnânt ffôns rhêg dêl brêc ffŵl ffôl grât pêr stêl böer sbïo crïwr têl"
    " trôns clôs blêr ffrôg gŵn siâr stôr mêr gwâr têr câr"
).split()
_FIRM = frozenset(
    "siân siôn gêm grêt têr câr mêr".split()
)  # that as a rule stay as they are; their forms mislead

# Names and phrases in which the neighbour says which letter was lost. Ours; each name is one of the
# standardised list.
_PHRASES = {
    ("ynys", "m?n"): "ô",
    ("sir", "m?n"): "ô",
    ("bro", "m?n"): "ô",
    ("pen", "ll?n"): "ŷ",
    ("penrhyn", "ll?n"): "ŷ",
    ("dwyfor", "ll?n"): "ŷ",
    ("bae", "ll?n"): "ŷ",
    ("yn", "si?r"): "ŵ",
    ("n", "si?r"): "ŵ",  # mae'n siŵr
}


def fitting(word: str) -> tuple[str, ...]:
    """Return the words, in small letters, that `word` can have been before its letters at `?` were lost.

    >>> fitting("gr?p"), fitting("s?n"), fitting("cath?")
    (('grŵp',), ('sîn', 'sôn', 'sŵn'), ())
    """
    plain = word.lower()
    if not 1 <= plain.count(SLOT) <= _SLOTS or not 1 < len(plain) <= _LONGEST:
        return ()
    return _by_gaps().get(plain) or _demutated(plain)


def is_word(word: str) -> bool:
    """Return whether a word with an accent is one of the words, itself or in its radical form.

    >>> is_word("dŵr"), is_word("Nhŷ"), is_word("dẃr")
    (True, True, False)
    """
    plain = unicodedata.normalize("NFC", word).lower()
    return plain in _words() or any(radical in _words() for radical in radicals(plain))


def is_common(word: str) -> bool:
    """Return whether an accented word, in any form of it, is one that everybody writes.

    >>> is_common("nhŷ"), is_common("dôr")
    (True, False)
    """
    return word.lower() in _common()


def phrase_letter(before: str, word: str) -> str | None:
    """Return the letter that was lost from a name, where the word before it says so.

    >>> phrase_letter("Ynys", "M?n")
    'ô'
    """
    return _PHRASES.get((before.lower(), word.lower()))


def _demutated(plain: str) -> tuple[str, ...]:
    """Return the words of which a radical form is known.

    Mutated forms are often not in the list themselves.
    """
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
    """Return the words by what is left of them when one accented letter, or two, are lost."""
    found: dict[str, list[str]] = {}
    for word in sorted(_words()):
        places = [number for number, letter in enumerate(word) if letter in ACCENTED][:4]
        for n_lost in range(1, min(_SLOTS, len(places)) + 1):
            for lost in itertools.combinations(places, n_lost):
                left = "".join(SLOT if number in lost else letter for number, letter in enumerate(word))
                found.setdefault(left, []).append(word)
    return {left: tuple(words) for left, words in found.items()}
