"""Builds a folder that `datasets` loads, with card, licence, provenance and checksums, from a manifest."""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.option_names import checked_options
from cymraeg_data.package.building import inputs, measured_groups, output_folder, table_files
from cymraeg_data.package.building.inputs import Input
from cymraeg_data.package.building.row_decisions import decide
from cymraeg_data.package.building.row_steps import process
from cymraeg_data.package.building.rows import Reading, read_batches
from cymraeg_data.package.building.splits import LISTED, WrittenRows, write_listing, write_rows
from cymraeg_data.package.building.work_parts import Parts, build_key, write_parts
from cymraeg_data.package.documents.pages import pages
from cymraeg_data.package.manifests.configs import SCHEMAS
from cymraeg_data.package.manifests.manifest import Manifest, read_manifest, to_values
from cymraeg_data.package.record import checksums, history, parquet_writer
from cymraeg_data.package.record.facts import ColumnFacts, Facts, FileFacts, FindingFacts, InputFacts
from cymraeg_data.package.steps import contamination
from cymraeg_data.package.steps.hash_sets import HashSet
from cymraeg_data.progress import Progress, step
from cymraeg_data.version import __version__

__all__ = ["TYPES", "Build", "build", "file_facts", "manifest_json", "options", "tool", "write_texts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A built dataset: where it is, and the facts that its card and build.json state."""

    folder: Path
    manifest: Manifest
    facts: Facts

    @property
    def id(self) -> str:
        """Return the dataset's id."""
        return self.facts.id

    @property
    def version(self) -> str:
        """Return the dataset's version."""
        return self.facts.version

    @property
    def configs(self) -> tuple[str, ...]:
        """Return the names of the configs, as `load` and `load_dataset` take them."""
        return (self.facts.config,)

    @property
    def n_rows(self) -> int:
        """Return the number of rows."""
        return self.facts.n_rows

    @property
    def dropped(self) -> Mapping[str, int]:
        """Return the number of rows left out, by reason."""
        return dict(self.facts.dropped)

    @property
    def content_sha256(self) -> str:
        """Return the hash of the rows, which no new writer changes."""
        return self.facts.content_sha256


@checked_options
def build(
    manifest: str | Path | Manifest,
    out: str | Path,
    *,
    source: str | Path | None = None,
    previous: str | Path | None = None,
    offline: bool = False,
    progress: Progress | None = None,
) -> Build:
    """Return the dataset of `manifest`, built in `out/<id>/<version>/`.

    `source` is the local file or folder that holds the input; without it, the input is fetched, or with
    `offline` taken from what was fetched earlier. The same manifest and input give the same bytes. A build
    that was killed goes on where it stopped. An earlier build in that folder is replaced in one step when the
    new one is complete; anything else there is left alone. Memory is bounded: rows go through in parts, which
    are on the disk between the steps.

    `previous` is the folder of the version before this one, for the list of changes. `progress` is called
    with what is being done, the bytes that are done and, where they are known, all bytes.

    Raises:
        ManifestError: the manifest has faults; every one is listed.
        OutputExistsError: the output folder exists and was not built here, or was changed since.
        InputError: the input is missing, is not what the manifest pins, or may not be passed on; or the disk
            refuses.
    """
    if not isinstance(manifest, Manifest):
        manifest = read_manifest(manifest)
    _refuse_blocked(manifest)
    target = Path(out) / manifest.id / manifest.version
    output_folder.refuse_foreign(target)
    earlier = None if previous is None else history.read(previous, manifest)
    found = inputs.locate(manifest, source, offline=offline, progress=progress)
    with output_folder.new_folder(target) as (folder, work):
        facts = table_files.with_table(manifest, _write_data(manifest, found, folder, work, progress), folder)
        facts = dataclasses.replace(
            facts, represent=measured_groups.measured(manifest.represent, folder, facts.files)
        )
        facts = dataclasses.replace(facts, history=history.of(manifest, facts, folder, earlier))
        write_texts(folder, manifest, facts)
    return Build(folder=target, manifest=manifest, facts=facts)


def _write_data(
    manifest: Manifest, found: Sequence[Input], folder: Path, work: Path, progress: Progress | None
) -> Facts:
    """Write the Parquet files and the list of the rows left out to `folder`.

    Return what the build found out.
    """
    benchmarks = _benchmarks(manifest)
    sets = tuple(sorted((item.name, item.digest) for item in benchmarks))
    parts, reading = _read_parts(manifest, found, work, benchmarks, sets, progress)
    step(progress, _("Looking for duplicates"), None)
    decisions = decide(parts, manifest)
    done = step(progress, _("Sorting and writing"), parts.n_bytes)
    data = write_rows(parts, decisions, manifest, folder / "data" / manifest.parse.config, work, done)
    dropped, listings = write_listing(parts, decisions, manifest, folder / LISTED)
    if reading.n_broken:
        dropped["wrong-fields"] += reading.n_broken
    return Facts(
        id=manifest.id,
        version=manifest.version,
        status=manifest.status.state,
        config=manifest.parse.config,
        schema_version=SCHEMAS[manifest.parse.config].version,
        n_rows=sum(split.n_rows for split in data.splits),
        splits=data.splits,
        content_sha256=data.content_sha256,
        columns=_columns(data, manifest, parts.total("unread")),
        files=tuple(file_facts(path, folder) for path in data.files),
        listings=tuple(file_facts(path, folder) for path in listings),
        inputs=_inputs(manifest, found),
        dropped=tuple(sorted(dropped.items())),
        edits=tuple(sorted(parts.total("edits").items())),
        personal=tuple(sorted(parts.total("personal").items())),
        benchmarks=sets,
        unmapped=reading.unmapped(manifest),
        n_repeated_ids=data.n_repeated_ids,
        history=(),
        findings=_findings(reading),
        manifest_sha256=manifest.sha256,
        tool=tool(),
        options=options(),
    )


def _read_parts(
    manifest: Manifest,
    found: Sequence[Input],
    work: Path,
    benchmarks: Sequence[HashSet],
    sets: tuple[tuple[str, str], ...],
    progress: Progress | None,
) -> tuple[Parts, Reading]:
    """Return the parts on the disk after the steps that look at one row, and what was found while reading."""
    key = {
        "manifest": manifest.sha256,
        "inputs": [item.sha256 for item in found],
        "tool": tool(),
        "sets": sets,
    }
    parts = Parts(work, build_key(key))
    reading = Reading()
    batches = read_batches(manifest, found, reading, skip=parts.n_read)
    done = step(progress, _("Reading and measuring"), None)
    done(parts.n_bytes)
    write_parts(batches, parts, lambda table: process(table, manifest, benchmarks), done)
    inputs.require_unchanged(found)
    if not parts.n_rows:
        raise InputError(_("The input of {id} has no row of data.", id=manifest.id))
    return parts, reading


def _benchmarks(manifest: Manifest) -> tuple[HashSet, ...]:
    """Return the hash sets that the manifest names.

    Raises:
        InputError: one of them is not known.
    """
    if not manifest.steps.benchmarks:
        return ()
    return contamination.named(manifest.steps.benchmarks)


def tool() -> tuple[tuple[str, str], ...]:
    """Return the versions of what decides about the bytes of a build."""
    versions = {"cymraeg_data": __version__, "pyarrow": pa.__version__}
    return tuple(sorted(versions.items()))


def _refuse_blocked(manifest: Manifest) -> None:
    if manifest.status.state == "blocked":
        raise InputError(
            _(
                "{id} is blocked and cannot be built: {notes}",
                id=manifest.id,
                notes=manifest.status.notes or "—",
            )
        )
    if manifest.licence.redistribution == "no" or manifest.access.kind == "pointer":
        raise InputError(
            _(
                "The terms of {id} do not allow its data to be passed on, so there is nothing to build.",
                id=manifest.id,
            )
        )
    if not manifest.parse.columns:
        raise InputError(
            _(
                "The manifest of {id} does not say how its input becomes rows. Read the input and write its"
                " [parse] first.",
                id=manifest.id,
            )
        )


# Arrow's names of types, as `datasets` writes them.
TYPES = {"double": "float64", "date32[day]": "date32"}


def _columns(data: WrittenRows, manifest: Manifest, unread: Mapping[str, int]) -> tuple[ColumnFacts, ...]:
    declared = {column.to: column.language for column in manifest.columns}
    origins = {column.to: tuple(name for __, name in column.origins) for column in manifest.columns}
    facts = []
    for field in data.schema:
        item = data.languages.get(field.name)
        facts.append(
            ColumnFacts(
                name=field.name,
                type=TYPES.get(str(field.type), str(field.type)),
                origin=origins.get(field.name, ()),
                declared=declared.get(field.name),
                n_texts=item.n_texts if item else None,
                n_empty=item.n_empty if item else None,
                languages=item.ordered if item else None,
                unread=unread.get(field.name, 0),
            )
        )
    return tuple(facts)


def file_facts(path: Path, folder: Path) -> FileFacts:
    """Return what build.json says of a file below `folder`."""
    name = path.relative_to(folder).as_posix()
    return FileFacts(path=name, bytes=path.stat().st_size, sha256=parquet_writer.file_hash(path))


def _inputs(manifest: Manifest, found: Sequence[Input]) -> tuple[InputFacts, ...]:
    joined = manifest.parse.adapter in {"parallel-tables", "pairs"}
    return tuple(
        InputFacts(
            source_id=manifest.id if joined else item.name,
            path=item.name,
            bytes=item.bytes,
            sha256=item.sha256,
        )
        for item in found
    )


def _findings(reading: Reading) -> tuple[FindingFacts, ...]:
    facts = []
    for finding in reading.findings:
        n = finding.evidence.get("n")
        place = finding.location
        facts.append(
            FindingFacts(
                code=finding.code,
                source=place.source,
                column=place.column,
                n=n if isinstance(n, int) else None,
            )
        )
    return tuple(sorted(facts, key=lambda fact: (fact.code, fact.source or "", fact.column or "")))


def options() -> tuple[tuple[str, object], ...]:
    """Return what decides about the bytes of the Parquet files."""
    limits = {
        "row_group_rows": parquet_writer.ROW_GROUP_ROWS,
        "row_group_bytes": parquet_writer.ROW_GROUP_BYTES,
    }
    return tuple(sorted({**parquet_writer.OPTIONS, **limits}.items()))


def write_texts(folder: Path, manifest: Manifest, facts: Facts) -> None:
    """Write every page and record of a build next to its data, the checksums last."""
    texts = {name: page(manifest, facts) for name, page in pages(manifest, facts).items()}
    texts |= {"manifest.json": manifest_json(manifest), "build.json": facts.to_json()}
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    (folder / checksums.NAME).write_bytes(checksums.text(folder).encode())


def manifest_json(manifest: Manifest) -> str:
    """Return the manifest as JSON, with which users can verify the dataset against its origin."""
    return json.dumps(to_values(manifest), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
