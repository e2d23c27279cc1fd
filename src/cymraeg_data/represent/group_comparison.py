"""`compare`: a dataset against a reference population, group by group."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.represent.assessment import assess
from cymraeg_data.represent.counting import Rows, read_columns, read_rows
from cymraeg_data.represent.crossing import cross
from cymraeg_data.represent.mapping import Mapped, map_categories
from cymraeg_data.represent.packaged_references import reference as packaged
from cymraeg_data.represent.reference_population import EVERY_AGE, Ages, Dimension, Reference
from cymraeg_data.represent.representation import Representation
from cymraeg_data.represent.settings import Settings

__all__ = ["compare"]

_FEWEST_AXES, _MOST_AXES = 2, 3


def compare(
    data: Any,
    columns: Mapping[str, str],
    *,
    reference: Reference | str = "census2021-wales",
    unit: str | None = None,
    weights: str | None = None,
    restrict: Mapping[str, Ages] | str | None = None,
    intersections: Sequence[Sequence[str]] = (),
    **settings: Any,
) -> Representation:
    """Return how the groups in `data` compare with a reference population.

    Args:
        data: a path, or a table of pandas, polars, pyarrow or `datasets`.
        columns: for each dimension of the reference, the column that holds it: `{"age_five_year": "oed"}`.
            Ages and dates of birth become bands.
        reference: a reference, or the name of a packaged one.
        unit: the column that says which speaker, author or household a row comes from; intervals are then
            over these.
        weights: a column of design weights.
        restrict: `{"age": (16, None)}` keeps rows of these ages only, by an age column among `columns`;
            "base" keeps for each dimension those of its own base.
        intersections: combinations of two or three of the dimensions, as in `[("local_authority", "sex")]`.
        **settings: see `Settings`.

    >>> import pyarrow as pa
    >>> survey = pa.table({"rhyw": ["Benyw"] * 900 + ["Gwryw"] * 100, "anabl": ["Anabl"] * 216 + ["Ddim yn anabl"] * 784})
    >>> found = compare(survey, {"sex": "rhyw", "disability": "anabl"})
    >>> [f"{row['group']} {row['status']}" for row in found.groups.to_pylist()][:2]
    ['F over', 'M under']

    Raises:
        InputError: the base of a dimension is not that of the rows (the message says how to restrict them),
            weights that are none, settings that do not exist.
        UnknownColumnError: there is no such column.
    """
    chosen = Settings.of(settings)
    whole = packaged(reference) if isinstance(reference, str) else reference
    if not columns:
        raise InputError(
            _("Name a column for at least one dimension, as in {example}.", example='{"sex": "rhyw"}')
        )
    named = {whole[name].name: column for name, column in columns.items()}
    crossed = _crossed(intersections, whole, named)
    read = read_columns(data, [*named.values(), *filter(None, (unit, weights))])
    n = len(next(iter(read.values())))
    rows = read_rows(read, n, unit, weights)
    mapped = {
        name: map_categories(
            read[column],
            whole[name],
            codes=chosen.codes.get(name, "labels"),
            labels=chosen.labels.get(name),
            fuzzy=chosen.fuzzy,
            on=chosen.on,
        )
        for name, column in named.items()
    }
    years = _years(whole, read, named, mapped, chosen) if restrict else None
    scope = _Scope(whole, chosen, restrict, mapped, years)
    assessments = [
        assess(
            scope.dimension(name),
            scope.codes(name),
            scope.rows(name, rows),
            chosen,
            accepted=name in scope.accepted,
        )
        for name in named
    ]
    return Representation(
        reference=whole,
        settings=chosen,
        columns=named,
        n_rows=n,
        assessments=tuple(assessments),
        crossings=tuple(cross(names, scope, rows) for names in crossed),
        mapped=mapped,
        rows=rows,
        kept={name: scope.kept(name) for name in named},
    )


def _years(
    reference: Reference,
    read: Mapping[str, Any],
    named: Mapping[str, str],
    mapped: Mapping[str, Mapped],
    settings: Settings,
) -> Mapped | None:
    """Return the single years of age of the rows, where a column that was read as bands holds them."""
    if "age_single_year" not in reference.dimensions:
        return None
    for name, column in named.items():
        if reference[name].is_age:
            years = map_categories(read[column], reference["age_single_year"], on=settings.on)
            if years.counts()["unmapped"] <= mapped[name].counts()["unmapped"]:
                return years
    return None


def _crossed(
    intersections: Sequence[Sequence[str]], reference: Reference, named: Mapping[str, str]
) -> list[tuple[str, ...]]:
    found = []
    for names in intersections:
        resolved = tuple(reference[name].name for name in names)
        if not _FEWEST_AXES <= len(set(resolved)) == len(resolved) <= _MOST_AXES:
            raise InputError(
                _(
                    "An intersection is of two or three different dimensions, not of {names}.",
                    names=", ".join(names),
                )
            )
        for name in resolved:
            if name not in named:
                raise InputError(_("The intersection needs a column for the dimension “{name}”.", name=name))
        found.append(resolved)
    return found


class _Scope:
    """Which rows, and which part of the reference, each dimension is compared on."""

    def __init__(
        self,
        reference: Reference,
        settings: Settings,
        restrict: Mapping[str, Ages] | str | None,
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
        elif restrict not in (None, "base"):
            raise InputError(_("restrict is {example} or “base”.", example='{"age": (16, None)}'))
        self.narrowed = reference.restricted(self.ages)
        for name in mapped:
            self._check(reference[name])

    def _of_ages(self, ages: Ages) -> npt.NDArray[np.bool_]:
        """Return which rows are of people of these ages; those whose age is not known are not."""
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
        """Raise where the rows are not on the base of a dimension and nobody said that this is known."""
        name = dimension.name
        if name in self.accepted:
            return
        if dimension.unit != self.settings.rows:
            raise InputError(
                _(
                    "The reference counts “{name}” by {base}, and the rows are {rows}. Compare it in data"
                    ' with a row for each of them (rows="{base}"), or see it without a verdict'
                    ' (accept=("{name}",)).',
                    name=name,
                    base=dimension.unit,
                    rows=self.settings.rows,
                )
            )
        if self.by_base or (name in self.narrowed.dimensions and self._same(name)):
            return
        raise InputError(
            _(
                "The reference counts “{name}” for ages {base}, and the rows are of ages {ages}. Restrict the"
                " rows (restrict={example} with a column of ages), say which ages they cover (ages=…), or see"
                ' it without a verdict (accept=("{name}",)).',
                name=name,
                base=_span(dimension.ages),
                ages=_span(self.ages),
                example=f'{{"age": ({dimension.ages[0]}, {dimension.ages[1]})}}',
            )
        )

    def _same(self, name: str) -> bool:
        return self.narrowed.dimensions[name].ages == self.ages

    def dimension(self, name: str) -> Dimension:
        """Return a dimension of the reference with the groups it has in scope counted, all groups kept in place."""
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
