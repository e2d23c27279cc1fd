"""Detect, measure and normalise over Arrow text: an array in, an array of the same length out, null for null.

>>> import pyarrow as pa
>>> detect(pa.array(["Bore da i bawb", None])).field("language").to_pylist()
['cy', None]
"""

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data import welsh
from cymraeg_data.detect import second_opinion
from cymraeg_data.detect.decide import tags
from cymraeg_data.detect.features import Bytes, Places
from cymraeg_data.detect.identify import asks_fasttext, identify
from cymraeg_data.detect.kernels import PIECE
from cymraeg_data.detect.model import Model, load
from cymraeg_data.detect.words import Measure, measure_rows
from cymraeg_data.errors import InputError, UnknownColumnError, WrongTypeError
from cymraeg_data.locale import _
from cymraeg_data.normalise import Edit, Normalised, Options, normalise_and_explain
from cymraeg_data.normalise.options import DEFAULT
from cymraeg_data.normalise.scan import has_default_style, may_need_work
from cymraeg_data.normalise.suspects import suspects
from cymraeg_data.normalise.text import NOTHING_SEEN, Seen
from cymraeg_data.normalise.text import gather as gather_from_texts

__all__ = [
    "DETECTION",
    "EDITS",
    "MEASURE",
    "NORMALISED",
    "add_measures",
    "count_edits",
    "detect",
    "gather",
    "is_text",
    "measure",
    "normalise",
    "sort_key",
]

DETECTION = pa.struct([("language", pa.string()), ("confidence", pa.float64())])
"""The Arrow type of `detect`."""

MEASURE = pa.struct(
    [*((part.name, pa.int64()) for part in fields(Measure)), ("welsh_fraction", pa.float64())]
)
"""The Arrow type of `measure`: the counts of `Measure`, and its Welsh fraction."""

EDITS = pa.list_(
    pa.struct(
        [
            ("rule", pa.string()),
            ("start", pa.int64()),
            ("end", pa.int64()),
            ("before", pa.string()),
            ("after", pa.string()),
            ("confidence", pa.float64()),
        ]
    )
)
"""The Arrow type of the edits of a text."""

NORMALISED = pa.struct([("text", pa.large_string()), ("edits", EDITS)])
"""The Arrow type of `normalise` with its edits."""


def detect(array: Any, *, threads: int = 1, detector: str = "cymraeg_data") -> Any:
    """Return the language of each text and the confidence, as `struct<language: string, confidence: double>`.

    More `threads` read parts of a long column at once, for the same answer; numba makes the most of them. With
    `detector="fasttext"` the answers are fasttext-langdetect's, which takes each distinct text by itself.

    >>> import pyarrow as pa
    >>> detect(pa.chunked_array([["Mae hi'n bwrw glaw"], ["It is raining again"]])).field("language").to_pylist()
    ['cy', 'en']

    Raises:
        WrongTypeError: `array` is not an Arrow array of text.
        InputError: `threads` is less than one, or there is no such detector.
        ModelError: fasttext-langdetect is asked and its model is not there.
    """
    if asks_fasttext(detector):
        return _each_chunk(array, _second_opinion, DETECTION)
    return _each_chunk(array, functools.partial(_detect, threads=_positive(threads)), DETECTION)


def measure(array: Any, *, threads: int = 1) -> Any:
    """Return the counts of each text, as a struct of the fields of `Measure` and `welsh_fraction`.

    `threads` is as in `detect`.

    >>> import pyarrow as pa
    >>> measure(pa.array(["Diolch yn fawr iawn", "2024"])).field("welsh_fraction").to_pylist()
    [1.0, None]

    Raises:
        WrongTypeError: `array` is not an Arrow array of text.
        InputError: `threads` is less than one.
    """
    return _each_chunk(array, functools.partial(_measure, threads=_positive(threads)), MEASURE)


def add_measures(table: Any, text: str = "text", into: str = "welsh") -> Any:
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


