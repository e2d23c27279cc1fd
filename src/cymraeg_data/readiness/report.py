"""The report of a check: one model that the terminal, JSON, Markdown and HTML are all drawn from."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from cymraeg_data.findings import Finding, Location, worst
from cymraeg_data.findings.codes import Severity
from cymraeg_data.locale import LANGUAGES, N_, _, language, use
from cymraeg_data.profile import Profile

__all__ = ["PILLARS", "NotAssessed", "Report", "SourceSummary"]

# The pillars of the UK guidelines on making government datasets ready for AI (DSIT, January 2026).
PILLARS = (
    N_("technical optimisation"),
    N_("data and metadata quality"),
    N_("organisation and infrastructure context"),
    N_("legal, security and ethical compliance"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAssessed:
    """Something a reader may take for checked that was not: what, and why. Never counted as a pass."""

    topic: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSummary:
    """One file or object of the release: what it holds, as counts.

    `n_duplicates` counts the rows that repeat an earlier one; None where rows have no meaning, as in a
    catalogue.
    """

    name: str
    format: str
    profile: Profile
    n_duplicates: int | None = None

    @property
    def n_rows(self) -> int:
        """Return the number of rows that were read."""
        return self.profile.n_rows

    @property
    def languages(self) -> Mapping[str, int]:
        """Return how many texts are in each language, over all columns; "und" for those that show none."""
        totals: dict[str, int] = {}
        for column in self.profile.columns.values():
            for tag, n in column.languages.items():
                totals[tag] = totals.get(tag, 0) + n
        return dict(sorted(totals.items(), key=lambda item: (-item[1], item[0])))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What `check` found, what it looked at and what it did not assess.

    Findings come most severe first. In a notebook the report shows itself; `to_html` gives one page in both
    languages, `to_markdown` and `to_json` the same content for cards and programs.
    """

    name: str
    findings: tuple[Finding, ...]
    sources: tuple[SourceSummary, ...]
    not_assessed: tuple[NotAssessed, ...]
    fail_on: Severity
    version: str

    @property
    def passed(self) -> bool:
        """Return True when nothing was found at or above the severity that the configuration fails on."""
        gravest = worst(self.findings)
        return gravest is None or gravest.rank > self.fail_on.rank

    @property
    def counts(self) -> Mapping[Severity, int]:
        """Return the number of findings of each severity."""
        return {severity: sum(item.severity is severity for item in self.findings) for severity in Severity}

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data.

        Every sentence in it is there in Welsh (`cy`) and English (`en`).
        """
        return {
            "tool": {"name": "cymraeg-data", "version": self.version},
            "name": self.name,
            "passed": self.passed,
            "fail_on": str(self.fail_on),
            "counts": {str(severity): n for severity, n in self.counts.items()},
            "findings": [_finding(finding) for finding in self.findings],
            "sources": [_source(source) for source in self.sources],
            "not_assessed": [
                {"topic": _both(item.topic), "reason": _both(item.reason)} for item in self.not_assessed
            ],
        }

    def to_json(self) -> str:
        """Return the report as JSON, in both languages."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2) + "\n"

    def to_markdown(self) -> str:
        """Return the report as Markdown in the current language."""
        from cymraeg_data.readiness.render.markdown_report import render

        return render(self)

    def to_html(self) -> str:
        """Return the report as one self-contained HTML page with a switch between Welsh and English.

        The page opens in the current language, needs no network and runs no script.
        """
        from cymraeg_data.readiness.render.html_report import render_page

        return render_page(self)

    def _repr_html_(self) -> str:
        from cymraeg_data.readiness.render.html_report import render_fragment

        return render_fragment(self, language())

    def __str__(self) -> str:
        """Return the report in one line."""
        verdict = _("Passed") if self.passed else _("Failed")
        counts = self.counts
        return _(
            "{verdict}: {name} (errors: {errors}, warnings: {warnings}, notes: {notes})",
            verdict=verdict,
            name=self.name,
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
            notes=counts[Severity.NOTE],
        )


def _both(message: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for tag in LANGUAGES:
        with use(tag):
            texts[tag] = _(message)
    return texts


def _finding(finding: Finding) -> dict[str, Any]:
    texts: dict[str, dict[str, str]] = {"title": {}, "message": {}, "hint": {}}
    for tag in LANGUAGES:
        with use(tag):
            texts["title"][tag] = finding.title
            texts["message"][tag] = finding.message
            texts["hint"][tag] = finding.hint
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        **texts,
        "location": _location(finding.location),
        "evidence": dict(finding.evidence),
    }


def _location(location: Location) -> dict[str, Any]:
    return {name: value for name, value in asdict(location).items() if value is not None}


def _source(source: SourceSummary) -> dict[str, Any]:
    return {
        "name": source.name,
        "format": source.format,
        "n_rows": source.n_rows,
        "n_duplicates": source.n_duplicates,
        "languages": dict(source.languages),
        "columns": {
            name: {
                "n": column.n,
                "n_null": column.n_null,
                "n_blank": column.n_blank,
                "n_text": column.n_text,
                "languages": dict(column.languages),
                "measure": asdict(column.measure) | {"welsh_fraction": column.measure.welsh_fraction},
            }
            for name, column in source.profile.columns.items()
        },
    }
