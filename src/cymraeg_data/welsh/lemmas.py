"""Lemmas without a trained model: a table of the closed classes, a dictionary, and rules of context.

The dictionary is simplemma's, read at run time. This module has the grammar: which pronoun a clitic is, which
irregular form belongs to which word. The conventions are those of UD_Welsh-CCG (Heinecke and Tyers 2019): a
possessive pronoun has the lemma of its person (`fy` is `i`, `eu` is `hwy`), a feminine numeral that of the
masculine (`tair` is `tri`), a compared adjective that of the plain one (`gwell` is `da`). Tables and rules
were set on the training and development parts.
"""

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from cymraeg_data.errors import SourceNotFoundError, UnreadableError, require_text
from cymraeg_data.locale import _
from cymraeg_data.welsh.dictionary import (
    VERB_FORMS,
    dictionary_form,
    has_only_mutations,
    is_readable,
    n_forms,
)
from cymraeg_data.welsh.form_tables import listed_forms
from cymraeg_data.welsh.lemma_tables import CLOSED, IRREGULAR, PEOPLE, PLACE_FRONTS, PLACES
from cymraeg_data.welsh.mutations import mutate, radicals
from cymraeg_data.welsh.stop_words import STOP_WORDS
from cymraeg_data.welsh.tokens import APOSTROPHES, words

__all__ = ["lemma", "lemmas", "read_lexicon"]

_PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


_MIN_NAME = 3
_DECADE = re.compile(r"(\d+)['’]?au\Z")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+")


def lemma(word: str, *, lexicon: Mapping[str, str] | None = None) -> str:
    """Return the dictionary form of a single word; an unknown word stays as it is.

    So does what is no word: an empty text, lone surrogates, and more than 100 characters (the longest place
    name has 58).

    `lexicon` gives lemmas that take precedence over the dictionary's, by form in lower case; see
    `read_lexicon`.

    >>> lemma("gathod"), lemma("tair"), lemma("Nghymru"), lemma("'r")
    ('cath', 'tri', 'Cymru', 'y')
    """
    require_text(word, "lemma")
    if not is_readable(word):
        return word
    if lexicon is not None and (plain := _plain(word)) not in CLOSED and plain in lexicon:
        return lexicon[plain]
    return _alone(word)


@functools.lru_cache(maxsize=1 << 16)
def _alone(word: str) -> str:
    plain = _plain(word)
    known = CLOSED.get(plain) or IRREGULAR.get(plain) or listed_forms().get(plain)
    if known is not None:
        return known
    if not word[:1].isdigit():
        return dictionary_form(word)
    return word.replace(",", "") if _NUMBER.fullmatch(word) else _DECADE.sub(r"\1", word)


@functools.lru_cache(maxsize=1 << 16)
def _plain(word: str) -> str:
    return word.lower().translate(_PLAIN)


