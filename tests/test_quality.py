"""Quality rules of a build: what each measures, beside the plainest way to measure it, and which rows it leaves out."""

import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cymraeg_data import columns, locale
from cymraeg_data.detection import use_kernel
from cymraeg_data.errors import InputError, UnknownColumnError
from cymraeg_data.package.steps.quality import quality_rules, word_rules
from cymraeg_data.package.steps.quality.document_rules import Documents
from cymraeg_data.package.steps.quality.quality_rules import reasons, rules
from strategies import ARROW_TEXT_TYPES, ENGLISH_SENTENCES, WELSH_SENTENCES, welsh_texts

DOCUMENT_RULES = {rule.name: True for rule in rules() if rule.config == "documents"}
PAIR_RULES = {rule.name: True for rule in rules() if rule.config == "pairs"}
PROSE = " ".join(WELSH_SENTENCES)
LINES = (
    "",
    " ",
    "- un",
    "• dau",
    "Rhagor...",
    "Rhagor…",
    "Bore da # 12",
    "1 2 3",
    PROSE,
    "aros",
    "�",
    "Ã´r",
    "lorem ipsum dolor",
)


def texts():
    """Documents of lines that rules look for, with Welsh-shaped words and any other text between them."""
    line = st.one_of(st.sampled_from(LINES), welsh_texts(), st.text("ab .#\n\u00a0’é1", max_size=20))
    return st.lists(line, max_size=14).map("\n".join)


def judged(rows, thresholds=None, declared="cy", kind=None):
    table = pa.table({"text": pa.array(rows, kind or pa.string())})
    return reasons(
        table, config="documents", text_columns={"text": declared}, settings=thresholds or DOCUMENT_RULES
    ).to_pylist()


def paired(pairs, thresholds=None):
    table = pa.table({"cy": [cy for cy, _ in pairs], "en": [en for _, en in pairs]})
    columns_of = {"cy": "cy", "en": "en"}
    return reasons(
        table, config="pairs", text_columns=columns_of, settings=thresholds or PAIR_RULES
    ).to_pylist()


def words_of(text):
    return [word for word in re.split(r"[\x00-\x20]+", text) if word]


def lines_of(text):
    return [line.strip() for line in text.split("\n") if line.strip()]


def share(part, whole):
    return part / whole if whole else None


def of_lines(text, holds):
    lines = lines_of(text)
    return share(sum(map(holds, lines)), len(lines)) if len(lines) >= 5 else None


def again(items):
    seen, found = set(), []
    for item in items:
        found.append(item in seen)
        seen.add(item)
    return found


def covered(words):
    repeats = again(tuple(words[place : place + 10]) for place in range(len(words) - 9))
    inside = {place + step for place, repeat in enumerate(repeats) if repeat for step in range(10)}
    return len(inside)


PLAIN = {
    "n_words": lambda text: float(len(words_of(text))),
    "word_length": lambda text: share(sum(map(len, words_of(text))), len(words_of(text))),
    "without_letters": lambda text: share(
        sum(not re.search(r"[A-Za-z]|[^\x00-\x7f]", word) for word in words_of(text)), len(words_of(text))
    ),
    "symbols": lambda text: share(
        text.count("#") + text.count("…") + len(re.findall(r"(?=\.\.\.)", text)), len(words_of(text))
    ),
    "bullets": lambda text: of_lines(text, lambda line: bool(re.match(r"[•‣▪●◦]|[*–-]\s", line))),
    "ellipses": lambda text: of_lines(text, lambda line: line.endswith(("...", "…"))),
    "short_lines": lambda text: of_lines(text, lambda line: len(line) < 30),
    "repeated_lines": lambda text: (
        share(sum(again(lines_of(text))), len(lines_of(text))) if len(lines_of(text)) >= 5 else None
    ),
    "repeated_line_characters": lambda text: share(
        sum(
            len(line.encode())
            for line, repeat in zip(lines_of(text), again(lines_of(text)), strict=True)
            if repeat
        ),
        sum(len(line.encode()) for line in lines_of(text)),
    ),
    "repeated_runs": lambda text: share(covered(words_of(text)), len(words_of(text))),
    "dummy": lambda text: float("lorem ipsum" in text.lower() or "dolor sit amet" in text.lower()),
}


