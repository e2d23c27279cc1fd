"""Trees that hold both languages.

Roots, leaves or sibling keys named `en` and `cy`, and the language maps of JSON-LD.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cymraeg_data.readers.catalogues.tree import Leaf, Members, leaves
from cymraeg_data.readers.file_language import language_of_tag

__all__ = ["Message", "messages", "root_languages"]

_SIBLING = re.compile(r"(?P<stem>.+?)(?:[_.-](?P<low>en|cy)|(?P<camel>En|Cy|EN|CY)|_(?P<word>english|welsh))")
_TAG = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


class Message(NamedTuple):
    """A text in two languages, None where one lacks it."""

    key: str
    en: str | None
    cy: str | None
    line: int | None = None


def root_languages(tree: object) -> dict[str, object]:
    """Return the trees under the roots for English and Welsh, where every root is a language.

    `en:`, `cy:`, `cy-GB:`.

    >>> root_languages(Members([("cy", Members([("nesaf", "Nesaf")]))]))
    {'cy': [('nesaf', 'Nesaf')]}
    """
    if not isinstance(tree, Members) or not tree:
        return {}
    if not all(_TAG.fullmatch(name) and isinstance(member, Members) for name, member in tree):
        return {}
    found: dict[str, object] = {}
    for name, member in tree:
        language = language_of_tag(name)
        if language and language not in found:
            found[language] = member
    return found


def messages(tree: object, source: str) -> list[Message]:
    """Return the texts that a tree gives in both languages side by side, none where it is in one language.

    >>> names = Members([("name_en", "Tenby"), ("name_cy", "Dinbych-y-pysgod"), ("id", "W04000458")])
    >>> [(message.key, message.en, message.cy) for message in messages(names, "lle.json")]
    [('name', 'Tenby', 'Dinbych-y-pysgod')]
    """
    found = list(_walk(tree, source, ""))
    return found if any(message.cy is not None for message in found) else []


def _walk(value: object, source: str, path: str) -> Iterator[Message]:
    if isinstance(value, Members):
        by_language = _map_of(value)
        if by_language:
            yield from joined(path, by_language, source)
            return
        siblings = _siblings(value)
        for stem, texts in siblings.items():
            yield from joined(_under(path, stem), texts, source)
        for name, member in value:
            if isinstance(member, list):
                match = _SIBLING.fullmatch(name)
                if not (match and match["stem"] in siblings):
                    yield from _walk(member, source, _under(path, name))
    elif isinstance(value, list):
        tagged = _tagged(value)
        if tagged:
            yield from joined(path, tagged, source)
            return
        for index, member in enumerate(value):
            yield from _walk(member, source, _under(path, str(index)))


def _map_of(members: Members) -> dict[str, object]:
    """Return what is under `en` and `cy`, where all names are languages and both are among them."""
    if not all(_TAG.fullmatch(name) for name, _member in members):
        return {}
    found: dict[str, object] = {}
    for name, member in members:
        language = language_of_tag(name)
        if language and language not in found:
            found[language] = member
    return found if set(found) == {"en", "cy"} else {}


def _siblings(members: Members) -> dict[str, dict[str, object]]:
    """Return the values under names that differ only in their language, as `title_en` and `title_cy` do."""
    found: dict[str, dict[str, object]] = {}
    for name, member in members:
        match = _SIBLING.fullmatch(name)
        if match:
            mark = (match["low"] or match["camel"] or match["word"]).lower()
            language = {"english": "en", "welsh": "cy"}.get(mark, mark)
            found.setdefault(match["stem"], {}).setdefault(language, member)
    return {
        stem: texts
        for stem, texts in found.items()
        if set(texts) == {"en", "cy"} and not any(isinstance(text, list) for text in texts.values())
    }


def _tagged(values: list[object]) -> dict[str, object]:
    """Return the texts of a JSON-LD list of `{"@value": …, "@language": …}`."""
    found: dict[str, object] = {}
    for value in values:
        members = dict(value) if isinstance(value, Members) else {}
        tag, text = members.get("@language"), members.get("@value")
        if not isinstance(tag, str) or not isinstance(text, str):
            return {}
        language = language_of_tag(tag)
        if language:
            found.setdefault(language, text)
    return found


def joined(path: str, by_language: dict[str, object], source: str) -> Iterator[Message]:
    """Yield the messages of two trees with the same keys, those of one language only among them."""
    texts = {
        language: {_under(path, leaf.key) if leaf.key else path: leaf for leaf in leaves(tree, source, [])}
        for language, tree in by_language.items()
    }
    en, cy = texts.get("en", {}), texts.get("cy", {})
    for key in dict.fromkeys((*en, *cy)):
        one, other = en.get(key, Leaf(key, None)), cy.get(key, Leaf(key, None))
        yield Message(key, one.text, other.text, other.line or one.line)


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path and name else path or name
