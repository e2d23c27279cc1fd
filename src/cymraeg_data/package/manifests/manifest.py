"""A dataset's manifest: where its data comes from, under which licence, and how it becomes rows."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from cymraeg_data.package.manifests import manifest_schema, table_section
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
    "SnapshotFile",
    "Splits",
    "Status",
    "Steps",
    "TakenDown",
    "from_values",
    "read_manifest",
    "to_values",
]


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
    rate_limit: float | None = None
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

    retrieved: str
    files: tuple[SnapshotFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """How the input becomes rows; without columns, nobody has read the input yet and nothing can be built."""

    adapter: Literal["table", "parallel-tables", "text", "pairs"]
    config: Literal["documents", "pairs", "tables", "terms"]
    columns: tuple[Column, ...]
    id: tuple[str, ...]
    sort: tuple[str, ...] = ()
    strip: bool = False
    tables: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What a build does to the texts beside reading and measuring them; what is not named is not done.

    `quality` holds the rules to apply with their thresholds, None for a rule's own.
    """

    normalise: bool = False
    privacy: Literal["report", "mask", "drop"] | None = None
    exact_duplicates: bool = False
    near_duplicates: float | None = None
    benchmarks: tuple[str, ...] = ()
    quality: tuple[tuple[str, float | None], ...] = ()


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
class Status:
    """Whether a person has verified source and licence at the publisher's own site."""

    state: Literal["verified", "unverified", "blocked"]
    verified_by: str | None = None
    notes: Bilingual | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything a build needs to know about a dataset; `read_manifest` makes one.

    `datasheet` has the publisher's answers to the questions in `package.datasheet`, by key; `represent` says
    which columns tell about people.
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
    snapshot: Snapshot
    parse: Parse
    table: Table | None = None
    steps: Steps = dataclasses.field(default_factory=Steps)
    splits: Splits = dataclasses.field(default_factory=Splits)
    policy: Policy = dataclasses.field(default_factory=Policy)
    datasheet: tuple[tuple[str, Bilingual], ...] = ()
    represent: Represent | None = None
    status: Status

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


def from_values(values: Mapping[str, Any]) -> Manifest:
    """Return the manifest that plain values say, which have no fault (`manifest_schema.faults`)."""
    return Manifest(
        id=values["id"],
        version=values["version"],
        title=Bilingual(**values["title"]),
        description=Bilingual(**values["description"]),
        publisher=Publisher(name=Bilingual(**values["publisher"]["name"]), url=values["publisher"]["url"]),
        access=_access(values["access"]),
        licence=_licence(values["licence"]),
        languages=Languages(**values["languages"] | {"tags": tuple(values["languages"]["tags"])}),
        population=_bilingual(values.get("population")),
        snapshot=_snapshot(values.get("snapshot")),
        parse=_parse(values.get("parse")),
        table=table_section.from_values(values["table"]) if "table" in values else None,
        steps=_steps(values.get("steps", {})),
        splits=Splits(**_tuples(values.get("splits", {}))),
        policy=Policy(
            personal_data=values.get("policy", {}).get("personal_data", "unknown"),
            take_down=_bilingual(values.get("policy", {}).get("take_down")),
            taken_down=tuple(TakenDown(**item) for item in values.get("policy", {}).get("taken_down", ())),
        ),
        datasheet=tuple(
            (key, Bilingual(**text)) for key, text in sorted(values.get("datasheet", {}).items())
        ),
        represent=_represent(values.get("represent")),
        status=Status(**values["status"] | {"notes": _bilingual(values["status"].get("notes"))}),
    )


def to_values(manifest: Manifest) -> dict[str, Any]:
    """Return a manifest as plain values, as its file has them: the opposite of `from_values`."""
    values: dict[str, Any] = _without_empty(dataclasses.asdict(manifest))
    _shorten(values, manifest)
    if not manifest.parse.columns:
        del values["parse"]
        return values
    for column in values["parse"]["columns"]:
        origins = column.pop("origins")
        if column["type"] != "date":
            del column["format"]
        if "language" not in column:
            del column["measured"]
        column["from"] = dict(origins) if origins[0][0] else origins[0][1]
    if "tables" in values["parse"]:
        values["parse"]["tables"] = dict(values["parse"]["tables"])
    return values


