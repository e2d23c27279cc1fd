"""Times of day as Welsh text writes them, read and written: 3yp, 10.30yb, 7.00yh, hanner awr wedi tri."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, get_args

from cymraeg_data.errors import InputError, WrongTypeError
from cymraeg_data.locale import _
from cymraeg_data.welsh.numerals import number_value

__all__ = ["TimeStyle", "format_time", "parse_time"]

TimeStyle = Literal["24", "12"]

_LONGEST = 80
_NOON, _EVENING, _DAY = 12, 18, 24
_AFTERNOONS = ("prynhawn", "pnawn", "p'nawn", "pnawn 'ma")
_ARTICLES = ("y", "'r", "o'r", "yn y")
_HALF_DAYS = {
    "morning": ("yb", "y.b", "y bore", "'r bore", "o'r bore", "yn y bore", "am", "a.m"),
    "afternoon": (
        *("yp", "y.p", "pm", "p.m", *_AFTERNOONS),
        *(f"{article} {noun}" for article in _ARTICLES for noun in _AFTERNOONS),
    ),
    "evening": (
        *("yh", "y.h", "yr hwyr", "'r hwyr", "o'r hwyr", "yn yr hwyr", "gyda'r hwyr", "gyda'r nos"),
        *("y nos", "'r nos", "o'r nos", "yn y nos", "heno", "yr nos"),
    ),
    "noon": ("hanner dydd", "canol dydd", "ganol dydd"),
    "midnight": ("hanner nos", "canol nos", "ganol nos"),
}
_PART_OF_DAY = {words: part for part, forms in _HALF_DAYS.items() for words in forms}
_PARTS = "|".join(re.escape(words) for words in sorted(_PART_OF_DAY, key=len, reverse=True))
_MIDDLES = dict.fromkeys(_HALF_DAYS["noon"], _NOON) | dict.fromkeys(_HALF_DAYS["midnight"], 0)
_PART = rf"(?P<part>{_PARTS})\.?"
_FIGURES = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[.:](?P<minute>[0-9]{2})(?::[0-9]{2})?)?(?P<clock> o'r gloch)?(?:"
    rf" ?{_PART})?"
)
_CLOCK = re.compile(
    rf"(?P<hour>[^0-9]+?)(?: o'r gloch(?:,? {_PART})?|(?: (?!')|(?='r)){_PART.replace('part', 'said')})"
)
_PAST = re.compile(
    r"(?P<minutes>.+?) (?P<way>wedi|'di|i) "
    rf"(?:(?P<middle>{'|'.join(_MIDDLES)})|(?P<hour>[^0-9]+?)(?: {_PART})?)"
)
_MINUTES = {"chwarter": 15, "chwarter awr": 15, "hanner awr": 30, "hanner": 30}


def parse_time(text: str) -> tuple[dt.time, ...]:
    """Return every reading of a time of day; none for any other text.

    >>> [parse_time(text)[0].isoformat("minutes") for text in ("3yp", "10.30yb", "7.00yh")]
    ['15:00', '10:30', '19:00']
    >>> [time.isoformat("minutes") for time in parse_time("chwarter i bump y prynhawn")]
    ['16:45']
    >>> [parse_time(text)[0].isoformat("minutes") for text in ("deg y bore", "pum munud i hanner nos")]
    ['10:00', '23:55']
    >>> [time.isoformat("minutes") for time in parse_time("5.30")]
    ['05:30', '17:30']

    Without a part of the day an hour up to 12 has two readings, unless it is written as 05:30. *yh* after 12,
    or with an hour from 1 to 4, has two as well: it is used for the evening and, loosely, for every *pm*.

    Args:
        text: the time and nothing else, of any case, with or without *am* (at) before it.
    """
    if len(text) > _LONGEST:
        return ()
    folded = " ".join(unicodedata.normalize("NFC", text).lower().replace("’", "'").split()).removeprefix(
        "am "
    )
    if folded in _MIDDLES:
        return (dt.time(_MIDDLES[folded]),)
    return tuple(dict.fromkeys(_read(folded)))


def _read(text: str) -> Iterator[dt.time]:
    if found := _FIGURES.fullmatch(text):
        if not (found["minute"] or found["clock"] or found["part"]):
            return
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        exact = found["hour"].startswith("0") and found["part"] is None
        hours: tuple[int, ...] = (hour,) if exact else _hours(hour, found["part"])
    elif found := _PAST.fullmatch(text):
        past = _minutes(found["minutes"])
        if past is None:
            return
        hours, minute = _named_hours(found["hour"], found["part"]), past
        if found["middle"]:
            hours = (_MIDDLES[found["middle"]],)
        if found["way"] == "i":
            hours, minute = tuple((hour - 1) % _DAY for hour in hours), 60 - past
    elif found := _CLOCK.fullmatch(text):
        hours, minute = _named_hours(found["hour"], found["part"] or found["said"]), 0
    else:
        return
    yield from (dt.time(hour, minute) for hour in hours if hour < _DAY and minute < _HOUR)


_HOUR = 60


def _named_hours(text: str | None, part: str | None) -> tuple[int, ...]:
    hour = number_value(text) if text else None
    return _hours(hour, part) if hour is not None and 1 <= hour <= _NOON else ()


def _minutes(text: str) -> int | None:
    """Return minutes in words, with the noun inside the number or after it: *pum munud ar hugain*."""
    value = _MINUTES.get(text) or number_value(
        " ".join(word for word in text.split() if word not in ("munud", "funud"))
    )
    return value if value is not None and 0 < value < _HOUR else None


def _hours(hour: int, part: str | None) -> tuple[int, ...]:
    """Return the hours of the day that an hour of the clock may mean."""
    if part is None:
        return (hour,) if hour > _NOON or hour == 0 else (hour % _NOON, hour % _NOON + _NOON)
    name = _PART_OF_DAY[part]
    if name in ("noon", "midnight"):  # deuddeg hanner dydd
        return (_MIDDLES[part],) if hour == _NOON else ()
    if hour > _NOON:
        return (hour,) if name != "morning" else ()
    if hour == 0:
        return (0,) if name == "morning" else ()
    morning, later = hour % _NOON, hour % _NOON + _NOON
    if name == "morning":
        return (morning,)
    loose = name == "evening" and (hour == _NOON or hour < _NOT_EVENING)
    return (morning, later) if loose else (later,)


_NOT_EVENING = 5


def format_time(time: dt.time, *, style: TimeStyle = "24") -> str:
    """Return a time of day to the minute, by 24 hours, or by 12 with *yb*, *yp* or *yh*.

    >>> import datetime as dt
    >>> format_time(dt.time(19, 5)), format_time(dt.time(19, 5), style="12")
    ('19:05', '7.05yh')

    Args:
        time: the time; the evening begins at 18:00.
        style: "24" or "12".

    Raises:
        InputError: the style is not known.
        WrongTypeError: `time` is not a time.
    """
    if not isinstance(time, dt.time):
        raise WrongTypeError(_("A {found} is not a time. Give a datetime.time.", found=type(time).__name__))
    if style == "24":
        return f"{time.hour:02}:{time.minute:02}"
    if style == "12":
        part = "yb" if time.hour < _NOON else "yp" if time.hour < _EVENING else "yh"
        return f"{time.hour % _NOON or _NOON}.{time.minute:02}{part}"
    raise InputError(
        _(
            "“{found}” is not one of the choices. Use one of: {known}.",
            found=style,
            known=", ".join(get_args(TimeStyle)),
        )
    )
