"""The inflected prepositions in all persons: literary, spoken, northern and southern forms.

Facts of grammar (Thomas, "Gramadeg y Gymraeg", 1996, on the three conjugations of the preposition; King,
"Modern Welsh", 2016, on spoken forms), written down as stems and endings.
"""

from typing import Final

__all__ = ["INFLECTED", "PERSONS"]

PERSONS: Final = ("i", "ti", "e", "hi", "ni", "chi", "hwy")

_FIRST = ("af a of", "at ot", "o", "i", "om on an", "och ach", "ynt yn")
_SECOND = ("of", "ot", "", "", "om", "och", "")
_SPOKEN = ("a af of", "at ot", "o", "i", "on om an", "och ach", "ynt yn")

# Preposition, stem and endings in the order of the persons; a preposition has a row for each of its stems.
_ROWS: Final = (
    ("ar", "arn", _FIRST),
    ("at", "at", _FIRST),
    ("am", "amdan", _FIRST),
    ("dan", "dan", _FIRST),
    ("tan", "tan", _FIRST),
    ("odan", "odan", _FIRST),
    ("o", "ohon", ("of a af", "ot at", "o", "i", "om on an", "och ach", "ynt yn")),
    ("yn", "yn", _SECOND),
    ("yn", "yndd", _SPOKEN),
    ("heb", "heb", _SECOND),
    ("heb", "hebdd", _SPOKEN),
    ("er", "er", _SECOND),
    ("er", "erdd", _SPOKEN),
    ("rhag", "rhag", _SECOND),
    ("rhag", "rhagdd", _SPOKEN),
    ("hyd", "hyd-dd", ("", "", "o", "i", "", "", "ynt yn")),
    ("tros", "tros", _SECOND),
    ("tros", "trost", _SPOKEN),
    ("dros", "dros", _SECOND),
    ("dros", "drost", _SPOKEN),
    ("trwy", "trw", _SECOND),
    ("trwy", "trwydd", _SPOKEN),
    ("drwy", "drw", _SECOND),
    ("drwy", "drwydd", _SPOKEN),
    ("rhwng", "rhyng", ("of", "ot", "", "", "om on", "och", "")),
    ("rhwng", "rhyngdd", _SPOKEN),
    ("rhwng", "rhyngth", ("", "", "o", "i", "on", "och", "ynt yn")),
    ("wrth", "wrth", ("yf af a of", "yt at ot", "o", "i", "ym on an", "ych och ach", "ynt yn")),
    ("gan", "genn", ("yf y' af", "yt at ot", "o", "i", "ym yn on", "ych och", "")),
    ("gan", "gynn", ("a a'", "at ot", "o", "i", "on an", "och ach", "yn")),  # northern
    ("gan", "gandd", ("a", "at", "o", "i", "on", "och wch", "ynt yn")),
    ("gan", "gant", ("", "", "o", "i", "", "", "yn")),  # southern
    ("i", "i", ("mi", "ti", "ddo", "ddi", "nni", "chi chwi", "ddynt ddyn ddyn'")),
)


def _forms() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for preposition, stem, endings in _ROWS:
        for person, written in zip(PERSONS, endings, strict=True):
            for ending in written.split():
                found.setdefault(stem + ending, (preposition, person))
    return found


INFLECTED: Final = _forms()
"""The preposition and the pronoun that each form contains."""
