"""Two-sided laws of publishing: what is on the hub is the folder, nothing else and nothing less, and comes back whole.

Any folder is published here, with the record and the checks of a build left out; test_hub.py has them.
"""

# ruff: noqa: F811 - a fixture of another module is a parameter here

import copy
import itertools
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import hub_server
from cymraeg_data import hub
from cymraeg_data.errors import InputError
from cymraeg_data.hub import plan, publication, retrieval
from cymraeg_data.package.record.built_record import FACTS
from cymraeg_data.package.record.parquet_writer import git_hash
from releases import contents
from test_hub import REPO, server, without_theirs  # noqa: F401 - a fixture

pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")

WORDS = st.sampled_from(("data", "tŷ", "Llŷn a'r cylch", "0001", "a.b", "README", "reports"))
NAMES = st.builds(
    lambda folders, stem, ending: "/".join((*folders, stem)) + ending,
    st.lists(st.sampled_from(("data", "cy", "tŷ newydd")), max_size=2),
    WORDS,
    st.sampled_from((".parquet", ".md", ".csv", ".json", "")),
)
FOLDERS = st.dictionaries(NAMES, st.binary(max_size=40), max_size=5).filter(
    # One name may not be a file and a folder, and the hub keeps a list of its own.
    lambda files: (
        not any(other.startswith(f"{name}/") for name in files for other in files)
        and files.get("README.md", b"").isascii()  # the client reads the card as text
    )
)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NUMBERS = itertools.count()


@pytest.fixture
def any_folder(monkeypatch, tmp_path):
    """Let any folder pass for a build; return what writes one."""
    facts = SimpleNamespace(version="1.0.0")
    monkeypatch.setattr(plan, "read_facts", lambda _: facts)
    monkeypatch.setattr(publication.package, "verify", lambda _: ())
    monkeypatch.setattr(retrieval, "require_unchanged", lambda *_, **__: None)

    def write(files):
        folder = tmp_path / f"ffolder-{next(NUMBERS)}"
        for name, data in {FACTS: b"{}", **files}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        return folder

    return write


def emptied(server):
    """Return the hub as it was at first."""
    for held in (server.repositories, server.large, server.calls, server.uploads, server.tokens):
        held.clear()
    return server


def state(server):
    return copy.deepcopy((server.repositories, server.large, server.uploads))


@FEW
@given(files=FOLDERS)
@example(files={"gwag.csv": b"", "gwag.parquet": b"", "data/train.parquet": b"PAR1", "README.md": b"# Ty"})
def test_what_is_published_is_the_folder_and_comes_back_byte_for_byte(server, any_folder, tmp_path, files):
    emptied(server)
    folder = any_folder(files)
    done = hub.publish(folder, REPO, dry_run=False)
    repository = server.repositories[REPO]
    assert without_theirs(repository) == contents(folder) == {FACTS: b"{}", **files}
    assert set(done.added) == set(contents(folder))
    assert done.n_bytes == sum(map(len, contents(folder).values()))
    assert repository.tags == {"v1.0.0": repository.commits[-1]["oid"]} == {"v1.0.0": done.commit}
    for revision in (None, "v1.0.0", done.commit):
        copied = hub.pull(REPO, revision=revision, out=tmp_path / f"copi-{next(NUMBERS)}")
        assert contents(copied) == contents(folder)


@FEW
@given(files=FOLDERS)
def test_publishing_twice_is_one_commit_and_sends_nothing_again(server, any_folder, files):
    emptied(server)
    folder = any_folder(files)
    first = hub.publish(folder, REPO, dry_run=False)
    before = state(server)
    again = hub.publish(folder, REPO, dry_run=False)
    assert again.is_empty
    assert again.commit == first.commit
    assert set(again.same) == set(contents(folder))
    assert state(server) == before


@FEW
@given(files=FOLDERS, earlier=st.none() | FOLDERS)
def test_a_dry_run_changes_nothing_and_says_what_would_be_done(server, any_folder, files, earlier):
    emptied(server)
    if earlier is not None:
        hub.publish(any_folder(earlier), REPO, dry_run=False)
        server.repositories[REPO].tags.clear()  # the version is free again
    before, n_calls = state(server), len(server.calls)
    folder = any_folder(files)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "_change", lambda *_: "patch")
        planned = hub.publish(folder, REPO)
        assert state(server) == before
        assert all(call.startswith(("GET", "HEAD")) for call in server.calls[n_calls:])
        assert planned.commit is None
        done = hub.publish(folder, REPO, dry_run=False)
    assert (done.added, done.changed, done.removed, done.same) == (
        planned.added,
        planned.changed,
        planned.removed,
        planned.same,
    )
    assert without_theirs(server.repositories[REPO]) == contents(folder)


@given(files=FOLDERS, there=FOLDERS)
def test_the_plan_is_the_difference(tmp_path_factory, files, there):
    folder = tmp_path_factory.mktemp("gwahaniaeth")
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    remote = plan.Remote(
        commit="", files={name: hub_server.git_hash(data) for name, data in there.items()}, tags={}
    )
    found = plan.difference(folder, remote)
    parts = (found.added, found.changed, found.same)
    assert sorted(itertools.chain(*parts)) == sorted(files)
    assert set(found.added) == set(files) - set(there)
    assert set(found.removed) == set(there) - set(files)
    assert set(found.same) == {name for name in set(files) & set(there) if files[name] == there[name]}
    assert found.is_empty == (files == there)
    assert all(git_hash(folder / name) == hub_server.git_hash(data) for name, data in files.items())


@FEW
@given(foreign=FOLDERS.filter(lambda files: set(files) - {"README.md", FACTS}))
def test_a_repository_of_somebody_else_is_never_changed(server, any_folder, foreign):
    emptied(server)
    theirs = hub_server.Repository()
    theirs.commit({name: data for name, data in foreign.items() if name != FACTS}, "arall")
    server.repositories[REPO] = theirs
    before = state(server)
    for dry_run in (True, False):
        with pytest.raises(InputError, match="not built by cymraeg-data"):
            hub.publish(any_folder({}), REPO, dry_run=dry_run)
    assert state(server) == before
