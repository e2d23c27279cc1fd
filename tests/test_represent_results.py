"""Results travel: they pickle, copy and become plain data; and each says what it is in one line."""

import copy
import dataclasses
import pickle

import pyarrow as pa
import pytest

from cymraeg_data import locale, represent

SURVEY = pa.table(
    {
        "oed": ["16 i 64 oed"] * 233 + ["65 oed a throsodd"] * 96 + ["dan 16"] * 4,
        "rhyw": ["Benyw", "Gwryw", "Gwryw"] * 111,
        "siaradwr": list(range(111)) * 3,
        "gwall": [True, False, False] * 111,
        "text": ["Dwi isio panad rŵan."] * 333,
    }
)
WALES = represent.reference("census2021-wales")
FOUND = represent.compare(
    SURVEY, {"age_broad": "oed", "sex": "rhyw"}, unit="siaradwr", intersections=[("sex", "age_broad")]
)
RESULTS = {
    "representation": FOUND,
    "protected": FOUND.protect(),
    "reference": WALES,
    "dimension": WALES["sex"],
    "weighting": FOUND.rake(),
    "corpus": represent.corpus(SURVEY, register="rhyw"),
    "evaluation": represent.evaluate(SURVEY, {"sex": "rhyw"}, error="gwall", unit="siaradwr"),
    "settings": represent.ComparisonSettings(),
}


def there_and_back(value, protocol=None):
    return pickle.loads(pickle.dumps(value, protocol))  # noqa: S301 - our own bytes


def facts(result):
    """What a result says, in values that can be compared."""
    if isinstance(result, represent.Representation):
        return result.to_json(), result.to_markdown(), result.protect().to_json()
    if isinstance(result, represent.ProtectedRepresentation):
        return result.to_json(), result._repr_html_(), result.withheld
    if isinstance(result, represent.Reference):
        return dict(result.dimensions), {names: counts.tolist() for names, counts in result.joints.items()}
    return result


@pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)
@pytest.mark.parametrize("module", ["pickle", "dill", "cloudpickle"])
def test_results_pickle(module, result):
    pickler = pytest.importorskip(module, reason=f"{module} is not installed")
    assert facts(pickler.loads(pickler.dumps(result))) == facts(result)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_every_protocol_will_do(protocol):
    assert facts(there_and_back(FOUND, protocol)) == facts(FOUND)


@pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)
def test_results_copy(result):
    assert facts(copy.deepcopy(result)) == facts(result)
    assert facts(copy.copy(result)) == facts(result)


@pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)
def test_results_become_plain_data(result):
    assert set(dataclasses.asdict(result)) == {item.name for item in dataclasses.fields(result)}


@pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)
@pytest.mark.parametrize("lang", ["cy", "en"])
def test_a_result_says_what_it_is_in_one_line(lang, result):
    with locale.use(lang):
        written = repr(result)
    assert written.startswith(f"{type(result).__name__}(")
    assert len(written) < 1_000
    assert "\n" not in written


def test_a_reference_cannot_be_changed():
    with pytest.raises(TypeError):
        WALES.dimensions["sex"] = None
    with pytest.raises(TypeError):
        WALES.joints["sex", "age"] = None


def test_findings_of_a_comparison_pickle():
    assert there_and_back(FOUND.findings) == FOUND.findings
