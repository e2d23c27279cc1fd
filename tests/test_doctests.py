"""The examples in the docstrings of the installed package do what they say."""

import doctest
import importlib
import pkgutil

import pytest

import cymraeg_data

OPTIONAL = {"numba"}
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(cymraeg_data.__path__, "cymraeg_data.")
    if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", ["cymraeg_data", *MODULES])
def test_examples_of_a_module(name):
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name in OPTIONAL:
            pytest.skip(f"{error.name} is not installed")
        raise
    result = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.failed == 0
