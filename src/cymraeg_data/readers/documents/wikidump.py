"""Dumps of a wiki (`*-pages-articles.xml.bz2`): one row per article, page by page in bounded memory."""

from collections.abc import Iterable, Iterator
from itertools import chain

import pyarrow as pa

from cymraeg_data.errors import NoDataError
from cymraeg_data.findings import Finding
from cymraeg_data.locale import _
from cymraeg_data.readers.cells import StrayBytes
from cymraeg_data.readers.documents.wikitext import HIDDEN, plain_text
from cymraeg_data.readers.file_language import language_of_tag
from cymraeg_data.readers.markup import Element, root_of, xml_elements
from cymraeg_data.readers.source import Block, Opened
from cymraeg_data.readers.stream import File, first_text, not_utf8

__all__ = ["SCHEMA", "open_wikidump"]

SCHEMA = pa.schema(
    [("page_id", pa.int64()), ("title", pa.string()), ("timestamp", pa.string()), ("text", pa.string())]
)
_ARTICLES = "0"  # the namespace of articles
_HIDDEN_KEYS = frozenset({"6", "14", "-2"})  # files, categories, media: the same numbers on every wiki
_BATCH = 1 << 20  # characters in a batch: our choice

Row = tuple[int, str, str | None, str, int]


def open_wikidump(file: File) -> Opened:
    """Return a reader of the articles in a dump.

    `page_id`, `title`, `timestamp` (of the revision), `text` (plain).

    Pages of other namespaces and redirects are left out. Reading needs mwparserfromhell.

    Raises:
        NoDataError: it has no articles.
        UnreadableError: it is not XML; in batches, where it is cut short.
        MissingExtraError: mwparserfromhell is not installed.
    """
    if next(_rows(file), None) is None:
        raise NoDataError(_("{path} is empty: there is no data to read.", path=file.name))
    root = root_of(first_text(file), file.name)

    def run(findings: list[Finding]) -> Iterator[Block]:
        stray = StrayBytes()
        for group in _groups(_rows(file)):
            *columns, lines = zip(*group, strict=True)
            arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)]
            batch = stray.restore(pa.RecordBatch.from_arrays(arrays, schema=SCHEMA))
            yield Block(batch, lines=pa.array(lines, pa.int64()))
        findings.extend(stray.findings(file.name))

    return Opened(
        format="mediawiki",
        schema=SCHEMA,
        run=run,
        findings=tuple(not_utf8(file)),
        language=language_of_tag((root.get("lang") if root else None) or "") or None,
    )


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    size = 0
    for row in rows:
        group.append(row)
        size += len(row[3])
        if size > _BATCH:
            yield group
            group, size = [], 0
    if group:
        yield group


def _rows(file: File) -> Iterator[Row]:
    hidden = HIDDEN
    for element in xml_elements(file, {"siteinfo", "page"}):
        if element.local == "siteinfo":
            hidden = HIDDEN | frozenset(_hidden(element))
        elif _first(element, "ns") == _ARTICLES and not element.all("redirect"):
            row = _row(element, hidden)
            if row is not None:
                yield row


def _hidden(siteinfo: Element) -> Iterator[str]:
    """Yield what this wiki calls the namespaces whose links show no text."""
    spaces = chain.from_iterable(group.all("namespace") for group in siteinfo.all("namespaces"))
    for space in spaces:
        if space.get("key") in _HIDDEN_KEYS:
            yield space.text().strip().lower()


def _row(page: Element, hidden: frozenset[str]) -> Row | None:
    number, title = _first(page, "id"), _first(page, "title")
    revision = next(iter(page.all("revision")), None)
    if revision is None or number is None or title is None or not number.isdecimal():
        return None
    text = _first(revision, "text") or ""
    return int(number), title, _first(revision, "timestamp"), plain_text(text, hidden), page.line


def _first(element: Element, name: str) -> str | None:
    found = next(iter(element.all(name)), None)
    return None if found is None else found.text()
