"""Dates and times as Welsh text writes them, and plural categories."""

import datetime as dt
import math
import re

import pytest
from babel import Locale
from babel.dates import format_date as babel_date
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data.errors import InputError, WrongTypeError
from cymraeg_data.welsh import (
    MONTHS,
    WEEKDAYS,
    DateReading,
    format_date,
    format_time,
    mutate,
    parse_date,
    parse_time,
    plural_category,
)
from cymraeg_data.welsh.calendar import MONTH_ABBREVIATIONS
from strategies import any_texts

STYLES = ("long", "full", "medium", "numeric", "ordinal", "of", "words")
CATEGORIES = {"zero", "one", "two", "few", "many", "other"}

ONE_READING = [
    ("21ain Tachwedd 2021", {"year": 2021, "month": 11, "day": 21}),
    ("21ain o Dachwedd 2021", {"year": 2021, "month": 11, "day": 21}),
    ("2 o Ragfyr 2023", {"year": 2023, "month": 12, "day": 2}),
    ("1af o Fawrth 2024", {"year": 2024, "month": 3, "day": 1}),
    ("10 Fai 2021", {"year": 2021, "month": 5, "day": 10}),
    ("16 Dachwedd 2020", {"year": 2020, "month": 11, "day": 16}),
    ("5 mis Chwefror 2022", {"year": 2022, "month": 2, "day": 5}),
    ("5 o fis Chwefror 2022", {"year": 2022, "month": 2, "day": 5}),
    ("7fed Awst 2022", {"year": 2022, "month": 8, "day": 7}),
    ("ar 31 Awst 2009", {"year": 2009, "month": 8, "day": 31}),
    ("MAWRTH 1, 2024", {"year": 2024, "month": 3, "day": 1}),
    ("14 Gorff. 2020", {"year": 2020, "month": 7, "day": 14}),
    ("3 Ion 2020", {"year": 2020, "month": 1, "day": 3}),
    ("dydd Llun, 4 Mawrth 2024", {"year": 2024, "month": 3, "day": 4, "weekday": 0}),
    ("Ddydd Gwener 3ydd o Fai", {"month": 5, "day": 3, "weekday": 4}),
    ("nos Wener", {"weekday": 4}),
    ("nos Fawrth", {"weekday": 1}),
    ("dydd Mawrth", {"weekday": 1}),
    ("Iau", {"weekday": 3}),
    ("mis Mai", {"month": 5}),
    ("mis Mawrth", {"month": 3}),
    ("Mehefin 2021", {"year": 2021, "month": 6}),
    ("ym mis Tachwedd 2020", {"year": 2020, "month": 11}),
    ("yn Nhachwedd 2020", {"year": 2020, "month": 11}),
    ("yng Ngorffennaf", {"month": 7}),
    ("y cyntaf o Fai", {"month": 5, "day": 1}),
    ("yr unfed ar ddeg ar hugain o Ionawr 1900", {"year": 1900, "month": 1, "day": 31}),
    ("29 Chwefror", {"month": 2, "day": 29}),
    ("2021", {"year": 2021}),
    ("2021-22", {"year": 2021, "end_year": 2022}),
    ("2021/22", {"year": 2021, "end_year": 2022}),
    ("2021–22", {"year": 2021, "end_year": 2022}),
    ("1999-00", {"year": 1999, "end_year": 2000}),
    ("2019-2023", {"year": 2019, "end_year": 2023}),
    ("2021-11-21", {"year": 2021, "month": 11, "day": 21}),
    ("21/11/2021", {"year": 2021, "month": 11, "day": 21}),
    ("21.11.2021", {"year": 2021, "month": 11, "day": 21}),
    ("05/05/2023", {"year": 2023, "month": 5, "day": 5}),
    ("11/2021", {"year": 2021, "month": 11}),
]
SEVERAL_READINGS = [
    ("Mawrth", [{"month": 3}, {"weekday": 1}]),
    ("Maw", [{"month": 3}, {"weekday": 1}]),
    ("05/06/2023", [{"year": 2023, "month": 6, "day": 5}, {"year": 2023, "month": 5, "day": 6}]),
    ("2011-12", [{"year": 2011, "end_year": 2012}, {"year": 2011, "month": 12}]),
    ("21/11/21", [{"year": 2021, "month": 11, "day": 21}, {"year": 1921, "month": 11, "day": 21}]),
    ("1 Mai '24", [{"year": 2024, "month": 5, "day": 1}, {"year": 1924, "month": 5, "day": 1}]),
    ("Medi 21", [{"year": 2021, "month": 9}, {"year": 1921, "month": 9}, {"month": 9, "day": 21}]),
]
NO_DATE = [
    "",
    " ",
    "5",
    "ugain",
    "cath",
    "dydd",
    "mis",
    "o Fai o",
    "30 Chwefror 2020",
    "29 Chwefror 2023",
    "31 Tachwedd",
    "0 Mai 2020",
    "32 Mai",
    "2023-13-40",
    "13/13/2023",
    "22-2021",
    "0000",
    "Mai 2020 2021",
    "5/6",
    "\ud800",
    "Mai " * 50,
]

