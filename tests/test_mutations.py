"""Initial mutations, and the way back to the radical form."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data.errors import InputError
from cymraeg_data.welsh import letters, mutate, mutation_readings, radicals
from cymraeg_data.welsh.mutations import KINDS
from golden_cases import golden
from strategies import welsh_words

ANY_WORD = welsh_words() | st.text(max_size=12)


@given(welsh_words(), st.sampled_from(KINDS), st.booleans())
def test_a_mutated_word_leads_back_to_its_radical(word, kind, limited):
    mutated = mutate(word, kind, limited=limited)
    if mutated != word:
        found = radicals(mutated)
        # The capitals of a word that is left with one letter cannot be told.
        assert word in found or word.lower() in [radical.lower() for radical in found]


@given(welsh_words())
def test_each_reading_mutates_to_the_word_again(word):
    for reading in mutation_readings(word):
        if reading.kind:
            assert mutate(reading.radical, reading.kind).lower() == word.lower()
        else:
            assert reading.radical == word


@given(welsh_words(), st.sampled_from(KINDS))
def test_the_form_of_accents_does_not_matter(word, kind):
    nfc, nfd = (unicodedata.normalize(form, word) for form in ("NFC", "NFD"))
    assert unicodedata.normalize("NFC", mutate(nfd, kind)) == mutate(nfc, kind)
    assert [unicodedata.normalize("NFC", radical) for radical in radicals(nfd)] == list(radicals(nfc))


@given(ANY_WORD, st.sampled_from(KINDS))
def test_any_text_has_a_form_and_a_radical(word, kind):
    assert isinstance(mutate(word, kind), str)
    found = radicals(word)
    assert found
    assert len(set(found)) == len(found)


@given(welsh_words(), st.sets(welsh_words(), max_size=5))
def test_a_lexicon_changes_the_order_only(word, lexicon):
    assert sorted(radicals(word, lexicon=lexicon)) == sorted(radicals(word))


@given(welsh_words(), st.booleans())
def test_a_lexicon_is_asked_in_lower_case_composed_and_with_a_straight_apostrophe(word, capital):
    word = word.capitalize() if capital else word
    for wanted in radicals(word):
        key = unicodedata.normalize("NFC", wanted).lower().replace("’", "'")
        assert radicals(word, lexicon={key})[0] in {
            radical for radical in radicals(word) if radical.lower() == wanted.lower()
        }


@given(welsh_words(), st.sampled_from(("soft", "nasal", "aspirate", "h")))
def test_every_mutation_is_among_the_readings_by_its_name(word, kind):
    mutated = mutate(word, kind)
    if len(mutated) > 1 and mutated != word:
        assert (word.lower(), kind) in {
            (reading.radical.lower(), reading.kind) for reading in mutation_readings(mutated)
        }


@given(welsh_words(), st.sampled_from(("soft", "nasal", "aspirate", "h")))
def test_capitals_stay_where_they_were(word, kind):
    capital = word.capitalize()
    mutated = mutate(capital, kind)
    assert mutated[:1].isupper() == capital[:1].isupper()
    assert mutated[1:] == mutated[1:].lower()


@golden("mutations", "forms")
def test_the_table_of_mutations(given, expected):
    assert {kind: mutate(given, kind) for kind in expected} == expected


@golden("mutations", "limited")
def test_limited_mutation_leaves_ll_and_rh(given, expected):
    assert {kind: mutate(given, kind, limited=True) for kind in expected} == expected


@golden("mutations", "radicals")
def test_the_candidates_in_their_order(given, expected):
    assert list(radicals(given)) == expected


@golden("mutations", "readings")
def test_each_reading_says_which_mutation_it_has_undergone(given, expected):
    assert [list(reading) for reading in mutation_readings(given)] == expected


def test_a_lexicon_puts_what_it_holds_first():
    assert radicals("law", lexicon={"glaw"})[0] == "glaw"
    assert radicals("Faes", lexicon={"maes"})[0] == "Maes"
    assert radicals("fo’yn", lexicon={"mo'yn"})[0] == "mo’yn"


def test_another_kind_is_refused():
    with pytest.raises(InputError, match="“meddal”"):
        mutate("cath", "meddal")


@pytest.mark.parametrize(
    "word", ["", "c", "G", "123", "\ud800", "c\ud800", "кот", "ĉ", "c\u0302an", "'dyn", "-", "ſ", "K"]
)
def test_odd_input_stays_or_changes_as_defined(word):
    for kind in KINDS:
        assert isinstance(mutate(word, kind), str)
    assert radicals(word)
    if not re.match("[cG]", word) or len(word) == 1 or word == "c\u0302an":
        assert {mutate(word, kind) for kind in KINDS} == {word}


def test_a_very_long_word_is_mutated_at_once():
    word = "c" + "a" * 10_000_000
    assert radicals(mutate(word, "nasal")) == (word,)


def gold(folder):
    for split in ("train", "dev"):
        path = folder / "lexicon" / "ud" / f"cy_ccg-ud-{split}.conllu"
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            kind = re.search(r"Mutation=(\w+)", line)
            if len(cells) == 10 and cells[0].isdigit() and kind:
                yield cells[1], cells[2], {"SM": "soft", "NM": "nasal", "AM": "aspirate"}.get(kind[1])


def test_the_radical_is_found_for_the_mutated_words_of_a_treebank(shared_data):
    recovered, candidates = [], []
    for word, lemma, kind in gold(shared_data):
        if kind:
            first = letters(lemma.lower())[:1]
            readings = mutation_readings(word)
            recovered.append(any(letters(r.radical.lower())[:1] == first for r in readings if r.kind))
            candidates.append(len({r.radical for r in readings}))
    assert len(recovered) > 4_000
    assert (
        sum(recovered) / len(recovered) >= 0.99
    )  # the rest are other stems (da, gorau) and slips of annotation
    assert sum(candidates) / len(candidates) <= 2
