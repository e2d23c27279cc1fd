"""The dictionary form of one word: from simplemma's list, or else from the shape of the word.

The list is third-party data, read at run time. The endings are those of every grammar (Thomas, "Gramadeg y
Gymraeg", 1996); removing an ending counts only where the result is in the list, except for a few unambiguous
endings.
"""

import bisect
import functools
import re
from collections.abc import Iterator, Mapping
from typing import Final

from cymraeg_data.welsh.alphabet import letters
from cymraeg_data.welsh.lemma_tables import HEADWORDS
from cymraeg_data.welsh.mutations import mutate, mutation_readings, radicals
from cymraeg_data.welsh.noun_tables import DERIVED, compound_ends

__all__ = ["VERB_FORMS", "dictionary_form", "has_only_mutations", "is_headword", "is_readable", "n_forms"]

# A lemma with more forms than this in the dictionary is a verb; our choice, set on the training part of
# UD_Welsh-CCG.
VERB_FORMS = 25
_MIN_NOUN_FORMS = 2  # a noun or adjective comes with its plural and mutated forms
_NASAL = {"mh": "p", "nh": "t", "ngh": "c"}  # at the front of a word only by mutation

# Endings of verbs, compared adjectives and plurals, each with its replacement in the headword and whether
# that is a verb.
_ENDINGS: Final = (
    (
        (
            "asai asom asant asoch asent asid aist ais odd wyd ir ent em ech wch iff ith ynt ai wn id on er"
            " ant af aswn"
        ).split(),
        ("u", "io", "o", "i", "a", "an", "ian", "yd", "ed", "eg", ""),
        True,
    ),
    ("ach af ed".split(), ("",), False),
    ("feydd faoedd".split(), ("fa",), False),
    ("ïoedd ïau".split(), ("i",), False),
    ("iau ion iaid au oedd od ie e s".split(), ("",), False),
)
_PLURAL_ENDINGS = ("iau", "ion", "iaid", "oedd", "feydd", "au")
_PERSONS = ("wr", "iwr", "ydd", "ŵr")
_HARDENED = {"p": "b", "t": "d", "c": "g"}  # before a comparison: pwysicach of pwysig
_PLURALS = {"wyr": "wr", "iaid": "iad"}
_VERBAL = ("wyd", "odd", "asant", "asom", "asoch")  # endings that only verbs have
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
    if not is_readable(word):
        return word
    if "-" in word[1:-1]:
        return _compound(word)
    found = _step(word)
    if found != word and found.lower() != word.lower():
        # The dictionary leads from a mutated plural to the plural only: ferched, merched, merch.
        again = _step(found)
        if n_forms(again) > n_forms(found):
            found = again
    return HEADWORDS.get(found, found)


def is_readable(word: str) -> bool:
    """Return whether a text may be a word: not empty, not too long, without lone surrogates."""
    return 0 < len(word) <= _LONGEST and _SURROGATE.search(word) is None


_LONGEST = 100
_SURROGATE = re.compile("[\ud800-\udfff]")


def n_forms(headword: str) -> int:
    """Return how many forms the dictionary gives for a headword."""
    return _forms_of_each().get(headword, 0)


def is_headword(form: str) -> bool:
    """Return whether the dictionary has a form as a headword."""
    return _forms().get(form) == form


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
    if _is_own(plain, found):
        return plain
    if word == plain:
        for read in (_derived, _plain_verb, _plain_singular, _hidden):
            if headword := read(plain, found):
                return headword
    if found.lower() == plain and plain not in _forms():
        return _by_shape(word) or found
    return found


def _is_own(plain: str, found: str) -> bool:
    """Return whether a form is a headword, though the dictionary leads from it to another word.

    So *gwerth* is a noun, not of *gwerthu*; *bara* is no form of *para*.
    """
    n_own, n_found = n_forms(plain), n_forms(found)
    if n_own < _MIN_NOUN_FORMS or found in (plain, "bod"):
        return False
    if n_found >= VERB_FORMS and n_found > n_own:
        return True
    return plain not in _COMMONER_MUTATED and _by_mutation(plain, found)


def _hidden(plain: str, found: str) -> str | None:
    """Return the verb of a form that lost its g, which the dictionary has as a word alone: *weithredai*."""
    if plain[:1] != "w" or found != plain or n_forms(plain) != 1:
        return None
    return _step(f"g{plain}") if n_forms(_forms().get(f"g{plain}", "")) >= VERB_FORMS else None


