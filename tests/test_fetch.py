"""Fetching over HTTP: whole and verified, or a clear error; never something else."""

import contextlib
import dataclasses
import errno
import hashlib
import threading
from email.utils import formatdate

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

import releases
from cymraeg_data import locale
from cymraeg_data.errors import FetchError, InputError
from cymraeg_data.package.fetch import check_licence, fetch_files
from cymraeg_data.package.fetch import download as downloads
from cymraeg_data.package.fetch.cache import Cache, default_folder
from cymraeg_data.package.fetch.patience import LONGEST_WAIT, TRIES
from cymraeg_data.package.fetch.sources import wanted
from cymraeg_data.package.manifests.manifest import Snapshot, SnapshotFile, read_manifest
from web_server import Clock, Cut, Page, dripping, serving, visiting

CSV = releases.CSV.encode()
PATH = "/llyfrgelloedd.csv"
LONG = bytes(range(256)) * 2_000  # half a megabyte: many pieces
within = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def site():
    with serving() as served:
        served.pages[PATH] = Page(CSV, etag='"un"')
        yield served


@pytest.fixture
def manifest(tmp_path_factory):
    return read_manifest(releases.write_manifest(tmp_path_factory.mktemp("manifest")))


def at(manifest, site, *paths, pin=None, **access):
    """Return the manifest with its data at these addresses of the site, pinned to `pin` where that is given."""
    urls = tuple(site.url + path for path in paths or (PATH,))
    files = () if pin is None else (pinned("llyfrgelloedd.csv", pin),)
    return dataclasses.replace(
        manifest,
        access=dataclasses.replace(manifest.access, urls=urls, **access),
        snapshot=Snapshot(retrieved="2026-11-20", files=files),
    )


def pinned(path, body, **values):
    return SnapshotFile(path=path, sha256=hashlib.sha256(body).hexdigest(), bytes=len(body), **values)


def get(manifest, cache, **options):
    with options.pop("web", None) or visiting() as web:
        return fetch_files(manifest, cache=cache, web=web, **options)


def licence(manifest):
    with visiting() as web:
        return check_licence(manifest, web=web)


def in_cache(cache):
    return sorted(path for path in cache.rglob("*") if path.is_file() and path.suffix != ".lock")


