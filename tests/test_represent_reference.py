"""Reference populations: coherent with each other, with the age table and with what the user brings."""

import pandas as pd
import pyarrow as pa
import pytest

from cymraeg_data import represent
from cymraeg_data.errors import InputError, UnknownColumnError, WrongTypeError
from cymraeg_data.represent import label_match
from cymraeg_data.represent.census_tables import WALES, categories, geographies, rows
from cymraeg_data.represent.mapping import ABSENT_KINDS
from golden_cases import golden, read

WALES_2021 = represent.reference("census2021-wales")
AUTHORITIES = [area for area in geographies().values() if area.kind == "local_authority"]


def residents_from(age, geography=WALES):
    years = represent.reference("census2021-wales", geography=geography)["age_single_year"]
    return sum(years.counts[age:])


class TestTheTablesAgree:
    @pytest.mark.parametrize(
        "dimension", [each for each in WALES_2021 if each.basis == "count" and each.unit == "people"]
    )
    def test_every_table_has_the_people_of_the_age_table(self, dimension):
        expected = residents_from(dimension.ages[0])
        assert abs(dimension.total + dimension.n_not_answered - expected) <= dimension.tolerance

    @pytest.mark.parametrize("area", AUTHORITIES, ids=lambda area: area.en)
    def test_and_so_has_every_table_of_an_authority(self, area):
        for dimension in represent.reference("census2021-wales", geography=area.code):
            if dimension.basis == "count" and dimension.unit == "people":
                expected = residents_from(dimension.ages[0], area.code)
                assert abs(dimension.total + dimension.n_not_answered - expected) <= max(
                    dimension.tolerance, 40
                ), dimension.name

    def test_the_two_tables_of_households_agree(self):
        assert abs(WALES_2021["tenure"].total - WALES_2021["household_deprivation"].total) <= 100

    def test_authorities_sum_to_wales(self):
        for name in ("age_five_year", "disability", "ethnic_group", "religion", "tenure"):
            parts = [
                represent.reference("census2021-wales", geography=area.code)[name].total
                for area in AUTHORITIES
            ]
            assert abs(sum(parts) - WALES_2021[name].total) <= 50, name

    @pytest.mark.parametrize("names", WALES_2021.joints, ids=" × ".join)
    def test_every_joint_table_has_the_margins_of_its_dimensions(self, names):
        joint = WALES_2021.joint(names)
        for axis, name in enumerate(names):
            others = tuple(index for index in range(len(names)) if index != axis)
            margin = joint.sum(axis=others) / joint.sum()
            # Places differ in how many answer, and in the size of households.
            assert margin == pytest.approx(WALES_2021[name].shares, abs=0.01), name

    def test_figures_read_from_publications(self):
        assert WALES_2021["age_single_year"].total == 3_107_492
        assert WALES_2021["disability"].shares[0] == pytest.approx(0.216, abs=0.0005)
        assert WALES_2021["tenure_broad"].shares[2] == pytest.approx(0.165, abs=0.0005)
        assert WALES_2021["welsh_speaking"].shares[0] == pytest.approx(0.178, abs=0.0005)
        assert WALES_2021["rural_urban_broad"].shares[0] == pytest.approx(0.295, abs=0.0005)

    def test_the_speakers_are_as_many_as_the_residents_who_speak(self):
        speakers = represent.reference("census2021-wales", population="welsh_speakers")
        for dimension in speakers:
            assert dimension.total == pytest.approx(WALES_2021["welsh_speaking"].counts[0])
            assert min(dimension.counts) > 0


