"""A model's error rates by group, with the same intervals for few cases and clustered rows as shares have."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.errors import InputError
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.locale import _
from cymraeg_data.option_names import checked_options
from cymraeg_data.represent.counting import Rows, read_columns, read_rows, sample_of
from cymraeg_data.represent.group_verdicts import holm, quality
from cymraeg_data.represent.intervals import interval
from cymraeg_data.represent.label_match import fold
from cymraeg_data.represent.mapping import map_categories
from cymraeg_data.represent.packaged_references import reference as packaged
from cymraeg_data.represent.reference_population import Reference
from cymraeg_data.represent.special_functions import normal_cdf

__all__ = ["EVALUATION", "Evaluation", "evaluate"]

EVALUATION = pa.schema(
    [
        ("dimension", pa.string()),
        ("group", pa.string()),
        ("label_cy", pa.string()),
        ("label_en", pa.string()),
        ("n", pa.int64()),
        ("n_units", pa.int64()),
        ("n_errors", pa.int64()),
        ("error_rate", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("rest_error_rate", pa.float64()),
        ("difference_pp", pa.float64()),
        ("p_value", pa.float64()),
        ("quality", pa.string()),
        ("status", pa.string()),
    ]
)
"""The columns of `Evaluation.groups`.

`rest_error_rate` is that of all rows of other groups, with which the group is compared; `status` is
"more_errors", "fewer_errors", "no_difference_seen" or "limited_data".
"""

_LEVEL = 0.05
_ENOUGH = 40  # StatsWales calls a survey figure robust from 40 responses on


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Evaluation:
    """Error rates by group, and a finding on each group with more errors than the rest."""

    groups: pa.Table
    n_rows: int
    error_rate: float
    columns: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Return what it is in one line; `groups` has the figures."""
        groups = self.groups.num_rows
        return f"Evaluation({self.n_rows:,} rows, error rate {self.error_rate:.1%}, {groups} groups)"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return a finding, R413, for each group with more errors than the rest."""
        return tuple(
            found(
                "R413",
                Location(column=self.columns[row["dimension"]]),
                dimension=row["dimension"],
                title=self.titles[row["dimension"]],
                group=row["group"],
                label={"cy": row["label_cy"], "en": row["label_en"]},
                rate=round(100 * row["error_rate"], 1),
                rest=round(100 * row["rest_error_rate"], 1),
            )
            for row in self.groups.to_pylist()
            if row["status"] == "more_errors"
        )


@checked_options
def evaluate(
    data: object,
    groups: Mapping[str, str],
    *,
    error: str | None = None,
    truth: str | None = None,
    prediction: str | None = None,
    unit: str | None = None,
    reference: Reference | str = "census2021-wales",
) -> Evaluation:
    """Return a model's error rate for each group, with its interval and a mark of data quality.

    Args:
        data: a path or a table with one row per case that the model was evaluated on.
        groups: for each dimension the column that holds it. In a dimension that the reference does not have,
            each value is a group.
        error: the column of the model's errors: true or false, or 1 and 0; or else
        truth: the column of correct answers, and
        prediction: the column of the model's answers.
        unit: the column of the speaker or author that a case comes from.
        reference: the source of the groups and their labels.

    >>> cases = pa.table({
    ...     "acen": ["gogledd"] * 100 + ["de"] * 100,
    ...     "gwall": [True] * 40 + [False] * 60 + [True] * 10 + [False] * 90,
    ... })
    >>> found = evaluate(cases, {"accent": "acen"}, error="gwall")
    >>> [(row["group"], row["error_rate"], row["status"]) for row in found.groups.to_pylist()]
    [('de', 0.1, 'fewer_errors'), ('gogledd', 0.4, 'more_errors')]

    Raises:
        InputError: neither `error` nor both `truth` and `prediction` are named, or a value of `error` is
            neither true nor false.
        UnknownColumnError: there is no such column.
        WrongTypeError: there is no such option; the message has the nearest.
    """
    named = [error] if error is not None else [truth, prediction]
    if None in named or (error is not None and (truth or prediction)):
        raise InputError(_("Name the column error=…, or both truth=… and prediction=…."))
    read = read_columns(data, [*groups.values(), *filter(None, (*named, unit))])
    wrong = (
        _truths(read[error], error)
        if error is not None
        else _unequal(read[truth or ""], read[prediction or ""])
    )
    rows = read_rows(read, unit, None)
    whole = packaged(reference) if isinstance(reference, str) else reference
    found_rows = [
        row
        for dimension, column in groups.items()
        for row in _by_group(dimension, _codes(dimension, read[column], whole), wrong, rows)
    ]
    return Evaluation(
        groups=pa.Table.from_pylist(found_rows, schema=EVALUATION),
        n_rows=len(wrong),
        error_rate=float(wrong.mean()),
        columns=dict(groups),
        titles={dimension: _titles(dimension, whole) for dimension in groups},
    )


_Labels = list[tuple[str, str, str]]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rates:
    """The error rate of a group, next to that of the rest; None where there is no rest."""

    n: int
    n_units: int
    n_errors: int
    error_rate: float
    low: float
    high: float
    quality: str
    p_value: float = 1.0
    rest_error_rate: float | None = None
    difference_pp: float | None = None


def _codes(dimension: str, array: pa.Array, reference: Reference) -> tuple[npt.NDArray[np.int32], _Labels]:
    """Return the group of each row, and the code and labels of each group."""
    known = {fold(each.name): each for each in reference}
    if fold(dimension) in known:
        each = known[fold(dimension)]
        return map_categories(array, each).codes, [(item.code, item.cy, item.en) for item in each.categories]
    encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    values = [str(value) for value in encoded.dictionary.to_pylist()]
    order = sorted(range(len(values)), key=values.__getitem__)
    rank = np.empty(len(values) + 1, np.int32)
    rank[order] = np.arange(len(values))
    rank[-1] = -1
    indices = encoded.indices.fill_null(len(values)).to_numpy(zero_copy_only=False)
    return rank[indices], [(values[place], values[place], values[place]) for place in order]


def _titles(dimension: str, reference: Reference) -> dict[str, str]:
    """Return the title of a dimension by language; one that the reference does not have is its own title."""
    for each in reference:
        if fold(each.name) == fold(dimension):
            return {"cy": each.cy, "en": each.en}
    return {"cy": dimension, "en": dimension}


def _by_group(
    dimension: str, groups: tuple[npt.NDArray[np.int32], _Labels], wrong: Flags, rows: Rows
) -> list[dict[str, object]]:
    codes, labels = groups
    found = {
        label: _rates(codes == index, codes >= 0, wrong, rows)
        for index, label in enumerate(labels)
        if (codes == index).any()
    }
    corrected = holm(np.array([each.p_value for each in found.values()], np.float64)).tolist()
    results = []
    for ((code, cy, en), rates), chance in zip(found.items(), corrected, strict=True):
        each = replace(rates, p_value=chance)
        named = {"dimension": dimension, "group": code, "label_cy": cy, "label_en": en}
        results.append({**named, **asdict(each), "status": _status(each)})
    return results


def _rates(inside: Flags, known: Flags, wrong: Flags, rows: Rows) -> _Rates:
    """Return the error rate of a group, and that of the rest with the chance of their difference."""
    one, rest = (
        sample_of(np.where(wrong[part], 0, 1), 2, rows.where(part)) for part in (inside, known & ~inside)
    )
    low, high = interval(one)
    rate = float(one.shares[0])
    found = _Rates(
        n=int(inside.sum()),
        n_units=one.units,
        n_errors=int(wrong[inside].sum()),
        error_rate=rate,
        low=float(low[0]),
        high=float(high[0]),
        quality=quality(one.units),
    )
    if not rest.units:
        return found
    other = float(rest.shares[0])
    n, m = float(one.effective[0]), float(rest.effective[0])
    pooled = (rate * n + other * m) / (n + m)
    error = np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    chance = float(2 * normal_cdf(-abs(rate - other) / error)) if error > 0 else 1.0
    return replace(found, rest_error_rate=other, difference_pp=100 * (rate - other), p_value=chance)


def _status(found: _Rates) -> str:
    if found.n_units < _ENOUGH or found.difference_pp is None:
        return "limited_data"
    if found.p_value > _LEVEL:
        return "no_difference_seen"
    return "more_errors" if found.difference_pp > 0 else "fewer_errors"


def _truths(array: pa.Array, name: str) -> Flags:
    """Return which cases are errors."""
    plain = array.dictionary_decode() if pa.types.is_dictionary(array.type) else array
    words = {"true": True, "1": True, "1.0": True, "false": False, "0": False, "0.0": False}
    encoded = plain.dictionary_encode()
    values = [words.get(str(value).lower()) for value in encoded.dictionary.to_pylist()]
    if None in values or encoded.null_count:
        raise InputError(_("The column “{name}” must hold true or false, or 1 or 0, in each row.", name=name))
    found_: Flags = np.array(values, bool)[encoded.indices.to_numpy(zero_copy_only=False)]
    return found_


def _unequal(truth: pa.Array, prediction: pa.Array) -> Flags:
    texts = [
        pc.cast(each.dictionary_decode() if pa.types.is_dictionary(each.type) else each, pa.string())
        for each in (truth, prediction)
    ]
    different = pc.not_equal(*texts).fill_null(True)  # a missing answer is an error
    return np.asarray(different.to_numpy(zero_copy_only=False), bool)
