"""Detection of texts and words: laws over every string, then Welsh that we wrote."""

import itertools
import math
import pickle
import unicodedata
from dataclasses import asdict

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import cymraeg_data as cyd
from cymraeg_data import columns
from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import (
    decision,
    language_spans,
    model,
    text_pieces,
    weighing,
    word_evidence,
    words,
)
from cymraeg_data.detection.kernels import numpy_reader
from cymraeg_data.detection.no_language import mask_text
from cymraeg_data.errors import ModelError
from strategies import bilingual_texts, welsh_texts

EVERY_STRING = st.text(st.characters(codec=None), max_size=60)  # lone surrogates too

WELSH = (
    "Mae'r tywydd yn braf heddiw.",
    "Mae’r tywydd yn braf heddiw.",
    "Ydych chi wedi gorffen eich gwaith cartref eto?",
    "Cysylltwch â'r cyngor i gael rhagor o wybodaeth.",
    "Rhaid cofrestru cyn dydd Gwener.",
    "Dw i'n mynd i'r siop i brynu bara.",
    "CAIS AM DRWYDDED BYSGOTA",
    "Cadw a pharhau",
    "Mae'r ty ar lan y mor.",  # without circumflexes
    "Lle ma' fo'n byw 'lly?",
    "Croeso",
    "cyfarfod",
)
ENGLISH = (
    "The weather is fine today.",
    "Have you finished your homework yet?",
    "Contact the council for more information.",
    "Register before Friday",
    "APPLY FOR A FISHING LICENCE",
    "Save and continue",
    "Welcome",
    "meeting",
)
NO_LANGUAGE = (
    "",
    " ",
    "\n\t",
    "2024",
    "W06000015",
    "029 2034 2500",
    "🏴󠁧󠁢󠁷󠁬󠁳󠁿 🎉❤️",
    "— … •",
    "£12.50",
    "\ud800",
    "\x00",
)


@given(EVERY_STRING)
@example("\ud83d")
@example("’")
@example("w\u0302")
def test_every_string_has_a_detection_and_its_shares_add_to_one(text):
    found = cyd.detect(text)
    assert 0 <= found.confidence <= 1
    assert (found.language == "und") == (found.confidence == 0)
    assert all(share > 0 for share in found.shares.values())
    assert not found.shares or math.isclose(sum(found.shares.values()), 1)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes


@given(EVERY_STRING)
@example("w\u0302y a\u0302’r Tŷ")
def test_word_tags_stand_in_order_where_they_say(text):
    tags = cyd.tag_words(text)
    assert all(text[tag.start : tag.end] == tag.text for tag in tags)
    assert all(tag.start < tag.end for tag in tags)
    assert all(a.end <= b.start for a, b in itertools.pairwise(tags))


@given(EVERY_STRING)
def test_the_measure_counts_what_the_word_tags_say(text):
    found, tags = cyd.measure(text), cyd.tag_words(text)
    languages = ["cy" if tag.language == "mul" else tag.language for tag in tags]
    told = [language for language in languages if language != "und"]
    assert found.n_chars == len(text)
    assert found.n_words == len(tags)
    assert found.n_welsh_words == languages.count("cy")
    assert found.n_english_words == languages.count("en")
    assert found.n_undetermined_words == languages.count("und")
    assert found.n_other_words == len(told) - found.n_welsh_words - found.n_english_words
    assert found.n_switches == sum(a != b for a, b in itertools.pairwise(told))
    assert (found.welsh_fraction is None) == (not told)


@given(EVERY_STRING)
@example("Croeso / Welcome")
def test_spans_stand_in_order_and_hold_every_word(text):
    spans = language_spans(text)
    tags = cyd.tag_words(text)
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert all(a.end <= b.start and a.language != b.language for a, b in itertools.pairwise(spans))
    for tag in tags:
        (span,) = (span for span in spans if span.start <= tag.start and tag.end <= span.end)
        assert tag.language in ("und", "mul", span.language)
    assert len(spans) == cyd.measure(text).n_spans


@given(welsh_texts(), welsh_texts(), welsh_texts())
def test_measures_add_and_the_empty_text_is_their_zero(first, second, third):
    a, b, c = cyd.measure(first), cyd.measure(second), cyd.measure(third)
    assert (a + b) + c == a + (b + c)
    assert a + cyd.measure("") == a
    assert (a + b).n_words == a.n_words + b.n_words


@given(welsh_texts())
def test_case_normal_form_and_apostrophe_do_not_change_the_answer(text):
    plain = unicodedata.normalize("NFC", text).replace("’", "'")
    for other in (plain.upper(), plain.replace("'", "’"), unicodedata.normalize("NFD", plain)):
        if mask_text(other) != other:  # NA is a mark for a missing value, na is a word
            continue
        if other.lower() == plain.lower() or unicodedata.normalize("NFC", other).replace("’", "'") == plain:
            assert cyd.detect(other) == cyd.detect(plain.lower())


