"""SHA256SUMS: what a built folder holds, and whether it still does."""

from pathlib import Path

from cymraeg_data.locale import _
from cymraeg_data.package.write import file_hash

__all__ = ["NAME", "faults", "is_ours", "text"]

NAME = "SHA256SUMS"


def text(folder: Path) -> str:
    """Return a line for each file of `folder`, in the form that `sha256sum --check` reads."""
    return "".join(f"{file_hash(folder / name)}  {name}\n" for name in _files(folder))


def faults(folder: Path) -> tuple[str, ...]:
    """Return each way in which the files of `folder` differ from its SHA256SUMS, in the current language."""
    try:
        lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return (_("{name}: missing", name=NAME),)
    expected = {name: digest for digest, __, name in (line.partition("  ") for line in lines)}
    present = _files(folder)
    found = [_("{name}: missing", name=name) for name in sorted(set(expected) - set(present))]
    for name in present:
        if name not in expected:
            found.append(_("{name}: not among the files of the build", name=name))
        elif file_hash(folder / name) != expected[name]:
            found.append(_("{name}: changed since it was built", name=name))
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
