"""Publishing and pulling, through the real clients and a hub on loopback that fails on demand."""

import json
import shutil
import sys

import datasets
import huggingface_hub
import pytest
from huggingface_hub import constants

import hub_server
import releases
import sabotage
from commands import run
from cymraeg_data import hub, locale, package
from cymraeg_data.errors import HubError, InputError, NotPublishableError, OutputExistsError, UnreadableError
from cymraeg_data.hub import client
from cymraeg_data.package.reading.dataset import load_folder

# The client of the hub still passes bytes in a way that its own HTTP library calls outdated.
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")

REPO = "cymraeg/llyfrgelloedd-bro"
TOKEN = "hf_" + "x" * 34
VERIFIED = ('state = "unverified"', 'state = "verified"\nverified_by = "Y Tîm Data"')
MORE = releases.CSV + "LL5,Llyfrgell Llŷn,Llŷn Library,Croeso cynnes i bawb.,12,\n"
FEWER = "".join(releases.CSV.splitlines(keepends=True)[:-1])


def build(folder, text=releases.CSV, version="1.2.0", previous=None):
    folder.mkdir(parents=True, exist_ok=True)
    manifest = releases.write_manifest(folder, VERIFIED, ('version = "1.2.0"', f'version = "{version}"'))
    source = releases.write_source(folder, text)
    return package.build(manifest, folder / "out", source=source, previous=previous).folder


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build(tmp_path_factory.mktemp("hub"))


@pytest.fixture
def server(monkeypatch, tmp_path):
    """A hub on loopback, the only one that the clients know, and no waiting between their attempts."""
    started, stop = hub_server.start()
    monkeypatch.setenv("HF_ENDPOINT", started.url)
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    monkeypatch.setattr(constants, "ENDPOINT", started.url)
    template = started.url + "/{repo_id}/resolve/{revision}/{filename}"
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub-cache"))
    monkeypatch.setattr("huggingface_hub.utils._http.time.sleep", lambda _: None)
    huggingface_hub.utils.disable_progress_bars()
    yield started
    huggingface_hub.close_session()
    stop()


@pytest.fixture
def trusting(monkeypatch):
    """Leave verification out where it is not the point: it is the slowest step."""
    monkeypatch.setattr("cymraeg_data.hub.publication.package.verify", lambda _: ())


def without_theirs(repository):
    return {name: data for name, data in repository.files.items() if name != ".gitattributes"}


class TestDryRun:
    def test_a_plan_is_made_and_nothing_is_sent(self, server, built):
        plan = hub.publish(built, REPO)
        assert plan.commit is None
        assert set(plan.added) == set(releases.contents(built))
        assert (plan.tag, plan.change, plan.changed, plan.removed) == ("v1.2.0", None, (), ())
        assert server.repositories == {}
        assert all(call.startswith(("GET", "HEAD")) for call in server.calls)

    def test_a_folder_with_a_finding_is_refused_before_any_call(self, server, built, tmp_path):
        copy = shutil.copytree(built, tmp_path / "copi")
        sabotage.edit("README.md", "rows 4", "rows 40")(copy)
        with pytest.raises(NotPublishableError) as caught:
            hub.publish(copy, REPO, dry_run=False)
        assert {finding.code for finding in caught.value.findings} == {"S710", "S717"}
        assert server.calls == []

    def test_a_manifest_that_nobody_verified_is_refused(self, server, tmp_path):
        folder = package.build(
            releases.write_manifest(tmp_path), tmp_path / "out", source=releases.write_source(tmp_path)
        ).folder
        with pytest.raises(NotPublishableError) as caught:
            hub.publish(folder, REPO, dry_run=False)
        assert [finding.code for finding in caught.value.findings] == ["O602"]
        assert server.calls == []


