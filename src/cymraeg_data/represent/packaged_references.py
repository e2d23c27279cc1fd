"""The packaged references: Census 2021 for Wales, its authorities, health boards and regions."""

import functools
from collections.abc import Iterable, Mapping
from itertools import product

import numpy as np
import numpy.typing as npt

from cymraeg_data.errors import InputError
from cymraeg_data.locale import N_, _
from cymraeg_data.option_names import checked_options
from cymraeg_data.represent.census_tables import (
    WALES,
    Geography,
    PopulationGroup,
    categories,
    geographies,
    rows,
)
from cymraeg_data.represent.label_match import fold, nearest
from cymraeg_data.represent.reference_population import Dimension, Reference, covers

__all__ = ["ATTRIBUTION", "LICENCE", "reference"]

LICENCE = "OGL-UK-3.0"
ATTRIBUTION = N_(
    "Contains public sector information licensed under the Open Government Licence v3.0. "
    "Source: Office for National Statistics, Census 2021; Welsh Government."
)
_NAMES = {"census2021-wales": "census2021-wales", "census2021": "census2021-wales"}
_POPULATIONS = ("residents", "welsh_speakers")
_AREAS = ("local_authority", "health_board", "region")
# Percentages to one decimal: the true share is at most this far off.
_PERCENT_PRECISION = 0.05
# Speakers by age are percentages of residents to one decimal: over all bands that is 770 people of 538,300.
_DERIVED_PRECISION = 0.15

Counts = npt.NDArray[np.float64]


@checked_options
def reference(name: str, population: str = "residents", geography: str = WALES) -> Reference:
    """Return a packaged reference population.

    Args:
        name: "census2021-wales".
        population: "residents" of Wales, or its "welsh_speakers". A corpus of Welsh is written by speakers,
            who differ from residents in age and place. Only their ages and nine authorities are packaged.
        geography: the code or the name, in Welsh or English, of Wales, a health board, a region or an
            authority.

    >>> gwynedd = reference("census2021-wales", geography="Gwynedd")
    >>> int(gwynedd["age_broad"].total), [f"{share:.1%}" for share in gwynedd["welsh_speaking"].shares]
    (117397, ['64.4%', '35.6%'])

    Raises:
        InputError: there is no such reference, population or geography; the message lists what there is.
        WrongTypeError: there is no such option; the message has the nearest.
    """
    if name not in _NAMES:
        raise InputError(
            _("There is no reference “{name}”. There are: {known}.", name=name, known="census2021-wales")
        )
    if population not in _POPULATIONS:
        raise InputError(
            _(
                "There is no population “{name}”. There are: {known}.",
                name=population,
                known=", ".join(_POPULATIONS),
            )
        )
    area = _area(geography)
    if population == "welsh_speakers":
        return _speakers(area)
    return _residents(area)


def _area(name: str) -> Geography:
    known = geographies()
    if name in known:
        return known[name]
    wanted = fold(name)
    for area in known.values():
        if wanted in {fold(area.en), fold(area.cy), fold(area.code)}:
            return area
    names = [label for area in known.values() for label in (area.en, area.cy)]
    raise InputError(
        _(
            "There is no area “{name}”. Nearest: {near}. Areas are Wales, its health boards, regions and"
            " local authorities.",
            name=name,
            near=", ".join(nearest(name, names)) or "–",
        )
    )


def _authorities(area: Geography) -> list[str]:
    return [
        each.code
        for each in geographies().values()
        if each.kind == "local_authority" and area.code in {WALES, each.code, each.health_board, each.region}
    ]


@functools.cache
def _counted() -> Mapping[tuple[str, str], Mapping[str, float]]:
    """Return the counts of every table by dimension and geography."""
    found: dict[tuple[str, str], dict[str, float]] = {}
    for row in rows("counts.csv"):
        found.setdefault((row["dimension"], row["geography"]), {})[row["code"]] = float(row["count"])
    for row in rows("shares.csv"):
        found.setdefault((row["dimension"], row["geography"]), {})[row["code"]] = float(row["percent"])
    return found


