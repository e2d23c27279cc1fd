"""The first stage, over a column's bytes: rows of plain text that no rule changes."""

import numpy as np
import numpy.typing as npt

from cymraeg_data.normalisation.options import Options

__all__ = ["has_default_style", "may_need_work"]

_SPACE, _HIGH, _LEAD = 0x20, 0x80, 0xC0


def _telling() -> npt.NDArray[np.bool_]:
    """Return, for each byte, whether it may be part of text that a rule changes.

    Of ASCII, only control characters and a few marks may; single letters from à to ſ (bytes C3 to C5) may
    not, except ð þ Ð Þ, whose second bytes are B0, BE, 90 and 9E.
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
    """Return whether uniform apostrophes, quotation marks and dashes are left as they are."""
    consistent = options.apostrophe in {"consistent", "keep"}
    return consistent and options.quote == "keep" and options.dash == "keep"


def may_need_work(data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Return for each row, `data` between two offsets, whether a rule may change it.

    >>> text = np.frombuffer("Bore da a  bTŷ Mawr".encode(), np.uint8)
    >>> may_need_work(text, np.array([0, 7, 12, 20])).tolist()
    [False, True, False]
    """
    found = np.zeros(len(offsets) - 1, bool)
    if not len(data):
        return found
    hits = _TELLING[data]
    spaces, high = data == _SPACE, data >= _HIGH
    hits[1:] |= spaces[1:] & spaces[:-1]
    hits[1:] |= (data[1:] >= _LEAD) & high[:-1]  # two adjacent non-ASCII characters
    rows = np.searchsorted(offsets, np.flatnonzero(hits), "right") - 1
    found[rows] = True
    full = np.flatnonzero(offsets[1:] > offsets[:-1])
    found[full] |= spaces[offsets[full]] | spaces[offsets[full + 1] - 1]
    return found