@pytest.mark.usefixtures("server", "trusting")
class TestRoundTrip:
    def test_what_is_published_is_what_was_built(self, server, built):
        done = hub.publish(built, REPO, dry_run=False)
        repository = server.repositories[REPO]
        assert without_theirs(repository) == releases.contents(built)
        assert repository.tags == {"v1.2.0": done.commit}
        assert [commit["message"] for commit in repository.commits[1:]] == ["v1.2.0: +11 ~0 -0"]

    def test_what_is_pulled_is_what_was_published(self, built, tmp_path):
        hub.publish(built, REPO, dry_run=False)
        folder = hub.pull(REPO, out=tmp_path / "copi")
        assert releases.contents(folder) == releases.contents(built)
        assert sys.modules["cymraeg_data.package.verification.folder"].verify(folder) == ()
        with pytest.raises(OutputExistsError):
            hub.pull(REPO, out=folder)

    def test_load_gives_the_rows_of_the_version_that_is_pinned(self, built, tmp_path):
        hub.publish(built, REPO, dry_run=False)
        hub.publish(build(tmp_path / "mwy", MORE, "1.3.0", built), REPO, dry_run=False)
        assert hub.load(REPO).num_rows == 5
        assert hub.load(REPO, revision="v1.2.0", config="tables").num_rows == 4

    def test_datasets_itself_loads_and_streams_it(self, server, built, tmp_path, monkeypatch):
        hub.publish(built, REPO, dry_run=False)
        monkeypatch.setattr(datasets.config, "HF_ENDPOINT", server.url)
        monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", False)
        options = {"split": "train", "revision": "v1.2.0", "cache_dir": str(tmp_path / "cache")}
        loaded = datasets.load_dataset(REPO, "tables", **options)
        streamed = datasets.load_dataset(REPO, "tables", streaming=True, **options)
        assert list(loaded) == list(streamed) == list(load_folder(built))

    def test_publishing_twice_is_publishing_once(self, server, built):
        first = hub.publish(built, REPO, dry_run=False)
        again = hub.publish(built, REPO, dry_run=False)
        assert again.is_empty
        assert again.commit == first.commit
        assert len(server.repositories[REPO].commits) == 2

    def test_a_new_version_sends_only_what_changed(self, server, built, tmp_path):
        hub.publish(built, REPO, dry_run=False)
        later = build(tmp_path / "mwy", MORE, "1.3.0", built)
        plan = hub.publish(later, REPO)
        assert plan.change == "minor"
        assert "LICENSE.md" in plan.same
        assert plan.n_bytes == sum((later / name).stat().st_size for name in plan.changed)
        hub.publish(later, REPO, dry_run=False)
        assert without_theirs(server.repositories[REPO]) == releases.contents(later)

    def test_a_file_that_is_not_built_any_more_is_removed(self, server, built, tmp_path):
        hub.publish(built, REPO, dry_run=False)
        server.repositories[REPO].files["hen.txt"] = b"hen"
        later = build(tmp_path / "mwy", MORE, "1.3.0", built)
        assert hub.publish(later, REPO, dry_run=False).removed == ("hen.txt",)
        assert "hen.txt" not in server.repositories[REPO].files

    def test_the_token_is_sent_and_said_nowhere(self, server, built, caplog, capfd):
        caplog.set_level("DEBUG")
        hub.publish(built, REPO, dry_run=False)
        server.faults = {None: 403}
        with pytest.raises(HubError) as caught:
            hub.publish(built, REPO, dry_run=False)
        assert f"Bearer {TOKEN}" in server.tokens
        captured = capfd.readouterr()
        assert TOKEN not in caplog.text + captured.out + captured.err + str(caught.value)


