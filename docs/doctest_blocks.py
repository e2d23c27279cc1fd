"""Show the doctests of docstrings as code.

The Google style knows them only under a heading that we do not write.
"""

import re
from typing import Any

import griffe

_BLOCK = re.compile(r"^>>> .*(?:\n.+)*", re.MULTILINE)


class DoctestBlocks(griffe.Extension):
    """Put a fence around each run of lines that starts with `>>>`."""

    def on_object(self, *, obj: griffe.Object, **kwargs: Any) -> None:
        """Change the docstring of an object that was just read."""
        del kwargs
        if obj.docstring:
            obj.docstring.value = _BLOCK.sub(r"```pycon\n\g<0>\n```", obj.docstring.value)
