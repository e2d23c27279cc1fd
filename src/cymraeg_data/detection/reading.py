"""From a piece of a column to answers and word tags: its rows, and the segments of rows that have several.

A row is decided as a whole. Then each of its lines, sentences and sides is asked for by itself: a segment
that is surely in a third language gives it to all of its words, and sides in Welsh and in English make a
bilingual text. `plain` is the same for one short text.
"""

from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import decision, tagging, text_pieces, word_evidence
from cymraeg_data.detection.decision import Numbers
from cymraeg_data.detection.model import Model
from cymraeg_data.detection.sides import Sides, third_lanes
from cymraeg_data.detection.tagging import NONE

__all__ = ["Answers", "Reader", "Tags", "add", "conclude", "languages", "tags"]

Sure = npt.NDArray[np.float64]


class Reader(Protocol):
    """A reader of pieces, with a memory of words met before."""

    model: Model

    def score(self, piece: text_pieces.Piece) -> word_evidence.Scored:
        """Return the words of a piece with their evidence, valid until the next piece."""

    def sides(self, scored: word_evidence.Scored) -> Sides | None:
        """Return what `sides.read_sides` does, for the model that is read with."""

    def decide(self, totals: word_evidence.Totals, known: numpy_words.Places) -> tuple[Numbers, Numbers]:
        """Return what `decision.decide` does, for the model that is read with."""

    def settle(self, best: Numbers, lead: Numbers, known: numpy_words.Places) -> tuple[Numbers, Sure]:
        """Return what `decision.settle` does, for the model that is read with."""

    def tag(
        self, scored: word_evidence.Scored, third: numpy_words.Places, forced: tagging.Lanes | None
    ) -> tagging.Tagged:
        """Return what `tagging.tag` does, for the model that is read with."""


class Answers(NamedTuple):
    """What the answers of rows are made of; all but `best` and `lead` add over the parts of a long row.

    `totals` are `[lane, row]`, `known` the words that can have a language. `rows` may be in several
    languages: for these `counts` are the words of each tag and `halves` those of Welsh and of English sides.
    """

    totals: word_evidence.Totals
    known: numpy_words.Places
    best: Numbers
    lead: Numbers
    rows: numpy_words.Places
    counts: tagging.Counts
    halves: tagging.Counts


class Tags(NamedTuple):
    """The words of a piece with their tags, and what the answers of its rows are made of."""

    scored: word_evidence.Scored
    tagged: tagging.Tagged
    answers: Answers


def languages(piece: text_pieces.Piece, reader: Reader) -> Answers:
    """Return what the answers of rows are made of; only rows that may be in two languages are tagged."""
    scored = reader.score(piece)
    totals, known = scored.row_totals().copy(order="K"), scored.row_known().copy()
    best, lead = reader.decide(totals, known)
    sides = reader.sides(scored)
    close = decision.maybe_mixed(best, lead, known, reader.model) | piece.is_part
    if sides is not None:
        close |= _is_bilingual(sides, len(known), reader.model)
    rows = np.flatnonzero(close)
    counts = np.zeros((len(rows), tagging.N_TAGS), np.int64)
    halves = np.zeros((len(rows), 2), np.int64)
    if len(rows):
        third = _third(reader, totals[:, rows], best[rows], lead[rows], known[rows])
        part = scored.only(rows)
        words = numpy_words.ranges(scored.words.rows[rows], scored.words.rows[rows + 1])
        tagged = reader.tag(part, third, None if sides is None else sides.forced[words])
        counts = tagged.counts
        if sides is not None:
            labelled = np.zeros(len(scored.which), np.bool_)
            labelled[words] = tagged.lanes != NONE
            halves = _halves(sides, labelled, len(known), reader.model)[rows]
    return Answers(totals, known, best, lead, rows, counts, halves)


def tags(piece: text_pieces.Piece, reader: Reader) -> Tags:
    """Return the tags of all words of a piece, with which the answers of its rows agree."""
    scored = reader.score(piece)
    totals, known = scored.row_totals().copy(order="K"), scored.row_known().copy()
    best, lead = reader.decide(totals, known)
    sides = reader.sides(scored)
    third = _third(reader, totals, best, lead, known)
    tagged = reader.tag(scored, third, None if sides is None else sides.forced)
    halves = np.zeros((len(known), 2), np.int64)
    if sides is not None:
        halves = _halves(sides, tagged.lanes != NONE, len(known), reader.model)
    answers = Answers(totals, known, best, lead, np.arange(len(known)), tagged.counts, halves)
    return Tags(scored, _agreeing(scored, tagged, answers, reader), answers)


def add(parts: Answers, more: Answers, reader: Reader) -> Answers:
    """Return what the answer of a long row is made of, from that of the parts before and of one more."""
    totals, known = parts.totals.astype(np.int64) + more.totals, parts.known + more.known
    best, lead = reader.decide(totals, known)
    counts, halves = parts.counts + more.counts, parts.halves + more.halves
    return Answers(totals, known, best, lead, parts.rows, counts, halves)


