"""What readers of catalogues return: texts under keys, in one language or two."""

from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa

from cymraeg_data.errors import NoDataError
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.locale import _
from cymraeg_data.readers.catalogues.language_maps import Message, joined, messages, root_languages
from cymraeg_data.readers.catalogues.tree import Leaf, Members, texts_of, without_notes
from cymraeg_data.readers.cells import StrayBytes
from cymraeg_data.readers.file_language import file_language
from cymraeg_data.readers.source import Block, Opened
from cymraeg_data.readers.stream import File, not_utf8

__all__ = ["CATALOGUE", "MESSAGES", "numbered", "open_leaves", "open_messages", "open_rows", "open_tree"]

CATALOGUE = pa.schema([pa.field("key", pa.string()), pa.field("text", pa.string())])
# Our choice: share of the texts that must be in two languages. Below it they are the names in a language
# switch, above it descriptions with identifiers and addresses next to them.
_BOTH_SHARE = 0.1
MESSAGES = pa.schema([pa.field(name, pa.string()) for name in ("key", "en", "cy")])


def open_tree(file: File, tree: object, kind: str) -> Opened:
    """Return a reader of a tree of texts: in two languages where it holds both, else in one.

    Raises:
        NoDataError: it has no text.
    """
    tree = without_notes(tree) if isinstance(tree, list) else Members()
    roots = root_languages(tree)
    if len(roots) == 1:
        ((language, root),) = roots.items()
        entries, findings = texts_of(root, file.name)
        return open_leaves(file, entries, kind, language=language, shared_keys=True, findings=findings)
    if roots:
        return open_messages(file, list(joined("", roots, file.name)), kind)
    entries, findings = texts_of(tree, file.name)
    both = messages(tree, file.name) if file_language(file.name) is None else []
    if both and 2 * len(both) >= _BOTH_SHARE * len(entries):
        return open_messages(file, both, kind)
    return open_leaves(file, entries, kind, findings=findings)


def open_leaves(
    file: File,
    entries: Sequence[Leaf],
    kind: str,
    *,
    language: str | None = None,
    twin: str | None = None,
    shared_keys: bool = False,
    findings: Iterable[Finding] = (),
) -> Opened:
    """Return a reader of texts of one language under their keys.

    Raises:
        NoDataError: it has none.
    """
    opened = open_rows(
        file, CATALOGUE, [(entry.key, entry.text, entry.line) for entry in entries], kind, findings
    )
    return Opened(
        format=opened.format,
        schema=opened.schema,
        run=opened.run,
        findings=opened.findings,
        kind="catalogue",
        language=language,
        twin=twin,
        shared_keys=shared_keys,
    )


def open_messages(
    file: File, entries: Sequence[Message], kind: str, findings: Iterable[Finding] = ()
) -> Opened:
    """Return a reader of texts in two languages.

    Raises:
        NoDataError: it has none.
    """
    opened = open_rows(file, MESSAGES, entries, kind, findings)
    return Opened(
        format=opened.format, schema=opened.schema, run=opened.run, findings=opened.findings, kind="messages"
    )


def open_rows(
    file: File,
    schema: pa.Schema,
    rows: Sequence[Sequence[object]],
    kind: str,
    findings: Iterable[Finding] = (),
) -> Opened:
    """Return a reader of rows of text; the last member of each is its line, None where it has none.

    Raises:
        NoDataError: it has none.
    """
    if not rows:
        raise NoDataError(_("{path} is empty: there is no data to read.", path=file.name))
    *columns, lines = zip(*rows, strict=True)
    stray = StrayBytes()
    batch = stray.restore(pa.RecordBatch.from_arrays([_texts(column) for column in columns], schema=schema))

    def run(_faults: list[Finding]) -> Iterator[Block]:
        yield Block(batch, lines=pa.array(lines, pa.int64()))

    every = (*not_utf8(file), *findings, *stray.findings(file.name))
    return Opened(format=kind, schema=schema, run=run, findings=every)


def numbered(entries: Iterable[Leaf], source: str) -> tuple[list[Leaf], list[Finding]]:
    """Return entries whose keys differ: a key given again is numbered, and found (S702)."""
    seen: set[str] = set()
    result: list[Leaf] = []
    findings: list[Finding] = []
    for entry in entries:
        key, number = entry.key, 2
        while key in seen:
            key, number = f"{entry.key}_{number}", number + 1
        seen.add(key)
        if key != entry.key:
            place = Location(source=source, key=key, line=entry.line)
            findings.append(found("S702", place, name=entry.key, column=key))
        result.append(Leaf(key, entry.text, entry.line))
    return result, findings


def _texts(column: Sequence[str | None]) -> pa.Array:
    try:
        return pa.array(column, pa.string())
    except UnicodeEncodeError:  # half a surrogate pair, which JSON and Java can write and no encoding can
        return pa.array([text and text.encode("utf-8", "replace").decode() for text in column], pa.string())
