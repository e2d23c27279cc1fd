"""Which language a text or a word is in, and how much Welsh there is: ours, offline, from the model in the package."""

from cymraeg_data.detect.engine import use_kernel
from cymraeg_data.detect.identify import Detection, detect
from cymraeg_data.detect.spans import LanguageSpan, language_spans
from cymraeg_data.detect.words import Measure, WordTag, measure, tag_words

__all__ = [
    "Detection",
    "LanguageSpan",
    "Measure",
    "WordTag",
    "detect",
    "language_spans",
    "measure",
    "tag_words",
    "use_kernel",
]
