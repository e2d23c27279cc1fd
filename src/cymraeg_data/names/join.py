"""Joining two tables on the names of places and bodies, whatever their language and mutation."""

from typing import Literal, get_args

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.errors import InputError, UnknownColumnError
from cymraeg_data.locale import _
from cymraeg_data.names.gazetteer import Names, known_names

__all__ = ["JoinKind", "join_on_names", "name_keys"]

JoinKind = Literal["left outer", "inner", "full outer", "left anti"]
_KEY = "_name_key"


def name_keys(array: pa.Array | pa.ChunkedArray, *, names: Names | None = None) -> pa.Array:
    """Return the key of the name in each cell, a string array of the same length.

    The key is null where the cell is null and where its name is unknown or ambiguous.

    >>> name_keys(pa.array(["Cardiff", "Caerdydd", "Nghaerdydd", "Atlantis", None])).to_pylist()
    ['W06000015', 'W06000015', 'W06000015', None, None]
    """
    table = known_names() if names is None else names
    whole = array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
    coded = whole if pa.types.is_dictionary(whole.type) else pc.dictionary_encode(whole)
    found = [_only_key(table, text) for text in coded.dictionary.to_pylist()]
    return pc.take(pa.array(found, pa.string()), coded.indices)


def join_on_names(
    left: pa.Table,
    right: pa.Table,
    *,
    left_on: str,
    right_on: str,
    names: Names | None = None,
    how: JoinKind = "left outer",
) -> pa.Table:
    """Return two tables joined where both name the same place or body, each in its own language.

    The columns are those of `left`, then those of `right`; one that both have gets the suffix `_right`. Rows
    keep the order of `left`. A row with an unknown or ambiguous name has no partner: `columns.name_keys`
    shows which.

    >>> left = pa.table({"enw": ["Caerdydd", "Abertawe"], "n": [3, 5]})
    >>> right = pa.table({"name": ["Swansea", "Cardiff"], "cost": [7.5, 2.0]})
    >>> join_on_names(left, right, left_on="enw", right_on="name").to_pylist()[0]
    {'enw': 'Caerdydd', 'n': 3, 'name': 'Cardiff', 'cost': 2.0}

    Raises:
        UnknownColumnError: a table does not have the column to join on.
        InputError: `how` is not a kind of join.
    """
    if how not in get_args(JoinKind):
        raise InputError(
            _(
                "“{found}” is not a kind of join. Use one of: {known}.",
                found=how,
                known=", ".join(get_args(JoinKind)),
            )
        )
    for table, column in ((left, left_on), (right, right_on)):
        if column not in table.column_names:
            raise UnknownColumnError(column, table.column_names)
    renamed = [f"{name}_right" if name in left.column_names else name for name in right.column_names]
    theirs = _with_key(right, right_on, names, "_right_row").rename_columns([*renamed, _KEY, "_right_row"])
    joined = _with_key(left, left_on, names, "_left_row").join(theirs, keys=_KEY, join_type=how)
    rows = [name for name in ("_left_row", "_right_row") if name in joined.column_names]
    return joined.sort_by([(name, "ascending") for name in rows]).drop_columns([_KEY, *rows])


def _with_key(table: pa.Table, column: str, names: Names | None, row: str) -> pa.Table:
    rows = pa.array(np.arange(len(table)))
    return table.append_column(_KEY, name_keys(table[column], names=names)).append_column(row, rows)


def _only_key(table: Names, text: str | None) -> str | None:
    keys = {name.key for name in table.look_up(text)} if text else set()
    return keys.pop() if len(keys) == 1 else None
