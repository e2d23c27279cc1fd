"""Retrieval of published datasets: their files, with verified checksums, and their rows."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from cymraeg_data.errors import InputError, OutputExistsError
from cymraeg_data.hub.client import download
from cymraeg_data.locale import _
from cymraeg_data.option_names import checked_options
from cymraeg_data.package.reading.dataset import is_repo_id, load_folder
from cymraeg_data.package.record.built_record import require_unchanged

if TYPE_CHECKING:
    import datasets

__all__ = ["load", "pull"]


@checked_options
def pull(repo_id: str, *, revision: str | None = None, out: str | Path | None = None) -> Path:
    """Return the folder of a published dataset, its checksums verified.

    `revision` is a version's tag (`v1.2.0`), a commit, or a branch; without it, what is newest. Without `out`
    the folder is the one in the hub's own cache, to be read and not written to.

    Raises:
        HubError: there is no such dataset or revision, or the hub was not reached.
        UnreadableError: the files are not those that were built; each is named.
        OutputExistsError: `out` exists.
    """
    if out is not None and Path(out).exists():
        raise OutputExistsError(out)
    folder = download(repo_id, revision)
    require_unchanged(folder, name=repo_id)
    if out is None:
        return folder
    return Path(shutil.copytree(folder, out))


@checked_options
def load(
    folder: str | Path, *, config: str | None = None, split: str = "train", revision: str | None = None
) -> "datasets.Dataset":
    """Return the rows of one split of a built dataset: a folder, or the id of a repository on the hub.

    The checksums are verified first. `revision` pins the version of a repository: a tag (`v1.2.0`) or a
    commit.

    Raises:
        InputError: the folder is not a build, was changed, or has no such config; or a revision was given for
        a
            folder.
        HubError: there is no such dataset or revision, or the hub was not reached.
    """
    is_repository = isinstance(folder, str) and not Path(folder).exists() and is_repo_id(folder)
    if is_repository:
        return load_folder(pull(str(folder), revision=revision), config=config, split=split)
    if revision is not None:
        raise InputError(
            _("A revision is part of a repository on the hub, and {path} is a folder.", path=folder)
        )
    return load_folder(folder, config=config, split=split)
