"""What a reader returns: sources of Arrow batches in which each row has its provenance."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
import pyarrow as pa

from cymraeg_data.errors import UnreadableError
from cymraeg_data.findings import Finding, Location, found

__all__ = ["PROVENANCE", "Block", "Collection", "Kind", "Opened", "Source", "distinct_names"]

PROVENANCE = ("_source", "_row", "_line")
_ROWS = 1 << 16  # rows in a batch at most: our choice, a few megabytes of ordinary text

Kind = Literal["table", "catalogue", "messages", "document", "subtitles"]
"""What the rows are: records; texts of one language under keys (`key`, `text`).

Messages in two languages (`key`, `en`, `cy` …); blocks of running text (`block`, `text`); texts with the time
they are shown (`start`, `end`, `text`)."""


class Block(NamedTuple):
    """A batch of data, with the number of each row and the line it starts on where the format has them."""

    batch: pa.RecordBatch
    rows: pa.Array | None = None
    lines: pa.Array | None = None

    def slice(self, start: int, length: int | None = None) -> "Block":
        """Return some of the rows."""
        return Block(*(part if part is None else part.slice(start, length) for part in self))

    def filter(self, kept: pa.Array) -> "Block":
        """Return the rows for which `kept` is true."""
        return Block(*(part if part is None else part.filter(kept) for part in self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What the reader of a format returns.

    `run` starts a new reading and adds its findings to the list it is given.

    `language` is what the content says of itself, `part` names a sheet or the like, `twin` is the same for
    the Welsh and the English version of a document, and `shared_keys` says that the keys of all such files
    are one catalogue.
    """

    format: str
    schema: pa.Schema
    run: Callable[[list[Finding]], Iterable[Block]]
    findings: tuple[Finding, ...] = ()
    kind: Kind = "table"
    language: str | None = None
    part: str | None = None
    twin: str | None = None
    shared_keys: bool = False


@dataclass(slots=True, kw_only=True)
class Source:
    """A table, a catalogue or a text: named, typed and read in batches, as often as needed.

    `findings` holds what opening found; each `batches()` starts it anew and has completed it when it ends.
    """

    name: str
    format: str
    schema: pa.Schema
    run: Callable[[list[Finding]], Iterable[Block]] = field(repr=False)
    path: Path | None = None
    language: str | None = None
    kind: Kind = "table"
    twin: str | None = None
    shared_keys: bool = False
    opening: tuple[Finding, ...] = field(default=(), repr=False)
    alone: bool = field(default=True, repr=False)
    findings: list[Finding] = field(default_factory=list)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the data columns followed by `_source`, `_row` and `_line`.

        Raises:
            UnreadableError: the file is cut short; in a folder that is a finding (S707) and the batches end.
        """
        findings = self.findings = list(self.opening)
        number = 0
        try:
            for block in self.run(findings):
                for start in range(0, block.batch.num_rows, _ROWS):
                    yield self._with_provenance(block, start, number)
                number += block.batch.num_rows
        except UnreadableError as error:
            if self.alone:
                raise
            findings.append(found("S707", Location(source=self.name), reason=str(error)))

    def _with_provenance(self, block: Block, start: int, number: int) -> pa.RecordBatch:
        batch, given_rows, given_lines = block.slice(start, _ROWS)
        n = batch.num_rows
        origin = pa.DictionaryArray.from_arrays(pa.array(np.zeros(n, np.int32)), pa.array([self.name]))
        counted = pa.array(np.arange(number + start + 1, number + start + n + 1, dtype=np.int64))
        rows = counted if given_rows is None else given_rows
        lines = pa.nulls(n, pa.int64()) if given_lines is None else given_lines
        return pa.RecordBatch.from_arrays(
            [*batch.columns, origin, rows, lines], schema=with_provenance(self.schema)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """What `read` returns: the sources, every file that was seen, and the findings so far."""

    root: Path | None
    sources: tuple[Source, ...]
    files: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()


def with_provenance(schema: pa.Schema) -> pa.Schema:
    """Return the schema of the batches of a source whose data columns are `schema`."""
    provenance = (
        pa.field("_source", pa.dictionary(pa.int32(), pa.string())),
        pa.field("_row", pa.int64()),
        pa.field("_line", pa.int64()),
    )
    return pa.schema([*schema, *provenance])


def distinct_names(names: Iterable[str], source: str) -> tuple[list[str], list[Finding]]:
    """Return column names that differ from each other and from the provenance, and a finding for each change.

    >>> names, findings = distinct_names(["Enw", "Math", "Enw"], "lleoedd.csv")
    >>> names, [finding.code for finding in findings]
    (['Enw', 'Math', 'Enw_2'], ['S702'])
    """
    given = list(names)
    taken = {*PROVENANCE}
    result: list[str] = []
    findings: list[Finding] = []
    for index, name in enumerate(given):
        column, number = name, 2
        while column in taken or (column != name and column in given[index:]):
            column = f"{name}_{number}"
            number += 1
        taken.add(column)
        result.append(column)
        if column != name:
            findings.append(found("S702", Location(source=source, column=column), name=name, column=column))
    return result, findings
