"""Length and edges of texts: B313 too short or too long, B316 a different final mark, B317 spaces."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.bilingual.rules.text_pairs import Mask, TextPairs, matches

__all__ = ["shape"]

# Welsh over English, in characters, of 1,997 news sentences: median 1.079, 1% to 99% .79 to 1.56. Short
# texts vary more.
_RATIO = 1.08
_SHORT, _MIDDLE, _LONG = 30, 60, 120
_CUT = {_SHORT: 0.45, _MIDDLE: 0.58, _LONG: 0.64}
_OVER = {_SHORT: 2.6, _MIDDLE: 2.1, _LONG: 1.85}
_TAIL = 4  # characters that hold the final mark and what closes after it


def shape(sides: TextPairs) -> dict[str, Mask]:
    """Return which pairs are out of proportion, end in different marks, or have stray spaces in the Welsh."""
    apart = sides.both & ~sides.same
    en, cy = (length.astype(np.float64) for length in sides.lengths)
    ratio = np.divide(cy, en * _RATIO, out=np.ones(len(sides)), where=en > 0)
    low, high = np.zeros(len(sides)), np.full(len(sides), np.inf)
    for size in (_SHORT, _MIDDLE, _LONG):
        low[en >= size], high[en >= size] = _CUT[size], _OVER[size]
    # A Welsh text may be long where the English is very short, and a code or an address has no proportion.
    out = apart & ((ratio < low) | (ratio > high))
    spaced = sides.both & _spaced(sides.cy)
    spaced[spaced] = ~_spaced(sides.en.filter(pa.array(spaced)))
    return {"B313": out, "B316": apart & ~out & (_ending(sides.en) != _ending(sides.cy)), "B317": spaced}


def _ending(texts: pa.Array) -> npt.NDArray[np.object_]:
    """Return the final mark of each text, empty where it has none."""
    end = pc.utf8_slice_codeunits(pc.utf8_rtrim_whitespace(texts), start=-_TAIL)
    mark = pc.replace_substring_regex(end, r"(?s)^.*?([.!?:;…]?)[\"'”’)\]]*$", r"\1")
    found: npt.NDArray[np.object_] = mark.fill_null("").to_numpy(zero_copy_only=False)
    return found


def _spaced(texts: pa.Array) -> Mask:
    return matches(texts, r"^\s|\s$|\S {2,}\S")
