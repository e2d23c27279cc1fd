"""Numbers in words and back, in both systems."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data.errors import InputError
from cymraeg_data.welsh import like_num, mutate, number_value, number_words, ordinal_number, ordinal_words
from strategies import any_texts

SYSTEMS = ("decimal", "traditional")
GENDERS = ("masculine", "feminine")
VALUES = st.integers(0, 999_999) | st.integers(0, 999_999_999)
SAMPLE = sorted(
    {
        *range(1_100),
        *range(0, 1_000_000, 997),
        *(n * 1_000 + d for n in range(0, 1_000, 7) for d in (0, 40, 100)),
    }
)

CARDINALS = [
    (0, "dim", "dim"),
    (1, "un", "un"),
    (6, "chwech", "chwech"),
    (10, "deg", "deg"),
    (11, "un deg un", "un ar ddeg"),
    (12, "un deg dau", "deuddeg"),
    (15, "un deg pump", "pymtheg"),
    (16, "un deg chwech", "un ar bymtheg"),
    (18, "un deg wyth", "deunaw"),
    (19, "un deg naw", "pedwar ar bymtheg"),
    (20, "dau ddeg", "ugain"),
    (21, "dau ddeg un", "un ar hugain"),
    (30, "tri deg", "deg ar hugain"),
    (38, "tri deg wyth", "deunaw ar hugain"),
    (40, "pedwar deg", "deugain"),
    (43, "pedwar deg tri", "tri a deugain"),
    (50, "pum deg", "hanner cant"),
    (60, "chwe deg", "trigain"),
    (71, "saith deg un", "un ar ddeg a thrigain"),
    (80, "wyth deg", "pedwar ugain"),
    (99, "naw deg naw", "pedwar ar bymtheg a phedwar ugain"),
    (100, "cant", "cant"),
    (101, "cant ac un", "cant ac un"),
    (123, "cant dau ddeg tri", "cant a thri ar hugain"),
    (200, "dau gant", "dau gant"),
    (600, "chwe chant", "chwe chant"),
    (1_000, "mil", "mil"),
    (1_100, "mil a chant", "mil a chant"),
    (2_024, "dwy fil dau ddeg pedwar", "dwy fil a phedwar ar hugain"),
    (5_000, "pum mil", "pum mil"),
    (20_000, "dau ddeg mil", "ugain mil"),
    (22_000, "dau ddeg dwy fil", "dwy ar hugain o filoedd"),
    (50_000, "pum deg mil", "hanner can mil"),
    (100_000, "can mil", "can mil"),
    (200_000, "dau gan mil", "dau gan mil"),
    (1_000_000, "miliwn", "miliwn"),
    (2_000_000, "dwy filiwn", "dwy filiwn"),
]
ORDINALS = [
    (1, "cyntaf", "1af"),
    (2, "ail", "2il"),
    (3, "trydydd", "3ydd"),
    (4, "pedwerydd", "4ydd"),
    (5, "pumed", "5ed"),
    (6, "chweched", "6ed"),
    (7, "seithfed", "7fed"),
    (8, "wythfed", "8fed"),
    (9, "nawfed", "9fed"),
    (10, "degfed", "10fed"),
    (11, "unfed ar ddeg", "11eg"),
    (12, "deuddegfed", "12fed"),
    (13, "trydydd ar ddeg", "13eg"),
    (15, "pymthegfed", "15fed"),
    (16, "unfed ar bymtheg", "16eg"),
    (18, "deunawfed", "18fed"),
    (19, "pedwerydd ar bymtheg", "19eg"),
    (20, "ugeinfed", "20fed"),
    (21, "unfed ar hugain", "21ain"),
    (31, "unfed ar ddeg ar hugain", "31ain"),
    (40, "deugeinfed", "40fed"),
    (50, "hanner canfed", "50fed"),
    (62, "ail a thrigain", "62ain"),
    (80, "pedwar ugeinfed", "80fed"),
    (100, "canfed", "100fed"),
    (1_000, "milfed", "1000fed"),
]
READ = [
    ("ddau", 2),
    ("dair", 3),
    ("thair", 3),
    ("bedair", 4),
    ("phedwar", 4),
    ("bum", 5),
    ("bump", 5),
    ("mhump", 5),
    ("deng", 10),
    ("ddeng", 10),
    ("bymtheg", 15),
    ("hugain", 20),
    ("drigain", 60),
    ("gant", 100),
    ("nghant", 100),
    ("fil", 1_000),
    ("filiwn", 1_000_000),
    ("Unarddeg", 11),
    ("dauddeg", 20),
    ("trideg pump", 35),
    ("trichant", 300),
    ("deucant", 200),
    ("PUM MIL", 5_000),
    ("tri-deg-un", 31),
    ("cant ac ugain", 120),
    ("chwe ugain", 120),
    ("cant a hanner", 150),
    ("hanner miliwn", 500_000),
    ("dwy filiwn a hanner", 2_500_000),
    ("mil naw cant naw deg naw", 1_999),
    ("dwy fil ar hugain", 22_000),
    ("deugain o filoedd", 40_000),
    ("gyntaf", 1),
    ("drydedd", 3),
    ("bedwaredd ar bymtheg", 19),
    ("12,500", 12_500),
    ("7", 7),
    ("21ain", 21),
    ("2.5 miliwn", 2_500_000),
    ("3 mil", 3_000),
    ("sero", 0),
]
NOT_READ = [
    "",
    " ",
    "gan",
    "a",
    "ac un",
    "un a",
    "ar hugain",
    "dau tri",
    "dau ddeg cant",
    "mil mil",
    "cath",
    "tair cath",
    "12,34",
    "2.5",
    "1af miliwn",
    "cyntaf ail",
    "\ud800",
    "٣",
    "un " * 300,
]


@given(VALUES, st.sampled_from(SYSTEMS), st.sampled_from(GENDERS))
def test_words_name_the_number_they_were_made_from(value, system, gender):
    words = number_words(value, system=system, gender=gender)
    assert number_value(words) == value
    assert number_value(words.upper()) == value


@given(VALUES.filter(bool), st.sampled_from(GENDERS))
def test_ordinals_name_the_number_they_were_made_from(value, gender):
    assert number_value(ordinal_words(value, gender=gender)) == value
    assert number_value(ordinal_number(value, gender=gender)) == value


@given(VALUES, st.sampled_from(SYSTEMS), st.sampled_from(GENDERS), st.sampled_from(("soft", "aspirate")))
def test_mutated_numbers_are_read_too(value, system, gender, kind):
    words = mutate(number_words(value, system=system, gender=gender), kind)
    assert number_value(words) == value or words.startswith(("gan ", "ddim"))


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_dense_sample_comes_back(system):
    assert [n for n in SAMPLE if number_value(number_words(n, system=system)) != n] == []


def test_ordinals_of_a_dense_sample_come_back():
    assert [n for n in SAMPLE if n and number_value(ordinal_words(n)) != n] == []


@pytest.mark.slow
@pytest.mark.parametrize("gender", GENDERS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_every_number_comes_back(system, gender):
    wrong = [n for n in range(1_000_000) if number_value(number_words(n, system=system, gender=gender)) != n]
    assert wrong == []


@pytest.mark.slow
def test_every_ordinal_comes_back():
    assert [n for n in range(1, 1_000_000) if number_value(ordinal_words(n)) != n] == []


@pytest.mark.parametrize(("value", "decimal", "traditional"), CARDINALS)
def test_cardinals(value, decimal, traditional):
    assert number_words(value) == decimal
    assert number_words(value, system="traditional") == traditional


@pytest.mark.parametrize(("value", "words", "figures"), ORDINALS)
def test_ordinals(value, words, figures):
    assert (ordinal_words(value), ordinal_number(value)) == (words, figures)


def test_feminine_forms_stand_where_the_noun_is_counted():
    feminine = {
        3: "tair",
        23: "dau ddeg tair",
        32: "tri deg dwy",
        40: "pedwar deg",
        104: "cant a phedair",
        80: "wyth deg",
    }
    assert {n: number_words(n, gender="feminine") for n in feminine} == feminine
    traditional = {
        24: "pedair ar hugain",
        80: "pedwar ugain",
        84: "pedair a phedwar ugain",
        17: "dwy ar bymtheg",
    }
    assert {n: number_words(n, system="traditional", gender="feminine") for n in traditional} == traditional
    assert [ordinal_words(n, gender="feminine") for n in (3, 4, 23)] == [
        "trydedd",
        "pedwaredd",
        "trydedd ar hugain",
    ]
    assert [ordinal_number(n, gender="feminine") for n in (3, 4, 23)] == ["3edd", "4edd", "23ain"]


@pytest.mark.parametrize(("text", "value"), READ)
def test_forms_found_in_text_are_read(text, value):
    assert number_value(text) == value


@pytest.mark.parametrize("text", NOT_READ)
def test_what_is_no_number_has_no_value(text):
    assert number_value(text) is None


@given(any_texts() | st.text(max_size=30))
def test_any_text_has_a_value_or_none(text):
    value = number_value(text)
    assert value is None or 0 <= value < 10**12
    assert value is None or like_num(text) is True


@given(
    st.lists(
        st.sampled_from("un dau ddeg deg ar a ac ugain hugain cant gant mil fil o filoedd hanner pum".split())
    )
)
def test_words_in_any_order_have_a_value_or_none(words):
    value = number_value(" ".join(words))
    assert value is None or 0 < value < 10**12
    if value is not None and value < 1_000_000_000:
        assert number_value(number_words(value)) == value


@pytest.mark.parametrize("value", [-1, 1_000_000_000, True, 1.0, "5", None])
def test_other_values_are_refused(value):
    with pytest.raises(InputError, match="whole number"):
        number_words(value)
    with pytest.raises(InputError, match="whole number"):
        ordinal_words(value if value != -1 else 0)


def test_other_choices_are_refused():
    with pytest.raises(InputError, match="“degol”"):
        number_words(1, system="degol")
    with pytest.raises(InputError, match="“neuter”"):
        ordinal_words(1, gender="neuter")


def test_decimal_numbers_are_those_of_cldr():
    icu = pytest.importorskip("icu", reason="decimal numbers are compared with PyICU, which is not installed")
    oracle = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale("cy"))
    for ruleset, gender in (("masculine", "masculine"), ("feminine", "feminine")):
        oracle.setDefaultRuleSet(f"%spellout-cardinal-{ruleset}")
        differ = [n for n in range(100) if oracle.format(n) != number_words(n, gender=gender)]
        assert differ == [10]  # CLDR writes "un deg"


def test_traditional_numbers_are_those_of_num2words():
    oracle = pytest.importorskip(
        "num2words", reason="compared with num2words, which is not installed"
    ).num2words
    fifties = set(range(51, 60))  # "hanner cant ac un" there, "un ar ddeg a deugain" here
    differ = {n for n in range(100) if oracle(n, lang="cy") != number_words(n, system="traditional")}
    assert differ == fifties
    differ = {n for n in range(1, 101) if oracle(n, lang="cy", to="ordinal") != ordinal_words(n)}
    # It writes saithfed, ugainfed, and "cyntaf ar hugain", where grammars have seithfed, ugeinfed, "unfed ar
    # hugain".
    assert differ == {7, 20, 21, 27, 40, 41, 47, 50, 60, 61, 67, 80, 81, 87}


@pytest.mark.parametrize(
    "word", "un Un dau dwy ddwy thair bum chwe bymtheg deugain can chant fil miliwn dauddeg".split()
)
def test_number_words_are_like_numbers(word):
    assert like_num(word)
    assert like_num(word.upper())


@pytest.mark.parametrize(
    "word", ["17:00", "2021-22", "5.9m", "1,000", "£50", "50%", "3/4", "½", "0", "10.30", "4–8"]
)
def test_figures_are_like_numbers(word):
    assert like_num(word)


@pytest.mark.parametrize(
    "word", ["gan", "Gan", "a", "ar", "o", "dim", "hanner", "neg", "nwy", "cath", "", "v2", "1af", "\ud800"]
)
def test_other_words_are_not_like_numbers(word):
    assert not like_num(word)


def test_ordinals_are_like_numbers_on_request():
    assert all(like_num(word, ordinals=True) for word in ("1af", "21ain", "cyntaf", "drydedd", "dau"))
    assert not like_num("gan", ordinals=True)


def test_numbers_of_a_treebank_are_found(shared_data):
    for split in ("train", "dev"):
        path = shared_data / "lexicon" / "ud" / f"cy_ccg-ud-{split}.conllu"
        rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
        pairs = [
            (cells[3] == "NUM", like_num(cells[1]))
            for cells in rows
            if len(cells) == 10 and cells[0].isdigit()
        ]
        hits, found, gold = sum(map(all, pairs)), sum(p for _, p in pairs), sum(g for g, _ in pairs)
        assert 2 * hits / (found + gold) >= 0.95


def test_a_very_long_text_is_no_number():
    for text in ("un " * 4_000_000, "9" * 10_000_000):
        assert number_value(text) is None
        assert not like_num(text)
