"""What readers of documents return: blocks of running text, each with its kind and its line."""

from collections.abc import Iterable
from typing import NamedTuple

import pyarrow as pa

from cymraeg_data.findings import Finding
from cymraeg_data.readers.catalogues.catalogue import open_rows
from cymraeg_data.readers.source import Opened
from cymraeg_data.readers.stream import File

__all__ = ["DOCUMENT", "TextBlock", "open_blocks"]

DOCUMENT = pa.schema([pa.field("block", pa.string()), pa.field("text", pa.string())])


class TextBlock(NamedTuple):
    """A heading (`h1` to `h6`), paragraph (`p`), list item (`li`), cell (`td`) …, and its first line."""

    block: str
    text: str
    line: int | None = None


def open_blocks(
    file: File,
    blocks: Iterable[TextBlock],
    kind: str,
    *,
    language: str | None = None,
    findings: Iterable[Finding] = (),
) -> Opened:
    """Return a reader of the blocks of a document.

    Raises:
        NoDataError: it has none.
    """
    opened = open_rows(file, DOCUMENT, list(blocks), kind, findings)
    return Opened(
        format=kind,
        schema=DOCUMENT,
        run=opened.run,
        findings=opened.findings,
        kind="document",
        language=language,
    )