@functools.cache
def _residents(area: Geography) -> Reference:
    authorities = _authorities(area)
    dimensions: dict[str, Dimension] = {}
    joints: dict[tuple[str, ...], Counts] = {}
    for row in rows("dimensions.csv"):
        if row["population"] != "residents":
            continue
        groups = [each for each in categories(row["name"]) if _here(each, row["name"], authorities)]
        counts = _counts(row["name"], groups, area.code, authorities)
        if counts is None or not any(counts):
            continue
        answers = [index for index, each in enumerate(groups) if each.kind == "valid"]
        dimensions[row["name"]] = _dimension(row, groups, counts)
        for place in _AREAS if row["name"] not in _AREAS else ():
            by_place = _by_place(row["name"], groups, place, authorities)
            if by_place is not None and len(authorities) > 1:
                joints[place, row["name"]] = by_place[:, answers]
    joints |= _sexes(authorities)
    return Reference(
        name="census2021-wales",
        population="residents",
        geography=area.code,
        dimensions=dimensions,
        joints=joints,
    )


def _here(category: PopulationGroup, name: str, authorities: Iterable[str]) -> bool:
    """Return whether a category is in the area asked for; one that is not an area always is."""
    if name not in _AREAS:
        return True
    areas = geographies()
    return any(category.code in {code, areas[code].health_board, areas[code].region} for code in authorities)


def _dimension(row: Mapping[str, str], groups: list[PopulationGroup], counts: list[float]) -> Dimension:
    valid = [(each, count) for each, count in zip(groups, counts, strict=True) if each.kind == "valid"]
    return Dimension(
        name=row["name"],
        en=row["en"],
        cy=row["cy"],
        of=row["of"],
        cy_source=row["cy_source"],
        categories=tuple(each for each, _count in valid),
        counts=tuple(count for _each, count in valid),
        n_not_answered=sum(counts) - sum(count for _each, count in valid),
        unit="households" if row["unit"] == "households" else "people",
        ages=(int(row["age_from"]), None),
        basis=row["basis"],
        precision_pp={"percent": _PERCENT_PRECISION, "derived": _DERIVED_PRECISION}.get(row["basis"], 0.0),
        tolerance=float(row["tolerance"]),
        table=row["table"],
        period=row["period"],
        source=row["source"],
        licence=LICENCE,
        attribution=ATTRIBUTION,
    )


def _counts(
    name: str, groups: list[PopulationGroup], area: str, authorities: list[str]
) -> list[float] | None:
    """Return the counts of a dimension in an area: as published, or else the sum over its authorities."""
    if name == "welsh_speaking":
        return _speaking(area, authorities)
    if name in _AREAS:
        by_place = _by_place("age_single_year", list(categories("age_single_year")), name, authorities)
        return None if by_place is None else by_place.sum(axis=1).tolist()
    published = _table(name, groups, area)
    if published is not None:
        return published
    tables = [_table(name, groups, code) for code in authorities]
    if any(table is None for table in tables) or (len(tables) > 1 and _is_percent(name)):
        return None
    return [sum(column) for column in zip(*(table or [] for table in tables), strict=True)]


def _is_percent(name: str) -> bool:
    return any(row["dimension"] == name for row in rows("shares.csv"))


def _table(name: str, groups: list[PopulationGroup], area: str) -> list[float] | None:
    """Return the counts of `groups` from their table, or summed from a finer one."""
    row = next(each for each in rows("dimensions.csv") if each["name"] == name)
    base = row["of"] or name
    found = _counted().get((base, area))
    if found is None:
        return None
    if not row["of"]:
        return [found.get(group.code, 0.0) for group in groups]
    finer = categories(base)
    return [sum(found.get(each.code, 0.0) for each in finer if _part(each, group)) for group in groups]


