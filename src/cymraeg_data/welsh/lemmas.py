"""Lemmas without a trained model: a table of the closed classes, a dictionary, and what the neighbours say.

The dictionary is simplemma's, at run time. What stands here is grammar: which pronoun a clitic is, which irregular form
belongs to which word. The conventions are those of UD_Welsh-CCG (Heinecke and Tyers 2019): a possessive pronoun has the
lemma of its person (`fy` is `i`, `eu` is `hwy`), a feminine numeral that of the masculine (`tair` is `tri`), a compared
adjective that of the plain one (`gwell` is `da`). Table and rules were set on the training part and checked on the
development part.
"""

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from cymraeg_data.errors import SourceNotFoundError, UnreadableError
from cymraeg_data.locale import _
from cymraeg_data.welsh.stop_words import STOP_WORDS
from cymraeg_data.welsh.tokens import APOSTROPHES, words

__all__ = ["lemma", "lemmas", "read_lexicon"]

_PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


def _table(rows: Mapping[str, str]) -> dict[str, str]:
    return {form: lemma_ for lemma_, forms in rows.items() for form in forms.split()}


_CLOSED: Final = _table(
    {
        "y": "y yr 'r",
        "yn": "yn ym yng 'n",
        "i": "i fi fy 'm innau minnau finnau",
        "ti": "ti di dy 'th dithau tithau",
        "ef": "ef e fo ei 'i 'w yntau fyntau",
        "hi": "hi hithau",
        "ni": "ni ein ninnau",
        "chi": "chi chwi eich 'ch chithau",
        "hwy": "hwy hwynt nhw eu 'u hwythau nhwthau",
        "fe": "fe",
        "mi": "mi",
        "hwn": "hwn hwnna hwnnw",
        "hon": "hon honna honno",
        "hyn": "hyn hynna hynny",
        "rhain": "rhain rheina rheini rheiny",
        "hun": "hun hunan hunain",
        "a": "a ac",
        "ag": "ag",
        "â": "â",
        "gyda": "gyda gydag 'da",
        "na": "na nac",
        "dau": "dau dwy ddau ddwy",
        "tri": "tri tair dri dair thri thair",
        "pedwar": "pedwar pedair bedwar bedair phedwar phedair",
        "pump": "pum pump bum bump phum phump",
        "chwech": "chwe chwech",
        "naw": "naw",
        "deg": "deg deng ddeg ddeng",
        "cant": "cant can gant chant chan",
        "onid": "onid on'd",
        "taw": "taw",
        "hefo": "hefo",
        "pa": "p' pa ba",
    }
)
_IRREGULAR: Final = _table(
    {
        "blwyddyn": "blynedd flynedd mlynedd blynyddoedd flynyddoedd mlynyddoedd",
        "cynnar": "cyntaf gyntaf cynta gynta",
        "da": "gorau orau cystal gystal gwell well",
        "drwg": "gwaethaf waethaf gwaetha waetha gwaeth waeth",
        "rhiant": "rhieni rieni",
        "tŷ": "tŷ dŷ thŷ nhŷ tai dai thai nhai",
        "modd": "modd fodd",
        "sgil": "sgil",
        "de": "de",
        "gwybod": "gwn wn gŵyr ŵyr gwyddom wyddom gwyddoch wyddoch gwyddai wyddai",
        "cael": (
            "caf gaf chaf cei gei chei caiff gaiff chaiff cawn gawn chawn cewch gewch chewch cânt gânt chânt"
            " cefais gefais chefais cafodd gafodd chafodd cawsom gawsom chawsom cawsoch gawsoch cawsant gawsant chawsant"
            " câi gâi châi cafwyd gafwyd chafwyd ceir geir cheir ces ges ches"
        ),
        "mynd": "af af aiff awn ewch ânt es est aeth aethom aethoch aethant eid",
        "dod": "dof ddof daw ddaw deuwn down ddown dewch ddewch dônt ddônt des ddes daeth ddaeth daethom daethant ddaethant deuai ddeuai",
        "gwneud": "gwnaf wnaf gwnei wnei gwnaiff wnaiff gwna wna gwnawn wnawn gwnewch wnewch gwnânt wnânt gwnes wnes gwnaeth wnaeth",
        "gallu": "gall all gallaf allaf gallwn allwn gallwch allwch gallai allai gellir ellir gellid ellid",
        "bod": "rwyf rwy bawn baent oeddach oedda fasat faswn basat ro'n bo'n bo' y'n mod mo'n",
        "min": "min fin",
        "blaen": "blaen flaen mlaen",
        "cau": "cau gau chau",
        "glo": "glo",
        "draw": "draw",
        "ble": "ble",
        "ple": "ple",
        "uned": "uned unedau huned",
        "safon": "safon safonau",
        "rhaglen": "rhaglen raglen rhaglenni raglenni",
        "mil": "mil fil miloedd filoedd",
        "carw": "carw ceirw",
        "garw": "garw arw",
        "cig": "cig gig chig",
        "fferm": "fferm ffermydd",
        "cronfa": "cronfa gronfa chronfa cronfeydd gronfeydd chronfeydd",
        "gwallt": "gwallt wallt ngwallt",
        "llys": "llys lys llysoedd lysoedd",
        "llysiau": "llysiau lysiau",
        "dull": "dull ddull dulliau ddulliau",
        "elfen": "elfen elfennau",
        "dolen": "dolen ddolen dolenni ddolenni",
        "peidio": "peidio beidio pheidio paid peidiwch",
        "clywed": "clywed glywed chlywed clywn glywn chlywn clywaf clywais clywodd glywodd",
        "yma": "yma 'ma",
        "ymlaen": "ymlaen mla'n 'mlaen",
        "trydydd": "trydydd drydydd thrydydd trydedd drydedd thrydedd",
        "pedwerydd": "pedwerydd bedwerydd phedwerydd pedwaredd bedwaredd phedwaredd",
        "hytrach": "hytrach",
        "mawr": "mawr fawr mawrion fawrion",
        "gwyrdd": "gwyrdd wyrdd gwerdd werdd gwyrddion wyrddion",
        "gwyn": "gwyn wyn gwen wen gwynion wynion",
        "bychan": "bychan fychan bechan fechan bychain fychain",
        "coch": "coch goch choch cochion gochion",
        "gŵr": "gŵr ŵr",
    }
)

