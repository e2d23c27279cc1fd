"""Verification of a built folder: every file, row, number and page recomputed, and the publication terms."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow.parquet as pq

from cymraeg_data.errors import SourceNotFoundError
from cymraeg_data.findings import Finding, Location, Severity, found
from cymraeg_data.locale import _
from cymraeg_data.option_names import checked_options
from cymraeg_data.package.documents.pages import pages
from cymraeg_data.package.record import checksums
from cymraeg_data.package.record.built_record import (
    FACTS,
    MANIFEST,
    Record,
    RecordFault,
    examine_record,
    not_a_build,
)
from cymraeg_data.package.record.facts import Facts
from cymraeg_data.package.verification.built_data import groups, verify_files, verify_loading
from cymraeg_data.package.verification.page_check import verify_pages
from cymraeg_data.package.verification.record_check import verify_record
from cymraeg_data.package.verification.represented_check import verify_represented
from cymraeg_data.package.verification.row_check import verify_rows
from cymraeg_data.package.verification.table_check import verify_table
from cymraeg_data.package.verification.written import RowsRewritten
from cymraeg_data.version import __version__

__all__ = ["verify"]


@checked_options
def verify(folder: str | Path) -> tuple[Finding, ...]:
    """Return every finding that prevents the publication of a built folder; none, if it may be published.

    Checksums, columns, identifiers, measures, licences, provenance and pages are computed again from the rows
    and the manifest. A folder without an error is loaded with `datasets` as well, streamed and not, from an
    empty cache. Severity `warning` (S720) says that another version of the library built the folder, so that
    its measures and the text of its card could not be computed again.

    Raises:
        SourceNotFoundError: there is nothing at `folder`.
        InputError: the folder is not a build.
    """
    path = Path(folder)
    if not path.exists():
        raise SourceNotFoundError(folder)
    if not path.is_dir() or not any((path / name).is_file() for name in (FACTS, checksums.NAME)):
        raise not_a_build(path)
    digests = checksums.digests(path)
    findings = list(_verify_files(path, digests))
    record, faults = examine_record(path)
    findings += [_damaged(fault) for fault in faults]
    if record is not None:
        findings += _verify_record(record)
        findings += _verify_names(path, record)
        written = RowsRewritten(record.facts)
        findings += _verify_data(path, record, digests, written)
        findings += verify_pages(path, record.manifest, record.facts, whole=_is_ours(record.facts))
        if not any(finding.severity is Severity.ERROR and finding.code != "O602" for finding in findings):
            columns = pq.read_schema(path / record.facts.files[0].path)
            findings += verify_loading(path, record.facts.config, written.hashes, columns)
    return tuple(dict.fromkeys(findings))


def _damaged(fault: RecordFault) -> Finding:
    place = Location(source=fault.file)
    return found("S708", place) if fault.reason is None else found("S711", place, reason=fault.reason)


def _verify_data(
    folder: Path, record: Record, digests: Mapping[str, str], written: RowsRewritten
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


def _verify_names(folder: Path, record: Record) -> Iterator[Finding]:
    """Yield the files that are missing from this build, and those that no build has."""
    facts = record.facts
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    expected = {
        *pages(record.manifest, facts),
        FACTS,
        MANIFEST,
        checksums.NAME,
        *(file.path for file in (*facts.files, *facts.listings, *facts.csvw)),
    }
    for name in sorted(expected - present):
        yield found("S708", Location(source=name))
    for name in sorted(present - expected):
        yield found("S709", Location(source=name))


def _verify_record(record: Record) -> Iterator[Finding]:
    """Yield where manifest and build.json disagree, and what the licence gate forbids."""
    manifest, facts = record.manifest, record.facts
    place = Location(source=MANIFEST)
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
        yield found("S720", Location(source=FACTS), expected=__version__, found=version)


def _is_ours(facts: Facts) -> bool:
    """Return whether this version built the folder, so that it can compute measures and pages again."""
    return dict(facts.tool).get("cymraeg_data") == __version__
