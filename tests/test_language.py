"""What a linguist looks up, by kind: golden cases in `golden/language.jsonl`, and input that is no word at all."""

import ast
import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data.names import canonical_name, known_names
from cymraeg_data.welsh import (
    dialect_balance,
    expand,
    format_date,
    format_time,
    lemma,
    letters,
    like_num,
    month_forms,
    mutate,
    number_value,
    number_words,
    ordinal_number,
    ordinal_words,
    parse_date,
    parse_time,
    radicals,
    sentences,
    sort_key,
    words,
)
from cymraeg_data.welsh.dialect import dialect_markers
from cymraeg_data.welsh.form_tables import listed_forms
from cymraeg_data.welsh.lemmas import lemmas
from cymraeg_data.welsh.prepositions import INFLECTED, PERSONS
from cymraeg_data.welsh.stop_words import STOP_WORDS
from cymraeg_data.welsh.verb_tables import VERBS
from golden_cases import golden
from strategies import any_texts


@golden("language", "mutation")
def test_mutation(given, expected):
    word, kind, *limited = given.split()
    if kind == "radicals-contains":
        assert set(expected) & set(radicals(word))
    else:
        assert mutate(word, kind, limited=bool(limited)) in expected


@golden("language", "letters")
def test_letters(given, expected):
    assert "|".join(letters(given)) in expected


@golden("language", "order")
def test_order(given, expected):
    first, second = given.split(" < ")
    assert (sort_key(first) < sort_key(second)) == (expected == ["yes"])


@golden("language", "number")
def test_number(given, expected):
    name, arguments = re.fullmatch(r"(\w+)\((.*)\)", given).groups()
    if name == "number_words":
        value, _, options = arguments.partition(",")
        found = number_words(int(value), **ast.literal_eval(options))
    elif name.startswith("ordinal"):
        value, _, feminine = arguments.partition(",")
        function = ordinal_words if name == "ordinal_words" else ordinal_number
        found = function(int(value), gender="feminine" if feminine else "masculine")
    else:
        found = {"number_value": number_value, "like_num": like_num}[name](arguments)
    assert str(found) in expected


@golden("language", "date")
def test_date(given, expected):
    if written := re.fullmatch(r"format (\w+) (\S+)", given):
        assert format_date(dt.date.fromisoformat(written[2]), style=written[1]) in expected
    elif named := re.fullmatch(r"month_forms has \S+ (\S+)", given):
        assert str(month_forms()[named[1].lower()]) in expected
    else:
        found = parse_date(given)
        read = [reading.date.isoformat() if reading.date else repr(reading) for reading in found] or ["-"]
        assert set(expected) & set(read)


@golden("language", "time")
def test_time(given, expected):
    if written := re.fullmatch(r"format (\S+) (\S+)", given):
        assert format_time(dt.time.fromisoformat(written[1]), style=written[2]) in expected
    else:
        read = [time.isoformat("minutes") for time in parse_time(given)] or ["-"]
        assert set(expected) & set(read)


@golden("language", "words")
def test_words(given, expected):
    assert "|".join(token.text for token in words(given)) in expected


@golden("language", "sentences")
def test_sentences(given, expected):
    assert str(len(sentences(given))) in expected


@golden("language", "lemma")
def test_lemma(given, expected):
    assert lemma(given) in expected


@golden("language", "expansion")
def test_expansion(given, expected):
    assert "|".join(expand(given)) in expected


@golden("language", "stop word")
def test_stop_word(given, expected):
    assert (given in STOP_WORDS) == (expected[0] == "yes") or len(expected) > 1


@golden("language", "dialect")
def test_dialect(given, expected):
    found = dialect_balance([given])
    side = "N" if found.n_north else "S" if found.n_south else "B" if found.n_both else "-"
    assert side in expected


@golden("language", "name")
def test_name(given, expected):
    name, language = given.split(" -> ")
    assert str(canonical_name(name, language)) in expected


@golden("language", "names in text")
def test_names_in_text(given, expected):
    assert ",".join(match.names[0].cy for match in known_names().find(given)) in expected


class TestTables:
    def test_every_person_of_every_preposition_expands_and_has_its_lemma(self):
        for form, (preposition, person) in INFLECTED.items():
            assert expand(form) == (preposition, person)
            assert person in PERSONS
            assert lemma(form) in {preposition, "tan", "gardd"}, form

    def test_every_form_of_an_irregular_verb_has_its_lemma(self):
        wrong = {
            (form, lemma(form))
            for verb, forms in VERBS.items()
            for form in forms.split()
            if lemma(form) != {"dylwn": "dylu"}.get(verb, verb)
        }
        assert {form for form, _found in wrong} <= {"mynd", "dwy", "pia"}, wrong

    def test_a_listed_form_is_known_in_mutated_shape(self):
        forms = listed_forms()
        assert (forms["feini"], forms["nghaneuon"], forms["ymwelwyr"]) == ("maen", "cân", "ymwelydd")


LONG = 10**6
ODD = [
    "",
    " ",
    "\x00",
    "\ud800",
    "c\ud800ath",
    "a" * LONG,
    "ng" * (LONG // 2),
    "'" * LONG,
    "a-" * (LONG // 2),
    "A" * LONG,
    "b" * LONG + "wyr",
    "кот-cath-猫",
    "שלום cath",
    "👩‍👩‍👧 cath",
    "ty\u0302",
    "a" + "\u0302" * LONG,
]


@pytest.mark.parametrize("text", ODD, ids=lambda text: ascii(text[:12]))
class TestOddInput:
    def test_a_lemma_is_defined_and_what_is_no_word_stays(self, text):
        found = lemma(text)
        if not text.strip() or len(text) > 100 or "\ud800" in text:
            assert found == text
        assert len(lemmas(text)) == len(words(text))

    def test_the_other_functions_have_a_value(self, text):
        assert expand(text)
        assert isinstance(dialect_markers(text), tuple)
        assert dialect_balance([text]).n_texts == 1
        assert canonical_name(text) is None
        assert known_names().find(text) == ()
        assert (number_value(text), parse_date(text), parse_time(text)) == (None, (), ())
        assert "".join(letters(text)) == text


@given(any_texts(), st.text(max_size=30))
def test_any_text_has_a_lemma_that_is_a_text(one, other):
    for text in (one, other):
        assert isinstance(lemma(text), str)
        assert lemma(text) != "" or text == ""
