"""Weights: the margins they reach, what they cost, and when there are none."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cymraeg_data import represent
from cymraeg_data.errors import InputError
from cymraeg_data.represent.weights import design_effect

WALES = represent.reference("census2021-wales")
AGE, SEX = WALES["age_broad"], WALES["sex"]
CELLS = st.lists(st.integers(1, 80), min_size=6, max_size=6)


def sample_of(cells):
    pairs = [(age, sex) for age in AGE.categories for sex in SEX.categories]
    rows = [pair for pair, n in zip(pairs, cells, strict=True) for _time in range(n)]
    table = pa.table({"oed": [age.cy for age, _sex in rows], "rhyw": [sex.en for _age, sex in rows]})
    return represent.compare(table, {"age_broad": "oed", "sex": "rhyw"})


def margins(found, weights):
    values = weights.weights.to_numpy(zero_copy_only=False)
    for name in weights.dimensions:
        codes = found.mapped[name].codes
        counted = np.bincount(codes, weights=values, minlength=len(WALES[name].codes))
        yield counted / counted.sum(), WALES[name].shares


@given(CELLS)
@settings(max_examples=20)
def test_raked_margins_are_those_of_the_reference(cells):
    found = sample_of(cells)
    for reached, wanted in margins(found, found.rake()):
        assert np.abs(reached - wanted).max() < 1e-8


@given(CELLS)
@settings(max_examples=10)
def test_weights_have_a_mean_of_one_and_never_gain_rows(cells):
    weights = sample_of(cells).rake()
    assert np.mean(weights.weights.to_numpy(zero_copy_only=False)) == pytest.approx(1)
    assert weights.effective_n <= weights.n + 1e-6


def test_raking_changes_no_odds_ratio_within_the_sample():
    cells = [30, 20, 80, 60, 10, 50]
    values = sample_of(cells).rake().weights.to_numpy(zero_copy_only=False)
    first = np.cumsum([0, *cells[:-1]])
    weighted = (values[first] * cells).reshape(3, 2)
    counts = np.array(cells, float).reshape(3, 2)
    odds = [table[0, 0] * table[1, 1] / (table[0, 1] * table[1, 0]) for table in (weighted, counts)]
    assert odds[0] == pytest.approx(odds[1])


def test_a_balanced_sample_costs_nothing():
    counts = np.rint(np.outer(AGE.shares, SEX.shares).ravel() * 20_000).astype(int)
    assert sample_of(counts.tolist()).rake().design_effect == pytest.approx(1, abs=1e-4)


def test_post_stratification_reaches_every_cell_of_a_true_joint():
    table = pa.table(
        {"oed": [20, 40, 70, 5] * 30, "rhyw": ["F", "M", "F", "M"] * 15 + ["M", "F", "M", "F"] * 15}
    )
    found = represent.compare(table, {"working_age": "oed", "sex": "rhyw"})
    weights = found.post_stratify(["sex", "working_age"])
    values = weights.weights.to_numpy(zero_copy_only=False)
    cells = found.mapped["sex"].codes * 2 + found.mapped["working_age"].codes
    reached = np.bincount(cells, weights=values, minlength=4)
    joint = WALES.joint(("sex", "working_age")).ravel()
    assert reached / reached.sum() == pytest.approx(joint / joint.sum())


def test_rows_without_a_group_have_no_weight():
    table = pa.table(
        {"oed": ["16 i 64 oed", "dan 16", "65+", None] * 30, "rhyw": ["F", "M", "M", "F", "F", "M"] * 20}
    )
    weights = represent.compare(table, {"age_broad": "oed", "sex": "rhyw"}).rake()
    assert (weights.n, weights.n_without, weights.weights.null_count) == (90, 30, 30)


def test_design_weights_are_where_raking_starts():
    table = pa.table({"s": ["F"] * 10 + ["M"] * 10, "w": [1.0, 3.0] * 10})
    weights = represent.compare(table, {"sex": "s"}, weights="w").rake().weights.to_pylist()
    assert weights[1] / weights[0] == pytest.approx(3)


def test_nobody_can_stand_for_a_group_that_is_not_there():
    found = represent.compare(pa.table({"s": ["F"] * 50}), {"sex": "s"})
    with pytest.raises(InputError, match=r"No row is in these groups of sex.*: M"):
        found.rake()


def test_margins_that_contradict_the_rows_are_refused_with_a_reason():
    table = pa.table({"s": ["F"] * 50 + ["M"] * 50, "a": [30] * 50 + [70] * 50})
    with pytest.raises(InputError, match="No weights give all these dimensions"):
        represent.compare(table, {"sex": "s", "working_age": "a"}).rake()


def test_a_joint_that_is_not_known_cannot_be_a_target():
    found = represent.compare(
        pa.table({"s": ["F", "M"], "d": ["Anabl", "Ddim yn anabl"]}), {"sex": "s", "disability": "d"}
    )
    with pytest.raises(InputError, match="Rake over them instead"):
        found.post_stratify(["sex", "disability"])
    with pytest.raises(InputError, match="No column was compared"):
        found.rake(["religion"])


def test_the_price_is_said_in_rows():
    weights = sample_of([300, 20, 20, 20, 20, 20]).rake()
    assert f"400 rows are worth {weights.effective_n:,.0f}" in str(weights)


def test_a_survey_of_adults_is_raked_to_adults():
    table = pa.table({"oed": [20] * 50 + [70] * 50 + [5] * 10})
    for settings_ in ({"ages": (16, None)}, {"restrict": {"age": (16, None)}}):
        rows = table.slice(0, 100) if "ages" in settings_ else table
        weights = represent.compare(rows, {"age_broad": "oed"}, **settings_).rake()
        assert (weights.n, weights.weights.null_count) == (100, rows.num_rows - 100)
        older = sum(WALES["age_single_year"].counts[65:]) / sum(WALES["age_single_year"].counts[16:])
        assert sum(weights.weights.to_pylist()[50:100]) / 100 == pytest.approx(older)


def test_kish_in_numbers():
    assert design_effect(np.ones(7)) == pytest.approx(1)
    assert design_effect(np.array([1.0, 0, 0, 0])) == pytest.approx(4)


def test_the_weights_are_those_of_balance():
    balance = pytest.importorskip(
        "balance", reason="balance, the oracle, is not installed (it needs numpy 1)"
    )
    pandas = pytest.importorskip("pandas")
    from balance.weighting_methods import rake

    assert balance.__version__
    found = sample_of([30, 20, 80, 60, 10, 50])
    frame = pandas.DataFrame(
        {
            name: [WALES[name].codes[code] for code in found.mapped[name].codes]
            for name in ("age_broad", "sex")
        }
    )
    target = pandas.DataFrame(
        [
            (age, sex, a * s)
            for age, a in zip(AGE.codes, AGE.shares, strict=True)
            for sex, s in zip(SEX.codes, SEX.shares, strict=True)
        ],
        columns=["age_broad", "sex", "weight"],
    )
    raked = rake.rake(
        frame, pandas.Series(np.ones(len(frame))), target[["age_broad", "sex"]], target["weight"], transformations=None,
        max_iteration=5_000, convergence_rate=1e-14, rate_tolerance=0.0,
    )["weight"].to_numpy()  # fmt: skip
    mine = found.rake().weights.to_numpy(zero_copy_only=False)
    assert np.abs(raked / raked.mean() - mine).max() < 1e-8
