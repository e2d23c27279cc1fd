"""The letters of Welsh and the order they sort in."""

import csv
import itertools
import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data.errors import InputError
from cymraeg_data.welsh import ALPHABET, letters, sort_key
from strategies import any_texts, welsh_texts, welsh_words

EVERY_TEXT = any_texts() | st.text(max_size=20)
PUNCTUATION = " '’-–.,!?()/&01239£€“”:;\xa0"
WELSH_CHARACTERS = "abcdefghijklmnoprstuwyCDFGHLNPRTWŴŶâêîôûŵŷáéíóúẃýàèìòùẁỳäëïöüẅÿ"
FOREIGN_CHARACTERS = "kqvxzKñçøæßĥłđœ"

COMPOUNDS = [
    ("Bangor", "B a n g o r"),
    ("Fangor", "F a n g o r"),
    ("Llangollen", "Ll a n g o ll e n"),
    ("Langollen", "L a n g o ll e n"),
    ("LLANGOLLEN", "LL A N G O LL E N"),
    ("Llangïan", "Ll a n g ï a n"),
    ("Blaengarw", "B l a e n g a r w"),
    ("Pengam", "P e n g a m"),
    ("benglog", "b e n g l o g"),
    ("Glangwili", "G l a n g w i l i"),
    ("Cefngolau", "C e f n g o l a u"),
    ("Hengoed", "H e n g o e d"),
    ("Tongwynlais", "T o n g w y n l a i s"),
    ("ymddangos", "y m dd a n g o s"),
    ("teyrnged", "t e y r n g e d"),
    ("Aberhonddu", "A b e r h o n dd u"),
    ("arholiadau", "a r h o l i a d a u"),
    ("parhau", "p a r h a u"),
    ("Penyrheol", "P e n y r h e o l"),
    ("Ponthir", "P o n t h i r"),
]
SINGLE_LETTERS = [
    ("angor", "a ng o r"),
    ("cyngor", "c y ng o r"),
    ("Llanfihangel", "Ll a n f i h a ng e l"),
    ("anghofio", "a ng h o f i o"),
    ("rhwng", "rh w ng"),
    ("Bengal", "B e ng a l"),
    ("England", "E ng l a n d"),
    ("language", "l a ng u a g e"),
    ("anrhydedd", "a n rh y d e dd"),
    ("Troedyrhiw", "T r o e d y rh i w"),
    ("Porthyrhyd", "P o r th y rh y d"),
    ("Porthaethwy", "P o r th a e th w y"),
    ("priffordd", "p r i ff o r dd"),
    ("cyd-ddyn", "c y d - dd y n"),
    ("cyd-destun", "c y d - d e s t u n"),
    ("Pont-hir", "P o n t - h i r"),
]


@given(EVERY_TEXT, st.sampled_from(("auto", "letter", "split")))
def test_the_letters_together_are_the_text(text, ng):
    assert "".join(letters(text, ng=ng)) == text


@given(EVERY_TEXT, EVERY_TEXT)
def test_texts_have_one_key_only_if_they_are_canonically_equivalent(a, b):
    same = unicodedata.normalize("NFD", a) == unicodedata.normalize("NFD", b)
    assert (sort_key(a) == sort_key(b)) == same


@given(welsh_texts())
def test_the_form_of_accents_does_not_change_order(text):
    assert sort_key(unicodedata.normalize("NFC", text)) == sort_key(unicodedata.normalize("NFD", text))


@given(welsh_words())
def test_an_accent_never_stands_alone(word):
    for form in ("NFC", "NFD"):
        found = letters(unicodedata.normalize(form, word))
        assert not any(unicodedata.combining(letter[0]) for letter in found)


@given(welsh_words(), welsh_words())
def test_a_word_comes_before_what_it_begins(word, rest):
    longer = word + "a" + rest
    assert sort_key(word) < sort_key(longer) or letters(longer)[: len(letters(word))] != letters(word)


def test_the_alphabet_is_in_its_own_order():
    assert len(ALPHABET) == 29
    assert sorted(set(ALPHABET), key=sort_key) == list(ALPHABET)
    assert all(letters(letter) == (letter,) for letter in ALPHABET)


@pytest.mark.parametrize(("word", "expected"), COMPOUNDS + SINGLE_LETTERS)
def test_the_make_up_of_a_word_tells_one_letter_from_two(word, expected):
    assert letters(word) == tuple(expected.split())
    assert letters(unicodedata.normalize("NFD", word)) == tuple(
        unicodedata.normalize("NFD", letter) for letter in expected.split()
    )


