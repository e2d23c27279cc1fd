import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data.errors import UnreadableError
from cymraeg_data.readers.budgets import DEEPEST, Depth

VALUES = st.recursive(
    st.none() | st.integers() | st.text('[]{}"\\ŵ', max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text('[{"\\', max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


def depth_of(value):
    if isinstance(value, dict | list):
        members = value.values() if isinstance(value, dict) else value
        return 1 + max(map(depth_of, members), default=0)
    return 0


@given(VALUES, st.integers(0, 3), st.integers(1, 7))
def test_depth_is_that_of_the_value_wherever_the_text_is_cut(value, deeper, size):
    wrapped = DEEPEST - 2 + deeper
    text = b"[" * wrapped + json.dumps(value, ensure_ascii=False).encode() + b"]" * wrapped
    depth = Depth("a.json")
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    if wrapped + depth_of(value) > DEEPEST:
        with pytest.raises(UnreadableError, match="nested"):
            look_at_all(depth, pieces)
    else:
        look_at_all(depth, pieces)


def look_at_all(depth, pieces):
    for piece in pieces:
        depth.look(piece)
