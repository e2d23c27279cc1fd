"""What a build found out about itself: the content of build.json, and every number that the card shows."""

import dataclasses
import json
from dataclasses import dataclass
from typing import Any

from cymraeg_data.package.record import represented_groups, table_contents
from cymraeg_data.package.record.represented_groups import RepresentFacts
from cymraeg_data.package.record.table_contents import TableFacts

__all__ = [
    "ChangeFacts",
    "ColumnFacts",
    "Facts",
    "FileFacts",
    "FindingFacts",
    "InputFacts",
    "SplitFacts",
    "from_json",
]

FORMAT = 2
"""The version of build.json's own layout."""
_COUNTS = ("dropped", "edits", "personal", "benchmarks", "tool", "options")
_OF_TABLE = ("csvw", "table")
_OF_CONFIG = ("schema_version", "n_rows", "splits", "columns", "files", "content_sha256")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnFacts:
    """A column of the dataset: its Arrow type, the publisher's name for it, and its languages.

    `languages` holds the measured (tag, number of texts), None where nothing was measured, `declared` the
    manifest's language; `unread` counts values that are null because they could not be read as this type.
    """

    name: str
    type: str
    origin: tuple[str, ...] = ()
    declared: str | None = None
    n_texts: int | None = None
    n_empty: int | None = None
    languages: tuple[tuple[str, int], ...] | None = None
    unread: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitFacts:
    """A split of the dataset; `bytes` are those of its values, uncompressed."""

    name: str
    n_rows: int
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """A data file of the build, or a list of rows that were left out."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFacts:
    """An input file of the build."""

    source_id: str
    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFacts:
    """A finding of the readers about the input."""

    code: str
    source: str | None
    column: str | None
    n: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFacts:
    """What became of the rows in one version; `earlier` is None for the first. `taken_down` holds ids."""

    version: str
    earlier: str | None
    n_added: int
    n_changed: int = 0
    n_removed: int = 0
    new_columns: tuple[str, ...] = ()
    lost_columns: tuple[str, ...] = ()
    taken_down: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything about one build that does not depend on the clock, the machine or the path.

    `dropped` counts rows by the reason why they were left out, `edits` what `normalise` changed by rule,
    `personal` the identifiers found by kind; `benchmarks` names the hash sets that were looked for, each with
    its checksum. `history` has this version first. `table` says what a statistical table holds, `csvw` which
    files say it as CSV on the Web; `represent` how its groups compare with a population.
    """

    id: str
    version: str
    status: str
    config: str
    schema_version: int
    n_rows: int
    splits: tuple[SplitFacts, ...]
    content_sha256: str
    columns: tuple[ColumnFacts, ...]
    files: tuple[FileFacts, ...]
    listings: tuple[FileFacts, ...]
    inputs: tuple[InputFacts, ...]
    dropped: tuple[tuple[str, int], ...]
    edits: tuple[tuple[str, int], ...]
    personal: tuple[tuple[str, int], ...]
    benchmarks: tuple[tuple[str, str], ...]
    unmapped: tuple[str, ...]
    n_repeated_ids: int
    history: tuple[ChangeFacts, ...]
    findings: tuple[FindingFacts, ...]
    manifest_sha256: str
    tool: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, Any], ...]
    table: TableFacts | None = None
    csvw: tuple[FileFacts, ...] = ()
    represent: RepresentFacts | None = None

    def to_json(self) -> str:
        """Return build.json: sorted keys, a line for each value."""
        values = dataclasses.asdict(self)
        for name in _COUNTS:
            values[name] = dict(values[name])
        for column in values["columns"]:
            column["languages"] = None if column["languages"] is None else dict(column["languages"])
        if self.represent is None:
            del values["represent"]
        config = {name: values.pop(name) for name in _OF_CONFIG}
        config |= {name: value for name in _OF_TABLE if (value := values.pop(name))}
        values |= {"format": FORMAT, "configs": {values.pop("config"): config}}
        values["content_sha256"] = self.content_sha256
        return json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def from_json(text: str) -> Facts:
    """Return the facts that a build.json states: the opposite of `Facts.to_json`.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: the text is not a build.json of this layout.
    """
    values = json.loads(text)
    if values.pop("format") != FORMAT:
        raise ValueError("format")
    ((name, config),) = values.pop("configs").items()
    values |= {"config": name, **config}
    for key in _COUNTS:
        values[key] = tuple(sorted(values[key].items()))
    values["columns"] = tuple(_column(column) for column in values["columns"])
    values["splits"] = tuple(SplitFacts(**split) for split in values["splits"])
    values["files"] = tuple(FileFacts(**file) for file in values["files"])
    values["listings"] = tuple(FileFacts(**file) for file in values["listings"])
    values["history"] = tuple(_change(change) for change in values["history"])
    values["inputs"] = tuple(InputFacts(**item) for item in values["inputs"])
    values["findings"] = tuple(FindingFacts(**finding) for finding in values["findings"])
    values["unmapped"] = tuple(values["unmapped"])
    if "table" in values:
        values["table"] = table_contents.from_values(values["table"])
    values["csvw"] = tuple(FileFacts(**file) for file in values.get("csvw", ()))
    values["represent"] = represented_groups.from_values(values.get("represent"))
    return Facts(**values)


def _change(values: dict[str, Any]) -> ChangeFacts:
    names = ("new_columns", "lost_columns", "taken_down")
    lists: dict[str, Any] = {name: tuple(values[name]) for name in names}
    return ChangeFacts(**values | lists)


def _column(values: dict[str, Any]) -> ColumnFacts:
    counts = values["languages"]
    # The largest first, as the build counted them: build.json sorts its keys.
    ordered = None if counts is None else tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    return ColumnFacts(**values | {"origin": tuple(values["origin"]), "languages": ordered})
