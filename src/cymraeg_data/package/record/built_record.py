"""What a built folder says of itself: build.json and manifest.json, read through one validated door."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TypeVar

from cymraeg_data.errors import InputError, SourceNotFoundError, UnreadableError
from cymraeg_data.locale import _
from cymraeg_data.package.manifests import manifest_schema
from cymraeg_data.package.manifests.manifest import Manifest, from_values
from cymraeg_data.package.manifests.plain_values import PlainFaultsError, expected, structured
from cymraeg_data.package.record import checksums
from cymraeg_data.package.record.facts import Facts, FileFacts, SplitFacts, from_json

__all__ = [
    "FACTS",
    "MANIFEST",
    "ConfigFiles",
    "Record",
    "RecordFault",
    "examine_record",
    "not_a_build",
    "read_configs",
    "read_facts",
    "read_record",
    "require_unchanged",
]

T = TypeVar("T")

FACTS = "build.json"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A built folder, the manifest that it was built from, and the facts that its build found."""

    folder: Path
    manifest: Manifest
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFault:
    """What is wrong with a file of the record; `reason` is None where the file is missing."""

    file: str
    reason: str | None = None

    def __str__(self) -> str:
        """Return the fault in one line, in the current language."""
        return _("{name}: missing", name=self.file) if self.reason is None else f"{self.file}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigFiles:
    """The splits of one config of a build, and its data files."""

    splits: tuple[SplitFacts, ...]
    files: tuple[FileFacts, ...]


def examine_record(folder: Path) -> tuple[Record | None, tuple[RecordFault, ...]]:
    """Return what a folder says of itself, None where either file cannot be used, and every fault of both.

    This is the strict reading of a verification: build.json has to be, byte for byte, what a build of these
    facts writes, and manifest.json has to follow every rule for a manifest.
    """
    facts, faults = _examined(folder, FACTS, _exact_facts)
    manifest, more = _examined(folder, MANIFEST, _flawless_manifest)
    if facts is None or manifest is None:
        return None, (*faults, *more)
    return Record(folder=folder, manifest=manifest, facts=facts), ()


def read_record(folder: str | Path) -> Record:
    """Return what a folder says of itself; the folder may be from another version of this library.

    Raises:
        SourceNotFoundError: there is no such folder.
        InputError: the folder is not a build.
        UnreadableError: build.json or manifest.json is damaged; every fault is listed.
    """
    path = Path(folder)
    _require_build(path, MANIFEST, FACTS)
    facts, faults = _examined(path, FACTS, from_json)
    manifest, more = _examined(path, MANIFEST, lambda text: from_values(json.loads(text)))
    if facts is None or manifest is None:
        raise _damaged(path, (*faults, *more))
    return Record(folder=path, manifest=manifest, facts=facts)


def read_facts(folder: str | Path) -> Facts:
    """Return the facts of a folder whose other files need not all be there.

    Raises:
        SourceNotFoundError, InputError, UnreadableError: as `read_record` does.
    """
    return _read(Path(folder), from_json)


def read_configs(folder: str | Path) -> dict[str, ConfigFiles]:
    """Return the splits and files of each config in a folder.

    Raises:
        SourceNotFoundError, InputError, UnreadableError: as `read_record` does.
    """
    return _read(Path(folder), _configs)


def _read(folder: Path, parse: Callable[[str], T]) -> T:
    _require_build(folder, FACTS)
    values, faults = _examined(folder, FACTS, parse)
    if values is None:
        raise _damaged(folder, faults)
    return values


def require_unchanged(folder: Path, *, name: str | None = None) -> None:
    """Raise UnreadableError where files of a folder were changed; the message calls it `name`."""
    faults = checksums.faults(folder)
    if faults:
        raise _damaged(name or folder, faults)


def not_a_build(folder: Path) -> InputError:
    """Return the error for a folder that has no record."""
    return InputError(
        _(
            "{path} is not a dataset built by cymraeg-data. Pass the folder that holds its build.json.",
            path=folder,
        )
    )


def _require_build(folder: Path, *names: str) -> None:
    if not folder.exists():
        raise SourceNotFoundError(folder)
    if not all((folder / name).is_file() for name in names):
        raise not_a_build(folder)


def _damaged(folder: Path | str, faults: Iterable[object]) -> UnreadableError:
    return UnreadableError(
        _(
            "{path} is not as it was built:\n{faults}\nBuild it again, or fetch it again.",
            path=folder,
            faults="\n".join(f"  {fault}" for fault in faults),
        )
    )


def _examined(folder: Path, name: str, parse: Callable[[str], T]) -> tuple[T | None, tuple[RecordFault, ...]]:
    """Return what `parse` makes of a file, None where it cannot, with every reason."""
    try:
        return parse((folder / name).read_text(encoding="utf-8")), ()
    except FileNotFoundError:
        return None, (RecordFault(file=name),)
    except PlainFaultsError as error:
        return None, tuple(RecordFault(file=name, reason=reason) for reason in error.faults)
    except (OSError, ValueError) as error:
        return None, (RecordFault(file=name, reason=str(error)),)


def _exact_facts(text: str) -> Facts:
    facts = from_json(text)
    if facts.to_json() != text:
        raise PlainFaultsError([_("its layout is not the one that a build writes")])
    return facts


def _flawless_manifest(text: str) -> Manifest:
    values = json.loads(text)
    faults = manifest_schema.faults(values) if isinstance(values, dict) else (_("expected a table"),)
    if faults:
        raise PlainFaultsError(faults)
    return from_values(values)


def _configs(text: str) -> dict[str, ConfigFiles]:
    values = json.loads(text)
    configs = values.get("configs") if isinstance(values, dict) else None
    if not isinstance(configs, dict) or not all(isinstance(item, dict) for item in configs.values()):
        raise PlainFaultsError([f"configs: {expected(configs, _('a table'))}"])
    named = {field.name for field in fields(ConfigFiles)}
    return {
        name: structured({key: value for key, value in item.items() if key in named}, ConfigFiles)
        for name, item in configs.items()
    }
