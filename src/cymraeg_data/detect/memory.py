"""What reads the pieces of a column in numpy, and remembers the words it met before."""

from typing import Protocol

import numpy as np
import numpy.typing as npt

from cymraeg_data.detect import decide, features, kernels, tagging
from cymraeg_data.detect.decide import Numbers
from cymraeg_data.detect.model import Model

__all__ = ["Memory", "Reader"]


class Reader(Protocol):
    """What reads a piece, and remembers the words it met in pieces before."""

    def score(self, piece: kernels.Piece) -> kernels.Scored:
        """Return the words of a piece with their evidence, valid until the next piece."""

    def decide(self, totals: kernels.Totals, known: features.Places) -> tuple[Numbers, Numbers]:
        """Return what `decide.decide` does, for the model that is read with."""

    def settle(
        self, best: Numbers, lead: Numbers, known: features.Places
    ) -> tuple[Numbers, npt.NDArray[np.float64]]:
        """Return what `decide.settle` does, for the model that is read with."""

    def tag(self, scored: kernels.Scored, totals: kernels.Totals) -> tagging.Tagged:
        """Return what `tagging.tag` does, for the model that is read with."""


class Memory:
    """The evidence of words met before, in the order they were met; a word's slot, of two it may have, says where."""

    BITS = 16
    FULL = 3 << (BITS - 2)
    """More words than this are forgotten before the next piece: ours."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.keys = np.zeros(1 << self.BITS, np.uint64)  # no word has the key 0
        self.places = np.zeros(1 << self.BITS, np.int64)
        by_group = np.zeros((model.packed.shape[1], 2 * self.FULL), np.uint64)
        self.evidence = by_group.T  # one group after the other, for they are read one by one
        self.known = np.zeros(2 * self.FULL, np.int64)
        self.count = 0

    def score(self, piece: kernels.Piece) -> kernels.Scored:
        """Return the words of a piece with their evidence, valid until the next piece."""
        prepared, words, keys = kernels.read(piece)
        if self.count > self.FULL:
            self.keys[:] = self.count = 0
        which, new = self.find(keys)
        if len(new):
            first, kind = features.distinct(keys[new])
            first = new[first]
            made = kernels.weigh(
                prepared.text, words.starts[first], words.ends[first], keys[first], self.model
            )
            which[new] = self.learn(keys[first], *made)[kind]
        return kernels.Scored(prepared, words, which, self.evidence[: self.count], self.known[: self.count])

    def find(self, keys: features.Keys) -> tuple[features.Places, features.Places]:
        """Return the place of each word, and which words are not there."""
        slots = features.word_buckets(keys, self.BITS)
        new = np.flatnonzero(self.keys[slots] != keys)
        slots[new] ^= self._step(keys[new])
        return self.places[slots], new[self.keys[slots[new]] != keys[new]]

    def learn(
        self, keys: features.Keys, evidence: kernels.Evidence, known: features.Places
    ) -> features.Places:
        """Give distinct new words the next places; return them. A word without a free slot is not found again."""
        places = np.arange(self.count, self.count + len(keys))
        self.count += len(keys)
        lacking = self.count - len(self.known)
        if lacking > 0:
            self.evidence = np.pad(self.evidence.T, ((0, 0), (0, lacking))).T
            self.known = np.pad(self.known, (0, lacking))
        self.evidence[places], self.known[places] = evidence, known
        slots, left = features.word_buckets(keys, self.BITS), np.arange(len(keys))
        for step in (0, self._step(keys)):
            slots[left] = (slots ^ step)[left]
            free = left[self.keys[slots[left]] == 0]
            self.keys[slots[free]] = keys[free]
            in_slot = self.keys[slots[left]] == keys[left]
            self.places[slots[left[in_slot]]] = places[left[in_slot]]
            left = left[~in_slot]
        return places

    def _step(self, keys: features.Keys) -> features.Places:
        """Return how far the second slot of each word is from its first."""
        step: features.Places = ((keys * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(65 - self.BITS)).astype(
            np.int64
        ) | 1
        return step

    def decide(self, totals: kernels.Totals, known: features.Places) -> tuple[Numbers, Numbers]:
        """Return what `decide.decide` does, for the model that is read with."""
        return decide.decide(totals, known, self.model)

    def settle(
        self, best: Numbers, lead: Numbers, known: features.Places
    ) -> tuple[Numbers, npt.NDArray[np.float64]]:
        """Return what `decide.settle` does, for the model that is read with."""
        return decide.settle(best, lead, known, self.model)

    def tag(self, scored: kernels.Scored, totals: kernels.Totals) -> tagging.Tagged:
        """Return what `tagging.tag` does, for the model that is read with."""
        return tagging.tag(scored, totals, self.model)
