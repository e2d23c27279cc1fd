"""Welsh numbers in words: decimal (*tri deg pump*), traditional (*pymtheg ar hugain*), and ordinals.

The decimal system is the one taught and used in public writing; the traditional one counts in twenties and
lives on in dates, ages, times and ordinals. Sources: Thorne, "A Comprehensive Welsh Grammar" (1993), on
numerals; King, "Modern Welsh" (2003); for numbers below 100 the words were compared with num2words 0.5.14
(traditional) and with the Welsh spell-out rules of CLDR (decimal). Those two leave out mutations ("dau cant")
or write *ugainfed* for *ugeinfed*.
"""

from typing import Literal, get_args

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.welsh.mutations import mutate

__all__ = ["MAXIMUM", "Gender", "System", "number_words", "ordinal_number", "ordinal_words"]

System = Literal["decimal", "traditional"]
Gender = Literal["masculine", "feminine"]

MAXIMUM = 999_999_999

_UNITS = ("", "un", "dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw", "deg")
_FEMININE = {"dau": "dwy", "tri": "tair", "pedwar": "pedair", "trydydd": "trydedd", "pedwerydd": "pedwaredd"}
_BEFORE = {
    "pump": "pum",
    "chwech": "chwe",
    "cant": "can",
    "deg": "deng",
    "deuddeg": "deuddeng",
    "pymtheg": "pymtheng",
}
"""The forms of some numbers before the noun they count: *pum mil*, *can mil*."""

_SCORES = {20: "ugain", 40: "deugain", 60: "trigain", 80: "pedwar ugain"}
_PLAIN_TEENS = {12: "deuddeg", 15: "pymtheg", 18: "deunaw"}
_ORDINALS = (
    "",
    "unfed",
    "ail",
    "trydydd",
    "pedwerydd",
    "pumed",
    "chweched",
    "seithfed",
    "wythfed",
    "nawfed",
    "degfed",
)
_ORDINAL_FORMS = {
    "deuddeg": "deuddegfed",
    "pymtheg": "pymthegfed",
    "deunaw": "deunawfed",
    "ugain": "ugeinfed",
    "deugain": "deugeinfed",
    "trigain": "trigeinfed",
    "pedwar ugain": "pedwar ugeinfed",
    "hanner cant": "hanner canfed",
}
_PLURALS = {"mil": "filoedd", "miliwn": "filiynau"}


def number_words(value: int, *, system: System = "decimal", gender: Gender = "masculine") -> str:
    """Return a whole number in words, in the form used alone or before *o* and a noun.

    >>> number_words(35), number_words(35, system="traditional")
    ('tri deg pump', 'pymtheg ar hugain')
    >>> number_words(2_023, gender="feminine")
    'dwy fil dau ddeg tair'
    >>> number_words(99, system="traditional")
    'pedwar ar bymtheg a phedwar ugain'

    Args:
        value: 0 to 999,999,999.
        system: "decimal" or "traditional". A traditional number of thousands that is not a single word comes
            with *o filoedd*, because *dwy fil a deugain* may be 2,040 or 42,000.
        gender: that of what is counted; *dwy*, *tair* and *pedair* are feminine.

    Raises:
        InputError: the value is out of range, or a choice is not known.
    """
    _check(value, 0)
    _check_choice(system, get_args(System))
    _check_choice(gender, get_args(Gender))
    if value == 0:
        return "dim"
    millions, thousands = value // 1_000_000, value // 1_000 % 1_000
    parts = [
        _counted(count, noun, system) for count, noun in ((millions, "miliwn"), (thousands, "mil")) if count
    ]
    return _joined(parts, value % 1_000, _under_thousand(value % 1_000, system, gender), system)


def ordinal_words(value: int, *, gender: Gender = "masculine") -> str:
    """Return an ordinal number in words.

    Ordinals are traditional; above 100 the last part alone is ordinal, as in *cant ac unfed* (101st).

    >>> [ordinal_words(n) for n in (1, 2, 5, 20, 21)]
    ['cyntaf', 'ail', 'pumed', 'ugeinfed', 'unfed ar hugain']
    >>> ordinal_words(3, gender="feminine"), ordinal_words(100)
    ('trydedd', 'canfed')

    Args:
        value: 1 to 999,999,999.
        gender: that of what is counted; *trydedd* and *pedwaredd* are feminine.

    Raises:
        InputError: the value is out of range, or the gender is not known.
    """
    _check(value, 1)
    _check_choice(gender, get_args(Gender))
    if value == 1:
        return "cyntaf"
    rest = value % 1_000
    millions, thousands = value // 1_000_000, value // 1_000 % 1_000
    counts = [(count, noun) for count, noun in ((millions, "miliwn"), (thousands, "mil")) if count]
    if rest:
        parts = [_counted(count, noun, "traditional") for count, noun in counts]
        return _joined(parts, rest, _under_thousand(rest, "traditional", gender, ordinal=True), "traditional")
    parts = [_counted(count, noun, "decimal") for count, noun in counts]
    last = {"miliwn": "miliynfed", "mil": "milfed"}[counts[-1][1]]
    before, _space, noun = parts[-1].rpartition(" ")
    parts[-1] = f"{before} {mutate(last, 'soft') if noun.startswith('f') else last}".strip()
    return " ".join(parts)


