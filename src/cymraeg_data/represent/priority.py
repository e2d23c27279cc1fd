"""The priority groups of public policy in Wales; a comparison answers for each, if only that it cannot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cymraeg_data.locale import N_
from cymraeg_data.represent.census_tables import rows
from cymraeg_data.represent.reference_population import Dimension
from cymraeg_data.represent.settings import CollectionMode

__all__ = ["CEILINGS", "PRIORITY", "Ceiling", "PriorityGroup", "ceilings", "members"]

_WHITE_BRITISH = "white_english_welsh_scottish_northern_irish_or_british"
_UNEMPLOYED, _INACTIVE = "economic_activity_status_4a-002", "economic_activity_status_4a-003"
_SOCIAL = frozenset(
    {"social", "social_rented_rents_from_council_or_local_authority", "social_rented_other_social_rented"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityGroup:
    """A priority group and how it is identified from a column.

    `dimensions` can identify it, the best first. `codes` are its categories, or with `ages` those of these
    ages; with `but` they are all the others. `plan` is the plan or law of Wales that names the group.
    """

    key: str
    title: str
    dimensions: tuple[str, ...]
    codes: frozenset[str] = frozenset()
    ages: tuple[int, int | None] | None = None
    but: bool = False
    plan: str = ""
    note: str = ""


_AGES = ("age_single_year", "age_five_year", "age_broad", "age_band")

# The definitions are our choice where no plan gives one: 65 and over; 16 to 24, as in labour market
# statistics, or 15 to 24 where ages come in five-year bands.
PRIORITY: tuple[PriorityGroup, ...] = (
    PriorityGroup(
        key="older_people",
        title=N_("Older people (65 and over)"),
        dimensions=_AGES,
        ages=(65, None),
        plan=N_("Strategy for an Ageing Society"),
    ),
    PriorityGroup(
        key="young_people",
        title=N_("Young people (16 to 24)"),
        dimensions=("age_single_year", "age_band"),
        ages=(16, 24),
        plan=N_("Children and Young People's Plan"),
    ),
    PriorityGroup(
        key="young_people",
        title=N_("Young people (15 to 24)"),
        dimensions=("age_five_year",),
        ages=(15, 24),
        plan=N_("Children and Young People's Plan"),
    ),
    PriorityGroup(
        key="disabled_people",
        title=N_("Disabled people"),
        dimensions=("disability",),
        codes=frozenset({"disabled_under_the_equality_act"}),
        plan=N_("Disabled People's Rights Plan"),
    ),
    PriorityGroup(
        key="unemployed_people",
        title=N_("Unemployed people"),
        dimensions=("economic_activity",),
        codes=frozenset({_UNEMPLOYED}),
        plan=N_("Socio-economic Duty"),
    ),
    PriorityGroup(
        key="economically_inactive_people",
        title=N_("Economically inactive people"),
        dimensions=("economic_activity",),
        codes=frozenset({_INACTIVE}),
        plan=N_("Socio-economic Duty"),
    ),
    PriorityGroup(
        key="social_housing_residents",
        title=N_("Residents of social housing (households)"),
        dimensions=("tenure_broad", "tenure"),
        codes=_SOCIAL,
        plan=N_("Socio-economic Duty"),
    ),
    PriorityGroup(
        key="people_offline",
        title=N_("People who are not online"),
        dimensions=(),
        plan=N_("Digital Strategy for Wales"),
        note=N_("no column can show who never answered; name the collection mode to see a ceiling"),
    ),
    PriorityGroup(
        key="welsh_speakers",
        title=N_("Welsh speakers (aged 3 and over)"),
        dimensions=("welsh_speaking",),
        codes=frozenset({"speaks"}),
        plan=N_("Cymraeg 2050"),
    ),
    PriorityGroup(
        key="ethnic_minorities",
        title=N_("Ethnic minorities (all but White British groups)"),
        dimensions=("ethnic_group",),
        codes=frozenset({_WHITE_BRITISH}),
        but=True,
        plan=N_("Anti-racist Wales Action Plan"),
    ),
    PriorityGroup(
        key="ethnic_minorities",
        title=N_("Ethnic minorities (all but White groups)"),
        dimensions=("ethnic_group_broad",),
        codes=frozenset({"W"}),
        but=True,
        plan=N_("Anti-racist Wales Action Plan"),
    ),
    PriorityGroup(
        key="lgbtq_people",
        title=N_("LGBTQ+ people (by sexual orientation, aged 16 and over)"),
        dimensions=("sexual_orientation",),
        codes=frozenset({"straight_or_heterosexual"}),
        but=True,
        plan=N_("LGBTQ+ Action Plan for Wales"),
        note=N_(
            "trans and non-binary people are not counted: no reference figures for gender identity are"
            " packaged"
        ),
    ),
)


def members(group: PriorityGroup, dimension: Dimension) -> frozenset[int] | None:
    """Return the indices of the categories that make up a group; None where one is in it only in part."""
    if group.ages is None:
        chosen = {code in group.codes for code in dimension.codes}
        if chosen == {False} and not group.but:
            return None
        return frozenset(
            index for index, code in enumerate(dimension.codes) if (code in group.codes) != group.but
        )
    low, high = group.ages
    inside = set()
    for index, category in enumerate(dimension.categories):
        for first, last in category.ages:
            if first >= low and (high is None or (last is not None and last <= high)):
                inside.add(index)
            elif (last is None or last >= low) and (high is None or first <= high):
                return None
    return frozenset(inside) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """The largest share of a group that a collection mode can reach: an assumption with its period."""

    key: str
    title: str
    share: float
    everyone: float | None
    period: str
    source: str


# The group of the survey that represents a priority group, by date; ages and bases are the survey's.
CEILINGS: Mapping[str, tuple[str, str, str, str | None]] = {
    "A75_PLUS": ("older_people", "nsw2018_19", N_("people aged 75 and over"), "all"),
    "unemployed": ("unemployed_people", "nsw2018_19", N_("unemployed people aged 16 to 64"), None),
    "inactive": (
        "economically_inactive_people",
        "nsw2018_19",
        N_("economically inactive people aged 16 to 64"),
        None,
    ),
    "A16_24": ("young_people", "nsw2017_18", N_("people aged 16 to 24"), "all"),
    "hh_social": ("social_housing_residents", "nsw2017_18", N_("households in social housing"), "hh_all"),
    "all": ("people_offline", "nsw2019_20", N_("everybody aged 16 and over"), None),
}


def ceilings(mode: CollectionMode | None) -> Iterator[Ceiling]:
    """Yield the ceilings that a mode sets: those of internet use for data collected online, or none.

    >>> {ceiling.key: ceiling.share for ceiling in ceilings("online")}["older_people"]
    0.49
    """
    if mode != "online":
        return
    found = {(row["survey"], row["group"]): row for row in rows("internet_use.csv")}
    for code, (key, survey, title, everyone) in CEILINGS.items():
        row = found[survey, code]
        whole = None if everyone is None else float(found[survey, everyone]["percent"]) / 100
        yield Ceiling(
            key=key,
            title=title,
            share=float(row["percent"]) / 100,
            everyone=whole,
            period=row["period"],
            source=row["source"],
        )
