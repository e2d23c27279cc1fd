"""Find and mask personal data over Arrow text: an array in, one of the same length out, null for null."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.buffers.chunks import TextColumn, buffers, each_chunk, nulls_of
from cymraeg_data.identifiers.folding import Folded, fold
from cymraeg_data.identifiers.found import Likelihood, PersonalData, rank
from cymraeg_data.identifiers.kinds import KINDS
from cymraeg_data.identifiers.search import Find, search

__all__ = ["FOUND", "find_personal_data", "mask_counted", "written"]

FOUND = pa.list_(
    pa.struct(
        [("start", pa.int64()), ("end", pa.int64()), ("kind", pa.string()), ("likelihood", pa.string())]
    )
)
"""The Arrow type of `find_personal_data`."""

# Rows that are folded whole before the search: those with zero-width characters, wide letters or digits
# outside ASCII.
_ODD = r"[\p{Cf}\x{FF01}-\x{FF5E}]|[^\P{Nd}0-9]"


def find_personal_data(array: TextColumn) -> pa.ListArray:
    """Return the personal data in each text, as `list<struct<start, end, kind, likelihood>>`.

    >>> import pyarrow as pa
    >>> find_personal_data(pa.array(["Ffoniwch 07700 900123", "Bore da", None])).to_pylist()
    [[{'start': 9, 'end': 21, 'kind': 'phone', 'likelihood': 'certain'}], [], None]

    Raises:
        WrongTypeError: `array` is not an Arrow array of text.
    """
    return each_chunk(array, _find, FOUND)


def mask_counted(array: TextColumn, *, at_least: Likelihood = "likely") -> tuple[pa.Array, dict[str, int]]:
    """Return each text as `mask` gives it, as `large_string`, and how many finds of each kind were masked.

    >>> import pyarrow as pa
    >>> masked, n = mask_counted(pa.array(["E-bost: sian.morgan@example.com", None]))
    >>> masked.to_pylist(), n
    (['E-bost: [EMAIL]', None], {'email': 1})

    Raises:
        WrongTypeError: `array` is not an Arrow array of text.
        InputError: there is no such likelihood.
    """
    least = rank(at_least)
    text = each_chunk(array, lambda chunk: chunk.cast(pa.large_string()), pa.large_string())
    counts: Counter[str] = Counter()
    rows = np.arange(len(text))
    part = text
    # Masking one find may uncover another, so changed rows are searched again.
    while len(rows):
        finds = [find for find in _search(part) if rank(find.likelihood) >= least]
        counts.update(find.kind for find in finds)
        changed = np.unique(np.array([find.row for find in finds], np.int64))
        part = pa.array(_masked(part.take(pa.array(changed)), finds), pa.large_string())
        rows = rows[changed]
        if len(rows):
            there = np.zeros(len(text), bool)
            there[rows] = True
            text = pc.replace_with_mask(text, pa.array(there), part)
    return text, {kind: counts[kind] for kind in KINDS if counts[kind]}


def _find(array: pa.Array) -> pa.ListArray:
    finds = _search(array.cast(pa.large_string()))
    offsets = np.zeros(len(array) + 1, np.int32)
    np.cumsum(
        np.bincount(np.array([find.row for find in finds], np.int64), minlength=len(array)), out=offsets[1:]
    )
    columns = [pa.array([find[place] for find in finds], kind) for place, kind in _FIELDS]
    values = pa.StructArray.from_arrays(columns, fields=list(FOUND.value_type))
    return pa.ListArray.from_arrays(pa.array(offsets), values, type=FOUND, mask=pa.array(nulls_of(array)))


_FIELDS = tuple((Find._fields.index(field.name), field.type) for field in FOUND.value_type)


def _search(text: pa.Array) -> list[Find]:
    """Return the finds in texts of type `large_string`, with offsets in the texts as they are."""
    odd = pc.fill_null(pc.match_substring_regex(text, _ODD), False)
    rows = np.flatnonzero(odd.to_numpy(zero_copy_only=False)).tolist()
    if not rows:
        return search(*buffers(text))
    folded = {row: fold(text[row].as_py()) for row in rows}
    plain = pa.array([item.text for item in folded.values()], pa.large_string())
    return [_placed(find, folded) for find in search(*buffers(pc.replace_with_mask(text, odd, plain)))]


def _placed(find: Find, folded: dict[int, Folded]) -> Find:
    """Return a find in a folded row with the offsets of the row as it was."""
    if find.row not in folded:
        return find
    start, end = folded[find.row].original(find.start, find.end)
    return find._replace(start=start, end=end)


def _masked(texts: pa.Array, finds: Sequence[Find]) -> list[str]:
    """Return texts with a mask for each of the finds, which are in the order of the texts."""
    by_row = itertools.groupby(finds, key=lambda find: find.row)
    return [written(text.as_py(), items) for text, (_row, items) in zip(texts, by_row, strict=True)]


def written(text: str, finds: Iterable[Find | PersonalData]) -> str:
    """Return `text` with each of `finds`, in order and without overlaps, replaced by the mask of its kind."""
    parts: list[str] = []
    here = 0
    for find in finds:
        parts += [text[here : find.start], KINDS[find.kind].mask]
        here = find.end
    return "".join([*parts, text[here:]])