@given(bilingual_texts())
def test_whole_sentences_keep_their_language_within_a_text(pair):
    text, languages = pair
    if set(languages) == {"cy"} or set(languages) == {"en"}:
        assert cyd.detect(text).language == languages[0]
        return
    shares = cyd.detect(text).shares
    assert min(shares["cy"], shares["en"]) > 0.5 / len(languages)


@pytest.mark.parametrize("text", WELSH)
def test_welsh_is_welsh(text):
    assert cyd.detect(text).language == "cy"


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_english(text):
    assert cyd.detect(text).language == "en"


@pytest.mark.parametrize("text", NO_LANGUAGE)
def test_text_without_words_is_undetermined(text):
    assert cyd.detect(text) == cyd.Detection(language="und", confidence=0.0, shares={})
    assert cyd.measure(text).welsh_fraction is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Tá an aimsir go breá inniu agus beidh sí go maith amárach.", "ga"),
        ("Tha an t-sìde brèagha an-diugh agus bidh i math a-màireach.", "gd"),
        ("Brav eo an amzer hiziv e Breizh ha brav e vo warc'hoazh.", "br"),
        ("Il fait beau aujourd'hui et nous allons à la plage.", "fr"),
        ("Heute ist das Wetter schön und wir gehen an den Strand.", "de"),
        ("Сегодня хорошая погода.", "mis"),
    ],
)
def test_other_languages_have_their_tag(text, language):
    assert cyd.detect(text).language == language


def test_words_of_a_mixed_sentence_are_told_apart():
    tags = {
        tag.text: tag.language for tag in cyd.tag_words("Dw i wedi anfon yr email to the wrong address eto.")
    }
    assert {tags["wedi"], tags["anfon"]} == {"cy"}
    assert {tags["the"], tags["wrong"], tags["address"]} == {"en"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Croeso i Gaerdydd / Welcome to Cardiff", ["cy", "en"]),
        ("Mae'n rhaid i ni wneud hyn yfory. We have to do this tomorrow.", ["cy", "en"]),
        ("Agor / Open", ["cy", "en"]),
        ("Mae'r plant yn chwarae yn yr ardd.", ["cy"]),
        ("12:30 – 14:00", ["und"]),
        ("", []),
    ],
)
def test_text_side_by_side_is_parted_where_the_language_changes(text, parts):
    assert [span.language for span in language_spans(text)] == parts


@pytest.mark.parametrize(
    ("welsh", "english", "word"),
    [
        ("Mae hi a fi yn mynd adre", "He bought a car today", "a"),
        ("Wyt ti eisiau i fi ddod", "Today i think we should go", "i"),
        ("Pwy yw'r person yma", "This person is working here", "person"),
        ("Mae pob man ar gau heno", "The man in the car is here", "man"),
        ("Beth am fynd am dro", "What i am saying is true", "am"),
    ],
)
def test_neighbours_decide_words_that_both_languages_have(welsh, english, word):
    for text, language in ((welsh, "cy"), (english, "en")):
        assert {tag.language for tag in cyd.tag_words(text) if tag.text == word} <= {language, "und"}
        assert {tag.language for tag in cyd.tag_words(text) if tag.text != word} <= {language, "und"}


def test_an_english_stem_with_a_welsh_ending_is_of_both_languages():
    tags = {
        tag.text: tag.language for tag in cyd.tag_words("Wnes i fookio gwesty a wedyn textio Mam neithiwr")
    }
    assert tags["textio"] == "mul"
    assert tags["wedyn"] == tags["neithiwr"] == "cy"


def test_a_text_half_in_each_language_has_more_than_one():
    text = "Mae'r siop ar agor bob dydd o'r wythnos. The shop is open every day of the week."
    found = cyd.detect(text)
    assert found.language == "mul"
    assert set(found.shares) == {"cy", "en"}
    assert columns.detect(pa.array([text])).field("language").to_pylist() == ["mul"]


@pytest.mark.parametrize(
    "text",
    [
        "Yma'n gewer teg hedhyw ha ni a vynn mos dhe'n treth.",
        "Fatla genes? Yth esov vy yn poynt da, meur ras.",
        "Me a gomz brezhoneg gant va bugale er gêr.",
        "Tá mé ag dul abhaile anocht.",
        "Tha mi a' dol dhachaigh a-nochd.",
        "Ta mee goll thie noght as bee'm ayns shen moghrey mairagh.",
    ],
)
def test_the_other_celtic_languages_are_not_called_welsh(text):
    assert cyd.detect(text).language in decision.NEIGHBOURS


def test_welsh_that_barely_leads_a_near_neighbour_is_given_to_it():
    loaded = model.load()
    totals = np.zeros((model.LANES, 2), np.int64)
    totals[loaded.welsh] = 1000
    totals[loaded.labels.index("kw")] = [1000 - decision.MARGIN + 1, 1000 - decision.MARGIN]
    best, lead = decision.decide(totals, np.array([1, 1]), loaded)
    assert [decision.tags(loaded)[number] for number in best] == ["kw", "cy"]
    assert lead[0] == 1