def lemmas(text: str | Sequence[str], *, lexicon: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the lemma of each token of a text, or of a sequence of tokens, in the context of its neighbours.

    The neighbours decide whose `ei` is (by the mutation that follows), whether `'n` is `yn` or `ein`, and
    whether `fe` and `mi` are particles.

    >>> lemmas("Gwelodd hi ei thad a'i mam")
    ('gweld', 'hi', 'hi', 'tad', 'a', 'hi', 'mam')
    """
    tokens = [token.text for token in words(text)] if isinstance(text, str) else list(text)
    plain = ["", "", *(_plain(token) if is_readable(token) else token for token in tokens), ""]
    found = []
    for index, token in enumerate(tokens, 2):
        if not is_readable(token):
            found.append(token)
            continue
        rule = _IN_CONTEXT.get(plain[index])
        said = rule(plain[index - 2], plain[index - 1], plain[index + 1]) if rule else None
        starts = plain[index - 1] in _BEFORE_A_SENTENCE
        found.append(said or _cased(token, lemma(token, lexicon=lexicon), starts=starts))
    return tuple(found)


@functools.lru_cache(maxsize=1 << 16)
def _cased(token: str, answer: str, *, starts: bool) -> str:
    """Return the lemma in view of a capital, which marks a name, except at the start of a sentence."""
    plain = token.lower()
    if not token[:1].isupper() or plain in STOP_WORDS:
        return answer
    if token.isupper():
        return token if len(token) > 1 or (token.isalpha() and plain not in _VOWELS) else answer  # BBC, R.
    if not starts or token in PEOPLE:
        return _name(token, answer)
    found = dictionary_form(plain) if answer == token and "-" not in token else answer
    return found if found != plain else answer


def _name(token: str, answer: str) -> str:
    """Return the lemma of a capitalised word inside a sentence: that of the name, if it looks like one."""
    known = token if token in PEOPLE else next((name for name in radicals(token) if name in PLACES), None)
    if known is None and answer[:1].isupper():
        known = _place(token)
    if known is not None:
        return known
    plain = token.lower()
    if n_forms(answer) >= VERB_FORMS and plain not in (answer, mutate(answer, "soft")):
        return token  # Bryn is not a form of prynu
    if len(answer) >= _MIN_NAME and has_only_mutations(answer) and not answer.endswith(_DERIVED):
        return answer[0].upper() + answer[1:]
    return answer


_ENGLISH = re.compile("Lan(?:c|d(?:ing|s)|e|g(?:ley|don)|z)")


def _place(token: str) -> str | None:
    """Return the radical form of a place name that begins with a mutated element: Lanrug, Llanrug."""
    for front, radical in PLACE_FRONTS.items():
        if (
            token.startswith(front)
            and token[len(front) : len(front) + 1].islower()
            and not _ENGLISH.match(token)
        ):
            return radical + token[len(front) :]
    return None


def read_lexicon(path: str | Path) -> dict[str, str]:
    """Return lemmas by form from your own lexicon in the format of Lecsicon Cymraeg Bangor.

    Its lines hold a form, its lemma, its part of speech and its features, separated by tabs. The first of
    several lemmas of a form counts, so put the common ones first.

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
                if len(fields) < 2 and line.strip():  # the form and its lemma
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
    """Return whose `ei` it is, None for "his", by the mutation that follows."""
    radical = dictionary_form(after).lower() if after else ""
    aspirated = (
        after[:2] in {"ph", "th", "ch"} and radical[:1] in {"p", "t", "c"} and radical[:2] != after[:2]
    )
    with_h = after[:1] == "h" and radical[:1] in _VOWELS
    return "hi" if aspirated or with_h or _unsoftened(after, radical) else None


def _whose_to(first: str, before: str, after: str) -> str | None:
    """Return whose `'w` it is; "their" changes no consonant, and is more common than "her" where both fit."""
    radical = dictionary_form(after).lower() if after else ""
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
    if before in {"i", "o"} and (first in _PRONOUN_AFTER or (first and lemma(first) == "bod")):
        return None  # roedd o'n gwybod
    if before == "i":  # i'n plant, but rydw i'n gwybod
        return None if _FIRST_PERSON.search(first) else "ni"
    if before == "o":  # o'n bywydau, but o'n i'n gwybod
        return None if after in {"i", "ni", "nhw", "ti", "chi"} else "ni"
    return "ni" if before in {"a", "â", "gyda", "efo"} else None


def _oes(_first: str, before: str, _after: str) -> str | None:
    return None if before in _BEFORE_A_SENTENCE or before in _BEFORE_OES else "oes"


def _fe(_first: str, before: str, _after: str) -> str | None:
    return "ef" if before in _PRONOUN_AFTER or before.endswith(("odd", "ai", "iff")) else None


def _mi(_first: str, before: str, _after: str) -> str | None:
    return "i" if before in {"i", "a", "â", "gen", "ddaru", "ddarfu"} else None


def _o(_first: str, before: str, after: str) -> str | None:
    return "ef" if before in _PRONOUN_AFTER and after != "leiaf" else None


def _llai(_first: str, before: str, after: str) -> str | None:
    """Return *llai* as a quantity (less, fewer); *yn llai na* is smaller than, of *bach*."""
    return (
        None if before in {"yn", "'n"} and (after in {"na", "nag"} or after in _BEFORE_A_SENTENCE) else "llai"
    )


def _leiaf(_first: str, before: str, _after: str) -> str | None:
    return "llai" if before == "o" else None  # at least


def _ceir(_first: str, before: str, _after: str) -> str | None:
    return "car" if before in _BEFORE_A_NOUN else None  # elsewhere the verb


_BEFORE_A_NOUN = frozenset("y 'r o mewn ein eich eu 'u dy fy".split())
_BEFORE_A_SENTENCE = frozenset(("", ".", "!", "?", ":", "…", '"', "“", "‘", "'", "-", "–"))
_BEFORE_OES = frozenset(
    "a nid nad os pe oni onid does neu ond ac pam er".split()
)  # the verb; elsewhere it is the noun
# Endings that derive a noun or an adjective: names hardly ever have them.
_DERIVED = (
    "iaeth",
    "aeth",
    "eth",
    "ol",
    "edd",
    "adwy",
    "aidd",
    "ig",
    "iant",
    "wch",
    "rwydd",
    "wr",
    "ydd",
    "yn",
)
_VOWELS = frozenset("aeiouwyâêîôûŵŷ")
_SOFTENS_ONE = frozenset("bdgm")
_FIRST_PERSON = re.compile(r"(?:dw|dwy|wn|af|ydd|dda|mod|maf|es)$")
# The third person masculine follows these: forms of `bod` and inflected prepositions.
_PRONOUN_AFTER = frozenset(
    "mae ydi ydy yw roedd oedd bydd fydd bu fu byddai fyddai basai fasai iddo ganddo arno ynddo wrtho ato"
    " amdano ohono drosto hebddo rhyngddo tano mai efo gyda dydi dydy doedd ydoedd ddaru ddarfu mono dylasai"
    " meddai dywedodd aeth daeth gwnaeth cafodd".split()
)
_IN_CONTEXT: Mapping[str, Callable[[str, str, str], str | None]] = {
    "ei": _whose,
    "'i": _whose,
    "'w": _whose_to,
    "'n": _yn_or_ein,
    "fe": _fe,
    "mi": _mi,
    "o": _o,
    "oes": _oes,
    "llai": _llai,
    "lai": _llai,
    "leiaf": _leiaf,
    "ceir": _ceir,
    "geir": _ceir,
}
