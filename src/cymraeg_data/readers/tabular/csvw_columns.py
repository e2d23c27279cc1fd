"""CSV on the Web: what the metadata that lies beside a table says of its bytes.

The metadata of `enwau.csv` is looked for where the standard says: in `enwau.csv-metadata.json`, then in
`csv-metadata.json` (W3C, Model for Tabular Data and Metadata on the Web, section 5).
"""

import json
from collections.abc import Iterator
from pathlib import Path

__all__ = ["declared_encoding"]

_LARGEST = 1 << 20  # bytes of metadata that are read: ours
_TABLES = frozenset((".csv", ".tsv", ".tab"))


def declared_encoding(path: Path) -> str | None:
    """Return the encoding that the metadata beside a table names, None where there is none or it names none."""
    if path.suffix.lower() not in _TABLES:
        return None
    for beside in (path.with_name(f"{path.name}-metadata.json"), path.with_name("csv-metadata.json")):
        for described in _descriptions(beside, path.name):
            dialect = described.get("dialect")
            if isinstance(dialect, dict) and isinstance(dialect.get("encoding"), str):
                return str(dialect["encoding"])
    return None


def _descriptions(path: Path, table: str) -> Iterator[dict[str, object]]:
    """Yield what describes the table, its own description before that of the group.

    Nothing from a file that is no metadata.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            whole = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return
    if not isinstance(whole, dict):
        return
    tables = whole.get("tables")
    own = [whole] if not isinstance(tables, list) else [item for item in tables if isinstance(item, dict)]
    named = [item for item in own if str(item.get("url", "")).rpartition("/")[2] == table]
    yield from named
    if named and named[0] is not whole:
        yield whole
