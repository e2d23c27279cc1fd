"""The steps of a build: what they leave out, what they keep together, and that nothing but the rows decides."""

import json
import os
import random
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import releases
from cymraeg_data import package
from cymraeg_data.errors import InputError, ManifestError
from cymraeg_data.package.building import external_sort, rows, work_parts
from cymraeg_data.package.building.external_sort import SortedPiece, in_order
from cymraeg_data.package.reading.dataset import load_folder
from cymraeg_data.package.record import parquet_writer

WORDS = (
    "afon bryn coed dyffryn eira ffordd gwynt haul iâ llyn môr nant ogof pont rhaeadr storm traeth "
    "uchel wybren ynys cadair drws ffenest gardd tân bwrdd llyfr papur ysgol athro plentyn stori"
).split()
DOCUMENTS = """\
adapter = "table"
config = "documents"
id = ["key"]

[[parse.columns]]
from = "key"
to = "key"

[[parse.columns]]
from = "date"
to = "published"
type = "date"

[[parse.columns]]
from = "text"
to = "text"
language = "cy"

"""
STEPS = """\
[steps]
normalise = true
privacy = "mask"
exact_duplicates = true
near_duplicates = 0.8
benchmarks = ["all"]

[steps.quality]
too_few_words = 3

[splits]
validation = 0.2
test = 0.2

"""
CONTENTS = ["README.md", "LICENSE.md", "CHANGELOG.md", "build.json", "manifest.json", "provenance.jsonl"]


def sentence(number, n_words=30):
    """Return words in an order of their own."""
    return " ".join(random.Random(number).choices(WORDS, k=n_words)).capitalize() + "."  # noqa: S311


def write_documents(folder, texts, steps="", *, verified=True, name="dogfennau.jsonl"):
    """Write texts as documents, a day each, and their manifest; return the manifest and the source."""
    start, end = releases.MANIFEST.index('adapter = "table"'), releases.MANIFEST.index("[status]")
    replacements = [(releases.MANIFEST[start:end], DOCUMENTS + steps)]
    if verified:
        replacements.append(('state = "unverified"', 'state = "verified"\nverified_by = "Ni"'))
    manifest = releases.write_manifest(folder, *replacements)
    lines = [
        {"key": f"d{n:04}", "date": f"2020-{n % 12 + 1:02}-{n % 28 + 1:02}", "text": text}
        for n, text in enumerate(texts)
    ]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return manifest, releases.write_source(folder, text, name)


def built(folder, texts, steps=""):
    manifest, source = write_documents(folder, texts, steps)
    return package.build(manifest, folder / "out", source=source)


def read(build, split=None):
    """Return the rows of all splits, or of one."""
    paths = sorted((build.folder / "data").rglob(f"{split or ''}*.parquet"))
    return pa.concat_tables([pq.read_table(path) for path in paths])


def listed(build):
    """Return what the build left out: reason and what was kept instead, by id."""
    return {
        row["id"]: (row["reason"], row["kept_instead"])
        for path in sorted((build.folder / "reports").glob("dropped-*.parquet"))
        for row in pq.read_table(path).to_pylist()
    }


def mixed():
    """Texts of which some are the same, some nearly, some damaged, short or personal."""
    texts = [sentence(n) for n in range(60)]
    texts[40] = texts[3] + "  "
    texts[41] = texts[4] + " Lleuad."
    texts[42] = "Rhy fyr."
    texts[43] = sentence(43) + " Ffoniwch Siân ar 07700 900123."
    texts[44] = sentence(44) + " Croeso i Ynys MÃ´n."
    return texts


