"""Rows off a published dataset, by their ids."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from cymraeg_data import package
from cymraeg_data.hub.plan import Publication
from cymraeg_data.hub.publication import publish
from cymraeg_data.hub.retrieval import pull

__all__ = ["take_down"]


def take_down(
    repo_id: str, ids: Iterable[str], out: str | Path, *, on: dt.date | None = None, dry_run: bool = True
) -> Publication:
    """Return what publishing a dataset without the rows of these ids does, or did with `dry_run=False`.

    The newest version is pulled and the next one built below `out` (`package.build_without`): without the rows,
    with a record of their ids in CHANGELOG.md. Earlier versions stay on the hub under their tags, and in its
    history, until they are deleted there.

    Raises:
        HubError: there is no such dataset, or the hub refused or was not reached.
        InputError: the dataset has no row of one of the ids.
        NotPublishableError: the new version has faults; they are in `.findings`.
    """
    built = package.build_without(pull(repo_id), ids, out, on=on)
    return publish(built.folder, repo_id, dry_run=dry_run)
