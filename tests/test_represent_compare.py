"""A dataset against a population: what is found, what is never claimed, and what is refused with a reason."""

import json

import jsonschema
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cymraeg_data import locale, represent
from cymraeg_data.errors import InputError, NoDataError, UnknownColumnError, WrongTypeError
from cymraeg_data.findings.codes import CODES
from cymraeg_data.represent.mapping import map_categories
from cymraeg_data.represent.render.json_form import schema

WALES = represent.reference("census2021-wales")
SEX = (
    "Benyw",
    "Gwryw",
    "female",
    "MALE",
    "Menyw",
    "dyn",
    None,
    "Gwell gen i beidio â dweud",
    "rhywbeth arall",
)
ROWS = st.lists(st.tuples(st.sampled_from(SEX), st.integers(0, 99)), min_size=1, max_size=60)


def survey(n=4_000, seed=3):
    rng = np.random.default_rng(seed)
    years = WALES["age_single_year"].shares
    return pa.table(
        {
            "oed": rng.choice(101, n, p=years),
            "rhyw": rng.choice(["Benyw", "Gwryw"], n, p=WALES["sex"].shares),
            "anabl": rng.choice(["Yn anabl", "Ddim yn anabl"], n, p=[0.1, 0.9]),
            "sir": rng.choice(
                [each.cy for each in WALES["local_authority"].categories],
                n,
                p=WALES["local_authority"].shares,
            ),
            "siaradwr": rng.integers(0, 500, n),
        }
    )


def status(found, dimension, group):
    rows = found.groups.filter(
        (pc.field("dimension") == dimension) & (pc.field("group") == group)
    ).to_pylist()
    return rows[0]["status"]


