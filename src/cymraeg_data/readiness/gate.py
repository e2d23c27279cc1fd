"""What a check looks for and when it fails, from a TOML file, a dict or keyword arguments."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from cymraeg_data.errors import InputError, SourceNotFoundError
from cymraeg_data.findings import CODES, Finding, Severity
from cymraeg_data.locale import _

__all__ = ["CONFIG_NAME", "Config"]

CONFIG_NAME = "cymraeg-data.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How to check.

    Attributes:
        fail_on: the lowest severity that makes a release fail; "error" unless set.
        select: the only codes that the report has; all of them where none is named.
        ignore: codes that are left out of the report.
        severity: another severity for a code, as in `{"T204": "error"}`.
        licence: the licence of the data, where the files do not carry it (SPDX identifier or "ogl-uk-3.0").
        languages: the language a column is meant to be in, as in `{"Enw": "cy"}`, for columns whose name does
            not say.
        population: which columns tell about people, as in `{"columns": {"age_five_year": "oed"}}`, with `of`,
            `area` and the settings of `represent.compare`.
    """

    fail_on: Severity = Severity.ERROR
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    licence: str | None = None
    languages: Mapping[str, str] = field(default_factory=dict)
    population: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, config: "Config | Mapping[str, Any] | str | Path | None") -> "Config":
        """Return the configuration held by a TOML file, a mapping or another configuration.

        The default for None.

        Raises:
            SourceNotFoundError: the file is not there.
            InputError: it is no TOML, or holds settings, codes or severities that do not exist; all are named
                at once.
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
    def of(cls, config: "Config | Mapping[str, Any] | str | Path | None", root: Path | None) -> "Config":
        """Return the configuration that `read` gives; without one, that of the file in the folder `root`."""
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
        """Return the same configuration with what the keywords of `check` say.

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
        """Yield the findings that the report has, each with the severity that the configuration gives its code."""
        for finding in findings:
            if finding.code in self.ignore or (self.select and finding.code not in self.select):
                continue
            severity = self.severity.get(finding.code)
            yield finding if severity is None else replace(finding, severity=severity)

    @classmethod
    def _from_mapping(cls, settings: Mapping[str, Any], place: str) -> "Config":
        faults = _faults(settings)
        if faults:
            raise InputError(_("Faults in {place}: {faults}", place=place, faults="; ".join(faults)))
        return cls(
            fail_on=Severity(settings.get("fail_on", "error")),
            select=tuple(settings.get("select", ())),
            ignore=tuple(settings.get("ignore", ())),
            severity={code: Severity(value) for code, value in settings.get("severity", {}).items()},
            licence=settings.get("licence"),
            languages=dict(settings.get("languages", {})),
            population=dict(settings.get("population", {})),
        )


_TYPES: Mapping[str, tuple[type, ...]] = {
    "fail_on": (str,),
    "select": (list, tuple),
    "ignore": (list, tuple),
    "severity": (Mapping,),
    "licence": (str, type(None)),
    "languages": (Mapping,),
    "population": (Mapping,),
}


def _faults(settings: Mapping[str, Any]) -> list[str]:
    known = [item.name for item in fields(Config)]
    faults = [
        _("there is no setting “{name}” (there are: {known})", name=name, known=", ".join(known))
        for name in settings
        if name not in known
    ]
    wrong = [name for name in settings if name in _TYPES and not isinstance(settings[name], _TYPES[name])]
    faults += [_("“{name}” has the wrong type", name=name) for name in wrong]
    right = {name: value for name, value in settings.items() if name not in wrong}
    severities = [right.get("fail_on", "error"), *right.get("severity", {}).values()]
    faults += [
        _("“{value}” is no severity (there are: {known})", value=value, known=", ".join(Severity))
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
