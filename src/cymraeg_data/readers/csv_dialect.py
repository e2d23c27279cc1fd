"""The dialect of a delimited file (delimiter, quoting, line end, byte order mark, encoding) and its records.

Readers and `fix` use this one guess and this one way to cut records into cells.
"""

import codecs
import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

from cymraeg_data.errors import UnreadableError
from cymraeg_data.locale import _
from cymraeg_data.normalisation.decoding.decoder import choose_declared
from cymraeg_data.readers.stream import LONGEST, SAMPLE, File, open_file, sample_text

__all__ = ["Dialect", "Record", "dialect", "dialect_of", "is_tabbed", "records"]

_DELIMITERS = (",", "\t", ";", "|")
_SNIFFED = 40  # records that decide the delimiter: our choice
_TABBED = 20  # lines that decide whether a .txt is a table: our choice
# What a candidate loses where every record has a quotation mark inside a cell, or where a space follows every
# delimiter, as in prose: our choice.
_QUOTED_INSIDE, _SPACED = 0.5, 0.3

_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    r"""How a delimited file is written.

    `quoting` says which cells of the first records are quoted: `all` of them, some (`minimal`) or `none`.
    `line_end` is the first one outside a cell, `\n` where there is none.
    """

    delimiter: str
    quoting: Literal["all", "minimal", "none"]
    line_end: str
    byte_order_mark: bool
    encoding: str


class Record(NamedTuple):
    """A record as it is written: `text` with its line end, the values of its cells and the span of each.

    A span is the part of `text` between two delimiters, with its quotation marks. `stray` says that there is
    a quotation mark outside the two that a cell may have, `open` that the last cell is never closed.
    """

    text: str
    cells: list[str]
    spans: list[tuple[int, int]]
    stray: bool = False
    open: bool = False

    @property
    def is_blank(self) -> bool:
        """Return whether the record is an empty line, which is not a row."""
        return self.cells == [""] and self.spans == [(0, 0)]


def dialect(file: str | Path | BinaryIO) -> Dialect:
    r"""Return the dialect of a delimited file, from its first bytes.

    A binary file that can be rewound is rewound.

    >>> import io
    >>> found = dialect(io.BytesIO('"Incwm (£, miloedd)";"Blwyddyn"\r\n"12,5";"2024"\r\n'.encode()))
    >>> found.delimiter, found.quoting, found.line_end, found.encoding
    (';', 'all', '\r\n', 'utf-8')

    Args:
        file: a path, or a file opened for reading bytes.

    Raises:
        SourceNotFoundError: there is no such file.
        UnreadableError: the file cannot be opened.
    """
    if isinstance(file, str | Path):
        path = Path(file)
        return dialect_of(open_file(path, path.name, None))
    place = file.tell() if file.seekable() else None
    sample = file.read(SAMPLE)
    if place is not None:
        file.seek(place)
    path = Path(str(getattr(file, "name", "")))
    encoding = choose_declared(sample)[0].encoding
    return dialect_of(File(path=path, name=path.name, encoding=encoding, sample=sample))


def dialect_of(file: File) -> Dialect:
    """Return the dialect of an opened file.

    The delimiter is that with which most of the first records have as many cells as the header, where
    quotation marks enclose whole cells and no space follows each delimiter. A file whose name says that it
    holds tabs has them wherever they fit.
    """
    sample = sample_text(file)
    delimiter = _delimiter(sample, "\t" if file.stem.lower().endswith((".tsv", ".tab", ".txt")) else ",")
    first = list(_first(sample, delimiter))
    quoted = [record.text[start : start + 1] == '"' for record in first for start, _end in record.spans]
    ends = (_LINE_END.search(record.text, record.spans[-1][1]) for record in first)
    return Dialect(
        delimiter=delimiter,
        quoting="all" if quoted and all(quoted) else "minimal" if any(quoted) else "none",
        line_end=next((end.group() for end in ends if end), "\n"),
        byte_order_mark=file.sample.startswith(_BOMS),
        encoding=file.encoding,
    )


def is_tabbed(sample: str) -> bool:
    r"""Return whether a text is a table: its first lines hold one and the same number of tabs.

    >>> is_tabbed("enw\tname\nTŷ Mawr\tBig House\n"), is_tabbed("Mae'r\ttŷ\nyn hen.\n")
    (True, False)
    """
    lines = [line for line in _LINE_END.split(sample, _TABBED + 1)[: _TABBED + 1] if line.strip()]
    tabs = {line.count("\t") for line in lines}
    return len(lines) > 1 and len(tabs) == 1 and tabs != {0}


