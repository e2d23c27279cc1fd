"""How a comparison is made: each setting with its default and where that comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Literal, get_args

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.represent.label_match import nearest
from cymraeg_data.represent.mapping import Codes
from cymraeg_data.represent.reference_population import EVERY_AGE, Ages, Unit

__all__ = ["CollectionMode", "Settings"]

CollectionMode = Literal["online", "mixed", "offline", "administrative"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a comparison.

    Attributes:
        rows: whether a row is one of "people" or of "households"; dimensions of the other base cannot be
            compared.
        ages: the ages that the rows cover, as in `(16, None)` for a survey of adults. Everybody unless you
            say.
        accept: dimensions to show although their base is another; they get no verdict.
        collection_mode: how the data was collected: "online", "mixed", "offline" or "administrative".
        tolerance_pp: how far a share may be from the reference's and be close, in percentage points; 2 is
            ours.
        tolerance_ratio: the same as a fraction of the reference's share; a fifth, after the four-fifths rule
            for selection rates (US Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D). The
            narrower of the two counts, so that a small group is not called close when half of it is missing.
        min_n: fewer rows, or units, than this are too few for a verdict: 40, from which StatsWales calls a
            survey figure robust.
        level: the chance of a false alarm in a family of groups, that is in one dimension.
        codes: whose codes a column holds, as in `{"ethnic_group": "statswales"}`.
        labels: for a dimension, your labels and the group each stands for.
        fuzzy: take labels that are not known for the one most like them; `Representation.guessed` shows
            which.
        on: the day on which ages are reckoned from dates of birth.
    """

    rows: Unit = "people"
    ages: Ages = EVERY_AGE
    accept: tuple[str, ...] = ()
    collection_mode: CollectionMode | None = None
    tolerance_pp: float = 2.0
    tolerance_ratio: float = 0.2
    min_n: int = 40
    level: float = 0.05
    codes: Mapping[str, Codes] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fuzzy: bool = False
    on: date = date(2021, 3, 21)

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Settings":
        """Return the settings given by name.

        Raises:
            InputError: there is no such setting, or a value that it cannot have.
        """
        known = [item.name for item in fields(cls)]
        for name in given:
            if name not in known:
                raise InputError(
                    _(
                        "There is no setting “{name}”. Nearest: {near}. There are: {known}.",
                        name=name,
                        near=", ".join(nearest(name, known)) or "–",
                        known=", ".join(known),
                    )
                )
        settings = cls(**given)
        settings._check()
        return settings

    def _check(self) -> None:
        choices = {"rows": get_args(Unit), "collection_mode": (None, *get_args(CollectionMode))}
        for name, allowed in choices.items():
            if getattr(self, name) not in allowed:
                raise InputError(
                    _(
                        "“{value}” is no {name}. There are: {known}.",
                        value=getattr(self, name),
                        name=name,
                        known=", ".join(each for each in allowed if each),
                    )
                )
        for name in ("tolerance_pp", "tolerance_ratio", "min_n", "level"):
            if not getattr(self, name) > 0:
                raise InputError(
                    _("{name} must be above nought, not {value}.", name=name, value=getattr(self, name))
                )