class TestWhatIsFetched:
    def test_a_file_is_fetched_with_what_the_server_says_of_it(self, manifest, site, tmp_path):
        (found,) = get(at(manifest, site), tmp_path)
        assert found.path.read_bytes() == CSV
        assert found.path.name == found.name == "llyfrgelloedd.csv"
        assert (found.sha256, found.bytes) == (hashlib.sha256(CSV).hexdigest(), len(CSV))
        assert (found.etag, found.last_modified, found.retrieved) == ('"un"', None, "2026-11-18")
        assert found.url == site.url + PATH

    def test_a_pinned_file_that_the_cache_has_needs_no_server(self, manifest, site, tmp_path):
        pin = at(manifest, site, pin=CSV)
        first = get(pin, tmp_path)
        n = len(site.asked)
        assert get(pin, tmp_path) == first
        assert len(site.asked) == n

    def test_what_is_not_pinned_is_asked_for_again_and_not_sent_again(self, manifest, site, tmp_path):
        first = get(at(manifest, site), tmp_path)
        assert get(at(manifest, site), tmp_path) == first
        assert site.requests(PATH)[-1]["if-none-match"] == '"un"'

    def test_without_an_etag_the_date_tells_whether_it_changed(self, manifest, site, tmp_path):
        site.pages[PATH] = Page(CSV, modified=formatdate(1_700_000_000, usegmt=True))
        first = get(at(manifest, site), tmp_path)
        assert get(at(manifest, site), tmp_path) == first
        assert "if-modified-since" in site.requests(PATH)[-1]

    def test_what_changed_and_is_not_pinned_is_fetched_anew(self, manifest, site, tmp_path):
        get(at(manifest, site), tmp_path)
        site.pages[PATH] = Page(b"newydd\n", etag='"dau"')
        (found,) = get(at(manifest, site), tmp_path)
        assert (found.path.read_bytes(), found.etag) == (b"newydd\n", '"dau"')

    def test_names_come_from_the_snapshot_or_the_addresses(self, manifest, site):
        two = at(manifest, site, "/a/enwau.csv", "/b/Enwau.csv", "/lawrlwytho?id=3")
        assert [file.name for file in wanted(two)] == ["a/enwau.csv", "b/Enwau.csv", "lawrlwytho.csv"]
        snapshot = Snapshot(retrieved="2026-11-20", files=(pinned("cy/enwau.csv", CSV, url=site.url + "/x"),))
        (only,) = wanted(dataclasses.replace(two, snapshot=snapshot))
        assert (only.name, only.url) == ("cy/enwau.csv", site.url + "/x")

    def test_pinned_files_that_do_not_say_where_they_came_from_are_named(self, manifest, site, tmp_path):
        two = at(manifest, site, "/a.csv", "/b.csv", pin=CSV)
        with pytest.raises(InputError, match=r"pins 1 files and names 2 addresses.*llyfrgelloedd\.csv"):
            get(two, tmp_path)

    def test_files_of_one_manifest_lie_together_under_their_names(self, manifest, site, tmp_path):
        site.pages |= {"/cy.csv": Page(b"Enw\nLlyn\n"), "/en.csv": Page(b"Name\nLake\n")}
        files = tuple(
            pinned(f"{tag}/enwau.csv", site.pages[f"/{tag}.csv"].body, url=f"{site.url}/{tag}.csv")
            for tag in ("cy", "en")
        )
        wish = dataclasses.replace(at(manifest, site), snapshot=Snapshot(retrieved="2026-11-20", files=files))
        first, second = get(wish, tmp_path)
        assert first.path.parents[1] == second.path.parents[1]
        assert [path.relative_to(first.path.parents[1]).as_posix() for path in (first.path, second.path)] == [
            "cy/enwau.csv",
            "en/enwau.csv",
        ]
        second.path.unlink()
        second.path.write_bytes(b"drwg")
        assert get(wish, tmp_path, offline=True)[1].path.read_bytes() == b"Name\nLake\n"

    def test_progress_is_told_of_every_byte(self, manifest, site, tmp_path):
        told = []
        get(at(manifest, site), tmp_path, progress=lambda *call: told.append(call))
        assert told[-1] == ("Fetching llyfrgelloedd.csv", len(CSV), len(CSV))

    def test_the_cache_folder_is_the_environments_or_the_users(self, monkeypatch, tmp_path):
        monkeypatch.setenv("CYMRAEG_DATA_CACHE", str(tmp_path))
        assert default_folder() == tmp_path
        monkeypatch.delenv("CYMRAEG_DATA_CACHE")
        assert default_folder().name == "cymraeg-data"


FAULTS = st.one_of(
    st.sampled_from([429, 500, 502, 503, 504, 408, "drop"]), st.integers(0, len(LONG)).map(Cut)
)


