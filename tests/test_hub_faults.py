"""A dataset with several splits, files and lists to a hub that fails at each call in turn, and back from it."""

# ruff: noqa: F811 - a fixture of another module is a parameter here

import pytest

import releases
from cymraeg_data import hub, locale, package
from cymraeg_data.errors import HubError
from cymraeg_data.package.record import parquet_writer
from test_hub import REPO, TOKEN, server, without_theirs  # noqa: F401 - a fixture
from test_steps import STEPS, mixed, write_documents

pytestmark = [
    pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning"),
    pytest.mark.usefixtures("trusting"),
]


FAULTS = (500, "gated", "cut", "lose")
MORE = (403, 412, 429, "drop")


@pytest.fixture
def trusting(monkeypatch):
    """Leave verification out, which is not the point here: it is the slowest step."""
    monkeypatch.setattr("cymraeg_data.hub.publication.package.verify", lambda _: ())


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hyb-mawr")
    manifest, source = write_documents(folder, mixed(), STEPS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet_writer, "ROW_GROUP_ROWS", 8)
        patch.setattr(parquet_writer, "SHARD_BYTES", 4_500)
        build = package.build(manifest, folder / "out", source=source)
    assert len(build.facts.files) > 4
    assert build.facts.listings
    return build.folder


def fresh(server):
    for held in (server.repositories, server.large):
        held.clear()
    for seen in (server.calls, server.uploads, server.tokens, server.ranges):
        seen.clear()
    server.faults = {}


def published(server, built):
    """Publish without a fault; return the calls that this makes."""
    hub.publish(built, REPO, dry_run=False)
    return list(server.calls)


def there(server):
    repository = server.repositories.get(REPO)
    return without_theirs(repository) if repository else {}


class TestPublishing:
    @pytest.mark.parametrize(
        "fault", [*FAULTS, *(pytest.param(fault, marks=pytest.mark.slow) for fault in MORE)]
    )
    def test_a_fault_at_each_call_publishes_once_or_not_at_all_and_a_retry_completes(
        self,
        server,
        built,
        fault,
    ):
        whole = releases.contents(built)
        n = len(published(server, built))
        for number in range(n):
            fresh(server)
            server.faults = {number: fault}
            error = None
            try:
                hub.publish(built, REPO, dry_run=False)
            except HubError as raised:
                error = raised
            server.faults = {}
            assert there(server) in ({}, whole), number
            assert error or there(server) == whole
            assert TOKEN not in str(error)
            done = hub.publish(built, REPO, dry_run=False)
            repository = server.repositories[REPO]
            assert there(server) == whole
            assert repository.tags == {"v1.2.0": done.commit}
            assert len(repository.commits) == 2, number

    def test_an_upload_that_is_cut_in_the_middle_goes_on_with_the_files_that_are_missing(self, server, built):
        calls = published(server, built)
        uploads = [number for number, call in enumerate(calls) if call.startswith("PUT /upload/")]
        n_large = len(uploads)
        assert n_large > 5
        fresh(server)
        server.faults = dict.fromkeys(range(uploads[2], uploads[2] + 500), "cut")
        with pytest.raises(HubError, match="run it again"):
            hub.publish(built, REPO, dry_run=False)
        arrived = set(server.uploads)
        assert 0 < len(arrived) < n_large
        assert there(server) == {}
        server.faults = {}
        server.uploads.clear()
        hub.publish(built, REPO, dry_run=False)
        assert not arrived & set(server.uploads)
        assert there(server) == releases.contents(built)

    def test_a_repository_that_may_not_be_seen_is_said_in_both_languages(self, server, built):
        messages = []
        for lang in locale.LANGUAGES:
            server.faults = {None: "gated"}
            with locale.use(lang), pytest.raises(HubError) as caught:
                hub.publish(built, REPO, dry_run=False)
            messages.append(str(caught.value))
        assert len(set(messages)) == 2
        assert there(server) == {}
        assert all(TOKEN not in message for message in messages)


class TestPulling:
    @pytest.mark.parametrize(
        "fault",
        [500, "cut", *(pytest.param(fault, marks=pytest.mark.slow) for fault in (429, "drop", "lose"))],
    )
    def test_a_fault_at_each_call_gives_the_whole_folder_or_none(
        self, server, built, tmp_path, fault, monkeypatch
    ):
        from huggingface_hub import constants

        whole = releases.contents(built)
        hub.publish(built, REPO, dry_run=False)
        server.calls.clear()
        hub.pull(REPO, out=tmp_path / "cyntaf")
        n = len(server.calls)
        assert n > len(whole)
        for number in range(0, n, 3):
            monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / f"cof-{number}"))
            server.calls.clear()
            server.faults = {number: fault}
            out = tmp_path / f"copi-{number}"
            try:
                hub.pull(REPO, out=out)
            except HubError:
                assert not out.exists()
                server.faults = {}
                hub.pull(REPO, out=out)
            assert releases.contents(out) == whole

    def test_a_download_that_is_cut_is_made_again(self, server, built, tmp_path, monkeypatch):
        from huggingface_hub import constants

        hub.publish(built, REPO, dry_run=False)
        server.calls.clear()
        hub.pull(REPO, out=tmp_path / "cyntaf")
        number = next(n for n, call in enumerate(server.calls) if "GET" in call and ".parquet" in call)
        monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cof"))
        server.calls.clear()
        server.faults = {number: "cut"}
        assert releases.contents(hub.pull(REPO, out=tmp_path / "eto")) == releases.contents(built)

    def test_a_part_of_a_file_is_what_was_built(self, server, built):
        hub.publish(built, REPO, dry_run=False)
        name = "data/documents/train-00001-of-00003.parquet"
        data = (built / name).read_bytes()
        assert part_of(server, name, "100-199") == data[100:200]
        assert part_of(server, name, f"{len(data) - 10}-") == data[-10:]
        assert server.ranges == ["bytes=100-199", f"bytes={len(data) - 10}-"]


def part_of(server, name, span):
    """Return some bytes of a file, as whoever reads Parquet over HTTP asks for them."""
    import urllib.request

    url = f"{server.url}/datasets/{REPO}/resolve/main/{name}"
    request = urllib.request.Request(url, headers={"Range": f"bytes={span}"})  # noqa: S310 - loopback
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - loopback
        assert answer.status == 206
        return answer.read()
