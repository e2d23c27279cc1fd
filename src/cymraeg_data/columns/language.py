"""The language and the measure of each text of a column."""

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.buffers.chunks import TextColumn, buffers, each_chunk, nulls_of, struct_of
from cymraeg_data.buffers.numpy_words import Bytes, Places
from cymraeg_data.detection import second_opinion, text_pieces
from cymraeg_data.detection.api import Detector, Identified, asks_fasttext, identify
from cymraeg_data.detection.decision import tags
from cymraeg_data.detection.model import Model, model_among
from cymraeg_data.detection.words import Measure, MeasureRows, measure_rows
from cymraeg_data.errors import InputError, UnknownColumnError
from cymraeg_data.locale import _
from cymraeg_data.option_names import checked_options

Rows = TypeVar("Rows", pa.Table, pa.RecordBatch)
Found = TypeVar("Found", Identified, MeasureRows)

__all__ = ["DETECTION", "MEASURE", "add_measures", "detect", "measure"]

DETECTION = pa.struct([("language", pa.string()), ("confidence", pa.float64())])
"""The Arrow type of `detect`."""

MEASURE = pa.struct(
    [*((part.name, pa.int64()) for part in fields(Measure)), ("welsh_fraction", pa.float64())]
)
"""The Arrow type of `measure`: the counts of `Measure`, and the Welsh fraction."""


@checked_options
def detect(
    array: TextColumn,
    *,
    among: Iterable[str] | None = None,
    threads: int = 1,
    detector: Detector = "cymraeg_data",
) -> pa.StructArray:
    """Return the language of each text and the confidence, as `struct<language: string, confidence: double>`.

    `among` are the languages that the column can hold, by BCP 47 tag, where that is known: the labels of a
    Welsh and English table are detected better with `among=("cy", "en")`. More `threads` read parts of a long
    column in parallel with the same result; numba gains most from them. With `detector="fasttext"` the
    answers are those of fasttext-langdetect, which reads each distinct text alone.

    >>> import pyarrow as pa
    >>> texts = pa.chunked_array([["Mae hi'n bwrw glaw"], ["It is raining again"]])
    >>> detect(texts).field("language").to_pylist()
    ['cy', 'en']
    >>> detect(pa.array(["Mis", "nos"]), among=("cy", "en")).field("language").to_pylist()
    ['cy', 'cy']

    Raises:
        WrongTypeError: `array` is not an Arrow array of text.
        InputError: `threads` is less than one, there is no such detector, or no such language in the model.
        ModelError: the model of fasttext-langdetect is asked for and missing.
    """
    if asks_fasttext(detector, among):
        return each_chunk(array, _second_opinion, DETECTION)
    detecting = functools.partial(_detect, model=model_among(among), threads=_positive(threads))
    return each_chunk(array, detecting, DETECTION)


@checked_options
def measure(array: TextColumn, *, among: Iterable[str] | None = None, threads: int = 1) -> pa.StructArray:
    """Return the counts of each text, as a struct of the fields of `Measure` and `welsh_fraction`.

    `among` and `threads` are as in `detect`.

    >>> import pyarrow as pa
    >>> measure(pa.array(["Diolch yn fawr iawn", "2024"])).field("welsh_fraction").to_pylist()
    [1.0, None]

    Raises:
        WrongTypeError: `array` is not an Arrow array of text.
        InputError: `threads` is less than one, or the model does not name a language.
    """
    measuring = functools.partial(_measure, model=model_among(among), threads=_positive(threads))
    return each_chunk(array, measuring, MEASURE)


@checked_options
def add_measures(table: Rows, *, text: str = "text", into: str = "welsh") -> Rows:
    """Return the table, or record batch, with the measures of its column `text` in a new last column `into`.

    >>> import pyarrow as pa
    >>> add_measures(pa.table({"text": ["Noson lawen"]})).column_names
    ['text', 'welsh']

    Raises:
        UnknownColumnError: there is no column `text`.
        InputError: there is a column `into` already.
        WrongTypeError: the column is not text.
    """
    names = table.schema.names
    if text not in names:
        raise UnknownColumnError(text, names)
    if into in names:
        raise InputError(_("There is a column “{name}” already. Name another with into=….", name=into))
    return table.append_column(into, measure(table.column(text)))


