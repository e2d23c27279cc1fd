"""The configuration of a check, from a TOML file, a dict or keyword arguments."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TypedDict, cast

from cymraeg_data.errors import InputError, SourceNotFoundError
from cymraeg_data.findings import CODES, Finding, Severity
from cymraeg_data.locale import _

__all__ = ["CONFIG_NAME", "Config"]

CONFIG_NAME = "cymraeg-data.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The configuration of a check.

    Attributes:
        fail_on: the lowest severity that makes a release fail; "error" by default.
        select: the only codes to report; by default all.
        ignore: codes to leave out of the report.
        severity: a different severity for a code, as in `{"T204": "error"}`.
        licence: the licence of the data, if the files do not state it (SPDX identifier or "ogl-uk-3.0").
        languages: the language of columns whose name does not show it, as in `{"Enw": "cy"}`.
        population: the columns about people, as in `{"columns": {"age_five_year": "oed"}}`, with `of`,
            `area` and the settings of `represent.compare`.
    """

    fail_on: Severity = Severity.ERROR
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    licence: str | None = None
    languages: Mapping[str, str] = field(default_factory=dict)
    population: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def read(cls, config: "Config | Mapping[str, object] | str | Path | None") -> "Config":
        """Return the configuration in a TOML file, a mapping or another configuration; the default for None.

        Raises:
            SourceNotFoundError: the file does not exist.
            InputError: the file is not TOML, or has unknown settings, codes or severities; all are named
                together.
        """
        if config is None:
            return cls()
        if isinstance(config, Config):
            return config
        if isinstance(config, Mapping):
            return cls._from_mapping(config, _("the configuration"))
        path = Path(config)
        if not path.is_file():
            raise SourceNotFoundError(path)
        try:
            settings = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InputError(_("{path} is not valid TOML: {reason}", path=path, reason=error)) from error
        return cls._from_mapping(settings, str(path))

    @classmethod
    def of(cls, config: "Config | Mapping[str, object] | str | Path | None", root: Path | None) -> "Config":
        """Return the configuration of `read`; for None, that of the file in the folder `root`."""
        if config is None and root is not None and (root / CONFIG_NAME).is_file():
            config = root / CONFIG_NAME
        return cls.read(config)

    def with_keywords(
        self,
        *,
        select: Iterable[str] | None = None,
        ignore: Iterable[str] | None = None,
        fail_on: str | None = None,
    ) -> "Config":
        """Return the configuration with the keywords of `check` applied.

        Raises:
            InputError: a code or severity does not exist.
        """
        said = {"select": select, "ignore": ignore, "fail_on": fail_on}
        settings = {
            name: value if isinstance(value, str) else tuple(value)
            for name, value in said.items()
            if value is not None
        }
        if not settings:
            return self
        other = self._from_mapping(settings, _("the keywords"))
        return replace(self, **{name: getattr(other, name) for name in settings})

    def apply(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the findings to report, each with the configured severity of its code."""
        for finding in findings:
            if finding.code in self.ignore or (self.select and finding.code not in self.select):
                continue
            severity = self.severity.get(finding.code)
            yield finding if severity is None else replace(finding, severity=severity)

    @classmethod
    def _from_mapping(cls, settings: Mapping[str, object], place: str) -> "Config":
        faults = _faults(settings)
        if faults:
            raise InputError(_("Faults in {place}: {faults}", place=place, faults="; ".join(faults)))
        given = cast("_Settings", settings)
        return cls(
            fail_on=Severity(given.get("fail_on", "error")),
            select=tuple(given.get("select", ())),
            ignore=tuple(given.get("ignore", ())),
            severity={code: Severity(value) for code, value in given.get("severity", {}).items()},
            licence=given.get("licence"),
            languages=dict(given.get("languages", {})),
            population=dict(given.get("population", {})),
        )


class _Settings(TypedDict, total=False):
    fail_on: str
    select: Sequence[str]
    ignore: Sequence[str]
    severity: Mapping[str, str]
    licence: str | None
    languages: Mapping[str, str]
    population: Mapping[str, object]


_TYPES: Mapping[str, tuple[type, ...]] = {
    "fail_on": (str,),
    "select": (list, tuple),
    "ignore": (list, tuple),
    "severity": (Mapping,),
    "licence": (str, type(None)),
    "languages": (Mapping,),
    "population": (Mapping,),
}


def _faults(settings: Mapping[str, object]) -> list[str]:
    known = [item.name for item in fields(Config)]
    faults = [
        _("there is no setting “{name}” (there are: {known})", name=name, known=", ".join(known))
        for name in settings
        if name not in known
    ]
    wrong = [name for name in settings if name in _TYPES and not isinstance(settings[name], _TYPES[name])]
    faults += [_("“{name}” has the wrong type", name=name) for name in wrong]
    right = cast("_Settings", {name: value for name, value in settings.items() if name not in wrong})
    severities = [right.get("fail_on", "error"), *right.get("severity", {}).values()]
    faults += [
        _("“{value}” is not a severity (there are: {known})", value=value, known=", ".join(Severity))
        for value in severities
        if value not in tuple(Severity)
    ]
    codes = [*right.get("select", ()), *right.get("ignore", ()), *right.get("severity", {})]
    faults += [_("there is no finding code {code}", code=code) for code in codes if code not in CODES]
    faults += [
        _("the language of “{column}” must be cy or en, not “{value}”", column=column, value=value)
        for column, value in right.get("languages", {}).items()
        if value not in {"cy", "en"}
    ]
    return faults
