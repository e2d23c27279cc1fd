"""What goes wrong around a build.

Sources that change, links, a full disk, a work folder that was tampered with.
"""

import errno
import os
import resource
import subprocess
import sys

import pytest

import releases
from cymraeg_data import package
from cymraeg_data.errors import InputError
from cymraeg_data.package.building import external_sort, inputs, output_folder, work_parts
from cymraeg_data.package.record import parquet_writer
from test_steps import KILL, STEPS, mixed, sentence, write_documents

build_module = sys.modules["cymraeg_data.package.building.pipeline"]


def folder_of(tmp_path):
    return tmp_path / "out" / "llyfrgelloedd-bro"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return the files of a build that nothing disturbed."""
    folder = tmp_path_factory.mktemp("cyfan")
    manifest, source = write_documents(folder, mixed(), STEPS)
    return releases.contents(package.build(manifest, folder / "out", source=source).folder)


@pytest.fixture
def given(tmp_path):
    return write_documents(tmp_path, mixed(), STEPS)


@pytest.fixture
def small(monkeypatch):
    """Let little text be enough for many parts, and for sorting on the disk."""
    monkeypatch.setattr(work_parts, "PART_BYTES", 900)
    monkeypatch.setattr(external_sort, "MEMORY", 2_000)


class TestSourcesThatChange:
    def write_later(self, monkeypatch, source, data):
        """Let the source be another file once its checksum was taken."""
        real = inputs.locate

        def locate(*given, **options):
            found = real(*given, **options)
            source.write_bytes(data)
            return found

        monkeypatch.setattr(inputs, "locate", locate)

    def test_one_that_is_another_once_its_checksum_was_taken_is_refused(self, tmp_path, monkeypatch, given):
        manifest, source = given
        self.write_later(monkeypatch, source, source.read_bytes().replace(b"d0001", b"d9001"))
        with pytest.raises(InputError, match=r"dogfennau\.jsonl changed while it was read"):
            package.build(manifest, tmp_path / "out", source=source)
        assert not folder_of(tmp_path).exists()

    def test_one_that_grows_is_refused(self, tmp_path, monkeypatch, given):
        manifest, source = given
        self.write_later(monkeypatch, source, source.read_bytes() * 2)
        with pytest.raises(InputError, match="changed while it was read"):
            package.build(manifest, tmp_path / "out", source=source)
        assert not folder_of(tmp_path).exists()

    def test_one_that_is_taken_away_is_refused(self, tmp_path, monkeypatch, given):
        manifest, source = given
        real = inputs.locate

        def locate(*items, **options):
            found = real(*items, **options)
            source.unlink()
            return found

        monkeypatch.setattr(inputs, "locate", locate)
        with pytest.raises((InputError, FileNotFoundError), match=r"dogfennau\.jsonl"):
            package.build(manifest, tmp_path / "out", source=source)
        assert not folder_of(tmp_path).exists()

    def test_one_written_the_same_again_is_not(self, tmp_path, monkeypatch, given, whole):
        manifest, source = given
        self.write_later(monkeypatch, source, source.read_bytes())
        build = package.build(manifest, tmp_path / "out", source=source)
        assert releases.contents(build.folder) == whole


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need a right of their own")
class TestLinks:
    def linked(self, tmp_path, given):
        """Return the manifest and a folder whose only file is a link to one outside."""
        manifest, source = given
        folder = tmp_path / "dolenni"
        folder.mkdir()
        (folder / source.name).symlink_to(source)
        return manifest, folder

    def test_one_that_leads_out_of_the_folder_is_not_read(self, tmp_path, given):
        manifest, folder = self.linked(tmp_path, given)
        with pytest.raises(InputError, match="no row of data"):
            package.build(manifest, tmp_path / "out", source=folder)
        assert not folder_of(tmp_path).exists()

    def test_one_that_the_manifest_names_and_does_not_pin_is_refused(self, tmp_path):
        manifest, folder = releases.write_parallel(
            tmp_path, "Lle,Gwerth\nCaerdydd,1\n", "Place,Value\nCardiff,1\n"
        )
        (folder / "cy.csv").rename(tmp_path / "cudd.csv")
        (folder / "cy.csv").symlink_to(tmp_path / "cudd.csv")
        with pytest.raises(InputError, match=r"cy\.csv is a link to .*cudd\.csv, outside the folder"):
            package.build(manifest, tmp_path / "out", source=folder)
        assert not folder_of(tmp_path).exists()

    def test_one_whose_checksum_is_pinned_is_read(self, tmp_path, given, whole):
        manifest, folder = self.linked(tmp_path, given)
        data = (folder / "dogfennau.jsonl").read_bytes()
        digest = parquet_writer.file_hash(folder / "dogfennau.jsonl")
        pinned = f'files = [{{ path = "dogfennau.jsonl", sha256 = "{digest}", bytes = {len(data)} }}]'
        manifest.write_text(manifest.read_text("utf-8").replace("files = []", pinned), encoding="utf-8")
        build = package.build(manifest, tmp_path / "out", source=folder)
        assert {name: data for name, data in releases.contents(build.folder).items() if "data/" in name} == {
            name: data for name, data in whole.items() if "data/" in name
        }

    def test_one_within_the_folder_is_read(self, tmp_path, given, whole):
        manifest, source = given
        source.rename(source.with_name("gwreiddiol"))
        source.symlink_to("gwreiddiol")
        (source.parent / "gwreiddiol").rename(source.parent / ".gwreiddiol")
        source.unlink()
        source.symlink_to(".gwreiddiol")
        build = package.build(manifest, tmp_path / "out", source=source.parent)
        assert releases.contents(build.folder) == whole

    def test_a_link_that_leads_nowhere_is_told(self, tmp_path, given):
        manifest, source = given
        source.unlink()
        source.symlink_to(tmp_path / "dim-byd")
        with pytest.raises((InputError, FileNotFoundError), match="dogfennau"):
            package.build(manifest, tmp_path / "out", source=source)
        assert not folder_of(tmp_path).exists()


STAGES = {
    "rows of a part": (work_parts, "_write_table"),
    "fingerprints of a part": (work_parts, "_write_array"),
    "signatures of all parts": (work_parts.Parts, "signatures"),
    "rows in order": (external_sort, "_deal"),
    "rows as Parquet": (parquet_writer.Shards, "_write_group"),
    "the end of a file": (parquet_writer.os, "fsync"),
    "pages": (build_module, "write_texts"),
    "what the disk is to keep": (output_folder, "_sync"),
    "the new folder in its place": (output_folder, "_put"),
}


@pytest.mark.usefixtures("small")
class TestFullDisk:
    @pytest.mark.parametrize("stage", STAGES)
    def test_it_is_said_and_nothing_is_left_but_the_earlier_build(
        self, tmp_path, monkeypatch, given, whole, stage
    ):
        manifest, source = given
        package.build(manifest, tmp_path / "out", source=source)
        reached = []

        def refuse(*_, **__):
            reached.append(stage)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        where, name = STAGES[stage]
        with monkeypatch.context() as patch:
            patch.setattr(where, name, refuse)
            with pytest.raises(InputError, match=os.strerror(errno.ENOSPC)):
                package.build(manifest, tmp_path / "out", source=source)
        assert reached
        assert releases.contents(folder_of(tmp_path) / "1.2.0") == whole
        assert not list(folder_of(tmp_path).glob(".*by-cymraeg-data"))

    @pytest.mark.skipif(sys.platform != "linux", reason="only there do we know how the limit is kept")
    @pytest.mark.parametrize("most", [700, 6_000, 20_000])
    def test_a_system_that_writes_no_more_is_said_too(self, tmp_path, given, whole, most):
        """No function of ours is replaced here.

        The system itself refuses files beyond a size, at any stage.
        """
        manifest, source = given
        earlier = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, earlier[1]))
        try:
            with pytest.raises((InputError, OSError)) as caught:
                package.build(manifest, tmp_path / "out", source=source)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, earlier)
        assert isinstance(caught.value, InputError)
        assert "could not be written" in str(caught.value)
        assert not (folder_of(tmp_path) / "1.2.0").exists()
        build = package.build(manifest, tmp_path / "out", source=source)
        assert releases.contents(build.folder) == whole


def spoil_bit(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


TAMPERED = {
    "a bit of some rows": ("000001.rows.arrow", spoil_bit),
    "rows cut short": ("000001.rows.arrow", cut),
    "a list emptied": ("000002.listing.arrow", lambda path: path.write_bytes(b"")),
    "fingerprints cut short": ("000001.text_fingerprints.npy", cut),
    "a bit of signatures": ("000000.signatures.npy", spoil_bit),
    "a file gone": ("000001.id_fingerprints.npy", lambda path: path.unlink()),
    "a record cut short": ("000001.json", cut),
    "a record of something else": ("000001.json", lambda path: path.write_text("[1]", encoding="utf-8")),
    "a record gone": ("000001.json", lambda path: path.unlink()),
    "a record of another part": (
        "000001.json",
        lambda path: path.write_bytes(path.with_name("000000.json").read_bytes()),
    ),
    "a key that is no text": ("key", lambda path: path.write_bytes(b"\xff\x00")),
    "another key": ("key", lambda path: path.write_text("0" * 64, encoding="utf-8")),
    "no key": ("key", lambda path: path.unlink()),
}


@pytest.mark.usefixtures("small")
class TestWorkFolder:
    def interrupted(self, tmp_path, monkeypatch, given):
        """Stop a build when all parts are made; return the folder they are in."""
        manifest, source = given

        def stop(*_):
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(build_module, "decide", stop)
            with pytest.raises(KeyboardInterrupt):
                package.build(manifest, tmp_path / "out", source=source)
        (work,) = folder_of(tmp_path).glob(".*work-by-cymraeg-data")
        assert len(list(work.glob("*.json"))) > 3
        return work

    @pytest.mark.parametrize("kind", TAMPERED)
    def test_what_was_tampered_with_is_made_again(self, tmp_path, monkeypatch, given, whole, kind):
        work = self.interrupted(tmp_path, monkeypatch, given)
        name, spoil = TAMPERED[kind]
        spoil(work / name)
        manifest, source = given
        build = package.build(manifest, tmp_path / "out", source=source)
        assert releases.contents(build.folder) == whole
        assert not list(folder_of(tmp_path).glob(".*by-cymraeg-data"))

    def test_only_the_parts_from_the_first_one_spoilt_are_made_again(self, tmp_path, monkeypatch, given):
        work = self.interrupted(tmp_path, monkeypatch, given)
        n = len(list(work.glob("*.json")))
        spoil_bit(work / "000002.rows.arrow")
        key = (work / "key").read_text("utf-8")
        assert len(work_parts.Parts(work, key).parts) == 2 < n
        assert sorted(path.name for path in work.glob("*.json")) == ["000000.json", "000001.json"]

    @pytest.mark.parametrize("step", ["external_sort._dealt", "work_parts.Parts.signatures"])
    def test_a_build_killed_while_it_works_on_the_disk_goes_on(self, tmp_path, given, whole, step):
        manifest, source = given
        program = KILL.replace("sys.setprofile(trace)", f"{step} = lambda *_: os._exit(9)")
        command = [sys.executable, "-c", program, manifest, tmp_path / "out", source, "-1"]
        assert subprocess.run(command, check=False).returncode == 9
        assert not (folder_of(tmp_path) / "1.2.0").exists()
        build = package.build(manifest, tmp_path / "out", source=source)
        assert releases.contents(build.folder) == whole


SETTINGS = {
    "PYTHONHASHSEED": ("1", "77"),
    "TZ": ("Pacific/Auckland", "America/St_Johns"),
    "LC_ALL": ("C", "cy_GB.UTF-8"),
    "OMP_NUM_THREADS": ("1", "2"),
    "ARROW_IO_THREADS": ("1", "3"),
}
BUILD = """
import sys
import pyarrow as pa
from cymraeg_data import package
pa.set_cpu_count(int(sys.argv[4]))
package.build(sys.argv[1], sys.argv[2], source=sys.argv[3])
"""


class TestOtherMachines:
    @pytest.mark.parametrize("other", [0, 1])
    def test_settings_cores_and_kernels_give_the_same_bytes(self, tmp_path, given, whole, other):
        manifest, source = given
        settings = {name: values[other] for name, values in SETTINGS.items()}
        kernels = ["numpy", "numba"] if sys.modules.get("numba") or has_numba() else ["numpy", "numpy"]
        settings["CYMRAEG_DATA_KERNEL"] = kernels[other]
        command = [sys.executable, "-c", BUILD, manifest, tmp_path / "out", source, str(other + 1)]
        subprocess.run(command, check=True, env={**os.environ, **settings})
        assert releases.contents(folder_of(tmp_path) / "1.2.0") == whole


def has_numba():
    import importlib.util

    return importlib.util.find_spec("numba") is not None


class TestEveryoneElse:
    def test_a_source_that_says_it_is_larger_than_it_is_is_refused(self, tmp_path, given):
        manifest, source = given
        digest = parquet_writer.file_hash(source)
        pinned = f'files = [{{ path = "dogfennau.jsonl", sha256 = "{digest}", bytes = {10**18} }}]'
        manifest.write_text(manifest.read_text("utf-8").replace("files = []", pinned), encoding="utf-8")
        with pytest.raises(InputError, match="expected 1,000,000,000,000,000,000 bytes"):
            package.build(manifest, tmp_path / "out", source=source)
        assert not folder_of(tmp_path).exists()

    def test_a_table_that_breaks_off_is_refused(self, tmp_path):
        manifest, source = write_documents(tmp_path, [sentence(1)])
        source.write_bytes(source.read_bytes() + b'{"key": "d1", "te')
        with pytest.raises(InputError):
            package.build(manifest, tmp_path / "out", source=source)
        assert not folder_of(tmp_path).exists()
