"""Evidence that a text is English or Welsh prose, rather than a name, a code or an address."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data import columns
from cymraeg_data.columns import language

__all__ = ["Evidence", "Seen", "evidence", "seen"]

_LETTERS = r"\p{L}\p{M}'’-"
# Words that only one of the two languages uses; those that both write (a, i, o, at, am, ar, as, no, by …) are
# not here, nor are English words that occur in names on their own.
_ENGLISH = (
    "the|of|and|to|for|with|from|this|that|these|those|is|are|was|were|be|been|have|has|had|will|would|can|could"
    "|should|must|may|not|you|your|we|our|us|they|their|it|its|or|if|when|where|which|who|what|how|about|into|than"
    "|there|here|only|please|before|after|any|all|do|does|did"
)
_WELSH = (
    "y|yr|yn|yng|ym|mae|maent|mae'n|mae’n|sydd|sy'n|sy’n|oes|oedd|bydd|byddwch|gallwch|nad|nid|ddim|eich|ein|eu|ei"
    "|fy|dy|hwn|hon|hyn|hynny|wedi|wrth|gan|gyda|drwy|dros|rhag|heb|neu|ond|pan|os|chi|ni|nhw|cael|gael|fel|beth"
    "|pwy|ble|pam|sut|i'r|i’r|a'r|a’r|o'r|o’r|i'w|i’w|â|ac|ar|at|er|am|dan|eisoes|rydych|rydym|wnaethoch"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """The detected language of each text, its confidence, and the text without parts in no language."""

    texts: pa.Array
    language: npt.NDArray[np.object_]
    confidence: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Counts for each text, and its detected language with the confidence."""

    n_words: npt.NDArray[np.int64]
    n_english: npt.NDArray[np.int64]
    n_welsh: npt.NDArray[np.int64]
    n_plain: npt.NDArray[np.int64]  # lower-case words other than function words
    language: npt.NDArray[np.object_]
    confidence: npt.NDArray[np.float64]


def seen(texts: pa.Array) -> Seen:
    """Return the language of each text; null counts as empty."""
    masked = language.mask(texts.fill_null(""))
    detected = columns.detect(masked)
    return Seen(
        masked,
        pc.struct_field(detected, "language").to_numpy(zero_copy_only=False),
        pc.struct_field(detected, "confidence").fill_null(0.0).to_numpy(zero_copy_only=False),
    )


def evidence(among: Seen, chosen: npt.NDArray[np.bool_]) -> Evidence:
    """Return the evidence that each of the chosen texts is English or Welsh prose."""
    # Words are separated by two spaces, so that matches that include the space on either side do not overlap.
    spaced = pc.replace_substring_regex(among.texts.filter(pa.array(chosen)), r"\s+", "  ")
    return Evidence(
        n_words=_count(spaced, rf"\p{{L}}[{_LETTERS}]*"),
        n_english=_count(spaced, _words(_ENGLISH)),
        n_welsh=_count(spaced, _words(_WELSH)),
        n_plain=_count(spaced, rf"(?:^|[^{_LETTERS}])\p{{Ll}}{{3,}}") - _small_function_words(spaced),
        language=among.language[chosen],
        confidence=among.confidence[chosen],
    )


def _small_function_words(texts: pa.Array) -> npt.NDArray[np.int64]:
    long = "|".join(
        word for word in f"{_ENGLISH}|{_WELSH}".split("|") if len(word) > 2 and word.isalpha()
    )  # n_plain counts words of three letters and more
    return _count(texts, rf"(?:^|[^{_LETTERS}])(?:{long})(?:$|[^{_LETTERS}])")


def _words(alternatives: str) -> str:
    return rf"(?i)(?:^|[^{_LETTERS}])(?:{alternatives})(?:$|[^{_LETTERS}])"


def _count(texts: pa.Array, pattern: str) -> npt.NDArray[np.int64]:
    counts: npt.NDArray[np.int64] = (
        pc.count_substring_regex(texts, pattern).to_numpy(zero_copy_only=False).astype(np.int64)
    )
    return counts
