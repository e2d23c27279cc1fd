"""Detection inside documents: segments, text in no language, bilingual cells, and single words."""

import csv
import itertools
from collections import defaultdict
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import cymraeg_data as cyd
from cymraeg_data import columns
from cymraeg_data.buffers import numpy_words
from cymraeg_data.columns import language
from cymraeg_data.detection import segments, text_pieces
from cymraeg_data.detection.no_language import mask, mask_text
from strategies import bilingual_texts, welsh_texts

CASES = Path(__file__).parent / "golden" / "detection"
GAPS = {"": "", "line": "\n", "blank": "\n\n", "space": " "}
ABROAD = {
    "fr": "La bibliothèque est fermée aujourd'hui, revenez demain matin.",
    "de": "Die Bücherei bleibt heute geschlossen, bitte kommen Sie morgen wieder.",
    "pl": "Biblioteka jest dziś zamknięta, proszę przyjść jutro rano.",
    "ga": "Tá an leabharlann dúnta inniu, tar ar ais maidin amárach.",
    "mis": "Библиотека сегодня закрыта, приходите завтра утром.",
    "ar": "المكتبة مغلقة اليوم، يرجى العودة صباح الغد.",
}
WRONG_TODAY = {
    "Penblwydd hapus mate, have a good one": "an English clause after two Welsh words",
    "Mrs Eluned Llywelyn of Pontrhydfendigaid": "English of Welsh names",
    "Mudiad Meithrin offers Welsh-medium childcare": "English of Welsh names",
    "Tapadh leat": "Irish and Gaelic share both words' spelling",
    "ARAF SLOW": "no separator",
    "Canolfan Hamdden Leisure Centre": "no separator",
    "Ffôn/Tel: 01970 632 800": "Tel is Welsh too",
    "Castell-nedd Port Talbot": "half of it is a name in English",
    "Blaenau Ffestiniog": "a name of several words, one of them ordinary",
    "Betws-y-Coed": "a name of several words, one of them ordinary",
    "Toiledau Toilets": "no separator",
    "Ildiwch Give way": "no separator",
    "Croeso cynnes A warm welcome": "no separator",
    "Gorsaf fysiau Bus station": "no separator",
    "Dŵr yfed Drinking water": "no separator",
}


