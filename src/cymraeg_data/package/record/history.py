"""The changes of a version: a build compared with the folder of the version before it."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record import checksums, versions
from cymraeg_data.package.record.built_record import Record, read_record
from cymraeg_data.package.record.facts import ChangeFacts, Facts
from cymraeg_data.package.record.parquet_writer import read_row_groups

__all__ = ["of", "read", "rows"]


def read(folder: str | Path, manifest: Manifest) -> Record:
    """Return the version in `folder`, which is an earlier one of the dataset of `manifest`.

    Raises:
        InputError: the folder is not a build, was changed, or is not an earlier version of this dataset.
    """
    path = Path(folder)
    if not checksums.is_ours(path):
        raise InputError(
            _(
                "{path} is not an unchanged build of cymraeg-data, so changes cannot be identified from it.",
                path=path,
            )
        )
    earlier = read_record(path)
    is_earlier = not versions.is_enough(earlier.facts.version, manifest.version)
    if earlier.facts.id != manifest.id or not is_earlier:
        raise InputError(
            _(
                "{path} is {found}, which is not an earlier version of {expected}.",
                path=path,
                found=f"{earlier.facts.id} {earlier.facts.version}",
                expected=f"{manifest.id} {manifest.version}",
            )
        )
    return earlier


def rows(folder: Path, facts: Facts) -> Iterator[pa.Table]:
    """Yield the rows of a build, a row group at a time."""
    for file in facts.files:
        yield from read_row_groups(folder / file.path)


def of(manifest: Manifest, facts: Facts, folder: Path, earlier: Record | None) -> tuple[ChangeFacts, ...]:
    """Return what became of the rows in this version and in those before it, this one first."""
    if earlier is None:
        return (ChangeFacts(version=facts.version, earlier=None, n_added=facts.n_rows),)
    found = versions.changes(rows(earlier.folder, earlier.facts), rows(folder, facts))
    known = {item.id for item in earlier.manifest.policy.taken_down}
    change = ChangeFacts(
        version=facts.version,
        earlier=earlier.facts.version,
        n_added=len(found.added),
        n_changed=len(found.changed),
        n_removed=len(found.removed),
        new_columns=found.new_columns,
        lost_columns=found.lost_columns,
        taken_down=tuple(sorted({item.id for item in manifest.policy.taken_down} - known)),
    )
    return (change, *earlier.facts.history)
