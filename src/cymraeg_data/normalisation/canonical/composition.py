"""Composition of letters and accents: w and a circumflex to ŵ.

Text in other languages is often decomposed on purpose (Vietnamese tones, Devanagari), or by programs whose
checksums and keys rely on it. By default only Welsh, English and Welsh names are therefore composed.
"""

import re
import unicodedata
from collections.abc import Iterator

from cymraeg_data.normalisation.edits import Edit
from cymraeg_data.normalisation.lexicon import is_word
from cymraeg_data.normalisation.options import Compose
from cymraeg_data.welsh.stop_words import ALSO_ENGLISH, STOP_WORDS

__all__ = ["composed"]

_CLUSTER = re.compile(r"[^\W\d_][\u0300-\u036f]+")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ][\u0300-\u036f]+")
_WELSH = re.compile("[aeiouwyAEIOUWY][\u0300\u0301\u0302\u0308]")
# Letters frequent in Welsh, and rare alone in the languages that are decomposed in the pool.
_TELLING = re.compile("[aeiouwyAEIOUWY]\u0302|[aeioAEIO]\u0308|[wyWY][\u0300\u0301\u0308]")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")

_ENGLISH = frozenset("the and of is for with this that are was from by".split())
# Words of one letter, and words that are also Spanish, Galician or Vietnamese, are no evidence.
_SHARED = ALSO_ENGLISH | frozenset("ni no nos mai ti tan sin son hay".split())
_FUNCTION_WORDS = (
    frozenset(word for word in STOP_WORDS if len(word) > 1 and word.isalpha()) - _SHARED,
    _ENGLISH,
)
_ENOUGH, _SHARE = 2, 0.1  # function words that show a language, and their share of the words: our choice
_LOOKED_AT = 4_000  # characters read to decide the language: our choice, a long paragraph
_SHORT = 3  # letters below which a word of the lexicon may be of any language: our choice


def composed(text: str, policy: Compose) -> Iterator[Edit]:
    r"""Yield the edits that compose letters: all, or those of Latin script in Welsh or English text.

    >>> [edit.after for edit in composed("Ynys Mo\u0302n", "welsh")]
    ['ô']
    >>> list(composed("Configuracio\u0301n", "welsh"))
    []
    >>> [edit.after for edit in composed("Canio\u0301n", "all")]
    ['ó']
    """
    if policy == "off" or unicodedata.is_normalized("NFC", text):
        return
    if policy == "all":
        yield from _stretches(text)
    elif _is_welsh_or_english(text):
        for match in _LATIN.finditer(text):
            after = unicodedata.normalize("NFC", match.group())
            if after != match.group():
                yield Edit(
                    rule="nfc", start=match.start(), end=match.end(), before=match.group(), after=after
                )


def _stretches(text: str) -> Iterator[Edit]:
    """Yield an edit for each stretch between unchangeable characters that is not in form C."""
    start = 0
    # A character below U+0300 does not compose with the one before it, so a new stretch begins there.
    for end in (*(place for place, letter in enumerate(text) if letter < "\u0300" and place), len(text)):
        part = text[start:end]
        if (after := unicodedata.normalize("NFC", part)) != part:
            yield Edit(rule="nfc", start=start, end=end, before=part, after=after)
        start = end


def _is_welsh_or_english(text: str) -> bool:
    """Return whether decomposed letters are in Welsh or English text, or in a Welsh name alone."""
    words = _WORD.findall(text[:_LOOKED_AT])
    plain = [unicodedata.normalize("NFC", word).lower() for word in words]
    for known in _FUNCTION_WORDS:
        n = sum(word in known for word in plain)
        if n >= _ENOUGH and n >= _SHARE * len(plain) and len(known.intersection(plain)) > 1:
            return True
    if not all(_WELSH.fullmatch(cluster) for cluster in _CLUSTER.findall(text)):
        return False
    decomposed = [
        made for word, made in zip(words, plain, strict=True) if _ACCENTS.search(word) and not made.isascii()
    ]
    return _TELLING.search(text) is not None or (
        bool(decomposed) and all(len(word) > _SHORT and is_word(word) for word in decomposed)
    )
