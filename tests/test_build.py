"""Builds: the same bytes every time, whole or not at all, and nothing lost without a count."""

import csv
import errno
import hashlib
import io
import json
import os
import socket
import subprocess
import sys

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import killed
import releases
from cymraeg_data import package
from cymraeg_data.errors import InputError, OutputExistsError, SourceNotFoundError, WrongTypeError
from cymraeg_data.package.building import output_folder, rows
from cymraeg_data.package.reading.dataset import load_folder
from cymraeg_data.package.record import parquet_writer

PLACENAMES = "corpora_manifests/enwau-lleoedd-safonol.toml"
CUBE = "corpora_manifests/statswales-cysylltiadau-iechyd-plant.toml"


def built(tmp_path, *replacements, text=releases.CSV):
    manifest = releases.write_manifest(tmp_path, *replacements)
    return package.build(manifest, tmp_path / "out", source=releases.write_source(tmp_path, text))


def table_of(build):
    return pq.read_table(build.folder / build.facts.files[0].path)


def as_csv(header, lines):
    text = io.StringIO()
    csv.writer(text).writerows([header, *lines])
    return text.getvalue()


class TestSameBytes:
    def test_two_builds_are_the_same_to_the_last_byte(self, tmp_path):
        first = releases.contents(built(tmp_path).folder)
        second = package.build(
            tmp_path / "manifest.toml",
            tmp_path / "elsewhere",
            source=tmp_path / "source" / "llyfrgelloedd.csv",
        )
        assert releases.contents(second.folder) == first

    def test_another_process_zone_hash_seed_and_language_give_the_same_bytes(self, tmp_path):
        first = releases.contents(built(tmp_path).folder)
        script = (
            "import sys; from cymraeg_data import package;"
            "package.build(sys.argv[1], sys.argv[2], source=sys.argv[3])"
        )
        settings = {
            "TZ": "Pacific/Auckland",
            "PYTHONHASHSEED": "77",
            "LC_ALL": "cy_GB.UTF-8",
            "OMP_NUM_THREADS": "1",
        }
        subprocess.run(
            [
                sys.executable,
                "-c",
                script,
                tmp_path / "manifest.toml",
                tmp_path / "arall",
                tmp_path / "source" / "llyfrgelloedd.csv",
            ],
            check=True,
            env=os.environ | settings,
            cwd=tmp_path,
        )
        assert releases.contents(tmp_path / "arall" / "llyfrgelloedd-bro" / "1.2.0") == first

    def test_the_size_of_batches_does_not_matter(self, tmp_path, monkeypatch):
        first = releases.contents(built(tmp_path).folder)
        whole = rows._batches

        def one_by_one(*arguments):
            for source_id, batch in whole(*arguments):
                for start in range(batch.num_rows):
                    yield source_id, batch.slice(start, 1)

        monkeypatch.setattr(rows, "_batches", one_by_one)
        assert releases.contents(built(tmp_path).folder) == first

    @settings(max_examples=15)
    @given(st.permutations(releases.CSV.splitlines(keepends=True)[1:]))
    def test_the_order_of_the_input_changes_no_more_than_row_numbers(self, tmp_path_factory, lines):
        folder = tmp_path_factory.mktemp("build")
        header = releases.CSV.splitlines(keepends=True)[0]
        by_code = (
            '"table"\nconfig = "tables"\nid = ["name_cy"]',
            '"table"\nconfig = "tables"\nid = ["code"]',
        )
        code = ("[status]", '[[parse.columns]]\nfrom = "Cod"\nto = "code"\n\n[status]')
        expected = table_of(built(folder, by_code, code)).drop_columns("source_row")
        shuffled = table_of(built(folder, by_code, code, text=header + "".join(lines))).drop_columns(
            "source_row"
        )
        assert expected.column("code").to_pylist() == ["LL3", "LL1", "LL2", "LL4"]
        assert shuffled.equals(expected)

    def test_nothing_of_this_machine_is_in_the_files(self, tmp_path):
        host = socket.gethostname().encode()
        for name, data in releases.contents(built(tmp_path).folder).items():
            assert str(tmp_path).encode() not in data, name
            assert len(host) < 4 or host not in data, name


