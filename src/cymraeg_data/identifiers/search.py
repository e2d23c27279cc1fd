"""The search of a column: cues over all bytes in one pass, then the finders around each cue only."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cymraeg_data.identifiers.digit_runs import Scan
from cymraeg_data.identifiers.folding import fold
from cymraeg_data.identifiers.found import Kind, Likelihood, Spans, rank
from cymraeg_data.identifiers.kinds import KINDS

__all__ = ["Find", "search"]

_BEFORE, _AFTER = 256, 128  # bytes around a cue: more than the form of any find and the words around it take


class Find(NamedTuple):
    """A find in a column: the row, the offsets in the text of the row, the kind and the likelihood."""

    row: int
    start: int
    end: int
    kind: str
    likelihood: Likelihood


def search(data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int64]) -> list[Find]:
    """Return the finds in texts whose UTF-8 bytes follow each other in `data`, by row and place.

    Finds do not overlap: of two that would, the likelier stays, then the longer, then the kind listed first.
    """
    scan = Scan(data, offsets)
    content = data.tobytes()
    found = [
        find for cue, kinds in _by_cue().items() for find in _around(scan, content, cue(scan), tuple(kinds))
    ]
    return list(_apart(sorted(found)))


def _by_cue() -> dict[Callable[[Scan], Spans], list[Kind]]:
    groups: dict[Callable[[Scan], Spans], list[Kind]] = {}
    for kind in KINDS.values():
        groups.setdefault(kind.cue, []).append(kind)
    return groups


def _around(scan: Scan, content: bytes, cues: Spans, kinds: Iterable[Kind]) -> Iterator[Find]:
    """Yield the finds of `kinds` in the surroundings of the cues."""
    row_before, byte, char = -1, 0, 0
    for row, first, last in zip(*(part.tolist() for part in _windows(scan, cues)), strict=True):
        if row != row_before:
            row_before, byte, char = row, int(scan.offsets[row]), 0
        start = first
        while start < last and content[start] & 0xC0 == 0x80:  # inside a character
            start += 1
        char += _n_chars(scan.data[byte:start])
        byte = start
        folded = fold(content[start:last].decode("utf-8", "ignore"))
        for kind in kinds:
            for match in kind.find(folded.text):
                there, end = folded.original(match.start, match.end)
                yield Find(row, char + there, char + end, kind.name, match.likelihood)


def _windows(
    scan: Scan, cues: Spans
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the rows, starts and ends of the surroundings of cues, merged where they touch."""
    starts, ends = cues
    rows = scan.rows(starts)
    first = np.maximum(starts - _BEFORE, scan.offsets[rows])
    last = np.minimum(ends + _AFTER, scan.offsets[rows + 1])
    new = np.ones(len(starts), bool)
    new[1:] = (rows[1:] != rows[:-1]) | (first[1:] > last[:-1])
    final = np.ones(len(starts), bool)
    final[:-1] = new[1:]
    return rows[new], first[new], last[final]


def _n_chars(data: npt.NDArray[np.uint8]) -> int:
    return int(np.count_nonzero((data & 0xC0) != 0x80))  # bytes that begin a character


def _apart(found: Iterable[Find]) -> Iterator[Find]:
    """Yield finds in order, without those that overlap a better one."""
    order = {name: place for place, name in enumerate(KINDS)}

    def worth(find: Find) -> tuple[int, int, int]:
        return rank(find.likelihood), find.end - find.start, -order[find.kind]

    for _row, finds in itertools.groupby(found, key=lambda find: find.row):
        kept: Find | None = None
        for find in finds:
            if kept is None or find.start >= kept.end:
                if kept is not None:
                    yield kept
                kept = find
            elif worth(find) > worth(kept):
                kept = find
        if kept is not None:
            yield kept