class TestThePackagedTables:
    def test_every_code_has_a_category_and_every_category_both_labels(self):
        for table in ("counts.csv", "shares.csv", "aliases.csv"):
            for row in rows(table):
                name = "sex" if row["dimension"] == "sex_16_64" else row["dimension"]
                assert row["code"] in {each.code for each in categories(name)}, row
        assert all(row["en"] and row["cy"] for row in rows("categories.csv"))

    def test_no_label_stands_for_two_groups(self):
        for dimension in WALES_2021:
            owner = {}
            for category in dimension.categories:
                for label in (category.code, category.cy, category.en):
                    assert owner.setdefault(label_match.fold(label), category.code) == category.code

    @golden("census_labels", "labels")
    def test_an_official_label_is_known(self, given, expected):
        """With each apostrophe, in any case, with spaces around it."""
        dimension, _, label = given.partition(": ")
        labels = [label, label.replace("'", "’"), label.upper(), f" {label.lower()} "]
        mapped = represent.map_categories(pa.array(labels), WALES_2021[dimension])
        codes = WALES_2021[dimension].codes
        place = -1 - ABSENT_KINDS.index(expected) if expected in ABSENT_KINDS else codes.index(expected)
        assert set(mapped.codes.tolist()) == {place}

    @golden("census_labels", "titles")
    def test_an_official_title_is_known(self, given, expected):
        assert WALES_2021[given].name == WALES_2021[given.upper()].name == expected

    def test_a_label_that_is_shown_as_official_is_the_official_one(self):
        official = {
            tuple(case["input"].split(": ", 1)): case["expected"]
            for case in read("census_labels")
            if case["table"] == "labels" and case["licence"] == "OGL-UK-3.0"
        }
        for row in rows("categories.csv"):
            if row["cy_source"] == "ons" and row["dimension"] != "age_broad":
                twice = f"{row['cy']}: {row['cy']}"  # ONS's own way of naming a heading's only category
                labels = {(row["dimension"], row["cy"]), (row["dimension"], twice)}
                assert {official[label] for label in labels & official.keys()} == {row["code"]}

    def test_the_script_makes_the_same_tables_again(self, shared_data, tmp_path):
        import runpy
        import sys

        from conftest import REPOSITORY

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                sys,
                "argv",
                ["population_tables.py", "--source", str(shared_data / "population"), "--out", str(tmp_path)],
            )
            runpy.run_path(str(REPOSITORY / "scripts/population_tables.py"), run_name="__main__")
        packaged = REPOSITORY / "src/cymraeg_data/data/population"
        for path in tmp_path.iterdir():
            assert path.read_bytes() == (packaged / path.name).read_bytes(), path.name

    def test_they_are_small(self):
        from conftest import REPOSITORY

        folder = REPOSITORY / "src/cymraeg_data/data/population"
        assert sum(path.stat().st_size for path in folder.iterdir()) < 500_000


class TestAskingForOne:
    def test_a_place_may_be_named_in_either_language(self):
        for name in ("Caerdydd", "cardiff", "W06000015"):
            assert represent.reference("census2021-wales", geography=name).geography == "W06000015"
        board = represent.reference("census2021-wales", geography="Bwrdd Iechyd Prifysgol Caerdydd a’r Fro")
        assert board["local_authority"].codes == ("W06000014", "W06000015")

    @pytest.mark.parametrize(
        ("settings", "message"),
        [
            ({"name": "census2031"}, "There are: census2021-wales"),
            ({"population": "sheep"}, "welsh_speakers"),
            ({"geography": "Gaerdydd"}, "Nearest: Caerdydd"),
            ({"geography": "Gwynedd", "population": "welsh_speakers"}, "for Wales only"),
        ],
    )
    def test_what_is_not_there_is_named_with_what_is(self, settings, message):
        with pytest.raises(InputError, match=message):
            represent.reference(**{"name": "census2021-wales", **settings})

    def test_a_dimension_may_be_asked_for_by_its_title(self):
        assert WALES_2021["Anabledd"].name == WALES_2021["Disability"].name == "disability"
        with pytest.raises(InputError, match="Nearest: disability"):
            WALES_2021["disabilty"]


class TestAges:
    def test_bands_of_your_own_hold_everybody_in_them(self):
        banded = WALES_2021.age_bands([0, 18, 65])
        assert banded["age_band"].total == 3_107_492
        assert banded["age_band"].codes == ("A00_17", "A18_64", "A65_PLUS")

    @pytest.mark.parametrize("wrong", [[], [10, 5], [5, 5], [-1], [200]])
    def test_bands_that_do_not_rise_are_refused(self, wrong):
        with pytest.raises(InputError, match="must rise"):
            WALES_2021.age_bands(wrong)

    def test_a_reference_restricted_to_adults_has_adults_only(self):
        adults = WALES_2021.restricted((16, None))
        assert adults["age_five_year"].total == residents_from(16) == adults["age_broad"].total
        assert "disability" not in adults.dimensions
        assert adults["sexual_orientation"].counts == WALES_2021["sexual_orientation"].counts

    def test_sex_is_known_for_those_of_working_age(self):
        working = WALES_2021.restricted((16, 64))
        assert working["sex"].total == pytest.approx(1_897_359)


TABLE = {"group": ["gogledd", "de"], "nifer": [30, 70], "cyfran": [30.0, 70.0]}


