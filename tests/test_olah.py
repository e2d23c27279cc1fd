"""A built folder in a git repository, served by olah.

A hub that we did not write, read by the hub's own clients.

olah is a mirror of the Hugging Face hub. With `offline` and the address of the hub itself closed, all it can
give is what is in the repository. Its answer for a dataset without a revision asks the hub first, so the
calls name one.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time

import pytest

import releases
from cymraeg_data import package
from cymraeg_data.package.reading.dataset import load_folder
from cymraeg_data.package.record import parquet_writer

pytest.importorskip("olah", reason="olah is not installed; it is in the dependency group `oracles`")

REPO = "cymraeg/llyfrgelloedd-bro"
CONFIG = """\
[basic]
host = "127.0.0.1"
port = {port}
mirror-netloc = "127.0.0.1:{port}"
mirror-lfs-netloc = "127.0.0.1:{port}"
hf-scheme = "http"
hf-netloc = "127.0.0.1:9"
hf-lfs-netloc = "127.0.0.1:9"
repos-path = "{folder}/repos"
mirrors-path = ["{folder}/mirrors"]

[accessibility]
offline = true
"""
READ = """
import hashlib, json, sys
from pathlib import Path
import datasets, huggingface_hub
import cymraeg_data as cyd
from cymraeg_data import hub

repo, revision = sys.argv[1:]
api = huggingface_hub.HfApi()
names = api.list_repo_files(repo, repo_type="dataset", revision=revision)
paths = {name: huggingface_hub.hf_hub_download(repo, name, repo_type="dataset", revision=revision) for name in names}
options = {"split": "train", "revision": revision}
print(json.dumps({
    "commit": api.dataset_info(repo, revision=revision).sha,
    "tags": {ref.name: ref.target_commit for ref in api.list_repo_refs(repo, repo_type="dataset").tags},
    "files": {name: hashlib.sha256(Path(path).read_bytes()).hexdigest() for name, path in paths.items()},
    "loaded": datasets.load_dataset(repo, "tables", **options)["id"][:],
    "streamed": [row["id"] for row in datasets.load_dataset(repo, "tables", streaming=True, **options)],
    "cyd": cyd.load(repo, revision=revision)["id"][:],
    "pulled": sorted(path.name for path in hub.pull(repo, revision=revision).iterdir()),
}))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("olah-adeiladu")
    manifest = releases.write_manifest(
        folder, ('state = "unverified"', 'state = "verified"\nverified_by = "Ni"')
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet_writer, "ROW_GROUP_ROWS", 1)
        patch.setattr(parquet_writer, "SHARD_BYTES", 300)
        build = package.build(manifest, folder / "out", source=releases.write_source(folder))
    assert len(build.facts.files) > 1
    return build


@pytest.fixture(scope="module")
def served(built, tmp_path_factory):
    """Serve the build from a repository; give the address and the commit."""
    folder = tmp_path_factory.mktemp("olah")
    repository = folder / "mirrors" / "datasets" / REPO
    shutil.copytree(built.folder, repository)
    commit = committed(repository)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "olah.toml").write_text(CONFIG.format(port=port, folder=folder.as_posix()), encoding="utf-8")
    command = [sys.executable, "-m", "olah.server", "-c", "olah.toml", "--log-path", "logs"]
    with (folder / "allbwn.txt").open("wb") as output:
        server = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_for(port, server)
            yield f"http://127.0.0.1:{port}", commit
        finally:
            server.terminate()
            server.wait(20)


def committed(folder):
    """Return the commit of everything in a folder, with the tag of its version."""
    git = shutil.which("git") or pytest.skip("git is not installed")
    name = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for who in ("AUTHOR", "COMMITTER"):
        name |= {f"GIT_{who}_NAME": "Ni", f"GIT_{who}_EMAIL": "ni@ni.example"}
    for words in ("init -q -b main", "add -A", "commit -q -m v1.2.0", "tag v1.2.0", "rev-parse HEAD"):
        ran = subprocess.run(
            [git, *words.split()], cwd=folder, check=True, capture_output=True, text=True, env=name
        )
    return ran.stdout.strip()


def wait_for(port, server):
    for _ in range(300):
        assert server.poll() is None
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("olah did not start")


@pytest.mark.parametrize("revision", ["v1.2.0", pytest.param("main", marks=pytest.mark.slow)])
def test_what_another_hub_serves_is_what_was_built(built, served, tmp_path, revision):
    url, commit = served
    closed = {"HF_HUB_OFFLINE": "0", "HF_DATASETS_OFFLINE": "0", "HF_HUB_DISABLE_XET": "1"}
    cache = {"HF_HOME": str(tmp_path / "hf"), "HF_DATASETS_CACHE": str(tmp_path / "hf" / "datasets")}
    settings = {**os.environ, **closed, **cache, "HF_ENDPOINT": url}
    command = [sys.executable, "-c", READ, REPO, revision]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, env=settings)
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    ids = load_folder(built.folder)["id"][:]
    assert found["commit"] == commit
    assert found["tags"] == {"v1.2.0": commit}
    assert found["files"] == {
        path.relative_to(built.folder).as_posix(): parquet_writer.file_hash(path)
        for path in built.folder.rglob("*")
        if path.is_file()
    }
    assert found["loaded"] == found["streamed"] == found["cyd"] == ids
    assert "build.json" in found["pulled"]
