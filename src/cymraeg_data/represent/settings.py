"""How a comparison is made: each setting with its default, and where the default comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypedDict, cast, get_args

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.represent.label_match import nearest
from cymraeg_data.represent.mapping import Codes
from cymraeg_data.represent.reference_population import EVERY_AGE, Ages, Unit

__all__ = ["CollectionMode", "CompareOptions", "ComparisonOptions", "ComparisonSettings", "configured"]

CollectionMode = Literal["online", "mixed", "offline", "administrative"]


class ComparisonOptions(TypedDict, total=False):
    """The fields of `ComparisonSettings` as keywords; each may be left out."""

    rows: Unit
    ages: Ages
    accept: Sequence[str]
    collection_mode: CollectionMode | None
    tolerance_pp: float
    tolerance_ratio: float
    min_n: int
    level: float
    codes: Mapping[str, Codes]
    labels: Mapping[str, Mapping[str, str]]
    fuzzy: bool
    on: date


class CompareOptions(ComparisonOptions, total=False):
    """The options of `compare` that a configuration file may hold."""

    unit: str | None
    weights: str | None
    restrict: Mapping[str, Ages] | Literal["base"] | None
    intersections: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonSettings:
    """The settings of a comparison.

    Attributes:
        rows: what a row represents, "people" or "households"; dimensions of the other base are refused.
        ages: the ages that the rows cover, as in `(16, None)` for a survey of adults. All ages by default.
        accept: dimensions to show although their base is another; they get no verdict.
        collection_mode: how the data was collected: "online", "mixed", "offline" or "administrative".
        tolerance_pp: how far a share may be from the reference's and still be close, in percentage points; 2
        is
            our choice.
        tolerance_ratio: the same as a fraction of the reference's share; a fifth, after the four-fifths rule
            for selection rates (US Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D). The
            narrower of the two counts, so that a small group is not called close when half of it is missing.
        min_n: the fewest rows, or units, that allow a verdict: 40, from which StatsWales calls a survey
        figure
            robust.
        level: the chance of a false alarm in a family of groups, that is in one dimension.
        codes: the system of a column's codes, as in `{"ethnic_group": "statswales"}`.
        labels: for a dimension, your labels and the group that each means.
        fuzzy: take unknown labels for the most similar known one; `Representation.guessed` lists them.
        on: the day on which ages are computed from dates of birth.

    Raises:
        InputError: a value that a setting cannot have.
    """

    rows: Unit = "people"
    ages: Ages = EVERY_AGE
    accept: Sequence[str] = ()
    collection_mode: CollectionMode | None = None
    tolerance_pp: float = 2.0
    tolerance_ratio: float = 0.2
    min_n: int = 40
    level: float = 0.05
    codes: Mapping[str, Codes] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fuzzy: bool = False
    on: date = date(2021, 3, 21)

    def __post_init__(self) -> None:
        """Check the values."""
        choices = {
            "rows": (self.rows, get_args(Unit)),
            "collection_mode": (self.collection_mode, (None, *get_args(CollectionMode))),
        }
        for name, (value, allowed) in choices.items():
            if value not in allowed:
                raise InputError(
                    _(
                        "“{value}” is not a value of {name}. Values: {known}.",
                        value=value,
                        name=name,
                        known=", ".join(each for each in allowed if each),
                    )
                )
        positive = {
            "tolerance_pp": self.tolerance_pp,
            "tolerance_ratio": self.tolerance_ratio,
            "min_n": self.min_n,
            "level": self.level,
        }
        for name, number in positive.items():
            if not number > 0:
                raise InputError(_("{name} must be above zero, not {value}.", name=name, value=number))


# What a value of a configuration file must be: an example for the message, and the types of the value.
_EXAMPLES: Mapping[str, tuple[str, tuple[type, ...]]] = {
    "rows": ('"people"', (str,)),
    "ages": ("[16, 64]", (list, tuple)),
    "accept": ('["tenure"]', (list, tuple)),
    "collection_mode": ('"online"', (str,)),
    "tolerance_pp": ("2.0", (int, float)),
    "tolerance_ratio": ("0.2", (int, float)),
    "min_n": ("40", (int,)),
    "level": ("0.05", (int, float)),
    "codes": ('{ethnic_group = "statswales"}', (Mapping,)),
    "labels": ('{sex = {"1" = "F"}}', (Mapping,)),
    "fuzzy": ("true", (bool,)),
    "on": ("2021-03-21", (date,)),
    "unit": ('"siaradwr"', (str,)),
    "weights": ('"pwysau"', (str,)),
    "restrict": ('"base"', (str, Mapping)),
    "intersections": ('[["sex", "working_age"]]', (list, tuple)),
}


def configured(given: Mapping[str, object]) -> CompareOptions:
    """Return the options of `compare` that a configuration file gives, with their names and types checked.

    Ages are lists there: `[16, 64]`, or `[16]` for 16 and over.

    >>> configured({"ages": [16], "tolerance_pp": 3})
    {'ages': (16, None), 'tolerance_pp': 3}

    Raises:
        InputError: there is no such setting, or its value is of another type.
    """
    options: dict[str, object] = {}
    for name, value in given.items():
        if name not in _EXAMPLES:
            raise InputError(
                _(
                    "There is no setting “{name}”. Nearest: {near}. There are: {known}.",
                    name=name,
                    near=", ".join(nearest(name, _EXAMPLES)) or "–",
                    known=", ".join(_EXAMPLES),
                )
            )
        example, types = _EXAMPLES[name]
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            raise InputError(
                _(
                    "“{value}” is not a value of {name}. Write it as in {name} = {example}.",
                    value=value,
                    name=name,
                    example=example,
                )
            )
        options[name] = value
    if "ages" in options:
        options["ages"] = _ages(options["ages"])
    if isinstance(options.get("restrict"), Mapping):
        restrict = cast("Mapping[str, object]", options["restrict"])
        options["restrict"] = {name: _ages(span) for name, span in restrict.items()}
    return cast("CompareOptions", options)


def _ages(span: object) -> Ages:
    years = list(span) if isinstance(span, list | tuple) else []
    low, high = [*years, None][:2] if years else (None, None)
    if not isinstance(low, int) or not isinstance(high, int | None) or len(years) > 2:
        raise InputError(
            _(
                "“{value}” is not a value of {name}. Write it as in {name} = {example}.",
                value=span,
                name="ages",
                example="[16, 64]",
            )
        )
    return low, high
