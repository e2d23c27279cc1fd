"""Leaked benchmarks: an item is found as it was, dressed otherwise and mutated; other text is left alone."""

import hashlib
import random
import tomllib
from importlib.resources import files

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from commands import run
from cymraeg_data.buffers import kernel_choice
from cymraeg_data.errors import (
    InputError,
    NoDataError,
    SourceNotFoundError,
    UnknownColumnError,
    UnreadableError,
)
from cymraeg_data.package.steps import contamination, hash_sets
from cymraeg_data.package.steps.contamination import benchmarks, hits
from strategies import welsh_texts

# ruff: noqa: S311 - what is planted is made up, and no secret

needs_numba = pytest.mark.skipif(not kernel_choice.has_numba(), reason="numba is not installed (extra: fast)")

ITEMS = [
    "Mae gan Megan ddeuddeg afal ac mae hi’n rhoi pedwar i’w brawd; faint sydd ganddi ar ôl?",
    "Pa un o’r trefi hyn sydd yng Ngwynedd?",
    "Beth yw prifddinas yr Alban?",
    "Ie",
]
PROSE = "Cyfarfu’r pwyllgor ddydd Mawrth i drafod y gyllideb. "
QUIZ = hash_sets.made_of(pa.array(ITEMS), name="cwis")
LEAKS = {
    "the item inside a document": PROSE + ITEMS[0] + " " + PROSE,
    "an item of eight words": PROSE + ITEMS[1] + " Diolch.",
    "capitals": PROSE + ITEMS[0].upper() + PROSE,
    "no punctuation": PROSE + ITEMS[0].replace(";", "").replace("?", "").replace("’", "'"),
    "line breaks": PROSE + ITEMS[0].replace(" ", "\n"),
    "odd spaces and quotation marks": PROSE + "“" + ITEMS[1].replace(" ", " \u00a0 ") + "”",
    "another mutation": PROSE + ITEMS[0].replace("ddeuddeg afal", "deuddeg afal").replace("brawd", "frawd"),
    "another mutation in eight words": PROSE + ITEMS[1].replace("Ngwynedd", "Gwynedd"),
    "only thirteen words of it": PROSE + " ".join(ITEMS[0].split()[:13]),
    "a short item as a line": PROSE + "\nBeth yw prifddinas yr Alban?\n" + PROSE,
    "a short item as the text": "beth yw prifddinas yr Alban",
    "a short item over lines": "Beth yw prifddinas\nyr Alban?",
}
CLEAN = {
    "prose": PROSE * 20,
    "a short item within a sentence": PROSE + "Gofynnodd beth yw prifddinas yr Alban? Dyna ni.",
    "an item of one word": "Ie",
    "twelve words of a long item": PROSE + " ".join(ITEMS[0].split()[:12]),
    "empty": "",
    "the words in another order": PROSE + " ".join(reversed(ITEMS[0].split())),
}


@pytest.mark.parametrize("name", ["numpy", pytest.param("numba", marks=needs_numba)])
def test_leaks_are_found_and_other_text_is_not(name, monkeypatch):
    monkeypatch.setenv(kernel_choice.VARIABLE, name)
    assert {what: hits(pa.array([text]), [QUIZ])[0].as_py() for what, text in LEAKS.items()} == dict.fromkeys(
        LEAKS, "cwis"
    )
    assert {what: hits(pa.array([text]), [QUIZ])[0].as_py() for what, text in CLEAN.items()} == dict.fromkeys(
        CLEAN
    )


def test_a_leak_across_two_rows_is_none():
    words = ITEMS[0].split()
    assert hits(pa.array([" ".join(words[:8]), " ".join(words[8:])]), [QUIZ]).null_count == 2


ROWS = st.lists(
    st.none() | st.sampled_from(["", *LEAKS.values(), *CLEAN.values()]) | welsh_texts(), max_size=8
)


