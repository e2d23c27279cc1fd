"""The second stage: RE2 patterns of texts that a rule may change, so that clean rows cost no work in Python.

`SUSPECT` matches every text that some rule might change, and some others; `columns.normalise` processes the
matching texts one by one. `suspects` gives the pattern for other policies.
"""

import re

from cymraeg_data.normalisation.canonical.characters import NOT_NFC
from cymraeg_data.normalisation.options import DEFAULT, Options
from cymraeg_data.normalisation.repair.wrong_codec import CODECS, Codec

__all__ = ["SUSPECT", "suspects", "suspects_but_for_style", "suspects_of_style"]

_INVISIBLE = (
    r"\x{00}-\x{08}\x{0b}\x{0c}\x{0e}-\x{1f}\x{7f}-\x{a0}\x{ad}\x{61c}"
    r"\x{2007}\x{200b}-\x{200f}\x{2028}-\x{202f}\x{2060}-\x{2069}\x{feff}\x{fffd}\x{fb00}-\x{fb06}"
)
_SPACES = r"\s\x{85}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{205f}\x{3000}\x{1c}-\x{1f}"
_MISTAKEN_MARKS = "`´ʼ^ˆ"
_TELLTALES = "ðþÐÞ"

# In clean text, quotation marks and dashes that are lead bytes in Mac Roman are often followed by a letter;
# no sequence that begins with one is a letter of Latin script or another layer of damage.
_QUOTES = "«»“”‘’–—…"


def _sequences(codec: Codec) -> str:
    """Return the pattern of the UTF-8 sequences of `codec` in RE2 syntax."""
    pattern = codec.pattern.pattern
    for mark in _QUOTES if codec.rule == "utf8_as_mac" else "":
        lead, rest = pattern.rsplit("|", 1)[-1].split("]", 1)
        pattern = pattern[: -len(lead + "]" + rest)] + lead.replace(mark, "") + "]" + rest
    return _for_re2(pattern)


def _for_re2(pattern: str) -> str:
    """Return a pattern of Python's `re` with its non-ASCII characters as code points."""
    return re.sub(r"[^\x00-\x7f]", lambda match: f"\\x{{{ord(match.group()):x}}}", pattern)


# Any letter, and some other characters: two kinds of apostrophe, each after a letter, and the second before
# one.
_LETTERS = r"[^\x00-/:-@\[-`{-\x7f]"
_TWO_KINDS = f"(?s:{_LETTERS}'.*{_LETTERS}’{_LETTERS}|{_LETTERS}’.*{_LETTERS}'{_LETTERS})"

_ALWAYS = (
    f"[{_INVISIBLE}{NOT_NFC}{_for_re2(_MISTAKEN_MARKS + _TELLTALES)}]",
    f"^[{_SPACES}]",
    f"[{_SPACES}]$",
    "  ",
    r"&[#A-Za-z]",
    r"\?\p{L}",  # a lost letter inside a word
    r"(?i:(?:^|[^\p{L}])(?:t|d|th|nh)\?[\s'’.,;:)-])",  # a lost letter at the end of one
    r"\p{L}‘\p{L}",
    *map(_sequences, CODECS),
)


def suspects(options: Options = DEFAULT) -> str:
    """Return the RE2 pattern of the texts that `options` may change."""
    return "|".join(filter(None, (suspects_but_for_style(options), suspects_of_style(options))))


def suspects_of_style(options: Options) -> str:
    """Return the pattern of the texts whose apostrophes may be of two kinds, or not of the requested kind."""
    return {"consistent": _TWO_KINDS, "straight": "’", "curly": "'"}.get(options.apostrophe, "")


def suspects_but_for_style(options: Options) -> str:
    """Return the pattern of the texts in which more than the kind of apostrophes may be wrong."""
    wanted = list(_ALWAYS)
    if options.quote != "keep":
        wanted.append("[“”„‟]" if options.quote == "straight" else '"')
    if options.dash != "keep":
        wanted.append("[‒–—―]" if options.dash == "hyphen" else " - ")
    return "|".join(wanted)


SUSPECT = suspects()
