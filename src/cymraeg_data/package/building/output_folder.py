"""The output folder: complete or absent, and never in place of something that was not built here."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import filelock

from cymraeg_data.errors import InputError, OutputExistsError, reason_of
from cymraeg_data.locale import _
from cymraeg_data.package.record import checksums

__all__ = ["new_folder", "refuse_foreign"]


@contextmanager
def new_folder(target: Path) -> Iterator[tuple[Path, Path]]:
    """Give an empty folder, which becomes `target` when the block ends without an error, and one for work.

    An earlier build at `target` is replaced. A run that is killed at any point leaves either the old folder
    or the new one (at worst next to `target`, from where the next run restores it), and hidden files that
    the next run removes. The folder to work in stays as a run that was killed left it; any other end
    removes it. Of two simultaneous builds of one target, the second fails.

    Raises:
        OutputExistsError: `target` holds something that was not built here, or was changed since.
        InputError: the folder cannot be written, or another build is writing it.
    """
    partial = target.parent / f".{target.name}.partial-by-cymraeg-data"
    replaced = target.parent / f".{target.name}.replaced-by-cymraeg-data"
    work = target.parent / f".{target.name}.work-by-cymraeg-data"
    with _disk_errors(target), _lock(target):
        if replaced.exists() and not target.exists():
            replaced.rename(target)
        refuse_foreign(target)
        for leftover in (partial, replaced):
            if leftover.exists():
                shutil.rmtree(leftover)
        partial.mkdir()
        try:
            yield partial, work
            _sync(partial)
            _put(partial, target, replaced)
            shutil.rmtree(work, ignore_errors=True)
        except Exception:
            shutil.rmtree(work, ignore_errors=True)
            raise
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def refuse_foreign(target: Path) -> None:
    """Raise OutputExistsError if `target` holds anything but an unchanged build of ours."""
    if os.path.lexists(target) and not checksums.is_ours(target):
        raise OutputExistsError(target)


def _put(partial: Path, target: Path, replaced: Path) -> None:
    """Move `partial` to `target`, after moving away what was there."""
    if target.exists():
        target.rename(replaced)
    try:
        partial.rename(target)
    except OSError:
        if replaced.exists():
            replaced.rename(target)
        raise
    _sync_folder(target.parent)
    shutil.rmtree(replaced, ignore_errors=True)


@contextmanager
def _disk_errors(target: Path) -> Iterator[None]:
    """Turn errors of the disk (no space, no permission, a file in place of a folder) into an InputError."""
    try:
        yield
    except InputError:
        raise
    except OSError as error:
        reason = reason_of(error)
        raise InputError(
            _("{path} could not be written: {reason}. Nothing was changed.", path=target, reason=reason)
        ) from error


@contextmanager
def _lock(target: Path) -> Iterator[None]:
    """Hold the lock of `target`; the system releases it when the process ends, however it ends."""
    target.parent.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(target.parent / f".{target.name}.lock", timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise InputError(
            _("{path} is being written by another build. Wait for it to end.", path=target)
        ) from error
    try:
        yield
    finally:
        _tidy(target.parent, Path(lock.lock_file))
        lock.release()


def _tidy(folder: Path, lock: Path) -> None:
    """Remove the lock and the folders made for a build that came to nothing, where they hold nothing else."""
    if [path for path in folder.iterdir() if path != lock]:
        return
    with suppress(OSError):
        lock.unlink()
        folder.rmdir()
        folder.parent.rmdir()


def _sync(folder: Path) -> None:
    """Have the disk keep every file and folder below `folder`."""
    for path in folder.rglob("*"):
        if path.is_dir():
            _sync_folder(path)
        else:
            with path.open("rb+") as stream:
                os.fsync(stream.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """Have the disk keep the names in `folder`; Windows does so automatically and cannot be asked."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