class TestBadLines:
    @given(st.lists(st.integers(0, len(LONG)), max_size=8), st.booleans(), st.booleans())
    @example([0, 0, 0, 0, 0], True, True)
    @within
    def test_a_connection_cut_anywhere_gives_the_whole_file_or_an_error(
        self, manifest, tmp_path_factory, cuts, ranges, is_pinned
    ):
        cache = tmp_path_factory.mktemp("cache")
        with serving() as site:
            site.pages[PATH] = Page(LONG, etag='"hir"', ranges=ranges)
            site.faults = [Cut(after) for after in cuts]
            wish = at(manifest, site, pin=LONG if is_pinned else None)
            with contextlib.suppress(FetchError):
                get(wish, cache)
        whole = list((cache / "content").rglob("*.csv"))
        assert all(path.read_bytes() == LONG for path in whole)
        assert whole or len(cuts) >= TRIES

    @given(st.lists(FAULTS, max_size=TRIES - 1))
    @within
    def test_faults_within_the_tries_still_give_the_file(self, manifest, tmp_path_factory, faults):
        with serving() as site:
            site.pages[PATH] = Page(LONG, etag='"hir"')
            site.faults = list(faults)
            (found,) = get(at(manifest, site), tmp_path_factory.mktemp("cache"))
        assert found.path.read_bytes() == LONG

    @given(st.integers(0, len(LONG)), st.booleans(), st.booleans(), st.booleans())
    @within
    def test_a_source_that_changes_half_way_is_never_mixed(
        self, manifest, tmp_path_factory, cut, etags, ranges, is_pinned
    ):
        assume(
            cut < len(LONG) or not is_pinned
        )  # else the first version arrives whole, and is not what is pinned
        other = LONG[::-1]
        with serving() as site:
            versions = [
                Page(body, etag=tag if etags else None, ranges=ranges)
                for body, tag in ((LONG, '"un"'), (other, '"dau"'))
            ]
            site.pages[PATH] = lambda _path: versions.pop(0) if len(versions) > 1 else versions[0]
            site.faults = [Cut(cut)]
            wish = at(manifest, site, pin=other if is_pinned else None)
            (found,) = get(wish, tmp_path_factory.mktemp("cache"))
        assert found.path.read_bytes() in ({other} if is_pinned else {LONG, other})

    def test_what_had_arrived_is_not_asked_for_again(self, manifest, site, tmp_path):
        site.pages[PATH] = Page(LONG, etag='"hir"')
        site.faults = [Cut(300_000)]
        get(at(manifest, site), tmp_path)
        rest = site.requests(PATH)[1]
        start = int(rest["range"].removeprefix("bytes=").rstrip("-"))
        assert 0 < start <= 300_000
        assert rest["if-range"] == '"hir"'

    def test_a_fetch_that_was_killed_goes_on_where_it_was(self, manifest, site, tmp_path):
        site.pages[PATH] = Page(LONG, etag='"hir"')
        wish = at(manifest, site)

        def die(_name, done, _total):
            if done > 200_000:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            get(wish, tmp_path, progress=die)
        (found,) = get(wish, tmp_path)
        assert found.path.read_bytes() == LONG
        assert int(site.requests(PATH)[-1]["range"].removeprefix("bytes=").rstrip("-")) > 200_000

    def test_one_that_was_killed_after_the_last_byte_is_not_fetched_again(self, manifest, site, tmp_path):
        wish = at(manifest, site, pin=CSV)
        partial = Cache(tmp_path).partial(site.url + PATH, hashlib.sha256(CSV).hexdigest())
        partial.begin('"un"')
        partial.path.write_bytes(CSV)
        (found,) = get(wish, tmp_path)
        assert found.path.read_bytes() == CSV
        assert len(site.requests(PATH)) == 1

    def test_a_part_of_an_older_version_is_never_joined_to_a_newer_one(self, manifest, site, tmp_path):
        partial = Cache(tmp_path).partial(site.url + PATH, None)
        partial.begin('"hen"')
        partial.path.write_bytes(b"x" * 50)
        (found,) = get(at(manifest, site), tmp_path)
        assert found.path.read_bytes() == CSV

    def test_a_part_that_does_not_fit_its_checksum_is_fetched_once_more_in_one_piece(
        self, manifest, site, tmp_path
    ):
        partial = Cache(tmp_path).partial(site.url + PATH, hashlib.sha256(CSV).hexdigest())
        partial.begin('"un"')
        partial.path.write_bytes(b"x" * 50)
        (found,) = get(at(manifest, site, pin=CSV), tmp_path)
        assert found.path.read_bytes() == CSV

    def test_a_server_that_sends_another_part_is_asked_for_the_whole(self, manifest, site, tmp_path):
        site.pages[PATH] = Page(LONG, etag='"hir"')
        wrong = Page(LONG[:10], status=206, etag='"hir"', say={"Content-Range": "bytes 0-9/512000"})
        site.faults = [Cut(1_000), wrong]
        (found,) = get(at(manifest, site), tmp_path)
        assert found.path.read_bytes() == LONG

    def test_retry_after_is_waited_for_in_seconds_and_as_a_date(self, manifest, site, tmp_path):
        clock = Clock()
        site.faults = [
            Page(status=429, say={"Retry-After": "7"}),
            Page(status=503, say={"Retry-After": formatdate(clock.now + 40, usegmt=True)}),
        ]
        get(at(manifest, site), tmp_path, web=visiting(clock))
        assert [nap for nap in clock.slept if nap > 1] == [7, pytest.approx(33, abs=1)]

    def test_a_longer_wait_than_anybody_sits_through_is_left_to_the_person(self, manifest, site, tmp_path):
        site.faults = [Page(status=503, say={"Retry-After": f"{LONGEST_WAIT + 1:.0f}"})]
        with pytest.raises(FetchError, match="asks to be left alone for 301 seconds"):
            get(at(manifest, site), tmp_path)

    def test_the_waits_double(self, manifest, site, tmp_path):
        clock = Clock()
        site.faults = ["drop"] * TRIES
        with pytest.raises(FetchError, match=f"tries: {TRIES}"):
            get(at(manifest, site), tmp_path, web=visiting(clock))
        assert [nap for nap in clock.slept if nap >= 1] == [1, 2, 4, 8, 16]

    def test_a_file_that_takes_too_long_is_given_up(self, manifest, site, tmp_path):
        clock = Clock()
        site.pages[PATH] = Page(LONG)

        def late(*_call):
            clock.now += downloads.LONGEST

        with pytest.raises(FetchError, match="within 6 hours"):
            get(at(manifest, site), tmp_path, web=visiting(clock), progress=late)

    def test_a_server_that_never_answers_is_given_up(self, manifest, site, tmp_path):
        wait = threading.Event()

        def silent(_path):
            wait.wait(5)
            return Page(CSV)

        site.pages[PATH] = silent
        with pytest.raises(FetchError, match="could not be fetched"):
            get(at(manifest, site), tmp_path, web=visiting(read=0.05))
        wait.set()

    @pytest.mark.parametrize("slow", ["robots.txt", "head", "body"])
    def test_a_server_that_sends_a_byte_a_minute_is_given_up(self, manifest, tmp_path, slow):
        clock = Clock()
        head = b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\nX-Hir: "
        quick = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

        def answer(number):
            if slow != "robots.txt" and number == 0:
                return quick, b""
            return head + (b"" if slow == "head" else b"\r\n\r\n"), b"x" * 4000

        with dripping(answer, clock) as url:
            access = dataclasses.replace(manifest.access, urls=(f"{url}/a.csv",))
            wish = dataclasses.replace(manifest, access=access)
            with pytest.raises(FetchError, match=r"in time|within 6 hours"):
                get(wish, tmp_path, web=visiting(clock))

    def test_a_status_that_will_not_pass_is_not_tried_again(self, manifest, site, tmp_path):
        site.pages[PATH] = Page(status=403)
        with pytest.raises(FetchError, match=r"refused \(status 403\)"):
            get(at(manifest, site), tmp_path)
        assert len(site.requests(PATH)) == 1

    def test_a_file_that_is_gone_says_so(self, manifest, site, tmp_path):
        with pytest.raises(FetchError, match="There is nothing at"):
            get(at(manifest, site, "/hen.csv"), tmp_path)


