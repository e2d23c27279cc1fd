"""The check of a release: read everything in one pass, count, compare with the expected, report."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from cymraeg_data import readers
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.locale import N_
from cymraeg_data.profiles import EXAMPLES, RULES_OF_CODE, ColumnProfile, Profile, profile_source
from cymraeg_data.readiness.checks.column_languages import wrong_language
from cymraeg_data.readiness.checks.duplicate_rows import SeenRows
from cymraeg_data.readiness.checks.licence import find_licence
from cymraeg_data.readiness.checks.paired_texts import pair_findings
from cymraeg_data.readiness.checks.population import population_findings
from cymraeg_data.readiness.gate import Config
from cymraeg_data.readiness.report import Report
from cymraeg_data.readiness.results import NotAssessed, SourceSummary
from cymraeg_data.version import __version__

__all__ = ["PERSONAL_DATA", "assess"]

PERSONAL_DATA = "personal_data"
_NOT_ASSESSED = (
    NotAssessed(
        name=PERSONAL_DATA,
        topic=N_("Personal data"),
        reason=N_("the data was not searched for personal data; check this before you publish."),
    ),
)
_NO_LICENCE_TO_SEE = NotAssessed(
    name="licence",
    topic=N_("Licence"),
    reason=N_("an object in memory does not state its licence; name it with the setting “licence”."),
)


def assess(data: object, *, config: Config | Mapping[str, object] | str | Path | None = None) -> Report:
    """Return a report on whether `data` is ready to be published and used.

    Args:
        data: a path to a file or folder, a list of paths, or a pandas, polars, pyarrow or `datasets` object.
        config: a `Config`, the same as a dict, or the path of a TOML file. A folder that holds
            `cymraeg-data.toml` is checked with it unless another is given.

    Raises:
        InputError: nothing could be checked: the file does not exist, has no data or an unknown format, or
            the configuration is faulty. A fault in the data is never raised; it is a finding in the report.

    >>> import pyarrow as pa
    >>> report = assess(pa.table({"title_en": ["Opening hours"], "title_cy": [""]}))
    >>> report.passed, [finding.code for finding in report.findings]
    (False, ['B302', 'S704'])
    """
    collection = readers.read(data)
    settings = Config.of(config, collection.root)
    findings = list(collection.findings)
    summaries = []
    for source in collection.sources:
        summary, more = _check_source(source, settings)
        summaries.append(summary)
        findings += more
    findings += pair_findings(collection)
    about_people, not_compared = population_findings(collection, settings.population)
    findings += about_people
    not_assessed = [*not_compared, *_NOT_ASSESSED]
    if settings.licence is None:
        if collection.root is None:
            not_assessed.append(_NO_LICENCE_TO_SEE)
        elif find_licence(collection.files) is None:
            findings.append(found("O601", Location(source=collection.root.name or str(collection.root))))
    return Report(
        name=_name(data, collection),
        findings=tuple(_in_order(settings.apply(findings))),
        sources=tuple(summaries),
        not_assessed=tuple(not_assessed),
        fail_on=settings.fail_on,
        version=__version__,
    )


def _name(data: object, collection: readers.Collection) -> str:
    if isinstance(data, str | Path):
        return Path(data).resolve().name
    return ", ".join(source.name for source in collection.sources[:3])


def _check_source(source: readers.Source, settings: Config) -> tuple[SourceSummary, list[Finding]]:
    """Return the summary and the findings of one source, from one pass over its batches."""
    # A repeated row is a fault in a table, but not in running text or a catalogue.
    seen = SeenRows() if source.kind == "table" and source.format != "text" else None
    total = profile_source(source, also=seen.add if seen is not None else None)
    repeats = seen.repeats() if seen is not None else None
    summary = SourceSummary(
        name=source.name,
        format=source.format,
        profile=total,
        n_duplicates=None if repeats is None else len(repeats),
    )
    findings = [*source.findings, *_column_findings(source.name, total)]
    findings += wrong_language(source, total, settings)
    if repeats is not None and len(repeats):
        examples = [{"row": int(row), "repeats": int(first)} for row, first in repeats[:EXAMPLES]]
        findings.append(
            found("S701", Location(source=source.name), n=len(repeats), of=total.n_rows, examples=examples)
        )
    return summary, findings


def _column_findings(source: str, total: Profile) -> Iterator[Finding]:
    for name, column in total.columns.items():
        place = Location(source=source, column=name)
        if column.n and column.n_null + column.n_blank == column.n:
            yield found("S704", place, of=column.n)
        for code, n in column.faults.items():
            evidence: dict[str, object] = {"n": n, "of": column.n, "examples": _examples(column, code)}
            if rules := {
                rule: column.rules[rule] for rule in RULES_OF_CODE.get(code, ()) if rule in column.rules
            }:
                evidence["rules"] = rules
            yield found(code, place, **evidence)


def _examples(column: ColumnProfile, code: str) -> list[dict[str, object]]:
    return [asdict(item) for item in column.examples[code]]


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(
        findings,
        key=lambda item: (
            item.severity.rank,
            item.code,
            item.location.source or "",
            item.location.column or "",
        ),
    )
