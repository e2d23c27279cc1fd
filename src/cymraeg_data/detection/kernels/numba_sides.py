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
    starts: Places, levels: Bytes, marks: Places, segments: tuple[Places, Places, Places, Bytes]
) -> tuple[int, int]:
    """Write the lines and sentences of several sides, then all sides, of rows that have several.

    `starts` is the first word of each row, `levels` what ends before each word, `marks` the words before
    which something ends; `segments` are the first words, the ends, the rows, and whether each is a whole
    sentence. Return the number of lines and sentences, and that of all.
    """
    firsts, ends, rows, whole = segments
    n, n_longer, n_marks = 0, 0, marks.shape[0]
    for is_side in (False, True):
        row, mark = 0, 0
        if is_side:
            n_longer = n
        while mark < n_marks:
            while starts[row + 1] <= marks[mark]:
                row += 1
            last, until = starts[row + 1], mark
            while until < n_marks and marks[until] < last:
                until += 1
            for kind in range(1 if is_side else 3, 0 if is_side else 1, -1):
                start, inner = starts[row], 0
                for number in range(mark, until + 1):
                    i = marks[number] if number < until else last
                    level = levels[i] if number < until else 3
                    if level < kind:
                        inner += 1
                        continue
                    if is_side or inner:
                        before = start == starts[row] or levels[start] >= 2
                        firsts[n], ends[n], rows[n], whole[n] = start, i, row, before and level >= 2
                        n += 1
                    start, inner = i, 0
            mark = until
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
