"""The reader of the pieces of a column in numpy, with a memory of words met before."""

import numpy as np
import numpy.typing as npt

from cymraeg_data.buffers import numpy_words
from cymraeg_data.detection import decision, tagging, text_pieces, weighing, word_evidence
from cymraeg_data.detection.decision import Numbers
from cymraeg_data.detection.model import Model
from cymraeg_data.detection.sides import Sides, read_sides

__all__ = ["NumpyReader"]


class NumpyReader:
    """The evidence of words in the order they were met; the slot of a word, one of a few, has its index."""

    BITS = 17
    FULL = 3 << (BITS - 3)
    """With more words than this, all are forgotten before the next piece: our choice."""

    SLOTS = 4
    """Slots that a word may have: our choice; with so many, few words find all of theirs taken."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.keys = np.zeros(1 << self.BITS, np.uint64)  # no word has the key 0
        self.places = np.zeros(1 << self.BITS, np.int64)
        by_group = np.zeros((model.packed.shape[1], 2 * self.FULL), np.uint64)
        self.evidence = by_group.T  # group by group, the order in which they are read
        self.known = np.zeros(2 * self.FULL, np.int64)
        self.soft = np.zeros(2 * self.FULL, np.int64)
        self.twin, self.use = np.zeros(2 * self.FULL, np.int64), np.zeros(2 * self.FULL, np.int64)
        self.key_of = np.zeros(2 * self.FULL, np.uint64)
        self.count = 0

    def score(self, piece: text_pieces.Piece) -> word_evidence.Scored:
        """Return the words of a piece with their evidence, valid until the next piece."""
        prepared, words, keys, levels = text_pieces.read_masked(piece)
        if self.count > self.FULL:
            self._forget_older()
        which, new = self.find(keys)
        if len(new):
            first, kind = numpy_words.distinct(keys[new])
            first = new[first]
            made = weighing.weigh(
                prepared.text, words.starts[first], words.ends[first], keys[first], self.model
            )
            which[new] = self.learn(keys[first], made)[kind]
        known, soft, twin, use = (values[: self.count] for values in self._facts)
        use = use * (not piece.is_part)
        evidence = self.evidence[: self.count]
        return word_evidence.Scored(prepared, words, which, evidence, known, soft, twin, use, levels)

    @property
    def _facts(self) -> tuple[numpy_words.Places, ...]:
        return self.known, self.soft, self.twin, self.use

    def sides(self, scored: word_evidence.Scored) -> Sides | None:
        """Return what `sides.read_sides` does, for the model that is read with."""
        return read_sides(scored, self)

    def find(self, keys: numpy_words.Keys) -> tuple[numpy_words.Places, numpy_words.Places]:
        """Return the place of each word, and which words are missing."""
        slots = numpy_words.word_buckets(keys, self.BITS)
        new = np.flatnonzero(self.keys[slots] != keys)
        for _ in range(self.SLOTS - 1):
            slots[new] = self._next(slots[new], keys[new])
            new = new[self.keys[slots[new]] != keys[new]]
        return self.places[slots], new

    def learn(self, keys: numpy_words.Keys, made: weighing.Weighed) -> numpy_words.Places:
        """Return places for distinct new words; a word without a free slot is not found again."""
        listed = weighing.exceptions(keys, made, self.model)
        first, n = self.count, len(keys)
        self.count += n + len(listed.evidence)
        self._make_room()
        here, twins = slice(first, first + n), slice(first + n, self.count)
        self.evidence[here], self.known[here], self.soft[here] = made[:3]
        self.twin[here], self.use[here], self.key_of[here] = first + listed.twin, listed.use, keys
        self.evidence[twins], self.key_of[twins] = listed.evidence, 0
        places = np.arange(first, first + n)
        self._place(keys, places)
        return places

    def _place(self, keys: numpy_words.Keys, places: numpy_words.Places) -> None:
        """Write words to the table of slots."""
        slots, left = numpy_words.word_buckets(keys, self.BITS), np.arange(len(keys))
        for _ in range(self.SLOTS):
            free = left[self.keys[slots[left]] == 0]
            self.keys[slots[free]] = keys[free]
            in_slot = self.keys[slots[left]] == keys[left]
            self.places[slots[left[in_slot]]] = places[left[in_slot]]
            left = left[~in_slot]
            slots[left] = self._next(slots[left], keys[left])

    def _make_room(self) -> None:
        lacking = self.count - len(self.known)
        if lacking > 0:
            self.evidence = np.pad(self.evidence.T, ((0, 0), (0, lacking))).T
            self.known, self.soft, self.twin, self.use = (
                np.pad(values, (0, lacking)) for values in self._facts
            )
            self.key_of = np.pad(self.key_of, (0, lacking))

    def _forget_older(self) -> None:
        """Forget the older half of the words, or all where that leaves no room."""
        first = self.count // 2
        n = self.count - first
        self.keys[:], self.count = 0, 0
        if n > self.FULL:
            return
        for values in (self.evidence, *self._facts, self.key_of):
            values[:n] = values[first : first + n].copy()
        self.twin[:n] -= first
        words = np.flatnonzero(self.key_of[:n])
        self._place(self.key_of[words], words)
        self.count = n

    def _next(self, slots: numpy_words.Places, keys: numpy_words.Keys) -> numpy_words.Places:
        """Return the next slot of each word."""
        mixed = (keys * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(65 - self.BITS)
        after: numpy_words.Places = (slots + (mixed.astype(np.int64) | 1)) & ((1 << self.BITS) - 1)
        return after

    def decide(self, totals: word_evidence.Totals, known: numpy_words.Places) -> tuple[Numbers, Numbers]:
        """Return what `decision.decide` does, for the model that is read with."""
        return decision.decide(totals, known, self.model)

    def settle(
        self, best: Numbers, lead: Numbers, known: numpy_words.Places
    ) -> tuple[Numbers, npt.NDArray[np.float64]]:
        """Return what `decision.settle` does, for the model that is read with."""
        return decision.settle(best, lead, known, self.model)

    def tag(
        self, scored: word_evidence.Scored, third: numpy_words.Places, forced: tagging.Lanes | None
    ) -> tagging.Tagged:
        """Return what `tagging.tag` does, for the model that is read with."""
        return tagging.tag(scored, third, forced, self.model)
