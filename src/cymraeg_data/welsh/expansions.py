"""Forms that contain two words, split as in UD_Welsh-CCG: `roedd` is `yr` and `oedd`, `iddo` is `i` and `e`.

Made by rule from the inflected prepositions of `prepositions` and the forms of `bod`, which any grammar of
Welsh lists (King, *Modern Welsh*, 3rd edition 2016); the parts were compared with those of the treebank's
training part.
"""

from typing import Final

from cymraeg_data.errors import require_text
from cymraeg_data.welsh.prepositions import INFLECTED
from cymraeg_data.welsh.tokens import APOSTROPHES

__all__ = ["expand"]

# Forms of `bod` before which the particle yr has run together (rydw, roedd), and nid (dydw, doedd; the north
# has t- too: tydi). Spoken and regional forms are among them.
_PRESENT = "ydw ydwyf wyf wyt yw ydyw ydy ydi ydym ydyn ydan ydych ydach ydynt".split()
_IMPERFECT = (
    "oedd oeddwn oeddet oeddat oeddit oedda oeddem oedden oeddan oeddech oeddach oeddent oeddynt oedde"
).split()
_AFTER_YR = ("wy", *_PRESENT, *_IMPERFECT)
_AFTER_NID = (*_PRESENT, *_IMPERFECT, "oes")
_NORTHERN = (*_PRESENT, *_IMPERFECT, "oes")  # tydw, toedd, toes
_NOT_JOINED = frozenset(("ryw", "twyt", "twyf", "tyw"))  # other words
# pe + bod, in the persons of the conditional.
_CONDITIONAL = "bawn baet bai baem baech baent".split()
_SHORT = {  # forms with letters lost at an apostrophe
    "ry'n": ("yr", "ydyn"),
    "ry'ch": ("yr", "ydych"),
    "rŷn": ("yr", "ydyn"),
    "rŷch": ("yr", "ydych"),
    "dy'n": ("nid", "ydyn"),
    "dy'ch": ("nid", "ydych"),
    "dŷn": ("nid", "ydyn"),
    "dŷch": ("nid", "ydych"),
    "do'n": ("nid", "oeddwn"),
    "do'dd": ("nid", "oedd"),
    "dodd": ("nid", "oedd"),
    "to'dd": ("nid", "oedd"),
    "ro'n": ("yr", "oeddwn"),
    "ro'dd": ("yr", "oedd"),
    "rodd": ("yr", "oedd"),
    "dwi": ("dw", "i"),
    "dw'i": ("dw", "i"),
    "rydwi": ("yr", "ydw", "i"),
    "ydwi": ("ydw", "i"),
    "wyti": ("wyt", "ti"),
    "tisio": ("ti", "eisiau"),
    "ymhob": ("ym", "mhob"),
}
_MO = ("mohon", "mon")  # dim + o: mohono, and spoken mono


def _forms() -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = dict(INFLECTED)
    for stem in _MO:
        of = {form: parts for form, parts in INFLECTED.items() if form.startswith("ohon")}
        forms |= {
            form.replace("ohon", stem, 1): ("dim", *parts)
            for form, parts in of.items()
            if not form.endswith(("a", "ach", "an", "om")) or stem == "mohon"
        }
    forms |= {f"r{form}": ("yr", form) for form in _AFTER_YR}
    forms |= {f"t{form}": ("nid", form) for form in _NORTHERN}
    forms |= {f"d{form}": ("nid", form) for form in _AFTER_NID}
    forms |= {f"pet{form[1:]}": ("pe", form) for form in _CONDITIONAL}
    forms |= _SHORT | {"mo": ("dim", "o")}
    return {form: parts for form, parts in forms.items() if form not in _NOT_JOINED}


_FORMS: Final = _forms()
_PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


def expand(word: str) -> tuple[str, ...]:
    """Return the words that a form contains, in lower case; a single word is returned as it is.

    >>> expand("Roedd"), expand("ganddynt"), expand("cath")
    (('yr', 'oedd'), ('gan', 'hwy'), ('cath',))
    >>> expand("gynno"), expand("mohonynt"), expand("’doeddwn")
    (('gan', 'e'), ('dim', 'o', 'hwy'), ('nid', 'oeddwn'))

    Every person of the inflected prepositions is read, with spoken, northern and southern forms, as are the
    forms of `bod` after *yr*, *nid* and *pe*. A form is taken alone: *erddi* is *er* and *hi*, though in most
    texts it is the plural of *gardd*.
    """
    require_text(word, "expand")
    if len(word) > _LONGEST:
        return (word,)
    plain = word.lower().translate(_PLAIN)
    if plain[:1] == "'" and plain[1:2] in ("d", "t", "r"):  # 'doedd, 'roedd, as some write them
        plain = plain[1:]
    return _FORMS.get(plain, (word,))


_LONGEST = 40