class TestSameBytes:
    @pytest.mark.parametrize("setting", ["batches", "parts", "memory"])
    def test_how_the_rows_are_cut_on_the_way_does_not_matter(self, tmp_path, monkeypatch, setting):
        (tmp_path / "a").mkdir()
        first = releases.contents(built(tmp_path / "a", mixed(), STEPS).folder)
        if setting == "batches":
            from cymraeg_data.readers import source

            monkeypatch.setattr(source, "_ROWS", 7)
        if setting in {"parts", "memory"}:
            monkeypatch.setattr(work_parts, "PART_BYTES", 900)
        if setting == "memory":
            monkeypatch.setattr(external_sort, "MEMORY", 2_000)
        (tmp_path / "b").mkdir()
        second = releases.contents(built(tmp_path / "b", mixed(), STEPS).folder)
        assert second == first

    def test_row_groups_and_files_are_cut_by_the_rows_alone(self, tmp_path, monkeypatch):
        monkeypatch.setattr(parquet_writer, "ROW_GROUP_ROWS", 7)
        monkeypatch.setattr(parquet_writer, "SHARD_BYTES", 2_000)
        texts = [sentence(n) for n in range(60)]
        (tmp_path / "a").mkdir()
        first = built(tmp_path / "a", texts)
        monkeypatch.setattr(work_parts, "PART_BYTES", 900)
        monkeypatch.setattr(external_sort, "MEMORY", 2_000)
        (tmp_path / "b").mkdir()
        second = built(tmp_path / "b", texts)
        assert releases.contents(first.folder) == releases.contents(second.folder)
        names = [file.path for file in first.facts.files]
        assert len(names) > 3
        assert names[-1] == f"data/documents/train-{len(names) - 1:05}-of-{len(names):05}.parquet"
        assert package.verify(first.folder) == ()


KILL = """
import os, random, sys
from cymraeg_data import package
from cymraeg_data.package.building import external_sort, work_parts
work_parts.PART_BYTES, external_sort.MEMORY = 900, 2_000
at = int(sys.argv[4])
calls = 0
def trace(frame, event, argument):
    global calls
    if event == "call" and "cymraeg_data" in frame.f_code.co_filename and "package" in frame.f_code.co_filename:
        calls += 1
        if calls == at:
            os._exit(9)
sys.setprofile(trace)
package.build(sys.argv[1], sys.argv[2], source=sys.argv[3])
sys.setprofile(None)
print(calls)
"""


def run_killed(folder, at):
    manifest, source = folder / "manifest.toml", folder / "source" / "dogfennau.jsonl"
    command = [sys.executable, "-c", KILL, manifest, folder / "out", source, str(at)]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ)


