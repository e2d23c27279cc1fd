"""Translation memories (TMX 1.4, level 1 and 2), unit by unit: the file may be larger than memory."""

from collections.abc import Iterable, Iterator
from itertools import count, islice

import pyarrow as pa

from cymraeg_data.errors import NoDataError
from cymraeg_data.findings import Finding
from cymraeg_data.locale import _
from cymraeg_data.readers.catalogues.catalogue import MESSAGES
from cymraeg_data.readers.cells import StrayBytes
from cymraeg_data.readers.file_language import language_of_tag
from cymraeg_data.readers.markup import Element, xml_elements
from cymraeg_data.readers.source import Block, Opened
from cymraeg_data.readers.stream import File, not_utf8

__all__ = ["NATIVE", "open_tmx"]

# Elements of TMX and XLIFF 1.2 that hold the tags of the original format as text, and those that mark text
# only.
NATIVE = frozenset({"bpt", "ept", "ph", "it", "ut"})
_MARKS = frozenset({"hi", "sub"})
_BATCH = 1 << 13  # units in a batch: our choice


def open_tmx(file: File) -> Opened:
    """Return a reader of a translation memory.

    `key` (the unit's `tuid`, or its number), `en` and `cy` (where it has any).

    Tags of the original format inside a segment are kept as they were there; other languages are left out.

    Raises:
        NoDataError: no unit is in English or Welsh.
        UnreadableError: it is not XML; in batches, where it is cut short.
    """
    first = next(_rows(file), None)
    if first is None:
        raise NoDataError(_("{path} is empty: there is no data to read.", path=file.name))
    # In a memory of other languages Welsh is not missing; it is read to its end only where it has none.
    bilingual = first[2] is not None or _into_welsh(file) or any(row[2] is not None for row in _rows(file))
    schema = MESSAGES if bilingual else pa.schema(list(MESSAGES)[:2])

    def run(findings: list[Finding]) -> Iterator[Block]:
        stray = StrayBytes()
        rows = _rows(file)
        while group := _group(rows):
            *columns, lines = zip(*group, strict=True)
            arrays = [pa.array(column, pa.string()) for column in columns[: len(schema)]]
            batch = stray.restore(pa.RecordBatch.from_arrays(arrays, schema=schema))
            yield Block(batch, lines=pa.array(lines, pa.int64()))
        findings.extend(stray.findings(file.name))

    return Opened(format="tmx", schema=schema, run=run, findings=tuple(not_utf8(file)), kind="messages")


def _into_welsh(file: File) -> bool:
    """Return whether the header says that the memory is meant to have Welsh."""
    header = next(xml_elements(file, {"header", "tu"}))
    return any(
        prop.get("type") == "targetlang" and language_of_tag(prop.text()) == "cy"
        for prop in header.all("prop")
    )


Row = tuple[str, str | None, str | None, int]


def _group(rows: Iterable[Row]) -> list[Row]:
    return list(islice(rows, _BATCH))


def _rows(file: File) -> Iterator[Row]:
    numbers = count(1)
    for unit in xml_elements(file, {"tu"}):
        texts = _texts(unit)
        number = next(numbers)
        if texts:
            given = unit.get("tuid")
            yield str(number) if given is None else given, texts.get("en"), texts.get("cy"), unit.line


def _texts(unit: Element) -> dict[str, str]:
    texts: dict[str, str] = {}
    for variant in unit.all("tuv"):
        language = language_of_tag(variant.get("xml:lang") or variant.get("lang") or "")
        segment = next(iter(variant.all("seg")), None)
        if language and segment is not None:
            texts.setdefault(language, segment.markup(_MARKS, NATIVE))
    return texts
