"""Fetching where it is used: inputs of a build, and the command line."""

import bz2
import dataclasses
import hashlib
import json
import sys
import threading
import tomllib
import zipfile

import pytest

import releases
from commands import run
from cymraeg_data import package
from cymraeg_data.errors import FetchError, InputError
from cymraeg_data.package.building import inputs
from cymraeg_data.package.fetch import web as webs
from cymraeg_data.package.manifests.manifest import Snapshot, SnapshotFile, read_manifest
from cymraeg_data.package.reading.dataset import load_folder
from test_readers_wikidump import DUMP
from web_server import Page, serving, visiting

CSV = releases.CSV.encode()


@pytest.fixture
def site(monkeypatch):
    with serving() as served:
        monkeypatch.setattr(webs, "standard", lambda rate: visiting(rate=rate or 1000.0))
        served.pages["/llyfrgelloedd.csv"] = Page(CSV, etag='"un"')
        yield served


@pytest.fixture
def path(site, tmp_path, monkeypatch):
    monkeypatch.setenv("CYMRAEG_DATA_CACHE", str(tmp_path / "cache"))
    return releases.write_manifest(tmp_path, ("https://cyngor.example/llyf", f"{site.url}/llyf"))


def zipped(folder, **files):
    place = folder / "archif" / "llyfrgelloedd.zip"
    place.parent.mkdir()
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name.replace("__", "/").replace("_csv", ".csv").replace("_pdf", ".pdf"), body)
    return place


