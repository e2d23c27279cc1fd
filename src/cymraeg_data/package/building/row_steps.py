"""The steps of a build that look at some rows by themselves: what each row becomes, or why it is left out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data import columns
from cymraeg_data.identifiers.arrays import mask_counted
from cymraeg_data.package.building import ids, measures
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.manifests.values import Column
from cymraeg_data.package.steps import contamination, exact_duplicates, near_duplicates, word_arrays
from cymraeg_data.package.steps.hash_sets import HashSet
from cymraeg_data.package.steps.quality import quality_rules

__all__ = [
    "LISTING",
    "LONGEST_CELL",
    "NATIVE",
    "NUMBER",
    "Processed",
    "again",
    "joined",
    "kept_together",
    "process",
]

NATIVE, NUMBER = "_native", "_number"
"""Columns of processed rows that are not the dataset's.

The publisher's id, and the place among the rows read.
"""
LONGEST_CELL = 10 << 20
"""Bytes in a text at most: the hub's viewer shows no table with longer ones (notes on packaging, 1.2)."""
LISTING = pa.schema(
    [("id", pa.string()), ("source_id", pa.string()), ("source_row", pa.int64()), ("reason", pa.string())]
)
"""What is kept of every row that was read, whatever became of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """Some rows after the steps.

    `rows` holds those that are kept so far, with `_native` and `_number`; `listing` every row that was read,
    with the reason why it was left out. `id_fingerprints` has a line for each row of `listing`,
    `text_fingerprints` and `signatures` one for each of `rows`, where duplicates are looked for.
    """

    rows: pa.Table
    listing: pa.Table
    id_fingerprints: npt.NDArray[np.uint64]
    text_fingerprints: npt.NDArray[np.uint64] | None
    signatures: npt.NDArray[np.uint32] | None
    edits: Counter[str]
    personal: Counter[str]


@dataclass(slots=True)
class _Sieve:
    """Rows that become fewer, and the reasons by the number that each row had at first."""

    table: pa.Table
    reasons: npt.NDArray[np.object_]
    numbers: npt.NDArray[np.int64]
    edits: Counter[str] = field(default_factory=Counter)
    personal: Counter[str] = field(default_factory=Counter)

    def drop(self, reasons: pa.Array) -> None:
        """Leave out the rows that have a reason."""
        given = pc.is_valid(reasons)
        if not pc.any(given).as_py():
            return
        self.reasons[self.numbers[given.to_numpy(zero_copy_only=False)]] = reasons.drop_null().to_pylist()
        kept = pc.invert(given)
        self.table = self.table.filter(kept)
        self.numbers = self.numbers[kept.to_numpy(zero_copy_only=False)]


def process(table: pa.Table, manifest: Manifest, benchmarks: Sequence[HashSet] = ()) -> Processed:
    """Return what the steps of `manifest` make of some rows; no row knows of any other here."""
    sieve = _Sieve(table.combine_chunks(), np.full(table.num_rows, None, object), np.arange(table.num_rows))
    native = ids.native_ids(sieve.table, manifest)
    native = pc.if_else(_has_values(sieve.table, manifest), native, None)
    if manifest.steps.privacy:
        native = _masked(native)[0]
    sieve.drop(pc.if_else(pc.is_valid(native), None, "empty"))
    sieve.drop(_too_long(sieve.table))
    _normalise(sieve, manifest)
    _look_for_personal_data(sieve, manifest)
    sieve.table = measures.add_languages(sieve.table, manifest)
    _look_at_quality(sieve, manifest)
    signatures = _look_at_words(sieve, manifest, benchmarks)
    rows = sieve.table.append_column(NATIVE, native.take(pa.array(sieve.numbers)))
    listing = [
        native,
        table.column("source_id"),
        table.column("source_row"),
        pa.array(sieve.reasons, pa.string()),
    ]
    return Processed(
        rows=rows.append_column(NUMBER, pa.array(sieve.numbers)),
        listing=pa.Table.from_arrays(listing, schema=LISTING),
        id_fingerprints=exact_duplicates.fingerprints(native, as_written=True),
        text_fingerprints=exact_duplicates.fingerprints(joined(rows, manifest))
        if _wants_exact(manifest)
        else None,
        signatures=signatures,
        edits=sieve.edits,
        personal=sieve.personal,
    )


def again(table: pa.Table, manifest: Manifest) -> Counter[str]:
    """Return what the steps that look at texts would still repair, by rule, and leave out, by reason."""
    sieve = _Sieve(table.combine_chunks(), np.full(table.num_rows, None, object), np.arange(table.num_rows))
    _look_at_quality(sieve, manifest)
    reasons = Counter(reason for reason in sieve.reasons.tolist() if reason)
    sieve.table = table
    _normalise(sieve, manifest)
    return reasons + sieve.edits


def _has_values(table: pa.Table, manifest: Manifest) -> pa.Array:
    """Return which rows have a value in at least one of the publisher's columns."""
    present = pa.array(np.zeros(table.num_rows, bool))
    for column in manifest.columns:
        if not column.origins:
            continue  # what the manifest says of every row, such as its unit, is no value
        values = table.column(column.to).combine_chunks()
        given = pc.is_valid(values)
        if column.type == "string":
            given = pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(values), ""), False)
        present = pc.or_(present, given)
    return present