class TestRows:
    def test_values_are_read_as_the_manifest_says(self, tmp_path):
        table = table_of(built(tmp_path))
        first = table.slice(0, 1).to_pylist()[0]
        assert first["id"] == "llyfrgelloedd-bro:Llyfrgell y Dref#2"
        assert str(first["opened"]) == "1975-02-03"
        assert table.column("visits").to_pylist() == [None, 12050, 980, 1204]
        assert table.column("note_cy")[1].as_py() == " Mae’r llyfrgell ar agor bob dydd Sadwrn. "
        assert table.column("licence").unique().to_pylist() == ["ogl-uk-3.0"]
        assert table.column("source_id").unique().to_pylist() == ["llyfrgelloedd.csv"]
        assert table.column("source_row").to_pylist() == [3, 1, 2, 4]

    def test_a_text_with_a_declared_language_has_the_measured_one_beside_it(self, tmp_path):
        table = table_of(built(tmp_path))
        assert table.column_names[1:5] == ["name_cy", "name_cy_language", "name_en", "name_en_language"]
        languages = table.column("note_cy_language").to_pylist()
        assert languages[0] is None
        assert languages[1] == "cy"

    def test_edges_are_stripped_only_when_the_manifest_says_so(self, tmp_path):
        table = table_of(built(tmp_path, ('adapter = "table"', 'adapter = "table"\nstrip = true')))
        assert table.column("note_cy")[1].as_py() == "Mae’r llyfrgell ar agor bob dydd Sadwrn."

    def test_what_cannot_be_read_is_counted(self, tmp_path):
        facts = built(tmp_path).facts
        assert {column.name: column.unread for column in facts.columns if column.unread} == {"visits": 1}
        assert facts.unmapped == ("Cod",)
        assert facts.n_repeated_ids == 1

    def test_rows_left_out_are_counted_by_reason(self, tmp_path):
        build = built(tmp_path, text=releases.CSV + "LL5,, ,,,\n" + "LL6,Llyfrgell Llŷn\n")
        assert build.dropped == {"empty": 1, "wrong-fields": 1}
        assert build.n_rows == 4
        assert json.loads((build.folder / "build.json").read_text("utf-8"))["dropped"] == build.dropped

    def test_values_with_separators_in_them_never_share_an_id(self, tmp_path):
        lines = [
            ["a/b", "c"],
            ["a", "b/c"],
            ["a#2", ""],
            ["a", ""],
            ["a", ""],
            ["%2F", ""],
            ["/", ""],
            ["a", None],
        ]
        columns = ('id = ["name_cy"]', 'id = ["name_cy", "name_en"]')
        others = [["", "", ""]] * len(lines)
        header = ["Enw", "Enw Saesneg", "Nodyn", "Ymweliadau", "Agorwyd"]
        text = as_csv(header, [line + other for line, other in zip(lines, others, strict=True)])
        ids = table_of(built(tmp_path, columns, text=text)).column("id").to_pylist()
        assert len(set(ids)) == len(lines)

    def test_a_column_that_is_not_there_is_named_with_those_that_are(self, tmp_path):
        with pytest.raises(InputError, match=r"no column “Enw Saesneg”.*“Cod”, “Enw”"):
            built(tmp_path, text="Cod,Enw,Nodyn,Ymweliadau,Agorwyd\n1,Y Bala,,,\n")

    def test_an_input_without_rows_is_refused_and_leaves_nothing(self, tmp_path):
        with pytest.raises(InputError):
            built(tmp_path, text=releases.CSV.splitlines(keepends=True)[0])
        assert not (tmp_path / "out").exists()

    def test_values_that_are_no_text_or_number_are_refused(self, tmp_path):
        line = {"Enw": ["a", "b"], "Enw Saesneg": "", "Nodyn": "", "Ymweliadau": 3, "Agorwyd": ""}
        source = releases.write_source(tmp_path, json.dumps(line) + "\n", "rhestr.jsonl")
        with pytest.raises((WrongTypeError, InputError)):
            package.build(releases.write_manifest(tmp_path), tmp_path / "out", source=source)

    def test_a_plain_text_becomes_a_document_for_each_line(self, tmp_path):
        start, end = releases.MANIFEST.index('adapter = "table"'), releases.MANIFEST.index("[status]")
        parse = (
            'adapter = "text"\nconfig = "documents"\nid = ["source_row"]\n'
            '[[parse.columns]]\nfrom = "text"\nto = "text"\nlanguage = "cy"\n\n'
        )
        manifest = releases.write_manifest(tmp_path, (releases.MANIFEST[start:end], parse))
        source = releases.write_source(
            tmp_path, "Mae hi’n braf heddiw.\nBydd hi’n bwrw glaw yfory.\n", "tywydd.txt"
        )
        build = package.build(manifest, tmp_path / "out", source=source)
        table = table_of(build)
        assert table.column("id").to_pylist() == ["llyfrgelloedd-bro:1", "llyfrgelloedd-bro:2"]
        assert table.column_names[1:5] == ["text", "text_language", "text_n_words", "text_welsh_fraction"]
        assert table.column("text_welsh_fraction").to_pylist() == [1.0, 1.0]

    def test_a_pair_of_catalogues_becomes_pairs(self, tmp_path):
        start, end = releases.MANIFEST.index('adapter = "table"'), releases.MANIFEST.index("[status]")
        columns = "".join(
            f'[[parse.columns]]\nfrom = "{name}"\nto = "{to}"\n\n'
            for name, to in (("key", "key"), ("en", "text_en"), ("cy", "text_cy"))
        )
        parse = f'adapter = "pairs"\nconfig = "pairs"\nid = ["key"]\n{columns}'
        manifest = releases.write_manifest(tmp_path, (releases.MANIFEST[start:end], parse))
        releases.write_source(tmp_path, '{"dydd": {"llun": "Dydd Llun", "mawrth": "Dydd Mawrth"}}', "cy.json")
        releases.write_source(tmp_path, '{"dydd": {"llun": "Monday", "mawrth": "Tuesday"}}', "en.json")
        build = package.build(manifest, tmp_path / "out", source=tmp_path / "source")
        assert table_of(build).select(["id", "text_cy", "text_en", "source_id"]).to_pylist()[1] == {
            "id": "llyfrgelloedd-bro:dydd.mawrth",
            "text_cy": "Dydd Mawrth",
            "text_en": "Tuesday",
            "source_id": "llyfrgelloedd-bro",
        }
        assert [item.path for item in build.facts.inputs] == ["cy.json", "en.json"]