@pytest.mark.usefixtures("server", "trusting")
class TestVersions:
    @pytest.mark.parametrize(
        ("text", "version", "change"),
        [(MORE, "1.3.0", "minor"), (FEWER, "2.0.0", "major"), (releases.CSV, "1.2.1", "patch")],
        ids=["rows added", "a row removed", "the same rows"],
    )
    def test_what_changed_decides_which_version_is_enough(self, built, tmp_path, text, version, change):
        hub.publish(built, REPO, dry_run=False)
        assert hub.publish(build(tmp_path / version, text, version, built), REPO).change == change

    def test_a_list_of_changes_that_leaves_out_a_version_is_refused(self, built, tmp_path):
        hub.publish(built, REPO, dry_run=False)
        with pytest.raises(InputError, match="--previous"):
            hub.publish(build(tmp_path / "mwy", MORE, "1.3.0"), REPO)

    def test_rows_are_taken_down_as_a_version_of_their_own(self, server, built, tmp_path):
        hub.publish(built, REPO, dry_run=False)
        (gone,) = (row for row in load_folder(built)["id"] if "Mawr" in row)
        planned = hub.take_down(REPO, [gone], tmp_path / "lawr")
        assert (planned.tag, planned.change, planned.commit) == ("v2.0.0", "major", None)
        done = hub.take_down(REPO, [gone], tmp_path / "lawr", dry_run=False)
        repository = server.repositories[REPO]
        assert repository.tags["v2.0.0"] == done.commit
        assert gone not in hub.load(REPO)["id"]
        assert gone in hub.load(REPO, revision="v1.2.0")["id"]
        assert gone in repository.files["CHANGELOG.md"].decode()

    @pytest.mark.parametrize(("text", "needed"), [(MORE, "1.3.0"), (FEWER, "2.0.0")])
    def test_a_version_that_is_too_low_is_refused_with_the_one_that_is_enough(
        self, server, built, tmp_path, text, needed
    ):
        hub.publish(built, REPO, dry_run=False)
        with pytest.raises(InputError, match=f"asks for {needed} or later; this is 1.2.1"):
            hub.publish(build(tmp_path / "isel", text, "1.2.1"), REPO, dry_run=False)
        assert len(server.repositories[REPO].commits) == 2

    def test_a_repository_of_something_else_is_left_alone(self, server, built):
        server.repositories[REPO] = hub_server.Repository()
        server.repositories[REPO].commit({"data.csv": b"a,b\n"}, "arall")
        with pytest.raises(InputError, match=r"data\.csv"):
            hub.publish(built, REPO, dry_run=False)
        assert server.repositories[REPO].files == {"data.csv": b"a,b\n"}


FAULTS = (403, 404, 412, 429, 500, "drop", "lose")


@pytest.mark.usefixtures("server", "trusting")
class TestFaults:
    def calls(self, server, built):
        hub.publish(built, REPO, dry_run=False)
        n = len(server.calls)
        server.repositories.clear()
        server.large.clear()
        return n

    @pytest.mark.parametrize("lasting", [False, True], ids=["once", "lasting"])
    @pytest.mark.parametrize("fault", FAULTS)
    def test_a_fault_at_every_call_publishes_once_or_not_at_all_and_a_retry_completes(
        self, server, built, fault, lasting
    ):
        whole = releases.contents(built)
        n = self.calls(server, built)
        assert n >= 10
        for number in range(n):
            server.repositories.clear()
            server.large.clear()
            server.calls.clear()
            faulty = range(number, number + 400) if lasting else [number]
            server.faults = dict.fromkeys(faulty, fault)
            error = None
            try:
                hub.publish(built, REPO, dry_run=False)
            except HubError as raised:
                error = raised
            server.faults = {}
            repository = server.repositories.get(REPO)
            there = without_theirs(repository) if repository else {}
            assert there in ({}, whole), number
            if error is None:
                assert there == whole
            elif "Nothing was published." in str(error):
                assert there == {}, number
            done = hub.publish(built, REPO, dry_run=False)
            repository = server.repositories[REPO]
            assert without_theirs(repository) == whole
            assert repository.tags == {"v1.2.0": done.commit}
            assert len(repository.commits) == 2, number

    def test_files_that_arrived_are_not_sent_again(self, server, built):
        first = next(
            number for number, call in enumerate(self.published_calls(server, built)) if "/commit/" in call
        )
        server.repositories.clear()
        server.large.clear()
        server.calls.clear()
        server.uploads.clear()
        server.faults = {first: 500}
        with pytest.raises(HubError, match=r"status 500.*Nothing was published\."):
            hub.publish(built, REPO, dry_run=False)
        server.faults = {}
        hub.publish(built, REPO, dry_run=False)
        assert len(server.uploads) == 1

    def published_calls(self, server, built):
        hub.publish(built, REPO, dry_run=False)
        return list(server.calls)

    def test_a_concurrent_publisher_is_told_and_not_overwritten(self, server, built, tmp_path):
        hub.publish(built, REPO, dry_run=False)
        repository = server.repositories[REPO]

        def theirs():
            server.before_commit = None
            repository.commit({**repository.files, "README.md": b"arall"}, "arall")

        server.before_commit = theirs
        with pytest.raises(HubError, match="Another version was published"):
            hub.publish(build(tmp_path / "mwy", MORE, "1.3.0", built), REPO, dry_run=False)
        assert repository.files["README.md"] == b"arall"
        assert [commit["message"] for commit in repository.commits[2:]] == ["arall"]

    def test_a_card_that_the_hub_does_not_accept_is_told_with_its_reason(self, server, built):
        server.yaml_errors = [{"message": "“license” is wrong"}]
        with pytest.raises(HubError, match=r"does not accept the card(.|\n)*license"):
            hub.publish(built, REPO, dry_run=False)

    @pytest.mark.parametrize("status", [401, 403, 404, 412, 429, 500, 503])
    def test_what_the_hub_refuses_is_said_in_both_languages(self, server, status):
        server.faults = {None: status}
        messages = []
        for lang in locale.LANGUAGES:
            with locale.use(lang), pytest.raises(HubError) as caught:
                hub.pull(REPO)
            messages.append(str(caught.value))
        assert len(set(messages)) == 2
        assert all(message.startswith(f"{REPO}: ") and "injected" not in message for message in messages)

    def test_a_hub_that_is_not_there_is_said(self, built, monkeypatch):
        monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
        with pytest.raises(HubError, match="could not be reached"):
            hub.publish(built, REPO, dry_run=False)

    def test_an_answer_that_does_not_come_is_said(self, server, built, monkeypatch):
        monkeypatch.setattr(client, "TIMEOUT", 0.2)
        for number in range(len(self.published_calls(server, built))):
            server.repositories.clear()
            server.large.clear()
            server.calls.clear()
            server.faults = {number: "wait"}
            try:
                hub.publish(built, REPO, dry_run=False)
            except HubError as error:
                assert "did not answer in time" in str(error)  # noqa: PT017 - most calls are made again
            server.faults = {}
            hub.publish(built, REPO, dry_run=False)
            assert len(server.repositories[REPO].commits) == 2
        server.released.set()

    def test_offline_mode_is_said(self, built, monkeypatch):
        monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
        with pytest.raises(HubError, match="could not be reached"):
            hub.publish(built, REPO)

    @pytest.mark.parametrize("name", ["a b/c", "a/b/c", "../x", ""])
    def test_a_name_that_is_none_is_refused(self, built, name):
        with pytest.raises(InputError, match="owner/name"):
            hub.publish(built, name, dry_run=False)


