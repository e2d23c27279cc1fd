"""`fix_file`: a repaired copy of a file, and a log of every change; the file itself is never written to."""

import csv
import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TextIO

from cymraeg_data.errors import (
    InputError,
    OutputExistsError,
    SourceNotFoundError,
    UnknownFormatError,
    UnreadableError,
)
from cymraeg_data.fixing.changed_values import Change, Repair
from cymraeg_data.fixing.delimited_repair import repair_delimited
from cymraeg_data.fixing.json_repair import repair_json, repair_json_lines
from cymraeg_data.fixing.parquet_repair import repair_parquet
from cymraeg_data.fixing.text_repair import repair_text, repair_text_or_table, stray_lines
from cymraeg_data.locale import _
from cymraeg_data.normalisation import Options
from cymraeg_data.normalisation.edits import count_rules
from cymraeg_data.normalisation.options import DEFAULT
from cymraeg_data.option_names import checked_options

__all__ = ["FORMATS", "Fixed", "changes", "fix_file"]

FORMATS = ("CSV", "TSV", "TXT", "Markdown", "JSON", "JSON Lines", "Parquet")
"""The formats that can be repaired, as people call them."""

_REPAIRS: dict[str, Repair] = {
    **dict.fromkeys((".csv", ".tsv", ".tab"), repair_delimited),
    ".txt": repair_text_or_table,
    **dict.fromkeys((".md", ".markdown"), repair_text),
    ".json": repair_json,
    **dict.fromkeys((".jsonl", ".ndjson"), repair_json_lines),
    ".parquet": repair_parquet,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """What `fix_file` wrote, and how often each rule changed something."""

    path: Path
    log: Path
    n_changes: int
    counts: dict[str, int]


@checked_options
def fix_file(
    path: str | Path,
    *,
    out: str | Path | None = None,
    log: str | Path | None = None,
    options: Options | None = None,
) -> Fixed:
    """Write a repaired copy of a file and a log of its edits, and return what was written.

    Everything outside a repaired cell, line or string is copied byte for byte: delimiters, quotation marks,
    line ends, byte order mark and encoding. A file that needs no repair comes back as it is.

    Args:
        path: a CSV, TSV, text, Markdown, JSON, JSON Lines or Parquet file.
        out: where to write, by default next to the file, as `name.fixed.csv`. The encoding stays, unless it
            lacks a repaired letter (Windows-1252 has no ŵ): then the whole copy is UTF-8.
        log: where to write the edits, one per line: CSV where the name ends in `.csv`, else JSON Lines.
        options: which rules to follow, by default those of `normalise`.

    Raises:
        SourceNotFoundError: there is no such file.
        UnknownFormatError: the format is none of these.
        OutputExistsError: the copy or the log would overwrite a file.
        UnreadableError: the file cannot be read as what its name says.
    """
    path = _file(path)
    out = path.with_suffix(f".fixed{path.suffix}") if out is None else Path(out)
    log = out.with_name(f"{out.name}.edits.jsonl") if log is None else Path(log)
    for target in (out, log):
        if target.exists():
            raise OutputExistsError(target)
    counts: Counter[str] = Counter()
    n_changes = 0
    part, log_part = _unfinished(out), _unfinished(log)
    try:
        with log_part.open("w", encoding="utf-8", newline="") as log_file:
            write = _logger(log_file, as_csv=log.suffix.lower() == ".csv")
            for change in changes(path, part, options=options):
                n_changes += 1
                counts.update(count_rules(change.edits))
                write(change)
        part.replace(out)
        log_part.replace(log)
    finally:
        for left in (part, log_part):
            left.unlink(missing_ok=True)
    return Fixed(path=out, log=log, n_changes=n_changes, counts=dict(sorted(counts.items())))


def changes(path: str | Path, out: Path, *, options: Options | None = None) -> Iterator[Change]:
    """Write a repaired copy of `path` to `out` and yield each change as it is made.

    Raises:
        SourceNotFoundError: there is no such file.
        UnknownFormatError: this format cannot be repaired.
        UnreadableError: the file cannot be read as what its name says.
    """
    path = _file(path)
    repair = _REPAIRS.get(path.suffix.lower())
    if repair is None:
        raise UnknownFormatError(path, FORMATS)
    try:
        if repair is not repair_parquet:
            yield from stray_lines(path)
        yield from repair(path, out, replace(options or DEFAULT, suggest=False))
    except UnreadableError:
        raise
    except (ValueError, RecursionError) as error:  # what json, codecs and Arrow raise
        raise UnreadableError(_("{path} cannot be read: {reason}", path=path, reason=error)) from error


def _unfinished(path: Path) -> Path:
    """Return an empty file in the same folder, to be renamed when it is complete."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    return Path(name)


def _logger(file: TextIO, *, as_csv: bool) -> Callable[[Change], None]:
    names = ("row", "column", "rule", "start", "end", "before", "after", "confidence")
    table = csv.DictWriter(file, names)
    if as_csv:
        table.writeheader()

    def write(change: Change) -> None:
        for edit in change.edits:
            row = {"row": change.row, "column": change.column, **asdict(edit)}
            if as_csv:
                table.writerow(row)
            else:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")

    return write


def _file(path: str | Path) -> Path:
    """Return the path of a file.

    Raises:
        SourceNotFoundError: there is nothing at the path.
        InputError: it is a folder.
    """
    found = Path(path)
    if found.is_dir():
        raise InputError(_("{path} is a folder. Name the file to repair.", path=path))
    if not found.is_file():
        raise SourceNotFoundError(path)
    return found
