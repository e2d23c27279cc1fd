"""Initial mutations in both directions: the mutated form of a word, and the radicals of a mutated form.

The table of sounds is that of every grammar (Thomas, "Gramadeg y Gymraeg", 1996; Thorne, "A Comprehensive
Welsh Grammar", 1993); it was compared with the open tables of cymraeg-mcp 0.1.0 and
techiaith/offer-trin-iaith and with the Mutation feature of UD_Welsh-CCG.
"""

import re
import unicodedata
from collections.abc import Container
from typing import Literal, NamedTuple, get_args

from cymraeg_data.errors import InputError, require_text
from cymraeg_data.locale import _
from cymraeg_data.welsh.digraphs import MARKS

__all__ = ["KINDS", "Kind", "MutationReading", "mutate", "mutation_readings", "radicals"]

Kind = Literal["soft", "nasal", "aspirate", "h", "mixed"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_SOFT = {"p": "b", "t": "d", "c": "g", "b": "f", "d": "dd", "g": "", "m": "f", "ll": "l", "rh": "r"}
_NASAL = {"p": "mh", "t": "nh", "c": "ngh", "b": "m", "d": "n", "g": "ng"}
_ASPIRATE = {"p": "ph", "t": "th", "c": "ch"}
_SOUNDS: dict[str, dict[str, str]] = {
    "soft": _SOFT,
    "nasal": _NASAL,
    "aspirate": _ASPIRATE,
    "mixed": _SOFT | _ASPIRATE,  # after ni, na, oni: aspirate where possible, else soft
}
_LIMITED = ("ll", "rh")
_VOWELS = "aeiouwy"

_INITIAL = re.compile(
    rf"(?:ch|dd|ff|ngh|ng|ll|mh|nh|ph|rh|ts|th|[b-df-hj-np-tvxz])(?![{MARKS}])", re.IGNORECASE | re.ASCII
)
_CONSONANT_W = re.compile(r"w[aeio]", re.IGNORECASE | re.ASCII)

# Words that stay as they are where others soften: *braf*, and loans in g- ("y gêm", "'r garej"). Sources:
# Thomas, "Gramadeg y Gymraeg"; the never_mutate list of cymraeg-mcp (braf); counts in open text: gêm 45
# unmutated to none, braf 16 to none.
_FIRM = frozenset(("braf", "garej", "gêm", "gemau", "golff", "gôl"))


def mutate(word: str, kind: Kind, *, limited: bool = False) -> str:
    """Return the mutated form of `word`.

    >>> [mutate("cath", kind) for kind in ("soft", "nasal", "aspirate")]
    ['gath', 'nghath', 'chath']
    >>> mutate("Caerdydd", "nasal"), mutate("GARDD", "soft"), mutate("ysgol", "h")
    ('Nghaerdydd', 'ARDD', 'hysgol')
    >>> [mutate(word, "mixed") for word in ("clywais", "gwelais")]
    ['chlywais', 'welais']
    >>> mutate("llawn", "soft", limited=True), mutate("gêm", "soft")
    ('llawn', 'gêm')

    The mutation is applied to any word that has the sound: names of people, acronyms and loans such as *gêm*
    keep theirs in good Welsh, and only a few such loans are known here.

    Args:
        word: one word in its radical form, in any case, NFC or NFD.
        kind: "soft", "nasal", "aspirate", "h" (before a vowel, after *ei* "her", *ein*, *eu*) or "mixed"
            (after *ni*, *na*, *oni*: aspirate for p t c, soft for the others).
        limited: leave `ll` and `rh` alone, as after *yn* with an adjective or noun, *mor*, *cyn*, *pur*, and
            after *y* and *un* before a feminine noun.

    Raises:
        InputError: `kind` is none of these.
    """
    require_text(word, "mutate")
    if kind not in KINDS:
        raise InputError(
            _("“{found}” is not a mutation type. Use one of: {known}.", found=kind, known=", ".join(KINDS))
        )
    if kind == "h":
        return _like(word, "h" + word[:1].lower(), 1) if _takes_h(word) else word
    initial = _initial(word)
    sound = _SOUNDS[kind].get(initial)
    if sound is None or len(word) == len(initial) or (limited and initial in _LIMITED):
        return word
    if kind in ("soft", "mixed") and _folded(word) in _FIRM:
        return word
    return _like(word, sound, len(initial))


def radicals(word: str, *, lexicon: Container[str] | None = None) -> tuple[str, ...]:
    """Return the radical forms that `word` may have, the likelier ones first; often `word` itself is one.

    Every radical is returned that the sounds allow and that begins as Welsh words do, so that mutation can be
    undone: `word in radicals(mutate(word, kind))`. A lexicon changes only their order.

    >>> radicals("nghath"), radicals("Gaerdydd"), radicals("ardd")
    (('cath',), ('Caerdydd', 'Gaerdydd'), ('ardd', 'gardd'))
    >>> radicals("fara", lexicon={"bara", "mara"})
    ('bara', 'mara', 'fara')

    Args:
        word: one word of a text, in any case, NFC or NFD.
        lexicon: radical forms in lower case; candidates that it holds come first.
    """
    require_text(word, "radicals")
    return tuple(dict.fromkeys(reading.radical for reading in mutation_readings(word, lexicon=lexicon)))


class MutationReading(NamedTuple):
    """A radical form and the mutation from it to the word; `kind` is None for the word itself."""

    radical: str
    kind: Literal["soft", "nasal", "aspirate", "h"] | None


def mutation_readings(word: str, *, lexicon: Container[str] | None = None) -> tuple[MutationReading, ...]:
    """Return the radical forms of `word` in the order of `radicals`, each with its mutation.

    >>> mutation_readings("gath")
    (MutationReading(radical='cath', kind='soft'), MutationReading(radical='gath', kind=None))
    >>> mutation_readings("hysgol")
    (MutationReading(radical='hysgol', kind=None), MutationReading(radical='ysgol', kind='h'))
    """
    initial = _initial(word)
    found = [
        MutationReading(_like(word, sound, len(initial)), kind)
        for sound, kind in _BACKWARDS.get(initial, ())
        if not _IMPOSSIBLE.match(sound + word[len(initial) :][:4])
    ]
    if not found or not _MUTATED.match(unicodedata.normalize("NFC", word[:8])):
        found.insert(len(found) if initial in _MOSTLY_MUTATED else 0, MutationReading(word, None))
    if _plain(word)[:1] in tuple(_VOWELS):
        found.append(MutationReading(_like(word, "g" + word[0].lower(), 1), "soft"))
    elif initial == "h" and _takes_h(word[1:]):
        found.append(MutationReading(_like(word, "", 1), "h"))
    if lexicon is not None:
        found.sort(key=lambda reading: _folded(reading.radical) not in lexicon)
    return tuple(found)


_BACKWARDS: dict[str, tuple[tuple[str, Literal["soft", "nasal", "aspirate"]], ...]] = {
    "b": (("p", "soft"),),
    "d": (("t", "soft"),),
    "g": (("c", "soft"),),
    "f": (("b", "soft"), ("m", "soft")),
    "dd": (("d", "soft"),),
    "l": (("ll", "soft"), ("gl", "soft")),
    "r": (("rh", "soft"), ("gr", "soft")),
    "n": (("d", "nasal"), ("gn", "soft")),
    "m": (("b", "nasal"),),
    "ng": (("g", "nasal"),),
    "mh": (("p", "nasal"),),
    "nh": (("t", "nasal"),),
    "ngh": (("c", "nasal"),),
    "ph": (("p", "aspirate"),),
    "th": (("t", "aspirate"),),
    "ch": (("c", "aspirate"),),
}
_MOSTLY_MUTATED = frozenset(("b", "d", "dd", "f", "g", "l", "ph", "r", "th"))

# Not the beginning of a radical. What follows decides between b and m (fl-, fr- are from bl-, br-); gn- is
# kept for gneud.
_IMPOSSIBLE = re.compile(r"m[lr]|gn(?!eu)", re.IGNORECASE)

# Beginnings that radical forms do not have: sounds that only a mutation makes, impossible clusters, or the
# prefixes cyf-, cym-, cyn-, cyd-, cys- softened. Exceptions are ddoe, nhw, theatr and its like, gymnasteg,
# gyda, and names and loans in Ch-, Ph-. Our choice, from the list of letters that begin a word (Thomas,
# "Gramadeg y Gymraeg").
_MUTATED = re.compile(
    r"(?i:ngh|ng|mh|nh(?!w)|dd(?!oe)|th(?!e|us\b|ri\b|omas)|[fm][lr]|dl|n[lr]|gy(?:f|m(?!n)|d(?!a)|h|ng|n[hlr]|s|t))|ph|ch(?![wi])"
)


def _initial(word: str) -> str:
    """Return the Welsh consonant that `word` begins with in lower case, or an empty text."""
    found = _INITIAL.match(word)
    return found.group().lower() if found else ""


def _plain(word: str) -> str:
    """Return the first characters of `word` in lower case, without accents."""
    start = unicodedata.normalize("NFD", word[:4]).lower()
    return "".join(character for character in start if not unicodedata.combining(character))


def _takes_h(word: str) -> bool:
    """Return whether `h` may come before `word`: before vowels, but not the consonant of *wal* or *wats*."""
    return _plain(word)[:1] in tuple(_VOWELS) and not _CONSONANT_W.match(word)


def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", word).lower().replace("’", "'")


def _like(word: str, start: str, size: int) -> str:
    """Return `word` with its first `size` characters replaced, in capitals where the word is."""
    rest = word[size:]
    if not word[:1].isupper():
        return start + rest
    if len(word) > size and word.isupper():
        return start.upper() + rest
    return start[:1].upper() + start[1:] + rest if start else rest[:1].upper() + rest[1:]
