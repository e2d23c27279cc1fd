"""The statistics under a comparison, against scipy, against simulation, and against their own laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cymraeg_data.represent import special_functions
from cymraeg_data.represent.distance import distance
from cymraeg_data.represent.intervals import from_rows, from_units, from_weights, interval, test, wilson
from cymraeg_data.represent.power import POWER, detectable_gap
from cymraeg_data.represent.settings import ComparisonSettings
from cymraeg_data.represent.verdict import holm, judge

COUNTS = st.lists(st.integers(0, 400), min_size=2, max_size=6).filter(any)
exact_test = test
del test


class TestSpecialFunctions:
    @pytest.fixture
    def scipy(self):
        return pytest.importorskip("scipy.stats", reason="scipy is the oracle and is not installed")

    def test_the_incomplete_beta_function(self, scipy):
        rng = np.random.default_rng(0)
        a, b = 10 ** rng.uniform(-0.5, 6, (2, 4000))
        mean = a / (a + b)
        x = np.clip(mean + np.sqrt(mean * (1 - mean) / (a + b)) * rng.uniform(-6, 6, 4000), 1e-9, 1 - 1e-9)
        assert np.abs(special_functions.beta_fraction(a, b, x) - scipy.beta.cdf(x, a, b)).max() < 2e-6

    def test_binomial_tails(self, scipy):
        x = np.arange(-1, 42)
        for p in (0.01, 0.3, 0.999):
            assert special_functions.at_least(x, 40, p) == pytest.approx(
                scipy.binom.sf(x - 1, 40, p), abs=1e-12
            )
            assert special_functions.at_most(x, 40, p) == pytest.approx(scipy.binom.cdf(x, 40, p), abs=1e-12)

    @pytest.mark.parametrize("degrees", [1, 2, 9, 500])
    def test_quantiles_and_tails(self, scipy, degrees):
        for p in (0.9, 0.975, 0.9999):
            assert special_functions.t_quantile(p, degrees) == pytest.approx(
                scipy.t.ppf(p, degrees), rel=1e-8
            )
        for x in (0.1, 1, 30, 600):
            assert special_functions.chi_square_tail(x, degrees) == pytest.approx(
                scipy.chi2.sf(x, degrees), rel=1e-9
            )

    def test_no_distance_leaves_everything_to_chance(self):
        assert special_functions.chi_square_tail(0, 3) == 1


class TestIntervals:
    @given(COUNTS)
    def test_an_interval_holds_its_share_and_stays_in_bounds(self, counts):
        sample = from_rows(np.array(counts))
        low, high = interval(sample)
        assert np.all((low >= 0) & (low <= sample.shares) & (sample.shares <= high) & (high <= 1))

    @given(COUNTS, st.integers(2, 50))
    def test_more_of_the_same_makes_it_narrower(self, counts, times):
        low, high = interval(from_rows(np.array(counts)))
        lower, higher = interval(from_rows(np.array(counts) * times))
        assert np.all(higher - lower <= high - low + 1e-12)

    def test_it_is_wilsons_where_cases_are_enough(self):
        low, high = interval(from_rows(np.array([178, 822])))
        z, n, p = 1.959963984540054, 1000, 0.178
        middle, half = (
            (p + z * z / (2 * n)) / (1 + z * z / n),
            z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n),
        )
        assert (low[0], high[0]) == pytest.approx((middle - half, middle + half))

    @pytest.mark.parametrize("p", [0.01, 0.05, 0.178, 0.5])
    @pytest.mark.parametrize("n", [30, 55, 102, 400, 5_000])
    def test_coverage_computed_over_every_outcome(self, p, n):
        x = np.arange(n + 1)
        low, high = wilson(x / n, np.full(n + 1, float(n)))
        inside = (low <= p) & (p <= high)
        chances = special_functions.at_least(x, n, p) - special_functions.at_least(x + 1, n, p)
        assert chances[inside].sum() >= 0.93

    @pytest.mark.parametrize("alike", [0.0, 0.2, 1.0])
    @pytest.mark.parametrize("p", [0.05, 0.178])
    def test_coverage_with_forty_speakers_of_very_different_size(self, p, alike):
        rng = np.random.default_rng(7)
        covered = 0
        for _time in range(300):
            sizes = np.maximum(1, rng.lognormal(np.log(10), 1, 40).astype(int))
            chance = np.full(40, p) if not alike else (rng.random(40) < p).astype(float)
            if 0 < alike < 1:
                chance = rng.beta(p * (1 - alike) / alike, (1 - p) * (1 - alike) / alike, 40)
            low, high = interval(clustered(rng.binomial(sizes, chance), sizes))
            covered += low[0] <= p <= high[0]
        assert covered / 300 >= 0.93

    @given(COUNTS)
    def test_units_of_one_row_are_rows(self, counts):
        rows = np.array(counts)
        groups = np.repeat(np.arange(len(rows)), rows)
        sample = from_units(rows, np.arange(len(groups)), groups, np.ones(len(groups)))
        assert sample.shares == pytest.approx(from_rows(rows).shares)
        assert np.all(sample.effective <= rows.sum() + 1e-9)

    def test_rows_of_one_speaker_count_once(self):
        people, rows_each = 100, 50
        groups = np.repeat([0] * 30 + [1] * 70, 1)
        sample = from_units(
            np.array([1500, 3500]), np.arange(people), groups, np.full(people, float(rows_each))
        )
        assert sample.effective[0] == pytest.approx(people, rel=0.05)
        assert sample.unit_shares.tolist() == [0.3, 0.7]

    def test_a_single_speaker_says_nothing_of_others(self):
        sample = from_units(np.array([5, 5]), np.array([0, 0]), np.array([0, 1]), np.array([5.0, 5.0]))
        low, high = interval(sample)
        assert (low.tolist(), high.tolist()) == ([0, 0], [1, 1])

    def test_equal_weights_change_nothing_and_unequal_ones_cost(self):
        rows = np.array([300, 700])
        equal = from_weights(rows, rows * 2.0, rows * 4.0)
        assert equal.effective[0] == pytest.approx(1000, rel=0.01)
        unequal = from_weights(rows, np.array([600.0, 700]), np.array([3000.0, 700]))
        assert unequal.effective[0] < 900


class TestVerdicts:
    @given(COUNTS, st.integers(1, 39))
    def test_few_rows_are_never_close(self, counts, n):
        rows = np.array(counts) * n // sum(counts)
        reference = (np.array(counts) + 0.5) / (np.array(counts) + 0.5).sum()
        for tolerance in (2.0, 100.0):
            found = judge(
                from_rows(rows), reference, ComparisonSettings(tolerance_pp=tolerance, tolerance_ratio=10.0)
            )
            assert "close" not in found.statuses

    @given(COUNTS, COUNTS)
    def test_close_means_the_whole_interval_is_within_the_tolerance(self, counts, others):
        size = min(len(counts), len(others))
        rows, reference = np.array(counts[:size]) * 40, np.array(others[:size], float) + 1
        reference /= reference.sum()
        if not rows.sum():
            return
        found = judge(from_rows(rows), reference, ComparisonSettings())
        tolerance = np.minimum(0.02, 0.2 * reference)
        for index, status in enumerate(found.statuses):
            if status == "close":
                assert reference[index] - tolerance[index] <= found.low[index]
                assert found.high[index] <= reference[index] + tolerance[index]

    @given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
    def test_holm_only_raises_and_keeps_the_order(self, chances):
        given_, corrected = np.array(chances), holm(np.array(chances))
        assert np.all(corrected >= given_ - 1e-12)
        assert np.all(np.diff(corrected[np.argsort(given_, kind="stable")]) >= -1e-12)

    @pytest.mark.parametrize(("p", "n"), [(0.5, 200), (0.05, 400)])
    def test_the_stated_gap_is_found_four_times_in_five(self, p, n):
        setting, rng = ComparisonSettings(), np.random.default_rng(5)
        gap = float(
            detectable_gap(np.array([p]), np.array([float(n)]), np.array([min(0.02, 0.2 * p)]), 0.05)[0]
        )
        for planted in (p - gap, p + gap):
            if 0 <= planted <= 1:
                seen, times = np.unique(rng.binomial(n, planted, 400), return_counts=True)
                verdicts = [
                    judge(from_rows(np.array([x, n - x])), np.array([p, 1 - p]), setting) for x in seen
                ]
                hits = [found.statuses[0] in {"under", "over", "absent"} for found in verdicts]
                assert times[hits].sum() / 400 >= POWER - 0.05  # three standard errors of 400 trials

    def test_no_sample_has_no_verdict(self):
        found = judge(from_rows(np.array([0, 0])), np.array([0.5, 0.5]), ComparisonSettings())
        assert set(found.statuses) == {"limited_data"}


class TestDistance:
    @given(COUNTS)
    def test_nothing_is_far_from_itself(self, counts):
        shares = np.array(counts) / sum(counts)
        found = distance(shares, shares, 100)
        assert (found.total_variation, found.jensen_shannon) == pytest.approx((0, 0), abs=1e-12)

    def test_opposites_are_as_far_apart_as_can_be(self):
        found = distance(np.array([1.0, 0.0]), np.array([0.0, 1.0]), 100)
        assert (found.total_variation, found.jensen_shannon, found.p_value) == (1, 1, None)

    @given(COUNTS, st.randoms())
    @settings(max_examples=30)
    def test_the_order_of_groups_changes_nothing(self, counts, random):
        shares, reference = (
            np.array(counts) / sum(counts),
            (np.array(counts) + 1.0) / (sum(counts) + len(counts)),
        )
        order = list(range(len(counts)))
        random.shuffle(order)
        one, other = distance(shares, reference, 50), distance(shares[order], reference[order], 50)
        assert (one.g, one.cohen_w, one.jensen_shannon) == pytest.approx(
            (other.g, other.cohen_w, other.jensen_shannon)
        )


def clustered(hits, sizes):
    units = np.concatenate([np.arange(len(sizes))] * 2)
    groups = np.repeat([0, 1], len(sizes))
    totals = np.concatenate([hits, sizes - hits]).astype(float)
    some = totals > 0
    return from_units(np.array([hits.sum(), (sizes - hits).sum()]), units[some], groups[some], totals[some])


def test_the_exact_test_is_that_of_scipy():
    scipy = pytest.importorskip("scipy.stats", reason="scipy is the oracle and is not installed")
    for x, n, p in ((3, 40, 0.2), (0, 30, 0.1), (25, 30, 0.5)):
        found = exact_test(from_rows(np.array([x, n - x])), np.array([p, 1 - p]), 0.05)[0]
        expected = min(1, 2 * min(scipy.binom.cdf(x, n, p), scipy.binom.sf(x - 1, n, p)))
        assert found == pytest.approx(expected)
