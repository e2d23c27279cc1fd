"""What the quality rules measure on pairs of English and Welsh: sides, lengths, languages, translation."""

import functools
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.bilingual.rules.copies import copies
from cymraeg_data.bilingual.rules.text_pairs import Mask, TextPairs
from cymraeg_data.bilingual.rules.wrong_language import language
from cymraeg_data.errors import InputError
from cymraeg_data.locale import _
from cymraeg_data.package.steps.word_arrays import plain
from cymraeg_data.translation.pair_score import score_pairs

__all__ = ["Pairs"]

Floats = npt.NDArray[np.float64]

_RATIO = 1.08  # Welsh characters per English character: median of 1,997 news sentences, as in `bilingual`
_LONG = 30  # characters of the longer side from which lengths say something; as in B313
_SURE = 0.9
_SPACES = 3  # between four words


class Pairs:
    """The Welsh and the English texts of a batch of pairs, and what is measured of them."""

    def __init__(self, table: pa.Table | pa.RecordBatch, text_columns: Mapping[str, str | None]) -> None:
        sides = {tag: name for name, tag in text_columns.items() if tag in {"cy", "en"}}
        if len(sides) != 2 or len(text_columns) != len(sides):  # a pair
            raise InputError(
                _(
                    "Pairs have one column of text in Welsh (cy) and one in English (en). Found: {columns}.",
                    columns=", ".join(f"{name} ({tag or 'und'})" for name, tag in text_columns.items())
                    or "-",
                )
            )
        self._en, self._cy = (plain(table.column(sides[tag])) for tag in ("en", "cy"))
        self._sides = TextPairs(self._en, self._cy)

    def __len__(self) -> int:
        return len(self._sides)

    def empty(self) -> Floats:
        """1 where a side is missing or blank, else 0."""
        return _number(~self._sides.both)

    @functools.cached_property
    def _copies(self) -> dict[str, Mask]:
        return copies(self._sides)

    def identical(self) -> Floats:
        """1 where both sides are the same words of one language, else 0.

        Names and numbers are the same in both.
        """
        seen = self._sides.cy_seen
        spaces = pc.count_substring(self._sides.cy, " ").to_numpy(zero_copy_only=False)
        welsh = self._sides.same & (seen.language == "cy") & (seen.confidence >= _SURE) & (spaces >= _SPACES)
        return _number(self._copies["B303"] | welsh)

    def dummy(self) -> Floats:
        """1 where the Welsh only holds the place of Welsh, else 0."""
        return _number(self._copies["B306"])

    @functools.cached_property
    def _long(self) -> Mask:
        """Which pairs have two sides, one of which is long enough to be checked.

        Names are of any length and likeness.
        """
        en, cy = self._sides.lengths
        long: Mask = self._sides.both & (np.maximum(en, cy) >= _LONG)
        return long

    def length_ratio(self) -> Floats:
        """Return how many times longer one side is than the other, allowing for the usual lengths."""
        en, cy = (length.astype(np.float64) for length in self._sides.lengths)
        ratio = np.divide(cy, en * _RATIO, out=np.ones(len(self)), where=self._long)
        return np.where(self._long, np.maximum(ratio, 1 / ratio), np.nan)

    def wrong_language(self) -> Floats:
        """1 where the Welsh is English, the English is Welsh, or they are in each other's place, else 0."""
        found = language(self._sides)
        return _number(found["L101"] | found["L102"] | found["B311"])

    def translation(self) -> Floats:
        """Return how likely one side is to translate the other (`bilingual.translation_score`)."""
        scores = np.full(len(self), np.nan)
        long = pa.array(self._long)
        scores[self._long] = score_pairs(self._en.filter(long), self._cy.filter(long))
        return scores


def _number(mask: Mask) -> Floats:
    return mask.astype(np.float64)
