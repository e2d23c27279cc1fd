"""Unpacking of zip archives, never outside their folder and never more than the disk can hold."""

import hashlib
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import IO

from cymraeg_data.errors import FetchError
from cymraeg_data.locale import _
from cymraeg_data.package.fetch.cache import disk
from cymraeg_data.package.fetch.file_names import is_inside
from cymraeg_data.package.record.parquet_writer import file_hash

__all__ = ["LARGEST", "MEMBERS", "RATIO", "members", "unpack"]

LARGEST = 32 << 30
"""Bytes that one archive may unpack to. Our choice: four times the largest file that is fetched, as text
compresses.
"""
RATIO = 200
"""Times that an archive may swell. Our choice: statistical tables reach 40, deflate at most 1,032."""
SMALL = 64 << 20
"""Bytes that may come out whatever the ratio: a small table of zeros does no harm."""
MEMBERS = 100_000
"""Files in an archive at most. Our choice: a legislation archive has tens of thousands."""
_CHUNK = 1 << 20
_BESIDE = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\.DS_Store|Thumbs\.db)")


def unpack(
    archive: Path, name: str, folder: Path, patterns: Sequence[str] = ()
) -> tuple[tuple[str, Path], ...]:
    """Return the files of an archive, each with its path in it, unpacked into `folder`.

    A file that is there already is used only if its content is that in the archive, which the caller has
    verified.

    Raises:
        FetchError: it is not a zip archive, is damaged or encrypted, swells too much, has links or names that
            lead outside.
    """
    found = []
    try:
        with zipfile.ZipFile(archive) as opened, disk(folder):
            left = _allowance(opened, archive, name)
            for info in members(opened, name, patterns):
                path = folder / info.filename
                left -= _extract(opened, info, path, name, left)
                found.append((info.filename, path))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise FetchError(
            _("{name} is not a readable zip archive: {reason}", name=name, reason=error)
        ) from error
    if not found:
        raise FetchError(_("No file in {name} is one of those that the manifest names.", name=name))
    return tuple(found)


def members(opened: zipfile.ZipFile, name: str, patterns: Sequence[str] = ()) -> list[zipfile.ZipInfo]:
    """Return the wanted files of an archive in the order of their names; every name in it is checked first.

    Raises:
        FetchError: there are too many, or one is a link, is encrypted, leads outside, or is there twice.
    """
    infos = opened.infolist()
    if len(infos) > MEMBERS:
        raise FetchError(
            _(
                "{name} holds {n} files; expected at most {most}.",
                name=name,
                n=len(infos),
                most=f"{MEMBERS:,}",
            )
        )
    taken: set[str] = set()
    for info in infos:
        _refuse(info, name, taken)
        taken.add(info.filename.rstrip("/").casefold())
    wanted = [
        info
        for info in infos
        if not info.is_dir()
        and not _BESIDE.fullmatch(info.filename)
        and (not patterns or any(fnmatchcase(info.filename, pattern) for pattern in patterns))
    ]
    return sorted(wanted, key=lambda info: info.filename)


def _refuse(info: zipfile.ZipInfo, name: str, taken: set[str]) -> None:
    path = info.filename.rstrip("/")
    mode = info.external_attr >> 16
    if not is_inside(path) and not _BESIDE.fullmatch(info.filename):
        reason = _("a name that leads outside, or that some system cannot have")
    elif mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) and stat.S_IFMT(mode):
        reason = _("a link or a device, not a file")
    elif path.casefold() in taken:
        reason = _("the same name twice")
    elif info.flag_bits & 1:
        reason = _("encrypted")
    else:
        return
    raise FetchError(
        _(
            "{name} is not unpacked, because of “{member}” in it: {reason}.",
            name=name,
            member=path[:100],
            reason=reason,
        )
    )


def _allowance(opened: zipfile.ZipFile, archive: Path, name: str) -> int:
    """Return how many bytes may come out, after a look at how many the archive says there are."""
    allowed = min(LARGEST, max(SMALL, archive.stat().st_size * RATIO))
    if sum(info.file_size for info in opened.infolist()) > allowed:
        raise FetchError(_swells(name, allowed))
    return allowed


def _swells(name: str, allowed: int) -> str:
    return _(
        "{name} would swell to more than {n} bytes, as archives do that are meant to do harm. If this one is"
        " honest, unpack it and pass the folder with source= (or --source).",
        name=name,
        n=f"{allowed:,}",
    )


def _extract(opened: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path, name: str, left: int) -> int:
    """Return how many bytes came out of one member, which is at `path` afterwards."""
    with opened.open(info) as member:
        size, sha256 = _measured(member, name, left)
    if not path.is_symlink() and path.is_file() and file_hash(path) == sha256:
        return size
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    waiting = path.with_name(f".{sha256}.part")
    waiting.unlink(missing_ok=True)
    with opened.open(info) as member, waiting.open("xb") as file:
        for piece in _pieces(member):
            file.write(piece)
    if file_hash(waiting) != sha256:
        waiting.unlink()
        raise FetchError(_("{name} changed while it was unpacked. Run it again.", name=name))
    waiting.replace(path)
    return size


def _measured(member: IO[bytes], name: str, left: int) -> tuple[int, str]:
    """Return the true size of a member and its checksum; what the archive states may be false."""
    size, digest = 0, hashlib.sha256()
    for piece in _pieces(member):
        size += len(piece)
        if size > left:
            raise FetchError(_swells(name, left))
        digest.update(piece)
    return size, digest.hexdigest()


def _pieces(member: IO[bytes]) -> Iterator[bytes]:
    while piece := member.read(_CHUNK):
        yield piece