@settings(max_examples=40)
@given(ROWS)
@example([None, "", "\n", None, *LEAKS.values()])
def test_a_row_is_judged_alone_whatever_the_kernel_and_the_type(rows):
    array = pa.array(rows, pa.string())
    alone = [hits(pa.array([row], pa.string()), [QUIZ])[0].as_py() for row in rows]
    for name in ("numpy", "numba") if kernel_choice.has_numba() else ("numpy",):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(kernel_choice.VARIABLE, name)
            patch.setattr(contamination, "_BLOCK", 16)
            assert hits(array, [QUIZ]).to_pylist() == alone
            assert hits(pa.chunked_array([array[:3], array[3:]]), [QUIZ]).to_pylist() == alone
            assert hits(array.cast(pa.string_view())[1:], [QUIZ]).to_pylist() == alone[1:]
            assert hits(array.dictionary_encode(), [QUIZ]).to_pylist() == alone


def test_the_first_of_several_benchmarks_is_named():
    other = hash_sets.made_of(pa.array([ITEMS[0], PROSE]), name="arall")
    array = pa.array([ITEMS[0], ITEMS[1], PROSE, "Dim"])
    assert hits(array, [QUIZ, other]).to_pylist() == ["cwis", "cwis", "arall", None]
    assert hits(array, [other, QUIZ]).to_pylist() == ["arall", "cwis", "arall", None]
    assert hits(array, []).to_pylist() == [None] * 4


def test_every_item_of_a_large_benchmark_is_found():
    rng = random.Random(7)
    items = [" ".join(f"gair{rng.randrange(3000)}" for _ in range(rng.randrange(4, 40))) for _ in range(3000)]
    made = hash_sets.made_of(pa.array(items), name="mawr")
    texts = [PROSE + "\n" + item + "\n" + PROSE for item in items]
    assert hits(pa.array(texts), [made]).null_count == 0
    other = [" ".join(f"gair{rng.randrange(3000)}" for _ in range(300)) for _ in range(300)]
    assert hits(pa.array(other), [made]).null_count == 300


def test_what_a_benchmark_says_before_every_item_drops_no_text():
    """GPT-3 left out runs of words that more than ten documents share; here more than ten items."""
    ask = "Darllenwch y cwestiwn isod yn ofalus ac yna dewiswch yr un ateb cywir o’r rhestr sy’n dilyn: "
    items = [f"{ask} {PROSE} {number} a {number + 1} ydyw’r cwestiwn" for number in range(20)]
    made = hash_sets.made_of(pa.array(items), name="cwis")
    assert made.n_common > 0
    assert hits(pa.array([ask, items[7]]), [made]).to_pylist() == [None, "cwis"]
    assert hits(pa.array([ask]), [hash_sets.made_of(pa.array(items[:10]), name="cwis")]).to_pylist() == [
        "cwis"
    ]


def test_a_set_comes_back_from_its_file(tmp_path):
    path = tmp_path / "cwis.bin"
    hash_sets.write(QUIZ, path)
    found = hash_sets.read(path)
    assert found == QUIZ
    assert (found.name, found.n_items, found.n_short, found.digest) == ("cwis", 4, 1, QUIZ.digest)
    assert all((one == other).all() for one, other in zip(found.hashes, QUIZ.hashes, strict=True))
    assert found.digest == hashlib.sha256(path.read_bytes()[:-32]).hexdigest()


def test_a_file_holds_no_word_of_an_item(tmp_path):
    hash_sets.write(QUIZ, tmp_path / "cwis.bin")
    content = (tmp_path / "cwis.bin").read_bytes().lower()
    assert not [
        word for item in ITEMS for word in item.lower().split() if len(word) > 4 and word.encode() in content
    ]


@given(st.integers(0, 10**6), st.integers(1, 255))
def test_a_changed_byte_is_found(tmp_path_factory, place, flip):
    path = tmp_path_factory.mktemp("set") / "cwis.bin"
    hash_sets.write(QUIZ, path)
    content = bytearray(path.read_bytes())
    content[place % len(content)] ^= flip
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match=r"cwis\.bin"):
        hash_sets.read(path)


def test_items_that_are_too_short_make_no_set():
    with pytest.raises(NoDataError, match="four words"):
        hash_sets.made_of(pa.array(["Ie", "Nage", None]), name="geiriau")