@pytest.mark.parametrize("measure", PLAIN)
@given(rows=st.lists(texts(), max_size=5))
@settings(max_examples=25)
def test_what_is_measured_on_all_bytes_at_once_is_what_a_loop_would_count(measure, rows):
    documents = Documents(pa.table({"text": pa.array(rows, pa.string())}), {"text": None})
    found = getattr(documents, measure)
    values = found() if callable(found) else found
    assert [None if np.isnan(value) else pytest.approx(value) for value in values] == [
        PLAIN[measure](row) for row in rows
    ]


@given(st.lists(texts() | st.sampled_from(("a b " * 12, "llanfairpwllgwyngyll-a " * 14)), max_size=6))
@settings(max_examples=40)
def test_numpy_and_numba_count_the_same(rows):
    pytest.importorskip("numba")
    documents = Documents(pa.table({"text": pa.array(rows, pa.string())}), {"text": None})
    found = []
    for kernel in ("numpy", "numba"):
        use_kernel(kernel)
        words = word_rules.read(documents.data, documents.offsets)
        found.append((words.counts.tolist(), words.covered().tolist()))
    use_kernel("auto")
    assert found[0] == found[1]


@given(st.lists(st.none() | texts(), max_size=6), st.sampled_from(ARROW_TEXT_TYPES))
@settings(max_examples=12)
def test_a_row_is_judged_by_itself(rows, kind):
    table = pa.table({"text": pa.array(rows, pa.string()).cast(kind)})
    whole = reasons(table, config="documents", text_columns={"text": "cy"}, settings=DOCUMENT_RULES)
    assert whole.type == pa.string()
    assert whole.to_pylist() == [judged([row])[0] for row in rows]


@given(st.lists(texts(), min_size=1, max_size=6))
@settings(max_examples=12)
def test_pieces_of_any_size_give_the_same_reasons(rows):
    whole = judged(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quality_rules, "_PIECE", 1)
        assert judged(rows) == whole


@given(st.lists(texts(), max_size=4))
@settings(max_examples=12)
def test_the_reason_is_the_first_rule_that_a_row_breaks(rows):
    alone = {name: judged(rows, {name: True}) for name in DOCUMENT_RULES}
    firsts = [next((name for name in DOCUMENT_RULES if alone[name][row]), None) for row in range(len(rows))]
    assert judged(rows) == firsts


@given(st.lists(texts(), max_size=4), st.sampled_from(rules()[:13]), st.floats(0, 2), st.floats(0, 2))
def test_a_looser_threshold_never_leaves_out_more(rows, rule, first, second):
    strict, loose = sorted((first, second), reverse=rule.direction == "below")
    kept = [row for row, why in zip(rows, judged(rows, {rule.name: strict}), strict=True) if not why]
    assert set(judged(kept, {rule.name: loose})) <= {None}


