"""Files of a dataset on the hub, from a hub on loopback through the hub's own client."""

import dataclasses
import hashlib
import shutil

import huggingface_hub
import pytest
from huggingface_hub import constants

import hub_server
import releases
from cymraeg_data.errors import FetchError
from cymraeg_data.package.fetch import fetch_files
from cymraeg_data.package.fetch.repository import name_of
from cymraeg_data.package.manifests.manifest import Snapshot, SnapshotFile, read_manifest

REPO = "techiaith/llyfrgelloedd"
CSV = releases.CSV.encode()
PARQUET = (
    b"PAR1" + bytes(range(200)) * 40 + b"PAR1"
)  # large by its name: what is in it is nobody's business here


@pytest.fixture
def server(monkeypatch, tmp_path):
    started, stop = hub_server.start()
    monkeypatch.setenv("HF_ENDPOINT", started.url)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    monkeypatch.setattr(constants, "ENDPOINT", started.url)
    template = started.url + "/{repo_id}/resolve/{revision}/{filename}"
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub-cache"))
    monkeypatch.setattr("huggingface_hub.utils._http.time.sleep", lambda _: None)
    huggingface_hub.utils.disable_progress_bars()
    repository = started.repositories[REPO] = hub_server.Repository()
    files = {
        ".gitattributes": b"",
        "README.md": b"# Llyfrgelloedd",
        "data/cy.parquet": PARQUET,
        "data/en.csv": CSV,
    }
    repository.commit(files, "un")
    yield started
    stop()


@pytest.fixture
def manifest(tmp_path_factory):
    return read_manifest(releases.write_manifest(tmp_path_factory.mktemp("manifest")))


def at(manifest, *files, revision=None, pin=(), **access):
    return dataclasses.replace(
        manifest,
        access=dataclasses.replace(
            manifest.access,
            kind="hub",
            urls=(f"https://huggingface.co/datasets/{REPO}",),
            revision=revision,
            files=files,
            **access,
        ),
        snapshot=Snapshot(
            retrieved="2026-11-20",
            files=tuple(
                SnapshotFile(path=name, sha256=hashlib.sha256(body).hexdigest(), bytes=len(body))
                for name, body in pin
            ),
        ),
    )


@pytest.mark.usefixtures("server")
class TestFiles:
    def test_without_patterns_all_that_can_be_read_comes(self, manifest):
        found = fetch_files(at(manifest))
        assert [(item.name, item.path.read_bytes()) for item in found] == [
            ("data/cy.parquet", PARQUET),
            ("data/en.csv", CSV),
        ]
        assert [item.etag for item in found] == [
            hashlib.sha256(PARQUET).hexdigest(),
            hub_server.git_hash(CSV),
        ]

    def test_patterns_choose(self, manifest):
        assert [item.name for item in fetch_files(at(manifest, "data/*.csv"))] == ["data/en.csv"]
        with pytest.raises(FetchError, match="one of those that the manifest names"):
            fetch_files(at(manifest, "*.tmx"))

    def test_a_revision_stays_what_it_was(self, server, manifest):
        first = server.repositories[REPO].commits[0]["oid"]
        server.repositories[REPO].commit({"data/en.csv": b"newydd\n"}, "dau")
        (old,) = fetch_files(at(manifest, "data/*.csv", revision=first))
        (new,) = fetch_files(at(manifest, "data/*.csv"))
        assert (old.path.read_bytes(), new.path.read_bytes()) == (CSV, b"newydd\n")

    def test_pinned_files_come_in_the_order_of_the_manifest_and_then_without_the_hub(self, server, manifest):
        first = server.repositories[REPO].commits[0]["oid"]
        pinned = at(manifest, revision=first, pin=[("data/en.csv", CSV), ("data/cy.parquet", PARQUET)])
        found = fetch_files(pinned)
        assert [item.name for item in found] == ["data/en.csv", "data/cy.parquet"]
        n = len(server.calls)
        assert [item.path for item in fetch_files(pinned, offline=True)] == [item.path for item in found]
        assert len(server.calls) == n

    @pytest.mark.parametrize(
        "url",
        [
            "https://huggingface.co/techiaith/x",
            "https://huggingface.co/datasets/x",
            "https://drwg.example/datasets/a/b",
        ],
    )
    def test_what_is_no_dataset_is_named(self, url):
        with pytest.raises(FetchError, match="not the address of a dataset"):
            name_of(url)


@pytest.mark.usefixtures("server")
class TestWhatIsNotUsed:
    def test_a_source_that_changed_is_named(self, server, manifest):
        server.repositories[REPO].commit({"data/en.csv": b"newydd\n"}, "dau")
        with pytest.raises(FetchError, match="no longer gives the file"):
            fetch_files(at(manifest, pin=[("data/en.csv", CSV)]))

    def test_a_file_that_is_gone_is_named(self, manifest):
        with pytest.raises(FetchError, match=r"no file data/hen\.csv"):
            fetch_files(at(manifest, pin=[("data/hen.csv", CSV)]))

    def test_a_cached_file_that_was_tampered_with_is_fetched_again(self, manifest):
        found = fetch_files(at(manifest))
        for item in found:
            item.path.resolve().write_bytes(b"drwg")
        assert [item.path.read_bytes() for item in fetch_files(at(manifest))] == [PARQUET, CSV]

    def test_a_tampered_file_is_not_used_without_the_hub_either(self, manifest):
        pinned = at(manifest, pin=[("data/en.csv", CSV)])
        (item,) = fetch_files(pinned)
        assert fetch_files(pinned, offline=True)
        item.path.resolve().write_bytes(b"drwg")
        with pytest.raises(FetchError, match=r"not in the cache: data/en\.csv"):
            fetch_files(pinned, offline=True)

    def test_a_file_that_is_too_large_is_refused_before_it_is_fetched(self, server, manifest):
        with pytest.raises(FetchError, match="larger than 100 bytes"):
            fetch_files(at(manifest, max_bytes=100))
        assert not any("/resolve/" in call for call in server.calls)

    def test_without_the_hub_only_what_is_pinned_and_there_is_used(self, server, manifest):
        with pytest.raises(FetchError, match="only where the manifest pins"):
            fetch_files(at(manifest), offline=True)
        with pytest.raises(FetchError, match=r"not in the cache: data/en\.csv"):
            fetch_files(at(manifest, pin=[("data/en.csv", CSV)]), offline=True)
        assert server.calls == []


class TestFaults:
    def test_a_dataset_that_is_not_there_is_named(self, server, manifest):
        server.repositories.clear()
        with pytest.raises(FetchError, match="no such dataset or revision"):
            fetch_files(at(manifest))

    @pytest.mark.parametrize("fault", [403, 500, "drop"])
    def test_a_hub_that_fails_at_any_call_is_explained_and_the_next_fetch_is_whole(
        self, server, manifest, fault
    ):
        fetch_files(at(manifest))
        calls = len(server.calls)
        assert calls > 2
        for call in range(calls):
            server.calls.clear()
            shutil.rmtree(constants.HF_HUB_CACHE)
            server.faults = dict.fromkeys(range(call, 200), fault)
            with pytest.raises(FetchError, match=REPO):
                fetch_files(at(manifest))
            server.faults = {}
            assert [item.path.read_bytes() for item in fetch_files(at(manifest))] == [PARQUET, CSV]
