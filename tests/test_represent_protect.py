"""What is published tells nothing about a few people.

The protected table is attacked with linear programming.
"""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cymraeg_data import represent
from cymraeg_data.errors import InputError
from cymraeg_data.represent.mapping import ABSENT_KINDS
from cymraeg_data.represent.protection import suppressed_cells

AGES = ("Aged 15 years and under", "16 i 64 oed", "65 oed a throsodd", None, "Heb ateb")
SEXES = ("Benyw", "Gwryw", None, "dim syniad")
COUNTS = st.lists(st.integers(0, 60), min_size=2, max_size=12)


@st.composite
def small_surveys(draw):
    """A survey with a count for each combination of age and sex, most of them small."""
    cells = draw(
        st.lists(st.integers(0, 45), min_size=20, max_size=20).filter(lambda cells: sum(cells) >= 10)
    )
    pairs = [(age, sex) for age in AGES for sex in SEXES]
    rows = [pair for pair, n in zip(pairs, cells, strict=True) for _time in range(n)]
    return pa.table(
        {
            "oed": pa.array([row[0] for row in rows], pa.string()),
            "rhyw": pa.array([row[1] for row in rows], pa.string()),
        }
    )


def compared(table):
    columns = {"age_broad": "oed", "sex": "rhyw"}
    return represent.compare(table, columns, intersections=[("sex", "age_broad")])


class Attack:
    """Everything that is published, as bounds on the cells that it was made from."""

    def __init__(self, protected):
        self.base = protected.round_to
        self.names, self.low, self.high, self.equal, self.at_most = [], [], [], [], []
        whole = self.variable(("rows",), protected.n_rows)
        sides = {}
        for row in protected.groups.to_pylist():
            cell = self.variable((row["dimension"], row["group"]), row["n"])
            sides.setdefault(row["dimension"], []).append(cell)
        for row in protected.dimensions.to_pylist():
            kinds = [self.variable((row["dimension"], kind), row[kind]) for kind in ABSENT_KINDS]
            cells = sides[row["dimension"]] + kinds
            if all(self.high[cell] is None for cell in cells):  # then zeros are suppressed too
                for cell in cells:
                    self.low[cell] = 0
            self.equal.append((cells, whole))
        margins = {}
        for row in protected.intersections.to_pylist():
            cell = self.variable(tuple(row["groups"]), row["n"])
            for place in zip(row["dimensions"], row["groups"], strict=True):
                margins.setdefault(place, []).append(cell)
        for place, cells in margins.items():
            if place in self.names:
                self.at_most.append((cells, self.names.index(place)))

    def variable(self, name, published):
        self.names.append(name)
        half = (self.base - 1) / 2 if self.base % 2 else self.base / 2
        # A count that is published as zero is zero: any other small one would have been suppressed.
        self.low.append(1 if published is None else max(0, published - half) if published else 0)
        self.high.append(None if published is None else published + half if published else 0)
        return len(self.names) - 1

    def width(self, scipy, name):
        ends = [self.solve(scipy, name, sign) for sign in (1, -1)]
        return ends[1] - ends[0]

    def solve(self, scipy, name, sign):
        n = len(self.names)
        cost = np.zeros(n)
        cost[self.names.index(name)] = sign
        equal = np.zeros((len(self.equal), n))
        for row, (cells, whole) in zip(equal, self.equal, strict=True):
            row[cells], row[whole] = 1, -1
        upper = np.zeros((len(self.at_most), n))
        for row, (cells, whole) in zip(upper, self.at_most, strict=True):
            row[cells], row[whole] = 1, -1
        result = scipy.linprog(
            cost, A_eq=equal, b_eq=np.zeros(len(equal)), A_ub=upper if len(upper) else None,
            b_ub=np.zeros(len(upper)) if len(upper) else None, bounds=list(zip(self.low, self.high, strict=True)),
        )  # fmt: skip
        assert result.status in {0, 3}, result.message  # solved, or without bound
        return np.inf * -sign if result.status == 3 else sign * result.fun


@given(small_surveys())
@settings(max_examples=15)
def test_no_suppressed_cell_is_recovered_within_the_rounding_base(table):
    scipy = pytest.importorskip("scipy.optimize", reason="scipy is the attacker and is not installed")
    found = compared(table)
    protected = found.protect()
    attack = Attack(protected)
    true = {(row["dimension"], row["group"]): row["n"] for row in found.groups.to_pylist()}
    for row in protected.groups.to_pylist():
        if row["status"] == "suppressed" and true[row["dimension"], row["group"]]:
            assert attack.width(scipy, (row["dimension"], row["group"])) >= protected.round_to