class TestWhatIsFound:
    def test_a_planted_gap_and_a_fair_share(self):
        found = represent.compare(survey(40_000), {"disability": "anabl", "sex": "rhyw"})
        assert status(found, "disability", "disabled_under_the_equality_act") == "under"
        assert status(found, "sex", "F") == "close"
        assert "R401" in {finding.code for finding in found.findings}

    def test_an_absent_group(self):
        found = represent.compare(survey().filter(pc.field("oed") < 85), {"age_five_year": "oed"})
        assert status(found, "age_five_year", "A85_PLUS") == "absent"
        (finding,) = [each for each in found.findings if each.code == "R403"]
        message = finding.to_dict()["message"]
        assert "“85 oed a throsodd”" in message["cy"]
        assert "“Aged 85 years and over”" in message["en"]

    def test_the_contract_of_the_table(self):
        groups = represent.compare(survey(), {"sex": "rhyw"}).groups
        wanted = (
            "dimension group n share reference_share difference_pp ratio low high detectable_gap_pp status"
        )
        assert set(wanted.split()) <= set(groups.column_names)
        for row in groups.to_pylist():
            assert row["difference_pp"] == pytest.approx(100 * (row["share"] - row["reference_share"]))
            assert row["ratio"] == pytest.approx(row["share"] / row["reference_share"])
            assert row["low"] <= row["share"] <= row["high"]

    def test_speakers_instead_of_rows_make_the_intervals_honest(self):
        by_row = represent.compare(survey(), {"sex": "rhyw"}).groups
        one_each = pa.table(
            {
                "rhyw": ["Benyw"] * 3_000 + ["Gwryw"] * 3_000,
                "siaradwr": [index // 100 for index in range(6_000)],
            }
        )
        rows, units = (
            represent.compare(one_each, {"sex": "rhyw"}, unit=unit).groups.to_pylist()
            for unit in (None, "siaradwr")
        )
        assert units[0]["high"] - units[0]["low"] > 5 * (rows[0]["high"] - rows[0]["low"])
        assert by_row.column("unit_share").null_count == 2
        assert units[0]["unit_share"] == 0.5

    def test_a_dominant_contributor_is_named(self):
        table = pa.table(
            {"rhyw": ["Benyw", "Gwryw"] * 100, "awdur": ["A"] * 90 + [f"{n}" for n in range(110)]}
        )
        assert "R408" in {
            each.code for each in represent.compare(table, {"sex": "rhyw"}, unit="awdur").findings
        }

    def test_weights_move_the_shares(self):
        table = pa.table({"rhyw": ["Benyw"] * 100 + ["Gwryw"] * 300, "pwysau": [3.0] * 100 + [1.0] * 300})
        assert represent.compare(table, {"sex": "rhyw"}, weights="pwysau").groups["share"].to_pylist() == [
            0.5,
            0.5,
        ]

    def test_the_best_and_the_worst_case_for_those_who_did_not_answer(self):
        table = pa.table({"rhyw": ["Benyw"] * 30 + ["Gwryw"] * 30 + [None] * 40})
        row = represent.compare(table, {"sex": "rhyw"}).groups.to_pylist()[0]
        assert (row["share_if_missing_out"], row["share_if_missing_in"]) == (0.3, 0.7)

    def test_intersections_against_a_true_joint_and_an_assumed_one(self):
        found = represent.compare(
            survey(),
            {"sex": "rhyw", "working_age": "oed", "disability": "anabl", "local_authority": "sir"},
            intersections=[
                ("sex", "working_age"),
                ("sex", "disability"),
                ("local_authority", "sex", "working_age"),
            ],
        )
        cells = found.intersections
        assert cells.num_rows == 4 + 4 + 88
        bases = {tuple(row["dimensions"]): row["basis"] for row in cells.to_pylist()}
        assert bases["sex", "working_age"] == bases["local_authority", "sex", "working_age"] == "joint"
        assert bases["sex", "disability"] == "assumed"
        assumed = cells.filter(pc.field("basis") == "assumed")
        assert set(assumed["status"].to_pylist()) == {"not_assessed"}
        assert any("assumed" in str(each) for each in found.limitations)

    @pytest.mark.parametrize("convert", [lambda t: t, lambda t: t.to_pandas(), pl.from_arrow])
    def test_any_table_gives_the_same(self, convert):
        expected = represent.compare(survey(), {"sex": "rhyw", "age_broad": "oed"}).groups
        assert represent.compare(convert(survey()), {"sex": "rhyw", "age_broad": "oed"}).groups == expected

    def test_a_file_and_a_dataset_give_the_same(self, tmp_path):
        import datasets

        survey().to_pandas().to_csv(tmp_path / "arolwg.csv", index=False)
        expected = represent.compare(survey(), {"sex": "rhyw", "age_broad": "oed"}).groups
        for data in (tmp_path / "arolwg.csv", datasets.Dataset(survey())):
            assert represent.compare(data, {"sex": "rhyw", "age_broad": "oed"}).groups == expected


class TestWhatChangesNothing:
    @given(ROWS, st.randoms())
    @settings(max_examples=20)
    def test_the_order_of_the_rows(self, rows, random):
        def found(order):
            table = pa.table({"rhyw": [row[0] for row in order], "oed": [row[1] for row in order]})
            return represent.compare(table, {"sex": "rhyw", "age_broad": "oed"}).groups

        shuffled = list(rows)
        random.shuffle(shuffled)
        assert found(shuffled) == found(rows)

    @given(ROWS)
    @settings(max_examples=20)
    def test_the_language_of_the_labels(self, rows):
        english = {
            "Benyw": "Female",
            "Menyw": "woman",
            "Gwryw": "Male",
            "dyn": "man",
            "Gwell gen i beidio â dweud": "Prefer not to say",
        }
        tables = [[row[0] for row in rows], [english.get(row[0], row[0]) for row in rows]]
        one, other = (
            represent.compare(pa.table({"s": pa.array(each, pa.string())}), {"sex": "s"}) for each in tables
        )
        assert one.groups == other.groups
        assert one.dimensions == other.dimensions

    def test_the_order_of_the_categories(self):
        table = pa.table({"group": ["b", "c", "a"], "n": [20, 30, 50]})
        data = pa.table({"x": ["a"] * 300 + ["b"] * 100 + ["c"] * 100})
        made = [
            represent.reference_from_table(each, "x", count="n") for each in (table, table.take([2, 0, 1]))
        ]
        one, other = (
            {
                row["group"]: row
                for row in represent.compare(data, {"x": "x"}, reference=each).groups.to_pylist()
            }
            for each in made
        )
        for group, row in one.items():
            numbers = {name: value for name, value in row.items() if isinstance(value, float)}
            assert numbers == pytest.approx({name: other[group][name] for name in numbers}, rel=1e-9)
            assert (row["n"], row["status"]) == (other[group]["n"], other[group]["status"])

    @given(ROWS)
    @settings(max_examples=20)
    def test_few_rows_are_never_close(self, rows):
        table = pa.table(
            {
                "rhyw": pa.array([row[0] for row in rows[:39]], pa.string()),
                "oed": [row[1] for row in rows[:39]],
            }
        )
        found = represent.compare(
            table, {"sex": "rhyw", "age_broad": "oed"}, tolerance_pp=50, tolerance_ratio=5
        )
        assert "close" not in found.groups["status"].to_pylist()
        assert "close" not in found.priority["status"].to_pylist()


class TestLabels:
    def test_kinds_of_no_answer_are_kept_apart(self):
        values = ["Benyw", None, "", "Heb ateb", "Prefer not to say", "Ddim yn berthnasol", "???"]
        mapped = map_categories(pa.array(values), WALES["sex"])
        assert mapped.counts() == {
            "missing": 2, "not_answered": 1, "prefer_not_to_say": 1, "not_applicable": 1, "unmapped": 1,
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("dimension", "label", "code"),
        [
            ("local_authority", "SIR Y FFLINT", "W06000005"),
            ("local_authority", "W06000015", "W06000015"),
            ("local_authority", "Ynys Mo\u0302n", "W06000001"),
            ("religion", "Dim crefydd", "no_religion"),
            ("religion", "MSL", "muslim"),
            ("ethnic_group", "Gwyn: Gwyddelig", "white_irish"),
            ("age_five_year", "85+", "A85_PLUS"),
            ("age_five_year", "20-24", "A20_24"),
            ("age_five_year", "34 oed", "A30_34"),
            ("age_five_year", "1950-03-22", "A70_74"),
            ("age_five_year", "5R", "A85_PLUS"),
            ("wimd_decile", "W01000002", "D07"),
            ("welsh_speaking", "Ydw", "speaks"),
        ],
    )
    def test_a_label_in_any_of_its_forms(self, dimension, label, code):
        mapped = map_categories(pa.array([label]), WALES[dimension])
        assert mapped.labels[label] == code

    def test_every_official_and_other_label_stands_for_its_group(self):
        for dimension in WALES:
            labels = [label for each in dimension.categories for label in (each.code, each.en, each.cy)]
            codes = map_categories(pa.array(labels), dimension).codes
            assert codes.tolist() == [
                index for index in range(len(dimension.codes)) for _label in range(3)
            ], dimension.name

    def test_plain_numbers_are_codes_only_where_it_is_said_whose(self):
        column = pa.table({"eth": ["13", "13", "5"]})
        with_codes = represent.compare(column, {"ethnic_group": "eth"}, codes={"ethnic_group": "statswales"})
        assert with_codes.dimensions["n"].to_pylist() == [3]
        assert represent.compare(column, {"ethnic_group": "eth"}).dimensions["unmapped"].to_pylist() == [3]

    def test_a_mutated_label_is_not_taken_but_the_right_one_is_shown(self):
        found = represent.compare(pa.table({"sir": ["Gaerdydd"] * 3}), {"local_authority": "sir"})
        (finding,) = [each for each in found.findings if each.code == "R406"]
        assert finding.evidence["nearest"].startswith("Caerdydd")
        assert found.dimensions["n"].to_pylist() == [0]

    def test_a_guess_is_made_only_when_asked_and_then_shown(self):
        found = represent.compare(pa.table({"sir": ["Caerdyd"] * 3}), {"local_authority": "sir"}, fuzzy=True)
        assert found.guessed == {"local_authority": {"Caerdyd": "W06000015"}}
        assert "R409" in {each.code for each in found.findings}

    def test_labels_of_your_own(self):
        found = represent.compare(
            pa.table({"s": ["1", "2", "9"]}),
            {"sex": "s"},
            labels={"sex": {"1": "Female", "2": "M", "9": "not_answered"}},
        )
        assert found.groups["n"].to_pylist() == [1, 1]
        with pytest.raises(InputError, match="not a group of sex"):
            represent.compare(pa.table({"s": ["1"]}), {"sex": "s"}, labels={"sex": {"1": "Ffemale?"}})

    def test_true_and_false(self):
        found = represent.compare(pa.table({"c": [True, False, None]}), {"disability": "c"})
        assert found.groups["n"].to_pylist() == [1, 1]

    def test_ten_thousand_labels_are_counted_and_five_explained(self):
        found = represent.compare(
            pa.table({"sir": [f"pentref {n}" for n in range(10_000)]}), {"local_authority": "sir"}
        )
        (finding,) = [each for each in found.findings if each.code == "R406"]
        assert finding.evidence["labels"] == 10_000
        assert len(finding.evidence["examples"]) == 5


class TestPriorityGroups:
    def test_each_has_an_answer_if_only_that_there_is_none(self):
        found = represent.compare(survey(), {"sex": "rhyw"})
        assert found.priority.num_rows == 10
        assert set(found.priority["status"].to_pylist()) == {"not_assessed"}
        assert {each.name for each in found.not_assessed} >= set(found.priority["group"].to_pylist())

    def test_those_that_a_column_tells(self):
        found = represent.compare(survey(), {"age_single_year": "oed", "disability": "anabl"})
        answers = {row["group"]: row["status"] for row in found.priority.to_pylist()}
        assert answers["disabled_people"] == "under"
        assert answers["older_people"] in {"close", "limited_data"}
        assert answers["young_people"] in {"close", "limited_data"}
        assert answers["people_offline"] == "not_assessed"

    def test_an_online_source_has_ceilings_with_their_dates(self):
        found = represent.compare(survey(), {"age_broad": "oed"}, collection_mode="online")
        older = found.priority.to_pylist()[0]
        assert (older["ceiling"], older["ceiling_period"]) == (0.49, "2018-04/2019-03")
        assert sum(str(each).startswith("Assumption") for each in found.limitations) == 6
        assert represent.compare(survey(), {"age_broad": "oed"}).priority["ceiling"].null_count == 10


BY_AGE = {"age_single_year": "oed", "sexual_orientation": "c"}


class TestBases:
    @pytest.fixture
    def adults_and_children(self):
        table = survey()
        return table.append_column("c", pa.array(["Strêt neu heterorywiol"] * table.num_rows))

    def test_another_base_is_refused_with_the_way_out(self, adults_and_children):
        with pytest.raises(InputError, match=r'restrict=\{"age": \(16, None\)\}'):
            represent.compare(adults_and_children, BY_AGE)

    def test_the_way_out_works(self, adults_and_children):
        restricted = represent.compare(adults_and_children, BY_AGE, restrict={"age": (16, None)})
        adults = pc.sum(pc.greater_equal(adults_and_children["oed"], 16)).as_py()
        assert set(restricted.dimensions["n"].to_pylist()) == {adults}
        assert "under" not in set(
            restricted.groups.filter(pc.field("dimension") == "age_single_year")["status"].to_pylist()
        )

    def test_each_dimension_on_its_own_base(self, adults_and_children):
        found = represent.compare(adults_and_children, BY_AGE, restrict="base")
        assert (
            found.dimensions["n"].to_pylist()[0]
            == adults_and_children.num_rows
            > found.dimensions["n"].to_pylist()[1]
        )

    def test_households_are_not_people(self):
        table = pa.table({"d": ["Rhentu cymdeithasol"] * 50})
        with pytest.raises(InputError, match='rows="households"'):
            represent.compare(table, {"tenure_broad": "d"})
        found = represent.compare(table, {"tenure_broad": "d"}, rows="households")
        assert status(found, "tenure_broad", "social") == "over"

    def test_an_accepted_base_has_no_verdict(self):
        found = represent.compare(
            pa.table({"d": ["Rhentu cymdeithasol"] * 50}), {"tenure_broad": "d"}, accept=("tenure_broad",)
        )
        assert set(found.groups["status"].to_pylist()) == {"not_assessed"}
        assert "R412" in {each.code for each in found.findings}

    def test_a_corpus_of_welsh_is_compared_with_its_speakers(self):
        speakers = represent.reference("census2021-wales", population="welsh_speakers")
        found = represent.compare(survey(), {"speaker_age": "oed"}, reference=speakers, restrict="base")
        assert status(found, "speaker_age", "S05_15") == "under"


class TestBadInput:
    @pytest.mark.parametrize(
        ("table", "settings", "error", "message"),
        [
            ({"a": ["Benyw"]}, {}, UnknownColumnError, "no column “s”"),
            ({"s": []}, {}, NoDataError, "no data|no rows"),
            ({"s": ["F"], "w": [-1.0]}, {"weights": "w"}, InputError, "negative"),
            ({"s": ["F"], "w": ["trwm"]}, {"weights": "w"}, InputError, "not numbers"),
            ({"s": ["F"], "w": [0.0]}, {"weights": "w"}, InputError, "add up to zero"),
            ({"s": ["F"], "u": [None]}, {"unit": "u"}, InputError, "no value in the column “u”"),
            ({"s": ["F"]}, {"reference": "census"}, InputError, "census2021-wales"),
            ({"s": ["F"]}, {"toleranse": 1}, WrongTypeError, "no option “toleranse”. Nearest: tolerance"),
            ({"s": ["F"]}, {"tolerance_pp": 0}, InputError, "above zero"),
            ({"s": ["F"]}, {"collection_mode": "pigeon"}, InputError, "administrative"),
            ({"s": ["F"]}, {"rows": "sheep"}, InputError, "households"),
            ({"s": ["F"]}, {"intersections": [("sex", "disability")]}, InputError, "needs a column"),
            ({"s": ["F"]}, {"intersections": [("sex", "sex")]}, InputError, "different"),
            ({"s": ["F"]}, {"restrict": {"colour": (0, 1)}}, InputError, "“age” only"),
            ({"s": ["F"]}, {"restrict": {"age": (16, None)}}, InputError, "needs a column of ages"),
        ],
    )
    def test_a_clear_message(self, table, settings, error, message):
        with pytest.raises(error, match=message):
            represent.compare(pa.table(table), {"sex": "s"}, **settings)

    def test_no_columns_and_no_table(self):
        with pytest.raises(InputError, match="at least one dimension"):
            represent.compare(survey(), {})
        with pytest.raises(WrongTypeError):
            represent.compare([1, 2], {"sex": "s"})

    def test_nothing_but_missing_values(self):
        found = represent.compare(pa.table({"s": pa.nulls(50, pa.string())}), {"sex": "s"})
        assert set(found.groups["status"].to_pylist()) <= {"absent", "limited_data"}
        assert "R407" in {each.code for each in found.findings}

    def test_a_constant_column(self):
        found = represent.compare(pa.table({"s": ["Benyw"] * 99}), {"sex": "s"})
        assert "R411" in {each.code for each in found.findings}


class TestWhatComesOut:
    @pytest.mark.parametrize("lang", ["cy", "en"])
    @pytest.mark.parametrize("protected", [False, True])
    def test_json_markdown_and_charts(self, lang, protected):
        columns = {"sex": "rhyw", "age_five_year": "oed", "working_age": "oed"}
        found = represent.compare(
            survey(), columns, intersections=[("sex", "working_age")], collection_mode="online"
        )
        result = found.protect() if protected else found
        with locale.use(lang):
            jsonschema.validate(json.loads(result.to_json()), schema())
            text = result.to_markdown()
            assert ("Benyw" if lang == "cy" else "Female") in text
            svg = result.chart("sex")
            assert svg.startswith("<svg")
            assert result._repr_html_().count("<svg") == 3

    def test_every_finding_has_a_page_and_a_message(self):
        table = survey().append_column("c", pa.array(["Cymraeg?"] * 4_000))
        found = represent.compare(
            table,
            {"sex": "rhyw", "disability": "anabl", "religion": "c"},
            unit="siaradwr",
            collection_mode="online",
        )
        for lang in ("cy", "en"):
            with locale.use(lang):
                for finding in found.findings:
                    assert finding.code in CODES
                    assert finding.message

    @pytest.mark.parametrize("protected", [False, True])
    def test_json_is_the_same_in_every_language(self, protected):
        columns = {"sex": "rhyw", "age_five_year": "oed", "disability": "anabl"}
        found = represent.compare(survey(), columns, collection_mode="online")
        result = found.protect() if protected else found
        written = []
        for lang in ("cy", "en"):
            with locale.use(lang):
                written.append(result.to_json())
        assert written[0] == written[1]
        data = json.loads(written[0])
        assert data["groups"][0]["label"] == {"cy": "Benyw", "en": "Female"}
        assert data["priority"][0]["title"]["en"] == "Older people (65 and over)"
        assert data["priority"][0]["title"]["cy"] != data["priority"][0]["title"]["en"]
        assert all(each["cy"] != each["en"] for each in data["limitations"])
        assert data["findings"] == ([] if protected else [finding.to_dict() for finding in found.findings])

    def test_only_a_protected_comparison_has_a_card(self):
        found = represent.compare(survey(), {"sex": "rhyw"})
        assert not hasattr(found, "to_card")
        assert found.protect().to_card() == found.protect().to_markdown()

    def test_pandas_is_not_needed(self):
        assert isinstance(represent.compare(survey(), {"sex": "rhyw"}).groups.to_pandas(), pd.DataFrame)
