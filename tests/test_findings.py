"""The table of codes and the findings made from it."""

import pickle
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data import locale
from cymraeg_data.errors import InputError
from cymraeg_data.findings import CODES, Finding, Location, Severity, codes, found, worst

FIELDS = ("title", "message", "counted", "why", "example", "hint", "principle")


def names_in(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_a_code_is_a_letter_of_its_field_and_three_digits():
    for code, row in CODES.items():
        assert re.fullmatch(r"[LTBRPOS]\d{3}", code)
        assert row.code == code


@pytest.mark.parametrize("code", CODES)
def test_every_text_of_a_code_exists_in_welsh_and_keeps_its_parts(code):
    row = CODES[code]
    with locale.use("cy"):
        for name in FIELDS:
            english = getattr(row, name)
            welsh = locale._(english)
            if english:
                assert welsh != english, f"{code}.{name} is not translated"
                assert names_in(welsh) == names_in(english)


@pytest.mark.parametrize("code", CODES)
def test_explain_says_everything_in_both_languages(code):
    row = CODES[code]
    for lang in locale.LANGUAGES:
        with locale.use(lang):
            title, *sections = codes.explain(code).split("\n## ")
            assert title.startswith(f"# {code} {locale._(row.title)}\n")
            assert locale._(row.principle) in title
            texts = [section.split("\n\n", 1)[1].strip() for section in sections]
            assert texts == [locale._(text) for text in (row.why, row.example, row.hint)]
            assert not any(names_in(text) for text in texts if "{" in text)


@pytest.mark.parametrize("code", CODES)
def test_a_message_has_a_place_for_every_value_it_names(code):
    row = CODES[code]
    for lang in locale.LANGUAGES:
        with locale.use(lang):
            for template in filter(None, (row.message, row.counted)):
                values = dict.fromkeys(names_in(template) - {"n", "of"}, "Llan-teg")
                counted = template == row.counted or names_in(template) & {"n", "of"}
                counts = {"n": 1234, "of": 5678} if counted else {}
                message = found(code, Location(), **values, **counts).message
                assert not set("{}") & set(message)
                assert message.count("Llan-teg") >= len(values)


def test_a_code_that_does_not_exist_is_refused_with_the_list_of_those_that_do():
    with pytest.raises(InputError, match=r"no finding code X999.*T204"):
        found("X999", Location())


def test_a_finding_about_one_value_and_about_many_say_different_things():
    one = found("T204", Location(row=3), text="Aberaeron ")
    many = found("T204", Location(column="Enw"), n=1200, of=3615)
    assert one.message == "The text has spaces at its edges: “Aberaeron ”."
    assert many.message == "Values with spaces at the edges: 1,200 of 3,615."


def test_a_finding_speaks_the_language_it_is_read_in():
    finding = found("B302", Location(key="cartref.teitl"), en="Welcome")
    assert finding.message == "The Welsh text is empty; the English is “Welcome”."
    with locale.use("cy"):
        assert finding.message == "Mae'r testun Cymraeg yn wag; y Saesneg yw “Welcome”."


def test_a_finding_survives_a_trip_to_another_process():
    finding = found("S701", Location(source="a.csv"), n=2, of=9, examples=[{"row": 4, "repeats": 1}])
    copy = pickle.loads(pickle.dumps(finding))  # noqa: S301 - our own bytes
    assert copy == finding
    assert hash(copy) == hash(finding)


def test_evidence_cannot_be_changed():
    with pytest.raises(TypeError):
        found("T204", Location(), n=1, of=2).evidence["n"] = 5


def test_a_location_reads_from_the_file_inwards():
    place = Location(source="cy.json", line=4, row=2, column="Enw", key="teitl")
    assert str(place) == "cy.json, line 4, column “Enw”, key “teitl”"
    with locale.use("cy"):
        assert str(place) == "cy.json, llinell 4, colofn “Enw”, allwedd “teitl”"


@given(st.lists(st.sampled_from(tuple(Severity))))
def test_the_worst_severity_is_the_one_that_comes_first(severities):
    findings = [Finding(code="T204", severity=severity) for severity in severities]
    expected = next((severity for severity in Severity if severity in severities), None)
    assert worst(findings) is expected
