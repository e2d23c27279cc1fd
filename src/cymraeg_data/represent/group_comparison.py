"""`compare`: a dataset against a reference population, group by group."""

from collections.abc import Mapping, Sequence
from typing import Unpack

import pyarrow as pa

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.option_names import checked_options
from cymraeg_data.represent.assessment import Assessment, assess
from cymraeg_data.represent.counting import Rows, read_columns, read_rows
from cymraeg_data.represent.crossing import cross
from cymraeg_data.represent.mapping import Mapped, map_categories
from cymraeg_data.represent.packaged_references import reference as packaged
from cymraeg_data.represent.reference_population import Dimension, Reference
from cymraeg_data.represent.representation import Representation
from cymraeg_data.represent.scope import Restriction, Scope
from cymraeg_data.represent.settings import ComparisonOptions, ComparisonSettings

__all__ = ["compare"]

_FEWEST_AXES, _MOST_AXES = 2, 3


@checked_options
def compare(
    data: object,
    columns: Mapping[str, str],
    *,
    reference: Reference | str = "census2021-wales",
    unit: str | None = None,
    weights: str | None = None,
    restrict: Restriction | None = None,
    intersections: Sequence[Sequence[str]] = (),
    **options: Unpack[ComparisonOptions],
) -> Representation:
    """Return how the groups in `data` compare with a reference population.

    Args:
        data: a path, or a table of pandas, polars, pyarrow or `datasets`.
        columns: for each dimension of the reference, the column that holds it: `{"age_five_year": "oed"}`.
            Ages and dates of birth become bands.
        reference: a reference, or the name of a packaged one.
        unit: the column of the speaker, author or household that a row comes from; intervals are then over
            these.
        weights: a column of design weights.
        restrict: `{"age": (16, None)}` keeps rows of these ages only, by an age column among `columns`;
            "base" keeps for each dimension the rows of its own base.
        intersections: combinations of two or three of the dimensions, as in `[("local_authority", "sex")]`.
        **options: the fields of `ComparisonSettings`, as in `tolerance_pp=3`.

    >>> survey = pa.table({
    ...     "rhyw": ["Benyw"] * 900 + ["Gwryw"] * 100,
    ...     "anabl": ["Anabl"] * 216 + ["Ddim yn anabl"] * 784,
    ... })
    >>> found = compare(survey, {"sex": "rhyw", "disability": "anabl"})
    >>> [f"{row['group']} {row['status']}" for row in found.groups.to_pylist()][:2]
    ['F over', 'M under']

    Raises:
        InputError: the base of a dimension is not that of the rows (the message says how to restrict them),
            a value that a setting or a weight cannot have.
        UnknownColumnError: there is no such column.
        WrongTypeError: there is no such option; the message has the nearest.
    """
    settings = ComparisonSettings(**options)
    whole = packaged(reference) if isinstance(reference, str) else reference
    if not columns:
        raise InputError(
            _("Name a column for at least one dimension, as in {example}.", example='{"sex": "rhyw"}')
        )
    named = {whole[name].name: column for name, column in columns.items()}
    crossed = _crossed(intersections, whole, named)
    read = read_columns(data, [*named.values(), *filter(None, (unit, weights))])
    rows = read_rows(read, unit, weights)
    mapped = {name: _mapped(whole[name], read[column], settings) for name, column in named.items()}
    years = _years(whole, read, named, mapped, settings) if restrict else None
    scope = Scope(whole, settings, restrict, mapped, years)
    return Representation(
        reference=whole,
        settings=settings,
        columns=named,
        n_rows=rows.n,
        assessments=tuple(_assessed(name, scope, rows) for name in named),
        crossings=tuple(cross(names, scope, rows) for names in crossed),
        mapped=mapped,
        rows=rows,
        kept={name: scope.kept(name) for name in named},
    )


def _mapped(dimension: Dimension, column: pa.Array, settings: ComparisonSettings) -> Mapped:
    return map_categories(
        column,
        dimension,
        codes=settings.codes.get(dimension.name, "labels"),
        labels=settings.labels.get(dimension.name),
        fuzzy=settings.fuzzy,
        on=settings.on,
    )


def _assessed(name: str, scope: Scope, rows: Rows) -> Assessment:
    return assess(
        scope.dimension(name),
        scope.codes(name),
        scope.rows(name, rows),
        scope.settings,
        accepted=name in scope.accepted,
    )


def _years(
    reference: Reference,
    read: Mapping[str, pa.Array],
    named: Mapping[str, str],
    mapped: Mapping[str, Mapped],
    settings: ComparisonSettings,
) -> Mapped | None:
    """Return the single years of age of the rows, where a column that was read as bands holds years."""
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
