"""Signs in text of what a wrong change of encoding did to it: `DAMAGED` and `LOST`, for `pyarrow.compute`.

Both are written for RE2, the engine behind `pyarrow.compute.match_substring_regex`, so that whole columns are looked at
at once. They say that a value is damaged, not how to mend it, and keep to sequences that no language writes.
"""

__all__ = ["DAMAGED", "LOST"]

_LETTER = r"\p{L}"
_CONSONANT = "bcdfghlmnprstBCDFGHLMNPRST"
_EDGE = rf"(?:$|[^{_LETTER}])"
_START = rf"(?:^|[^{_LETTER}])"

# The second byte of a UTF-8 pair as Latin-1 or Windows-1252 shows it; those that are punctuation in their own right
# (quotes, dashes) count only before another letter, so that «IRMÃ» and AMANHÃ… are left alone.
_SECOND = "\\x{80}-\\x{a0}¡-ª¬-º¼-¿‚ƒ„†‡ˆ‰ŠŒŽ•˜™šœžŸ€"
_SECOND_MARK = "«»‹›‘’“”…–—"

_UTF8_AS_LATIN = (
    "Å[´µ¶·]",  # Ŵ ŵ Ŷ ŷ
    f"Ã[{_SECOND}]",  # â ê î ô é …
    f"Ã[{_SECOND_MARK}]{_LETTER}",  # ë û Û Ô before a letter
    f"[a-z]Ã[«»]{_EDGE}",  # û, ë at the end of a word in small letters
    "Â[£©®°±§·´µ¶½¼¾²³]",  # £ ° · and doubly damaged ŵ ŷ
    "â€[™˜œ“”¦¢\\x{80}-\\x{bf}]",  # ’ ‘ “ ” … •
    "â\\x{80}[\\x{80}-\\x{bf}]",
)
_UTF8_AS_MAC = (
    f"{_LETTER}≈[µ∑¥∂]",  # ŵ ŷ Ŵ Ŷ
    f"≈[µ∑¥∂]{_LETTER}",
    f"{_LETTER}√[¢™Æ¥ª©°Ø∂´®]",  # â ê î ô û é á ï ö
    f"√[¢™Æ¥ª©°Ø∂´®]{_LETTER}",
)
_UTF8_AS_DOS = (
    "┼[ÁÀÂ]",  # ŵ ŷ Ŷ
    f"┼┤{_LETTER}",  # Ŵ
    "├[ó¬«®í»]",  # â ê î é á ï
    f"{_LETTER}├[┤╗]",  # ô û
)
_CELTIC_AS_LATIN = (
    f"[bcdfghlmnpstBCDFGHLMNPST][ðÐ][{_CONSONANT}yY]",  # dŵr, cŵn, gŵyl
    f"[bcdfgptBCDFGPT][rR][ðÐ][{_CONSONANT}yY]",  # grŵp, but not Icelandic orðs
    "[sS][iI][ðÐ][rR]",  # siŵr
    f"{_START}[ðÐ][yY][nN]{_EDGE}",  # ŵyn
    f"[{_CONSONANT}wW][þÞ](?:[{_CONSONANT}]|{_EDGE})",  # tŷ, hŷn, Llŷn
)
DAMAGED = "|".join((*_UTF8_AS_LATIN, *_UTF8_AS_MAC, *_UTF8_AS_DOS, *_CELTIC_AS_LATIN))

# A question mark in the place of a vowel: after a consonant (or in si?r) and before the consonants that end the word, or
# before y. What follows has no vowel of its own, so that “Beth?Pam” and web addresses are left alone.
_TAIL = "bcdfghlmnprst"
_WORD = rf"(?:^|[\s(\"“‘'’/,-])[{_LETTER}'’-]*"
_STOP = r"(?:$|[\s)\"”’',.;:!?/-])"
_IN_WORD = (
    rf"{_WORD}(?:[bcdfghlmnprstBCDFGHLMNPRSTw]|[sS]i)\?(?:[{_TAIL}]{{1,2}}|y[bcdfghlmnrstw]\p{{Ll}}*){_STOP}",
    rf"{_WORD}(?:[BCDFGHLMNPRSTW]|SI)\?(?:[{_TAIL.upper()}]{{1,2}}|Y[BCDFGHLMNRSTW]\p{{Lu}}*){_STOP}",
    rf"(?:^|[\s(-])[tT]\?[\s-]{_LETTER}",  # T? Newydd
)
LOST = "|".join(("\\x{fffd}", *_IN_WORD))
