"""A built folder against itself.

Every file, row, number and page recomputed, and the terms for publishing it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from cymraeg_data.errors import InputError, SourceNotFoundError
from cymraeg_data.findings import Finding, Location, Severity, found
from cymraeg_data.locale import _
from cymraeg_data.package.documents.pages import pages
from cymraeg_data.package.manifests import manifest_schema
from cymraeg_data.package.manifests.manifest import Manifest, from_values
from cymraeg_data.package.record import checksums
from cymraeg_data.package.record import facts as build_facts
from cymraeg_data.package.record.facts import Facts
from cymraeg_data.package.verification.built_data import groups, verify_files, verify_loading
from cymraeg_data.package.verification.page_check import verify_pages
from cymraeg_data.package.verification.record_check import verify_record
from cymraeg_data.package.verification.represented_check import verify_represented
from cymraeg_data.package.verification.row_check import verify_rows
from cymraeg_data.package.verification.table_check import verify_table
from cymraeg_data.package.verification.written import Written
from cymraeg_data.version import __version__

__all__ = ["verify"]

_RECORD = "build.json"
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """What a build says of itself."""

    manifest: Manifest
    facts: Facts


def verify(folder: str | Path) -> tuple[Finding, ...]:
    """Return everything about a built folder that stands in the way of publishing it.

    Nothing, if it may be published.

    Checksums, columns, identifiers, measures, licences, provenance and pages are computed again from the rows
    and the manifest. A folder without an error is loaded with `datasets` as well, streamed and not, from an
    empty cache. Severity `warning` (S720) says that another version of the library built the folder, so that
    its measures and the text of its card could not be computed again.

    Raises:
        SourceNotFoundError: there is nothing at `folder`.
        InputError: the folder is not a build of ours at all.
    """
    path = Path(folder)
    if not path.exists():
        raise SourceNotFoundError(folder)
    if not path.is_dir() or not any((path / name).is_file() for name in (_RECORD, checksums.NAME)):
        raise InputError(
            _(
                "{path} is not a dataset built by cymraeg-data. Pass the folder that holds its build.json.",
                path=path,
            )
        )
    digests = checksums.digests(path)
    findings = list(_verify_files(path, digests))
    record = _read_record(path, findings)
    if record is not None:
        findings += _verify_record(record)
        findings += _verify_names(path, record)
        written = Written(record.facts)
        findings += _verify_data(path, record, digests, written)
        findings += verify_pages(path, record.manifest, record.facts, whole=_is_ours(record.facts))
        if not any(finding.severity is Severity.ERROR and finding.code != "O602" for finding in findings):
            columns = pq.read_schema(path / record.facts.files[0].path)
            findings += verify_loading(path, record.facts.config, written.hashes, columns)
    return tuple(dict.fromkeys(findings))


def _verify_data(
    folder: Path, record: _Record, digests: Mapping[str, str], written: Written
) -> list[Finding]:
    """Return what is wrong with files and rows.

    Rows are looked at only where every file is there as stated.
    """
    findings = list(verify_files(folder, record.facts, digests))
    if any(finding.code in {"S707", "S708", "S713"} for finding in findings):
        return findings
    rows = groups(folder, record.facts)
    ours = _is_ours(record.facts)
    findings += verify_rows(folder, rows, record.manifest, written, remeasure=ours)
    findings += verify_represented(folder, record.manifest, record.facts) if ours else ()
    return findings + list(verify_table(folder, record.manifest, record.facts, digests, remeasure=ours))


def _verify_files(folder: Path, digests: Mapping[str, str]) -> Iterator[Finding]:
    """Yield every file that is missing, foreign or changed according to SHA256SUMS."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            yield found("S709", Location(source=path.relative_to(folder).as_posix()))
    try:
        differences = checksums.differences(folder, digests)
        as_written = (folder / checksums.NAME).read_text(encoding="utf-8") == checksums.lines(digests)
    except FileNotFoundError:
        yield found("S708", Location(source=checksums.NAME))
        return
    except (OSError, UnicodeDecodeError) as error:
        yield found("S711", Location(source=checksums.NAME), reason=str(error))
        return
    for item in differences:
        place = Location(source=item.name)
        if item.kind == "missing":
            yield found("S708", place)
        elif item.kind == "added":
            yield found("S709", place)
        else:
            yield found("S710", place, expected=item.expected, found=item.found)
    if not differences and not as_written:
        yield found(
            "S711", Location(source=checksums.NAME), reason=_("its lines are not one for each file, in order")
        )


def _verify_names(folder: Path, record: _Record) -> Iterator[Finding]:
    """Yield the files that a build always has and this one has not, and those that no build has."""
    facts = record.facts
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    expected = {
        *pages(record.manifest, facts),
        _RECORD,
        _MANIFEST,
        checksums.NAME,
        *(file.path for file in (*facts.files, *facts.listings, *facts.csvw)),
    }
    for name in sorted(expected - present):
        yield found("S708", Location(source=name))
    for name in sorted(present - expected):
        yield found("S709", Location(source=name))


def _read_record(folder: Path, findings: list[Finding]) -> _Record | None:
    """Return what build.json and manifest.json say; None, with the findings, where either cannot be used."""
    facts = _read_facts(folder, findings)
    manifest = _read_manifest(folder, findings)
    return None if facts is None or manifest is None else _Record(manifest=manifest, facts=facts)


def _read_facts(folder: Path, findings: list[Finding]) -> Facts | None:
    try:
        text = (folder / _RECORD).read_text(encoding="utf-8")
        facts = build_facts.from_json(text)
        if facts.to_json() == text:
            return facts
        reason = _("its layout is not the one that a build writes")
    except FileNotFoundError:
        findings.append(found("S708", Location(source=_RECORD)))
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        reason = str(error)
    findings.append(found("S711", Location(source=_RECORD), reason=reason))
    return None


def _read_manifest(folder: Path, findings: list[Finding]) -> Manifest | None:
    place = Location(source=_MANIFEST)
    try:
        values = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        findings.append(found("S708", place))
        return None
    except (OSError, ValueError) as error:
        findings.append(found("S711", place, reason=str(error)))
        return None
    faults = manifest_schema.faults(values) if isinstance(values, dict) else (_("expected a table"),)
    findings += [found("S711", place, reason=fault) for fault in faults]
    return None if faults else from_values(values)


def _verify_record(record: _Record) -> Iterator[Finding]:
    """Yield where manifest and build.json disagree, and what the licence gate forbids."""
    manifest, facts = record.manifest, record.facts
    place = Location(source=_MANIFEST)
    if manifest.sha256 != facts.manifest_sha256:
        yield found("S712", place, expected=facts.manifest_sha256, found=manifest.sha256)
    yield from verify_record(manifest, facts)
    if manifest.status.state != "verified":
        yield found("O602", place, state=manifest.status.state)
    if manifest.licence.redistribution != "yes" or manifest.access.kind == "pointer":
        yield found(
            "O603",
            place,
            licence=manifest.licence.id,
            redistribution=manifest.licence.redistribution,
        )
    if not _is_ours(facts):
        version = dict(facts.tool).get("cymraeg_data", "—")
        yield found("S720", Location(source=_RECORD), expected=__version__, found=version)


def _is_ours(facts: Facts) -> bool:
    """Return whether this version built the folder, so that it can compute measures and pages again."""
    return dict(facts.tool).get("cymraeg_data") == __version__