LONG = " ".join([PROSE] * 2)
BROKEN = [
    ("too_few_words", "Bore da i bawb."),
    ("words_too_short", "a i o y " * 30),
    ("words_too_long", "llanfairpwllgwyngyll rhyngwladoliaeth " * 30),
    ("mostly_numbers", "12,5 2021 34% tunnell " * 20),
    ("too_many_symbols", "#cymru #iaith #gwyl heddiw " * 20),
    ("bullet_lines", "\n".join(f"• {sentence}" for sentence in WELSH_SENTENCES)),
    ("ellipsis_lines", "\n".join(f"{sentence[:-1]}…" for sentence in WELSH_SENTENCES)),
    ("short_lines", "\n".join(["Hafan", "Newyddion a straeon", "Cysylltu â ni", "Amdanom ni"] * 8 + [PROSE])),
    ("repeated_lines", "\n".join([*WELSH_SENTENCES, *WELSH_SENTENCES])),
    ("repeated_line_characters", "\n".join([*WELSH_SENTENCES, PROSE, PROSE])),
    ("repeated_ngrams", LONG),
    ("damaged_text", PROSE.replace("ŷ", "Å·").replace("ŵ", "�")),
    ("placeholder_text", f"{PROSE} Lorem ipsum dolor sit amet."),
    ("not_declared_language", " ".join(ENGLISH_SENTENCES)),
]


@pytest.mark.parametrize(("name", "text"), BROKEN)
def test_each_rule_finds_what_it_is_for(name, text):
    assert judged([text], {name: True}) == [name]


@pytest.mark.parametrize("name", DOCUMENT_RULES)
@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "\n".join(WELSH_SENTENCES),
        PROSE.replace("'", "’"),
        f"{PROSE} Yn 2021 roedd 538,300 (17.8%) yn siarad Cymraeg.",
    ],
)
def test_good_prose_breaks_no_rule(name, text):
    assert judged([text], {name: True}) == [None]


def test_every_rule_has_a_case():
    assert [name for name, _ in BROKEN] == list(DOCUMENT_RULES)


def test_a_short_text_is_not_judged_by_its_language():
    assert judged(["Read more"], {"not_declared_language": True}) == [None]


def test_a_text_in_a_third_language_is_in_neither():
    french = (
        "Le conseil demande aux habitants de la région ce qu'ils pensent de la nouvelle bibliothèque"
        " municipale."
    )
    for declared in ("cy", "en"):
        assert judged([french], {"not_declared_language": True}, declared) == ["not_declared_language"]


def test_the_measured_columns_of_the_build_are_used_where_they_are():
    table = pa.table({"text": [PROSE]})
    measured = columns.measure(table.column("text"))
    for name, values in (
        ("language", pa.array(["en"])),
        ("n_words", measured.field("n_words")),
        ("welsh_fraction", pa.array([0.1])),
    ):
        table = table.append_column(f"text_{name}", values)
    chosen = {"not_declared_language": True}
    found = reasons(table, config="documents", text_columns={"text": "cy"}, settings=chosen)
    assert found.to_pylist() == ["not_declared_language"]


def test_the_texts_of_a_document_are_judged_as_one():
    table = pa.table({"title": ["Y tŷ"], "text": [PROSE]})
    names = {"title": "cy", "text": "cy"}
    assert reasons(table, config="documents", text_columns=names, settings=DOCUMENT_RULES).to_pylist() == [
        None
    ]


@pytest.mark.parametrize(
    ("name", "cy", "en"),
    [
        ("empty_side", "  ", "The library is closed."),
        ("empty_side", None, "The library is closed."),
        ("placeholder_side", "Cyfieithiad i ddilyn", "The library is closed."),
        ("identical_sides", ENGLISH_SENTENCES[1], ENGLISH_SENTENCES[1]),
        ("identical_sides", WELSH_SENTENCES[1], WELSH_SENTENCES[1]),
        ("wrong_language_side", ENGLISH_SENTENCES[0], ENGLISH_SENTENCES[1]),
        ("wrong_language_side", ENGLISH_SENTENCES[1], WELSH_SENTENCES[1]),
        ("length_ratio", PROSE, "The library will be closed."),
        (
            "low_translation_score",
            "Cafodd y tŷ ei godi yn y ddeunawfed ganrif.",
            "Do bring your own lunch tomorrow, please.",
        ),
    ],
)
def test_each_rule_of_pairs_finds_what_it_is_for(name, cy, en):
    assert paired([(cy, en)], {name: True}) == [name]