def test_a_long_text_without_spaces_is_read_in_bounded_pieces():
    text = "cymraeg" * (3 * text_pieces.PIECE // 14)
    assert cyd.detect(text) == cyd.detect(text)
    assert cyd.measure(text).n_chars == len(text)


def test_a_long_text_gives_the_sum_of_its_pieces():
    text = "Mae'r llyfrgell ar agor heddiw ŷ. " * 70_000
    found = cyd.measure(text)
    assert len(text.encode()) > 2 * text_pieces.PIECE
    assert found.n_chars == len(text)
    assert found.n_words == 70_000 * 6
    assert cyd.detect(text).language == "cy"
    last = cyd.tag_words(text)[-2]
    assert text[last.start : last.end] == last.text == "heddiw"


def test_changes_of_language_are_counted_across_the_parts_of_a_long_text():
    welsh, english = "Mae'r llyfrgell ar agor heddiw. ", "The library is open today. "
    n = text_pieces.PIECE // len(welsh) // 2
    for text in (
        welsh * 4 * n,
        welsh * 2 * n + english * 2 * n,
        (welsh * n + english * n) * 4,
        "1 " * 300_000,
    ):
        found = cyd.measure(text)
        assert found.n_spans == len(language_spans(text)) == found.n_switches + 1
        (by_column,) = columns.measure(pa.array([text])).to_pylist()
        assert by_column.pop("welsh_fraction") == found.welsh_fraction
        assert by_column == asdict(found)


def test_evidence_is_the_plain_sum_of_the_weights_below_the_cap():
    """The kernel beside the definition: n-grams of each word, one by one."""
    loaded = model.load()
    (piece,) = text_pieces.pieces(*text_pieces.encode("Mae'r tŷ mawr yn wag"))
    scored = word_evidence.score(piece, loaded)
    expected = np.zeros(len(loaded.labels), np.int64)
    for start, end in zip(scored.words.starts, scored.words.ends, strict=True):
        at = np.array([start]), np.array([end])
        flat = numpy_words.flatten(scored.prepared.text, *at)
        state = np.zeros(len(flat.text), np.uint32)
        total = loaded.weights[
            numpy_words.word_buckets(numpy_words.word_keys(scored.prepared.text, *at), loaded.bits)[0]
        ]
        for order in range(1, numpy_words.ORDERS + 1):
            for bucket in numpy_words.bucket_grams(flat, order, state, loaded.bits):
                if bucket < len(loaded.weights):
                    total = total + loaded.weights[bucket].astype(np.int64)
        expected += np.maximum(total - total.max() + weighing.CAP, 0)
    assert scored.row_totals()[: len(expected), 0].tolist() == expected.tolist()


@given(st.lists(welsh_texts(), min_size=1, max_size=5))
def test_a_word_met_before_has_the_same_evidence(texts):
    loaded = model.load()
    remembered = numpy_reader.NumpyReader(loaded)
    for text in [*texts, *texts]:
        (piece,) = text_pieces.pieces(*text_pieces.encode(text))
        fresh, met = word_evidence.score(piece, loaded), remembered.score(piece)
        assert np.array_equal(fresh.row_totals(), met.row_totals())
        assert np.array_equal(fresh.row_known(), met.row_known())


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda content: content[:0], "not a model file"),
        (lambda content: b"PK\x03\x04" + content, "not a model file"),
        (lambda content: content[:-1], "damaged"),
        (lambda content: content[: len(content) // 2], "damaged"),
        (lambda content: content[:1000] + bytes([content[1000] ^ 1]) + content[1001:], "damaged"),
        (lambda content: content[:8] + (99).to_bytes(4, "little") + content[12:], "version 99"),
    ],
)
def test_a_damaged_model_file_is_a_model_error(tmp_path, damage, says):
    path = tmp_path / "detect.bin"
    path.write_bytes(damage(model.DEFAULT.read_bytes()))
    with pytest.raises(ModelError, match=says):
        model.load(path)


def test_a_missing_model_file_is_a_model_error(tmp_path):
    with pytest.raises(ModelError, match="cannot be read"):
        model.load(tmp_path / "absent.bin")


def test_real_welsh_and_english_sentences_are_told_apart(shared_data):
    for language in ("cy", "en"):
        lines = (shared_data / f"lid/pool/{language}.udhr.txt").read_text(encoding="utf-8").splitlines()
        found = [cyd.detect(line).language for line in lines if len(line.split()) > 3]
        assert found.count(language) >= 0.98 * len(found)


def test_the_measure_of_something_else_cannot_be_added():
    with pytest.raises(TypeError):
        words.Measure() + 1