class TestKilledAnywhere:
    @pytest.mark.parametrize("n", [6, pytest.param(20, marks=pytest.mark.slow)])
    def test_a_build_that_was_killed_again_and_again_gives_the_same_bytes(self, tmp_path, n):
        (tmp_path / "a").mkdir()
        first = releases.contents(built(tmp_path / "a", mixed(), STEPS).folder)
        write_documents(tmp_path, mixed(), STEPS)
        whole = run_killed(tmp_path, -1)
        assert whole.returncode == 0, whole.stderr
        n_calls = int(whole.stdout)
        killed = 0
        for number in range(n):
            import shutil

            shutil.rmtree(tmp_path / "out")
            at = random.Random(number).randint(n_calls // 20, n_calls - 1)  # noqa: S311
            killed += run_killed(tmp_path, at).returncode == 9
            visible = [path.name for path in (tmp_path / "out").glob("*/*") if path.name[0] != "."]
            assert visible in ([], ["1.2.0"])
            again = run_killed(tmp_path, at // 2)  # and once more on the way back
            assert again.returncode in {0, 9}, again.stderr
            assert run_killed(tmp_path, -1).returncode == 0
            folder = tmp_path / "out" / "llyfrgelloedd-bro" / "1.2.0"
            assert releases.contents(folder) == first
            assert not list(folder.parent.glob(".*by-cymraeg-data"))
        assert killed == n

    def test_finished_parts_are_not_worked_out_again(self, tmp_path, monkeypatch):
        manifest, source = write_documents(tmp_path, mixed())
        monkeypatch.setattr(work_parts, "PART_BYTES", 900)
        made = []
        real = work_parts.Parts.add

        def add(self, processed, unread):
            if len(made) == 3:
                raise KeyboardInterrupt
            made.append(processed)
            real(self, processed, unread)

        monkeypatch.setattr(work_parts.Parts, "add", add)
        with pytest.raises(KeyboardInterrupt):
            package.build(manifest, tmp_path / "out", source=source)
        monkeypatch.setattr(work_parts.Parts, "add", real)
        skipped = []
        read_batches = rows.read_batches

        def look(*given, skip):
            skipped.append(skip)
            return read_batches(*given, skip=skip)

        monkeypatch.setattr(sys.modules["cymraeg_data.package.building.pipeline"], "read_batches", look)
        package.build(manifest, tmp_path / "out", source=source)
        assert skipped == [sum(item.listing.num_rows for item in made)]


class TestLeavingOut:
    def test_each_row_left_out_is_counted_and_listed_with_its_reason(self, tmp_path):
        build = built(tmp_path, mixed(), STEPS)
        found = listed(build)
        prefix = "llyfrgelloedd-bro:d00"
        assert found == {
            f"{prefix}40": ("exact_duplicate", f"{prefix}03"),
            f"{prefix}41": ("near_duplicate", f"{prefix}04"),
            f"{prefix}42": ("quality:too_few_words", None),
        }
        assert build.dropped == {"exact_duplicate": 1, "near_duplicate": 1, "quality:too_few_words": 1}
        assert read(build).num_rows == 57
        assert package.verify(build.folder) == ()

    def test_personal_data_is_masked_and_damage_mended(self, tmp_path):
        build = built(tmp_path, mixed(), STEPS)
        texts = dict(
            zip(read(build).column("id").to_pylist(), read(build).column("text").to_pylist(), strict=True)
        )
        assert "07700" not in texts["llyfrgelloedd-bro:d0043"]
        assert texts["llyfrgelloedd-bro:d0043"].startswith(sentence(43))
        assert texts["llyfrgelloedd-bro:d0044"].endswith("Ynys Môn.")
        assert dict(build.facts.personal) == {"phone": 1}
        assert dict(build.facts.edits) == {"edge_space": 1, "utf8_as_windows": 1}

    def test_rows_with_personal_data_can_be_left_out(self, tmp_path):
        build = built(tmp_path, mixed(), '[steps]\nprivacy = "drop"\n\n')
        assert listed(build) == {"llyfrgelloedd-bro:d0043": ("personal_data", None)}

    def test_without_steps_every_text_stays_as_it_is(self, tmp_path):
        build = built(tmp_path, mixed())
        assert sorted(read(build).column("text").to_pylist()) == sorted(mixed())
        assert not (build.folder / "reports").exists()

    def test_a_leaked_benchmark_is_left_out(self, tmp_path, monkeypatch):
        from cymraeg_data.package.steps import hash_sets

        folder = tmp_path / "meincnodau"
        folder.mkdir()
        made = hash_sets.made_of(pa.array([sentence(7)]), name="prawf-ni")
        hash_sets.write(made, folder / "prawf-ni.bin")
        monkeypatch.setenv("CYMRAEG_DATA_BENCHMARKS", str(folder))
        texts = [sentence(n) for n in range(20)]
        texts[11] += " " + sentence(7).upper()
        build = built(tmp_path, texts, '[steps]\nbenchmarks = ["prawf-ni"]\n\n')
        assert build.dropped == {"benchmark:prawf-ni": 2}
        assert [name for name, __ in build.facts.benchmarks] == ["prawf-ni"]
        assert package.verify(build.folder) == ()

    def test_a_benchmark_that_is_not_there_is_named_with_those_that_are(self, tmp_path):
        with pytest.raises(InputError, match=r"“dim-yma”.*UD_Welsh-CCG dev"):
            built(tmp_path, mixed(), '[steps]\nbenchmarks = ["dim-yma"]\n\n')

    def test_a_rule_of_quality_that_is_not_there_is_a_fault_of_the_manifest(self, tmp_path):
        with pytest.raises(ManifestError, match=r"steps\.quality\.too_few_wrods.*too_few_words"):
            built(tmp_path, mixed(), "[steps.quality]\ntoo_few_wrods = 3\n\n")

    def test_a_cell_that_no_viewer_shows_is_left_out(self, tmp_path):
        build = built(tmp_path, [sentence(1), "coed " * (1 << 21) + "\n"])
        assert list(listed(build).values()) == [("too_long", None)]


class TestSplits:
    @settings(max_examples=10)
    @given(st.integers(0, 10**6))
    def test_splits_are_disjoint_and_hold_every_row(self, tmp_path_factory, seed):
        folder = tmp_path_factory.mktemp("rhaniadau")
        texts = [sentence(seed + n % 40) for n in range(60)]
        build = built(folder, texts, "[splits]\nvalidation = 0.2\ntest = 0.2\n\n")
        found = {
            split.name: set(read(build, split.name).column("text").to_pylist())
            for split in build.facts.splits
        }
        assert sum(split.n_rows for split in build.facts.splits) == 60
        assert sum(map(len, found.values())) == 40
        assert package.verify(build.folder) == ()

    def test_a_new_row_moves_no_other_into_another_split(self, tmp_path):
        def splits(texts):
            folder = tmp_path / str(len(texts))
            folder.mkdir()
            build = built(folder, texts, "[splits]\ntest = 0.3\n\n")
            return {
                name: split.name
                for split in build.facts.splits
                for name in read(build, split.name).column("id").to_pylist()
            }

        texts = [sentence(n) for n in range(60)]
        before, after = splits(texts[:50]), splits(texts)
        assert {name: after[name] for name in before} == before
        assert 5 < list(after.values()).count("test") < 30

    def test_rows_that_belong_together_are_in_one_split(self, tmp_path):
        texts = [sentence(n) for n in range(60)]
        build = built(tmp_path, texts, '[splits]\ntest = 0.4\ntogether = ["published"]\n\n')
        train, test = (set(read(build, name).column("published").to_pylist()) for name in ("train", "test"))
        assert train
        assert test
        assert not train & test

    def test_each_split_is_loaded_by_its_name(self, tmp_path):
        build = built(tmp_path, mixed(), STEPS)
        for split in build.facts.splits:
            assert load_folder(build.folder, split=split.name).num_rows == split.n_rows
        with pytest.raises(InputError, match="train, validation, test"):
            load_folder(build.folder, split="arall")


class TestOrder:
    @given(st.lists(st.tuples(st.none() | st.integers(-3, 3), st.text(max_size=3)), max_size=60), st.data())
    def test_rows_come_out_sorted_however_they_are_cut(self, tmp_path_factory, given_rows, data):
        table = pa.table(
            {
                "n": pa.array([n for n, __ in given_rows], pa.int64()),
                "t": pa.array([text for __, text in given_rows], pa.string()),
                "id": pa.array([f"{number:03}" for number in range(len(given_rows))], pa.string()),
            }
        )
        pieces, start = [], 0
        while start < table.num_rows:
            stop = data.draw(st.integers(start + 1, table.num_rows))
            part = table.slice(start, stop - start)
            pieces.append(
                SortedPiece(
                    n_bytes=int(parquet_writer.row_bytes(part).sum()),
                    read=lambda names, part=part: part.select(names) if names else part,
                )
            )
            start = stop
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(external_sort, "MEMORY", 60)
            found = list(in_order(pieces, ["n", "t", "id"], tmp_path_factory.mktemp("trefn")))
        result = pa.concat_tables(found) if found else table
        keys = [(name, "ascending") for name in ("n", "t", "id")]
        assert result.equals(table.sort_by(keys)) or result.to_pylist() == table.sort_by(keys).to_pylist()


class TestVersions:
    def test_the_changes_since_an_earlier_version_are_told(self, tmp_path):
        texts = [sentence(n) for n in range(10)]
        (tmp_path / "a").mkdir()
        first = built(tmp_path / "a", texts)
        texts[2] = sentence(99)
        manifest, source = write_documents(tmp_path, [*texts[:9], texts[9], sentence(50)])
        manifest.write_text(manifest.read_text("utf-8").replace('"1.2.0"', '"2.0.0"'), encoding="utf-8")
        second = package.build(manifest, tmp_path / "out", source=source, previous=first.folder)
        change = second.facts.history[0]
        assert (change.earlier, change.n_added, change.n_changed, change.n_removed) == ("1.2.0", 1, 1, 0)
        changelog = (second.folder / "CHANGELOG.md").read_text("utf-8")
        assert changelog.index("## 2.0.0") < changelog.index("## 1.2.0")
        assert "rows added 1, changed 1, removed 0" in changelog
        assert "rhesi a ychwanegwyd 1, a newidiwyd 1" in changelog
        assert package.verify(second.folder) == ()

    def test_a_later_version_or_another_dataset_is_no_earlier_one(self, tmp_path):
        build = built(tmp_path, [sentence(1)])
        manifest, source = write_documents(tmp_path, [sentence(1)])
        with pytest.raises(InputError, match="not an earlier version"):
            package.build(manifest, tmp_path / "arall", source=source, previous=build.folder)


class TestTakeDown:
    def test_a_row_taken_down_is_gone_and_recorded(self, tmp_path):
        build = built(tmp_path, mixed(), STEPS)
        row = "llyfrgelloedd-bro:d0007"
        later = package.build_without(build.folder, [row], tmp_path / "out")
        assert later.version == "2.0.0"
        assert row not in read(later).column("id").to_pylist()
        assert read(later).num_rows == read(build).num_rows - 1
        assert listed(later)[row] == ("taken_down", None)
        assert row in (later.folder / "CHANGELOG.md").read_text("utf-8")
        assert sentence(7) not in "".join((later.folder / name).read_text("utf-8") for name in CONTENTS)
        assert package.verify(later.folder) == ()
        assert load_folder(build.folder, split="train").num_rows

    def test_a_build_from_the_input_leaves_it_out_as_well(self, tmp_path):
        build = built(tmp_path, mixed(), STEPS)
        later = package.build_without(build.folder, ["llyfrgelloedd-bro:d0003"], tmp_path / "out")
        again = package.build(
            later.manifest, tmp_path / "eto", source=tmp_path / "source", previous=build.folder
        )
        # d0040 has the text of d0003, and does not come back in its place.
        assert listed(again)["llyfrgelloedd-bro:d0040"] == ("exact_duplicate", "llyfrgelloedd-bro:d0003")
        assert again.content_sha256 == later.content_sha256
        assert again.facts.history == later.facts.history
        assert [file.sha256 for file in again.facts.files] == [file.sha256 for file in later.facts.files]

    def test_a_row_that_is_not_there_is_named(self, tmp_path):
        build = built(tmp_path, [sentence(1), sentence(2)])
        with pytest.raises(InputError, match="d0009"):
            package.build_without(build.folder, ["llyfrgelloedd-bro:d0009"], tmp_path / "out")

    def test_the_last_row_is_not_taken_down(self, tmp_path):
        build = built(tmp_path, [sentence(1)])
        with pytest.raises(InputError, match="whole dataset"):
            package.build_without(build.folder, ["llyfrgelloedd-bro:d0000"], tmp_path / "out")


class TestPairs:
    def test_pairs_without_two_languages_are_a_fault_of_the_manifest(self, tmp_path):
        with pytest.raises(ManifestError, match="_cy"):
            package.read_manifest(
                releases.write_manifest(
                    tmp_path,
                    ('config = "tables"', 'config = "pairs"'),
                    ("name_cy", "name"),
                    ('to = "note_cy"', 'to = "note"'),
                )
            )
