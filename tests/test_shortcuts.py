"""The shortcuts of `normalise` find what the whole way finds: each beside its rule written out in full."""

import re
from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cymraeg_data import columns
from cymraeg_data.normalisation import Options, normalise_and_explain, text
from cymraeg_data.normalisation.canonical.apostrophes import unify_apostrophes
from cymraeg_data.normalisation.canonical.characters import (
    RULES_OF_UNSEEN,
    double_spaces,
    edges,
    glance,
    has_edge,
    read_as_windows,
)
from cymraeg_data.normalisation.prefilter.re2 import suspects_but_for_style
from cymraeg_data.normalisation.repair import lost_letters, protected_spans
from cymraeg_data.normalisation.repair.wrong_codec import (
    CODECS,
    LONGEST_RUN,
    code_point,
    endless,
    sequences,
    side_by_side,
)
from strategies import welsh_texts

MISREAD = st.text(st.sampled_from(list("aÃÂÅ·´±â€™“√≈∑├┼À \xa0\x85?’")), max_size=30)
MARKED = st.lists(
    st.sampled_from(
        [
            *"ab?.,@%=/:-' ’`´ʼ‘\u00a0\n\ufffd²1ŵð^&",
            "dŵr",
            "i’r",
            "a'r",
            "w.",
            "www.cymru",
            "e.e.",
            "cy.wales/?a=b",
            "@a.bc",
            "50%",
            "%(x)",
            "%d",
            "http://",
            "mailto:",
            "<b>",
            "{x}",
            "`x`",
            "t?",
            "d?r",
            "Å·",
            "Ã\u00a0",
            " ",
        ]
    ),
    max_size=14,
).map("".join)
TEXTS = MISREAD | MARKED | welsh_texts() | st.text(max_size=20)
LONG = st.builds(
    lambda before, run, n, after: before + run * n + after,
    MISREAD,
    st.sampled_from(["Ã", "Å·", "’", "√±"]),
    st.integers(LONGEST_RUN // 2 - 2, LONGEST_RUN + 2),
    MISREAD,
)


def all_sequences(text, codec):
    found, place = [], 0
    runs = [run.span() for run in codec.run.finditer(text)] if len(text) > LONGEST_RUN else []
    for start, end in (*runs, (len(text), len(text))):
        for match in codec.pattern.finditer(text, place, start):
            character = code_point(bytes(codec.to_byte[letter] for letter in match.group()))
            if character:
                found.append((match.start(), match.end(), character))
        place = end
    return found, runs


@given(TEXTS | LONG)
def test_sequences_are_those_of_the_whole_text(text):
    for codec in CODECS:
        found, runs = all_sequences(text, codec)
        assert [tuple(item) for item in sequences(text, codec)] == found
        assert endless(text, codec) == runs


@given(TEXTS)
@example("a??b \ufffd\ufffdx ²?1?")
def test_words_with_lost_letters_are_those_of_the_whole_text(text):
    spans = [match.span() for match in lost_letters._lost_words(text)]
    assert spans == [match.span() for match in lost_letters._LOST.finditer(text)]


def all_protected(text, *, undecided):
    spans = (
        [match.span() for match in protected_spans._MACHINE.finditer(text)]
        if protected_spans._SIGN.search(text)
        else []
    )
    if undecided:
        spans += [tuple(item)[:2] for item in sequences(text, CODECS[0])] + endless(text, CODECS[0])
    return spans


@settings(max_examples=300)
@given(TEXTS, st.booleans(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6)), max_size=6))
def test_places_are_protected_as_in_the_whole_text(text, undecided, places):
    spans = all_protected(text, undecided=undecided)
    made = protected_spans.Protected(text, undecided=undecided)
    assert made.markup == any(text[start] == "<" for start, _end in spans)
    for start, length in places:
        place = min(start, len(text))
        end = min(place + length, len(text))
        touched = any(first < max(end, place + 1) and last > place for first, last in spans)
        assert ((place, end) in made) == touched


@given(TEXTS)
@example("a'b’c’d'e")
def test_the_usual_apostrophe_is_that_of_most_and_then_the_first(text):
    inside = [match.group() for match in re.finditer(r"(?<=[^\W\d_])['’](?=[^\W\d_])", text)]
    usual = Counter(inside).most_common(1)[0][0] if inside else "'"
    mistaken = re.finditer(r"(?<=[^\W\d_])[`´‘ʼ](?=(?:r|n|i|w|u|ch|m|th)(?![^\W_]))", text, re.IGNORECASE)
    marks = [*re.finditer(r"(?<=[^\W\d_])['’](?=[^\W\d_])", text), *mistaken]
    wrong = sorted(match.start() for match in marks if match.group() != usual)
    assert [edit.start for edit in unify_apostrophes(text, "consistent")] == wrong


@given(st.text(st.characters(codec=None), max_size=30) | MARKED)
@example(" \u00a0 ")
def test_rules_have_nothing_to_do_without_the_characters_that_they_look_for(text):
    there, adjacent = glance(text)
    assert adjacent == bool(side_by_side(text))
    assert set(there) <= set(text)
    for _rule, wanted, find in RULES_OF_UNSEEN:
        assert wanted.search(there) or not list(find(text))
    assert there or not list(read_as_windows(text))
    assert has_edge(text) == bool(list(edges(text)))
    spans = [(edit.start, edit.end) for edit in edges(text)]
    assert spans == [match.span() for match in re.finditer(r"\A\s+|\s+\Z", text)]
    spans = [(edit.start, edit.end) for edit in double_spaces(text)]
    assert spans == [match.span() for match in re.finditer(r"(?<=\S) {2,}(?=\S)", text)]


STYLES = st.sampled_from(
    [
        Options(suggest=False),
        Options(suggest=False, apostrophe="curly"),
        Options(suggest=False, quote="straight"),
    ]
)


@settings(max_examples=300)
@given(TEXTS, STYLES)
@example("a'r dŵr i’w’r w.cymru's", Options(suggest=False))
def test_where_only_apostrophes_can_be_wrong_the_short_way_is_the_whole(value, options):
    pattern = suspects_but_for_style(options)
    made = text.repair_style(value, options)
    if not any(pc.match_substring_regex(pa.array([value, made.text]), pattern).to_pylist()):
        assert made == normalise_and_explain(value, options=options)


@settings(max_examples=50)
@given(st.lists(TEXTS, max_size=6), STYLES)
def test_a_column_of_such_texts_is_the_map_of_its_texts(texts, options):
    found = columns.normalise(pa.array(texts, pa.string()), options=options, edits=True).to_pylist()
    for value, item in zip(texts, found, strict=True):
        alone = normalise_and_explain(value, options=options)
        assert item["text"] == alone.text
        assert [(edit["start"], edit["after"]) for edit in item["edits"]] == [
            (edit.start, edit.after) for edit in alone.edits
        ]
