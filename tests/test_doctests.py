"""The examples in the docstrings of the installed package do what they say."""

import doctest
import importlib
import pkgutil

import pytest

import cymraeg_data

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(cymraeg_data.__path__, "cymraeg_data.")
    if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", ["cymraeg_data", *MODULES])
def test_examples_of_a_module(name):
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.failed == 0
