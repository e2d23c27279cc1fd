"""One table of the forms that grammar lists, with their mutations, and the headword of each.

It joins the tables of inflected prepositions, irregular verbs, plurals and adjectives. A form in its radical
shape goes before a mutated one: *gerddi* is of *gardd*, though it is also *cerddi* (of *cerdd*) softened.
"""

import functools
from collections.abc import Iterator, Mapping

from cymraeg_data.welsh.dictionary import is_headword
from cymraeg_data.welsh.mutations import Kind, mutate
from cymraeg_data.welsh.noun_tables import ADJECTIVES, COLLECTIVE, PERSONS_IN_YDD, PLURALS
from cymraeg_data.welsh.prepositions import INFLECTED
from cymraeg_data.welsh.verb_tables import VERBS

__all__ = ["listed_forms"]

_KINDS: tuple[Kind, ...] = ("soft", "nasal", "aspirate", "h")


@functools.cache
def listed_forms() -> Mapping[str, str]:
    """Return the headword of each form in the tables, in lower case.

    >>> [listed_forms()[form] for form in ("rhyngom", "gerddi", "feini", "ymwelwyr", "aethant", "lletach")]
    ['rhwng', 'gardd', 'maen', 'ymwelydd', 'mynd', 'llydan']
    """
    found = {
        form: _HEADWORDS.get(preposition, preposition) for form, (preposition, _who) in INFLECTED.items()
    }
    del found["erddi"]  # nearly always the gardens
    radical: dict[str, str] = {}
    for form, headword in _radical_forms():
        radical.setdefault(form, headword)
    found = radical | found
    for form, headword in radical.items():
        for kind in _KINDS:
            mutated = mutate(form, kind)
            if mutated not in found and not is_headword(mutated):  # allan, haf, nod
                found[mutated] = headword
    return found


_HEADWORDS = {"odan": "tan", "dan": "tan"}  # as in UD_Welsh-CCG


def _radical_forms() -> Iterator[tuple[str, str]]:
    for table in (VERBS, ADJECTIVES, PLURALS):
        for headword, forms in table.items():
            yield headword.lower(), headword
            yield from ((form.lower(), headword) for form in forms.split())
    yield from ((noun, noun) for noun in COLLECTIVE)
    yield from _persons().items()


def _persons() -> dict[str, str]:
    """Return the singular of each plural in -wyr whose singular ends in -ydd: *peirianwyr*, *peiriannydd*."""
    return {f"{_single_n(person.removesuffix('ydd'))}wyr": person for person in PERSONS_IN_YDD}


def _single_n(stem: str) -> str:
    return stem[:-1] if stem.endswith("nn") else stem