def mask(array: TextColumn) -> pa.Array:
    """Return the texts with the letters of every stretch in no language as the digit 0, all in their place.

    Addresses, markup, templates, paths, names in code and marks for missing values have no language:
    `detection.no_language` says what they are. Null stays null.

    >>> import pyarrow as pa
    >>> mask(pa.array(["Gweler www.llyw.cymru", "Gorsaf/Station", None])).to_pylist()
    ['Gweler 000.0000.00000', 'Gorsaf/Station', None]
    """
    return each_chunk(array, _mask, pa.string())


def _mask(array: pa.Array) -> pa.Array:
    data, offsets = buffers(array)
    masked = [text_pieces.mask(piece).data for piece in text_pieces.pieces(data, offsets)]
    texts = pa.LargeStringArray.from_buffers(
        len(array), pa.py_buffer(offsets), pa.py_buffer(np.concatenate([data[:0], *masked]))
    )
    nulls = pa.array(nulls_of(array))
    return pc.if_else(nulls, pa.scalar(None, pa.large_string()), texts).cast(pa.string())


def _positive(threads: int) -> int:
    if threads < 1:
        raise InputError(_("threads must be 1 or more, not {found}.", found=threads))
    return threads


def _shares(offsets: Places, threads: int) -> list[Places]:
    """Return the offsets of shares of the rows, of about equal size and at least one piece each.

    There are several per thread, so that a slow thread does not delay all.
    """
    n_rows, size = len(offsets) - 1, int(offsets[-1] - offsets[0])
    n_shares = 1 if threads == 1 else max(1, min(4 * threads, size // text_pieces.PIECE, n_rows))
    wanted = offsets[0] + np.arange(1, n_shares) * size // n_shares
    cuts = [0, *np.searchsorted(offsets, wanted).tolist(), n_rows]
    return [offsets[first : last + 1] for first, last in itertools.pairwise(cuts) if last > first]


def _read(
    reader: Callable[[Bytes, Places, Model], Iterator[Found]], array: pa.Array, model: Model, threads: int
) -> Iterator[tuple[slice, Found]]:
    """Yield the results of `reader` with their rows; with several threads, share by share."""
    data, offsets = buffers(array)
    shares = _shares(offsets, threads)
    firsts = itertools.accumulate((len(share) - 1 for share in shares), initial=0)
    if len(shares) < 2:  # at least two shares are needed
        yield from _placed(firsts, (reader(data, share, model) for share in shares))
        return
    with ThreadPoolExecutor(min(threads, len(shares))) as pool:
        yield from _placed(firsts, pool.map(lambda share: list(reader(data, share, model)), shares))


def _placed(firsts: Iterable[int], found: Iterable[Iterable[Found]]) -> Iterator[tuple[slice, Found]]:
    for first, parts in zip(firsts, found, strict=False):
        for rows in parts:
            yield slice(first + rows.first, first + rows.last), rows


def _detect(array: pa.Array, model: Model, threads: int) -> pa.StructArray:
    names = pa.array(tags(model))
    languages = np.zeros(len(array), np.int32)
    confidence = np.zeros(len(array), np.float64)
    for here, rows in _read(identify, array, model, threads):
        languages[here] = rows.languages
        confidence[here] = rows.confidence
    languages[languages < 0] += len(names)  # "und" and "mul"
    nulls = nulls_of(array)
    return struct_of(
        [names.take(pa.array(languages, mask=nulls)), pa.array(confidence, mask=nulls)], DETECTION, nulls
    )


def _measure(array: pa.Array, model: Model, threads: int) -> pa.StructArray:
    counts = {part.name: np.zeros(len(array), np.int64) for part in fields(Measure)}
    for here, rows in _read(measure_rows, array, model, threads):
        for name, values in rows.counts.items():
            counts[name][here] += values
    counts["n_spans"] = counts["n_switches"] + (counts["n_words"] > 0)
    nulls = nulls_of(array)
    labelled = counts["n_words"] - counts["n_undetermined_words"]
    fraction = counts["n_welsh_words"] / np.maximum(labelled, 1)
    columns = [pa.array(values, mask=nulls) for values in counts.values()]
    return struct_of([*columns, pa.array(fraction, mask=nulls | (labelled == 0))], MEASURE, nulls)


def _second_opinion(array: pa.Array) -> pa.StructArray:
    distinct = array.dictionary_encode()
    opinions = second_opinion.detect(distinct.dictionary.to_pylist())
    found = pa.array([opinion and opinion._asdict() for opinion in opinions], DETECTION)
    return found.take(distinct.indices)
