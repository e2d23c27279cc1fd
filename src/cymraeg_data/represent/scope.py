"""Which rows, and which part of the reference, each dimension is compared on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.represent.counting import Rows
from cymraeg_data.represent.mapping import Mapped
from cymraeg_data.represent.reference_population import EVERY_AGE, UNITS, Ages, Dimension, Reference
from cymraeg_data.represent.settings import ComparisonSettings

__all__ = ["Restriction", "Scope"]

Restriction = Mapping[str, Ages] | Literal["base"]


class Scope:
    """Which rows, and which part of the reference, each dimension is compared on."""

    def __init__(
        self,
        reference: Reference,
        settings: ComparisonSettings,
        restrict: Restriction | None,
        mapped: Mapping[str, Mapped],
        years: Mapped | None,
    ) -> None:
        self.reference = reference
        self.settings = settings
        self.mapped = mapped
        self.years = years
        self.accepted = {reference[name].name for name in settings.accept}
        self.by_base = restrict == "base"
        self.ages = settings.ages
        self.mask: npt.NDArray[np.bool_] | None = None
        if isinstance(restrict, Mapping):
            unknown = set(restrict) - {"age"}
            if unknown:
                raise InputError(
                    _(
                        "Rows can be restricted by “age” only, not by {names}.",
                        names=", ".join(sorted(unknown)),
                    )
                )
            self.ages = restrict["age"]
            self.mask = self._of_ages(self.ages)
        elif not self.by_base and restrict is not None:
            raise InputError(_("restrict is {example} or “base”.", example='{"age": (16, None)}'))
        self.narrowed = reference.restricted(self.ages)
        for name in mapped:
            self._check(reference[name])

    def _of_ages(self, ages: Ages) -> npt.NDArray[np.bool_]:
        """Return which rows are of people of these ages; rows without a known age are not."""
        low, high = ages
        candidates = [(self.reference[name], mapped) for name, mapped in self.mapped.items()]
        if self.years is not None:
            candidates.insert(0, (self.reference["age_single_year"], self.years))
        for dimension, mapped in candidates:
            if not dimension.is_age:
                continue
            inside = [_whole(category.ages, low, high) for category in dimension.categories]
            if None not in inside:
                table = np.array([*inside, False], bool)
                return table[np.maximum(mapped.codes, -1)]
        raise InputError(
            _(
                "Restricting rows to ages from {low} needs a column of ages among the dimensions, in years or"
                " in bands that begin there: add {example}.",
                low=low,
                example='{"age_single_year": "…"}',
            )
        )

    def _check(self, dimension: Dimension) -> None:
        """Raise where the base of a dimension is not that of the rows and was not accepted."""
        name = dimension.name
        if name in self.accepted:
            return
        if dimension.unit != self.settings.rows:
            raise InputError(
                _(
                    "The reference counts “{title}” by {base}, and the rows are {rows}. Compare it in data"
                    ' with one row for each of them (rows="{unit}"), or show it without a verdict'
                    ' (accept=("{name}",)).',
                    title=dimension.title,
                    base=_(UNITS[dimension.unit]),
                    rows=_(UNITS[self.settings.rows]),
                    unit=dimension.unit,
                    name=name,
                )
            )
        if self.by_base or (name in self.narrowed.dimensions and self._same(name)):
            return
        raise InputError(
            _(
                "The reference counts “{title}” for ages {base}, and the rows are of ages {ages}. Restrict"
                " the rows (restrict={example} with a column of ages), say which ages they cover (ages=…), or"
                ' show it without a verdict (accept=("{name}",)).',
                title=dimension.title,
                name=name,
                base=_span(dimension.ages),
                ages=_span(self.ages),
                example=f'{{"age": ({dimension.ages[0]}, {dimension.ages[1]})}}',
            )
        )

    def _same(self, name: str) -> bool:
        return self.narrowed.dimensions[name].ages == self.ages

    def dimension(self, name: str) -> Dimension:
        """Return a dimension of the reference with counts in scope only; all its groups keep their places."""
        whole = self.reference[name]
        if name in self.accepted or self.by_base or name not in self.narrowed.dimensions:
            return whole
        part = self.narrowed.dimensions[name]
        counts = dict(zip(part.codes, part.counts, strict=True))
        return replace(
            part, categories=whole.categories, counts=tuple(counts.get(code, 0.0) for code in whole.codes)
        )

    def kept(self, name: str) -> npt.NDArray[np.bool_] | None:
        """Return which rows a dimension is compared on, None for all."""
        if self.by_base and self.reference[name].ages != EVERY_AGE and not self.reference[name].is_age:
            return self._of_ages(self.reference[name].ages)
        return self.mask

    def codes(self, name: str) -> npt.NDArray[np.int32]:
        """Return the groups of the rows in scope."""
        kept = self.kept(name)
        return self.mapped[name].codes if kept is None else self.mapped[name].codes[kept]

    def rows(self, name: str, rows: Rows) -> Rows:
        """Return the rows in scope."""
        return rows.where(self.kept(name))


def _whole(spans: Sequence[Ages], low: int, high: int | None) -> bool | None:
    """Return whether spans of ages are inside others; None where only a part is."""

    def inside(first: int, last: int | None) -> bool:
        return first >= low and (high is None or (last is not None and last <= high))

    def outside(first: int, last: int | None) -> bool:
        return (last is not None and last < low) or (high is not None and first > high)

    if all(inside(*span) for span in spans):
        return True
    return False if all(outside(*span) for span in spans) else None


def _span(ages: Ages) -> str:
    return f"{ages[0]}+" if ages[1] is None else f"{ages[0]}–{ages[1]}"
