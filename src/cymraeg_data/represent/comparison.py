"""A comparison as a value: what was compared, and the tidy tables that follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cymraeg_data.locale import _, language
from cymraeg_data.represent.assessment import Assessment
from cymraeg_data.represent.counting import Rows
from cymraeg_data.represent.crossing import Crossing
from cymraeg_data.represent.distance import effect
from cymraeg_data.represent.group_verdicts import Verdicts, quality
from cymraeg_data.represent.mapping import Mapped
from cymraeg_data.represent.reference_population import Reference, period_in_words
from cymraeg_data.represent.settings import ComparisonSettings

__all__ = ["GROUPS", "Comparison", "ComparisonTables", "Limitation", "Row", "UnassessedGroup"]

Array = npt.NDArray[np.float64]
Row = Mapping[str, Any]  # of a table, as pyarrow gives it

GROUPS = pa.schema(
    [
        ("dimension", pa.string()),
        ("group", pa.string()),
        ("label_cy", pa.string()),
        ("label_en", pa.string()),
        ("n", pa.int64()),
        ("share", pa.float64()),
        ("reference_share", pa.float64()),
        ("difference_pp", pa.float64()),
        ("ratio", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("ratio_low", pa.float64()),
        ("ratio_high", pa.float64()),
        ("standardised_difference", pa.float64()),
        ("detectable_gap_pp", pa.float64()),
        ("p_value", pa.float64()),
        ("status", pa.string()),
        ("share_if_missing_out", pa.float64()),
        ("share_if_missing_in", pa.float64()),
        ("unit_share", pa.float64()),
        ("effective_n", pa.float64()),
    ]
)
"""The columns of `Comparison.groups`.

`low` and `high` bound the share, `ratio_low` and `ratio_high` the ratio.
"""


class UnassessedGroup(NamedTuple):
    """A priority group or dimension that was not assessed, and why.

    `title` and `reason` are written when they are read, in the current language.
    """

    name: str
    title_en: str
    template: str
    title_cy: str = ""

    @property
    def title(self) -> str:
        """Return its title, in the current language."""
        return self.title_cy if self.title_cy and language() == "cy" else _(self.title_en)

    @property
    def reason(self) -> str:
        """Return why it was not assessed, in the current language."""
        return _(self.template)

    def __str__(self) -> str:
        """Return what and why in one line."""
        return f"{self.title}: {self.reason}"


class Limitation(NamedTuple):
    """A fact that the reader of a comparison has to know; its sentence is written when it is read."""

    template: str
    parts: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        """Return the sentence in the current language, parts that are sentences translated too."""
        return _(self.template, **{name: _in_words(part) for name, part in self.parts})


def _in_words(part: object) -> object:
    """Return a part of a sentence in the current language: a sentence, a period or a title by language."""
    if isinstance(part, Mapping):
        return part[language()]
    return period_in_words(part) if isinstance(part, str) else part


class ComparisonTables(Protocol):
    """What the pages and files of a comparison are made from, protected or not."""

    @property
    def reference(self) -> Reference:
        """Return the population that was compared with."""
        ...

    @property
    def n_rows(self) -> int:
        """Return the number of rows."""
        ...

    @property
    def groups(self) -> pa.Table:
        """Return one row per group of each dimension."""
        ...

    @property
    def dimensions(self) -> pa.Table:
        """Return one row per dimension."""
        ...

    @property
    def intersections(self) -> pa.Table:
        """Return one row per cell of each intersection."""
        ...

    @property
    def priority(self) -> pa.Table:
        """Return one row per priority group."""
        ...

    @property
    def not_assessed(self) -> tuple[UnassessedGroup, ...]:
        """Return what was not assessed."""
        ...

    @property
    def limitations(self) -> tuple[Limitation, ...]:
        """Return what has to be known to read the figures."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Comparison:
    """A dataset compared with a reference population."""

    reference: Reference
    settings: ComparisonSettings
    columns: Mapping[str, str]
    n_rows: int
    assessments: tuple[Assessment, ...]
    crossings: tuple[Crossing, ...] = ()
    mapped: Mapping[str, Mapped]
    rows: Rows
    kept: Mapping[str, npt.NDArray[np.bool_] | None]

    def scope(self, name: str) -> tuple[npt.NDArray[np.int32], Rows]:
        """Return the groups and the rows that a dimension was compared on, those of its base."""
        kept, codes = self.kept[name], self.mapped[name].codes
        return (codes if kept is None else codes[kept]), self.rows.where(kept)

    @property
    def groups(self) -> pa.Table:
        """Return one row per group of each dimension, in the columns of `GROUPS`."""
        return pa.concat_tables([_groups(each) for each in self.assessments]).combine_chunks()

    @property
    def dimensions(self) -> pa.Table:
        """Return one row per dimension: missing answers, distance from the reference, effective size."""
        rows = [{"column": self.columns[each.dimension.name]} | _dimension(each) for each in self.assessments]
        return pa.Table.from_pylist(rows, schema=_DIMENSIONS)

    @property
    def intersections(self) -> pa.Table:
        """Return one row per cell of each intersection; with the `basis` "assumed" it has no verdict."""
        tables = [_cells(each) for each in self.crossings]
        return pa.concat_tables(tables) if tables else _CELLS.empty_table()

    @property
    def unmapped(self) -> pa.Table:
        """Return the labels of no known group, with their counts and the nearest known labels."""
        rows = [
            {"dimension": name, "label": each.label, "n": each.n, "nearest": list(each.nearest)}
            for name, mapped in self.mapped.items()
            for each in mapped.unmapped
        ]
        return pa.Table.from_pylist(rows, schema=_UNMAPPED)

    @property
    def guessed(self) -> dict[str, dict[str, str]]:
        """Return for each dimension the labels that `fuzzy=True` took for the most similar group."""
        return {name: dict(mapped.guessed) for name, mapped in self.mapped.items() if mapped.guessed}

    def __str__(self) -> str:
        """Return what was found in one line."""
        statuses = [str(status) for each in self.assessments for status in each.verdicts.statuses]
        counted = {name: statuses.count(name) for name in dict.fromkeys(statuses)}
        return _(
            "{n} rows against {reference}: {counts}",
            n=f"{self.n_rows:,}",
            reference=self.reference.name,
            counts=", ".join(f"{name} {n}" for name, n in counted.items()),
        )

    def __repr__(self) -> str:
        """Return the class and what was found in one line."""
        return f"{type(self).__name__}({self})"


