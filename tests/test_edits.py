"""Edits: they make the text, they are undone, and those of two passes become one list."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cymraeg_data as cyd
from cymraeg_data.errors import InputError
from cymraeg_data.normalisation.edits import Edit, apply, compose, count_rules, undo


def edit(start, before, after, rule="one", confidence=1.0):
    return Edit(
        rule=rule,
        start=start,
        end=start + len(before),
        before=before,
        after=after,
        confidence=confidence,
    )


@st.composite
def texts_with_edits(draw, text=None):
    """A text and edits of it: in order, apart, with insertions and removals."""
    if text is None:
        text = draw(st.text("abŵ ’", max_size=12))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        after = draw(st.text("xyŷ", max_size=3).filter(lambda new, old=text[start:end]: new != old))
        edits.append(edit(start, text[start:end], after, rule=draw(st.sampled_from(("one", "two")))))
    return text, edits


@given(texts_with_edits())
def test_undo_is_the_opposite_of_apply(case):
    text, edits = case
    assert undo(apply(text, edits), edits) == text


@given(st.data())
def test_two_passes_composed_are_one_pass(data):
    text, first = data.draw(texts_with_edits())
    between = apply(text, first)
    _, second = data.draw(texts_with_edits(between))
    composed = compose(text, first, second)
    assert apply(text, composed) == apply(between, second)
    assert undo(apply(text, composed), composed) == text
    assert all(one.end <= two.start for one, two in itertools.pairwise(composed))


def test_an_edit_of_an_edit_bears_both_rules_and_the_lower_confidence():
    first = [edit(3, "â€™", "’", rule="utf8_as_windows", confidence=0.9)]
    second = [edit(3, "’", "'", rule="apostrophe")]
    (both,) = compose("Maeâ€™r", first, second)
    assert (both.rule, both.before, both.after, both.confidence) == (
        "utf8_as_windows+apostrophe",
        "â€™",
        "'",
        0.9,
    )
    assert count_rules([both]) == {"utf8_as_windows": 1, "apostrophe": 1}


def test_a_change_that_is_changed_back_is_no_edit():
    assert compose("a", [edit(0, "a", "b")], [edit(0, "b", "a")]) == []


def test_edits_of_another_text_are_refused():
    with pytest.raises(InputError, match="does not fit"):
        apply("dwr", [edit(1, "x", "ŵ")])
    with pytest.raises(InputError, match="does not fit"):
        undo("dwr", [edit(1, "w", "ŵ")])
    with pytest.raises(InputError, match="in order"):
        apply("abc", [edit(2, "c", "x"), edit(0, "a", "y")])


def test_the_face_shows_edits():
    found = cyd.normalise_and_explain("tÅ·")
    assert found.edits == (edit(1, "Å·", "ŷ", rule="utf8_as_windows", confidence=0.99),)
    assert cyd.apply("tÅ·", found.edits) == found.text
    assert cyd.undo(found.text, found.edits) == "tÅ·"
