"""A manifest and its input to a folder that `datasets` loads, with its card, licence, provenance and checksums."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from cymraeg_data import __version__
from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.package import card, ids, inputs, measures, output, rows, sums, write
from cymraeg_data.package.facts import ColumnFacts, Facts, FileFacts, FindingFacts, InputFacts
from cymraeg_data.package.inputs import Input
from cymraeg_data.package.manifest import Manifest, read_manifest, to_values
from cymraeg_data.package.measures import ColumnLanguages
from cymraeg_data.package.rows import Rows

__all__ = ["TYPES", "Build", "build", "manifest_json", "provenance"]


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


def build(manifest: str | Path | Manifest, out: str | Path, *, source: str | Path | None = None) -> Build:
    """Return the dataset of `manifest`, built in `out/<id>/<version>/`.

    `source` is the local file or folder that holds the input. The same manifest and input give the same bytes. An
    earlier build in that folder is replaced at once when the new one is whole; anything else there is left alone.

    Raises:
        ManifestError: the manifest has faults; every one is listed.
        OutputExistsError: the output folder exists and was not built here, or was changed since.
        InputError: the input is missing, is not what the manifest pins, or may not be passed on; or the disk refuses.
    """
    if not isinstance(manifest, Manifest):
        manifest = read_manifest(manifest)
    _refuse_blocked(manifest)
    target = Path(out) / manifest.id / manifest.version
    output.refuse_foreign(target)
    found = inputs.locate(manifest, source)
    read = rows.read_rows(manifest, found)
    if not read.table.num_rows:
        raise InputError(_("There is not one row of data in the input of {id}.", id=manifest.id))
    table, n_repeated = ids.add_ids(read.table, manifest)
    licences = pa.repeat(pa.scalar(manifest.licence.id), table.num_rows)
    table = ids.sort_rows(table.append_column("licence", licences), manifest)
    table, languages = measures.add_languages(table, manifest)
    with output.new_folder(target) as folder:
        data = folder / "data" / manifest.parse.config / "train-00000-of-00001.parquet"
        data.parent.mkdir(parents=True)
        write.write_parquet(table, data)
        facts = Facts(
            id=manifest.id,
            version=manifest.version,
            status=manifest.status.state,
            config=manifest.parse.config,
            n_rows=table.num_rows,
            content_sha256=write.content_hash(table),
            columns=_columns(table, manifest, languages, read),
            files=(_file(data, folder),),
            inputs=_inputs(manifest, found),
            dropped=tuple(sorted(read.dropped.items())),
            unmapped=read.unmapped,
            n_repeated_ids=n_repeated,
            findings=_findings(read),
            manifest_sha256=manifest.sha256,
            tool=(("cymraeg_data", __version__), ("pyarrow", pa.__version__)),
            options=_options(),
        )
        _write_texts(folder, manifest, facts)
    return Build(folder=target, manifest=manifest, facts=facts)


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
                "The manifest of {id} does not say how its input becomes rows. Read the input and write its [parse] first.",
                id=manifest.id,
            )
        )


# Arrow's names of types, as `datasets` writes them.
TYPES = {"double": "float64", "date32[day]": "date32"}


def _columns(
    table: pa.Table, manifest: Manifest, languages: Sequence[ColumnLanguages], read: Rows
) -> tuple[ColumnFacts, ...]:
    measured = {item.column: item for item in languages}
    origins = {column.to: tuple(name for __, name in column.origins) for column in manifest.parse.columns}
    facts = []
    for field in table.schema:
        item = measured.get(field.name)
        facts.append(
            ColumnFacts(
                name=field.name,
                type=TYPES.get(str(field.type), str(field.type)),
                origin=origins.get(field.name, ()),
                declared=item.declared if item else None,
                n_texts=item.n_texts if item else None,
                n_empty=item.n_empty if item else None,
                languages=item.counts if item else None,
                unread=read.unread.get(field.name, 0),
            )
        )
    return tuple(facts)


def _file(path: Path, folder: Path) -> FileFacts:
    name = path.relative_to(folder).as_posix()
    return FileFacts(path=name, bytes=path.stat().st_size, sha256=write.file_hash(path))


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


def _findings(read: Rows) -> tuple[FindingFacts, ...]:
    facts = []
    for finding in read.findings:
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


def _options() -> tuple[tuple[str, object], ...]:
    limits = {"row_group_rows": write.ROW_GROUP_ROWS, "row_group_bytes": write.ROW_GROUP_BYTES}
    return tuple(sorted({**write.OPTIONS, **limits}.items()))


def _write_texts(folder: Path, manifest: Manifest, facts: Facts) -> None:
    texts = {
        "README.md": card.readme(manifest, facts),
        "LICENSE.md": card.licence(manifest),
        "provenance.jsonl": provenance(manifest, facts),
        "manifest.json": manifest_json(manifest),
        "build.json": facts.to_json(),
    }
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    (folder / sums.NAME).write_bytes(sums.text(folder).encode())


def manifest_json(manifest: Manifest) -> str:
    """Return the manifest as JSON, so that whoever has the dataset can verify it against what it was built from."""
    return json.dumps(to_values(manifest), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def provenance(manifest: Manifest, facts: Facts) -> str:
    """Return one line of JSON for each input file."""
    lines = [
        {
            "source_id": item.source_id,
            "path": item.path,
            "bytes": item.bytes,
            "sha256": item.sha256,
            "urls": list(manifest.access.urls),
            "retrieved": manifest.snapshot.retrieved,
            "publisher": manifest.publisher.url,
            "licence": manifest.licence.id,
            "licence_url": manifest.licence.url,
            "licence_evidence_url": manifest.licence.evidence_url,
            "licence_checked_on": manifest.licence.checked_on,
            "manifest_sha256": manifest.sha256,
        }
        for item in facts.inputs
    ]
    return "".join(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in lines)
