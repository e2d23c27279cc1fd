"""The pattern of lost letters, `LOST`, which also matches where no known word fits.

It is written for RE2, the engine of `pyarrow.compute.match_substring_regex`, so that whole columns are
searched. It shows that a letter was lost, not which, and has only sequences that no language writes.
"""

__all__ = ["LOST"]

_LETTER = r"\p{L}"

# A question mark in the place of a vowel: after a consonant (or in si?r) and before the consonants that end
# the word, or before y. What follows has no vowel of its own, so that “Beth?Pam” and web addresses do not
# match.
_TAIL = "bcdfghlmnprst"
_WORD = rf"(?:^|[\s(\"“‘'’/,-])[{_LETTER}'’-]*"
_STOP = r"(?:$|[\s)\"”’',.;:!?/-])"
_IN_WORD = (
    rf"{_WORD}(?:[bcdfghlmnprstBCDFGHLMNPRSTw]|[sS]i)\?(?:[{_TAIL}]{{1,2}}|y[bcdfghlmnrstw]\p{{Ll}}*){_STOP}",
    rf"{_WORD}(?:[BCDFGHLMNPRSTW]|SI)\?(?:[{_TAIL.upper()}]{{1,2}}|Y[BCDFGHLMNRSTW]\p{{Lu}}*){_STOP}",
    rf"(?:^|[\s(-])[tT]\?[\s-]{_LETTER}",  # T? Newydd
)
LOST = "|".join(("\\x{fffd}", *_IN_WORD))
