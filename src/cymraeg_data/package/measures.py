"""The language of each text, beside the text, and the counts that the card shows."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data import columns
from cymraeg_data.package.manifest import Column, Manifest

__all__ = ["ColumnLanguages", "add_languages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLanguages:
    """What language the texts of one column turned out to be.

    `declared` is the manifest's word, `counts` the measured number of texts by language tag, the largest first, or None where it was not to be measured;
    `n_texts` leaves out the `n_empty` rows that have no text.
    """

    column: str
    declared: str
    n_texts: int
    n_empty: int
    counts: tuple[tuple[str, int], ...] | None


def add_languages(table: pa.Table, manifest: Manifest) -> tuple[pa.Table, tuple[ColumnLanguages, ...]]:
    """Return `table` with measures after each column whose language is declared, and the counts by language.

    `<column>_language` is the language that was detected; documents get `<column>_n_words` and
    `<column>_welsh_fraction` too, which say little about names and labels.
    """
    measured = []
    for column in manifest.parse.columns:
        if column.language is None:
            continue
        texts = table.column(column.to).combine_chunks()
        given = pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(texts), ""), False)
        added = _measures(texts, given, whole=manifest.parse.config == "documents") if column.measured else {}
        place = table.column_names.index(column.to) + 1
        for offset, (name, values) in enumerate(added.items()):
            table = table.add_column(place + offset, f"{column.to}_{name}", values)
        measured.append(_counted(column, given, added.get("language")))
    return table, tuple(measured)


def _measures(texts: pa.Array, given: pa.Array, *, whole: bool) -> dict[str, pa.Array]:
    """Return the measures of `texts` by name; equal texts, of which tables are full, are measured once."""
    distinct = texts.dictionary_encode()
    detected = columns.detect(distinct.dictionary).field("language").take(distinct.indices)
    added = {"language": pc.if_else(given, detected.cast(pa.string()), None)}
    if whole:
        counts = columns.measure(distinct.dictionary).take(distinct.indices)
        added |= {name: counts.field(name) for name in ("n_words", "welsh_fraction")}
    return added


def _counted(column: Column, given: pa.Array, detected: pa.Array | None) -> ColumnLanguages:
    n_texts = pc.sum(given).as_py() or 0
    counts = None
    if detected is not None:
        pairs = ((item["values"], item["counts"]) for item in pc.value_counts(detected).to_pylist())
        told = ((tag, n) for tag, n in pairs if tag is not None)
        counts = tuple(sorted(told, key=lambda pair: (-pair[1], pair[0])))
    return ColumnLanguages(
        column=column.to,
        declared=column.language or "",
        n_texts=n_texts,
        n_empty=len(given) - n_texts,
        counts=counts,
    )
