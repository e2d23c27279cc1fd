"""Rows of a table as its publisher has them, to tidy rows.

A cell each, with codes, labels, unit, notes and marking.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.package.building import label_codes
from cymraeg_data.package.manifests.table_section import Table, TableDimension, Wide
from cymraeg_data.package.manifests.values import Bilingual, Column
from cymraeg_data.package.record import markings

__all__ = ["melt", "tidy", "with_meanings"]

_TYPES = {"int64": pa.int64(), "float64": pa.float64(), "date": pa.date32()}


def melt(batch: pa.RecordBatch, wide: Wide) -> pa.RecordBatch:
    """Return a row for each cell of the columns of `wide`; the other columns are repeated.

    >>> rows = pa.record_batch({"Sir": ["Môn", "Powys"], "2022": ["1", "3"], "2023": ["2", "4"]})
    >>> melted = melt(rows, Wide(columns=("2022", "2023"), name="Blwyddyn", value="Gwerth"))
    >>> [tuple(row.values()) for row in melted.to_pylist()]
    [('Môn', '2022', '1'), ('Môn', '2023', '2'), ('Powys', '2022', '3'), ('Powys', '2023', '4')]
    """
    n, k = batch.num_rows, len(wide.columns)
    repeated = pa.array(np.repeat(np.arange(n), k))
    across = pa.array(np.arange(n * k).reshape(k, n).T.ravel())
    kept = [name for name in batch.schema.names if name not in wide.columns]
    arrays = [batch.column(name).take(repeated) for name in kept]
    cells = [pc.cast(batch.column(name), pa.string()) for name in wide.columns]
    names = pa.array(wide.columns, pa.string()).take(pa.array(np.tile(np.arange(k), n)))
    return pa.record_batch(
        [*arrays, names, pa.concat_arrays(cells).take(across)], names=[*kept, wide.name, wide.value]
    )


def tidy(rows: pa.Table, table: Table, columns: Sequence[Column]) -> pa.Table:
    """Return the rows of `[parse]` as cells of `table`.

    What is no column of `[parse]` stays as it is at the end.

    `columns` are those of the tidy table (`Table.columns`).
    """
    given = {name: rows.column(name).combine_chunks() for name in rows.column_names}
    made: dict[str, pa.Array] = {}
    for item in table.dimensions:
        made |= _dimension(given, item)
    values, codes = markings.split(given[table.value])
    if table.marking is not None:
        codes = _joined(codes, markings.split(given[table.marking])[1])
    made |= {"value": values, "value_text": given[table.value], "marking": codes}
    made |= with_meanings(codes, table)
    made |= _units(made, given, table, rows.num_rows)
    made |= _pair(given, "notes", table.notes, rows.num_rows)
    names = [column.to for column in columns]
    types = {column.to: _TYPES.get(column.type, pa.string()) for column in columns}
    rest = [name for name in rows.column_names if name not in types and name not in table.taken]
    schema = [
        *((name, types[name]) for name in names),
        *((name, rows.schema.field(name).type) for name in rest),
    ]
    arrays = [made[name] if name in made else given[name] for name in (*names, *rest)]
    return pa.Table.from_arrays(arrays, schema=pa.schema(schema))


def _dimension(given: Mapping[str, pa.Array], item: TableDimension) -> dict[str, pa.Array]:
    pair = _pair(given, item.name, item.labels)
    if item.code is not None:
        codes = pc.utf8_trim_whitespace(given[item.code])
    else:
        codes = label_codes.codes_of_labels(pair[f"{item.name}_en"])
    return {f"{item.name}_code": codes, **pair}


def _pair(
    given: Mapping[str, pa.Array], name: str, columns: Bilingual | None, n: int = 0
) -> dict[str, pa.Array]:
    """Return two columns that hold the same in Welsh and in English; without any, `n` nulls."""
    if columns is None:
        return {f"{name}_{lang}": pa.nulls(n, pa.string()) for lang in ("cy", "en")}
    return {f"{name}_cy": given[columns.cy], f"{name}_en": given[columns.en]}


def _joined(codes: pa.Array, more: pa.Array) -> pa.Array:
    """Return the markings of a value and those of its own column together, each once."""
    both = pc.binary_join_element_wise(codes, more, ",", null_handling="skip").dictionary_encode()
    whole = [",".join(dict.fromkeys(filter(None, text.split(",")))) for text in both.dictionary.to_pylist()]
    return pa.array([text or None for text in whole], pa.string()).take(both.indices)


def with_meanings(codes: pa.Array, table: Table) -> dict[str, pa.Array]:
    """Return what the markings mean, in both languages.

    Null where one of them has no meaning that is known.
    """
    known = markings.meanings(table)
    distinct = codes.dictionary_encode()
    found: dict[str, list[str | None]] = {"marking_cy": [], "marking_en": []}
    for text in distinct.dictionary.to_pylist():
        each = [known.get(code) for code in text.split(",")]
        whole = [item for item in each if item is not None]
        said = len(whole) == len(each)
        found["marking_cy"].append("; ".join(item.cy for item in whole) if said else None)
        found["marking_en"].append("; ".join(item.en for item in whole) if said else None)
    return {name: pa.array(texts, pa.string()).take(distinct.indices) for name, texts in found.items()}


def _units(
    made: Mapping[str, pa.Array], given: Mapping[str, pa.Array], table: Table, n: int
) -> dict[str, pa.Array]:
    """Return the unit of each value: a column's, that of its measure, or the one that all have."""
    if table.unit_columns is not None:
        return _pair(given, "unit", table.unit_columns)
    everywhere = next((unit.text for unit in table.units if unit.code is None), None)
    by_code = {unit.code: unit.text for unit in table.units if unit.code is not None}
    if table.measure is None or not by_code:
        texts = {"cy": everywhere and everywhere.cy, "en": everywhere and everywhere.en}
        return {f"unit_{lang}": pa.repeat(pa.scalar(text, pa.string()), n) for lang, text in texts.items()}
    place = pc.index_in(made[f"{table.measure.name}_code"], value_set=pa.array(list(by_code), pa.string()))
    return {
        "unit_cy": pa.array([text.cy for text in by_code.values()], pa.string()).take(place),
        "unit_en": pa.array([text.en for text in by_code.values()], pa.string()).take(place),
    }
