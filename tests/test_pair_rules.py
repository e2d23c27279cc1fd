"""Each rule finds what it is for, and leaves alone what only looks like it."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data import bilingual
from cymraeg_data.errors import UnknownColumnError

PAIRS = [
    ("The library opens at nine in the morning", "Mae'r llyfrgell yn agor am naw y bore"),
    ("You must tell us if your address changes", "Rhaid i chi ddweud wrthym os bydd eich cyfeiriad yn newid"),
    ("We will send the letter to your home", "Byddwn yn anfon y llythyr i'ch cartref"),
    ("Children under five do not need a ticket", "Nid oes angen tocyn ar blant dan bump oed"),
    (
        "Please do not park in front of the school gate",
        "Peidiwch â pharcio o flaen giât yr ysgol os gwelwch yn dda",
    ),
]


def codes(en, cy):
    masks = bilingual.faults(pa.array([en], pa.string()), pa.array([cy], pa.string()))
    return {code for code, mask in masks.items() if mask[0].as_py()}


@pytest.mark.parametrize("pair", PAIRS)
def test_a_sound_pair_has_no_fault(pair):
    assert codes(*pair) == set()


class TestLanguage:
    @given(st.sampled_from(PAIRS))
    def test_swapped_sides_are_one_fault(self, pair):
        en, cy = pair
        assert codes(cy, en) == {"B311"}

    @pytest.mark.parametrize("pair", PAIRS[:3])
    def test_a_text_half_in_english(self, pair):
        en, cy = (side.split() for side in pair)
        assert "B310" in codes(" ".join(en), " ".join(cy[: len(cy) // 2] + en[len(en) // 2 :]))

    @pytest.mark.parametrize(
        "cy",
        [
            "Darllenwch “Look after the pennies” ar ein gwefan",
            'Ewch i <a href="/x">Look after the pennies</a> i ddysgu mwy',
            "Ysgrifennwch at look.after@pennies.example am gymorth",
        ],
    )
    def test_a_title_or_address_in_english_is_no_fault(self, cy):
        assert "B310" not in codes("Read “Look after the pennies” or write to look.after@pennies.example", cy)


class TestCopies:
    @pytest.mark.parametrize("text", ["View application", "Opening times:", "Telephone", "Additional fee"])
    def test_a_label_left_in_english(self, text):
        assert codes(text, text) == {"B305"}

    @pytest.mark.parametrize(
        "text",
        [
            "Radio",
            "Bangor",
            "PDF",
            "Post",
            "GOV.UK",
            "kWh",
            "Staff",
            "Emyr Williams",
            "string",
            "Northampton",
        ],
    )
    def test_a_name_a_code_or_a_shared_word_is_no_label(self, text):
        assert codes(text, text) == set()

    def test_a_list_of_names_has_no_labels(self):
        names = ["Box", "City", "Nash", "Bala", *(f"Pentre {letter}" for letter in "ABCDEFGHIJKLMNOPQRS")]
        assert not any(bilingual.faults(pa.array(names), pa.array(names))["B305"].to_pylist())

    @pytest.mark.parametrize(
        "cy",
        [
            "[Welsh] Contact the office",
            "CY: Contact the office",
            "cyContact the office",
            "WELSH Contact the office",
            "Contact the office (Welsh)",
            "**CY** Contact the office **CY**",
            "CY Contact the offices",
            "TEST Contact the office",
            "zz Contact the office",
            "TBC",
            "XXXX",
            "Lorem ipsum dolor sit amet",
            "Translation needed",
            "To be translated",
            "Welsh text here",
            "Angen cyfieithiad",
            "I'w gyfieithu",
            "Cyfieithiad i ddilyn",
        ],
    )
    def test_text_that_holds_the_place(self, cy):
        assert codes("Contact the office", cy) == {"B306"}

    @pytest.mark.parametrize(
        ("en", "cy"),
        [
            ("TBC", "TBC"),
            ("Welsh version", "Fersiwn Gymraeg"),
            ("Welsh: yes", "Cymraeg: ie"),
            ("No", "Na"),
            ("https://111.nhs.uk/", "https://111.wales.nhs.uk/"),
            ("Translation", "Cyfieithiad"),
        ],
    )
    def test_text_about_translation_is_no_fault(self, en, cy):
        assert codes(en, cy) <= {"B303"}


class TestValues:
    @pytest.mark.parametrize(
        ("en", "cy"),
        [
            ("From 1 May to 31 December 2021", "O 1 Mai hyd 30 Ebrill 2021"),
            ("Last updated: January 2022", "Diweddarwyd ddiwethaf: Mai 2021"),
            ("There are 25 schools here", "Mae 52 o ysgolion yma"),
        ],
    )
    def test_a_number_or_month_that_differs(self, en, cy):
        assert codes(en, cy) == {"B309"}

    @pytest.mark.parametrize(
        ("en", "cy"),
        [
            ("Reply within 2 weeks", "Atebwch o fewn pythefnos"),
            ("The last 6 characters", "Y chwe nod olaf"),
            ("On 1 March 2024 at 5pm", "Ar 1af o Fawrth 2024 am 5yp"),
            ("Open until 17:00", "Ar agor tan 5yh"),
            ("It cost 1,000 pounds", "Costiodd fil o bunnau"),
            ("The first of 3 steps", "Y cyntaf o dri cham"),
            ("You may 1 time", "Cewch unwaith"),
            ("Pay by 3 May", "Talwch erbyn 3 Fai"),
        ],
    )
    def test_the_same_value_in_words_or_another_form(self, en, cy):
        assert codes(en, cy) == set()

    @pytest.mark.parametrize(
        ("en", "cy"),
        [
            ("Phone 0300 123 7050", "Ffoniwch 0300 303 5174"),
            ("Lines are open 9am to 5pm", "Mae'r llinellau ar agor 9am tan 4pm"),
        ],
    )
    def test_the_line_of_the_welsh_service_is_a_note(self, en, cy):
        assert codes(en, cy) == {"B312"}

    def test_a_number_left_out_is_a_note(self):
        assert codes("Your 12-month licence is ready", "Mae eich trwydded yn barod") == {"B319"}


class TestPlaceholders:
    @pytest.mark.parametrize(
        ("en", "cy"),
        [
            ("Hello {name}", "Helo {enw}"),
            ("{0} of {1}", "{0} o"),
            ("Sent to %(email)s", "Anfonwyd"),
            ("%{count} schools", "%{n} ysgol"),
            ("Dear %s", "Annwyl"),
            ("See {{ url }}", "Gweler {{ link }}"),
        ],
    )
    def test_a_placeholder_on_one_side_only(self, en, cy):
        assert codes(en, cy) == {"B307"}

    @pytest.mark.parametrize(
        ("en", "cy"),
        [
            ("{{name}} of {{ place }}", "{{ place }}: {{name}}"),
            ("in %(council)s", "yng %(council_aspirate)s"),
            ("%{count} school", "Un ysgol"),
            ("Up 50% in May", "I fyny 50% ym mis Mai"),
            ("{n, plural, one {# day} other {# days}}", "{n, plural, one {# diwrnod} other {# diwrnod}}"),
        ],
    )
    def test_order_spaces_mutation_and_number_may_differ(self, en, cy):
        assert "B307" not in codes(en, cy)

    def test_the_evidence_names_them(self):
        pairs = pa.table({"key": ["k"], "en": ["Hello {name}"], "cy": ["Helo {enw}"]})
        (finding,) = bilingual.check_pairs(pairs)
        assert (finding.evidence["missing"], finding.evidence["added"]) == ("name", "enw")
        assert "name" in finding.message

    def test_links_and_other_markup(self):
        assert codes('<a href="/x">Search again</a>', "Chwilio eto") == {"B308"}
        assert codes("<b>Three</b> results", "Tri chanlyniad") == {"B321"}
        assert codes('<a href="/en">Search</a> <br>', '<a href="/cy">Chwilio</a>') == set()


class TestShape:
    def test_welsh_cut_short(self):
        en = (
            "The museum is open every day but Monday, and children under five may come in free with their"
            " parents."
        )
        assert codes(en, "Mae'r amgueddfa ar agor bob dydd ac eithrio") & {"B313", "B322"}

    def test_a_text_out_of_proportion(self):
        assert codes(
            "We use this information to send you news about the work of the council", "Newyddion"
        ) == {"B313"}

    def test_marks_and_spaces(self):
        assert codes("Who we are", "Pwy ydym ni?") == {"B316"}
        assert codes("Search", "Chwilio ") == {"B317"}
        assert codes(" Search", " Chwilio") == set()


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