def sort_key(array: Any) -> Any:
    """Return a key a text, as `large_binary`, by which Arrow, pandas and polars sort in the order of a Welsh dictionary.

    >>> import pyarrow as pa
    >>> names = pa.array(["Llanelli", "Lerpwl", "Dolgellau", "Ddôl"])
    >>> names.take(pa.compute.sort_indices(sort_key(names))).to_pylist()
    ['Dolgellau', 'Ddôl', 'Lerpwl', 'Llanelli']

    Raises:
        WrongTypeError: `array` is not an Arrow array of text.
    """
    return _each_chunk(array, _sort_key, pa.large_binary())


def normalise(
    array: Any, *, options: Options = DEFAULT, edits: bool = False, seen: Seen = NOTHING_SEEN
) -> Any:
    """Return each text as `cymraeg_data.normalise` gives it, as `large_string`; with `edits`, as `NORMALISED`.

    Only texts that some rule might change are looked at one by one, each distinct one once. What `gather` found in the
    column, given as `seen`, makes sure what one text by itself leaves open.

    >>> import pyarrow as pa
    >>> normalise(pa.array(["Ynys MÃ´n", "Caerdydd", None])).to_pylist()
    ['Ynys Môn', 'Caerdydd', None]
    >>> normalise(pa.array(["tÅ·"]), edits=True).field("edits")[0][0]["rule"].as_py()
    'utf8_as_windows'

    Raises:
        WrongTypeError: `array` is not an Arrow array of text.
    """
    kernel = functools.partial(_normalise, options=options, edits=edits, seen=seen)
    return _each_chunk(array, kernel, NORMALISED if edits else pa.large_string())


def gather(array: Any, *, options: Options = DEFAULT) -> Seen:
    """Return what the texts of a column show about its damage, to be given to `normalise` as `seen`.

    >>> import pyarrow as pa
    >>> sorted(gather(pa.array(["Ynys MÃ´n", "Caerdydd"])))
    ['utf8_as_windows']

    Raises:
        WrongTypeError: `array` is not an Arrow array of text.
    """
    high = _each_chunk(array, lambda chunk: chunk.filter(pc.invert(pc.string_is_ascii(chunk))), pa.string())
    return gather_from_texts(_decoded(high), options)


def count_edits(normalised: Any) -> dict[str, int]:
    """Return how often each rule changed something in a column, from what `normalise` gave with its edits.

    >>> import pyarrow as pa
    >>> count_edits(normalise(pa.array(["tÅ·  bach", "dÅµr"]), edits=True))
    {'double_space': 1, 'utf8_as_windows': 2}
    """
    rules = pc.struct_field(pc.list_flatten(normalised.field("edits")), "rule")
    counts = {item["values"].as_py(): item["counts"].as_py() for item in pc.value_counts(rules)}
    total: dict[str, int] = {}
    for rule, n in counts.items():
        for part in rule.split("+"):
            total[part] = total.get(part, 0) + n
    return dict(sorted(total.items()))


def is_text(kind: Any) -> bool:
    """Return whether an Arrow type is text that `detect` and `measure` read: of any width, plain or in a dictionary.

    >>> import pyarrow as pa
    >>> is_text(pa.dictionary(pa.int8(), pa.large_string())), is_text(pa.binary())
    (True, False)
    """
    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    found: bool = (
        pa.types.is_string(value) or pa.types.is_large_string(value) or pa.types.is_string_view(value)
    )
    return found


def _each_chunk(array: Any, kernel: Callable[[Any], Any], result: Any) -> Any:
    """Return what `kernel` makes of an array, of the chunks of one, or of the values of a dictionary."""
    if isinstance(array, pa.ChunkedArray):
        _text_type(array.type)
        chunks = [_each_chunk(chunk, kernel, result) for chunk in array.chunks]
        return pa.concat_arrays(chunks) if chunks else pa.array([], result)
    if not isinstance(array, pa.Array):
        raise WrongTypeError(
            _(
                "An Arrow array of text is needed, not {found}. Make one with pyarrow.array(…).",
                found=type(array).__name__,
            )
        )
    wanted = _text_type(array.type)
    if pa.types.is_dictionary(array.type):
        return _each_chunk(array.dictionary, kernel, result).take(array.indices)
    return kernel(array if array.type == wanted else array.cast(wanted))


