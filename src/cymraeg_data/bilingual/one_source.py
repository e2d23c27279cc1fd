"""Pairs inside one source: columns of a table, rows in one language each, catalogues in both languages."""

import functools
from collections.abc import Iterator, Sequence
from itertools import combinations

import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.bilingual.headers import language_of_header, pair_columns
from cymraeg_data.bilingual.pair_source import MISSING, PairSource, keys_of_rows, pair_batch, places
from cymraeg_data.locale import N_
from cymraeg_data.readers import Source, language_of_tag

__all__ = ["pairs_in_columns", "pairs_in_messages", "pairs_in_rows"]

_BY_FORMAT = N_("The format keeps English and Welsh together.")
_BY_ROW = N_(
    "Each row is in the language that a column names, and another column says which belong together."
)
_LANGUAGE_COLUMNS = frozenset(
    {"language", "lang", "locale", "iaith", "language_code", "lang_code", "languagecode"}
)
_LANGUAGES = 50  # different values of a column of languages at most: our choice


def pairs_in_messages(source: Source, english: Source | None = None) -> Iterator[PairSource]:
    """Yield the pairs of a bilingual catalogue; fuzzy translations count as missing, as in programs.

    `english` is the catalogue from the messages into English: where it has a text, the message is only a key.
    """
    if "cy" not in source.schema.names:
        return

    def run() -> Iterator[pa.RecordBatch]:
        shown = _english_texts(english) if english is not None else {}
        for batch in source.batches():
            cy = batch.column("cy")
            if "flags" in batch.schema.names:
                fuzzy = pc.match_substring_regex(batch.column("flags"), r"(?:^|,)fuzzy(?:,|$)").fill_null(
                    False
                )
                cy = pc.if_else(fuzzy, pa.scalar(None, cy.type), cy)
            location = places("line", batch.column("_line"))
            key, en = batch.column("key"), batch.column("en")
            if shown:
                texts = [
                    shown.get(name, text) for name, text in zip(key.to_pylist(), en.to_pylist(), strict=True)
                ]
                en = pa.array(texts, pa.string())
            yield pair_batch(key, en, cy, source.name, location)

    en_source = source.name if english is None else english.name
    yield PairSource(source=source.name, en_source=en_source, confidence=1.0, reason=_BY_FORMAT, run=run)


def _english_texts(english: Source) -> dict[str, str]:
    if "en_target" not in english.schema.names:
        return {}
    return {
        key: text
        for batch in english.batches()
        for key, text in zip(batch["key"].to_pylist(), batch["en_target"].to_pylist(), strict=True)
        if text
    }


def pairs_in_columns(source: Source) -> Iterator[PairSource]:
    """Yield the pairs of columns of a table; a table that `write_pairs` wrote keeps its keys."""
    if _is_table_of_pairs(source.schema):
        yield _in_columns(source, "en", "cy", 1.0, _BY_FORMAT, key="key")
        return
    for pair in pair_columns(_beginning(source)):
        yield _in_columns(source, pair.en, pair.cy, pair.confidence, pair.reason)
    for field in source.schema:
        if pa.types.is_struct(field.type):
            names = {language_of_tag(each.name): each.name for each in field.type if _is_text(each.type)}
            if "en" in names and "cy" in names:
                en, cy = f"{field.name}.{names['en']}", f"{field.name}.{names['cy']}"
                yield _in_columns(source, en, cy, 1.0, _BY_FORMAT)


def _is_table_of_pairs(schema: pa.Schema) -> bool:
    return all(
        name in schema.names and _is_text(schema.field(name).type)
        for name in ("key", "en", "cy", "source", "location")
    )


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _in_columns(
    source: Source, en: str, cy: str, confidence: float, reason: str, key: str | None = None
) -> PairSource:
    return PairSource(
        source=source.name,
        column=cy,
        en_source=source.name,
        en_column=en,
        confidence=confidence,
        reason=reason,
        run=functools.partial(_run_columns, source, en, cy, key),
    )


def _run_columns(source: Source, en: str, cy: str, key: str | None) -> Iterator[pa.RecordBatch]:
    for whole in source.batches():
        batch = whole.slice(1) if _repeats_header(whole, en, cy) else whole
        rows = batch.column("_row")
        keys = keys_of_rows(cy, rows) if key is None else batch.column(key)
        texts = [_column(batch, name) for name in (en, cy)]
        if key is not None and MISSING in batch.schema.names:
            texts = [_without_missing(batch, name, text) for name, text in zip((en, cy), texts, strict=True)]
        english, welsh = texts
        yield pair_batch(keys, english, welsh, source.name, places("row", rows))


