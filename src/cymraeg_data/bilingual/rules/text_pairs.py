"""The two columns of a batch of pairs, and the properties that several rules use."""

import functools
from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.bilingual.prose_evidence import Evidence, Seen, evidence, seen
from cymraeg_data.errors import WrongTypeError
from cymraeg_data.locale import _

__all__ = ["Mask", "TextPairs", "folded", "matches"]

Mask = npt.NDArray[np.bool_]
_SPACES = 20  # difference in length, all of it spaces, up to which two texts may be the same


class TextPairs:
    """The English and the Welsh texts of pairs, as large strings; null is a missing text."""

    def __init__(self, en: pa.Array, cy: pa.Array) -> None:
        self.en = _text(en)
        self.cy = _text(cy)
        if len(self.en) != len(self.cy):
            raise WrongTypeError(
                _("The two arrays differ in length: {en} and {cy}.", en=len(self.en), cy=len(self.cy))
            )
        self.en_there = matches(self.en, r"\S")
        self.cy_there = matches(self.cy, r"\S")
        self.cy_null: Mask = self.cy.is_null().to_numpy(zero_copy_only=False)
        self.both = self.en_there & self.cy_there

    def __len__(self) -> int:
        return len(self.en)

    @functools.cached_property
    def same(self) -> Mask:
        """Which pairs have the same text twice, whatever its case and spaces."""
        en, cy = self.lengths
        found: Mask = self.both & (np.abs(en - cy) <= _SPACES)
        chosen = pa.array(found)
        found[found] = pc.equal(folded(self.en.filter(chosen)), folded(self.cy.filter(chosen))).to_numpy(
            zero_copy_only=False
        )
        return found

    @functools.cached_property
    def en_seen(self) -> Seen:
        """The detected language of each English text."""
        return seen(self.en)

    @functools.cached_property
    def cy_seen(self) -> Seen:
        """The detected language of each Welsh text."""
        return seen(self.cy)

    def signs(self, of: Seen, asked: Mask, judge: Callable[[Evidence], Mask]) -> Mask:
        """Return which of the texts in `asked` satisfy `judge`, false elsewhere."""
        found = np.zeros(len(self), bool)
        if asked.any():
            found[asked] = judge(evidence(of, asked))
        return found

    @functools.cached_property
    def lengths(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The number of characters of each English and each Welsh text, 0 where it is missing."""
        en, cy = (
            pc.fill_null(pc.utf8_length(side), 0).to_numpy(zero_copy_only=False).astype(np.int64)
            for side in (self.en, self.cy)
        )
        return en, cy

    def rows(self, mask: Mask) -> Iterator[tuple[int, str, str]]:
        """Yield the number and both texts of the rows of a mask, for checks of few rows one by one."""
        rows = np.flatnonzero(mask)
        chosen = pa.array(rows)
        yield from zip(
            rows.tolist(), self.en.take(chosen).to_pylist(), self.cy.take(chosen).to_pylist(), strict=True
        )

    def judged(self, mask: Mask, judge: Callable[[str, str], bool]) -> Mask:
        """Return the rows of a mask that satisfy `judge`."""
        found = np.zeros(len(self), bool)
        for row, en, cy in self.rows(mask & self.both):
            found[row] = judge(en, cy)
        return found


def matches(texts: pa.Array, pattern: str) -> Mask:
    """Return which texts match a pattern; null matches nothing."""
    mask: Mask = pc.match_substring_regex(texts, pattern).fill_null(False).to_numpy(zero_copy_only=False)
    return mask


def folded(texts: pa.Array) -> pa.Array:
    """Return texts in lower case, with single spaces and none at the edges."""
    return pc.utf8_lower(pc.replace_substring_regex(pc.utf8_trim_whitespace(texts), r"\s+", " "))


def _text(array: pa.Array | pa.ChunkedArray) -> pa.Array:
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if not (
        pa.types.is_string(array.type)
        or pa.types.is_large_string(array.type)
        or pa.types.is_string_view(array.type)
        or pa.types.is_null(array.type)
    ):
        raise WrongTypeError(
            _(
                "An Arrow array of text is needed, not of {found}. Choose a text column, or cast this one.",
                found=array.type,
            )
        )
    return array.cast(pa.large_string())
