"""spaCy's Welsh: found without an import of ours, and as spaCy uses a language."""

import subprocess
import sys

import pytest
import spacy
from hypothesis import given
from spacy.tokens import Doc, DocBin

from strategies import any_texts, bilingual_texts

PIPES = ("cymraeg_sentences", "cymraeg_lemmas", "cymraeg_language")


@pytest.fixture(scope="module")
def nlp():
    pipeline = spacy.blank("cy")
    for pipe in PIPES:
        pipeline.add_pipe(pipe)
    return pipeline


def test_welsh_and_its_components_are_found_without_an_import_of_ours():
    code = (
        "import spacy; nlp = spacy.blank('cy'); nlp.add_pipe('cymraeg_lemmas');"
        "assert [t.lemma_ for t in nlp('gathod')] == ['cath']"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@given(any_texts())
def test_any_text_is_read_and_nothing_of_it_is_lost(text):
    assert spacy.blank("cy")(text).text == text


@given(bilingual_texts())
def test_words_of_whole_sentences_get_a_language(case):
    text, languages = case
    nlp = spacy.blank("cy")
    nlp.add_pipe("cymraeg_language")
    doc = nlp(text)
    assert {token._.language for token in doc} <= {"cy", "en", "und", "mul", *languages}
    if set(languages) == {"cy"}:
        assert doc._.welsh_fraction > 0.8
    if set(languages) == {"en"}:
        assert doc._.welsh_fraction < 0.2


def test_lemmas_and_mutations(nlp):
    doc = nlp("Aeth ei chath i Gaerdydd gyda fy nhad a'i hysgol.")
    found = {token.text: (token.lemma_, token._.mutation) for token in doc}
    assert found["chath"] == ("cath", "aspirate")
    assert found["Gaerdydd"] == ("Caerdydd", "soft")
    assert found["nhad"] == ("tad", "nasal")
    assert found["hysgol"] == ("ysgol", "h")
    assert found["gyda"] == ("gyda", None)


def test_sentences(nlp):
    assert [span.text for span in nlp("Daeth Dr. Elin, e.e. ddoe. Aeth hi.").sents] == [
        "Daeth Dr. Elin, e.e. ddoe.",
        "Aeth hi.",
    ]


def test_stop_words(nlp):
    doc = nlp("Mae'r gath yn y tŷ")
    assert [token.text for token in doc if not token.is_stop] == ["gath", "tŷ"]


def test_numbers(nlp):
    doc = nlp("Gwelodd dair cath, ugain ci a 12 ceffyl gan Elin.")
    assert [token.text for token in doc if token.like_num] == ["dair", "ugain", "12"]


def test_an_empty_text_has_no_share(nlp):
    assert nlp("")._.welsh_fraction is None
    assert nlp("2024")._.welsh_fraction is None


def test_pipelines_and_documents_go_to_disk_and_back(nlp, tmp_path):
    nlp.to_disk(tmp_path / "cy")
    again = spacy.load(tmp_path / "cy")
    text = "Mae'r trên yn hwyr. The train is late."
    docs = list(again.pipe([text, text]))
    assert [token.lemma_ for token in docs[1]] == [token.lemma_ for token in nlp(text)]
    docs[0].to_disk(tmp_path / "doc")
    assert Doc(again.vocab).from_disk(tmp_path / "doc").text == text
    packed = DocBin(store_user_data=True, docs=docs).to_bytes()
    (first, _) = DocBin(store_user_data=True).from_bytes(packed).get_docs(again.vocab)
    assert [token._.language for token in first] == [token._.language for token in docs[0]]
