"""Subtitles (SRT and WebVTT): texts with the time they are shown."""

import re
from collections.abc import Iterator

import pyarrow as pa

from cymraeg_data.errors import NoDataError
from cymraeg_data.findings import Finding
from cymraeg_data.locale import _
from cymraeg_data.readers.catalogues.jsondoc import whole_text
from cymraeg_data.readers.cells import StrayBytes
from cymraeg_data.readers.source import Block, Opened
from cymraeg_data.readers.stream import File, not_utf8

__all__ = ["open_subtitles"]

_SCHEMA = pa.schema([("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())])
_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}")
_TAG = re.compile(
    r"</?(?:b|i|u|c|v|lang|ruby|rt|font)(?:[.\s][^>]*)?>|<\d[\d:.]*>|\{\\an?\d\}", re.IGNORECASE
)


def open_subtitles(file: File) -> Opened:
    """Return a reader of subtitles: `start` and `end` in milliseconds, `text` without the tags of its style.

    Raises:
        NoDataError: it has none.
    """
    cues = list(_cues(whole_text(file)))
    if not cues:
        raise NoDataError(_("{path} is empty: there is no data to read.", path=file.name))
    *columns, lines = zip(*cues, strict=True)
    stray = StrayBytes()
    arrays = [pa.array(column, field.type) for column, field in zip(columns, _SCHEMA, strict=True)]
    batch = stray.restore(pa.RecordBatch.from_arrays(arrays, schema=_SCHEMA))

    def run(_faults: list[Finding]) -> Iterator[Block]:
        yield Block(batch, lines=pa.array(lines, pa.int64()))

    findings = (*not_utf8(file), *stray.findings(file.name))
    return Opened(format="subtitles", schema=_SCHEMA, run=run, findings=findings, kind="subtitles")


def _cues(text: str) -> Iterator[tuple[int, int, str, int]]:
    """Yield start, end, text and line: a line of times, and all lines up to the next that is blank."""
    lines = re.split(r"\r\n|\r|\n", text)
    number = 0
    while number < len(lines):
        match = _TIMES.match(lines[number])
        number += 1
        if match is None:
            continue
        first, shown = number, []
        while number < len(lines) and lines[number].strip():
            shown.append(_TAG.sub("", lines[number]).strip())
            number += 1
        times = [int(part or 0) for part in match.groups()]
        if any(shown):
            yield (
                _milliseconds(times[:4], match[4]),
                _milliseconds(times[4:], match[8]),
                "\n".join(shown),
                first + 1,
            )


def _milliseconds(parts: list[int], fraction: str) -> int:
    hours, minutes, seconds, _written = parts
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(fraction.ljust(3, "0"))