def _repeats_header(batch: pa.RecordBatch, en: str, cy: str) -> bool:
    """Return whether the first row is a second header, as in "(Name in English)", "(Name in Welsh)"."""
    if not len(batch) or batch.column("_row")[0].as_py() != 1:
        return False
    said = tuple(language_of_header(_column(batch, name)[0].as_py() or "") for name in (en, cy))
    return said == ("en", "cy")


def _beginning(source: Source) -> pa.Table | pa.Schema:
    """Return the first rows of a source, or its schema where it has none."""
    first = next(source.batches(), None)
    return source.schema if first is None else pa.Table.from_batches([first])


def _without_missing(batch: pa.RecordBatch, name: str, texts: pa.Array) -> pa.Array:
    gone = pc.match_substring(batch.column(MISSING), name).fill_null(False)
    return pc.if_else(gone, pa.scalar(None, texts.type), texts)


def _column(batch: pa.RecordBatch, name: str) -> pa.Array:
    """Return a column, or the member of a struct that `column.member` names."""
    if name in batch.schema.names:
        return batch.column(name)
    column, _dot, member = name.rpartition(".")
    return pc.struct_field(batch.column(column), member)


def pairs_in_rows(source: Source) -> Iterator[PairSource]:
    """Yield the pairs of a table with one row per language (`cy-gb`, `en-gb`) and the same `id` in both."""
    for field in source.schema:
        if field.name.lower() in _LANGUAGE_COLUMNS and _is_text(field.type):
            languages = _languages(source, field.name)
            if set(languages.values()) == {"en", "cy"}:
                yield from _by_row(source, field.name, languages)
                return


def _languages(source: Source, column: str) -> dict[str, str]:
    """Return the tags of Welsh and English in a column of languages, empty for any other column."""
    tags: dict[str, str] = {}
    for batch in source.batches():
        values = pc.unique(batch.column(column)).drop_null().to_pylist()
        tags |= {tag: language_of_tag(tag) or "" for tag in values}
        if len(tags) > _LANGUAGES:
            return {}
    return {tag: language for tag, language in tags.items() if language}


def _by_row(source: Source, column: str, languages: dict[str, str]) -> Iterator[PairSource]:
    table = pa.Table.from_batches(source.batches()).drop_columns("_source")
    sides = {
        language: table.filter(
            pc.is_in(table[column], pa.array([tag for tag, each in languages.items() if each == language]))
        )
        for language in ("en", "cy")
    }
    names = [name for name in source.schema.names if name != column]
    key = _key(sides, names)
    if key is None:
        return
    en, cy = ({value: row for row, value in enumerate(_values(sides[side], key))} for side in ("en", "cy"))
    order = list(dict.fromkeys((*en, *cy)))
    english, welsh = (
        sides[side].take(pa.array([rows.get(value) for value in order], pa.int64()))
        for side, rows in (("en", en), ("cy", cy))
    )
    for name in names:
        if name not in key and _is_text(source.schema.field(name).type) and english[name] != welsh[name]:
            yield PairSource(
                source=source.name,
                column=name,
                en_source=source.name,
                en_column=name,
                confidence=0.9,
                reason=_BY_ROW,
                run=functools.partial(_run_rows, source.name, english, welsh, name, order),
            )


def _key(sides: dict[str, pa.Table], names: Sequence[str]) -> tuple[str, ...] | None:
    """Return the fewest columns that identify the rows of each language and agree best between the two."""
    best: tuple[int, tuple[str, ...]] | None = None
    for size in (1, 2):
        for key in combinations(names, size):
            en, cy = (_values(sides[side], key) for side in ("en", "cy"))
            if len(set(en)) == len(en) and len(set(cy)) == len(cy):
                shared = len(set(en) & set(cy))
                if 2 * shared >= max(len(en), len(cy)) and (best is None or shared > best[0]):
                    best = (shared, key)
        if best:
            return best[1]
    return None


def _values(table: pa.Table, key: Sequence[str]) -> list[tuple[object, ...]]:
    return list(zip(*(table[name].to_pylist() for name in key), strict=True))


def _run_rows(
    source: str, english: pa.Table, welsh: pa.Table, name: str, order: list[tuple[object, ...]]
) -> Iterator[pa.RecordBatch]:
    keys = pa.array([f"{name}[{'/'.join(map(str, value))}]" for value in order], pa.string())
    rows = pc.coalesce(welsh["_row"], english["_row"]).combine_chunks()
    en, cy = (side[name].combine_chunks() for side in (english, welsh))
    yield pair_batch(keys, _flat(en), _flat(cy), source, places("row", _flat(rows)))


def _flat(array: pa.Array | pa.ChunkedArray) -> pa.Array:
    return pa.concat_arrays(array.chunks) if isinstance(array, pa.ChunkedArray) else array
