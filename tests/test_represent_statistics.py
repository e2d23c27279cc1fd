"""The statistics under a comparison, against scipy, against simulation, and against their own laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cymraeg_data.represent import special_functions
from cymraeg_data.represent.distance import distance
from cymraeg_data.represent.group_verdicts import holm, judge
from cymraeg_data.represent.intervals import (
    adjusted,
    from_rows,
    from_units,
    from_weights,
    interval,
    test,
    wilson,
)
from cymraeg_data.represent.power import POWER, detectable_gap
from cymraeg_data.represent.settings import ComparisonSettings

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
        assert 0.93 <= chances[inside].sum() <= 0.99

    @pytest.mark.parametrize("alike", [0.0, 0.2, 1.0])
    @pytest.mark.parametrize("p", [0.05, 0.178])
    def test_coverage_with_forty_speakers_of_very_different_size(self, p, alike):
        rng = np.random.default_rng(7)
        covered = 0
        for _time in range(300):
            sizes = np.maximum(1, rng.lognormal(np.log(10), 1, 40).astype(int))
            covered += covers(p, sizes, chances_of(rng, p, alike, 40), rng)
        assert covered / 300 >= 0.93

    @pytest.mark.parametrize("alike", [0.0, 0.2, 1.0])
    @pytest.mark.parametrize("p", [0.178, 0.5])
    def test_coverage_with_many_speakers_is_neither_too_small_nor_too_large(self, p, alike):
        rng = np.random.default_rng(7)
        covered = 0
        for _time in range(400):
            sizes = rng.integers(5, 16, 200)
            covered += covers(p, sizes, chances_of(rng, p, alike, 200), rng)
        assert 0.93 <= covered / 400 <= 0.98

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


Z_95, Z_99 = 1.959963984540054, 2.5758293035489004
T_95_19, T_99_19 = (
    2.093024054408263,
    2.860934606464980,
)  # Student's t with 19 degrees of freedom, from a table
TWENTY = (np.array([8] * 10 + [2] * 10), np.full(20, 10))  # hits and rows of twenty speakers


def plain_wilson(p, n):
    middle = p + Z_95**2 / (2 * n)
    half = Z_95 * np.sqrt(p * (1 - p) / n + Z_95**2 / (4 * n * n))
    return (middle - half) / (1 + Z_95**2 / n), (middle + half) / (1 + Z_95**2 / n)


class TestByHand:
    """The figures of small samples, computed from the formulas of their sources."""

    @pytest.mark.parametrize(
        ("x", "n", "low", "high"),
        [  # Newcombe (1998), table I: method 3 where ten cases are on each side, method 4 where not
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.2005),
            (1, 29, 0.0018, 0.1963),
        ],
    )
    def test_the_intervals_that_newcombe_printed(self, x, n, low, high):
        for share, bounds in ((x / n, (low, high)), (1 - x / n, (1 - high, 1 - low))):
            found = wilson(np.array([share]), np.array([float(n)]))
            assert (found[0][0], found[1][0]) == pytest.approx(bounds, abs=6e-5)

    def test_ten_cases_are_enough_and_nine_are_few(self):
        ten, nine = (wilson(np.array([x / 400]), np.array([400.0])) for x in (10.0, 9.0))
        assert (ten[0][0], ten[1][0]) == pytest.approx(plain_wilson(10 / 400, 400))
        assert nine[0][0] < plain_wilson(9 / 400, 400)[0] - 1e-4
        assert nine[1][0] > plain_wilson(9 / 400, 400)[1] + 1e-4

    def test_less_than_one_case_may_be_none(self):
        low, high = wilson(np.array([0.99 / 50, 1.0 / 50, 49.01 / 50, 49.0 / 50]), np.full(4, 50.0))
        assert (low[0], high[2]) == (0, 1)
        assert low[1] > 0
        assert high[3] < 1
        assert high[0] < 0.2
        assert low[2] > 0.8

    def test_the_design_effect_of_equal_speakers_is_that_of_kish(self):
        hits, sizes = TWENTY
        roh = (0.3**2 / (0.25 / 10) - 1) / 9  # the correlation of two rows of one speaker
        effect = (1 + (10 - 1) * roh) * 20 / 19
        sample = clustered(hits, sizes)
        assert effect == pytest.approx(3.6 * 20 / 19)
        assert sample.pooled == pytest.approx(effect)
        assert sample.effective == pytest.approx([200 / effect] * 2)
        assert (sample.units, sample.equal_units, sample.top_share) == (20, 20, 0.05)
        assert sample.clustered

    def test_the_interval_of_twenty_speakers(self):
        n = 200 / (3.6 * 20 / 19) * (Z_95 / T_95_19) ** 2
        low, high = interval(clustered(*TWENTY))
        assert (low[0], high[0]) == pytest.approx(plain_wilson(0.5, n))

    @pytest.mark.parametrize(("level", "z", "t"), [(0.05, Z_95, T_95_19), (0.01, Z_99, T_99_19)])
    @pytest.mark.parametrize("reference", [0.3, 0.6])
    def test_the_p_value_of_twenty_speakers(self, level, z, t, reference):
        scipy = pytest.importorskip("scipy.special", reason="scipy is the oracle and is not installed")
        n = 200 / (3.6 * 20 / 19) * (z / t) ** 2
        x = n / 2
        above = scipy.betainc(x, n - x + 1, reference)  # P(X >= x) of a binomial
        below = 1 - scipy.betainc(x + 1, n - x, reference)
        found = exact_test(clustered(*TWENTY), np.array([reference, 1 - reference]), level)
        assert found == pytest.approx([2 * min(above, below)] * 2, rel=1e-6)

    def test_a_share_that_is_the_reference_has_a_p_value_of_one(self):
        assert exact_test(clustered(*TWENTY), np.array([0.5, 0.5]), 0.05).tolist() == [1, 1]

    def test_degrees_of_freedom_are_those_of_equal_speakers(self):
        sizes = np.array([50] * 10 + [1] * 100)  # as good as 600² / (10 · 50² + 100) = 14.3 equal ones
        sample = clustered(np.concatenate([np.full(10, 25), np.arange(100) % 2]), sizes)
        assert sample.equal_units == pytest.approx(600**2 / 25_100)
        t_13 = 2.1603686564610127
        assert adjusted(sample, 0.025) == pytest.approx(sample.effective * (Z_95 / t_13) ** 2)

    def test_two_speakers_are_two_and_have_one_degree_of_freedom(self):
        sample = clustered(np.array([3, 1]), np.array([4, 4]))
        assert (sample.units, sample.equal_units) == (2, 2)
        assert sample.shares.tolist() == sample.unit_shares.tolist() == [0.5, 0.5]
        t_1 = 12.706204736174694
        assert adjusted(sample, 0.025) == pytest.approx(sample.effective * (Z_95 / t_1) ** 2)
        # Thin: no more than two rows; the jackknife says (.25² + .25²) / 2 and simple rows .25 / 8.
        assert sample.pooled == pytest.approx((2 * 0.25**2 / 2) / (0.25 / 8))
        assert sample.effective.tolist() == [2, 2]

    def test_one_large_speaker_leaves_one_degree_of_freedom(self):
        sample = clustered(np.array([5, 1]), np.array([9, 1]))  # as good as 1.2 equal speakers
        t_1 = 12.706204736174694
        assert adjusted(sample, 0.025) == pytest.approx(sample.effective * (Z_95 / t_1) ** 2)

    def test_independent_rows_are_not_adjusted(self):
        assert adjusted(from_rows(np.array([3, 7])), 0.025).tolist() == [10, 10]

    @pytest.mark.parametrize(("n", "expected"), [(19, 19), (20, 200)])
    def test_few_speakers_on_one_side_count_as_one_row_each(self, n, expected):
        sample = clustered(np.full(n, 5), np.full(n, 10))  # rows that do not correlate
        assert sample.effective == pytest.approx([expected] * 2)

    def test_few_speakers_outside_a_large_group_count_as_one_row_each_too(self):
        sample = clustered(np.full(40, 9), np.full(40, 10))
        assert sample.effective == pytest.approx([40, 40])

    def test_speakers_of_different_size(self):
        hits, sizes = np.array([6, 0, 1]), np.array([6, 3, 1])
        sample = clustered(hits, sizes)
        assert sample.shares == pytest.approx([0.7, 0.3])
        assert sample.unit_shares == pytest.approx([2 / 3, 1 / 3])
        assert (sample.units, sample.top_share) == (3, 0.6)
        assert sample.equal_units == pytest.approx(100 / 46)

    @given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=45, max_size=60))
    @settings(max_examples=30)
    def test_the_variance_is_that_of_leaving_each_speaker_out(self, speakers):
        hits = np.array([hit for hit, _miss in speakers])
        sizes = np.array([hit + miss for hit, miss in speakers])
        share, n = hits.sum() / sizes.sum(), len(sizes)
        if not 0.3 < share < 0.7:
            return
        without = (hits.sum() - hits) / (sizes.sum() - sizes)
        variance = (n - 1) / n * ((without - share) ** 2).sum()
        effect = max(1.0, variance / (share * (1 - share) / sizes.sum()))
        sample = clustered(hits, sizes)
        assert sample.pooled == pytest.approx(effect)
        assert sample.effective == pytest.approx([sizes.sum() / effect] * 2)

    @given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 9)), min_size=2, max_size=40))
    @settings(max_examples=30)
    def test_the_variance_of_weighted_rows_is_that_of_their_residuals(self, rows):
        groups = np.array([group for group, _weight in rows])
        weights = np.array([float(weight) for _group, weight in rows])
        n, total = len(rows), weights.sum()
        counts, totals, squares = (np.bincount(groups, w, 3) for w in (None, weights, weights**2))
        shares = totals / total
        residuals = (groups[:, None] == np.arange(3)) - shares
        variance = ((weights[:, None] * residuals) ** 2).sum(axis=0) / total**2 * n / (n - 1)
        simple = shares * (1 - shares) / n
        pooled = max(1.0, variance.sum() / simple.sum()) if simple.sum() else 1.0
        own = np.array([v / s if s else 1.0 for v, s in zip(variance, simple, strict=True)])
        sample = from_weights(counts, totals, squares)
        assert sample.shares == pytest.approx(shares)
        assert sample.pooled == pytest.approx(pooled)
        assert sample.effective == pytest.approx(n / np.maximum(own, pooled))
        assert (sample.units, sample.equal_units, sample.clustered) == (n, n, False)

    def test_a_group_of_its_own_effect_and_a_rare_one_of_the_whole_dimensions(self):
        # Group 0 has all the heavy weights, groups 1 and 2 light ones only: their own effects are smaller.
        counts, totals = np.array([20, 40, 2]), np.array([80.0, 40.0, 2.0])
        sample = from_weights(counts, totals, np.array([320.0, 40.0, 2.0]))
        assert sample.effective[0] < sample.effective[1] == sample.effective[2]
        assert sample.effective[2] == pytest.approx(62 / sample.pooled)

    def test_one_weighted_row_is_a_sample(self):
        sample = from_weights(np.array([1, 0]), np.array([2.0, 0.0]), np.array([4.0, 0.0]))
        assert (sample.shares.tolist(), sample.effective.tolist()) == ([1, 0], [1, 1])

    def test_rows_that_are_counted(self):
        sample = from_rows(np.array([3, 7]))
        assert (sample.shares.tolist(), sample.effective.tolist()) == ([0.3, 0.7], [10, 10])
        assert (sample.units, sample.equal_units, sample.pooled, sample.clustered) == (10, 10, 1, False)
        assert np.isnan(from_rows(np.array([0, 0])).shares).all()
        low, high = interval(from_rows(np.array([0, 0])))
        assert (low.tolist(), high.tolist()) == ([0, 0], [1, 1])
        low, high = interval(from_rows(np.array([1, 0])))  # one row is a sample, if a small one
        assert low[0] < 1 == high[0]


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


def chances_of(rng, p, alike, n):
    """The chance of each of n speakers, whose rows correlate by `alike`."""
    if not alike:
        return np.full(n, p)
    if alike == 1:
        return (rng.random(n) < p).astype(float)
    return rng.beta(p * (1 - alike) / alike, (1 - p) * (1 - alike) / alike, n)


def covers(p, sizes, chances, rng):
    low, high = interval(clustered(rng.binomial(sizes, chances), sizes))
    return low[0] <= p <= high[0]


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
