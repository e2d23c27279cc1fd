"""The normalised texts of a column, with their edits as Arrow lists."""

import functools
import itertools
from dataclasses import replace
from operator import attrgetter

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.buffers.chunks import TextColumn, buffers, each_chunk, nulls_of, struct_of
from cymraeg_data.normalisation import Normalised, Options, normalise_and_explain
from cymraeg_data.normalisation.options import DEFAULT
from cymraeg_data.normalisation.prefilter.byte_classes import has_default_style, may_need_work
from cymraeg_data.normalisation.prefilter.re2 import suspects_but_for_style, suspects_of_style
from cymraeg_data.normalisation.text import NOTHING_SEEN, Seen, repair_style
from cymraeg_data.normalisation.text import gather as gather_from_texts
from cymraeg_data.option_names import checked_options

Mask = npt.NDArray[np.bool_]

__all__ = ["EDITS", "NORMALISED", "count_edits", "gather", "normalise"]

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

_SHORT = 256
"""Bytes of a row up to which the search for plain rows pays: our choice; few longer rows are plain."""

NORMALISED = pa.struct([("text", pa.large_string()), ("edits", EDITS)])
"""The Arrow type of `normalise` with its edits."""


@checked_options
def normalise(
    array: TextColumn, *, options: Options | None = None, edits: bool = False, seen: Seen | None = None
) -> pa.Array:
    """Return each text normalised, as `large_string`; with `edits`, as `NORMALISED`.

    Only texts that some rule might change are processed one by one, each distinct one once. The evidence of
    `gather` on the column, given as `seen`, decides where one text alone is ambiguous.

    >>> import pyarrow as pa
    >>> normalise(pa.array(["Ynys MÃ´n", "Caerdydd", None])).to_pylist()
    ['Ynys Môn', 'Caerdydd', None]
    >>> normalise(pa.array(["tÅ·"]), edits=True).field("edits")[0][0]["rule"].as_py()
    'utf8_as_windows'

    Raises:
        WrongTypeError: `array` is not an Arrow array of text.
    """
    kernel = functools.partial(_normalise, options=options or DEFAULT, edits=edits, seen=seen or NOTHING_SEEN)
    return each_chunk(array, kernel, NORMALISED if edits else pa.large_string())


@checked_options
def gather(array: TextColumn, *, options: Options | None = None) -> Seen:
    """Return the evidence of the texts of a column on its damage, for `normalise` as `seen`.

    >>> import pyarrow as pa
    >>> sorted(gather(pa.array(["Ynys MÃ´n", "Caerdydd"])))
    ['utf8_as_windows']

    Raises:
        WrongTypeError: `array` is not an Arrow array of text.
    """
    high = each_chunk(array, lambda chunk: chunk.filter(pc.invert(pc.string_is_ascii(chunk))), pa.string())
    return gather_from_texts(_decoded(high), options=options)


def count_edits(normalised: pa.StructArray) -> dict[str, int]:
    """Return the number of changes of each rule in a column, from the result of `normalise` with edits.

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


def _normalise(array: pa.Array, options: Options, *, edits: bool, seen: Seen) -> pa.Array:
    text = array.cast(pa.large_string())
    damaged, suspect = _suspects(text, options)
    chosen = pa.array(suspect)
    distinct = text.filter(chosen).dictionary_encode()
    only_style = np.ones(len(distinct.dictionary), bool)
    only_style[distinct.indices.to_numpy(zero_copy_only=False)[damaged[suspect]]] = False
    found = _repaired(_decoded(distinct.dictionary), only_style, replace(options, suggest=False), seen)
    repaired = pa.array([item.text for item in found], pa.large_string()).take(distinct.indices)
    result = pc.replace_with_mask(text, chosen, repaired) if len(repaired) else text
    if not edits:
        return result
    nulls = nulls_of(array)
    return struct_of(
        [result, _edit_lists(len(array), chosen, found, distinct.indices, nulls)], NORMALISED, nulls
    )


def _repaired(texts: list[str], only_style: Mask, options: Options, seen: Seen) -> list[Normalised]:
    """Return each text normalised with its edits; in `only_style` texts, only apostrophes can be wrong."""
    found = [
        repair_style(text, options) if only else normalise_and_explain(text, options=options, seen=seen)
        for text, only in zip(texts, only_style.tolist(), strict=True)
    ]
    curled = [
        number
        for number in np.flatnonzero(only_style).tolist()
        if any(edit.after == "’" for edit in found[number].edits)
    ]
    # A ’ next to another non-ASCII character may look like misread text, which ' never does.
    again = pa.array([found[number].text for number in curled], pa.large_string())
    for number in itertools.compress(curled, _matched(again, suspects_but_for_style(options)).tolist()):
        found[number] = normalise_and_explain(texts[number], options=options, seen=seen)
    return found


def _suspects(text: pa.Array, options: Options) -> tuple[Mask, Mask]:
    """Return two masks: texts with more than the style of apostrophes to check, and all texts to check.

    In an array of bytes that are not UTF-8, both are all texts that are not ASCII.
    """
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        high = pc.invert(pc.string_is_ascii(text)).fill_null(False).to_numpy(zero_copy_only=False)
        return high, high
    data, offsets = buffers(text)
    if len(data) < _SHORT * len(text) and has_default_style(options):
        looked_at = may_need_work(data, offsets)
        damaged, suspect = np.zeros(len(text), bool), np.zeros(len(text), bool)
        some = text.filter(pa.array(looked_at))
        damaged[looked_at], suspect[looked_at] = _both(some, options)
        return damaged, suspect
    return _both(text, options)


def _both(text: pa.Array, options: Options) -> tuple[Mask, Mask]:
    damaged = _matched(text, suspects_but_for_style(options))
    style = suspects_of_style(options)
    return damaged, damaged | _matched(text, style) if style else damaged


def _matched(text: pa.Array, pattern: str) -> Mask:
    """Return which texts match an RE2 pattern."""
    matched = pc.match_substring_regex(text, pattern).fill_null(False)
    found: Mask = matched.to_numpy(zero_copy_only=False)
    return found


def _edit_lists(
    n_rows: int, suspect: pa.Array, found: list[Normalised], indices: pa.Array, nulls: npt.NDArray[np.bool_]
) -> pa.Array:
    """Return the edits of each row; rows without edits cost no work."""
    lengths = np.zeros(n_rows, np.int32)
    per_text = np.array([len(item.edits) for item in found], np.int32)
    numbers = indices.to_numpy(zero_copy_only=False)
    lengths[suspect.to_numpy(zero_copy_only=False)] = per_text[numbers] if len(numbers) else 0
    starts = np.concatenate(([0], np.cumsum(lengths, dtype=np.int32)))
    edits = [edit for number in numbers for edit in found[number].edits]
    parts = [pa.array(map(attrgetter(part.name), edits), part.type) for part in EDITS.value_type]
    rows = pa.StructArray.from_arrays(parts, fields=list(EDITS.value_type))
    return pa.ListArray.from_arrays(pa.array(starts, pa.int32()), rows, type=EDITS, mask=pa.array(nulls))


def _decoded(array: pa.Array) -> list[str]:
    """Return the texts of an array; invalid UTF-8, which Arrow does not check for, becomes U+FFFD."""
    return [value.decode("utf-8", "replace") for value in array.cast(pa.large_binary()).to_pylist()]
