"""SHA256SUMS: what a built folder holds, and whether it still does."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cymraeg_data.locale import N_, _
from cymraeg_data.package.record.parquet_writer import file_hash

__all__ = ["NAME", "Difference", "differences", "digests", "faults", "is_ours", "lines", "text"]

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
    return lines(digests(folder))


def lines(digests: Mapping[str, str]) -> str:
    """Return what SHA256SUMS says of files with these checksums."""
    return "".join(f"{digest}  {name}\n" for name, digest in digests.items())


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of `folder` but SHA256SUMS, by name.

    Empty for what is not a file, such as a pipe.
    """
    paths = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    names = sorted((path.relative_to(folder).as_posix(), path) for path in paths)
    return {name: file_hash(path) if path.is_file() else "" for name, path in names if name != NAME}


def faults(folder: Path) -> tuple[str, ...]:
    """Return each way in which the files of `folder` differ from its SHA256SUMS, in the current language."""
    try:
        found = differences(folder, digests(folder))
    except (OSError, UnicodeDecodeError):
        return (_("{name}: missing", name=NAME),)
    return tuple(_(_MESSAGES[item.kind], name=item.name) for item in found)


def differences(folder: Path, present: Mapping[str, str]) -> tuple[Difference, ...]:
    """Return each file of `folder` that is missing, added or changed according to its SHA256SUMS.

    `present` is what `digests` gives for the folder.

    Raises:
        OSError, UnicodeDecodeError: there is no SHA256SUMS, or it is not text.
    """
    lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    expected = {name: digest for digest, __, name in (line.partition("  ") for line in lines)}
    missing = sorted(set(expected) - set(present))
    found = [Difference(kind="missing", name=name, expected=expected[name]) for name in missing]
    for name, digest in present.items():
        if name not in expected:
            found.append(Difference(kind="added", name=name))
        elif digest != expected[name]:
            found.append(Difference(kind="changed", name=name, expected=expected[name], found=digest))
    return tuple(found)


def is_ours(folder: Path) -> bool:
    """Return whether `folder` is a build of this library that was not changed."""
    return (
        not folder.is_symlink()
        and (folder / "build.json").is_file()
        and (folder / NAME).is_file()
        and not faults(folder)
    )