_DIMENSIONS = pa.schema(
    [
        ("dimension", pa.string()),
        ("column", pa.string()),
        *(
            (name, pa.int64())
            for name in ("n", "missing", "not_answered", "prefer_not_to_say", "not_applicable", "unmapped")
        ),
        ("n_units", pa.int64()),
        ("quality", pa.string()),
        ("design_effect", pa.float64()),
        ("top_unit_share", pa.float64()),
        ("total_variation", pa.float64()),
        ("jensen_shannon", pa.float64()),
        ("cohen_w", pa.float64()),
        ("effect", pa.string()),
        ("g", pa.float64()),
        ("degrees", pa.int64()),
        ("p_value", pa.float64()),
    ]
)
_OF_A_CELL = (
    *("n", "share", "reference_share", "difference_pp", "ratio"),
    *("low", "high", "detectable_gap_pp", "p_value", "status"),
)
_CELLS = pa.schema(
    [
        ("dimensions", pa.list_(pa.string())),
        ("groups", pa.list_(pa.string())),
        ("basis", pa.string()),
        *((name, GROUPS.field(name).type) for name in _OF_A_CELL),
    ]
)
_UNMAPPED = pa.schema(
    [
        ("dimension", pa.string()),
        ("label", pa.string()),
        ("n", pa.int64()),
        ("nearest", pa.list_(pa.string())),
    ]
)


def _groups(found: Assessment) -> pa.Table:
    dimension, sample = found.dimension, found.sample
    reference = dimension.shares
    out, inside = found.bounds
    spread = np.sqrt((sample.shares * (1 - sample.shares) + reference * (1 - reference)) / 2)
    columns = _shared(sample.rows, sample.shares, reference, found.verdicts) | {
        "dimension": [dimension.name] * len(reference),
        "group": list(dimension.codes),
        "label_cy": [category.cy for category in dimension.categories],
        "label_en": [category.en for category in dimension.categories],
        "standardised_difference": _over(sample.shares - reference, spread),
        "share_if_missing_out": out,
        "share_if_missing_in": inside,
        "unit_share": np.full(len(reference), np.nan) if sample.unit_shares is None else sample.unit_shares,
        "effective_n": sample.effective,
    }
    shown = (reference > 0) | (sample.rows > 0)
    return _table(columns, GROUPS).filter(pa.array(shown))


def _cells(found: Crossing) -> pa.Table:
    places = np.unravel_index(np.arange(len(found.reference)), found.shape)
    axes = [
        np.array(dimension.codes, object)[place]
        for dimension, place in zip(found.dimensions, places, strict=True)
    ]
    columns = _shared(found.sample.rows, found.sample.shares, found.reference, found.verdicts) | {
        "dimensions": [list(found.names)] * len(found.reference),
        "groups": [list(cell) for cell in zip(*axes, strict=True)],
        "basis": [found.basis] * len(found.reference),
    }
    return _table(columns, _CELLS)


def _shared(
    rows: npt.NDArray[np.int64],
    shares: Array,
    reference: Array,
    verdicts: Verdicts,
) -> dict[str, object]:
    return {
        "n": rows,
        "share": shares,
        "reference_share": reference,
        "difference_pp": 100 * (shares - reference),
        "ratio": _over(shares, reference),
        "low": verdicts.low,
        "high": verdicts.high,
        "ratio_low": _over(verdicts.low, reference),
        "ratio_high": _over(verdicts.high, reference),
        "detectable_gap_pp": 100 * verdicts.gaps,
        "p_value": verdicts.p_values,
        "status": [str(status) for status in verdicts.statuses],
    }


def _over(part: Array, whole: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    ratios: npt.NDArray[np.float64] = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return ratios


def _table(columns: Mapping[str, object], schema: pa.Schema) -> pa.Table:
    arrays = [pa.array(columns[item.name], item.type, from_pandas=True) for item in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _dimension(found: Assessment) -> dict[str, object]:
    far = found.distance
    return {
        "dimension": found.dimension.name,
        "n": found.n,
        **found.absent,
        "n_units": found.sample.units,
        "quality": quality(found.sample.units),
        "design_effect": found.sample.pooled,
        "top_unit_share": found.sample.top_share,
        "total_variation": far and far.total_variation,
        "jensen_shannon": far and far.jensen_shannon,
        "cohen_w": far and far.cohen_w,
        "effect": effect(far.cohen_w) if far else None,
        "g": far and far.g,
        "degrees": far and far.degrees,
        "p_value": far and far.p_value,
    }