@pytest.mark.parametrize(
    "ordered",
    [
        "cwm chwarae da dwy ddoe e",
        "fy ffrwd gwyn ngardd hi lwmp llan mam",
        "pwll phen rwy rhaff tŷ thŷ",
        "bag bai banc Bangor",
        "Llanfair Llangollen Llanrwst",
        "angau anghofio amser",
        "llan Llan LLAN",
        "wy ŵy wyth",
        "tad tân tant",
        "ar arhosodd aros",
    ],
)
def test_words_in_the_order_of_a_dictionary(ordered):
    expected = ordered.split()
    assert sorted(set(expected), key=sort_key) == expected


def test_every_way_of_reading_ng():
    assert letters("Bangor", ng="letter") == ("B", "a", "ng", "o", "r")
    assert letters("Aberhonddu", ng="letter") == ("A", "b", "e", "rh", "o", "n", "dd", "u")
    assert letters("angor", ng="split") == ("a", "n", "g", "o", "r")
    with pytest.raises(InputError, match="“both”"):
        sort_key("Bangor", ng="both")


@pytest.fixture(scope="module")
def collator():
    icu = pytest.importorskip("icu", reason="the order is compared with PyICU, which is not installed")
    return icu.Collator.createInstance(icu.Locale("cy"))


def disagreements(collator, pairs, **options):
    for a, b in pairs:
        key_a, key_b = sort_key(a, **options), sort_key(b, **options)
        expected = collator.compare(a, b)
        if expected and expected != (key_a > key_b) - (key_a < key_b):
            yield a, b


def random_pairs(characters, n, seed):
    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    for _ in range(n):
        a = "".join(rng.choices(characters, k=rng.randint(0, 6)))
        b = list(a) if rng.random() < 0.5 else rng.choices(characters, k=rng.randint(0, 6))
        if b:
            b[rng.randrange(len(b))] = rng.choice(characters)
        yield a, "".join(b)


@pytest.mark.parametrize(
    "characters", [WELSH_CHARACTERS, WELSH_CHARACTERS + PUNCTUATION + FOREIGN_CHARACTERS]
)
def test_the_order_is_that_of_icu(collator, characters):
    assert list(disagreements(collator, random_pairs(characters, 20_000, 4), ng="letter")) == []


@given(welsh_texts(), welsh_texts())
def test_the_order_of_words_is_that_of_icu_outside_the_exceptions(collator, a, b):
    plain = all(letters(text) == letters(text, ng="letter") for text in (a, b))
    options = {} if plain else {"ng": "letter"}
    assert list(disagreements(collator, [(a, b)], **options)) == []


def test_real_words_are_in_the_order_of_icu_outside_the_exceptions(collator, shared_data):
    text = (shared_data / "lexicon" / "bangordict_cy_words.txt").read_text(encoding="utf-8")
    words = sorted(
        (word for word in text.split() if letters(word) == letters(word, ng="letter")), key=sort_key
    )
    assert len(words) > 28_000
    assert all(collator.compare(a, b) <= 0 for a, b in itertools.pairwise(words))


def test_place_names_that_start_with_llan_or_pen_split_ng(shared_data):
    path = next(
        (shared_data / "bitext").glob("welsh-placenames-list/**/standardised-welsh-place-names-*.csv")
    )
    with path.open(encoding="utf-8-sig", newline="") as file:
        names = {row["Ffurf safonol"] for row in csv.DictReader(file)}
    split = {name for name in names if letters(name) != letters(name, ng="letter")}
    assert {"Llangefni", "Pengam", "Blaengarw", "Caerhun", "Hengoed"} <= split
    assert split.isdisjoint({"Llong", "Landshipping", "Trallwng, Y", "Senghenydd", "Cynghordy", "Aberangell"})
    assert 100 < len(split) < 180


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "ŵ",
        "́",
        "123",
        "\ud800",
        "a\ud800b",
        "Ωмеga中",
        "w\u0302",
        "\x00",
        "n\u034fg",
        "ng" * 20,
        "e" + "́" * 1000,
    ],
)
def test_odd_input_has_letters_and_a_key(text):
    assert "".join(letters(text)) == text
    assert sort_key(text) == sort_key(text[:0] + text) != sort_key(text + "a") > b""


@pytest.mark.parametrize("unit", ["ng", "arh", "e\u0301", "llan", "a", "\ud800"])
def test_a_very_long_token_takes_linear_time(unit):
    text = unit * (200_000 // len(unit))
    assert len(sort_key(text)) >= len(text)