TIMES = [
    ("3yp", ["15:00"]),
    ("10.30yb", ["10:30"]),
    ("7.00yh", ["19:00"]),
    ("10.30 y.b.", ["10:30"]),
    ("7 yr hwyr", ["19:00"]),
    ("9 y bore", ["09:00"]),
    ("7pm", ["19:00"]),
    ("8.15 am", ["08:15"]),
    ("12yp", ["12:00"]),
    ("12.05yb", ["00:05"]),
    ("17:00", ["17:00"]),
    ("17.45", ["17:45"]),
    ("05:30", ["05:30"]),
    ("00:00", ["00:00"]),
    ("15:00yp", ["15:00"]),
    ("hanner dydd", ["12:00"]),
    ("hanner nos", ["00:00"]),
    ("am dri o’r gloch y prynhawn", ["15:00"]),
    ("wyth o'r gloch y bore", ["08:00"]),
    ("9 o'r gloch y bore", ["09:00"]),
    ("chwarter wedi naw y bore", ["09:15"]),
    ("hanner awr wedi saith yr hwyr", ["19:30"]),
    ("pum munud ar hugain wedi un y bore", ["01:25"]),
    ("chwarter i un y bore", ["00:45"]),
    ("5.30", ["05:30", "17:30"]),
    ("12.30", ["00:30", "12:30"]),
    ("tri o'r gloch", ["03:00", "15:00"]),
    ("chwarter i bump", ["04:45", "16:45"]),
    ("12.30yh", ["00:30", "12:30"]),
    ("2yh", ["02:00", "14:00"]),
    ("3", []),
    ("", []),
    ("25:00", []),
    ("10.75", []),
    ("15.00yb", []),
    ("pymtheg o'r gloch", []),
    ("cath wedi tri", []),
    ("\ud800", []),
    ("tri " * 40, []),
]


@given(st.dates(), st.sampled_from(STYLES))
def test_a_date_is_read_as_it_was_written(date, style):
    for text in (format_date(date, style=style), format_date(date, style=style).upper()):
        found = parse_date(text)
        assert date in [reading.date for reading in found]
        assert len(found) == 1 or style == "numeric"
        assert found[0].is_consistent


@given(st.times().map(lambda time: time.replace(second=0, microsecond=0)))
def test_a_time_is_read_as_it_was_written(time):
    assert time in parse_time(format_time(time))
    assert parse_time(format_time(time, style="12")) == (time,)


@given(any_texts() | st.text(max_size=30))
def test_any_text_has_readings_or_none(text):
    for reading in parse_date(text):
        assert reading.date is None or isinstance(reading.date, dt.date)
    assert isinstance(parse_time(text), tuple)


@given(
    st.lists(
        st.sampled_from("y yr ar o mis dydd nos Mawrth Mai 5 21ain 2021 '24 Iau ail cyntaf Tach".split()),
        max_size=8,
    )
)
def test_parts_in_any_order_have_readings_or_none(words):
    found = parse_date(" ".join(words))
    assert len(set(found)) == len(found) <= 8


@pytest.mark.parametrize(("text", "parts"), ONE_READING)
def test_dates_with_one_meaning(text, parts):
    assert parse_date(text) == (DateReading(**parts),)


