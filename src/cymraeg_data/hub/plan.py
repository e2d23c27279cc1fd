"""The publication plan: how a folder differs from a repository, and which version that needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cymraeg_data.errors import InputError
from cymraeg_data.hub import client
from cymraeg_data.hub.client import KIND, THEIRS, download
from cymraeg_data.locale import N_, _
from cymraeg_data.package.record import history, versions
from cymraeg_data.package.record.built_record import FACTS, read_facts
from cymraeg_data.package.record.facts import Facts
from cymraeg_data.package.record.parquet_writer import file_hash, git_hash

if TYPE_CHECKING:
    from huggingface_hub import HfApi

__all__ = ["Publication", "Remote", "difference", "look", "plan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What a publication does to a repository, or did: `commit` is None as long as nothing was sent.

    Files are named in `added`, `changed`, `removed` and `same`; `change` says what became of the rows since
    the version that is there (None for the first), `parent` is the commit that the plan was made against.
    """

    repo_id: str
    version: str
    change: versions.Change | None
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    same: tuple[str, ...]
    n_bytes: int
    parent: str | None
    commit: str | None = None

    @property
    def tag(self) -> str:
        """Return the tag of the version, by which others pin it."""
        return f"v{self.version}"

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to send."""
        return not (self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """A repository as it is: the commit of its main branch, its files by name with their hashes, its tags."""

    commit: str
    files: Mapping[str, str]
    tags: Mapping[str, str]


def look(api: "HfApi", repo_id: str) -> Remote | None:
    """Return the repository as it is now, None if there is none that this token may see."""
    from huggingface_hub.errors import RepositoryNotFoundError

    try:
        info = api.dataset_info(repo_id, files_metadata=True, timeout=client.TIMEOUT)
    except RepositoryNotFoundError:
        return None
    files = {
        item.rfilename: item.lfs.sha256 if item.lfs else item.blob_id or "" for item in info.siblings or ()
    }
    refs = api.list_repo_refs(repo_id, repo_type=KIND)
    tags = {ref.name: ref.target_commit for ref in refs.tags}
    return Remote(
        commit=info.sha or "",
        files={name: digest for name, digest in files.items() if name not in THEIRS},
        tags=tags,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Difference:
    """The files of a folder against those of a repository."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    same: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.removed)


def difference(folder: Path, remote: Remote | None) -> _Difference:
    """Return how the files of `folder` differ from those of the repository."""
    local = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    there = {} if remote is None else remote.files
    same = tuple(name for name in local if name in there and there[name] in _digests(folder / name))
    return _Difference(
        added=tuple(name for name in local if name not in there),
        changed=tuple(name for name in local if name in there and name not in same),
        removed=tuple(sorted(set(there) - set(local))),
        same=same,
    )


def _digests(path: Path) -> tuple[str, str]:
    """Return the two hashes by which the hub may know a file.

    SHA-256 for large ones, git's own for the others.
    """
    return file_hash(path), git_hash(path)


def plan(folder: Path, repo_id: str, remote: Remote | None) -> Publication:
    """Return the publication plan.

    Raises:
        InputError: the repository holds something else, or the version may not follow the published one.
    """
    facts = read_facts(folder)
    files = difference(folder, remote)
    _refuse_foreign(repo_id, remote)
    change = None
    if remote is not None and FACTS in remote.files:
        change = _change(folder, facts, repo_id, remote, files)
    sent = (*files.added, *files.changed)
    return Publication(
        repo_id=repo_id,
        version=facts.version,
        change=change,
        added=files.added,
        changed=files.changed,
        removed=files.removed,
        same=files.same,
        n_bytes=sum((folder / name).stat().st_size for name in sent),
        parent=remote.commit if remote else None,
    )


def _refuse_foreign(repo_id: str, remote: Remote | None) -> None:
    """Raise where a repository holds files that were not built here, which a publication would remove."""
    if remote is None or FACTS in remote.files:
        return
    foreign = sorted(set(remote.files) - {"README.md"})
    if foreign:
        raise InputError(
            _(
                "{repo} holds files that were not built by cymraeg-data ({files}), and they would be removed."
                " Choose another name.",
                repo=repo_id,
                files=", ".join(foreign[:5]),
            )
        )


def _change(folder: Path, facts: Facts, repo_id: str, remote: Remote, files: _Difference) -> versions.Change:
    """Return what became of the rows.

    Raises:
        InputError: the version is lower than the changes require, or its tag is on other content already.
    """
    if files.is_empty:
        return "patch"
    earlier = download(repo_id, remote.commit, [FACTS, "data/**"])
    before = read_facts(earlier)
    if before.content_sha256 == facts.content_sha256:
        change: versions.Change = "patch"
    elif before.config != facts.config or before.id != facts.id:
        change = "major"
    else:
        change = versions.changes(history.rows(earlier, before), history.rows(folder, facts)).kind
    needed = versions.next_version(before.version, change)
    if not versions.is_enough(facts.version, needed) or f"v{facts.version}" in remote.tags:
        raise InputError(
            _(
                "{repo} holds version {before}, and what changed ({change}) asks for {needed} or later; this"
                " is {version}. Set version in the manifest and build again.",
                repo=repo_id,
                before=before.version,
                change=_(_CHANGES[change]),
                needed=needed,
                version=facts.version,
            )
        )
    if change != "patch" and facts.history[0].earlier != before.version:
        raise InputError(
            _(
                "{repo} holds version {before}, and the list of changes of {version} does not begin with it."
                " Build again with previous= (or --previous {repo}).",
                repo=repo_id,
                before=before.version,
                version=facts.version,
            )
        )
    return change


_CHANGES = {
    "major": N_("rows or columns were changed or removed"),
    "minor": N_("rows or columns were added"),
    "patch": N_("the rows are the same"),
}