def _text_type(found: Any) -> Any:
    """Return the type to read text of type `found` as."""
    if is_text(found):
        value = found.value_type if pa.types.is_dictionary(found) else found
        return pa.large_string() if pa.types.is_string_view(value) else value
    if pa.types.is_null(found):
        return pa.string()
    raise WrongTypeError(
        _(
            "An Arrow array of text is needed, not of {found}. Choose a text column, or cast this one.",
            found=found,
        )
    )


def _buffers(array: Any) -> tuple[Bytes, Places]:
    """Return the bytes of a string array, in place, and where each row starts in them."""
    width = np.int64 if pa.types.is_large_string(array.type) else np.int32
    _valid, places, data = array.buffers()
    if places is None or not len(array):
        return np.zeros(0, np.uint8), np.zeros(len(array) + 1, np.int64)
    offsets = np.frombuffer(places, width)[array.offset : array.offset + len(array) + 1].astype(np.int64)
    content = np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
    return content[offsets[0] : offsets[-1]], offsets - offsets[0]


def _nulls(array: Any) -> npt.NDArray[np.bool_]:
    nulls: npt.NDArray[np.bool_] = array.is_null().to_numpy(zero_copy_only=False)
    return nulls


def _positive(threads: int) -> int:
    if threads < 1:
        raise InputError(_("threads must be 1 or more, not {found}.", found=threads))
    return threads


