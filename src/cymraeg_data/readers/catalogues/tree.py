"""Trees of texts, as JSON, YAML, TOML and property lists hold them: their leaves under dotted keys."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from cymraeg_data.findings import Finding, Location, found

__all__ = ["PLURALS", "Leaf", "Members", "WrittenText", "leaves", "members_of", "texts_of", "without_notes"]

PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
"""The plural categories of CLDR; Welsh has all six."""


class Members(list[tuple[str, object]]):
    """The members of an object in their order, equal names kept."""

    line: int | None = None


class WrittenText(str):  # noqa: SLOT000 - a line is an attribute that most texts lack
    """A text, and the line it begins on."""

    line: int | None = None


class Leaf(NamedTuple):
    """A text in a tree: its dotted key, the text (None where there is none), its line where that is known."""

    key: str
    text: str | None
    line: int | None = None


def members_of(value: object) -> object:
    """Return plain dictionaries, however deep, as `Members`.

    >>> members_of({"botwm": {"nesaf": "Nesaf"}})
    [('botwm', [('nesaf', 'Nesaf')])]
    """
    if isinstance(value, dict):
        return Members((str(name), members_of(member)) for name, member in value.items())
    if isinstance(value, list):
        return [members_of(member) for member in value]
    return value


def texts_of(tree: object, source: str) -> tuple[list[Leaf], list[Finding]]:
    """Return the leaves of a tree, and a finding for each name that an object has twice."""
    findings: list[Finding] = []
    return list(leaves(tree, source, findings)), findings


def leaves(value: object, source: str, findings: list[Finding], path: str = "") -> Iterator[Leaf]:
    """Yield every text of a tree under its dotted key; numbers and truth values are not texts.

    A name that is in an object twice is found (S702), and the later one numbered.
    """
    if isinstance(value, Members):
        for name, member in _distinct(value, path, source, findings):
            yield from leaves(member, source, findings, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from leaves(member, source, findings, f"{path}.{index}" if path else str(index))
    elif isinstance(value, str):
        yield Leaf(path, str(value), getattr(value, "line", None))
    elif value is None:
        yield Leaf(path, None)


def _distinct(
    members: Members, path: str, source: str, findings: list[Finding]
) -> Iterator[tuple[str, object]]:
    names: set[str] = set()
    for given, member in members:
        name, number = given, 2
        while name in names:
            name, number = f"{given}_{number}", number + 1
        names.add(name)
        if name != given:
            place = Location(source=source, key=f"{path}.{name}" if path else name, line=_line(member))
            findings.append(found("S702", place, name=given, column=name))
        yield name, member


def _line(value: object) -> int | None:
    line: int | None = getattr(value, "line", None)
    return line


_GO_NOTES = frozenset({"id", "hash", "description", "leftdelim", "rightdelim"})
_OPENAPI_TEXT = frozenset({"title", "summary", "description"})
_OPENAPI_SAMPLES = frozenset({"example", "examples", "enum", "default", "const", "pattern"})
_REFERENCE = re.compile(r"\$(?:ref|schema|id|anchor|comment|defs)")


def without_notes(tree: object) -> object:
    """Return a tree without the notes to translators, references and identifiers of its format.

    go-i18n messages lose `description` and the like; an OpenAPI document keeps titles, summaries and
    descriptions; `$ref` and its relatives go everywhere; so do the `@`-metadata of Flutter's ARB.

    >>> message = Members([("description", "On the button"), ("other", "Cadw")])
    >>> without_notes(Members([("Save", message)]))
    [('Save', [('other', 'Cadw')])]
    """
    if not isinstance(tree, Members):
        return tree
    names = {name for name, _member in tree}
    if names & {"openapi", "swagger"} and names & {"info", "paths"}:
        return _openapi(tree)
    if _is_go(tree):
        return Members((name, _go_message(member)) for name, member in tree)
    if any(name.startswith("@@") for name in names):
        tree = Members((name, member) for name, member in tree if not name.startswith("@"))
    return _without(tree, lambda name: _REFERENCE.fullmatch(name) is not None)


def _is_go(tree: Members) -> bool:
    """Return whether every message is a text or has plural categories and notes only, and some have notes."""
    messages = [
        {name.lower() for name, _each in member} for _name, member in tree if isinstance(member, Members)
    ]
    return (
        bool(messages)
        and all(names <= PLURALS | _GO_NOTES and names & PLURALS for names in messages)
        and any(names & _GO_NOTES for names in messages)
    )


def _go_message(message: object) -> object:
    return (
        _without(message, lambda name: name.lower() in _GO_NOTES) if isinstance(message, Members) else message
    )


def _without(value: object, unwanted: Callable[[str], bool]) -> object:
    if isinstance(value, Members):
        return Members((name, _without(member, unwanted)) for name, member in value if not unwanted(name))
    if isinstance(value, list):
        return [_without(member, unwanted) for member in value]
    return value


def _openapi(value: object) -> object:
    if isinstance(value, Members):
        return Members(
            (name, _openapi(member))
            for name, member in value
            if name not in _OPENAPI_SAMPLES and (isinstance(member, list) or name in _OPENAPI_TEXT)
        )
    if isinstance(value, list):
        return [_openapi(member) for member in _containers(value)]
    return value


def _containers(values: Iterable[object]) -> Iterator[object]:
    """Yield the members of a list, with 0 for each text so that the others keep their numbers."""
    for value in values:
        yield value if isinstance(value, list) else 0
