"""Two kernels, one result: numpy, numba and the way of short texts agree to the last integer."""

import itertools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import cymraeg_data as cyd
from cymraeg_data import columns
from cymraeg_data.buffers import kernel_choice, numpy_words
from cymraeg_data.detection import model, reading, text_pieces, word_evidence
from cymraeg_data.detection.kernels import numba_reader, numpy_reader, plain_words, reader_pool
from cymraeg_data.errors import InputError, MissingExtraError
from strategies import welsh_texts

needs_numba = pytest.mark.skipif(not kernel_choice.has_numba(), reason="numba is not installed (extra: fast)")

EVERY_STRING = st.text(st.characters(codec=None), max_size=40)  # lone surrogates too
ODD = st.text(
    st.sampled_from(list("aeŵŷÂŴ'’ʼ‘1٣ \u0302\u0308\u0300–“\ue0a0Ωй語🏴\U000e0067\ud800\udc80×÷\x00")),
    max_size=24,
)
LONG = st.builds(
    lambda text, n: text * n,
    st.sampled_from(["a", "ŵ", "語", "a'b", "cymraeg’", "w\u0302"]),
    st.integers(0, 60),
)
TEXTS = welsh_texts() | EVERY_STRING | ODD | LONG
TYPES = (pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string()))


def column_of_bytes(rows):
    """Return the bytes of rows, end to end, and where each starts."""
    offsets = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    return np.frombuffer(b"".join(rows), np.uint8), offsets


def bytes_of(text):
    return text.encode("utf-8", "surrogatepass")


def both(array):
    """Return what each kernel makes of an array."""
    found = []
    for name in ("numpy", "numba"):
        kernel_choice.use_kernel(name)
        found.append((columns.detect(array), columns.measure(array)))
    return found


@pytest.fixture(autouse=True)
def _choose_by_itself(monkeypatch):
    monkeypatch.delenv(kernel_choice.VARIABLE, raising=False)
    monkeypatch.setattr(kernel_choice._State, "chosen", None)


@pytest.fixture(scope="module")
def memories():
    loaded = model.load()
    return numpy_reader.NumpyReader(loaded), numba_reader.NumbaReader(loaded)


class Fresh(numpy_reader.NumpyReader):
    """A reader that remembers nothing."""

    def score(self, piece):
        return word_evidence.score(piece, self.model)


def agree(rows, memories):
    """Check every integer of the kernels over the same rows, fresh and with words met before."""
    loaded = model.load()
    fresh = Fresh(loaded)
    for piece in text_pieces.pieces(*column_of_bytes(rows)):
        scored = fresh.score(piece)
        totals, known, chars = scored.row_totals(), scored.row_known(), scored.row_chars(piece)
        expected = reading.tags(piece, fresh)
        concluded = reading.conclude(expected.answers, fresh)
        for reader in memories:
            ours = reader.score(piece)
            assert np.array_equal(ours.row_totals()[: len(loaded.labels)], totals[: len(loaded.labels)])
            assert np.array_equal(ours.row_known(), known)
            assert np.array_equal(ours.row_chars(piece), chars)
            assert np.array_equal(ours.words.rows, scored.words.rows)
            assert np.array_equal(ours.levels, scored.levels)
            for name in ("known", "soft", "use"):
                assert np.array_equal(getattr(ours, name)[ours.which], getattr(scored, name)[scored.which])
            for lane in (loaded.welsh, loaded.english, len(loaded.labels) - 1):
                assert np.array_equal(ours.label(lane)[ours.which], scored.label(lane)[scored.which])
                twins = ours.twin[ours.which], scored.twin[scored.which]
                assert np.array_equal(ours.label(lane)[twins[0]], scored.label(lane)[twins[1]])
            found = reading.tags(piece, reader)
            assert all(map(np.array_equal, found.tagged, expected.tagged))
            assert all(map(np.array_equal, reading.conclude(found.answers, reader), concluded))
            answers = reading.languages(piece, reader)
            assert all(map(np.array_equal, reading.conclude(answers, reader), concluded))


@needs_numba
@given(rows=st.lists(TEXTS, max_size=8))
@example(rows=["w", "\u0302y", "’", "r", "a", "'", "b", "", "'"])
@example(rows=["a'", "'a", "a''b", "a'b'c", "'", "x" * 29 + "ŵ" * 9])
def test_the_kernels_agree_on_any_text(rows, memories):
    agree([bytes_of(row) for row in rows], memories)


@needs_numba
@given(rows=st.lists(st.binary(max_size=12) | st.builds(bytes_of, TEXTS), max_size=6))
@example(rows=[b"Bore da \xff\xc3", b"\x99\xe2\x80", b"\xcc", b"\x82y \xe2", b"\x80\x99 a"])
def test_the_kernels_agree_on_bytes_that_are_not_text(rows, memories):
    agree(rows, memories)


