"""The groups in a dataset against the population, as its card may show them.

What is kept is what `Representation.protect` lets through, so that no page says anything about a few people,
and verification can make it again from the rows.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from cymraeg_data import represent
from cymraeg_data.locale import both
from cymraeg_data.package.manifests.plain_values import Values
from cymraeg_data.package.manifests.represent_section import REFERENCE, Represent
from cymraeg_data.package.manifests.values import Bilingual
from cymraeg_data.package.record.represented_groups import GroupFacts, RepresentFacts

__all__ = ["measured"]

THRESHOLD = 10  # StatsWales's rule for survey figures, as represent.protect has it
ROUND_TO = 5
_DIGITS = 4  # of a share: more would depend on the machine that computed it


class _File(Protocol):
    @property
    def path(self) -> str: ...


def measured(asked: Represent | None, folder: Path, files: Iterable[_File]) -> RepresentFacts | None:
    """Return how the rows of a build's files compare with the reference, protected.

    None where that is not asked for.

    Also None for fewer rows than the threshold, of which no figure may be published.

    Raises:
        InputError: a column cannot be compared as it is; the message says what to do.
    """
    if asked is None:
        return None
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


def _said(write: Callable[..., str]) -> Bilingual:
    return Bilingual(**both(write))


def _rounded(row: Values) -> Values:
    return {name: _figure(value) for name, value in row.items()}


def _figure(value: object) -> object:
    if not isinstance(value, float):
        return value
    return round(value, _DIGITS) if math.isfinite(value) else None
