"""Manifest files against their published JSON Schema, and against the rules that a schema cannot say."""

import datetime as dt
import difflib
import functools
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from cymraeg_data.errors import InputError, ManifestError, SourceNotFoundError, reason_of
from cymraeg_data.locale import N_, _
from cymraeg_data.package.manifests import configs, represent_section, table_rules
from cymraeg_data.package.manifests.plain_values import TYPE_NAMES, Values, place, shown_value
from cymraeg_data.package.steps.quality import quality_rules

if TYPE_CHECKING:
    import jsonschema

__all__ = ["MEASURED", "RESERVED", "checked", "faults", "schema"]

RESERVED = ("id", "source_id", "source_row", "licence")
"""Columns that every built dataset has; a manifest may not define them."""
MEASURED = ("_language", "_n_words", "_welsh_fraction")
"""Endings of the names of measured columns, which a manifest's own columns may not have."""

_FORMS = {
    "id": N_("lower-case letters, digits and single hyphens, as in “enwau-lleoedd”"),
    "version": N_("three numbers with full stops between them, as in “1.0.0”"),
    "url": N_("a web address that begins with http:// or https://"),
    "date": N_("a date, as in 2026-05-22"),
    "sha256": N_("a SHA-256 checksum: 64 digits and letters from a to f"),
    "path": N_("a path inside the source folder, with / between folders and no “..”"),
    "column": N_("lower-case letters, digits and underscores, a letter first"),
    "language": N_("a language tag, as in “cy” or “en”"),
}
_LIMITS = {
    "minimum": N_("{found} was found; expected at least {limit}"),
    "maximum": N_("{found} was found; expected at most {limit}"),
    "maxLength": N_("{found} was found; expected at most {limit} characters"),
}


def checked(path: str | Path) -> Values:
    """Return the manifest at `path` as plain values, once every rule holds.

    Raises:
        SourceNotFoundError: there is no file at `path`.
        ManifestError: the file is not TOML, or breaks a rule; every fault is listed.
    """
    path = Path(path)
    if not path.exists():
        raise SourceNotFoundError(path)
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError(
            _("{path} could not be read: {reason}", path=path, reason=reason_of(error))
        ) from error
    except UnicodeDecodeError as error:
        raise ManifestError(path, [_("The file is not UTF-8 text. Save it again as UTF-8.")]) from error
    except tomllib.TOMLDecodeError as error:
        raise ManifestError(path, [_syntax_fault(str(error))]) from error
    values = {key: _plain(item) for key, item in data.items()}
    found = faults(values)
    if found:
        raise ManifestError(path, found)
    return values


def faults(values: Values) -> tuple[str, ...]:
    """Return every fault of a manifest, each as `place: what is wrong`, in the current language.

    >>> from cymraeg_data import locale
    >>> with locale.use("en"):
    ...     faults({"id": "Enwau Lleoedd"})[-1].partition("; ")[0]
    'id: “Enwau Lleoedd” was found'
    """
    errors = sorted(
        _validator().iter_errors(values), key=lambda error: [str(part) for part in error.absolute_path]
    )
    lines = [line for error in errors for line in _lines(error)]
    broken = {str(error.absolute_path[0]) for error in errors if error.absolute_path}
    broken |= {
        key
        for error in errors
        if not error.absolute_path
        for key in error.schema.get("required", ())
        if key not in values
    }
    for sections, rule in _RULES:
        if not broken & set(sections):
            lines += [f"{place}: {message}" for place, message in rule(values)]
    return tuple(dict.fromkeys(lines))


@functools.cache
def schema() -> Values:
    """Return the published JSON Schema of a manifest."""
    text = (
        files("cymraeg_data.package.manifests").joinpath("manifest.schema.json").read_text(encoding="utf-8")
    )
    parsed: Values = json.loads(text)
    return parsed


@functools.cache
def _validator() -> "jsonschema.Draft202012Validator":
    import jsonschema

    return jsonschema.Draft202012Validator(schema())