class TestInputs:
    def test_without_a_source_the_input_is_fetched(self, path):
        (item,) = inputs.locate(read_manifest(path), None)
        assert (item.name, item.sha256) == ("llyfrgelloedd.csv", hashlib.sha256(CSV).hexdigest())
        assert (item.etag, item.retrieved) == ('"un"', "2026-11-18")
        assert item.path.read_bytes() == CSV

    def test_offline_nothing_is_asked_for(self, path, site):
        with pytest.raises(FetchError, match="Offline"):
            inputs.locate(read_manifest(path), None, offline=True)
        inputs.locate(read_manifest(path), None)
        n = len(site.asked)
        assert inputs.locate(read_manifest(path), None, offline=True)
        assert len(site.asked) == n

    def test_with_a_source_nothing_is_asked_for(self, path, site, tmp_path):
        source = tmp_path / "yma.csv"
        source.write_bytes(CSV)
        (item,) = inputs.locate(read_manifest(path), source)
        assert (item.name, item.url, site.asked) == ("yma.csv", None, [])

    def test_archives_give_the_files_in_them_fetched_or_not(self, path, site, tmp_path):
        archive = zipped(tmp_path, cy__llyfrgelloedd_csv=CSV, darllen_pdf=b"%PDF")
        body = archive.read_bytes()
        site.pages["/llyfrgelloedd.zip"] = Page(body)
        manifest = read_manifest(path)
        manifest = dataclasses.replace(
            manifest,
            access=dataclasses.replace(manifest.access, urls=(f"{site.url}/llyfrgelloedd.zip",), unpack=True),
            snapshot=Snapshot(
                retrieved="2026-11-20",
                files=(
                    SnapshotFile(
                        path="llyfrgelloedd.zip", sha256=hashlib.sha256(body).hexdigest(), bytes=len(body)
                    ),
                ),
            ),
        )
        fetched = inputs.locate(manifest, None)
        local = inputs.locate(manifest, archive)
        assert [(item.name, item.sha256) for item in fetched] == [(item.name, item.sha256) for item in local]
        assert [item.name for item in fetched] == ["cy/llyfrgelloedd.csv"]
        assert fetched[0].path.read_bytes() == CSV
        unpinned = dataclasses.replace(manifest, snapshot=Snapshot(retrieved="2026-11-20", files=()))
        for source in (archive, archive.parent):
            assert [item.name for item in inputs.locate(unpinned, source)] == ["cy/llyfrgelloedd.csv"]
        archive.write_bytes(body + b"x")
        with pytest.raises(InputError, match="not the one that the manifest pins"):
            inputs.locate(manifest, archive)

    def test_an_archive_is_unpacked_by_several_at_once(self, path, tmp_path):
        manifest = read_manifest(path)
        manifest = dataclasses.replace(manifest, access=dataclasses.replace(manifest.access, unpack=True))
        archive = zipped(tmp_path, **{f"{number}_csv": CSV for number in range(30)})
        found = []
        threads = [
            threading.Thread(target=lambda: found.append(inputs.locate(manifest, archive))) for __ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [len(items) for items in found] == [30] * 4

    def test_an_archive_without_a_file_that_can_be_read_says_so(self, path, tmp_path):
        manifest = read_manifest(path)
        manifest = dataclasses.replace(manifest, access=dataclasses.replace(manifest.access, unpack=True))
        with pytest.raises(InputError, match=r"no file that can be read in llyfrgelloedd\.zip"):
            inputs.locate(manifest, zipped(tmp_path, darllen_pdf=b"%PDF"))


WIKI = """\
[parse]
adapter = "table"
config = "documents"
id = ["page_id"]
columns = [
    { from = "page_id", to = "page_id", type = "int64" },
    { from = "timestamp", to = "revised", type = "date", format = "%Y-%m-%dT%H:%M:%SZ" },
    { from = "text", to = "text", language = "cy" },
]

"""
PAIRS = """\
[parse]
adapter = "pairs"
config = "pairs"
id = ["key"]
columns = [
    { from = "key", to = "key" },
    { from = "cy", to = "text_cy", language = "cy" },
    { from = "en", to = "text_en", language = "en" },
]

"""


class TestBuilds:
    def manifest(self, path, parse, *urls):
        text = path.read_text(encoding="utf-8")
        start, end = text.index("[parse]"), text.index("[status]")
        text = text[:start] + parse + text[end:]
        (line,) = (line for line in text.splitlines() if line.startswith("urls = "))
        path.write_text(text.replace(line, f"urls = {json.dumps(urls)}"), encoding="utf-8")
        return path

    def test_a_dump_of_a_wiki_is_fetched_and_built_and_then_built_again_without_a_connection(
        self, path, site, tmp_path
    ):
        site.pages["/cywiki-pages-articles.xml.bz2"] = Page(bz2.compress(DUMP), etag='"un"')
        manifest = self.manifest(path, WIKI, f"{site.url}/cywiki-pages-articles.xml.bz2")
        first = package.build(manifest, tmp_path / "un")
        rows = load_folder(first.folder).to_list()
        assert [(row["page_id"], row["text"].split()[0]) for row in rows] == [(1, "Llyn"), (4, "Mae’r")]
        n = len(site.asked)
        again = package.build(manifest, tmp_path / "dau", offline=True)
        assert len(site.asked) == n
        assert releases.contents(again.folder) == releases.contents(first.folder)

    def test_files_that_belong_together_find_each_other_after_they_were_fetched(self, path, site, tmp_path):
        site.pages |= {
            "/cy/geiriau.json": Page(b'{"nesaf": "Nesaf"}'),
            "/en/geiriau.json": Page(b'{"nesaf": "Next"}'),
        }
        manifest = self.manifest(path, PAIRS, f"{site.url}/cy/geiriau.json", f"{site.url}/en/geiriau.json")
        (row,) = load_folder(package.build(manifest, tmp_path / "allan").folder).to_list()
        assert (row["key"], row["text_cy"], row["text_en"]) == ("nesaf", "Nesaf", "Next")


class TestCommand:
    def test_what_it_prints_is_the_snapshot_of_the_manifest(self, path, capsys):
        assert run("fetch", path) == 0
        output = capsys.readouterr().out
        assert tomllib.loads(output)["snapshot"]["files"] == [
            {
                "path": "llyfrgelloedd.csv",
                "url": read_manifest(path).access.urls[0],
                "sha256": hashlib.sha256(CSV).hexdigest(),
                "bytes": len(CSV),
                "etag": '"un"',
            }
        ]
        text = path.read_text(encoding="utf-8")
        start, end = text.index("[snapshot]"), text.index("[parse]")
        path.write_text(text[:start] + output + "\n" + text[end:], encoding="utf-8")
        assert read_manifest(path).snapshot.files[0].etag == '"un"'
        assert run("fetch", path, "--offline") == 0

    def test_json_says_where_each_file_is(self, path, tmp_path, capsys):
        assert run("fetch", path, "--format", "json", "--cache", tmp_path / "arall") == 0
        printed = capsys.readouterr()
        (row,) = map(json.loads, printed.out.splitlines())
        assert row["path"].startswith(str(tmp_path / "arall"))
        assert "Files: 1" in printed.err

    def test_what_cannot_be_fetched_ends_with_2_in_either_language(self, path, site, capsys):
        site.pages.clear()
        assert run("fetch", path) == 2
        assert "There is nothing at" in capsys.readouterr().err
        assert run("--lang", "cy", "fetch", path) == 2
        assert "Nid oes dim byd" in capsys.readouterr().err

    def test_pages_of_the_licence_that_are_gone_end_with_1(self, path, site, capsys):
        text = path.read_text(encoding="utf-8")
        text = text.replace("https://cyngor.example/trwydded", f"{site.url}/trwydded")
        text = text.replace("https://www.nationalarchives.gov.uk/doc", f"{site.url}/doc")
        path.write_text(text, encoding="utf-8")
        site.pages["/trwydded"] = site.pages["/doc/open-government-licence/version/3/"] = Page(b"OGL")
        assert run("fetch", path, "--licence") == 0
        del site.pages["/trwydded"]
        assert run("fetch", path, "--licence") == 1
        assert "O606" in capsys.readouterr().err

    def test_in_a_terminal_a_bar_shows_what_comes(self, path, capsys, monkeypatch):
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        assert run("fetch", path) == 0
        assert "Fetching llyfrgelloedd.csv" in capsys.readouterr().err
