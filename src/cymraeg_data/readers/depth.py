"""How deeply a JSON text is nested, told before the parsers: Arrow's breaks down and ijson's takes memory in its square."""

import re

import numpy as np

from cymraeg_data.errors import UnreadableError
from cymraeg_data.locale import _

__all__ = ["DEEPEST", "Depth"]

DEEPEST = 500  # levels; ours, well under what Python's own parser takes
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_STEP = np.zeros(256, np.int8)
_STEP[[ord("["), ord("{")]] = 1
_STEP[[ord("]"), ord("}")]] = -1


class Depth:
    """Follows the brackets of one text, chunk by chunk."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._depth = 0
        self._open = b""  # a string that the last chunk broke off

    def look(self, chunk: bytes) -> None:
        """Read on.

        Raises:
            UnreadableError: arrays and objects are nested too deeply.
        """
        bare = _STRING.sub(b"", self._open + chunk)
        cut = bare.find(b'"')
        self._open = bare[cut:] if cut >= 0 else b""
        steps = np.frombuffer(bare[:cut] if cut >= 0 else bare, np.uint8)
        depths = self._depth + np.cumsum(_STEP[steps], dtype=np.int64)
        if len(depths):
            self._depth = int(depths[-1])
            if depths.max() > DEEPEST:
                raise UnreadableError(
                    _("{path} is nested more than {n} levels deep.", path=self._name, n=DEEPEST)
                )