@pytest.mark.parametrize(
    ("cy", "en"),
    [
        *zip(WELSH_SENTENCES, ENGLISH_SENTENCES, strict=True),
        ("Aberystwyth", "Aberystwyth"),
        ("Caerdydd", "Cardiff"),
        ("2021", "2021"),
        ("Y Drenewydd", "Newtown"),
    ],
)
def test_good_pairs_and_names_stay(cy, en):
    assert paired([(cy, en)]) == [None]


@given(
    st.lists(st.tuples(st.none() | st.sampled_from(WELSH_SENTENCES), st.none() | welsh_texts()), max_size=4)
)
@settings(max_examples=12)
def test_a_pair_is_judged_by_itself(pairs):
    assert paired(pairs) == [paired([pair])[0] for pair in pairs]


def test_no_rule_is_applied_that_is_not_named():
    table = pa.table({"text": ["a", None]})
    for chosen in ({}, {"too_few_words": False}):
        found = reasons(table, config="documents", text_columns={"text": "cy"}, settings=chosen)
        assert found.to_pylist() == [None, None]
    assert reasons(table, config="terms", text_columns={"text": "cy"}, settings={}).to_pylist() == [
        None,
        None,
    ]


def test_no_rows_have_no_reasons():
    assert judged([]) == []
    assert paired([]) == []


def test_an_unknown_rule_is_refused_with_those_there_are():
    with pytest.raises(InputError, match=r"too_few_wrods.*documents.*too_few_words, words_too_short"):
        judged(["a"], {"too_few_wrods": 3})
    with pytest.raises(InputError, match="empty_side"):
        judged(["a"], {"empty_side": True})


@pytest.mark.parametrize("value", ["50", None, float("nan")])
def test_a_threshold_that_is_no_number_is_refused(value):
    with pytest.raises(InputError, match="too_few_words"):
        judged(["a"], {"too_few_words": value})


def test_a_column_that_is_not_there_is_refused():
    with pytest.raises(UnknownColumnError, match="testun"):
        reasons(
            pa.table({"text": ["a"]}),
            config="documents",
            text_columns={"testun": "cy"},
            settings=DOCUMENT_RULES,
        )


def test_pairs_need_one_column_of_each_language():
    table = pa.table({"cy": ["a"], "arall": ["b"]})
    with pytest.raises(InputError, match=r"cy \(cy\), arall \(cy\)"):
        reasons(table, config="pairs", text_columns={"cy": "cy", "arall": "cy"}, settings=PAIR_RULES)


def test_every_rule_says_what_it_does_in_both_languages_and_where_its_threshold_is_from():
    assert len({rule.name for rule in rules()}) == len(rules())
    for rule in rules():
        with locale.use("cy"):
            welsh = rule.description
        assert welsh != rule.description
        assert rule.source


CLEAN = ("corpws-cc0", "corpws-cc0-speech", "covost-mt", "udhr", "tagiedig-ner-sents")


@pytest.mark.parametrize("source", CLEAN)
def test_clean_welsh_prose_is_kept(shared_data, source):
    path = shared_data / "lid" / "pool" / f"cy.{source}.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    documents = [" ".join(lines[place : place + 40]) for place in range(0, len(lines), 40)]
    documents = [text for text in documents if len(text) > 1000]
    dropped = [why for why in judged(documents) if why]
    assert len(dropped) <= len(documents) / 100, dropped


def test_texts_of_real_services_are_kept_as_pairs(shared_data):
    from cymraeg_data import bilingual

    pairs = bilingual.read_pairs(shared_data / "bitext" / "statswales-backend").slice(0, 1500)
    chosen = {"length_ratio": True, "low_translation_score": True, "wrong_language_side": True}
    table = pairs.select(["cy", "en"])
    found = reasons(table, config="pairs", text_columns={"cy": "cy", "en": "en"}, settings=chosen)
    assert len(found) - found.null_count <= len(found) / 100
