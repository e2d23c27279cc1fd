"""A dataset's manifest: where its data comes from, under which licence, and how it becomes rows."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias, TypeVar

from cattrs.gen import override

from cymraeg_data.package.manifests import manifest_schema
from cymraeg_data.package.manifests.plain_values import CONVERTER, Keyed, Values, structured
from cymraeg_data.package.manifests.represent_section import Represent
from cymraeg_data.package.manifests.table_section import Table
from cymraeg_data.package.manifests.values import Bilingual, Column

__all__ = [
    "Bilingual",
    "Column",
    "Licence",
    "Manifest",
    "Pagination",
    "Parse",
    "ReleaseStatus",
    "SnapshotFile",
    "Splits",
    "Steps",
    "TakenDown",
    "from_values",
    "read_manifest",
    "to_values",
]

T = TypeVar("T")
OrNothing: TypeAlias = Annotated[T, override(omit_if_default=True)]
"""A section that a file leaves out where all of it is as by default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who publishes the data."""

    name: Bilingual
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """How rows are spread over the pages of an API.

    `rows`, `headers`, `next` and `pages` are places in its JSON.
    """

    page: str
    first: int = 1
    size: str | None = None
    page_size: int | None = None
    rows: str | None = None
    headers: str | None = None
    next: str | None = None
    pages: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Where the publisher keeps the data, and how it is fetched."""

    kind: str
    urls: tuple[str, ...]
    format: str
    revision: str | None = None
    files: tuple[str, ...] = ()
    unpack: bool | None = None
    rate_limit: int | float | None = None
    max_bytes: int | None = None
    pagination: Pagination | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """What may be done with the data, and what that statement rests on."""

    id: str
    url: str
    evidence_url: str
    evidence: Bilingual
    checked_on: str
    attribution: Bilingual
    extra_terms: tuple[Bilingual, ...] = ()
    redistribution: Literal["yes", "no", "per-item"]
    commercial: Literal["yes", "no"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """The languages of the data (BCP 47) and how the texts in them relate."""

    tags: tuple[str, ...]
    relation: Literal["parallel", "comparable", "mono", "labels"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotFile:
    """One pinned input file, the address it came from and what the server called that version."""

    path: str
    sha256: str
    bytes: int
    url: str | None = None
    etag: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The input as it was on one day (`retrieved` is empty before).

    `files` is empty when it is not pinned.
    """

    retrieved: str = ""
    files: tuple[SnapshotFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """How the input becomes rows; without columns, nothing can be built yet."""

    adapter: Literal["table", "parallel-tables", "text", "pairs"] = "table"
    config: Literal["documents", "pairs", "tables", "terms"] = "documents"
    columns: tuple[Column, ...] = ()
    id: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    strip: bool = False
    tables: Keyed[str] = ()


def _read_rules(value: Mapping[str, float | bool], __: object) -> tuple[tuple[str, float | None], ...]:
    """Return the rules of quality that are asked for: true is a rule at its own threshold, false is none."""
    wanted = (item for item in sorted(value.items()) if item[1] is not False)
    return tuple((name, None if at is True else float(at)) for name, at in wanted)


def _written_rules(rules: tuple[tuple[str, float | None], ...]) -> dict[str, float | bool]:
    return {name: True if at is None else at for name, at in rules}


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The steps of a build other than reading and measuring; a step that is not named is not taken.

    `quality` holds the rules to apply with their thresholds, None for a rule's own.
    """

    normalise: bool = False
    privacy: Literal["report", "mask", "drop"] | None = None
    exact_duplicates: bool = False
    near_duplicates: float | None = None
    benchmarks: tuple[str, ...] = ()
    quality: Annotated[
        tuple[tuple[str, float | None], ...],
        override(struct_hook=_read_rules, unstruct_hook=_written_rules),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Splits:
    """The shares of the rows for validation and testing.

    Rows with equal values of `together` are in one split.
    """

    validation: float = 0.0
    test: float = 0.0
    together: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return the splits that a dataset may have, in the order of their numbers."""
        shares = (("validation", self.validation), ("test", self.test))
        return ("train", *(name for name, share in shares if share))


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenDown:
    """A row that was taken down: its id in the dataset, and the day."""

    id: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What is known of personal data, how to have a row taken down, and which rows were."""

    personal_data: Literal["none", "present", "unknown"] = "unknown"
    take_down: Bilingual | None = None
    taken_down: tuple[TakenDown, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseStatus:
    """Whether a person has verified source and licence at the publisher's own site."""

    state: Literal["verified", "unverified", "blocked"]
    verified_by: str | None = None
    notes: Bilingual | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything a build needs to know about a dataset; `read_manifest` makes one.

    `datasheet` has the publisher's answers to the questions in `package.datasheet`, by key; `represent` says
    which columns are about people.
    """

    id: str
    version: str
    title: Bilingual
    description: Bilingual
    publisher: Publisher
    access: Access
    licence: Licence
    languages: Languages
    population: Bilingual | None = None
    snapshot: OrNothing[Snapshot] = dataclasses.field(default_factory=Snapshot)
    parse: OrNothing[Parse] = dataclasses.field(default_factory=Parse)
    table: Table | None = None
    steps: OrNothing[Steps] = dataclasses.field(default_factory=Steps)
    splits: OrNothing[Splits] = dataclasses.field(default_factory=Splits)
    policy: Policy = dataclasses.field(default_factory=Policy)
    datasheet: Keyed[Bilingual] = ()
    represent: Represent | None = None
    status: ReleaseStatus

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the dataset: those of `[parse]`, or what `[table]` makes of them."""
        return self.parse.columns if self.table is None else self.table.columns(self.parse.columns)

    @property
    def id_columns(self) -> tuple[str, ...]:
        """Return the columns of the dataset whose values are the native id of a row.

        Of a table, its codes.
        """
        return self.parse.id if self.table is None else tuple(f"{name}_code" for name in self.parse.id)

    @property
    def sha256(self) -> str:
        """Return a checksum of what the manifest says; comments and layout do not count."""
        # What has none of the later sections keeps the checksum that it had before there were any.
        later = {"table", "datasheet", "represent"}
        values = {key: value for key, value in dataclasses.asdict(self).items() if value or key not in later}
        text = json.dumps(values, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def read_manifest(path: str | Path) -> Manifest:
    """Return the manifest in the TOML file at `path`.

    Raises:
        SourceNotFoundError: there is no file at `path`.
        ManifestError: the manifest has faults; `.faults` lists every one, each with its place.
    """
    return from_values(manifest_schema.checked(path))


def from_values(values: Values) -> Manifest:
    """Return the manifest that plain values describe.

    Raises:
        PlainFaultsError: they are not a manifest; `manifest_schema.faults` can say so beforehand.
    """
    return structured(values, Manifest)


def to_values(manifest: Manifest) -> dict[str, object]:
    """Return a manifest as plain values, as its file has them: the opposite of `from_values`."""
    values: dict[str, Any] = _without_empty(CONVERTER.unstructure(manifest))
    values["access"].setdefault("urls", [])
    if "snapshot" in values:
        values["snapshot"].setdefault("files", [])
    for column in values.get("parse", {}).get("columns", ()):
        if column["type"] != "date":
            del column["format"]
        if "language" not in column:
            del column["measured"]
    return values


def _without_empty(value: Any) -> Any:
    """Return plain values without what is None or has no parts."""
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item not in (None, [], {})}
    return [_without_empty(item) for item in value] if isinstance(value, list) else value