class TestParallelTables:
    def test_tables_are_joined_by_position(self, tmp_path):
        manifest, source = releases.write_parallel(
            tmp_path, "Lle,Gwerth\nCaerdydd,3.5\nAbertawe,4\n", "Place,Value\nCardiff,3.5\nSwansea,4\n"
        )
        table = table_of(package.build(manifest, tmp_path / "out", source=source))
        assert table.select(["place_cy", "place_en", "value"]).to_pylist() == [
            {"place_cy": "Caerdydd", "place_en": "Cardiff", "value": 3.5},
            {"place_cy": "Abertawe", "place_en": "Swansea", "value": 4.0},
        ]

    def test_tables_of_different_lengths_are_refused(self, tmp_path):
        manifest, source = releases.write_parallel(
            tmp_path, "Lle,Gwerth\nCaerdydd,3.5\n", "Place,Value\nCardiff,3.5\nSwansea,4\n"
        )
        with pytest.raises(InputError, match=r"different numbers of rows \(cy: 1, en: 2\)"):
            package.build(manifest, tmp_path / "out", source=source)

    def test_values_that_differ_are_refused_with_the_first_row(self, tmp_path):
        manifest, source = releases.write_parallel(
            tmp_path, "Lle,Gwerth\nCaerdydd,3.5\nAbertawe,4\n", "Place,Value\nCardiff,3.5\nSwansea,5\n"
        )
        with pytest.raises(InputError, match=r"differ in 1 rows. The first is row 2: “4.0” and “5.0”"):
            package.build(manifest, tmp_path / "out", source=source)