class TestYourOwn:
    def test_counts_and_percentages_give_the_same_shares(self):
        made = [
            represent.reference_from_table(pa.table(TABLE), "ardal", **column)
            for column in ({"count": "nifer"}, {"share": "cyfran"})
        ]
        assert made[0]["ardal"].shares.tolist() == made[1]["ardal"].shares.tolist() == [0.3, 0.7]

    def test_any_table_will_do(self, tmp_path):
        frame = pd.DataFrame(TABLE)
        frame.to_csv(tmp_path / "ardal.csv", index=False)
        for data in (frame, tmp_path / "ardal.csv"):
            assert represent.reference_from_table(data, "ardal", count="nifer")["ardal"].total == 100

    def test_known_labels_keep_both_languages(self):
        table = pa.table({"group": ["Female", "Male"], "n": [6, 4]})
        made = represent.reference_from_table(table, "sex", count="n", population="pupils")
        assert [category.cy for category in made["sex"].categories] == ["Benyw", "Gwryw"]

    def test_a_joint_table_gives_its_margins(self):
        table = pa.table({"a": ["x", "x", "y", "y"], "b": ["p", "q", "p", "q"], "n": [1, 2, 3, 4]})
        made = represent.reference_from_table(table, ["first", "second"], group=["a", "b"], count="n")
        assert made["first"].counts == (3, 7)
        assert made.joint(("second", "first")).tolist() == [[1, 3], [2, 4]]

    @pytest.mark.parametrize(
        ("table", "settings", "message"),
        [
            ({"group": ["a", "b"], "s": [0.5, 0.4]}, {"share": "s"}, "add up to 0.9"),
            ({"group": ["a", "a"], "s": [1, 1]}, {"count": "s"}, "more than once: a"),
            ({"group": ["a", "b"], "s": [1, -1]}, {"count": "s"}, "negative one, for: b"),
            ({"group": ["a", "b"], "s": [1, None]}, {"count": "s"}, "no number"),
            ({"group": ["a", "b"], "s": [0, 0]}, {"count": "s"}, "up to zero"),
            ({"group": ["a", "b"], "s": [1, 1]}, {}, "count=… or share=…"),
        ],
    )
    def test_a_reference_that_cannot_be_one_says_why(self, table, settings, message):
        with pytest.raises(InputError, match=message):
            represent.reference_from_table(pa.table(table), "ardal", **settings)

    @pytest.mark.parametrize("make", [represent.reference_from_table, represent.reference_from_download])
    def test_a_misspelt_fact_is_answered_with_the_nearest(self, make):
        with pytest.raises(WrongTypeError, match=r"no option “licens”\. Nearest: licence"):
            make(pa.table(TABLE), "ardal", licens="OGL")

    def test_a_column_that_is_not_there(self):
        with pytest.raises(UnknownColumnError, match="“nifer”"):
            represent.reference_from_table(pa.table(TABLE), "ardal", count="number")


class TestDownloads:
    def test_a_bulk_table_of_nomis(self):
        table = pa.table(
            {
                "date": [2021, 2021],
                "geography": ["Wales", "England"],
                "geography code": [WALES, "E92000001"],
                "Welsh skills: Total; measures: Value": [10, 99],
                "Welsh skills: Can speak Welsh; measures: Value": [3, 0],
                "Welsh skills: Cannot speak Welsh; measures: Value": [7, 99],
            }
        )
        made = represent.reference_from_download(table, "welsh_speaking", ages=(3, None))
        assert dict(zip(made["welsh_speaking"].codes, made["welsh_speaking"].counts, strict=True)) == {
            "speaks": 3,
            "does_not_speak": 7,
        }

    def test_a_table_of_statswales(self):
        table = pa.table(
            {
                "Area code": [WALES] * 3,
                "Rhyw": ["Benyw", "Gwryw", "Cyfanswm"],
                "Data values": ["1,600", "1,500", "3,100"],
            }
        )
        assert represent.reference_from_download(table, "sex")["sex"].counts == (1600, 1500)

    def test_an_area_that_is_not_in_the_file(self):
        table = pa.table({"Area code": ["E92000001"], "Rhyw": ["Benyw"], "Data values": [1]})
        with pytest.raises(InputError, match="no groups for the area"):
            represent.reference_from_download(table, "sex")

    def test_a_file_of_another_shape(self):
        with pytest.raises(InputError, match=r"represent\.reference_from_table"):
            represent.reference_from_download(pa.table({"a": [1], "b": [2]}), "sex")

    def test_two_columns_that_could_hold_the_groups(self):
        table = pa.table({"Area code": [WALES], "Rhyw": ["Benyw"], "Oed": ["5"], "Data values": [1]})
        with pytest.raises(InputError, match="Rhyw, Oed"):
            represent.reference_from_download(table, "sex")