def conclude(answers: Answers, reader: Reader) -> tuple[Numbers, Sure]:
    """Return the answers of rows, by their index in `decision.tags`, and the confidence."""
    best, rows = answers.best.copy(), answers.rows
    counts = answers.counts[:, tagging.WELSH :]
    mixed = decision.maybe_mixed(best[rows], answers.lead[rows], answers.known[rows], reader.model)
    mixed &= decision.is_mixed(counts)
    mixed |= decision.is_bilingual(answers.halves, counts.sum(axis=1))
    best[rows[mixed]] = decision.MIXED
    return reader.settle(best, answers.lead, answers.known)


def _third(
    reader: Reader,
    totals: word_evidence.Totals,
    best: Numbers,
    lead: Numbers,
    known: numpy_words.Places,
) -> numpy_words.Places:
    """Return the best lane of each row that is answered with a third language, else `NONE`."""
    answers, _sure = reader.settle(best, lead, known)
    return third_lanes(answers, totals, reader.model)


def _is_bilingual(sides: Sides, n_rows: int, model: Model) -> numpy_words.Mask:
    """Return which rows have a side in Welsh and one in English."""
    numbers = word_evidence.language_numbers(model)
    found = np.zeros((2, n_rows), np.bool_)
    for half, lane in enumerate((model.welsh, model.english)):
        found[half, sides.rows[sides.languages == numbers[lane]]] = True
    both: numpy_words.Mask = found[0] & found[1]
    return both


def _halves(sides: Sides, labelled: numpy_words.Mask, n_rows: int, model: Model) -> tagging.Counts:
    """Return `[row, half]`: the words with a language in the Welsh and in the English sides of each row."""
    numbers = word_evidence.language_numbers(model)
    running = np.concatenate([[0], np.cumsum(labelled)])
    words = running[sides.ends] - running[sides.firsts]
    found = np.zeros((n_rows, 2), np.int64)
    for half, lane in enumerate((model.welsh, model.english)):
        here = sides.languages == numbers[lane]
        np.add.at(found[:, half], sides.rows[here], words[here])
    return found


def _agreeing(
    scored: word_evidence.Scored, tagged: tagging.Tagged, answers: Answers, reader: Reader
) -> tagging.Tagged:
    """Return the tags after giving a row without a word of its own answer that answer's language.

    A row without any evidence has no word of any language.
    """
    model, numbers = reader.model, word_evidence.language_numbers(reader.model)
    found, _sure = conclude(answers, reader)
    welsh, english = found == numbers[model.welsh], found == numbers[model.english]
    lacks = welsh & (answers.counts[:, tagging.WELSH] == 0)
    lacks |= english & (answers.counts[:, tagging.ENGLISH] == 0)
    lacks |= (found >= 0) & ~welsh & ~english & ~_has_word(scored, tagged, found, model)
    nothing = (answers.counts[:, tagging.UND] < np.diff(scored.words.rows)) & (
        answers.totals.max(axis=0) == 0
    )
    rows = np.flatnonzero(lacks | nothing)
    if not len(rows):
        return tagged
    lanes = third_lanes(found[rows], answers.totals[:, rows], model)
    lanes[welsh[rows]], lanes[english[rows]] = model.welsh, model.english
    part, n = scored.only(rows), np.diff(scored.words.rows)[rows]
    own = np.repeat(lanes, n).astype(np.int8)
    own[part.known[part.which] == 0] = NONE
    all_lanes = tagged.lanes.copy()
    all_lanes[numpy_words.ranges(scored.words.rows[rows], scored.words.rows[rows + 1])] = own
    counts, switches = tagged.counts.copy(), tagged.switches.copy()
    counts[rows], switches[rows] = tagging.count(own, np.repeat(np.arange(len(rows)), n), len(rows), model)
    return tagging.Tagged(all_lanes, counts, switches)


def _has_word(
    scored: word_evidence.Scored, tagged: tagging.Tagged, found: Numbers, model: Model
) -> numpy_words.Mask:
    """Return which rows have a word in the language of their answer, among those with a third language."""
    has = tagged.counts[:, tagging.OTHER] > 0
    rows = np.flatnonzero(has & (found >= 0))
    n = np.diff(scored.words.rows)[rows]
    lanes = tagged.lanes[numpy_words.ranges(scored.words.rows[rows], scored.words.rows[rows + 1])]
    own = (word_evidence.language_numbers(model)[lanes] == np.repeat(found[rows], n)) & (lanes != NONE)
    has[rows] = np.bincount(np.repeat(np.arange(len(rows)), n), own, minlength=len(rows)) > 0
    return has
