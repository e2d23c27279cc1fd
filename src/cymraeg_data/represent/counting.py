"""Columns of any table as small integers, and the counts of each value and combination of values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from cymraeg_data import readers
from cymraeg_data.errors import InputError, NoDataError, UnknownColumnError
from cymraeg_data.locale import _
from cymraeg_data.represent.intervals import Sample, from_rows, from_units, from_weights
from cymraeg_data.represent.label_match import nearest

__all__ = ["Rows", "read_columns", "read_rows", "sample_of"]

# A table of up to this many cells is counted in one array; a larger one is sorted. Our choice: 128 MB of
# doubles.
_DENSE = 1 << 24

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32] | npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The units and weights of the rows of a table, None where they were not given."""

    n: int
    units: npt.NDArray[np.int32] | None = None
    weights: npt.NDArray[np.float64] | None = None

    def where(self, mask: npt.NDArray[np.bool_] | None) -> "Rows":
        """Return some of the rows; all of them without a mask."""
        if mask is None:
            return self
        return Rows(
            n=int(mask.sum()),
            units=None if self.units is None else self.units[mask],
            weights=None if self.weights is None else self.weights[mask],
        )


def read_columns(data: object, names: Sequence[str]) -> Mapping[str, pa.Array]:
    """Return columns of a path or table, each as one Arrow array; labels are dictionary-encoded.

    Raises:
        UnknownColumnError: there is no such column; the message lists the columns.
        NoDataError: there are no rows.
    """
    wanted = list(dict.fromkeys(names))
    pieces: dict[str, list[pa.Array]] = {name: [] for name in wanted}
    for source in readers.read(data).sources:
        for name in wanted:
            if name not in source.schema.names:
                near = nearest(name, source.schema.names)
                raise UnknownColumnError(
                    name, [*near, *(each for each in source.schema.names if each not in near)]
                )
        for batch in source.batches():
            for name in wanted:
                pieces[name].append(_encoded(batch.column(name)))
    if not sum(map(len, next(iter(pieces.values()), []))):
        raise NoDataError(_("The data has no rows."))
    return {name: _joined(chunks) for name, chunks in pieces.items()}


def _encoded(array: pa.Array) -> pa.Array:
    if pa.types.is_floating(array.type) or pa.types.is_dictionary(array.type):
        return array
    return array.dictionary_encode()


def _joined(chunks: list[pa.Array]) -> pa.Array:
    types = {chunk.type for chunk in chunks}
    if len(types) > 1:
        chunks = [chunk.cast(pa.string()).dictionary_encode() for chunk in chunks]
    joined = pa.chunked_array(chunks)
    if pa.types.is_dictionary(joined.type):
        joined = joined.unify_dictionaries()
    whole = joined.combine_chunks()
    return whole if isinstance(whole, pa.Array) else whole.chunk(0)


def read_rows(columns: Mapping[str, pa.Array], unit: str | None, weights: str | None) -> Rows:
    """Return the units and weights of the rows.

    Raises:
        InputError: a weight is missing, not a number or negative, or all are zero; a row has no unit.
    """
    n = len(next(iter(columns.values())))
    units = None if unit is None else _units(columns[unit], unit)
    return Rows(n=n, units=units, weights=None if weights is None else _weights(columns[weights], weights))


def _units(array: pa.Array, name: str) -> npt.NDArray[np.int32]:
    encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    if encoded.null_count:
        raise InputError(
            _(
                "{n} rows have no value in the column “{name}”, which holds the unit of a row. Fill it or"
                " leave these rows out.",
                n=encoded.null_count,
                name=name,
            )
        )
    units: npt.NDArray[np.int32] = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int32)
    return units


def _weights(array: pa.Array, name: str) -> npt.NDArray[np.float64]:
    plain = array.dictionary_decode() if pa.types.is_dictionary(array.type) else array
    try:
        weights = plain.cast(pa.float64()).fill_null(np.nan).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid as error:
        raise InputError(
            _("The weights in “{name}” are not numbers: {reason}", name=name, reason=error)
        ) from error
    wrong = int((~(weights >= 0) | ~np.isfinite(weights)).sum())
    if wrong:
        raise InputError(
            _(
                "{n} weights in “{name}” are missing, negative or not finite. Weights are numbers from 0 up.",
                n=wrong,
                name=name,
            )
        )
    if not weights.sum():
        raise InputError(_("The weights in “{name}” add up to zero.", name=name))
    kept: npt.NDArray[np.float64] = weights
    return kept


def sample_of(codes: Codes, n_groups: int, rows: Rows) -> Sample:
    """Return the sample of a dimension: negative `codes` have no group and are left out."""
    valid = codes >= 0
    if not valid.all():
        codes, rows = codes[valid], rows.where(valid)
    counts = np.bincount(codes, minlength=n_groups).astype(np.int64)
    if not rows.n or (rows.weights is not None and not rows.weights.sum()):
        return from_rows(np.zeros(n_groups, np.int64))
    if rows.units is None:
        if rows.weights is None:
            return from_rows(counts)
        totals, squares = (
            np.bincount(codes, weights=each, minlength=n_groups).astype(np.float64)
            for each in (rows.weights, rows.weights**2)
        )
        return from_weights(counts, totals, squares)
    units, groups, totals = _pairs(codes, n_groups, rows)
    return from_units(counts, units, groups, totals)


def _pairs(codes: Codes, n_groups: int, rows: Rows) -> tuple[Ints, Ints, npt.NDArray[np.float64]]:
    """Return each pair of unit and group that occurs, with its rows or weight."""
    units = np.asarray(rows.units, np.int64)
    cells = units * n_groups + codes
    size = (int(units.max()) + 1) * n_groups
    if size <= _DENSE:
        totals = np.bincount(cells, weights=rows.weights, minlength=size).astype(np.float64)
        found = np.flatnonzero(totals)
        return found // n_groups, found % n_groups, totals[found]
    found, place = np.unique(cells, return_inverse=True)
    totals = np.bincount(place, weights=rows.weights, minlength=len(found)).astype(np.float64)
    some = totals > 0
    return found[some] // n_groups, found[some] % n_groups, totals[some]
