"""The dictionary form of one word: from simplemma's list, or else from the shape of the word.

The list is third-party data, read at run time. The endings are those of every grammar (Thomas, "Gramadeg y
Gymraeg", 1996); removing an ending counts only where the result is in the list, except for a few unambiguous
endings.
"""

import functools
from collections.abc import Iterator, Mapping
from typing import Final

from cymraeg_data.welsh.lemma_tables import HEADWORDS
from cymraeg_data.welsh.mutations import mutate, radicals

__all__ = ["VERB_FORMS", "dictionary_form", "has_only_mutations", "n_forms"]

# A lemma with more forms than this in the dictionary is a verb; our choice, set on the training part of
# UD_Welsh-CCG.
VERB_FORMS = 25
_MIN_NOUN_FORMS = 2  # a noun or adjective comes with its plural and mutated forms
_NASAL = {"mh": "p", "nh": "t", "ngh": "c"}  # at the front of a word only by mutation

# Endings of verbs, compared adjectives and plurals, each with its replacement in the headword and whether
# that is a verb.
_ENDINGS: Final = (
    (
        "asai asom asant asoch aist ais odd wyd ir ent wch iff ith ynt ai wn id on".split(),
        ("u", "io", "o", "i", "a", "an", "ian", "yd", ""),
        True,
    ),
    ("ach af ed".split(), ("",), False),
    ("feydd faoedd".split(), ("fa",), False),
    ("ïoedd ïau".split(), ("i",), False),
    ("iau ion iaid au oedd od ie e s".split(), ("",), False),
)
_PLURALS = {"wyr": "wr", "iaid": "iad"}
_MIN_STEM = 3
# First parts of compounds, which a mutation before them may hide: chyn-weinidog, ddi-waith.
_FRONTS = frozenset(
    "ad adran ail aml ban blaen bron cam can creu cwbl cwta cyd cyn dad dan dau de di dirprwy eil en gau glas"
    " go gogledd gor gwrth gwir hanner hen hir holl hunan hwyr is lled llys mân meicro micro min ôl pen pob"
    " prif pwyllgor rhag rhyng rheng swyddfa tra tri traws trwy un uwch".split()
)


@functools.lru_cache(maxsize=1 << 16)
def dictionary_form(word: str) -> str:
    """Return the headword of a single word; an unknown word without a known ending stays as it is.

    >>> dictionary_form("gathod"), dictionary_form("Nghaerdydd"), dictionary_form("ail-baentiwyd")
    ('cath', 'Caerdydd', 'ail-baentio')
    """
    if "-" in word[1:-1]:
        return _compound(word)
    found = _step(word)
    if found != word and found.lower() != word.lower():
        # The dictionary leads from a mutated plural to the plural only: ferched, merched, merch.
        again = _step(found)
        if n_forms(again) > n_forms(found):
            found = again
    return HEADWORDS.get(found, found)


def n_forms(headword: str) -> int:
    """Return how many forms the dictionary gives for a headword."""
    return _forms_of_each().get(headword, 0)


def has_only_mutations(headword: str) -> bool:
    """Return whether the only forms of a headword in the dictionary are its mutations, as for place names."""
    return n_forms(headword) <= sum(
        _forms().get(form) == headword
        for form in {headword, *(mutate(headword, kind) for kind in ("soft", "nasal", "aspirate", "h"))}
    )


def _step(word: str) -> str:
    import simplemma

    found: str = simplemma.lemmatize(word, "cy")
    plain = word.lower()
    n_own, n_found = n_forms(plain), n_forms(found)
    if (
        found != plain
        and n_own >= _MIN_NOUN_FORMS
        and n_found >= VERB_FORMS
        and n_found > n_own
        and found != "bod"
    ):
        return plain  # a noun that looks like the third person of a verb: gwerth, not gwerthu
    if found.lower() == plain and plain not in _forms():
        return _by_shape(word) or found
    return found


def _by_shape(word: str) -> str | None:
    """Return the headword of a word missing from the dictionary, by its mutation and its ending."""
    plain = word.lower()
    if plain != word:  # probably a name
        return _likely(word, plain)
    if (
        plain.endswith("'") and len(plain) > _MIN_STEM
    ):  # gynta', mwya': colloquial Welsh drops the last consonant
        return next((_step(plain[:-1] + lost) for lost in "fu" if plain[:-1] + lost in _forms()), None)
    readings = [radical for radical in radicals(plain) if not radical.startswith("gy")]
    for radical in readings:
        if radical != plain and len(radical) > _MIN_STEM and radical in _forms():
            return _step(radical)
    found = (headword for radical in readings for headword in _without_ending(radical))
    return next(found, None) or _likely(word, plain)


def _without_ending(word: str) -> Iterator[str]:
    """Yield the headwords that a word leads to when it loses an ending."""
    for endings, replacements, verbs in _ENDINGS:
        for ending in endings:
            stem = word.removesuffix(ending)
            if len(stem) < _MIN_STEM or stem == word:
                continue
            for headword in (stem + replacement for replacement in replacements):
                n = n_forms(headword)
                if n and (n >= VERB_FORMS) == verbs:
                    yield headword


def _likely(word: str, plain: str) -> str | None:
    """Return the headword of an unambiguous shape: a nasal mutation, or a plural of persons."""
    for nasal, radical in _NASAL.items():
        if plain.startswith(nasal):
            return _like(word, radical + plain[len(nasal) :])
    for plural, single in _PLURALS.items():
        if plain.endswith(plural) and len(plain) > len(plural) + 2:
            return _like(word, plain[: -len(plural)] + single)
    return None


def _compound(word: str) -> str:
    """Return a hyphenated word with its first part in its radical form and its last without an ending.

    The mutation inside stays, which the first part causes: ail-baentiwyd is ail-baentio.
    """
    front, last = word.rsplit("-", 1)
    known = {part for part in radicals(front.lower()) if part in _FRONTS}
    radical = known.pop() if known else front
    return f"{_like(word, radical)}-{_kept_mutation(last)}"


def _kept_mutation(word: str) -> str:
    headword = dictionary_form(word)
    for kind in (None, "soft", "aspirate", "nasal"):
        form = mutate(headword, kind) if kind else headword
        if form[:2].lower() == word[:2].lower():
            return form
    return headword


def _like(word: str, found: str) -> str:
    return found[:1].upper() + found[1:] if word[:1].isupper() else found


@functools.cache
def _forms() -> Mapping[str, str]:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    found: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary("cy")
    return found


@functools.cache
def _forms_of_each() -> Mapping[str, int]:
    """Return how many forms each headword has in the dictionary."""
    from collections import Counter

    return Counter(_forms().values())