# Headwords of the dictionary that are old spellings or slips, and the headword that dictionaries of today give.
_HEADWORDS: Final = {
    "artistia": "artist",
    "caniatau": "caniatáu",
    "cwarel": "chwarel",
    "cymeryd": "cymryd",
    "cynal": "cynnal",
    "cynhwys": "cynnwys",
    "dechreu": "dechrau",
    "deffroi": "deffro",
    "derbynio": "derbyn",
    "dogfennen": "dogfen",
    "dwad": "dod",
    "dyl": "dylu",
    "dylwn": "dylu",
    "dywedyd": "dweud",
    "edrychyd": "edrych",
    "fersiyn": "fersiwn",
    "grwpi": "grŵp",
    "gweled": "gweld",
    "gwelwi": "gweld",
    "gystadleuydd": "cystadleuydd",
    "noẅl": "nôl",
    "perfformiwr": "perfformwr",
    "protestiwr": "protestwr",
    "rhoddi": "rhoi",
    "sgîl": "sgil",
    "sonio": "sôn",
}

_VERB_FORMS = (
    25  # a lemma with more forms than this in the dictionary is a verb; ours, set on the training part
)
_MIN_NOUN_FORMS = 2  # a noun or adjective comes with its plural and mutated forms
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+")
_NASAL = {"mh": "p", "nh": "t", "ngh": "c"}  # at the front of a word only by mutation


def lemma(word: str, *, lexicon: Mapping[str, str] | None = None) -> str:
    """Return the dictionary form of a word by itself; a word that is not known stays as it is.

    `lexicon` gives lemmas that go before the dictionary's, by form in small letters; see `read_lexicon`.

    >>> lemma("gathod"), lemma("tair"), lemma("Nghymru"), lemma("'r")
    ('cath', 'tri', 'Cymru', 'y')
    """
    if lexicon is not None and (plain := _plain(word)) not in _CLOSED and plain in lexicon:
        return lexicon[plain]
    return _alone(word)


