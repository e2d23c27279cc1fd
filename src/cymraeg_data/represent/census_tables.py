"""The packaged tables of the population of Wales, as the files have them."""

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

__all__ = ["WALES", "Geography", "PopulationGroup", "categories", "geographies", "rows"]

WALES = "W92000004"


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationGroup:
    """A group of a dimension: its code, its labels, and the ages that it covers.

    `cy_source` is "ons" or "statswales" for an official Welsh label and "ours" for our own wording. `kind` is
    "valid", or "not_answered" for people of the reference without an answer. `ages` holds pairs of first and
    last year, the last None where it is open.
    """

    code: str
    en: str
    cy: str
    cy_source: str = "ours"
    kind: str = "valid"
    parent: str = ""
    ages: tuple[tuple[int, int | None], ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Geography:
    """An area: a country, health board, region or local authority."""

    kind: str
    code: str
    en: str
    cy: str
    health_board: str = ""
    region: str = ""


@functools.cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a packaged population table.

    >>> rows("geographies.csv")[0]["cy"]
    'Cymru'
    """
    text = (files("cymraeg_data") / "data" / "population" / name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@functools.cache
def geographies() -> Mapping[str, Geography]:
    """Return every area by its code."""
    return {row["code"]: Geography(**row) for row in rows("geographies.csv")}


@functools.cache
def categories(dimension: str) -> tuple[PopulationGroup, ...]:
    """Return the categories of a packaged dimension, with StatsWales's labels among the aliases.

    >>> [category.cy for category in categories("sex")]
    ['Benyw', 'Gwryw']
    """
    if dimension in {"local_authority", "health_board", "region", "speaker_authority"}:
        return _areas(dimension)
    others: dict[str, list[str]] = {}
    for row in rows("aliases.csv"):
        if row["dimension"] == dimension and (
            row["kind"] == "statswales_label" or not row["alias"].isdigit()
        ):
            others.setdefault(row["code"], []).append(row["alias"])
    return tuple(
        PopulationGroup(
            code=row["code"],
            en=row["en"],
            cy=row["cy"],
            cy_source=row["cy_source"],
            kind=row["kind"],
            parent=row["parent"],
            ages=_ages(row["ages"]),
            aliases=(*filter(None, row["aliases"].split("|")), *others.get(row["code"], ())),
        )
        for row in rows("categories.csv")
        if row["dimension"] == dimension
    )


def _areas(dimension: str) -> tuple[PopulationGroup, ...]:
    """Return areas as categories; authorities whose speakers have no figure of their own are one group."""
    kind = "local_authority" if dimension == "speaker_authority" else dimension
    areas = [
        PopulationGroup(
            code=area.code, en=area.en, cy=area.cy, cy_source="ours" if kind == "region" else "statswales"
        )
        for area in geographies().values()
        if area.kind == kind
    ]
    if dimension != "speaker_authority":
        return tuple(areas)
    known = {row["code"] for row in rows("welsh_speakers.csv")}
    rest = [area for area in areas if area.code not in known]
    names = tuple(name for area in rest for name in (area.code, area.en, area.cy))
    other = next(row for row in rows("categories.csv") if row["code"] == "other_authorities")
    return (
        *(area for area in areas if area.code in known),
        PopulationGroup(code=other["code"], en=other["en"], cy=other["cy"], aliases=names),
    )


def _ages(text: str) -> tuple[tuple[int, int | None], ...]:
    spans = (span.partition("-") for span in filter(None, text.split(";")))
    return tuple((int(first), int(last) if last else None) for first, _dash, last in spans)
