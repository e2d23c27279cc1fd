"""Each rule finds what it is for, and leaves alone what only looks like it."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data import bilingual
from cymraeg_data.errors import UnknownColumnError
from golden_cases import golden, read

PAIRS = [(case["input"]["en"], case["input"]["cy"]) for case in read("pairs") if case["table"] == "sound"]


def codes(en, cy):
    masks = bilingual.faults(pa.array([en], pa.string()), pa.array([cy], pa.string()))
    return {code for code, mask in masks.items() if mask[0].as_py()}


def matches(given, expected):
    """Compare the codes of a golden case: exactly these, or none of `not`."""
    found = codes(given["en"], given["cy"])
    if isinstance(expected, dict):
        assert not found & set(expected["not"])
    else:
        assert found == set(expected)


@golden("pairs", "sound")
def test_a_sound_pair_has_no_fault(given, expected):
    matches(given, expected)


class TestLanguage:
    @given(st.sampled_from(PAIRS))
    def test_swapped_sides_are_one_fault(self, pair):
        en, cy = pair
        assert codes(cy, en) == {"B311"}

    @pytest.mark.parametrize("pair", PAIRS[:3])
    def test_a_text_half_in_english(self, pair):
        en, cy = (side.split() for side in pair)
        assert "B310" in codes(" ".join(en), " ".join(cy[: len(cy) // 2] + en[len(en) // 2 :]))

    @golden("pairs", "language")
    def test_a_title_or_address_in_english_is_no_fault(self, given, expected):
        matches(given, expected)


class TestCopies:
    @golden("pairs", "copies")
    def test_a_label_left_in_english_is_found_and_a_name_or_code_is_not(self, given, expected):
        matches(given, expected)

    def test_a_list_of_names_has_no_labels(self):
        names = ["Box", "City", "Nash", "Bala", *(f"Pentre {letter}" for letter in "ABCDEFGHIJKLMNOPQRS")]
        assert not any(bilingual.faults(pa.array(names), pa.array(names))["B305"].to_pylist())

    @golden("pairs", "placeholder text")
    def test_text_that_holds_the_place_is_found_and_text_about_translation_is_not(self, given, expected):
        matches(given, expected)


class TestValues:
    @golden("pairs", "values")
    def test_a_value_that_differs_is_found_and_another_form_of_it_is_not(self, given, expected):
        matches(given, expected)


class TestPlaceholders:
    @golden("pairs", "placeholders")
    def test_a_placeholder_on_one_side_is_found_and_another_form_of_it_is_not(self, given, expected):
        matches(given, expected)

    def test_the_evidence_names_them(self):
        pairs = pa.table({"key": ["k"], "en": ["Hello {name}"], "cy": ["Helo {enw}"]})
        (finding,) = bilingual.check_pairs(pairs)
        assert (finding.evidence["missing"], finding.evidence["added"]) == ("name", "enw")
        assert "name" in finding.message

    @golden("pairs", "markup")
    def test_links_and_other_markup(self, given, expected):
        matches(given, expected)


class TestShape:
    def test_welsh_cut_short(self):
        en = (
            "The museum is open every day but Monday, and children under five may come in free with their"
            " parents."
        )
        assert codes(en, "Mae'r amgueddfa ar agor bob dydd ac eithrio") & {"B313", "B322"}

    @golden("pairs", "shape")
    def test_length_marks_and_spaces(self, given, expected):
        matches(given, expected)


class TestAcross:
    def table(self, rows):
        return pa.table(
            {
                "key": [str(i) for i in range(len(rows))],
                "en": [r[0] for r in rows],
                "cy": [r[1] for r in rows],
            }
        )

    def test_one_english_text_with_several_welsh(self):
        found = bilingual.check_pairs(
            self.table([("Continue", "Parhau"), ("Continue", "Ymlaen"), ("Continue", "Parhau")])
        )
        assert [(f.code, f.location.key, f.evidence["n_others"]) for f in found] == [("B314", "0", 2)]

    def test_one_welsh_text_for_several_english(self):
        welsh = "Byddwn yn anfon llythyr atoch cyn bo hir"
        table = self.table(
            [("We will write to you soon by letter", welsh), ("A letter will be sent to you shortly", welsh)]
        )
        assert [f.code for f in bilingual.check_pairs(table, skip=())] == ["B315"]
        assert bilingual.check_pairs(table) == ()

    def test_welsh_that_did_not_change_with_its_english(self):
        now = self.table([("The fee is seven pounds", "Pum punt yw'r ffi"), ("Continue", "Parhau")])
        then = self.table([("The fee is five pounds", "Pum punt yw'r ffi"), ("Continue", "Parhau")])
        assert [(f.code, f.location.key) for f in bilingual.check_pairs(now, earlier=then)] == [("B318", "0")]
        assert bilingual.check_pairs(now, earlier=now) == ()

    def test_a_plural_form_that_english_lacks_needs_no_english(self):
        table = pa.table(
            {
                "key": ["cats.few", "cats.one", "cats_two"],
                "en": [None] * 3,
                "cy": ["tair cath", "cath", "dwy gath"],
            },
            pa.schema([("key", pa.string()), ("en", pa.string()), ("cy", pa.string())]),
        )
        assert [(f.code, f.location.key) for f in bilingual.check_pairs(table)] == [("B304", "cats.one")]

    def test_codes_can_be_left_out(self):
        rows = self.table([("Continue", None), ("Search", "Chwilio ")])
        assert [f.code for f in bilingual.check_pairs(rows, skip={"B317"})] == ["B301"]

    def test_an_earlier_version_needs_its_columns(self):
        with pytest.raises(UnknownColumnError):
            bilingual.check_pairs(self.table([]), earlier=pa.table({"key": ["a"]}))


class TestLaws:
    @given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), max_size=6))
    def test_any_text_is_judged_and_every_finding_has_a_confidence(self, rows):
        table = TestAcross().table(rows)
        for finding in bilingual.check_pairs(table):
            assert 0 < finding.evidence["confidence"] <= 1
            assert finding.message

    @given(
        st.lists(
            st.tuples(st.sampled_from([p[0] for p in PAIRS]), st.sampled_from([p[1] for p in PAIRS])),
            max_size=6,
        )
    )
    def test_the_order_of_rows_changes_no_fault_of_a_pair(self, rows):
        forward, backward = (
            bilingual.faults(
                pa.array([r[0] for r in part], pa.string()), pa.array([r[1] for r in part], pa.string())
            )
            for part in (rows, rows[::-1])
        )
        assert {c: m.to_pylist() for c, m in forward.items()} == {
            c: m.to_pylist()[::-1] for c, m in backward.items()
        }
