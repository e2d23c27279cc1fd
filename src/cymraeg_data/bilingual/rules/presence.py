"""Missing texts: B301 Welsh missing, B302 Welsh empty, B304 English missing."""

import pyarrow as pa

from cymraeg_data.bilingual.rules.text_pairs import Mask, TextPairs, matches

__all__ = ["of_welsh_plural", "presence"]

_WELSH_PLURAL = r"(?:[._:\[#]|\b)(?:zero|two|few|many)\]?$"
_LEAVING = r"(?i)^\W*(?:to be (?:deleted|removed)|deprecated|not used|unused)\W*$"


def presence(sides: TextPairs) -> dict[str, Mask]:
    """Return which pairs lack a text; English such as "[to be deleted]" needs no Welsh."""
    wanted = sides.en_there & ~matches(sides.en, _LEAVING)
    return {
        "B301": wanted & sides.cy_null,
        "B302": wanted & ~sides.cy_there & ~sides.cy_null,
        "B304": sides.cy_there & ~sides.en_there,
    }


def of_welsh_plural(keys: pa.Array) -> Mask:
    """Return which keys are of plural forms that English does not have: zero, two, few and many."""
    return matches(keys.cast(pa.large_string()), _WELSH_PLURAL)
