"""YAML catalogues, from the parser's events: tags make no objects, and aliases do not grow into gigabytes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cymraeg_data.errors import MissingExtraError, UnreadableError
from cymraeg_data.locale import _
from cymraeg_data.readers.budgets import DEEPEST
from cymraeg_data.readers.catalogues.catalogue import open_tree
from cymraeg_data.readers.catalogues.jsondoc import whole_text
from cymraeg_data.readers.catalogues.tree import Members, WrittenText
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File

if TYPE_CHECKING:
    import yaml

__all__ = ["open_yaml"]

_NULL = re.compile(r"~|null|Null|NULL|")
# Plain scalars that are not texts: truth values, numbers and dates, as YAML 1.1 writes them. `yes`, `no`,
# `on` and `off` are words in catalogues, and 9:30 is a time.
_NO_TEXT = re.compile(
    r"true|false|True|False|TRUE|FALSE"
    r"|[-+]?(?:0|[1-9][\d_]*|0[0-7_]+|0b[01_]+|0x[\da-fA-F_]+|\d[\d_]*\.[\d_]*(?:[eE][-+]\d+)?|\.[\d][\d_]*(?:[eE][-+]\d+)?)"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d.*)?"
)
_PLAIN_TAGS = {
    None,
    "!",
    *(f"tag:yaml.org,2002:{name}" for name in "str null bool int float map seq timestamp merge".split()),
}
_GROWTH = (
    100  # times its own size that a document may grow to by aliases: our choice, catalogues stay under twice
)


def open_yaml(file: File) -> Opened:
    """Return a reader of a YAML catalogue: Rails trees (`cy:` or `en:` at the root, or both), or keys alone.

    Raises:
        MissingExtraError: PyYAML is not installed.
        NoDataError: it has no text.
        UnreadableError: it is not YAML, has tags of a program's objects, or aliases that make it much larger.
    """
    try:
        import yaml
    except ImportError:
        raise MissingExtraError("PyYAML", "formats") from None
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        tree = _Builder(file.name).built(yaml.parse(whole_text(file), Loader=loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise UnreadableError(
            _(
                "{path} is not valid YAML, line {n}: {reason}",
                path=file.name,
                n=mark.line + 1 if mark else 1,
                reason=getattr(error, "problem", None) or str(error).split("\n")[0],
            )
        ) from error
    return open_tree(file, tree, "yaml")


@dataclass(slots=True)
class _Open:
    """A mapping or sequence that is being read."""

    value: Members | list[object]
    size: int = 1
    anchor: str | None = None
    name: str | None = None
    merged: list[object] = field(default_factory=list)


class _Builder:
    """Puts events together to a tree, without recursion."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[object, int]] = {}
        self._events = 0
        self._root: object = None

    def built(self, events: Iterator["yaml.Event"]) -> object:
        """Return the first document, as `Members`, lists, texts and None."""
        for event in events:
            self._events += 1
            kind = type(event).__name__
            if kind in {"MappingStartEvent", "SequenceStartEvent"}:
                self._begin(event, Members() if kind.startswith("Mapping") else [])
            elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
                self._end()
            elif kind == "ScalarEvent":
                value = self._scalar(event)
                if event.anchor:
                    self._anchors[event.anchor] = (value, 1)
                self._add(value, 1)
            elif kind == "AliasEvent":
                self._alias(event)
            elif kind == "DocumentEndEvent":
                return self._root
        return self._root

    def _begin(self, event: "yaml.Event", value: Members | list[object]) -> None:
        self._refuse_tag(event)
        if len(self._stack) >= DEEPEST:
            raise UnreadableError(
                _("{path} is nested more than {n} levels deep.", path=self._name, n=DEEPEST)
            )
        if isinstance(value, Members):
            value.line = event.start_mark.line + 1
        self._stack.append(_Open(value, anchor=event.anchor))

    def _end(self) -> None:
        done = self._stack.pop()
        if done.merged and isinstance(done.value, Members):
            _merge(done.value, done.merged)
        if done.anchor:
            self._anchors[done.anchor] = (done.value, done.size)
        self._add(done.value, done.size)

    def _alias(self, event: "yaml.Event") -> None:
        if event.anchor not in self._anchors:
            raise UnreadableError(
                _(
                    "{path}, line {n}: the alias *{alias} is not defined before it, or refers to itself.",
                    path=self._name,
                    n=event.start_mark.line + 1,
                    alias=event.anchor,
                )
            )
        value, size = self._anchors[event.anchor]
        if size > _GROWTH * self._events:
            raise UnreadableError(
                _(
                    "{path}, line {n}: aliases make the document more than {times} times larger.",
                    path=self._name,
                    n=event.start_mark.line + 1,
                    times=_GROWTH,
                )
            )
        self._add(value, size)

    def _add(self, value: object, size: int) -> None:
        if not self._stack:
            self._root = value
            return
        parent = self._stack[-1]
        parent.size += size
        if not isinstance(parent.value, Members):
            parent.value.append(value)
        elif parent.name is None:
            parent.name = value if isinstance(value, str) else "" if value is None else str(value)
        else:
            if parent.name == "<<" and isinstance(value, list):
                parent.merged += [value] if isinstance(value, Members) else value
            else:
                parent.value.append((str(parent.name), value))
            parent.name = None

    def _scalar(self, event: "yaml.Event") -> object:
        self._refuse_tag(event)
        is_name = (
            bool(self._stack) and isinstance(self._stack[-1].value, Members) and self._stack[-1].name is None
        )
        if event.implicit[0] and not is_name:
            if _NULL.fullmatch(event.value):
                return None
            if _NO_TEXT.fullmatch(event.value):
                return 0
        text = WrittenText(event.value)
        text.line = event.start_mark.line + 1
        return text

    def _refuse_tag(self, event: "yaml.Event") -> None:
        if event.tag not in _PLAIN_TAGS:
            raise UnreadableError(
                _(
                    "{path}, line {n}: the tag {tag} creates a program object and is not read. Write"
                    " plain text there.",
                    path=self._name,
                    n=event.start_mark.line + 1,
                    tag=event.tag,
                )
            )


def _merge(members: Members, others: list[object]) -> None:
    """Add what `<<` brings in, where the mapping has no such name of its own."""
    names = {name for name, _member in members}
    for other in others:
        for name, member in other if isinstance(other, Members) else ():
            if name not in names:
                names.add(name)
                members.append((name, member))
