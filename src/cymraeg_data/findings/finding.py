"""Findings: facts about data, each with a stable code, a severity, a place and its evidence.

A finding keeps numbers and names, not sentences: `message` and `hint` are written from them in Welsh or
English when they are read, so that one report can be shown in both languages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from cymraeg_data.findings.codes import Severity, describe
from cymraeg_data.frozen import FrozenDict
from cymraeg_data.locale import _, both

__all__ = ["Finding", "Location", "found", "worst"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a finding is; every part is optional.

    `source` names the file or object, `row` is the data row (1 is the first), `line` the line of the text
    file, `column` the column's name, `key` the key of a catalogue; `start` and `end` are character offsets in
    the value.
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

    def to_dict(self) -> dict[str, str | int]:
        """Return the parts that are there, by name."""
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fact about data, returned rather than raised.

    `evidence` holds what the message says in numbers and names, ready for JSON; with an `n` in it the finding
    is about that many values, and `examples` may list some. `found` makes one with the code's usual severity.
    """

    code: str
    severity: Severity
    location: Location = field(default_factory=Location)
    evidence: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the evidence read-only."""
        object.__setattr__(self, "evidence", FrozenDict(self.evidence))

    def __hash__(self) -> int:
        """Return a hash over everything but the evidence, which may hold lists."""
        return hash((self.code, self.severity, self.location))

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

    def to_dict(self) -> dict[str, object]:
        """Return the finding as plain data: the one shape of a finding in JSON, whichever function or verb wrote it.

        `title`, `message` and `hint` are there in Welsh (`cy`) and English (`en`); parts of the location that are
        absent are left out. The shape is published as `docs/finding.schema.json`.

        >>> finding = found("T204", Location(source="enwau.csv", column="Enw"), n=7, of=3615)
        >>> finding.to_dict()["location"], finding.to_dict()["message"]["cy"]
        ({'source': 'enwau.csv', 'column': 'Enw'}, 'Gwerthoedd â bylchau ar yr ymylon: 7 o 3,615.')
        """
        return {
            "code": self.code,
            "severity": str(self.severity),
            "title": both(lambda: self.title),
            "message": both(lambda: self.message),
            "hint": both(lambda: self.hint),
            "location": self.location.to_dict(),
            "evidence": dict(self.evidence),
        }


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


def worst(findings: Iterable[Finding]) -> Severity | None:
    """Return the highest severity among `findings`, or None when there are none."""
    return min((finding.severity for finding in findings), key=lambda severity: severity.rank, default=None)
