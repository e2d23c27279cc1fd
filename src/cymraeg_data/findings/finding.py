"""Findings: facts about data, each with a stable code, a severity, a place and its evidence.

A finding has numbers and names, not sentences: `message` and `hint` are made from them in Welsh or English
when they are read, so that one report can be shown in both languages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from cymraeg_data.findings.codes import Severity, describe
from cymraeg_data.frozen import FrozenDict
from cymraeg_data.locale import LANGUAGES, _, both, language
from cymraeg_data.shown import shown

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
        parts = [shown(self.source)] if self.source else []
        if self.line is not None:
            parts.append(_("line {n}", n=self.line))
        elif self.row is not None:
            parts.append(_("row {n}", n=self.row))
        if self.column is not None:
            parts.append(_("column “{name}”", name=shown(self.column)))
        if self.key is not None:
            parts.append(_("key “{name}”", name=shown(self.key)))
        return ", ".join(parts)

    def to_dict(self) -> dict[str, str | int]:
        """Return the parts that are present, by name."""
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fact about data, returned rather than raised.

    `evidence` has the numbers and names of the message, ready for JSON; with an `n` the finding is about that
    many values, and `examples` may list some. A name that exists in both languages is a mapping with the keys
    "cy" and "en"; a message has the one of its own language. `found` makes a finding with the code's usual
    severity.
    """

    code: str
    severity: Severity
    location: Location = field(default_factory=Location)
    evidence: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the evidence read-only."""
        object.__setattr__(self, "evidence", FrozenDict(self.evidence))

    def __hash__(self) -> int:
        """Return a hash over all fields but the evidence, which may have lists."""
        return hash((self.code, self.severity, self.location))

    @property
    def title(self) -> str:
        """Return the name of the fault, in the current language."""
        return _(describe(self.code).title)

    @property
    def message(self) -> str:
        """Return what was found, in the current language."""
        code = describe(self.code)
        template = code.counted if "n" in self.evidence and code.counted else code.message or code.counted
        return _(template, **{name: _written(value) for name, value in self.evidence.items()})

    @property
    def hint(self) -> str:
        """Return the advice, in the current language."""
        return _(describe(self.code).hint)

    def to_dict(self) -> dict[str, object]:
        """Return the finding as plain data: the one JSON shape of findings, for all functions and verbs.

        `title`, `message` and `hint` are in Welsh (`cy`) and English (`en`); absent parts of the location are
        left out. The shape is published as `docs/finding.schema.json`.

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
    """Return a finding of `code` at `location`, with the severity in the table of codes.

    >>> finding = found("T204", Location(source="enwau.csv", column="Enw"), n=7, of=3615)
    >>> finding.message
    'Values with spaces at the edges: 7 of 3,615.'
    >>> str(finding.location)
    'enwau.csv, column “Enw”'

    Raises:
        InputError: the code does not exist.
    """
    return Finding(code=code, severity=describe(code).severity, location=location, evidence=evidence)


def _written(value: object) -> str:
    """Return a number with thousands separators, as in both languages, any other value escaped."""
    if isinstance(value, Mapping) and value.keys() == set(LANGUAGES):
        return shown(value[language()])
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else shown(value)


def worst(findings: Iterable[Finding]) -> Severity | None:
    """Return the highest severity among `findings`, or None when there are none."""
    return min((finding.severity for finding in findings), key=lambda severity: severity.rank, default=None)
