"""What verify finds in a dataset that was built with every step and has a version before it."""

import dataclasses
import hashlib
import shutil

import pyarrow as pa
import pytest

import sabotage_steps
from cymraeg_data import package
from cymraeg_data.package.record import parquet_writer
from cymraeg_data.package.steps import hash_sets
from cymraeg_data.package.verification import built_data
from test_steps import STEPS, mixed, sentence, write_documents

LEAK = sentence(70)
KINDS = sabotage_steps.spoilt(LEAK)


@pytest.fixture(scope="module")
def small():
    """Cut files and row groups after a few rows, so that there are several."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet_writer, "ROW_GROUP_ROWS", 8)
        patch.setattr(parquet_writer, "SHARD_BYTES", 4_500)
        yield patch


@pytest.fixture(scope="module")
def built(tmp_path_factory, small):
    folder = tmp_path_factory.mktemp("camau")
    benchmarks = folder / "meincnodau"
    benchmarks.mkdir()
    hash_sets.write(hash_sets.made_of(pa.array([LEAK]), name="prawf-ni"), benchmarks / "prawf-ni.bin")
    small.setenv("CYMRAEG_DATA_BENCHMARKS", str(benchmarks))
    texts = [*mixed(), LEAK, sentence(71)]
    steps = STEPS.replace('["all"]', '["prawf-ni"]')
    path, source = write_documents(folder, texts, steps)
    first = package.build(path, folder / "out", source=source)
    path, source = write_documents(folder, [*texts, *(sentence(n) for n in (72, 73, 74))], steps)
    data = source.read_bytes()
    pinned = (
        f'files = [{{ path = "{source.name}", sha256 = "{hashlib.sha256(data).hexdigest()}", bytes ='
        f" {len(data)} }}]"
    )
    taken_down = 'taken_down = [{ id = "llyfrgelloedd-bro:d0007", on = "2026-11-22" }]'
    text = path.read_text("utf-8").replace('"1.2.0"', '"2.0.0"').replace("files = []", pinned)
    path.write_text(text + f"\n[policy]\n{taken_down}\n", encoding="utf-8")
    return package.build(path, folder / "out", source=source, previous=first.folder)


@pytest.fixture
def copy(built, tmp_path):
    return shutil.copytree(built.folder, tmp_path / "copi")


def codes(findings):
    return {finding.code for finding in findings}


class TestEveryStep:
    def test_it_holds_what_can_be_spoilt(self, built):
        assert {reason.partition(":")[0] for reason in built.dropped} == {
            "benchmark",
            "exact_duplicate",
            "near_duplicate",
            "quality",
            "taken_down",
        }
        assert [split.name for split in built.facts.splits] == ["train", "validation", "test"]
        assert len([file for file in built.facts.files if "/train-" in file.path]) > 2
        assert [item.version for item in built.facts.history] == ["2.0.0", "1.2.0"]

    def test_a_sound_build_has_no_finding(self, built):
        assert package.verify(built.folder) == ()

    def test_how_much_is_looked_at_at_once_does_not_matter(self, built, monkeypatch):
        monkeypatch.setattr(built_data, "PART_BYTES", 300)
        assert package.verify(built.folder) == ()

    def test_writing_all_of_it_again_as_it_is_changes_nothing(self, copy):
        sabotage_steps.rows(lambda _: None)(copy)
        sabotage_steps.listing(lambda table: table)(copy)
        assert package.verify(copy) == ()

    @pytest.mark.parametrize("kind", KINDS)
    def test_what_was_spoilt_is_named_however_well_it_was_covered_up(self, copy, kind):
        spoil, code = KINDS[kind]
        spoil(copy)
        assert code in codes(package.verify(copy))

    def test_how_many_identifiers_were_masked_cannot_be_told_from_what_is_left(self, copy, built):
        """What only the input knew: a limit that is stated, so that nobody takes these counts for verified."""
        more = tuple((name, n + 1) for name, n in built.facts.personal)
        sabotage_steps.state(copy, personal=more)
        assert package.verify(copy) == ()
        assert dataclasses.replace(built.facts, personal=more) != built.facts
