"""The segments of rows that have several in compiled code, as in numpy (`sides.read_sides`).

Compiled and cached as in `numba_words`.
"""

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers.numba_words import jit
from cymraeg_data.buffers.numpy_words import Bytes, Places

__all__ = ["fill", "find_segments"]


@jit
def find_segments(
    starts: Places, levels: Bytes, segments: tuple[Places, Places, Places, Bytes]
) -> tuple[int, int]:
    """Write the lines and sentences of several sides, then all sides, of rows that have several.

    `starts` is the first word of each row, `levels` what ends before each word; `segments` are the first
    words, the ends, the rows, and whether each is a whole sentence. Return the number of lines and sentences,
    and that of all.
    """
    firsts, ends, rows, whole = segments
    n, n_longer = 0, 0
    for kind in (3, 2, 1):
        if kind == 1:
            n_longer = n
        for row in range(starts.shape[0] - 1):
            first, last = starts[row], starts[row + 1]
            start, inner, is_first = first, 0, True
            for i in range(first + 1, last + 1):
                if i < last and levels[i] < kind:
                    inner += levels[i] > 0
                    continue
                if inner if kind > 1 else not (is_first and i == last):
                    before, behind = start == first or levels[start] >= 2, i == last or levels[i] >= 2
                    firsts[n], ends[n], rows[n], whole[n] = start, i, row, before and behind
                    n += 1
                start, inner, is_first = i, 0, False
    return n_longer, n


@jit
def fill(
    segments: tuple[Places, Places], sure: npt.NDArray[np.bool_], lanes: Places, forced: npt.NDArray[np.int8]
) -> None:
    """Write the lane of the words of each segment that is surely in one language, the later ones last."""
    firsts, ends = segments
    forced[:] = -1
    for segment in range(lanes.shape[0]):
        if sure[segment]:
            for i in range(firsts[segment], ends[segment]):
                forced[i] = lanes[segment]
