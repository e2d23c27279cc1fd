"""Pairs of two sources, one in each language: by key, position, block, or the times of subtitles."""

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.bilingual.alignment import align
from cymraeg_data.bilingual.catalogue_texts import side_by_side, texts_by_key
from cymraeg_data.bilingual.file_match import Partners
from cymraeg_data.bilingual.pair_source import PairSource, keys_of_rows, pair_batch, places
from cymraeg_data.locale import N_
from cymraeg_data.readers import Source

__all__ = [
    "pairs_by_block",
    "pairs_by_key",
    "pairs_by_place",
    "pairs_by_time",
    "pairs_left_out",
    "pairs_of_pool",
]

_BY_KEY = N_("The two files differ only in language, and their texts have the same keys.")
_BY_PLACE = N_("The two files differ only in language, and have the same number of rows and columns.")
_BY_POOL = N_("The files of each language are one catalogue, and their texts have the same keys.")
_LEFT_OUT = N_("Other files of the folder are in both languages, and this one is not.")
_BY_BLOCK = N_(
    "The two documents differ only in language; where their blocks differ, they are aligned by their words."
)
_BY_TIME = N_("The two files differ only in language, and their texts are shown at the same times.")


def pairs_by_key(english: Source, welsh: Source) -> Iterator[PairSource]:
    """Yield the texts of two catalogues under the same keys, and those missing in one of them."""

    def run() -> Iterator[pa.RecordBatch]:
        yield side_by_side(texts_by_key(english), texts_by_key(welsh), welsh.name)

    yield PairSource(source=welsh.name, en_source=english.name, confidence=0.98, reason=_BY_KEY, run=run)


def pairs_left_out(source: Source) -> Iterator[PairSource]:
    """Yield the texts of a catalogue without a counterpart in the other language's folder."""

    def run() -> Iterator[pa.RecordBatch]:
        own = texts_by_key(source)
        yield (
            side_by_side({}, own, source.name)
            if source.language == "cy"
            else side_by_side(own, {}, source.name)
        )

    yield PairSource(source=source.name, en_source=source.name, confidence=0.9, reason=_LEFT_OUT, run=run)


def pairs_of_pool(source: Source, partners: Partners) -> Iterator[PairSource]:
    """Yield the texts of a file that shares one catalogue of keys with others.

    A Welsh file gives its keys with their English from any file; an English file gives the keys that no Welsh
    file has.
    """
    if not partners.has_pools(source):
        return

    def run() -> Iterator[pa.RecordBatch]:
        own, english = texts_by_key(source), partners.pool(source, "en")
        if source.language == "cy":
            yield side_by_side({key: english[key] for key in own if key in english}, own, place)
        else:
            welsh = partners.pool(source, "cy")
            yield side_by_side({key: text for key, text in own.items() if key not in welsh}, {}, place)

    partner = partners.english(source) if source.language == "cy" else partners.welsh(source)
    place = source.name if source.language == "cy" or partner is None else partner.name
    en_source = source.name if source.language == "en" or partner is None else partner.name
    yield PairSource(source=place, en_source=en_source, confidence=0.98, reason=_BY_POOL, run=run)


def pairs_by_place(english: Source, welsh: Source) -> Iterator[PairSource]:
    """Yield the columns in the same position of two tables of the same shape, if they hold letters at all."""
    if len(english.schema) != len(welsh.schema) or _n_rows(english) != _n_rows(welsh):
        return
    for index, (en, cy) in enumerate(zip(english.schema, welsh.schema, strict=True)):
        if en.type == cy.type and _has_letters(english, index) and _has_letters(welsh, index):
            yield PairSource(
                source=welsh.name,
                column=cy.name,
                en_source=english.name,
                en_column=en.name,
                confidence=0.7,
                reason=_BY_PLACE,
                run=functools.partial(_run_places, english, welsh, index),
            )


def _run_places(english: Source, welsh: Source, index: int) -> Iterator[pa.RecordBatch]:
    name = welsh.schema.names[index]
    held: pa.Array | None = None
    others = (batch.column(index) for batch in english.batches())
    for batch in welsh.batches():
        while held is None or len(held) < batch.num_rows:
            more = next(others, None)
            if more is None:
                return
            held = more if held is None else pa.concat_arrays([held, more])
        rows = batch.column("_row")
        yield pair_batch(
            keys_of_rows(name, rows),
            held.slice(0, batch.num_rows),
            batch.column(index),
            welsh.name,
            places("row", rows),
        )
        held = held.slice(batch.num_rows)


