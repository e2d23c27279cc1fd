"""Texts that are not there: B301 Welsh missing, B302 Welsh empty, B304 English missing."""

from cymraeg_data.bilingual.rules.sides import Mask, Sides, matches

__all__ = ["presence"]

_LEAVING = r"(?i)^\W*(?:to be (?:deleted|removed)|deprecated|not used|unused)\W*$"


def presence(sides: Sides) -> dict[str, Mask]:
    """Return which pairs lack a text. "[to be deleted]" in English needs no Welsh: it goes."""
    wanted = sides.en_there & ~matches(sides.en, _LEAVING)
    return {
        "B301": wanted & sides.cy_null,
        "B302": wanted & ~sides.cy_there & ~sides.cy_null,
        "B304": sides.cy_there & ~sides.en_there,
    }
