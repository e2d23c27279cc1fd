"""A first look at a column's bytes, many at a time.

Which rows hold nothing but plain text that no rule changes.
"""

import numpy as np
import numpy.typing as npt

from cymraeg_data.normalisation.options import Options

__all__ = ["has_default_style", "may_need_work"]

_SPACE, _HIGH, _LEAD = 0x20, 0x80, 0xC0


def _telling() -> npt.NDArray[np.bool_]:
    """Return, for each byte, whether it may be part of what a rule changes.

    ASCII tells nothing but for controls and a few marks; of the others, letters from à to ſ (bytes C3 to C5)
    tell nothing when they stand alone, ð þ Ð Þ apart, whose second bytes are B0, BE, 90 and 9E.
    """
    table = np.zeros(256, bool)
    table[:_SPACE] = table[0x7F] = True
    table[list(b"&?^`")] = True
    table[_LEAD:] = True
    table[0xC3:0xC6] = False
    table[[0xB0, 0xBE, 0x90, 0x9E]] = True
    return table


_TELLING = _telling()


def has_default_style(options: Options) -> bool:
    """Return whether apostrophes, quotation marks and dashes that are alike are left as they are."""
    consistent = options.apostrophe in {"consistent", "keep"}
    return consistent and options.quote == "keep" and options.dash == "keep"


def may_need_work(data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Return for each row, which is `data` from one of the offsets to the next, whether a rule may change it.

    >>> text = np.frombuffer("Bore da a  bTŷ Mawr".encode(), np.uint8)
    >>> may_need_work(text, np.array([0, 7, 12, 20])).tolist()
    [False, True, False]
    """
    found = np.zeros(len(offsets) - 1, bool)
    if not len(data):
        return found
    told = _TELLING[data]
    spaces, high = data == _SPACE, data >= _HIGH
    told[1:] |= spaces[1:] & spaces[:-1]
    told[1:] |= (data[1:] >= _LEAD) & high[:-1]  # two characters beyond ASCII side by side
    rows = np.searchsorted(offsets, np.flatnonzero(told), "right") - 1
    found[rows] = True
    full = np.flatnonzero(offsets[1:] > offsets[:-1])
    found[full] |= spaces[offsets[full]] | spaces[offsets[full + 1] - 1]
    return found
