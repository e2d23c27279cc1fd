"""Verified folders to the hub.

One commit on top of the one that the plan was made against, then the tag of the version.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cymraeg_data import package
from cymraeg_data.errors import HubError, NotPublishableError
from cymraeg_data.hub.client import KIND, NOTHING, UNKNOWN, UNTAGGED, explained
from cymraeg_data.hub.plan import Publication, difference, look, plan
from cymraeg_data.hub.retrieval import pull
from cymraeg_data.option_names import checked_options
from cymraeg_data.package.fetch.repository import hub_api

if TYPE_CHECKING:
    from huggingface_hub import HfApi

__all__ = ["publish", "take_down"]


@checked_options
def publish(folder: str | Path, repo_id: str, *, dry_run: bool = True) -> Publication:
    """Return the publication plan of `folder` as `repo_id`; with `dry_run=False`, carry it out.

    The folder is verified first. It goes up as one commit on top of the one that the plan was made against,
    then its version becomes a tag. Run again after a failure, it goes on where it stopped: files that arrived
    are not sent twice, and a commit that arrived without its answer is not made twice.

    Raises:
        NotPublishableError: `package.verify` has findings; they are in `.findings`.
        InputError: the version is too low for what changed, or the repository holds something else.
        HubError: the hub refused or was not reached, or another publication came first.
    """
    folder = Path(folder)
    findings = package.verify(folder)
    if findings:
        raise NotPublishableError(folder, findings)
    api = hub_api()
    with explained(repo_id, NOTHING):
        remote = look(api, repo_id)
        publication = plan(folder, repo_id, remote)
        if dry_run:
            return publication
        if remote is None:
            api.create_repo(repo_id, repo_type=KIND, exist_ok=True)
            remote = look(api, repo_id)
            publication = plan(folder, repo_id, remote)
    commit = _commit(api, folder, publication)
    with explained(repo_id, UNTAGGED):
        if remote is None or publication.tag not in remote.tags:
            _tag(api, publication, commit)
    return dataclasses.replace(publication, commit=commit)


def _commit(api: "HfApi", folder: Path, publication: Publication) -> str:
    """Return the commit that holds the folder: the one that is there, or a new one."""
    if publication.is_empty and publication.parent:
        return publication.parent
    from huggingface_hub import CommitOperationAdd, CommitOperationDelete

    operations: list[CommitOperationAdd | CommitOperationDelete] = [
        CommitOperationAdd(path_in_repo=name, path_or_fileobj=folder / name)
        for name in sorted((*publication.added, *publication.changed))
    ]
    operations += [CommitOperationDelete(path_in_repo=name) for name in publication.removed]
    try:
        with explained(publication.repo_id, NOTHING):
            sent = api.create_commit(
                publication.repo_id,
                operations,
                commit_message=_summary(publication),
                repo_type=KIND,
                parent_commit=publication.parent,
            )
    except HubError:
        # The answer may be what was lost, not the commit: what is there now decides.
        with explained(publication.repo_id, UNKNOWN):
            now = look(api, publication.repo_id)
        if now is None or not difference(folder, now).is_empty:
            raise
        return now.commit
    return str(sent.oid)


def _summary(publication: Publication) -> str:
    counts = (len(publication.added), len(publication.changed), len(publication.removed))
    return "{}: +{} ~{} -{}".format(publication.tag, *counts)


def _tag(api: "HfApi", publication: Publication, commit: str) -> None:
    from huggingface_hub.errors import HfHubHTTPError

    try:
        api.create_tag(publication.repo_id, tag=publication.tag, revision=commit, repo_type=KIND)
    except HfHubHTTPError:
        now = look(api, publication.repo_id)
        if now is None or now.tags.get(publication.tag) != commit:
            raise


def take_down(
    repo_id: str, ids: Iterable[str], out: str | Path, *, on: dt.date | None = None, dry_run: bool = True
) -> Publication:
    """Return the publication plan of a dataset without these rows; with `dry_run=False`, carry it out.

    The newest version is pulled and the next one is built below `out` (`package.build_without`), without the
    rows and with their ids in CHANGELOG.md. Earlier versions stay on the hub under their tags, and in its
    history, until they are deleted there.

    Raises:
        HubError: there is no such dataset, or the hub refused or was not reached.
        InputError: the dataset has no row of one of the ids.
        NotPublishableError: the new version has faults; they are in `.findings`.
    """
    built = package.build_without(pull(repo_id), ids, out, on=on)
    return publish(built.folder, repo_id, dry_run=dry_run)