@given(rows=st.lists(st.binary(max_size=12), min_size=1, max_size=6))
def test_broken_rows_say_nothing_about_their_neighbours(rows):
    loaded = model.load()
    (together,) = text_pieces.pieces(*column_of_bytes(rows))
    totals = word_evidence.score(together, loaded).row_totals()
    for number, row in enumerate(rows):
        (alone,) = text_pieces.pieces(*column_of_bytes([row]))
        assert np.array_equal(word_evidence.score(alone, loaded).row_totals()[:, 0], totals[:, number])


@needs_numba
@given(
    rows=st.lists(st.none() | TEXTS.map(lambda text: text.encode("utf-8", "replace").decode()), max_size=8),
    kind=st.sampled_from(TYPES),
    cut=st.integers(0, 8),
)
@settings(max_examples=30)
def test_every_arrow_type_has_the_same_answer_from_both(rows, kind, cut):
    array = pa.array(rows, pa.string()).cast(kind)
    for view in (array, array.slice(cut), pa.chunked_array([array.slice(0, cut), array.slice(cut)], kind)):
        ours, theirs = both(view)
        assert ours == theirs


@needs_numba
@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_change_nothing(threads, monkeypatch):
    monkeypatch.setattr(text_pieces, "PIECE", 64)
    array = pa.array(["Mae'r tywydd yn braf heddiw.", None, "It is raining.", "", "Tŷ’r Cyffredin 2024"] * 40)
    for name in ("numpy", "numba"):
        kernel_choice.use_kernel(name)
        alone = columns.detect(array), columns.measure(array)
        assert (columns.detect(array, threads=threads), columns.measure(array, threads=threads)) == alone


def test_threads_are_one_or_more():
    with pytest.raises(InputError, match="1 or more"):
        columns.detect(pa.array(["Bore da"]), threads=0)


@needs_numba
def test_a_cell_in_many_parts_has_the_same_answer_from_both():
    cells = ["Mae'r llyfrgell ar agor. " * 30_000, "cymraeg" * 90_000, "", "ŵ" * 300_000, "Bore da"]
    ours, theirs = both(pa.array(cells))
    assert ours == theirs
    assert ours[1].field("n_chars").to_pylist() == [len(cell) for cell in cells]


@needs_numba
def test_more_new_words_than_there_is_room_for_are_read_all_the_same():
    words = ["".join(letters) for letters in itertools.product("abcdefghij", repeat=5)]
    rows = [" ".join(words[start : start + 500]) for start in range(0, len(words), 500)]
    with reader_pool.forgetting():
        ours, theirs = both(pa.array([*rows, *rows]))
    assert ours == theirs
    small = pa.array([" ".join(word[:3] for word in words[:60_000:2]) for _ in range(3)])
    ours, theirs = both(small)
    assert ours == theirs


@needs_numba
def test_a_column_of_nothing_but_empty_rows_is_read_in_parts():
    ours, theirs = both(pa.array([""] * (2 * text_pieces.ROWS + 5)))
    assert ours == theirs


PARTS = TEXTS | st.sampled_from(
    [
        "N/A",
        "{enw}",
        "www.llyw.cymru",
        "Gorsaf",
        "Station",
        "Welcome to Wales",
        "La salle est ouverte",
        "xx",
        "a_b",
        "(iv)",
    ]
)
JOINTS = st.sampled_from(
    [" / ", "/", "\n", ". ", "… ", " – ", "–", " (", ") ", "|", "\t", " ", "- ", "@", "."]
)


