"""Corpora described, and a model's errors by group."""

import numpy as np
import pyarrow as pa
import pytest

from cymraeg_data import represent
from cymraeg_data.errors import InputError, UnknownColumnError, WrongTypeError

TEXTS = pa.table(
    {
        "text": ["Dwi isio panad rŵan.", "Fi moyn mynd mas.", "Mae'r cyfarfod ar ben. Diolch.", None],
        "awdur": ["Nia", "Nia", "Siân", None],
        "blwyddyn": [1998, 2004, 2021, None],
        "lle": ["Aberystwyth", "Caerdydd", "Caerdydd", "Llanrhywle"],
        "cywair": ["llafar", "llafar", "ffurfiol", "ffurfiol"],
    }
)


def rows(table, axis):
    return {row["group"]: row for row in table.to_pylist() if row["axis"] == axis}


class TestCorpora:
    @pytest.fixture
    def found(self):
        return represent.corpus(
            TEXTS, author="awdur", year="blwyddyn", place="lle", register="cywair",
            places={"Aberystwyth": "Ceredigion"}, target={"register": {"llafar": 0.75, "ffurfiol": 0.25}},
        )  # fmt: skip

    def test_composition_by_document_and_by_word(self, found):
        register = rows(found.composition, "register")
        assert register["llafar"]["share"] == 0.5
        assert register["llafar"]["difference_pp"] == pytest.approx(-25)
        assert register["llafar"]["n_words"] == 8
        assert set(rows(found.composition, "year")) == {"1990s", "2000s", "2020s", "–"}

    def test_places_are_authorities_per_head(self, found):
        places = rows(found.composition, "local_authority")
        residents = represent.reference("census2021-wales")["local_authority"]
        cardiff = residents.counts[residents.codes.index("W06000015")]
        assert places["W06000015"]["per_100_000_residents"] == pytest.approx(2 / cardiff * 100_000)
        assert places["W06000008"]["n_documents"] == 1
        assert found.unresolved_places == {"Llanrhywle": 1}

    def test_concentration_leaves_out_those_without_a_name(self, found):
        (author,) = found.concentration.to_pylist()
        assert (author["n_contributors"], author["top_share"]) == (2, pytest.approx(2 / 3))
        assert author["effective_contributors"] == pytest.approx(1 / (4 / 9 + 1 / 9))

    def test_markers_are_counted_by_document(self, found):
        assert (found.dialect["n_north"], found.dialect["n_south"], found.dialect["n_neither"]) == (1, 1, 2)
        assert found.dialect["low"] < 0.5 < found.dialect["high"]

    def test_no_markers_is_no_evidence(self):
        found = represent.corpus(pa.table({"text": ["Diolch yn fawr."]}))
        assert found.dialect["north_share"] is None

    def test_digraphs_are_one_letter_and_sentences_are_counted(self):
        found = represent.corpus(pa.table({"text": ["Mae hi yma. Llan."]}))
        assert found.reading == {"words_per_sentence": 2.0, "letters_per_word": 2.75, "long_word_share": 0.0}
        assert (
            represent.corpus(pa.table({"text": pa.array([None], pa.string())})).reading["letters_per_word"]
            is None
        )

    def test_a_corpus_against_itself_and_another(self, found):
        assert set(found.against(found).values()) == {0.0}
        other = represent.corpus(TEXTS.slice(0, 2), register="cywair")
        assert found.against(other) == {"register": 0.5}

    def test_what_is_not_known_is_refused(self):
        with pytest.raises(WrongTypeError, match=r"no option “autor”\. Nearest: author"):
            represent.corpus(TEXTS, autor="awdur")
        with pytest.raises(InputError, match=r"add up to 0\.5"):
            represent.corpus(TEXTS, register="cywair", target={"register": {"llafar": 0.5}})
        with pytest.raises(UnknownColumnError):
            represent.corpus(TEXTS, text="testun")


class TestEvaluation:
    def cases(self, n=400, rates=(0.3, 0.1)):
        rng = np.random.default_rng(4)
        sex = np.repeat(["Benyw", "Gwryw"], n)
        return pa.table(
            {
                "rhyw": sex,
                "gwall": rng.random(2 * n) < np.where(sex == "Benyw", *rates),
                "siaradwr": np.arange(2 * n) // 100,
            }
        )

    def test_a_group_with_more_errors_is_a_finding(self):
        found = represent.evaluate(self.cases(), {"sex": "rhyw"}, error="gwall")
        assert [row["status"] for row in found.groups.to_pylist()] == ["more_errors", "fewer_errors"]
        (finding,) = found.findings
        assert (finding.code, finding.evidence["group"]) == ("R413", "F")
        for row in found.groups.to_pylist():
            assert row["low"] < row["error_rate"] < row["high"]

    def test_a_right_answer_is_one_that_is_the_same(self):
        table = pa.table(
            {"a": ["x"] * 50 + ["y"] * 50, "gwir": ["ci"] * 100, "ateb": ["ci"] * 75 + ["cath"] * 24 + [None]}
        )
        found = represent.evaluate(table, {"acen": "a"}, truth="gwir", prediction="ateb")
        assert [row["error_rate"] for row in found.groups.to_pylist()] == [0.0, 0.5]

    def test_few_cases_or_few_speakers_say_nothing(self):
        few = represent.evaluate(self.cases(20, (1.0, 0.0)), {"sex": "rhyw"}, error="gwall")
        assert {row["status"] for row in few.groups.to_pylist()} == {"limited_data"}
        speakers = represent.evaluate(self.cases(), {"sex": "rhyw"}, error="gwall", unit="siaradwr")
        assert {row["status"] for row in speakers.groups.to_pylist()} == {"limited_data"}
        assert {row["quality"] for row in speakers.groups.to_pylist()} == {"suppressed"}

    def test_equal_groups_are_rarely_called_unequal(self):
        rng = np.random.default_rng(9)
        alarms = 0
        for _time in range(60):
            table = pa.table({"g": np.repeat(list("abcd"), 200), "e": rng.random(800) < 0.2})
            found = represent.evaluate(table, {"grŵp": "g"}, error="e").groups
            alarms += any(status.endswith("errors") for status in found["status"].to_pylist())
        assert alarms <= 9  # five in a hundred are three; nine or more have a chance below one in a hundred

    @pytest.mark.parametrize(
        "settings",
        [{}, {"truth": "a"}, {"error": "rhyw"}, {"error": "gwall", "truth": "rhyw", "prediction": "rhyw"}],
    )
    def test_bad_input(self, settings):
        with pytest.raises((InputError, UnknownColumnError)):
            represent.evaluate(self.cases(), {"sex": "rhyw"}, **settings)