def _shorten(values: dict[str, Any], manifest: Manifest) -> None:
    """Put into the form of a file what is not in it, or stands in it otherwise, beside what is parsed."""
    values["snapshot"].setdefault("files", [])
    values["access"].setdefault("urls", [])
    if not manifest.snapshot.retrieved:
        del values["snapshot"]
    if manifest.represent is not None:
        values["represent"]["columns"] = dict(manifest.represent.columns)
    if manifest.datasheet:
        values["datasheet"] = dict(values["datasheet"])
    if manifest.steps.quality:
        values["steps"]["quality"] = {name: True if at is None else at for name, at in manifest.steps.quality}
    if manifest.table is not None:
        values["table"] = _without_empty(table_section.to_values(manifest.table))
    for section, empty in (("steps", Steps()), ("splits", Splits())):
        if getattr(manifest, section) == empty:
            del values[section]


def _without_empty(value: Any) -> Any:
    """Return `value` with lists for tuples, and without what is None or has no parts."""
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item not in (None, ())}
    return [_without_empty(item) for item in value] if isinstance(value, tuple) else value


def _bilingual(value: Mapping[str, str] | None) -> Bilingual | None:
    return None if value is None else Bilingual(**value)


def _access(value: Mapping[str, Any]) -> Access:
    lists = {"urls": tuple(value["urls"]), "files": tuple(value.get("files", ()))}
    pages = value.get("pagination")
    return Access(**{**value, **lists, "pagination": None if pages is None else Pagination(**pages)})


def _licence(value: Mapping[str, Any]) -> Licence:
    return Licence(
        **{
            **value,
            "evidence": Bilingual(**value["evidence"]),
            "attribution": Bilingual(**value["attribution"]),
            "extra_terms": tuple(Bilingual(**term) for term in value.get("extra_terms", ())),
        }
    )


def _snapshot(value: Mapping[str, Any] | None) -> Snapshot:
    if value is None:
        return Snapshot(retrieved="", files=())
    return Snapshot(
        retrieved=value["retrieved"], files=tuple(SnapshotFile(**file) for file in value["files"])
    )


def _parse(value: Mapping[str, Any] | None) -> Parse:
    if value is None:
        return Parse(adapter="table", config="documents", columns=(), id=())
    return Parse(
        **{
            **value,
            "columns": tuple(_column(column) for column in value["columns"]),
            "id": tuple(value["id"]),
            "sort": tuple(value.get("sort", ())),
            "tables": tuple(sorted(value.get("tables", {}).items())),
        }
    )


def _represent(value: Mapping[str, Any] | None) -> Represent | None:
    if value is None:
        return None
    return Represent(**{**value, "columns": tuple(sorted(value["columns"].items()))})


def _steps(value: Mapping[str, Any]) -> Steps:
    rules = sorted(value.get("quality", {}).items())
    wanted = ((name, None if at is True else float(at)) for name, at in rules if at is not False)
    return Steps(**_tuples(value) | {"quality": tuple(wanted)})


def _tuples(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return `value` with tuples for lists, and numbers with a fraction for whole ones."""
    whole = (int,)  # not bool, whose type is its own
    kinds = {key: type(item) for key, item in value.items()}
    return {
        key: tuple(item) if kinds[key] is list else float(item) if kinds[key] in whole else item
        for key, item in value.items()
    }


def _column(value: Mapping[str, Any]) -> Column:
    origin = value["from"]
    pairs = sorted(origin.items()) if isinstance(origin, dict) else [("", origin)]
    origins = tuple((table, name.strip()) for table, name in pairs)
    return Column(origins=origins, **{key: item for key, item in value.items() if key != "from"})