@pytest.mark.parametrize(("text", "readings"), SEVERAL_READINGS)
def test_every_meaning_of_an_ambiguous_date_is_returned(text, readings):
    assert parse_date(text) == tuple(DateReading(**parts) for parts in readings)


@pytest.mark.parametrize("text", NO_DATE)
def test_what_is_no_date_has_no_reading(text):
    assert parse_date(text) == ()


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("kind", ["soft", "nasal", "aspirate"])
def test_every_month_is_read_in_every_form(month, kind):
    assert DateReading(month=month, day=2) in parse_date("2 " + mutate(MONTHS[month - 1], kind))


def test_a_weekday_that_is_not_that_of_the_date_is_seen():
    (wrong,) = parse_date("dydd Llun 5 Mawrth 2024")
    assert not wrong.is_consistent
    (right,) = parse_date("dydd Mawrth 5 Mawrth 2024")
    assert right.is_consistent


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_times(text, expected):
    assert [time.isoformat("minutes") for time in parse_time(text)] == expected


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(0, "12.07yb"), (9, "9.07yb"), (12, "12.07yp"), (17, "5.07yp"), (18, "6.07yh"), (23, "11.07yh")],
)
def test_parts_of_the_day(hour, expected):
    assert format_time(dt.time(hour, 7), style="12") == expected


def test_other_choices_are_refused():
    with pytest.raises(InputError, match="“hir”"):
        format_date(dt.date(2021, 1, 1), style="hir")
    with pytest.raises(InputError, match="“11”"):
        format_time(dt.time(1), style="11")
    with pytest.raises(WrongTypeError, match="str"):
        format_date("2021-01-01")
    with pytest.raises(WrongTypeError, match="str"):
        format_time("10:00")


def test_names_and_forms_are_those_of_cldr():
    locale = Locale("cy")
    assert tuple(locale.months["format"]["wide"][n] for n in range(1, 13)) == MONTHS
    assert tuple(locale.months["format"]["abbreviated"][n] for n in range(1, 13)) == MONTH_ABBREVIATIONS
    assert tuple(locale.days["format"]["wide"][n] for n in range(7)) == tuple(
        f"Dydd {name}" for name in WEEKDAYS
    )
    for month in range(1, 13):
        date = dt.date(2024, month, month)
        for style in ("long", "full", "medium"):
            assert format_date(date, style=style) == babel_date(date, style, locale="cy")
        for name in ("abbreviated", "wide"):
            for context in ("format", "stand-alone"):
                assert DateReading(month=month) in parse_date(locale.months[context][name][month])


@given(st.integers() | st.floats())
def test_plural_categories_are_those_of_cldr(n):
    assert plural_category(n) in CATEGORIES
    if math.isfinite(n):
        assert plural_category(n) == Locale("cy").plural_form(n)
        assert plural_category(n, ordinal=True) == Locale("cy").ordinal_form(n)


@pytest.mark.parametrize("ordinal", [False, True])
def test_all_six_plural_categories_are_used(ordinal):
    assert {plural_category(n, ordinal=ordinal) for n in range(30)} == CATEGORIES
    form = Locale("cy").ordinal_form if ordinal else Locale("cy").plural_form
    assert [plural_category(n, ordinal=ordinal) for n in range(1_000)] == [form(n) for n in range(1_000)]


def test_numbers_that_are_not_finite_are_other():
    assert {plural_category(n) for n in (math.inf, -math.inf, math.nan, 10**400)} == {"other"}


def test_a_very_long_text_is_no_date():
    for text in ("1 Mai " * 2_000_000, "9" * 10_000_000):
        assert parse_date(text) == ()
        assert parse_time(text) == ()


def test_dates_in_real_text_are_read(shared_data):
    months = "|".join(MONTHS)
    pattern = re.compile(rf"\b[0-9]{{1,2}}(?:af|il|ydd|ed|fed|eg|ain)? (?:o )?(?:{months})(?: [0-9]{{4}})?\b")
    files = (shared_data / "lexicon" / "ud").glob("*.conllu")
    found = [text for path in files for text in pattern.findall(path.read_text(encoding="utf-8"))]
    assert len(found) > 10
    assert [text for text in found if not parse_date(text)] == []
