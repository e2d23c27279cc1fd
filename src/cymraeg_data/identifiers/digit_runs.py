"""Where in the bytes of a column digits stand close together, told by whole-array work."""

import functools
import string

import numpy as np
import numpy.typing as npt

__all__ = ["DIGIT", "LETTER", "Scan"]

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]

_ALL = np.arange(256)
DIGIT = np.isin(_ALL, np.frombuffer(string.digits.encode(), np.uint8))
LETTER = np.isin(_ALL, np.frombuffer(string.ascii_letters.encode(), np.uint8))
# What may stand between the digits of one number: also any part of a character beyond ASCII, such as a
# no-break space.
_BETWEEN = np.isin(_ALL, np.frombuffer(b" -.()", np.uint8)) | (_ALL >= 0x80)
_MAX_GAP = 8  # bytes: two characters beyond ASCII with a space on either side


class Scan:
    """The bytes of the rows of a column, one after the other, and where each row starts."""

    def __init__(self, data: Bytes, offsets: Places) -> None:
        self.data = data
        self.offsets = offsets

    @functools.cached_property
    def digits(self) -> Places:
        """Return where the digits are."""
        return np.flatnonzero((self.data - np.uint8(ord("0"))) < 10)  # ten digits

    def rows(self, places: Places) -> Places:
        """Return which row each place is in."""
        return np.searchsorted(self.offsets, places, "right") - 1

    def at(self, places: Places, rows: Places) -> Bytes:
        """Return the bytes at `places`; 0 where a place is not in the row that `rows` says."""
        within = (places >= self.offsets[rows]) & (places < self.offsets[rows + 1])
        return np.where(within, self.data[np.where(within, places, 0)], np.uint8(0))

    @functools.cached_property
    def numbers(self) -> tuple[Places, Places, Places]:
        """Return where runs of digits start and end, with how many digits.

        Parts of one number may stand apart.
        """
        if not len(self.digits):
            return self.digits, self.digits, self.digits
        first, second = self.digits[:-1], self.digits[1:]
        gap = second - first - 1
        joined = gap <= _MAX_GAP
        for step in range(1, _MAX_GAP + 1):
            inside = np.flatnonzero(joined & (gap >= step))
            joined[inside] = _BETWEEN[self.data[first[inside] + step]]
        apart = np.flatnonzero(joined & (gap >= 0))
        rows = self.rows(self.digits)
        joined[apart] = rows[apart] == rows[apart + 1]
        starts = np.concatenate([[0], np.flatnonzero(~joined) + 1])
        ends = np.concatenate([starts[1:], [len(self.digits)]])
        return self.digits[starts], self.digits[ends - 1] + 1, ends - starts
