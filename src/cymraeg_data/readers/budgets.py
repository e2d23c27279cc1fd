"""How deeply a JSON text is nested, checked before it is parsed.

On deep nesting, Arrow's parser crashes and ijson's takes memory in proportion to the square of the depth.
"""

import re

import numpy as np

from cymraeg_data.errors import UnreadableError
from cymraeg_data.locale import _

__all__ = ["DEEPEST", "Depth"]

DEEPEST = 500  # levels; our choice, well under what Python's own parser takes
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_STRING_END = re.compile(rb'(?:[^"\\]++|\\.)*+"', re.DOTALL)
_STEP = np.zeros(256, np.int8)
_STEP[[ord("["), ord("{")]] = 1
_STEP[[ord("]"), ord("}")]] = -1


class Depth:
    """Follows the brackets of one text, chunk by chunk."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._depth = 0
        self._inside = False  # a string that the last chunk broke off
        self._escape = b""  # the backslash that it may have ended in

    def look(self, chunk: bytes) -> None:
        """Read on.

        Raises:
            UnreadableError: arrays and objects are nested too deeply.
        """
        rest = self._escape + chunk
        self._escape = b"\\" if (len(rest) - len(rest.rstrip(b"\\"))) % 2 else b""
        if self._inside:
            end = _STRING_END.match(rest)
            if end is None:
                return
            rest = rest[end.end() :]
        bare = _STRING.sub(b"", rest)
        cut = bare.find(b'"')
        self._inside = cut >= 0
        steps = np.frombuffer(bare[:cut] if self._inside else bare, np.uint8)
        depths = self._depth + np.cumsum(_STEP[steps], dtype=np.int64)
        if len(depths):
            self._depth = int(depths[-1])
            if depths.max() > DEEPEST:
                raise UnreadableError(
                    _("{path} is nested more than {n} levels deep.", path=self._name, n=DEEPEST)
                )