def _n_rows(source: Source) -> int:
    return sum(batch.num_rows for batch in source.batches())


def _has_letters(source: Source, index: int) -> bool:
    kind = source.schema.field(index).type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        return False
    return any(
        pc.any(pc.match_substring_regex(batch.column(index), r"\p{L}")).as_py() for batch in source.batches()
    )


class _Passage(NamedTuple):
    """A block of a document, or a subtitle."""

    text: str
    line: int | None
    block: str = ""
    start: int = 0
    end: int = 0


Link = tuple[Sequence[int], Sequence[int]]


def pairs_by_block(english: Source, welsh: Source) -> Iterator[PairSource]:
    """Yield the blocks of two documents: one by one if they match, else as `align` links them."""

    def links(en: Sequence[_Passage], cy: Sequence[_Passage]) -> Iterator[Link]:
        if [part.block for part in en] == [part.block for part in cy]:
            yield from (((index,), (index,)) for index in range(len(en)))
            return
        for link in align([part.text for part in en], [part.text for part in cy]):
            yield link.en, link.cy

    run = functools.partial(_run_links, english, welsh, links, "\n\n")
    yield PairSource(source=welsh.name, en_source=english.name, confidence=0.8, reason=_BY_BLOCK, run=run)


def pairs_by_time(english: Source, welsh: Source) -> Iterator[PairSource]:
    """Yield the subtitles of two files shown at the same time, joined where one language has more of them."""
    run = functools.partial(_run_links, english, welsh, _simultaneous, "\n")
    yield PairSource(source=welsh.name, en_source=english.name, confidence=0.95, reason=_BY_TIME, run=run)


def _run_links(
    english: Source,
    welsh: Source,
    links: Callable[[Sequence[_Passage], Sequence[_Passage]], Iterator[Link]],
    between: str,
) -> Iterator[pa.RecordBatch]:
    en, cy = _parts(english), _parts(welsh)
    rows = []
    for in_en, in_cy in links(en, cy):
        parts = [en[index] for index in in_en], [cy[index] for index in in_cy]
        texts = [between.join(part.text for part in side) if side else None for side in parts]
        block, number = (parts[1] or parts[0])[0].block or "cue", (in_cy or in_en)[0] + 1
        key = f"{block}[{number}]" if in_cy else f"en:{block}[{number}]"
        rows.append((key, *texts, parts[1][0].line if parts[1] else None))
    keys, en_texts, cy_texts, lines = zip(*rows, strict=True) if rows else ((), (), (), ())
    key_array, en_array, cy_array = (
        pa.array(column, pa.large_string()) for column in (keys, en_texts, cy_texts)
    )
    lines_array = pa.array(lines, pa.int64())
    yield pair_batch(key_array, en_array, cy_array, welsh.name, places("line", lines_array))


def _parts(source: Source) -> list[_Passage]:
    names = [name for name in ("block", "start", "end", "text") if name in source.schema.names]
    return [
        _Passage(line=row.pop("_line"), **row)
        for batch in source.batches()
        for row in batch.select([*names, "_line"]).to_pylist()
    ]


def _simultaneous(en: Sequence[_Passage], cy: Sequence[_Passage]) -> Iterator[Link]:
    """Yield runs of subtitles that overlap by more than half of the shorter of two, in the order of time."""
    first = other = 0
    while first < len(en) or other < len(cy):
        if other == len(cy) or (
            first < len(en) and not _overlap(en[first], cy[other]) and en[first].end <= _middle(cy[other])
        ):
            yield (first,), ()
            first += 1
            continue
        if first == len(en) or not _overlap(en[first], cy[other]):
            yield (), (other,)
            other += 1
            continue
        last, last_other = first + 1, other + 1
        grown = True
        while grown:
            grown = False
            if last < len(en) and _overlap(en[last], cy[last_other - 1]):
                last, grown = last + 1, True
            if last_other < len(cy) and _overlap(en[last - 1], cy[last_other]):
                last_other, grown = last_other + 1, True
        yield range(first, last), range(other, last_other)
        first, other = last, last_other


def _middle(part: _Passage) -> float:
    return (part.start + part.end) / 2


def _overlap(one: _Passage, other: _Passage) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    shorter = min(one.end - one.start, other.end - other.start)
    return 2 * shared > shorter
