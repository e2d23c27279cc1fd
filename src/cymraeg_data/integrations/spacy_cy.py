"""Welsh for spaCy: `spacy.blank("cy")` finds it through the entry point, without an import of `cymraeg_data`.

The tokenizer is spaCy's own, with rules made from the tables of `cymraeg_data.welsh`.
"""

import re

from spacy.lang.char_classes import (
    ALPHA,
    CONCAT_QUOTES,
    CURRENCY,
    LIST_CURRENCY,
    LIST_ELLIPSES,
    LIST_ICONS,
    LIST_PUNCT,
    LIST_QUOTES,
)
from spacy.language import BaseDefaults, Language
from spacy.symbols import LIKE_NUM, ORTH

from cymraeg_data.integrations.spacy_lemmatizer import CONFIG, make_lemmatizer
from cymraeg_data.welsh import tokens
from cymraeg_data.welsh.numerals import like_num
from cymraeg_data.welsh.stop_words import STOP_WORDS

__all__ = ["Welsh", "WelshDefaults"]

_A = f"[{tokens.APOSTROPHES}]"
_CLITICS = "|".join(tokens.CLITICS)
_UNITS = "|".join(tokens.UNITS)


def _forms(form: str) -> set[str]:
    """Return the written variants of a form: both usual apostrophes, lower case, title case and capitals."""
    cased = {form, form.upper(), re.sub(r"[^\W\d_]", lambda letter: letter.group().upper(), form, count=1)}
    return cased | {each.replace("'", "’") for each in cased}


def _exceptions() -> dict[str, list[dict[int | str, str]]]:
    alone = [f"'{clitic}" for clitic in tokens.CLITICS]
    whole = {form for source in (tokens.ELISIONS, tokens.ABBREVIATIONS, alone) for form in source}
    parted = {written: [{ORTH: written[:-1]}, {ORTH: written[-1:]}] for written in _forms("dw'i")}
    return {written: [{ORTH: written}] for form in whole for written in _forms(form)} | parted


_PREFIXES = [
    "§",
    "%",
    "=",
    "—",
    "–",
    r"\+(?![0-9])",
    *(mark for mark in LIST_PUNCT if mark != "#"),
    *LIST_ELLIPSES,
    *LIST_QUOTES,
    *LIST_CURRENCY,
    *LIST_ICONS,
]
_SUFFIXES = [
    *LIST_PUNCT,
    *LIST_ELLIPSES,
    *LIST_QUOTES,
    *LIST_ICONS,
    "—",
    "–",
    "%",
    rf"(?<=[{ALPHA}0-9]){_A}(?:{_CLITICS}|{_CLITICS.upper()})",
    rf"(?<=[0-9])(?:{_UNITS})",
    rf"(?<=[0-9])(?:{CURRENCY})",
    rf"(?<=[{ALPHA}0-9{CONCAT_QUOTES}\)])\.",
]
_INFIXES = [
    *LIST_ELLIPSES,
    *LIST_ICONS,
    rf"(?<=[{ALPHA}])[,:;=<>/–—](?=[{ALPHA}])",
    rf"(?<=[{ALPHA}])\.(?=[A-ZÂÊÎÔÛŴŶ][a-z])",
    rf"(?<=^[fdpFDP]{_A})(?=[aeiouwyâêîôûŵŷ])",
]


# Always whole: a word without the letters after its last a (gynta', bloda'), a hashtag, initials.
_WHOLE = re.compile(rf"[{ALPHA}]+[aA]['’]|[#@]\w\w+|(?:(?:[CDLPRTcdlprt][hdlHDL]|[{ALPHA}])\.){{2,}}")


class WelshDefaults(BaseDefaults):
    """The rules for Welsh: clitics, elisions, abbreviations."""

    lex_attr_getters = {LIKE_NUM: like_num}  # noqa: RUF012 - as spaCy has it
    stop_words = set(STOP_WORDS)  # noqa: RUF012 - as spaCy has it
    tokenizer_exceptions = _exceptions()
    prefixes = _PREFIXES
    suffixes = _SUFFIXES
    infixes = _INFIXES
    token_match = _WHOLE.fullmatch


class Welsh(Language):  # type: ignore[no-untyped-call] # spaCy types only part of itself
    """The Welsh language for spaCy."""

    lang = "cy"
    Defaults = WelshDefaults


Welsh.factory(
    "lemmatizer",
    assigns=["token.lemma"],
    default_config=CONFIG,
    default_score_weights={"lemma_acc": 1.0},
    func=make_lemmatizer,
)
