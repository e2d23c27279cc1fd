"""From evidence to the language of words in compiled code, with the same tags and counts as in numpy.

Compiled and cached as in `numba_words`. What words pass on is computed for all words together, so that the
loops are vectorised; the first word of a row gets nothing from the row before.
"""

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers.numba_words import Marks, jit
from cymraeg_data.buffers.numpy_words import Bytes, Places

__all__ = ["tag_rows"]

Evidence = npt.NDArray[np.uint16]
Sums = npt.NDArray[np.int32]
Tags = npt.NDArray[np.int8]


@jit
def _third(totals: Sums, row: int, thirds: Places) -> int:
    """Return a row's best lane that is neither Welsh nor English, the first of those with the highest sum."""
    best = thirds[0]
    for i in range(1, thirds.shape[0]):
        if totals[row, thirds[i]] > totals[row, best]:
            best = thirds[i]
    return int(best)


@jit
def _pass_on(own: Sums, passed: Sums, room: Sums, same: Sums, near: int) -> None:
    """Write to `own` the evidence that each word gets from the one before it, of which `passed` is a part."""
    most, least = np.int32(near), np.int32(-near)
    for i in range(own.shape[0]):
        room[i] = max(min(own[i] + passed[i], most), least) & same[i]


@jit
def _smooth(own: Sums, same: Sums, limits: tuple[int, int, int, int], room: Sums) -> None:
    """Add to each word's evidence what its neighbours pass on (`tagging._smooth`).

    `same` is -1 for a word in the row of the word before it, else 0.
    """
    n, (near, far) = own.shape[0], (limits[0], limits[1])
    before, after, left, right = room[0, :n], room[1, :n], room[2, :n], room[3, :n]
    for i in range(n):
        before[i] = after[i] = left[i] = right[i] = 0
    for _step in range(far):
        _pass_on(own[:-1], before[:-1], left[1:], same[1:], near)
        _pass_on(own[1:], after[1:], right[:-1], same[1:], near)
        before, left = left, before
        after, right = right, after
    for i in range(n):
        own[i] += before[i] + after[i]


@jit
def _read_rows(
    words: tuple[Marks, Places, Bytes, Evidence],
    totals: Sums,
    lanes: tuple[int, int, Places],
    foreign_by: int,
    room: Sums,
    others: Places,
) -> bool:
    """Write the leads of Welsh and of a third language, and which rows may have words of the third."""
    (which, starts, _known, evidence), (welsh, english, thirds) = words, lanes
    lead, over, same, foreign = room[4], room[5], room[6], room[7]
    n_foreign = 0
    for row in range(starts.shape[0] - 1):
        is_foreign, other = False, 0
        if thirds.shape[0]:
            other = _third(totals, row, thirds)
            is_foreign = totals[row, other] > max(totals[row, welsh], totals[row, english]) + foreign_by
        others[row] = other
        n_foreign += is_foreign
        for i in range(starts[row], starts[row + 1]):
            place = which[i]
            cy, en = np.int32(evidence[place, welsh]), np.int32(evidence[place, english])
            lead[i] = cy - en
            same[i] = -1
            foreign[i] = is_foreign
            over[i] = np.int32(evidence[place, other]) - max(cy, en) if is_foreign else 0
        if starts[row] < starts[row + 1]:
            same[starts[row]] = 0
    return n_foreign > 0


@jit
def tag_rows(
    words: tuple[Marks, Places, Bytes, Evidence],
    totals: Sums,
    lanes: tuple[int, int, Places],
    limits: tuple[int, int, int, int],
    room: Sums,
    tags: Tags,
    found: tuple[Places, Places, Places],
) -> None:
    """Write the tag of each word, and per row the third lane, the words of each tag and the switches.

    `words` are the place of each word, the first word of each row, and by place whether it can have a
    language and its evidence; `lanes` those of Welsh, English and the others; `limits` are `NEAR`, `FAR`,
    `DOUBT` and `FOREIGN`; `found` are the third lanes, the counts and the switches.
    """
    (which, starts, known, _evidence), (others, counts, switches) = words, found
    n, doubt = starts[-1], limits[2]
    any_foreign = _read_rows(words, totals, lanes, limits[3], room, others)
    lead, over, same, foreign = room[4, :n], room[5, :n], room[6, :n], room[7, :n]
    _smooth(lead, same, limits, room)
    if any_foreign:
        _smooth(over, same, limits, room)
    for row in range(starts.shape[0] - 1):
        last, n_switches = 0, 0
        counts[row, 0] = counts[row, 1] = counts[row, 2] = counts[row, 3] = 0
        for i in range(starts[row], starts[row + 1]):
            ahead, tag = lead[i], 1 if lead[i] > 0 else 2
            if foreign[i] and over[i] > 0:
                ahead, tag = over[i], 3
            if abs(ahead) < doubt or not known[which[i]]:
                tag = 0
            tags[i] = tag
            counts[row, tag] += 1
            n_switches += tag != 0 and last not in (0, tag)
            last = tag or last
        switches[row] = n_switches
