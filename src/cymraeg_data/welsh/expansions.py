"""Forms that contain two words, split as in UD_Welsh-CCG: `roedd` is `yr` and `oedd`, `iddo` is `i` and `e`.

Made by rule from the endings of the inflected prepositions and the forms of `bod`, which any grammar of Welsh
lists (King, *Modern Welsh*, 3rd edition 2016, on prepositions and on `bod`); the parts were compared with
those of the treebank's training part.
"""

from typing import Final

from cymraeg_data.welsh.tokens import APOSTROPHES

__all__ = ["expand"]

_PRONOUNS = ("i", "ti", "e", "hi", "ni", "chi", "hwy")
# Stems and endings of the inflected prepositions, in the order of the pronouns; several forms for one person
# by |.
_PREPOSITIONS: dict[str, tuple[str, ...]] = {
    "ar": ("arnaf|arna", "arnat", "arno", "arni", "arnom|arnon", "arnoch", "arnynt|arnyn"),
    "at": ("ataf|ata", "atat", "ato", "ati", "atom|aton", "atoch", "atynt|atyn"),
    "am": (
        "amdanaf|amdana",
        "amdanat",
        "amdano",
        "amdani",
        "amdanom|amdanon",
        "amdanoch",
        "amdanynt|amdanyn",
    ),
    "dan": ("danaf|dana", "danat", "dano", "dani", "danom|danon", "danoch", "danynt|danyn"),
    "o": ("ohonof|ohona", "ohonot|ohonat", "ohono", "ohoni", "ohonom|ohonon", "ohonoch", "ohonynt|ohonyn"),
    "i": ("imi", "iti", "iddo", "iddi", "inni", "ichi|ichwi", "iddynt|iddyn"),
    "yn": ("ynof", "ynot", "ynddo", "ynddi", "ynom", "ynoch", "ynddynt|ynddyn"),
    "heb": (
        "hebof|hebdda",
        "hebot|hebddat",
        "hebddo",
        "hebddi",
        "hebom|hebddon",
        "heboch|hebddoch",
        "hebddynt|hebddyn",
    ),
    "dros": (
        "drosof|drosta",
        "drosot|drostat",
        "drosto",
        "drosti",
        "drosom|droston",
        "drosoch|drostoch",
        "drostynt|drostyn",
    ),
    "drwy": ("drwof", "drwot", "drwyddo", "drwyddi", "drwom", "drwoch", "drwyddynt|drwyddyn"),
    "trwy": ("trwof", "trwot", "trwyddo", "trwyddi", "trwom", "trwoch", "trwyddynt|trwyddyn"),
    "rhwng": (
        *("rhyngof|rhyngdda", "rhyngot|rhyngddat", "rhyngddo", "rhyngddi"),
        *("rhyngom|rhyngddon", "rhyngoch|rhyngddoch", "rhyngddynt|rhyngddyn"),
    ),
    "wrth": (
        "wrthyf|wrtha|wrthaf",
        "wrthyt|wrthat",
        "wrtho",
        "wrthi",
        "wrthym|wrthon",
        "wrthych|wrthoch",
        "wrthynt|wrthyn",
    ),
    "gan": ("gennyf", "gennyt", "ganddo", "ganddi", "gennym|gennon", "gennych", "ganddynt|ganddyn"),
}
# Forms of `bod` before which the particle yr has run together (rydw, roedd), and nid (dydw, doedd).
_BOD_AFTER_YR = (
    "ydw ydwyf wyf wy wyt ydym ydyn ydych ydan oedd oeddwn oeddet oeddem oedden oeddech oeddynt oeddent"
    " oeddan oeddach"
)
_BOD_AFTER_NID = (
    "ydw ydwyf wyf yw ydy ydi ydym ydyn ydych ydan oes oedd oeddwn oeddet oeddem oedden oeddech oeddynt"
    " oeddent oeddan oeddach"
)


def _forms() -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {
        form: (preposition, pronoun)
        for preposition, row in _PREPOSITIONS.items()
        for pronoun, written in zip(_PRONOUNS, row, strict=True)
        for form in written.split("|")
    }
    forms |= {f"r{form}": ("yr", form) for form in _BOD_AFTER_YR.split()}
    forms |= {f"'r{form}": ("yr", form) for form in _BOD_AFTER_YR.split()}
    forms |= {f"d{form}": ("nid", form) for form in _BOD_AFTER_NID.split()}
    return forms | {
        "dwi": ("dw", "i"),
        "mo": ("dim", "o"),
        "mohono": ("dim", "o", "e"),
        "ry'n": ("yr", "ydyn"),
    }


_FORMS: Final = _forms()
_PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


def expand(word: str) -> tuple[str, ...]:
    """Return the words that a form contains, in lower case; a single word is returned as it is.

    >>> expand("Roedd"), expand("ganddynt"), expand("cath")
    (('yr', 'oedd'), ('gan', 'hwy'), ('cath',))
    """
    return _FORMS.get(word.lower().translate(_PLAIN), (word,))
