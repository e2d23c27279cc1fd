"""spaCy's Welsh: found without an import of ours, and as spaCy uses a language."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from spacy.lookups import Lookups
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from cymraeg_data.welsh.lemmas import lemmas
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


class TestLemmatizer:
    @pytest.mark.parametrize("mode", ["rule", "lookup"])
    def test_it_is_initialised_without_tables_to_install(self, mode):
        pipeline = spacy.blank("cy")
        pipeline.add_pipe("lemmatizer", config={"mode": mode})
        pipeline.initialize()
        assert [token.lemma_ for token in pipeline("ymwelwyr â gerddi")] == ["ymwelydd", "â", "gardd"]

    def test_the_default_reads_words_in_their_sentence(self):
        pipeline = spacy.blank("cy")
        pipeline.add_pipe("lemmatizer")
        pipeline.initialize()
        text = "Gwelodd hi ei thad a'i mam."
        assert tuple(token.lemma_ for token in pipeline(text)) == lemmas(text)

    def test_a_lemma_that_is_there_stays_unless_it_is_to_be_overwritten(self):
        for overwrite, expected in ((False, "arall"), (True, "cath")):
            pipeline = spacy.blank("cy")
            pipeline.add_pipe("lemmatizer", config={"overwrite": overwrite})
            doc = Doc(pipeline.vocab, words=["gathod"], lemmas=["arall"])
            assert pipeline.get_pipe("lemmatizer")(doc)[0].lemma_ == expected

    def test_tables_of_the_users_own_go_first(self):
        pipeline = spacy.blank("cy")
        lemmatizer = pipeline.add_pipe("lemmatizer", config={"mode": "lookup"})
        lookups = Lookups()
        lookups.add_table("lemma_lookup", {"gathod": "catws"})
        lemmatizer.initialize(nlp=pipeline, lookups=lookups)
        assert [token.lemma_ for token in pipeline("gathod merched")] == ["catws", "merch"]

    def test_it_goes_to_disk_and_back_and_scores(self, tmp_path):
        pipeline = spacy.blank("cy")
        pipeline.add_pipe("lemmatizer")
        pipeline.initialize()
        pipeline.to_disk(tmp_path / "cy")
        again = spacy.load(tmp_path / "cy")
        assert [token.lemma_ for token in again("gathod")] == ["cath"]
        gold = Doc(again.vocab, words=["gathod"], lemmas=["cath"])
        assert again.evaluate([Example(again.make_doc("gathod"), gold)])["lemma_acc"] == 1.0

    def test_another_mode_is_refused_as_by_spacy(self):
        with pytest.raises(ValueError, match="neural"):
            spacy.blank("cy").add_pipe("lemmatizer", config={"mode": "neural"})


def test_other_processes_give_the_same(nlp):
    texts = [
        "Aeth ei chath i Gaerdydd.",
        "The train is late.",
        "",
        "Mae'r trên yn hwyr. The train is late.",
    ] * 3
    alone, apart = list(nlp.pipe(texts)), list(nlp.pipe(texts, n_process=2, batch_size=2))
    for one, other in zip(alone, apart, strict=True):
        assert one.text == other.text
        assert [token.lemma_ for token in one] == [token.lemma_ for token in other]
        assert [token._.mutation for token in one] == [token._.mutation for token in other]
        assert one._.welsh_fraction == other._.welsh_fraction
        assert [span._.language for span in one.sents] == [span._.language for span in other.sents]


def test_the_extensions_can_be_sent_to_a_process_that_starts_anew():
    code = (
        "import spacy, multiprocessing\n"
        "if __name__ == '__main__':\n"
        "    multiprocessing.set_start_method('spawn')\n"
        "    nlp = spacy.blank('cy')\n"
        "    for pipe in ('cymraeg_sentences', 'cymraeg_lemmas', 'cymraeg_language', 'lemmatizer'): nlp.add_pipe(pipe)\n"
        "    docs = list(nlp.pipe(['Aeth ei chath adref.'] * 4, n_process=2))\n"
        "    assert [doc._.welsh_fraction for doc in docs] == [1.0] * 4\n"
        "    assert docs[0][2]._.mutation == 'aspirate'\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "anew.py"
        script.write_text(code, encoding="utf-8")
        subprocess.run([sys.executable, str(script)], check=True)


def test_documents_and_spans_have_a_language(nlp):
    doc = nlp("Mae'r trên yn hwyr iawn heddiw. The train is very late today.")
    welsh, english = doc.sents
    assert (welsh._.language, english._.language) == ("cy", "en")
    assert (welsh._.welsh_fraction, english._.welsh_fraction) == (1.0, 0.0)
    assert 0 < doc._.welsh_fraction < 1
    assert doc[0:0]._.language in {None, "und"}
    assert spacy.blank("cy")("Mae'n braf")._.language is None