def test_the_attack_succeeds_where_nothing_but_the_small_cell_is_hidden():
    scipy = pytest.importorskip("scipy.optimize", reason="scipy is the attacker and is not installed")
    table = pa.table(
        {"oed": ["16 i 64 oed"] * 45 + ["65 oed a throsodd"] * 55, "rhyw": ["Benyw"] * 98 + ["Gwryw"] * 2}
    )
    protected = compared(table).protect(threshold=1, round_to=1)
    attack = Attack(protected)
    place = attack.names.index(("sex", "M"))
    attack.low[place], attack.high[place] = 1, None
    assert attack.width(scipy, ("sex", "M")) == 0


class TestTheRule:
    @given(COUNTS)
    def test_every_small_count_is_suppressed(self, counts):
        hidden = suppressed_cells(counts, 10)
        assert all(hidden[index] for index, n in enumerate(counts) if 0 < n < 10)

    @given(COUNTS)
    def test_none_is_suppressed_alone(self, counts):
        hidden = suppressed_cells(counts, 10)
        held = sum(n for n, flag in zip(counts, hidden, strict=True) if flag)
        assert not hidden.any() or hidden.all() or (held >= 10 + hidden.sum() and hidden.sum() > 1)

    @given(COUNTS)
    def test_without_small_counts_nothing_is(self, counts):
        assert not suppressed_cells([n + 10 for n in counts], 10).any()

    def test_zeros_are_hidden_only_when_asked(self):
        assert suppressed_cells([0, 50, 60], 10).tolist() == [False, False, False]
        assert suppressed_cells([0, 50, 60], 10, hide_zeros=True).tolist() == [True, False, False]


SURVEY = pa.table(
    {
        "oed": ["16 i 64 oed"] * 233 + ["65 oed a throsodd"] * 96 + ["dan 16"] * 4,
        "rhyw": ["Benyw", "Gwryw", "Gwryw"] * 111,
    }
)


class TestWhatIsPublished:
    def test_counts_are_rounded_and_small_ones_are_not_there(self):
        protected = compared(SURVEY).protect()
        rows = {row["group"]: row for row in protected.groups.to_pylist()}
        assert rows["A00_15"]["n"] is None
        assert rows["A00_15"]["share"] is rows["A00_15"]["low"] is rows["A00_15"]["ratio"] is None
        assert {rows[name]["n"] for name in ("A16_64", "F", "M")} == {235, 110, 220}
        assert protected.n_rows == 335

    def test_every_figure_follows_from_what_is_published(self):
        protected = compared(SURVEY).protect()
        for row in protected.groups.to_pylist():
            if row["n"] is not None:
                total = next(
                    each["n"]
                    for each in protected.dimensions.to_pylist()
                    if each["dimension"] == row["dimension"]
                )
                assert row["share"] == row["n"] / total

    def test_a_priority_group_made_of_a_suppressed_one_is_suppressed(self):
        older = compared(SURVEY).protect().priority.to_pylist()[0]
        assert (older["group"], older["status"], older["n"]) == ("older_people", "suppressed", None)

    def test_an_intersection_with_a_small_cell_is_withheld_and_said_to_be(self):
        protected = compared(SURVEY).protect()
        assert protected.intersections.num_rows == 0
        assert protected.withheld == (("sex", "age_broad"),)
        assert any("withheld" in str(each) for each in protected.limitations)

    def test_an_intersection_of_large_cells_is_there(self):
        table = pa.table(
            {
                "oed": ["16 i 64 oed", "65 oed a throsodd", "dan 16"] * 100,
                "rhyw": ["Benyw"] * 150 + ["Gwryw"] * 150,
            }
        )
        assert set(compared(table).protect().intersections["n"].to_pylist()) == {50}

    @pytest.mark.parametrize(("threshold", "base"), [(4, 5), (0, 0), (10, 0)])
    def test_a_threshold_below_the_base_is_refused(self, threshold, base):
        with pytest.raises(InputError, match="rounding base"):
            compared(SURVEY).protect(threshold=threshold, round_to=base)

    def test_a_handful_of_rows_is_not_published_at_all(self):
        with pytest.raises(InputError, match="fewer than the threshold"):
            compared(SURVEY.slice(0, 9)).protect()

    def test_a_card_says_what_was_done(self):
        card = compared(SURVEY).protect().to_card()
        assert "[c]" in card
        assert "rounded to 5" in card
