"""The results of a check as values, from which terminal output, JSON, Markdown and HTML are rendered."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial

from cymraeg_data.findings import Finding, worst
from cymraeg_data.findings.codes import Severity
from cymraeg_data.locale import N_, _, both
from cymraeg_data.profiles import Profile

__all__ = ["PILLARS", "NotAssessed", "Results", "SourceSummary"]

# The pillars of the UK guidelines on making government datasets ready for AI (DSIT, January 2026).
PILLARS = (
    N_("technical optimisation"),
    N_("data and metadata quality"),
    N_("organisation and infrastructure context"),
    N_("legal, security and ethical compliance"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAssessed:
    """A topic that was not checked, and why; never counted as a pass.

    `name` identifies it for programs, in one word of English with underscores; topic and reason are for
    people.
    """

    name: str
    topic: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSummary:
    """One file or object of the release, with counts of its content.

    `n_duplicates` counts the rows that repeat an earlier one; None for sources without rows, such as
    catalogues.
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
        """Return the number of texts in each language over all columns; "und" for texts without evidence."""
        totals: dict[str, int] = {}
        for column in self.profile.columns.values():
            for tag, n in column.languages.items():
                totals[tag] = totals.get(tag, 0) + n
        return dict(sorted(totals.items(), key=lambda item: (-item[1], item[0])))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Results:
    """The findings of `check`, most severe first, its sources, and what was not assessed."""

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

    def to_dict(self) -> dict[str, object]:
        """Return the report as plain data, with every sentence in Welsh (`cy`) and English (`en`)."""
        return {
            "tool": {"name": "cymraeg-data", "version": self.version},
            "name": self.name,
            "passed": self.passed,
            "fail_on": str(self.fail_on),
            "counts": {str(severity): n for severity, n in self.counts.items()},
            "findings": [finding.to_dict() for finding in self.findings],
            "sources": [_source(source) for source in self.sources],
            "not_assessed": [
                {
                    "topic": both(partial(_, item.topic)),
                    "reason": both(partial(_, item.reason)),
                }
                for item in self.not_assessed
            ],
        }

    def to_json(self) -> str:
        """Return the report as JSON, in both languages."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2) + "\n"

    def __repr__(self) -> str:
        """Return what a log or a traceback shows: the verdict and the counts, never the content."""
        counts = ", ".join(f"{n} {severity}" for severity, n in self.counts.items())
        verdict = "passed" if self.passed else "failed"
        return f"<{type(self).__name__}: {verdict}, {counts}, {len(self.sources)} sources>"

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


def _source(source: SourceSummary) -> dict[str, object]:
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
