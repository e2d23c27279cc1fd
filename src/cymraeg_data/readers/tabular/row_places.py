"""Row and line numbers of parsed rows in their file, exact and without looking at rows one by one."""

import numpy as np

__all__ = ["Places"]


class Places:
    """Row and line numbers of parsed records, given which records were left out and how many lines each took.

    The parser may be ahead of the rows that are asked about: what it left out further on does not affect
    them.
    """

    def __init__(self) -> None:
        self._left: list[tuple[int, int, bool]] = []  # number of the record, line ends inside it, blank
        self._known = 0  # records left out that lie behind us, and what they held
        self._blank = 0
        self._lines = 0
        self._parsed = 0  # records parsed that lie behind us
        self._blank_seen = 0

    def leave_out(self, number: int, extra: int, *, blank: bool) -> int:
        """Note that a record is not among the parsed ones; return its row number, the header being 0."""
        row = number - 1 - self._blank_seen
        self._blank_seen += blank
        self._left.append((number, extra, blank))
        return row

    def place(self, inside: np.ndarray, blank: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return row numbers and first lines of the next parsed records.

        `inside` counts the line ends in each, `blank` marks those that represent a blank line.
        """
        left = np.array(self._left, np.int64).reshape(-1, 3)
        parsed = np.arange(self._parsed + 1, self._parsed + len(inside) + 1, dtype=np.int64)
        ahead = left[:, 0] - (self._known + np.arange(1, len(left) + 1))  # records parsed before each
        before = np.searchsorted(ahead, parsed, side="left")
        totals = np.concatenate((np.zeros((1, 3), np.int64), np.cumsum(left, axis=0)))[before]
        number = parsed + self._known + before
        rows = number - 1 - self._blank - totals[:, 2] - np.cumsum(blank)
        lines = number + self._lines + totals[:, 1] + np.cumsum(inside) - inside
        if len(inside):
            self._forget(int(before[-1]), totals[-1], int(blank.sum()), int(inside.sum()))
            self._parsed += len(inside)
        return rows, lines

    def _forget(self, n: int, totals: np.ndarray, blank: int, inside: int) -> None:
        del self._left[:n]
        self._known += n
        self._blank += int(totals[2]) + blank
        self._lines += int(totals[1]) + inside
