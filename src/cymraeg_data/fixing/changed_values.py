"""A changed value, and how one is found: what every repairer yields."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from cymraeg_data.normalisation import Edit, Options, normalise_and_explain
from cymraeg_data.normalisation.text import NOTHING_SEEN, Seen

__all__ = ["Change", "Repair", "is_writable", "repaired_value", "rows_changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A value that was changed: its record (1 is the first), its column or key, and its edits.

    Bytes in another encoding than the rest of the file are changes of a whole line, without a column: `row`
    is its number.
    """

    row: int
    column: str | None
    before: str
    after: str
    edits: tuple[Edit, ...]


Repair = Callable[[Path, Path, Options], Iterator[Change]]
"""Writes a repaired copy of the first path to the second, and yields each change as it is made."""


def repaired_value(
    row: int, column: str | None, text: str, options: Options, seen: Seen = NOTHING_SEEN
) -> Change | None:
    """Return the change that repairs a value, None where it needs none or cannot be written as UTF-8."""
    found = normalise_and_explain(text, options=options, seen=seen)
    if not found.edits or not is_writable(text):
        return None
    return Change(row=row, column=column, before=text, after=found.text, edits=found.edits)


def rows_changed(name: str | None, array: pa.Array, repaired: pa.Array, first_row: int) -> Iterator[Change]:
    """Yield the changes in a column that `columns.normalise` repaired with its edits."""
    lengths = pc.fill_null(pc.list_value_length(repaired.field("edits")), 0)
    for place in pc.indices_nonzero(lengths).to_pylist():
        row = repaired[place].as_py()
        yield Change(
            row=first_row + place,
            column=name,
            before=array[place].as_py(),
            after=row["text"],
            edits=tuple(Edit(**edit) for edit in row["edits"]),
        )


def is_writable(text: str) -> bool:
    """Return whether a text can be written as UTF-8: half a surrogate pair cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
