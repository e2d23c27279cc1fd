"""Pairs of English and Welsh from sources: catalogues, bilingual tables, files in one language each."""

from collections.abc import Iterator

import pyarrow as pa

from cymraeg_data import readers
from cymraeg_data.bilingual.file_match import Partners
from cymraeg_data.bilingual.one_source import pairs_in_columns, pairs_in_messages, pairs_in_rows
from cymraeg_data.bilingual.pair_source import PAIRS, PairSource
from cymraeg_data.bilingual.two_sources import (
    pairs_by_block,
    pairs_by_key,
    pairs_by_place,
    pairs_by_time,
    pairs_left_out,
    pairs_of_pool,
)
from cymraeg_data.option_names import checked_options
from cymraeg_data.readers import Collection, Source

__all__ = ["iter_pairs", "read_pairs"]

_BETWEEN = {
    "catalogue": pairs_by_key,
    "document": pairs_by_block,
    "subtitles": pairs_by_time,
    "table": pairs_by_place,
}


@checked_options
def read_pairs(data: object) -> pa.Table:
    """Return the pairs in a file, a folder, a list of files or a table, as a table of the schema `PAIRS`.

    Missing texts are null, and so are translations that a catalogue marks as fuzzy.

    >>> import pyarrow as pa
    >>> pairs = read_pairs(pa.table({"enw_cy": ["Ynys Môn"], "enw_en": ["Anglesey"]}))
    >>> pairs.select(["key", "en", "cy"]).to_pylist()
    [{'key': 'enw_cy[1]', 'en': 'Anglesey', 'cy': 'Ynys Môn'}]

    Raises:
        InputError: there is nothing to read, or it cannot be read; see `readers.read`.
    """
    collection = data if isinstance(data, Collection) else readers.read(data)
    batches = [batch for pairs in iter_pairs(collection) for batch in pairs.batches()]
    return pa.Table.from_batches(batches, schema=PAIRS)


def iter_pairs(collection: Collection) -> Iterator[PairSource]:
    """Yield the sources of pairs of a collection, in the order of its sources; texts are read by `batches()`.

    >>> import pyarrow as pa
    >>> table = pa.table({"Enw": ["Caerdydd"], "Name": ["Cardiff"]})
    >>> [(pairs.en_column, pairs.column) for pairs in iter_pairs(readers.read(table))]
    [('Name', 'Enw')]
    """
    partners = Partners(collection.sources)
    for source in collection.sources:
        yield from _within(source, partners) or _with_partner(source, partners)


def _within(source: Source, partners: Partners) -> list[PairSource]:
    if source.kind == "messages":
        return list(pairs_in_messages(source, partners.english(source) if source.language == "cy" else None))
    if source.kind == "table" and source.format != "text":
        return list(pairs_in_columns(source)) or list(pairs_in_rows(source))
    return []


def _with_partner(source: Source, partners: Partners) -> Iterator[PairSource]:
    if source.kind == "messages":
        return
    if source.shared_keys:
        yield from pairs_of_pool(source, partners)
        return
    english = partners.english(source) if source.language == "cy" else None
    if source.kind == "catalogue" and source.language and partners.is_left_out(source):
        yield from pairs_left_out(source)
    elif english is not None:
        yield from _BETWEEN[source.kind](english, source)
