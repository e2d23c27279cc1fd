"""Markdown for reports, cards and pages: tables and code in which the text of a cell cannot act."""

import re
from collections.abc import Iterable, Sequence

__all__ = ["code", "table"]


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""Return a Markdown table; a bar in a cell is escaped.

    >>> print(table(("Enw", "Nifer"), [("Llan|fair", 3)]))
    | Enw | Nifer |
    | --- | --- |
    | Llan\|fair | 3 |
    """
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def code(text: str) -> str:
    """Return `text` as Markdown code whatever it holds: the fence is longer than any run of backticks in it.

    >>> code("tŷ`r")
    '`` tŷ`r ``'
    """
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    padding = " " if "`" in text else ""
    return f"{fence}{padding}{text}{padding}{fence}"
