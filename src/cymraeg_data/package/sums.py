"""SHA256SUMS: what a built folder holds, and whether it still does."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cymraeg_data.locale import N_, _
from cymraeg_data.package.write import file_hash

__all__ = ["NAME", "Difference", "differences", "faults", "is_ours", "text"]

NAME = "SHA256SUMS"
_MESSAGES = {
    "missing": N_("{name}: missing"),
    "added": N_("{name}: not among the files of the build"),
    "changed": N_("{name}: changed since it was built"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A file that is not as SHA256SUMS says."""

    kind: Literal["missing", "added", "changed"]
    name: str
    expected: str | None = None
    found: str | None = None


def text(folder: Path) -> str:
    """Return a line for each file of `folder`, in the form that `sha256sum --check` reads."""
    return "".join(f"{file_hash(folder / name)}  {name}\n" for name in _files(folder))


def faults(folder: Path) -> tuple[str, ...]:
    """Return each way in which the files of `folder` differ from its SHA256SUMS, in the current language."""
    try:
        found = differences(folder)
    except (OSError, UnicodeDecodeError):
        return (_("{name}: missing", name=NAME),)
    return tuple(_(_MESSAGES[item.kind], name=item.name) for item in found)


def differences(folder: Path) -> tuple[Difference, ...]:
    """Return each file of `folder` that is missing, added or changed according to its SHA256SUMS.

    Raises:
        OSError, UnicodeDecodeError: there is no SHA256SUMS, or it is no text.
    """
    lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    expected = {name: digest for digest, __, name in (line.partition("  ") for line in lines)}
    present = _files(folder)
    missing = sorted(set(expected) - set(present))
    found = [Difference(kind="missing", name=name, expected=expected[name]) for name in missing]
    for name in present:
        if name not in expected:
            found.append(Difference(kind="added", name=name))
        elif (digest := file_hash(folder / name)) != expected[name]:
            found.append(Difference(kind="changed", name=name, expected=expected[name], found=digest))
    return tuple(found)


def is_ours(folder: Path) -> bool:
    """Return whether `folder` is a build of ours that nobody has changed."""
    return (
        not folder.is_symlink()
        and (folder / "build.json").is_file()
        and (folder / NAME).is_file()
        and not faults(folder)
    )


def _files(folder: Path) -> list[str]:
    """Return the files below `folder`, but for SHA256SUMS, with / between folders, in a fixed order."""
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    return sorted(path for path in paths if path != NAME)
