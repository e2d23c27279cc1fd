"""A misspelt option is answered with the nearest, and what is spelt right passes through unchanged."""

import inspect
import pickle
from typing import TypedDict, Unpack

import pytest

from cymraeg_data import locale, represent
from cymraeg_data.errors import CymraegDataError, WrongTypeError
from cymraeg_data.option_names import checked_options


class Extra(TypedDict, total=False):
    colour: str
    size: int


@checked_options
def paint(data, tone="light", /, *, layers=1, **extra: Unpack[Extra]):
    """Return what was given."""
    return data, tone, layers, extra


@checked_options
def plain(data, *, layers=1):
    return data, layers


def test_arguments_pass_through():
    assert paint("a", "dark", layers=2, size=3) == ("a", "dark", 2, {"size": 3})
    assert plain(data="a") == ("a", 1)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"color": "red"}, r"paint\(\) has no option “color”\. Nearest: colour\."),
        ({"layer": 2}, r"Nearest: layers\. Options: layers, colour, size\."),
        ({"qqqq": 2}, r"has no option “qqqq”\. Options: "),
        ({"tone": "dark"}, "no option “tone”"),
    ],
)
def test_a_misspelt_option_names_the_nearest(wrong, message):
    with pytest.raises(WrongTypeError, match=message):
        paint("a", **wrong)


def test_the_error_is_one_of_type_and_in_welsh_where_asked():
    with locale.use("cy"), pytest.raises(TypeError, match="Nid oes opsiwn “layer” gan plain") as caught:
        plain("a", layer=2)
    assert isinstance(caught.value, CymraegDataError)


def test_a_wrong_number_of_arguments_is_pythons_own_error():
    with pytest.raises(TypeError, match="missing 1 required positional argument"):
        plain()


def test_the_function_keeps_its_name_signature_and_help():
    assert (paint.__name__, paint.__doc__) == ("paint", "Return what was given.")
    assert list(inspect.signature(plain).parameters) == ["data", "layers"]
    assert b"compare" in pickle.dumps(represent.compare)  # which looks it up by its name


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: represent.compare("a.csv", {}, unitt="x"), "Nearest: unit"),
        (lambda: represent.compare("a.csv", {}, tolerence_pp=1), "Nearest: tolerance_pp"),
        (lambda: represent.corpus("a.csv", regster="x"), "Nearest: register"),
        (lambda: represent.evaluate("a.csv", {}, eror="x"), "Nearest: error"),
        (lambda: represent.reference("census2021-wales", geografy="x"), "Nearest: geography"),
        (lambda: represent.map_categories([], None, fuzy=True), "Nearest: fuzzy"),
        (lambda: represent.reference_from_table("a.csv", "x", counts="n"), "Nearest: count"),
        (lambda: represent.reference_from_download("a.csv", "x", areas="n"), "no option “areas”"),
        (lambda: represent.Representation.protect(None, treshold=3), "Nearest: threshold"),
        (lambda: represent.Representation.rake(None, name=["sex"]), "Nearest: names"),
        (lambda: represent.Representation.post_stratify(None, name=["sex"]), "Nearest: names"),
    ],
)
def test_every_public_function_of_represent_checks_its_options(call, message):
    with pytest.raises(WrongTypeError, match=message):
        call()