@given(parts=st.lists(st.tuples(PARTS, JOINTS), max_size=6))
@example(parts=[("Bore da i bawb o bob man good morning to one and all", "")])
@example(parts=[("Eu cam eun teñval-noz a oa, ha ne gleven netra nemet ar mor", "")])
@example(parts=[("a'b’c'", "")])
@example(parts=[("x" * 40, " y")])
@example(parts=[("I\u0307 İ ſ ẞ", "")])
def test_a_short_text_has_the_answers_of_arrays(parts):
    text = "".join(itertools.chain.from_iterable(parts))
    found = cyd.detect(text), cyd.measure(text), cyd.tag_words(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(plain_words, "LONGEST", -1)
        assert (cyd.detect(text), cyd.measure(text), cyd.tag_words(text)) == found


@needs_numba
@given(
    rows=st.lists(
        st.lists(st.tuples(PARTS, JOINTS), max_size=6).map(itertools.chain.from_iterable), max_size=6
    )
)
def test_the_kernels_agree_on_rows_of_several_segments(rows, memories):
    agree([bytes_of("".join(row)) for row in rows], memories)


@given(
    text=EVERY_STRING | PARTS,
    among=st.sampled_from([("cy", "en"), ("cy",), ("fr", "de"), ("br", "cy", "mis")]),
)
def test_a_restricted_answer_is_among_the_languages_asked_for(text, among):
    found = cyd.detect(text, among=among)
    assert {found.language, *found.shares} <= {*among, "und", "mul"}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(plain_words, "LONGEST", -1)
        assert cyd.detect(text, among=among) == found


def test_short_texts_forget_the_older_words_when_they_have_met_too_many(monkeypatch):
    monkeypatch.setattr(plain_words, "KEPT", 8)
    plain_words.remembered.cache_clear()
    texts = [
        "un dau tri pedwar pump",
        "chwech saith wyth naw deg",
        "un ar ddeg",
        " ".join(map(str, range(20))),
    ]
    found = [cyd.tag_words(text) for text in texts]
    assert len(plain_words.remembered(model.load())) <= 4
    plain_words.remembered.cache_clear()
    monkeypatch.undo()
    assert found == [cyd.tag_words(text) for text in texts]


@pytest.mark.parametrize("name", ["numpy", pytest.param("numba", marks=needs_numba)])
def test_columns_forget_the_older_words_when_there_is_no_more_room(name, monkeypatch):
    monkeypatch.setattr(numpy_reader.NumpyReader, "FULL", 300)
    monkeypatch.setattr(numba_reader.NumbaReader, "SLOTS", 1 << 9)
    monkeypatch.setattr(numba_reader.NumbaReader, "MOST_SLOTS", 1 << 11)
    kernel_choice.use_kernel(name)
    words = ["".join(letters) for letters in itertools.product("adeinorsy", repeat=4)]
    rows = pa.array([" ".join(words[start : start + 7]) for start in range(0, len(words), 7)])
    with reader_pool.forgetting():
        expected = columns.detect(rows), columns.measure(rows)
        monkeypatch.setattr(text_pieces, "PIECE", 1 << 10)
        assert (columns.detect(rows), columns.measure(rows)) == expected
        assert (columns.detect(rows), columns.measure(rows)) == expected


def test_a_kernel_that_there_is_not_is_an_input_error(monkeypatch):
    with pytest.raises(InputError, match="There is no kernel “abacus”"):
        kernel_choice.use_kernel("abacus")
    monkeypatch.setenv(kernel_choice.VARIABLE, "abacus")
    with pytest.raises(InputError, match="numpy"):
        columns.detect(pa.array(["Bore da"]))


def test_numba_is_named_where_it_is_wanted_and_absent(monkeypatch):
    monkeypatch.setattr(kernel_choice, "has_numba", lambda: False)
    with pytest.raises(MissingExtraError, match=r"cymraeg-data\[fast\]"):
        kernel_choice.use_kernel("numba")
    monkeypatch.setattr(kernel_choice._State, "n_bytes", 10 * kernel_choice.WORTH)
    assert kernel_choice.kernel(1) == "numpy"


@needs_numba
def test_numba_is_chosen_for_much_text_and_by_name(monkeypatch):
    monkeypatch.setattr(kernel_choice._State, "n_bytes", 0)
    assert kernel_choice.kernel(100) == "numpy"
    assert kernel_choice.kernel(kernel_choice.WORTH) == "numba"
    monkeypatch.setenv(kernel_choice.VARIABLE, "numpy")
    assert kernel_choice.kernel(kernel_choice.WORTH) == "numpy"


def test_a_small_column_does_not_load_numba():
    code = (
        "import sys, pyarrow as pa; from cymraeg_data import columns;"
        "columns.detect(pa.array(['Bore da'])); columns.measure(pa.array(['Bore da']));"
        "assert 'numba' not in sys.modules"
    )
    environment = {name: value for name, value in os.environ.items() if name != kernel_choice.VARIABLE}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


@needs_numba
@pytest.mark.slow
def test_compiled_code_needs_no_place_to_be_kept(tmp_path):
    package = Path(cyd.__file__).parent
    copy = tmp_path / "cymraeg_data"
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__"))
    home = tmp_path / "home"
    home.write_text("not a folder", encoding="utf-8")
    (copy / "detection" / "kernels" / "__pycache__").write_text("not a folder", encoding="utf-8")
    code = (
        "import pyarrow as pa, cymraeg_data; from cymraeg_data import columns;"
        f"assert cymraeg_data.__file__.startswith({str(copy)!r});"
        "assert columns.detect(pa.array(['Bore da i chi i gyd'])).field('language').to_pylist() == ['cy']"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(tmp_path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home),
        kernel_choice.VARIABLE: "numba",
    }
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, env=environment)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["numpy", pytest.param("numba", marks=needs_numba)])
def test_a_hundred_megabytes_in_one_cell(name):
    kernel_choice.use_kernel(name)
    sentence = "Mae'r llyfrgell ar agor heddiw, ŷ. "
    cell = sentence * (100_000_000 // len(sentence.encode()))
    array = pa.array([cell], pa.large_string())
    assert columns.detect(array).field("language").to_pylist() == ["cy"]
    assert columns.measure(array).field("n_words").to_pylist() == [6 * cell.count("agor")]


def test_a_word_longer_than_a_word_can_be_is_cut_where_characters_start():
    loaded = model.load()
    (piece,) = text_pieces.pieces(*text_pieces.encode("ŵ" * 40))
    words = word_evidence.score(piece, loaded).words
    assert (words.ends - words.starts).max() <= numpy_words.MAX_WORD
    assert all(start % 2 == 0 for start in words.starts)
