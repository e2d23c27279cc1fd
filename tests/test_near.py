"""Near-duplicates: words as keys, signatures, clusters.

What is planted is found, what is not near is left alone.
"""

# ruff: noqa: S311 - what is planted is made up, and no secret

import itertools
import os
import random
import subprocess
import sys

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cymraeg_data.buffers import kernel_choice
from cymraeg_data.buffers.chunks import buffers
from cymraeg_data.detection import text_pieces
from cymraeg_data.errors import InputError, WrongTypeError
from cymraeg_data.package.steps import near_duplicates, radicals, word_arrays
from cymraeg_data.package.steps.near_duplicates import clusters, signatures
from cymraeg_data.welsh import mutate
from strategies import welsh_texts

needs_numba = pytest.mark.skipif(not kernel_choice.has_numba(), reason="numba is not installed (extra: fast)")

ODD = st.text(st.sampled_from(list("aghlnrŵŴ'’– \n1\u0302\u0300語🏴×")), max_size=40)
TEXTS = st.lists(st.none() | welsh_texts() | ODD | st.text(max_size=30), max_size=8)
MEETING = "Mae’r cyfarfod nesaf yn y neuadd am saith o’r gloch nos Fawrth, ac mae croeso i bawb"
NUMBERS = st.lists(st.integers(0, 30), max_size=60)


@pytest.fixture(autouse=True)
def _kernel(monkeypatch):
    monkeypatch.setenv(kernel_choice.VARIABLE, "numpy")


def read(texts, name="numpy"):
    return word_arrays.read(*buffers(pa.array(texts, pa.string()).fill_null("")), name=name, mutated=True)


@needs_numba
@given(TEXTS)
@example(["a" * 100, "ŵ" * 40 + " ng", None, "'", "\u0302"])
def test_numpy_and_numba_read_the_same_words(texts):
    for one, other in zip(read(texts), read(texts, "numba"), strict=True):
        assert one.tolist() == other.tolist()


