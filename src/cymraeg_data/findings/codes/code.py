"""Finding codes as values: severity, texts, and the principle that each serves."""

from dataclasses import dataclass
from enum import StrEnum

from cymraeg_data.locale import N_

__all__ = ["LEGAL", "QUALITY", "SEVERITY_NAMES", "TECHNICAL", "Code", "Severity"]

# The pillars of the UK guidelines on making government datasets ready for AI (DSIT, January 2026).
QUALITY = "data and metadata quality"
TECHNICAL = "technical optimisation"
LEGAL = "legal, security and ethical compliance"


class Severity(StrEnum):
    """The severity of a finding; a release with an `error` does not pass."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Return 0 for an error, 1 for a warning, 2 for a note: the order of a report."""
        return tuple(Severity).index(self)


SEVERITY_NAMES = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning"), Severity.NOTE: N_("note")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One row of the table of codes: the meaning of a code and the texts of its findings.

    `message` is about one value and `counted` about a column or file; both are sentences with `{named}` parts
    that the evidence fills. A code without one of these forms leaves it empty. `principle` is the pillar of
    the UK guidelines on making government datasets ready for AI (DSIT, January 2026) that the code serves.
    """

    code: str
    severity: Severity
    title: str
    message: str = ""
    counted: str = ""
    why: str
    example: str
    hint: str
    principle: str