class TestWhatIsNotUsed:
    def test_a_source_that_changed_is_named_with_what_was_found(self, manifest, site, tmp_path):
        wish = at(manifest, site, pin=CSV)
        other = CSV.replace(b"980", b"981")
        site.pages[PATH] = Page(other)
        with pytest.raises(FetchError) as caught:
            get(wish, tmp_path)
        assert hashlib.sha256(other).hexdigest() in str(caught.value)
        assert hashlib.sha256(CSV).hexdigest() in str(caught.value)
        assert "no longer gives the file" in str(caught.value)
        assert in_cache(tmp_path / "content") == []

    def test_a_source_of_another_size_is_refused_before_it_is_fetched(self, manifest, site, tmp_path):
        site.pages[PATH] = Page(CSV + b"mwy\n")
        with pytest.raises(FetchError, match=rf"expected {len(CSV)} bytes, found {len(CSV) + 4}"):
            get(at(manifest, site, pin=CSV), tmp_path)
        assert in_cache(tmp_path) == []

    def test_a_file_that_says_it_is_huge_is_refused_before_it_is_fetched(self, manifest, site, tmp_path):
        site.pages[PATH] = Page(CSV, say={"Content-Length": str(10**15)})
        with pytest.raises(FetchError, match=r"larger than 8,589,934,592 bytes.*max_bytes"):
            get(at(manifest, site), tmp_path)
        with pytest.raises(FetchError, match="has room for"):
            get(at(manifest, site, max_bytes=10**16), tmp_path)

    def test_a_file_that_is_larger_than_it_says_is_cut_off(self, manifest, site, tmp_path):
        chunks = b"".join(b"3e8\r\n" + b"x" * 1000 + b"\r\n" for __ in range(50)) + b"0\r\n\r\n"
        site.pages[PATH] = Page(chunks, say={"Content-Length": None, "Transfer-Encoding": "chunked"})
        with pytest.raises(FetchError, match="larger than 20,000 bytes"):
            get(at(manifest, site, max_bytes=20_000), tmp_path)
        assert in_cache(tmp_path) == []

    def test_a_web_page_in_the_place_of_data_is_refused(self, manifest, site, tmp_path):
        site.pages[PATH] = Page(
            b"<html>Mewngofnodwch</html>", say={"Content-Type": "text/html; charset=utf-8"}
        )
        with pytest.raises(FetchError, match="gives a web page, not the data"):
            get(at(manifest, site), tmp_path)
        assert in_cache(tmp_path) == []
        assert get(at(manifest, site, format="html"), tmp_path)

    def test_a_body_without_an_end_is_used_only_if_it_is_pinned(self, manifest, site, tmp_path):
        site.pages[PATH] = Page(CSV, say={"Content-Length": None})
        with pytest.raises(FetchError, match="does not say how long"):
            get(at(manifest, site), tmp_path)
        (found,) = get(at(manifest, site, pin=CSV), tmp_path)
        assert found.path.read_bytes() == CSV

    @pytest.mark.parametrize("is_pinned", [True, False])
    def test_a_cached_file_that_was_tampered_with_is_fetched_again(self, manifest, site, tmp_path, is_pinned):
        wish = at(manifest, site, pin=CSV if is_pinned else None)
        (first,) = get(wish, tmp_path)
        first.path.write_bytes(CSV.replace(b"980", b"981"))
        (again,) = get(wish, tmp_path)
        assert again.path.read_bytes() == CSV
        first.path.write_bytes(b"drwg")
        with pytest.raises(FetchError, match="not in the cache"):
            get(wish, tmp_path, offline=True)

    def test_a_link_in_the_cache_is_not_followed(self, manifest, site, tmp_path):
        cache, secret = tmp_path / "cache", tmp_path / "cyfrinach"
        secret.write_bytes(CSV)
        wish = at(manifest, site, pin=CSV)
        (first,) = get(wish, cache)
        first.path.unlink()
        first.path.symlink_to(secret)
        (again,) = get(wish, cache)
        assert not again.path.is_symlink()
        partial = Cache(cache).partial(site.url + "/x", None)
        partial.path.symlink_to(secret)
        with pytest.raises(OSError, match=r".") as caught, partial.append():
            pass
        assert caught.value.errno == errno.ELOOP
        assert secret.read_bytes() == CSV

    def test_an_index_that_points_elsewhere_cannot_change_what_is_pinned(self, manifest, site, tmp_path):
        wish = at(manifest, site, pin=CSV)
        get(wish, tmp_path)
        site.pages[PATH] = Page(b"drwg", etag='"drwg"')
        get(at(manifest, site), tmp_path)
        (found,) = get(wish, tmp_path)
        assert found.path.read_bytes() == CSV

    def test_an_index_that_is_damaged_is_as_if_it_were_not_there(self, manifest, site, tmp_path):
        get(at(manifest, site), tmp_path)
        (index,) = (tmp_path / "index").iterdir()
        for damage in (b"", b"[]", b'{"url": 3}', b'{"sha256": "../.."}'):
            index.write_bytes(damage)
            (found,) = get(at(manifest, site), tmp_path)
            assert found.path.read_bytes() == CSV


