"""Which addresses are asked: none on this machine or in its network, however they are written or reached."""

import dataclasses
import socket
import ssl

import httpcore2
import pytest
from hypothesis import given
from hypothesis import strategies as st

import releases
from cymraeg_data.errors import FetchError
from cymraeg_data.package.fetch import fetch_files
from cymraeg_data.package.fetch.addresses import is_public, parse, resolved
from cymraeg_data.package.fetch.file_names import distinct, is_inside, local_name, safe
from cymraeg_data.package.fetch.web import Web, _translated, require_followable
from cymraeg_data.package.manifests.manifest import Snapshot, read_manifest
from web_server import Clock, Page, serving, visiting

INSIDE = [
    "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0",
    "fc00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
    "2002:7f00:1::", "2001:0:1::1", "2001:db8::1",
]  # fmt: skip
OUTSIDE = ["8.8.8.8", "151.101.1.140", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


# ruff: noqa: S104 - addresses that are refused


def answering(*numbers):
    """Return a resolver that gives these addresses, one list after the other."""
    lists = list(numbers)

    def resolve(_host, port, **_options):
        chosen = lists.pop(0) if len(lists) > 1 else lists[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in chosen]

    return resolve


def manifest_at(tmp_path_factory, *urls):
    manifest = read_manifest(releases.write_manifest(tmp_path_factory.mktemp("manifest")))
    return dataclasses.replace(
        manifest,
        access=dataclasses.replace(manifest.access, urls=urls),
        snapshot=Snapshot(retrieved="2026-11-20", files=()),
    )


class TestMachines:
    @pytest.mark.parametrize("number", INSIDE)
    def test_an_address_inside_is_not_public(self, number):
        assert not is_public(number)

    @pytest.mark.parametrize("number", OUTSIDE)
    def test_an_address_outside_is(self, number):
        assert is_public(number)

    @given(st.ip_addresses(v=4))
    def test_an_address_in_another_spelling_is_judged_as_itself(self, address):
        plain = is_public(str(address))
        assert is_public(f"::ffff:{address}") == plain
        assert is_public(f"64:ff9b::{int(address) >> 16:x}:{int(address) & 0xFFFF:x}") == plain

    @pytest.mark.parametrize(
        "host", ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.0.0.1", "localhost", "::1", "0"]
    )
    def test_every_spelling_of_this_machine_is_refused(self, host):
        with pytest.raises(FetchError, match="on this machine or in a private network"):
            resolved(host, 80)

    def test_one_inside_among_many_outside_is_refused(self):
        with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
            resolved("cyngor.example", 80, resolver=answering(["8.8.8.8", "10.0.0.1"]))

    def test_a_name_that_changes_its_address_after_the_check_gains_nothing(self, tmp_path_factory):
        """DNS rebinding: the address that was checked is the one that is connected to."""
        manifest = manifest_at(tmp_path_factory, "http://cyngor.example/a.csv")
        for answers in ([["127.0.0.1"]], [["127.0.0.2"], ["127.0.0.1"]]):
            with (
                Web(resolver=answering(*answers)) as web,
                pytest.raises(FetchError, match="private network"),
            ):
                fetch_files(manifest, cache=tmp_path_factory.mktemp("cache"), web=web)
        asked = []

        def resolve(host, port, **_options):
            asked.append(host)
            return answering(["127.0.0.1"])(host, port)

        with serving() as site, visiting(resolver=resolve) as web:
            site.pages["/a.csv"] = Page(b"a")
            place = site.url.replace("127.0.0.1", "cyngor.example") + "/a.csv"
            fetch_files(manifest_at(tmp_path_factory, place), cache=tmp_path_factory.mktemp("cache"), web=web)
            hosts = {headers["host"] for __, __, headers in site.asked}
        assert asked == ["cyngor.example"] * site.connections  # one look-up for one connection
        assert hosts == {place.split("/")[2]}

    def test_this_machine_is_refused_by_the_web_that_everybody_gets(self, tmp_path_factory):
        with serving() as site:
            site.pages["/a.csv"] = Page(b"a")
            with pytest.raises(FetchError, match="private network"):
                fetch_files(
                    manifest_at(tmp_path_factory, site.url + "/a.csv"), cache=tmp_path_factory.mktemp("cache")
                )
            assert site.asked == []


class TestAddresses:
    @pytest.mark.parametrize(
        "url",
        [
            "file:///etc/passwd", "ftp://cyngor.example/a", "gopher://cyngor.example/", "data:text/csv,a", "javascript:a",
            "http://enw:cyfrinach@cyngor.example/", "http://enw@cyngor.example/", "http://@cyngor.example/", "http:///a",
            "http://", "//cyngor.example/a", "/a", "", "http://cyngor.example:99999/", "http://cyngor.example:0/",
            "http://cyngor.example\\@drwg.example/", "http://cyngor.example/a\r\nHost: x", "http://[::1/", "http://a b/",
            "http://" + "a" * 300 + ".example/",
        ],
    )  # fmt: skip
    def test_what_is_no_plain_web_address_is_refused(self, url):
        with pytest.raises(FetchError) as caught:
            parse(url)
        assert "cyfrinach" not in str(caught.value)

    @given(st.text(max_size=60))
    def test_any_text_is_an_address_in_ascii_or_refused(self, text):
        for url in (text, f"http://{text}", f"https://cyngor.example/{text}"):
            try:
                address = parse(url)
            except FetchError:
                continue
            assert str(address).isascii()
            assert not set(str(address)) & set(" \r\n\t\\")
            assert str(parse(str(address))) == str(address)

    def test_welsh_letters_are_sent_as_servers_read_them(self):
        assert str(parse("https://dŵr.example/tŷ?enw=ŵyl")) == (
            "https://xn--dr-bva.example/t%C5%B7?enw=%C5%B5yl"
        )


class TestRedirects:
    def fetched(self, tmp_path_factory, site, path="/a.csv", **options):
        with visiting(**options) as web:
            return fetch_files(
                manifest_at(tmp_path_factory, site.url + path),
                cache=tmp_path_factory.mktemp("cache"),
                web=web,
            )

    @pytest.mark.parametrize(
        ("target", "why"),
        [
            ("file:///etc/passwd", "Only http and https"),
            ("http://169.254.169.254/latest/meta-data/", "private network"),
            ("http://[::1]:9/", "private network"),
            ("http://2130706434/", "private network"),
            ("http://enw:gair@127.0.0.1/", "name or password"),
        ],
    )
    def test_one_that_leads_inside_is_not_followed(self, tmp_path_factory, target, why):
        with serving() as site:
            site.pages["/a.csv"] = Page(status=302, say={"Location": target})
            with pytest.raises(FetchError, match=why):
                self.fetched(tmp_path_factory, site)

    def test_one_that_leads_to_another_page_is(self, tmp_path_factory):
        with serving() as site:
            site.pages |= {"/a.csv": Page(status=301, say={"Location": "b/c.csv"}), "/b/c.csv": Page(b"a")}
            (found,) = self.fetched(tmp_path_factory, site)
        assert (found.name, found.path.read_bytes()) == ("a.csv", b"a")

    def test_an_endless_row_of_them_ends(self, tmp_path_factory):
        with serving() as site:
            site.pages["/a.csv"] = Page(status=302, say={"Location": "/a.csv"})
            with pytest.raises(FetchError, match="more than 5 times"):
                self.fetched(tmp_path_factory, site)
            assert len(site.requests("/a.csv")) == 6

    def test_what_robots_txt_forbids_is_not_reached_by_a_redirect(self, tmp_path_factory):
        with serving() as site:
            site.pages |= {
                "/robots.txt": Page(b"User-agent: *\nDisallow: /cudd"),
                "/a.csv": Page(status=302, say={"Location": "/cudd/b.csv"}),
                "/cudd/b.csv": Page(b"b"),
            }
            with pytest.raises(FetchError, match=r"robots\.txt"):
                self.fetched(tmp_path_factory, site)
            assert site.requests("/cudd/b.csv") == []

    def test_one_from_a_safe_connection_to_an_open_one_is_not_followed(self):
        with pytest.raises(FetchError, match="from a safe connection to an open one"):
            require_followable(parse("https://cyngor.example/a"), parse("http://cyngor.example/a"))
        require_followable(parse("http://cyngor.example/a"), parse("http://cyngor.example/b"))
        require_followable(parse("http://cyngor.example/a"), parse("https://cyngor.example/a"))


class TestCertificates:
    def test_one_that_is_not_valid_is_not_asked_again(self):
        refused = ssl.SSLCertVerificationError("self-signed certificate")
        refused.verify_message = "self-signed certificate"

        def connect():
            try:
                raise refused
            except ssl.SSLError as error:
                raise httpcore2.ConnectError from error

        with (
            pytest.raises(FetchError, match=r"cyngor\.example: the server's certificate.*self-signed"),
            _translated(parse("https://cyngor.example/a")),
        ):
            connect()


class TestNames:
    @given(st.text(max_size=300), st.sampled_from(["csv", "TMX", "a/b", ""]))
    def test_a_name_never_leaves_its_folder_on_any_system(self, text, format_):
        for name in (safe(text), local_name(f"https://cyngor.example/{text}", format_)):
            assert is_inside(name)
            assert not set(name) & set('/\\:*?"<>|\0')
            assert name not in {"", ".", ".."}
            assert safe(name) == name
            assert len(name) <= 170

    @pytest.mark.parametrize(
        "name", ["con", "NUL.csv", "com1", "LPT9.tar.gz", "aux.", "prn .csv", "..", ".", "a.", " a"]
    )
    def test_names_that_some_system_cannot_have_are_changed(self, name):
        assert safe(name) != name or is_inside(name)
        assert safe(name).split(".")[0].strip().lower() not in {"con", "nul", "com1", "lpt9", "aux", "prn"}

    @given(st.lists(st.sampled_from(["a.csv", "A.csv", "a-2.csv", "b"]), max_size=8))
    def test_no_two_names_are_the_same(self, names):
        chosen = distinct(names)
        assert len({name.casefold() for name in chosen}) == len(names)

    def test_a_hostile_address_stays_in_the_cache(self, tmp_path_factory):
        cache = tmp_path_factory.mktemp("cache")
        hostile = "/..%2f..%2f..%2fetc%2fpasswd"
        with serving() as site, visiting(Clock()) as web:
            site.pages[hostile] = Page(b"a")
            (found,) = fetch_files(manifest_at(tmp_path_factory, site.url + hostile), cache=cache, web=web)
        assert found.path.resolve().is_relative_to(cache.resolve())
