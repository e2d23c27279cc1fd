"""From evidence to answers in compiled code, with the same integers and confidence as in numpy.

Compiled and kept as `compiled_text` says.
"""

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers.numba_words import jit
from cymraeg_data.buffers.numpy_words import Places

__all__ = ["decide_rows", "settle_rows"]

Sums = npt.NDArray[np.int32]
Confidence = npt.NDArray[np.float64]


@jit
def _rank(totals: Sums, row: int, languages: Places) -> tuple[int, int]:
    """Return a row's best language, the first of those with the highest sum, and its lead over the next.

    The lead is -1 where there is no evidence at all.
    """
    n_lanes, top = languages.shape[0], np.int32(0)
    for lane in range(n_lanes):
        top = max(top, totals[row, lane])
    first = n_lanes
    for lane in range(n_lanes):
        if totals[row, lane] == top:
            first = min(first, languages[lane])
    second = np.int32(0)
    for lane in range(n_lanes):
        if languages[lane] != first:
            second = max(second, totals[row, lane])
    return int(first), int(np.int64(top) - np.int64(second)) if top else -1


@jit
def decide_rows(
    totals: Sums,
    known: Places,
    lanes: tuple[int, Places, Places],
    numbers: tuple[int, int],
    margins: tuple[int, int],
    best: Places,
    lead: Places,
) -> None:
    """Write the result of `decide.decide`.

    `lanes` are that of Welsh, those of its neighbours, and the language of each; `numbers` those of names and
    of no language; `margins` are `decide.MARGIN` and `MARGIN_MOST`.
    """
    (welsh, neighbours, languages), (names, undetermined), (margin, most) = lanes, numbers, margins
    for row in range(totals.shape[0]):
        language, ahead = _rank(totals, row, languages)
        if known[row] == 0 or ahead < 0:  # no evidence at all
            best[row], lead[row] = undetermined, 0
            continue
        if language == languages[welsh] and ahead < most and neighbours.shape[0]:
            near = neighbours[0]
            for i in range(1, neighbours.shape[0]):
                if totals[row, neighbours[i]] > totals[row, near]:
                    near = neighbours[i]
            short = min(margin * known[row], most) - (totals[row, welsh] - totals[row, near])
            if short > 0:
                language, ahead = languages[near], short
        is_silent = ahead == 0 or language == names
        best[row], lead[row] = undetermined if is_silent else language, ahead


@jit
def settle_rows(
    decided: tuple[Places, Places, Places],
    numbers: tuple[int, int, int, int],
    classes: tuple[Places, Places, Confidence],
    sure: tuple[float, float],
    answers: Places,
    found: Confidence,
) -> None:
    """Write the result of `decide.settle`.

    `decided` are its first arguments; `numbers` those of Welsh, English, more than one language and no
    language; `classes` are `Model.lengths`, `edges` and `confidence`; `sure` are `decide.MIXED_SURE` and
    `UNSURE`.
    """
    (best, lead, known), (welsh, english, mixed, undetermined) = decided, numbers
    lengths, edges, confidence = classes
    for row in range(best.shape[0]):
        answer, length, margin = best[row], 0, 0
        for upper in lengths:
            length += upper < known[row]
        if answer not in (welsh, english):
            length += len(lengths) + 1
        for lower in edges:
            margin += lower <= lead[row]
        share = sure[0] if answer == mixed else confidence[length, margin]
        if share < sure[1]:
            answer = undetermined
        answers[row] = answer
        found[row] = 0.0 if answer == undetermined else share
