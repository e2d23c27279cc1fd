"""Data through a proxy: where the environment names one, and never to a machine of the own network."""

import dataclasses
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

import releases
from cymraeg_data.errors import FetchError
from cymraeg_data.package.fetch import fetch_files
from cymraeg_data.package.fetch.proxies import Proxies, require_named
from cymraeg_data.package.fetch.web import standard
from cymraeg_data.package.manifests.manifest import Snapshot, read_manifest
from web_server import Page, serving, visiting

NAMES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUEST_METHOD")


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def never(_host, _port, **_options):
    """Be the resolver of a machine behind a proxy, which knows no name of the public web."""
    raise AssertionError


def fetched(folder, url, **options):
    manifest = read_manifest(releases.write_manifest(folder))
    manifest = dataclasses.replace(
        manifest,
        access=dataclasses.replace(manifest.access, urls=(url,)),
        snapshot=Snapshot(retrieved="2026-11-20", files=()),
    )
    with visiting(**options) as web:
        return fetch_files(manifest, cache=folder / "cache", web=web)


class TestThrough:
    def test_a_file_comes_through_the_proxy_whose_resolver_knows_the_name(self, tmp_path):
        with serving() as proxy:
            proxy.pages["/a.csv"] = Page(b"a")
            (found,) = fetched(
                tmp_path, "http://cyngor.example/a.csv", proxies=Proxies({"http": proxy.url}), resolver=never
            )
        assert found.path.read_bytes() == b"a"
        assert [(method, target) for method, target, __ in proxy.asked] == [
            ("GET", "http://cyngor.example/robots.txt"),
            ("GET", "http://cyngor.example/a.csv"),
        ]
        assert {headers["host"] for __, __, headers in proxy.asked} == {"cyngor.example"}

    def test_name_and_password_go_to_the_proxy_and_to_no_message(self, tmp_path):
        with serving() as proxy:
            address = proxy.url.replace("//", "//enw:cyfrin%40ch@")
            proxies = Proxies({"http": address, "https": address})
            proxy.pages["/a.csv"] = Page(b"a")
            fetched(tmp_path, "http://cyngor.example/a.csv", proxies=proxies)
            assert {headers["proxy-authorization"] for __, __, headers in proxy.asked} == {
                "Basic ZW53OmN5ZnJpbkBjaA=="
            }
            with pytest.raises(FetchError) as caught:
                fetched(tmp_path, "https://cyngor.example/a.csv", proxies=proxies)
        assert "cyfrin" not in str(caught.value)
        assert "cyfrin" not in repr(proxies.of("http", "cyngor.example", 80))

    def test_a_tunnel_that_the_proxy_refuses_is_not_asked_for_again(self, tmp_path):
        with serving() as proxy:
            with pytest.raises(FetchError, match="refused to open a connection: 403"):
                fetched(tmp_path, "https://cyngor.example/a.csv", proxies=Proxies({"https": proxy.url}))
            assert [(method, target) for method, target, __ in proxy.asked] == [
                ("CONNECT", "cyngor.example:443")
            ]

    def test_a_proxy_that_is_busy_is_asked_again(self, tmp_path):
        with serving() as proxy:
            proxy.faults += [503, 502]
            with pytest.raises(FetchError, match="403"):
                fetched(tmp_path, "https://cyngor.example/a.csv", proxies=Proxies({"https": proxy.url}))
            assert len(proxy.asked) == 3

    def test_a_proxy_that_is_not_there_is_a_connection_that_failed(self, tmp_path):
        with pytest.raises(FetchError, match="the connection failed"):
            fetched(tmp_path, "http://cyngor.example/a.csv", proxies=Proxies({"http": "http://127.0.0.1:9"}))

    def test_robots_txt_holds_behind_a_proxy(self, tmp_path):
        with serving() as proxy:
            proxy.pages |= {"/robots.txt": Page(b"User-agent: *\nDisallow: /"), "/a.csv": Page(b"a")}
            with pytest.raises(FetchError, match=r"robots\.txt"):
                fetched(tmp_path, "http://cyngor.example/a.csv", proxies=Proxies({"http": proxy.url}))


INSIDE = [
    "127.0.0.1", "10.0.0.1", "169.254.169.254", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "0",
    "127.0.0.1.", "[::1]", "[fe80::1]", "[::ffff:10.0.0.1]", "localhost", "LOCALHOST", "a.localhost", "router",
    "router.local", "metadata.google.internal", "nas.home.arpa", "home.arpa", "1.2.3.4.5", "256.1.1.1",
]  # fmt: skip


