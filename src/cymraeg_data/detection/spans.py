"""Runs of words in one language: where a text changes from Welsh to English and back."""

from dataclasses import dataclass

from cymraeg_data.detection.words import tag_words
from cymraeg_data.errors import require_text

__all__ = ["LanguageSpan", "language_spans"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageSpan:
    """A part of a text in one language, from its first word to its last, with its place in characters."""

    start: int
    end: int
    text: str
    language: str


def language_spans(text: str) -> tuple[LanguageSpan, ...]:
    """Return the spans of `text` in one language each, in order, with everything between their words.

    A word without a language belongs to the span before it, or at the start to the one after it. A text in
    which no word has a language is one span, "und"; a text without words has none.

    >>> [(span.language, span.text) for span in language_spans("Croeso i bawb / Welcome everyone")]
    [('cy', 'Croeso i bawb'), ('en', 'Welcome everyone')]
    """
    require_text(text, "language_spans")
    spans: list[tuple[int, int, str]] = []
    for word in tag_words(text):
        language = "cy" if word.language == "mul" else word.language  # Welsh with an English stem
        start, _end, before = spans[-1] if spans else (0, 0, None)
        if before is None or (before != language and "und" not in (before, language)):
            spans.append((word.start, word.end, language))
        else:
            spans[-1] = (start, word.end, before if language == "und" else language)
    return tuple(
        LanguageSpan(start=start, end=end, text=text[start:end], language=language)
        for start, end, language in spans
    )
