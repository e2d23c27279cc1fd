"""Findings: facts about data, each with a stable code, a severity, a place and its evidence.

A finding keeps numbers and names, not sentences: `message` and `hint` are written from them in Welsh or English
when they are read, so that one report can be shown in both languages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from cymraeg_data.errors import InputError
from cymraeg_data.locale import N_, _

__all__ = ["CODES", "Code", "Finding", "Location", "Severity", "describe", "found", "worst"]


class Severity(StrEnum):
    """How much a finding matters; a release with an `error` does not pass."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Return 0 for an error, 1 for a warning, 2 for a note: the order of a report."""
        return tuple(Severity).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a finding is; every part is optional.

    `source` names the file or object, `row` is the data row (1 is the first), `line` the line of the text file,
    `column` the column's name, `key` the key of a catalogue; `start` and `end` are character offsets in the value.
    """

    source: str | None = None
    row: int | None = None
    line: int | None = None
    column: str | None = None
    key: str | None = None
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        """Return the place in one line, as in `names.csv, row 7, column “Enw”`."""
        parts = [self.source] if self.source else []
        if self.line is not None:
            parts.append(_("line {n}", n=self.line))
        elif self.row is not None:
            parts.append(_("row {n}", n=self.row))
        if self.column is not None:
            parts.append(_("column “{name}”", name=self.column))
        if self.key is not None:
            parts.append(_("key “{name}”", name=self.key))
        return ", ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One row of the table of codes: what a code means and what its findings say.

    `message` speaks of one value and `counted` of a column or file; both are sentences with `{named}` parts that the
    evidence fills. Codes that are only ever one or the other leave the other empty. `principle` names the pillar of
    the UK guidelines on making government datasets ready for AI (DSIT, January 2026) that the code answers to.
    """

    code: str
    severity: Severity
    title: str
    message: str = ""
    counted: str = ""
    hint: str
    principle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fact about data, returned rather than raised.

    `evidence` holds what the message says in numbers and names, ready for JSON; with an `n` in it the finding is
    about that many values, and `examples` may list some. `found` makes one with the code's usual severity.
    """

    code: str
    severity: Severity
    location: Location = field(default_factory=Location)
    evidence: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the evidence read-only."""
        object.__setattr__(self, "evidence", MappingProxyType(dict(self.evidence)))

    def __hash__(self) -> int:
        """Return a hash over everything but the evidence, which may hold lists."""
        return hash((self.code, self.severity, self.location))

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the evidence as a plain dict: a mapping proxy cannot cross a process."""
        return _rebuild, (self.code, self.severity, self.location, dict(self.evidence))

    @property
    def title(self) -> str:
        """Return the name of the fault, in the current language."""
        return _(describe(self.code).title)

    @property
    def message(self) -> str:
        """Return what was found, in the current language."""
        code = describe(self.code)
        template = code.counted if "n" in self.evidence else code.message
        return _(template, **{name: _shown(value) for name, value in self.evidence.items()})

    @property
    def hint(self) -> str:
        """Return what to do about it, in the current language."""
        return _(describe(self.code).hint)


def _rebuild(code: str, severity: Severity, location: Location, evidence: Mapping[str, object]) -> Finding:
    return Finding(code=code, severity=severity, location=location, evidence=evidence)


def found(code: str, location: Location, /, **evidence: object) -> Finding:
    """Return a finding of `code` at `location`, with the severity that the table of codes gives it.

    >>> finding = found("T204", Location(source="enwau.csv", column="Enw"), n=7, of=3615)
    >>> finding.message
    'Values with spaces at the edges: 7 of 3,615.'
    >>> str(finding.location)
    'enwau.csv, column “Enw”'

    Raises:
        InputError: there is no such code.
    """
    return Finding(code=code, severity=describe(code).severity, location=location, evidence=evidence)


def _shown(value: object) -> object:
    """Return a number with thousands separators (the same in Welsh and English), anything else as it is."""
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value


def describe(code: str) -> Code:
    """Return the row of the table of codes for `code`.

    Raises:
        InputError: there is no such code; the message lists those there are.
    """
    try:
        return CODES[code]
    except KeyError:
        raise InputError(
            _("There is no finding code {code}. The codes are: {codes}.", code=code, codes=", ".join(CODES))
        ) from None


def worst(findings: Iterable[Finding]) -> Severity | None:
    """Return the highest severity among `findings`, or None when there are none."""
    return min((finding.severity for finding in findings), key=lambda severity: severity.rank, default=None)


_QUALITY = "data and metadata quality"
_TECHNICAL = "technical optimisation"
_LEGAL = "legal, security and ethical compliance"

_TABLE = (
    Code(
        code="L101",
        severity=Severity.ERROR,
        title=N_("Welsh column that is English"),
        message=N_("The Welsh text is English: “{cy}”."),
        counted=N_(
            "Values meant to be Welsh that are English: {n} of {of} with a language that could be told."
        ),
        hint=N_("Put the Welsh text in this column, or rename the column if it is meant to be English."),
        principle=_QUALITY,
    ),
    Code(
        code="L102",
        severity=Severity.ERROR,
        title=N_("English column that is Welsh"),
        message=N_("The English text is Welsh: “{en}”."),
        counted=N_(
            "Values meant to be English that are Welsh: {n} of {of} with a language that could be told."
        ),
        hint=N_("Put the English text in this column; the two columns may have been swapped."),
        principle=_QUALITY,
    ),
    Code(
        code="T201",
        severity=Severity.ERROR,
        title=N_("Bytes that are not text"),
        counted=N_("Values with bytes that are not valid {encoding}, read as {fallback}: {n} of {of}."),
        hint=N_("Export the file again as UTF-8."),
        principle=_TECHNICAL,
    ),
    Code(
        code="T202",
        severity=Severity.ERROR,
        title=N_("Damaged text"),
        message=N_("The text was damaged by a wrong change of encoding: “{text}”."),
        counted=N_("Values damaged by a wrong change of encoding: {n} of {of}."),
        hint=N_("Export the file again from its source as UTF-8; do not mend it by hand."),
        principle=_QUALITY,
    ),
    Code(
        code="T203",
        severity=Severity.ERROR,
        title=N_("Lost characters"),
        message=N_("A letter, such as ŵ or ŷ, was lost from the text: “{text}”."),
        counted=N_("Values in which a letter, such as ŵ or ŷ, was lost: {n} of {of}."),
        hint=N_("Export the file again from its source as UTF-8: the lost letters are not in this file."),
        principle=_QUALITY,
    ),
    Code(
        code="T204",
        severity=Severity.WARNING,
        title=N_("Spaces at the edges"),
        message=N_("The text has spaces at its edges: “{text}”."),
        counted=N_("Values with spaces at the edges: {n} of {of}."),
        hint=N_("Remove the spaces: a join on these values finds nothing."),
        principle=_QUALITY,
    ),
    Code(
        code="T205",
        severity=Severity.ERROR,
        title=N_("Control characters"),
        counted=N_("Values with control characters, such as NUL: {n} of {of}."),
        hint=N_("Remove them at the source: many programs stop reading at the first one."),
        principle=_TECHNICAL,
    ),
    Code(
        code="T206",
        severity=Severity.WARNING,
        title=N_("Header with spaces at the edges"),
        message=N_("The header “{header}” has spaces at its edges; it is read as “{column}”."),
        hint=N_("Remove the spaces from the header."),
        principle=_QUALITY,
    ),
    Code(
        code="T207",
        severity=Severity.WARNING,
        title=N_("File that is not UTF-8"),
        message=N_("The file is encoded as {encoding}."),
        hint=N_("Publish as UTF-8: other encodings lose ŵ and ŷ, or are read wrongly."),
        principle=_TECHNICAL,
    ),
    Code(
        code="B301",
        severity=Severity.ERROR,
        title=N_("Welsh missing"),
        message=N_("The English text has no Welsh beside it: “{en}”."),
        counted=N_("English texts with no Welsh beside them: {n} of {of}."),
        hint=N_("Add the Welsh text."),
        principle=_QUALITY,
    ),
    Code(
        code="B302",
        severity=Severity.ERROR,
        title=N_("Welsh empty"),
        message=N_("The Welsh text is empty; the English is “{en}”."),
        counted=N_("English texts whose Welsh is there but empty: {n} of {of}."),
        hint=N_("Add the Welsh text; if the English is no longer used, remove both."),
        principle=_QUALITY,
    ),
    Code(
        code="B303",
        severity=Severity.ERROR,
        title=N_("Untranslated copy"),
        message=N_("The Welsh text is a copy of the English: “{cy}”."),
        counted=N_("Welsh texts that are a copy of the English: {n} of {of}."),
        hint=N_("Translate the text."),
        principle=_QUALITY,
    ),
    Code(
        code="B304",
        severity=Severity.WARNING,
        title=N_("English missing"),
        message=N_("The Welsh text has no English beside it: “{cy}”."),
        counted=N_("Welsh texts with no English beside them: {n} of {of}."),
        hint=N_("Add the English text, or remove the Welsh if it is no longer used."),
        principle=_QUALITY,
    ),
    Code(
        code="O601",
        severity=Severity.ERROR,
        title=N_("No licence"),
        message=N_("No licence was found with the data."),
        hint=N_(
            "Put a LICENCE file beside the data, or name the licence in datapackage.json; for public data in Wales "
            "this is usually the Open Government Licence v3.0."
        ),
        principle=_LEGAL,
    ),
    Code(
        code="S701",
        severity=Severity.WARNING,
        title=N_("Duplicate rows"),
        counted=N_("Rows that repeat an earlier row in every column: {n} of {of}."),
        hint=N_("Remove the repeats, or add the column that tells them apart."),
        principle=_QUALITY,
    ),
    Code(
        code="S702",
        severity=Severity.ERROR,
        title=N_("Two columns or keys with one name"),
        message=N_("The name “{name}” is there more than once; the later one is read as “{column}”."),
        hint=N_("Give each its own name: most programs keep only one of them."),
        principle=_TECHNICAL,
    ),
    Code(
        code="S703",
        severity=Severity.ERROR,
        title=N_("Row with the wrong number of fields"),
        counted=N_("Rows whose number of fields is not {expected}, left out: {n}."),
        hint=N_("Quote the values that hold the separator, or complete the row."),
        principle=_TECHNICAL,
    ),
    Code(
        code="S704",
        severity=Severity.WARNING,
        title=N_("Column with no values"),
        message=N_("The column is empty in each of its {of} rows."),
        hint=N_("Fill the column or leave it out."),
        principle=_QUALITY,
    ),
    Code(
        code="S705",
        severity=Severity.ERROR,
        title=N_("File with no data"),
        message=N_("The file holds no rows of data."),
        hint=N_("Leave the file out of the release, or export it again."),
        principle=_QUALITY,
    ),
    Code(
        code="S706",
        severity=Severity.NOTE,
        title=N_("File not checked"),
        message=N_("The file is in no format that can be checked."),
        hint=N_("Publish data as CSV, Parquet, JSON or plain text, so that it can be checked and reused."),
        principle=_TECHNICAL,
    ),
    Code(
        code="S707",
        severity=Severity.ERROR,
        title=N_("Unreadable file"),
        message=N_("The file could not be read to its end: {reason}"),
        hint=N_("Export the file again, or leave it out of the release."),
        principle=_TECHNICAL,
    ),
)

CODES: Mapping[str, Code] = MappingProxyType({row.code: row for row in _TABLE})
