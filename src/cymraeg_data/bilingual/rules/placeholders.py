"""Placeholders and markup that differ: B307 a placeholder, B308 a link, B321 other markup."""

import re
from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.bilingual.rules.text_pairs import Mask, TextPairs, matches

__all__ = ["place_evidence", "placeholders"]

_PLACE = re.compile(
    r"\{\{\{?\s*([^{}]*?)\s*\}?\}\}|#\{\s*([^{}]*?)\s*\}|%\{\s*([^{}]*?)\s*\}|\$\{\s*([^{}]*?)\s*\}|\{\s*([\w.\-\[\]]*)\s*(?:,[^{}]*)?\}"
    r"|%\(\s*([^()]*?)\s*\)[a-zA-Z]|(?<!\d)%(?:\d+\$)?[-+"
    r" 0#]*\d*(?:\.\d+)?(?:l|ll|h)?([sdfiuxXc@])(?![\w])|\$t\(\s*([^()]*?)\s*\)"
)
_MAY = r"[{%$]"
_ALL_PLACES = r"(?s).*?(\{+[^{}]*\}+|%\([^()]*\)[a-zA-Z]|%[0-9$]*[sdifuxXc@]|\$t\([^()]*\)|$)"
_ALL_MARKS = r"(?s).*?(?:<(/?[a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>|(?:\]\()|$)"
# A variable may have a form of its own for each mutation: %(council_aspirate)s for %(council)s.
_MUTATED = re.compile(
    r"[_.-]?(?:soft|nasal|aspirate|mutated|treiglad|meddal|trwynol|llaes|cy|welsh|welsh_name|cymraeg)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?:count|n|num(?:ber)?|total|quantity)\b", re.IGNORECASE)
_ONE_FORM = re.compile(
    r"\b(?:un|dau|dwy|tri|tair|ddau|ddwy|dri|dair|dim|ddim|unrhyw|chwe|chwech)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![\w{%])\d+(?![\w}])")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*?(/?)>")
_LINK = re.compile(r"<a\b|\[[^\]]+\]\(", re.IGNORECASE)


def placeholders(sides: TextPairs) -> dict[str, Mask]:
    """Return which pairs differ in their placeholders, links or other markup."""
    apart = sides.both & ~sides.same
    differ = sides.judged(apart & _other(sides, _MAY, _ALL_PLACES), _places_differ)
    marked = apart & _other(sides, r"<[a-zA-Z/]|\]\(", _ALL_MARKS)
    links = sides.judged(marked, lambda en, cy: len(_LINK.findall(en)) != len(_LINK.findall(cy)))
    tags = sides.judged(marked & ~links, lambda en, cy: _tags(en) != _tags(cy))
    return {"B307": differ, "B308": links, "B321": tags}


def _other(sides: TextPairs, some: str, every: str) -> Mask:
    """Return which pairs match `some` and differ in the sequence of matches of `every`."""
    either = matches(sides.en, some) | matches(sides.cy, some)
    chosen = pa.array(either)
    left, right = (
        pc.replace_substring_regex(side.filter(chosen), every, r"\1,") for side in (sides.en, sides.cy)
    )
    either[either] = pc.not_equal(left, right).fill_null(True).to_numpy(zero_copy_only=False)
    return either


def _places_differ(en: str, cy: str) -> bool:
    """Return whether a placeholder is in one text only; number, order and spacing do not matter.

    A plural form for none, one or two may have words or figures instead of the placeholder of the count.
    """
    english, welsh = _places(en), _places(cy)
    missing, added = english - welsh, welsh - english
    if _ONE_FORM.search(cy):
        missing = {name for name in missing if not _COUNT.match(name)}
    if _NUMBER.search(en):
        added = {name for name in added if not _COUNT.match(name)}
    return bool(missing or added)


def place_evidence(en: str, cy: str) -> dict[str, object]:
    """Return the placeholders that are on one side only, for the message of a finding."""
    english, welsh = _places(en), _places(cy)
    return {
        "missing": ", ".join(sorted(english - welsh)) or "–",
        "added": ", ".join(sorted(welsh - english)) or "–",
    }


def _places(text: str) -> set[str]:
    found = set()
    for match in _PLACE.finditer(text):
        name = next((group for group in match.groups() if group is not None), "")
        found.add(_MUTATED.sub("", re.sub(r"\s+", "", name)) or name)
    return found


def _tags(text: str) -> Counter[str]:
    return Counter(
        name.lower() for _end, name, _alone in _TAG.findall(text) if name.lower() not in {"br", "span", "wbr"}
    )
