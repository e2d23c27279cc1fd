"""XML as a stream: the requested elements, one at a time, in bounded memory.

Entities are never declared, resolved or fetched; the encoding is the one that the bytes show, whatever is
declared.
"""

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from cymraeg_data.errors import UnreadableError
from cymraeg_data.locale import _
from cymraeg_data.readers.stream import LONGEST, File, chunks

__all__ = ["Element", "elements", "root_of", "xml_elements"]

DEEPEST_XML = 200  # levels of elements; our choice: legislation has about forty
_SLICE = 1 << 16  # bytes given to the parser at a time: our choice


@dataclass(slots=True)
class Element:
    """An element with what is in it; `name` is written as in the file, `local` without its prefix."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list["str | Element"] = field(default_factory=list)

    @property
    def local(self) -> str:
        """Return the name without a prefix."""
        return self.name.rpartition(":")[2]

    def get(self, name: str) -> str | None:
        """Return an attribute by its name, without or with its prefix."""
        if name in self.attributes:
            return self.attributes[name]
        return next((text for key, text in self.attributes.items() if key.rpartition(":")[2] == name), None)

    def text(self) -> str:
        """Return all text inside."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def inside(self) -> list["Element"]:
        """Return the elements directly inside."""
        return [child for child in self.children if isinstance(child, Element)]

    def all(self, *locals_: str) -> list["Element"]:
        """Return the elements directly inside that have one of the names."""
        return [child for child in self.inside() if child.local in locals_]

    def markup(self, drop: Collection[str] = (), native: Collection[str] = ()) -> str:
        """Return what is inside with its tags, the text as it reads.

        The tags of elements in `drop` are left out, and those in `native` where they hold the tags of another
        format.
        """
        return "".join(
            child if isinstance(child, str) else child.tagged(drop, native) for child in self.children
        )

    def tagged(self, drop: Collection[str], native: Collection[str]) -> str:
        """Return the element itself as markup, or what is inside where its own tags are left out.

        See `markup`.
        """
        inside = self.markup(drop, native)
        if self.local in drop or (inside and self.local in native):
            return inside
        attributes = "".join(f" {name}={quoteattr(text)}" for name, text in self.attributes.items())
        return f"<{self.name}{attributes}>{inside}</{self.name}>" if inside else f"<{self.name}{attributes}/>"


def xml_elements(file: File, wanted: Collection[str], announced: Collection[str] = ()) -> Iterator[Element]:
    """Yield the elements in `wanted` when they end, and those in `announced`, empty, when they begin.

    `*` in `announced` is all others.

    Raises:
        UnreadableError: it is not XML, is cut short, declares entities, is nested too deeply, or has an
            element that is too large.
    """
    return elements(chunks(file), file.name, wanted, announced)


def elements(
    data: Iterable[bytes], name: str, wanted: Collection[str], announced: Collection[str] = ()
) -> Iterator[Element]:
    r"""Yield elements of UTF-8 text; see `xml_elements`.

    >>> [element.text() for element in elements([b"<a><b>Ynys M\xc3\xb4n</b></a>"], "lle.xml", {"b"})]
    ['Ynys Môn']
    """
    collector = _Collector(name, wanted, announced)
    parser = _parser(collector, name)
    for chunk in data:
        for start in range(0, len(chunk), _SLICE):
            _feed(parser, chunk[start : start + _SLICE], name, final=False)
            yield from collector.taken()
    _feed(parser, b"", name, final=True)
    yield from collector.taken()


def root_of(sample: bytes, name: str) -> Element | None:
    """Return the first element of the beginning of a text, None when it is not XML."""
    found: list[Element] = []
    parser = expat.ParserCreate("utf-8")

    def start(tag: str, attributes: dict[str, str]) -> None:
        if not found:
            found.append(Element(tag, attributes, parser.CurrentLineNumber))

    parser.StartElementHandler = start
    parser.EntityDeclHandler = _refuse_entities(name)
    with contextlib.suppress(expat.ExpatError):  # the sample ends in the middle
        parser.Parse(sample, False)
    return found[0] if found else None


class _Collector:
    """Builds the wanted elements and forgets everything else."""

    def __init__(self, name: str, wanted: Collection[str], announced: Collection[str]) -> None:
        self._name = name
        self._wanted = frozenset(wanted)
        self._announced = frozenset(announced)
        self._open: list[Element] = []
        self._depth = 0
        self._size = 0
        self._ready: list[Element] = []
        self.line: Callable[[], int] = lambda: 0

    def taken(self) -> list[Element]:
        """Return the elements that are complete and forget them."""
        ready, self._ready = self._ready, []
        return ready

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST_XML:
            raise UnreadableError(
                _("{path} is nested more than {n} levels deep.", path=self._name, n=DEEPEST_XML)
            )
        if self._open:
            element = Element(name, attributes, self.line())
            self._open[-1].children.append(element)
            self._open.append(element)
            self._grow(len(name))
            return
        local = name.rpartition(":")[2]
        if local in self._wanted:
            self._open.append(Element(name, attributes, self.line()))
            self._size = 0
        elif local in self._announced or "*" in self._announced:
            self._ready.append(Element(name, attributes, self.line()))

    def end(self, _element: str) -> None:
        self._depth -= 1
        if self._open:
            done = self._open.pop()
            if not self._open:
                self._ready.append(done)

    def data(self, text: str) -> None:
        if self._open:
            self._open[-1].children.append(text)
            self._grow(len(text))

    def _grow(self, n: int) -> None:
        self._size += n
        if self._size > LONGEST:
            raise UnreadableError(
                _(
                    "{path}, line {n}: one element is longer than {mib} MiB.",
                    path=self._name,
                    n=self._open[0].line,
                    mib=LONGEST >> 20,
                )
            )


def _parser(collector: _Collector, name: str) -> expat.XMLParserType:
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    collector.line = lambda: parser.CurrentLineNumber
    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.data
    parser.EntityDeclHandler = _refuse_entities(name)
    parser.SkippedEntityHandler = _refuse_entities(name)
    return parser


def _refuse_entities(name: str) -> Callable[..., None]:
    def refuse(*_declaration: object) -> None:
        raise UnreadableError(
            _(
                "{path} declares or uses its own entities, which are not resolved: they can make a file grow"
                " without limit or fetch other files. Write the text instead.",
                path=name,
            )
        )

    return refuse


def _feed(parser: expat.XMLParserType, data: bytes, name: str, *, final: bool) -> None:
    try:
        parser.Parse(data, final)
    except expat.ExpatError as error:
        raise UnreadableError(
            _(
                "{path} is not valid XML, line {n}: {reason}",
                path=name,
                n=error.lineno,
                reason=expat.ErrorString(error.code),
            )
        ) from error