@functools.lru_cache(maxsize=1 << 16)
def _alone(word: str) -> str:
    plain = _plain(word)
    known = _CLOSED.get(plain) or _IRREGULAR.get(plain)
    if known is not None:
        return known
    return word.replace(",", "") if _NUMBER.fullmatch(word) else _from_dictionary(word)


@functools.lru_cache(maxsize=1 << 16)
def _plain(word: str) -> str:
    return word.lower().translate(_PLAIN)


def lemmas(text: str | Sequence[str], *, lexicon: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the lemma of each token of a text, or of a sequence of tokens, with a look at its neighbours.

    The neighbours tell whose `ei` is (what mutation follows), whether `'n` is `yn` or `ein`, and whether `fe` and `mi`
    are particles.

    >>> lemmas("Gwelodd hi ei thad a'i mam")
    ('gweld', 'hi', 'hi', 'tad', 'a', 'hi', 'mam')
    """
    tokens = [token.text for token in words(text)] if isinstance(text, str) else list(text)
    plain = ["", "", *map(_plain, tokens), ""]
    found = []
    for index, token in enumerate(tokens, 2):
        rule = _IN_CONTEXT.get(plain[index])
        said = rule(plain[index - 2], plain[index - 1], plain[index + 1]) if rule else None
        answer = said or lemma(token, lexicon=lexicon)
        found.append(_as_name(token, answer) if plain[index - 1] not in _BEFORE_A_SENTENCE else answer)
    return tuple(found)


def _as_name(token: str, answer: str) -> str:
    """Return the lemma with a capital where a capital inside a sentence shows a name, which no dictionary has."""
    if token[0].isupper() and answer[0].islower() and not token.isupper() and token.lower() not in STOP_WORDS:
        return answer[0].upper() + answer[1:] if _forms_of_each().get(answer, 0) <= 1 else answer
    return answer


def read_lexicon(path: str | Path) -> dict[str, str]:
    """Return lemmas by form from a lexicon of yours in the format of Lecsicon Cymraeg Bangor.

    Its lines hold a form, its lemma, its part of speech and its features, between tabs. Where a form has several
    lemmas the first counts, so put the common ones first.

    Raises:
        SourceNotFoundError: there is no file at `path`.
        UnreadableError: the file is not UTF-8, or a line has fewer than two fields.
    """
    file = Path(path)
    if not file.is_file():
        raise SourceNotFoundError(path)
    found: dict[str, str] = {}
    try:
        with file.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                fields = line.rstrip("\n").split("\t")
                if len(fields) < 2 and line.strip():  # noqa: PLR2004 - the form and its lemma
                    raise UnreadableError(
                        _(
                            "{path}, line {n}: a form and its lemma were expected, with a tab between.",
                            path=path,
                            n=number,
                        )
                    )
                if line.strip():
                    found.setdefault(fields[0].lower(), fields[1])
    except UnicodeDecodeError as error:
        raise UnreadableError(_("{path} is not UTF-8: {reason}", path=path, reason=error)) from error
    return found


def _whose(_first: str, _before: str, after: str) -> str | None:
    """Return whose `ei` it is: "his" softens what follows, "her" aspirates it or puts h before it; None for "his"."""
    radical = _from_dictionary(after).lower() if after else ""
    aspirated = (
        after[:2] in {"ph", "th", "ch"} and radical[:1] in {"p", "t", "c"} and radical[:2] != after[:2]
    )
    with_h = after[:1] == "h" and radical[:1] in _VOWELS
    return "hi" if aspirated or with_h or _unsoftened(after, radical) else None


def _whose_to(first: str, before: str, after: str) -> str | None:
    """Return whose `'w` it is; "their" changes no consonant, and is more common than "her" where both may be."""
    radical = _from_dictionary(after).lower() if after else ""
    stays = (
        radical[:1] in {"c", "p", "t"} and radical[:2] == after[:2] and after[:2] not in {"ch", "ph", "th"}
    )
    return "hwy" if stays or _unsoftened(after, radical) else _whose(first, before, after)


def _unsoftened(word: str, radical: str) -> bool:
    """Return whether a word begins with a consonant that "his" would have softened."""
    return (
        radical[:2] == word[:2]
        and (word[:1] in _SOFTENS_ONE or word[:2] in {"ll", "rh"})
        and word[:2] != "dd"
    )


def _yn_or_ein(first: str, before: str, after: str) -> str | None:
    if before == "i":  # i'n plant, but rydw i'n gwybod
        return None if _FIRST_PERSON.search(first) else "ni"
    if before == "o":  # o'n bywydau, but o'n i'n gwybod
        return None if after in {"i", "ni", "nhw", "ti", "chi"} else "ni"
    return "ni" if before in {"a", "â", "gyda", "efo"} else None


def _fe(_first: str, before: str, _after: str) -> str | None:
    return "ef" if before in _PRONOUN_AFTER or before.endswith(("odd", "ai", "iff")) else None


def _mi(_first: str, before: str, _after: str) -> str | None:
    return "i" if before in {"i", "a", "â", "gen", "ddaru", "ddarfu"} else None


def _o(_first: str, before: str, after: str) -> str | None:
    return "ef" if before in _PRONOUN_AFTER and after != "leiaf" else None


_BEFORE_A_SENTENCE = frozenset(("", ".", "!", "?", ":", "…", '"', "“", "‘", "'", "-", "–"))
_VOWELS = frozenset("aeiouwyâêîôûŵŷ")
_SOFTENS_ONE = frozenset("bdgm")
_FIRST_PERSON = re.compile(r"(?:dw|dwy|wn|af|ydd|dda|mod|maf|es)$")
# After these the third person masculine stands: forms of `bod` and inflected prepositions.
_PRONOUN_AFTER = frozenset(
    "mae ydi ydy yw roedd oedd bydd fydd bu fu byddai fyddai basai fasai iddo ganddo arno ynddo wrtho ato amdano ohono"
    " drosto hebddo rhyngddo tano mai efo gyda dydi dydy doedd ydoedd ddaru ddarfu mono dylasai meddai dywedodd aeth daeth gwnaeth cafodd".split()
)
_IN_CONTEXT: Mapping[str, Callable[[str, str, str], str | None]] = {
    "ei": _whose,
    "'i": _whose,
    "'w": _whose_to,
    "'n": _yn_or_ein,
    "fe": _fe,
    "mi": _mi,
    "o": _o,
}


@functools.lru_cache(maxsize=1 << 16)
def _from_dictionary(word: str) -> str:
    found = _step(word)
    if found != word and found.lower() != word.lower():
        # The dictionary leads from a mutated plural to the plural only: ferched, merched, merch.
        again = _step(found)
        if _forms_of_each().get(again, 0) > _forms_of_each().get(found, 0):
            found = again
    return _HEADWORDS.get(found, found)


def _step(word: str) -> str:
    import simplemma

    found: str = simplemma.lemmatize(word, "cy")
    plain = word.lower()
    forms = _forms_of_each()
    n_own, n_found = forms.get(plain, 0), forms.get(found, 0)
    if (
        found != plain
        and n_own >= _MIN_NOUN_FORMS
        and n_found >= _VERB_FORMS
        and n_found > n_own
        and found != "bod"
    ):
        return plain  # a noun that looks like the third person of a verb: gwerth, not gwerthu
    if found.lower() == plain:
        return _unknown(word) or found
    return found


def _unknown(word: str) -> str | None:
    """Return the lemma that the shape of a word shows: a nasal mutation at its front, a plural of persons at its end."""
    plain = word.lower()
    for nasal, radical in _NASAL.items():
        if plain.startswith(nasal):
            return (radical.upper() if word[0].isupper() else radical) + word[len(nasal) :]
    for plural, single in _PLURALS.items():
        if plain.endswith(plural) and len(plain) > len(plural) + 2:
            return word[: -len(plural)] + single
    return None


_PLURALS = {"wyr": "wr", "iaid": "iad"}


@functools.cache
def _forms_of_each() -> Mapping[str, int]:
    """Return how many forms each lemma has in the dictionary."""
    from collections import Counter

    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    return Counter(DefaultDictionaryFactory().get_dictionary("cy").values())
