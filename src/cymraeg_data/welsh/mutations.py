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
_CONSONANT_W = re.compile(r"wh|w[aeio]", re.IGNORECASE | re.ASCII)

# Words that stay as they are where others soften: *braf*, and loans and units in g-, which keep it ("y gêm",
# "dau grŵp", "pum gram o aur"). Words in g- that have been Welsh for long soften (*gardd*, *gwn*,
# *gramadeg*). Sources: Thomas, "Gramadeg y Gymraeg", on loans; the never_mutate list of cymraeg-mcp (braf);
# counts in open text: gêm 45 unmutated to none, braf 16 to none. The choice of loans is ours.
_FIRM = frozenset(
    (
        "braf galon galons gami gang gangiau gangster gangsters garej garejys garejis gasged gasgedi"
        " gasoline gastroenteroleg gastronomeg gecko geiser geiserau gelatin gêl geliau gêm gemau genom"
        " genomau genomeg genre geometreg geometrig gêr gerau gerbil gerbilod gerila gerilas geriatreg geto"
        " giât giatiau gibon gig gigs giga gigabeit gigabeitiau gigabit gigabits gigahertz gigawat"
        " gigawatiau gigolo gimic gimics gin gitâr gitarau gitarydd gitaryddion gladiator gladiatoriaid"
        " gladiolws glam glitter glôb globau global glwcos glwten glyserin gnocchi goblin goblins gôl goliau"
        " golgeidwad golgeidwaid golff golffio golffiwr golffwyr golffwraig gondola gondolas gonorea google"
        " googlo gorila gorilas gorilod gospel goth gothig goths gowt grabar grafiti graff graffeg graffeme"
        " graffiau graffigol graffit gram gramau gramoffon granola grant grantiau grefi grenâd grenadau grid"
        " gridiau gril griliau grilio groser groseriaid groto grunge grŵp grwpiau grwpio grwpiedig gwacamole"
        " gwrw gwrws gymkhana gymnasiwm gymnasteg gymnastwr gymnastwyr gynaecoleg gynecoleg"
    ).split()
)
# Names in g- from other languages, which are not mutated at all, as BydTermCymru advises for place-names
# outside Wales without a Welsh form. The choice is ours; Groeg, Gwlad yr Haf and others with a Welsh form
# mutate.
_FOREIGN = frozenset(
    (
        "gabon gabriel galicia galisia galilea galway gambia gana gandhi gap garmin gateshead gatwick gaza"
        " gdansk genefa geneva genoa genova georgia gent getty gethsemane ghent gibraltar gilead gini github"
        " glasgow glaxo glastonbury gloucester goa gobi gogh goldsmiths golgotha goliath gomorra google"
        " goole gosport göteborg gothenburg granada grangetown grantham graz gravesend greenland greenpeace"
        " greenwich greggs grenada grenoble greta grimsby grindr groupon guangzhou guardian guatemala gucci"
        " guernsey guildford guinea guinness guyana gwadelwp gwatemala gymshark"
    ).split()
)
# Letters and clusters at the front of a name in g- that Welsh does not have: Ghana, Gmail, Greenfield.
_FOREIGN_SHAPE = re.compile(r"G(?:[bcdfghjkmpqstvxz]|[^\W\d_]{0,12}(?:[kqvxz]|oo|ee))", re.IGNORECASE)
# Initials without a vowel and names with a capital inside (BBC, TrC, GitHub, PowerPoint) are read as they are
# written: y BBC, i TrC.
_INITIALS = re.compile(r"[B-DF-HJ-NP-TVXZ0-9]{2,}|[^\W\d_]+[a-z][A-Z].*", re.DOTALL)


def mutate(word: str, kind: Kind, *, limited: bool = False) -> str:
    """Return the mutated form of `word`.

    >>> [mutate("cath", kind) for kind in ("soft", "nasal", "aspirate")]
    ['gath', 'nghath', 'chath']
    >>> mutate("Caerdydd", "nasal"), mutate("GARDD", "soft"), mutate("ysgol", "h")
    ('Nghaerdydd', 'ARDD', 'hysgol')
    >>> [mutate(word, "mixed") for word in ("clywais", "gwelais")]
    ['chlywais', 'welais']
    >>> mutate("llawn", "soft", limited=True), mutate("grŵp", "soft"), mutate("Glasgow", "nasal")
    ('llawn', 'grŵp', 'Glasgow')

    Loans, units and brands in g- keep it (*grŵp*, *gram*, Google), as do names from other languages
    (Glasgow) and initials (BBC, TrC). Names of people, which good Welsh does not mutate, are mutated here: a
    word alone does not say that it names a person.

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
    if _stays(word, kind):
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
    found = [
        reading for reading in found if reading.kind is None or not _stays(reading.radical, reading.kind)
    ]
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


def _stays(word: str, kind: Kind) -> bool:
    """Return whether a word keeps its first sound where others mutate: a loan, a foreign name, initials."""
    if len(word) > _LONGEST_FIRM:
        return False
    if word[:1].isupper() and _INITIALS.fullmatch(word):
        return True
    if word[:1] not in ("g", "G", "b", "B"):
        return False
    folded = _folded(word)
    if kind in ("soft", "mixed") and folded in _FIRM:
        return True
    return word[:1] == "G" and (folded in _FOREIGN or _FOREIGN_SHAPE.match(word) is not None)


_LONGEST_FIRM = 40


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
