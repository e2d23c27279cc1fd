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
def _pass_on(own: Sums, passed: Sums, room: Sums, same: Sums, near: int) -> None:
    """Write to `own` the evidence that each word gets from the one before it, of which `passed` is a part."""
    most, least = np.int32(near), np.int32(-near)
    for i in range(own.shape[0]):
        room[i] = max(min(own[i] + passed[i], most), least) & same[i]


@jit
def _smooth(own: Sums, same: Sums, limits: tuple[int, int, int, int, int], room: Sums) -> None:
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
    words: tuple[Marks, Places, Bytes, Bytes, Evidence],
    third: Places,
    lanes: tuple[int, int],
    damping: int,
    room: Sums,
    sides: Places,
) -> bool:
    """Write the leads of Welsh and of a third language, and the sum of the leads of each row."""
    (which, starts, _known, soft, evidence), (welsh, english) = words, lanes
    lead, over, same = room[4], room[5], room[6]
    n_foreign = 0
    for row in range(starts.shape[0] - 1):
        other, side = third[row], np.int64(0)
        n_foreign += other >= 0
        for i in range(starts[row], starts[row + 1]):
            place = which[i]
            cy, en = np.int32(evidence[place, welsh]), np.int32(evidence[place, english])
            own = np.int32(cy - en)
            if soft[place]:
                own = (own * np.int32(damping)) >> np.int32(8)
            lead[i] = own
            side += own
            same[i] = -1
            over[i] = np.int32(evidence[place, other]) - max(cy, en) if other >= 0 else 0
        if starts[row] < starts[row + 1]:
            same[starts[row]] = 0
        sides[row] = side
    return n_foreign > 0


@jit
def tag_rows(
    words: tuple[Marks, Places, Bytes, Bytes, Evidence],
    third: Places,
    forced: Tags,
    lanes: tuple[int, int, Places],
    limits: tuple[int, int, int, int, int],
    room: Sums,
    tags: Tags,
    found: tuple[Places, Places],
) -> None:
    """Write the lane of each word, and per row the words of each tag and the switches (`tagging.tag`).

    `words` are the place of each word, the first word of each row, and by place whether it can have a
    language, whether it is a homograph, and its evidence; `third` the third lane of each row; `forced` the
    lane of each word in a segment of a third language (-2 in one of Welsh or English), or nothing; `lanes`
    those of Welsh and English and the language of each; `limits` are `NEAR`, `FAR`, `DOUBT`, `SIDE` and
    `DAMPING`; `found` are the counts and the switches.
    """
    (which, starts, known, _soft, _evidence), (counts, switches) = words, found
    (welsh, english, languages), (_near, _far, doubt, least, damping) = lanes, limits
    n, has_forced = starts[-1], forced.shape[0] > 0
    any_foreign = _read_rows(words, third, (welsh, english), damping, room, switches)
    lead, over, same = room[4, :n], room[5, :n], room[6, :n]
    _smooth(lead, same, limits, room)
    if any_foreign:
        _smooth(over, same, limits, room)
    for row in range(starts.shape[0] - 1):
        side, last, n_switches = switches[row], -1, 0
        own_side = welsh if side >= least else english if side <= -least else -1
        counts[row, 0] = counts[row, 1] = counts[row, 2] = counts[row, 3] = 0
        for i in range(starts[row], starts[row + 1]):
            ahead, lane, undecided = lead[i], welsh if lead[i] > 0 else english, own_side
            if third[row] >= 0 and not (has_forced and forced[i] == -2):
                undecided = third[row]
                if over[i] > 0:
                    ahead, lane = over[i], third[row]
            if abs(ahead) < doubt:
                lane = undecided
            if has_forced and forced[i] >= 0:
                lane = forced[i]
            if not known[which[i]]:
                lane = -1
            tags[i] = lane
            counts[row, 0 if lane < 0 else 1 if lane == welsh else 2 if lane == english else 3] += 1
            if lane >= 0:
                language = languages[lane]
                n_switches += last not in (-1, language)
                last = language
        switches[row] = n_switches
