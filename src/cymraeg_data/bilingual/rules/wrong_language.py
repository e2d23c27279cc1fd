"""Texts in the wrong language: L101 English as Welsh, L102 the reverse, B310 part English, B311 swapped."""

import functools
import re
from collections.abc import Iterator

import numpy as np
import pyarrow.compute as pc

from cymraeg_data.bilingual.prose_evidence import Evidence, Seen
from cymraeg_data.bilingual.rules.text_pairs import Mask, TextPairs, matches

__all__ = ["language"]

# Our choices, set on eleven public services and the place-name list: a name has no language, so a text is
# assessed only with this many words, one of them in lower case and not a function word, and at this
# confidence.
_WORDS = 4
_SURE = 0.9
# English words shared with the other text anywhere in it, and their share of it.
_SCATTERED, _SCATTERED_SHARE = 3, 0.25
_HINT = (  # English that Welsh lacks
    r"(?i)\b(?:the|of|and|to|for|with|from|this|that|is|are|you|your|will|be|please)\b"
)
_TOGETHER = 0.6
_RUNS = ((2, 2), (3, 2))
"""A half-translated text has this many adjacent words of the English text, so many of them plain English."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_QUOTED = re.compile(
    r"“[^”]*”|(?<!\w)'[^'\n]{2,80}'(?!\w)|\*\*.*?\*\*|`[^`]*`|‘[^’]*’|\"[^\"]*\"|<a\b.*?</a>|<em>.*?</em>|<i>.*?</i>",
    re.DOTALL,
)
_MARKUP = re.compile(r"<[^>]*>|\S+@\S+|\$t\([^)]*\)|\{+[^{}]*\}+|%\([^)]*\)s|%\{[^}]*\}|https?://\S+")

# English words that are also Welsh words, rare or with another meaning.
_ENGLISH = frozenset(
    "the of and to for with from this that is are was were be been have has had will can could not you your"
    " we our us they it its or if when where who what how about than there here please before after any all"
    " does did on in".split()
)


def language(sides: TextPairs) -> dict[str, Mask]:
    """Return which pairs have a text in the other language, or part of one."""
    apart = ~sides.same
    english = sides.signs(
        sides.cy_seen, sides.cy_there & apart & _sure(sides.cy_seen, "en"), lambda signs: _prose(signs, "en")
    )
    welsh = sides.signs(
        sides.en_seen, sides.en_there & apart & _sure(sides.en_seen, "cy"), lambda signs: _prose(signs, "cy")
    )
    swapped = sides.both & apart & _each_other(sides)
    unsure = (sides.cy_seen.language != "cy") | (sides.cy_seen.confidence < _SURE) | matches(sides.cy, _HINT)
    mixed = sides.both & apart & ~english & unsure
    half = sides.judged(mixed, _half_translated)
    return {"L101": english & ~swapped, "L102": welsh & ~swapped, "B310": half, "B311": swapped}


def _sure(seen: Seen, language: str) -> Mask:
    mask: Mask = (seen.language == language) & (seen.confidence >= _SURE)
    return mask


def _prose(signs: Evidence, language: str) -> Mask:
    own, other = (signs.n_english, signs.n_welsh) if language == "en" else (signs.n_welsh, signs.n_english)
    mask: Mask = (signs.n_words >= _WORDS) & (signs.n_plain >= 1) & (own >= 1) & (own > other)
    return mask


def _each_other(sides: TextPairs) -> Mask:
    """Return which pairs are swapped, Welsh for English: both texts together need less evidence."""
    cy, en = sides.cy_seen, sides.en_seen
    crossed = (cy.language == "en") & (en.language == "cy")
    spaces = pc.fill_null(pc.count_substring(sides.cy, " "), 0).to_numpy(zero_copy_only=False)
    sure: Mask = crossed & (np.minimum(cy.confidence, en.confidence) >= _TOGETHER) & (spaces >= 1)
    return sure


def _half_translated(en: str, cy: str) -> bool:
    """Return whether both texts have a run of words that are English and not Welsh, among other words.

    Quoted or linked words may be a title and capitalised words a name: neither counts.
    """
    english, welsh = _words(en), _words(_QUOTED.sub(" | ", cy))
    for size, plain in _RUNS:
        runs = {run for run in _runs(english, size) if sum(map(_plain_english, run)) >= plain}
        if runs and not runs.isdisjoint(_runs(welsh, size)):
            return True
    shared = {word for word in set(english).intersection(welsh) if _plain_english(word)}
    return len(shared) >= max(_SCATTERED, len(welsh) * _SCATTERED_SHARE)


def _runs(words: list[str], size: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[i : i + size]) for i in range(len(words) - size + 1))


@functools.lru_cache(maxsize=1 << 14)
def _plain_english(word: str) -> bool:
    """Return whether a lower-case word is English and not Welsh."""
    import simplemma

    if not word.islower():
        return False
    return word in _ENGLISH or (simplemma.is_known(word, "en") and not simplemma.is_known(word, "cy"))


def _words(text: str) -> list[str]:
    found = _WORD.findall(_MARKUP.sub(" | ", text))
    return [found[0].lower(), *found[1:]] if found else []
