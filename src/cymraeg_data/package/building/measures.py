"""The language of each text as a column next to it, and the counts that the card shows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data import columns
from cymraeg_data.package.manifests.manifest import Manifest

__all__ = ["ColumnLanguages", "add_languages", "count_languages"]


@dataclass(slots=True, kw_only=True)
class ColumnLanguages:
    """What language the texts of one column turned out to be; the counts of several parts add.

    `counts` holds the measured number of texts by language tag, or None where it was not to be measured;
    `n_texts` leaves out the `n_empty` rows that have no text.
    """

    n_texts: int = 0
    n_empty: int = 0
    counts: Counter[str] | None = None

    def add(self, other: "ColumnLanguages") -> None:
        """Count what `other` counted as well."""
        self.n_texts += other.n_texts
        self.n_empty += other.n_empty
        if self.counts is not None and other.counts is not None:
            self.counts.update(other.counts)

    @property
    def ordered(self) -> tuple[tuple[str, int], ...] | None:
        """Return the counts by language, the largest first."""
        if self.counts is None:
            return None
        return tuple(sorted(self.counts.items(), key=lambda pair: (-pair[1], pair[0])))


def add_languages(table: pa.Table, manifest: Manifest) -> pa.Table:
    """Return `table` with measures after each column whose language is declared.

    `<column>_language` is the language that was detected; documents get `<column>_n_words` and
    `<column>_welsh_fraction` too, which say little about names and labels.
    """
    for column in manifest.columns:
        if column.language is None or not column.measured:
            continue
        added = _measures(table.column(column.to), whole=manifest.parse.config == "documents")
        place = table.column_names.index(column.to) + 1
        for offset, (name, values) in enumerate(added.items()):
            table = table.add_column(place + offset, f"{column.to}_{name}", values)
    return table


def count_languages(tables: Iterable[pa.Table], manifest: Manifest) -> Mapping[str, ColumnLanguages]:
    """Return what `add_languages` found, by column, in all of `tables` together."""
    total = {
        column.to: ColumnLanguages(counts=Counter() if column.measured else None)
        for column in manifest.columns
        if column.language is not None
    }
    for table in tables:
        for name, item in total.items():
            n_texts = pc.sum(_given(table.column(name))).as_py() or 0
            item.n_texts += n_texts
            item.n_empty += table.num_rows - n_texts
            if item.counts is not None:
                pairs = pc.value_counts(table.column(f"{name}_language")).to_pylist()
                item.counts.update({pair["values"]: pair["counts"] for pair in pairs if pair["values"]})
    return total


def _given(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(texts), ""), False)


def _measures(texts: pa.ChunkedArray, *, whole: bool) -> dict[str, pa.Array]:
    """Return the measures of `texts` by name; equal texts, of which tables are full, are measured once."""
    given = _given(texts).combine_chunks()
    distinct = texts.combine_chunks().dictionary_encode()
    detected = columns.detect(distinct.dictionary).field("language").take(distinct.indices)
    added = {"language": pc.if_else(given, detected.cast(pa.string()), None)}
    if whole:
        counts = columns.measure(distinct.dictionary).take(distinct.indices)
        added |= {name: counts.field(name) for name in ("n_words", "welsh_fraction")}
    return added
