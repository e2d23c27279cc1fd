"""Which language a text or a word is in, and how much Welsh there is: ours, offline, from the model in the package."""

import importlib
import sys
from types import ModuleType

from cymraeg_data.detect.identify import Detection, detect
from cymraeg_data.detect.words import Measure, WordTag, measure, tag_words

__all__ = ["Detection", "Measure", "WordTag", "detect", "measure", "tag_words"]


class _Room(ModuleType):
    """Python sets `cymraeg_data.detect` to this module when it is first imported; it answers as the function does."""

    def __call__(self, text: str) -> Detection:
        return detect(text)

    def __reduce__(self) -> tuple[object, ...]:
        """Return how to find this module again, so that `cyd.detect` can be sent to another process."""
        return importlib.import_module, (self.__name__,)


sys.modules[__name__].__class__ = _Room