def _shares(offsets: Places, threads: int) -> list[Places]:
    """Return the offsets of shares of the rows, of about as many bytes each but of no less than a piece.

    There are some for each thread, so that one which is held up does not hold up all.
    """
    n_rows, size = len(offsets) - 1, int(offsets[-1] - offsets[0])
    n_shares = 1 if threads == 1 else max(1, min(4 * threads, size // PIECE, n_rows))
    wanted = offsets[0] + np.arange(1, n_shares) * size // n_shares
    cuts = [0, *np.searchsorted(offsets, wanted).tolist(), n_rows]
    return [offsets[first : last + 1] for first, last in itertools.pairwise(cuts) if last > first]


def _read(
    reader: Callable[[Bytes, Places, Model], Iterator[Any]], array: Any, threads: int
) -> Iterator[tuple[slice, Any]]:
    """Yield what `reader` finds, with the rows it is about; with more threads than one, share by share."""
    model = load()
    data, offsets = _buffers(array)
    shares = _shares(offsets, threads)
    firsts = itertools.accumulate((len(share) - 1 for share in shares), initial=0)
    if len(shares) < 2:  # noqa: PLR2004 - with two there is something to share
        found: Any = (reader(data, share, model) for share in shares)
        yield from _placed(firsts, found)
        return
    with ThreadPoolExecutor(min(threads, len(shares))) as pool:
        yield from _placed(firsts, pool.map(lambda share: list(reader(data, share, model)), shares))


def _placed(firsts: Iterable[int], found: Iterable[Iterable[Any]]) -> Iterator[tuple[slice, Any]]:
    for first, parts in zip(firsts, found, strict=False):
        for rows in parts:
            yield slice(first + rows.first, first + rows.last), rows


def _detect(array: Any, threads: int) -> Any:
    names = pa.array(tags(load()))
    languages = np.zeros(len(array), np.int32)
    confidence = np.zeros(len(array), np.float64)
    for here, rows in _read(identify, array, threads):
        languages[here] = rows.languages
        confidence[here] = rows.confidence
    languages[languages < 0] += len(names)  # "und" and "mul"
    nulls = _nulls(array)
    return _struct(
        [names.take(pa.array(languages, mask=nulls)), pa.array(confidence, mask=nulls)], DETECTION, nulls
    )


def _measure(array: Any, threads: int) -> Any:
    counts = {part.name: np.zeros(len(array), np.int64) for part in fields(Measure)}
    for here, rows in _read(measure_rows, array, threads):
        for name, values in rows.counts.items():
            counts[name][here] += values
    counts["n_spans"] = counts["n_switches"] + (counts["n_words"] > 0)
    nulls = _nulls(array)
    told = counts["n_words"] - counts["n_undetermined_words"]
    fraction = counts["n_welsh_words"] / np.maximum(told, 1)
    columns = [pa.array(values, mask=nulls) for values in counts.values()]
    return _struct([*columns, pa.array(fraction, mask=nulls | (told == 0))], MEASURE, nulls)


def _second_opinion(array: Any) -> Any:
    distinct = array.dictionary_encode()
    opinions = second_opinion.detect(distinct.dictionary.to_pylist())
    found = pa.array([opinion and opinion._asdict() for opinion in opinions], DETECTION)
    return found.take(distinct.indices)


def _sort_key(array: Any) -> Any:
    distinct = array.dictionary_encode()
    keys = pa.array([welsh.sort_key(text) for text in distinct.dictionary.to_pylist()], pa.large_binary())
    return keys.take(distinct.indices)


def _normalise(array: Any, options: Options, *, edits: bool, seen: Seen) -> Any:
    text = array.cast(pa.large_string())
    suspect = _suspect(text, options)
    distinct = text.filter(suspect).dictionary_encode()
    silent = replace(options, suggest=False)
    found = [normalise_and_explain(value, silent, seen=seen) for value in _decoded(distinct.dictionary)]
    mended = pa.array([item.text for item in found], pa.large_string()).take(distinct.indices)
    result = pc.replace_with_mask(text, suspect, mended) if len(mended) else text
    if not edits:
        return result
    nulls = _nulls(array)
    return _struct(
        [result, _edit_lists(len(array), suspect, found, distinct.indices, nulls)], NORMALISED, nulls
    )


def _suspect(text: Any, options: Options) -> Any:
    """Return which texts a rule may change; all that are not ASCII, in an array of bytes that are not UTF-8."""
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return pc.invert(pc.string_is_ascii(text)).fill_null(False)
    looked_at = may_need_work(*_buffers(text)) if has_default_style(options) else np.ones(len(text), bool)
    matched = pc.match_substring_regex(text.filter(pa.array(looked_at)), suspects(options))
    looked_at[looked_at] = matched.fill_null(False).to_numpy(zero_copy_only=False)
    return pa.array(looked_at)


def _edit_lists(
    n_rows: int, suspect: Any, found: list[Normalised], indices: Any, nulls: npt.NDArray[np.bool_]
) -> Any:
    """Return the edits of each row; rows without any cost no work by themselves."""
    lengths = np.zeros(n_rows, np.int32)
    per_text = np.array([len(item.edits) for item in found], np.int32)
    numbers = indices.to_numpy(zero_copy_only=False)
    lengths[suspect.to_numpy(zero_copy_only=False)] = per_text[numbers] if len(numbers) else 0
    starts = np.concatenate(([0], np.cumsum(lengths, dtype=np.int32)))
    rows = [_row(edit) for number in numbers for edit in found[number].edits]
    return pa.ListArray.from_arrays(
        pa.array(starts, pa.int32()), pa.array(rows, EDITS.value_type), type=EDITS, mask=pa.array(nulls)
    )


def _row(edit: Edit) -> dict[str, object]:
    return {part.name: getattr(edit, part.name) for part in fields(Edit)}


def _decoded(array: Any) -> list[str]:
    """Return the texts of an array; bytes that are not valid UTF-8, which Arrow does not look for, become U+FFFD."""
    return [value.decode("utf-8", "replace") for value in array.cast(pa.large_binary()).to_pylist()]


def _struct(columns: list[Any], kind: Any, nulls: npt.NDArray[np.bool_]) -> Any:
    return pa.StructArray.from_arrays(columns, fields=list(kind), mask=pa.array(nulls))
