"""The result of a comparison: tidy tables, findings, what could not be said, and the ways on from here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cymraeg_data.errors import InputError
from cymraeg_data.findings import Finding
from cymraeg_data.locale import _, language
from cymraeg_data.represent.assessment import Assessment
from cymraeg_data.represent.counting import Rows
from cymraeg_data.represent.crossing import Crossing
from cymraeg_data.represent.distance import effect
from cymraeg_data.represent.mapping import Mapped
from cymraeg_data.represent.reference_population import Reference
from cymraeg_data.represent.settings import Settings
from cymraeg_data.represent.verdict import Verdicts, quality

if TYPE_CHECKING:
    from cymraeg_data.represent.protection import Protected
    from cymraeg_data.represent.weights import Weighting

__all__ = ["GROUPS", "Limitation", "NotAssessed", "Representation"]

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
"""The columns of `Representation.groups`.

`low` and `high` bound the share, `ratio_low` and `ratio_high` the ratio.
"""


class NotAssessed(NamedTuple):
    """Something that was not assessed, by name, and why.

    The reason is written when it is read, in its language.
    """

    name: str
    title: str
    template: str
    parts: tuple[tuple[str, object], ...] = ()
    title_cy: str = ""

    @property
    def reason(self) -> str:
        """Return why, in the current language."""
        return _said(self.template, self.parts)

    def __str__(self) -> str:
        """Return what and why in one line."""
        title = self.title_cy if self.title_cy and language() == "cy" else _(self.title)
        return f"{title}: {self.reason}"


class Limitation(NamedTuple):
    """Something that the reader of a comparison has to know; its sentence is written when it is read."""

    template: str
    parts: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        """Return the sentence in the current language."""
        return _said(self.template, self.parts)


def _said(template: str, parts: tuple[tuple[str, object], ...]) -> str:
    """Return a sentence with its parts, those that are sentences themselves translated too."""
    return _(template, **{name: _(part) if isinstance(part, str) and part else part for name, part in parts})


@dataclass(frozen=True, slots=True, kw_only=True)
class Representation:
    """A dataset compared with a reference population; made by `compare`."""

    reference: Reference
    settings: Settings
    columns: Mapping[str, str]
    n_rows: int
    assessments: tuple[Assessment, ...]
    crossings: tuple[Crossing, ...] = ()
    mapped: Mapping[str, Mapped] = field(repr=False)
    rows: Rows = field(repr=False)
    kept: Mapping[str, npt.NDArray[np.bool_] | None] = field(repr=False)

    def scope(self, name: str) -> tuple[npt.NDArray[np.int32], Rows]:
        """Return the groups and the rows that a dimension was compared on, those of its base."""
        kept, codes = self.kept[name], self.mapped[name].codes
        return (codes if kept is None else codes[kept]), self.rows.where(kept)

    @property
    def groups(self) -> pa.Table:
        """Return a row for each group of each dimension, in the columns of `GROUPS`."""
        return pa.concat_tables([_groups(each) for each in self.assessments]).combine_chunks()

    @property
    def dimensions(self) -> pa.Table:
        """Return a row for each dimension.

        What is missing, how far the whole is off, what the rows are worth.
        """
        rows = [{"column": self.columns[each.dimension.name]} | _dimension(each) for each in self.assessments]
        return pa.Table.from_pylist(rows, schema=_DIMENSIONS)

    @property
    def intersections(self) -> pa.Table:
        """Return a row for each cell of each intersection.

        `basis` is "joint", or "assumed" where no verdict is given.
        """
        tables = [_cells(each) for each in self.crossings]
        return pa.concat_tables(tables) if tables else _CELLS.empty_table()

    @property
    def unmapped(self) -> pa.Table:
        """Return the labels that stand for no known group, with their counts and the nearest known labels."""
        rows = [
            {"dimension": name, "label": each.label, "n": each.n, "nearest": list(each.nearest)}
            for name, mapped in self.mapped.items()
            for each in mapped.unmapped
        ]
        return pa.Table.from_pylist(rows, schema=_UNMAPPED)

    @property
    def guessed(self) -> dict[str, dict[str, str]]:
        """Return for each dimension the labels that were taken for the group most like them, when that was asked for."""
        return {name: dict(mapped.guessed) for name, mapped in self.mapped.items() if mapped.guessed}

    @property
    def priority(self) -> pa.Table:
        """Return a row for each priority group of public policy, assessed or not.

        See `cymraeg_data.represent.priority_results`.
        """
        from cymraeg_data.represent.priority_results import priority_table

        return priority_table(self)

    @property
    def not_assessed(self) -> tuple[NotAssessed, ...]:
        """Return the priority groups and dimensions that were not assessed, and why."""
        from cymraeg_data.represent.priority_results import not_assessed

        return not_assessed(self)

    @property
    def limitations(self) -> tuple[Limitation, ...]:
        """Return what has to be known to read the figures rightly."""
        from cymraeg_data.represent.priority_results import limitations

        return limitations(self)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the comparison as findings, codes R401 and on."""
        from cymraeg_data.represent.representation_findings import findings_of

        return findings_of(self)

    def protect(self, *, threshold: int = 10, round_to: int = 5, hide_zeros: bool = False) -> "Protected":
        """Return the comparison with small counts suppressed and all others rounded, fit to be published."""
        from cymraeg_data.represent.protection import protect

        return protect(self, threshold=threshold, round_to=round_to, hide_zeros=hide_zeros)

    def rake(self, names: Sequence[str] | None = None, **settings: Any) -> "Weighting":
        """Return weights under which the dimensions have the shares of the reference.

        Nothing is changed in the data.
        """
        from cymraeg_data.represent.weights import rake

        return rake(self, names, **settings)

    def post_stratify(self, names: Sequence[str]) -> "Weighting":
        """Return weights under which every cell of a true joint distribution has its share of the reference."""
        from cymraeg_data.represent.weights import post_stratify

        return post_stratify(self, names)

    def to_markdown(self) -> str:
        """Return the comparison as Markdown in the current language, for the eyes of those who hold the data."""
        from cymraeg_data.represent.render.markdown_tables import to_markdown

        return to_markdown(self)

    def to_json(self) -> str:
        """Return the comparison as JSON after `representation.schema.json`."""
        from cymraeg_data.represent.render.json_form import to_json

        return to_json(self)

    def to_card(self) -> str:
        """Raise: only a protected comparison belongs on a card.

        Raises:
            InputError: always; `protect()` gives what has a card.
        """
        raise InputError(
            _(
                "Counts of few people may identify them. Call protect() first, and to_card() on what it"
                " returns."
            )
        )

    def chart(self, dimension: str) -> str:
        """Return a chart of a dimension as SVG: a dot and an interval for each group, and the reference."""
        from cymraeg_data.represent.render.chart import chart

        name = self.reference[dimension].name
        return chart(self.groups.filter(pa.compute.field("dimension") == name), self.reference[name])

    def _repr_html_(self) -> str:
        from cymraeg_data.represent.render.chart import page

        return page(self)

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
_CELLS = pa.schema(
    [
        ("dimensions", pa.list_(pa.string())),
        ("groups", pa.list_(pa.string())),
        ("basis", pa.string()),
        *((item.name, item.type) for item in GROUPS if item.name in {"n", "share", "reference_share", "difference_pp", "ratio", "low", "high", "detectable_gap_pp", "p_value", "status"}),
    ]
)  # fmt: skip
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
    shares: npt.NDArray[np.float64],
    reference: npt.NDArray[np.float64],
    verdicts: Verdicts,
) -> dict[str, Any]:
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


def _over(part: npt.NDArray[np.float64], whole: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    ratios: npt.NDArray[np.float64] = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return ratios


def _table(columns: Mapping[str, Any], schema: pa.Schema) -> pa.Table:
    arrays = [pa.array(columns[item.name], item.type, from_pandas=True) for item in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _dimension(found: Assessment) -> dict[str, Any]:
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
