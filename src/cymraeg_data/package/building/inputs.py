"""The input files of a build.

Fetched, or found in a local folder, and verified against the manifest's pins.
"""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cymraeg_data import readers
from cymraeg_data.errors import InputError, SourceNotFoundError, reason_of
from cymraeg_data.locale import _
from cymraeg_data.package.manifests.manifest import Manifest, SnapshotFile
from cymraeg_data.package.record.parquet_writer import file_hash
from cymraeg_data.progress import Progress
from cymraeg_data.readers.registry import is_data, reader_for

__all__ = ["Input", "locate", "require_unchanged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input file; `name` is its path inside the source folder, the same on every machine.

    A file that was fetched has its address, what the server called that version, and the date (UTC) as well.
    """

    path: Path
    name: str
    sha256: str
    bytes: int
    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    retrieved: str | None = None


def locate(
    manifest: Manifest,
    source: str | Path | None,
    *,
    offline: bool = False,
    progress: Progress | None = None,
    cache: str | Path | None = None,
) -> tuple[Input, ...]:
    """Return the input files below `source`, in a fixed order, each with its checksum.

    Without a source they are fetched.

    A manifest that pins its snapshot decides which files are read; otherwise every file that a reader knows
    is. Archives that the manifest has unpacked give the files in them. `offline`, `progress` and `cache` are
    those of `fetch`.

    Raises:
        SourceNotFoundError: there is nothing at `source`.
        FetchError: without a source: what the manifest names could not be fetched, or is not what it pins.
        InputError: a pinned file is missing, or is not the file that was pinned.
    """
    if source is None:
        inputs = _fetched(manifest, offline=offline, progress=progress, cache=cache)
    else:
        inputs = _found(manifest, Path(source))
    return _unpacked(manifest, inputs, cache) if manifest.access.unpack else inputs


def require_unchanged(inputs: Iterable[Input]) -> None:
    """Raise InputError unless each input, now that it was read, still has the checksum taken before."""
    for item in inputs:
        if not item.path.is_file() or file_hash(item.path) != item.sha256:
            raise InputError(
                _(
                    "{name} changed while it was read, so nothing was built. Build again when it is"
                    " not being written to.",
                    name=item.name,
                )
            )


def _fetched(
    manifest: Manifest, *, offline: bool, progress: Progress | None, cache: str | Path | None
) -> tuple[Input, ...]:
    from cymraeg_data.package.fetch import fetch_files  # for weight: httpx2

    found = fetch_files(manifest, cache=cache, offline=offline, progress=progress)
    return tuple(Input(**dataclasses.asdict(item)) for item in found)


def _unpacked(manifest: Manifest, archives: tuple[Input, ...], cache: str | Path | None) -> tuple[Input, ...]:
    """Return the files in the archives, each with what is known of the archive that it was in."""
    from cymraeg_data.package.fetch import unpacked  # for weight: httpx2

    members = unpacked(manifest, [(item.name, item.path, item.sha256) for item in archives], cache=cache)
    names = [path for __, path in manifest.parse.tables]
    found = tuple(
        dataclasses.replace(
            next(item for item in archives if item.sha256 == origin),
            path=path,
            name=name,
            sha256=file_hash(path),
            bytes=path.stat().st_size,
        )
        for name, path, origin in members
        if (name in names if names else is_data(path) and reader_for(path))
    )
    if not found:
        raise InputError(
            _(
                "There is no file that can be read in {names}.",
                names=", ".join(item.name for item in archives),
            )
        )
    return found


def _found(manifest: Manifest, source: Path) -> tuple[Input, ...]:
    if not source.exists():
        raise SourceNotFoundError(source)
    try:
        inputs = tuple(_inputs(manifest, source))
    except InputError:
        raise
    except OSError as error:
        reason = reason_of(error)
        raise InputError(
            _("{path} could not be read: {reason}", path=error.filename or source, reason=reason)
        ) from error
    faults = [
        fault
        for pinned, found in zip(manifest.snapshot.files, inputs, strict=False)
        for fault in _faults(pinned, found)
    ]
    if faults:
        raise InputError(
            _(
                "The input is not the one that the manifest pins:\n{faults}\nGet that version, or describe"
                " the new one in the manifest's snapshot.",
                faults="\n".join(f"  {fault}" for fault in faults),
            )
        )
    return inputs


def _inputs(manifest: Manifest, source: Path) -> Iterator[Input]:
    pinned = {file.path for file in manifest.snapshot.files}
    for name, path in _named(manifest, source):
        if name not in pinned and source.is_dir():
            _refuse_outside(path, source)
        yield Input(path=path, name=name, sha256=file_hash(path), bytes=path.stat().st_size)


def _refuse_outside(path: Path, folder: Path) -> None:
    """Raise InputError if a file of `folder` is a link that leads out of it.

    The target was not declared as input, so it may not be passed on.
    """
    if not path.resolve().is_relative_to(folder.resolve()):
        raise InputError(
            _(
                "{path} is a link to {target}, outside the folder. Put the file itself there, or pin it in"
                " the manifest's snapshot.",
                path=path,
                target=path.resolve(),
            )
        )


def _named(manifest: Manifest, source: Path) -> Iterator[tuple[str, Path]]:
    """Yield each input's name and path: the pinned files, the named tables, or else what a reader knows."""
    unpacked = manifest.access.unpack
    names = [file.path for file in manifest.snapshot.files]
    if not names and not unpacked:
        names = [path for __, path in manifest.parse.tables]
    if source.is_file():
        if len(names) > 1:
            raise InputError(
                _(
                    "{path} is one file, and the manifest names {n}: {names}. Pass the folder that holds"
                    " them.",
                    path=source,
                    n=len(names),
                    names=", ".join(names),
                )
            )
        yield (names[0] if names else source.name), source
    elif names:
        yield from ((name, _below(source, name)) for name in names)
    elif unpacked:
        yield from sorted((path.relative_to(source).as_posix(), path) for path in source.rglob("*.zip"))
    else:
        paths = {Path(item.path) for item in readers.read(source).sources if item.path}
        yield from sorted((path.relative_to(source).as_posix(), path) for path in paths)


def _below(folder: Path, name: str) -> Path:
    """Return the file `name` in `folder`, or the only file of that name in the folders below it."""
    if (folder / name).is_file():
        return folder / name
    found = sorted(path for path in folder.rglob(Path(name).name) if path.is_file())
    if len(found) == 1:
        return found[0]
    if found:
        paths = ", ".join(path.relative_to(folder).as_posix() for path in found)
        raise InputError(
            _(
                "There are {n} files named {name} in {path}: {paths}. Pass the folder that holds the right"
                " one.",
                n=len(found),
                name=name,
                path=folder,
                paths=paths,
            )
        )
    raise InputError(
        _("There is no file {name} in {path}, where the manifest expects it.", name=name, path=folder)
    )


def _faults(pinned: SnapshotFile, found: Input) -> Iterator[str]:
    if pinned.bytes != found.bytes:
        yield _(
            "{name}: expected {expected} bytes, found {found}",
            name=pinned.path,
            expected=f"{pinned.bytes:,}",
            found=f"{found.bytes:,}",
        )
    if pinned.sha256 != found.sha256:
        yield _(
            "{name}: expected SHA-256 {expected}, found {found}",
            name=pinned.path,
            expected=pinned.sha256,
            found=found.sha256,
        )