class TestFolder:
    def test_it_holds_these_files_and_their_checksums(self, tmp_path):
        folder = built(tmp_path).folder
        files = releases.contents(folder)
        assert sorted(files) == [
            "CHANGELOG.md",
            "DATASHEET.md",
            "LICENSE.md",
            "README.md",
            "SHA256SUMS",
            "build.json",
            "croissant.json",
            "data/tables/train-00000-of-00001.parquet",
            "manifest.json",
            "provenance.jsonl",
            "readiness.json",
        ]
        sums = files.pop("SHA256SUMS").decode()
        assert sums == "".join(
            f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)
        )

    def test_provenance_names_each_input_with_its_licence(self, tmp_path):
        (line,) = (built(tmp_path).folder / "provenance.jsonl").read_text("utf-8").splitlines()
        record = json.loads(line)
        assert record["source_id"] == "llyfrgelloedd.csv"
        assert record["sha256"] == hashlib.sha256(releases.CSV.encode()).hexdigest()
        assert record["licence"] == "ogl-uk-3.0"
        assert record["urls"] == ["https://cyngor.example/llyfrgelloedd.csv"]

    def test_an_earlier_build_is_replaced(self, tmp_path):
        built(tmp_path)
        build = built(tmp_path, text=releases.CSV.replace("Llyfrgell Tŷ Mawr", "Llyfrgell y Tŷ Gwyn"))
        assert "Llyfrgell y Tŷ Gwyn" in table_of(build).column("name_cy").to_pylist()
        assert [path.name for path in build.folder.parent.iterdir() if "by-cymraeg-data" in path.name] == []

    @pytest.mark.parametrize("foreign", ["nodiadau.txt", "data/arall.parquet"])
    def test_a_folder_with_anything_else_in_it_is_left_alone(self, tmp_path, foreign):
        folder = built(tmp_path).folder
        (folder / foreign).write_text("fy nodiadau i", encoding="utf-8")
        before = releases.contents(tmp_path / "out")
        with pytest.raises(OutputExistsError):
            built(tmp_path, text=releases.CSV.replace("Mawr", "Bach"))
        assert releases.contents(tmp_path / "out") == before

    @pytest.mark.parametrize("kind", ["empty", "file", "link", "changed"])
    def test_what_we_did_not_make_is_left_alone(self, tmp_path, kind):
        target = tmp_path / "out" / "llyfrgelloedd-bro" / "1.2.0"
        if kind == "changed":
            built(tmp_path)
            (target / "README.md").write_text("Newidiwyd hwn.", encoding="utf-8")
        else:
            target.parent.mkdir(parents=True)
            {"empty": target.mkdir, "file": target.touch, "link": lambda: target.symlink_to(tmp_path)}[kind]()
        before = releases.contents(tmp_path / "out")
        with pytest.raises(OutputExistsError):
            built(tmp_path)
        assert releases.contents(tmp_path / "out") == before

    def test_an_output_that_is_a_file_is_a_clear_error(self, tmp_path):
        (tmp_path / "out").write_text("nid ffolder", encoding="utf-8")
        with pytest.raises(InputError, match="could not be written"):
            built(tmp_path)

    @pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
    def test_a_disk_that_refuses_is_a_clear_error_and_leaves_the_earlier_build(
        self, tmp_path, monkeypatch, number
    ):
        build = built(tmp_path)
        before = releases.contents(build.folder)

        def refuse(*_):
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(parquet_writer.Shards, "write", refuse)
        with pytest.raises(InputError, match=os.strerror(number)):
            built(tmp_path, text=releases.CSV.replace("Mawr", "Bach"))
        assert releases.contents(build.folder) == before
        assert not list(build.folder.parent.glob(".*by-cymraeg-data"))


KILLED = {
    "before the files": "parquet_writer.Shards.write = lambda *_: os._exit(9)",
    "before the rename": "output_folder._put = lambda *_: os._exit(9)",
    "between the renames": (
        "rename = output_folder.Path.rename\noutput_folder.Path.rename = lambda path, to: os._exit(9) if"
        " 'partial-by' in path.name else rename(path, to)"
    ),
    "after the rename": (
        "output_folder._sync_folder = lambda path: os._exit(9) if path.name == 'llyfrgelloedd-bro' else None"
    ),
}
KILL = """
import os, sys
from cymraeg_data import package
from cymraeg_data.package.building import output_folder
from cymraeg_data.package.record import parquet_writer
{step}
package.build(sys.argv[1], sys.argv[2], source=sys.argv[3])
"""


class TestKilledRuns:
    @pytest.mark.parametrize("step", KILLED)
    @pytest.mark.parametrize("earlier", [True, False])
    def test_a_killed_run_leaves_a_whole_build_or_none_and_can_be_run_again(self, tmp_path, step, earlier):
        manifest, source = releases.write_manifest(tmp_path), releases.write_source(tmp_path)
        target = tmp_path / "out" / "llyfrgelloedd-bro" / "1.2.0"
        if earlier:
            package.build(manifest, tmp_path / "out", source=source)
        assert killed.run(KILL.format(step=KILLED[step]), manifest, tmp_path / "out", source).returncode == 9
        assert target.exists() == ((earlier and step != "between the renames") or step == "after the rename")
        if target.exists():
            assert load_folder(target).num_rows == 4
        again = package.build(manifest, tmp_path / "out", source=source)
        assert load_folder(again.folder).num_rows == 4
        assert not list(target.parent.glob(".*by-cymraeg-data"))

    def test_an_earlier_build_that_was_moved_aside_comes_back(self, tmp_path):
        target = built(tmp_path).folder
        target.rename(target.parent / f".{target.name}.replaced-by-cymraeg-data")
        releases.write_source(tmp_path, "Enw\n")
        with pytest.raises(RuntimeError), output_folder.new_folder(target):
            raise RuntimeError
        assert load_folder(target).num_rows == 4

    def test_a_second_build_at_the_same_time_is_told(self, tmp_path):
        target = tmp_path / "out" / "llyfrgelloedd-bro" / "1.2.0"
        with output_folder.new_folder(target), pytest.raises(InputError, match="another build"):
            built(tmp_path)