def _part(finer: PopulationGroup, group: PopulationGroup) -> bool:
    """Return whether a category of a finer table is a part of `group`."""
    if finer.ages and group.ages:
        return covers(group, finer.ages[0][0])
    return finer.parent == group.code


def _by_place(name: str, groups: list[PopulationGroup], place: str, authorities: list[str]) -> Counts | None:
    """Return the counts of a dimension by kind of place: a true joint distribution."""
    if _is_percent(name) or name == "welsh_speaking":
        return None
    tables = [_table(name, groups, code) for code in authorities]
    if any(table is None for table in tables):
        return None
    return _gather(np.asarray(tables, np.float64), place, authorities)


def _gather(counts: Counts, place: str, authorities: list[str]) -> Counts:
    """Return counts by authority, the first axis, summed by kind of place."""
    areas = geographies()
    own = [code if place == "local_authority" else getattr(areas[code], place) for code in authorities]
    places = [each.code for each in categories(place) if each.code in own]
    gathered = np.zeros((len(places), *counts.shape[1:]))
    np.add.at(gathered, [places.index(code) for code in own], counts)
    return gathered


def _sexes(authorities: list[str]) -> dict[tuple[str, ...], Counts]:
    """Return sex by working age, and both by place: the packaged parts of the table of sex by age."""
    cells = np.zeros((len(authorities), 2, 2))
    for (index, code), (axis, sex) in product(enumerate(authorities), enumerate("FM")):
        total, working = _counted()["sex", code][sex], _counted()["sex_16_64", code][sex]
        cells[index, axis] = working, total - working
    joints: dict[tuple[str, ...], Counts] = {("sex", "working_age"): cells.sum(axis=0)}
    if len(authorities) > 1:
        for place in _AREAS:
            joints[place, "sex", "working_age"] = _gather(cells, place, authorities)
    return joints


def _people_aged(first: int, last: int | None, area: str) -> float:
    years = _counted()["age_single_year", area]
    return sum(years[f"Y{year:03}"] for year in range(first, 101 if last is None else last + 1))


def _known_speakers() -> dict[str, float]:
    """Return how many speak Welsh in Wales, by band of age and by authority, where a figure was published."""
    found: dict[str, float] = {}
    ages = {each.code: each.ages[0] for each in categories("speaker_age")}
    for row in rows("welsh_speakers.csv"):
        if row["count"]:
            found[row["code"]] = float(row["count"])
        elif row["dimension"] == "speaker_age":
            found[row["code"]] = float(row["percent"]) / 100 * _people_aged(*ages[row["code"]], WALES)
        else:
            found[row["code"]] = float(row["percent"]) / 100 * _people_aged(3, None, row["code"])
    return found


def _speaking(area: str, authorities: list[str]) -> list[float] | None:
    known = _known_speakers()
    if area == WALES:
        return [known["speak"], _people_aged(3, None, WALES) - known["speak"]]
    if len(authorities) > 1 or area not in known:
        return None
    return [known[area], _people_aged(3, None, area) - known[area]]


@functools.cache
def _speakers(area: Geography) -> Reference:
    """Return the speakers of Welsh; the last group of each dimension is the rest of the whole."""
    if area.code != WALES:
        raise InputError(_("The speakers of Welsh are known for Wales only, not for {area}.", area=area.en))
    known = _known_speakers()
    dimensions = {}
    for row in rows("dimensions.csv"):
        if row["population"] != "welsh_speakers":
            continue
        groups = list(categories(row["name"]))
        counts = [known.get(group.code, 0.0) for group in groups]
        counts[-1] = known["speak"] - sum(counts[:-1])
        dimensions[row["name"]] = _dimension(row, groups, counts)
    return Reference(
        name="census2021-wales", population="welsh_speakers", geography=WALES, dimensions=dimensions
    )
