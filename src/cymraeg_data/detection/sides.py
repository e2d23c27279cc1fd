"""The sides of the rows that have several, each asked for as a text of its own.

A segment that is surely in one language gives it to all of its words, if it is a third language; which sides
are Welsh and which English makes a bilingual text. `numba_sides` is the same in compiled code.
"""

from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import decision, segments, tagging, word_evidence
from cymraeg_data.detection.decision import Numbers
from cymraeg_data.detection.model import Model
from cymraeg_data.detection.tagging import NONE, OWN

__all__ = ["Sides", "forced_lanes", "read_sides", "third_lanes"]

Sure = npt.NDArray[np.float64]


class Sides(NamedTuple):
    """The sides of the rows that have several: first word, the word after the last, row, and answer.

    `forced` is the lane of each word of the piece in a segment of a third language, `OWN` in one of Welsh or
    English, else `NONE`.
    """

    firsts: numpy_words.Places
    ends: numpy_words.Places
    rows: numpy_words.Places
    languages: Numbers
    forced: tagging.Lanes


class Decider(Protocol):
    """What is needed of a reader: decisions on rows."""

    model: Model

    def decide(self, totals: word_evidence.Totals, known: numpy_words.Places) -> tuple[Numbers, Numbers]:
        """Return what `decision.decide` does, for the model that is read with."""

    def settle(self, best: Numbers, lead: Numbers, known: numpy_words.Places) -> tuple[Numbers, Sure]:
        """Return what `decision.settle` does, for the model that is read with."""


def read_sides(scored: word_evidence.Scored, reader: Decider) -> Sides | None:
    """Return the sides of the rows that have several, None where no row has."""
    word_rows = scored.words.rows
    firsts = word_rows[:-1][np.diff(word_rows) > 0]
    if not scored.levels.any():
        return None
    levels = scored.levels.copy()
    levels[firsts] = segments.LINE
    starts = np.flatnonzero(levels)
    of_row = np.searchsorted(word_rows, starts, side="right") - 1
    several = np.bincount(of_row, minlength=len(word_rows) - 1)[of_row] > 1
    starts, of_row = starts[several], of_row[several]
    ends = np.append(starts[1:], 0)
    last = np.append(of_row[1:] != of_row[:-1], True)
    ends[last] = word_rows[of_row[last] + 1]
    forced = np.full(len(scored.which), NONE, np.int8)
    level = levels[starts]
    after = np.where(last, segments.LINE, np.append(level[1:], 0))
    answers, sure, known, lanes = _ask(scored, starts, ends, reader)
    for kind in (segments.LINE, segments.SENTENCE):
        opening = np.flatnonzero(level >= kind)
        closing = np.flatnonzero(after >= kind)
        longer = closing > opening
        _force(forced, starts[opening[longer]], ends[closing[longer]], scored, reader)
    whole = (level >= segments.SENTENCE) & (after >= segments.SENTENCE)
    found = decision.is_sure_segment(sure, known, whole)
    _fill(forced, starts[found], ends[found], forced_lanes(answers, lanes)[found])
    answers = np.where(sure >= decision.SIDE_SURE, answers, decision.UNDETERMINED)
    return Sides(starts, ends, of_row, answers, forced)


def _force(
    forced: tagging.Lanes,
    firsts: numpy_words.Places,
    ends: numpy_words.Places,
    scored: word_evidence.Scored,
    reader: Decider,
) -> None:
    """Write the lane of the words of sentences or lines that are surely in one language.

    It is `OWN` for Welsh and English, so that a Welsh sentence stays Welsh in a line that is mostly French.
    """
    if len(firsts):
        answers, sure, known, lanes = _ask(scored, firsts, ends, reader)
        found = decision.is_sure_segment(sure, known, np.ones(len(known), np.bool_))
        _fill(forced, firsts[found], ends[found], forced_lanes(answers, lanes)[found])


def forced_lanes(answers: Numbers, lanes: numpy_words.Places) -> numpy_words.Places:
    """Return the lane that a segment gives its words: of a third language, or `OWN`."""
    found: numpy_words.Places = np.where((answers >= 0) & (lanes == NONE), OWN, lanes)
    return found


def _fill(
    forced: tagging.Lanes, firsts: numpy_words.Places, ends: numpy_words.Places, lanes: numpy_words.Places
) -> None:
    forced[numpy_words.ranges(firsts, ends)] = np.repeat(lanes, ends - firsts)


def _ask(
    scored: word_evidence.Scored, firsts: numpy_words.Places, ends: numpy_words.Places, reader: Decider
) -> tuple[Numbers, Sure, numpy_words.Places, numpy_words.Places]:
    """Return the answer to each run of words as a text of its own, how sure, its words, its third lane."""
    runs = scored.select(firsts, ends)
    totals, known = runs.row_totals(), runs.row_known()
    answers, sure = reader.settle(*reader.decide(totals, known), known)
    return answers, sure, known.copy(), third_lanes(answers, totals, reader.model)


def third_lanes(answers: Numbers, totals: word_evidence.Totals, model: Model) -> numpy_words.Places:
    """Return the best lane of each answer that is a third language, else `NONE`."""
    numbers = word_evidence.language_numbers(model)
    lanes = np.full(len(answers), NONE)
    rows = np.flatnonzero(
        (answers >= 0) & (answers != numbers[model.welsh]) & (answers != numbers[model.english])
    )
    if len(rows):
        own = numbers[:, None] == answers[rows]
        lanes[rows] = np.where(own, totals[: len(numbers), rows], -1).argmax(axis=0)
    return lanes