def test_benchmarks_come_from_the_package_the_environment_and_a_folder(tmp_path, monkeypatch):
    packaged = benchmarks()
    assert "UD_Welsh-CCG dev" in [found.name for found in packaged]
    hash_sets.write(QUIZ, tmp_path / "cwis.bin")
    assert {found.name for found in benchmarks(tmp_path)} - {found.name for found in packaged} == {"cwis"}
    monkeypatch.setenv(contamination.VARIABLE, str(tmp_path / "cwis.bin"))
    assert benchmarks() == benchmarks(tmp_path) == benchmarks([tmp_path / "cwis.bin"])
    hash_sets.write(hash_sets.made_of(pa.array([PROSE]), name="cwis"), tmp_path / "other.bin")
    with pytest.raises(InputError, match="cwis"):
        benchmarks(tmp_path)
    with pytest.raises(SourceNotFoundError):
        benchmarks(tmp_path / "nowhere")


def test_packaged_sets_are_listed_with_their_checksums():
    folder = files("cymraeg_data") / "data"
    listed = tomllib.loads((folder / "SOURCES.toml").read_text("utf-8"))["file"]
    sums = {entry["file"]: entry["sha256"] for entry in listed if entry["file"].startswith("benchmarks/")}
    made = {f"benchmarks/{path.name}": path.read_bytes() for path in (folder / "benchmarks").iterdir()}
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in made.items()}


def test_the_command_makes_a_set(tmp_path, capsys):
    table = pa.table(
        {"key": ["1", "2", "3", "4"], "cwestiwn": ITEMS, "nodyn": [PROSE] * 4, "n": [1, 2, 3, 4]}
    )
    pq.write_table(table, tmp_path / "cwis.parquet")
    out = tmp_path / "cwis.bin"
    arguments = ["benchmark", "cwis", tmp_path / "cwis.parquet", "--licence", "CC0-1.0"]
    assert run(*arguments, "--text", "cwestiwn", "--out", out) == 0
    made = hash_sets.read(out)
    assert capsys.readouterr().out.strip() == made.digest
    assert [hashes.tolist() for hashes in made.hashes] == [hashes.tolist() for hashes in QUIZ.hashes]
    assert run(*arguments, "--out", out) == 2  # nothing is written over
    assert run(*arguments, "--out", tmp_path / "all.bin") == 0
    assert hash_sets.read(tmp_path / "all.bin").n_items == 5


def test_columns_that_are_not_there_are_named(tmp_path):
    pq.write_table(pa.table({"cwestiwn": ITEMS}), tmp_path / "cwis.parquet")
    pq.write_table(pa.table({"n": [1]}), tmp_path / "n.parquet")
    with pytest.raises(UnknownColumnError, match="cwestiwn"):
        hash_sets.items_in([tmp_path / "cwis.parquet"], ["ateb"])
    with pytest.raises(NoDataError):
        hash_sets.items_in([tmp_path / "n.parquet"])


def test_real_text_has_no_leaks_and_leaked_items_are_found(shared_data):
    """The bar: text that holds no item is named at most once in 10,000 texts."""
    folder = shared_data / "lid" / "pool"
    lines = [
        line
        for path in sorted(folder.glob("cy.*.txt"))
        if ".words-" not in path.name and ".ud" not in path.name
        for line in path.read_text("utf-8").splitlines()
    ]
    sets = benchmarks()
    assert hits(pa.array(lines), sets).null_count >= len(lines) * (1 - 1e-4)
    dev = hash_sets.items_in([shared_data / "lexicon" / "ud" / "cy_ccg-ud-dev.conllu"], ["cy"])
    texts = [f"{PROSE}{item} {PROSE}" for item in dev.to_pylist() if len(item.split()) >= 10]
    assert len(texts) > 200
    assert hits(pa.array(texts), sets).null_count == 0
    assert np.unique(hits(pa.array(texts), sets).to_pylist()).tolist() == ["UD_Welsh-CCG dev"]
