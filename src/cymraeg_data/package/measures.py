"""The language of each text, beside the text, and the counts that the card shows."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data import columns
from cymraeg_data.package.manifest import Manifest

__all__ = ["ColumnLanguages", "add_languages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLanguages:
    """What language the texts of one column turned out to be.

    `declared` is the manifest's word, `counts` the measured number of texts by language tag, the largest first;
    `n_texts` leaves out the `n_empty` rows that have no text.
    """

    column: str
    declared: str
    n_texts: int
    n_empty: int
    counts: tuple[tuple[str, int], ...]


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
        distinct = texts.dictionary_encode()
        detected = columns.detect(distinct.dictionary).field("language").take(distinct.indices)
        added = {"language": pc.if_else(given, detected.cast(pa.string()), None)}
        if manifest.parse.config == "documents":
            counts = columns.measure(distinct.dictionary).take(distinct.indices)
            added |= {name: counts.field(name) for name in ("n_words", "welsh_fraction")}
        place = table.column_names.index(column.to) + 1
        for offset, (name, values) in enumerate(added.items()):
            table = table.add_column(place + offset, f"{column.to}_{name}", values)
        measured.append(_counted(column.to, column.language, added["language"]))
    return table, tuple(measured)


def _counted(name: str, declared: str, detected: pa.Array) -> ColumnLanguages:
    pairs = ((item["values"], item["counts"]) for item in pc.value_counts(detected).to_pylist())
    counts = sorted(((tag, n) for tag, n in pairs if tag is not None), key=lambda pair: (-pair[1], pair[0]))
    return ColumnLanguages(
        column=name,
        declared=declared,
        n_texts=len(detected) - detected.null_count,
        n_empty=detected.null_count,
        counts=tuple(counts),
    )