# Endings of nouns and adjectives that the dictionary has under a verb or a masculine noun: yswiriant,
# ysgrifenedig, cyfarwyddwraig; and of single things beside a collective noun: coeden.
_NOMINAL = ("iant", "edig", "wraig")
_SINGULATIVE = ("en", "yn", "es")


def _derived(plain: str, found: str) -> str | None:
    """Return the radical form of a derived noun or adjective for which the dictionary has another word."""
    if plain.endswith(_NOMINAL) and not found.endswith(_NOMINAL) and len(plain) > len("iant") + _MIN_STEM - 1:
        return _likelier(plain, list(radicals(plain)))
    if plain.endswith(_SINGULATIVE) and n_forms(found) < VERB_FORMS and found == plain[: -len("en")]:
        return plain
    return None


def _plain_verb(plain: str, found: str) -> str | None:
    """Return the verb of a form without a mutation: *nodwch* is of *nodi*, not of *dodwy*."""
    of_verb = _by_mutation(plain, found) if n_forms(found) >= VERB_FORMS else plain.endswith(_VERBAL)
    if not of_verb:
        return None
    endings, replacements, _verbs = _ENDINGS[0]
    for ending in endings:
        stem = plain.removesuffix(ending)
        if len(stem) >= _MIN_STEM and stem != plain:
            for verb in (stem + replacement for replacement in replacements):
                if n_forms(verb) >= VERB_FORMS and _forms().get(verb) == verb:
                    return verb
    return None


# Forms that are nearly always the mutated form of another word, though they are words themselves.
_COMMONER_MUTATED = frozenset(
    (
        "alaeth alaru bau be berth bery beth bilio blith bryd bynnag bostio bâr cyflau dala daliad daliff"
        " dalwn dan dannodd dawch dir dirio diriol doid doit duedd durio en fas fêl fi foli gama gau gell"
        " grediniol gwm les ofera ran ras ruddi wado waled wig"
    ).split()
)


def _by_mutation(plain: str, found: str) -> bool:
    """Return whether a headword belongs to a form by way of a mutation only."""
    return (
        any(
            reading.kind and found[: len(reading.radical[:3])] == reading.radical[:3]
            for reading in mutation_readings(plain)
        )
        and found[:2] != plain[:2]
    )


def _plain_singular(plain: str, found: str) -> str | None:
    """Return the singular of a plural without a mutation, where the dictionary has a verb or another word.

    So *siapiau* is of *siap*, not of *siapio*, and *meirwon* not of a word in b-.
    """
    if n_forms(plain) >= _MIN_NOUN_FORMS or (
        n_forms(found) < VERB_FORMS and found[:2] == plain[:2] and found != plain
    ):
        return None
    for ending in _PLURAL_ENDINGS:
        stem = plain.removesuffix(ending)
        if stem == plain or len(stem) < _MIN_STEM:
            continue
        for single in (stem + "fa",) if ending == "feydd" else (stem, _undoubled(stem)):
            if _MIN_NOUN_FORMS <= n_forms(single) < VERB_FORMS and _forms().get(single) == single:
                return single
    return None


def _undoubled(stem: str) -> str:
    return stem[:-1] if stem.endswith(("nn", "rr")) else stem


def _by_shape(word: str) -> str | None:
    """Return the headword of a word missing from the dictionary, by its mutation and its ending."""
    plain = word.lower()
    if plain != word:  # probably a name
        return _likely(word, plain)
    if (
        plain.endswith("'") and len(plain) > _MIN_STEM
    ):  # gynta', mwya': colloquial Welsh drops the last consonant
        return next((_step(plain[:-1] + lost) for lost in "fu" if plain[:-1] + lost in _forms()), None)
    closed = _CLOSED_A.sub("e", plain)
    if (
        closed != plain
        and len(plain) > _MIN_PREFIX - 1
        and n_forms(_forms().get(closed, "")) in range(1, VERB_FORMS)
    ):
        return _step(closed)  # galad: the north has a for e at the end of a word
    readings = [radical for radical in radicals(plain) if not radical.startswith("gy")]
    for radical in readings:
        if radical != plain and len(radical) > _MIN_STEM and n_forms(_forms().get(radical, "")) > 1:
            return _step(radical)
    if plain.endswith("wyr") and (person := _person(readings)):
        return person
    found = (headword for radical in readings for headword in _without_ending(radical))
    return next(found, None) or _unknown(plain, readings)