class TestDisksAndNeighbours:
    def test_a_full_disk_says_so_and_leaves_nothing_half_used(self, manifest, site, tmp_path, monkeypatch):
        def full(*_arguments, **_options):
            raise OSError(errno.ENOSPC, "No space left on device")

        site.pages[PATH] = Page(LONG, etag='"hir"')
        with monkeypatch.context() as patch:
            patch.setattr(downloads.Partial, "append", full)
            with pytest.raises(FetchError, match=r"disk of .* is full"):
                get(at(manifest, site), tmp_path)
        assert list((tmp_path / "content").rglob("*")) == []
        (found,) = get(at(manifest, site), tmp_path)
        assert found.path.read_bytes() == LONG

    def test_a_cache_that_may_not_be_written_to_says_so(self, manifest, site, tmp_path, monkeypatch):
        def refused(*_arguments, **_options):
            raise PermissionError(errno.EROFS, "Read-only file system")

        monkeypatch.setattr("pathlib.Path.mkdir", refused)
        with pytest.raises(FetchError, match="may not be written to"):
            get(at(manifest, site), tmp_path / "cache")

    def test_a_cache_that_may_not_be_written_to_still_gives_what_is_pinned(
        self, manifest, site, tmp_path, monkeypatch
    ):
        wish = at(manifest, site, pin=CSV)
        get(wish, tmp_path)
        monkeypatch.setattr("pathlib.Path.mkdir", None)
        (found,) = get(wish, tmp_path)
        assert found.path.read_bytes() == CSV

    def test_two_fetches_at_once_ask_once(self, manifest, site, tmp_path):
        site.pages[PATH] = Page(LONG)
        wish = at(manifest, site, pin=LONG)
        results = []
        threads = [threading.Thread(target=lambda: results.extend(get(wish, tmp_path))) for __ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [found.path.read_bytes() == LONG for found in results] == [True] * 4
        assert len(site.requests(PATH)) == 1

    def test_looking_for_a_file_never_removes_one(self, tmp_path, monkeypatch):
        """Between a look and a removal somebody else may have put the right file there."""
        cache = Cache(tmp_path)
        sha256 = hashlib.sha256(CSV).hexdigest()
        (tmp_path / "rhan").write_bytes(b"drwg")
        place = cache.adopt(tmp_path / "rhan", sha256, "a.csv")
        monkeypatch.setattr("pathlib.Path.unlink", None)
        assert cache.find(sha256, "a.csv") is None
        assert place.read_bytes() == b"drwg"


class TestOffline:
    def test_what_the_cache_has_is_used_without_asking(self, manifest, site, tmp_path):
        first = get(at(manifest, site), tmp_path)
        n = len(site.asked)
        assert get(at(manifest, site), tmp_path, offline=True) == first
        assert len(site.asked) == n

    def test_everything_that_is_missing_is_named(self, manifest, site, tmp_path):
        wish = at(manifest, site, PATH, "/b.csv", "/c.csv")
        get(at(manifest, site), tmp_path)
        with pytest.raises(FetchError, match=r"Offline.*b\.csv .*c\.csv") as caught:
            get(wish, tmp_path, offline=True)
        assert "llyfrgelloedd.csv" not in str(caught.value)
        assert "/b.csv" not in [path for __, path, __ in site.asked]


class TestManners:
    def test_requests_to_one_server_are_spaced(self, manifest, site, tmp_path):
        clock = Clock()
        for name in ("/a.csv", "/b.csv", "/c.csv"):
            site.pages[name] = Page(name.encode())
        get(at(manifest, site, "/a.csv", "/b.csv", "/c.csv"), tmp_path, web=visiting(clock, rate=0.5))
        assert clock.slept == [2, 2]

    def test_what_robots_txt_forbids_is_not_fetched(self, manifest, site, tmp_path):
        site.pages["/robots.txt"] = Page(
            b"User-agent: cymraeg-data\nDisallow: /llyfr\nAllow: /llyfrgelloedd2"
        )
        with pytest.raises(FetchError, match=r"robots\.txt says so"):
            get(at(manifest, site), tmp_path)
        site.pages["/llyfrgelloedd2.csv"] = Page(CSV)
        assert get(at(manifest, site, "/llyfrgelloedd2.csv"), tmp_path)
        assert site.requests(PATH) == []

    def test_rules_for_other_programs_are_not_ours(self, manifest, site, tmp_path):
        site.pages["/robots.txt"] = Page(b"User-agent: arall\nDisallow: /\n")
        assert get(at(manifest, site), tmp_path)

    def test_a_robots_txt_that_fails_forbids_everything(self, manifest, site, tmp_path):
        site.pages["/robots.txt"] = Page(status=500)
        with pytest.raises(FetchError, match="status 500"):
            get(at(manifest, site), tmp_path)
        assert site.requests(PATH) == []

    @pytest.mark.parametrize("status", [401, 403, 404, 410])
    def test_a_server_without_robots_txt_forbids_nothing(self, manifest, site, tmp_path, status):
        site.pages["/robots.txt"] = Page(status=status)
        assert get(at(manifest, site), tmp_path)

    def test_a_crawl_delay_is_kept_and_an_endless_one_is_not(self, manifest, site, tmp_path):
        for delay, nap in (("3", 3), ("100000", 30)):
            clock = Clock()
            site.pages["/robots.txt"] = Page(f"User-agent: *\nCrawl-delay: {delay}".encode())
            site.pages["/a.csv"] = Page(b"a")
            get(at(manifest, site, PATH, "/a.csv"), tmp_path, web=visiting(clock))
            assert clock.slept == [nap]

    def test_the_program_says_who_it_is(self, manifest, site, tmp_path):
        get(at(manifest, site), tmp_path)
        assert all(headers["user-agent"].startswith("cymraeg-data/") for __, __, headers in site.asked)


class TestLicencePages:
    def licensed(self, manifest, site, evidence="/trwydded", url="/ogl"):
        return dataclasses.replace(
            manifest,
            licence=dataclasses.replace(
                manifest.licence, evidence_url=site.url + evidence, url=site.url + url
            ),
        )

    def test_pages_that_are_there_give_no_finding(self, manifest, site):
        site.pages |= {"/trwydded": Page(b"OGL"), "/ogl": Page(b"OGL")}
        assert licence(self.licensed(manifest, site)) == ()
        assert {method for method, path, __ in site.asked if path != "/robots.txt"} == {"HEAD"}

    def test_a_page_that_is_gone_is_a_finding_in_both_languages(self, manifest, site):
        site.pages["/ogl"] = Page(b"OGL")
        (finding,) = licence(self.licensed(manifest, site))
        assert (finding.code, finding.location.key) == ("O606", "licence.evidence_url")
        assert "404" in finding.message
        with locale.use("cy"):
            assert "404" in finding.message

    def test_a_page_that_leads_to_the_front_page_is_gone(self, manifest, site):
        site.pages |= {
            "/trwydded": Page(status=301, say={"Location": "/"}),
            "/": Page(b"Croeso"),
            "/ogl": Page(b"OGL"),
        }
        (finding,) = licence(self.licensed(manifest, site))
        assert "front page" in finding.message

    def test_a_server_that_cannot_be_reached_is_a_finding(self, manifest, site):
        site.pages |= {"/trwydded": Page(status=503), "/ogl": Page(b"OGL")}
        (finding,) = licence(self.licensed(manifest, site))
        assert "503" in finding.message


class TestWhatIsNotFetched:
    def test_a_pointer_is_explained(self, manifest, tmp_path):
        pointer = dataclasses.replace(manifest, access=dataclasses.replace(manifest.access, kind="pointer"))
        with pytest.raises(InputError, match="is a pointer"):
            fetch_files(pointer, cache=tmp_path)

    def test_a_local_source_is_asked_for(self, manifest, tmp_path):
        local = dataclasses.replace(
            manifest, access=dataclasses.replace(manifest.access, kind="local", urls=())
        )
        with pytest.raises(InputError, match="--source"):
            fetch_files(local, cache=tmp_path)

    def test_a_blocked_source_stays_blocked(self, manifest, tmp_path):
        blocked = dataclasses.replace(manifest, status=dataclasses.replace(manifest.status, state="blocked"))
        with pytest.raises(InputError, match="blocked"):
            fetch_files(blocked, cache=tmp_path)
