"""What a build found out about itself: the content of build.json, and every number that the card shows."""

import json
from dataclasses import dataclass
from typing import Annotated

from cattrs.gen import override

from cymraeg_data.locale import _
from cymraeg_data.package.manifests.plain_values import (
    CONVERTER,
    Keyed,
    PlainFaultsError,
    Values,
    expected,
    structured,
)
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
_OF_TABLE = ("csvw", "table")
_OF_CONFIG = ("schema_version", "n_rows", "splits", "columns", "files", "content_sha256")


def _largest_first(value: object, __: object) -> tuple[tuple[str, int], ...] | None:
    """Return counts in the order of the build: build.json sorts its keys."""
    if value is None:
        return None
    counts = CONVERTER.structure(value, Keyed[int])
    return tuple(sorted(counts, key=lambda pair: (-pair[1], pair[0])))


def _counts(languages: tuple[tuple[str, int], ...] | None) -> dict[str, int] | None:
    return None if languages is None else dict(languages)


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
    languages: Annotated[
        tuple[tuple[str, int], ...] | None,
        override(struct_hook=_largest_first, unstruct_hook=_counts),
    ] = None
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
    dropped: Keyed[int]
    edits: Keyed[int]
    personal: Keyed[int]
    benchmarks: Keyed[str]
    unmapped: tuple[str, ...]
    n_repeated_ids: int
    history: tuple[ChangeFacts, ...]
    findings: tuple[FindingFacts, ...]
    manifest_sha256: str
    tool: Keyed[str]
    options: Keyed[object]
    table: TableFacts | None = None
    csvw: tuple[FileFacts, ...] = ()
    represent: Annotated[RepresentFacts | None, override(omit_if_default=True)] = None

    def to_json(self) -> str:
        """Return build.json: sorted keys, a line for each value."""
        values: dict[str, object] = CONVERTER.unstructure(self)
        config = {name: values.pop(name) for name in _OF_CONFIG}
        config |= {name: value for name in _OF_TABLE if (value := values.pop(name))}
        values |= {"format": FORMAT, "configs": {self.config: config}}
        values["content_sha256"] = self.content_sha256
        del values["config"]
        return json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def from_json(text: str) -> Facts:
    """Return the facts that a build.json states: the opposite of `Facts.to_json`.

    Raises:
        ValueError: the text is not a build.json of this layout; a PlainFaultsError lists every fault.
    """
    values: Values = json.loads(text)
    layout = values.get("format") if isinstance(values, dict) else None
    if layout != FORMAT:
        raise PlainFaultsError([f"format: {expected(layout, FORMAT)}"])
    configs = values.get("configs")
    if not isinstance(configs, dict) or len(configs) != 1 or not all(map(_is_object, configs.values())):
        raise PlainFaultsError([f"configs: {expected(configs, _('a table'))}"])
    ((name, config),) = configs.items()
    others = {key: value for key, value in values.items() if key not in {"format", "configs"}}
    return structured({**others, "config": name, **config}, Facts)


def _is_object(value: object) -> bool:
    return isinstance(value, dict)