def rows(name):
    """Return the rows of one file of cases."""
    with (CASES / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        found = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [{key: (value or "").replace("\\n", "\n") for key, value in row.items()} for row in found]


def cases(name):
    """Yield the cases of a file as parameters; what is wrong today is expected to be."""
    for row in rows(name):
        reason = WRONG_TODAY.get(row["text"])
        marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
        yield pytest.param(row["text"], row["accepted"].split("|"), marks=marks)


@pytest.mark.parametrize(
    ("text", "accepted"),
    [*cases("hard"), *cases("bilingual-cells"), *cases("words"), *cases("no-language")],
)
def test_each_case_has_an_accepted_answer(text, accepted):
    assert cyd.detect(text).language in accepted


@pytest.mark.parametrize("text", [row["text"] for row in rows("no-language")])
def test_text_in_no_language_has_no_words_of_any(text):
    found = cyd.measure(text)
    assert found.n_undetermined_words == found.n_words
    assert columns.measure(pa.array([text])).field("welsh_fraction").to_pylist() == [None]


def documents():
    """Yield the documents with a paragraph in a third language: the text, and the language of each line."""
    lines = defaultdict(list)
    for row in rows("third-language"):
        lines[row["document"]].append(row)
    for number, of_document in lines.items():
        text, parts = "", []
        for row in of_document:
            text += GAPS[row["gap"]]
            parts.append((len(text), row["language"]))
            text += row["text"]
        yield pytest.param(text, parts, id=number)


@pytest.mark.parametrize(("text", "parts"), [*documents()])
def test_a_third_language_is_found_where_it_is(text, parts):
    starts = [start for start, _language in parts]
    n_third = 0
    for word in cyd.tag_words(text):
        true = parts[int(np.searchsorted(starts, word.start, side="right")) - 1][1]
        if true in ("cy", "en"):
            assert word.language in ("cy", "en", "mul", "und")
        else:
            n_third += 1
            assert word.language not in ("cy", "en", "mul", "und")
    assert cyd.measure(text).n_other_words == n_third
    assert set(cyd.detect(text).shares) - {"cy", "en"}
    spans = {span.language for span in cyd.language_spans(text)}
    assert spans - {"cy", "en", "und"}


@given(
    parts=st.lists(bilingual_texts(), min_size=1, max_size=3),
    abroad=st.lists(st.sampled_from(sorted(ABROAD)), min_size=1, max_size=3),
    gap=st.sampled_from(["\n", "\n\n"]),
)
@settings(max_examples=40)
def test_any_number_of_paragraphs_in_third_languages_is_found(parts, abroad, gap):
    texts = [text for text, _languages in parts]
    mixed = [*itertools.chain(*itertools.zip_longest(texts, [ABROAD[code] for code in abroad]))]
    mixed = [text for text in mixed if text]
    whole = gap.join(mixed)
    wanted = sum(cyd.measure(ABROAD[code]).n_words for code in abroad)
    assert cyd.measure(whole).n_other_words == wanted
    shares = cyd.detect(whole).shares
    assert {"mis" if code in ("ar", "mis") else code for code in abroad} <= set(shares)


@given(bilingual_texts())
def test_welsh_and_english_documents_have_no_third_language(pair):
    text, _languages = pair
    assert cyd.measure(text).n_other_words == 0


@given(st.text(st.characters(codec=None), max_size=40) | welsh_texts())
def test_an_answer_that_is_a_language_is_among_the_shares(text):
    found = cyd.detect(text)
    assert found.language in ("und", "mul") or found.language in found.shares
    assert (found.runner_up is None) or found.language == "und"


PIECES = st.sampled_from(
    [
        *r"""a n N/A NA null None xx III (iv) import as class : = {x} %s % $ &amp; <b> @ a_b _ / ./ ~/ \ C:\ www. .com
        .py . - ab-1f 12 ( ) f( x[ # ŵ – … Croeso for in def UPDATE SET https://""".split(),
        "\n",
        " ",
        "\u0302",
    ]
)


@given(st.lists(PIECES, max_size=8).map("".join))
@example("Gweler https://enghraifft.cymru/cy/adroddiad heddiw")
@example("www.a/" + "u\u0300" * 12)
def test_masking_keeps_every_word_in_its_place(text):
    masked = mask(text.encode()).decode()
    assert len(masked) == len(text)
    kept = [a == b or (a.isascii() and a.isalpha() and b == "0") for a, b in zip(text, masked, strict=True)]
    assert all(kept)
    places = [(word.start, word.end) for word in cyd.tag_words(text)]
    assert places == [(word.start, word.end) for word in cyd.tag_words(masked)]
    assert mask(mask(text.encode())) == mask(text.encode())


@given(st.lists(PIECES, max_size=8).map("".join))
def test_what_the_scan_passes_over_has_nothing_to_mask(text):
    assert mask_text(text) == mask(text.encode()).decode()
    data, offsets = text_pieces.encode(text)
    prepared = numpy_words.prepare(data, offsets)
    words = numpy_words.find_words(prepared)
    if len(words.starts) and not len(segments.scan(prepared, words).suspects):
        before = [word.start for word in cyd.tag_words(text)]
        assert mask_text(text) == text or not before


@given(st.lists(st.none() | st.lists(PIECES, max_size=6).map("".join), max_size=6))
def test_a_column_is_masked_as_its_texts_are(texts):
    found = language.mask(pa.array(texts, pa.string())).to_pylist()
    for text, masked in zip(texts, found, strict=True):
        if text is None or not cyd.tag_words(text):
            continue
        assert masked == mask_text(text)


@pytest.mark.parametrize(
    "text", ["Gorsaf/Station", "llyfr(au)", "Dydd Llun - Dydd Gwener", "COVID-19", "50% o'r dysgwyr"]
)
def test_words_are_not_masked(text):
    assert mask_text(text) == text


@given(
    welsh=st.sampled_from(["Oriau agor", "Rhif ffôn", "Swyddfa docynnau"]),
    gap=st.sampled_from([" / ", " | ", " – ", "\n", "\t"]),
)
def test_sides_in_two_languages_are_mixed_in_either_order(welsh, gap):
    english = {
        "Oriau agor": "Opening hours",
        "Rhif ffôn": "Phone number",
        "Swyddfa docynnau": "Ticket office",
    }[welsh]
    for text in (welsh + gap + english, english + gap + welsh):
        found = cyd.detect(text)
        assert found.language == "mul"
        assert {"cy", "en"} <= set(found.shares)
    assert cyd.detect(welsh + gap + welsh).language == "cy"
    assert cyd.detect(english + gap + english).language == "en"


@pytest.mark.parametrize("text", ["holl", "Tai", "Mis", "Rhagfyr", "Police", "December", "nos", "desk"])
def test_one_word_is_never_certain(text):
    assert cyd.detect(text).confidence <= 0.97


def test_among_says_what_it_does_not_know():
    with pytest.raises(cyd.InputError, match=r"does not name the language “xx”.*Choose among: cy, en"):
        cyd.detect("Bore da", among=("cy", "xx"))
    with pytest.raises(cyd.WrongTypeError, match="among takes languages"):
        cyd.detect("Bore da", among="cy")
    with pytest.raises(cyd.InputError):
        columns.detect(pa.array(["a"]), among=[])


@pytest.mark.parametrize(
    "text",
    [
        "a\n" * 200_000,
        "Bonjour tout le monde. " * 20_000,
        "дa" * 100_000,
        "\ud800 \udfff. " * 50_000,
        "(" * 300_000,
    ],
)
def test_hostile_text_has_a_defined_answer(text):
    found = cyd.measure(text)
    assert found.n_chars == len(text)
    told = found.n_welsh_words + found.n_english_words + found.n_other_words + found.n_undetermined_words
    assert told == found.n_words