def records(
    texts: Iterable[str], delimiter: str, *, longest: int = LONGEST, name: str = ""
) -> Iterator[Record]:
    r"""Yield the records of a text that comes in pieces, blank lines included; joined, they are the text.

    >>> [record.cells for record in records(['a;"b;', ' c"\n', 'd'], ";")]
    [['a', 'b; c'], ['d']]

    Raises:
        UnreadableError: a record is longer than `longest`.
    """
    held, line = "", 1
    for text in texts:
        held += text
        place = 0
        while record := _record(held, place, delimiter, final=False):
            yield record
            place += len(record.text)
            line += record.text.count("\n") or 1
        held = held[place:]
        if len(held) > longest:
            raise UnreadableError(_too_long(name, line, longest))
    place = 0
    while place < len(held):
        record = _record(held, place, delimiter, final=True)
        if record is None:
            return
        yield record
        place += len(record.text)


def _too_long(name: str, line: int, longest: int) -> str:
    return _(
        "{path}: line {n} is longer than {mib} MiB. Put one record on each line.",
        path=name,
        n=line,
        mib=longest >> 20,
    )


def _record(text: str, start: int, delimiter: str, *, final: bool) -> Record | None:
    """Return the record that begins at `start`, None where it may go on behind the text."""
    plain, cell = _patterns(delimiter)
    if whole := plain.match(text, start):
        if not final and whole.end() == len(text) and not whole.group().endswith("\n"):
            return None
        cells = whole[1].split(delimiter)
        spans, place = [], 0
        for value in cells:
            spans.append((place, place + len(value)))
            place += len(value) + 1
        return Record(whole.group(), cells, spans)
    cells, spans, stray, place = [], [], False, start
    while True:
        match = cell.match(text, place)
        if match is None:  # pragma: no cover - the pattern matches everywhere
            return None
        quoted, closing, tail, bare, end = match.groups()
        if not final and match.end() == len(text) and end not in {delimiter, "\n"}:
            return None
        if quoted is None:
            cells.append(bare)
            stray = stray or '"' in bare
        else:
            cells.append(quoted.replace('""', '"') + tail)
            stray = stray or bool(tail)
        spans.append((match.start() - start, match.end() - len(end) - start))
        place = match.end()
        if end != delimiter:
            return Record(text[start:place], cells, spans, stray, quoted is not None and not closing)


@functools.cache
def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of a record without quotation marks, and that of one cell with what ends it."""
    mark = re.escape(delimiter)
    bare = rf"[^{mark}\r\n]*+"
    ends = rf"{mark}|\r\n|\n|\r|\Z"
    cell = rf'(?:"((?:[^"]++|"")*+)("?)({bare})|({bare}))({ends})'
    return re.compile(r'([^"\r\n]*+)(?:\r\n|\n|\r)'), re.compile(cell)


def _first(sample: str, delimiter: str) -> Iterator[Record]:
    """Yield the first records that are not blank."""
    written = (record for record in records([sample], delimiter) if not record.is_blank)
    return islice(written, _SNIFFED)


def _delimiter(sample: str, preferred: str) -> str:
    """Return the delimiter that fits the first records best, `preferred` where none gives two columns."""
    best, best_score = preferred, (0.0, 0)
    for delimiter in (preferred, *(each for each in _DELIMITERS if each != preferred)):
        first = list(_first(sample, delimiter))
        width = len(first[0].cells) if first else 0
        if width < 2:
            continue
        fit = _fit(first, width)
        if delimiter == preferred == "\t":
            fit *= 2
        if (fit, width) > best_score:
            best, best_score = delimiter, (fit, width)
    return best


def _fit(first: list[Record], width: int) -> float:
    """Return how well records fit their delimiter, from 0 to 1."""
    whole = first[:-1] if len(first) > 1 and first[-1].open else first
    alike = sum(len(record.cells) == width for record in whole) / len(whole)
    stray = sum(record.stray for record in whole) / len(whole)
    behind = [record.text[start : start + 1] for record in whole for start, _end in record.spans[1:]]
    spaced = sum(character == " " for character in behind) / max(len(behind), 1)
    return alike * (1 - _QUOTED_INSIDE * stray) * (1 - _SPACED * spaced)