def _plain(value: object) -> object:
    """Return `value` with TOML's dates as ISO text, which is all that JSON Schema knows."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def _syntax_fault(message: str) -> str:
    reason, where, numbers = message.partition(" (at ")
    found = re.search(r"line (\d+), column (\d+)", numbers)
    if where and found:
        return _(
            "line {line}, column {column}: this is not TOML: {reason}",
            line=found[1],
            column=found[2],
            reason=reason,
        )
    return _("The end of the file: this is not TOML: {reason}", reason=reason)


def _lines(error: "jsonschema.ValidationError") -> Iterator[str]:
    """Yield one line for each fault in a schema error: unknown keys come several to an error."""
    parts = list(error.absolute_path)
    if error.validator == "additionalProperties":
        known = error.schema.get("properties", {})
        for key in sorted(set(error.instance) - set(known)):
            yield f"{place([*parts, key])}: {_unknown(key, known)}"
    elif error.validator == "required":
        for key in error.validator_value:
            if key not in error.instance:
                yield f"{place([*parts, key])}: {_('missing')}"
    else:
        yield f"{place(parts)}: {_message(error)}"


def _unknown(key: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    if near:
        return _("unknown key; did you mean “{key}”?", key=near[0])
    return _("unknown key")


def _message(error: "jsonschema.ValidationError") -> str:
    """Return what is wrong with one value; minItems, minLength and minProperties are all 1 in the schema."""
    kind, rule, found = error.validator, error.validator_value, shown_value(error.instance)
    if kind == "uniqueItems":
        return _("the same value is there twice")
    if kind in _LIMITS:
        return _(_LIMITS[kind], found=found, limit=rule)
    if kind in {"type", "pattern"}:
        names = rule if isinstance(rule, str) else "|".join(rule)
        expected = TYPE_NAMES[names] if kind == "type" else _FORMS[error.schema["title"]]
        return _("{found} was found; expected {expected}", found=found, expected=_(expected))
    if kind == "enum":
        return _("{found} was found; expected one of: {known}", found=found, known=", ".join(rule))
    return _("empty")


_Fault = tuple[str, str]


def _column_rules(values: Values) -> Iterator[_Fault]:
    if "parse" not in values:
        return
    names = [column["to"] for column in values["parse"]["columns"]]
    for number, name in enumerate(names, 1):
        place = f"parse.columns[{number}].to"
        if name in RESERVED or name.endswith(MEASURED):
            yield place, _("“{name}” is a name that the build itself uses; choose another", name=name)
        if names.index(name) + 1 < number:
            yield place, _("“{name}” is the name of an earlier column too", name=name)
    if "table" in values:
        return  # whose rules look at them (`table_rules.faults`)
    for key in ("id", "sort"):
        for number, name in enumerate(values["parse"].get(key, ()), 1):
            if name not in names and name not in {"source_id", "source_row"}:
                yield f"parse.{key}[{number}]", _("there is no column “{name}” in parse.columns", name=name)


def _type_rules(values: Values) -> Iterator[_Fault]:
    if "parse" not in values:
        return
    for number, column in enumerate(values["parse"]["columns"], 1):
        place = f"parse.columns[{number}]"
        kind = column.get("type", "string")
        if "language" in column and kind != "string":
            yield f"{place}.language", _("only a column of type string has a language")
        if "language" in column and column["language"] not in values["languages"]["tags"]:
            yield f"{place}.language", _("“{tag}” is not in languages.tags", tag=column["language"])
        if "measured" in column and "language" not in column:
            yield f"{place}.measured", _("only a column with a language is measured")
        if "format" in column and kind != "date":
            yield f"{place}.format", _("only a column of type date has a format")
        if "thousands" in column and kind not in {"int64", "float64"}:
            yield f"{place}.thousands", _("only a column of numbers has a thousands separator")


def _table_rules(values: Values) -> Iterator[_Fault]:
    if "parse" not in values:
        return
    parse = values["parse"]
    tables = parse.get("tables", {})
    parallel = parse["adapter"] == "parallel-tables"
    if parallel and len(tables) < 2:  # two tables are what makes them parallel
        yield "parse.tables", _("parallel-tables needs two tables or more")
    if not parallel and tables:
        yield "parse.tables", _("only parallel-tables has tables")
    pinned = _pinned(values)
    for name, path in sorted(tables.items()):
        if pinned and path not in pinned:
            yield f"parse.tables.{name}", _("“{path}” is not in snapshot.files", path=path)
    for number, column in enumerate(parse["columns"], 1):
        place = f"parse.columns[{number}].from"
        if isinstance(column["from"], dict) != parallel:
            expected = _("the column's name in each table") if parallel else _("the column's name")
            yield place, _("expected {expected}", expected=expected)
        elif parallel:
            for name in sorted(set(column["from"]) - set(tables)):
                yield place, _("there is no table “{name}” in parse.tables", name=name)


def _pinned(values: Values) -> set[str]:
    """Return the names of the pinned files.

    Archives are no input themselves, and what is in them is not pinned.
    """
    unpacked = values["access"].get("unpack", False)
    return set() if unpacked else {file["path"] for file in values.get("snapshot", {}).get("files", ())}


def _config_rules(values: Values) -> Iterator[_Fault]:
    """Yield what a config lacks that its schema promises (`configs.SCHEMAS`)."""
    if "parse" in values:
        names = [
            column["to"] for column in values["parse"]["columns"] if column.get("type") in {None, "string"}
        ]
        for need in configs.missing(values["parse"]["config"], names):
            yield (
                "parse.columns",
                _(
                    "config “{config}” needs a column of text: {need}",
                    config=values["parse"]["config"],
                    need=need,
                ),
            )


def _split_rules(values: Values) -> Iterator[_Fault]:
    shares = values.get("splits", {})
    if shares.get("validation", 0) + shares.get("test", 0) > 0.5:  # most rows are to train with
        yield "splits", _("validation and test together take more than half of the rows")
    names = table_rules.dataset_columns(values)
    for number, name in enumerate(shares.get("together", ()), 1):
        if name not in names and name != "source_id":
            yield f"splits.together[{number}]", _("there is no column “{name}” in parse.columns", name=name)


def _access_rules(values: Values) -> Iterator[_Fault]:
    access = values["access"]
    kind, unpacked = access["kind"], access.get("unpack", False)
    belongs = {
        "revision": kind == "hub",
        "files": kind == "hub" or unpacked,
        "unpack": kind == "http" or not unpacked,
        "pagination": kind == "api",
    }
    for key, fits in belongs.items():
        if key in access and not fits:
            yield f"access.{key}", _("it has no meaning where access.kind is “{kind}”", kind=kind)
    pages = access.get("pagination", {})
    if ("size" in pages) != ("page_size" in pages):
        missing = "page_size" if "size" in pages else "size"
        yield f"access.pagination.{missing}", _("missing")
    if "next" in pages and "pages" in pages:
        yield "access.pagination.pages", _("either next or pages says when it ends, not both")


def _quality_rules(values: Values) -> Iterator[_Fault]:
    wanted = values.get("steps", {}).get("quality")
    if wanted and "parse" in values:
        known = [rule.name for rule in quality_rules.rules() if rule.config == values["parse"]["config"]]
        for name in sorted(set(wanted) - set(known)):
            yield f"steps.quality.{name}", _unknown(name, known)


def _represent_rules(values: Values) -> Iterator[_Fault]:
    if "represent" in values:
        columns = [column["to"] for column in values.get("parse", {}).get("columns", ())]
        yield from represent_section.faults(values["represent"], columns)


def _take_down_rules(values: Values) -> Iterator[_Fault]:
    for number, item in enumerate(values.get("policy", {}).get("taken_down", ()), 1):
        prefix = f"{values['id']}:"
        if not item["id"].startswith(prefix):
            yield (
                f"policy.taken_down[{number}].id",
                _(
                    "“{id}” is not an id of this dataset; they begin with “{prefix}”",
                    id=item["id"],
                    prefix=prefix,
                ),
            )


def _file_rules(values: Values) -> Iterator[_Fault]:
    if "snapshot" not in values:
        if "parse" in values:
            yield "snapshot", _("missing")
        return
    paths = [file["path"] for file in values["snapshot"]["files"]]
    for number, path in enumerate(paths, 1):
        if paths.index(path) + 1 < number:
            yield (
                f"snapshot.files[{number}].path",
                _("“{name}” is the name of an earlier file too", name=path),
            )


def _status_rules(values: Values) -> Iterator[_Fault]:
    if values["status"]["state"] == "verified" and "verified_by" not in values["status"]:
        yield "status.verified_by", _("missing: a verified manifest says who verified it")


def _licence_rules(values: Values) -> Iterator[_Fault]:
    if values["licence"]["id"] == "unknown" and values["licence"]["redistribution"] != "no":
        yield (
            "licence.redistribution",
            _("data whose licence is not known may not be passed on: expected “no”"),
        )


_RULES = (
    (("parse",), _column_rules),
    (("parse", "languages"), _type_rules),
    (("parse", "snapshot", "access"), _table_rules),
    (("parse",), _config_rules),
    (("parse", "table", "steps", "splits"), table_rules.faults),
    (("parse", "table", "splits"), _split_rules),
    (("parse", "steps"), _quality_rules),
    (("parse", "represent"), _represent_rules),
    (("id", "policy"), _take_down_rules),
    (("snapshot",), _file_rules),
    (("access",), _access_rules),
    (("status",), _status_rules),
    (("licence",), _licence_rules),
)
