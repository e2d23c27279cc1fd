"""Archives: the files in them, or a clear refusal; nothing outside, nothing without end."""

import stat
import warnings
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cymraeg_data.errors import FetchError
from cymraeg_data.package.fetch import archives
from cymraeg_data.package.fetch.archives import unpack

CSV = "Enw,Name\nTŷ Mawr,Big House\n".encode()


def archive(folder, *members, name="data.zip"):
    """Return a zip of (name or ZipInfo, body) pairs."""
    path = folder / name
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        warnings.simplefilter("ignore")  # names that are there twice
        for member, body in members:
            opened.writestr(member, body)
    return path


def raw_name(name):
    """Return an entry with a name that `zipfile` would not write."""
    info = zipfile.ZipInfo("x")
    info.filename = name
    return info


def link(name, target=b"/etc/passwd"):
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info, target


def taken_out(folder, path, *patterns):
    return {name: place.read_bytes() for name, place in unpack(path, path.name, folder / "allan", patterns)}


def everything(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


class TestWhatIsInside:
    def test_files_come_out_in_the_order_of_their_names(self, tmp_path):
        path = archive(tmp_path, ("b/en.csv", b"b"), ("a.csv", CSV), ("b/", b""), ("__MACOSX/._a.csv", b"x"))
        assert list(taken_out(tmp_path, path).items()) == [("a.csv", CSV), ("b/en.csv", b"b")]

    def test_patterns_choose_among_them(self, tmp_path):
        path = archive(tmp_path, ("a.csv", CSV), ("a.pdf", b"%PDF"))
        assert list(taken_out(tmp_path, path, "*.csv")) == ["a.csv"]
        with pytest.raises(FetchError, match="one of those that the manifest names"):
            taken_out(tmp_path, path, "*.tmx")

    def test_one_that_was_changed_on_disk_is_unpacked_again(self, tmp_path):
        path = archive(tmp_path, ("a.csv", CSV))
        ((__, place),) = unpack(path, "data.zip", tmp_path / "allan")
        before = place.stat().st_ino
        unpack(path, "data.zip", tmp_path / "allan")
        assert place.stat().st_ino == before
        place.write_bytes(b"drwg")
        assert taken_out(tmp_path, path) == {"a.csv": CSV}
        secret = tmp_path / "cyfrinach"
        secret.write_bytes(CSV)
        place.unlink()
        place.symlink_to(secret)
        assert taken_out(tmp_path, path) == {"a.csv": CSV}
        assert not place.is_symlink()

    @given(
        st.dictionaries(
            st.sampled_from(["a.csv", "b/c.csv", "ŵy/tŷ.csv", "d"]), st.binary(max_size=500), min_size=1
        )
    )
    @settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_what_went_in_comes_out(self, tmp_path_factory, files):
        folder = tmp_path_factory.mktemp("archif")
        assert taken_out(folder, archive(folder, *files.items())) == files


class TestHostileNames:
    @pytest.mark.parametrize(
        "name",
        [
            "../a.csv", "a/../../b.csv", "/etc/passwd", "C:/a.csv", "..\\a.csv", "a\\b.csv", "a/./b.csv", "con.csv",
            "a/nul", "a:b", "a.csv.", "a ", ".ssh/authorized_keys", "a//b.csv", "a\nb.csv",
        ],
    )  # fmt: skip
    def test_one_that_leads_outside_or_that_some_system_cannot_have_is_refused(self, tmp_path, name):
        path = archive(tmp_path, ("a.csv", CSV), (raw_name(name), b"drwg"))
        with pytest.raises(FetchError, match="is not unpacked"):
            taken_out(tmp_path, path)
        assert everything(tmp_path) == ["data.zip"]

    @given(st.text(min_size=1, max_size=40))
    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_no_name_leaves_the_folder(self, tmp_path_factory, name):
        folder = tmp_path_factory.mktemp("archif")
        try:
            path = archive(folder, (raw_name(name), b"a"))
        except (UnicodeError, ValueError):
            return
        try:
            taken_out(folder, path)
        except FetchError:
            assert everything(folder) == ["data.zip"]
        else:
            assert all(file == "data.zip" or file.startswith("allan/") for file in everything(folder))

    def test_a_link_is_refused(self, tmp_path):
        with pytest.raises(FetchError, match="a link or a device"):
            taken_out(tmp_path, archive(tmp_path, link("a.csv")))

    def test_the_same_name_twice_is_refused(self, tmp_path):
        with pytest.raises(FetchError, match="the same name twice"):
            taken_out(tmp_path, archive(tmp_path, ("a.csv", CSV), ("A.csv", b"drwg")))


class TestBombs:
    def test_one_that_swells_too_much_is_refused_by_what_it_says(self, tmp_path):
        path = archive(tmp_path, ("a.csv", b"0" * (archives.SMALL + 1)))
        with pytest.raises(FetchError, match=r"would swell to more than 67,108,864 bytes"):
            taken_out(tmp_path, path)
        assert everything(tmp_path) == ["data.zip"]

    def test_one_that_lies_about_its_size_is_refused_by_what_comes_out(self, tmp_path, monkeypatch):
        monkeypatch.setattr(archives, "SMALL", 1_000)
        body = b"0" * 2_000_000
        path = archive(tmp_path, ("a.csv", body))
        data = path.read_bytes()
        lie = data.replace(len(body).to_bytes(4, "little"), (10).to_bytes(4, "little"))
        assert lie != data
        path.write_bytes(lie)
        with pytest.raises(FetchError):
            taken_out(tmp_path, path)
        assert everything(tmp_path) == ["data.zip"]

    def test_many_small_ones_are_counted_together(self, tmp_path, monkeypatch):
        monkeypatch.setattr(archives, "SMALL", 5_000)
        monkeypatch.setattr(archives, "RATIO", 1)
        path = archive(tmp_path, *((f"{number}.csv", b"0" * 1_000) for number in range(6)))
        with pytest.raises(FetchError, match="would swell"):
            taken_out(tmp_path, path)

    def test_too_many_files_are_refused(self, tmp_path, monkeypatch):
        monkeypatch.setattr(archives, "MEMBERS", 3)
        with pytest.raises(FetchError, match="holds 4 files; expected at most 3"):
            taken_out(tmp_path, archive(tmp_path, *((f"{number}.csv", b"") for number in range(4))))


class TestDamage:
    @pytest.mark.parametrize("body", [b"", b"<html>Croeso</html>", b"PK\x03\x04" + b"\0" * 40])
    def test_what_is_no_archive_says_so(self, tmp_path, body):
        path = tmp_path / "data.zip"
        path.write_bytes(body)
        with pytest.raises(FetchError, match="is not a readable zip archive"):
            taken_out(tmp_path, path)

    def test_an_encrypted_one_says_so(self, tmp_path):
        path = archive(tmp_path, ("a.csv", CSV))
        data = bytearray(path.read_bytes())
        data[data.index(b"PK\x01\x02") + 8] |= 1
        path.write_bytes(data)
        with pytest.raises(FetchError, match="encrypted"):
            taken_out(tmp_path, path)

    @given(st.data())
    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_a_flipped_byte_is_an_error_or_changes_nothing_in_a_file(self, tmp_path_factory, data):
        folder = tmp_path_factory.mktemp("archif")
        path = archive(folder, ("a.csv", CSV * 20))
        body = bytearray(path.read_bytes())
        body[data.draw(st.integers(0, len(body) - 1))] ^= 1 << data.draw(st.integers(0, 7))
        path.write_bytes(body)
        try:
            found = taken_out(folder, path)
        except FetchError:
            return
        assert set(found.values()) <= {CSV * 20}