@needs_numba
@given(TEXTS)
def test_numpy_and_numba_give_the_same_signatures(texts):
    array = pa.array(texts, pa.string())
    found = []
    for name in ("numpy", "numba"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(kernel_choice.VARIABLE, name)
            found.append(signatures(array))
    assert (found[0] == found[1]).all()


@given(TEXTS)
def test_words_of_a_row_are_those_of_the_text_alone(texts):
    together = read(texts)
    for row, text in enumerate(texts):
        alone, here = read([text]), slice(together.rows[row], together.rows[row + 1])
        assert alone.keys.tolist() == together.keys[here].tolist()
        assert alone.radicals.tolist() == together.radicals[here].tolist()


def test_a_text_longer_than_a_piece_stays_one_row():
    text = "Mae’r tŷ ar werth. " * (text_pieces.PIECE // 10)
    found = read(["ie", text, "nage"])
    assert np.diff(found.rows).tolist() == [1, 4 * (text_pieces.PIECE // 10), 1]


@given(NUMBERS, st.integers(1, 14))
def test_ngrams_are_equal_when_their_words_are(numbers, n):
    hashes = word_arrays.ngrams(word_arrays.mix(np.array(numbers, np.uint64)), n).tolist()
    runs = [tuple(numbers[at : at + n]) for at in range(max(len(numbers) - n + 1, 0))]
    assert len(hashes) == len(runs)
    for one, other in itertools.combinations(range(len(runs)), 2):
        assert (hashes[one] == hashes[other]) == (runs[one] == runs[other])


@given(st.lists(st.integers(0, 9), max_size=8), st.integers(1, 6))
def test_ngrams_never_leave_their_row(lengths, n):
    rows = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    expected = [at for a, b in itertools.pairwise(rows.tolist()) for at in range(a, b - n + 1)]
    assert word_arrays.places(rows, n).tolist() == expected
    assert word_arrays.inside(rows, n).sum() == len(expected)


WELSH = "cath pen tad gardd gwlad glan basged desg llaw mam merch rhosyn afal enw ysgol chwaer ffordd nai siop".split()


@pytest.mark.parametrize("word", WELSH)
@pytest.mark.parametrize("kind", ["soft", "nasal", "aspirate", "h"])
def test_every_mutation_of_a_word_has_its_key(word, kind):
    forms = {word, mutate(word, kind), word.upper()}
    assert len({int(read([form]).radicals[0]) for form in forms}) == 1


def test_words_of_different_sounds_have_different_keys():
    found = [
        int(read([word]).radicals[0]) for word in ("cath", "path", "tath", "llath", "rhath", "ffath", "sath")
    ]
    assert len(set(found)) == len(found)


def test_what_is_left_of_an_initial_is_never_more_than_the_word():
    initials = "ngh ng g h c ll rh r mh f"
    lengths = [len(initial) for initial in initials.split()]
    starts = np.cumsum([0, *(length + 1 for length in lengths[:-1])])
    text = np.frombuffer(initials.encode() + bytes(8), np.uint8)
    assert radicals.initials(text, starts, starts + lengths)[0].tolist() == lengths


@given(st.lists(st.none() | welsh_texts() | ODD, max_size=6))
def test_signatures_know_no_case_punctuation_or_spaces(texts):
    dressed = [None if text is None else "“" + text.upper().replace(" ", " \n ") + "!”" for text in texts]
    plain = [None if text is None else text.upper().lower() for text in texts]
    assert (signatures(pa.array(plain, pa.string())) == signatures(pa.array(dressed, pa.string()))).all()


def test_texts_of_fewer_than_five_words_have_no_signature_and_are_near_to_nothing():
    found = signatures(pa.array(["Diolch yn fawr iawn", "Diolch yn fawr iawn", None, ""]))
    assert (found == 0xFFFFFFFF).all()
    assert clusters(found, rank=np.arange(4)).tolist() == [0, 1, 2, 3]


def test_signatures_never_change():
    """A build is the same byte for byte wherever and whenever it is made, and so is what is near in it."""
    (found,) = signatures(pa.array([MEETING]))
    assert [hex(number) for number in found[[0, 1, 127]]] == ["0x2aa31610", "0x82e9872", "0x1306d66c"]


def test_signatures_are_the_same_in_another_process():
    code = (
        "import pyarrow as pa, hashlib, sys; from cymraeg_data.package.steps.near_duplicates import"
        " signatures;print(hashlib.sha256(signatures(pa.array([sys.argv[1]])).tobytes()).hexdigest())"
    )
    command = [sys.executable, "-c", code, MEETING]
    found = {
        subprocess.run(
            command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("0", "7")
    }
    assert len(found) == 1


def document(rng, n, vocabulary=5000):
    return [f"gair{rng.randrange(vocabulary)}" for _ in range(n)]


def jaccard(one, other):
    sets = [{tuple(text[at : at + 5]) for at in range(len(text) - 4)} for text in (one, other)]
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


def edited(rng, text, n):
    text = list(text)
    for at in rng.sample(range(len(text)), n):
        text[at] = f"newid{rng.randrange(10**9)}"
    return text


def planted(rng, low, high, n):
    """Return pairs of documents whose nearness is between the two."""
    pairs = []
    while len(pairs) < n:
        text = document(rng, rng.randrange(80, 300))
        other = edited(rng, text, rng.randrange(1, len(text) // 6))
        if low <= jaccard(text, other) <= high:
            pairs.append((text, other))
    return pairs


def linked(pairs):
    """Return the share of pairs whose second text is in the cluster of the first."""
    array = pa.array([" ".join(text) for pair in pairs for text in pair])
    found = clusters(signatures(array), rank=np.arange(len(array)))
    return float((found[1::2] == np.arange(0, len(array), 2)).mean())


def test_near_duplicates_are_found_and_others_are_not():
    """The bars: of those at a nearness of .8 or more .98 are found, of those at .5 or less .005 flagged."""
    rng = random.Random(8)
    assert linked(planted(rng, 0.8, 0.85, 400)) >= 0.98
    assert linked(planted(rng, 0.85, 1, 200)) >= 0.99
    assert linked(planted(rng, 0.4, 0.5, 400)) <= 0.005


def test_the_estimate_is_as_exact_as_the_formula_says():
    rng = random.Random(9)
    pairs = planted(rng, 0.3, 0.9, 300)
    found = signatures(pa.array([" ".join(text) for pair in pairs for text in pair]))
    share = (found[::2] == found[1::2]).mean(axis=1)
    true = np.array([jaccard(*pair) for pair in pairs])
    error = (share - true) / np.sqrt(true * (1 - true) / near_duplicates.PERMUTATIONS)
    assert abs(error.mean()) < 0.2
    assert 0.9 < error.std() < 1.1


def families(rng, n, size):
    texts = [document(rng, 120) for _ in range(n)]
    return [text if not copy else edited(rng, text, 1) for text in texts for copy in range(size)]


@settings(max_examples=20)
@given(st.randoms(use_true_random=False))
def test_clusters_do_not_depend_on_the_order_of_rows(rng):
    made = signatures(pa.array([" ".join(text) for text in families(random.Random(3), 6, 4)]))
    rank = np.arange(len(made))
    rng.shuffle(order := list(range(len(made))))
    found, shuffled = clusters(made, rank=rank), clusters(made[order], rank=rank[order])
    assert [order[row] for row in shuffled] == [found[row] for row in order]


def test_the_row_with_the_lowest_rank_is_kept():
    made = signatures(pa.array([" ".join(text) for text in families(random.Random(4), 5, 3)]))
    rank = np.array([2, 1, 0] * 5) * 100 + np.arange(15)
    assert clusters(made, rank=rank).tolist() == [row - row % 3 + 2 for row in range(15)]


def test_signatures_may_be_in_a_file(tmp_path):
    made = signatures(pa.array([" ".join(text) for text in families(random.Random(5), 5, 3)]))
    made.tofile(tmp_path / "signatures")
    mapped = np.memmap(tmp_path / "signatures", np.uint32, "r").reshape(made.shape)
    rank = np.arange(len(made))
    assert clusters(mapped, rank=rank).tolist() == clusters(made, rank=rank).tolist()


@pytest.mark.parametrize("differing", [0, 1, 2])
def test_a_hundred_thousand_copies_are_one_cluster(differing):
    """All in one bucket, which is not compared pair by pair; some numbers of each differ."""
    (one,) = signatures(pa.array([MEETING]))
    many = np.repeat(one[None], 100_000, axis=0)
    for number in range(differing):
        many[:, 40 * number] = np.arange(len(many))
    assert not clusters(many, rank=np.arange(len(many))).any()


def test_a_long_chain_is_one_cluster():
    """Each text near to the next alone: what links them, not how far the ends are, makes the cluster."""
    base = np.arange(near_duplicates.PERMUTATIONS, dtype=np.uint32)
    chain = np.array([np.where(base < 6 * n, base + 1000, base) for n in range(21)], np.uint32)
    assert clusters(chain, rank=np.arange(21)[::-1]).tolist() == [20] * 21


def test_no_rows_make_no_clusters():
    empty = signatures(pa.array([], pa.string()))
    assert clusters(empty, rank=np.zeros(0)).tolist() == []


@pytest.mark.parametrize("threshold", [0.5, 0.7, 0.8, 0.9, 1.0])
def test_bands_let_a_pair_at_the_threshold_through(threshold):
    cut = near_duplicates.bands(threshold)
    assert cut.n * cut.rows <= near_duplicates.PERMUTATIONS
    assert 1 - (1 - threshold**cut.rows) ** cut.n >= 0.995
    assert cut.least <= threshold


def test_misuse_is_refused():
    with pytest.raises(InputError, match=r"0\.5"):
        near_duplicates.bands(0.2)
    with pytest.raises(InputError, match="ranks"):
        clusters(signatures(pa.array(["tŷ"])), rank=np.arange(3))
    with pytest.raises(WrongTypeError, match="int64"):
        signatures(pa.array([1]))
