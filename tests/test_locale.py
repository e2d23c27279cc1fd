"""One catalogue: every message of the code is in it, translated, with its parts in place."""

import string

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from conftest import REPOSITORY
from cymraeg_data import locale

CATALOGUE = REPOSITORY / "src/cymraeg_data/locale/cy/LC_MESSAGES/cymraeg_data.po"
KEYWORDS = {"_": None, "N_": None}
METHODS = [("**.py", "python"), ("**.j2", "jinja2")]


def messages():
    found = [
        item
        for folder in ("src/cymraeg_data", "docs")
        for item in extract_from_dir(str(REPOSITORY / folder), METHODS, keywords=KEYWORDS)
    ]
    return {message for _, _, message, _, _ in found if message}


def catalogue():
    with CATALOGUE.open("rb") as file:
        return {message.id: message for message in read_po(file) if message.id}


def names_in(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_message_is_translated():
    translated = {text for text, message in catalogue().items() if message.string and not message.fuzzy}
    assert messages() - translated == set()


def test_a_translation_keeps_the_parts_that_are_filled_in():
    for text, message in catalogue().items():
        assert names_in(message.string) == names_in(text), text


def test_no_translation_is_a_copy_unless_it_is_no_prose():
    copies = {text for text, message in catalogue().items() if text == message.string and text.count(" ") > 3}
    assert copies == set()


def test_the_wheel_holds_the_compiled_catalogue():
    with locale.use("cy"):
        assert locale._("Failed") == "Wedi methu"


@pytest.mark.parametrize(
    ("value", "expected"), [("cy_GB.UTF-8", "cy"), ("cy", "cy"), ("en_GB", "en"), ("fr_FR", "en"), ("", "en")]
)
def test_the_language_of_the_environment(monkeypatch, value, expected):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", value)
    assert locale.language() == expected


def test_the_language_goes_back_after_a_with_block():
    with pytest.raises(ValueError, match="stop"), locale.use("cy"):
        raise ValueError("stop")
    assert locale.language() == "en"


def test_braces_in_what_is_filled_in_are_left_alone():
    assert locale._("key “{name}”", name="{0} {x}") == "key “{0} {x}”"