class TestInside:
    @pytest.mark.parametrize("host", INSIDE)
    def test_no_machine_inside_is_asked_for(self, tmp_path, host):
        with serving() as proxy:
            proxy.pages["/a.csv"] = Page(b"a")
            with pytest.raises(FetchError, match=r"private network|is not a web address"):
                fetched(tmp_path, f"http://{host}/a.csv", proxies=Proxies({"http": proxy.url}))
            assert proxy.asked == []

    @pytest.mark.parametrize("host", INSIDE)
    def test_the_check_of_the_name_alone_refuses_it(self, host):
        with pytest.raises(FetchError, match="private network"):
            require_named(host.strip("[]").lower())

    @pytest.mark.parametrize("target", ["http://169.254.169.254/latest/", "http://router/", "http://0x7f.1/"])
    def test_no_redirect_leads_inside(self, tmp_path, target):
        with serving() as proxy:
            proxy.pages["/a.csv"] = Page(status=302, say={"Location": target})
            with pytest.raises(FetchError, match="private network"):
                fetched(tmp_path, "http://cyngor.example/a.csv", proxies=Proxies({"http": proxy.url}))
            assert all("cyngor.example" in asked for __, asked, __ in proxy.asked)

    @pytest.mark.parametrize(
        "host", ["8.8.8.8", "2606:4700:4700::1111", "cyngor.example", "a.internal.example"]
    )
    def test_what_is_public_may_be_asked_for(self, host):
        assert require_named(host) is None  # and raises nothing

    @given(st.ip_addresses(v=4))
    def test_every_spelling_of_an_address_is_judged_as_itself(self, address):
        spellings = (str(address), str(int(address)), hex(int(address)), f"{address}.")
        outcomes = set()
        for host in spellings:
            try:
                require_named(host)
                outcomes.add(True)
            except FetchError:
                outcomes.add(False)
        assert len(outcomes) == 1

    def test_no_proxy_is_an_address_of_its_own_that_is_checked_again(self, tmp_path):
        """NO_PROXY takes an address past the proxy; then the connection itself is checked."""
        with serving() as proxy, serving() as site:
            proxies = Proxies({"http": proxy.url}, lambda host: host.startswith("cyngor.example"))
            with pytest.raises(FetchError, match="private network"):
                fetched(
                    tmp_path,
                    site.url.replace("127.0.0.1", "cyngor.example") + "/a.csv",
                    proxies=proxies,
                    allowed=(),
                    resolver=lambda *_, **__: [(2, 1, 6, "", ("127.0.0.1", 80))],
                )
            assert proxy.asked == site.asked == []


class TestEnvironment:
    def test_the_standard_web_uses_the_proxy_of_the_environment(self, monkeypatch):
        with serving() as proxy:
            monkeypatch.setenv("HTTP_PROXY", proxy.url)
            proxy.pages["/a.csv"] = Page(b"a")
            with standard(1000.0) as web, web.open("http://cyngor.example/a.csv") as answer:
                assert b"".join(answer.body) == b"a"

    @pytest.mark.parametrize(
        ("given", "scheme", "host", "expected"),
        [
            ({}, "http", "cyngor.example", None),
            ({"HTTP_PROXY": "p.example:3128"}, "http", "cyngor.example", "http://p.example:3128"),
            ({"HTTP_PROXY": "http://p.example"}, "https", "cyngor.example", None),
            ({"HTTPS_PROXY": "https://p.example"}, "https", "cyngor.example", "https://p.example"),
            ({"ALL_PROXY": "http://p.example"}, "https", "cyngor.example", "http://p.example"),
            ({"HTTP_PROXY": "http://p.example", "NO_PROXY": "*"}, "http", "cyngor.example", None),
            ({"HTTP_PROXY": "http://p.example", "NO_PROXY": "example"}, "http", "cyngor.example", None),
            ({"HTTP_PROXY": "http://p.example", "NO_PROXY": "a.cymru, .example"}, "http", "b.example", None),
            ({"HTTP_PROXY": "http://p.example", "NO_PROXY": "ngor.example"}, "http", "cyngor.example", True),
            ({"HTTP_PROXY": "http://[2001:db8::1]:80"}, "http", "cyngor.example", "http://[2001:db8::1]:80"),
            # A web server that runs us has HTTP_PROXY from whoever sent it a header Proxy (CVE-2016-5385).
            ({"HTTP_PROXY": "http://p.example", "REQUEST_METHOD": "GET"}, "http", "cyngor.example", None),
        ],
    )  # fmt: skip
    def test_variables_are_read_as_other_programs_read_them(self, monkeypatch, given, scheme, host, expected):
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        proxy = Proxies.of_system().of(scheme, host, 80 if scheme == "http" else 443)
        if expected is True:
            expected = "http://p.example"
        assert (None if proxy is None else proxy.url) == expected

    @pytest.mark.parametrize(
        "address", ["socks5://enw:cyfrinach@p.example", "http://", "http://[::1", "ftp://p"]
    )
    def test_a_proxy_that_cannot_be_used_is_an_error_and_not_a_way_round_it(self, tmp_path, address):
        with serving() as site:
            site.pages["/a.csv"] = Page(b"a")
            with pytest.raises(FetchError, match="names a proxy that is not used") as caught:
                fetched(tmp_path, site.url + "/a.csv", proxies=Proxies({"http": address}))
            assert site.asked == []
        assert "cyfrinach" not in str(caught.value)


class TestManners:
    def test_no_cookie_is_kept(self, tmp_path):
        with serving() as site:
            site.pages["/a.csv"] = Page(status=302, say={"Location": "/b.csv", "Set-Cookie": "enw=gwerth"})
            site.pages["/b.csv"] = Page(b"b")
            fetched(tmp_path, site.url + "/a.csv")
            assert all("cookie" not in headers for __, __, headers in site.asked)

    def test_a_robots_txt_that_comes_compressed_is_read(self, tmp_path):
        rules = gzip.compress(b"User-agent: *\nDisallow: /")
        with serving() as site:
            site.pages["/robots.txt"] = Page(rules, say={"Content-Encoding": "gzip"})
            with pytest.raises(FetchError, match=r"robots\.txt"):
                fetched(tmp_path, site.url + "/a.csv")

    def test_a_file_is_kept_as_it_was_sent(self, tmp_path):
        data = gzip.compress(b"a,b\n", mtime=0)
        with serving() as site:
            site.pages["/a.csv"] = Page(data, say={"Content-Encoding": "gzip"})
            (found,) = fetched(tmp_path, site.url + "/a.csv")
        assert found.path.read_bytes() == data

    def test_only_what_is_needed_is_sent(self, tmp_path):
        with serving() as site:
            site.pages["/a.csv"] = Page(b"a")
            fetched(tmp_path, site.url + "/a.csv")
            (headers,) = site.requests("/a.csv")
        assert set(headers) <= {"host", "user-agent", "accept", "accept-encoding", "connection"}
        assert headers["accept-encoding"] == "identity"
