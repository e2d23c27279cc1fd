"""A reference population: for each dimension its groups, their counts and the base they are counted on."""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

from cymraeg_data.errors import InputError
from cymraeg_data.frozen import FrozenDict
from cymraeg_data.locale import N_, _, language
from cymraeg_data.represent.census_tables import PopulationGroup
from cymraeg_data.represent.label_match import fold, nearest
from cymraeg_data.welsh import format_date

__all__ = ["UNITS", "Dimension", "Reference", "Unit", "period_in_words"]

Unit = Literal["people", "households"]
Ages = tuple[int, int | None]
EVERY_AGE: Ages = (0, None)
UNITS: Mapping[Unit, str] = {"people": N_("people"), "households": N_("households")}
"""The units that a population is counted by, in words."""
_TITLES = {"census2021-wales": N_("Census 2021")}
_TABLES_AND_PERIODS = (
    N_("RUC 2021 by TS038"),
    N_("TS033 and TS007"),
    N_("WIMD 2019 by mid-2020 estimates"),
    N_("2019, population of mid-2020"),
)
"""What the packaged dimensions have in words as their table or period."""
_MONTH_OR_DAY = re.compile(r"(?<![0-9-])[0-9]{4}-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?(?![0-9-])")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Dimension:
    """One way of dividing a population, with the count of each group.

    `categories` are the valid answers, with `counts` in the same order; `n_not_answered` is how many of the
    population did not answer: they are part of no share. `unit` and `ages` are the base. `tolerance` is how
    far the total may be from that of another table of the same source, which perturbs its cells; `of` is the
    finer dimension that this one is made from. With `basis` "percent" only rounded percentages were published
    and `counts` are those; `precision_pp` is how far a share may be off because of it.
    """

    name: str
    en: str
    cy: str
    categories: tuple[PopulationGroup, ...]
    counts: tuple[float, ...]
    of: str = ""
    n_not_answered: float = 0
    unit: Unit = "people"
    ages: Ages = EVERY_AGE
    cy_source: str = "ours"
    basis: str = "count"
    precision_pp: float = 0.0
    tolerance: float = 0.0
    table: str = ""
    period: str = ""
    source: str = ""
    licence: str = ""
    attribution: str = ""

    def __repr__(self) -> str:
        """Return its name, size and base in one line."""
        return f"Dimension({self.name}: {len(self.categories)} groups, {self.total:,.0f} {self.unit})"

    @property
    def title(self) -> str:
        """Return its name in the current language."""
        return self.cy if language() == "cy" else self.en

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of its groups."""
        return tuple(category.code for category in self.categories)

    @property
    def total(self) -> float:
        """Return the sum of its counts, without those who did not answer."""
        return float(sum(self.counts))

    @property
    def shares(self) -> npt.NDArray[np.float64]:
        """Return the share of each group among those who answered."""
        return np.asarray(self.counts, np.float64) / self.total

    @property
    def is_age(self) -> bool:
        """Return whether the groups are ages."""
        return all(category.ages for category in self.categories)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Reference:
    """A population to compare with.

    `joints` holds the counts of true joint distributions: by the names of the dimensions, in the order of the
    axes.
    """

    name: str
    population: str = "residents"
    geography: str = ""
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    joints: Mapping[tuple[str, ...], npt.NDArray[np.float64]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the tables read-only."""
        object.__setattr__(self, "dimensions", FrozenDict(self.dimensions))
        object.__setattr__(self, "joints", FrozenDict(self.joints))

    def __repr__(self) -> str:
        """Return what it is in one line; `dimensions` lists its dimensions."""
        place = f", {self.geography}" if self.geography else ""
        return f"Reference({self.name}, {self.population}{place}: {len(self.dimensions)} dimensions)"

    @property
    def title(self) -> str:
        """Return its name in words, for `_` to translate."""
        return _TITLES.get(self.name, self.name)

    def __getitem__(self, name: str) -> Dimension:
        """Return a dimension by its name, or by its title in Welsh or English.

        Raises:
            InputError: there is none; the message names the nearest.
        """
        wanted = fold(name)
        for dimension in self.dimensions.values():
            if wanted in {
                fold(dimension.name),
                fold(dimension.en),
                fold(dimension.cy),
                *_SHORT.get(dimension.name, ()),
            }:
                return dimension
        near = nearest(name, self.dimensions)
        raise InputError(
            _(
                "The reference {reference} has no dimension “{name}”. Nearest: {near}. There are: {known}.",
                reference=self.name,
                name=name,
                near=", ".join(near) or "–",
                known=", ".join(self.dimensions),
            )
        )

    def __iter__(self) -> Iterator[Dimension]:
        """Yield its dimensions."""
        return iter(self.dimensions.values())

    def joint(self, names: Sequence[str]) -> npt.NDArray[np.float64] | None:
        """Return the counts of a true joint distribution, or None, with its axes in the order of `names`.

        >>> from cymraeg_data.represent import reference
        >>> reference("census2021-wales").joint(("working_age", "sex")).shape
        (2, 2)
        """
        for known, counts in self.joints.items():
            if len(known) == len(names) and set(known) == set(names):
                return np.transpose(counts, [known.index(name) for name in names])
        return None

    def including(self, other: "Reference") -> "Reference":
        """Return this reference with the dimensions and joints of `other` added; those of `other` win."""
        return replace(
            self,
            dimensions={**self.dimensions, **other.dimensions},
            joints={**self.joints, **other.joints},
        )

    def age_bands(self, firsts: Sequence[int], *, name: str = "age_band") -> "Reference":
        """Return this reference with a dimension of your own age bands, which begin at `firsts`.

        >>> from cymraeg_data.represent import reference
        >>> adults = reference("census2021-wales").age_bands([16, 25, 50, 65])
        >>> [category.cy for category in adults["age_band"].categories]
        ['16 i 24 oed', '25 i 49 oed', '50 i 64 oed', '65 oed a throsodd']

        Raises:
            InputError: the first years do not rise, or the reference has no single years of age.
        """
        years = self["age_single_year"]
        if (
            not firsts
            or list(firsts) != sorted(set(firsts))
            or not 0 <= firsts[0] <= firsts[-1] <= len(years.counts) - 1
        ):
            raise InputError(
                _("The first years of age bands must rise, from 0 or more, not {found}.", found=list(firsts))
            )
        lasts: list[int | None] = [following - 1 for following in firsts[1:]]
        spans = list(zip(firsts, [*lasts, None], strict=True))
        bands = tuple(_band(first, last) for first, last in spans)
        dimension = replace(
            years,
            name=name,
            en="Age in bands",
            cy="Oedran mewn bandiau",
            cy_source="ours",
            categories=bands,
            counts=tuple(
                sum(years.counts[first : None if last is None else last + 1]) for first, last in spans
            ),
            ages=(firsts[0], years.ages[1]),
        )
        return replace(self, dimensions={**self.dimensions, name: dimension})

    def restricted(self, ages: Ages) -> "Reference":
        """Return the part of this reference that is known for people of `ages` only.

        Bands of age are counted again from single years. Other dimensions are kept where their base is these
        ages already, and left out where it is not.
        """
        if ages == EVERY_AGE:
            return self
        kept = {}
        for dimension in self:
            if dimension.ages == ages:
                kept[dimension.name] = dimension
            elif dimension.is_age and "age_single_year" in self.dimensions and dimension.unit == "people":
                cut = _cut(dimension, self.dimensions["age_single_year"], ages)
                if cut is not None:
                    kept[dimension.name] = cut
            elif ages == (16, 64) and (dimension.name, "working_age") in self.joints:
                column = self.joints[dimension.name, "working_age"][:, 0]
                kept[dimension.name] = replace(dimension, counts=tuple(column.tolist()), ages=ages)
        return replace(self, dimensions=kept, joints={})