_CLOSED_A = re.compile(r"a(?=[b-df-hj-np-tv-xz]{1,2}$)")


def _person(readings: list[str]) -> str | None:
    """Return the singular of persons in -wyr: the one that the dictionary has, or else the one in -wr."""
    stems = [radical.removesuffix("wyr") for radical in readings]
    stems += [stem + stem[-1] for stem in stems if stem.endswith(("n", "r"))]  # rhanwyr: rhannwr
    known = [stem + single for stem in stems for single in _PERSONS if n_forms(stem + single)]
    by_verb = (
        stem + single
        for stem in stems
        for verb, single in (("io", "iwr"), ("u", "wr"), ("o", "wr"), ("a", "wr"))
        if n_forms(stem + verb) >= VERB_FORMS
    )
    return next(iter(known), None) or next(by_verb, None)


def _without_ending(word: str) -> Iterator[str]:
    """Yield the headwords that a word leads to when it loses an ending."""
    for endings, replacements, verbs in _ENDINGS:
        for ending in endings:
            stem = word.removesuffix(ending)
            if len(stem) < _MIN_STEM or stem == word:
                continue
            stems = [stem, _undoubled(stem)]
            if ending in ("ach", "af", "ed") and stem[-1] in _HARDENED:
                stems.insert(0, stem[:-1] + _HARDENED[stem[-1]])
            for headword in (stem + replacement for stem in stems for replacement in replacements):
                n = n_forms(headword)
                if n and (n >= VERB_FORMS) == verbs:
                    yield headword


def _unknown(plain: str, readings: list[str]) -> str | None:
    """Return the headword of a word of which the dictionary has neither the form nor the stem."""
    radical = _likelier(plain, readings)
    for at in range(_MIN_STEM, len(radical) - _MIN_STEM):
        if radical[at:] in compound_ends():
            return radical[:at] + compound_ends()[radical[at:]]
    for plural, single in DERIVED.items():
        if radical.endswith(plural) and len(radical) >= len(plural) + _MIN_STEM:
            return radical.removesuffix(plural) + single
    for ending in _PLURAL_ENDINGS:
        stem = radical.removesuffix(ending)
        if stem != radical and len(stem) > _MIN_STEM and not stem.endswith("h"):
            return _undoubled(stem)
    if found := _BORROWED.fullmatch(radical):
        return found[1] or found[2]
    return _likely(plain, plain) or (radical if radical != plain else None)


# Plurals of borrowed words: trelars, ffolderi.
_BORROWED = re.compile(r"(\w{3,}[bcdfglmnprt])s|(?<!\w)(\w{2,}(?:er|ed|et))i")


def _likelier(plain: str, readings: list[str]) -> str:
    """Return the radical that begins as a word of the dictionary, or else the word itself."""
    if plain.startswith(_GREEK):
        return plain
    readings = [radical for radical in readings if radical != f"g{plain}" or plain[0] == "w"]
    best = max(readings, key=_n_known, default=plain)
    if plain not in readings or _n_known(best) >= max(_MIN_PREFIX, _n_known(plain) + 1):
        return best
    return plain


_GREEK = ("therap", "therm", "theor", "thema", "thesi", "thyroi", "thymw", "thromb")
_MIN_PREFIX = 5  # letters that a word must share with one in the dictionary; our choice


@functools.cache
def _headwords() -> list[str]:
    return sorted(headword.lower() for headword, n in _forms_of_each().items() if n > 1)


def _n_known(word: str) -> int:
    """Return how many letters at the front of a word are the front of a word in the dictionary."""
    at = bisect.bisect_left(_headwords(), word)
    return max(map(functools.partial(_n_shared, word), _headwords()[max(0, at - 1) : at + 1]), default=0)


def _n_shared(one: str, other: str) -> int:
    return next((n for n, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1), len(one))


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
    known = (part for part in (front.lower(), *radicals(front.lower())) if part in _FRONTS)
    radical = next(known, front)
    return f"{_like(word, radical)}-{_kept_mutation(last)}"


def _kept_mutation(word: str) -> str:
    headword = dictionary_form(word)
    for kind in (None, "soft", "aspirate", "nasal"):
        form = mutate(headword, kind) if kind else headword
        if letters(form[:3].lower())[:1] == letters(word[:3].lower())[:1]:
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
