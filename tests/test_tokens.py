"""Words and sentences: laws over any text, golden cases in `golden/tokens.jsonl`, and the treebank."""

import json
from pathlib import Path

import pytest
import spacy
from hypothesis import given

from cymraeg_data.welsh.lemmas import lemma, lemmas
from cymraeg_data.welsh.sentence import sentences
from cymraeg_data.welsh.tokens import words
from strategies import any_texts, welsh_texts

GOLDEN = [
    json.loads(line)
    for line in (Path(__file__).parent / "golden/tokens.jsonl").read_text("utf-8").splitlines()
]
NLP = spacy.blank("cy")


class TestLaws:
    @given(any_texts())
    def test_tokens_and_the_space_between_them_rebuild_the_text(self, text):
        end = 0
        for token in words(text):
            assert text[token.start : token.end] == token.text
            assert text[end : token.start].strip() == ""
            end = token.end
        assert text[end:].strip() == ""

    @given(any_texts(max_size=200))
    def test_sentences_are_in_order_and_lose_only_space(self, text):
        end = 0
        for sentence in sentences(text):
            assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
            assert text[end : sentence.start].strip() == ""
            end = sentence.end
        assert text[end:].strip() == ""

    @given(welsh_texts())
    def test_every_token_has_a_lemma(self, text):
        found = lemmas(text)
        assert len(found) == len(words(text))
        assert all(found)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "a",
            "'",
            "''",
            "7",
            "\ud800",
            "d\u0302wr",
            "." * 100_000,
            "+." * 50_000,
            "a." * 50_000,
            "x" * 10**6,
        ],
    )
    def test_odd_text_is_read_in_linear_time(self, text):
        assert "".join(token.text for token in words(text)) == text
        assert len(sentences(text)) <= max(len(text), 1)


@pytest.mark.parametrize("case", GOLDEN, ids=[case["text"][:40] for case in GOLDEN])
def test_golden_words(case):
    assert [token.text for token in words(case["text"])] == case["words"]


@pytest.mark.parametrize("case", GOLDEN, ids=[case["text"][:40] for case in GOLDEN])
def test_spacy_splits_as_we_do(case):
    if case.get("spacy") is False:
        pytest.skip("spaCy takes a run without white space that matches a rule whole")
    assert [token.text for token in NLP(case["text"]) if not token.is_space] == case["words"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Daeth hi. Aeth ef.", ["Daeth hi.", "Aeth ef."]),
        ("Gweler tt. 4-7 yn y llyfr. Diolch!", ["Gweler tt. 4-7 yn y llyfr.", "Diolch!"]),
        (
            "Galwodd y Parch. J. R. Jones heibio. Roedd yn oer.",
            ["Galwodd y Parch. J. R. Jones heibio.", "Roedd yn oer."],
        ),
        (
            "Mae llawer o anifeiliaid, e.e. cŵn, cathod ayb. yma.",
            ["Mae llawer o anifeiliaid, e.e. cŵn, cathod ayb. yma."],
        ),
        ("Roedd cathod, cŵn ayb. Aethom adref.", ["Roedd cathod, cŵn ayb.", "Aethom adref."]),
        ("“Pwy sydd yno?” gofynnodd.", ["“Pwy sydd yno?” gofynnodd."]),
        ("Cost y tocyn yw £3.50. Dewch yn llu!", ["Cost y tocyn yw £3.50.", "Dewch yn llu!"]),
        ("Teitl\n\nTestun heb atalnod", ["Teitl", "Testun heb atalnod"]),
        ("Wn i ddim… efallai.", ["Wn i ddim… efallai."]),
    ],
)
def test_golden_sentences(text, expected):
    assert [sentence.text for sentence in sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ei chath", ("hi", "cath")),
        ("ei gath", ("ef", "cath")),
        ("ei hysgol", ("hi", "ysgol")),
        ("i'n plant", ("i", "ni", "plentyn")),
        ("rydw i'n gwybod", ("bod", "i", "yn", "gwybod")),
        ("tair blynedd", ("tri", "blwyddyn")),
        ("roedd o'n canu", ("bod", "ef", "yn", "canu")),
        ("o'n bywydau", ("o", "ni", "bywyd")),
        ("ei oes hir", ("ef", "oes", "hir")),
        ("nid oes llyfr", ("ni", "bod", "llyfr")),
        ("gan Bryn", ("gan", "Bryn")),
        ("yn Nhregaron", ("yn", "Tregaron")),
        ("y 1960au", ("y", "1960")),
        ("ail-baentiwyd y drws", ("ail-baentio", "y", "drws")),
        ("chyn-weinidog", ("cyn-weinidog",)),
        ("neilltuodd", ("neilltuo",)),
        ("yn garedicach", ("yn", "caredig")),
        ("y pethe gynta'", ("y", "peth", "cynnar")),
        ("Bont Hedd", ("pont", "Hedd")),
    ],
)
def test_golden_lemmas(text, expected):
    assert lemmas(text) == expected


def test_a_word_that_nobody_knows_is_its_own_lemma():
    assert lemma("Zzyzx") == "Zzyzx"


def read_treebank(path):
    """Yield the sentences of a CoNLL-U file.

    Text, and the span, word, lemma (None for joined words) of each token.
    """
    text, tokens, joined = "", [], 0
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# text = "):
            text = line[9:]
        elif not line and tokens:
            yield text, tokens
            text, tokens, joined = "", [], 0
        elif line and line[0] != "#":
            number, form, lemma_ = line.split("\t")[:3]
            if "-" in number:
                joined, lemma_ = int(number.split("-")[1]), None
            elif "." in number or int(number) <= joined:
                continue
            start = text.index(form, tokens[-1][1] if tokens else 0)
            tokens.append((start, start + len(form), form, lemma_))


def test_the_treebank(shared_data):
    right = total = same = lemmatised = 0
    for text, gold in read_treebank(shared_data / "lexicon/ud/cy_ccg-ud-dev.conllu"):
        spans = {(start, end) for start, end, _, _ in gold}
        found = {(token.start, token.end) for token in words(text)}
        right += 2 * len(spans & found)
        total += len(spans) + len(found)
        for (_, _, _, expected), answer in zip(gold, lemmas([form for _, _, form, _ in gold]), strict=True):
            if expected is not None:
                lemmatised += 1
                same += answer == expected
    assert right / total >= 0.998
    assert same / lemmatised >= 0.955
