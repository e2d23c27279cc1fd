"""Fields that hold both languages, such as "Croeso / Welcome", split into two texts."""

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from cymraeg_data.detection import detect
from cymraeg_data.names.gazetteer import canonical_name
from cymraeg_data.translation.pair_score import translation_score

__all__ = ["Sides", "split_sides"]

# Separators of the two languages: a mark, a new line, a bracket, or the end of a sentence.
_BETWEEN = re.compile(r"\s*[/|•·;]\s*|\s+[-–—]\s+|\s*[\n\r\t]\s*|\s*[(\[]\s*|[.!?…]\s+|\s{2,}")
_OUTSIDE = " \t\r\n/|•·;()[]-–—"
_MOST = 20  # marks of one text that are tried; our choice
_LIKELY = 0.3  # translation score from which two texts count as translations; our choice


class Sides(NamedTuple):
    """The English and the Welsh text of one field."""

    en: str
    cy: str


def split_sides(text: str) -> Sides | None:
    """Return the two texts of a field that holds one in each language; None for any other field.

    Welsh with English words in it is not two texts: a mark, a new line, a bracket or the end of a sentence
    must separate them, and one must be a likely translation of the other.

    >>> split_sides("Dim ysmygu / No smoking")
    Sides(en='No smoking', cy='Dim ysmygu')
    >>> split_sides("Swansea (Abertawe)").cy, split_sides("Mae'r gêm yn kick-off am ddau")
    ('Abertawe', None)
    """
    found = [
        (_likeness(sides), sides)
        for mark in itertools.islice(_BETWEEN.finditer(text), _MOST)
        for sides in _either_way(text[: mark.end()].strip(_OUTSIDE), text[mark.end() :].strip(_OUTSIDE))
    ]
    likeness, sides = max(found, default=(0.0, None))
    return sides if likeness >= _LIKELY else None


def _either_way(first: str, second: str) -> Iterator[Sides]:
    """Yield the two texts as a pair in each possible order; the language of at least one must be clear."""
    before, after = detect(first).language, detect(second).language
    if {before, after} & {"cy", "en"} and before != after:
        if before != "cy" and after != "en":
            yield Sides(first, second)
        if before != "en" and after != "cy":
            yield Sides(second, first)


def _likeness(sides: Sides) -> float:
    return 1.0 if _same_name(sides) else translation_score(*sides)


def _same_name(sides: Sides) -> bool:
    name = canonical_name(sides.en)
    return name is not None and name == canonical_name(sides.cy)
