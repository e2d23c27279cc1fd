"""Runs of digits in the bytes of a column, found by operations on whole arrays."""

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
# What may separate the digits of one number, including bytes of non-ASCII characters such as a no-break
# space.
_BETWEEN = np.isin(_ALL, np.frombuffer(b" -.()", np.uint8)) | (_ALL >= 0x80)
_MAX_GAP = 8  # bytes: two non-ASCII characters with a space on either side


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
        """Return the start, end and number of digits of each number, whose parts may be apart."""
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
