"""Rows from an API's pages: every row once, in order, however the pages are cut; or a clear error."""

import dataclasses
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import releases
from cymraeg_data import readers
from cymraeg_data.errors import FetchError, InputError
from cymraeg_data.package.fetch import api_pages, fetch_files
from cymraeg_data.package.manifests.manifest import Pagination, Snapshot, SnapshotFile, read_manifest
from web_server import Cut, Page, serving, visiting

ROWS = [
    {"Blwyddyn": 2000 + number, "Ardal": f"Ynys Môn {number}", "Gwerth": number / 4} for number in range(23)
]
STYLES = {
    "numbered": Pagination(page="page_number", size="page_size", page_size=5),
    "in a field": Pagination(page="page_number", size="page_size", page_size=5, rows="data", pages="page_info.total_pages"),
    "with headers": Pagination(page="page_number", size="page_size", page_size=5, rows="data", headers="headers", pages="page_info.total_pages"),
    "next address": Pagination(page="cursor", rows="value", next="odata.nextLink"),
    "cursor": Pagination(page="cursor", size="page_size", page_size=5, rows="data", next="page_info.next_cursor"),
}  # fmt: skip


def body(values):
    return Page(json.dumps(values, ensure_ascii=False).encode())


def api(rows, style, size=5):
    """Return a page that answers as the API of a style would."""

    def answer(path):
        query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        n = int(query.get("page_size", size))
        number = int(query.get("page_number", query.get("cursor", "tudalen-1").removeprefix("tudalen-")))
        part = rows[(number - 1) * n : number * n]
        last = number * n >= len(rows)
        info = {"total_pages": -(-len(rows) // n), "next_cursor": None if last else f"tudalen-{number + 1}"}
        if style == "numbered":
            return body(part)
        if style == "next address":
            link = {} if last else {"nextLink": f"/api?cursor=tudalen-{number + 1}"}
            return body({"value": part, "odata": link})
        if style == "with headers":
            names = list(rows[0]) if rows else ["Ardal"]
            headers = [{"name": name} for name in names]
            return body({"headers": headers, "data": [list(row.values()) for row in part], "page_info": info})
        return body({"data": part, "page_info": info})

    return answer


@pytest.fixture
def manifest(tmp_path_factory):
    return read_manifest(releases.write_manifest(tmp_path_factory.mktemp("manifest")))


def at(manifest, site, style, files=(), **changes):
    pagination = dataclasses.replace(STYLES[style], **changes) if style else None
    access = dataclasses.replace(
        manifest.access, kind="api", urls=(f"{site.url}/api?lang=cy",), pagination=pagination
    )
    return dataclasses.replace(
        manifest, access=access, snapshot=Snapshot(retrieved="2026-11-20", files=tuple(files))
    )


def get(manifest, cache, **options):
    with visiting() as web:
        return fetch_files(manifest, cache=cache, web=web, **options)


def lines(found):
    return [json.loads(line) for line in found.path.read_bytes().splitlines()]


class TestRows:
    @pytest.mark.parametrize("style", STYLES)
    def test_every_row_comes_once_and_in_order(self, manifest, tmp_path, style):
        with serving() as site:
            site.pages["/api"] = api(ROWS, style)
            (found,) = get(at(manifest, site, style), tmp_path)
            assert all("lang=cy" in path for __, path, __ in site.asked if path.startswith("/api?lang"))
        assert lines(found) == ROWS
        assert found.name == "api.jsonl"
        (source,) = readers.read(found.path).sources
        assert sum(batch.num_rows for batch in source.batches()) == len(ROWS)

    @given(st.integers(0, 23), st.integers(1, 30), st.sampled_from(sorted(STYLES)))
    @example(0, 5, "with headers")
    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_how_the_pages_are_cut_does_not_show(self, manifest, tmp_path_factory, n, size, style):
        with serving() as site:
            site.pages["/api"] = api(ROWS[:n], style, size)
            changes = {"page_size": size} if STYLES[style].size else {}
            (found,) = get(at(manifest, site, style, **changes), tmp_path_factory.mktemp("cache"))
        assert found.path.read_bytes() == b"".join(
            json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for row in ROWS[:n]
        )

    @given(st.lists(st.sampled_from([429, 500, 503, "drop", Cut(0), Cut(30)]), max_size=5))
    @settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_faults_within_the_tries_change_nothing(self, manifest, tmp_path_factory, faults):
        with serving() as site:
            site.pages["/api"] = api(ROWS, "in a field")
            site.faults = list(faults)
            (found,) = get(at(manifest, site, "in a field"), tmp_path_factory.mktemp("cache"))
        assert lines(found) == ROWS

    def test_a_limit_ends_it(self, manifest, tmp_path):
        with serving() as site:
            site.pages["/api"] = api(ROWS, "numbered")
            (found,) = get(at(manifest, site, "numbered", limit=2), tmp_path)
            assert len(site.asked) == 3  # robots.txt, and two pages
        assert lines(found) == ROWS[:10]

    def test_what_is_pinned_is_verified_and_then_not_fetched_again(self, manifest, tmp_path):
        with serving() as site:
            site.pages["/api"] = api(ROWS, "cursor")
            (found,) = get(at(manifest, site, "cursor"), tmp_path)
            pin = SnapshotFile(path="gwerthoedd.jsonl", sha256=found.sha256, bytes=found.bytes)
            (first,) = get(at(manifest, site, "cursor", [pin]), tmp_path / "arall")
            n = len(site.asked)
            assert get(at(manifest, site, "cursor", [pin]), tmp_path / "arall", offline=True) == (first,)
            assert len(site.asked) == n
            site.pages["/api"] = api(ROWS[:-1], "cursor")
            with pytest.raises(FetchError, match="no longer gives the file"):
                get(at(manifest, site, "cursor", [pin]), tmp_path / "trydydd")


class TestBadPages:
    @pytest.mark.parametrize(
        ("style", "values"),
        [
            ("numbered", {"data": []}),
            ("in a field", []),
            ("in a field", {"data": [{"a": 1}], "page_info": {}}),
            ("in a field", {"data": [{"a": 1}], "page_info": {"total_pages": "3"}}),
            ("with headers", {"data": [[1]], "page_info": {"total_pages": 1}}),
            ("with headers", {"data": [[1, 2]], "headers": ["a"], "page_info": {"total_pages": 1}}),
        ],
    )
    def test_one_that_is_not_what_the_manifest_says_is_named(self, manifest, tmp_path, style, values):
        with serving() as site:
            site.pages["/api"] = body(values)
            with pytest.raises(FetchError, match="is not the page that the manifest describes"):
                get(at(manifest, site, style), tmp_path)

    @pytest.mark.parametrize("text", [b"", b"<html>", b"\xff", b"[" * 100_000])
    def test_one_that_is_not_json_is_named(self, manifest, tmp_path, text):
        with serving() as site:
            site.pages["/api"] = Page(text)
            with pytest.raises(FetchError, match="is not JSON"):
                get(at(manifest, site, "numbered"), tmp_path)

    def test_one_that_leads_to_another_server_is_refused(self, manifest, tmp_path):
        with serving() as site:
            site.pages["/api"] = body({"value": [], "odata": {"nextLink": "http://169.254.169.254/"}})
            with pytest.raises(FetchError, match="another server"):
                get(at(manifest, site, "next address"), tmp_path)

    def test_a_row_of_pages_that_never_ends_is_ended(self, manifest, tmp_path):
        with serving() as site:
            site.pages["/api"] = body({"value": [{"a": 1}], "odata": {"nextLink": "/api"}})
            with pytest.raises(FetchError, match="would never end"):
                get(at(manifest, site, "next address"), tmp_path)
            site.pages["/api"] = body([{"a": 1}] * 5)  # the same page whatever is asked for
            endless = at(manifest, site, "numbered")
            small = dataclasses.replace(endless, access=dataclasses.replace(endless.access, max_bytes=500))
            with pytest.raises(FetchError, match="larger than 500 bytes"):
                get(small, tmp_path)

    def test_a_huge_page_is_refused(self, manifest, tmp_path, monkeypatch):
        monkeypatch.setattr(api_pages, "LARGEST_PAGE", 100)
        with serving() as site:
            site.pages["/api"] = api(ROWS, "numbered")
            with pytest.raises(FetchError, match="one page is larger than"):
                get(at(manifest, site, "numbered"), tmp_path)

    def test_an_api_without_pagination_is_explained(self, manifest, tmp_path):
        with serving() as site, pytest.raises(InputError, match=r"\[access\.pagination\]"):
            get(at(manifest, site, None), tmp_path)