@pytest.mark.usefixtures("server", "trusting")
class TestPull:
    def test_a_repository_that_was_tampered_with_is_not_taken(self, server, built):
        hub.publish(built, REPO, dry_run=False)
        server.repositories[REPO].files["LICENSE.md"] = b"apache-2.0"
        with pytest.raises(UnreadableError, match=r"LICENSE\.md: changed"):
            hub.pull(REPO)

    def test_a_revision_that_is_not_there_is_said(self, built):
        hub.publish(built, REPO, dry_run=False)
        with pytest.raises(HubError, match="no such dataset or revision"):
            hub.load(REPO, revision="v9.9.9")

    def test_a_revision_of_a_folder_makes_no_sense(self, built):
        with pytest.raises(InputError, match="revision"):
            hub.load(built, revision="v1.2.0")

    def test_a_folder_loads_without_the_hub(self, built):
        assert hub.load(built).num_rows == 4
        assert json.loads((built / "build.json").read_text("utf-8"))["id"] == "llyfrgelloedd-bro"


class TestCommand:
    def test_a_plan_then_the_publication(self, server, built, capsys):
        assert run("publish", built, REPO) == 0
        captured = capsys.readouterr()
        assert "+ LICENSE.md" in captured.out.splitlines()
        assert "Nothing was sent." in captured.err
        assert server.repositories == {}
        assert run("publish", built, REPO, "--no-dry-run") == 0
        (commit,) = server.repositories[REPO].tags.values()
        assert commit in capsys.readouterr().err

    def test_what_may_not_be_published_is_exit_code_1_with_its_findings(
        self, server, built, tmp_path, capsys
    ):
        copy = shutil.copytree(built, tmp_path / "copi")
        sabotage.drop("LICENSE.md")(copy)
        assert run("publish", copy, REPO, "--no-dry-run") == 1
        assert capsys.readouterr().out.startswith("S708\terror\tLICENSE.md")
        assert server.calls == []

    def test_a_hub_that_fails_is_exit_code_2(self, server, built, capsys):
        server.faults = {None: 403}
        assert run("--lang", "cy", "publish", built, REPO) == 2
        assert "Nid yw'ch tocyn yn cael gwneud hyn." in capsys.readouterr().err