def _too_long(table: pa.Table) -> pa.Array:
    longest = pa.array(np.zeros(table.num_rows, np.int64))
    for name in _texts(table):
        longest = pc.max_element_wise(longest, pc.binary_length(table.column(name).combine_chunks()))
    return pc.if_else(pc.greater(longest, LONGEST_CELL), "too_long", None)


def _texts(table: pa.Table) -> list[str]:
    """Return the columns of text that are the publisher's."""
    return [
        field.name for field in table.schema if pa.types.is_string(field.type) and field.name != "source_id"
    ]


def _put(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, values.cast(pa.string()))


def _normalise(sieve: _Sieve, manifest: Manifest) -> None:
    """Repair the texts whose language is declared."""
    for column in manifest.columns if manifest.steps.normalise else ():
        if column.language is not None:
            repaired = columns.normalise(sieve.table.column(column.to).combine_chunks(), edits=True)
            sieve.edits.update(columns.count_edits(repaired))
            sieve.table = _put(sieve.table, column.to, repaired.field("text"))


def _masked(array: pa.Array) -> tuple[pa.Array, dict[str, int]]:
    masked, found = mask_counted(array)
    return masked.cast(pa.string()), found


def _look_for_personal_data(sieve: _Sieve, manifest: Manifest) -> None:
    """Count personal identifiers in every text; put marks in their place, or leave out their rows."""
    if manifest.steps.privacy is None:
        return
    affected = pa.array(np.zeros(sieve.table.num_rows, bool))
    for name in _texts(sieve.table):
        before = sieve.table.column(name).combine_chunks()
        after, found = _masked(before)
        sieve.personal.update(found)
        if found:
            affected = pc.or_(affected, pc.fill_null(pc.not_equal(before, after), False))
            if manifest.steps.privacy == "mask":
                sieve.table = _put(sieve.table, name, after)
    if manifest.steps.privacy == "drop":
        sieve.drop(pc.if_else(affected, "personal_data", None))


def _look_at_quality(sieve: _Sieve, manifest: Manifest) -> None:
    if manifest.steps.quality:
        reasons = quality_rules.reasons(
            sieve.table,
            config=manifest.parse.config,
            text_columns={column.to: column.language for column in _languages(manifest)},
            settings={name: True if at is None else at for name, at in manifest.steps.quality},
        )
        sieve.drop(pc.binary_join_element_wise("quality:", reasons, ""))


def _look_at_words(
    sieve: _Sieve, manifest: Manifest, benchmarks: Sequence[HashSet]
) -> npt.NDArray[np.uint32] | None:
    """Leave out the rows with text of a benchmark.

    Return the signatures of the others, if they are wanted.
    """
    wants_near = manifest.steps.near_duplicates is not None
    if not benchmarks and not wants_near:
        return None
    column = word_arrays.read_column(joined(sieve.table, manifest), radicals=bool(benchmarks))
    signatures = near_duplicates.signatures(column) if wants_near else None
    if benchmarks:
        names = contamination.hits(column, benchmarks)
        sieve.drop(pc.binary_join_element_wise("benchmark:", names, ""))
        kept = pc.is_null(names).to_numpy(zero_copy_only=False)
        signatures = None if signatures is None else signatures[kept]
    return signatures


def _languages(manifest: Manifest) -> list[Column]:
    return [column for column in manifest.columns if column.language is not None]


def joined(table: pa.Table, manifest: Manifest) -> pa.Array:
    """Return the text of each row, all its columns with a language one below the other.

    Without any, all of text.
    """
    names = [column.to for column in _languages(manifest)]
    names = names or [column.to for column in manifest.columns if column.type == "string"]
    texts = [table.column(name).combine_chunks() for name in names]
    if len(texts) == 1:
        return texts[0]
    return pc.binary_join_element_wise(*(pc.fill_null(text, "") for text in texts), "\n")


def kept_together(table: pa.Table, manifest: Manifest) -> dict[str, pa.Array]:
    """Return what may not be in two splits.

    The texts, and the values of `splits.together` where there are any.
    """
    found = {"text": joined(table, manifest)}
    if manifest.splits.together:
        columns = [pc.cast(table.column(name), pa.string()) for name in manifest.splits.together]
        filled = [pc.fill_null(column, "").combine_chunks() for column in columns]
        found["together"] = pc.binary_join_element_wise(*filled, "\x1f")
    return found


def _wants_exact(manifest: Manifest) -> bool:
    """Return whether equal texts matter: they may be left out, and must not be in two splits."""
    return manifest.steps.exact_duplicates or len(manifest.splits.names) > 1
