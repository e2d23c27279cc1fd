"""The groups in a dataset beside the population, as its card may show them: with small counts suppressed, others rounded.

Which columns tell about people is for the manifest to say (`[represent]`). What is kept is what `represent.protect` lets
through, so that no page tells anything about a few people, and verify can make it again from the rows.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Protocol

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _, both
from cymraeg_data.package.values import Bilingual

__all__ = ["GroupFacts", "Represent", "RepresentFacts", "faults", "from_values", "measured"]

REFERENCE = "census2021-wales"
THRESHOLD = 10  # StatsWales's rule for survey figures, as represent.protect has it
ROUND_TO = 5
_DIGITS = 4  # of a share: more would hang on the machine that computed it


@dataclass(frozen=True, slots=True, kw_only=True)
class Represent:
    """Which columns tell about people, by dimension of the reference, and which people they are compared with."""

    columns: tuple[tuple[str, str], ...]
    of: str = "residents"
    area: str = "Cymru"
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFacts:
    """A group beside the reference; `n` and `share` are None where they are suppressed."""

    dimension: str
    group: str
    label_cy: str
    label_en: str
    n: int | None
    share: float | None
    low: float | None
    high: float | None
    reference_share: float | None
    difference_pp: float | None
    detectable_gap_pp: float | None
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentFacts:
    """A comparison as it may be published: rounded counts, and what was not assessed and has to be known."""

    reference: str
    of: str
    area: str
    n_rows: int
    threshold: int
    round_to: int
    titles: tuple[tuple[str, Bilingual], ...]
    groups: tuple[GroupFacts, ...]
    not_assessed: tuple[Bilingual, ...]
    limitations: tuple[Bilingual, ...]


class _File(Protocol):
    @property
    def path(self) -> str: ...


def measured(asked: Represent | None, folder: Path, files: Iterable[_File]) -> RepresentFacts | None:
    """Return how the rows of a build's files compare with the reference, protected; None where that is not asked for.

    There is nothing to tell either of fewer rows than the threshold, which no figure may be published of.

    Raises:
        InputError: a column cannot be compared as it is; the message says what to do.
    """
    if asked is None:
        return None
    import pyarrow as pa
    import pyarrow.parquet as pq

    from cymraeg_data import represent

    names = sorted({*dict(asked.columns).values(), *filter(None, (asked.unit,))})
    rows = pa.concat_tables([pq.read_table(folder / file.path, columns=names) for file in files])
    if rows.num_rows < THRESHOLD:
        return None
    reference = represent.reference(REFERENCE, population=asked.of, geography=asked.area)
    found = represent.compare(rows, dict(asked.columns), reference=reference, unit=asked.unit)
    protected = found.protect(threshold=THRESHOLD, round_to=ROUND_TO)
    groups = protected.groups.select([item.name for item in fields(GroupFacts)]).to_pylist()
    titles = {row["dimension"]: reference[row["dimension"]] for row in groups}
    return RepresentFacts(
        reference=REFERENCE,
        of=asked.of,
        area=asked.area,
        n_rows=protected.n_rows,
        threshold=protected.threshold,
        round_to=protected.round_to,
        titles=tuple((name, _said(lambda part=part: str(part.title))) for name, part in titles.items()),
        groups=tuple(GroupFacts(**_rounded(row)) for row in groups),
        not_assessed=tuple(_said(lambda item=item: str(item)) for item in protected.not_assessed),
        limitations=tuple(_said(lambda item=item: str(item)) for item in protected.limitations),
    )


def from_values(values: Mapping[str, Any] | None) -> RepresentFacts | None:
    """Return the facts that build.json states of a comparison."""
    if values is None:
        return None
    texts: dict[str, Any] = {
        name: tuple(Bilingual(**text) for text in values[name]) for name in ("not_assessed", "limitations")
    }
    texts["titles"] = tuple((name, Bilingual(**text)) for name, text in values["titles"])
    texts["groups"] = tuple(GroupFacts(**group) for group in values["groups"])
    return RepresentFacts(**{**values, **texts})


def faults(asked: Mapping[str, Any], columns: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Yield what is wrong in a manifest's `[represent]`, by place: columns and dimensions that there are not."""
    from cymraeg_data import represent

    known = set(columns)
    for place, name in (
        *((f"represent.columns.{dimension}", name) for dimension, name in asked["columns"].items()),
        *((("represent.unit", asked["unit"]),) if "unit" in asked else ()),
    ):
        if name not in known:
            yield place, _("there is no column “{name}” in parse.columns", name=name)
    try:
        reference = represent.reference(
            REFERENCE, population=asked.get("of", "residents"), geography=asked.get("area", "Cymru")
        )
    except InputError as error:
        yield "represent", str(error)
        return
    for dimension in asked["columns"]:
        try:
            reference[dimension]
        except InputError as error:
            yield f"represent.columns.{dimension}", str(error)


def _said(write: Any) -> Bilingual:
    return Bilingual(**both(write))


def _rounded(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _figure(value) for name, value in row.items()}


def _figure(value: Any) -> Any:
    if not isinstance(value, float):
        return value
    return round(value, _DIGITS) if math.isfinite(value) else None
