"""Language detection of texts and words, and measures of Welsh, offline, with the model in the package."""

from cymraeg_data.buffers.kernel_choice import use_kernel
from cymraeg_data.detection.api import Detection, detect
from cymraeg_data.detection.spans import LanguageSpan, language_spans
from cymraeg_data.detection.words import Measure, WordTag, measure, tag_words
from cymraeg_data.public_names import show_public_names

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

show_public_names(__name__)