class TestInput:
    def test_offline_and_without_a_source_the_message_says_what_to_fetch(self, tmp_path, monkeypatch):
        monkeypatch.setenv("CYMRAEG_DATA_CACHE", str(tmp_path / "storfa"))
        with pytest.raises(InputError, match=r"https://cyngor\.example/llyfrgelloedd\.csv"):
            package.build(releases.write_manifest(tmp_path), tmp_path / "out", offline=True)

    def test_a_missing_source_is_named(self, tmp_path):
        with pytest.raises(SourceNotFoundError, match="nid-yw-yma"):
            package.build(releases.write_manifest(tmp_path), tmp_path / "out", source=tmp_path / "nid-yw-yma")

    def test_a_pinned_input_must_be_the_one_that_was_pinned(self, tmp_path):
        pinned = f'files = [{{ path = "data/llyfrgelloedd.csv", sha256 = "{"0" * 64}", bytes = 7 }}]'
        with pytest.raises(
            InputError, match=rf"expected 7 bytes, found \d+\n.*expected SHA-256 {'0' * 64}, found"
        ):
            built(tmp_path, ("files = []", pinned))
        assert not (tmp_path / "out").exists()

    def test_a_pinned_file_is_found_by_its_name_below_the_source(self, tmp_path):
        data = releases.CSV.encode()
        digest = hashlib.sha256(data).hexdigest()
        pinned = f'files = [{{ path = "llyfrgelloedd.csv", sha256 = "{digest}", bytes = {len(data)} }}]'
        releases.write_source(tmp_path)
        releases.write_source(tmp_path, "Enw\nrhywbeth arall\n", "arall.csv")
        manifest = releases.write_manifest(tmp_path, ("files = []", pinned))
        assert package.build(manifest, tmp_path / "out", source=tmp_path).n_rows == 4

    def test_a_pinned_file_that_is_not_there_is_named(self, tmp_path):
        pinned = f'files = [{{ path = "rhestr.csv", sha256 = "{"0" * 64}", bytes = 7 }}]'
        releases.write_source(tmp_path)
        manifest = releases.write_manifest(tmp_path, ("files = []", pinned))
        with pytest.raises(InputError, match=r"no file rhestr\.csv"):
            package.build(manifest, tmp_path / "out", source=tmp_path / "source")

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('state = "unverified"', 'state = "blocked"'),
            ('redistribution = "yes"', 'redistribution = "no"'),
            ('kind = "http"', 'kind = "pointer"'),
        ],
    )
    def test_what_may_not_be_passed_on_is_not_built(self, tmp_path, old, new):
        with pytest.raises(InputError, match="llyfrgelloedd-bro"):
            built(tmp_path, (old, new))
        assert not (tmp_path / "out").exists()


class TestRealData:
    def test_the_list_of_place_names(self, tmp_path, shared_data, request):
        manifest = request.config.rootpath / PLACENAMES
        build = package.build(manifest, tmp_path, source=shared_data / "bitext" / "welsh-placenames-list")
        table = table_of(build)
        assert build.n_rows == 3615
        assert build.dropped == {}
        assert build.facts.n_repeated_ids == 0
        assert len(set(table.column("id").to_pylist())) == 3615
        assert table.column("kind_en").unique().to_pylist() == [""]
        card = (build.folder / "README.md").read_text("utf-8")
        assert (
            "Source: Welsh Language Commissioner / Comisiynydd y Gymraeg - List of Standardised Welsh"
            " Place-names (OGL v3)" in card
        )
        assert "3,615" in card

    def test_the_statswales_cube(self, tmp_path, shared_data, request):
        source = shared_data / "bitext" / "statswales-backend"
        build = package.build(request.config.rootpath / CUBE, tmp_path, source=source)
        table = table_of(build)
        assert build.n_rows == 1416
        assert build.facts.n_repeated_ids == 0
        assert table.column("value").null_count == 0
        row = {"3,697": 3697.0}
        texts, values = table.column("value_text").to_pylist(), table.column("value").to_pylist()
        assert [dict([pair]) for pair in zip(texts, values, strict=True) if pair[0] == "3,697"] == [row]
        cardiff = {
            (row["location_cy"], row["location_en"])
            for row in table.to_pylist()
            if row["location_en"] in {"Cardiff", "Wrexham"}
        }
        assert cardiff == {("Caerdydd", "Cardiff"), ("Wrecsam", "Wrexham")}