# Other names that people give a dimension: our choice.
_SHORT: Mapping[str, tuple[str, ...]] = {
    "local_authority": ("la", "ltla", "authority", "awdurdod"),
    "economic_activity": ("economic activity", "gweithgarwch economaidd"),
    "welsh_speaking": ("welsh", "cymraeg", "speaks welsh", "siarad cymraeg"),
    "ethnic_group": ("ethnicity", "ethnigrwydd"),
    "rural_urban": ("rural urban",),
    "unpaid_care": ("unpaid care", "gofal di-dâl", "darpariaeth gofal di-dâl"),
    "wimd_decile": ("wimd", "malic"),
}


def period_in_words(period: str) -> str:
    """Return a period in the current language, with its dates and months written out.

    >>> from cymraeg_data import locale
    >>> with locale.use("cy"):
    ...     [period_in_words(period) for period in ("2021-03-21", "2017-04/2018-03", "2019")]
    ['21 Mawrth 2021', 'Ebrill 2017–Mawrth 2018', '2019']
    """
    text = "; ".join(_(part) if part else part for part in period.split("; "))
    return _MONTH_OR_DAY.sub(lambda found: _in_words(*map(int, found[0].split("-"))), text).replace("/", "–")


def _in_words(year: int, month: int, day: int | None = None) -> str:
    """Return a day or month in the current language; numbers that are no date stay as they are."""
    try:
        found = date(year, month, day or 1)
    except ValueError:
        return "-".join(f"{part:02}" for part in (year, month, day) if part is not None)
    whole = format_date(found) if language() == "cy" else f"{found.day} {found:%B} {found.year}"
    return whole if day else whole.partition(" ")[2]


def _band(first: int, last: int | None) -> PopulationGroup:
    code = f"A{first:02}_PLUS" if last is None else f"A{first:02}_{last:02}"
    en = f"Aged {first} years and over" if last is None else f"Aged {first} to {last} years"
    cy = f"{first} oed a throsodd" if last is None else f"{first} i {last} oed"
    return PopulationGroup(code=code, en=en, cy=cy, ages=((first, last),))


def _cut(dimension: Dimension, years: Dimension, ages: Ages) -> Dimension | None:
    """Return an age dimension with only the people of `ages` counted.

    None where a band would be counted in part.
    """
    if dimension.basis != "count" or dimension.counts != _sums(dimension.categories, years, EVERY_AGE):
        return None
    counts = _sums(dimension.categories, years, ages)
    kept = [index for index, count in enumerate(counts) if count]
    return replace(
        dimension,
        categories=tuple(dimension.categories[index] for index in kept),
        counts=tuple(counts[index] for index in kept),
        ages=ages,
    )


@functools.cache
def _sums(categories: tuple[PopulationGroup, ...], years: Dimension, ages: Ages) -> tuple[float, ...]:
    """Return how many people of `ages` each category of ages holds."""
    low, high = ages
    return tuple(
        float(
            sum(
                count
                for year, count in enumerate(years.counts)
                if low <= year <= (high if high is not None else year) and covers(category, year)
            )
        )
        for category in categories
    )


def covers(category: PopulationGroup, year: int) -> bool:
    """Return whether a category of ages holds people of that age."""
    return any(first <= year and (last is None or year <= last) for first, last in category.ages)
