"""Dates as Welsh text writes them, read and written.

A reading holds only what the text says: *mis Mai* is a month, *dydd Mawrth* a weekday. Of an ambiguous text
(*Mawrth*: March or Tuesday; 05/06/2023; '21) every reading is returned.
"""

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from cymraeg_data.errors import InputError, WrongTypeError
from cymraeg_data.locale import _
from cymraeg_data.welsh.calendar import (
    DOUBTFUL_MONTHS,
    DOUBTFUL_WEEKDAYS,
    MONTH_ABBREVIATIONS,
    MONTHS,
    WEEKDAYS,
    month_forms,
    weekday_forms,
)
from cymraeg_data.welsh.mutations import mutate
from cymraeg_data.welsh.numbers import ordinal_number, ordinal_words
from cymraeg_data.welsh.numerals import number_value

__all__ = ["DateReading", "DateStyle", "format_date", "parse_date"]

DateStyle = Literal["long", "full", "medium", "numeric", "ordinal", "of", "words"]

_LONGEST = 120
"""The length of the longest date; longer text is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateReading:
    """What a text says about a date; absent parts are None. Monday is weekday 0."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    end_year: int | None = None

    @property
    def date(self) -> dt.date | None:
        """Return the day as a date, None where the text gives only a part of it."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return dt.date(self.year, self.month, self.day)

    @property
    def is_consistent(self) -> bool:
        """Return whether the weekday, if given, is that of the date."""
        return self.date is None or self.weekday in (None, self.date.weekday())


def parse_date(text: str) -> tuple[DateReading, ...]:
    """Return every reading of a date in Welsh or in figures; none for any other text.

    >>> [found.date.isoformat() for found in parse_date("21ain o Dachwedd 2021")]
    ['2021-11-21']
    >>> parse_date("dydd Mawrth"), parse_date("mis Mai 2024")
    ((DateReading(year=None, month=None, day=None, weekday=1, end_year=None),),
     (DateReading(year=2024, month=5, day=None, weekday=None, end_year=None),))
    >>> [found.date.isoformat() for found in parse_date("05/06/2023")]
    ['2023-06-05', '2023-05-06']
    >>> [(found.year, found.end_year) for found in parse_date("2021-22")]
    [(2021, 2022)]
    >>> [(found.date.isoformat(), found.weekday) for found in parse_date("prynhawn Gwener, 8/3/2024")]
    [('2024-03-08', 4), ('2024-08-03', 4)]

    Args:
        text: the date and nothing else, of any case. Understood are day, month and year in figures or words
            with ordinals, *o*, *mis*; a weekday before or after them, with *dydd* or a part of the day (*bore
            Llun*, *nos Wener*); mutated and shortened months and weekdays; figures separated by `/ . -`;
            spans of years. Years of two figures are read in the 2000s and the 1900s.
    """
    if len(text) > _LONGEST:
        return ()
    folded = unicodedata.normalize("NFC", text).lower().replace("’", "'").replace("–", "-").strip().strip(".")
    parts = [word for part in _PARTS.findall(folded) if (word := part.strip("."))]
    found = [*_figures(folded), *_in_words(parts)]
    if (weekday := _weekday_at(parts[-1:])) is not None and len(parts) > 1:  # 4 Mawrth 2024 (dydd Llun)
        before = parts[: -2 if parts[-2] in _BEFORE_WEEKDAY else -1]
        found += [
            replace(read, weekday=weekday) for read in _in_words(before) if read.year and not read.weekday
        ]
    return tuple(dict.fromkeys(reading for reading in found if _exists(reading)))


_PARTS = re.compile(r"[^\s,()]+")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})[/.-]([0-9]{4})")
_YEARS = re.compile(r"([0-9]{4})(?: ?[/-] ?([0-9]{4}|[0-9]{2}))?")


def _figures(text: str) -> Iterator[DateReading]:
    """Read a date that is all figures."""
    if found := _DAY_FIRST.fullmatch(text):
        first, second = int(found[1]), int(found[3])
        for year in _years(found[4]):
            yield DateReading(year=year, month=second, day=first)
        for year in _years(found[4]):
            yield DateReading(year=year, month=first, day=second)
    elif found := _YEAR_FIRST.fullmatch(text):
        yield DateReading(year=int(found[1]), month=int(found[3]), day=int(found[4]))
    elif found := _MONTH_YEAR.fullmatch(text):
        yield DateReading(year=int(found[2]), month=int(found[1]))
    elif found := _YEARS.fullmatch(text):
        yield from _span(int(found[1]), found[2])


def _span(year: int, end: str | None) -> Iterator[DateReading]:
    """Read a year, or two: 2021-22, 1999-00, 2019-2023. 2011-12 may be December too."""
    if end is None:
        yield DateReading(year=year)
        return
    short = len(end) == len("22")
    last = int(end) + (year // 100 * 100 if short else 0)
    if short and last <= year:
        last += 100
    if last > year:
        yield DateReading(year=year, end_year=last)
    if short:
        yield DateReading(year=year, month=int(end))


def _years(text: str) -> tuple[int, ...]:
    return (int(text),) if len(text) == len("2021") else (2000 + int(text), 1900 + int(text))


Places = Iterator[tuple[int | None, int]]
"""Readings, each with the index of the word at which it ends."""


def _in_words(words: list[str]) -> Iterator[DateReading]:
    """Yield every reading of a date with a month or a weekday in words."""
    start = 1 if words[:1] and words[0] in ("ar", "ym", "yn", "yng") else 0
    for weekday, at in _weekdays(words, start):
        if at == len(words) and weekday is not None:
            yield DateReading(weekday=weekday)
        if at + 1 == len(words) and (weekday is not None or start):
            yield from (replace(read, weekday=weekday) for read in _figures(words[at]) if read.day)
        for day, after_day in _days(words, at):
            if after_day == len(words) and weekday is not None and day is not None:
                yield DateReading(weekday=weekday, day=day)
            for month, after_month in _months(words, after_day):
                for late, end in _days(words, after_month) if day is None else ((None, after_month),):
                    for year in _year_at(words, end):
                        yield DateReading(
                            year=year, month=month, day=late if day is None else day, weekday=weekday
                        )


# Parts of the day, which go before the name of the day with or without *dydd*: bore Llun, prynhawn dydd Sul.
_BEFORE_WEEKDAY = frozenset(
    (
        "dydd ddydd nydd nos noson noswaith hwyr bore fore more"
        " prynhawn brynhawn phrynhawn mhrynhawn pnawn bnawn p'nawn b'nawn"
    ).split()
)


def _weekdays(words: list[str], at: int) -> Places:
    yield None, at
    after = at
    while words[after : after + 1] and words[after] in _BEFORE_WEEKDAY and after - at < 2:  # bore dydd Llun
        after += 1
    weekday = _weekday_at(words[after : after + 1])
    if weekday is None and after + 1 < len(words):
        weekday = DOUBTFUL_WEEKDAYS.get(words[after])
    if weekday is not None:
        yield weekday, after + 1


def _weekday_at(word: list[str]) -> int | None:
    return weekday_forms().get(word[0]) if word else None


def _days(words: list[str], at: int) -> Places:
    """Read a day of the month: figures with or without an ending, or an ordinal in words."""
    yield None, at
    after = at + (words[at : at + 1] in (["y"], ["yr"], ["y'r"]))
    for end in range(after + 1, min(after + _LONGEST_ORDINAL, len(words)) + 1):
        text = " ".join(words[after:end])
        value = number_value(text)
        if value is not None and _DAY.fullmatch(text):
            yield value, end


_LONGEST_ORDINAL = 5  # unfed ar ddeg ar hugain
_DAY = re.compile(r"[0-9]{1,2}(?:af|il|ydd|ed|fed|eg|ain)?|[^0-9]*")


def _months(words: list[str], at: int) -> Iterator[tuple[int, int]]:
    after = at + (words[at : at + 1] == ["o"])
    after += words[after : after + 1] in (["mis"], ["fis"])
    if after < len(words):
        month = month_forms().get(words[after])
        if month is None and (after > at or len(words) > 1):
            month = DOUBTFUL_MONTHS.get(words[after])
        if month is not None:
            yield month, after + 1


def _year_at(words: list[str], at: int) -> tuple[int | None, ...]:
    if at == len(words):
        return (None,)
    last = words[at].removeprefix("'")
    if at + 1 == len(words) and _YEAR.fullmatch(last):
        return _years(last)
    said = number_value(" ".join(words[at:]))  # mil naw wyth pedwar
    return (said,) if said is not None and _FIRST_YEAR <= said <= _LAST_YEAR and not _YEAR.match(last) else ()


_FIRST_YEAR, _LAST_YEAR = 1001, 2999
"""Years in words; our choice."""

_YEAR = re.compile(r"[0-9]{4}|[0-9]{2}")
_LEAP = 2024


def _exists(reading: DateReading) -> bool:
    """Return whether the month exists and has the day."""
    if reading.year == 0:
        return False
    if reading.month is None:
        return reading.day is None or 1 <= reading.day <= calendar.monthrange(_LEAP, 1)[1]
    if not 1 <= reading.month <= len(MONTHS):
        return False
    return (
        reading.day is None
        or 1 <= reading.day <= calendar.monthrange(reading.year or _LEAP, reading.month)[1]
    )


def format_date(date: dt.date, *, style: DateStyle = "long") -> str:
    """Return a date as Welsh writes it.

    >>> import datetime as dt
    >>> day = dt.date(2021, 11, 21)
    >>> for style in ("long", "full", "medium", "numeric", "ordinal", "of", "words"):
    ...     print(format_date(day, style=style))
    21 Tachwedd 2021
    Dydd Sul, 21 Tachwedd 2021
    21 Tach 2021
    21/11/2021
    21ain Tachwedd 2021
    21ain o Dachwedd 2021
    yr unfed ar hugain o Dachwedd 2021

    Args:
        date: the day.
        style: "long", "full" and "medium" are those of CLDR; see the example for the others.

    Raises:
        InputError: the style is not known.
        WrongTypeError: `date` is not a date.
    """
    if not isinstance(date, dt.date):
        raise WrongTypeError(_("A {found} is not a date. Give a datetime.date.", found=type(date).__name__))
    if style not in _STYLES:
        raise InputError(
            _(
                "“{found}” is not one of the choices. Use one of: {known}.",
                found=style,
                known=", ".join(_STYLES),
            )
        )
    month, words = MONTHS[date.month - 1], ordinal_words(date.day)
    return _STYLES[style].format(
        day=date.day,
        weekday=WEEKDAYS[date.weekday()],
        nth=ordinal_number(date.day),
        words=f"{'yr' if words[0] in 'aeiouwy' else 'y'} {words}",
        month=month,
        short=MONTH_ABBREVIATIONS[date.month - 1],
        soft=mutate(month, "soft"),
        number=date.month,
        year=date.year,
    )


_STYLES: dict[str, str] = {
    "long": "{day} {month} {year:04}",
    "full": "Dydd {weekday}, {day} {month} {year:04}",
    "medium": "{day} {short} {year:04}",
    "numeric": "{day:02}/{number:02}/{year:04}",
    "ordinal": "{nth} {month} {year:04}",
    "of": "{nth} o {soft} {year:04}",
    "words": "{words} o {soft} {year:04}",
}
