"""Names of places and bodies: any form leads to the name, in both languages, and joins tables."""

import csv

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data.columns import name_keys
from cymraeg_data.errors import InputError, UnknownColumnError
from cymraeg_data.names import join_on_names
from cymraeg_data.names.gazetteer import Name, Names, canonical_name, known_names
from cymraeg_data.welsh import mutate

known = st.sampled_from(sorted(known_names(), key=lambda name: name.key))
kinds = st.sampled_from(["soft", "nasal", "aspirate"])


class TestLaws:
    @given(known, st.sampled_from(["cy", "en"]))
    def test_a_standard_form_is_its_own_canonical_name(self, name, lang):
        assert canonical_name(getattr(name, lang), lang) == getattr(name, lang)

    @given(known, kinds)
    def test_a_mutated_name_is_found_again(self, name, kind):
        assert name in known_names().look_up(mutate(name.cy, kind))

    @given(known)
    def test_both_languages_lead_to_the_same_name(self, name):
        assert known_names().canonical_name(name.en, "cy") == name.cy

    @given(known)
    def test_case_and_hyphens_do_not_matter(self, name):
        assert name in known_names().look_up(name.cy.upper().replace("-", " "))

    @given(st.text())
    def test_what_is_found_stands_where_it_is_said_to_stand(self, text):
        for match in known_names().find(f"{text} Caerdydd {text}"):
            assert f"{text} Caerdydd {text}"[match.start : match.end] == match.text

    @given(st.lists(st.one_of(st.none(), known.map(lambda name: name.en), st.text(max_size=6))))
    def test_a_column_is_the_map_of_look_up(self, cells):
        expected = [
            None if cell is None or len(found := known_names().look_up(cell)) != 1 else found[0].key
            for cell in cells
        ]
        assert name_keys(pa.array(cells, pa.string())).to_pylist() == expected


class TestFind:
    def test_mutated_names_are_found_in_running_text(self):
        text = "Yng Nghaerdydd a Chasnewydd, o Gymru i Ben-y-bont ar Ogwr."
        found = {match.text: (match.names[0].en, match.mutation) for match in known_names().find(text)}
        assert found == {
            "Nghaerdydd": ("Cardiff", "nasal"),
            "Chasnewydd": ("Newport", "aspirate"),
            "Gymru": ("Wales", "soft"),
            "Ben-y-bont ar Ogwr": ("Bridgend", "soft"),
        }

    def test_the_longest_name_counts(self):
        (match,) = known_names().find("Mae Cyngor Sir Fynwy yn ymgynghori.")
        assert match.names[0].en == "Monmouthshire County Council"

    def test_a_name_the_languages_share_belongs_to_both(self):
        (match,) = known_names().find("Gwynedd")
        assert (match.language, match.mutation) == ("mul", None)

    def test_a_word_without_a_capital_is_no_name(self):
        assert known_names().find("a new port and a cardiff") == ()

    def test_words_in_two_sentences_are_no_name(self):
        assert [match.text for match in known_names().find("Sir! Fynwy")] == []


class TestOtherTables:
    def test_one_form_for_several_places_is_left_open(self):
        names = Names(
            [Name(key="1", cy="Casnewydd", en="Newport"), Name(key="2", cy="Trefdraeth", en="Newport")]
        )
        assert names.canonical_name("Newport", "cy") is None
        assert {name.key for name in names.look_up("Newport")} == {"1", "2"}
        assert name_keys(pa.array(["Newport", "Trefdraeth"]), names=names).to_pylist() == [None, "2"]

    def test_tables_can_be_added(self):
        both = known_names() | Names.of([{"cy": "Y Bala", "en": "Bala"}])
        assert len(both) == len(known_names()) + 1
        assert both.canonical_name("Bala", "cy") == "Y Bala"

    def test_an_empty_name_is_that_of_the_other_language(self):
        assert next(iter(Names.of([{"cy": "Aberaeron", "en": None}]))).en == "Aberaeron"

    def test_wrong_columns_are_named(self):
        with pytest.raises(InputError, match="enw, name"):
            Names.of([{"enw": "Y Bala", "name": "Bala"}])

    def test_a_language_without_names_is_an_error(self):
        with pytest.raises(InputError, match="fr"):
            canonical_name("Caerdydd", "fr")


class TestJoin:
    left = pa.table({"enw": ["Abertawe", "Caerdydd", None, "Atlantis"], "n": [1, 2, 3, 4]})
    right = pa.table({"name": ["Cardiff", "Swansea", "Newport"], "n": [10, 20, 30]})

    def test_rows_keep_the_order_of_the_left_table(self):
        joined = join_on_names(self.left, self.right, left_on="enw", right_on="name")
        assert joined.column_names == ["enw", "n", "name", "n_right"]
        assert joined["n_right"].to_pylist() == [20, 10, None, None]

    @pytest.mark.parametrize(("how", "size"), [("inner", 2), ("full outer", 5), ("left anti", 2)])
    def test_other_joins(self, how, size):
        assert len(join_on_names(self.left, self.right, left_on="enw", right_on="name", how=how)) == size

    def test_an_unknown_column_is_named(self):
        with pytest.raises(UnknownColumnError, match="lle"):
            join_on_names(self.left, self.right, left_on="lle", right_on="name")

    def test_an_unknown_join_is_named(self):
        with pytest.raises(InputError, match="sideways"):
            join_on_names(self.left, self.right, left_on="enw", right_on="name", how="sideways")


def test_the_official_list_of_authorities_is_the_packaged_one(shared_data):
    with (shared_data / "population/lookup_la_en_cy.csv").open(encoding="utf-8") as lines:
        official = {row["code"]: row for row in csv.DictReader(lines)}
    ours = {name.key: name for name in known_names() if name.kind == "authority"}
    assert ours.keys() == official.keys()
    assert {key for key in ours if ours[key].en != official[key]["name_en"]} == set()
    # The list has two slips: a capital article and letters that changed places.
    assert {official[key]["name_cy"] for key in ours if ours[key].cy != official[key]["name_cy"]} == {
        "Sir Gaerfryddin",
        "Sir Y Fflint",
    }


def test_the_commissioners_list_answers_in_mutated_form(shared_data):
    (path,) = shared_data.glob("bitext/welsh-placenames-list/**/*.csv")
    with path.open(encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    names = Names.of(rows, cy="Ffurf safonol", en="Ffurf Saesneg")
    unique = [name for name in names if len(names.look_up(name.cy)) == 1]
    assert len(unique) > 3000
    for name in unique:
        for kind in ("soft", "nasal", "aspirate"):
            assert names.look_up(mutate(name.cy, kind)) != ()
    assert names.canonical_name("Aberystwyth", "en") == "Aberystwyth"
