"""Tutorial pages as notebooks: the same text and the same code, which the tests of the documentation run."""

import hashlib
import json
import re
from collections.abc import Iterator

__all__ = ["notebook"]

_CODE = re.compile(r"^```python\n(.*?)^```\n", re.MULTILINE | re.DOTALL)


def notebook(page: str) -> str:
    """Return a Markdown page as a notebook (nbformat 4.5).

    A code cell for each block of Python, the rest as text.
    """
    cells = [_cell(kind, text, number) for number, (kind, text) in enumerate(_parts(page))]
    whole = {
        "cells": cells,
        "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _parts(page: str) -> Iterator[tuple[str, str]]:
    place = 0
    for match in _CODE.finditer(page):
        yield "markdown", page[place : match.start()]
        yield "code", match.group(1)
        place = match.end()
    yield "markdown", page[place:]


def _cell(kind: str, text: str, number: int) -> dict[str, object]:
    name = hashlib.sha256(f"{number}{text}".encode()).hexdigest()[:8]
    cell: dict[str, object] = {"cell_type": kind, "id": name, "metadata": {}}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return {**cell, "source": text.strip().splitlines(keepends=True)}