def ordinal_number(value: int, *, gender: Gender = "masculine") -> str:
    """Return an ordinal number in digits with its ending.

    >>> [ordinal_number(n) for n in (1, 2, 3, 4, 5, 11, 18, 20, 21, 31)]
    ['1af', '2il', '3ydd', '4ydd', '5ed', '11eg', '18fed', '20fed', '21ain', '31ain']
    >>> ordinal_number(3, gender="feminine")
    '3edd'

    Args:
        value: 1 to 999,999,999.
        gender: that of what is counted.

    Raises:
        InputError: the value is out of range, or the gender is not known.
    """
    last = ordinal_words(value, gender=gender).split()[-1]
    return f"{value}{next(ending for words, ending in _ENDINGS if last.endswith(words))}"


# By the end of the ordinal in words: unfed ar hugain is 21ain.
_ENDINGS = (
    ("cyntaf", "af"),
    ("ail", "il"),
    ("ydd", "ydd"),
    ("edd", "edd"),
    (("pumed", "phumed", "chweched"), "ed"),
    (("ddeg", "bymtheg"), "eg"),
    (("ugain", "thrigain"), "ain"),
    ("", "fed"),
)


def _under_twenty(value: int, *, ordinal: bool = False) -> list[str]:
    """Return the parts of a traditional number, first the one that may be feminine or ordinal."""
    ones = _ORDINALS if ordinal else _UNITS
    if value in _PLAIN_TEENS:
        word = _PLAIN_TEENS[value]
        return [_ORDINAL_FORMS[word] if ordinal else word]
    if value <= 10:  # ten
        return [ones[value]]
    return [ones[value - 10], "ar ddeg"] if value < 15 else [ones[value - 15], "ar bymtheg"]


def _traditional(value: int, *, ordinal: bool = False) -> str:
    """Return a number below 100 counted in twenties."""
    score = _SCORES.get(value, "hanner cant" if value == 50 else "")  # half a hundred
    if score:
        return _ORDINAL_FORMS[score] if ordinal else score
    parts = _under_twenty(value % 20, ordinal=ordinal)
    twenties = value - value % 20
    if twenties:
        parts.append("ar hugain" if twenties == 20 else _and(_SCORES[twenties]))  # a score
    return " ".join(parts)


def _decimal(value: int) -> str:
    """Return a number below 100 counted in tens."""
    tens, ones = divmod(value, 10)
    if value <= 10:  # ten
        return _UNITS[value]
    before = _BEFORE.get(_UNITS[tens], _UNITS[tens])
    return f"{before} {'ddeg' if before == 'dau' else 'deg'} {_UNITS[ones]}".strip()


def _under_thousand(value: int, system: System, gender: Gender, *, ordinal: bool = False) -> str:
    hundreds, rest = divmod(value, 100)
    words = (
        (_traditional(rest, ordinal=ordinal) if system == "traditional" else _decimal(rest)) if rest else ""
    )
    if gender == "feminine":
        words = _feminine(words)
    if not hundreds:
        return words
    hundred = _hundreds(hundreds, "canfed" if ordinal and not rest else "cant")
    return _joined([hundred], rest, words, system)


def _feminine(words: str) -> str:
    """Return a number below 100 with its ones in the feminine; tens and twenties count masculine nouns."""
    parts = words.split()
    if parts[1:2] in ([], ["ar"], ["a"]):
        parts[:1] = [_FEMININE.get(part, part) for part in parts[:1]]
    elif parts[-1] not in ("deg", "ddeg"):
        parts[-1] = _FEMININE.get(parts[-1], parts[-1])
    return " ".join(parts)


def _hundreds(count: int, noun: str) -> str:
    if count == 1:
        return noun
    before = _BEFORE.get(_UNITS[count], _UNITS[count])
    kind: Literal["soft", "aspirate"] = "soft" if before == "dau" else "aspirate"
    return f"{before} {mutate(noun, kind) if before in ('dau', 'tri', 'chwe') else noun}"


def _counted(count: int, noun: str, system: System) -> str:
    """Return a number of thousands or millions; both nouns are feminine."""
    if count == 1:
        return noun
    words = _under_thousand(count, system, "feminine")
    if (
        system == "traditional"
        and " " in words
        and not (words in _SCORES.values() or words.endswith(("cant", "gant", "chant")))
    ):
        return f"{words} o {_PLURALS[noun]}"
    before, space, last = words.rpartition(" ")
    if last in ("gant", "chant"):
        last = last.removesuffix("t")
    elif last != "deg" or count % 100 == 10:  # ten itself, not tens
        last = _BEFORE.get(last, {"phump": "phum"}.get(last, last))
    return f"{before}{space}{last} {mutate(noun, 'soft') if last in ('un', 'dwy') else noun}"


def _joined(parts: list[str], rest: int, words: str, system: System) -> str:
    """Return the parts of a number joined: *cant ac un*, *mil a chant*, *cant dau ddeg tri*."""
    if not rest:
        return " ".join(parts)
    if not parts:
        return words
    simple = rest <= 10 or rest % 100 == 0 or (system == "traditional" and rest < 100)  # ten, hundred
    return " ".join([*parts, _and(words) if simple else words])


def _and(words: str) -> str:
    """Return `words` after *and*, which is *ac* before a vowel and mutates the rest."""
    return f"ac {words}" if words[0] in "aeiouwy" else f"a {mutate(words, 'aspirate')}"


def _check(value: int, least: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MAXIMUM:
        raise InputError(
            _(
                "{found} cannot be put into words. Give a whole number from {least} to {most}.",
                found=repr(value),
                least=least,
                most=MAXIMUM,
            )
        )


def _check_choice(found: str, known: tuple[str, ...]) -> None:
    if found not in known:
        raise InputError(
            _(
                "“{found}” is not one of the choices. Use one of: {known}.",
                found=found,
                known=", ".join(known),
            )
        )
