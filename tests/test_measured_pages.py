"""Pages that quote figures of the benchmarks have those of the JSON, and nothing else of them changes."""

import re

import pytest

from conftest import REPOSITORY

NUMBER = re.compile(r"[0-9]*\.?[0-9]+")


@pytest.fixture(scope="module")
def measured_pages():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(REPOSITORY / "docs"))
        import measured_pages

        yield measured_pages


def pages(measured_pages):
    return {name: (REPOSITORY / "docs" / name).read_text(encoding="utf-8") for name in measured_pages.LINES}


def test_the_pages_are_up_to_date(measured_pages):
    for name, page in pages(measured_pages).items():
        assert measured_pages.with_figures(page, name) == page, f"{name}: run `python docs/generate.py`"


def test_older_figures_are_replaced_and_the_prose_stays(measured_pages, monkeypatch):
    known = measured_pages.figures()
    monkeypatch.setattr(measured_pages, "figures", lambda: dict.fromkeys(known, "7.25"))
    for name, page in pages(measured_pages).items():
        changed = measured_pages.with_figures(page, name)
        n_figures = sum(line.count("{") for line in measured_pages.LINES[name])
        assert changed.count("7.25") == n_figures
        assert NUMBER.sub("", changed) == NUMBER.sub("", page)
        monkeypatch.undo()
        assert measured_pages.with_figures(changed, name) == page
        monkeypatch.setattr(measured_pages, "figures", lambda: dict.fromkeys(known, "7.25"))


def test_the_two_languages_quote_the_same_figures(measured_pages):
    quoted = {
        name: sorted(re.findall(r"\{([^}]+)\}", "".join(lines)))
        for name, lines in measured_pages.LINES.items()
    }
    assert quoted["en/measurements.md"] == quoted["cy/mesuriadau.md"]
    assert quoted["en/model-card.md"] == quoted["cy/cerdyn-model.md"]


def test_a_page_that_lost_a_line_is_refused(measured_pages):
    with pytest.raises(ValueError, match="0 times, not once"):
        measured_pages.with_figures("# Measurements\n", "en/measurements.md")
