"""Findings on personal data in a column, one per kind; the values themselves are not shown."""

import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.buffers.chunks import TextColumn
from cymraeg_data.findings import Finding, Location, found
from cymraeg_data.identifiers.arrays import find_personal_data
from cymraeg_data.identifiers.found import LIKELIHOODS, Likelihood, rank
from cymraeg_data.identifiers.kinds import KINDS

__all__ = ["check_column"]


def check_column(
    array: TextColumn, location: Location, *, at_least: Likelihood = "likely"
) -> tuple[Finding, ...]:
    """Return a finding for each kind of personal data in a column, with the number of rows of all rows.

    >>> import pyarrow as pa
    >>> texts = pa.array(["Ffoniwch 07700 900123", "Bore da"])
    >>> [finding.message for finding in check_column(texts, Location(column="nodyn"))]
    ['Values with a telephone number: 1 of 2.']

    Raises:
        WrongTypeError: `array` is not an Arrow array of text.
        InputError: there is no such likelihood.
    """
    sure = pa.array(LIKELIHOODS[rank(at_least) :])
    lists = find_personal_data(array)
    finds = pc.list_flatten(lists)
    rows = pc.list_parent_indices(lists).filter(pc.is_in(finds.field("likelihood"), sure))
    kinds = finds.field("kind").filter(pc.is_in(finds.field("likelihood"), sure))
    counts = {kind: pc.count_distinct(rows.filter(pc.equal(kinds, kind))).as_py() for kind in KINDS}
    return tuple(
        found(kind.code, location, n=counts[name], of=len(lists))
        for name, kind in KINDS.items()
        if counts[name]
    )
